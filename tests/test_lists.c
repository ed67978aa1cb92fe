#include "support/support.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/file.h"
#include "trygghetskarta/lists.h"
#include "trygghetskarta/zip.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* As much of an edition as a list is read from. */
static const char edition[] =
    "CREATE TABLE arbetslistor(fid INTEGER PRIMARY KEY, geom BLOB, ansvarig TEXT, runda "
    "INTEGER,"
    " nr_i_runda INTEGER, plats TEXT, lat REAL);"
    "CREATE TABLE klipplista AS SELECT * FROM arbetslistor;"
    "CREATE TABLE gpkg_data_columns(table_name, column_name, name, title, description, "
    "mime_type,"
    " constraint_name);"
    "CREATE TABLE gpkg_data_column_constraints(constraint_name, value, description);"
    "INSERT INTO gpkg_data_columns(table_name, column_name, title, constraint_name)"
    " VALUES ('arbetslistor', 'ansvarig', 'Ansvarig', 'ansvarig'),"
    "        ('arbetslistor', 'plats', 'Plats', NULL);"
    "INSERT INTO gpkg_data_column_constraints VALUES ('ansvarig', 'sisab', 'SISAB');"
    "INSERT INTO arbetslistor(ansvarig, runda, nr_i_runda, plats, lat)"
    " VALUES ('sisab', 1, 1, '=HYPERLINK(\"x\")', 59.5), ('sisab', 1, 2, 'Torget', -1),"
    "        ('a/../b', 1, 1, '+46', NULL);";

static void make_edition(const char *directory, const char *more, char *path, size_t size)
{
    sqlite3 *db;
    snprintf(path, size, "%s/edition.gpkg", directory);
    unlink(path);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, edition, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, more, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void expect_file(const char *directory, const char *name, const char *expected)
{
    char path[256];
    struct tk_error err = {0};
    struct tk_buffer text = {0};
    snprintf(path, sizeof path, "%s/%s", directory, name);
    assert_ok(tk_file_read(path, 1 << 20, &text, &err), &err);
    assert_string_equal(tk_buffer_string(&text), expected);
    tk_buffer_free(&text);
}

static void expect_none(const char *directory, const char *name)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    assert_int_not_equal(access(path, F_OK), 0);
}

static void each_body_has_its_files(void **state)
{
    (void)state;
    struct tk_error err = {0};
    char directory[64], path[128], lists[128], book[256];
    struct tk_buffer bytes = {0}, sheet = {0};
    support_directory(directory, sizeof directory);
    make_edition(directory,
                 "CREATE TABLE stadlista AS SELECT ansvarig, runda, nr_i_runda FROM "
                 "arbetslistor WHERE lat > 0; CREATE TABLE ansvariga(ansvarig, runda);"
                 "INSERT INTO ansvariga VALUES ('sisab', 1)",
                 path, sizeof path);
    snprintf(lists, sizeof lists, "%s/listor", directory);
    assert_ok(tk_lists_write(path, lists, NULL, &err), &err);
    expect_file(lists, "arbetslistor_sisab.csv",
                "\xEF\xBB\xBF\"Ansvarig\";\"runda\";\"nr_i_runda\";\"Plats\";\"lat\"\r\n"
                "\"SISAB\";1;1;\"'=HYPERLINK(\"\"x\"\")\";59,5\r\n"
                "\"SISAB\";1;2;\"Torget\";-1\r\n");
    expect_file(lists, "arbetslistor_a____b.csv",
                "\xEF\xBB\xBF\"Ansvarig\";\"runda\";\"nr_i_runda\";\"Plats\";\"lat\"\r\n"
                "\"a/../b\";1;1;\"'+46\";\r\n");
    expect_file(lists, "stadlista_sisab.csv",
                "\xEF\xBB\xBF\"ansvarig\";\"runda\";\"nr_i_runda\"\r\n\"sisab\";1;1\r\n");
    expect_none(lists, "ansvariga_sisab.csv");
    snprintf(book, sizeof book, "%s/arbetslistor_sisab.xlsx", lists);
    assert_ok(tk_file_read(book, 1 << 20, &bytes, &err), &err);
    assert_ok(tk_zip_unpack(bytes.data, bytes.length, "sheet1.xml", &sheet, &err), &err);
    assert_contains(sheet.data, "t=\"inlineStr\"><is><t xml:space=\"preserve\">=HYPERLINK(");
    assert_null(strstr(sheet.data, "<f>"));
    assert_int_equal(tk_lists_write(path, lists, NULL, &err), TK_UNSAFE);
    tk_buffer_free(&bytes);
    tk_buffer_free(&sheet);
    support_remove(directory);
}

static void no_edition(void **state)
{
    (void)state;
    struct tk_error err = {0};
    char directory[64], path[128];
    support_directory(directory, sizeof directory);
    snprintf(path, sizeof path, "%s/none.gpkg", directory);
    assert_int_equal(tk_lists_write(path, directory, NULL, &err), TK_NO_INPUT);
    support_write(directory, "none.gpkg", "no database");
    assert_int_not_equal(tk_lists_write(path, directory, NULL, &err), TK_OK);
    make_edition(directory, "INSERT INTO klipplista(runda) VALUES (1)", path, sizeof path);
    err = (struct tk_error){0};
    assert_int_equal(tk_lists_write(path, directory, NULL, &err), TK_INPUT);
    assert_string_equal(err.message, "klipplista: a row names nobody: no list of ours");
    make_edition(directory, "DROP TABLE arbetslistor; DROP TABLE klipplista", path,
                 sizeof path);
    err = (struct tk_error){0};
    assert_int_equal(tk_lists_write(path, directory, NULL, &err), TK_INPUT);
    assert_contains(err.message, "has no work list: is it an edition?");
    support_remove(directory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_body_has_its_files),
        cmocka_unit_test(no_edition),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
