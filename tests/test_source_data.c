/* Real files, and the zoo: each of its files has its verdict here, so that none crashes and
 * none is silent. A file of the zoo without a verdict fails the test. */
#include "support/reading.h"

#include <dirent.h>
#include <gdal.h>
#include <ogr_api.h>
#include <stdio.h>
#include <string.h>

static const char CSV[] = "CSV", GPKG[] = "GPKG", SHAPE[] = "ESRI Shapefile",
                  JSON[] = "GeoJSON";
enum { OK = TK_OK, BAD = TK_INPUT };

static const struct verdict {
    const char *file, *driver, *layer;
    int status;
    const char *part; /* of the message, or of what is read */
} verdicts[] = {
    {"badblob.gpkg", GPKG, "points", OK, "|!geometri_olaslig\n"},
    {"badblob.gpkg", GPKG, "", BAD, "name one of them under `layer`: districts, points"},
    {"badutf8.geojson", JSON, "", OK,
     "1|ab\xff\xfe"
     "cd|(1 1)\n"},                                      /* judged by validation */
    {"bowtie.geojson", JSON, "", OK, "1|1|KIND3[93]\n"}, /* … by coverage */
    {"crs_3006_flagged_3011.geojson", JSON, "", OK, "(674000 6580000)"}, /* … by position */
    {"crs_swapped_latlon.geojson", JSON, "", OK, "(59.33 18.06)"},       /* … by position */
    {"csvinj.csv", CSV, "", OK, "|=HYPERLINK(\"http://evil\",\"x\")|"},
    {"dates.csv", CSV, "", OK, "2|1|2026-02-30|-\n3|2|31/12/2025|-\n"},
    {"dates.csvt", NULL, "", 0, NULL}, /* lies beside dates.csv; never read */
    {"dates.geojson", JSON, "", OK, "1|0|2026-02-30|(1 1)\n2|1|2025-13-01|(1 1)\n"},
    {"deep.geojson", JSON, "", BAD, "nested deeper than 256 levels"},
    {"dup_ids.geojson", JSON, "", OK, "1|1|(1 1)\n2|1|(2 2)\n"}, /* … by identities */
    {"dupvert.geojson", JSON, "", OK, "1|1|KIND3[125]\n"},
    {"empty_geom.geojson", JSON, "", OK,
     "1|1|!geometri_tom\n2|2|!geometri_tom\n3|3|!geometri_tom\n4|4|!geometri_tom\n"},
    {"evil.vrt", JSON, "", BAD, "does not begin as GeoJSON"},
    {"evil_as.geojson", JSON, "", BAD, "does not begin as GeoJSON"},
    {"evil_open.gpkg", GPKG, "v", BAD, "'v' is a view"},
    {"evil_open.gpkg", GPKG, "points", OK, "(674000 6580000)\n"},
    {"evil_ssrf.vrt", JSON, "", BAD, "does not begin as GeoJSON"},
    {"evil_view_blob.gpkg", GPKG, "v", BAD, "'v' is a view"},
    {"garbage.gpkg", GPKG, "points", BAD, "is no whole GeoPackage"},
    {"good.gpkg", GPKG, "points", OK, "\n500|1|"},
    {"latin1.csv", CSV, "", OK,
     "2|1|S\xf6"
     "dermalm \xc5rsta|"}, /* … by validation */
    {"mixed.geojson", JSON, "", OK, "1|1|(1 1)\n2|2|KIND3[93]\n3|3|KIND2[41]\n4|4|-\n"},
    {"multipoint.geojson", JSON, "", OK, "1|1|KIND4[51]\n"}, /* … by position */
    {"nan.geojson", JSON, "", OK,
     "1|1|!koordinat_ej_tal=NaN\n2|2|!koordinat_ej_tal=Infinity\n3|3|!koordinat_ej_tal=x\n"},
    {"nul.csv", CSV, "", BAD, "line 2 holds a NUL byte"},
    {"null_geom.geojson", JSON, "", OK, "1|1|-\n"},
    {"overlap_gap_sliver.geojson", JSON, "", OK, "4|4|KIND3[77]\n"}, /* … by coverage */
    {"ring2pts.geojson", JSON, "", OK, "1|1|!geometri_olaslig\n2|2|KIND3[77]\n"},
    {"shp_cpg_garbage.shp", SHAPE, "", BAD, ".cpg: names an encoding that nobody knows"},
    {"shp_dbfmore.shp", SHAPE, "", BAD, "says it has 50 rows, and has room for 1"},
    {"shp_latin1_cpg_utf8.shp", SHAPE, "", OK, "1|\xc5rsta|"}, /* … by validation */
    {"shp_latin1_nocpg.shp", SHAPE, "", OK, "1|\xc5rsta|"},    /* … by validation */
    {"shp_nan.shp", SHAPE, "", OK, "|!koordinat_ej_tal\n"},
    {"shp_noprj.shp", SHAPE, "", OK, "(674000 6580000)"},
    {"shp_trunc.shp", SHAPE, "", BAD, "is cut off"},
    {"shp_utf8_nocpg.shp", SHAPE, "", OK, "1|Årsta|"},
    {"shp_utf8_ok.shp", SHAPE, "", OK, "1|Årsta|"},
    {"spike.geojson", JSON, "", OK, "1|1|KIND3[125]\n"}, /* … by coverage */
    {"sqlinj.csv", CSV, "", OK, "#|id|x'); DROP TABLE gpkg_contents;--|a\"b|select|x|y\n"},
    {"sqlinj_name.gpkg", GPKG, "x'\"; drop table gpkg_contents;--", OK, "#|"},
    {"staleextent.gpkg", GPKG, "points", OK, "\n500|1|"},
    {"stalertree.gpkg", GPKG, "points", OK, "\n500|1|"},
    {"trunc.geojson", JSON, "", BAD, "line 1: is not whole GeoJSON"},
    {"trunc_1page.gpkg", GPKG, "points", BAD, "malformed"},
    {"trunc_half.gpkg", GPKG, "points", BAD, "malformed"},
    {"trunc_hdr.gpkg", GPKG, "points", BAD, "malformed"},
    {"unclosed.geojson", JSON, "", OK, "1|1|KIND3[93]\n"}, /* closed: 5 vertices */
    {"unterminated.csv", CSV, "", BAD, "line 2: text follows a closing quote"},
    {"utf16.csv", CSV, "", BAD, "is UTF-16"},
    {"wfs.xml", JSON, "", BAD, "does not begin as GeoJSON"},
    {"wfs_as.geojson", JSON, "", BAD, "does not begin as GeoJSON"},
    {"wrongsrs.gpkg", GPKG, "points", OK, "\n500|1|"},      /* without a CRS: crs_of_the_zoo */
    {"wrongtype.gpkg", GPKG, "points", OK, "|KIND3[93]\n"}, /* … by position */
    {"xlink.gfs", NULL, "", 0, NULL},                       /* no driver here reads GML */
    {"xlink.gml", JSON, "", BAD, "does not begin as GeoJSON"},
    {"xlink.resolved.gml", JSON, "", BAD, "does not begin as GeoJSON"},
    {"xxe.gfs", NULL, "", 0, NULL},
    {"xxe.gml", JSON, "", BAD, "does not begin as GeoJSON"},
    {"zero.csv", CSV, "", BAD, "0 bytes"},
    {"zero.geojson", JSON, "", BAD, "0 bytes"},
    {"zero.gpkg", GPKG, "", BAD, "0 bytes"},
    {"zero.shp", SHAPE, "", BAD, "0 bytes"},
    {"zm.geojson", JSON, "", OK, "1|1|(1 2)\n"},
};
enum { VERDICTS = sizeof verdicts / sizeof *verdicts };

