#include "geom_parts.h"

#include "trygghetskarta/memory.h"

#include <math.h>

/* The coordinates of one point, line or ring, in arrays of our own. */
struct run {
    double *x, *y;
    size_t n, x_capacity, y_capacity;
};

static void run_free(struct run *run)
{
    tk_free(run->x);
    tk_free(run->y);
    *run = (struct run){0};
}

static enum tk_status run_room(struct run *run, size_t n, struct tk_error *err)
{
    enum tk_status st = tk_grow(&run->x, &run->x_capacity, n + 1, sizeof *run->x, err);
    return st ? st : tk_grow(&run->y, &run->y_capacity, n + 1, sizeof *run->y, err);
}

static enum tk_status run_read(struct tk_session *s, const GEOSGeometry *g, struct run *run,
                               struct tk_error *err)
{
    const GEOSCoordSequence *sequence = GEOSGeom_getCoordSeq_r(s->geos, g);
    unsigned n = 0;
    if (!sequence || !GEOSCoordSeq_getSize_r(s->geos, sequence, &n))
        return tk_fail(err, TK_INTERNAL, "coordinates that GEOS does not give");
    enum tk_status st = run_room(run, n, err);
    if (st)
        return st;
    run->n = n;
    if (!GEOSCoordSeq_copyToArrays_r(s->geos, sequence, run->x, run->y, NULL, NULL))
        return tk_fail(err, TK_INTERNAL, "coordinates that GEOS does not give");
    return TK_OK;
}

struct walk {
    struct tk_session *s;
    tk_geom_visit visit;
    void *context;
    struct run run;
    bool ended;
};

static enum tk_status walk_run(struct walk *w, const GEOSGeometry *g, enum tk_run_kind kind,
                               struct tk_error *err)
{
    if (w->ended || tk_geom_empty(w->s, g))
        return TK_OK;
    enum tk_status st = run_read(w->s, g, &w->run, err);
    if (st)
        return st;
    const struct tk_geom_run run = {kind, w->run.x, w->run.y, w->run.n};
    w->ended = !w->visit(w->context, &run, err);
    return w->ended ? err->status : TK_OK;
}

static enum tk_status walk_polygon(struct walk *w, const GEOSGeometry *g, struct tk_error *err)
{
    if (tk_geom_empty(w->s, g))
        return TK_OK;
    enum tk_status st = walk_run(w, GEOSGetExteriorRing_r(w->s->geos, g), TK_RUN_SHELL, err);
    int n = GEOSGetNumInteriorRings_r(w->s->geos, g);
    for (int i = 0; !st && i < n; i++)
        st = walk_run(w, GEOSGetInteriorRingN_r(w->s->geos, g, i), TK_RUN_HOLE, err);
    return st;
}

static enum tk_status walk_any(struct walk *w, const GEOSGeometry *g, struct tk_error *err)
{
    if (tk_geom_is_collection(w->s, g)) {
        enum tk_status st = TK_OK;
        for (size_t i = 0; !st && i < tk_geom_n_parts(w->s, g); i++)
            st = walk_any(w, tk_geom_part(w->s, g, i), err);
        return st;
    }
    switch (GEOSGeomTypeId_r(w->s->geos, g)) {
    case GEOS_POINT:
        return walk_run(w, g, TK_RUN_POINT, err);
    case GEOS_LINESTRING:
    case GEOS_LINEARRING:
        return walk_run(w, g, TK_RUN_LINE, err);
    case GEOS_POLYGON:
        return walk_polygon(w, g, err);
    default:
        return tk_fail(err, TK_INPUT, "geometry of a type that is not known here");
    }
}

enum tk_status tk_geom_walk(struct tk_session *s, const GEOSGeometry *g, tk_geom_visit visit,
                            void *context, struct tk_error *err)
{
    struct walk w = {.s = s, .visit = visit, .context = context};
    enum tk_status st = walk_any(&w, g, err);
    run_free(&w.run);
    return st;
}

