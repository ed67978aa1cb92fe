#include "validate_parts.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* What a record says of one field while it is judged. */
struct reading_of {
    size_t field;
    const char *text; /* trimmed, valid UTF-8 */
    struct tk_value *value;
};

const struct tk_field *tk_validator_field(const struct tk_validator *v, size_t field)
{
    return &v->v->dictionary->fields[field];
}

const char *tk_validator_heading(const struct tk_validator *v, size_t field)
{
    const char *name = tk_validator_field(v, field)->name;
    const struct tk_column *column = tk_dictionary_column(v->v->dictionary, name);
    return column ? column->alias : name;
}

/* A field's value as kvalitet may show it: never of a free text. The ledger judges the rest. */
static const char *shown(const struct tk_validator *v, size_t field, const char *value)
{
    return tk_validator_field(v, field)->free_text ? NULL : value;
}

char *tk_validator_keep(struct tk_validator *v, const char *text, size_t n)
{
    char *kept = v->arena + v->arena_length;
    memcpy(kept, text, n);
    kept[n] = '\0';
    v->arena_length += n + 1;
    return kept;
}

static enum tk_status judge_text(struct tk_validator *v, struct reading_of *r,
                                 struct tk_error *err)
{
    const struct tk_field *f = tk_validator_field(v, r->field);
    size_t n = strlen(r->text);
    const char *personal = f->free_text ? tk_text_personal(r->text) : NULL;
    enum tk_status st = TK_OK;
    if (personal)
        return tk_validator_tell(v, TK_AMENDED, "personuppgift", f->name, NULL, personal, err);
    if (f->max_length && n > f->max_length) {
        n = f->max_length;
        while (n && ((unsigned char)r->text[n] & 0xC0) == 0x80)
            n--;
        st = tk_validator_tell(v, TK_AMENDED, "text_for_lang", f->name, NULL, NULL, err);
    }
    r->value->text = tk_validator_keep(v, r->text, n);
    if (!st && tk_text_mojibake(r->value->text))
        st = tk_validator_tell(v, TK_REMARK, "mojibake", f->name,
                               shown(v, r->field, r->value->text), NULL, err);
    return st;
}

static enum tk_status judge_number(struct tk_validator *v, struct reading_of *r,
                                   struct tk_error *err)
{
    const struct tk_field *f = tk_validator_field(v, r->field);
    char canonical[32];
    double number;
    bool whole = f->type == TK_INTEGER;
    if (!tk_text_number(r->text, v->input->config->decimal, &number) &&
        !tk_text_number(r->text, '.', &number))
        return tk_validator_tell(v, TK_AMENDED, "tal_ogiltigt", f->name,
                                 shown(v, r->field, r->text), NULL, err);
    if (whole && (number != floor(number) || fabs(number) > 1e15))
        return tk_validator_tell(v, TK_AMENDED, "tal_ogiltigt", f->name,
                                 shown(v, r->field, r->text), NULL, err);
    if (number < f->lowest || number > f->highest)
        return tk_validator_tell(v, TK_AMENDED, "utanfor_intervall", f->name,
                                 shown(v, r->field, r->text), NULL, err);
    if (whole)
        snprintf(canonical, sizeof canonical, "%lld", (long long)number);
    else
        tk_text_from_number(number, canonical);
    r->value->number = number;
    r->value->text = tk_validator_keep(v, canonical, strlen(canonical));
    return TK_OK;
}

/* A time of day that came with a date fills an empty klockslag. Midnight does not: where a
 * column has room for a time, 00:00:00 is how databases write a day without one. */
static void keep_time(struct tk_validator *v, int32_t second)
{
    struct tk_value *time = &v->note.values[v->known[KLOCKSLAG]];
    char canonical[8];
    if (second == TK_NO_SECOND || second == 0 || time->text)
        return;
    tk_date_print_time(second, canonical);
    time->text = tk_validator_keep(v, canonical, strlen(canonical));
}

/* Whether a text names a season and nothing else but numbers. */
static enum tk_status is_season(const char *text, bool *out, struct tk_error *err)
{
    static const char *const seasons[] = {"var",  "varen",  "sommar", "sommaren",
                                          "host", "hosten", "vinter", "vintern"};
    char *folded;
    enum tk_status st = tk_text_fold_word(text, &folded, err);
    *out = false;
    if (st)
        return st;
    size_t n = strcspn(folded, " 0123456789");
    for (size_t i = 0; i < sizeof seasons / sizeof *seasons; i++)
        *out |= strlen(seasons[i]) == n && strncmp(folded, seasons[i], n) == 0;
    *out = *out && strspn(folded + n, " 0123456789") == strlen(folded + n);
    tk_free(folded);
    return TK_OK;
}