static const char *data_path(const char *name)
{
    static char path[1024];
    const char *data = support_data();
    if (!data)
        skip();
    snprintf(path, sizeof path, "%s/%s", data, name);
    return path;
}

static void the_zoo(void **state)
{
    for (size_t i = 0; i < VERDICTS; i++) {
        const struct verdict *v = &verdicts[i];
        char name[128];
        snprintf(name, sizeof name, "zoo/%s", v->file);
        if (!v->driver)
            continue;
        struct tk_source_config config = plain_source(v->driver, data_path(name));
        config.layer = (char *)(uintptr_t)v->layer;
        assert_reads(*state, &config, (enum tk_status)v->status, v->part);
    }
}

static bool has_verdict(const char *file)
{
    static const char *const parts[] = {".shx", ".dbf", ".prj", ".cpg"};
    for (size_t i = 0; i < VERDICTS; i++)
        if (strcmp(verdicts[i].file, file) == 0)
            return true;
    const char *ending = strrchr(file, '.');
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (ending && strcmp(ending, parts[i]) == 0)
            return true;
    return false;
}

static void each_animal_has_a_verdict(void **state)
{
    (void)state;
    DIR *zoo = opendir(data_path("zoo"));
    assert_non_null(zoo);
    for (struct dirent *e; (e = readdir(zoo));)
        if (e->d_name[0] != '.' && !has_verdict(e->d_name))
            fail_msg("zoo/%s has no verdict in tests/test_source_data.c", e->d_name);
    closedir(zoo);
}

