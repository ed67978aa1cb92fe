/* The door: CSV, paths, filters, limits. Other formats: test_source_formats.c. */
#include "support/reading.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static struct tk_source_config csv(struct reading *r, const char *content)
{
    support_write(r->directory, "a.csv", content);
    return plain_source("CSV", reading_path(r, "a.csv"));
}

static void assert_csv(struct reading *r, const char *content, const char *text)
{
    struct tk_source_config config = csv(r, content);
    assert_reads(r, &config, TK_OK, text);
}

static void refuses_csv(struct reading *r, const char *content, const char *part)
{
    struct tk_source_config config = csv(r, content);
    assert_reads(r, &config, TK_INPUT, part);
}

static void separators(void **state)
{
    assert_csv(*state, "id,namn\n1,Årsta\n", "#|id|namn\n2|1|Årsta|-\n");
    assert_csv(*state, "id;namn;x,y\n1;a,b;\n", "#|id|namn|x,y\n2|1|a,b|-|-\n");
    assert_csv(*state, "id\tnamn\n1\ta\n", "#|id|namn\n2|1|a|-\n");
    assert_csv(*state, "id\n1\n", "#|id\n2|1|-\n");
    assert_csv(*state, "\xef\xbb\xbfid, namn \r\n1,a\r\n", "#|id|namn\n2|1|a|-\n");
    refuses_csv(*state, "a;b,c\n", "under `separator`");

    struct tk_source_config config = csv(*state, "a;b,c\n1;2,3\n");
    config.separator = (char[]){";"};
    assert_reads(*state, &config, TK_OK, "#|a|b,c\n2|1|2,3|-\n");
    config.separator = (char[]){"::"};
    assert_reads(*state, &config, TK_USAGE, "is not one sign");
}

/* As someone finds the record in an editor. */
static void the_number_is_the_line(void **state)
{
    assert_csv(*state, "id,text\n1,\"två\nrader\"\n2,\"a \"\"b\"\"\"\n\n3,5\" rör\r\n",
               "#|id|text\n2|1|två\nrader|-\n4|2|a \"b\"|-\n6|3|5\" rör|-\n");
    assert_csv(*state, "id,text\r\n1,\"två\r\nrader\"\r\n2,b\r\n",
               "2|1|två\nrader|-\n4|2|b|-\n");
    assert_csv(*state, "id,text\r1,a\r2,b", "2|1|a|-\n3|2|b|-\n");
}

static void what_is_no_csv(void **state)
{
    struct reading *r = *state;
    refuses_csv(r, "id,t\n1,a\n2,\"b\n3,c\n", "row that begins on line 3: a quote is opened");
    refuses_csv(r, "id,t\n1,\"abc,1\n2,\"def\",3\n", "line 2: text follows a closing quote");
    refuses_csv(r, "\n", "has no header");
    refuses_csv(r, "PK\3\4xxxx", "name the driver XLSX");
    refuses_csv(r, "\xff\xfei", "UTF-16");
    FILE *f = fopen(reading_path(r, "nul.csv"), "wb");
    assert_non_null(f);
    fwrite("id,t\n1,a\n2,b\0c\n", 1, 15, f);
    fclose(f);
    struct tk_source_config config = plain_source("CSV", reading_path(r, "nul.csv"));
    assert_reads(r, &config, TK_INPUT, "line 3 holds a NUL byte");
}

/* A line break or separator outside quotes shifts what follows: such rows are told, and those
 * that only have separators at their end are not. */
static void the_number_of_cells(void **state)
{
    assert_csv(*state, "a,b\n1,2,3\n1\n1,2,,\n",
               "2|1|2|!antal_celler=3 (2)\n3|1|-|!antal_celler=1 (2)\n4|1|2|-\n");
    assert_csv(*state, "a,b\n,\n\n1,\"\"\n,,,\n", "#|a|b\n4|1|-|-\n");
}

