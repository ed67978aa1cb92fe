#include "generate.h"

#include "trygghetskarta/memory.h"

#include <cpl_conv.h>
#include <gdal.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Metres in a degree of latitude, near enough for laying walks. */
#define DEGREE_M 111000.0

bool tk_area_holds(const struct tk_area *area, double x, double y)
{
    bool inside = false;
    size_t start = 0;
    for (size_t ring = 0; ring < area->n_rings; ring++) {
        size_t end = area->ring_end[ring];
        for (size_t i = start, j = end - 1; i < end; j = i++) {
            const double *a = &area->xy[2 * i], *b = &area->xy[2 * j];
            if ((a[1] > y) != (b[1] > y) &&
                x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0])
                inside = !inside;
        }
        start = end;
    }
    return inside;
}

void tk_area_point(const struct tk_area *area, struct tk_random *r, double *x, double *y)
{
    for (int trial = 0; trial < 10000; trial++) {
        *x = area->min_x + tk_random_unit(r) * (area->max_x - area->min_x);
        *y = area->min_y + tk_random_unit(r) * (area->max_y - area->min_y);
        if (tk_area_holds(area, *x, *y))
            return;
    }
    *x = area->xy[0];
    *y = area->xy[1];
}

OGRCoordinateTransformationH tk_ground_to_degrees(const struct tk_ground *ground)
{
    if (!ground->wkt || ground->geographic)
        return NULL;
    OGRSpatialReferenceH from = OSRNewSpatialReference(ground->wkt);
    OGRSpatialReferenceH to = OSRNewSpatialReference(NULL);
    OGRCoordinateTransformationH change = NULL;
    if (from && OSRImportFromEPSG(to, 4326) == OGRERR_NONE) {
        OSRSetAxisMappingStrategy(from, OAMS_TRADITIONAL_GIS_ORDER);
        OSRSetAxisMappingStrategy(to, OAMS_TRADITIONAL_GIS_ORDER);
        change = OCTNewCoordinateTransformation(from, to);
    }
    OSRDestroySpatialReference(from);
    OSRDestroySpatialReference(to);
    return change;
}

bool tk_ground_degrees(const struct tk_ground *ground, double *x, double *y)
{
    OGRCoordinateTransformationH change = tk_ground_to_degrees(ground);
    bool done = change && OCTTransform(change, 1, x, y, NULL);
    OCTDestroyCoordinateTransformation(change);
    return done;
}

/* ---- reading ---- */

static enum tk_status add_ring(struct tk_area *area, OGRGeometryH ring, struct tk_error *err)
{
    size_t n = (size_t)OGR_G_GetPointCount(ring);
    double *xy = tk_realloc(area->xy, 2 * (area->n_points + n), sizeof *xy);
    if (xy)
        area->xy = xy;
    size_t *ends = tk_realloc(area->ring_end, area->n_rings + 1, sizeof *ends);
    if (ends)
        area->ring_end = ends;
    if (!xy || !ends)
        return tk_fail_memory(err);
    double twice = 0;
    for (size_t i = 0; i < n; i++) {
        double *p = &area->xy[2 * (area->n_points + i)];
        p[0] = OGR_G_GetX(ring, (int)i);
        p[1] = OGR_G_GetY(ring, (int)i);
        if (i > 0)
            twice += (p[-2] - area->xy[0]) * (p[1] - area->xy[1]) -
                     (p[0] - area->xy[0]) * (p[-1] - area->xy[1]);
        area->min_x = fmin(area->min_x, p[0]);
        area->max_x = fmax(area->max_x, p[0]);
        area->min_y = fmin(area->min_y, p[1]);
        area->max_y = fmax(area->max_y, p[1]);
    }
    area->area_m2 += fabs(twice) / 2; /* holes too: it only sizes walks */
    area->n_points += n;
    area->ring_end[area->n_rings++] = area->n_points;
    return TK_OK;
}

