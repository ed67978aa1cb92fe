#include "trygghetskarta/geom.h"

#include "trygghetskarta/memory.h"

struct tk_prepared {
    GEOSGeometry *geometry; /* what GEOS's own index borrows */
    const GEOSPreparedGeometry *index;
};

enum tk_status tk_prepared_new(struct tk_session *s, const GEOSGeometry *g,
                               struct tk_prepared **out, struct tk_error *err)
{
    *out = NULL;
    struct tk_prepared *p = tk_alloc(1, sizeof *p);
    if (!p)
        return tk_fail_memory(err);
    enum tk_status st = tk_geom_clone(s, g, &p->geometry, err);
    if (!st && !(p->index = GEOSPrepare_r(s->geos, p->geometry)))
        st = tk_fail(err, TK_INTERNAL, "GEOS cannot prepare a geometry: %s", s->said);
    if (st)
        tk_prepared_free(s, p);
    else
        *out = p;
    return st;
}

void tk_prepared_free(struct tk_session *s, struct tk_prepared *p)
{
    if (!p)
        return;
    if (p->index)
        GEOSPreparedGeom_destroy_r(s->geos, p->index);
    tk_geom_free(s, p->geometry);
    tk_free(p);
}

enum tk_status tk_prepared_intersects(struct tk_session *s, const struct tk_prepared *p,
                                      double x, double y, bool *out, struct tk_error *err)
{
    GEOSGeometry *point = NULL;
    enum tk_status st = tk_geom_point(s, x, y, &point, err);
    int answer = st ? 2 : GEOSPreparedIntersects_r(s->geos, p->index, point);
    if (!st && answer == 2)
        st = tk_fail(err, TK_INTERNAL, "GEOS cannot say where %.17g %.17g is: %s", x, y,
                     s->said);
    *out = answer == 1;
    tk_geom_free(s, point);
    return st;
}

enum tk_status tk_prepared_covers(struct tk_session *s, const struct tk_prepared *p,
                                  const GEOSGeometry *g, bool *out, struct tk_error *err)
{
    s->said[0] = '\0';
    unsigned char answer = (unsigned char)GEOSPreparedCovers_r(s->geos, p->index, g);
    *out = answer == 1;
    return answer < 2 ? TK_OK : tk_fail(err, TK_INTERNAL, "covers: %s", s->said);
}