static void a_very_long_record(void **state)
{
    struct reading *r = *state;
    FILE *f = fopen(reading_path(r, "long.csv"), "wb");
    assert_non_null(f);
    fputs("id,t\n1,\"", f);
    for (int i = 0; i < 11 * 1000 * 1000; i++)
        putc('x', f);
    fclose(f);
    struct tk_source_config config = plain_source("CSV", reading_path(r, "long.csv"));
    assert_reads(r, &config, TK_INPUT, "longer than `max_record_bytes`");
}

static void encodings(void **state)
{
    struct tk_source_config config = csv(*state, "Id,Ort\n1,\xc5rsta\n");
    assert_reads(*state, &config, TK_OK, "2|1|\xc5rsta|-\n");
    config = csv(*state, "Id,Ort\xe4\n1,\xc5rsta\n2,\x96\n3,a\x81\n");
    assert_reads(*state, &config, TK_INPUT, "column 2, 'Ort?', is not UTF-8; set `encoding`");
    config.encoding = (char[]){"ISO-8859-1"};
    assert_reads(*state, &config, TK_OK, "#|Id|Ortä\n2|1|Årsta|-\n");
    config.encoding = (char[]){"windows-1252"};
    assert_reads(*state, &config, TK_OK, "3|2|–|-\n4|3|a\x81|-\n");
    config.encoding = (char[]){"1252"};
    assert_reads(*state, &config, TK_OK, "3|2|–|-\n");
    config.encoding = (char[]){"88591"};
    assert_reads(*state, &config, TK_OK, "2|1|Årsta|-\n");
    config.encoding = (char[]){"klingon"};
    assert_reads(*state, &config, TK_USAGE, "encoding 'klingon'");
    config.encoding = (char[]){"UTF-16"};
    assert_reads(*state, &config, TK_USAGE, "encoding 'UTF-16'");
    /* where an accent may follow its letter, the last letter is held back until told that none
     * does */
    config = csv(*state, "Id,Ort\n1,Hu\xea\n2,\xea\n");
    config.encoding = (char[]){"windows-1258"};
    assert_reads(*state, &config, TK_OK, "2|1|Huê|-\n3|2|ê|-\n");
    config.encoding = (char[]){"windows-1255"};
    assert_reads(*state, &config, TK_OK, "2|1|Huך|-\n3|2|ך|-\n");
}

static void positions_in_columns(void **state)
{
    struct reading *r = *state;
    struct tk_source_config config = csv(
        r, "x;y\n674000,5;6580000\n 1 ;2\n;\n1;\n;2\n1.5;2\nnan;1\n1e400;1\n1;inf\n1 000;2\n"
           "\xe5;1\nen mycket lång text som inte är ett tal å;1\n");
    config.x = (char[]){"x"};
    config.y = (char[]){"y"};
    config.decimal = ',';
    assert_reads(r, &config, TK_OK,
                 "2|674000,5|6580000|(674000.5 6580000)\n"
                 "3| 1 |2|(1 2)\n"
                 "5|1|-|!koordinat_ej_tal\n"
                 "6|-|2|!koordinat_ej_tal\n"
                 "7|1.5|2|!koordinat_ej_tal=1.5\n"
                 "8|nan|1|!koordinat_ej_tal=nan\n"
                 "9|1e400|1|!koordinat_ej_tal=1e400\n"
                 "10|1|inf|!koordinat_ej_tal=inf\n"
                 "11|1 000|2|(1000 2)\n"
                 "12|\xe5|1|!koordinat_ej_tal\n"
                 "13|en mycket lång text som inte är ett tal å|1|"
                 "!koordinat_ej_tal=en mycket lång text som inte är ett ta\n");
    config.y = (char[]){""};
    assert_reads(r, &config, TK_USAGE, "x and y must be configured both");
}

static void a_record_for_a_header_is_not_quoted(void **state)
{
    struct reading *r = *state;
    struct tk_source_config config =
        csv(r, "V1;2026-02-01;klotter;Anna Andersson 19850412-1234;150100;6580100\n");
    config.x = (char[]){"x"};
    config.y = (char[]){"y"};
    assert_reads(
        r, &config, TK_INPUT,
        "has no column 'x', which the configuration names under `x` (its first row looks "
        "like a record, not a header; put a row with the columns' names above it)");
    config = csv(r, "punkt_id;2024;Hur tryggt är det här?\na;1;2\n");
    config.key = (char[]){"namn"};
    assert_reads(r, &config, TK_INPUT, "there are: punkt_id, 2024, Hur tryggt är det här?");
}

