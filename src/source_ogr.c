#include "source_private.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <cpl_conv.h>
#include <inttypes.h>
#include <math.h>
#include <ogr_srs_api.h>
#include <string.h>

/* GDAL tells its errors to the session, and several sources are open at a time: what it tells
 * between listen() and hear() is this one's. */
static unsigned long listen(struct tk_source *source)
{
    source->session->gdal_first[0] = '\0';
    return source->session->failures;
}

/* GDAL's own cure is an option that nobody can set here. */
static const char too_large[] =
    "a feature in it is larger than the 200 MB that GDAL takes to hold one; save the file as "
    "GeoPackage, cut the feature up, or thin out its corners";

static void hear(struct tk_source *source, unsigned long before)
{
    if (source->session->failures == before)
        return;
    const char *said = source->session->gdal_first;
    if (strstr(said, "OGR_GEOJSON_MAX_OBJ_SIZE"))
        said = too_large;
    snprintf(source->said, sizeof source->said, "%s", *said ? said : "it does not say why");
}

static enum tk_status gdal_failed(struct tk_source *source, struct tk_error *err)
{
    return tk_fail(err, TK_INPUT, "%s: reading failed at record %" PRId64 ": %s", source->shown,
                   source->position, source->said);
}

/* ---- opening ---- */

static enum tk_status open_dataset(struct tk_source *source, struct tk_error *err)
{
    const char *const drivers[] = {source->driver->name, NULL};
    unsigned long before = listen(source);
    source->dataset = GDALOpenEx(source->path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers,
                                 source->driver->options, NULL);
    hear(source, before);
    if (source->dataset)
        return TK_OK;
    return tk_fail(err, TK_INPUT, "%s: the driver %s cannot read it: %s", source->shown,
                   source->driver->name,
                   *source->said ? source->said : "it is of another format, or damaged");
}

static enum tk_status wrong_layer(struct tk_source *source, int n, struct tk_error *err)
{
    struct tk_buffer names = {0};
    for (int i = 0; i < n; i++)
        tk_buffer_format(&names, "%s%s", i ? ", " : "",
                         OGR_L_GetName(GDALDatasetGetLayer(source->dataset, i)));
    enum tk_status st = tk_buffer_check(&names, err);
    if (!st && *source->config->layer)
        st = tk_fail(err, TK_INPUT, "%s: has no layer '%s' (there are: %s)", source->shown,
                     source->config->layer, tk_buffer_string(&names));
    if (!st)
        st = tk_fail(err, TK_INPUT, "%s: has %s; name one of them under `layer`: %s",
                     source->shown, n ? "several layers" : "no layers",
                     tk_buffer_string(&names));
    tk_buffer_free(&names);
    return st;
}

/* The layer by its name, as the check found it or as configured, or the only one. */
static enum tk_status find_layer(struct tk_source *source, struct tk_error *err)
{
    const char *wanted = source->layer ? source->layer : source->config->layer;
    int n = GDALDatasetGetLayerCount(source->dataset);
    for (int i = 0; i < n && !source->ogr; i++) {
        OGRLayerH layer = GDALDatasetGetLayer(source->dataset, i);
        if (*wanted ? strcmp(OGR_L_GetName(layer), wanted) == 0 : n == 1)
            source->ogr = layer;
    }
    if (!source->ogr)
        return wrong_layer(source, n, err);
    if (!source->layer && !(source->layer = tk_strdup(OGR_L_GetName(source->ogr))))
        return tk_fail_memory(err);
    return TK_OK;
}

/* GDAL takes a sheet's only row for a record of columns without names. */
static enum tk_status find_names(struct tk_source *source, struct tk_error *err)
{
    OGRFeatureDefnH about = OGR_L_GetLayerDefn(source->ogr);
    bool nameless = OGR_FD_GetFieldCount(about) > 0;
    char made[32];
    for (int i = 0; i < OGR_FD_GetFieldCount(about); i++) {
        snprintf(made, sizeof made, "Field%d", i + 1);
        nameless &= strcmp(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(about, i)), made) == 0;
    }
    if (!source->driver->is_sheet || !nameless || OGR_L_GetFeatureCount(source->ogr, 1) != 1)
        return TK_OK;
    OGR_L_ResetReading(source->ogr);
    source->feature = OGR_L_GetNextFeature(source->ogr);
    source->names_only = source->feature != NULL;
    return source->feature ? TK_OK : gdal_failed(source, err);
}

