#include "validate_parts.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/identities.h"
#include "trygghetskarta/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct said { /* a field and what a row says of it */
    size_t field;
    struct tk_value value;
};

struct row {
    struct tk_opened *input;
    char *texts; /* all it says, one after the other, its id first */
    struct said *said;
    size_t n_said;
    int64_t number;
    int32_t day; /* it was written; TK_NO_DAY where it does not say */
    enum tk_verdict fate;
    /* of the newest row of a note that is kept: */
    bool found, changes;
    struct tk_finding *findings;
    size_t n_findings;
};

struct tk_recorded {
    struct tk_ledger *ledger;
    struct tk_inputs *inputs;
    size_t n_fields, id, day; /* positions of fields */
    struct row *rows;         /* once all are read: by id, the newest of an id first */
    size_t n, capacity;
    struct tk_identities newest;
    /* of the note at hand */
    struct row *row;
    bool *gave; /* [n_fields] */
    bool changes;
    struct tk_finding *findings;
    size_t n_findings, findings_capacity;
};

static const char *id_of(const struct row *row)
{
    return row->texts;
}

static const char *word_of(const struct said *said)
{
    return said->value.word ? said->value.word : "";
}

static int compare_said(const struct row *a, const struct row *b)
{
    for (size_t i = 0; i < a->n_said && i < b->n_said; i++) {
        const struct said *x = &a->said[i], *y = &b->said[i];
        int order = (x->field > y->field) - (x->field < y->field);
        if (!order)
            order = strcmp(x->value.text, y->value.text);
        if (!order)
            order = strcmp(word_of(x), word_of(y));
        if (order)
            return order;
    }
    return (a->n_said > b->n_said) - (a->n_said < b->n_said);
}

static int by_id_and_age(const void *a, const void *b)
{
    const struct row *x = a, *y = b;
    int order = strcmp(id_of(x), id_of(y));
    if (!order)
        order = (y->day > x->day) - (y->day < x->day);
    if (!order)
        order = compare_said(x, y);
    if (!order)
        order = strcmp(x->input->config->name, y->input->config->name);
    return order ? order : (x->number > y->number) - (x->number < y->number);
}

static enum tk_status tell(const struct tk_recorded *r, const struct row *row,
                           const struct tk_finding *what, struct tk_error *err)
{
    struct tk_finding f = *what;
    f.source = row->input->config->name;
    f.number = row->number;
    f.id = id_of(row);
    f.area_m2 = NAN;
    return tk_ledger_tell(r->ledger, row->input->account, &f, err);
}

/* --- reading --- */

/* Dates of what has happened lie in the past. */
static enum tk_status judge_days(struct tk_validator *v, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < v->v->dictionary->n_fields; i++) {
        const struct tk_field *f = tk_validator_field(v, i);
        struct tk_value *value = &v->note.values[i];
        if (f->type != TK_DATE || value->day == TK_NO_DAY || value->day <= v->v->as_of)
            continue;
        st = tk_validator_tell(v, TK_AMENDED, "datum_framtid", f->name, value->text, NULL, err);
        *value = (struct tk_value){.day = TK_NO_DAY, .code = TK_NO_CODE};
    }
    return st;
}

static enum tk_status judge_row(struct tk_recorded *r, struct tk_validator *v, size_t i,
                                struct tk_error *err)
{
    const char *const *values;
    enum tk_status st = tk_validator_begin(v, i, &values, err);
    if (!st && tk_batch_misplaced(v->batch, i))
        return tk_validator_tell(v, TK_REFUSED, v->batch->fault[i], NULL,
                                 v->batch->fault_value[i], NULL, err);
    if (!st)
        st = tk_validator_read_field(v, r->id, values, err);
    if (!st && !v->note.values[r->id].text && v->note.fate != TK_REFUSED)
        st = tk_validator_tell(v, TK_REFUSED, "nyckel_saknas", NULL, NULL, NULL, err);
    if (st || v->note.fate == TK_REFUSED)
        return st;
    /* first: deadlines without a year are near it */
    st = tk_validator_read_field(v, r->day, values, err);
    v->note.values[v->known[DATUM]].day = v->note.values[r->day].day;
    for (size_t f = 0; !st && f < r->n_fields; f++)
        if (f != r->day && tk_validator_field(v, f)->recorded)
            st = tk_validator_read_field(v, f, values, err);
    v->note.values[v->known[DATUM]].day = TK_NO_DAY;
    return st ? st : judge_days(v, err);
}

