#include "trygghetskarta/validate.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/digest.h"
#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The fields that rules speak of by name. */
enum known {
    PUNKT_ID,
    DATUM,
    KLOCKSLAG,
    PLATS,
    VANDRING_ID,
    LOPNR,
    KATEGORI,
    ANGIVEN,
    N_KNOWN
};
static const char *const known_names[N_KNOWN] = {"punkt_id", "datum",           "klockslag",
                                                 "plats",    "vandring_id",     "lopnr",
                                                 "kategori", "angiven_stadsdel"};

static const int32_t too_old = 10957; /* 2000-01-01: before that no walk was noted digitally */

struct tk_validator {
    const struct tk_validation *v;
    const struct tk_opened *input;
    struct tk_mapping *mapping;
    struct tk_positioner *positioner;
    size_t known[N_KNOWN]; /* positions of fields */
    const struct tk_batch *batch;
    struct tk_note note;
    struct tk_buffer words;
    char *arena; /* the note's canonical texts */
    size_t arena_length, arena_capacity;
};

/* What a record says of one field while it is judged. */
struct reading_of {
    size_t field;
    const char *text; /* trimmed, valid UTF-8 */
    struct tk_value *value;
};

static enum tk_status tell(struct tk_validator *v, enum tk_verdict verdict, const char *rule,
                           const char *field, const char *value, const char *detail,
                           struct tk_error *err)
{
    struct tk_note *n = &v->note;
    if (verdict == TK_REFUSED || (verdict == TK_AMENDED && n->fate != TK_REFUSED))
        n->fate = verdict;
    bool somewhere = isfinite(n->position.x) && n->fate != TK_REFUSED;
    struct tk_finding finding = {.source = v->input->config->name,
                                 .number = n->number,
                                 .id = n->values[v->known[PUNKT_ID]].text,
                                 .field = field,
                                 .rule = rule,
                                 .verdict = verdict,
                                 .value = value,
                                 .detail = detail,
                                 .has_position = somewhere,
                                 .x = n->position.x,
                                 .y = n->position.y,
                                 .area_m2 = NAN};
    return tk_ledger_tell(v->v->reading->ledger, v->input->account, &finding, err);
}

enum tk_status tk_validator_tell(struct tk_validator *v, enum tk_verdict verdict,
                                 const char *rule, const char *field, const char *value,
                                 const char *detail, struct tk_error *err)
{
    return tell(v, verdict, rule, field, value, detail, err);
}

static const struct tk_field *field_of(const struct tk_validator *v, size_t field)
{
    return &v->v->dictionary->fields[field];
}

/* A field's value as kvalitet may show it: never of a free text. */
static const char *shown(const struct tk_validator *v, size_t field, const char *value)
{
    return field_of(v, field)->free_text ? NULL : value;
}

static char *keep_text(struct tk_validator *v, const char *text, size_t n)
{
    char *kept = v->arena + v->arena_length;
    memcpy(kept, text, n);
    kept[n] = '\0';
    v->arena_length += n + 1;
    return kept;
}

/* Remembers a word that was not understood beside what took its place. */
static void keep_word(struct tk_validator *v, const char *field, const char *word)
{
    tk_buffer_format(&v->words, "%s%s: %s", v->words.length ? "; " : "", field, word);
}

static enum tk_status judge_text(struct tk_validator *v, struct reading_of *r,
                                 struct tk_error *err)
{
    const struct tk_field *f = field_of(v, r->field);
    size_t n = strlen(r->text);
    const char *personal = f->free_text ? tk_text_personal(r->text) : NULL;
    enum tk_status st = TK_OK;
    if (personal)
        return tell(v, TK_AMENDED, "personuppgift", f->name, NULL, personal, err);
    if (f->max_length && n > f->max_length) {
        n = f->max_length;
        while (n && ((unsigned char)r->text[n] & 0xC0) == 0x80)
            n--;
        st = tell(v, TK_AMENDED, "text_for_lang", f->name, NULL, NULL, err);
    }
    r->value->text = keep_text(v, r->text, n);
    if (!st && tk_text_mojibake(r->value->text))
        st = tell(v, TK_REMARK, "mojibake", f->name, shown(v, r->field, r->value->text), NULL,
                  err);
    return st;
}

