#include "features_parts.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NO_COLUMN ((size_t)-1)

static const struct tk_role_rules rules_of[TK_N_ROLES] = {
    [TK_DISTRICTS] = {"namn", 2, {NULL}},
    [TK_PARENTS] = {"namn", 2, {NULL}},
    [TK_AREAS] = {"omrade_id", 3, {"exempel"}},
    [TK_WALKS] = {"vandring_id", -1, {"typ", "datum", "stadsdel", "ljus", "deltagare_antal"}},
    [TK_ROUTES] = {"vandring_id", 1, {NULL}},
    [TK_PLACES] = {"namn", 0, {"typ"}},
    [TK_LAND] = {NULL, 2, {NULL}},
    [TK_TABLE] = {"stadsdel", -1, {NULL}},
    [TK_FIGURES] = {"indikator",
                    -1,
                    {"omrade", "omradestyp", "ar", "varde", "lag", "hog", "bas", "riktning"}},
};

enum tk_status tk_features_tell(struct tk_feature_reader *r, struct tk_feature_record *rec,
                                enum tk_verdict verdict, const char *rule, const char *field,
                                const char *value, struct tk_error *err)
{
    if (verdict == TK_REFUSED || (verdict == TK_AMENDED && rec->fate != TK_REFUSED))
        rec->fate = verdict;
    if (verdict == TK_REFUSED && !rec->refused_by)
        rec->refused_by = rule;
    struct tk_finding finding = {.source = r->config->name,
                                 .number = rec->number,
                                 .id = rec->id,
                                 .field = field,
                                 .rule = rule,
                                 .verdict = verdict,
                                 .value = value,
                                 .area_m2 = rec->changed_m2};
    return tk_ledger_tell(r->reading->ledger, r->input->account, &finding, err);
}

static bool is_date(const struct tk_feature_reader *r, int i)
{
    return r->config->role == TK_WALKS && i == TK_ATTR_DATE;
}

/* The attribute of a name; TK_FEATURE_ATTRIBUTES if the role has none such. */
static int attribute_of(const struct tk_feature_reader *r, const char *name)
{
    int i = 0;
    while (i < TK_FEATURE_ATTRIBUTES &&
           !(r->rules->attribute[i] && strcmp(r->rules->attribute[i], name) == 0))
        i++;
    return i;
}

/* What `fields` says is read or refused, never passed over. */
static enum tk_status take_field(struct tk_feature_reader *r, const struct tk_field_source *f,
                                 struct tk_error *err)
{
    int i = attribute_of(r, f->field);
    const char *wrong = NULL;
    if (i == TK_FEATURE_ATTRIBUTES)
        wrong =
            "is read of no source of this role; the column that names a record stands under "
            "`key`";
    else if (*f->template_)
        wrong = "has a template, and only notes have those";
    else if (*f->format && !is_date(r, i))
        wrong = "has a format, and is no date";
    if (wrong)
        return tk_fail(err, TK_USAGE, "%s: fields (line %d): '%s' %s", r->config->name,
                       f->at.line, f->field, wrong);
    r->attribute[i] = tk_source_find(r->input->source, f->column);
    r->format[i] = *f->format ? f->format : NULL;
    return TK_OK;
}

static enum tk_status find_columns(struct tk_feature_reader *r, struct tk_error *err)
{
    const char *key = *r->config->key ? r->config->key : r->rules->key;
    r->key = key ? tk_source_find(r->input->source, key) : NO_COLUMN;
    if (key && r->key == NO_COLUMN)
        return tk_source_lacks(
            r->input->source, err,
            "%s: no column '%s' to name its records by; say with `key` which it is",
            r->config->name, key);
    r->label = *r->config->label ? tk_source_find(r->input->source, r->config->label)
                                 : tk_source_find(r->input->source, "namn");
    if (r->label == r->key) /* what is wrong with it is told once */
        r->label = NO_COLUMN;
    for (int i = 0; i < TK_FEATURE_ATTRIBUTES; i++)
        r->attribute[i] = r->rules->attribute[i]
                              ? tk_source_find(r->input->source, r->rules->attribute[i])
                              : NO_COLUMN;
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < r->config->n_fields; i++)
        st = take_field(r, &r->config->fields[i], err);
    if (r->config->role == TK_DISTRICTS && *r->config->parent)
        r->attribute[TK_ATTR_PARENT] = tk_source_find(r->input->source, r->config->parent);
    if (r->config->role == TK_TABLE)
        r->attribute[TK_ATTR_VALUE] = tk_source_find(r->input->source, r->config->value);
    return st;
}

