#include "trygghetskarta/notes.h"

#include "notes_parts.h"
#include "trygghetskarta/database.h"
#include "trygghetskarta/identities.h"
#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The step under way, for one source after the other. */
struct noting {
    const struct tk_noting *n;
    struct tk_inputs *inputs;
    struct tk_opened *input;
    double begun, part; /* for the progress: the shares of the sources read, and of each */
    struct tk_validator *validator;
    struct tk_row_maker *maker;
    struct tk_scribe *scribe;
    struct tk_identities identities;
    sqlite3_stmt *read_back;     /* the row of a fid */
    struct tk_buffer content[2]; /* of the new record and of the one written before */
    /* district names told as unknown, of this source */
    char **unknown_names;
    size_t n_unknown, unknown_capacity;
    struct tk_identities unknown; /* their hashes */
};

static void add_cell(struct tk_buffer *b, const struct tk_cell *cell)
{
    char number[32];
    if (cell->kind == TK_CELL_TEXT)
        tk_buffer_text(b, cell->text);
    else if (cell->kind == TK_CELL_INTEGER)
        tk_buffer_format(b, "%lld", (long long)cell->integer);
    else if (cell->kind == TK_CELL_REAL) {
        tk_text_from_number(cell->real, number);
        tk_buffer_text(b, number);
    }
    tk_buffer_add(b, "\x1f", 1);
}

static void add_position(struct tk_buffer *b, double x, double y)
{
    char number[32];
    for (int i = 0; i < 2 && isfinite(x); i++) {
        tk_text_from_number(i ? y : x, number);
        tk_buffer_text(b, number);
        tk_buffer_add(b, "\x1f", 1);
    }
}

static struct tk_cell stored_cell(sqlite3_stmt *row, int column)
{
    switch (sqlite3_column_type(row, column)) {
    case SQLITE_INTEGER:
        return (struct tk_cell){.kind = TK_CELL_INTEGER,
                                .integer = sqlite3_column_int64(row, column)};
    case SQLITE_FLOAT:
        return (struct tk_cell){.kind = TK_CELL_REAL,
                                .real = sqlite3_column_double(row, column)};
    case SQLITE_TEXT:
        return (struct tk_cell){.kind = TK_CELL_TEXT,
                                .text = (const char *)sqlite3_column_text(row, column)};
    default:
        return (struct tk_cell){.kind = TK_CELL_NONE};
    }
}

/* Steps the statement to the row of a note written before. */
static enum tk_status read_back(struct noting *w, size_t position, struct tk_error *err)
{
    enum tk_status st = tk_scribe_catch_up(w->scribe, (int64_t)position + 1, err);
    if (st)
        return st;
    sqlite3_reset(w->read_back);
    if (sqlite3_bind_int64(w->read_back, 1, (sqlite3_int64)position + 1) != SQLITE_OK ||
        sqlite3_step(w->read_back) != SQLITE_ROW)
        return tk_database_fail(tk_geopackage_db(w->n->gp), TK_INTERNAL, err,
                                "noteringar: row %zu cannot be read back", position + 1);
    return TK_OK;
}

static const char *stored_text(const struct noting *w, const char *name)
{
    for (size_t c = 0; c < w->n->layer->n_columns; c++)
        if (strcmp(w->n->layer->columns[c]->name, name) == 0)
            return (const char *)sqlite3_column_text(w->read_back, (int)c + 2);
    return NULL;
}

/* NAN where the note has no position. */
static void stored_position(struct noting *w, double *x, double *y)
{
    const void *blob = sqlite3_column_blob(w->read_back, 1);
    if (!tk_geopackage_point(blob, (size_t)sqlite3_column_bytes(w->read_back, 1), x, y))
        *x = *y = NAN;
}

static void stored_content(struct noting *w, struct tk_buffer *out)
{
    double x, y;
    tk_buffer_clear(out);
    for (size_t c = 0; c < w->n->layer->n_columns; c++)
        if (tk_row_maker_is_content(w->maker, c)) {
            struct tk_cell cell = stored_cell(w->read_back, (int)c + 2);
            add_cell(out, &cell);
        }
    stored_position(w, &x, &y);
    add_position(out, x, y);
}

static void new_content(struct noting *w, const struct tk_cell *cells,
                        const struct tk_note *note, struct tk_buffer *out)
{
    tk_buffer_clear(out);
    for (size_t c = 0; c < w->n->layer->n_columns; c++)
        if (tk_row_maker_is_content(w->maker, c))
            add_cell(out, &cells[c]);
    bool known = note->position.located != TK_LOCATED_UNKNOWN;
    add_position(out, known ? note->position.x : NAN, note->position.y);
}

