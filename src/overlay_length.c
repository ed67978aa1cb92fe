#include "trygghetskarta/overlay.h"

#include "trygghetskarta/memory.h"

#include <math.h>

/* Takes from a line what lies in one district; *line is what remains. */
static enum tk_status take_length(struct tk_session *s, const GEOSGeometry *district,
                                  GEOSGeometry **line, double *m, double *sum,
                                  struct tk_error *err)
{
    struct tk_halves halves;
    enum tk_status st = tk_geom_cut(s, *line, district, &halves, err);
    if (st)
        return st;
    *m += halves.size_inside;
    *sum += halves.size_inside;
    if (halves.size_inside > 0) {
        tk_geom_free(s, *line);
        *line = halves.rest;
        halves.rest = NULL;
    }
    tk_halves_free(s, &halves);
    return TK_OK;
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
        st = take_length(s, districts[pairs[i].b], &rest, &m[pairs[i].b], &inside, err);
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