static void an_empty_position_is_no_fault(void **state)
{
    struct tk_source_config config = csv(*state, "id,x,y\n1,,\n");
    config.x = (char[]){"x"};
    config.y = (char[]){"y"};
    assert_reads(*state, &config, TK_OK, "2|1|-|-|-\n");
}

static void geometry_as_wkt(void **state)
{
    struct tk_source_config config =
        csv(*state, "g\nPOINT Z (1 2 3)\n"
                    "\"POLYGON ((0 0,1 0,1 1))\"\n"
                    "POINT (1)\nskräp\nPOINT (1 2) och mer\nPOINT EMPTY\nPOLYGON EMPTY\n"
                    "\"LINESTRING ZM (0 0 5 6,1 0 5 6)\"\n\"POLYGON ((0 0,1 "
                    "0))\"\n\"LINESTRING (0 0,1 nan)\"\n"
                    "\"CIRCULARSTRING (1000 0,0 1000,-1000 0)\"\n");
    config.wkt = (char[]){"g"};
    /* the half circle of 1 km: chords over 2 acos(1 - 1e-6) = 0.00283 rad, 1 111 of them */
    assert_reads(*state, &config, TK_OK,
                 "2|POINT Z (1 2 3)|(1 2)\n"
                 "3|POLYGON ((0 0,1 0,1 1))|KIND3[77]\n"
                 "4|POINT (1)|!wkt_ogiltig=POINT (1)\n"
                 "5|skräp|!wkt_ogiltig=skräp\n"
                 "6|POINT (1 2) och mer|!wkt_ogiltig=POINT (1 2) och mer\n"
                 "7|POINT EMPTY|-\n"
                 "8|POLYGON EMPTY|!geometri_tom\n"
                 "9|LINESTRING ZM (0 0 5 6,1 0 5 6)|KIND2[41]\n"
                 "10|POLYGON ((0 0,1 0))|!geometri_olaslig\n"
                 "11|LINESTRING (0 0,1 nan)|!");
    assert_reads(*state, &config, TK_OK, "CIRCULARSTRING (1000 0,0 1000,-1000 0)|KIND2[17801]");
    config.max_vertices = 3;
    assert_reads(*state, &config, TK_OK, "!geometri_for_stor=4 (max_vertices: 3)\n");
    csv(*state, "g\nPOINT (1 2O)\nPOINT (1.5.2 2)\nPOINT (1e 2)\nPOINT (1e+1 -.5)\n");
    assert_reads(*state, &config, TK_OK,
                 "2|POINT (1 2O)|!wkt_ogiltig=POINT (1 2O)\n3|POINT (1.5.2 "
                 "2)|!wkt_ogiltig=POINT (1.5.2 2)\n"
                 "4|POINT (1e 2)|!wkt_ogiltig=POINT (1e 2)\n5|POINT (1e+1 -.5)|(10 -0.5)\n");
}

static void only_some_records(void **state)
{
    struct reading *r = *state;
    struct tk_source_config config =
        csv(r, "typ,n\nStadsdel,1\n stadsdel ,2\nsdo,3\n,4\nStadsdelar,5\n\n");
    char *values[] = {(char[]){"Stadsdel"}, (char[]){"stadsdel "}};
    struct tk_only only = {.column = (char[]){"typ"}, .values = values, .n_values = 2};
    config.only = &only;
    config.n_only = 1;
    assert_reads(r, &config, TK_OK, "#|typ|n\n2|Stadsdel|1|-\n3| stadsdel |2|-\n");

    struct tk_source *source;
    struct tk_batch *batch = test_calloc(1, sizeof *batch);
    struct tk_error err = {0};
    assert_ok(tk_source_open(&r->session, &config, &source, &err), &err);
    assert_ok(tk_source_next(source, batch, &err), &err);
    assert_int_equal(batch->n, 2);
    assert_int_equal(tk_source_read(source), 5);
    assert_int_equal(tk_source_filtered(source), 3);
    assert_int_equal(tk_source_find(source, "n"), 1);
    assert_int_equal(tk_source_find(source, "m"), (size_t)-1);
    assert_string_equal(tk_source_layer(source), "a");
    assert_string_equal(tk_source_crs(source), "");
    tk_batch_free(batch);
    test_free(batch);
    tk_source_close(source);

    only.column = (char[]){"sort"};
    assert_reads(r, &config, TK_INPUT, "no column 'sort'");
    assert_reads(r, &config, TK_INPUT, "there are: typ, n");
}

