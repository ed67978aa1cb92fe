#include "coverage_index.h"

#include "trygghetskarta/memory.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* So many places in cells and rows, and no more, are spent on an edge or a polygon: whatever is
 * laid over each other, memory stays in proportion to the input. */
#define PLACES_PER_EDGE 4
#define CELLS_PER_EDGE 2
#define MIN_CELLS 1024.0
#define MAX_CELLS 1048576.0
#define MAX_SIDE 4096
#define MAX_ENTRIES 4000000.0

static struct tk_bounds joined(struct tk_bounds a, struct tk_bounds b)
{
    return (struct tk_bounds){fmin(a.min_x, b.min_x), fmin(a.min_y, b.min_y),
                              fmax(a.max_x, b.max_x), fmax(a.max_y, b.max_y)};
}

static struct edge upwards(const double *a, const double *b)
{
    if (b[1] < a[1] || (b[1] == a[1] && b[0] < a[0]))
        return (struct edge){b[0], b[1], a[0], a[1]};
    return (struct edge){a[0], a[1], b[0], b[1]};
}

static enum tk_status add_outline(struct tk_session *s, struct tk_coverage *c, size_t *capacity,
                                  const GEOSGeometry *g, struct outline *o,
                                  struct tk_error *err)
{
    struct tk_rings rings;
    enum tk_status st = tk_geom_rings(s, g, &rings, err);
    if (!st)
        st = tk_grow(&c->edges, capacity, c->n_edges + rings.n_points, sizeof *c->edges, err);
    o->first_edge = c->n_edges;
    o->bounds = tk_geom_bounds(s, g);
    for (size_t r = 0; !st && r < rings.n_rings; r++)
        for (size_t i = rings.ring_start[r]; i + 1 < rings.ring_start[r + 1]; i++)
            c->edges[c->n_edges++] = upwards(rings.xy + 2 * i, rings.xy + 2 * i + 2);
    if (!st && c->n_edges > UINT32_MAX / 2)
        st = tk_fail(err, TK_INPUT, "polygons with more than 2 thousand million edges");
    o->n_edges = c->n_edges - o->first_edge;
    c->bounds = joined(c->bounds, o->bounds);
    tk_rings_free(&rings);
    return st;
}

static size_t row_of(const struct outline *o, double y)
{
    return tk_place(y, o->bounds.min_y, o->rows_per_unit, o->n_rows);
}

static void set_rows(struct outline *o, size_t n)
{
    double height = o->bounds.max_y - o->bounds.min_y;
    o->n_rows = height > 0 ? n : 1;
    o->rows_per_unit = height > 0 ? (double)n / height : 0;
}

static size_t places_in_rows(const struct tk_coverage *c, const struct outline *o)
{
    size_t places = 0;
    for (size_t i = o->first_edge; i < o->first_edge + o->n_edges; i++)
        places += row_of(o, c->edges[i].y2) - row_of(o, c->edges[i].y1) + 1;
    return places;
}

/* About two edges a row; fewer rows where long edges would lie in too many. */
static size_t choose_rows(const struct tk_coverage *c, struct outline *o)
{
    size_t rows = o->n_edges / 2 + 1, places;
    do {
        set_rows(o, rows);
        places = places_in_rows(c, o);
        rows = rows / 2;
    } while (places > PLACES_PER_EDGE * o->n_edges && rows > 0);
    return places;
}

/* Counting sort: row_start[r + 1] counts first, then the starts, then fills. */
static void fill_rows(struct tk_coverage *c, const struct outline *o, size_t base)
{
    size_t *start = c->row_start + o->first_row;
    for (size_t i = o->first_edge; i < o->first_edge + o->n_edges; i++)
        for (size_t r = row_of(o, c->edges[i].y1); r <= row_of(o, c->edges[i].y2); r++)
            start[r + 1]++;
    start[0] = base;
    for (size_t r = 0; r < o->n_rows; r++)
        start[r + 1] += start[r];
    for (size_t i = o->first_edge; i < o->first_edge + o->n_edges; i++)
        for (size_t r = row_of(o, c->edges[i].y1); r <= row_of(o, c->edges[i].y2); r++)
            c->row_edges[start[r]++] = (uint32_t)i;
    for (size_t r = o->n_rows; r > 0; r--) /* each start has moved to its row's end */
        start[r] = start[r - 1];
    start[0] = base;
}

static enum tk_status build_rows(struct tk_coverage *c, struct tk_error *err)
{
    size_t rows = 0, places = 0;
    for (size_t i = 0; i < c->n; i++) {
        places += choose_rows(c, &c->outlines[i]);
        c->outlines[i].first_row = rows;
        rows += c->outlines[i].n_rows + 1;
    }
    c->row_start = tk_alloc(rows, sizeof *c->row_start);
    c->row_edges = tk_alloc(places, sizeof *c->row_edges);
    if (!c->row_start || !c->row_edges)
        return tk_fail_memory(err);
    size_t base = 0;
    for (size_t i = 0; i < c->n; i++) {
        const struct outline *o = &c->outlines[i];
        fill_rows(c, o, base);
        base = c->row_start[o->first_row + o->n_rows];
    }
    return TK_OK;
}

