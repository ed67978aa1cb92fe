#include "notes_parts.h"

#include "trygghetskarta/lanes.h"
#include "trygghetskarta/memory.h"

#include <math.h>
#include <string.h>

#define LOADS 3
#define ROWS 512 /* of a load */

struct kept_cell { /* what is not NULL of a row */
    size_t column, text;
    struct tk_cell cell; /* its text stands in the load, from `text` on */
};

struct row {
    int64_t fid;
    double x, y; /* NAN where unknown */
    size_t n_cells;
};

struct load {
    struct row rows[ROWS];
    size_t n_rows;
    struct kept_cell *cells;
    size_t n_cells, cells_capacity;
    char *texts;
    size_t n_texts, texts_capacity;
};

struct tk_scribe {
    struct tk_writer *writer;
    size_t n_columns;
    struct load *loads[LOADS];
    bool aside; /* a thread of its own writes */
    size_t filling;
    bool has_slot;  /* a slot of the belt is being filled */
    int64_t lowest; /* fid put since all stood written */
    struct tk_belt belt;
    struct tk_lane lane;
};

static enum tk_status write_row(struct tk_writer *w, const struct load *load,
                                const struct row *row, const struct kept_cell *cells,
                                struct tk_error *err)
{
    for (size_t i = 0; i < row->n_cells; i++) {
        const struct kept_cell *kept = &cells[i];
        if (kept->cell.kind == TK_CELL_TEXT)
            tk_writer_text(w, kept->column, load->texts + kept->text);
        else if (kept->cell.kind == TK_CELL_INTEGER)
            tk_writer_integer(w, kept->column, kept->cell.integer);
        else
            tk_writer_real(w, kept->column, kept->cell.real);
    }
    if (!isnan(row->x))
        tk_writer_point(w, row->x, row->y);
    return tk_writer_insert(w, row->fid, NULL, err);
}

static enum tk_status write_load(struct tk_writer *w, struct load *load, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    const struct kept_cell *cells = load->cells;
    for (size_t i = 0; !st && i < load->n_rows; i++) {
        st = write_row(w, load, &load->rows[i], cells, err);
        cells += load->rows[i].n_cells;
    }
    load->n_rows = load->n_cells = load->n_texts = 0;
    return st;
}

static enum tk_status write_on(void *context, struct tk_error *err)
{
    struct tk_scribe *s = context;
    enum tk_status st = TK_OK;
    size_t slot;
    while (!st && tk_belt_unload(&s->belt, &slot)) {
        st = write_load(s->writer, s->loads[slot], err);
        tk_belt_give_back(&s->belt);
    }
    tk_belt_stop(&s->belt);
    return st;
}

enum tk_status tk_scribe_open(const struct tk_noting *noting, struct tk_scribe **out,
                              struct tk_error *err)
{
    *out = NULL;
    struct tk_scribe *s = tk_alloc(1, sizeof *s);
    if (!s)
        return tk_fail_memory(err);
    s->n_columns = noting->layer->n_columns;
    s->lowest = INT64_MAX;
    tk_belt_open(&s->belt, LOADS);
    enum tk_status st = tk_writer_open(noting->gp, noting->layer->name, &s->writer, err);
    for (int i = 0; !st && i < LOADS; i++)
        if (!(s->loads[i] = tk_alloc(1, sizeof *s->loads[i])))
            st = tk_fail_memory(err);
    s->lane = (struct tk_lane){.work = write_on, .context = s};
    if (st) {
        tk_scribe_close(s);
        return st;
    }
    s->aside = noting->threads > 1 && tk_lane_begin(&s->lane);
    *out = s;
    return TK_OK;
}

static enum tk_status failed_aside(struct tk_scribe *s, struct tk_error *err)
{
    tk_lane_await(&s->lane);
    return tk_fail(err, s->lane.err.status, "%s", s->lane.err.message);
}

/* The load that rows are put into. */
static enum tk_status take_load(struct tk_scribe *s, struct load **out, struct tk_error *err)
{
    if (s->aside && !s->has_slot && !tk_belt_load(&s->belt, &s->filling))
        return failed_aside(s, err);
    s->has_slot = true;
    *out = s->loads[s->filling];
    return TK_OK;
}

static enum tk_status hand_over(struct tk_scribe *s, struct tk_error *err)
{
    if (!s->aside)
        return write_load(s->writer, s->loads[s->filling], err);
    if (s->has_slot)
        tk_belt_hand_over(&s->belt);
    s->has_slot = false;
    return TK_OK;
}

static enum tk_status put_cell(struct load *load, size_t column, const struct tk_cell *cell,
                               struct tk_error *err)
{
    struct kept_cell *kept = &load->cells[load->n_cells++];
    *kept = (struct kept_cell){column, load->n_texts, *cell};
    if (cell->kind != TK_CELL_TEXT)
        return TK_OK;
    size_t n = strlen(cell->text) + 1;
    enum tk_status st = tk_grow(&load->texts, &load->texts_capacity, load->n_texts + n, 1, err);
    if (!st)
        memcpy(load->texts + load->n_texts, cell->text, n);
    load->n_texts += n;
    return st;
}

enum tk_status tk_scribe_put(struct tk_scribe *s, int64_t fid, const struct tk_cell *cells,
                             double x, double y, struct tk_error *err)
{
    struct load *load = NULL;
    enum tk_status st = take_load(s, &load, err);
    if (!st)
        st = tk_grow(&load->cells, &load->cells_capacity, load->n_cells + s->n_columns,
                     sizeof *load->cells, err);
    if (st)
        return st;
    size_t before = load->n_cells;
    for (size_t c = 0; !st && c < s->n_columns; c++)
        if (cells[c].kind != TK_CELL_NONE)
            st = put_cell(load, c, &cells[c], err);
    if (st) /* half a row is none: the other thread is not to tell of it first */
        return st;
    load->rows[load->n_rows++] = (struct row){fid, x, y, load->n_cells - before};
    s->lowest = fid < s->lowest ? fid : s->lowest;
    return load->n_rows == ROWS ? hand_over(s, err) : TK_OK;
}

enum tk_status tk_scribe_catch_up(struct tk_scribe *s, int64_t fid, struct tk_error *err)
{
    if (fid < s->lowest)
        return TK_OK;
    enum tk_status st = hand_over(s, err);
    if (!st && s->aside && !tk_belt_settle(&s->belt))
        st = failed_aside(s, err);
    s->lowest = INT64_MAX;
    return st;
}

void tk_scribe_close(struct tk_scribe *s)
{
    if (!s)
        return;
    tk_belt_end(&s->belt);
    tk_lane_await(&s->lane);
    tk_belt_close(&s->belt);
    tk_writer_close(s->writer);
    for (int i = 0; i < LOADS; i++) {
        if (s->loads[i]) {
            tk_free(s->loads[i]->cells);
            tk_free(s->loads[i]->texts);
        }
        tk_free(s->loads[i]);
    }
    tk_free(s);
}
