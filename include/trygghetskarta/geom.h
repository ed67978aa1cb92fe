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

/* What a polygon's coordinates are: rings one after another, for the rooms that calculate. */
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

/* Dimension of what is in there: 0 points, 1 lines, 2 polygons; -1 empty or mixed. */
int tk_geom_dimension(struct tk_session *s, const GEOSGeometry *g);
bool tk_geom_empty(struct tk_session *s, const GEOSGeometry *g);
size_t tk_geom_vertices(struct tk_session *s, const GEOSGeometry *g);
bool tk_geom_finite(struct tk_session *s, const GEOSGeometry *g);
struct tk_bounds tk_geom_bounds(struct tk_session *s, const GEOSGeometry *g);

/* Area in square units, length in units, of the geometry shifted to a local origin (its bounds'
 * lower left corner), which is what keeps law 3 at 1e-9: tests/test_overlay shows it. */
TK_CHECK enum tk_status tk_geom_area(struct tk_session *s, const GEOSGeometry *g, double *out,
                                     struct tk_error *err);
TK_CHECK enum tk_status tk_geom_length(struct tk_session *s, const GEOSGeometry *g, double *out,
                                       struct tk_error *err);

/* Whether it is valid; if not, `reason` (may be NULL) gets GEOS's words and the place. */
TK_CHECK enum tk_status tk_geom_valid(struct tk_session *s, const GEOSGeometry *g, bool *valid,
                                      char *reason, size_t reason_size, double *x, double *y,
                                      struct tk_error *err);

/* A valid polygonal geometry that covers the same (structure method; lines and points that fall
 * out are dropped). */
TK_CHECK enum tk_status tk_geom_repair(struct tk_session *s, const GEOSGeometry *g,
                                       GEOSGeometry **out, struct tk_error *err);

/* Floating overlay; of the result the parts of dimension 2 (for lines with polygons: of
 * dimension 1) are kept. An empty result is an empty geometry, not NULL. */
TK_CHECK enum tk_status tk_geom_intersection(struct tk_session *s, const GEOSGeometry *a,
                                             const GEOSGeometry *b, GEOSGeometry **out,
                                             struct tk_error *err);
TK_CHECK enum tk_status tk_geom_difference(struct tk_session *s, const GEOSGeometry *a,
                                           const GEOSGeometry *b, GEOSGeometry **out,
                                           struct tk_error *err);
TK_CHECK enum tk_status tk_geom_union(struct tk_session *s, const GEOSGeometry *const *parts,
                                      size_t n, GEOSGeometry **out, struct tk_error *err);
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

/* A polygon or multipolygon as MULTIPOLYGON, a line as MULTILINESTRING. Takes g, always. */
TK_CHECK enum tk_status tk_geom_multi_take(struct tk_session *s, GEOSGeometry *g,
                                           GEOSGeometry **out, struct tk_error *err);

/* The rings of a polygonal geometry. Freed with tk_rings_free(). */
TK_CHECK enum tk_status tk_geom_rings(struct tk_session *s, const GEOSGeometry *g,
                                      struct tk_rings *out, struct tk_error *err);
void tk_rings_free(struct tk_rings *rings);

/* A geometry whose coordinates are changed by a function: false stops with its error told. */
typedef bool (*tk_geom_change)(void *context, double *x, double *y, size_t n);
TK_CHECK enum tk_status tk_geom_transform(struct tk_session *s, const GEOSGeometry *g,
                                          tk_geom_change change, void *context,
                                          GEOSGeometry **out, struct tk_error *err);

/* A geometry with points added on its edges so that none is longer than `step` units. */
TK_CHECK enum tk_status tk_geom_densify(struct tk_session *s, const GEOSGeometry *g,
                                        double step, GEOSGeometry **out, struct tk_error *err);

#endif
