#include "validate_parts.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/digest.h"
#include "trygghetskarta/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const known_names[N_KNOWN] = {
    "punkt_id", "datum",    "klockslag",        "plats",     "vandring_id",
    "lopnr",    "kategori", "angiven_stadsdel", "sekretess", "ljus"};

static const int32_t too_old = 10957; /* 2000-01-01: before that no walk was noted digitally */

/* A finding with what is known of its note by now. */
static enum tk_status tell_now(struct tk_validator *v, const struct tk_finding *f,
                               struct tk_error *err)
{
    const struct tk_note *n = &v->note;
    struct tk_finding told = *f;
    told.source = v->input->config->name;
    told.number = n->number;
    told.id = n->values[v->known[PUNKT_ID]].text;
    told.has_position = v->may_show_place && isfinite(n->position.x);
    told.x = n->position.x;
    told.y = n->position.y;
    told.area_m2 = NAN;
    return tk_ledger_tell(v->v->reading->ledger, v->input->account, &told, err);
}

enum tk_status tk_validator_tell(struct tk_validator *v, enum tk_verdict verdict,
                                 const char *rule, const char *field, const char *value,
                                 const char *detail, struct tk_error *err)
{
    struct tk_note *n = &v->note;
    struct tk_finding f = {
        .field = field, .rule = rule, .verdict = verdict, .value = value, .detail = detail};
    if (field && strcmp(field, "geometri") == 0)
        f.fits = n->position.fits;
    if (verdict == TK_REFUSED || (verdict == TK_AMENDED && n->fate != TK_REFUSED))
        n->fate = verdict;
    if (!v->judging)
        return tell_now(v, &f, err);
    enum tk_status st = tk_grow(&v->findings, &v->findings_capacity, v->n_findings + 1,
                                sizeof *v->findings, err);
    if (!st)
        v->findings[v->n_findings++] = f;
    return st;
}

enum tk_status tk_validator_tell_kept_back(struct tk_validator *v, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    v->judging = false;
    for (size_t i = 0; !st && i < v->n_findings; i++)
        st = tell_now(v, &v->findings[i], err);
    return st;
}

static const struct tk_feature *find_walk(const struct tk_validator *v)
{
    const char *walk = v->note.values[v->known[VANDRING_ID]].text;
    return walk ? tk_features_find(v->v->walks, walk) : NULL;
}

static enum tk_status judge_walk(struct tk_validator *v, struct tk_error *err)
{
    const char *walk = v->note.values[v->known[VANDRING_ID]].text;
    if (!walk || !v->v->walks->n || find_walk(v))
        return TK_OK;
    return tk_validator_tell(v, TK_REMARK, "vandring_okand", "vandring_id", walk, NULL, err);
}

/* A note without a date has its walk's. */
static enum tk_status date_from_walk(struct tk_validator *v, struct tk_error *err)
{
    struct tk_value *date = &v->note.values[v->known[DATUM]];
    const struct tk_feature *found = find_walk(v);
    const char *fault;
    struct tk_date parsed;
    if (!found || !found->attribute[TK_ATTR_DATE] ||
        !tk_date_parse(found->attribute[TK_ATTR_DATE], NULL, &parsed, &fault))
        return TK_OK;
    date->day = parsed.day;
    date->text = found->attribute[TK_ATTR_DATE];
    return tk_validator_tell(v, TK_AMENDED, "datum_fran_vandring", "datum", date->text, NULL,
                             err);
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
        return tk_validator_tell(v, TK_REFUSED, "obligatoriskt_saknas", "datum", NULL, NULL,
                                 err);
    if (date->day > v->v->as_of)
        return tk_validator_tell(v, TK_REFUSED, "datum_framtid", "datum", date->text, NULL,
                                 err);
    if (date->day < too_old)
        return tk_validator_tell(v, TK_REFUSED, "datum_for_gammalt", "datum", date->text, NULL,
                                 err);
    return TK_OK;
}

/* Later steps are not dated before the note, nor in the future. */
static enum tk_status judge_steps(struct tk_validator *v, struct tk_error *err)
{
    int32_t noted = v->note.values[v->known[DATUM]].day;
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < v->v->dictionary->n_fields; i++) {
        const struct tk_field *f = tk_validator_field(v, i);
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
        st = tk_validator_tell(v, TK_AMENDED, rule, f->name, value->text, NULL, err);
        *value = (struct tk_value){.day = TK_NO_DAY, .code = TK_NO_CODE};
    }
    return st;
}