/* The cells a polygon's bounds touch, edges' rounding included. */
struct window {
    size_t column, line, columns, lines;
};

static size_t column_of(const struct tk_coverage *c, double x)
{
    return tk_place(x, c->bounds.min_x, c->columns_per_unit, c->columns);
}

static size_t line_of(const struct tk_coverage *c, double y)
{
    return tk_place(y, c->bounds.min_y, c->lines_per_unit, c->lines);
}

static struct window window_of(const struct tk_coverage *c, const struct tk_bounds *b)
{
    struct window w = {column_of(c, b->min_x - c->pad_x), line_of(c, b->min_y - c->pad_y), 0,
                       0};
    w.columns = column_of(c, b->max_x + c->pad_x) - w.column + 1;
    w.lines = line_of(c, b->max_y + c->pad_y) - w.line + 1;
    return w;
}

static void set_cells(struct tk_coverage *c, size_t columns, size_t lines)
{
    const struct tk_bounds *b = &c->bounds;
    double width = b->max_x - b->min_x, height = b->max_y - b->min_y;
    c->columns = width > 0 ? columns : 1;
    c->lines = height > 0 ? lines : 1;
    c->columns_per_unit = width > 0 ? (double)columns / width : 0;
    c->lines_per_unit = height > 0 ? (double)lines / height : 0;
    double far_x = fmax(fabs(b->min_x), fabs(b->max_x));
    double far_y = fmax(fabs(b->min_y), fabs(b->max_y));
    c->pad_x = 16 * DBL_EPSILON * far_x + 1e-6 * width / (double)columns;
    c->pad_y = 16 * DBL_EPSILON * far_y + 1e-6 * height / (double)lines;
}

static size_t side_of_grid(double length, double cell)
{
    double n = ceil(length / cell);
    return n >= MAX_SIDE ? MAX_SIDE : n >= 1 ? (size_t)n : 1;
}

/* Square cells, twice as many as edges; fewer where polygons lie over each other many deep. */
static void choose_cells(struct tk_coverage *c)
{
    const struct tk_bounds *b = &c->bounds;
    double width = b->max_x - b->min_x, height = b->max_y - b->min_y;
    double wanted = fmin(fmax(CELLS_PER_EDGE * (double)c->n_edges, MIN_CELLS), MAX_CELLS);
    double cell = sqrt(width * height / wanted);
    size_t columns = cell > 0 ? side_of_grid(width, cell) : 1;
    size_t lines = cell > 0 ? side_of_grid(height, cell) : 1;
    for (;;) {
        set_cells(c, columns, lines);
        double visits = 0;
        for (size_t i = 0; i < c->n; i++) {
            struct window w = window_of(c, &c->outlines[i].bounds);
            visits += c->outlines[i].n_edges ? (double)w.columns * (double)w.lines : 0;
        }
        if (visits <= MAX_ENTRIES || (columns == 1 && lines == 1))
            return;
        columns = (columns + 1) / 2;
        lines = (lines + 1) / 2;
    }
}

/* Marks every cell the edge may touch, line by line of the grid. */
static void mark_edge(const struct tk_coverage *c, const struct edge *e, struct window w,
                      unsigned char *marks)
{
    size_t line = line_of(c, e->y1 - c->pad_y), end = line_of(c, e->y2 + c->pad_y);
    double left = fmin(e->x1, e->x2), right = fmax(e->x1, e->x2);
    double slope = e->y2 > e->y1 ? (e->x2 - e->x1) / (e->y2 - e->y1) : 0;
    for (; line <= end; line++) {
        double from = left, to = right;
        if (e->y2 > e->y1) {
            double low = c->bounds.min_y + (double)line / c->lines_per_unit - c->pad_y;
            double high = c->bounds.min_y + (double)(line + 1) / c->lines_per_unit + c->pad_y;
            double a = e->x1 + (fmax(low, e->y1) - e->y1) * slope;
            double b = e->x1 + (fmin(high, e->y2) - e->y1) * slope;
            from = fmax(left, fmin(a, b));
            to = fmin(right, fmax(a, b));
        }
        size_t first = column_of(c, from - c->pad_x), last = column_of(c, to + c->pad_x);
        memset(marks + (line - w.line) * w.columns + (first - w.column), 1, last - first + 1);
    }
}

struct found { /* an entry, and the cell it is for */
    uint32_t cell, entry;
};

struct cells {
    struct found *found;
    size_t n, capacity;
    unsigned char *marks;
    size_t marks_capacity;
};

