#include "trygghetskarta/overlay.h"

#include "trygghetskarta/memory.h"

/* The area of the union of the parts inside one district: each part is cut first, since what is
 * cut is small and its union cheap. `pairs`: the district and each part it may meet. */
static enum tk_status union_inside(struct tk_session *s, const GEOSGeometry *district,
                                   const GEOSGeometry *const *parts,
                                   const struct tk_pair *pairs, size_t n_pairs,
                                   GEOSGeometry **cuts, double *m2, struct tk_error *err)
{
    GEOSGeometry *together = NULL;
    size_t n = 0;
    enum tk_status st = TK_OK;
    *m2 = 0;
    for (size_t i = 0; !st && i < n_pairs; i++) {
        st = tk_geom_intersection(s, TK_SNAPPED, parts[pairs[i].b], district, &cuts[n], err);
        if (!st && tk_geom_empty(s, cuts[n]))
            tk_geom_free(s, cuts[n]);
        else if (!st)
            n++;
    }
    if (!st && n > 1)
        st = tk_geom_union(s, TK_SNAPPED, (const GEOSGeometry *const *)cuts, n, &together, err);
    if (!st && n)
        st = tk_geom_area(s, n > 1 ? together : cuts[0], m2, err);
    tk_geom_free(s, together);
    for (size_t i = 0; i < n; i++)
        tk_geom_free(s, cuts[i]);
    return st;
}

enum tk_status tk_overlay_union_area(struct tk_session *s, const GEOSGeometry *const *districts,
                                     size_t n_districts, const GEOSGeometry *const *parts,
                                     size_t n_parts, double *m2, struct tk_error *err)
{
    struct tk_pair *pairs = NULL;
    size_t n_pairs = 0, at = 0;
    GEOSGeometry **cuts = tk_alloc(n_parts, sizeof *cuts);
    enum tk_status st = cuts ? TK_OK : tk_fail_memory(err);
    if (!st)
        st = tk_geom_pairs(s, districts, n_districts, parts, n_parts, &pairs, &n_pairs, err);
    for (size_t d = 0; !st && d < n_districts; d++) {
        size_t first = at;
        while (at < n_pairs && pairs[at].a == d)
            at++;
        st = union_inside(s, districts[d], parts, pairs + first, at - first, cuts, &m2[d], err);
    }
    tk_free(pairs);
    tk_free(cuts);
    return st;
}
