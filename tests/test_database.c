/* What SQLite complains of, by its code. */
#include "support/support.h"

#include "trygghetskarta/database.h"

#include <stdio.h>

static void wrong_sql_is_the_callers_fault(void **state)
{
    (void)state;
    sqlite3 *db = NULL;
    struct tk_error err = {0};
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_not_equal(sqlite3_exec(db, "SELECT", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(tk_database_fail(db, TK_USAGE, &err, "%s.sql", "a"), TK_USAGE);
    assert_string_equal(err.message, "a.sql: incomplete input");
    sqlite3_close(db);
}

static void a_file_that_cannot_be_read_is_not(void **state)
{
    (void)state;
    char directory[256], path[300];
    sqlite3 *db = NULL;
    struct tk_error err = {0};
    support_directory(directory, sizeof directory);
    snprintf(path, sizeof path, "%s/a.gpkg", directory);
    assert_int_not_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(tk_database_fail(db, TK_INTERNAL, &err, "a"), TK_IO);
    assert_string_equal(err.message,
                        "a: unable to open database file (No such file or directory)");
    sqlite3_close(db);

    support_write(directory, "a.gpkg", "this is no database, however long it may be …");
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_not_equal(sqlite3_exec(db, "SELECT * FROM t", NULL, NULL, NULL), SQLITE_OK);
    err = (struct tk_error){0};
    assert_int_equal(tk_database_fail(db, TK_INTERNAL, &err, "a"), TK_IO);
    sqlite3_close(db);
    support_remove(directory);
}

static void no_memory_is_told_as_everywhere(void **state)
{
    (void)state;
    struct tk_error err = {0};
    assert_int_equal(tk_database_fail(NULL, TK_USAGE, &err, "a"), TK_INTERNAL);
    assert_string_equal(err.message, "out of memory");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_sql_is_the_callers_fault),
        cmocka_unit_test(a_file_that_cannot_be_read_is_not),
        cmocka_unit_test(no_memory_is_told_as_everywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
