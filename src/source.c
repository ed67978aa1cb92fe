#include "source_private.h"

#include "trygghetskarta/crs.h"
#include "trygghetskarta/interrupt.h"
#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* IMMUTABLE: GDAL takes no lock and makes no side file. Dates of GeoJSON come as they are
 * written, since GDAL would take 2025-02-30 for one. ENCODING= leaves a .dbf's bytes alone. */
static const char *const gpkg_options[] = {"IMMUTABLE=YES", "LIST_ALL_TABLES=NO", NULL};
static const char *const shape_options[] = {"ENCODING=", "AUTO_REPACK=NO", NULL};
static const char *const geojson_options[] = {"DATE_AS_STRING=YES", "ARRAY_AS_STRING=YES",
                                              "FEATURE_SERVER_PAGING=NO", NULL};

static const struct tk_driver drivers[] = {
    {.name = "CSV", .is_file = true, .blank_rows = true, .check = tk_check_text},
    {.name = "GPKG",
     .is_file = true,
     .number_is_fid = true,
     .point_is_dot = true,
     .options = gpkg_options,
     .check = tk_check_gpkg},
    {.name = "ESRI Shapefile",
     .is_file = true,
     .point_is_dot = true,
     .empty_is_nan = true,
     .options = shape_options,
     .check = tk_check_shapefile},
    {.name = "GeoJSON",
     .is_file = true,
     .point_is_dot = true,
     .empty_is_nan = true,
     .options = geojson_options,
     .check = tk_check_geojson},
    {.name = "XLSX",
     .is_file = true,
     .is_sheet = true,
     .blank_rows = true,
     .number_is_fid = true,
     .point_is_dot = true,
     .check = tk_check_sheet},
    {.name = "ODS",
     .is_file = true,
     .is_sheet = true,
     .blank_rows = true,
     .number_is_fid = true,
     .point_is_dot = true,
     .check = tk_check_sheet},
    {.name = "PostgreSQL", .number_is_fid = true, .point_is_dot = true},
};

static const struct tk_driver *find_driver(const char *name)
{
    for (size_t i = 0; i < sizeof drivers / sizeof *drivers; i++)
        if (strcmp(drivers[i].name, name) == 0)
            return &drivers[i];
    return NULL;
}

/* ---- opening ---- */

/* The one column of a name that the configuration gives under a key; TK_NOWHERE for "". */
static enum tk_status need_column(const struct tk_source *source, const char *name,
                                  const char *key, size_t *column, struct tk_error *err)
{
    *column = TK_NOWHERE;
    if (!name || !*name)
        return TK_OK;
    for (size_t i = 0; i < source->n_columns; i++) {
        if (strcmp(source->columns[i], name) != 0)
            continue;
        if (*column != TK_NOWHERE)
            return tk_fail(err, TK_INPUT,
                           "%s: has two columns '%s'; rename one of them, since `%s` may mean "
                           "either",
                           source->shown, name, key);
        *column = i;
    }
    if (*column != TK_NOWHERE)
        return TK_OK;
    return tk_source_lacks(source, err,
                           "%s: has no column '%s', which the configuration names under `%s`",
                           source->shown, name, key);
}

/* Names are compared with what is configured and known, which is UTF-8. */
static enum tk_status check_names(const struct tk_source *source, struct tk_error *err)
{
    for (size_t i = 0; i < source->n_columns; i++) {
        const char *name = source->columns[i], *fault;
        if (!tk_text_valid(name, strlen(name), &fault) && tk_source_headless(source))
            return tk_fail(
                err, TK_INPUT,
                "%s: the name of column %zu %s, and its first row looks like a record, "
                "not a header; put a row with the columns' names above it, and set "
                "`encoding`",
                source->shown, i + 1, fault);
        if (!tk_text_valid(name, strlen(name), &fault))
            return tk_fail(err, TK_INPUT,
                           "%s: the name of column %zu, '%s', %s; set `encoding` (often "
                           "windows-1252 or ISO-8859-1)",
                           source->shown, i + 1, name, fault);
    }
    return TK_OK;
}

