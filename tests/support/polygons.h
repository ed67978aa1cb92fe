/* polygons: geometries for the tests: read from a file of the real data, or made. */
#ifndef TESTS_POLYGONS_H
#define TESTS_POLYGONS_H

#include "support/support.h"
#include "trygghetskarta/coverage.h"
#include "trygghetskarta/geom.h"

/* The geometries of a layer (NULL: the only one), in the file's order. Free each with
 * tk_geom_free() and the array with tk_free(). */
GEOSGeometry **support_polygons(struct tk_session *session, const char *path,
                                const char *driver, size_t *n);
void support_polygons_free(struct tk_session *session, GEOSGeometry **polygons, size_t n);

/* The same, as those take them who only look. */
const GEOSGeometry *const *support_borrowed(GEOSGeometry **polygons);

/* The faults of polygons as a coverage, slits narrower than slit_m among them; freed with
 * tk_free(). */
struct tk_coverage_fault *support_faults(struct tk_session *session, GEOSGeometry **polygons,
                                         size_t n, double slit_m, size_t *n_faults);

/* A geometry from WKT; fails the test if it cannot be read. */
GEOSGeometry *support_wkt(struct tk_session *session, const char *wkt);

/* A number of [0, 1), the same sequence for the same seed everywhere. */
double support_random(uint64_t *seed);

#endif