static enum tk_status judge_number(struct tk_validator *v, struct reading_of *r,
                                   struct tk_error *err)
{
    const struct tk_field *f = field_of(v, r->field);
    char canonical[32];
    double number;
    bool whole = f->type == TK_INTEGER;
    if (!tk_text_number(r->text, v->input->config->decimal, &number) &&
        !tk_text_number(r->text, '.', &number))
        return tell(v, TK_AMENDED, "tal_ogiltigt", f->name, r->text, NULL, err);
    if (whole && (number != floor(number) || fabs(number) > 1e15))
        return tell(v, TK_AMENDED, "tal_ogiltigt", f->name, r->text, NULL, err);
    if (number < f->lowest || number > f->highest)
        return tell(v, TK_AMENDED, "utanfor_intervall", f->name, r->text, NULL, err);
    if (whole)
        snprintf(canonical, sizeof canonical, "%lld", (long long)number);
    else
        tk_text_from_number(number, canonical);
    r->value->number = number;
    r->value->text = keep_text(v, canonical, strlen(canonical));
    return TK_OK;
}

/* A time of day that came with a date fills an empty klockslag. */
static void keep_time(struct tk_validator *v, int32_t second)
{
    struct tk_value *time = &v->note.values[v->known[KLOCKSLAG]];
    char canonical[8];
    if (second == TK_NO_SECOND || time->text)
        return;
    tk_date_print_time(second, canonical);
    time->text = keep_text(v, canonical, strlen(canonical));
}

static enum tk_status judge_date(struct tk_validator *v, struct reading_of *r,
                                 struct tk_error *err)
{
    const struct tk_field *f = field_of(v, r->field);
    const char *format = v->mapping->fields[r->field].format, *fault = NULL;
    struct tk_date date;
    char canonical[16];
    bool is_datum = r->field == v->known[DATUM];
    bool good = f->type == TK_DEADLINE
                    ? tk_date_parse_deadline(r->text, format,
                                             v->note.values[v->known[DATUM]].day, &date, &fault)
                    : tk_date_parse(r->text, format, &date, &fault);
    if (!good)
        return tell(v, is_datum ? TK_REFUSED : TK_AMENDED, "datum_ogiltigt", f->name, r->text,
                    NULL, err);
    if (date.precision != TK_DAY)
        keep_word(v, f->name, r->text);
    if (is_datum)
        keep_time(v, date.second);
    tk_date_print(date.day, canonical);
    r->value->day = date.day;
    r->value->text = keep_text(v, canonical, strlen(canonical));
    return TK_OK;
}

static enum tk_status judge_time(struct tk_validator *v, struct reading_of *r,
                                 struct tk_error *err)
{
    int hour = -1, minute = -1, used = 0;
    char canonical[8];
    int n = sscanf(r->text, "%2d%*1[:.]%2d%n", &hour, &minute, &used);
    if (n != 2 || hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
        (r->text[used] != '\0' && r->text[used] != ':'))
        return tell(v, TK_AMENDED, "datum_ogiltigt", field_of(v, r->field)->name, r->text, NULL,
                    err);
    tk_date_print_time(hour * 3600 + minute * 60, canonical);
    r->value->text = keep_text(v, canonical, strlen(canonical));
    return TK_OK;
}

static enum tk_status judge_boolean(struct tk_validator *v, struct reading_of *r,
                                    struct tk_error *err)
{
    static const char *const yes[] = {"1", "ja", "j", "true", "yes", "x", "sant"};
    static const char *const no[] = {"0", "nej", "n", "false", "no", "falskt"};
    char *folded;
    enum tk_status st = tk_text_fold_word(r->text, &folded, err);
    if (st)
        return st;
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (strcmp(folded, yes[i]) == 0)
            r->value->text = "1";
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (strcmp(folded, no[i]) == 0)
            r->value->text = "0";
    tk_free(folded);
    r->value->number = r->value->text && *r->value->text == '1';
    if (!r->value->text)
        return tell(v, TK_AMENDED, "okand_kod", field_of(v, r->field)->name, r->text, NULL,
                    err);
    return TK_OK;
}

static enum tk_status judge_code(struct tk_validator *v, struct reading_of *r,
                                 struct tk_error *err)
{
    const struct tk_field *f = field_of(v, r->field);
    enum tk_status st = tk_mapping_code(v->mapping, r->field, r->text, &r->value->code, err);
    if (!st && r->value->code == TK_NO_CODE) {
        r->value->code = f->codes->other;
        keep_word(v, f->name, r->text);
        st = tell(v, TK_AMENDED, "okand_kod", f->name, r->text, NULL, err);
    }
    if (r->value->code != TK_NO_CODE)
        r->value->text = f->codes->code[r->value->code];
    return st;
}