static enum tk_status find_columns(struct tk_source *source, struct tk_error *err)
{
    const struct tk_source_config *c = source->config;
    const char *const named[][2] = {
        {c->key, "key"}, {c->label, "label"}, {c->parent, "parent"}, {c->value, "value"}};
    size_t ignored;
    enum tk_status st = need_column(source, c->x, "x", &source->x, err);
    if (!st)
        st = need_column(source, c->y, "y", &source->y, err);
    if (!st)
        st = need_column(source, c->wkt, "wkt", &source->wkt, err);
    if (!st && (source->x == TK_NOWHERE) != (source->y == TK_NOWHERE))
        st = tk_fail(err, TK_USAGE, "%s: x and y must be configured both, or none", c->name);
    for (size_t i = 0; !st && i < sizeof named / sizeof *named; i++)
        st = need_column(source, named[i][0], named[i][1], &ignored, err);
    for (size_t i = 0; !st && i < c->n_fields; i++)
        st = need_column(source, c->fields[i].column, "fields", &ignored, err);
    if (!st && !(source->only = tk_alloc(c->n_only, sizeof *source->only)))
        st = tk_fail_memory(err);
    for (size_t i = 0; !st && i < c->n_only; i++)
        st = need_column(source, c->only[i].column, "only", &source->only[i], err);
    if (!st && !(source->only_seen = tk_alloc(c->n_only, sizeof(bool *))))
        st = tk_fail_memory(err);
    for (size_t i = 0; !st && i < c->n_only; i++)
        if (!(source->only_seen[i] = tk_alloc(c->only[i].n_values, sizeof(bool))))
            st = tk_fail_memory(err);
    return st;
}

/* The configured CRS wins over the file's own. */
static enum tk_status settle_crs(struct tk_source *source, struct tk_error *err)
{
    const char *told = source->config->crs;
    if (!told || !*told)
        return TK_OK;
    struct tk_crs_info info;
    bool same = true;
    enum tk_status st = tk_crs_describe(source->session, told, &info, err);
    if (!st && source->crs)
        st = tk_crs_same(source->session, source->crs, told, &same, err);
    if (!st) {
        tk_free(source->crs);
        source->crs = tk_strdup(info.wkt2);
        const char *url = source->config->url;
        source->overruled = !same && !(url && *url); /* a service was asked for it */
        if (!source->crs)
            st = tk_fail_memory(err);
    }
    tk_crs_info_free(&info);
    return st;
}

static enum tk_status name_layer(struct tk_source *source, struct tk_error *err)
{
    if (source->layer)
        return TK_OK;
    const char *name = strrchr(source->path, '/') + 1, *dot = strrchr(name, '.');
    source->layer = tk_strndup(name, dot ? (size_t)(dot - name) : strlen(name));
    return source->layer ? TK_OK : tk_fail_memory(err);
}

static enum tk_status open_source(struct tk_source *source, struct tk_error *err)
{
    const struct tk_driver *driver = source->driver;
    bool by_ogr = strcmp(driver->name, "CSV") != 0;
    enum tk_status st = TK_OK;
    if (by_ogr)
        st = tk_session_driver(source->session, driver->name, err);
    if (!st && driver->is_file)
        st = tk_source_take_path(source, err);
    if (!st && driver->check)
        st = driver->check(source, err);
    if (!st)
        st = by_ogr ? tk_ogr_open(source, err) : tk_csv_open(source, err);
    if (!st)
        st = name_layer(source, err);
    if (!st)
        st = check_names(source, err);
    if (!st)
        st = find_columns(source, err);
    return st ? st : settle_crs(source, err);
}

