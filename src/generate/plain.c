#include "generate.h"

#include "trygghetskarta/date.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* Clean notes in codes, one after another to the file: what benchmarks read. */
struct plain {
    char id[24], day[16], done[16], text[160];
    const char *subject, *state, *body;
    int severity;
    double x, y;
};

struct making {
    const struct tk_ground *ground;
    const struct tk_survey_options *options;
    struct tk_random random;
    OGRCoordinateTransformationH to_degrees; /* NULL: as the ground has them */
    int decimals;
};

/* A hundredth of the layer's width beyond it, so that some lie outside on all sides. */
static void place_anywhere(const struct tk_ground *g, struct tk_random *r, double *x, double *y)
{
    double width = g->max_x - g->min_x, height = g->max_y - g->min_y;
    *x = g->min_x + width * (1.02 * tk_random_unit(r) - 0.01);
    *y = g->min_y + height * (1.02 * tk_random_unit(r) - 0.01);
}

static bool place(struct making *m, struct plain *out)
{
    const struct tk_ground *g = m->ground;
    if (m->options->anywhere)
        place_anywhere(g, &m->random, &out->x, &out->y);
    else
        tk_area_point(&g->areas[tk_random_below(&m->random, g->n)], &m->random, &out->x,
                      &out->y);
    return !m->to_degrees || OCTTransform(m->to_degrees, 1, &out->x, &out->y, NULL);
}

static void write_text(struct tk_random *r, size_t subject, char *out, size_t size)
{
    size_t n_subjects, n_wheres;
    const struct tk_subject *subjects = tk_words_subjects(&n_subjects);
    const char *const *wheres = tk_words_wheres(&n_wheres);
    const char *format = subjects[subject % n_subjects].texts[tk_random_below(r, 6)];
    const char *gap = strstr(format, "%s"), *where = wheres[tk_random_below(r, n_wheres)];
    snprintf(out, size, "%.*s%s%s (påhittad notering)", (int)(gap - format), format, where,
             gap + 2);
}

static bool make(struct making *m, size_t number, struct plain *out)
{
    /* as tk_words_subjects() has them */
    static const char *const subjects[] = {"belysning",    "vaxtlighet",   "klotter",
                                           "nedskrapning", "skadegorelse", "underhall",
                                           "sikt",         "framkomlighet"};
    static const int weights[] = {20, 20, 22, 12, 6, 7, 8, 5};
    static const char *const bodies[] = {"trafikkontoret", "stadsdelsforvaltning", "brf",
                                         "sisab", "polisen"};
    static const char *const open[] = {"ny", "skickad", "mottagen", "pagaende"};
    struct tk_random *r = &m->random;
    int32_t as_of = m->options->as_of;
    int32_t day = as_of - tk_random_between(r, 1, 1090);
    int32_t done = day + tk_random_between(r, 0, 400);
    snprintf(out->id, sizeof out->id, "N%08zu", number);
    tk_date_print(day, out->day);
    out->done[0] = 0;
    size_t subject = tk_random_weighted(r, weights, 8);
    out->subject = subjects[subject];
    out->severity = tk_random_between(r, 1, 3);
    write_text(r, subject, out->text, sizeof out->text);
    out->body = bodies[tk_random_below(r, 5)];
    out->state = open[tk_random_below(r, 4)];
    if (done <= as_of) {
        out->state = "atgardad";
        tk_date_print(done, out->done);
    }
    return place(m, out);
}

static enum tk_status write_csv(struct making *m, struct tk_error *err)
{
    struct plain note;
    char path[PATH_MAX];
    enum tk_status st = tk_write_path(m->options->output, "noteringar.csv", path, err);
    FILE *file = st ? NULL : fopen(path, "wb");
    if (!file)
        return tk_fail(err, TK_CANNOT_CREATE, "%s: %s", path, strerror(errno));
    fputs("punkt_id,datum,kategori,status,ansvarig,atgardad_datum,allvar,x,y,beskrivning\n",
          file);
    bool placed = true;
    for (size_t i = 1; placed && i <= m->options->count; i++) {
        placed = make(m, i, &note);
        fprintf(file, "%s,%s,%s,%s,%s,%s,%d,%.*f,%.*f,\"%s\"\n", note.id, note.day,
                note.subject, note.state, note.body, note.done, note.severity, m->decimals,
                note.x, m->decimals, note.y, note.text);
    }
    bool failed = ferror(file) != 0;
    if (fclose(file) != 0 || failed)
        return tk_fail(err, TK_IO, "%s: %s", path, strerror(errno));
    return placed ? TK_OK : tk_fail(err, TK_INPUT, "%s: a position has no degrees", path);
}

