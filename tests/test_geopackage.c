#include "support/support.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/geopackage.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define STAMP "2026-11-22T00:00:00.000Z"

static struct tk_crs_info crs(void)
{
    return (struct tk_crs_info){
        .name = "SWEREF99 18 00",
        .organisation = "EPSG",
        .code = 3011,
        .wkt1 = "PROJCS[\"SWEREF99 18 00\",GEOGCS[\"SWEREF99\",DATUM[\"SWEREF99\","
                "SPHEROID[\"GRS 1980\",6378137,298.257222101]],PRIMEM[\"Greenwich\",0],"
                "UNIT[\"degree\",0.0174532925199433]],PROJECTION[\"Transverse_Mercator\"],"
                "PARAMETER[\"latitude_of_origin\",0],PARAMETER[\"central_meridian\",18],"
                "PARAMETER[\"scale_factor\",1],PARAMETER[\"false_easting\",150000],"
                "PARAMETER[\"false_northing\",0],UNIT[\"metre\",1],"
                "AUTHORITY[\"EPSG\",\"3011\"]]"};
}

static const struct tk_column c_id = {.name = "id", .type = TK_TEXT};
static const struct tk_column c_n = {.name = "n", .type = TK_INTEGER};
static const struct tk_column c_share = {.name = "andel", .type = TK_REAL};
static const struct tk_column c_day = {.name = "datum", .type = TK_DATE};
static const struct tk_column c_near = {.name = "gransfall", .type = TK_BOOLEAN};
static const struct tk_column *const columns[] = {&c_id, &c_n, &c_share, &c_day, &c_near};
enum { ID, N, SHARE, DAY, NEAR };
static const size_t key[] = {ID};

static struct tk_table_plan plan(const char *name, const char *geometry)
{
    return (struct tk_table_plan){name, name, "Påhittat", geometry, columns, 5, key, 1};
}

struct test {
    char directory[256], path[512];
    struct tk_geopackage *gp;
    struct tk_writer *writer;
    struct tk_error err;
};

static int set_up(void **state)
{
    struct test *t = calloc(1, sizeof *t);
    support_directory(t->directory, sizeof t->directory);
    snprintf(t->path, sizeof t->path, "%s/lagesbild.gpkg", t->directory);
    *state = t;
    return 0;
}

static int tear_down(void **state)
{
    struct test *t = *state;
    tk_writer_close(t->writer);
    tk_geopackage_free(t->gp);
    support_remove(t->directory);
    free(t);
    return 0;
}

static void begin(struct test *t, const char *table, const char *geometry)
{
    struct tk_crs_info info = crs();
    struct tk_table_plan p = plan(table, geometry);
    assert_ok(tk_geopackage_create(t->path, &info, STAMP, &t->gp, &t->err), &t->err);
    assert_ok(tk_geopackage_add_table(t->gp, &p, &t->err), &t->err);
    assert_ok(tk_writer_open(t->gp, table, &t->writer, &t->err), &t->err);
}

static void finish(struct test *t)
{
    tk_writer_close(t->writer);
    t->writer = NULL;
    assert_ok(tk_geopackage_finish(t->gp, &t->err), &t->err);
    tk_geopackage_free(t->gp);
    t->gp = NULL;
}

static void add_point(struct test *t, int64_t fid, const char *id, double x, double y)
{
    tk_writer_text(t->writer, ID, id);
    tk_writer_point(t->writer, x, y);
    assert_ok(tk_writer_insert(t->writer, fid, NULL, &t->err), &t->err);
}

/* A square polygon as a WKB multipolygon. */
static size_t square(unsigned char *out, double x, double y, double side)
{
    static const unsigned char head[] = {1, 6, 0, 0, 0, 1, 0, 0, 0, 1, 3,
                                         0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0};
    double xy[] = {x, y, x + side, y, x + side, y + side, x, y + side, x, y};
    memcpy(out, head, sizeof head);
    memcpy(out + sizeof head, xy, sizeof xy);
    return sizeof head + sizeof xy;
}

static sqlite3 *reopen(const struct test *t)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open_v2(t->path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
    return db;
}

