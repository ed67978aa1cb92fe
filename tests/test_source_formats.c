/* The same records in every format, and what each format can get wrong. The files are made with
 * GDAL's own writers, or by hand. */
#include "support/reading.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/sheet.h"
#include "trygghetskarta/zip.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The records' own numbers are the format's; the rest is the same. */
static char *without_numbers(struct tk_buffer *text)
{
    struct tk_buffer out = {0};
    char *rest = text->data;
    for (char *line = strsep(&rest, "\n"); line; line = strsep(&rest, "\n"))
        tk_buffer_format(
            &out, "%s\n",
            strncmp(line, "rader", 5) == 0 || !strchr(line, '|') ? line : strchr(line, '|'));
    tk_buffer_free(text);
    return tk_buffer_take(&out);
}

static struct tk_source_config with_xy(const char *driver, const char *path)
{
    static char x[] = "x", y[] = "y";
    struct tk_source_config config = plain_source(driver, path);
    config.x = x;
    config.y = y;
    return config;
}

static char *read_records(struct reading *r, const struct tk_source_config *config)
{
    struct tk_buffer text = {0};
    struct tk_error err = {0};
    assert_ok(reading_all(r, config, &text, &err), &err);
    return without_numbers(&text);
}

static void the_same_records_in_every_format(void **state)
{
    struct reading *r = *state;
    reading_twenty(r);
    struct tk_source_config config = with_xy("CSV", reading_path(r, "tjugo.csv"));
    char *expected = read_records(r, &config);
    assert_contains(expected, "|5|K005|Årsta \"torg\", öst|2025-01-31|500000|674005.6|"
                              "6580005.25|(674005.6 6580005.25)\n");
    static const struct {
        const char *driver, *file;
        bool has_geometry;
    } formats[] = {{"GPKG", "tjugo.gpkg", true},
                   {"ESRI Shapefile", "tjugo.shp", true},
                   {"GeoJSON", "tjugo.geojson", true},
                   {"XLSX", "tjugo.xlsx", false},
                   {"ODS", "tjugo.ods", false}};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        reading_convert(r, "tjugo.csv", formats[i].driver, formats[i].file);
        const char *path = reading_path(r, formats[i].file);
        config = formats[i].has_geometry ? plain_source(formats[i].driver, path)
                                         : with_xy(formats[i].driver, path);
        char *text = read_records(r, &config);
        assert_string_equal(text, expected);
        tk_free(text);
    }
    tk_free(expected);
}

/* tests/large/postgis.sh makes the database. */
static void the_same_records_in_postgis(void **state)
{
    struct reading *r = *state;
    const char *connection = getenv("TRYGGHETSKARTA_POSTGIS");
    if (!connection) {
        fputs("SKIPPED: no database; tests/large/postgis.sh makes one\n", stderr);
        skip();
    }
    reading_twenty(r);
    struct tk_source_config config = with_xy("CSV", reading_path(r, "tjugo.csv"));
    char *expected = read_records(r, &config), target[512];
    snprintf(target, sizeof target, "PG:%s", connection);
    reading_convert_to(r, "tjugo.csv", "PostgreSQL", target);
    config = plain_source("PostgreSQL", "");
    config.connection = (char *)(uintptr_t)connection;
    config.layer = (char[]){"public.tjugo"};
    char *text = read_records(r, &config);
    assert_string_equal(text, expected);
    config.layer = (char[]){"tjugo"};
    assert_reads(r, &config, TK_OK, "\n20|20|K020");
    config.layer = (char[]){"geometry_columns"};
    assert_reads(r, &config, TK_INPUT, "is no table; views are not read");
    config.layer = (char[]){"finns_ej"};
    assert_reads(r, &config, TK_INPUT, "has no table 'finns_ej'");
    config.connection = (char[]){"host=/finns/ej dbname=karta"};
    assert_reads(r, &config, TK_NO_INPUT, "cannot be reached");
    tk_free(text);
    tk_free(expected);
}

