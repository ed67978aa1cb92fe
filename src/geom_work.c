#include "geom_parts.h"

#include "trygghetskarta/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum tk_status tk_geom_valid(struct tk_session *s, const GEOSGeometry *g, bool *valid,
                             char *reason, size_t reason_size, double *x, double *y,
                             struct tk_error *err)
{
    char *words = NULL;
    GEOSGeometry *place = NULL;
    s->said[0] = '\0';
    char answer = GEOSisValidDetail_r(s->geos, g, 0, &words, &place);
    *valid = answer == 1;
    if (reason && reason_size) {
        size_t n = words ? strnlen(words, reason_size - 1) : 0;
        memcpy(reason, words ? words : "", n);
        reason[n] = '\0';
    }
    double at_x = NAN, at_y = NAN;
    if (place && !tk_geom_empty(s, place)) {
        GEOSGeomGetX_r(s->geos, place, &at_x);
        GEOSGeomGetY_r(s->geos, place, &at_y);
    }
    if (x)
        *x = at_x;
    if (y)
        *y = at_y;
    if (words)
        GEOSFree_r(s->geos, words);
    tk_geom_free(s, place);
    return answer > 1 ? tk_geom_told(s, err, TK_INTERNAL, "validity") : TK_OK;
}

void tk_gather_free(struct tk_session *s, struct tk_gather *into)
{
    for (size_t i = 0; i < into->n; i++)
        tk_geom_free(s, into->parts[i]);
    tk_free(into->parts);
}

enum tk_status tk_gather(struct tk_session *s, const GEOSGeometry *g, struct tk_gather *into,
                         struct tk_error *err)
{
    if (tk_geom_is_collection(s, g)) {
        enum tk_status st = TK_OK;
        for (size_t i = 0; !st && i < tk_geom_n_parts(s, g); i++)
            st = tk_gather(s, tk_geom_part(s, g, i), into, err);
        return st;
    }
    if (tk_geom_dimension(s, g) != into->dimension)
        return TK_OK;
    enum tk_status st =
        tk_grow(&into->parts, &into->capacity, into->n + 1, sizeof *into->parts, err);
    if (!st)
        st = tk_geom_clone(s, g, &into->parts[into->n], err);
    if (!st)
        into->n++;
    return st;
}

GEOSGeometry *tk_geom_nothing(struct tk_session *s, int dimension)
{
    return dimension == 2 ? GEOSGeom_createEmptyPolygon_r(s->geos)
                          : GEOSGeom_createEmptyLineString_r(s->geos);
}

enum tk_status tk_geom_only_take(struct tk_session *s, GEOSGeometry *g, int dimension,
                                 GEOSGeometry **out, struct tk_error *err)
{
    *out = g;
    if (tk_geom_dimension(s, g) == dimension)
        return TK_OK;
    struct tk_gather found = {.dimension = dimension};
    enum tk_status st = tk_gather(s, g, &found, err);
    tk_geom_free(s, g);
    *out = NULL;
    if (st) {
        tk_gather_free(s, &found);
        return st;
    }
    static const int types[] = {GEOS_MULTIPOINT, GEOS_MULTILINESTRING, GEOS_MULTIPOLYGON};
    if (found.n)
        st = tk_geom_collect(s, types[dimension], found.parts, found.n, out, err);
    else
        st = tk_geom_result(s, tk_geom_nothing(s, dimension), out, "an empty geometry", err);
    tk_free(found.parts);
    return st;
}

static enum tk_status repair_once(struct tk_session *s, const GEOSGeometry *g,
                                  GEOSGeometry **out, struct tk_error *err)
{
    *out = NULL;
    s->said[0] = '\0';
    GEOSMakeValidParams *params = GEOSMakeValidParams_create_r(s->geos);
    if (!params)
        return tk_fail_memory(err);
    GEOSMakeValidParams_setMethod_r(s->geos, params, GEOS_MAKE_VALID_STRUCTURE);
    GEOSMakeValidParams_setKeepCollapsed_r(s->geos, params, 0);
    GEOSGeometry *mended = GEOSMakeValidWithParams_r(s->geos, g, params);
    GEOSMakeValidParams_destroy_r(s->geos, params);
    if (!mended)
        return tk_geom_told(s, err, TK_INPUT, "a geometry that cannot be repaired");
    return tk_geom_only_take(s, mended, 2, out, err);
}

