#include "trygghetskarta/before.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/database.h"
#include "trygghetskarta/notes.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

/* The edition being written, and what its columns mean. */
struct comparing {
    struct tk_geopackage *gp;
    const struct tk_dictionary *dictionary;
    const struct tk_layer *notes; /* noteringar */
};

/* FNV-1a over the kinds and bytes of all values: what a row says, in one number. */
static void content(sqlite3_context *context, int n, sqlite3_value **values)
{
    uint64_t h = 0xCBF29CE484222325U;
    for (int i = 0; i < n; i++) {
        int kind = sqlite3_value_type(values[i]);
        const unsigned char *bytes = sqlite3_value_blob(values[i]);
        int size = sqlite3_value_bytes(values[i]);
        h = (h ^ (unsigned)kind) * 0x100000001B3U;
        for (int k = 0; k < size; k++)
            h = (h ^ bytes[k]) * 0x100000001B3U;
        h = (h ^ 0xFFU) * 0x100000001B3U;
    }
    sqlite3_result_int64(context, (int64_t)h);
}

static enum tk_status has_column(sqlite3 *db, const char *schema, const char *column, bool *out,
                                 struct tk_error *err)
{
    int rc = sqlite3_table_column_metadata(db, schema, "noteringar", column, NULL, NULL, NULL,
                                           NULL, NULL);
    *out = rc == SQLITE_OK;
    return rc == SQLITE_OK || rc == SQLITE_ERROR
               ? TK_OK
               : tk_database_fail(db, TK_INPUT, err, "%s.noteringar", schema);
}

/* Which columns of noteringar are listed: all, as they stand in a schema, or those of both that
 * are compared: the whole row, its record, or the texts in it. */
enum list { ALL_THERE, ROW, RECORD, TEXTS };

static bool is_listed(enum list list, enum tk_note_part part)
{
    switch (list) {
    case ROW:
        return part != TK_PART_PASSING;
    case RECORD:
        return part == TK_PART_RECORD || part == TK_PART_TEXT;
    case TEXTS:
        return part == TK_PART_TEXT;
    default:
        return true;
    }
}

static enum tk_status list_column(const struct comparing *c, const char *schema, enum list list,
                                  const char *name, enum tk_note_part part, size_t *n,
                                  struct tk_buffer *out, struct tk_error *err)
{
    bool there;
    enum tk_status st = has_column(tk_geopackage_db(c->gp), schema, name, &there, err);
    if (st || !is_listed(list, part) || (!there && list != ALL_THERE))
        return st;
    tk_buffer_text(out, (*n)++ ? ", " : "");
    tk_buffer_text(out, there ? "" : "NULL AS ");
    tk_buffer_identifier(out, name);
    return TK_OK;
}

static enum tk_status list_columns(const struct comparing *c, const char *schema,
                                   enum list list, struct tk_buffer *out, struct tk_error *err)
{
    size_t n = 0;
    enum tk_status st = list_column(c, schema, list, "fid", TK_PART_PASSING, &n, out, err);
    if (!st)
        st = list_column(c, schema, list, "geom", TK_PART_RECORD, &n, out, err);
    for (size_t i = 0; i < c->notes->n_columns && !st; i++) {
        const char *name = c->notes->columns[i]->name;
        st = list_column(c, schema, list, name, tk_notes_part(c->dictionary, name), &n, out,
                         err);
    }
    return st ? st : tk_buffer_check(out, err);
}

static enum tk_status run_and_free(struct tk_geopackage *gp, struct tk_buffer *sql,
                                   struct tk_error *err)
{
    enum tk_status st = tk_buffer_check(sql, err);
    if (!st)
        st = tk_geopackage_execute(gp, sql->data, err);
    tk_buffer_free(sql);
    return st;
}

