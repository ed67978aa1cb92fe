#include "support/reading.h"

#include "trygghetskarta/geom.h"
#include "trygghetskarta/memory.h"

#include <gdal.h>
#include <gdal_utils.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int reading_setup(void **state)
{
    struct reading *r = calloc(1, sizeof *r);
    struct tk_error err = {0};
    assert_non_null(r);
    support_directory(r->directory, sizeof r->directory);
    assert_ok(tk_session_open(&r->session, NULL, &err), &err);
    *state = r;
    return 0;
}

int reading_teardown(void **state)
{
    struct reading *r = *state;
    tk_session_close(&r->session);
    support_remove(r->directory);
    free(r);
    return 0;
}

const char *reading_path(const struct reading *r, const char *name)
{
    static char paths[16][512];
    static int turn;
    char *path = paths[turn++ % 16];
    snprintf(path, sizeof paths[0], "%s/%s", r->directory, name);
    return path;
}

static void show_geometry(struct tk_buffer *out, const struct tk_batch *b, size_t i)
{
    double x, y;
    if (b->fault[i])
        tk_buffer_format(out, "!%s%s%s", b->fault[i], b->fault_value[i] ? "=" : "",
                         b->fault_value[i] ? b->fault_value[i] : "");
    else if (!b->wkb[i])
        tk_buffer_text(out, "-");
    else if (tk_geom_wkb_point(b->wkb[i], b->wkb_size[i], &x, &y))
        tk_buffer_format(out, "(%.15g %.15g)", x, y);
    else
        tk_buffer_format(out, "KIND%d[%zu]", b->wkb[i][1], b->wkb_size[i]);
    assert_true(!b->fault[i] || !b->wkb[i]);
}

static void show_batch(struct tk_buffer *out, const struct tk_batch *b)
{
    for (size_t i = 0; i < b->n; i++) {
        tk_buffer_format(out, "%lld", (long long)b->number[i]);
        for (size_t k = 0; k < b->n_columns; k++) {
            const char *value = b->values[i * b->n_columns + k];
            tk_buffer_format(out, "|%s", value ? value : "-");
        }
        tk_buffer_text(out, "|");
        show_geometry(out, b, i);
        tk_buffer_text(out, "\n");
    }
}

enum tk_status reading_all(struct reading *r, const struct tk_source_config *config,
                           struct tk_buffer *out, struct tk_error *err)
{
    struct tk_source *source;
    struct tk_batch *batch = calloc(1, sizeof *batch);
    assert_non_null(batch);
    enum tk_status st = tk_source_open(&r->session, config, &source, err);
    if (!st)
        tk_buffer_text(out, "#");
    for (size_t i = 0; !st && i < tk_source_columns(source); i++)
        tk_buffer_format(out, "|%s", tk_source_column(source, i));
    if (!st)
        tk_buffer_text(out, "\n");
    while (!st && !(st = tk_source_next(source, batch, err)) && batch->n)
        show_batch(out, batch);
    if (!st)
        st = tk_source_unchanged(source, err);
    tk_batch_free(batch);
    free(batch);
    tk_source_close(source);
    assert_int_equal(st, err->status);
    return st;
}

void reading_assert(struct reading *r, const struct tk_source_config *config,
                    enum tk_status status, const char *part, const char *file, int line)
{
    struct tk_buffer text = {0};
    struct tk_error err = {0};
    enum tk_status st = reading_all(r, config, &text, &err);
    const char *said = st ? err.message : tk_buffer_string(&text);
    if (st != status || !strstr(said, part)) {
        print_error("%s: status %d (expected %d), '%s' not in:\n%s\n", config->file, (int)st,
                    (int)status, part, said);
        tk_buffer_free(&text);
        _fail(file, line);
    }
    tk_buffer_free(&text);
}

void reading_twenty(struct reading *r)
{
    struct tk_buffer b = {0};
    tk_buffer_text(&b, "id,kod,namn,datum,antal,x,y\n");
    for (int i = 1; i <= 20; i++) {
        tk_buffer_format(&b, "%d,K%03d,", i, i);
        tk_buffer_text(&b, i % 5 == 0   ? "\"Årsta \"\"torg\"\", öst\""
                           : i % 5 == 1 ? "\"två\nrader\""
                           : i % 5 == 2 ? ""
                                        : "007");
        tk_buffer_format(&b, ",%s,",
                         i % 4 == 0   ? ""
                         : i % 4 == 1 ? "2025-01-31"
                                      : "2024-02-29");
        if (i % 3)
            tk_buffer_format(&b, "%d", i * 100000);
        tk_buffer_format(&b, ",%d.%d,%d.25\n", 674000 + i, i % 9 + 1, 6580000 + i);
    }
    support_write(r->directory, "tjugo.csv", tk_buffer_string(&b));
    tk_buffer_free(&b);
}

void reading_convert_to(struct reading *r, const char *from, const char *driver, const char *to)
{
    struct tk_error err = {0};
    assert_ok(tk_session_driver(&r->session, "CSV", &err), &err);
    assert_ok(tk_session_driver(&r->session, driver, &err), &err);
    const char *const options[] = {"AUTODETECT_TYPE=YES", "HEADERS=YES", "X_POSSIBLE_NAMES=x",
                                   "Y_POSSIBLE_NAMES=y", NULL};
    GDALDatasetH in = GDALOpenEx(reading_path(r, from), GDAL_OF_VECTOR, NULL, options, NULL);
    assert_non_null(in);
    /* without an index a GeoPackage has no triggers that need GDAL's own functions */
    const char *option = strcmp(driver, "GPKG") == 0             ? "SPATIAL_INDEX=NO"
                         : strcmp(driver, "ESRI Shapefile") == 0 ? "ENCODING=UTF-8"
                                                                 : NULL;
    char *args[] = {(char[]){"-f"},
                    (char *)(uintptr_t)driver,
                    (char[]){"-a_srs"},
                    (char[]){"EPSG:3006"},
                    option ? (char[]){"-lco"} : NULL,
                    (char *)(uintptr_t)option,
                    NULL};
    GDALVectorTranslateOptions *how = GDALVectorTranslateOptionsNew(args, NULL);
    GDALDatasetH out = GDALVectorTranslate(to, NULL, 1, &in, how, NULL);
    assert_non_null(out);
    GDALVectorTranslateOptionsFree(how);
    GDALClose(out);
    GDALClose(in);
}

void reading_convert(struct reading *r, const char *from, const char *driver, const char *to)
{
    reading_convert_to(r, from, driver, reading_path(r, to));
}
