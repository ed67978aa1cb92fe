#include "trygghetskarta/overlay.h"

#include "trygghetskarta/memory.h"

/* Whether no two of the wanted areas overlap: then their pieces need only be added up. */
static enum tk_status are_apart(struct tk_session *s, const GEOSGeometry *const *areas,
                                size_t n_areas, const bool *wanted, bool *out,
                                struct tk_error *err)
{
    const GEOSGeometry **parts = tk_alloc(n_areas, sizeof *parts);
    size_t n = 0;
    if (!parts)
        return tk_fail_memory(err);
    for (size_t i = 0; i < n_areas; i++)
        if (wanted[i] && !tk_geom_empty(s, areas[i]))
            parts[n++] = areas[i];
    enum tk_status st = tk_geom_exact(s, parts, n, out, err);
    tk_free(parts);
    return st;
}

/* The wanted pieces by district: those of district d from start[d] on. */
struct sheaf {
    const GEOSGeometry **pieces;
    size_t *start; /* [n_districts + 1] */
};

static bool counts(const struct tk_piece *piece, const bool *wanted)
{
    return piece->district != TK_NOWHERE && wanted[piece->area];
}

static enum tk_status bind(const struct tk_overlay *o, size_t n_districts, const bool *wanted,
                           struct sheaf *out, struct tk_error *err)
{
    out->pieces = tk_alloc(o->n_pieces, sizeof *out->pieces);
    out->start = tk_alloc(n_districts + 2, sizeof *out->start);
    if (!out->pieces || !out->start)
        return tk_fail_memory(err);
    size_t *start = out->start; /* two further on, so that filling leaves it right */
    for (size_t i = 0; i < o->n_pieces; i++)
        if (counts(&o->pieces[i], wanted))
            start[o->pieces[i].district + 2]++;
    for (size_t d = 2; d < n_districts + 2; d++)
        start[d] += start[d - 1];
    for (size_t i = 0; i < o->n_pieces; i++)
        if (counts(&o->pieces[i], wanted))
            out->pieces[start[o->pieces[i].district + 1]++] = o->pieces[i].geometry;
    return TK_OK;
}

static enum tk_status area_of_union(struct tk_session *s, const GEOSGeometry *const *pieces,
                                    size_t n, double *m2, struct tk_error *err)
{
    GEOSGeometry *together = NULL;
    enum tk_status st = tk_geom_union(s, TK_SNAPPED, pieces, n, &together, err);
    if (!st)
        st = tk_geom_area(s, together, m2, err);
    tk_geom_free(s, together);
    return st;
}

enum tk_status tk_overlay_wanted_area(struct tk_session *s, const struct tk_overlay *overlay,
                                      size_t n_districts, const GEOSGeometry *const *areas,
                                      size_t n_areas, const bool *wanted, double *m2,
                                      struct tk_error *err)
{
    struct sheaf sheaf = {0};
    bool apart = false;
    enum tk_status st = are_apart(s, areas, n_areas, wanted, &apart, err);
    for (size_t d = 0; d < n_districts; d++)
        m2[d] = 0;
    for (size_t i = 0; !st && apart && i < overlay->n_pieces; i++)
        if (counts(&overlay->pieces[i], wanted))
            m2[overlay->pieces[i].district] += overlay->pieces[i].area_m2;
    if (!st && !apart)
        st = bind(overlay, n_districts, wanted, &sheaf, err);
    for (size_t d = 0; !st && !apart && d < n_districts; d++)
        st = area_of_union(s, sheaf.pieces + sheaf.start[d],
                           sheaf.start[d + 1] - sheaf.start[d], &m2[d], err);
    tk_free(sheaf.pieces);
    tk_free(sheaf.start);
    return st;
}
