#include "trygghetskarta/lists.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/database.h"
#include "trygghetskarta/file.h"
#include "trygghetskarta/sheet.h"

#include <errno.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>

/* A layer is a work list by its columns: whose, which round, and what comes when in it. */
static const char work_lists[] =
    "SELECT name FROM sqlite_schema t WHERE type = 'table' AND 3 = (SELECT count(*) FROM"
    " pragma_table_info(t.name) WHERE name IN ('ansvarig', 'runda', 'nr_i_runda')) ORDER BY 1";

/* One body's list, both ways. */
struct list {
    struct tk_buffer csv;
    struct tk_sheet sheet;
};

/* SELECT of a layer's columns under their headings, codes as their words, the body first. */
static enum tk_status write_select(sqlite3 *db, const char *layer, struct tk_buffer *sql,
                                   struct tk_error *err)
{
    sqlite3_stmt *column = NULL;
    tk_buffer_text(sql, "SELECT ansvarig");
    int rc = sqlite3_prepare_v2(
        db,
        "SELECT p.name, coalesce(d.title, p.name), d.constraint_name FROM pragma_table_info(?1)"
        " p LEFT JOIN gpkg_data_columns d ON d.table_name = ?1 AND d.column_name = p.name"
        " WHERE p.name NOT IN ('fid', 'geom') ORDER BY p.cid",
        -1, &column, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_bind_text(column, 1, layer, -1, SQLITE_STATIC);
    while (rc == SQLITE_OK && (rc = sqlite3_step(column)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(column, 0);
        const char *list = (const char *)sqlite3_column_text(column, 2);
        rc = SQLITE_OK;
        tk_buffer_text(sql, ", ");
        if (list) {
            tk_buffer_text(sql, "coalesce((SELECT description FROM "
                                "gpkg_data_column_constraints WHERE constraint_name = ");
            tk_buffer_literal(sql, list);
            tk_buffer_text(sql, " AND value = l.");
            tk_buffer_identifier(sql, name);
            tk_buffer_text(sql, "), l.");
        }
        tk_buffer_identifier(sql, name);
        tk_buffer_text(sql, list ? ") AS " : " AS ");
        tk_buffer_identifier(sql, (const char *)sqlite3_column_text(column, 1));
    }
    sqlite3_finalize(column);
    tk_buffer_format(sql, " FROM %s l ORDER BY ansvarig, runda, nr_i_runda", layer);
    return rc == SQLITE_DONE ? tk_buffer_check(sql, err)
                             : tk_database_fail(db, TK_INPUT, err, "%s", layer);
}

/* What a sheet would work out: Excel does so with what begins with one of these. */
static bool is_formula(const char *text)
{
    return *text && strchr("=+-@\t\r", *text);
}

static void add_csv_text(struct tk_buffer *out, const char *text)
{
    tk_buffer_text(out, is_formula(text) ? "\"'" : "\"");
    for (; *text; text++)
        tk_buffer_format(out, *text == '"' ? "\"%c" : "%c", *text);
    tk_buffer_text(out, "\"");
}

static void add_csv_number(struct tk_buffer *out, double number)
{
    char text[40];
    snprintf(text, sizeof text, "%.12g", number);
    char *point = strchr(text, '.');
    if (point)
        *point = ',';
    tk_buffer_text(out, text);
}

static void add_heading(struct list *list, sqlite3_stmt *row)
{
    tk_buffer_text(&list->csv, "\xEF\xBB\xBF");
    tk_sheet_row(&list->sheet);
    for (int i = 1; i < sqlite3_column_count(row); i++) {
        tk_buffer_text(&list->csv, i > 1 ? ";" : "");
        add_csv_text(&list->csv, sqlite3_column_name(row, i));
        tk_sheet_text(&list->sheet, sqlite3_column_name(row, i));
    }
    tk_buffer_text(&list->csv, "\r\n");
}

static void add_row(struct list *list, sqlite3_stmt *row)
{
    tk_sheet_row(&list->sheet);
    for (int i = 1; i < sqlite3_column_count(row); i++) {
        int type = sqlite3_column_type(row, i);
        const char *text = (const char *)sqlite3_column_text(row, i);
        tk_buffer_text(&list->csv, i > 1 ? ";" : "");
        if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
            add_csv_number(&list->csv, sqlite3_column_double(row, i));
            tk_sheet_number(&list->sheet, sqlite3_column_double(row, i));
            continue;
        }
        if (text)
            add_csv_text(&list->csv, text);
        tk_sheet_text(&list->sheet, text);
    }
    tk_buffer_text(&list->csv, "\r\n");
}

/* A body's code as part of a file's name: a municipality's own may hold anything. */
static void file_name(const char *directory, const char *layer, const char *body,
                      const char *ending, char out[4096])
{
    int n = snprintf(out, 4096, "%.3800s/%s_%.100s%s", directory, layer, body, ending);
    char *at = out + n - strlen(ending) - strnlen(body, 100);
    for (; at < out + n - strlen(ending); at++)
        if (*at == '/' || *at == '.' || (unsigned char)*at < ' ')
            *at = '_';
}

/* Writes what has been gathered of one body, and begins anew. */
static enum tk_status end_list(struct list *list, const char *directory, const char *layer,
                               const char *body, FILE *out, struct tk_error *err)
{
    static const char instead[] = "name a directory of its own";
    char csv[4096], book[4096];
    file_name(directory, layer, body, ".csv", csv);
    file_name(directory, layer, body, ".xlsx", book);
    enum tk_status st = tk_buffer_check(&list->csv, err);
    if (!st)
        st = tk_file_make(csv, &list->csv, instead, err);
    if (!st)
        st = tk_sheet_save(&list->sheet, 1, book, instead, err);
    if (!st && out)
        fprintf(out, "%s\n%s\n", csv, book);
    tk_buffer_free(&list->csv);
    tk_buffer_free(&list->sheet.rows);
    list->sheet = (struct tk_sheet){.name = layer};
    return st;
}

static enum tk_status write_layer(sqlite3 *db, const char *layer, const char *directory,
                                  FILE *out, struct tk_error *err)
{
    struct tk_buffer sql = {0};
    struct list list = {.sheet = {.name = layer}};
    sqlite3_stmt *row = NULL;
    char body[128] = "";
    int rc = SQLITE_DONE;
    enum tk_status st = write_select(db, layer, &sql, err);
    if (!st && sqlite3_prepare_v2(db, sql.data, -1, &row, NULL) != SQLITE_OK)
        st = tk_database_fail(db, TK_INPUT, err, "%s", layer);
    while (!st && (rc = sqlite3_step(row)) == SQLITE_ROW) {
        const char *next = (const char *)sqlite3_column_text(row, 0);
        if (!next) {
            st = tk_fail(err, TK_INPUT, "%s: a row names nobody: no list of ours", layer);
            break;
        }
        if (*body && strcmp(body, next) != 0)
            st = end_list(&list, directory, layer, body, out, err);
        if (list.csv.length == 0)
            add_heading(&list, row);
        snprintf(body, sizeof body, "%s", next);
        add_row(&list, row);
    }
    if (!st && rc != SQLITE_DONE)
        st = tk_database_fail(db, TK_INPUT, err, "%s", layer);
    if (!st && *body)
        st = end_list(&list, directory, layer, body, out, err);
    sqlite3_finalize(row);
    tk_buffer_free(&sql);
    tk_buffer_free(&list.csv);
    tk_buffer_free(&list.sheet.rows);
    return st;
}

static enum tk_status write_layers(sqlite3 *db, const char *edition, const char *directory,
                                   FILE *out, struct tk_error *err)
{
    sqlite3_stmt *layer = NULL;
    enum tk_status st = TK_OK;
    int n = 0, rc = sqlite3_prepare_v2(db, work_lists, -1, &layer, NULL);
    while (!st && (rc == SQLITE_OK || rc == SQLITE_ROW) &&
           (rc = sqlite3_step(layer)) == SQLITE_ROW) {
        const char *name = (const char *)sqlite3_column_text(layer, 0);
        st = name ? write_layer(db, name, directory, out, err) : tk_fail_memory(err);
        n++;
    }
    if (!st && rc != SQLITE_DONE)
        st = tk_database_fail(db, TK_INPUT, err, "%s", edition);
    if (!st && n == 0)
        st = tk_fail(err, TK_INPUT, "%s: has no work list: is it an edition?", edition);
    sqlite3_finalize(layer);
    return st;
}

enum tk_status tk_lists_write(const char *edition, const char *directory, FILE *out,
                              struct tk_error *err)
{
    sqlite3 *db = NULL;
    enum tk_status st = TK_OK;
    if (sqlite3_open_v2(edition, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
        st = tk_fail(err, TK_NO_INPUT, "%s: cannot be opened as an edition", edition);
    if (!st && mkdir(directory, 0750) != 0 && errno != EEXIST)
        st = tk_fail(err, TK_CANNOT_CREATE, "%s: cannot be made: %s", directory,
                     strerror(errno));
    if (!st)
        st = write_layers(db, edition, directory, out, err);
    sqlite3_close(db);
    return st;
}
