/* geom: the only room that calls GEOS's operations: the WKB bridge, and thin wrappers that tell
 * errors in our form. Version differences of GEOS stay in here.
 *
 * A GEOSGeometry * that a function gives out is the caller's, to end with tk_geom_free().
 */
#ifndef TRYGGHETSKARTA_GEOM_H
#define TRYGGHETSKARTA_GEOM_H

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/session.h"
#include "trygghetskarta/status.h"

#include <stdbool.h>
#include <stddef.h>

struct tk_bounds {
    double min_x, min_y, max_x, max_y; /* min > max: empty */
};

static inline bool tk_bounds_hold(const struct tk_bounds *b, double x, double y)
{
    return x >= b->min_x && x <= b->max_x && y >= b->min_y && y <= b->max_y;
}

/* Whether two of them meet, or lie within reach of each other in both directions. */
static inline bool tk_bounds_meet(const struct tk_bounds *a, const struct tk_bounds *b,
                                  double reach)
{
    return a->min_x <= b->max_x + reach && a->max_x >= b->min_x - reach &&
           a->min_y <= b->max_y + reach && a->max_y >= b->min_y - reach;
}

/* What a polygon's coordinates are: rings one after another, for the rooms that calculate. A
 * ring's last point is its first again. */
struct tk_rings {
    double *xy; /* [2 * n_points] */
    size_t n_points;
    size_t *ring_start; /* [n_rings + 1]: positions of points */
    size_t n_rings;
};

void tk_geom_free(struct tk_session *s, GEOSGeometry *g);

TK_CHECK enum tk_status tk_geom_from_wkb(struct tk_session *s, const unsigned char *wkb,
                                         size_t size, GEOSGeometry **out, struct tk_error *err);
TK_CHECK enum tk_status tk_geom_from_wkt(struct tk_session *s, const char *wkt,
                                         GEOSGeometry **out, struct tk_error *err);
/* Appends little-endian ISO WKB, 2D. */
TK_CHECK enum tk_status tk_geom_to_wkb(struct tk_session *s, const GEOSGeometry *g,
                                       struct tk_buffer *out, struct tk_error *err);
TK_CHECK enum tk_status tk_geom_clone(struct tk_session *s, const GEOSGeometry *g,
                                      GEOSGeometry **out, struct tk_error *err);
TK_CHECK enum tk_status tk_geom_point(struct tk_session *s, double x, double y,
                                      GEOSGeometry **out, struct tk_error *err);

/* x and y of a WKB point without GEOS; false if the bytes are not a non-empty WKB point. */
bool tk_geom_wkb_point(const unsigned char *wkb, size_t size, double *x, double *y);

/* Dimension of what is in there: 0 points, 1 lines, 2 polygons; -1 nothing or mixed. */
int tk_geom_dimension(struct tk_session *s, const GEOSGeometry *g);
bool tk_geom_empty(struct tk_session *s, const GEOSGeometry *g);
size_t tk_geom_vertices(struct tk_session *s, const GEOSGeometry *g);
/* What it is to a planner: punkt, flera punkter, linje, yta; of several kinds the widest. */
const char *tk_geom_kind(struct tk_session *s, const GEOSGeometry *g);
/* Whether all coordinates are numbers, and none is infinite. */
TK_CHECK enum tk_status tk_geom_finite(struct tk_session *s, const GEOSGeometry *g,
                                       bool *finite, struct tk_error *err);
struct tk_bounds tk_geom_bounds(struct tk_session *s, const GEOSGeometry *g);

/* Area in square units, length in units, of the geometry shifted to a local origin (its bounds'
 * lower left corner), which is what keeps law 3 at 1e-9: tests/test_overlay shows it. */
TK_CHECK enum tk_status tk_geom_area(struct tk_session *s, const GEOSGeometry *g, double *out,
                                     struct tk_error *err);
TK_CHECK enum tk_status tk_geom_length(struct tk_session *s, const GEOSGeometry *g, double *out,
                                       struct tk_error *err);

/* Whether it is valid; if not, `reason` gets GEOS's words, (x, y) the place. All three may be
 * NULL. */
TK_CHECK enum tk_status tk_geom_valid(struct tk_session *s, const GEOSGeometry *g, bool *valid,
                                      char *reason, size_t reason_size, double *x, double *y,
                                      struct tk_error *err);

/* Whether its lines and rings cross each other, or themselves, more than 10 000 times, or lie
 * so that telling would take as long: what GEOS would need minutes to node. */
TK_CHECK enum tk_status tk_geom_tangled(struct tk_session *s, const GEOSGeometry *g,
                                        bool *tangled, struct tk_error *err);