enum tk_status tk_source_open(struct tk_session *session, const struct tk_source_config *config,
                              struct tk_source **out, struct tk_error *err)
{
    *out = NULL;
    const struct tk_driver *driver = find_driver(config->driver);
    if (!driver)
        return tk_fail(err, TK_USAGE, "%s: there is no driver '%s'", config->name,
                       config->driver);
    struct tk_source *source = tk_alloc(1, sizeof *source);
    if (!source)
        return tk_fail_memory(err);
    *source = (struct tk_source){.session = session,
                                 .config = config,
                                 .driver = driver,
                                 .shown = driver->is_file ? config->file : config->name,
                                 .arc_error = 0.001,
                                 .told = {-1, -1, -1},
                                 .expected = -1};
    enum tk_status st = open_source(source, err);
    if (st) {
        tk_source_close(source);
        return st;
    }
    *out = source;
    return TK_OK;
}

void tk_source_close(struct tk_source *source)
{
    if (!source)
        return;
    OGR_F_Destroy(source->feature);
    if (source->dataset)
        GDALClose(source->dataset);
    tk_csv_close(source->csv);
    tk_json_close(source->json);
    tk_gpkg_close(source->gpkg);
    tk_recoder_close(source->recoder);
    for (size_t i = 0; i < source->n_columns; i++)
        tk_free(source->columns[i]);
    for (size_t i = 0; i < source->n_files; i++)
        tk_free(source->files[i].path);
    tk_free(source->columns);
    tk_free(source->files);
    for (size_t i = 0; source->only_seen && i < source->config->n_only; i++)
        tk_free(source->only_seen[i]);
    tk_free(source->only_seen);
    tk_free(source->only);
    tk_free(source->path);
    tk_free(source->layer);
    tk_free(source->crs);
    tk_free(source);
}

/* ---- what it is ---- */

size_t tk_source_columns(const struct tk_source *source)
{
    return source->n_columns;
}

const char *tk_source_column(const struct tk_source *source, size_t i)
{
    return source->columns[i];
}

size_t tk_source_find(const struct tk_source *source, const char *column)
{
    for (size_t i = 0; i < source->n_columns; i++)
        if (strcmp(source->columns[i], column) == 0)
            return i;
    return TK_NOWHERE;
}

const char *tk_source_crs(const struct tk_source *source)
{
    return source->crs ? source->crs : "";
}

bool tk_source_crs_overruled(const struct tk_source *source)
{
    return source->overruled;
}

const char *tk_source_layer(const struct tk_source *source)
{
    return source->layer;
}

int64_t tk_source_read(const struct tk_source *source)
{
    return source->read;
}

int64_t tk_source_filtered(const struct tk_source *source)
{
    return source->filtered;
}

struct tk_source_told tk_source_told(const struct tk_source *source)
{
    return source->told;
}

int64_t tk_source_heights(const struct tk_source *source)
{
    return source->heights;
}

const struct tk_source_file *tk_source_files(const struct tk_source *source, size_t *n)
{
    *n = source->n_files;
    return source->files;
}

/* ---- reading ---- */

/* Equal but for white space round them. */
static bool matches(const char *value, const char *wanted)
{
    size_t n, m;
    value = tk_text_trim(value, &n);
    wanted = tk_text_trim(wanted, &m);
    return n == m && memcmp(value, wanted, n) == 0;
}

static bool is_wanted(const struct tk_source *source, const struct tk_record *record)
{
    bool wanted = true; /* every column is looked at: what stands in them is remembered */
    for (size_t i = 0; i < source->config->n_only; i++) {
        const struct tk_only *only = &source->config->only[i];
        const char *value = record->values[source->only[i]];
        bool found = false;
        for (size_t k = 0; k < only->n_values; k++)
            if (matches(value ? value : "", only->values[k]))
                found = source->only_seen[i][k] = true;
        wanted = wanted && found;
    }
    return wanted;
}

void tk_source_warn(const struct tk_source *source)
{
    const struct tk_source_config *c = source->config;
    if (source->overruled)
        tk_log_warn(
            source->session->log,
            "%s: `crs` is another than the file's own; %s was used, so see that it is right",
            c->name, c->crs);
    if (source->heights)
        tk_log_info(source->session->log,
                    "%s: %" PRId64 " %s heights or measures (Z, M), which are left out",
                    c->name, source->heights,
                    source->heights == 1 ? "record has" : "records have");
    for (size_t i = 0; i < c->n_only; i++)
        for (size_t k = 0; k < c->only[i].n_values; k++)
            if (!source->only_seen[i][k])
                tk_log_warn(source->session->log,
                            "%s: only: no record has '%s' in '%s'; words count as they are "
                            "written, capitals too",
                            c->name, c->only[i].values[k], c->only[i].column);
}

