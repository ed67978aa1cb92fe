#include "support/sql.h"

#include "trygghetskarta/analysis.h"

sqlite3 *sql_open(const char *table)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    sql_run(db, table);
    for (const struct tk_analysis *a = tk_analyses; a->name; a++)
        assert_int_equal(tk_analysis_install(db, NULL, a), SQLITE_OK);
    return db;
}

void sql_run(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
}

void sql_rows(sqlite3 *db, const char *sql, struct tk_buffer *out)
{
    sqlite3_stmt *row;
    int rc;
    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    while ((rc = sqlite3_step(row)) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(row); i++) {
            const char *text = (const char *)sqlite3_column_text(row, i);
            tk_buffer_format(out, "%s%s", i ? " " : "", text ? text : "-");
        }
        tk_buffer_text(out, ",");
    }
    if (rc != SQLITE_DONE)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    sqlite3_finalize(row);
}

void sql_expect(sqlite3 *db, const char *sql, const char *rows)
{
    struct tk_buffer got = {0};
    sql_rows(db, sql, &got);
    assert_string_equal(tk_buffer_string(&got), rows);
    tk_buffer_free(&got);
}

void sql_expect_error(sqlite3 *db, const char *sql, const char *part)
{
    char *message = NULL;
    assert_int_not_equal(sqlite3_exec(db, sql, NULL, NULL, &message), SQLITE_OK);
    assert_contains(message, part);
    sqlite3_free(message);
}