/* Of a ring that runs back along its own edge GEOS (3.11) makes two polygons that share that
 * edge, which is not valid either: what it makes of those is. */
enum tk_status tk_geom_repair(struct tk_session *s, const GEOSGeometry *g, GEOSGeometry **out,
                              struct tk_error *err)
{
    enum { ATTEMPTS = 3 };
    bool valid = false;
    enum tk_status st = repair_once(s, g, out, err);
    for (int i = 1; !st; i++) {
        GEOSGeometry *before = *out;
        st = tk_geom_valid(s, before, &valid, NULL, 0, NULL, NULL, err);
        if (!st && valid)
            return TK_OK;
        if (!st && i == ATTEMPTS)
            st = tk_fail(err, TK_INPUT, "a geometry that cannot be repaired");
        *out = NULL;
        if (!st)
            st = repair_once(s, before, out, err);
        tk_geom_free(s, before);
    }
    return st;
}

enum tk_status tk_geom_buffer(struct tk_session *s, const GEOSGeometry *g, double distance,
                              GEOSGeometry **out, struct tk_error *err)
{
    s->said[0] = '\0';
    return tk_geom_result(s,
                          GEOSBufferWithStyle_r(s->geos, g, distance, 16, GEOSBUF_CAP_ROUND,
                                                GEOSBUF_JOIN_ROUND, 5.0),
                          out, "buffer", err);
}

enum tk_status tk_geom_inner_point(struct tk_session *s, const GEOSGeometry *g, double *x,
                                   double *y, struct tk_error *err)
{
    *x = *y = NAN;
    s->said[0] = '\0';
    GEOSGeometry *point;
    enum tk_status st =
        tk_geom_result(s, GEOSPointOnSurface_r(s->geos, g), &point, "an inner point", err);
    if (st)
        return st;
    if (tk_geom_empty(s, point))
        st = tk_fail(err, TK_INTERNAL, "an empty geometry has no inner point");
    else if (GEOSGeomGetX_r(s->geos, point, x) != 1 || GEOSGeomGetY_r(s->geos, point, y) != 1)
        st = tk_geom_told(s, err, TK_INTERNAL, "an inner point");
    tk_geom_free(s, point);
    return st;
}

bool tk_geom_intersects(struct tk_session *s, const GEOSGeometry *a, const GEOSGeometry *b)
{
    return GEOSIntersects_r(s->geos, a, b) == 1;
}

enum tk_status tk_geom_distance(struct tk_session *s, const GEOSGeometry *a,
                                const GEOSGeometry *b, double *out, struct tk_error *err)
{
    s->said[0] = '\0';
    if (GEOSDistance_r(s->geos, a, b, out))
        return TK_OK;
    *out = NAN;
    return tk_geom_told(s, err, TK_INTERNAL, "distance");
}

enum tk_status tk_geom_multi_take(struct tk_session *s, GEOSGeometry *g, GEOSGeometry **out,
                                  struct tk_error *err)
{
    int type = GEOSGeomTypeId_r(s->geos, g);
    *out = g;
    if (type == GEOS_MULTIPOLYGON || type == GEOS_MULTILINESTRING || type == GEOS_MULTIPOINT ||
        type == GEOS_POINT)
        return TK_OK;
    if (type == GEOS_POLYGON)
        return tk_geom_collect(s, GEOS_MULTIPOLYGON, &g, 1, out, err);
    if (type == GEOS_LINESTRING)
        return tk_geom_collect(s, GEOS_MULTILINESTRING, &g, 1, out, err);
    struct tk_gather found = {.dimension = tk_geom_dimension(s, g)};
    *out = NULL;
    enum tk_status st = TK_OK;
    if (found.dimension != 1 && found.dimension != 2)
        st = tk_fail(err, TK_INPUT, "a geometry of several kinds, or of none");
    if (!st)
        st = tk_gather(s, g, &found, err);
    tk_geom_free(s, g);
    if (st) {
        tk_gather_free(s, &found);
        return st;
    }
    st = tk_geom_collect(s, found.dimension == 2 ? GEOS_MULTIPOLYGON : GEOS_MULTILINESTRING,
                         found.parts, found.n, out, err);
    tk_free(found.parts);
    return st;
}

/* The hole of a part as a polygon, less what of g lies in it (an island in the lake of the
 * hole). */
