#include "verify_parts.h"

#include "trygghetskarta/geom.h"
#include "trygghetskarta/memory.h"

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <string.h>

/* At most about so many notes are asked of GEOS again, evenly chosen and all that lie near a
 * border: the rest would cost more than the edition. */
#define ASKED 20000

/* The districts as the file has them, in byte order of their keys. */
struct districts {
    size_t n;
    char **key;
    struct tk_prepared **shape;
    struct tk_bounds *bounds;
};

static void districts_free(struct tk_session *s, struct districts *d)
{
    for (size_t i = 0; i < d->n; i++) {
        tk_free(d->key[i]);
        tk_prepared_free(s, d->shape[i]);
    }
    tk_free(d->key);
    tk_free(d->shape);
    tk_free(d->bounds);
}

/* An OGR geometry as GEOS has it: by WKB, the two rooms' common tongue. */
static enum tk_status to_geos(struct tk_session *s, OGRGeometryH g, GEOSGeometry **out,
                              struct tk_error *err)
{
    size_t size = (size_t)OGR_G_WkbSize(g);
    unsigned char *wkb = tk_alloc(size, 1);
    enum tk_status st = wkb ? TK_OK : tk_fail_memory(err);
    if (!st && OGR_G_ExportToIsoWkb(g, wkbNDR, wkb) != OGRERR_NONE)
        st = tk_fail(err, TK_INTERNAL, "a geometry of the edition cannot be read");
    if (!st)
        st = tk_geom_from_wkb(s, wkb, size, out, err);
    tk_free(wkb);
    return st;
}

static const char *text_of(OGRFeatureH f, const char *field)
{
    int i = OGR_F_GetFieldIndex(f, field);
    return i >= 0 && OGR_F_IsFieldSetAndNotNull(f, i) ? OGR_F_GetFieldAsString(f, i) : "";
}

static enum tk_status check_geometry(struct tk_session *s, const struct tk_layer *layer,
                                     OGRFeatureH f, struct tk_error *err)
{
    OGRGeometryH g = OGR_F_GetGeometryRef(f);
    GEOSGeometry *mine = NULL;
    char reason[256];
    bool valid;
    double x, y;
    if (!g || wkbFlatten(OGR_G_GetGeometryType(g)) == wkbPoint)
        return TK_OK;
    enum tk_status st = to_geos(s, g, &mine, err);
    if (!st)
        st = tk_geom_valid(s, mine, &valid, reason, sizeof reason, &x, &y, err);
    if (!st && !valid)
        st = tk_fail(err, TK_INTERNAL, "%s, fid %lld: geometry is not valid: %s", layer->name,
                     (long long)OGR_F_GetFID(f), reason);
    tk_geom_free(s, mine);
    return st;
}

static enum tk_status read_district(struct tk_session *s, struct districts *d, OGRFeatureH f,
                                    struct tk_error *err)
{
    OGRGeometryH g = OGR_F_GetGeometryRef(f);
    GEOSGeometry *mine = NULL;
    size_t i = d->n;
    d->key[i] = tk_strdup(text_of(f, "stadsdel"));
    if (!d->key[i])
        return tk_fail_memory(err);
    d->n++;
    if (!g)
        return tk_fail(err, TK_INTERNAL, "stadsdelar: '%s' has no geometry", d->key[i]);
    enum tk_status st = to_geos(s, g, &mine, err);
    if (!st) {
        d->bounds[i] = tk_geom_bounds(s, mine);
        st = tk_prepared_new(s, mine, &d->shape[i], err);
    }
    tk_geom_free(s, mine);
    return st;
}

static enum tk_status read_districts(struct tk_session *s, OGRLayerH layer, size_t n,
                                     struct districts *d, struct tk_error *err)
{
    d->key = tk_alloc(n, sizeof *d->key);
    d->shape = tk_alloc(n, sizeof(struct tk_prepared *));
    d->bounds = tk_alloc(n, sizeof *d->bounds);
    enum tk_status st = d->key && d->shape && d->bounds ? TK_OK : tk_fail_memory(err);
    OGRFeatureH f;
    OGR_L_ResetReading(layer);
    while (!st && d->n < n && (f = OGR_L_GetNextFeature(layer))) {
        st = read_district(s, d, f, err);
        OGR_F_Destroy(f);
    }
    return st;
}