/* The answer to a question, its columns joined by a bar and its rows by a new line. */
static void assert_answer(sqlite3 *db, const char *sql, const char *expected)
{
    char text[4096] = "";
    size_t at = 0;
    sqlite3_stmt *s;
    if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    while (sqlite3_step(s) == SQLITE_ROW)
        for (int i = 0; i < sqlite3_column_count(s); i++) {
            const char *cell = (const char *)sqlite3_column_text(s, i);
            at += (size_t)snprintf(text + at, sizeof text - at, "%s%s",
                                   i    ? "|"
                                   : at ? "\n"
                                        : "",
                                   cell ? cell : "-");
        }
    sqlite3_finalize(s);
    assert_string_equal(text, expected);
}

static void a_small_file(void **state)
{
    struct test *t = *state;
    begin(t, "noteringar", "POINT");
    int32_t day;
    assert_true(tk_date_from_ymd(2025, 2, 28, &day));
    tk_writer_text(t->writer, ID, "a");
    tk_writer_integer(t->writer, N, 7);
    tk_writer_real(t->writer, SHARE, 0.25);
    tk_writer_day(t->writer, DAY, day);
    tk_writer_integer(t->writer, NEAR, 1);
    tk_writer_point(t->writer, 150000.5, 6580000.25);
    int64_t fid;
    assert_ok(tk_writer_insert(t->writer, 0, &fid, &t->err), &t->err);
    assert_int_equal(fid, 1);
    tk_writer_real(t->writer, SHARE, NAN);
    tk_writer_day(t->writer, DAY, TK_NO_DAY);
    add_point(t, 0, "b", NAN, NAN);
    add_point(t, 0, "c", 140000, 6570000);
    struct tk_table_plan attributes = plan("kvalitet", "");
    assert_ok(tk_geopackage_add_table(t->gp, &attributes, &t->err), &t->err);
    struct tk_bounds none;
    assert_ok(tk_geopackage_extent(t->gp, "kvalitet", &none, &t->err), &t->err);
    assert_true(none.min_x > none.max_x);
    finish(t);

    sqlite3 *db = reopen(t);
    assert_answer(db, "SELECT fid, id, n, andel, datum, gransfall FROM noteringar",
                  "1|a|7|0.25|2025-02-28|1\n2|b|-|-|-|-\n3|c|-|-|-|-");
    assert_answer(db, "SELECT fid, hex(geom) FROM noteringar WHERE fid < 3",
                  "1|475000"
                  "01C30B0000"
                  "0101000000"
                  "00000000844F0241"
                  "00000010C8195941"
                  "\n2|");
    assert_answer(db,
                  "SELECT table_name, data_type, identifier, description, last_change, srs_id,"
                  " min_x, min_y, max_x, max_y FROM gpkg_contents",
                  "noteringar|features|noteringar|Påhittat|" STAMP
                  "|3011|140000.0|6570000.0|150000.5|6580000.25\n"
                  "kvalitet|attributes|kvalitet|Påhittat|" STAMP "|0|-|-|-|-");
    assert_answer(db, "SELECT * FROM gpkg_geometry_columns", "noteringar|geom|POINT|3011|0|0");
    assert_answer(db, "SELECT * FROM gpkg_ogr_contents", "noteringar|3\nkvalitet|0");
    assert_answer(db, "SELECT id FROM rtree_noteringar_geom ORDER BY id", "1\n3");
    assert_answer(db, "SELECT minx, maxx FROM rtree_noteringar_geom WHERE id = 1",
                  "150000.5|150000.5");
    assert_answer(db, "SELECT name, type FROM pragma_table_info('noteringar')",
                  "fid|INTEGER\ngeom|POINT\nid|TEXT\nn|INTEGER\nandel|REAL\ndatum|DATE\n"
                  "gransfall|BOOLEAN");
    assert_answer(db, "PRAGMA user_version", "10300");
    assert_answer(db, "PRAGMA integrity_check", "ok");
    assert_answer(db, "PRAGMA foreign_key_check", "");
    assert_answer(db, "SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name",
                  "rtree_noteringar_geom_delete\nrtree_noteringar_geom_insert\n"
                  "rtree_noteringar_geom_update1\nrtree_noteringar_geom_update2\n"
                  "rtree_noteringar_geom_update3\nrtree_noteringar_geom_update4\n"
                  "trigger_delete_feature_count_kvalitet\n"
                  "trigger_delete_feature_count_noteringar\n"
                  "trigger_insert_feature_count_kvalitet\n"
                  "trigger_insert_feature_count_noteringar");
    sqlite3_close(db);
    unsigned char header[100];
    FILE *f = fopen(t->path, "rb");
    assert_int_equal(fread(header, 1, sizeof header, f), sizeof header);
    fclose(f);
    assert_memory_equal(header + 68, "GPKG", 4);
    assert_int_equal(header[18], 1);
    assert_int_equal(header[19], 1);
}

