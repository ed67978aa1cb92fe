/* What a GeoPackage can get wrong. */
#include "support/reading.h"

#include "trygghetskarta/source.h"

#include <dirent.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

static void execute(struct reading *r, const char *name, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(reading_path(r, name), &db), SQLITE_OK);
    char *fault = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &fault) != SQLITE_OK)
        fail_msg("%s", fault);
    sqlite3_close(db);
}

static int count_files(const struct reading *r)
{
    int n = 0;
    DIR *d = opendir(r->directory);
    assert_non_null(d);
    while (readdir(d))
        n++;
    closedir(d);
    return n;
}

static struct tk_source_config geopackage(struct reading *r)
{
    reading_twenty(r);
    remove(reading_path(r, "g.gpkg"));
    reading_convert(r, "tjugo.csv", "GPKG", "g.gpkg");
    return plain_source("GPKG", reading_path(r, "g.gpkg"));
}

/* GDAL gives texts that end at the first NUL. */
static void a_nul_is_told(void **state)
{
    struct reading *r = *state;
    struct tk_source_config config = geopackage(r);
    execute(r, "g.gpkg",
            "DELETE FROM tjugo WHERE fid > 2; UPDATE tjugo SET x = 0, y = 0, datum = NULL;"
            "UPDATE tjugo SET namn = 'a' || char(0) || 'b' WHERE fid = 2;"
            "UPDATE tjugo SET namn = 'a' WHERE fid = 1");
    assert_reads(r, &config, TK_OK,
                 "1|1|K001|a|-|100000|0|0|(674001.2 6580001.25)\n"
                 "2|2|K002|a|-|200000|0|0|!text_ogiltig\n");
}

static void dates_that_gdal_drops(void **state)
{
    struct reading *r = *state;
    struct tk_source_config config = geopackage(r);
    execute(r, "g.gpkg",
            "DELETE FROM tjugo WHERE fid > 4;"
            "ALTER TABLE tjugo ADD tid DATETIME;"
            "UPDATE tjugo SET datum = '31/12/2025', x = 0, y = 0, namn = NULL;"
            "UPDATE tjugo SET datum = '2025-02-30', tid = '2025-02-30T25:00:00Z'"
            " WHERE fid = 2;"
            "UPDATE tjugo SET datum = NULL, tid = '2025-01-31T12:30:15.5Z'"
            " WHERE fid = 3;"
            /* never the sixtieth second of a minute, which is no time */
            "UPDATE tjugo SET datum = NULL, tid = '2025-01-31T23:59:59.9996Z'"
            " WHERE fid = 4;"
            "UPDATE gpkg_ogr_contents SET feature_count = 99");
    assert_reads(r, &config, TK_OK,
                 "1|1|K001|-|31/12/2025|100000|0|0|-|(674001.2 6580001.25)\n"
                 "2|2|K002|-|2025-02-30|200000|0|0|2025-02-30T25:00:00Z|(674002.3 6580002.25)\n"
                 "3|3|K003|-|-|-|0|0|2025-01-31T12:30:15.500Z|(674003.4 6580003.25)\n"
                 "4|4|K004|-|-|400000|0|0|2025-01-31T23:59:59.999Z|(674004.5 6580004.25)\n");
}

static void nothing_is_written_beside(void **state)
{
    struct reading *r = *state;
    struct tk_source_config config = geopackage(r);
    execute(r, "g.gpkg", "PRAGMA journal_mode = WAL");
    int n = count_files(r);
    struct tk_source *source;
    struct tk_error err = {0};
    struct tk_batch *batch = test_calloc(1, sizeof *batch);
    assert_ok(tk_source_open(&r->session, &config, &source, &err), &err);
    assert_ok(tk_source_next(source, batch, &err), &err);
    assert_int_equal(batch->n, 20);
    assert_int_equal(count_files(r), n);
    tk_source_close(source);
    tk_batch_free(batch);
    test_free(batch);
    assert_int_equal(count_files(r), n);
    support_write(r->directory, "g.gpkg-wal", "");
    assert_reads(r, &config, TK_OK, "20|20|K020");
    support_write(r->directory, "g.gpkg-wal", "7\x7f\6\x82");
    assert_reads(r, &config, TK_INPUT, "wal_checkpoint(TRUNCATE)");
    remove(reading_path(r, "g.gpkg-wal"));
    support_write(r->directory, "g.gpkg-journal", "\xd9\xd5\5\xf9");
    assert_reads(r, &config, TK_INPUT, "a write that never ended");
    remove(reading_path(r, "g.gpkg-journal"));
}