/* A season begins and ends when whoever writes it thinks so; what else is no day, the rule
 * itself tells. */
static enum tk_status tell_no_day(struct tk_validator *v, struct reading_of *r,
                                  enum tk_verdict verdict, struct tk_error *err)
{
    static const char a_day[] =
        "En årstid är ingen dag. Skriv dagen (2026-05-12) eller månaden "
        "(2026-05).";
    static const char by_format[] = "En årstid är ingen dag. Skriv dagen som kolumnens format "
                                    "har den.";
    static const char a_period[] = "En årstid har ingen bestämd sista dag. Skriv en månad (maj "
                                   "2026), en vecka (v. 20 2026) "
                                   "eller ett halvår (vt 2026).";
    const struct tk_field *f = tk_validator_field(v, r->field);
    const char *cure = f->type == TK_DEADLINE                ? a_period
                       : v->mapping->fields[r->field].format ? by_format
                                                             : a_day;
    bool season;
    enum tk_status st = is_season(r->text, &season, err);
    if (!st)
        st = tk_validator_tell(v, verdict, tk_source_no_day(v->input->config, r->text), f->name,
                               shown(v, r->field, r->text), season ? cure : NULL, err);
    return st;
}

static enum tk_status judge_date(struct tk_validator *v, struct reading_of *r,
                                 struct tk_error *err)
{
    const struct tk_field *f = tk_validator_field(v, r->field);
    const char *format = v->mapping->fields[r->field].format, *fault = NULL;
    struct tk_date date;
    char canonical[16];
    bool is_datum = r->field == v->known[DATUM];
    bool good = f->type == TK_DEADLINE
                    ? tk_date_parse_deadline(r->text, format,
                                             v->note.values[v->known[DATUM]].day, &date, &fault)
                    : tk_date_parse(r->text, format, &date, &fault);
    if (!good)
        return tell_no_day(v, r, is_datum ? TK_REFUSED : TK_AMENDED, err);
    if (date.precision != TK_DAY)
        r->value->word = r->text;
    if (is_datum)
        keep_time(v, date.second);
    tk_date_print(date.day, canonical);
    r->value->day = date.day;
    r->value->second = date.second > 0 ? date.second : 0;
    r->value->text = tk_validator_keep(v, canonical, strlen(canonical));
    return date.moved
               ? tk_validator_tell(v, TK_AMENDED, "omtolkad_tid", f->name, r->text, NULL, err)
               : TK_OK;
}

static enum tk_status judge_time(struct tk_validator *v, struct reading_of *r,
                                 struct tk_error *err)
{
    int32_t second;
    char canonical[8];
    if (!tk_date_parse_time(r->text, &second))
        return tk_validator_tell(v, TK_AMENDED, "datum_ogiltigt",
                                 tk_validator_field(v, r->field)->name,
                                 shown(v, r->field, r->text), NULL, err);
    tk_date_print_time(second, canonical);
    r->value->text = tk_validator_keep(v, canonical, strlen(canonical));
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
        return tk_validator_tell(v, TK_AMENDED, "okand_kod",
                                 tk_validator_field(v, r->field)->name,
                                 shown(v, r->field, r->text), NULL, err);
    return TK_OK;
}

/* A status table that says nothing of a field, or nothing that is understood, leaves what the
 * note itself says: no preset and no code for what is unknown takes its place. */
static bool is_status_table(const struct tk_validator *v)
{
    return v->input->config->role == TK_STATUS_TABLE;
}

static enum tk_status judge_code(struct tk_validator *v, struct reading_of *r,
                                 struct tk_error *err)
{
    const struct tk_field *f = tk_validator_field(v, r->field);
    enum tk_status st = tk_mapping_code(v->mapping, r->field, r->text, &r->value->code, err);
    if (!st && r->value->code == TK_NO_CODE) {
        const char *personal = tk_text_personal(r->text);
        r->value->code = is_status_table(v) ? TK_NO_CODE : f->codes->other;
        if (personal)
            st =
                tk_validator_tell(v, TK_AMENDED, "personuppgift", f->name, NULL, personal, err);
        else
            r->value->word = r->text;
        if (!st)
            st = tk_validator_tell(v, TK_AMENDED, "okand_kod", f->name,
                                   shown(v, r->field, r->text), NULL, err);
    }
    if (r->value->code != TK_NO_CODE)
        r->value->text = f->codes->code[r->value->code];
    return st;
}