/* The record written before gives way to the one at hand. Its row has been read back. */
static enum tk_status refuse_earlier(struct noting *w, const char *id, bool amended,
                                     struct tk_error *err)
{
    const char *source = stored_text(w, "kalla_namn"), *row = stored_text(w, "rad");
    struct tk_opened *input = source ? tk_inputs_named(w->inputs, source) : NULL;
    struct tk_ledger *ledger = w->n->validation->reading->ledger;
    long long number = 0;
    if (!input)
        return tk_fail(err, TK_INTERNAL, "noteringar: whose row it is cannot be read back");
    if (row && !tk_text_integer(row, &number))
        number = 0;
    struct tk_finding finding = {.source = input->config->name,
                                 .number = number,
                                 .id = id,
                                 .field = "punkt_id",
                                 .rule = "id_dubblett",
                                 .verdict = TK_REFUSED,
                                 .value = id,
                                 .area_m2 = NAN};
    stored_position(w, &finding.x, &finding.y);
    finding.has_position = isfinite(finding.x);
    enum tk_status st = tk_ledger_tell(ledger, input->account, &finding, err);
    if (!st)
        tk_ledger_recount(ledger, input->account, amended ? TK_AMENDED : TK_UNTOUCHED);
    return st;
}

/* Where a note with this id was written before, with the cursor on it; its row stands read
 * back. */
static enum tk_status find_earlier(struct noting *w, const char *id, uint64_t hash,
                                   size_t *position, size_t *cursor, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    *cursor = SIZE_MAX;
    while (!st) {
        *position = tk_identities_next(&w->identities, hash, cursor);
        if (*position == TK_NO_IDENTITY)
            return TK_OK;
        st = read_back(w, *position, err);
        const char *its = st ? NULL : stored_text(w, "punkt_id");
        if (its && strcmp(its, id) == 0)
            return TK_OK;
    }
    return st;
}

static enum tk_status write_note(struct noting *w, const struct tk_cell *cells,
                                 const struct tk_note *note, const struct tk_fact *fact,
                                 size_t position, struct tk_error *err)
{
    const struct tk_note_position *at = &note->position;
    enum tk_status st =
        tk_scribe_put(w->scribe, (int64_t)position + 1, cells,
                      at->located == TK_LOCATED_UNKNOWN ? NAN : at->x, at->y, err);
    return st ? st : tk_facts_put(w->n->facts, position, fact, err);
}

/* Writes the note, or settles which of two with one id is kept. */
static enum tk_status keep(struct noting *w, const struct tk_cell *cells,
                           const struct tk_note *note, const struct tk_fact *fact,
                           enum tk_verdict *fate, struct tk_error *err)
{
    size_t id_field = tk_dictionary_field(w->n->validation->dictionary, "punkt_id");
    const char *id = note->values[id_field].text;
    uint64_t hash = tk_identities_hash(id);
    size_t earlier, cursor;
    bool amended = note->fate == TK_AMENDED;
    *fate = note->fate;
    enum tk_status st = find_earlier(w, id, hash, &earlier, &cursor, err);
    if (!st && earlier == TK_NO_IDENTITY) {
        size_t position = w->n->facts->n;
        st = write_note(w, cells, note, fact, position, err);
        return st ? st : tk_identities_add(&w->identities, hash, position, amended, err);
    }
    if (st)
        return st;
    new_content(w, cells, note, &w->content[0]);
    stored_content(w, &w->content[1]);
    st = tk_buffer_check(&w->content[0], err);
    if (!st)
        st = tk_buffer_check(&w->content[1], err);
    if (st)
        return st;
    if (strcmp(tk_buffer_string(&w->content[0]), tk_buffer_string(&w->content[1])) >= 0) {
        *fate = TK_REFUSED;
        return tk_validator_tell(w->validator, TK_REFUSED, "id_dubblett", "punkt_id", id, NULL,
                                 err);
    }
    st = refuse_earlier(w, id, tk_identities_mark(&w->identities, cursor), err);
    if (!st)
        st = write_note(w, cells, note, fact, earlier, err);
    tk_identities_set_mark(&w->identities, cursor, amended);
    return st;
}

