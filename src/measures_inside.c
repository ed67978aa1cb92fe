#include "trygghetskarta/measures.h"

#include "trygghetskarta/memory.h"

/* The parts of geometries that lie inside one; the caller's to free with drop(). */
static enum tk_status cut(struct tk_session *s, const GEOSGeometry *const *parts, size_t n,
                          const GEOSGeometry *inside, GEOSGeometry ***out, struct tk_error *err)
{
    GEOSGeometry **pieces = tk_alloc(n, sizeof *pieces);
    enum tk_status st = pieces ? TK_OK : tk_fail_memory(err);
    for (size_t i = 0; i < n && !st; i++)
        st = tk_geom_intersection(s, TK_SNAPPED, parts[i], inside, &pieces[i], err);
    *out = pieces;
    return st;
}

static void drop(struct tk_session *s, GEOSGeometry **pieces, size_t n)
{
    for (size_t i = 0; pieces && i < n; i++)
        tk_geom_free(s, pieces[i]);
    tk_free(pieces);
}

enum tk_status tk_measures_inside(struct tk_session *s, const GEOSGeometry *const *districts,
                                  size_t n, const GEOSGeometry *const *focus, size_t n_focus,
                                  const GEOSGeometry *const *land, size_t n_land,
                                  double *land_m2, const GEOSGeometry *const *lines,
                                  size_t n_lines, double *metres, struct tk_error *err)
{
    GEOSGeometry *whole = NULL, **pieces = NULL;
    double outside;
    enum tk_status st = tk_geom_union(s, TK_SNAPPED, focus, n_focus, &whole, err);
    if (!st && land_m2) {
        st = cut(s, land, n_land, whole, &pieces, err);
        if (!st)
            st = tk_overlay_union_area(s, districts, n, (const GEOSGeometry *const *)pieces,
                                       n_land, land_m2, err);
        drop(s, pieces, n_land);
    }
    if (!st && metres) {
        st = cut(s, lines, n_lines, whole, &pieces, err);
        if (!st)
            st = tk_overlay_length(s, districts, n, (const GEOSGeometry *const *)pieces,
                                   n_lines, metres, &outside, err);
        drop(s, pieces, n_lines);
    }
    tk_geom_free(s, whole);
    return st;
}
