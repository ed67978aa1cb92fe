/* coverage_index: what coverage.c asks and coverage_index.c builds.
 *
 * Two indexes over the same edges. A grid over everything tells of each cell which polygons
 * cover it whole and which have an edge in it. Of each polygon, rows over its own height tell
 * which edges a level meets. A point in a cell that is covered whole is answered at once; else
 * only the edges of one row of the polygon are looked at.
 */
#ifndef TRYGGHETSKARTA_COVERAGE_INDEX_H
#define TRYGGHETSKARTA_COVERAGE_INDEX_H

#include "trygghetskarta/coverage.h"

#include <stdint.h>

/* From the lower end to the upper, on a level from the left to the right: so that an edge two
 * polygons share is the same for both, to the last bit of a distance. */
struct edge {
    double x1, y1, x2, y2;
};

struct outline { /* one polygon */
    struct tk_bounds bounds;
    size_t first_edge, n_edges;
    size_t first_row, n_rows; /* in row_start, which has one more entry than rows */
    double rows_per_unit;
};

struct tk_coverage {
    struct outline *outlines;
    size_t n;
    struct edge *edges;
    size_t n_edges;
    size_t *row_start;   /* positions in row_edges */
    uint32_t *row_edges; /* positions in edges */

    struct tk_bounds bounds;
    size_t columns, lines; /* of cells */
    double columns_per_unit, lines_per_unit;
    double pad_x, pad_y; /* what rounding may do to a position, many times over */
    size_t *cell_start;  /* [columns * lines + 1]: positions in entries */
    uint32_t *entries;   /* polygon * 2, + 1 where an edge of it may be in the cell */

    struct tk_coverage *gaps; /* NULL: none are closed */
    double tolerance;
};

enum side { OUTSIDE, BORDER, INSIDE };

/* Where a point lies in one polygon, exactly. */
enum side tk_outline_side(const struct tk_coverage *c, const struct outline *o, double x,
                          double y);

/* A position's place among n of a size: never falls as the position grows. */
static inline size_t tk_place(double position, double from, double per_unit, size_t n)
{
    double place = (position - from) * per_unit;
    if (!(place > 0))
        return 0;
    return place >= (double)n ? n - 1 : (size_t)place;
}

#endif
