/* crs: coordinate reference systems and the one place where coordinates are changed between
 * them. The only room but session that calls PROJ.
 *
 * Coordinates go in and out as x = east or longitude in degrees, y = north or latitude in
 * degrees.
 */
#ifndef TRYGGHETSKARTA_CRS_H
#define TRYGGHETSKARTA_CRS_H

#include "trygghetskarta/geom.h"
#include "trygghetskarta/session.h"

#include <stdbool.h>
#include <stddef.h>

struct tk_crs; /* a change from one CRS to another; opaque */

/* What the edition has to know of its own CRS. Freed with tk_crs_info_free(). */
struct tk_crs_info {
    char *name;
    char *organisation; /* "EPSG" */
    int code;           /* 0 if it has none */
    char *wkt1;         /* GDAL-style WKT1, for gpkg_spatial_ref_sys.definition */
    char *wkt2;         /* WKT2:2019, for the QGIS project */
    char *proj4;
    bool projected_metres;
};

/* Describes a CRS given as an authority's code (EPSG:3011), WKT, PROJ string or PROJJSON;
 * heights in it are left out. TK_USAGE if PROJ knows it not, or it is neither geographic nor
 * projected. A CRS without an EPSG number that means the same as one with gets that number. */
TK_CHECK enum tk_status tk_crs_describe(struct tk_session *s, const char *crs,
                                        struct tk_crs_info *out, struct tk_error *err);
void tk_crs_info_free(struct tk_crs_info *info);

/* Whether two definitions mean the same (axis order apart). */
TK_CHECK enum tk_status tk_crs_same(struct tk_session *s, const char *a, const char *b,
                                    bool *same, struct tk_error *err);

/* How long a metre on the ellipsoid is in a projected CRS over an area. */
struct tk_crs_scale {
    double farthest;  /* from 1, at the middle and the corners; 1 where PROJ cannot tell */
    char fitting[16]; /* "EPSG:3011": the zone of SWEREF 99, else of UTM, that is true at the
                         middle, or the first corner that can be told; "" if none can, or
                         none is asked for */
};

/* Measures by PROJ's factors, in every direction; `window` is in the CRS itself. What would fit
 * is looked for only where `farthest` is off by more than `told`, since that takes a while.
 * TK_USAGE as of tk_crs_describe(). */
TK_CHECK enum tk_status tk_crs_measure(struct tk_session *s, const char *crs,
                                       const struct tk_bounds *window, double told,
                                       struct tk_crs_scale *out, struct tk_error *err);

/* Opens the change between two CRS for the area of `window` (in the target's CRS; may be NULL).
 * One operation is chosen, for all points; a ballpark one is refused: TK_INPUT naming the grid
 * that is missing. TK_INPUT if `from` is no CRS, TK_USAGE if `to` is none. */
TK_CHECK enum tk_status tk_crs_open(struct tk_session *s, const char *from, const char *to,
                                    const struct tk_bounds *window, struct tk_crs **out,
                                    struct tk_error *err);
void tk_crs_close(struct tk_session *s, struct tk_crs *crs);

/* The operation in words and as a PROJ string, for the manifest; "none" where nothing is
 * changed. */
const char *tk_crs_operation(const struct tk_crs *crs);
bool tk_crs_is_none(const struct tk_crs *crs);

/* Changes n points in place. A point that cannot be changed becomes (HUGE_VAL, HUGE_VAL). */
void tk_crs_points(struct tk_crs *crs, double *x, double *y, size_t n);

/* A geometry in the target's CRS; `step` > 0: its edges are first densified to that many units
 * of the source's CRS. TK_INPUT if a vertex cannot be changed. */
TK_CHECK enum tk_status tk_crs_geometry(struct tk_session *s, struct tk_crs *crs,
                                        const GEOSGeometry *g, double step, GEOSGeometry **out,
                                        struct tk_error *err);

/* Which well-known CRS would bring a position into the window, which is in the CRS `target`.
 * Tried are: the target itself, `also` (those of the run's own sources), EPSG:4326, 3857, and
 * the SWEREF 99 zones, each straight and swapped. They are opened at the first guess, which
 * costs tens of milliseconds, and kept: any number of records may be wrong. All but the window
 * is borrowed. */
struct tk_crs_guesser; /* opaque */
TK_CHECK enum tk_status tk_crs_guesser_new(struct tk_session *s, const char *target,
                                           const struct tk_bounds *window,
                                           const char *const *also, size_t n_also,
                                           struct tk_crs_guesser **out, struct tk_error *err);
void tk_crs_guesser_free(struct tk_crs_guesser *guesser);

/* A CRS in which a position would lie right. */
struct tk_crs_fit {
    char name[96]; /* "EPSG:3006"; "" if none of those tried */
    bool swapped;  /* with x and y swapped */
};
struct tk_crs_fit tk_crs_guess(struct tk_crs_guesser *guesser, double x, double y);

#endif