static bool is_blank(const struct tk_source *source, const struct tk_record *record)
{
    if (!source->driver->blank_rows)
        return false;
    for (size_t i = 0; i < source->n_columns; i++)
        if (record->values[i])
            return false;
    return true;
}

static enum tk_status count_record(struct tk_source *source, struct tk_error *err)
{
    source->read++;
    if ((double)source->read > source->config->max_rows)
        return tk_fail(
            err, TK_INPUT,
            "%s: has more than max_rows: %.0f records; raise that key if it is right",
            source->shown, source->config->max_rows);
    return TK_OK;
}

/* Reads the next record that is wanted; *more is false at the end. */
static enum tk_status next_record(struct tk_source *source, struct tk_record *record,
                                  bool *more, struct tk_error *err)
{
    struct tk_arena_mark mark = tk_arena_here(record->arena);
    const struct tk_record empty = *record;
    for (;;) {
        *record = empty;
        memset(record->values, 0, source->n_columns * sizeof *record->values);
        enum tk_status st = source->csv ? tk_csv_next(source, record, more, err)
                                        : tk_ogr_next(source, record, more, err);
        if (st || !*more)
            return st;
        bool blank = is_blank(source, record);
        if (!blank && (st = count_record(source, err)))
            return st;
        if (!blank && is_wanted(source, record))
            break;
        source->filtered += !blank;
        tk_arena_back(record->arena, mark);
    }
    if (source->x != TK_NOWHERE || source->wkt != TK_NOWHERE)
        return tk_record_position(source, record, err);
    return source->csv ? TK_OK : tk_ogr_geometry(source, record, err);
}

static enum tk_status make_room(const struct tk_source *source, struct tk_batch *batch,
                                struct tk_error *err)
{
    batch->n = 0;
    batch->n_columns = source->n_columns;
    if (batch->arena)
        tk_arena_clear(batch->arena);
    else if (!(batch->arena = tk_arena_new()))
        return tk_fail_memory(err);
    return tk_grow(&batch->values, &batch->capacity, TK_BATCH * source->n_columns + 1,
                   sizeof *batch->values, err);
}

static double share_read(const struct tk_source *source)
{
    if (source->csv)
        return tk_csv_share(source);
    return source->expected > 0 ? (double)source->position / (double)source->expected : 0;
}

enum tk_status tk_source_next(struct tk_source *source, struct tk_batch *batch,
                              struct tk_error *err)
{
    enum tk_status st = tk_interrupt_check(err);
    if (!st)
        st = make_room(source, batch, err);
    while (!st && !source->ended && batch->n < TK_BATCH) {
        size_t i = batch->n;
        struct tk_record record = {.arena = batch->arena,
                                   .values = batch->values + i * source->n_columns};
        bool more = false;
        st = next_record(source, &record, &more, err);
        source->ended = st || !more;
        if (source->ended)
            break;
        batch->number[i] = record.number;
        batch->wkb[i] = record.fault ? NULL : record.wkb;
        batch->wkb_size[i] = record.fault ? 0 : record.wkb_size;
        batch->fault[i] = record.fault;
        batch->fault_value[i] = record.fault_value;
        batch->mended[i] = record.mended;
        batch->n++;
    }
    batch->share = share_read(source);
    if (st)
        batch->n = 0;
    return st;
}

bool tk_batch_misplaced(const struct tk_batch *batch, size_t i)
{
    return batch->fault[i] && strcmp(batch->fault[i], "antal_celler") == 0;
}

void tk_batch_free(struct tk_batch *batch)
{
    tk_arena_free(batch->arena);
    tk_free(batch->values);
    batch->arena = NULL;
    batch->values = NULL;
    batch->n = batch->capacity = 0;
}