/* The lowest district that GEOS says a point intersects; NULL if none. */
static enum tk_status district_of(struct tk_session *s, const struct districts *d, double x,
                                  double y, const char **out, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    *out = NULL;
    for (size_t i = 0; !st && i < d->n; i++) {
        const struct tk_bounds *b = &d->bounds[i];
        bool holds = false;
        if (x < b->min_x || x > b->max_x || y < b->min_y || y > b->max_y)
            continue;
        if (!*out || strcmp(d->key[i], *out) < 0)
            st = tk_prepared_intersects(s, d->shape[i], x, y, &holds, err);
        if (holds)
            *out = d->key[i];
    }
    return st;
}

/* Law 2: the district in the row is the one that anyone finds who asks GEOS. */
static enum tk_status check_note(struct tk_session *s, const struct districts *d, OGRFeatureH f,
                                 struct tk_error *err)
{
    OGRGeometryH g = OGR_F_GetGeometryRef(f);
    const char *says = text_of(f, "stadsdel"), *found = NULL;
    if (!g)
        return strcmp(says, "okänt läge") == 0
                   ? TK_OK
                   : tk_fail(err, TK_INTERNAL,
                             "law 2: note '%s' has no position, but district %s",
                             text_of(f, "punkt_id"), says);
    double x = OGR_G_GetX(g, 0), y = OGR_G_GetY(g, 0);
    enum tk_status st = district_of(s, d, x, y, &found, err);
    bool from_gap = strcmp(text_of(f, "i_glapp"), "1") == 0;
    const char *right = found ? found : from_gap ? says : "utanför";
    if (!st && strcmp(right, says) != 0)
        st = tk_fail(err, TK_INTERNAL,
                     "law 2: note '%s' at %.3f %.3f is written to '%s', but GEOS says '%s'",
                     text_of(f, "punkt_id"), x, y, says, right);
    return st;
}

/* Reads a layer to its end: as many features as made, in the edition's CRS, valid. */
static enum tk_status check_layer(struct tk_session *s, GDALDatasetH file,
                                  const struct tk_layer *layer, const struct districts *d,
                                  struct tk_verdicts *out, struct tk_error *err)
{
    OGRLayerH l = GDALDatasetGetLayerByName(file, layer->name);
    if (!l)
        return tk_fail(err, TK_INTERNAL, "GDAL finds no layer %s in the edition", layer->name);
    if (*layer->geometry && !OGR_L_GetSpatialRef(l))
        return tk_fail(err, TK_INTERNAL, "%s: GDAL finds no CRS", layer->name);
    bool notes = strcmp(layer->name, "noteringar") == 0;
    long long n = 0, asked = 0, step = layer->n_rows / ASKED + 1;
    enum tk_status st = TK_OK;
    OGRFeatureH f;
    OGR_L_ResetReading(l);
    while (!st && (f = OGR_L_GetNextFeature(l))) {
        st = check_geometry(s, layer, f, err);
        if (!st && notes && (n % step == 0 || strcmp(text_of(f, "gransfall"), "1") == 0)) {
            st = check_note(s, d, f, err);
            asked++;
        }
        OGR_F_Destroy(f);
        n++;
    }
    if (!st && n != layer->n_rows)
        st = tk_fail(err, TK_INTERNAL, "%s: %lld rows made, but GDAL reads %lld", layer->name,
                     (long long)layer->n_rows, n);
    if (!st)
        tk_verify_law(out, 6, "every feature is read again by GDAL, its geometry valid", n);
    if (!st && notes)
        tk_verify_law(out, 2, "a note's district is the lowest that GEOS finds", asked);
    return st;
}

enum tk_status tk_verify_layers(struct tk_session *session, const char *path,
                                const struct tk_expected *expected, struct tk_verdicts *out,
                                struct tk_error *err)
{
    static const char *const drivers[] = {"GPKG", NULL};
    struct districts d = {0};
    enum tk_status st = tk_session_driver(session, "GPKG", err);
    unsigned long failures = session->failures;
    GDALDatasetH file =
        st ? NULL : GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, NULL, NULL);
    if (!st && !file)
        st = tk_fail(err, TK_INTERNAL, "%s: GDAL cannot open it: %s", path, session->said);
    OGRLayerH districts = st ? NULL : GDALDatasetGetLayerByName(file, "stadsdelar");
    if (!st && districts)
        st = read_districts(session, districts, expected->n_districts, &d, err);
    for (size_t i = 0; !st && i < expected->layers->n; i++)
        st = check_layer(session, file, &expected->layers->layers[i], &d, out, err);
    if (file)
        GDALClose(file);
    if (!st && session->failures != failures)
        st = tk_fail(err, TK_INTERNAL, "%s: GDAL complains: %s", path, session->said);
    districts_free(session, &d);
    return st;
}