static void layers_of_a_geopackage(void **state)
{
    struct reading *r = *state;
    struct tk_source_config config = geopackage(r);
    execute(r, "g.gpkg",
            "CREATE TABLE lista (fid INTEGER PRIMARY KEY, ord TEXT);"
            "INSERT INTO lista VALUES (3, 'ett'), (9, 'två');"
            "CREATE VIEW vy AS SELECT * FROM lista;"
            "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('lista', 'attributes'),"
            " ('vy', 'attributes')");
    assert_reads(r, &config, TK_INPUT,
                 "several layers; name one of them under `layer`: lista, tjugo");
    config.layer = (char[]){"lista"};
    assert_reads(r, &config, TK_OK, "#|ord\n3|ett|-\n9|två|-\n");
    config.layer = (char[]){"vy"};
    assert_reads(r, &config, TK_INPUT, "'vy' is a view");
    config.layer = (char[]){"gpkg_contents"};
    assert_reads(r, &config, TK_INPUT,
                 "has no layer 'gpkg_contents' (there are: lista, tjugo)");
}

/* The list of layers is a view: one that could do anything, and is never run. */
static void a_list_that_is_a_view(void **state)
{
    struct reading *r = *state;
    struct tk_source_config config = geopackage(r);
    execute(r, "g.gpkg",
            "PRAGMA legacy_alter_table = ON; ALTER TABLE gpkg_contents RENAME TO innehall;"
            "CREATE VIEW gpkg_contents AS SELECT * FROM innehall");
    assert_reads(r, &config, TK_INPUT, "is no whole GeoPackage");
}

/* Rows that vanish between the count and the reading, without a word from GDAL. */
static void fewer_rows_than_were_counted(void **state)
{
    struct reading *r = *state;
    struct tk_source_config config = geopackage(r);
    struct tk_source *source;
    struct tk_error err = {0};
    struct tk_batch *batch = test_calloc(1, sizeof *batch);
    assert_ok(tk_source_open(&r->session, &config, &source, &err), &err);
    execute(r, "g.gpkg", "DELETE FROM tjugo WHERE fid > 7");
    assert_int_equal(tk_source_next(source, batch, &err), TK_INPUT);
    assert_contains(err.message, "holds 20 records by its own account, but 7 could be read");
    assert_int_equal(batch->n, 0);
    tk_batch_free(batch);
    test_free(batch);
    tk_source_close(source);
}

static void geometry_that_cannot_be_read(void **state)
{
    struct reading *r = *state;
    struct tk_source_config config = geopackage(r);
    execute(r, "g.gpkg",
            "DELETE FROM tjugo WHERE fid > 4;"
            "UPDATE tjugo SET namn = NULL, datum = NULL, x = 0, y = 0, antal = 0;"
            "UPDATE tjugo SET geom = NULL WHERE fid = 1;"
            "UPDATE tjugo SET geom = x'00' WHERE fid = 2;"
            "UPDATE tjugo SET geom = 'text' WHERE fid = 3;");
    assert_reads(r, &config, TK_OK,
                 "1|1|K001|-|-|0|0|0|-\n"
                 "2|2|K002|-|-|0|0|0|!geometri_olaslig\n"
                 "3|3|K003|-|-|0|0|0|!geometri_olaslig\n"
                 "4|4|K004|-|-|0|0|0|(674004.5 6580004.25)\n");
}

static void crs_of_file_and_configuration(void **state)
{
    struct reading *r = *state;
    struct tk_source_config config = geopackage(r);
    struct tk_source *source;
    static const struct {
        const char *crs, *part;
        bool overruled;
    } cases[] = {{"", "SWEREF99 TM", false},
                 {"EPSG:3006", "SWEREF99 TM", false},
                 {"EPSG:3011", "SWEREF99 18 00", true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tk_error err = {0};
        config.crs = (char *)(uintptr_t)cases[i].crs;
        assert_ok(tk_source_open(&r->session, &config, &source, &err), &err);
        assert_contains(tk_source_crs(source), cases[i].part);
        assert_int_equal(tk_source_crs_overruled(source), cases[i].overruled);
        tk_source_close(source);
    }
    config.crs = (char[]){"EPSG:999999"};
    assert_reads(r, &config, TK_USAGE, "EPSG:999999");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_nul_is_told),
        cmocka_unit_test(dates_that_gdal_drops),
        cmocka_unit_test(nothing_is_written_beside),
        cmocka_unit_test(layers_of_a_geopackage),
        cmocka_unit_test(a_list_that_is_a_view),
        cmocka_unit_test(fewer_rows_than_were_counted),
        cmocka_unit_test(geometry_that_cannot_be_read),
        cmocka_unit_test(crs_of_file_and_configuration),
    };
    return cmocka_run_group_tests(tests, reading_setup, reading_teardown);
}