static double random_unit(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*seed >> 11) / 9007199254740992.0;
}

#define POINTS 100000
#define SQUARES 7000

static void build_large(struct test *t)
{
    uint64_t seed = 4711;
    unsigned char wkb[128];
    char id[32];
    begin(t, "noteringar", "POINT");
    for (int i = 0; i < POINTS; i++) {
        snprintf(id, sizeof id, "n%d", i);
        double x = 130000 + 30000 * random_unit(&seed),
               y = 6560000 + 40000 * random_unit(&seed);
        bool none = i % 1000 == 17;
        add_point(t, 0, id, none ? NAN : x, none ? NAN : floor(y));
    }
    struct tk_table_plan p = plan("overlapp", "MULTIPOLYGON");
    assert_ok(tk_geopackage_add_table(t->gp, &p, &t->err), &t->err);
    tk_writer_close(t->writer);
    assert_ok(tk_writer_open(t->gp, "overlapp", &t->writer, &t->err), &t->err);
    for (int i = 0; i < SQUARES; i++) {
        snprintf(id, sizeof id, "o%d", i);
        double x = 130000 + 30000 * random_unit(&seed),
               y = 6560000 + 40000 * random_unit(&seed);
        tk_writer_text(t->writer, ID, id);
        tk_writer_wkb(t->writer, wkb, square(wkb, x, y, 300 * random_unit(&seed)));
        assert_ok(tk_writer_insert(t->writer, 0, NULL, &t->err), &t->err);
    }
    finish(t);
}

/* x or y in the geometry itself, by its place in the blob. */
static void blob_double(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    const unsigned char *blob = sqlite3_value_blob(values[0]);
    double value;
    if (!blob) {
        sqlite3_result_null(context);
        return;
    }
    memcpy(&value, blob + sqlite3_value_int(values[1]), sizeof value);
    sqlite3_result_double(context, value);
}

/* What a window finds by the index, filtered by the exact geometry, against a full scan. */
static void assert_index_equals_scan(sqlite3 *db, const char *table, int min_x, int max_x,
                                     int min_y, int max_y)
{
    sqlite3_create_function(db, "d", 2, SQLITE_UTF8, NULL, blob_double, NULL, NULL);
    uint64_t seed = 99;
    char where[512], sql[2048];
    /* each box holds its geometry, and is hardly larger */
    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM %s JOIN rtree_%s_geom r ON r.id = fid WHERE"
             " d(geom, %d) NOT BETWEEN minx AND minx + 0.016 OR"
             " d(geom, %d) NOT BETWEEN maxx - 0.016 AND maxx OR"
             " d(geom, %d) NOT BETWEEN miny AND miny + 0.5 OR"
             " d(geom, %d) NOT BETWEEN maxy - 0.5 AND maxy",
             table, table, min_x, max_x, min_y, max_y);
    assert_answer(db, sql, "0");
    for (int i = 0; i < 60; i++) {
        double x = 130000 + 30000 * random_unit(&seed),
               y = 6560000 + 40000 * random_unit(&seed);
        double size = pow(10, 1 + 3 * random_unit(&seed));
        snprintf(where, sizeof where,
                 "d(geom, %d) >= %.17g AND d(geom, %d) <= %.17g AND "
                 "d(geom, %d) >= %.17g AND d(geom, %d) <= %.17g",
                 max_x, x, min_x, x + size, max_y, floor(y), min_y, floor(y) + size);
        snprintf(sql, sizeof sql,
                 "WITH scan AS (SELECT fid FROM %s WHERE %s), "
                 "found AS (SELECT fid FROM %s JOIN rtree_%s_geom r ON r.id = fid "
                 "WHERE maxx >= %.17g AND minx <= %.17g AND maxy >= %.17g AND miny <= %.17g "
                 "AND %s) SELECT count(*) FROM (SELECT * FROM (SELECT * FROM scan EXCEPT "
                 "SELECT * FROM found) UNION ALL SELECT * FROM (SELECT * FROM found EXCEPT "
                 "SELECT * FROM scan))",
                 table, where, table, table, x, x + size, floor(y), floor(y) + size, where);
        assert_answer(db, sql, "0");
    }
}

