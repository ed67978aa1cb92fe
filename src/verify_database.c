#include "verify_parts.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/database.h"

#include <stdio.h>
#include <string.h>

/* Runs one SELECT; the first value of the first row as text in out, "" if there is no row. */
static enum tk_status ask(sqlite3 *db, const char *sql, char *out, size_t size,
                          struct tk_error *err)
{
    sqlite3_stmt *statement = NULL;
    enum tk_status st = TK_OK;
    *out = '\0';
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        return tk_database_fail(db, TK_INTERNAL, err, "the edition: %s", sql);
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW && sqlite3_column_text(statement, 0))
        snprintf(out, size, "%s", (const char *)sqlite3_column_text(statement, 0));
    else if (code != SQLITE_ROW && code != SQLITE_DONE)
        st = tk_database_fail(db, TK_INTERNAL, err, "the edition: %s", sql);
    sqlite3_finalize(statement);
    return st;
}

/* The answer to a SELECT has to be `right`, else `broken` is told with it. */
static enum tk_status insist(sqlite3 *db, const char *sql, const char *right,
                             const char *broken, struct tk_error *err)
{
    char answer[512];
    enum tk_status st = ask(db, sql, answer, sizeof answer, err);
    if (!st && strcmp(answer, right) != 0)
        st = tk_fail(err, TK_INTERNAL, "%s: %s", broken, *answer ? answer : "nothing");
    return st;
}

static enum tk_status check_trees(sqlite3 *db, struct tk_verdicts *out, struct tk_error *err)
{
    char name[256], sql[600], after[256] = "";
    enum tk_status st = TK_OK;
    for (;;) {
        snprintf(
            sql, sizeof sql,
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL "
            "TABLE%%rtree%%' AND name > '%s' ORDER BY name",
            after);
        st = ask(db, sql, name, sizeof name, err);
        if (st || !*name)
            return st;
        snprintf(sql, sizeof sql, "SELECT rtreecheck('main', '%s')", name);
        st = insist(db, sql, "ok", name, err);
        if (st)
            return st;
        tk_verify_law(out, 6, "every spatial index is sound (rtreecheck)", 1);
        memcpy(after, name, sizeof after);
    }
}

/* Law 6: as many rows as were made, and no key twice or NULL. */
static enum tk_status check_layer(sqlite3 *db, const struct tk_layer *layer,
                                  struct tk_verdicts *out, struct tk_error *err)
{
    struct tk_buffer sql = {0};
    char rows[32], broken[256];
    snprintf(rows, sizeof rows, "%lld", (long long)layer->n_rows);
    snprintf(broken, sizeof broken, "law 6: %.180s: %s rows made, but read", layer->name, rows);
    tk_buffer_text(&sql, "SELECT count(*) FROM ");
    tk_buffer_identifier(&sql, layer->name);
    enum tk_status st = tk_buffer_check(&sql, err);
    if (!st)
        st = insist(db, sql.data, rows, broken, err);
    tk_buffer_clear(&sql);
    tk_buffer_text(&sql, "SELECT count(*) FROM (SELECT 1 FROM ");
    tk_buffer_identifier(&sql, layer->name);
    tk_buffer_text(&sql, " GROUP BY ");
    for (size_t i = 0; i < layer->n_key; i++) {
        tk_buffer_text(&sql, i ? ", " : "");
        tk_buffer_identifier(&sql, layer->columns[layer->key[i]]->name);
    }
    tk_buffer_text(&sql, " HAVING count(*) > 1");
    for (size_t i = 0; i < layer->n_key; i++) {
        tk_buffer_text(&sql, " OR ");
        tk_buffer_identifier(&sql, layer->columns[layer->key[i]]->name);
        tk_buffer_text(&sql, " IS NULL");
    }
    tk_buffer_text(&sql, ")");
    snprintf(broken, sizeof broken, "law 6: %.200s: keys that are NULL or stand twice",
             layer->name);
    if (!st)
        st = tk_buffer_check(&sql, err);
    if (!st && layer->n_key)
        st = insist(db, sql.data, "0", broken, err);
    tk_buffer_free(&sql);
    if (!st)
        tk_verify_law(out, 6, "each layer has the rows that were made, its key unique and told",
                      (long long)layer->n_rows);
    return st;
}

