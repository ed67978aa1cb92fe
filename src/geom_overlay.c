#include "geom_parts.h"

#include "trygghetskarta/memory.h"

#include <math.h>

/* Of the 53 that a double has. GEOS reckons with halves of a grid and rounds on the way: at 50
 * unions of dense borders often fail, at 46 hardly ever; then the next grid is COARSER. */
enum { BITS_OF_A_GRID = 46, BITS_OF_A_DOUBLE = 52, GRIDS = 3 };

#define COARSER 8.0

/* How far from the map's origin anything of it lies, along an axis. */
static double farthest(const struct tk_bounds *b)
{
    if (!(b->min_x <= b->max_x))
        return 0;
    return fmax(fmax(fabs(b->min_x), fabs(b->max_x)), fmax(fabs(b->min_y), fabs(b->max_y)));
}

static double step_at(double distance, int bits)
{
    return distance > 0 ? ldexp(1, ilogb(distance) - bits) : ldexp(1, -bits);
}

double tk_geom_spacing(const struct tk_bounds *b)
{
    return step_at(farthest(b), BITS_OF_A_DOUBLE);
}

/* The finest grid that GEOS can snap g to. What is cut from it lies within its bounds, and what
 * of the other polygon lies far outside them is dropped before anything is snapped. */
static double grid_of(struct tk_session *s, const GEOSGeometry *g)
{
    struct tk_bounds bounds = tk_geom_bounds(s, g);
    return step_at(farthest(&bounds), BITS_OF_A_GRID);
}

static int dimension_of_both(struct tk_session *s, const GEOSGeometry *a, const GEOSGeometry *b)
{
    int of_a = GEOSGeom_getDimensions_r(s->geos, a),
        of_b = GEOSGeom_getDimensions_r(s->geos, b);
    return of_a < of_b ? of_a : of_b;
}

/* The ways in which GEOS is asked, until it gives something: NULL if it never does. */
typedef GEOSGeometry *(*asking)(struct tk_session *s, const GEOSGeometry *a,
                                const GEOSGeometry *b, double grid);

static enum tk_status ask(struct tk_session *s, enum tk_noding noding, asking how,
                          const GEOSGeometry *a, const GEOSGeometry *b, const char *what,
                          GEOSGeometry **out, struct tk_error *err)
{
    double grid = grid_of(s, a);
    s->said[0] = '\0';
    GEOSGeometry *made = noding == TK_FLOATING ? how(s, a, b, 0) : NULL;
    for (int i = 0; !made && !tk_geom_starved(s) && i < GRIDS; i++, grid *= COARSER)
        made = how(s, a, b, grid);
    return tk_geom_result(s, made, out, what, err);
}

static GEOSGeometry *intersect(struct tk_session *s, const GEOSGeometry *a,
                               const GEOSGeometry *b, double grid)
{
    return grid > 0 ? GEOSIntersectionPrec_r(s->geos, a, b, grid)
                    : GEOSIntersection_r(s->geos, a, b);
}

static GEOSGeometry *subtract(struct tk_session *s, const GEOSGeometry *a,
                              const GEOSGeometry *b, double grid)
{
    return grid > 0 ? GEOSDifferencePrec_r(s->geos, a, b, grid)
                    : GEOSDifference_r(s->geos, a, b);
}

static GEOSGeometry *unite(struct tk_session *s, const GEOSGeometry *a, const GEOSGeometry *b,
                           double grid)
{
    (void)b;
    return grid > 0 ? GEOSUnaryUnionPrec_r(s->geos, a, grid) : GEOSUnaryUnion_r(s->geos, a);
}

enum tk_status tk_geom_intersection(struct tk_session *s, enum tk_noding noding,
                                    const GEOSGeometry *a, const GEOSGeometry *b,
                                    GEOSGeometry **out, struct tk_error *err)
{
    GEOSGeometry *both;
    enum tk_status st = ask(s, noding, intersect, a, b, "intersection", &both, err);
    *out = NULL;
    return st ? st : tk_geom_only_take(s, both, dimension_of_both(s, a, b), out, err);
}