static size_t room_of(const struct tk_note *note, size_t n_fields, size_t *texts)
{
    size_t n = 0;
    *texts = 0;
    for (size_t f = 0; f < n_fields; f++)
        if (note->values[f].text) {
            const char *word = note->values[f].word;
            *texts += strlen(note->values[f].text) + 1 + (word ? strlen(word) + 1 : 0);
            n++;
        }
    return n;
}

static char *append(char *to, const char *text)
{
    size_t n = strlen(text) + 1;
    memcpy(to, text, n);
    return to + n;
}

static enum tk_status keep_row(struct tk_recorded *r, struct tk_opened *input,
                               const struct tk_note *note, struct tk_error *err)
{
    size_t room, n = room_of(note, r->n_fields, &room);
    enum tk_status st = tk_grow(&r->rows, &r->capacity, r->n + 1, sizeof *r->rows, err);
    if (st)
        return st;
    struct row row = {.input = input,
                      .texts = tk_alloc(room, 1),
                      .said = tk_alloc(n, sizeof *row.said),
                      .number = note->number,
                      .day = note->values[r->day].day,
                      .fate = note->fate};
    r->rows[r->n++] = row; /* from here on freed with the others */
    if (!row.texts || !row.said)
        return tk_fail_memory(err);
    char *end = append(row.texts, note->values[r->id].text);
    for (size_t f = 0; f < r->n_fields; f++) {
        if (!note->values[f].text || f == r->id)
            continue;
        struct said *said = &row.said[row.n_said++];
        *said = (struct said){f, note->values[f]};
        said->value.text = end;
        end = append(end, note->values[f].text);
        if (!said->value.word)
            continue;
        said->value.word = end;
        end = append(end, note->values[f].word);
    }
    r->rows[r->n - 1] = row;
    return TK_OK;
}

static enum tk_status read_rows(struct tk_recorded *r, struct tk_validator *v,
                                struct tk_opened *input, struct tk_batch *batch,
                                struct tk_error *err)
{
    enum tk_status st = TK_OK;
    while (!st) {
        st = tk_source_next(input->source, batch, err);
        if (st || batch->n == 0)
            return st;
        v->batch = batch;
        for (size_t i = 0; !st && i < batch->n; i++) {
            st = judge_row(r, v, i, err);
            if (!st)
                st = tk_validator_tell_kept_back(v, err);
            if (!st && v->note.fate == TK_REFUSED)
                tk_ledger_count(r->ledger, input->account, TK_REFUSED);
            else if (!st)
                st = keep_row(r, input, &v->note, err);
        }
    }
    return st;
}

static enum tk_status read_table(struct tk_recorded *r, const struct tk_validation *validation,
                                 struct tk_opened *input, struct tk_error *err)
{
    struct tk_validator *v = NULL;
    struct tk_batch *batch = tk_alloc(1, sizeof *batch);
    enum tk_status st = batch ? TK_OK : tk_fail_memory(err);
    if (!st)
        st = tk_validator_open(validation, input, &v, err);
    if (!st && v->mapping->fields[r->id].matched == TK_NOT_MATCHED)
        st = tk_source_lacks(
            input->source, err,
            "%s: no column for the field 'punkt_id', which says what note a row is of; name "
            "it under `fields`",
            input->config->name);
    if (!st)
        st = tk_validator_tell_unused(v, err);
    if (!st)
        st = read_rows(r, v, input, batch, err);
    if (!st)
        tk_validator_warn(v);
    tk_validator_free(v);
    if (batch)
        tk_batch_free(batch);
    tk_free(batch);
    return st;
}