static enum tk_status take_columns(struct tk_source *source, struct tk_error *err)
{
    OGRFeatureDefnH about = OGR_L_GetLayerDefn(source->ogr);
    int n = OGR_FD_GetFieldCount(about);
    struct tk_arena *arena = tk_arena_new();
    source->columns = tk_alloc((size_t)n, sizeof *source->columns);
    enum tk_status st = arena && source->columns ? TK_OK : tk_fail_memory(err);
    for (int i = 0; !st && i < n; i++) {
        const char *name = OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(about, i));
        if (source->names_only && OGR_F_IsFieldSetAndNotNull(source->feature, i))
            name = OGR_F_GetFieldAsString(source->feature, i);
        const char *text = tk_recode(source->recoder, arena, name, strlen(name));
        if (!text || !(source->columns[i] = tk_strdup(text)))
            st = tk_fail_memory(err);
        else
            source->n_columns++;
    }
    source->has_geometry = OGR_FD_GetGeomFieldCount(about) > 0;
    tk_arena_free(arena);
    return st;
}

/* The file's own CRS as WKT2, or NULL where it says none. */
static enum tk_status take_crs(struct tk_source *source, struct tk_error *err)
{
    static const char *const form[] = {"FORMAT=WKT2_2019", "MULTILINE=NO", NULL};
    OGRSpatialReferenceH srs = OGR_L_GetSpatialRef(source->ogr);
    char *wkt = NULL;
    source->arc_error = srs && OSRIsGeographic(srs) ? 1e-8 : 0.001;
    if (!srs || strncmp(OSRGetName(srs) ? OSRGetName(srs) : "", "Undefined", 9) == 0)
        return TK_OK; /* a GeoPackage's way to say that there is none */
    if (OSRExportToWktEx(srs, &wkt, form) != OGRERR_NONE)
        wkt = NULL;
    source->crs = wkt ? tk_strdup(wkt) : NULL;
    bool failed = wkt && !source->crs;
    CPLFree(wkt);
    return failed ? tk_fail_memory(err) : TK_OK;
}

enum tk_status tk_ogr_open(struct tk_source *source, struct tk_error *err)
{
    /* the sheets' drivers take the first row for a header only where it looks like one */
    CPLSetConfigOption("OGR_XLSX_HEADERS", "FORCE");
    CPLSetConfigOption("OGR_ODS_HEADERS", "FORCE");
    unsigned long before = listen(source);
    enum tk_status st = TK_OK;
    if (source->driver->is_file)
        st = open_dataset(source, err);
    else
        st = tk_postgres_open(source, err);
    if (!st && !source->ogr)
        st = find_layer(source, err);
    if (!st)
        st = find_names(source, err);
    if (!st)
        st = take_columns(source, err);
    if (!st)
        st = take_crs(source, err);
    hear(source, before);
    return st;
}

/* ---- values ---- */

static int print_time(char *out, size_t size, int hour, int minute, float second)
{
    int milli = (int)lroundf(second * 1000);
    if (milli > 59999) /* rounding makes no sixtieth second, which is no time */
        milli = 59999;
    int n = snprintf(out, size, "%02d:%02d:%02d", hour, minute, milli / 1000);
    if (milli % 1000)
        n += snprintf(out + n, size - (size_t)n, ".%03d", milli % 1000);
    return n;
}

/* OGR's time zones: 0 unknown, 1 local, 100 UTC, and quarters of an hour from there. */
static int print_offset(char *out, size_t size, int zone)
{
    if (zone <= 1)
        return 0;
    if (zone == 100)
        return snprintf(out, size, "Z");
    int minutes = (zone - 100) * 15, ahead = minutes < 0 ? -minutes : minutes;
    return snprintf(out, size, "%c%02d:%02d", minutes < 0 ? '-' : '+', ahead / 60, ahead % 60);
}