static enum tk_status judge_preset(struct tk_validator *v, size_t field, struct tk_error *err)
{
    const struct tk_field *f = field_of(v, field);
    struct tk_value *value = &v->note.values[field];
    if (value->text || !f->preset)
        return TK_OK;
    value->text = f->preset;
    if (f->type == TK_CODE)
        value->code = tk_codes_find(f->codes, f->preset);
    else if (!tk_text_number(f->preset, '.', &value->number))
        value->number = 0;
    (void)err;
    return TK_OK;
}

static enum tk_status judge_field(struct tk_validator *v, size_t field,
                                  const char *const *values, struct tk_error *err)
{
    const struct tk_field *f = field_of(v, field);
    struct reading_of r = {.field = field, .value = &v->note.values[field]};
    const char *raw = tk_mapping_value(v->mapping, field, values), *fault;
    if (!raw)
        return TK_OK;
    if (!tk_text_valid(raw, strlen(raw), &fault))
        return tell(v, field == v->known[PUNKT_ID] ? TK_REFUSED : TK_AMENDED, "text_ogiltig",
                    f->name, NULL, NULL, err);
    raw += strspn(raw, " \t\r\n");
    size_t n = strlen(raw);
    while (n && strchr(" \t\r\n", raw[n - 1]))
        n--;
    if (!n)
        return TK_OK;
    r.text = keep_text(v, raw, n);
    switch (f->type) {
    case TK_TEXT:
        return judge_text(v, &r, err);
    case TK_INTEGER:
    case TK_REAL:
        return judge_number(v, &r, err);
    case TK_DATE:
    case TK_DEADLINE:
        return judge_date(v, &r, err);
    case TK_TIME:
        return judge_time(v, &r, err);
    case TK_BOOLEAN:
        return judge_boolean(v, &r, err);
    case TK_CODE:
        return judge_code(v, &r, err);
    }
    return TK_OK;
}

static int by_key(const void *key, const void *item)
{
    return strcmp(key, ((const struct tk_feature *)item)->key);
}

/* A note without a date has its walk's. */
static enum tk_status date_from_walk(struct tk_validator *v, struct tk_error *err)
{
    const struct tk_features *walks = v->v->walks;
    struct tk_value *date = &v->note.values[v->known[DATUM]];
    const char *walk = v->note.values[v->known[VANDRING_ID]].text, *fault;
    const struct tk_feature *found =
        walk && walks->n ? bsearch(walk, walks->items, walks->n, sizeof *walks->items, by_key)
                         : NULL;
    struct tk_date parsed;
    if (!found || !found->attribute[TK_ATTR_DATE] ||
        !tk_date_parse(found->attribute[TK_ATTR_DATE], NULL, &parsed, &fault))
        return TK_OK;
    date->day = parsed.day;
    date->text = found->attribute[TK_ATTR_DATE];
    return tell(v, TK_AMENDED, "datum_fran_vandring", "datum", date->text, NULL, err);
}

static enum tk_status judge_datum(struct tk_validator *v, struct tk_error *err)
{
    struct tk_value *date = &v->note.values[v->known[DATUM]];
    enum tk_status st = TK_OK;
    if (!date->text && v->note.fate != TK_REFUSED)
        st = date_from_walk(v, err);
    if (st || v->note.fate == TK_REFUSED)
        return st;
    if (!date->text)
        return tell(v, TK_REFUSED, "obligatoriskt_saknas", "datum", NULL, NULL, err);
    if (date->day > v->v->as_of)
        return tell(v, TK_REFUSED, "datum_framtid", "datum", date->text, NULL, err);
    if (date->day < too_old)
        return tell(v, TK_REFUSED, "datum_for_gammalt", "datum", date->text, NULL, err);
    return TK_OK;
}

/* Later steps are not dated before the note, nor in the future. */
static enum tk_status judge_steps(struct tk_validator *v, struct tk_error *err)
{
    int32_t noted = v->note.values[v->known[DATUM]].day;
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < v->v->dictionary->n_fields; i++) {
        const struct tk_field *f = field_of(v, i);
        struct tk_value *value = &v->note.values[i];
        bool step = (f->type == TK_DATE || f->type == TK_DEADLINE) && i != v->known[DATUM];
        const char *rule = NULL;
        if (!step || value->day == TK_NO_DAY)
            continue;
        if (value->day < noted)
            rule = "datumfoljd";
        else if (f->type == TK_DATE && value->day > v->v->as_of)
            rule = "datum_framtid";
        if (!rule)
            continue;
        st = tell(v, TK_AMENDED, rule, f->name, value->text, NULL, err);
        *value = (struct tk_value){.day = TK_NO_DAY, .code = TK_NO_CODE};
    }
    return st;
}