/* A district's name that no district has is told once, not once a note. */
static enum tk_status tell_unknown_name(struct noting *w, const char *name,
                                        struct tk_error *err)
{
    uint64_t hash = tk_identities_hash(name);
    for (size_t i, cursor = SIZE_MAX;
         (i = tk_identities_next(&w->unknown, hash, &cursor)) != TK_NO_IDENTITY;)
        if (strcmp(w->unknown_names[i], name) == 0)
            return TK_OK;
    enum tk_status st = tk_grow(&w->unknown_names, &w->unknown_capacity, w->n_unknown + 1,
                                sizeof *w->unknown_names, err);
    if (!st)
        st = tk_identities_add(&w->unknown, hash, w->n_unknown, false, err);
    if (!st && !(w->unknown_names[w->n_unknown++] = tk_strdup(name)))
        st = tk_fail_memory(err);
    if (st)
        return st;
    struct tk_finding finding = {.source = w->input->config->name,
                                 .field = "angiven_stadsdel",
                                 .rule = "okand_stadsdel",
                                 .verdict = TK_REMARK,
                                 .value = name,
                                 .area_m2 = NAN};
    return tk_ledger_tell(w->n->validation->reading->ledger, w->input->account, &finding, err);
}

static enum tk_status compare_stated(struct noting *w, const struct tk_note *note,
                                     const struct tk_placing *placing, struct tk_error *err)
{
    const struct tk_validation *v = w->n->validation;
    size_t field = tk_dictionary_field(v->dictionary, "angiven_stadsdel"), district;
    const char *stated = note->values[field].text;
    if (!stated)
        return TK_OK;
    enum tk_status st = tk_districts_find(v->districts, stated, &district, err);
    if (!st && district == TK_NOWHERE)
        return tell_unknown_name(w, stated, err);
    if (!st && note->position.located != TK_LOCATED_UNKNOWN &&
        district != placing->location.polygon)
        st = tk_validator_tell(w->validator, TK_REMARK, "angiven_stadsdel_oense",
                               "angiven_stadsdel", stated, NULL, err);
    return st;
}

static enum tk_status remark(struct noting *w, const struct tk_note *note,
                             const struct tk_placing *placing, struct tk_error *err)
{
    const struct tk_districts *d = w->n->validation->districts;
    size_t district = placing->location.polygon;
    enum tk_status st = TK_OK;
    if (placing->location.n_holding > 1)
        st = tk_validator_tell(w->validator, TK_REMARK, "flera_stadsdelar", "geometri",
                               d->key[district], NULL, err);
    if (!st && placing->location.from_gap)
        st = tk_validator_tell(w->validator, TK_REMARK, "i_glapp", "geometri", d->key[district],
                               NULL, err);
    return st ? st : compare_stated(w, note, placing, err);
}

static enum tk_status take_note(struct noting *w, size_t i, struct tk_error *err)
{
    const struct tk_note *note;
    const struct tk_cell *cells;
    struct tk_fact fact;
    struct tk_placing placing;
    enum tk_verdict fate = TK_REFUSED;
    enum tk_status st = tk_validator_note(w->validator, i, &note, err);
    if (!st && note->fate != TK_REFUSED) {
        st = tk_row_maker_make(w->maker, note, w->input->config->name, &cells, &fact, &placing,
                               err);
        if (!st)
            st = remark(w, note, &placing, err);
        if (!st)
            st = keep(w, cells, note, &fact, &fate, err);
    }
    if (!st && fate != TK_REFUSED)
        st = tk_validator_kept(w->validator, err);
    if (!st)
        tk_ledger_count(w->n->validation->reading->ledger, w->input->account, fate);
    return st;
}

static void forget_names(struct noting *w)
{
    for (size_t i = 0; i < w->n_unknown; i++)
        tk_free(w->unknown_names[i]);
    w->n_unknown = 0;
    tk_identities_free(&w->unknown);
}

static enum tk_status read_source(struct noting *w, struct tk_error *err)
{
    const struct tk_reading *reading = w->n->validation->reading;
    struct tk_ahead *ahead = NULL;
    const struct tk_batch *batch;
    enum tk_status st = tk_validator_new(w->n->validation, w->input, &w->validator, err);
    if (!st)
        st = tk_ahead_open(w->input->source, w->n->threads, &ahead, err);
    while (!st) {
        st = tk_ahead_next(ahead, &batch, err);
        if (st || !batch || batch->n == 0)
            break;
        st = tk_validator_batch(w->validator, batch, err);
        for (size_t i = 0; !st && i < batch->n; i++)
            st = take_note(w, i, err);
        tk_log_progress(reading->session->log, w->begun + w->part * batch->share);
    }
    tk_ahead_close(ahead);
    w->begun += w->part;
    if (!st)
        tk_validator_warn(w->validator);
    if (!st)
        st = tk_inputs_settle(w->input, reading->ledger, err);
    tk_validator_free(w->validator);
    w->validator = NULL;
    forget_names(w);
    return st;
}