static enum tk_status hole_of(struct tk_session *s, const GEOSGeometry *ring, size_t parent,
                              const GEOSGeometry *g, GEOSGeometry **out, struct tk_error *err)
{
    GEOSGeometry *shell = GEOSGeom_clone_r(s->geos, ring), *hole;
    *out = NULL;
    if (!shell)
        return tk_fail_memory(err);
    enum tk_status st = tk_geom_result(s, GEOSGeom_createPolygon_r(s->geos, shell, NULL, 0),
                                       &hole, "a hole", err);
    if (st)
        return st;
    bool islands = false;
    for (size_t i = 0; !islands && i < tk_geom_n_parts(s, g); i++)
        islands = i != parent &&
                  GEOSRelatePattern_r(s->geos, hole, tk_geom_part(s, g, i), "T********") == 1;
    if (!islands) {
        *out = hole;
        return TK_OK;
    }
    st = tk_geom_difference(s, TK_FLOATING, hole, g, out, err);
    tk_geom_free(s, hole);
    return st;
}

enum tk_status tk_geom_holes(struct tk_session *s, const GEOSGeometry *g, GEOSGeometry ***out,
                             size_t *n, struct tk_error *err)
{
    struct tk_gather found = {.dimension = 2};
    enum tk_status st = TK_OK;
    *out = NULL;
    *n = 0;
    for (size_t i = 0; !st && i < tk_geom_n_parts(s, g); i++) {
        const GEOSGeometry *part = tk_geom_part(s, g, i);
        int holes = tk_geom_empty(s, part) || GEOSGeomTypeId_r(s->geos, part) != GEOS_POLYGON
                        ? 0
                        : GEOSGetNumInteriorRings_r(s->geos, part);
        for (int j = 0; !st && j < holes; j++) {
            GEOSGeometry *hole = NULL;
            st = hole_of(s, GEOSGetInteriorRingN_r(s->geos, part, j), i, g, &hole, err);
            if (!st)
                st = tk_gather(s, hole, &found, err);
            tk_geom_free(s, hole);
        }
    }
    if (st) {
        tk_gather_free(s, &found);
        return st;
    }
    *out = found.parts;
    *n = found.n;
    return TK_OK;
}

struct pairing {
    struct tk_pair *pairs;
    size_t n, capacity, a;
    const size_t *positions; /* the tree's items point in here */
    bool same;
    struct tk_error *err;
};

static void add_pair(void *item, void *context)
{
    struct pairing *p = context;
    size_t b = (size_t)((const size_t *)item - p->positions);
    if ((p->same && b <= p->a) ||
        tk_grow(&p->pairs, &p->capacity, p->n + 1, sizeof *p->pairs, p->err))
        return;
    p->pairs[p->n++] = (struct tk_pair){p->a, b};
}

static int by_positions(const void *left, const void *right)
{
    const struct tk_pair *l = left, *r = right;
    if (l->a != r->a)
        return l->a < r->a ? -1 : 1;
    return (l->b > r->b) - (l->b < r->b);
}

enum tk_status tk_geom_pairs(struct tk_session *s, const GEOSGeometry *const *a, size_t n_a,
                             const GEOSGeometry *const *b, size_t n_b, struct tk_pair **out,
                             size_t *n, struct tk_error *err)
{
    *out = NULL;
    *n = 0;
    s->said[0] = '\0';
    size_t *positions = tk_alloc(n_b, sizeof *positions);
    GEOSSTRtree *tree = GEOSSTRtree_create_r(s->geos, 10);
    struct pairing p = {.positions = positions, .same = a == b, .err = err};
    if (!tree || !positions)
        (void)tk_fail_memory(err);
    for (size_t i = 0; !err->status && i < n_b; i++)
        if (!tk_geom_empty(s, b[i]))
            GEOSSTRtree_insert_r(s->geos, tree, b[i], positions + i);
    for (p.a = 0; !err->status && p.a < n_a; p.a++)
        if (!tk_geom_empty(s, a[p.a]))
            GEOSSTRtree_query_r(s->geos, tree, a[p.a], add_pair, &p);
    if (!err->status && s->said[0])
        (void)tk_geom_told(s, err, TK_INTERNAL, "looking for neighbours");
    if (tree)
        GEOSSTRtree_destroy_r(s->geos, tree);
    tk_free(positions);
    if (err->status) {
        tk_free(p.pairs);
        return err->status;
    }
    if (p.n)
        qsort(p.pairs, p.n, sizeof *p.pairs, by_positions);
    *out = p.pairs;
    *n = p.n;
    return TK_OK;
}