static enum tk_status find_fields(struct tk_recorded *r, const struct tk_dictionary *d,
                                  struct tk_error *err)
{
    r->n_fields = d->n_fields;
    r->id = tk_dictionary_field(d, "punkt_id");
    r->day = tk_dictionary_when_recorded(d);
    if (r->id == TK_NO_FIELD || r->day == TK_NO_FIELD)
        return tk_fail(err, TK_USAGE,
                       "%s: lacks the field 'punkt_id' or a date with 'dag' under recorded, "
                       "which status tables are read by",
                       d->fields_csv.path);
    return TK_OK;
}

static enum tk_status sort_rows(struct tk_recorded *r, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    if (r->n)
        qsort(r->rows, r->n, sizeof *r->rows, by_id_and_age);
    for (size_t i = 0; !st && i < r->n; i++)
        if (i == 0 || strcmp(id_of(&r->rows[i]), id_of(&r->rows[i - 1])) != 0)
            st = tk_identities_add(&r->newest, tk_identities_hash(id_of(&r->rows[i])), i, false,
                                   err);
    return st;
}

enum tk_status tk_recorded_read(const struct tk_validation *validation,
                                struct tk_inputs *inputs, struct tk_recorded **out,
                                struct tk_error *err)
{
    *out = NULL;
    if (!tk_inputs_of_role(inputs, TK_STATUS_TABLE))
        return TK_OK;
    struct tk_recorded *r = tk_alloc(1, sizeof *r);
    if (!r)
        return tk_fail_memory(err);
    r->ledger = validation->reading->ledger;
    r->inputs = inputs;
    enum tk_status st = find_fields(r, validation->dictionary, err);
    if (!st && !(r->gave = tk_alloc(r->n_fields, sizeof *r->gave)))
        st = tk_fail_memory(err);
    for (size_t i = 0; !st && i < inputs->n; i++)
        if (inputs->items[i].config->role == TK_STATUS_TABLE)
            st = read_table(r, validation, &inputs->items[i], err);
    if (!st)
        st = sort_rows(r, err);
    if (st)
        tk_recorded_free(r);
    else
        *out = r;
    return st;
}

void tk_recorded_free(struct tk_recorded *r)
{
    if (!r)
        return;
    for (size_t i = 0; i < r->n; i++) {
        tk_free(r->rows[i].texts);
        tk_free(r->rows[i].said);
        tk_free(r->rows[i].findings);
    }
    tk_free(r->rows);
    tk_free(r->gave);
    tk_free(r->findings);
    tk_identities_free(&r->newest);
    tk_free(r);
}

/* --- joining: one note at a time --- */

static struct row *find_row(const struct tk_recorded *r, const char *id)
{
    uint64_t hash = tk_identities_hash(id);
    for (size_t i, cursor = SIZE_MAX;
         (i = tk_identities_next(&r->newest, hash, &cursor)) != TK_NO_IDENTITY;)
        if (strcmp(id_of(&r->rows[i]), id) == 0)
            return &r->rows[i];
    return NULL;
}

static enum tk_status wait(struct tk_recorded *r, struct tk_finding f, struct tk_error *err)
{
    enum tk_status st = tk_grow(&r->findings, &r->findings_capacity, r->n_findings + 1,
                                sizeof *r->findings, err);
    if (!st)
        r->findings[r->n_findings++] = f;
    return st;
}