static enum tk_status attach(const struct comparing *c, const struct tk_earlier *earlier,
                             struct tk_buffer *view, struct tk_error *err)
{
    struct tk_buffer columns = {0}, sql = {0};
    struct tk_error why = {TK_OK, ""};
    char schema[32];
    snprintf(schema, sizeof schema, "fore_%s", earlier->name);
    tk_buffer_text(&sql, "ATTACH ");
    tk_buffer_literal(&sql, earlier->path);
    tk_buffer_format(&sql, " AS %s", schema);
    enum tk_status st = run_and_free(c->gp, &sql, &why);
    if (!st)
        st = list_columns(c, schema, ALL_THERE, &columns, &why);
    if (st && tk_out_of_memory(&why))
        st = tk_fail_memory(err);
    else if (st)
        st = tk_fail(err, TK_INPUT, "%s: the edition to compare with cannot be read: %.400s",
                     earlier->path, why.message);
    tk_buffer_format(view, "%sSELECT '%s' AS jamfort_med, %s FROM \"%s\".noteringar",
                     view->length ? " UNION ALL " : "", earlier->name,
                     tk_buffer_string(&columns), schema);
    tk_buffer_free(&columns);
    return st;
}

/* Both in byte order of their ids: side by side, as two decks of cards. */
struct side {
    const char *about; /* whose it is, for messages */
    sqlite3_stmt *rows;
    bool more;
};

static enum tk_status step(struct side *side, struct tk_error *err)
{
    int rc = sqlite3_step(side->rows);
    side->more = rc == SQLITE_ROW;
    return side->more || rc == SQLITE_DONE
               ? TK_OK
               : tk_database_fail(sqlite3_db_handle(side->rows), TK_INPUT, err,
                                  "%s: the edition to compare with cannot be read; take it "
                                  "away if it is damaged",
                                  side->about);
}

static enum tk_status open_side(struct tk_geopackage *gp, const char *schema,
                                const char *hashes, struct side *out, struct tk_error *err)
{
    struct tk_buffer sql = {0};
    tk_buffer_format(&sql, "SELECT punkt_id, fid%s FROM \"%s\".noteringar ORDER BY 1", hashes,
                     schema);
    enum tk_status st = tk_buffer_check(&sql, err);
    if (!st && sqlite3_prepare_v2(tk_geopackage_db(gp), sql.data, -1, &out->rows, NULL))
        st = tk_database_fail(tk_geopackage_db(gp), TK_INTERNAL, err, "before");
    tk_buffer_free(&sql);
    return st ? st : step(out, err);
}

/* ", tk_content(…), tk_content(…), tk_content(…)": of the row, the record, the texts. */
static enum tk_status write_hashes(const struct comparing *c, const char *schema,
                                   struct tk_buffer *out, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (enum list list = ROW; list <= TEXTS && !st; list++) {
        tk_buffer_text(out, ", tk_content(");
        st = list_columns(c, schema, list, out, err);
        tk_buffer_text(out, ")");
    }
    return st ? st : tk_buffer_check(out, err);
}

static bool is_same(const struct side *now, const struct side *before, int column)
{
    return sqlite3_column_int64(now->rows, column) ==
           sqlite3_column_int64(before->rows, column);
}

/* Whose row is missing is NULL. */
static enum tk_status tell(sqlite3_stmt *insert, const char *name, const struct side *now,
                           const struct side *before, struct tk_error *err)
{
    sqlite3_clear_bindings(insert);
    int rc = sqlite3_bind_text(insert, 1, name, -1, SQLITE_STATIC);
    if (rc == SQLITE_OK && now)
        rc = sqlite3_bind_int64(insert, 2, sqlite3_column_int64(now->rows, 1));
    if (rc == SQLITE_OK && before)
        rc = sqlite3_bind_int64(insert, 3, sqlite3_column_int64(before->rows, 1));
    if (rc == SQLITE_OK && now && before)
        rc = sqlite3_bind_int(insert, 4, is_same(now, before, 3));
    if (rc == SQLITE_OK && now && before)
        rc = sqlite3_bind_int(insert, 5, is_same(now, before, 4));
    if (rc == SQLITE_OK)
        rc = sqlite3_step(insert);
    sqlite3_reset(insert);
    return rc == SQLITE_DONE
               ? TK_OK
               : tk_database_fail(sqlite3_db_handle(insert), TK_IO, err, "before");
}