static void index_equals_scan(void **state)
{
    struct test *t = *state;
    build_large(t);
    sqlite3 *db = reopen(t);
    assert_answer(db, "SELECT rtreecheck('main', 'rtree_noteringar_geom')", "ok");
    assert_answer(db, "SELECT rtreecheck('main', 'rtree_overlapp_geom')", "ok");
    assert_answer(db, "SELECT count(*) FROM rtree_noteringar_geom", "99900");
    assert_index_equals_scan(db, "noteringar", 13, 13, 21, 21);
    assert_index_equals_scan(db, "overlapp", 8, 16, 24, 32);
    /* leaves are full, and neighbours share them: a small window reads few nodes */
    assert_answer(db,
                  "SELECT count(*) < 6 FROM (SELECT DISTINCT nodeno FROM rtree_noteringar_geom"
                  " JOIN rtree_noteringar_geom_rowid ON rowid = id WHERE minx > 140000 AND"
                  " maxx < 140300 AND miny > 6580000 AND maxy < 6580300)",
                  "1");
    sqlite3_close(db);
}

static void index_takes_changes(void **state)
{
    struct test *t = *state;
    build_large(t);
    sqlite3 *db = reopen(t);
    const char *sql =
        "DELETE FROM rtree_noteringar_geom WHERE id % 3 = 0;"
        "DELETE FROM rtree_overlapp_geom WHERE id < 6900;"
        "WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 20000)"
        "INSERT INTO rtree_noteringar_geom SELECT 200000 + n, n, n, n * 2, n * 2 FROM i;";
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_answer(db, "SELECT rtreecheck('main', 'rtree_noteringar_geom')", "ok");
    assert_answer(db, "SELECT rtreecheck('main', 'rtree_overlapp_geom')", "ok");
    assert_answer(db, "SELECT count(*) FROM rtree_noteringar_geom WHERE minx <= 20000",
                  "20000");
    assert_answer(db, "SELECT count(*) FROM rtree_overlapp_geom", "101");
    sqlite3_close(db);
}

static void small_indexes_of_every_size(void **state)
{
    struct test *t = *state;
    static const int sizes[] = {0, 1, 2, 50, 51, 52, 102, 103, 2601, 2602};
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        begin(t, "p", "POINT");
        char id[32];
        for (int i = 0; i < sizes[k]; i++) {
            snprintf(id, sizeof id, "%d", i);
            add_point(t, 0, id, i % 7, i); /* among them columns of equal places */
        }
        finish(t);
        sqlite3 *db = reopen(t);
        snprintf(id, sizeof id, "%d", sizes[k]);
        assert_answer(db, "SELECT rtreecheck('main', 'rtree_p_geom')", "ok");
        assert_answer(db, "SELECT count(*) FROM rtree_p_geom WHERE minx >= 0", id);
        sqlite3_close(db);
        assert_int_equal(unlink(t->path), 0);
    }
}

static void a_replaced_row_moves(void **state)
{
    struct test *t = *state;
    begin(t, "p", "POINT");
    add_point(t, 0, "a", 900, 900);
    add_point(t, 0, "b", 2, 2);
    add_point(t, 0, "c", 3, 3);
    add_point(t, 1, "a", 1, 1);
    add_point(t, 3, "d", NAN, NAN);
    struct tk_bounds b;
    assert_ok(tk_geopackage_extent(t->gp, "p", &b, &t->err), &t->err);
    assert_near(b.max_x, 2, 0);
    finish(t);
    sqlite3 *db = reopen(t);
    assert_answer(db, "SELECT fid, id FROM p", "1|a\n2|b\n3|d");
    assert_answer(db, "SELECT id, minx, maxy FROM rtree_p_geom ORDER BY id",
                  "1|1.0|1.0\n2|2.0|2.0");
    assert_answer(db, "SELECT max_x, max_y FROM gpkg_contents", "2.0|2.0");
    sqlite3_close(db);
}

static void rows_by_sql_are_indexed(void **state)
{
    struct test *t = *state;
    begin(t, "p", "MULTIPOLYGON");
    unsigned char wkb[128];
    for (int i = 0; i < 3; i++) {
        tk_writer_text(t->writer, ID, i == 0 ? "a" : i == 1 ? "b" : "c");
        tk_writer_wkb(t->writer, wkb, square(wkb, 10 * i, 5, 2));
        assert_ok(tk_writer_insert(t->writer, 0, NULL, &t->err), &t->err);
    }
    assert_ok(tk_geopackage_execute(t->gp,
                                    "INSERT INTO p (fid, geom, id) SELECT 7, geom, 'd' FROM p"
                                    " WHERE fid = 3; DELETE FROM p WHERE fid < 3;"
                                    "INSERT INTO p (id) VALUES ('e');",
                                    &t->err),
              &t->err);
    finish(t);
    sqlite3 *db = reopen(t);
    assert_answer(db, "SELECT id, minx, maxx, miny, maxy FROM rtree_p_geom ORDER BY id",
                  "3|20.0|22.0|5.0|7.0\n7|20.0|22.0|5.0|7.0");
    assert_answer(db, "SELECT min_x, max_x FROM gpkg_contents", "20.0|22.0");
    assert_answer(db, "SELECT feature_count FROM gpkg_ogr_contents", "3");
    sqlite3_close(db);
}