enum tk_status tk_recorded_apply(struct tk_recorded *r, struct tk_note *note,
                                 const struct tk_dictionary *dictionary, size_t id, size_t date,
                                 struct tk_error *err)
{
    enum tk_status st = TK_OK;
    if (!r)
        return TK_OK;
    r->row = find_row(r, note->values[id].text);
    r->n_findings = 0;
    r->changes = false;
    memset(r->gave, 0, r->n_fields * sizeof *r->gave);
    const struct row *row = r->row;
    if (!row)
        return TK_OK;
    for (size_t i = 0; !st && i < row->n_said; i++) {
        const struct said *said = &row->said[i];
        if (said->value.day != TK_NO_DAY && said->value.day < note->values[date].day) {
            st = wait(r,
                      (struct tk_finding){.field = dictionary->fields[said->field].name,
                                          .rule = "datumfoljd",
                                          .verdict = TK_AMENDED,
                                          .value = said->value.text},
                      err);
            continue;
        }
        note->values[said->field] = said->value;
        r->gave[said->field] = true;
        r->changes = true;
    }
    note->recorded_in = r->changes ? row->input->config->name : NULL;
    return st;
}

bool tk_recorded_gave(const struct tk_recorded *r, size_t field)
{
    return r && r->gave[field];
}

enum tk_status tk_recorded_remark(struct tk_recorded *r, const char *rule, const char *field,
                                  const char *value, struct tk_error *err)
{
    return wait(
        r,
        (struct tk_finding){.field = field, .rule = rule, .verdict = TK_REMARK, .value = value},
        err);
}

enum tk_status tk_recorded_keep(struct tk_recorded *r, struct tk_error *err)
{
    if (!r || !r->row)
        return TK_OK;
    struct row *row = r->row;
    row->found = true;
    row->changes = r->changes;
    tk_free(row->findings);
    row->n_findings = r->n_findings;
    row->findings = NULL;
    if (!r->n_findings)
        return TK_OK;
    row->findings = tk_alloc(r->n_findings, sizeof *row->findings);
    if (!row->findings)
        return tk_fail_memory(err);
    memcpy(row->findings, r->findings, r->n_findings * sizeof *row->findings);
    return TK_OK;
}

/* --- what became of the rows --- */

static enum tk_status settle_row(const struct tk_recorded *r, const struct row *newest,
                                 struct row *row, struct tk_error *err)
{
    struct tk_finding f = {
        .field = "punkt_id", .verdict = TK_REFUSED, .value = id_of(row), .rule = NULL};
    enum tk_status st = TK_OK;
    if (!newest->found)
        f.rule = "notering_saknas";
    else if (row != newest && row->day == newest->day)
        f.rule = "id_dubblett";
    else if (row != newest)
        f = (struct tk_finding){.rule = "ersatt_av_nyare", .verdict = TK_REMARK};
    if (f.rule)
        st = tell(r, row, &f, err);
    if (f.rule && f.verdict == TK_REFUSED)
        row->fate = TK_REFUSED;
    for (size_t i = 0; !st && i < row->n_findings; i++) {
        if (row->findings[i].verdict == TK_AMENDED)
            row->fate = TK_AMENDED;
        st = tell(r, row, &row->findings[i], err);
    }
    if (!st)
        tk_ledger_count(r->ledger, row->input->account, row->fate);
    return st;
}

enum tk_status tk_recorded_settle(struct tk_recorded *r, int64_t *changed, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    const struct row *newest = NULL;
    *changed = 0;
    for (size_t i = 0; r && !st && i < r->n; i++) {
        if (!newest || strcmp(id_of(newest), id_of(&r->rows[i])) != 0)
            newest = &r->rows[i];
        st = settle_row(r, newest, &r->rows[i], err);
        *changed += r->rows[i].found && r->rows[i].changes;
    }
    for (size_t i = 0; r && !st && i < r->inputs->n; i++)
        if (r->inputs->items[i].config->role == TK_STATUS_TABLE)
            st = tk_inputs_settle(&r->inputs->items[i], r->ledger, err);
    return st;
}