static void assert_crs(struct reading *r, const char *driver, const char *file,
                       const char *layer, const char *part)
{
    struct tk_source_config config = plain_source(driver, data_path(file));
    struct tk_source *source;
    struct tk_error err = {0};
    config.layer = (char *)(uintptr_t)layer;
    assert_ok(tk_source_open(&r->session, &config, &source, &err), &err);
    if (*part)
        assert_contains(tk_source_crs(source), part);
    else
        assert_string_equal(tk_source_crs(source), "");
    tk_source_close(source);
}

static void crs_of_the_zoo(void **state)
{
    assert_crs(*state, GPKG, "zoo/wrongsrs.gpkg", "points", "");
    assert_crs(*state, SHAPE, "zoo/shp_noprj.shp", "", "");
    assert_crs(*state, GPKG, "zoo/good.gpkg", "points", "SWEREF99 TM");
    assert_crs(*state, JSON, "zoo/nan.geojson", "", "WGS 84");
    assert_crs(*state, GPKG, "malmo_delomraden.gpkg", "", "SWEREF99 13 30");
}

/* 27 087 real records, each value held against what OGR's own CSV reader says. */
static void boston_as_ogr_reads_it(void **state)
{
    struct reading *r = *state;
    struct tk_error err = {0};
    const char *path = data_path("boston311/noteringar_2015.csv");
    struct tk_source_config config = plain_source(CSV, path);
    struct tk_source *source;
    assert_ok(tk_source_open(&r->session, &config, &source, &err), &err);
    assert_ok(tk_session_driver(&r->session, CSV, &err), &err);
    const char *const options[] = {"EMPTY_STRING_AS_NULL=YES", NULL};
    GDALDatasetH other = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, options, NULL);
    assert_non_null(other);
    OGRLayerH layer = GDALDatasetGetLayer(other, 0);
    struct tk_batch *batch = test_calloc(1, sizeof *batch);
    int records = 0;
    do {
        assert_ok(tk_source_next(source, batch, &err), &err);
        for (size_t i = 0; i < batch->n; i++, records++) {
            OGRFeatureH f = OGR_L_GetNextFeature(layer);
            assert_non_null(f);
            for (size_t k = 0; k < batch->n_columns; k++) {
                const char *ours = batch->values[i * batch->n_columns + k];
                assert_string_equal(ours ? ours : "", OGR_F_GetFieldAsString(f, (int)k));
            }
            OGR_F_Destroy(f);
        }
    } while (batch->n);
    assert_int_equal(records, 27087);
    assert_null(OGR_L_GetNextFeature(layer));
    tk_batch_free(batch);
    test_free(batch);
    GDALClose(other);
    tk_source_close(source);
}

static void stockholm_in_latin_1(void **state)
{
    struct reading *r = *state;
    struct tk_error err = {0};
    struct tk_buffer text = {0};
    struct tk_source_config config =
        plain_source(SHAPE, data_path("stockholm/stadsdelar_2021/stadsdelar.shp"));
    config.encoding = (char[]){"ISO-8859-1"};
    assert_ok(reading_all(r, &config, &text, &err), &err);
    assert_contains(tk_buffer_string(&text), "\n117|");
    assert_null(strstr(tk_buffer_string(&text), "\n118|"));
    assert_contains(tk_buffer_string(&text), "|ÅRSTA|KIND");
    assert_null(strchr(tk_buffer_string(&text), '!'));
    tk_buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_zoo),
        cmocka_unit_test(each_animal_has_a_verdict),
        cmocka_unit_test(crs_of_the_zoo),
        cmocka_unit_test(boston_as_ogr_reads_it),
        cmocka_unit_test(stockholm_in_latin_1),
    };
    return cmocka_run_group_tests(tests, reading_setup, reading_teardown);
}
