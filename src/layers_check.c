#include "layers_parts.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/database.h"

#include <string.h>

/* The columns of a row as one line. */
static void add_row(struct tk_buffer *b, sqlite3_stmt *row)
{
    for (int i = 0; i < sqlite3_column_count(row); i++) {
        const char *text = (const char *)sqlite3_column_text(row, i);
        tk_buffer_format(b, "%s%s", i ? ", " : "", text ? text : "NULL");
    }
}

/* The first row of a query of our own, into b; nothing if it has none. */
static enum tk_status first_row(sqlite3 *db, const char *sql, struct tk_buffer *b,
                                struct tk_error *err)
{
    sqlite3_stmt *statement = NULL;
    int rc = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(statement);
    if (rc == SQLITE_ROW)
        add_row(b, statement);
    sqlite3_finalize(statement);
    return rc == SQLITE_ROW || rc == SQLITE_DONE
               ? TK_OK
               : tk_database_fail(db, TK_INTERNAL, err, "check of values");
}

/* What is wrong with a value of a column, as an SQL condition. */
static void add_fault(struct tk_buffer *sql, const struct tk_column *column)
{
    struct tk_buffer name = {0};
    tk_buffer_identifier(&name, column->name);
    const char *c = tk_buffer_string(&name);
    switch (column->type) {
    case TK_INTEGER:
        tk_buffer_format(sql, "typeof(%s) <> 'integer'", c);
        break;
    case TK_BOOLEAN:
        tk_buffer_format(sql, "typeof(%s) <> 'integer' OR %s NOT IN (0, 1)", c, c);
        break;
    case TK_REAL:
        tk_buffer_format(sql, "typeof(%s) <> 'real'", c);
        break;
    case TK_DATE:
    case TK_DEADLINE:
        tk_buffer_format(sql, "%s NOT GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]'", c);
        break;
    case TK_TEXT:
    case TK_TIME:
    case TK_SOURCE:
        tk_buffer_format(sql, "typeof(%s) <> 'text'", c);
        break;
    case TK_CODE:
        tk_buffer_format(sql, "%s NOT IN (", c);
        for (size_t i = 0; column->domain && i < column->domain->n; i++) {
            tk_buffer_text(sql, i ? ", " : "");
            tk_buffer_literal(sql, column->domain->code[i]);
        }
        tk_buffer_text(sql, ")");
        break;
    }
    sql->failed |= name.failed;
    tk_buffer_free(&name);
}

static void add_condition(struct tk_buffer *sql, const struct tk_column *column)
{
    tk_buffer_identifier(sql, column->name);
    tk_buffer_text(sql, " IS NOT NULL AND (");
    add_fault(sql, column);
    tk_buffer_text(sql, ")");
}

static enum tk_status check_column(sqlite3 *db, const struct tk_layer *layer,
                                   const struct tk_column *column, struct tk_error *err)
{
    struct tk_buffer sql = {0}, wrong = {0};
    tk_buffer_text(&sql, "SELECT quote(");
    tk_buffer_identifier(&sql, column->name);
    tk_buffer_text(&sql, ") FROM ");
    tk_buffer_identifier(&sql, layer->name);
    tk_buffer_text(&sql, " WHERE ");
    add_condition(&sql, column);
    tk_buffer_text(&sql, " LIMIT 1");
    enum tk_status st = tk_buffer_check(&sql, err);
    if (!st)
        st = first_row(db, sql.data, &wrong, err);
    if (!st && wrong.length > 0)
        st = tk_fail(err, TK_INTERNAL,
                     "%s/layer.sql: law 6 is broken: the value %s is none of the column '%s' "
                     "as columns.csv declares it",
                     layer->directory, wrong.data, column->name);
    tk_buffer_free(&sql);
    tk_buffer_free(&wrong);
    return st;
}