/* A code and another field say different things: told of the status table's row where either
 * came from there. */
static enum tk_status contradicted(struct tk_validator *v, size_t field, size_t other,
                                   const char *rule, struct tk_error *err)
{
    struct tk_recorded *r = v->v->recorded;
    const char *name = tk_validator_field(v, other)->name;
    const char *label = tk_validator_field(v, field)->codes->label[v->note.values[field].code];
    if (tk_recorded_gave(r, field) || tk_recorded_gave(r, other))
        return tk_recorded_remark(r, rule, name, label, err);
    return tk_validator_tell(v, TK_REMARK, rule, name, label, NULL, err);
}

/* What a code wants (its list's column `kraver`) or cannot have beside it (`utesluter`) is
 * told. */
static enum tk_status judge_contradictions(struct tk_validator *v, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < v->v->dictionary->n_fields; i++) {
        const struct tk_field *f = tk_validator_field(v, i);
        const struct tk_value *value = &v->note.values[i];
        if (f->type != TK_CODE || value->code == TK_NO_CODE)
            continue;
        size_t wanted = v->demands[i][value->code].wanted;
        size_t excluded = v->demands[i][value->code].excluded;
        if (wanted != TK_NO_FIELD && !v->note.values[wanted].text)
            st =
                contradicted(v, i, wanted,
                             tk_validator_field(v, wanted)->type == TK_CODE ? "avslag_utan_skal"
                                                                            : "status_datum",
                             err);
        if (!st && excluded != TK_NO_FIELD && v->note.values[excluded].text)
            st = contradicted(v, i, excluded, "status_datum", err);
    }
    return st;
}

static const char *text_or_nothing(const struct tk_validator *v, enum tk_known_field field)
{
    const char *text = v->note.values[v->known[field]].text;
    return text ? text : "";
}

/* A note without an id gets one of what it is (domain: walk, number, place to the metre,
 * category, day), the same in every run. */
static enum tk_status judge_id(struct tk_validator *v, struct tk_error *err)
{
    struct tk_value *id = &v->note.values[v->known[PUNKT_ID]];
    struct tk_buffer content = {0};
    char digest[TK_DIGEST_SIZE], made[32];
    if (id->text || v->note.fate == TK_REFUSED)
        return TK_OK;
    tk_buffer_format(&content, "%s|%s|%.0f|%.0f|%s|%s|%s", text_or_nothing(v, VANDRING_ID),
                     text_or_nothing(v, LOPNR), v->note.position.x, v->note.position.y,
                     text_or_nothing(v, KATEGORI), text_or_nothing(v, DATUM),
                     text_or_nothing(v, PLATS));
    enum tk_status st = tk_buffer_check(&content, err);
    tk_digest_bytes(content.data, st ? 0 : content.length, digest);
    tk_buffer_free(&content);
    if (st)
        return st;
    snprintf(made, sizeof made, "ers-%.16s", digest);
    id->text = tk_validator_keep(v, made, strlen(made));
    if (v->mapping->fields[v->known[PUNKT_ID]].matched == TK_NOT_MATCHED)
        return TK_OK; /* told once, of the source */
    return tk_validator_tell(v, TK_AMENDED, "id_saknas", "punkt_id", NULL, NULL, err);
}

static bool is_secret(const struct tk_validator *v)
{
    return v->v->reading->edition->audience == TK_PUBLIC_AUDIENCE &&
           v->note.values[v->known[SEKRETESS]].number == 1;
}

/* What is marked as secret is never in a public edition, and its absence is told. */
static enum tk_status judge_secrecy(struct tk_validator *v, struct tk_error *err)
{
    return is_secret(v)
               ? tk_validator_tell(v, TK_REFUSED, "sekretess", "sekretess", NULL, NULL, err)
               : TK_OK;
}

/* A record refused for something else has its place judged too, for kvalitet to show; what is
 * found about that place is then no more to be mended. */
static enum tk_status judge_position(struct tk_validator *v, size_t i, struct tk_error *err)
{
    struct tk_note_position *p = &v->note.position;
    bool refused = v->note.fate == TK_REFUSED;
    enum tk_status st =
        tk_positioner_judge(v->positioner, i, v->note.values[v->known[PLATS]].text, p, err);
    v->may_show_place = !is_secret(v);
    for (int k = 0; !st && k < p->n_findings; k++) {
        const struct tk_position_finding *f = &p->findings[k];
        v->may_show_place = v->may_show_place && f->verdict != TK_REFUSED;
        if (refused)
            continue;
        bool whole =
            strcmp(f->rule, "antal_celler") == 0 || strcmp(f->rule, "text_ogiltig") == 0;
        st = tk_validator_tell(v, f->verdict, f->rule, whole ? NULL : "geometri",
                               *f->value ? f->value : NULL, *f->detail ? f->detail : NULL, err);
    }
    return st;
}