static enum tk_status merge(const char *name, struct side *now, struct side *before,
                            sqlite3_stmt *insert, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    while (!st && (now->more || before->more)) {
        int order = !now->more ? 1
                    : !before->more
                        ? -1
                        : strcmp((const char *)sqlite3_column_text(now->rows, 0),
                                 (const char *)sqlite3_column_text(before->rows, 0));
        if (order != 0 || !is_same(now, before, 2))
            st = tell(insert, name, order <= 0 ? now : NULL, order >= 0 ? before : NULL, err);
        if (!st && order <= 0)
            st = step(now, err);
        if (!st && order >= 0)
            st = step(before, err);
    }
    return st;
}

static enum tk_status compare(const struct comparing *c, const struct tk_earlier *earlier,
                              struct tk_error *err)
{
    struct tk_geopackage *gp = c->gp;
    struct tk_buffer hashes = {0}, told = {0};
    struct side now = {.about = "noteringar"}, before = {.about = earlier->path};
    sqlite3_stmt *insert = NULL;
    char schema[32];
    snprintf(schema, sizeof schema, "fore_%s", earlier->name);
    enum tk_status st = write_hashes(c, schema, &hashes, err);
    if (!st)
        st = open_side(gp, "main", hashes.data, &now, err);
    if (!st)
        st = open_side(gp, schema, hashes.data, &before, err);
    if (!st && sqlite3_prepare_v2(tk_geopackage_db(gp),
                                  "INSERT INTO temp.indata_andrade VALUES(?, ?, ?, ?, ?)", -1,
                                  &insert, NULL))
        st = tk_database_fail(tk_geopackage_db(gp), TK_INTERNAL, err, "before");
    if (!st)
        st = merge(earlier->name, &now, &before, insert, err);
    tk_buffer_format(&told, "INSERT INTO temp.indata_fore VALUES('%s', '%s')", earlier->name,
                     earlier->as_of);
    if (!st)
        st = tk_geopackage_execute(gp, tk_buffer_string(&told), err);
    tk_buffer_free(&told);
    sqlite3_finalize(now.rows);
    sqlite3_finalize(before.rows);
    sqlite3_finalize(insert);
    tk_buffer_free(&hashes);
    return st;
}

enum tk_status tk_before_compare(struct tk_geopackage *gp,
                                 const struct tk_dictionary *dictionary,
                                 const struct tk_layer *notes, const struct tk_before *before,
                                 struct tk_error *err)
{
    const struct comparing c = {gp, dictionary, notes};
    struct tk_buffer view = {0}, sql = {0};
    enum tk_status st = TK_OK;
    if (before->n == 0)
        return TK_OK;
    if (sqlite3_create_function_v2(tk_geopackage_db(gp), "tk_content", -1, SQLITE_UTF8, NULL,
                                   content, NULL, NULL, NULL))
        return tk_fail_memory(err);
    for (size_t i = 0; i < before->n && !st; i++)
        st = attach(&c, &before->editions[i], &view, err);
    tk_buffer_text(&sql, "DROP TABLE temp.fore_noteringar;"
                         "CREATE TEMP VIEW fore_noteringar AS ");
    tk_buffer_text(&sql, tk_buffer_string(&view));
    if (!st)
        st = tk_buffer_check(&view, err);
    if (!st)
        st = run_and_free(gp, &sql, err);
    for (size_t i = 0; i < before->n && !st; i++)
        st = compare(&c, &before->editions[i], err);
    tk_buffer_free(&view);
    tk_buffer_free(&sql);
    return st;
}
