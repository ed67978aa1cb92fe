/* sql: what a test asks SQLite, and what it answers, as text. */
#ifndef TESTS_SQL_H
#define TESTS_SQL_H

#include "support/support.h"

#include "trygghetskarta/buffer.h"

#include <sqlite3.h>

/* A database in memory that knows every analysis, with a table made by that SQL. Closed by
 * sqlite3_close(). */
sqlite3 *sql_open(const char *table);

/* Runs SQL; fails the test with SQLite's message. */
void sql_run(sqlite3 *db, const char *sql);

/* The rows of a query: the cells of each with a space between them (NULL is -) and a comma
 * after. */
void sql_rows(sqlite3 *db, const char *sql, struct tk_buffer *out);
void sql_expect(sqlite3 *db, const char *sql, const char *rows);

/* The SQL fails, and the message holds that part. */
void sql_expect_error(sqlite3 *db, const char *sql, const char *part);

#endif