/* A valid polygonal geometry that covers the same (structure method; lines and points that fall
 * out are dropped). TK_INPUT if GEOS cannot. */
TK_CHECK enum tk_status tk_geom_repair(struct tk_session *s, const GEOSGeometry *g,
                                       GEOSGeometry **out, struct tk_error *err);

/* Metres. Nobody draws what is narrower; it is left where borders that were meant to be the
 * same are not, shows as a thick line on a map, and makes overlays fail. */
#define TK_SLIVER_M 0.01

/* A polygonal geometry without the holes and parts that are on the average narrower than
 * `width` units (twice the area over the circumference). As a multipolygon, empty if nothing
 * else was there; *out is NULL if there are none. */
TK_CHECK enum tk_status tk_geom_without_slivers(struct tk_session *s, const GEOSGeometry *g,
                                                double width, GEOSGeometry **out,
                                                struct tk_error *err);

/* How GEOS finds the corners of an overlay.
 *
 * TK_FLOATING: each where doubles put it, corners that were there before stay untouched: for
 * what is kept. Where borders run within nanometres of each other, as those do that are the
 * same and came by different ways (another CRS, a noise of rounding), GEOS may then give up
 * (it is then asked once more, snapped), or give a whole polygon for a difference that is
 * nearly nothing, and say nothing of it: whoever overlays so has an account to hold the result
 * against (tk_geom_cut() has, and law 3 is one).
 *
 * TK_SNAPPED: all corners are first moved to a grid of 2^-46 of the first's farthest coordinate
 * (60 nm at northings of 6 600 km, 0.1 nm in an area of 10 km at a local origin), which is what
 * makes GEOS's noder nearly certain; borders nearer to each other than that become one. Where
 * that is still too fine for GEOS it is made 8 times coarser, twice at most. For what is
 * only measured, and where the floating way did not add up. A coarser grid would lose area. */
enum tk_noding { TK_FLOATING, TK_SNAPPED };

/* Of the result the parts of dimension 2 (for lines with polygons: of dimension 1) are kept. An
 * empty result is an empty geometry, not NULL. TK_INTERNAL if GEOS gives up, which it does on
 * invalid input. */
TK_CHECK enum tk_status tk_geom_intersection(struct tk_session *s, enum tk_noding noding,
                                             const GEOSGeometry *a, const GEOSGeometry *b,
                                             GEOSGeometry **out, struct tk_error *err);
TK_CHECK enum tk_status tk_geom_difference(struct tk_session *s, enum tk_noding noding,
                                           const GEOSGeometry *a, const GEOSGeometry *b,
                                           GEOSGeometry **out, struct tk_error *err);
/* Of no parts: an empty polygon. */
TK_CHECK enum tk_status tk_geom_union(struct tk_session *s, enum tk_noding noding,
                                      const GEOSGeometry *const *parts, size_t n,
                                      GEOSGeometry **out, struct tk_error *err);

/* A line or polygon cut in two by a polygon. */
struct tk_halves {
    GEOSGeometry *inside, *rest;
    double size_inside; /* length or area */
};

/* Cuts g by a polygon: floating, and where the two halves are not the whole to 1e-9 of it, once
 * more, snapped. Freed with tk_halves_free(). */
TK_CHECK enum tk_status tk_geom_cut(struct tk_session *s, const GEOSGeometry *g,
                                    const GEOSGeometry *by, struct tk_halves *out,
                                    struct tk_error *err);
void tk_halves_free(struct tk_session *s, struct tk_halves *halves);

/* The space between two doubles at the farthest coordinate of the bounds. */
double tk_geom_spacing(const struct tk_bounds *b);

/* A valid geometry with its corners on a grid of `step` (a power of two; never finer than
 * TK_SNAPPED): moved by whole numbers to where doubles lie that far apart it is the same, and
 * valid. What is narrower than the grid falls out; *out may be empty. */
TK_CHECK enum tk_status tk_geom_settle(struct tk_session *s, const GEOSGeometry *g, double step,
                                       GEOSGeometry **out, struct tk_error *err);

/* All polygons of a set together. */
struct tk_union {
    GEOSGeometry *whole;
    bool exact; /* of an exact coverage: shared borders have the same vertices and no two
                   overlap, to 1e-9 square units together */
};

/* The union of polygons, in a fraction of the time where they are an exact coverage; if not, it
 * is tk_geom_union()'s. out->whole is the caller's to free. */
TK_CHECK enum tk_status tk_geom_dissolve(struct tk_session *s, const GEOSGeometry *const *parts,
                                         size_t n, struct tk_union *out, struct tk_error *err);
/* Whether they are an exact coverage. */
TK_CHECK enum tk_status tk_geom_exact(struct tk_session *s, const GEOSGeometry *const *parts,
                                      size_t n, bool *exact, struct tk_error *err);