/* What a sheet shows where a formula failed is told, and no value. */
static enum tk_status leave_out(struct tk_feature_reader *r, struct tk_feature_record *rec,
                                const char *field, char **text, struct tk_error *err)
{
    enum tk_status st = tk_features_tell(r, rec, TK_AMENDED, "cellfel", field, *text, err);
    tk_free(*text);
    *text = NULL;
    return st;
}

/* A trimmed copy of a value, NULL if there is none; a text that is none is told, and left out
 * or cleaned. */
static enum tk_status copy_value(struct tk_feature_reader *r, struct tk_feature_record *rec,
                                 const char *field, const char *value, char **out,
                                 struct tk_error *err)
{
    const char *fault;
    *out = NULL;
    if (!value)
        return TK_OK;
    if (!(*out = tk_strdup(value)))
        return tk_fail_memory(err);
    bool is_key = strcmp(field, "nyckel") == 0,
         valid = tk_text_valid(value, strlen(value), &fault);
    bool clean = valid || tk_text_clean(*out);
    size_t n;
    const char *kept = tk_text_trim(*out, &n);
    memmove(*out, kept, n);
    (*out)[n] = '\0';
    if (tk_text_failed_cell(*out))
        return leave_out(r, rec, field, out, err);
    if (!n || !clean || (is_key && !valid)) {
        tk_free(*out);
        *out = NULL;
    }
    if (valid)
        return TK_OK;
    return tk_features_tell(r, rec, is_key ? TK_REFUSED : TK_AMENDED,
                            clean ? "styrtecken" : "text_ogiltig", field, NULL, err);
}

static const char *attribute_name(const struct tk_feature_reader *r, int i)
{
    return r->rules->attribute[i] ? r->rules->attribute[i] : "varde";
}

/* More people than this live in no district; nor do fewer than none. */
static const double most_people = 1e9;

/* Inhabitants: 1,234 with a decimal comma, or 1.234 with a point, is no person and a bit but a
 * thousand written in another way. */
static bool is_people(const char *text, char decimal, double *number)
{
    size_t before, n, digits;
    const char *at = tk_text_trim(text, &n);
    if (!tk_text_number(text, decimal, number) || *number < 0 || *number > most_people)
        return false;
    before = strspn(at, "0123456789");
    digits = at[before] == decimal ? strspn(at + before + 1, "0123456789") : 0;
    return !(before >= 1 && before <= 3 && at[0] != '0' && digits == 3 &&
             before + 1 + digits == n);
}

/* Which way a goal wants its figure to go, as the code list has the words. */
static enum tk_status judge_direction(const struct tk_feature_reader *r, const char *text,
                                      char canonical[32], const char **rule,
                                      struct tk_error *err)
{
    const struct tk_codes *codes = tk_dictionary_codes(r->reading->dictionary, "riktning");
    size_t code = TK_NO_CODE;
    enum tk_status st = codes ? tk_codes_match(codes, text, &code, err) : TK_OK;
    *rule = code == TK_NO_CODE ? "okand_kod" : NULL;
    if (!st && code != TK_NO_CODE)
        tk_text_copy(canonical, 32, codes->code[code]);
    return st;
}

/* A year or a number of a figure. Gives the rule that is broken, or NULL. */
static const char *judge_figure(const struct tk_feature_reader *r, int i, const char *text,
                                char canonical[32])
{
    double number;
    if (!tk_text_number(text, r->config->decimal, &number))
        return "tal_ogiltigt";
    if (i == TK_ATTR_YEAR && !(number == floor(number) && number >= 1900 && number < 2200))
        return "tal_ogiltigt";
    tk_text_from_number(number, canonical);
    return NULL;
}

/* Numbers and dates among the attributes are made canonical or left out. */
static enum tk_status judge_attribute(struct tk_feature_reader *r,
                                      struct tk_feature_record *rec, int i, char **text,
                                      struct tk_error *err)
{
    char canonical[32] = "";
    const char *rule = NULL, *fault;
    double number;
    struct tk_date date;
    enum tk_status st = TK_OK;
    if (r->config->role == TK_TABLE && i == TK_ATTR_VALUE) {
        if (is_people(*text, r->config->decimal, &number))
            tk_text_from_number(number, canonical);
        else
            rule = "tal_ogiltigt";
    } else if (r->config->role == TK_FIGURES && i == TK_ATTR_DIRECTION) {
        st = judge_direction(r, *text, canonical, &rule, err);
    } else if (r->config->role == TK_FIGURES && i >= TK_ATTR_YEAR) {
        rule = judge_figure(r, i, *text, canonical);
    } else if (is_date(r, i)) {
        if (tk_date_parse(*text, r->format[i], &date, &fault))
            tk_date_print(date.day, canonical);
        else
            rule = tk_source_no_day(r->config, *text);
    } else {
        return TK_OK;
    }
    if (!st && rule)
        st = tk_features_tell(r, rec, TK_AMENDED, rule, attribute_name(r, i), *text, err);
    tk_free(*text);
    *text = st || rule ? NULL : tk_strdup(canonical);
    return !st && !rule && !*text ? tk_fail_memory(err) : st;
}