static const char *date_text(struct tk_record *record, OGRFeatureH f, int i, OGRFieldType type,
                             bool by_column)
{
    int year, month, day, hour, minute, zone;
    float second;
    char text[96];
    size_t n = 0;
    OGR_F_GetFieldAsDateTimeEx(f, i, &year, &month, &day, &hour, &minute, &second, &zone);
    /* one cell with a time of day gives every date of a sheet's column one: midnight */
    bool timed = !(by_column && type == OFTDateTime) || hour || minute || second > 0;
    if (type != OFTTime && year >= 0 && year <= 9999) {
        tk_date_print_parts(year, month, day, text);
        n = strlen(text);
    } else if (type != OFTTime)
        n += (size_t)snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
    if (timed && type == OFTDateTime)
        text[n++] = 'T';
    if (timed && type != OFTDate) {
        n += (size_t)print_time(text + n, sizeof text - n, hour, minute, second);
        n += (size_t)print_offset(text + n, sizeof text - n, zone);
    }
    return tk_arena_text(record->arena, text, n);
}

/* Whether a text begins as a shape, whose 0 is any digit. */
static bool begins_as(const char *text, const char *shape)
{
    for (; *shape; shape++, text++)
        if (*shape == '0' ? *text < '0' || *text > '9' : *text != *shape)
            return false;
    return true;
}

/* One cell of words makes a sheet's column text, and GDAL then writes its dates so:
 * 2026/03/04 00:00:00. */
static size_t without_midnight(const char *text, size_t n)
{
    static const char midnight[] = " 00:00:00";
    const size_t date = strlen("0000/00/00");
    return begins_as(text, "0000/00/00") && strcmp(text + date, midnight) == 0 ? date : n;
}

/* … and gives an OpenDocument's times of day as the file has them, as time since midnight:
 * PT18H45M00S, the seconds with or without a fraction. Below 24 hours that is a clock's time.
 */
static bool since_midnight(const char *text, char clock[sizeof "00:00:00"])
{
    static const char digits[] = "0123456789";
    if (!begins_as(text, "PT00H00M00") || strncmp(text + 2, "24", 2) >= 0)
        return false;
    const char *end = text + strlen("PT00H00M00");
    if (*end == '.' || *end == ',')
        end += 1 + strspn(end + 1, digits);
    if (strcmp(end, "S") != 0)
        return false;
    snprintf(clock, sizeof "00:00:00", "%.2s:%.2s:%.2s", text + 2, text + 5, text + 8);
    return true;
}

/* A sheet's text, as it is or as what it stands for. */
static const char *sheet_text(const char *text, size_t *n, char clock[sizeof "00:00:00"])
{
    if (since_midnight(text, clock)) {
        *n = strlen(clock);
        return clock;
    }
    *n = without_midnight(text, *n);
    return text;
}

static const char *number_text(struct tk_record *record, double value)
{
    char text[40];
    if (isfinite(value))
        tk_text_from_number(value, text);
    else
        snprintf(text, sizeof text, "%g", value);
    return tk_arena_text(record->arena, text, strlen(text));
}

/* One value; *failed if there is no memory. */
static const char *value_of(struct tk_source *source, struct tk_record *record, int i,
                            bool *failed)
{
    OGRFeatureH f = source->feature;
    OGRFieldType type = OGR_Fld_GetType(OGR_F_GetFieldDefnRef(f, i));
    const char *text = NULL;
    bool is_date = type == OFTDate || type == OFTDateTime;
    if (type == OFTBinary)
        return NULL;
    if (!OGR_F_IsFieldSetAndNotNull(f, i)) {
        if (source->gpkg && is_date)
            text = tk_gpkg_text(source->gpkg, OGR_F_GetFID(f), source->columns[i]);
        if (!text)
            return NULL;
        text = tk_arena_text(record->arena, text, strlen(text));
    } else if (type == OFTReal) {
        text = number_text(record, OGR_F_GetFieldAsDouble(f, i));
    } else if (is_date || type == OFTTime) {
        text = date_text(record, f, i, type, source->driver->is_sheet);
    } else {
        text = OGR_F_GetFieldAsString(f, i);
        char clock[sizeof "00:00:00"];
        size_t n = strlen(text);
        if (n == 0)
            return NULL;
        if (source->driver->is_sheet)
            text = sheet_text(text, &n, clock);
        text = tk_recode(source->recoder, record->arena, text, n);
    }
    *failed |= !text;
    return text;
}

/* ---- records ---- */