enum tk_status tk_geom_collect(struct tk_session *s, int type, GEOSGeometry **parts, size_t n,
                               GEOSGeometry **out, struct tk_error *err)
{
    *out = GEOSGeom_createCollection_r(s->geos, type, parts, (unsigned)n);
    return *out ? TK_OK : tk_geom_told(s, err, TK_INTERNAL, "collecting parts");
}

/* Builds a geometry anew, run by run, with what `change` makes of each. */
struct rebuild {
    struct tk_session *s;
    enum tk_status (*change)(struct rebuild *r, struct tk_error *err);
    tk_geom_change function; /* of tk_geom_transform */
    void *context;
    double step;         /* of tk_geom_densify */
    struct run run, aux; /* what is changed in place, and room to build in */
};

static enum tk_status rebuild_run(struct rebuild *r, const GEOSGeometry *g, GEOSGeometry **out,
                                  struct tk_error *err)
{
    struct tk_session *s = r->s;
    *out = NULL;
    if (tk_geom_empty(s, g))
        return tk_geom_clone(s, g, out, err);
    enum tk_status st = run_read(s, g, &r->run, err);
    if (!st)
        st = r->change(r, err);
    if (st)
        return st;
    GEOSCoordSequence *sequence = GEOSCoordSeq_copyFromArrays_r(s->geos, r->run.x, r->run.y,
                                                                NULL, NULL, (unsigned)r->run.n);
    if (!sequence)
        return tk_fail_memory(err);
    int type = GEOSGeomTypeId_r(s->geos, g); /* the sequence is taken, also on failure */
    if (type == GEOS_POINT)
        *out = GEOSGeom_createPoint_r(s->geos, sequence);
    else if (type == GEOS_LINEARRING)
        *out = GEOSGeom_createLinearRing_r(s->geos, sequence);
    else
        *out = GEOSGeom_createLineString_r(s->geos, sequence);
    return *out ? TK_OK : tk_geom_told(s, err, TK_INTERNAL, "building a geometry");
}

static void free_all(struct tk_session *s, GEOSGeometry **parts, size_t n)
{
    for (size_t i = 0; i < n; i++)
        tk_geom_free(s, parts[i]);
}

static enum tk_status rebuild_polygon(struct rebuild *r, const GEOSGeometry *g,
                                      GEOSGeometry **out, struct tk_error *err)
{
    struct tk_session *s = r->s;
    *out = NULL;
    if (tk_geom_empty(s, g))
        return tk_geom_clone(s, g, out, err);
    int n_holes = GEOSGetNumInteriorRings_r(s->geos, g);
    size_t n = 1 + (n_holes > 0 ? (size_t)n_holes : 0), made = 0;
    GEOSGeometry **rings = tk_alloc(n, sizeof *rings);
    enum tk_status st = rings ? TK_OK : tk_fail_memory(err);
    for (; !st && made < n; made += !st) {
        const GEOSGeometry *ring = made ? GEOSGetInteriorRingN_r(s->geos, g, (int)made - 1)
                                        : GEOSGetExteriorRing_r(s->geos, g);
        st = rebuild_run(r, ring, &rings[made], err);
    }
    if (!st) {
        *out = GEOSGeom_createPolygon_r(s->geos, rings[0], rings + 1, (unsigned)(n - 1));
        if (!*out)
            st = tk_geom_told(s, err, TK_INTERNAL, "building a polygon");
    } else if (rings) {
        free_all(s, rings, made);
    }
    tk_free(rings);
    return st;
}

static enum tk_status rebuild_any(struct rebuild *r, const GEOSGeometry *g, GEOSGeometry **out,
                                  struct tk_error *err)
{
    struct tk_session *s = r->s;
    *out = NULL;
    if (GEOSGeomTypeId_r(s->geos, g) == GEOS_POLYGON)
        return rebuild_polygon(r, g, out, err);
    if (!tk_geom_is_collection(s, g))
        return rebuild_run(r, g, out, err);
    size_t n = tk_geom_n_parts(s, g), made = 0;
    GEOSGeometry **parts = tk_alloc(n, sizeof *parts);
    enum tk_status st = parts ? TK_OK : tk_fail_memory(err);
    for (; !st && made < n; made += !st)
        st = rebuild_any(r, tk_geom_part(s, g, made), &parts[made], err);
    if (!st)
        st = tk_geom_collect(s, GEOSGeomTypeId_r(s->geos, g), parts, n, out, err);
    else if (parts)
        free_all(s, parts, made);
    tk_free(parts);
    return st;
}

