#include "geom_parts.h"

#include "trygghetskarta/memory.h"

/* What is kept of a polygonal geometry, part by part. */
struct sieve {
    struct tk_session *s;
    double width;
    GEOSGeometry **parts; /* polygons */
    size_t n, capacity;
    size_t n_left_out; /* rings */
};

/* A ring's mean width is that of a long rectangle of its area and circumference. */
static enum tk_status is_sliver(const struct sieve *v, const GEOSGeometry *ring, bool *sliver,
                                struct tk_error *err)
{
    double area = 0, length = 0;
    GEOSGeometry *copy = GEOSGeom_clone_r(v->s->geos, ring);
    GEOSGeometry *polygon = copy ? GEOSGeom_createPolygon_r(v->s->geos, copy, NULL, 0) : NULL;
    bool known = polygon && GEOSArea_r(v->s->geos, polygon, &area) &&
                 GEOSLength_r(v->s->geos, polygon, &length);
    tk_geom_free(v->s, polygon);
    *sliver = 2 * area < v->width * length;
    return known ? TK_OK : tk_geom_told(v->s, err, TK_INTERNAL, "a ring's width");
}

/* The holes that are kept, borrowed, into `holes`. */
static enum tk_status choose_holes(struct sieve *v, const GEOSGeometry *polygon, int n,
                                   const GEOSGeometry **holes, size_t *n_holes,
                                   struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (int i = 0; !st && i < n; i++) {
        const GEOSGeometry *ring = GEOSGetInteriorRingN_r(v->s->geos, polygon, i);
        bool sliver;
        st = is_sliver(v, ring, &sliver, err);
        if (!st && sliver)
            v->n_left_out++;
        else if (!st)
            holes[(*n_holes)++] = ring;
    }
    return st;
}

static enum tk_status build(struct sieve *v, const GEOSGeometry *shell,
                            const GEOSGeometry *const *holes, size_t n, struct tk_error *err)
{
    GEOSGeometry **copies = tk_alloc(n + 1, sizeof *copies), *ring = NULL;
    if (!copies)
        return tk_fail_memory(err);
    size_t made = 0;
    enum tk_status st = tk_grow(&v->parts, &v->capacity, v->n + 1, sizeof *v->parts, err);
    if (!st)
        st = tk_geom_clone(v->s, shell, &ring, err);
    for (; !st && made < n; made += !st)
        st = tk_geom_clone(v->s, holes[made], &copies[made], err);
    if (!st) /* takes them, also when it fails */
        st = tk_geom_result(v->s,
                            GEOSGeom_createPolygon_r(v->s->geos, ring, copies, (unsigned)n),
                            &v->parts[v->n], "a polygon without its slivers", err);
    else {
        tk_geom_free(v->s, ring);
        while (made > 0)
            tk_geom_free(v->s, copies[--made]);
    }
    v->n += !st;
    tk_free(copies);
    return st;
}

static enum tk_status sift_polygon(struct sieve *v, const GEOSGeometry *polygon,
                                   struct tk_error *err)
{
    if (tk_geom_empty(v->s, polygon))
        return TK_OK;
    const GEOSGeometry *shell = GEOSGetExteriorRing_r(v->s->geos, polygon);
    bool sliver;
    enum tk_status st = is_sliver(v, shell, &sliver, err);
    if (st || sliver) {
        v->n_left_out += !st;
        return st;
    }
    int n = GEOSGetNumInteriorRings_r(v->s->geos, polygon);
    const GEOSGeometry **holes = tk_alloc((size_t)(n > 0 ? n : 0) + 1, sizeof *holes);
    size_t n_holes = 0;
    st = holes ? choose_holes(v, polygon, n, holes, &n_holes, err) : tk_fail_memory(err);
    if (!st)
        st = build(v, shell, holes, n_holes, err);
    tk_free(holes);
    return st;
}

static enum tk_status sift(struct sieve *v, const GEOSGeometry *g, struct tk_error *err)
{
    if (!tk_geom_is_collection(v->s, g))
        return sift_polygon(v, g, err);
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < tk_geom_n_parts(v->s, g); i++)
        st = sift(v, tk_geom_part(v->s, g, i), err);
    return st;
}

enum tk_status tk_geom_without_slivers(struct tk_session *s, const GEOSGeometry *g,
                                       double width, GEOSGeometry **out, struct tk_error *err)
{
    struct sieve v = {.s = s, .width = width};
    *out = NULL;
    enum tk_status st = sift(&v, g, err);
    bool changed = !st && v.n_left_out > 0;
    if (changed) /* takes the parts, also when it fails */
        st = tk_geom_collect(s, GEOS_MULTIPOLYGON, v.parts, v.n, out, err);
    for (size_t i = 0; !changed && v.parts && i < v.n; i++)
        tk_geom_free(s, v.parts[i]);
    tk_free(v.parts);
    return st;
}
