/* coverage: a set of polygons, checked once, that answers "which one holds this point?".
 *
 * Law 2: a point belongs to the lowest position (the polygons come in byte order of their keys)
 * of those that intersect it, boundary included: exactly what GEOS's intersects answers. A
 * uniform grid over the bounds: a cell wholly inside polygons answers at once, the others by
 * the edges on the point's level, with an exact orientation test. Memory is in proportion to
 * the vertices, however the polygons lie. A built coverage is only read: any number of threads
 * may.
 */
#ifndef TRYGGHETSKARTA_COVERAGE_H
#define TRYGGHETSKARTA_COVERAGE_H

#include "trygghetskarta/geom.h"
#include "trygghetskarta/session.h"

#include <stdbool.h>
#include <stddef.h>

#define TK_NOWHERE ((size_t)-1)

struct tk_coverage; /* opaque; keeps copies of what it needs */

struct tk_location {
    size_t polygon;   /* the lowest that holds the point, or TK_NOWHERE */
    size_t n_holding; /* how many hold it */
    bool from_gap;    /* in a gap inside the coverage: given to the nearest polygon */
};

/* Builds the index. The polygons may overlap (planning areas) and are borrowed for the call. */
TK_CHECK enum tk_status tk_coverage_new(struct tk_session *s,
                                        const GEOSGeometry *const *polygons, size_t n,
                                        struct tk_coverage **out, struct tk_error *err);
void tk_coverage_free(struct tk_coverage *coverage);

/* Gaps inside the coverage (not outside its rim), which are the holes of its polygons' union
 * `whole`, are given, up to tolerance_m wide at the point, to the nearest polygon within that
 * distance; of two equally near, to 0.01 mm, the lowest. */
TK_CHECK enum tk_status tk_coverage_close_gaps(struct tk_session *s,
                                               struct tk_coverage *coverage,
                                               const GEOSGeometry *whole, double tolerance_m,
                                               struct tk_error *err);

/* Where a point is. Never fails; a point that is not finite is nowhere. */
struct tk_location tk_coverage_locate(const struct tk_coverage *coverage, double x, double y);

/* All polygons that hold the point, lowest first, into hits[room]; returns how many there are
 * (which may be more than room). */
size_t tk_coverage_holding(const struct tk_coverage *coverage, double x, double y, size_t *hits,
                           size_t room);

/* Whether any polygon's boundary lies within distance_m of the point. Reckoned in doubles: at a
 * distance of 0 "on the border" is what tk_coverage_holding() tells exactly, not this. */
bool tk_coverage_near_border(const struct tk_coverage *coverage, double x, double y,
                             double distance_m);

/* A fault of a coverage of districts: polygons that overlap, or a gap between them. */
struct tk_coverage_fault {
    bool overlap; /* else a gap */
    size_t a, b; /* the two that overlap, a < b; of a gap the lowest neighbour and TK_NOWHERE */
    double area_m2;
    double x, y; /* a point inside */
};

/* Checks polygons, and what tk_geom_dissolve() made of them, as a coverage: every overlap of
 * two, every gap enclosed by them and every slit between them that is open to the outside
 * (narrower than slit_m: tk_geom_slits(); 0: none is looked for), from a square millimetre on
 * (less is rounding, and overlay settles it). The list is in order of (overlap first, a, b, x,
 * y); freed with tk_free(). */
TK_CHECK enum tk_status tk_coverage_check(struct tk_session *s,
                                          const GEOSGeometry *const *polygons, size_t n,
                                          const struct tk_union *together, double slit_m,
                                          struct tk_coverage_fault **faults, size_t *n_faults,
                                          struct tk_error *err);

/* Law 3: makes the polygons disjoint: what two share goes to the lowest. polygons[i] is
 * replaced (the old one freed) only where something is taken from it; untouched[i] tells which
 * were not. */
TK_CHECK enum tk_status tk_coverage_disjoint(struct tk_session *s, GEOSGeometry **polygons,
                                             size_t n, const struct tk_coverage_fault *faults,
                                             size_t n_faults, bool *untouched,
                                             struct tk_error *err);

#endif
