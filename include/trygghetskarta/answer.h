/* answer: the rows that SQL asks for by a word with arguments, as antal() and the analyses are:
 * SELECT … FROM word(a, b). They are made when they are asked for, all at once or some at a
 * time, and then given one by one. What SQLite wants to know of such a table is told here and
 * nowhere else.
 */
#ifndef TRYGGHETSKARTA_ANSWER_H
#define TRYGGHETSKARTA_ANSWER_H

#include "trygghetskarta/status.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>

/* An argument that a call left out is NULL. */
#define TK_ANSWER_ARGUMENTS 8

struct tk_answer {
    const char *name;
    const char *columns;   /* of its rows, as CREATE TABLE wants them: "kluster, id" */
    const char *arguments; /* their names: "sql, avstand_m"; at most TK_ANSWER_ARGUMENTS */
    bool all_required;
    double cost;              /* of a call, in SQLite's measure */
    size_t call_size;         /* bytes of what a call keeps: zeroed before the first run() */
    void *data;               /* handed to all of these */
    void (*drop)(void *data); /* with the connection, or when it cannot be installed; or NULL */

    /* Looks at an argument whose value is known while the statement is prepared; or NULL. */
    enum tk_status (*look)(void *data, int argument, sqlite3_value *value,
                           struct tk_error *err);
    /* Makes the rows. The arguments hold until it returns. */
    enum tk_status (*run)(void *data, void *call, sqlite3_value *const *arguments,
                          size_t *n_rows, struct tk_error *err);
    /* Makes the rows that follow when those before are read; none when there are no more. NULL:
     * run() makes all. */
    enum tk_status (*more)(void *data, void *call, size_t *n_rows, struct tk_error *err);
    /* Gives a value by sqlite3_result_…(); what it does not give is NULL. */
    void (*give)(void *data, const void *call, size_t row, size_t column,
                 sqlite3_context *context);
    /* Frees what a call keeps, which may be asked for again: once the rows are read, since
     * SQLite ends a call only with the whole SELECT; or NULL. */
    void (*forget)(void *call);
};

/* How many names stand in such a list, and at which place one does (the first is 0); -1 if it
 * is not there. */
int tk_answer_names(const char *names);
int tk_answer_name(const char *names, const char *name);

/* Gives the word to a connection. `columns` and `arguments` are copied, the rest is borrowed
 * for the connection's life. An SQLite result code. */
int tk_answer_install(sqlite3 *db, const struct tk_answer *answer);

#endif