static enum tk_status add_entry(struct cells *cells, size_t cell, size_t polygon, bool border,
                                struct tk_error *err)
{
    enum tk_status st =
        tk_grow(&cells->found, &cells->capacity, cells->n + 1, sizeof *cells->found, err);
    if (!st)
        cells->found[cells->n++] =
            (struct found){(uint32_t)cell, (uint32_t)(2 * polygon + border)};
    return st;
}

/* One line of a polygon's window. Between two marked cells no edge runs, so all cells there
 * are what the first one's middle is. */
static enum tk_status enter_line(const struct tk_coverage *c, struct cells *cells,
                                 size_t polygon, struct window w, size_t line,
                                 struct tk_error *err)
{
    const unsigned char *marks = cells->marks + line * w.columns;
    double y = c->bounds.min_y + ((double)(w.line + line) + 0.5) / c->lines_per_unit;
    enum side side = BORDER;
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < w.columns; i++) {
        if (marks[i])
            side = BORDER;
        else if (i == 0 || marks[i - 1])
            side = tk_outline_side(
                c, &c->outlines[polygon],
                c->bounds.min_x + ((double)(w.column + i) + 0.5) / c->columns_per_unit, y);
        if (side != OUTSIDE)
            st = add_entry(cells, (w.line + line) * c->columns + w.column + i, polygon,
                           side == BORDER, err);
    }
    return st;
}

static enum tk_status enter_polygon(const struct tk_coverage *c, struct cells *cells,
                                    size_t polygon, struct tk_error *err)
{
    const struct outline *o = &c->outlines[polygon];
    if (!o->n_edges)
        return TK_OK;
    struct window w = window_of(c, &o->bounds);
    enum tk_status st =
        tk_grow(&cells->marks, &cells->marks_capacity, w.columns * w.lines, 1, err);
    if (st)
        return st;
    memset(cells->marks, 0, w.columns * w.lines);
    for (size_t i = o->first_edge; i < o->first_edge + o->n_edges; i++)
        mark_edge(c, &c->edges[i], w, cells->marks);
    for (size_t line = 0; !st && line < w.lines; line++)
        st = enter_line(c, cells, polygon, w, line, err);
    return st;
}

/* Counting sort by cell; within a cell the polygons stay in order. */
static enum tk_status sort_entries(struct tk_coverage *c, const struct cells *cells,
                                   struct tk_error *err)
{
    size_t n_cells = c->columns * c->lines;
    c->cell_start = tk_alloc(n_cells + 2, sizeof *c->cell_start);
    c->entries = tk_alloc(cells->n, sizeof *c->entries);
    if (!c->cell_start || !c->entries)
        return tk_fail_memory(err);
    size_t *start = c->cell_start; /* two further on, so that filling leaves it right */
    for (size_t i = 0; i < cells->n; i++)
        start[cells->found[i].cell + 2]++;
    for (size_t i = 2; i < n_cells + 2; i++)
        start[i] += start[i - 1];
    for (size_t i = 0; i < cells->n; i++)
        c->entries[start[cells->found[i].cell + 1]++] = cells->found[i].entry;
    return TK_OK;
}

static enum tk_status build_cells(struct tk_coverage *c, struct tk_error *err)
{
    struct cells cells = {0};
    enum tk_status st = TK_OK;
    choose_cells(c);
    for (size_t i = 0; !st && i < c->n; i++)
        st = enter_polygon(c, &cells, i, err);
    if (!st)
        st = sort_entries(c, &cells, err);
    tk_free(cells.found);
    tk_free(cells.marks);
    return st;
}

enum tk_status tk_coverage_new(struct tk_session *s, const GEOSGeometry *const *polygons,
                               size_t n, struct tk_coverage **out, struct tk_error *err)
{
    size_t capacity = 0;
    *out = NULL;
    struct tk_coverage *c = tk_alloc(1, sizeof *c);
    if (!c)
        return tk_fail_memory(err);
    c->n = n;
    c->bounds = (struct tk_bounds){HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    c->outlines = tk_alloc(n, sizeof *c->outlines);
    enum tk_status st = c->outlines ? TK_OK : tk_fail_memory(err);
    for (size_t i = 0; !st && i < n; i++)
        st = add_outline(s, c, &capacity, polygons[i], &c->outlines[i], err);
    if (!st)
        st = build_rows(c, err);
    if (!st)
        st = build_cells(c, err);
    if (st)
        tk_coverage_free(c);
    else
        *out = c;
    return st;
}

void tk_coverage_free(struct tk_coverage *c)
{
    if (!c)
        return;
    tk_coverage_free(c->gaps);
    tk_free(c->outlines);
    tk_free(c->edges);
    tk_free(c->row_start);
    tk_free(c->row_edges);
    tk_free(c->cell_start);
    tk_free(c->entries);
    tk_free(c);
}