static size_t read_all(const char *path, char **out)
{
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    *out = malloc((size_t)status.st_size);
    FILE *f = fopen(path, "rb");
    size_t n = fread(*out, 1, (size_t)status.st_size, f);
    fclose(f);
    return n;
}

static void two_builds_are_the_same_bytes(void **state)
{
    struct test *t = *state;
    char *bytes[2];
    size_t size[2];
    for (int i = 0; i < 2; i++) {
        build_large(t);
        size[i] = read_all(t->path, &bytes[i]);
        assert_int_equal(unlink(t->path), 0);
    }
    assert_int_equal(size[0], size[1]);
    assert_memory_equal(bytes[0], bytes[1], size[0]);
    free(bytes[0]);
    free(bytes[1]);
}

static void gdal_finds_nothing_to_say(void **state)
{
    struct test *t = *state;
    if (access("/usr/lib/python3/dist-packages/osgeo_utils/samples/validate_gpkg.py", R_OK)) {
        fprintf(stderr, "SKIPPED: python3-gdal's validate_gpkg.py is not installed\n");
        skip();
    }
    begin(t, "noteringar", "POINT");
    add_point(t, 0, "a", 150000, 6580000);
    add_point(t, 0, "b", NAN, NAN);
    struct tk_table_plan p = plan("tomt", "MULTIPOLYGON"), q = plan("kvalitet", "");
    assert_ok(tk_geopackage_add_table(t->gp, &p, &t->err), &t->err);
    assert_ok(tk_geopackage_add_table(t->gp, &q, &t->err), &t->err);
    finish(t);
    char command[2048], line[512], all[4096] = "";
    snprintf(command, sizeof command,
             "/usr/bin/python3 /usr/lib/python3/dist-packages/osgeo_utils/samples/"
             "validate_gpkg.py --extra %s 2>&1 && ogrinfo -ro -al -so %s 2>&1",
             t->path, t->path);
    FILE *f = popen(command, "r");
    while (fgets(line, sizeof line, f))
        strncat(all, line, sizeof all - strlen(all) - 1);
    int rc = pclose(f);
    if (rc != 0)
        fail_msg("%s", all);
    assert_contains(all, "Layer name: noteringar");
    assert_contains(all, "Feature Count: 2");
    assert_contains(all, "Extent: (150000.000000, 6580000.000000)");
    assert_contains(all, "datum: Date");
    assert_contains(all, "gransfall: Integer(Boolean)");
    assert_null(strstr(all, "Warning"));
    assert_null(strstr(all, "ERROR"));
}

static void keys_hold(void **state)
{
    struct test *t = *state;
    begin(t, "noteringar", "POINT");
    tk_writer_integer(t->writer, N, 1);
    assert_int_equal(tk_writer_insert(t->writer, 0, NULL, &t->err), TK_INTERNAL);
    assert_contains(t->err.message,
                    "law 6 is broken: NOT NULL constraint failed: noteringar.id");
    t->err = (struct tk_error){TK_OK, ""};
    add_point(t, 0, "a", 1, 1);
    add_point(t, 0, "a", 2, 2);
    tk_writer_close(t->writer);
    t->writer = NULL;
    assert_int_equal(tk_geopackage_finish(t->gp, &t->err), TK_INTERNAL);
    assert_contains(t->err.message, "noteringar: law 6 is broken: UNIQUE");
    tk_geopackage_free(t->gp);
    t->gp = NULL;
    assert_int_equal(access(t->path, F_OK), -1);
}