static enum tk_status add_rings(struct tk_area *area, OGRGeometryH g, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    if (wkbFlatten(OGR_G_GetGeometryType(g)) == wkbLineString)
        return add_ring(area, g, err);
    for (int i = 0; !st && g && i < OGR_G_GetGeometryCount(g); i++)
        st = add_rings(area, OGR_G_GetGeometryRef(g, i), err);
    return st;
}

static enum tk_status read_areas(OGRLayerH layer, int key, struct tk_ground *out,
                                 struct tk_error *err)
{
    size_t room = 0;
    enum tk_status st = TK_OK;
    OGRFeatureH feature;
    while (!st && (feature = OGR_L_GetNextFeature(layer))) {
        st = tk_grow(&out->areas, &room, out->n + 1, sizeof *out->areas, err);
        if (!st) {
            struct tk_area *area = &out->areas[out->n++];
            *area = (struct tk_area){
                .min_x = INFINITY, .min_y = INFINITY, .max_x = -INFINITY, .max_y = -INFINITY};
            area->name = tk_strdup(OGR_F_GetFieldAsString(feature, key));
            st = area->name ? add_rings(area, OGR_F_GetGeometryRef(feature), err)
                            : tk_fail_memory(err);
            if (!st && area->n_points == 0) {
                tk_free(area->name);
                tk_free(area->xy);
                tk_free(area->ring_end);
                out->n--;
            }
        }
        OGR_F_Destroy(feature);
    }
    if (!st && out->n == 0)
        st = tk_fail(err, TK_INPUT, "%s: no polygon in it", OGR_L_GetName(layer));
    return st;
}

static enum tk_status find_key(OGRLayerH layer, const char *wanted, int *out,
                               struct tk_error *err)
{
    static const char *const usual[] = {"stadsdel", "namn", "name", "delomrade", NULL};
    OGRFeatureDefnH columns = OGR_L_GetLayerDefn(layer);
    *out = wanted[0] ? OGR_FD_GetFieldIndex(columns, wanted) : -1;
    if (wanted[0] && *out < 0)
        return tk_fail(err, TK_USAGE, "--key %s: %s has no such column", wanted,
                       OGR_L_GetName(layer));
    for (size_t i = 0; *out < 0 && usual[i]; i++)
        *out = OGR_FD_GetFieldIndex(columns, usual[i]);
    if (*out < 0)
        return tk_fail(err, TK_USAGE, "%s: tell the column with the names by --key",
                       OGR_L_GetName(layer));
    return TK_OK;
}

/* ---- what the layer is measured in, and where its areas meet ---- */

static enum tk_status read_crs(OGRLayerH layer, const char *given, struct tk_ground *g,
                               struct tk_error *err)
{
    OGRSpatialReferenceH crs = OGR_L_GetSpatialRef(layer);
    const char *code = crs ? OSRGetAuthorityCode(crs, NULL) : NULL;
    if (given[0])
        snprintf(g->crs, sizeof g->crs, "%s", given);
    else if (code)
        snprintf(g->crs, sizeof g->crs, "EPSG:%s", code);
    g->geographic = crs && OSRIsGeographic(crs);
    char *wkt = NULL;
    if (crs && OSRExportToWkt(crs, &wkt) == OGRERR_NONE)
        g->wkt = tk_strdup(wkt);
    CPLFree(wkt);
    return crs && !g->wkt ? tk_fail_memory(err) : TK_OK;
}

static void measure(struct tk_ground *g)
{
    g->min_x = g->min_y = INFINITY;
    g->max_x = g->max_y = -INFINITY;
    for (size_t i = 0; i < g->n; i++) {
        g->min_x = fmin(g->min_x, g->areas[i].min_x);
        g->min_y = fmin(g->min_y, g->areas[i].min_y);
        g->max_x = fmax(g->max_x, g->areas[i].max_x);
        g->max_y = fmax(g->max_y, g->areas[i].max_y);
    }
    g->unit_x = g->unit_y = 1;
    g->decimals = 2;
    if (g->geographic) {
        double middle = (g->min_y + g->max_y) / 2 * 3.14159265358979323846 / 180;
        /* cos() in few digits, so that no C library's last digit shows */
        double shrink = floor(cos(middle) * 1e6 + 0.5) / 1e6;
        g->unit_y = 1 / DEGREE_M;
        g->unit_x = 1 / (DEGREE_M * shrink);
        g->decimals = 7;
    }
    for (size_t i = 0; i < g->n; i++)
        g->areas[i].area_m2 /= g->unit_x * g->unit_y;
}

