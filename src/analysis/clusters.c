#include "trygghetskarta/analysis.h"

#include "trygghetskarta/memory.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* Points lie in square cells so small that any two in one cell are within reach of each other:
 * a full cell is all cores without a distance being measured. */
struct spot {
    int32_t cx, cy;
    uint32_t point; /* position in byte order of the ids */
};

struct cell {
    uint32_t first, n; /* among the spots */
};

struct clusters {
    const struct tk_point *points;
    size_t n;
    double reach;
    size_t least;
    struct spot *spots;
    struct cell *cells;
    size_t n_cells;
    bool *core;
    uint32_t *leader;  /* of the set a core is in: the lowest in the end */
    uint32_t *cluster; /* number of the set, by its leader; 0 for none */
};

static int by_cell(const void *a, const void *b)
{
    const struct spot *x = a, *y = b;
    if (x->cx != y->cx)
        return x->cx < y->cx ? -1 : 1;
    if (x->cy != y->cy)
        return x->cy < y->cy ? -1 : 1;
    return x->point < y->point ? -1 : 1;
}

static const struct cell *find_cell(const struct clusters *c, int64_t cx, int64_t cy)
{
    size_t low = 0, high = c->n_cells;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const struct spot *spot = &c->spots[c->cells[mid].first];
        if (spot->cx == cx && spot->cy == cy)
            return &c->cells[mid];
        if (spot->cx < cx || (spot->cx == cx && spot->cy < cy))
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

static bool within(const struct clusters *c, size_t a, size_t b)
{
    double dx = c->points[a].x - c->points[b].x, dy = c->points[a].y - c->points[b].y;
    return dx * dx + dy * dy <= c->reach * c->reach;
}

/* A cell's reach is two cells in each direction. All cells there, the cell itself too. */
#define AROUND 25
static size_t cells_around(const struct clusters *c, const struct cell *cell,
                           const struct cell **out)
{
    size_t n = 0;
    const struct spot *spot = &c->spots[cell->first];
    for (int64_t dx = -2; dx <= 2; dx++)
        for (int64_t dy = -2; dy <= 2; dy++)
            if ((out[n] = find_cell(c, spot->cx + dx, spot->cy + dy)))
                n++;
    return n;
}

static bool is_core(const struct clusters *c, size_t point, const struct cell *const *around,
                    size_t n_around)
{
    size_t near = 0;
    for (size_t k = 0; k < n_around; k++)
        for (size_t i = 0; i < around[k]->n; i++)
            if (within(c, point, c->spots[around[k]->first + i].point) && ++near >= c->least)
                return true;
    return false;
}

static void find_cores(struct clusters *c)
{
    for (size_t k = 0; k < c->n_cells; k++) {
        const struct cell *cell = &c->cells[k], *around[AROUND];
        size_t n_around = cells_around(c, cell, around);
        for (size_t i = 0; i < cell->n; i++) {
            size_t point = c->spots[cell->first + i].point;
            c->core[point] = cell->n >= c->least || is_core(c, point, around, n_around);
        }
    }
}

static uint32_t leader_of(struct clusters *c, uint32_t point)
{
    while (c->leader[point] != point) {
        c->leader[point] = c->leader[c->leader[point]];
        point = c->leader[point];
    }
    return point;
}

static void join(struct clusters *c, uint32_t a, uint32_t b)
{
    a = leader_of(c, a);
    b = leader_of(c, b);
    c->leader[a > b ? a : b] = a > b ? b : a;
}

/* The first core of a cell, or NONE. */
#define NONE UINT32_MAX
static uint32_t first_core(const struct clusters *c, const struct cell *cell)
{
    for (size_t i = 0; i < cell->n; i++)
        if (c->core[c->spots[cell->first + i].point])
            return c->spots[cell->first + i].point;
    return NONE;
}

/* Whether a core of one cell is within reach of a core of another. */
static bool touch(const struct clusters *c, const struct cell *a, const struct cell *b)
{
    for (size_t i = 0; i < a->n; i++) {
        size_t p = c->spots[a->first + i].point;
        for (size_t j = 0; c->core[p] && j < b->n; j++) {
            size_t q = c->spots[b->first + j].point;
            if (c->core[q] && within(c, p, q))
                return true;
        }
    }
    return false;
}

static void join_cores(struct clusters *c)
{
    for (size_t k = 0; k < c->n_cells; k++) {
        const struct cell *cell = &c->cells[k], *around[AROUND];
        uint32_t first = first_core(c, cell);
        size_t n_around = cells_around(c, cell, around);
        for (size_t i = 0; i < cell->n; i++)
            if (c->core[c->spots[cell->first + i].point])
                join(c, first, c->spots[cell->first + i].point);
        for (size_t j = 0; j < n_around && first != NONE; j++) {
            uint32_t other = first_core(c, around[j]);
            if (around[j] > cell && other != NONE &&
                leader_of(c, first) != leader_of(c, other) && touch(c, cell, around[j]))
                join(c, first, other);
        }
    }
}

/* Clusters get their numbers in the order of their leaders, which are their lowest cores; what
 * is no core joins the lowest it reaches. */
static void number(struct clusters *c)
{
    uint32_t last = 0;
    for (uint32_t p = 0; p < c->n; p++)
        if (c->core[p])
            c->cluster[p] = leader_of(c, p) == p ? ++last : c->cluster[leader_of(c, p)];
    for (size_t k = 0; k < c->n_cells; k++) {
        const struct cell *cell = &c->cells[k], *around[AROUND];
        size_t n_around = cells_around(c, cell, around);
        for (size_t i = 0; i < cell->n; i++) {
            uint32_t p = c->spots[cell->first + i].point, *mine = &c->cluster[p];
            for (size_t j = 0; j < n_around && !c->core[p]; j++)
                for (size_t m = 0; m < around[j]->n; m++) {
                    size_t q = c->spots[around[j]->first + m].point;
                    if (c->core[q] && (*mine == 0 || c->cluster[q] < *mine) && within(c, p, q))
                        *mine = c->cluster[q];
                }
        }
    }
}

#define MOST_CELLS 1e9 /* in a direction: more, and the hair below is too fine */
#define MOST_POINTS (UINT32_MAX / 2)

static enum tk_status lay_out(struct clusters *c, struct tk_error *err)
{
    if (c->n > MOST_POINTS)
        return tk_fail(err, TK_USAGE, "dbscan(): %zu points are too many", c->n);
    c->spots = tk_alloc(c->n, sizeof *c->spots);
    c->cells = tk_alloc(c->n, sizeof *c->cells);
    c->core = tk_alloc(c->n, sizeof *c->core);
    c->leader = tk_alloc(c->n, sizeof *c->leader);
    c->cluster = tk_alloc(c->n, sizeof *c->cluster);
    if (!c->spots || !c->cells || !c->core || !c->leader || !c->cluster)
        return tk_fail_memory(err);
    double low_x = HUGE_VAL, low_y = HUGE_VAL;
    for (size_t i = 0; i < c->n; i++) {
        low_x = fmin(low_x, c->points[i].x);
        low_y = fmin(low_y, c->points[i].y);
    }
    /* A hair less than reach / sqrt(2), so that rounding never puts too far apart in one. */
    double side = c->reach / sqrt(2) * (1 - 1e-6);
    for (uint32_t i = 0; i < c->n; i++) {
        double cx = floor((c->points[i].x - low_x) / side),
               cy = floor((c->points[i].y - low_y) / side);
        if (!(cx < MOST_CELLS && cy < MOST_CELLS))
            return tk_fail(err, TK_USAGE,
                           "dbscan(): %g m is too short for how far the points lie apart",
                           c->reach);
        c->spots[i] = (struct spot){.cx = (int32_t)cx, .cy = (int32_t)cy, .point = i};
        c->leader[i] = i;
    }
    qsort(c->spots, c->n, sizeof *c->spots, by_cell);
    for (size_t i = 0; i < c->n; i++) {
        if (i == 0 || c->spots[i].cx != c->spots[i - 1].cx ||
            c->spots[i].cy != c->spots[i - 1].cy)
            c->cells[c->n_cells++] = (struct cell){.first = (uint32_t)i};
        c->cells[c->n_cells - 1].n++;
    }
    return TK_OK;
}

static enum tk_status answer(struct tk_analysis_run *run, const struct clusters *c,
                             struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t p = 0; p < c->n && !st; p++) {
        if (c->cluster[p] == 0)
            continue;
        st = tk_analysis_row(run, err);
        if (st)
            break;
        tk_analysis_set_integer(run, 0, (int64_t)c->cluster[p]);
        tk_analysis_set_text(run, 1, c->points[p].id);
    }
    return st;
}

enum tk_status tk_clusters_run(struct tk_analysis_run *run, struct tk_error *err)
{
    struct clusters c = {.reach = tk_analysis_number(run, 1)};
    double least = tk_analysis_number(run, 2);
    if (!(c.reach > 0) || !isfinite(c.reach) || !(least >= 1))
        return tk_fail(err, TK_USAGE,
                       "dbscan(): avstand_m has to be more than 0, and minst at least 1");
    c.least = least < 1e9 ? (size_t)ceil(least) : (size_t)1000000000;
    enum tk_status st = tk_analysis_points(run, 0, &c.points, &c.n, err);
    if (!st)
        st = lay_out(&c, err);
    if (!st) {
        find_cores(&c);
        join_cores(&c);
        number(&c);
    }
    tk_free(c.spots); /* the rows take their room */
    tk_free(c.cells);
    tk_free(c.core);
    tk_free(c.leader);
    if (!st)
        st = answer(run, &c, err);
    tk_free(c.cluster);
    return st;
}
