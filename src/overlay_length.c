#include "trygghetskarta/overlay.h"

#include "trygghetskarta/memory.h"

#include <math.h>

/* Nobody measures a border to less. A line drawn along the rim, or brought there from another
 * reference system, lies now inside and now outside by what rounding makes of its corners. */
#define ALONG_M 0.001
/* What crosses a border is that near to it for some millimetres; for more it runs along. */
#define LEAST_ALONG_M 1.0

/* Takes from a line what lies in a polygon, if that is more than `least`; *line is what
 * remains. */
static enum tk_status take_length(struct tk_session *s, const GEOSGeometry *polygon,
                                  double least, GEOSGeometry **line, double *m, double *sum,
                                  struct tk_error *err)
{
    struct tk_halves halves;
    enum tk_status st = tk_geom_cut(s, *line, polygon, &halves, err);
    if (st)
        return st;
    if (halves.size_inside > least) {
        *m += halves.size_inside;
        *sum += halves.size_inside;
        tk_geom_free(s, *line);
        *line = halves.rest;
        halves.rest = NULL;
    }
    tk_halves_free(s, &halves);
    return TK_OK;
}

/* Takes from what lies in no district what runs along the border of one. */
static enum tk_status take_along(struct tk_session *s, const GEOSGeometry *district,
                                 GEOSGeometry **line, double *m, double *sum,
                                 struct tk_error *err)
{
    GEOSGeometry *corridor = NULL, *near = NULL, *strip = NULL;
    if (tk_geom_empty(s, *line))
        return TK_OK;
    enum tk_status st = tk_geom_buffer(s, *line, 2 * ALONG_M, &corridor, err);
    if (!st) /* a whole district's border need not be made wider */
        st = tk_geom_intersection(s, TK_FLOATING, district, corridor, &near, err);
    if (!st && !tk_geom_empty(s, near))
        st = tk_geom_buffer(s, near, ALONG_M, &strip, err);
    if (!st && strip)
        st = take_length(s, strip, LEAST_ALONG_M, line, m, sum, err);
    tk_geom_free(s, corridor);
    tk_geom_free(s, near);
    tk_geom_free(s, strip);
    return st;
}

/* One line and those districts that it may meet; what it runs twice is first made one, so that
 * the parts can be held against the whole. */
static enum tk_status measure_line(struct tk_session *s, const GEOSGeometry *const *districts,
                                   const GEOSGeometry *line, const struct tk_pair *pairs,
                                   size_t n_pairs, double *m, double *outside_m,
                                   struct tk_error *err)
{
    GEOSGeometry *rest = NULL;
    double whole = 0, outside = 0, inside = 0;
    enum tk_status st = tk_geom_union(s, TK_FLOATING, &line, 1, &rest, err);
    if (!st)
        st = tk_geom_length(s, rest, &whole, err);
    for (size_t i = 0; !st && i < n_pairs; i++)
        st = take_length(s, districts[pairs[i].b], 0, &rest, &m[pairs[i].b], &inside, err);
    for (size_t i = 0; !st && i < n_pairs; i++)
        st = take_along(s, districts[pairs[i].b], &rest, &m[pairs[i].b], &inside, err);
    if (!st)
        st = tk_geom_length(s, rest, &outside, err);
    *outside_m += outside;
    tk_geom_free(s, rest);
    if (!st && fabs(inside + outside - whole) > 1e-6 * (1 + whole))
        st = tk_fail(err, TK_INTERNAL,
                     "a line of %.9g m has %.9g m inside the districts and %.9g m outside",
                     whole, inside, outside);
    return st;
}

enum tk_status tk_overlay_length(struct tk_session *s, const GEOSGeometry *const *districts,
                                 size_t n_districts, const GEOSGeometry *const *lines,
                                 size_t n_lines, double *m, double *outside_m,
                                 struct tk_error *err)
{
    struct tk_pair *pairs = NULL;
    size_t n_pairs = 0, at = 0;
    enum tk_status st =
        tk_geom_pairs(s, lines, n_lines, districts, n_districts, &pairs, &n_pairs, err);
    for (size_t d = 0; d < n_districts; d++)
        m[d] = 0;
    *outside_m = 0;
    for (size_t i = 0; !st && i < n_lines; i++) {
        size_t first = at;
        while (at < n_pairs && pairs[at].a == i)
            at++;
        st = measure_line(s, districts, lines[i], pairs + first, at - first, m, outside_m, err);
    }
    tk_free(pairs);
    return st;
}
