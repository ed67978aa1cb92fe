#include "support/polygons.h"

#include "trygghetskarta/memory.h"

#include <gdal.h>
#include <ogr_api.h>

GEOSGeometry **support_polygons(struct tk_session *session, const char *path,
                                const char *driver, size_t *n)
{
    struct tk_error err = {0};
    const char *const drivers[] = {driver, NULL};
    GEOSGeometry **polygons = NULL;
    size_t capacity = 0;
    *n = 0;
    assert_ok(tk_session_driver(session, driver, &err), &err);
    GDALDatasetH file =
        GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, NULL, NULL);
    assert_non_null(file);
    OGRLayerH layer = GDALDatasetGetLayer(file, 0);
    assert_non_null(layer);
    OGR_L_ResetReading(layer);
    for (OGRFeatureH f; (f = OGR_L_GetNextFeature(layer)); OGR_F_Destroy(f)) {
        OGRGeometryH g = OGR_F_GetGeometryRef(f);
        assert_non_null(g);
        size_t size = (size_t)OGR_G_WkbSize(g);
        unsigned char *wkb = tk_alloc(size, 1);
        assert_non_null(wkb);
        assert_int_equal(OGR_G_ExportToIsoWkb(g, wkbNDR, wkb), OGRERR_NONE);
        assert_ok(tk_grow(&polygons, &capacity, *n + 1, sizeof *polygons, &err), &err);
        assert_ok(tk_geom_from_wkb(session, wkb, size, &polygons[*n], &err), &err);
        ++*n;
        tk_free(wkb);
    }
    GDALClose(file);
    return polygons;
}

void support_polygons_free(struct tk_session *session, GEOSGeometry **polygons, size_t n)
{
    for (size_t i = 0; i < n; i++)
        tk_geom_free(session, polygons[i]);
    tk_free(polygons);
}

const GEOSGeometry *const *support_borrowed(GEOSGeometry **polygons)
{
    return (const GEOSGeometry *const *)polygons;
}

struct tk_coverage_fault *support_faults(struct tk_session *session, GEOSGeometry **polygons,
                                         size_t n, double slit_m, size_t *n_faults)
{
    const GEOSGeometry *const *given = support_borrowed(polygons);
    struct tk_error err = {0};
    struct tk_union together;
    struct tk_coverage_fault *faults;
    assert_ok(tk_geom_dissolve(session, given, n, &together, &err), &err);
    assert_ok(tk_coverage_check(session, given, n, &together, slit_m, &faults, n_faults, &err),
              &err);
    tk_geom_free(session, together.whole);
    return faults;
}

GEOSGeometry *support_wkt(struct tk_session *session, const char *wkt)
{
    struct tk_error err = {0};
    GEOSGeometry *g;
    assert_ok(tk_geom_from_wkt(session, wkt, &g, &err), &err);
    return g;
}

double support_random(uint64_t *seed)
{
    /* splitmix64 (Steele, Lea, Flood 2014) */
    uint64_t z = *seed += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (double)((z ^ z >> 31) >> 11) * 0x1p-53;
}