/* What a code wants (its list's column `kraver`) or cannot have beside it (`utesluter`) is
 * told. */
static enum tk_status judge_contradictions(struct tk_validator *v, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < v->v->dictionary->n_fields; i++) {
        const struct tk_field *f = field_of(v, i);
        const struct tk_value *value = &v->note.values[i];
        if (f->type != TK_CODE || value->code == TK_NO_CODE)
            continue;
        size_t wanted = tk_dictionary_field(v->v->dictionary,
                                            tk_codes_extra(f->codes, value->code, "kraver"));
        size_t excluded = tk_dictionary_field(
            v->v->dictionary, tk_codes_extra(f->codes, value->code, "utesluter"));
        if (wanted != TK_NO_FIELD && !v->note.values[wanted].text)
            st =
                tell(v, TK_REMARK,
                     field_of(v, wanted)->type == TK_CODE ? "avslag_utan_skal" : "status_datum",
                     field_of(v, wanted)->name, value->text, NULL, err);
        if (!st && excluded != TK_NO_FIELD && v->note.values[excluded].text)
            st = tell(v, TK_REMARK, "status_datum", field_of(v, excluded)->name, value->text,
                      NULL, err);
    }
    return st;
}

static const char *text_or_nothing(const struct tk_validator *v, enum known field)
{
    const char *text = v->note.values[v->known[field]].text;
    return text ? text : "";
}

/* A note without an id gets one of what it is (domain: walk, number, place to the metre,
 * category, day), the same in every run. */
static enum tk_status judge_id(struct tk_validator *v, struct tk_error *err)
{
    struct tk_value *id = &v->note.values[v->known[PUNKT_ID]];
    char content[1024], digest[TK_DIGEST_SIZE];
    if (id->text || v->note.fate == TK_REFUSED)
        return TK_OK;
    int n = snprintf(content, sizeof content, "%.200s|%.50s|%.0f|%.0f|%.50s|%.50s|%.200s",
                     text_or_nothing(v, VANDRING_ID), text_or_nothing(v, LOPNR),
                     v->note.position.x, v->note.position.y, text_or_nothing(v, KATEGORI),
                     text_or_nothing(v, DATUM), text_or_nothing(v, PLATS));
    tk_digest_bytes(content, (size_t)n, digest);
    digest[16] = '\0';
    snprintf(content, sizeof content, "ers-%s", digest);
    id->text = keep_text(v, content, strlen(content));
    if (v->mapping->fields[v->known[PUNKT_ID]].matched == TK_NOT_MATCHED)
        return TK_OK; /* told once, of the source */
    return tell(v, TK_AMENDED, "id_saknas", "punkt_id", NULL, NULL, err);
}

static enum tk_status judge_position(struct tk_validator *v, size_t i, struct tk_error *err)
{
    struct tk_note_position *p = &v->note.position;
    enum tk_status st =
        tk_positioner_judge(v->positioner, i, v->note.values[v->known[PLATS]].text, p, err);
    for (int k = 0; !st && k < p->n_findings; k++) {
        const struct tk_position_finding *f = &p->findings[k];
        st = tell(v, f->verdict, f->rule, "geometri", *f->value ? f->value : NULL,
                  *f->detail ? f->detail : NULL, err);
    }
    return st;
}

/* Room for every canonical text of a record, so that texts never move while it is judged. */
static enum tk_status make_room(struct tk_validator *v, const char *const *values,
                                struct tk_error *err)
{
    size_t needed = 4096 + 64 * v->v->dictionary->n_fields;
    for (size_t c = 0; c < v->batch->n_columns; c++)
        needed += values[c] ? 3 * (strlen(values[c]) + 2) : 0;
    v->arena_length = 0;
    return tk_grow(&v->arena, &v->arena_capacity, needed, 1, err);
}