static enum tk_status rebuild(struct rebuild *r, const GEOSGeometry *g, GEOSGeometry **out,
                              struct tk_error *err)
{
    r->s->said[0] = '\0';
    enum tk_status st = rebuild_any(r, g, out, err);
    run_free(&r->run);
    run_free(&r->aux);
    return st;
}

static enum tk_status change_points(struct rebuild *r, struct tk_error *err)
{
    if (r->function(r->context, r->run.x, r->run.y, r->run.n))
        return TK_OK;
    return tk_fail(err, TK_INPUT, "a vertex that cannot be transformed");
}

enum tk_status tk_geom_transform(struct tk_session *s, const GEOSGeometry *g,
                                 tk_geom_change change, void *context, GEOSGeometry **out,
                                 struct tk_error *err)
{
    struct rebuild r = {
        .s = s, .change = change_points, .function = change, .context = context};
    return rebuild(&r, g, out, err);
}

static bool shift(void *context, double *x, double *y, size_t n)
{
    const double *by = context;
    for (size_t i = 0; i < n; i++) {
        x[i] += by[0];
        y[i] += by[1];
    }
    return true;
}

enum tk_status tk_geom_shift(struct tk_session *s, const GEOSGeometry *g, double dx, double dy,
                             GEOSGeometry **out, struct tk_error *err)
{
    double by[2] = {dx, dy};
    return tk_geom_transform(s, g, shift, by, out, err);
}

/* The i-th of n - 1 points on the edge, counted from whichever end comes first in (x, y), so
 * that two neighbours get the same bits though their edges run against each other. */
static void between(const struct run *from, size_t edge, size_t i, size_t n, double *x,
                    double *y)
{
    size_t a = edge, b = edge + 1;
    if (from->x[b] < from->x[a] || (from->x[b] == from->x[a] && from->y[b] < from->y[a])) {
        a = b, b = edge;
        i = n - i;
    }
    double t = (double)i / (double)n;
    *x = from->x[a] + t * (from->x[b] - from->x[a]);
    *y = from->y[a] + t * (from->y[b] - from->y[a]);
}

static enum tk_status add_points(struct rebuild *r, struct tk_error *err)
{
    const struct run *from = &r->run;
    struct run *to = &r->aux;
    to->n = 0;
    for (size_t e = 0; e + 1 < from->n; e++) {
        double length = hypot(from->x[e + 1] - from->x[e], from->y[e + 1] - from->y[e]);
        double pieces = ceil(length / r->step);
        if (!(pieces <= 1e7))
            return tk_fail(err, TK_INPUT, "an edge is too long to be divided (%g units)",
                           length);
        size_t n = pieces < 1 ? 1 : (size_t)pieces;
        enum tk_status st = run_room(to, to->n + n + 1, err);
        if (st)
            return st;
        to->x[to->n] = from->x[e];
        to->y[to->n++] = from->y[e];
        for (size_t i = 1; i < n; i++, to->n++)
            between(from, e, i, n, &to->x[to->n], &to->y[to->n]);
    }
    if (from->n) { /* one vertex, of a point, has no edges to make room for */
        enum tk_status st = run_room(to, to->n + 1, err);
        if (st)
            return st;
        to->x[to->n] = from->x[from->n - 1];
        to->y[to->n++] = from->y[from->n - 1];
    }
    struct run old = r->run;
    r->run = r->aux;
    r->aux = old;
    return TK_OK;
}

enum tk_status tk_geom_densify(struct tk_session *s, const GEOSGeometry *g, double step,
                               GEOSGeometry **out, struct tk_error *err)
{
    *out = NULL;
    if (!(step > 0))
        return tk_fail(err, TK_INTERNAL, "densify with a step of %g", step);
    struct rebuild r = {.s = s, .change = add_points, .step = step};
    return rebuild(&r, g, out, err);
}