static void columns_that_two_may_mean(void **state)
{
    struct tk_source_config config = csv(*state, "id,namn,id\n1,a,2\n");
    assert_reads(*state, &config, TK_OK, "2|1|a|2|-\n");
    config.key = (char[]){"id"};
    assert_reads(*state, &config, TK_INPUT, "two columns 'id'");
}

static void too_many_rows(void **state)
{
    struct tk_source_config config = csv(*state, "id\n1\n2\n3\n");
    config.max_rows = 3;
    assert_reads(*state, &config, TK_OK, "4|3|-\n");
    config.max_rows = 2;
    assert_reads(*state, &config, TK_INPUT, "more than max_rows: 2 records");
}

/* More than one batch, with texts that outgrow a block. */
static void many_records(void **state)
{
    struct reading *r = *state;
    struct tk_buffer content = {0};
    tk_buffer_text(&content, "id,text\n");
    for (int i = 0; i < 3000; i++)
        tk_buffer_format(&content, "%d,%0*d\n", i, i % 7 ? 10 : 900, i);
    struct tk_source_config config = csv(r, tk_buffer_string(&content));
    struct tk_buffer text = {0};
    struct tk_error err = {0};
    assert_ok(reading_all(r, &config, &text, &err), &err);
    char *line = strtok(text.data, "\n");
    for (int i = 0; i < 3000; i++) {
        char expected[1024];
        snprintf(expected, sizeof expected, "%d|%d|%0*d|-", i + 2, i, i % 7 ? 10 : 900, i);
        line = strtok(NULL, "\n");
        assert_string_equal(line, expected);
    }
    assert_null(strtok(NULL, "\n"));
    tk_buffer_free(&text);
    tk_buffer_free(&content);
}