/* 16 segments to a quarter circle, round ends. */
TK_CHECK enum tk_status tk_geom_buffer(struct tk_session *s, const GEOSGeometry *g,
                                       double distance, GEOSGeometry **out,
                                       struct tk_error *err);
TK_CHECK enum tk_status tk_geom_inner_point(struct tk_session *s, const GEOSGeometry *g,
                                            double *x, double *y, struct tk_error *err);
bool tk_geom_intersects(struct tk_session *s, const GEOSGeometry *a, const GEOSGeometry *b);
TK_CHECK enum tk_status tk_geom_distance(struct tk_session *s, const GEOSGeometry *a,
                                         const GEOSGeometry *b, double *out,
                                         struct tk_error *err);

/* The holes of a polygonal geometry, less what of the geometry itself lies in them: each a
 * polygon of its own in `out`, to be freed one by one and the array by tk_free(). Of a
 * coverage's union these are its gaps. */
TK_CHECK enum tk_status tk_geom_holes(struct tk_session *s, const GEOSGeometry *g,
                                      GEOSGeometry ***out, size_t *n, struct tk_error *err);

/* The slits of a polygonal geometry: what its outlines leave between them that is open to the
 * outside at one end or both, narrower than `width` units and more than 10 times as long as
 * that. Holes, and what lies in them, count as filled. Given out as holes are. */
TK_CHECK enum tk_status tk_geom_slits(struct tk_session *s, const GEOSGeometry *g, double width,
                                      GEOSGeometry ***out, size_t *n, struct tk_error *err);

/* Positions of two geometries whose bounds meet. */
struct tk_pair {
    size_t a, b;
};

/* All pairs of a geometry of `a` and one of `b`, in order of (a, b); where the two arrays are
 * the same one, only those with a < b. *out is freed with tk_free(). */
TK_CHECK enum tk_status tk_geom_pairs(struct tk_session *s, const GEOSGeometry *const *a,
                                      size_t n_a, const GEOSGeometry *const *b, size_t n_b,
                                      struct tk_pair **out, size_t *n, struct tk_error *err);

/* A polygon or multipolygon as MULTIPOLYGON, a line as MULTILINESTRING; points stay as they
 * are, a mixture is TK_INPUT. Takes g, always. */
TK_CHECK enum tk_status tk_geom_multi_take(struct tk_session *s, GEOSGeometry *g,
                                           GEOSGeometry **out, struct tk_error *err);

/* The rings of a polygonal geometry. Freed with tk_rings_free(). */
TK_CHECK enum tk_status tk_geom_rings(struct tk_session *s, const GEOSGeometry *g,
                                      struct tk_rings *out, struct tk_error *err);
void tk_rings_free(struct tk_rings *rings);

/* A geometry whose coordinates are changed by a function, a ring or line at a call: where it
 * answers false, TK_INPUT. Z and M are dropped. */
typedef bool (*tk_geom_change)(void *context, double *x, double *y, size_t n);
TK_CHECK enum tk_status tk_geom_transform(struct tk_session *s, const GEOSGeometry *g,
                                          tk_geom_change change, void *context,
                                          GEOSGeometry **out, struct tk_error *err);

/* A geometry moved by (dx, dy): exact where the origin is moved near to it, as long as dx and
 * dy are whole numbers. */
TK_CHECK enum tk_status tk_geom_shift(struct tk_session *s, const GEOSGeometry *g, double dx,
                                      double dy, GEOSGeometry **out, struct tk_error *err);

/* A geometry with points added on its edges so that none is longer than `step` units. An edge
 * gets the same points in whichever direction it runs, so neighbours stay neighbours. */
TK_CHECK enum tk_status tk_geom_densify(struct tk_session *s, const GEOSGeometry *g,
                                        double step, GEOSGeometry **out, struct tk_error *err);

/* A geometry indexed by GEOS for many questions of the same kind. Keeps a copy of its own. */
struct tk_prepared;
TK_CHECK enum tk_status tk_prepared_new(struct tk_session *s, const GEOSGeometry *g,
                                        struct tk_prepared **out, struct tk_error *err);
void tk_prepared_free(struct tk_session *s, struct tk_prepared *p);
TK_CHECK enum tk_status tk_prepared_intersects(struct tk_session *s,
                                               const struct tk_prepared *p, double x, double y,
                                               bool *out, struct tk_error *err);
/* Whether no point of g lies outside it. */
TK_CHECK enum tk_status tk_prepared_covers(struct tk_session *s, const struct tk_prepared *p,
                                           const GEOSGeometry *g, bool *out,
                                           struct tk_error *err);

#endif
