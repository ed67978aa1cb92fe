#include "geom_parts.h"

#include "trygghetskarta/memory.h"

/* A slit is so many times longer than wide at the least: a corner that is rounded is not. */
#define LONG 10.0
/* GEOS's buffers move an outline by up to 1 % of their distance. What is shrunk by more than it
 * was grown lies inside its own outline all the same, but in its slits. */
#define GROW 0.5
#define SHRINK (-0.52)
/* A corner is found again where it was, but for the very sharp. */
#define MITRE 5.0

static enum tk_status move_outline(struct tk_session *s, const GEOSGeometry *g, double distance,
                                   GEOSGeometry **out, struct tk_error *err)
{
    s->said[0] = '\0';
    return tk_geom_result(s,
                          GEOSBufferWithStyle_r(s->geos, g, distance, 1, GEOSBUF_CAP_ROUND,
                                                GEOSBUF_JOIN_MITRE, MITRE),
                          out, "moving an outline", err);
}

static enum tk_status fill_part(struct tk_session *s, GEOSGeometry **part, struct tk_error *err)
{
    GEOSGeometry *shell, *filled;
    enum tk_status st = tk_geom_clone(s, GEOSGetExteriorRing_r(s->geos, *part), &shell, err);
    if (st)
        return st;
    s->said[0] = '\0';
    st = tk_geom_result(s, GEOSGeom_createPolygon_r(s->geos, shell, NULL, 0), &filled,
                        "an outline", err);
    if (st)
        return st;
    tk_geom_free(s, *part);
    *part = filled;
    return TK_OK;
}

/* The geometry without its holes, and without what lay in them. */
static enum tk_status fill_holes(struct tk_session *s, const GEOSGeometry *g,
                                 GEOSGeometry **out, struct tk_error *err)
{
    struct tk_gather found = {.dimension = 2};
    *out = NULL;
    enum tk_status st = tk_gather(s, g, &found, err);
    for (size_t i = 0; !st && i < found.n; i++)
        st = fill_part(s, &found.parts[i], err);
    if (!st)
        st = tk_geom_union(s, TK_FLOATING, (const GEOSGeometry *const *)found.parts, found.n,
                           out, err);
    tk_gather_free(s, &found);
    return st;
}

/* What a filled geometry lacks of itself grown and shrunk again. */
static enum tk_status narrow_places(struct tk_session *s, const GEOSGeometry *filled,
                                    double width, GEOSGeometry **out, struct tk_error *err)
{
    GEOSGeometry *grown, *closed = NULL;
    *out = NULL;
    enum tk_status st = move_outline(s, filled, GROW * width, &grown, err);
    if (!st)
        st = move_outline(s, grown, SHRINK * width, &closed, err);
    if (!st)
        st = tk_geom_difference(s, TK_FLOATING, closed, filled, out, err);
    tk_geom_free(s, grown);
    tk_geom_free(s, closed);
    return st;
}

/* Keeps the long ones of the parts. A slit goes there and back: it is half as long as its
 * outline. */
static enum tk_status keep_long(struct tk_session *s, struct tk_gather *found, double least,
                                struct tk_error *err)
{
    size_t kept = 0;
    enum tk_status st = TK_OK;
    for (size_t i = 0; i < found->n; i++) {
        double around = 0;
        if (!st)
            st = tk_geom_length(s, found->parts[i], &around, err);
        if (!st && around / 2 > least)
            found->parts[kept++] = found->parts[i];
        else
            tk_geom_free(s, found->parts[i]);
    }
    found->n = kept;
    return st;
}

enum tk_status tk_geom_slits(struct tk_session *s, const GEOSGeometry *g, double width,
                             GEOSGeometry ***out, size_t *n, struct tk_error *err)
{
    struct tk_gather found = {.dimension = 2};
    GEOSGeometry *filled, *narrow = NULL;
    *out = NULL;
    *n = 0;
    enum tk_status st = fill_holes(s, g, &filled, err);
    if (!st && !tk_geom_empty(s, filled))
        st = narrow_places(s, filled, width, &narrow, err);
    if (!st && narrow)
        st = tk_gather(s, narrow, &found, err);
    if (!st)
        st = keep_long(s, &found, LONG * width, err);
    tk_geom_free(s, filled);
    tk_geom_free(s, narrow);
    if (st) {
        tk_gather_free(s, &found);
        return st;
    }
    *out = found.parts;
    *n = found.n;
    return TK_OK;
}