static void hostile_paths(void **state)
{
    struct reading *r = *state;
    static const struct {
        const char *path, *part;
    } cases[] = {
        {"http://127.0.0.1:1/a.geojson", "is an address"},
        {"GeoJSON:http://127.0.0.1:1/a", "is an address"},
        {"/vsicurl/a.geojson", "virtual files"},
        {"/vsizip/a.zip/a.csv", "virtual files"},
        {"{\"type\":\"FeatureCollection\"}", "is a document"},
        {"<OGRVRTDataSource>", "is a document"},
        {"GPKG:/tmp/a.gpkg:lager", "driver's prefix"},
        {"/tmp/WFS:a", "driver's prefix"},
        {"/tmp", "is a directory"},
        {"/dev/null", "is a special file"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tk_source_config config = plain_source("GeoJSON", cases[i].path);
        assert_reads(r, &config, TK_INPUT, cases[i].part);
    }
    struct tk_source_config config = plain_source("GeoJSON", reading_path(r, "finns-ej"));
    assert_reads(r, &config, TK_NO_INPUT, "finns-ej");
    support_write(r->directory, "tom.geojson", "");
    config.file = (char *)(uintptr_t)reading_path(r, "tom.geojson");
    assert_reads(r, &config, TK_INPUT, "0 bytes");
    config = plain_source("VRT", reading_path(r, "tom.geojson"));
    assert_reads(r, &config, TK_USAGE, "no driver 'VRT'");
}

static void links_stay_at_home(void **state)
{
    struct reading *r = *state;
    csv(r, "id\n1\n");
    assert_int_equal(mkdir(reading_path(r, "under"), 0700), 0);
    assert_int_equal(symlink("a.csv", reading_path(r, "granne.csv")), 0);
    assert_int_equal(symlink("../a.csv", reading_path(r, "under/ut.csv")), 0);
    assert_int_equal(mkdir(reading_path(r, "other"), 0700), 0);
    assert_int_equal(mkdir(reading_path(r, "under2"), 0700), 0);
    support_write(r->directory, "other/a.csv", "id\n1\n");
    support_write(r->directory, "under2/a.csv", "id\n1\n");
    assert_int_equal(symlink("../other/a.csv", reading_path(r, "under/bort.csv")), 0);
    assert_int_equal(symlink("../under2/a.csv", reading_path(r, "under/nara.csv")), 0);
    struct tk_source_config config = plain_source("CSV", reading_path(r, "granne.csv"));
    assert_reads(r, &config, TK_OK, "2|1|-\n");
    static const char *const out[] = {"under/ut.csv", "under/bort.csv", "under/nara.csv"};
    for (size_t i = 0; i < sizeof out / sizeof *out; i++) {
        config = plain_source("CSV", reading_path(r, out[i]));
        assert_reads(r, &config, TK_INPUT, "leads out of its directory");
    }
    config = plain_source("CSV", reading_path(r, "under/../a.csv"));
    assert_reads(r, &config, TK_OK, "2|1|-\n");
}

static void a_file_that_changes_meanwhile(void **state)
{
    struct reading *r = *state;
    struct tk_source_config config = csv(r, "id\n1\n");
    struct tk_source *source;
    struct tk_error err = {0};
    assert_ok(tk_source_open(&r->session, &config, &source, &err), &err);
    size_t n;
    const struct tk_source_file *files = tk_source_files(source, &n);
    assert_int_equal(n, 1);
    assert_int_equal(files[0].size, 5);
    /* printf 'id\n1\n' | sha256sum */
    assert_string_equal(files[0].sha256,
                        "7cde7fb64fd82bd152710cf238e017b9ab46c0592483edc067ba4f6c75fac108");
    assert_ok(tk_source_unchanged(source, &err), &err);
    csv(r, "id\n2\n");
    assert_int_equal(tk_source_unchanged(source, &err), TK_INPUT);
    assert_contains(err.message, "changed while it was read");
    tk_source_close(source);
}

/* An export job that writes what was there before: whoever read meanwhile had half of it. */
static void a_file_that_is_written_anew_with_the_same_bytes(void **state)
{
    struct reading *r = *state;
    struct tk_source_config config = csv(r, "id\n1\n");
    struct tk_source *source;
    struct tk_error err = {0};
    assert_ok(tk_source_open(&r->session, &config, &source, &err), &err);
    nanosleep(&(struct timespec){0, 50000000}, NULL); /* a tick of the clock of files */
    csv(r, "id\n1\n");
    assert_int_equal(tk_source_unchanged(source, &err), TK_INPUT);
    assert_contains(err.message, "changed while it was read");
    tk_source_close(source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(separators),
        cmocka_unit_test(the_number_is_the_line),
        cmocka_unit_test(what_is_no_csv),
        cmocka_unit_test(the_number_of_cells),
        cmocka_unit_test(a_very_long_record),
        cmocka_unit_test(encodings),
        cmocka_unit_test(positions_in_columns),
        cmocka_unit_test(an_empty_position_is_no_fault),
        cmocka_unit_test(a_record_for_a_header_is_not_quoted),
        cmocka_unit_test(geometry_as_wkt),
        cmocka_unit_test(only_some_records),
        cmocka_unit_test(columns_that_two_may_mean),
        cmocka_unit_test(too_many_rows),
        cmocka_unit_test(many_records),
        cmocka_unit_test(hostile_paths),
        cmocka_unit_test(links_stay_at_home),
        cmocka_unit_test(a_file_that_changes_meanwhile),
        cmocka_unit_test(a_file_that_is_written_anew_with_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, reading_setup, reading_teardown);
}