enum tk_status tk_geom_difference(struct tk_session *s, enum tk_noding noding,
                                  const GEOSGeometry *a, const GEOSGeometry *b,
                                  GEOSGeometry **out, struct tk_error *err)
{
    GEOSGeometry *rest;
    enum tk_status st = ask(s, noding, subtract, a, b, "difference", &rest, err);
    *out = NULL;
    return st ? st : tk_geom_only_take(s, rest, GEOSGeom_getDimensions_r(s->geos, a), out, err);
}

enum tk_status tk_geom_union(struct tk_session *s, enum tk_noding noding,
                             const GEOSGeometry *const *parts, size_t n, GEOSGeometry **out,
                             struct tk_error *err)
{
    *out = NULL;
    s->said[0] = '\0';
    struct tk_gather all = {.dimension = -1};
    for (size_t i = 0; i < n; i++) {
        int dimension = tk_geom_dimension(s, parts[i]);
        all.dimension = dimension > all.dimension ? dimension : all.dimension;
    }
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && all.dimension >= 0 && i < n; i++)
        st = tk_gather(s, parts[i], &all, err);
    if (st || !all.n) {
        tk_gather_free(s, &all);
        return st ? st
                  : tk_geom_result(s, tk_geom_nothing(s, 2), out, "an empty geometry", err);
    }
    GEOSGeometry *together = NULL, *whole = NULL;
    st = tk_geom_collect(s, GEOS_GEOMETRYCOLLECTION, all.parts, all.n, &together, err);
    tk_free(all.parts);
    if (!st)
        st = ask(s, noding, unite, together, NULL, "union", &whole, err);
    tk_geom_free(s, together);
    return st ? st : tk_geom_only_take(s, whole, all.dimension, out, err);
}

static enum tk_status size_of(struct tk_session *s, const GEOSGeometry *g, int dimension,
                              double *out, struct tk_error *err)
{
    return dimension == 2 ? tk_geom_area(s, g, out, err) : tk_geom_length(s, g, out, err);
}

/* One way of cutting; `adds_up`: whether the two are the whole, to 1e-9 of it. */
static enum tk_status cut(struct tk_session *s, enum tk_noding noding, const GEOSGeometry *g,
                          const GEOSGeometry *by, struct tk_halves *out, bool *adds_up,
                          struct tk_error *err)
{
    int dimension = GEOSGeom_getDimensions_r(s->geos, g);
    double whole = 0, rest = 0;
    *out = (struct tk_halves){0};
    enum tk_status st = tk_geom_intersection(s, noding, g, by, &out->inside, err);
    if (!st)
        st = tk_geom_difference(s, noding, g, by, &out->rest, err);
    if (!st)
        st = size_of(s, g, dimension, &whole, err);
    if (!st)
        st = size_of(s, out->inside, dimension, &out->size_inside, err);
    if (!st)
        st = size_of(s, out->rest, dimension, &rest, err);
    if (st)
        tk_halves_free(s, out);
    *adds_up = fabs(out->size_inside + rest - whole) <= 1e-9 * whole;
    return st;
}

enum tk_status tk_geom_cut(struct tk_session *s, const GEOSGeometry *g, const GEOSGeometry *by,
                           struct tk_halves *out, struct tk_error *err)
{
    struct tk_error why = {TK_OK, ""};
    bool adds_up;
    enum tk_status st = cut(s, TK_FLOATING, g, by, out, &adds_up, &why);
    if (!st && adds_up)
        return TK_OK;
    tk_halves_free(s, out);
    return tk_out_of_memory(&why) ? tk_fail_memory(err)
                                  : cut(s, TK_SNAPPED, g, by, out, &adds_up, err);
}

void tk_halves_free(struct tk_session *s, struct tk_halves *halves)
{
    tk_geom_free(s, halves->inside);
    tk_geom_free(s, halves->rest);
    *halves = (struct tk_halves){0};
}

enum tk_status tk_geom_settle(struct tk_session *s, const GEOSGeometry *g, double step,
                              GEOSGeometry **out, struct tk_error *err)
{
    int dimension = GEOSGeom_getDimensions_r(s->geos, g);
    GEOSGeometry *settled;
    s->said[0] = '\0';
    *out = NULL;
    settled = GEOSGeom_setPrecision_r(s->geos, g, fmax(step, grid_of(s, g)), 0);
    enum tk_status st = tk_geom_result(s, settled, &settled, "rounding to a grid", err);
    return st ? st : tk_geom_only_take(s, settled, dimension, out, err);
}
