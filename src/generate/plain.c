#include "generate.h"

#include "trygghetskarta/date.h"

#include <cpl_conv.h>
#include <errno.h>
#include <gdal.h>
#include <limits.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Clean notes in codes, one after another to the file: what benchmarks read. */
struct plain {
    char id[24], day[16], done[16];
    const char *subject, *state, *body;
    double x, y;
};

static void make(const struct tk_ground *g, int32_t as_of, struct tk_random *r, size_t number,
                 struct plain *out)
{
    static const char *const subjects[] = {"klotter",      "vaxtlighet",   "belysning",
                                           "nedskrapning", "skadegorelse", "underhall",
                                           "sikt",         "trafik",       "tillhall"};
    static const int weights[] = {22, 20, 20, 12, 6, 7, 4, 4, 5};
    static const char *const bodies[] = {"trafikkontoret", "stadsdelsforvaltning", "brf",
                                         "sisab", "polisen"};
    static const char *const open[] = {"ny", "skickad", "mottagen", "pagaende"};
    int32_t day = as_of - tk_random_between(r, 1, 1090);
    int32_t done = day + tk_random_between(r, 0, 400);
    snprintf(out->id, sizeof out->id, "N%08zu", number);
    tk_date_print(day, out->day);
    out->done[0] = 0;
    out->subject = subjects[tk_random_weighted(r, weights, 9)];
    out->body = bodies[tk_random_below(r, 5)];
    out->state = open[tk_random_below(r, 4)];
    if (done <= as_of) {
        out->state = "atgardad";
        tk_date_print(done, out->done);
    }
    tk_area_point(&g->areas[tk_random_below(r, g->n)], r, &out->x, &out->y);
}

static enum tk_status write_csv(const struct tk_ground *g, const struct tk_survey_options *o,
                                const char *path, struct tk_error *err)
{
    struct tk_random r;
    struct plain note;
    tk_random_seed(&r, o->seed);
    FILE *file = fopen(path, "wb");
    if (!file)
        return tk_fail(err, TK_CANNOT_CREATE, "%s: %s", path, strerror(errno));
    fputs("punkt_id,datum,kategori,status,ansvarig,atgardad_datum,x,y,anm\n", file);
    for (size_t i = 1; i <= o->count; i++) {
        make(g, o->as_of, &r, i, &note);
        fprintf(file, "%s,%s,%s,%s,%s,%s,%.*f,%.*f,påhittad\n", note.id, note.day, note.subject,
                note.state, note.body, note.done, g->decimals, note.x, g->decimals, note.y);
    }
    bool failed = ferror(file) != 0;
    if (fclose(file) != 0 || failed)
        return tk_fail(err, TK_IO, "%s: %s", path, strerror(errno));
    return TK_OK;
}

static bool write_feature(OGRLayerH layer, const struct plain *note)
{
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
    const char *values[] = {note->id,   note->day,  note->subject, note->state,
                            note->body, note->done, "påhittad"};
    for (int i = 0; i < 7; i++)
        if (values[i][0])
            OGR_F_SetFieldString(feature, i, values[i]);
    OGR_G_SetPoint_2D(point, 0, note->x, note->y);
    OGR_F_SetGeometryDirectly(feature, point);
    bool done = OGR_L_CreateFeature(layer, feature) == OGRERR_NONE;
    OGR_F_Destroy(feature);
    return done;
}

static OGRLayerH make_layer(GDALDatasetH dataset, const struct tk_ground *g)
{
    static const char *const columns[] = {"punkt_id", "datum",          "kategori", "status",
                                          "ansvarig", "atgardad_datum", "anm"};
    OGRSpatialReferenceH crs = OSRNewSpatialReference(g->wkt);
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, "noteringar", crs, wkbPoint,
                                             (char *[]){"SPATIAL_INDEX=NO", NULL});
    OSRDestroySpatialReference(crs);
    for (int i = 0; layer && i < 7; i++) {
        bool is_day = i == 1 || i == 5;
        OGRFieldDefnH column = OGR_Fld_Create(columns[i], is_day ? OFTDate : OFTString);
        if (OGR_L_CreateField(layer, column, 1) != OGRERR_NONE)
            layer = NULL;
        OGR_Fld_Destroy(column);
    }
    return layer;
}

static enum tk_status write_gpkg(struct tk_session *session, const struct tk_ground *g,
                                 const struct tk_survey_options *o, const char *path,
                                 struct tk_error *err)
{
    struct tk_random r;
    struct plain note;
    tk_random_seed(&r, o->seed);
    enum tk_status st = tk_session_driver(session, "GPKG", err);
    if (st)
        return st;
    /* The same arguments shall give the same bytes: no clock in gpkg_contents. */
    CPLSetConfigOption("OGR_CURRENT_DATE", "2000-01-01T00:00:00Z");
    GDALDriverH driver = GDALGetDriverByName("GPKG");
    GDALDatasetH dataset = GDALCreate(driver, path, 0, 0, 0, GDT_Unknown, NULL);
    OGRLayerH layer = dataset ? make_layer(dataset, g) : NULL;
    bool ok = layer && GDALDatasetStartTransaction(dataset, 0) == OGRERR_NONE;
    for (size_t i = 1; ok && i <= o->count; i++) {
        make(g, o->as_of, &r, i, &note);
        ok = write_feature(layer, &note);
    }
    ok = ok && GDALDatasetCommitTransaction(dataset) == OGRERR_NONE;
    GDALClose(dataset);
    CPLSetConfigOption("OGR_CURRENT_DATE", NULL);
    return ok ? TK_OK
              : tk_fail(err, TK_CANNOT_CREATE, "%s: cannot be written: %s", path,
                        session->said);
}

enum tk_status tk_plain_generate(struct tk_session *session, const struct tk_ground *ground,
                                 const struct tk_survey_options *options, struct tk_error *err)
{
    char path[PATH_MAX];
    const char *name = options->gpkg ? "noteringar.gpkg" : "noteringar.csv";
    if (snprintf(path, sizeof path, "%s/%s", options->output, name) >= (int)sizeof path)
        return tk_fail(err, TK_CANNOT_CREATE, "%s: the path is too long", options->output);
    if (unlink(path) != 0 && errno != ENOENT)
        return tk_fail(err, TK_CANNOT_CREATE, "%s: %s", path, strerror(errno));
    return options->gpkg ? write_gpkg(session, ground, options, path, err)
                         : write_csv(ground, options, path, err);
}