static bool write_feature(OGRLayerH layer, const struct plain *note)
{
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
    const char *values[] = {note->id,   note->day,  note->subject, note->state,
                            note->body, note->done, note->text};
    for (int i = 0; i < 7; i++)
        if (values[i][0])
            OGR_F_SetFieldString(feature, i, values[i]);
    OGR_F_SetFieldInteger(feature, 7, note->severity);
    OGR_G_SetPoint_2D(point, 0, note->x, note->y);
    OGR_F_SetGeometryDirectly(feature, point);
    bool done = OGR_L_CreateFeature(layer, feature) == OGRERR_NONE;
    OGR_F_Destroy(feature);
    return done;
}

static OGRLayerH make_layer(GDALDatasetH dataset, void *context)
{
    const struct making *m = context;
    static const struct {
        const char *name;
        OGRFieldType type;
    } columns[] = {{"punkt_id", OFTString},    {"datum", OFTDate},
                   {"kategori", OFTString},    {"status", OFTString},
                   {"ansvarig", OFTString},    {"atgardad_datum", OFTDate},
                   {"beskrivning", OFTString}, {"allvar", OFTInteger}};
    OGRSpatialReferenceH crs = OSRNewSpatialReference(m->ground->wkt);
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, "noteringar", crs, wkbPoint,
                                             (char *[]){"SPATIAL_INDEX=NO", NULL});
    OSRDestroySpatialReference(crs);
    for (size_t i = 0; layer && i < sizeof columns / sizeof *columns; i++) {
        OGRFieldDefnH column = OGR_Fld_Create(columns[i].name, columns[i].type);
        if (OGR_L_CreateField(layer, column, 1) != OGRERR_NONE)
            layer = NULL;
        OGR_Fld_Destroy(column);
    }
    return layer;
}

static bool write_features(OGRLayerH layer, void *context)
{
    struct making *m = context;
    struct plain note;
    bool ok = true;
    for (size_t i = 1; ok && i <= m->options->count; i++)
        ok = make(m, i, &note) && write_feature(layer, &note);
    return ok;
}

static enum tk_status write_gpkg(struct tk_session *session, struct making *m,
                                 struct tk_error *err)
{
    const struct tk_write_layer layer = {make_layer, write_features, m};
    enum tk_status st = tk_session_driver(session, "GPKG", err);
    return st ? st : tk_write_gpkg(session, m->options->output, "noteringar.gpkg", &layer, err);
}

static enum tk_status open_degrees(struct making *m, struct tk_error *err)
{
    if (!m->options->degrees || m->ground->geographic)
        return TK_OK;
    m->to_degrees = tk_ground_to_degrees(m->ground);
    m->decimals = 8;
    return m->to_degrees ? TK_OK : tk_fail(err, TK_USAGE, "--degrees: the layer has no CRS");
}

enum tk_status tk_plain_generate(struct tk_session *session, const struct tk_ground *ground,
                                 const struct tk_survey_options *options, struct tk_error *err)
{
    struct making m = {.ground = ground, .options = options, .decimals = ground->decimals};
    if (options->gpkg && options->degrees)
        return tk_fail(err, TK_USAGE, "--degrees is for --format CSV");
    tk_random_seed(&m.random, options->seed);
    enum tk_status st = open_degrees(&m, err);
    if (!st)
        st = options->gpkg ? write_gpkg(session, &m, err) : write_csv(&m, err);
    OCTDestroyCoordinateTransformation(m.to_degrees);
    return st;
}