/* A date has no time of day because its neighbour has one: a column has one type. */
static void midnight_in_a_sheet(void **state)
{
    static const char *const drivers[][2] = {{"XLSX", "s.xlsx"}, {"ODS", "s.ods"}};
    struct reading *r = *state;
    support_write(r->directory, "d.csv", "a,d\n1,2026/09/01 00:00:00\n2,2026/09/02 14:30:00\n");
    for (size_t i = 0; i < 2; i++) {
        struct tk_source_config config =
            plain_source(drivers[i][0], reading_path(r, drivers[i][1]));
        reading_convert(r, "d.csv", drivers[i][0], drivers[i][1]);
        assert_reads(r, &config, TK_OK, "2|1|2026-09-01|-\n3|2|2026-09-02T14:30:00|-\n");
    }
}

static void write_bytes(const char *path, const struct tk_buffer *bytes)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    fwrite(bytes->data, 1, bytes->length, f);
    fclose(f);
}

static void zip_parts(struct reading *r, const char *name, const char *const parts[][2],
                      size_t n)
{
    struct tk_zip_entry entries[8];
    struct tk_buffer book = {0};
    struct tk_error err = {0};
    for (size_t i = 0; i < n; i++)
        entries[i] = (struct tk_zip_entry){parts[i][0], parts[i][1], strlen(parts[i][1])};
    assert_ok(tk_zip_pack(entries, n, &book, &err), &err);
    write_bytes(reading_path(r, name), &book);
    tk_buffer_free(&book);
}

/* As Excel keeps it: 46085 is 2026-03-04; style 1 shows a date, style 2 a time of day too. */
#define CELL(at, style, value) "<c r=\"" at "\" s=\"" style "\"><v>" value "</v></c>"
#define WORDS(at, text) "<c r=\"" at "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define ROW(n, cells) "<row r=\"" n "\">" cells "</row>"
#define KIND(part) "application/vnd.openxmlformats-officedocument.spreadsheetml." part "+xml"
#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define RELATION(type, target)                                                                 \
    "<Relationships><Relationship Id=\"a\" Type=\"" RELATIONS "/" type "\" Target=\"" target   \
    "\"/></Relationships>"
static const char *const excel[][2] = {
    {"[Content_Types].xml",
     "<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"" KIND(
         "sheet.main") "\"/>"
                       "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" KIND(
                           "worksheet") "\"/>"
                                        "</Types>"},
    {"_rels/.rels", RELATION("officeDocument", "xl/workbook.xml")},
    {"xl/workbook.xml", "<workbook xmlns:r=\"" RELATIONS "\"><sheets><sheet name=\"b\" "
                        "sheetId=\"1\" r:id=\"a\"/></sheets></workbook>"},
    {"xl/_rels/workbook.xml.rels", RELATION("worksheet", "worksheets/sheet1.xml")},
    {"xl/styles.xml",
     "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"22\"/>"
     "</cellXfs></styleSheet>"},
    {"xl/worksheets/sheet1.xml",
     "<worksheet><sheetData>" ROW("1", WORDS("A1", "nr") WORDS("B1", "d"))
         ROW("2", CELL("A2", "0", "1") CELL("B2", "1", "46085"))
             ROW("3", CELL("A3", "0", "2") CELL("B3", "2", "46086.5"))
                 ROW("4", CELL("A4", "0", "3") "<c r=\"B4\" t=\"e\"><v>#REF!</v></c>")
                     ROW("5", CELL("A5", "0", "4") WORDS("B5", "i våras")) ROW(
                         "6", CELL("A6", "0", "5") CELL("B6", "1", "46087")) "</sheetData>"
                                                                             "</worksheet>"},
};

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define ODS_CELL(type, value, shown)                                                           \
    "<table:table-cell office:value-type=\"" type "\"" value "><text:p>" shown                 \
    "</text:p></table:table-cell>"
