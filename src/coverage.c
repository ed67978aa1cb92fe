#include "trygghetskarta/coverage.h"

#include "coverage_index.h"
#include "trygghetskarta/memory.h"

#include <math.h>

/* Nearer than this to a gap's border is in the gap: where three polygons nearly meet, the
 * union's own rounding may leave a point in none of them and in no gap. */
#define ROUNDING_M 1e-5

#if defined __SIZEOF_FLOAT128__
__extension__ typedef __float128 wide;
#else
typedef long double wide; /* of as many bits where there is no __float128 (arm64) */
#endif

/* Left of the edge, seen upwards: 1; right of it: -1; on its line: 0. The error bound is
 * Shewchuk's (Adaptive Precision Floating-Point Arithmetic, 1997) for differences of rounded
 * products; inside it, 113 bits hold the products of coordinates on a map exactly. */
static int turn(const struct edge *e, double x, double y)
{
    double left = (e->x2 - e->x1) * (y - e->y1), right = (e->y2 - e->y1) * (x - e->x1);
    double difference = left - right;
    double bound = 3.3306690738754716e-16 * (fabs(left) + fabs(right));
    if (difference > bound)
        return 1;
    if (difference < -bound)
        return -1;
    wide exact_left = ((wide)e->x2 - e->x1) * ((wide)y - e->y1);
    wide exact_right = ((wide)e->y2 - e->y1) * ((wide)x - e->x1);
    return (exact_left > exact_right) - (exact_left < exact_right);
}

enum side tk_outline_side(const struct tk_coverage *c, const struct outline *o, double x,
                          double y)
{
    if (!tk_bounds_hold(&o->bounds, x, y))
        return OUTSIDE;
    size_t row = o->first_row + tk_place(y, o->bounds.min_y, o->rows_per_unit, o->n_rows);
    bool inside = false;
    for (size_t i = c->row_start[row]; i < c->row_start[row + 1]; i++) {
        const struct edge *e = &c->edges[c->row_edges[i]];
        double left = fmin(e->x1, e->x2), right = fmax(e->x1, e->x2);
        if (y < e->y1 || y > e->y2 || x > right)
            continue;
        if (e->y1 == e->y2) {
            if (x >= left)
                return BORDER;
            continue;
        }
        int side = x < left ? 1 : turn(e, x, y);
        if (side == 0)
            return BORDER;
        if (side > 0 && y < e->y2) /* the upper end belongs to the next edge */
            inside = !inside;
    }
    return inside ? INSIDE : OUTSIDE;
}

/* The cell's entries that hold the point, as tk_coverage_holding() has it. */
size_t tk_coverage_holding(const struct tk_coverage *c, double x, double y, size_t *hits,
                           size_t room)
{
    if (!tk_bounds_hold(&c->bounds, x, y))
        return 0;
    size_t cell = tk_place(y, c->bounds.min_y, c->lines_per_unit, c->lines) * c->columns +
                  tk_place(x, c->bounds.min_x, c->columns_per_unit, c->columns);
    size_t n = 0;
    for (size_t i = c->cell_start[cell]; i < c->cell_start[cell + 1]; i++) {
        size_t polygon = c->entries[i] >> 1;
        if (c->entries[i] & 1 && tk_outline_side(c, &c->outlines[polygon], x, y) == OUTSIDE)
            continue;
        if (n < room)
            hits[n] = polygon;
        n++;
    }
    return n;
}

struct nearest {
    double x, y, reach; /* looked for round here, and no farther */
    double square;      /* of the least distance yet */
    size_t polygon;
    bool settled; /* no nearer one is looked for, but a lower one as near */
};

static double square_distance(const struct edge *e, double x, double y)
{
    double dx = e->x2 - e->x1, dy = e->y2 - e->y1, px = x - e->x1, py = y - e->y1;
    double square = dx * dx + dy * dy;
    double along = square > 0 ? (px * dx + py * dy) / square : 0;
    along = fmin(fmax(along, 0), 1);
    double away_x = px - along * dx, away_y = py - along * dy;
    return away_x * away_x + away_y * away_y;
}