static void wrong_use_is_told(void **state)
{
    struct test *t = *state;
    begin(t, "kvalitet", "");
    tk_writer_text(t->writer, 5, "x");
    assert_int_equal(tk_writer_insert(t->writer, 0, NULL, &t->err), TK_INTERNAL);
    assert_contains(t->err.message, "kvalitet has no column 5");
    t->err = (struct tk_error){TK_OK, ""};
    tk_writer_point(t->writer, 1, 1);
    assert_int_equal(tk_writer_insert(t->writer, 0, NULL, &t->err), TK_INTERNAL);
    assert_contains(t->err.message, "kvalitet has no geometry");
    t->err = (struct tk_error){TK_OK, ""};
    struct tk_writer *none;
    assert_int_equal(tk_writer_open(t->gp, "nej", &none, &t->err), TK_INTERNAL);
    assert_null(none);
    assert_contains(t->err.message, "no table 'nej'");
    t->err = (struct tk_error){TK_OK, ""};
    assert_int_equal(tk_geopackage_execute(t->gp, "SELECT * FROM nej", &t->err), TK_INTERNAL);
    assert_contains(t->err.message, "no such table: nej");
}

static void only_a_new_file(void **state)
{
    struct test *t = *state;
    struct tk_crs_info info = crs();
    support_write(t->directory, "lagesbild.gpkg", "someone's");
    assert_int_equal(tk_geopackage_create(t->path, &info, STAMP, &t->gp, &t->err),
                     TK_CANNOT_CREATE);
    assert_null(t->gp);
    assert_contains(t->err.message, "lagesbild.gpkg: cannot be made: File exists");
    assert_int_equal(access(t->path, F_OK), 0);
    assert_int_equal(unlink(t->path), 0);
    assert_int_equal(chmod(t->directory, 0555), 0);
    pid_t child = fork();
    if (child == 0) {
        if (getuid() == 0 && setresuid(65534, 65534, 65534) != 0)
            _exit(99);
        struct tk_error err = {TK_OK, ""};
        struct tk_geopackage *gp;
        _exit((int)tk_geopackage_create(t->path, &info, STAMP, &gp, &err));
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(WEXITSTATUS(status), TK_NOT_PERMITTED);
    assert_int_equal(chmod(t->directory, 0755), 0);
}

/* Fills a file until it may not grow further: the status and whether the file is still there.
 */
static int fill_disk(struct test *t, rlim_t limit)
{
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit room = {limit, limit};
    if (setrlimit(RLIMIT_FSIZE, &room) != 0)
        return 99;
    struct tk_crs_info info = crs();
    struct tk_table_plan p = plan("p", "POINT");
    struct tk_error err = {TK_OK, ""};
    struct tk_geopackage *gp;
    struct tk_writer *w = NULL;
    enum tk_status st = tk_geopackage_create(t->path, &info, STAMP, &gp, &err);
    if (!st)
        st = tk_geopackage_add_table(gp, &p, &err);
    if (!st)
        st = tk_writer_open(gp, "p", &w, &err);
    char id[32];
    for (int i = 0; !st && i < 20000; i++) {
        snprintf(id, sizeof id, "%d", i);
        tk_writer_text(w, ID, id);
        tk_writer_point(w, i, i);
        st = tk_writer_insert(w, 0, NULL, &err);
    }
    tk_writer_close(w);
    if (!st)
        st = tk_geopackage_finish(gp, &err);
    tk_geopackage_free(gp);
    bool there = access(t->path, F_OK) == 0;
    bool told = strstr(err.message, "lagesbild.gpkg: ") != NULL;
    return (int)st + (there ? 100 : 0) + (told || !st ? 0 : 50);
}

static void a_full_disk_is_told(void **state)
{
    struct test *t = *state;
    static const rlim_t limits[] = {0, 4096, 40960, 500000, 1000000, 1500000, 1 << 30};
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
        pid_t child = fork();
        if (child == 0)
            _exit(fill_disk(t, limits[i]));
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        bool enough = limits[i] == 1 << 30;
        assert_int_equal(WEXITSTATUS(status), enough ? 100 : TK_IO);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_small_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(index_equals_scan, set_up, tear_down),
        cmocka_unit_test_setup_teardown(index_takes_changes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(small_indexes_of_every_size, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_replaced_row_moves, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rows_by_sql_are_indexed, set_up, tear_down),
        cmocka_unit_test_setup_teardown(two_builds_are_the_same_bytes, set_up, tear_down),
        cmocka_unit_test_setup_teardown(gdal_finds_nothing_to_say, set_up, tear_down),
        cmocka_unit_test_setup_teardown(keys_hold, set_up, tear_down),
        cmocka_unit_test_setup_teardown(wrong_use_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_a_new_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_full_disk_is_told, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