/* At the end: GDAL and the file itself must agree on how much there was. */
static enum tk_status at_end(struct tk_source *source, struct tk_error *err)
{
    bool unexplained = *source->said && source->faulty == 0;
    if (source->expected >= 0 && source->expected != source->position)
        return tk_fail(err, TK_INPUT,
                       "%s: holds %" PRId64 " record%s by its own account, but %" PRId64
                       " could be read: %s",
                       source->shown, source->expected, tk_text_s(source->expected),
                       source->position,
                       *source->said ? source->said : "it is damaged, or is being written");
    return unexplained ? gdal_failed(source, err) : TK_OK;
}

/* GDAL reads GeoJSON ahead, so its complaints belong to no record: the file itself is asked. */
static enum tk_status judge_json(struct tk_source *source, struct tk_record *record,
                                 struct tk_error *err)
{
    struct tk_json_feature about;
    bool more;
    enum tk_status st = tk_json_next(source->json, &about, &more, err);
    if (st)
        return st;
    if (!more)
        return tk_fail(err, TK_INPUT, "%s: GDAL reads more features than the file holds",
                       source->shown);
    if (OGR_F_GetGeometryRef(source->feature) == NULL && about.has_geometry)
        record->fault = about.is_empty ? "geometri_tom" : "geometri_olaslig";
    if (*about.no_number) {
        record->fault = "koordinat_ej_tal";
        record->fault_value =
            tk_arena_text(record->arena, about.no_number, strlen(about.no_number));
        if (!record->fault_value)
            return tk_fail_memory(err);
    }
    if (about.is_spoilt)
        record->fault = "text_ogiltig";
    return TK_OK;
}

/* A geometry that stands in the file but not in what GDAL gave. */
static enum tk_status judge_geometry(struct tk_source *source, struct tk_record *record,
                                     struct tk_error *err)
{
    bool complained = *source->said;
    bool missing = OGR_F_GetGeometryRef(source->feature) == NULL;
    if (missing && source->has_geometry) {
        bool there = complained;
        if (source->gpkg)
            there = tk_gpkg_has_value(source->gpkg, OGR_F_GetFID(source->feature),
                                      OGR_L_GetGeometryColumn(source->ogr));
        if (there)
            record->fault = "geometri_olaslig";
    }
    if (source->gpkg && tk_gpkg_has_nul(source->gpkg, OGR_F_GetFID(source->feature)))
        record->fault = "text_ogiltig";
    if (complained && !record->fault)
        return gdal_failed(source, err);
    source->said[0] = '\0';
    return TK_OK;
}

enum tk_status tk_ogr_next(struct tk_source *source, struct tk_record *record, bool *more,
                           struct tk_error *err)
{
    OGR_F_Destroy(source->feature);
    source->feature = NULL;
    *more = false;
    if (source->names_only)
        return TK_OK;
    unsigned long before = listen(source);
    source->feature = OGR_L_GetNextFeature(source->ogr);
    hear(source, before);
    *more = source->feature != NULL;
    if (!*more)
        return at_end(source, err);
    source->position++;
    bool by_fid = source->driver->number_is_fid;
    record->number = by_fid ? OGR_F_GetFID(source->feature) : source->position;
    enum tk_status st =
        source->json ? judge_json(source, record, err) : judge_geometry(source, record, err);
    bool failed = false;
    for (size_t i = 0; !st && i < source->n_columns; i++)
        record->values[i] = value_of(source, record, (int)i, &failed);
    if (!st && failed)
        st = tk_fail_memory(err);
    source->faulty += record->fault != NULL;
    return st;
}

enum tk_status tk_ogr_geometry(struct tk_source *source, struct tk_record *record,
                               struct tk_error *err)
{
    if (record->fault)
        return TK_OK;
    return tk_record_geometry_take(source, record, OGR_F_StealGeometry(source->feature), err);
}

/* Numbers of days from 2000 to 2100. */
const char *tk_source_no_day(const struct tk_source_config *config, const char *text)
{
    bool number = strcmp(config->driver, "XLSX") == 0 && strlen(text) == 5 &&
                  strspn(text, "0123456789") == 5 && strcmp(text, "36526") >= 0 &&
                  strcmp(text, "73051") < 0;
    return number ? "dagnummer" : "datum_ogiltigt";
}