/* Whether a value of any column is wrong: the rows are gone through once for all of them. */
static enum tk_status is_any_wrong(sqlite3 *db, const struct tk_layer *layer, bool *out,
                                   struct tk_error *err)
{
    struct tk_buffer sql = {0}, wrong = {0};
    tk_buffer_text(&sql, "SELECT 1 FROM ");
    tk_buffer_identifier(&sql, layer->name);
    for (size_t i = 0; i < layer->n_columns; i++) {
        tk_buffer_text(&sql, i ? " OR " : " WHERE ");
        add_condition(&sql, layer->columns[i]);
    }
    tk_buffer_text(&sql, " LIMIT 1");
    enum tk_status st = tk_buffer_check(&sql, err);
    if (!st)
        st = first_row(db, sql.data, &wrong, err);
    *out = wrong.length > 0;
    tk_buffer_free(&sql);
    tk_buffer_free(&wrong);
    return st;
}

static enum tk_status check_key(sqlite3 *db, const struct tk_layer *layer, struct tk_error *err)
{
    struct tk_buffer key = {0}, sql = {0}, twice = {0};
    for (size_t i = 0; i < layer->n_key; i++) {
        tk_buffer_text(&key, i ? ", " : "");
        tk_buffer_identifier(&key, layer->columns[layer->key[i]]->name);
    }
    tk_buffer_format(&sql, "SELECT %s FROM ", tk_buffer_string(&key));
    tk_buffer_identifier(&sql, layer->name);
    sql.failed |= key.failed;
    tk_buffer_format(&sql, " GROUP BY %s HAVING count(*) > 1 LIMIT 1", tk_buffer_string(&key));
    enum tk_status st = tk_buffer_check(&sql, err);
    if (!st)
        st = first_row(db, sql.data, &twice, err);
    if (!st && twice.length > 0)
        st =
            tk_fail(err, TK_INTERNAL, "%s/layer.sql: law 6 is broken: two rows have the key %s",
                    layer->directory, twice.data);
    tk_buffer_free(&key);
    tk_buffer_free(&sql);
    tk_buffer_free(&twice);
    return st;
}

enum tk_status tk_layer_check_values(sqlite3 *db, const struct tk_layer *layer,
                                     struct tk_error *err)
{
    bool any_wrong = false;
    enum tk_status st = check_key(db, layer, err);
    if (!st)
        st = is_any_wrong(db, layer, &any_wrong, err);
    for (size_t i = 0; any_wrong && i < layer->n_columns && !st; i++)
        st = check_column(db, layer, layer->columns[i], err);
    return st;
}

/* The statements of one check.sql in turn. */
static enum tk_status check_layer(const struct tk_layer *layer, sqlite3 *db,
                                  struct tk_guard *guard, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    const char *rest = layer->check;
    while (!st && *(rest += strspn(rest, " \t\r\n"))) {
        const char *start = rest;
        sqlite3_stmt *statement = NULL;
        if (sqlite3_prepare_v2(db, start, -1, &statement, &rest) != SQLITE_OK)
            return tk_guard_fault(db, guard, layer->directory, "check.sql", layer->check,
                                  (size_t)(start - layer->check), err);
        int rc = statement ? sqlite3_step(statement) : SQLITE_DONE;
        if (rc == SQLITE_ROW) {
            struct tk_buffer row = {0};
            add_row(&row, statement);
            st = tk_fail(err, TK_INTERNAL, "%s/check.sql: law 6 is broken: %s",
                         layer->directory, tk_buffer_string(&row));
            tk_buffer_free(&row);
        } else if (rc != SQLITE_DONE)
            st = tk_database_fail(db, TK_USAGE, err, "%s/check.sql", layer->directory);
        sqlite3_finalize(statement);
    }
    return st;
}

enum tk_status tk_layers_check(const struct tk_layers *layers, sqlite3 *db,
                               struct tk_error *err)
{
    struct tk_guard guard = {.layers = layers, .without_clock = true};
    enum tk_status st = TK_OK;
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    tk_guard_set(db, &guard);
    for (size_t i = 0; i < layers->n && !st; i++)
        if (layers->layers[i].check)
            st = check_layer(&layers->layers[i], db, &guard, err);
    tk_guard_lift(db);
    return st;
}