/* Room for every text of a record, as it is written, cleaned and as it is kept, so that texts
 * never move while it is judged. One column may well be read for several fields. */
static enum tk_status make_room(struct tk_validator *v, const char *const *values,
                                struct tk_error *err)
{
    size_t needed = 64; /* an id of our own making, a time that came with the date */
    for (size_t f = 0; f < v->v->dictionary->n_fields; f++)
        needed += 3 * (tk_mapping_room(v->mapping, f, values) + 1) + 32;
    v->arena_length = 0;
    return tk_grow(&v->arena, &v->arena_capacity, needed, 1, err);
}

static enum tk_status judge_fields(struct tk_validator *v, const char *const *values,
                                   struct tk_error *err)
{
    size_t datum = v->known[DATUM]; /* first: deadlines without a year are near it */
    enum tk_status st = tk_validator_read_field(v, v->known[PUNKT_ID], values, err);
    if (!st)
        st = tk_validator_read_field(v, datum, values, err);
    for (size_t i = 0; !st && i < v->v->dictionary->n_fields; i++) {
        if (i != datum && i != v->known[PUNKT_ID])
            st = tk_validator_read_field(v, i, values, err);
        if (!st)
            tk_validator_preset(v, i);
    }
    return st;
}

enum tk_status tk_validator_begin(struct tk_validator *v, size_t i, const char *const **values,
                                  struct tk_error *err)
{
    struct tk_note *n = &v->note;
    *values = v->batch->values + i * v->batch->n_columns;
    for (size_t f = 0; f < v->v->dictionary->n_fields; f++)
        n->values[f] = (struct tk_value){.day = TK_NO_DAY, .code = TK_NO_CODE};
    n->number = v->batch->number[i];
    n->fate = TK_UNTOUCHED;
    n->recorded_in = NULL;
    n->position = (struct tk_note_position){.x = NAN, .y = NAN};
    v->n_findings = 0;
    v->judging = true;
    v->may_show_place = false;
    return make_room(v, *values, err);
}

/* The words of the values as they have become: a status table's take the place of the note's.
 */
static enum tk_status collect_words(struct tk_validator *v, struct tk_error *err)
{
    struct tk_buffer *b = &v->words;
    tk_buffer_clear(b);
    for (size_t i = 0; i < v->v->dictionary->n_fields; i++)
        if (v->note.values[i].word)
            tk_buffer_format(b, "%s%s: %s", b->length ? "; " : "", tk_validator_heading(v, i),
                             v->note.values[i].word);
    v->note.words = b->length ? b->data : NULL;
    return tk_buffer_check(b, err);
}

enum tk_status tk_validator_note(struct tk_validator *v, size_t i, const struct tk_note **note,
                                 struct tk_error *err)
{
    struct tk_note *n = &v->note;
    const char *const *values;
    enum tk_status st = tk_validator_begin(v, i, &values, err);
    if (!st && tk_batch_misplaced(v->batch, i))
        st = judge_position(v, i, err); /* which refuses it */
    if (!st && n->fate != TK_REFUSED)
        st = judge_fields(v, values, err);
    if (!st && n->fate != TK_REFUSED)
        st = judge_datum(v, err);
    if (!st && n->fate != TK_REFUSED)
        st = judge_secrecy(v, err);
    if (!st)
        st = judge_position(v, i, err);
    if (!st && n->fate != TK_REFUSED)
        st = judge_id(v, err);
    if (!st && n->fate != TK_REFUSED)
        st = tk_recorded_apply(v->v->recorded, n, v->v->dictionary, v->known[PUNKT_ID],
                               v->known[DATUM], err);
    if (!st && n->fate != TK_REFUSED)
        st = judge_steps(v, err);
    if (!st && n->fate != TK_REFUSED)
        st = tk_validator_settle_codes(v, err);
    if (!st && n->fate != TK_REFUSED)
        tk_light_judge(v);
    if (!st && n->fate != TK_REFUSED)
        st = judge_contradictions(v, err);
    if (!st && n->fate != TK_REFUSED)
        st = judge_walk(v, err);
    if (!st)
        st = tk_validator_tell_kept_back(v, err);
    if (!st)
        st = collect_words(v, err);
    *note = n;
    return st;
}