void tk_validator_preset(struct tk_validator *v, size_t field)
{
    const struct tk_field *f = tk_validator_field(v, field);
    struct tk_value *value = &v->note.values[field];
    if (value->text || !f->preset)
        return;
    value->text = f->preset;
    if (f->type == TK_CODE)
        value->code = tk_codes_find(f->codes, f->preset);
    else if (!tk_text_number(f->preset, '.', &value->number))
        value->number = 0;
}

const char *tk_validator_preset_name(const struct tk_field *f)
{
    size_t code = f->preset && f->codes ? tk_codes_find(f->codes, f->preset) : TK_NO_CODE;
    return code == TK_NO_CODE ? f->preset : f->codes->label[code];
}

/* A required field that is empty has its preset, or the record is refused, and that is told;
 * where the whole column is missing it has been told once. The id and the date have other
 * substitutes and are judged apart. */
static enum tk_status tell_empty(struct tk_validator *v, size_t field, struct tk_error *err)
{
    const struct tk_field *f = tk_validator_field(v, field);
    if (!f->required || is_status_table(v) || field == v->known[PUNKT_ID] ||
        field == v->known[DATUM] || v->mapping->fields[field].matched == TK_NOT_MATCHED)
        return TK_OK;
    return tk_validator_tell(v, f->preset ? TK_AMENDED : TK_REFUSED, "obligatoriskt_saknas",
                             f->name, tk_validator_preset_name(f), NULL, err);
}

/* A text without its control characters, and that is told; NULL where nothing is kept of it: if
 * it is no UTF-8, or an id, which is not to become another's. */
static const char *cleaned(struct tk_validator *v, size_t field, const char *raw,
                           enum tk_status *st, struct tk_error *err)
{
    bool is_id = field == v->known[PUNKT_ID];
    char *text = tk_validator_keep(v, raw, strlen(raw));
    const char *rule = tk_text_clean(text) ? "styrtecken" : "text_ogiltig";
    bool kept = !is_id && strcmp(rule, "styrtecken") == 0;
    *st = tk_validator_tell(v, is_id ? TK_REFUSED : TK_AMENDED, rule,
                            tk_validator_field(v, field)->name, NULL, NULL, err);
    return kept ? text : NULL;
}

enum tk_status tk_validator_read_field(struct tk_validator *v, size_t field,
                                       const char *const *values, struct tk_error *err)
{
    const struct tk_field *f = tk_validator_field(v, field);
    struct reading_of r = {.field = field, .value = &v->note.values[field]};
    const char *raw, *fault;
    enum tk_status st = tk_mapping_value(v->mapping, field, values, &raw, err);
    if (st)
        return st;
    if (!raw)
        return tell_empty(v, field, err);
    if (!tk_text_valid(raw, strlen(raw), &fault) && !(raw = cleaned(v, field, raw, &st, err)))
        return st;
    size_t n;
    raw = tk_text_trim(raw, &n);
    if (st || !n)
        return st ? st : tell_empty(v, field, err);
    r.text = tk_validator_keep(v, raw, n);
    if (tk_text_failed_cell(r.text)) {
        st = tk_validator_tell(v, TK_AMENDED, "cellfel", f->name, r.text, NULL, err);
        return st ? st : tell_empty(v, field, err);
    }
    switch (f->type) {
    case TK_TEXT:
    case TK_SOURCE:
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

enum tk_status tk_validator_settle_codes(struct tk_validator *v, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < v->v->dictionary->n_fields; i++) {
        const struct tk_field *f = tk_validator_field(v, i);
        struct tk_value *value = &v->note.values[i];
        if (f->type != TK_CODE || value->code == TK_NO_CODE || value->text == f->preset)
            continue;
        const struct tk_demand *d = &v->demands[i][value->code];
        if (d->with == TK_NO_FIELD || d->becomes == TK_NO_CODE || !v->note.values[d->with].text)
            continue;
        const char *was = f->codes->label[value->code];
        value->code = d->becomes;
        value->text = f->codes->code[d->becomes];
        st = tk_recorded_gave(v->v->recorded, i)
                 ? tk_recorded_remark(v->v->recorded, "status_kvarstar", f->name, was, err)
                 : tk_validator_tell(v, TK_AMENDED, "status_kvarstar", f->name, was, NULL, err);
    }
    return st;
}

void tk_validator_warn(const struct tk_validator *v)
{
    tk_mapping_warn(v->mapping, v->input->config, v->v->reading->session->log);
}
