/* WKB and the GeoPackage's blob round it; GEOS is asked the same. */
#include "fuzz.h"

#include "trygghetskarta/blob.h"
#include "trygghetskarta/memory.h"

#include <math.h>
#include <string.h>

static bool same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static void as_wkb(const uint8_t *wkb, size_t size)
{
    struct tk_bounds ours, geos;
    struct tk_buffer blob = {0};
    struct tk_error err = {0}, none = {0};
    bool is_wkb = tk_wkb_bounds(wkb, size, &ours);
    enum tk_status st = tk_geopackage_blob(3011, wkb, size, &blob, &err);
    HOLD((st == TK_OK) == is_wkb);
    const unsigned char *inner;
    size_t inner_size;
    bool empty;
    if (is_wkb) {
        HOLD(tk_geopackage_unblob((const unsigned char *)tk_buffer_string(&blob), blob.length,
                                  &inner, &inner_size, &empty));
        HOLD(inner_size == size && memcmp(inner, wkb, size) == 0);
    }
    GEOSGeometry *g = NULL;
    struct tk_session *s = fuzz_session();
    bool finite = false;
    if (is_wkb && tk_geom_from_wkb(s, wkb, size, &g, &none) == TK_OK)
        HOLD(tk_geom_finite(s, g, &finite, &none) == TK_OK);
    if (finite) {
        geos = tk_geom_bounds(s, g);
        if (ours.min_x <= ours.max_x)
            HOLD(same(ours.min_x, geos.min_x) && same(ours.max_x, geos.max_x) &&
                 same(ours.min_y, geos.min_y) && same(ours.max_y, geos.max_y));
        else
            HOLD(tk_geom_empty(s, g));
    }
    tk_geom_free(s, g);
    tk_buffer_free(&blob);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const unsigned char *wkb;
    size_t wkb_size;
    bool empty;
    double x, y;
    as_wkb(data, size);
    if (tk_geopackage_unblob(data, size, &wkb, &wkb_size, &empty)) {
        HOLD(wkb > data && wkb + wkb_size == data + size);
        as_wkb(wkb, wkb_size);
    }
    tk_geom_wkb_point(data, size, &x, &y);
    return 0;
}
