/* blob: the geometry of a GeoPackage (OGC 12-128r18, clause 2.1.3): a header of 8 bytes, an
 * envelope unless it is a point, and the WKB. Only bytes are looked at, never their meaning.
 */
#ifndef TRYGGHETSKARTA_BLOB_H
#define TRYGGHETSKARTA_BLOB_H

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/geom.h"

#include <stdbool.h>
#include <stddef.h>

#define TK_POINT_BLOB_SIZE 29

/* The bounds of a WKB geometry of any of the seven simple kinds, in either byte order, with Z
 * or M (which are passed over); empty bounds (min > max) where it has no coordinates. False if
 * the bytes are no such geometry, or if some follow it. */
bool tk_wkb_bounds(const unsigned char *wkb, size_t size, struct tk_bounds *out);

/* Appends a GeoPackage geometry (header with envelope unless a point, then the WKB).
 * TK_INTERNAL if the bytes are no WKB. */
TK_CHECK enum tk_status tk_geopackage_blob(int srs_id, const unsigned char *wkb, size_t size,
                                           struct tk_buffer *out, struct tk_error *err);

/* The same for a point, which must be finite. */
void tk_geopackage_point_blob(int srs_id, double x, double y,
                              unsigned char out[TK_POINT_BLOB_SIZE]);

/* The WKB inside a GeoPackage geometry, borrowed from it; false if it is none. *empty (may be
 * NULL) is what its header says. */
bool tk_geopackage_unblob(const unsigned char *blob, size_t size, const unsigned char **wkb,
                          size_t *wkb_size, bool *empty);

/* Where the point of a GeoPackage geometry lies; false if it is none, or NULL. */
bool tk_geopackage_point(const void *blob, size_t size, double *x, double *y);

#endif