/* Law 2 in sums: districts, outside and unknown are all there is. */
static enum tk_status check_sums(sqlite3 *db, const struct tk_expected *e,
                                 struct tk_verdicts *out, struct tk_error *err)
{
    char right[96];
    snprintf(right, sizeof right, "%lld %lld %lld 0", (long long)e->notes_kept,
             (long long)e->notes_outside, (long long)e->notes_unknown);
    enum tk_status st = insist(
        db,
        "SELECT count(*) || ' ' || coalesce(sum(stadsdel = 'utanför'), 0) || ' ' || "
        "coalesce(sum(stadsdel = 'okänt läge'), 0) || ' ' || coalesce(sum(stadsdel IS NULL "
        "OR stadsdel NOT IN (SELECT stadsdel FROM stadsdelar UNION VALUES('utanför'), "
        "('okänt läge'))), 0) FROM noteringar",
        right, "law 2: noteringar: all, outside, unknown, in no district that there is", err);
    if (!st)
        tk_verify_law(out, 2,
                      "each note has one district, or is outside, or of unknown position",
                      (long long)e->notes_kept);
    return st;
}

/* Law 1, of the status tables: their newest rows stand in as many notes, and no other note says
 * that one does. */
static enum tk_status check_recorded(sqlite3 *db, const struct tk_expected *e,
                                     struct tk_verdicts *out, struct tk_error *err)
{
    char right[32];
    snprintf(right, sizeof right, "%lld", (long long)e->notes_recorded);
    enum tk_status st =
        insist(db, "SELECT count(uppdaterad_ur) FROM noteringar", right,
               "law 1: notes given values by status tables, and notes that say so", err);
    if (!st)
        tk_verify_law(out, 1, "each note that a status table gave values says so",
                      (long long)e->notes_recorded);
    return st;
}

/* Law 5: each district has its row. */
static enum tk_status check_districts(sqlite3 *db, const struct tk_expected *e,
                                      struct tk_verdicts *out, struct tk_error *err)
{
    char right[32];
    snprintf(right, sizeof right, "%zu", e->n_districts);
    enum tk_status st = insist(db, "SELECT count(DISTINCT stadsdel) FROM stadsdelar", right,
                               "law 5: districts in stadsdelar", err);
    if (!st)
        tk_verify_law(out, 5, "each district has its row", (long long)e->n_districts);
    return st;
}

static enum tk_status open_again(const char *path, sqlite3 **db, struct tk_error *err)
{
    if (sqlite3_open_v2(path, db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
        return tk_database_fail(*db, TK_INTERNAL, err, "%s: cannot be opened again", path);
    tk_database_heed_interrupt(*db);
    return TK_OK;
}

enum tk_status tk_verify_database(const char *path, struct tk_verdicts *out,
                                  struct tk_error *err)
{
    sqlite3 *db = NULL;
    enum tk_status st = open_again(path, &db, err);
    if (!st)
        st = insist(db, "PRAGMA integrity_check", "ok", "the edition is not sound", err);
    if (!st)
        st = insist(db, "PRAGMA foreign_key_check", "", "a foreign key leads nowhere in", err);
    if (!st)
        st = check_trees(db, out, err);
    sqlite3_close(db);
    return st;
}

enum tk_status tk_verify_tables(const char *path, const struct tk_expected *expected,
                                struct tk_verdicts *out, struct tk_error *err)
{
    sqlite3 *db = NULL;
    enum tk_status st = open_again(path, &db, err);
    for (size_t i = 0; !st && i < expected->layers->n; i++)
        st = check_layer(db, &expected->layers->layers[i], out, err);
    if (!st)
        st = check_districts(db, expected, out, err);
    if (!st)
        st = check_sums(db, expected, out, err);
    if (!st)
        st = check_recorded(db, expected, out, err);
    if (!st)
        st = tk_layers_check(expected->layers, db, err);
    sqlite3_close(db);
    return st;
}