static void count_kept(const struct tk_facts *facts, struct tk_noted *out)
{
    *out = (struct tk_noted){.kept = (int64_t)facts->n};
    for (size_t i = 0; i < facts->n; i++) {
        out->outside += facts->district[i] == TK_FACT_OUTSIDE;
        out->unknown += facts->district[i] == TK_FACT_UNKNOWN;
    }
}

/* What this step reads back of the rows it has written; a public edition may lack columns. */
static enum tk_status check_columns(const struct tk_layer *layer, struct tk_error *err)
{
    static const char *const needed[] = {"punkt_id", "kalla_namn", "lage", "uppdaterad_ur"};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        bool found = false;
        for (size_t c = 0; c < layer->n_columns; c++)
            found = found || strcmp(layer->columns[c]->name, needed[i]) == 0;
        if (!found)
            return tk_fail(err, TK_USAGE,
                           "%s/layer.yaml: cannot be without the column '%s'; in a public "
                           "edition columns.csv has to mark it public",
                           layer->directory, needed[i]);
    }
    return TK_OK;
}

static enum tk_status open_noting(struct noting *w, struct tk_error *err)
{
    struct tk_buffer sql = {0};
    tk_buffer_text(&sql, "SELECT fid, geom");
    for (size_t c = 0; c < w->n->layer->n_columns; c++) {
        tk_buffer_text(&sql, ", ");
        tk_buffer_identifier(&sql, w->n->layer->columns[c]->name);
    }
    tk_buffer_text(&sql, " FROM noteringar WHERE fid = ?");
    enum tk_status st = tk_buffer_check(&sql, err);
    if (!st)
        st = check_columns(w->n->layer, err);
    if (!st)
        st = tk_row_maker_new(w->n, &w->maker, err);
    if (!st)
        st = tk_scribe_open(w->n, &w->scribe, err);
    if (!st && sqlite3_prepare_v2(tk_geopackage_db(w->n->gp), sql.data, -1, &w->read_back,
                                  NULL) != SQLITE_OK)
        st = tk_database_fail(tk_geopackage_db(w->n->gp), TK_INTERNAL, err, "noteringar");
    tk_buffer_free(&sql);
    return st;
}

/* What a source may lose is asked again when all are read: a later one may have taken the place
 * of its records. */
static enum tk_status judge_again(const struct noting *w, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < w->inputs->n; i++)
        if (w->inputs->items[i].config->role == TK_NOTES)
            st = tk_ledger_judge(w->n->validation->reading->ledger, w->inputs->items[i].account,
                                 err);
    return st;
}

/* What could not be written came before whatever else went wrong. */
static enum tk_status all_written(struct noting *w, enum tk_status st, struct tk_error *err)
{
    struct tk_error written = {TK_OK, ""};
    if (w->scribe && tk_scribe_catch_up(w->scribe, INT64_MAX, &written))
        *err = written;
    return written.status ? written.status : st;
}

enum tk_status tk_notes_read(const struct tk_noting *noting, struct tk_inputs *inputs,
                             struct tk_noted *out, struct tk_error *err)
{
    struct noting w = {.n = noting, .inputs = inputs};
    enum tk_status st = open_noting(&w, err);
    for (size_t i = 0; i < inputs->n; i++)
        w.part += inputs->items[i].config->role == TK_NOTES;
    w.part = w.part > 0 ? 1 / w.part : 0;
    for (size_t i = 0; !st && i < inputs->n; i++) {
        if (inputs->items[i].config->role != TK_NOTES)
            continue;
        w.input = &inputs->items[i];
        st = read_source(&w, err);
    }
    st = all_written(&w, st, err);
    sqlite3_finalize(w.read_back); /* it would keep tables of SQL's own from being dropped */
    if (!st)
        st = judge_again(&w, err);
    if (!st)
        st = tk_notes_look_back(noting, inputs, err);
    if (!st)
        count_kept(noting->facts, out);
    tk_scribe_close(w.scribe);
    tk_row_maker_free(w.maker);
    tk_identities_free(&w.identities);
    tk_buffer_free(&w.content[0]);
    tk_buffer_free(&w.content[1]);
    forget_names(&w);
    tk_free(w.unknown_names);
    return st;
}