#define ODS_ROW(nr, cell)                                                                      \
    "<table:table-row>" ODS_CELL("float", " office:value=\"" nr "\"", nr) cell                 \
        "</table:table-row>"
#define ODS_DATE(value) ODS_CELL("date", " office:date-value=\"" value "\"", value)
static const char *const opendocument[][2] = {
    {"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
    {"content.xml",
     "<office:document-content xmlns:office=\"" OASIS "office:1.0\" xmlns:table=\"" OASIS
     "table:1.0\" xmlns:text=\"" OASIS "text:1.0\"><office:body><office:spreadsheet>"
     "<table:table table:name=\"b\">"
     "<table:table-row>" ODS_CELL("string", "", "nr")
         ODS_CELL("string", "", "d") "</table:table-row>" ODS_ROW("1", ODS_DATE("2026-03-04"))
             ODS_ROW("2", ODS_DATE("2026-03-05T12:00:00"))
                 ODS_ROW("3", ODS_CELL("string", "", "#REF!"))
                     ODS_ROW("4", ODS_CELL("string", "", "i våras")) ODS_ROW(
                         "5", ODS_DATE("2026-03-06")) "</table:table></office:spreadsheet>"
                                                      "</office:body>"
                                                      "</office:document-content>"},
};

/* … nor because its neighbour is no date at all. */
static void dates_beside_words_in_a_sheet(void **state)
{
    struct reading *r = *state;
    zip_parts(r, "ord.xlsx", excel, sizeof excel / sizeof *excel);
    struct tk_source_config config = plain_source("XLSX", reading_path(r, "ord.xlsx"));
    assert_reads(r, &config, TK_OK,
                 "2|1|2026/03/04|-\n3|2|2026/03/05 12:00:00|-\n4|3|#REF!|-\n"
                 "5|4|i våras|-\n6|5|2026/03/06|-\n");
    zip_parts(r, "ord.ods", opendocument, sizeof opendocument / sizeof *opendocument);
    config = plain_source("ODS", reading_path(r, "ord.ods"));
    assert_reads(r, &config, TK_OK,
                 "2|1|2026/03/04|-\n3|2|2026/03/05 12:00:00|-\n4|3|#REF!|-\n"
                 "5|4|i våras|-\n6|5|2026-03-06|-\n");
}

/* Reads a sheet whose book has something in front of its sheets. */
static void assert_book(struct reading *r, const char *front, const char *refusal)
{
    const char *parts[sizeof excel / sizeof *excel][2];
    static char book[32768];
    memcpy(parts, excel, sizeof excel);
    snprintf(book, sizeof book,
             "<workbook xmlns:r=\"" RELATIONS "\">%s<sheets><sheet name=\"b\" "
             "sheetId=\"1\" r:id=\"a\"/></sheets></workbook>",
             front);
    for (size_t k = 0; k < sizeof excel / sizeof *excel; k++)
        if (strcmp(parts[k][0], "xl/workbook.xml") == 0)
            parts[k][1] = book;
    zip_parts(r, "mac.xlsx", (const char *const(*)[2])parts, sizeof parts / sizeof *parts);
    struct tk_source_config config = plain_source("XLSX", reading_path(r, "mac.xlsx"));
    if (refusal)
        assert_reads(r, &config, TK_INPUT, refusal);
    else
        assert_reads(r, &config, TK_OK,
                     "2|1|2026/03/04|-\n3|2|2026/03/05 12:00:00|-\n4|3|#REF!|-\n"
                     "5|4|i våras|-\n6|5|2026/03/06|-\n");
}

/* Four years early, if it were read. */
static void a_sheet_that_counts_from_1904(void **state)
{
    static const char *const books[][2] = {
        {"<workbookPr date1904=\"1\"/>", "counts its days from 1904"},
        {"<x:workbookPr filterPrivacy='1' date1904='true'>", "counts its days from 1904"},
        {"<workbookPr date1904=\"0\"/>", NULL},
        {"<workbookPr/><calcPr date1904=\"1\"/>", NULL}};
    for (size_t i = 0; i < sizeof books / sizeof *books; i++)
        assert_book(*state, books[i][0], books[i][1]);
}

/* What is looked through of a book may end anywhere. */
static void a_book_that_is_cut_at_its_epoch(void **state)
{
    static const char before[] = "<workbook xmlns:r=\"" RELATIONS "\"><workbookPr ";
    char front[16600];
    for (size_t more = 0; more <= 2; more++) {
        size_t spaces = 16383 - strlen(before) - strlen("date1904=") - more;
        snprintf(front, sizeof front, "<workbookPr %*sdate1904=\"0\"/>", (int)spaces, "");
        assert_book(*state, front, NULL);
    }
}

#define ODS_TIME(value) ODS_CELL("time", " office:time-value=\"" value "\"", "18:45")
static const char *const opendocument_times[][2] = {
    {"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
    {"content.xml",
     "<office:document-content xmlns:office=\"" OASIS "office:1.0\" xmlns:table=\"" OASIS
     "table:1.0\" xmlns:text=\"" OASIS "text:1.0\"><office:body><office:spreadsheet>"
     "<table:table table:name=\"b\">"
     "<table:table-row>" ODS_CELL("string", "", "nr") ODS_CELL(
         "string", "", "d") "</table:table-row>" ODS_ROW("1", ODS_CELL("string", "", "19.30"))
         ODS_ROW("2", ODS_TIME("PT18H45M00S")) ODS_ROW("3", ODS_TIME("PT00H05M59.250S"))
             ODS_ROW("4", ODS_TIME("PT23H59M59,5S")) ODS_ROW("5", ODS_TIME("PT24H00M00S"))
                 ODS_ROW("6", ODS_CELL("string", "", "PT18H45M")) ODS_ROW(
                     "7",
                     ODS_CELL(
                         "string", "",
                         "PT18H45M00S sen")) "</table:table></office:spreadsheet></office:body>"
                                             "</office:document-content>"},
};

/* A time of day is one also where the column's first cell is none. */
static void times_beside_words_in_a_sheet(void **state)
{
    struct reading *r = *state;
    zip_parts(r, "tid.ods", opendocument_times,
              sizeof opendocument_times / sizeof *opendocument_times);
    struct tk_source_config config = plain_source("ODS", reading_path(r, "tid.ods"));
    assert_reads(r, &config, TK_OK,
                 "2|1|19.30|-\n3|2|18:45:00|-\n4|3|00:05:59|-\n5|4|23:59:59|-\n"
                 "6|5|PT24H00M00S|-\n7|6|PT18H45M|-\n8|7|PT18H45M00S sen|-\n");
}

/* GDAL takes the one row of an empty protocol for a record. */
static void a_sheet_with_its_names_alone(void **state)
{
    struct reading *r = *state;
    struct tk_sheet sheet = {.name = "protokoll"};
    struct tk_buffer book = {0};
    struct tk_error err = {0};
    tk_sheet_row(&sheet);
    tk_sheet_text(&sheet, "punkt_id");
    tk_sheet_text(&sheet, "E");
    tk_sheet_text(&sheet, "N");
    assert_ok(tk_sheet_write(&sheet, 1, &book, &err), &err);
    write_bytes(reading_path(r, "tom.xlsx"), &book);
    tk_buffer_free(&book);
    struct tk_source_config config = plain_source("XLSX", reading_path(r, "tom.xlsx"));
    config.x = (char[]){"E"};
    config.y = (char[]){"N"};
    assert_reads(r, &config, TK_OK, "#|punkt_id|E|N\n");
}

/* As a person finds it: rows of a sheet count the header, features are counted from 1. */
static void numbers_of_records(void **state)
{
    struct reading *r = *state;
    support_write(r->directory, "n.csv", "a,b\n1,x\n,\n3,y\n");
    reading_convert(r, "n.csv", "XLSX", "n.xlsx");
    reading_convert(r, "n.csv", "ODS", "n.ods");
    struct tk_source_config config = plain_source("XLSX", reading_path(r, "n.xlsx"));
    assert_reads(r, &config, TK_OK, "#|a|b\n2|1|x|-\n4|3|y|-\n");
    config = plain_source("ODS", reading_path(r, "n.ods"));
    assert_reads(r, &config, TK_OK, "#|a|b\n2|1|x|-\n4|3|y|-\n");
    reading_convert(r, "n.csv", "ESRI Shapefile", "n.dbf");
    support_write(r->directory, "n.geojson",
                  "{\"type\":\"FeatureCollection\",\"features\":["
                  "{\"type\":\"Feature\",\"id\":7,\"properties\":{\"a\":1},\"geometry\":null},"
                  "{\"type\":\"Feature\",\"id\":7,\"properties\":{\"a\":2.5}}]}");
    config = plain_source("GeoJSON", reading_path(r, "n.geojson"));
    assert_reads(r, &config, TK_OK, "#|a\n1|1|-\n2|2.5|-\n");
}

static void sheets(void **state)
{
    struct reading *r = *state;
    support_write(r->directory, "b.csv",
                  "id,datum,tid,blandat,x,y\n1,2025-01-31,2025-01-31 12:30:00,17,1.5,2\n"
                  "2,,,abc,0.1,1e-7\n");
    for (int ods = 0; ods < 2; ods++) {
        const char *driver = ods ? "ODS" : "XLSX", *name = ods ? "b.ods" : "b.xlsx";
        reading_convert(r, "b.csv", driver, name);
        struct tk_source_config config = with_xy(driver, reading_path(r, name));
        config.decimal = ',';
        assert_reads(r, &config, TK_OK,
                     "2|1|2025-01-31|2025-01-31T12:30:00|17|1.5|2|(1.5 2)\n"
                     "3|2|-|-|abc|0.1|1e-07|(0.1 1e-07)\n");
        config.layer = (char[]){"blad9"};
        assert_reads(r, &config, TK_INPUT, "has no layer 'blad9' (there are: b)");
    }
    /* nothing but texts: GDAL by itself would see no header here */
    support_write(r->directory, "h.csv", "a,b\nord,mer\n");
    reading_convert(r, "h.csv", "XLSX", "h.xlsx");
    struct tk_source_config config = plain_source("XLSX", reading_path(r, "h.xlsx"));
    assert_reads(r, &config, TK_OK, "#|a|b\n2|ord|mer|-\n");
    config = plain_source("XLSX", reading_path(r, "b.csv"));
    assert_reads(r, &config, TK_INPUT, "is no XLSX file");
}

/* A zip of one entry that says it unpacks to 300 MB: central directory and its end. */
static void a_sheet_too_large(void **state)
{
    struct reading *r = *state;
    unsigned char zip[46 + 1 + 22] = "PK\1\2";
    zip[24 + 3] = 300000000 >> 24, zip[24 + 2] = (300000000 >> 16) & 255;
    zip[28] = 1;
    memcpy(zip + 47, "PK\5\6", 4);
    zip[47 + 10] = 1;
    zip[47 + 12] = 47;
    FILE *f = fopen(reading_path(r, "stor.xlsx"), "wb");
    assert_non_null(f);
    fwrite(zip, 1, sizeof zip, f);
    fclose(f);
    struct tk_source_config config = plain_source("XLSX", reading_path(r, "stor.xlsx"));
    assert_reads(r, &config, TK_INPUT, "at most 200 MB");
}

static struct tk_source_config geojson(struct reading *r, const char *features)
{
    char text[4096];
    snprintf(text, sizeof text, "{\"type\":\"FeatureCollection\",\"features\":[%s]}", features);
    support_write(r->directory, "j.geojson", text);
    return plain_source("GeoJSON", reading_path(r, "j.geojson"));
}

#define FEATURE(properties, geometry)                                                          \
    "{\"type\":\"Feature\",\"properties\":{" properties "},\"geometry\":" geometry "}"
#define POINT "{\"type\":\"Point\",\"coordinates\":[1,2]}"

static void geojson_as_written(void **state)
{
    struct reading *r = *state;
    struct tk_source_config config =
        geojson(r, FEATURE("\"t\":\"2025-02-30\"", POINT) "," FEATURE(
                       "\"t\":\"31/12/2025\"",
                       "null") "," FEATURE("\"t\":\"a\\u0000b\"",
                                           POINT) "," FEATURE("\"t\":\"\\\\u0000\"", POINT));
    assert_reads(r, &config, TK_OK,
                 "1|2025-02-30|(1 2)\n2|31/12/2025|-\n3|a|!text_ogiltig\n4|\\u0000|(1 2)\n");
    config = geojson(r, FEATURE("\"t\":\"\\ud83d\\ude00\"", POINT) "," FEATURE(
                            "\"t\":\"a\\ud800\"",
                            POINT) "," FEATURE("\"t\":\"\\ud800b\"",
                                               POINT) "," FEATURE("\"t\":\"\\udc00\"", POINT));
    assert_reads(r, &config, TK_OK,
                 "1|😀|(1 2)\n2|a\xef\xbf\xbd|!text_ogiltig\n"
                 "3|\xef\xbf\xbd"
                 "b|!text_ogiltig\n4|\xef\xbf\xbd|!text_ogiltig\n");
    config = geojson(r, FEATURE("\"t\":1", POINT) ",null");
    assert_reads(r, &config, TK_INPUT,
                 "line 1: something in \"features\" is no feature (null?)");
    support_write(r->directory, "j.geojson",
                  "{\"type\":\"FeatureCollection\",\"features\":[]}\n}");
    assert_reads(r, &config, TK_INPUT, "line 2: something stands after the end");
    config = geojson(r, FEATURE("\"t\":\"2025/02/30\"", POINT));
    assert_reads(r, &config, TK_OK, "1|2025/02/30|(1 2)\n");
    config = geojson(
        r, FEATURE("\"a\":true,\"b\":[1,\"]\"]",
                   "{\"type\":\"Point\",\"coordinates\":["
                   "]}") "," FEATURE("\"a\":null",
                                     "{\"type\":\"Point\",\"coordinates\":[\"x\",null]}"));
    assert_reads(r, &config, TK_OK,
                 "1|1|[ 1, \"]\" ]|!geometri_tom\n2|-|-|!koordinat_ej_tal=x\n");
}

/* GDAL reads a GeoJSON file as it is opened, and complains then. Another source that is open at
 * that time is not to blame; a hole that GDAL leaves out is not lost in silence. */
static void a_complaint_belongs_to_its_source(void **state)
{
    struct reading *r = *state;
    reading_twenty(r);
    reading_convert(r, "tjugo.csv", "ESRI Shapefile", "frisk.shp");
    struct tk_source_config healthy =
        plain_source("ESRI Shapefile", reading_path(r, "frisk.shp"));
    struct tk_source_config config =
        geojson(r, FEATURE("\"a\":1",
                           "{\"type\":\"Polygon\",\"coordinates\":["
                           "[[0,0],[9,0],[9,9],[0,0]],"
                           "[[3,1],[4,1],[\"abc\",2],[3,1]]]}") "," FEATURE("\"a\":2", POINT));
    struct tk_source *first, *second;
    struct tk_batch *batch = tk_alloc(1, sizeof *batch);
    struct tk_error err = {0};
    assert_non_null(batch);
    assert_ok(tk_source_open(&r->session, &healthy, &first, &err), &err);
    assert_ok(tk_source_open(&r->session, &config, &second, &err), &err);
    assert_ok(tk_source_next(first, batch, &err), &err);
    assert_int_equal(batch->n, 20);
    assert_null(batch->fault[0]);
    tk_batch_free(batch);
    tk_free(batch);
    tk_source_close(second);
    tk_source_close(first);
    assert_reads(r, &config, TK_OK, "1|1|!koordinat_ej_tal=abc\n2|2|(1 2)\n");
}

static void what_is_no_geojson(void **state)
{
    struct reading *r = *state;
    struct tk_source_config config = geojson(r, "");
    assert_reads(r, &config, TK_OK, "#");
    support_write(r->directory, "j.geojson", FEATURE("\"a\":1", POINT));
    assert_reads(r, &config, TK_INPUT, "is no FeatureCollection");
    support_write(r->directory, "j.geojson", "{\"features\":[{\"a\":");
    assert_reads(r, &config, TK_INPUT, "line 1: is not whole GeoJSON; was it cut off?");
    support_write(r->directory, "j.geojson", "{\"type\":\"Feat");
    assert_reads(r, &config, TK_INPUT, "is not whole GeoJSON");
    support_write(r->directory, "j.geojson", "<xml/>");
    assert_reads(r, &config, TK_INPUT, "does not begin as GeoJSON");
}

/* GDAL would fetch it, in the file's head, in a geometry, after the features, in any case and
 * written in escapes. */
static void a_crs_is_never_fetched(void **state)
{
    static const char link[] =
        "{\"type\":\"link\",\"properties\":{\"href\":\"http://127.0.0.1:1/\"}}";
    static const char name[] = "{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:3006\"}}";
    static const char *const forms[] = {
        "{\"crs\":%s,\"type\":\"FeatureCollection\",\"features\":[]}",
        "{\"type\":\"FeatureCollection\",\"features\":[],\"CRS\":%s}",
        "{\"type\":\"FeatureCollection\",\"features\":[],\"\\u0063rs\":%s}",
        /* of a geometry */
        ("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\","
         "\"properties\":{},\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2],"
         "\"crs\":%s}}]}")};
    struct reading *r = *state;
    struct tk_source_config config = geojson(r, "");
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        char text[512];
        snprintf(text, sizeof text, forms[i], name);
        support_write(r->directory, "j.geojson", text);
        assert_reads(r, &config, TK_OK, "#");
        snprintf(text, sizeof text, forms[i], link);
        support_write(r->directory, "j.geojson", text);
        assert_reads(r, &config, TK_INPUT, "to be fetched from elsewhere");
    }
    /* within what other readers take for comments */
    support_write(r->directory, "j.geojson",
                  "{\"type\":\"FeatureCollection\",\"features\":[],\"a\":[/*\",*/],\"crs\":"
                  "{\"type\":\"link\",\"properties\":{\"href\":\"http://127.0.0.1:1/\"}},"
                  "\"b\":[/*\"*/]}");
    assert_reads(r, &config, TK_INPUT, "is not whole GeoJSON");
}

static void shapefiles_have_parts(void **state)
{
    struct reading *r = *state;
    reading_twenty(r);
    reading_convert(r, "tjugo.csv", "ESRI Shapefile", "s.shp");
    struct tk_source_config config = plain_source("ESRI Shapefile", reading_path(r, "s.shp"));
    struct tk_source *source;
    struct tk_error err = {0};
    assert_ok(tk_source_open(&r->session, &config, &source, &err), &err);
    size_t n;
    tk_source_files(source, &n);
    assert_int_equal(n, 5);
    assert_contains(tk_source_crs(source), "PROJCRS[");
    assert_string_equal(tk_source_layer(source), "s");
    tk_source_close(source);

    config.encoding = (char[]){"klingon"};
    assert_reads(r, &config, TK_USAGE, "klingon");
    config.encoding = (char[]){""};
    support_write(r->directory, "s.cpg", "1252");
    assert_reads(r, &config, TK_OK, "Ã…rsta");
    support_write(r->directory, "s.cpg", "ISO-8859-1\r\n");
    assert_reads(r, &config, TK_OK, "torg");
    support_write(r->directory, "e.csv", "id,x,y\n1,1,2\n");
    reading_convert(r, "e.csv", "ESRI Shapefile", "e.shp");
    assert_int_equal(rename(reading_path(r, "e.dbf"), reading_path(r, "s.dbf")), 0);
    assert_reads(r, &config, TK_INPUT, "has 1 row for 20 shapes");
    remove(reading_path(r, "s.dbf"));
    assert_reads(r, &config, TK_INPUT, "no .dbf beside it");
    remove(reading_path(r, "s.shx"));
    assert_reads(r, &config, TK_INPUT, "no .shx beside it");
    config = plain_source("ESRI Shapefile", reading_path(r, "s.prj"));
    assert_reads(r, &config, TK_INPUT, "is no .shp");
}

static void deleted_rows_are_no_records(void **state)
{
    struct reading *r = *state;
    reading_twenty(r);
    reading_convert(r, "tjugo.csv", "ESRI Shapefile", "d.shp");
    unsigned char head[12];
    FILE *f = fopen(reading_path(r, "d.dbf"), "r+b");
    assert_non_null(f);
    assert_int_equal(fread(head, 1, sizeof head, f), sizeof head);
    fseek(f, head[8] + 256 * head[9], SEEK_SET);
    fputc('*', f);
    fclose(f);
    struct tk_source_config config = plain_source("ESRI Shapefile", reading_path(r, "d.shp"));
    assert_reads(r, &config, TK_OK, "#|id|kod|namn|datum|antal|x|y\n1|2|K002|");
}

static void connections_are_plain(void **state)
{
    static const struct {
        const char *connection, *part;
    } cases[] = {
        {"", "needs a connection"},
        {"service=karta password=hemlig", "holds a password"},
        {"passfile=/tmp/x", "holds a password"},
        {"postgresql://u:hemlig@h/db", "must be words"},
        {"dbname=postgresql://u:hemlig@h/db", "must be words"},
        {"dbname=karta options='-c role=x'", "must be words"},
        {"dbname=karta active_schema=x", "must be words"},
        {"dbname=karta tables='a'", "must be words"},
        {"dbname", "must be words"},
        {"service=karta", "under `layer`"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tk_source_config config = plain_source("PostgreSQL", "");
        config.connection = (char *)(uintptr_t)cases[i].connection;
        assert_reads(*state, &config, TK_USAGE, cases[i].part);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_records_in_every_format),
        cmocka_unit_test(the_same_records_in_postgis),
        cmocka_unit_test(midnight_in_a_sheet),
        cmocka_unit_test(dates_beside_words_in_a_sheet),
        cmocka_unit_test(a_sheet_that_counts_from_1904),
        cmocka_unit_test(a_book_that_is_cut_at_its_epoch),
        cmocka_unit_test(times_beside_words_in_a_sheet),
        cmocka_unit_test(a_sheet_with_its_names_alone),
        cmocka_unit_test(numbers_of_records),
        cmocka_unit_test(sheets),
        cmocka_unit_test(a_sheet_too_large),
        cmocka_unit_test(geojson_as_written),
        cmocka_unit_test(a_complaint_belongs_to_its_source),
        cmocka_unit_test(what_is_no_geojson),
        cmocka_unit_test(a_crs_is_never_fetched),
        cmocka_unit_test(shapefiles_have_parts),
        cmocka_unit_test(deleted_rows_are_no_records),
        cmocka_unit_test(connections_are_plain),
    };
    return cmocka_run_group_tests(tests, reading_setup, reading_teardown);
}