double tk_feature_number(const struct tk_feature *f, enum tk_attribute attribute)
{
    double number;
    const char *text = f->attribute[attribute];
    return text && tk_text_number(text, '.', &number) ? number : NAN;
}

/* Half an interval, or one that does not hold its figure, would settle what is not known. */
static enum tk_status judge_interval(struct tk_feature_reader *r, struct tk_feature_record *rec,
                                     struct tk_feature *f, struct tk_error *err)
{
    char **low = &f->attribute[TK_ATTR_LOW], **high = &f->attribute[TK_ATTR_HIGH];
    double at = tk_feature_number(f, TK_ATTR_FIGURE);
    if (r->config->role != TK_FIGURES || (!*low && !*high))
        return TK_OK;
    if (tk_feature_number(f, TK_ATTR_LOW) <= at && at <= tk_feature_number(f, TK_ATTR_HIGH))
        return TK_OK;
    enum tk_status st = tk_features_tell(r, rec, TK_AMENDED, "intervall_ogiltigt",
                                         attribute_name(r, *low ? TK_ATTR_LOW : TK_ATTR_HIGH),
                                         *low ? *low : *high, err);
    tk_free(*low);
    tk_free(*high);
    *low = *high = NULL;
    return st;
}

void tk_feature_free(struct tk_session *s, struct tk_feature *f)
{
    tk_free(f->key);
    tk_free(f->label);
    for (int i = 0; i < TK_FEATURE_ATTRIBUTES; i++)
        tk_free(f->attribute[i]);
    tk_geom_free(s, f->geometry);
}

static enum tk_status read_texts(struct tk_feature_reader *r, const char *const *values,
                                 struct tk_feature_record *rec, struct tk_feature *f,
                                 struct tk_error *err)
{
    enum tk_status st = TK_OK;
    if (r->key != NO_COLUMN)
        st = copy_value(r, rec, "nyckel", values[r->key], &f->key, err);
    rec->id = f->key;
    if (!st && r->key != NO_COLUMN && !f->key && rec->fate != TK_REFUSED)
        st = tk_features_tell(r, rec, TK_REFUSED, "nyckel_saknas", NULL, NULL, err);
    if (!st && r->label != NO_COLUMN)
        st = copy_value(r, rec, "namn", values[r->label], &f->label, err);
    for (int i = 0; !st && i < TK_FEATURE_ATTRIBUTES; i++) {
        if (r->attribute[i] == NO_COLUMN)
            continue;
        st = copy_value(r, rec, attribute_name(r, i), values[r->attribute[i]], &f->attribute[i],
                        err);
        if (!st && f->attribute[i])
            st = judge_attribute(r, rec, i, &f->attribute[i], err);
    }
    if (!st)
        st = judge_interval(r, rec, f, err);
    if (!st && !f->label && f->key && !(f->label = tk_strdup(f->key)))
        st = tk_fail_memory(err);
    return st;
}

/* What cures a district that a rule refused; else its file has to be mended. */
static const char *cure_of(const char *rule)
{
    static const struct {
        const char *rule, *cure;
    } cures[] = {
        {"grader_i_meterlager",
         "its numbers look like degrees where the source's CRS is in metres: name the one they "
         "are in with `crs` (often EPSG:4326)"},
        {"utanfor_fonstret", "the edition's CRS knows nothing of where it lies: look at `crs`"},
        {"geometri_typ", "it is no polygon: look at `only` and `layer`, or mend the file"},
        {"geometri_for_stor", "it has more vertices than `max_vertices`: simplify it, or raise "
                              "that key"},
        {"geometri_forandras_for_mycket", "mending it would change its area by more than "
                                          "`max_repair`: mend the file, or raise that key"},
        {"nyckel_saknas", "it has no name in the column that `key` names: mend the file"},
        {"text_ogiltig",
         "a text of it is no UTF-8, or holds a NUL: look at `encoding`, or mend "
         "the file"},
    };
    for (size_t i = 0; i < sizeof cures / sizeof *cures; i++)
        if (strcmp(cures[i].rule, rule) == 0)
            return cures[i].cure;
    return "mend the file";
}