/* The edges of one polygon between two levels. */
static void search_outline(const struct tk_coverage *c, size_t polygon, double low, double high,
                           struct nearest *found)
{
    const struct outline *o = &c->outlines[polygon];
    if (high < o->bounds.min_y || low > o->bounds.max_y)
        return;
    size_t from = o->first_row + tk_place(low, o->bounds.min_y, o->rows_per_unit, o->n_rows);
    size_t to = o->first_row + tk_place(high, o->bounds.min_y, o->rows_per_unit, o->n_rows);
    for (size_t i = c->row_start[from]; i < c->row_start[to + 1]; i++) {
        double square = square_distance(&c->edges[c->row_edges[i]], found->x, found->y);
        bool nearer = square < found->square && !found->settled;
        if (nearer || (square <= found->square && polygon < found->polygon)) {
            found->square = found->settled ? found->square : square;
            found->polygon = polygon;
        }
    }
}

static void search(const struct tk_coverage *c, struct nearest *found)
{
    const struct tk_bounds *b = &c->bounds;
    double west = found->x - found->reach - c->pad_x, east = found->x + found->reach + c->pad_x;
    double south = found->y - found->reach - c->pad_y;
    double north = found->y + found->reach + c->pad_y;
    if (!(east >= b->min_x && west <= b->max_x && north >= b->min_y && south <= b->max_y))
        return;
    size_t first = tk_place(west, b->min_x, c->columns_per_unit, c->columns);
    size_t last = tk_place(east, b->min_x, c->columns_per_unit, c->columns);
    size_t line = tk_place(south, b->min_y, c->lines_per_unit, c->lines);
    size_t end = tk_place(north, b->min_y, c->lines_per_unit, c->lines);
    for (; line <= end; line++) {
        double low = b->min_y + (double)line / c->lines_per_unit - c->pad_y;
        double high = b->min_y + (double)(line + 1) / c->lines_per_unit + c->pad_y;
        for (size_t cell = line * c->columns + first; cell <= line * c->columns + last; cell++)
            for (size_t i = c->cell_start[cell]; i < c->cell_start[cell + 1]; i++)
                if (c->entries[i] & 1)
                    search_outline(c, c->entries[i] >> 1, fmax(low, south), fmin(high, north),
                                   found);
    }
}

bool tk_coverage_near_border(const struct tk_coverage *c, double x, double y, double distance_m)
{
    struct nearest found = {x, y, distance_m, HUGE_VAL, TK_NOWHERE, false};
    if (!isfinite(x) || !isfinite(y) || !(distance_m >= 0))
        return false;
    search(c, &found);
    return found.square <= distance_m * distance_m;
}

static bool in_a_gap(const struct tk_coverage *c, double x, double y)
{
    return c->gaps && (tk_coverage_holding(c->gaps, x, y, NULL, 0) > 0 ||
                       tk_coverage_near_border(c->gaps, x, y, ROUNDING_M));
}

struct tk_location tk_coverage_locate(const struct tk_coverage *c, double x, double y)
{
    struct tk_location at = {.polygon = TK_NOWHERE};
    at.n_holding = tk_coverage_holding(c, x, y, &at.polygon, 1);
    if (at.n_holding || !isfinite(x) || !isfinite(y) || !in_a_gap(c, x, y))
        return at;
    struct nearest found = {x, y, c->tolerance, HUGE_VAL, TK_NOWHERE, false};
    search(c, &found);
    if (found.square <= c->tolerance * c->tolerance) {
        double as_near = sqrt(found.square) + ROUNDING_M;
        found.square = as_near * as_near;
        found.settled = true;
        search(c, &found);
        at.polygon = found.polygon;
        at.from_gap = true;
    }
    return at;
}

enum tk_status tk_coverage_close_gaps(struct tk_session *s, struct tk_coverage *coverage,
                                      const GEOSGeometry *whole, double tolerance_m,
                                      struct tk_error *err)
{
    GEOSGeometry **gaps = NULL;
    size_t n_gaps = 0;
    tk_coverage_free(coverage->gaps);
    coverage->gaps = NULL;
    coverage->tolerance = tolerance_m;
    enum tk_status st = tk_geom_holes(s, whole, &gaps, &n_gaps, err);
    if (!st && n_gaps)
        st =
            tk_coverage_new(s, (const GEOSGeometry *const *)gaps, n_gaps, &coverage->gaps, err);
    for (size_t i = 0; i < n_gaps; i++)
        tk_geom_free(s, gaps[i]);
    tk_free(gaps);
    return st;
}
