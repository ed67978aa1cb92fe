#include "geom_parts.h"

#include "trygghetskarta/memory.h"

#include <math.h>

/* Less than this of a square unit is the rounding of the sums, which are of twice the precision
 * of a double. */
#define NOTHING 1e-9

/* A sum that loses nothing worth mention (Dekker 1971, Knuth's two-sum): hi + lo. */
struct exact {
    double hi, lo;
};

static void add(struct exact *sum, double value)
{
    double whole = sum->hi + value, back = whole - sum->hi;
    sum->lo += (sum->hi - (whole - back)) + (value - back);
    sum->hi = whole;
}

static void add_product(struct exact *sum, double a, double b)
{
    double product = a * b;
    add(sum, product);
    sum->lo += fma(a, b, -product);
}

/* Twice the area of what is walked, in the coordinates as they are. */
static bool add_ring(void *context, const struct tk_geom_run *run, struct tk_error *err)
{
    struct exact *twice = context, ring = {0, 0};
    (void)err;
    if (run->kind != TK_RUN_SHELL && run->kind != TK_RUN_HOLE)
        return true;
    for (size_t i = 0; i + 1 < run->n; i++) {
        add_product(&ring, run->x[i], run->y[i + 1]);
        add_product(&ring, -run->x[i + 1], run->y[i]);
    }
    double sign = (ring.hi + ring.lo < 0) == (run->kind == TK_RUN_SHELL) ? -1 : 1;
    add(twice, sign * ring.hi);
    add(twice, sign * ring.lo);
    return true;
}

/* Whether one geometry has the area of all the parts together, which may then not overlap. */
static enum tk_status has_area_of(struct tk_session *s, const GEOSGeometry *whole,
                                  const GEOSGeometry *const *parts, size_t n, bool *out,
                                  struct tk_error *err)
{
    struct exact of_parts = {0, 0}, of_whole = {0, 0};
    enum tk_status st = tk_geom_walk(s, whole, add_ring, &of_whole, err);
    for (size_t i = 0; !st && i < n; i++)
        st = tk_geom_walk(s, parts[i], add_ring, &of_parts, err);
    double off = (of_whole.hi - of_parts.hi) + (of_whole.lo - of_parts.lo);
    *out = fabs(off) / 2 <= NOTHING;
    return st;
}

/* What remains of all edges when those that two polygons share are dropped; NULL where that is
 * no valid geometry. */
static GEOSGeometry *drop_shared_edges(struct tk_session *s, const GEOSGeometry *const *parts,
                                       size_t n)
{
    GEOSGeometry **copies = tk_alloc(n, sizeof *copies), *all = NULL, *whole = NULL;
    struct tk_error unheard = {TK_OK, ""};
    size_t made = 0;
    while (copies && made < n && !tk_geom_clone(s, parts[made], &copies[made], &unheard))
        made++;
    if (copies && made == n)
        (void)!tk_geom_collect(s, GEOS_GEOMETRYCOLLECTION, copies, n, &all, &unheard);
    else
        for (size_t i = 0; i < made; i++)
            tk_geom_free(s, copies[i]);
    if (all)
        whole = GEOSCoverageUnion_r(s->geos, all);
    if (whole && GEOSisValid_r(s->geos, whole) != 1) {
        tk_geom_free(s, whole);
        whole = NULL;
    }
    tk_geom_free(s, all);
    tk_free(copies);
    return whole;
}

/* The coverage's union, or NULL if it is none. Where all edges that remain bound a valid
 * geometry, that is what an odd number of the polygons cover: it has their area only if no two
 * of them overlap. */
static enum tk_status union_of_exact(struct tk_session *s, const GEOSGeometry *const *parts,
                                     size_t n, GEOSGeometry **out, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    bool exact = false;
    *out = n ? drop_shared_edges(s, parts, n) : NULL;
    if (*out)
        st = has_area_of(s, *out, parts, n, &exact, err);
    if (!exact) {
        tk_geom_free(s, *out);
        *out = NULL;
    }
    return st;
}

enum tk_status tk_geom_dissolve(struct tk_session *s, const GEOSGeometry *const *parts,
                                size_t n, struct tk_union *out, struct tk_error *err)
{
    *out = (struct tk_union){0};
    enum tk_status st = union_of_exact(s, parts, n, &out->whole, err);
    out->exact = out->whole != NULL;
    return st || out->exact ? st : tk_geom_union(s, TK_FLOATING, parts, n, &out->whole, err);
}

enum tk_status tk_geom_exact(struct tk_session *s, const GEOSGeometry *const *parts, size_t n,
                             bool *exact, struct tk_error *err)
{
    GEOSGeometry *whole;
    enum tk_status st = union_of_exact(s, parts, n, &whole, err);
    *exact = whole != NULL;
    tk_geom_free(s, whole);
    return st;
}