struct corner {
    double x, y;
    size_t area;
};

static int compare_corners(const void *a, const void *b)
{
    const struct corner *p = a, *q = b;
    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    if (p->y != q->y)
        return p->y < q->y ? -1 : 1;
    return p->area < q->area ? -1 : p->area > q->area;
}

static enum tk_status find_corners(struct tk_ground *g, struct tk_error *err)
{
    size_t n = 0, at = 0;
    for (size_t i = 0; i < g->n; i++)
        n += g->areas[i].n_points;
    struct corner *all = tk_alloc(n, sizeof *all);
    g->corners = tk_alloc(2 * n, sizeof *g->corners);
    if (!all || !g->corners) {
        tk_free(all);
        return tk_fail_memory(err);
    }
    for (size_t i = 0; i < g->n; i++)
        for (size_t p = 0; p < g->areas[i].n_points; p++)
            all[at++] = (struct corner){g->areas[i].xy[2 * p], g->areas[i].xy[2 * p + 1], i};
    qsort(all, n, sizeof *all, compare_corners);
    for (size_t i = 0; i < n;) {
        size_t j = i;
        while (j < n && all[j].x == all[i].x && all[j].y == all[i].y)
            j++;
        if (all[j - 1].area != all[i].area) {
            g->corners[2 * g->n_corners] = all[i].x;
            g->corners[2 * g->n_corners++ + 1] = all[i].y;
        }
        i = j;
    }
    tk_free(all);
    return TK_OK;
}

static enum tk_status read_layer(GDALDatasetH dataset, const struct tk_ground_options *o,
                                 struct tk_ground *out, struct tk_error *err)
{
    OGRLayerH layer = o->layer[0] ? GDALDatasetGetLayerByName(dataset, o->layer)
                                  : GDALDatasetGetLayer(dataset, 0);
    if (!layer)
        return tk_fail(err, TK_INPUT, "%s: no layer '%s' in it", o->file, o->layer);
    int key;
    enum tk_status st = find_key(layer, o->key, &key, err);
    if (!st)
        st = read_areas(layer, key, out, err);
    if (!st)
        st = read_crs(layer, o->crs, out, err);
    if (!st) {
        measure(out);
        st = find_corners(out, err);
    }
    return st;
}

enum tk_status tk_ground_open(struct tk_session *session, const struct tk_ground_options *o,
                              struct tk_ground *out, struct tk_error *err)
{
    *out = (struct tk_ground){0};
    enum tk_status st = tk_session_driver(session, o->driver, err);
    if (st)
        return st;
    char encoding[64];
    snprintf(encoding, sizeof encoding, "ENCODING=%s", o->encoding);
    const char *const drivers[] = {o->driver, NULL};
    const char *const with[] = {o->encoding[0] ? encoding : NULL, NULL};
    GDALDatasetH dataset = GDALOpenEx(o->file, GDAL_OF_VECTOR, drivers, with, NULL);
    if (!dataset)
        return tk_fail(err, TK_NO_INPUT, "%s: cannot be opened as %s: %s", o->file, o->driver,
                       session->gdal_said);
    st = read_layer(dataset, o, out, err);
    GDALClose(dataset);
    if (st)
        tk_ground_free(out);
    return st;
}

void tk_ground_free(struct tk_ground *ground)
{
    for (size_t i = 0; i < ground->n; i++) {
        tk_free(ground->areas[i].name);
        tk_free(ground->areas[i].xy);
        tk_free(ground->areas[i].ring_end);
    }
    tk_free(ground->areas);
    tk_free(ground->corners);
    tk_free(ground->wkt);
    *ground = (struct tk_ground){0};
}