static enum tk_status judge_fields(struct tk_validator *v, const char *const *values,
                                   struct tk_error *err)
{
    size_t datum = v->known[DATUM]; /* first: deadlines without a year are near it */
    enum tk_status st = judge_field(v, v->known[PUNKT_ID], values, err);
    if (!st)
        st = judge_field(v, datum, values, err);
    for (size_t i = 0; !st && i < v->v->dictionary->n_fields; i++) {
        if (i != datum && i != v->known[PUNKT_ID])
            st = judge_field(v, i, values, err);
        if (!st)
            st = judge_preset(v, i, err);
    }
    return st;
}

enum tk_status tk_validator_note(struct tk_validator *v, size_t i, const struct tk_note **note,
                                 struct tk_error *err)
{
    const char *const *values = v->batch->values + i * v->batch->n_columns;
    struct tk_note *n = &v->note;
    for (size_t f = 0; f < v->v->dictionary->n_fields; f++)
        n->values[f] = (struct tk_value){.day = TK_NO_DAY, .code = TK_NO_CODE};
    n->number = v->batch->number[i];
    n->fate = TK_UNTOUCHED;
    n->position = (struct tk_note_position){.x = NAN, .y = NAN};
    tk_buffer_clear(&v->words);
    enum tk_status st = make_room(v, values, err);
    if (!st)
        st = judge_fields(v, values, err);
    if (!st)
        st = judge_datum(v, err);
    if (!st && n->fate != TK_REFUSED)
        st = judge_position(v, i, err);
    if (!st && n->fate != TK_REFUSED)
        st = judge_id(v, err);
    if (!st && n->fate != TK_REFUSED)
        st = judge_steps(v, err);
    if (!st && n->fate != TK_REFUSED)
        st = judge_contradictions(v, err);
    if (!st)
        st = tk_buffer_check(&v->words, err);
    n->words = v->words.length ? v->words.data : NULL;
    *note = n;
    return st;
}

enum tk_status tk_validator_batch(struct tk_validator *v, const struct tk_batch *batch,
                                  struct tk_error *err)
{
    v->batch = batch;
    return tk_positioner_batch(v->positioner, batch, err);
}

static enum tk_status find_known(struct tk_validator *v, struct tk_error *err)
{
    for (int i = 0; i < N_KNOWN; i++) {
        v->known[i] = tk_dictionary_field(v->v->dictionary, known_names[i]);
        if (v->known[i] == TK_NO_FIELD)
            return tk_fail(err, TK_USAGE, "%s: lacks the field '%s', which rules speak of",
                           v->v->dictionary->fields_csv.path, known_names[i]);
    }
    return TK_OK;
}

/* A missing column is told once, not once a record. */
static enum tk_status tell_missing(struct tk_validator *v, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < v->v->dictionary->n_fields; i++) {
        const struct tk_field *f = field_of(v, i);
        if (!f->required || v->mapping->fields[i].matched != TK_NOT_MATCHED)
            continue;
        if (i == v->known[DATUM] && v->v->walks->n == 0)
            return tk_fail(err, TK_INPUT,
                           "%s: no column for the field 'datum'; name it under `fields`",
                           v->input->config->name);
        st = tell(v, TK_REMARK, "kolumn_saknas", f->name, f->preset, NULL, err);
    }
    return st;
}

enum tk_status tk_validator_new(const struct tk_validation *validation, struct tk_opened *input,
                                struct tk_validator **out, struct tk_error *err)
{
    *out = NULL;
    struct tk_validator *v = tk_alloc(1, sizeof *v);
    if (v)
        v->note.values = tk_alloc(validation->dictionary->n_fields, sizeof *v->note.values);
    if (!v || !v->note.values) {
        tk_free(v);
        return tk_fail_memory(err);
    }
    v->v = validation;
    v->input = input;
    v->note.position.x = v->note.position.y = NAN;
    enum tk_status st = find_known(v, err);
    if (!st)
        st = tk_mapping_new(validation->dictionary, input->config, input->source,
                            validation->reading->session->log, &v->mapping, err);
    if (!st)
        st = tk_positioner_new(validation->reading, input, validation->districts,
                               validation->places, &v->positioner, err);
    if (!st)
        st = tell_missing(v, err);
    if (st)
        tk_validator_free(v);
    else
        *out = v;
    return st;
}

void tk_validator_free(struct tk_validator *v)
{
    if (!v)
        return;
    tk_mapping_free(v->mapping);
    tk_positioner_free(v->positioner);
    tk_buffer_free(&v->words);
    tk_free(v->arena);
    tk_free(v->note.values);
    tk_free(v);
}