static enum tk_status no_district(const struct tk_feature_reader *r,
                                  const struct tk_feature_record *rec, struct tk_error *err)
{
    return tk_fail(err, TK_INPUT,
                   "%s, record %lld%s%s: a district cannot be left out, and this one has a "
                   "geometry or key that cannot be used (%s); %s",
                   r->config->name, (long long)rec->number, rec->id ? " " : "",
                   rec->id ? rec->id : "", rec->refused_by, cure_of(rec->refused_by));
}

static enum tk_status read_record(struct tk_feature_reader *r, const struct tk_batch *batch,
                                  size_t i, struct tk_error *err)
{
    struct tk_feature_record rec = {.number = batch->number[i],
                                    .wkb = batch->wkb[i],
                                    .wkb_size = batch->wkb_size[i],
                                    .fault = batch->fault[i],
                                    .fault_value = batch->fault_value[i],
                                    .mended = batch->mended[i],
                                    .fate = TK_UNTOUCHED,
                                    .changed_m2 = NAN};
    struct tk_feature f = {.number = rec.number,
                           .source = r->config->name,
                           .kind = r->config->kind,
                           .length_m = NAN};
    const char *const *values = batch->values + i * batch->n_columns;
    enum tk_status st = TK_OK;
    if (tk_batch_misplaced(batch, i))
        st = tk_features_tell(r, &rec, TK_REFUSED, rec.fault, NULL, rec.fault_value, err);
    else
        st = read_texts(r, values, &rec, &f, err);
    if (!st && rec.fate != TK_REFUSED && r->rules->dimension >= 0)
        st = tk_features_geometry(r, &rec, &f, err);
    f.fate = rec.fate;
    if (!st)
        tk_ledger_count(r->reading->ledger, r->input->account, rec.fate);
    if (!st && rec.fate == TK_REFUSED && r->config->role == TK_DISTRICTS)
        st = no_district(r, &rec, err);
    struct tk_features *out = r->out;
    if (!st && rec.fate != TK_REFUSED)
        st = tk_grow(&out->items, &out->capacity, out->n + 1, sizeof f, err);
    if (st || rec.fate == TK_REFUSED)
        tk_feature_free(r->reading->session, &f);
    else
        out->items[out->n++] = f;
    return st;
}

enum tk_status tk_features_read(const struct tk_reading *reading, struct tk_opened *input,
                                struct tk_features *features, struct tk_error *err)
{
    struct tk_feature_reader r = {.reading = reading,
                                  .input = input,
                                  .config = input->config,
                                  .rules = &rules_of[input->config->role],
                                  .out = features};
    size_t before = features->n;
    struct tk_batch *batch = tk_alloc(1, sizeof *batch);
    enum tk_status st = batch ? find_columns(&r, err) : tk_fail_memory(err);
    if (!st && r.rules->dimension >= 0)
        st = tk_features_open_crs(&r, err);
    while (!st) {
        st = tk_source_next(input->source, batch, err);
        if (st || batch->n == 0)
            break;
        for (size_t i = 0; !st && i < batch->n; i++)
            st = read_record(&r, batch, i, err);
    }
    if (!st)
        st = tk_features_single(reading, input, features, before, err);
    if (!st)
        st = tk_inputs_settle(input, reading->ledger, err);
    tk_crs_close(reading->session, r.crs);
    if (batch)
        tk_batch_free(batch);
    tk_free(batch);
    return st;
}

void tk_features_free(struct tk_session *session, struct tk_features *features)
{
    for (size_t i = 0; i < features->n; i++)
        tk_feature_free(session, &features->items[i]);
    tk_free(features->items);
    *features = (struct tk_features){0};
}

static int by_key(const void *a, const void *b)
{
    const struct tk_feature *fa = a, *fb = b;
    int order = strcmp(fa->key ? fa->key : "", fb->key ? fb->key : "");
    if (order == 0)
        order = strcmp(fa->source, fb->source);
    if (order == 0)
        order = (fa->number > fb->number) - (fa->number < fb->number);
    return order;
}

void tk_features_sort(struct tk_features *features)
{
    if (features->n)
        qsort(features->items, features->n, sizeof *features->items, by_key);
}

const struct tk_feature *tk_features_find(const struct tk_features *sorted, const char *key)
{
    size_t from = 0, to = sorted->n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (strcmp(sorted->items[middle].key, key) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    bool found = from < sorted->n && strcmp(sorted->items[from].key, key) == 0;
    return found ? &sorted->items[from] : NULL;
}