enum tk_status tk_validator_kept(struct tk_validator *v, struct tk_error *err)
{
    return tk_recorded_keep(v->v->recorded, err);
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

static enum tk_status learn_demands(struct tk_validator *v, struct tk_error *err)
{
    const struct tk_dictionary *d = v->v->dictionary;
    v->demands = tk_alloc(d->n_fields, sizeof *v->demands);
    if (!v->demands)
        return tk_fail_memory(err);
    for (size_t i = 0; i < d->n_fields; i++) {
        const struct tk_codes *codes = d->fields[i].codes;
        if (!codes)
            continue;
        v->demands[i] = tk_alloc(codes->n, sizeof **v->demands);
        if (!v->demands[i])
            return tk_fail_memory(err);
        for (size_t c = 0; c < codes->n; c++)
            v->demands[i][c] = (struct tk_demand){
                tk_dictionary_field(d, tk_codes_extra(codes, c, "kraver")),
                tk_dictionary_field(d, tk_codes_extra(codes, c, "utesluter")),
                tk_dictionary_field(d, tk_codes_extra(codes, c, "med")),
                tk_codes_find(codes, tk_codes_extra(codes, c, "blir"))};
    }
    return TK_OK;
}

enum tk_status tk_validator_tell_unused(struct tk_validator *v, struct tk_error *err)
{
    const struct tk_buffer *unused = &v->mapping->unused;
    return unused->length ? tk_validator_tell(v, TK_REMARK, "kolumn_oanvand", NULL,
                                              tk_buffer_string(unused), NULL, err)
                          : TK_OK;
}

/* A missing column is told once, not once a record. */
static enum tk_status tell_missing(struct tk_validator *v, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < v->v->dictionary->n_fields; i++) {
        const struct tk_field *f = tk_validator_field(v, i);
        if (!f->required || v->mapping->fields[i].matched != TK_NOT_MATCHED)
            continue;
        if (i == v->known[DATUM] && v->v->walks->n == 0)
            return tk_source_lacks(
                v->input->source, err,
                "%s: no column for the field 'datum'; name it under `fields`",
                v->input->config->name);
        if (!f->preset && i != v->known[PUNKT_ID] && i != v->known[DATUM])
            return tk_fail(err, TK_INPUT,
                           "%s: no column for the field '%s'; name it under `fields`",
                           v->input->config->name, f->name);
        tk_log_warn(v->v->reading->session->log,
                    "%s: no column for the field '%s'%s%s; name it under `fields`",
                    v->input->config->name, f->name, f->preset ? ", which is then " : "",
                    f->preset ? f->preset : "");
        st = tk_validator_tell(v, TK_REMARK, "kolumn_saknas", f->name,
                               tk_validator_preset_name(f), NULL, err);
    }
    return st;
}

enum tk_status tk_validator_open(const struct tk_validation *validation,
                                 const struct tk_opened *input, struct tk_validator **out,
                                 struct tk_error *err)
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
        st = learn_demands(v, err);
    if (!st)
        st = tk_light_learn(validation, v->known[LJUS], &v->light, err);
    if (!st)
        st = tk_mapping_new(validation->dictionary, input->config, input->source,
                            validation->reading->session->log, &v->mapping, err);
    if (st)
        tk_validator_free(v);
    else
        *out = v;
    return st;
}

enum tk_status tk_validator_new(const struct tk_validation *validation, struct tk_opened *input,
                                struct tk_validator **out, struct tk_error *err)
{
    struct tk_validator *v;
    enum tk_status st = tk_validator_open(validation, input, &v, err);
    *out = NULL;
    if (!st)
        st = tk_positioner_new(validation->reading, input, validation->districts,
                               validation->places, &v->positioner, err);
    if (!st)
        st = tell_missing(v, err);
    if (!st)
        st = tk_validator_tell_unused(v, err);
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
    for (size_t i = 0; v->demands && i < v->v->dictionary->n_fields; i++)
        tk_free(v->demands[i]);
    tk_free(v->demands);
    tk_free(v->light.lowest);
    tk_buffer_free(&v->words);
    tk_free(v->findings);
    tk_free(v->arena);
    tk_free(v->note.values);
    tk_free(v);
}
