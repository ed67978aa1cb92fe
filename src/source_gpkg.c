/* A GeoPackage as SQLite sees it, before and beside GDAL: that it is whole, that the layer is a
 * table, how many rows it has, and what stands where GDAL shows nothing. Read-only and
 * immutable: no lock, no side file, and neither views nor triggers can run. */
#include "source_private.h"

#include "trygghetskarta/memory.h"

#include <inttypes.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/stat.h>

struct tk_gpkg {
    sqlite3 *db;
    sqlite3_stmt *row; /* one row, all columns */
    int64_t at;        /* the row it stands on */
    bool there;
    bool has_nul; /* somewhere in the layer's texts */
};

void tk_gpkg_close(struct tk_gpkg *gpkg)
{
    if (!gpkg)
        return;
    sqlite3_finalize(gpkg->row);
    sqlite3_close(gpkg->db);
    tk_free(gpkg);
}

/* A journal that SQLite would have to play back: one that begins with zeros is done with. */
static bool has_content(const char *path, struct tk_error *err)
{
    struct stat about;
    unsigned char first = 0;
    size_t got;
    return stat(path, &about) == 0 && about.st_size > 0 &&
           tk_source_peek(path, 0, &first, 1, &got, err) == TK_OK && first != 0;
}

static enum tk_status check_beside(const struct tk_source *source, struct tk_error *err)
{
    struct tk_buffer path = {0};
    tk_buffer_format(&path, "%s-wal", source->path);
    bool wal = has_content(tk_buffer_string(&path), err);
    tk_buffer_clear(&path);
    tk_buffer_format(&path, "%s-journal", source->path);
    bool journal = has_content(tk_buffer_string(&path), err);
    enum tk_status st = tk_buffer_check(&path, err);
    tk_buffer_free(&path);
    if (!st && wal)
        st = tk_fail(err, TK_INPUT,
                     "%s: the -wal file beside it holds changes that are not in it yet: "
                     "somebody is editing. Save and close it in QGIS, or run: sqlite3 FILE "
                     "'PRAGMA wal_checkpoint(TRUNCATE)'",
                     source->shown);
    if (!st && journal)
        st = tk_fail(err, TK_INPUT,
                     "%s: the -journal file beside it tells of a write that never ended; open "
                     "the file in QGIS and close it again",
                     source->shown);
    return st;
}

static enum tk_status sqlite_says(const struct tk_source *source, sqlite3 *db,
                                  struct tk_error *err)
{
    return tk_fail(err, TK_INPUT, "%s: is no whole GeoPackage: %s", source->shown,
                   sqlite3_errmsg(db));
}

/* The path as a URI: all but plain signs as %XX. */
static char *as_uri(const char *path)
{
    struct tk_buffer uri = {0};
    tk_buffer_text(&uri, "file:");
    for (const unsigned char *c = (const unsigned char *)path; *c; c++) {
        bool plain = (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') ||
                     (*c >= '0' && *c <= '9') || strchr("/._-", *c);
        tk_buffer_format(&uri, plain ? "%c" : "%%%02X", *c);
    }
    tk_buffer_text(&uri, "?immutable=1");
    return tk_buffer_take(&uri);
}

static enum tk_status open_db(struct tk_source *source, struct tk_error *err)
{
    char *uri = as_uri(source->path);
    if (!uri)
        return tk_fail_memory(err);
    sqlite3 **db = &source->gpkg->db;
    int rc = sqlite3_open_v2(uri, db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    tk_free(uri);
    if (rc != SQLITE_OK)
        return sqlite_says(source, *db, err);
    sqlite3_db_config(*db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    sqlite3_db_config(*db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(*db, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
    sqlite3_db_config(*db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
    return TK_OK;
}

static enum tk_status quick_check(struct tk_source *source, struct tk_error *err)
{
    sqlite3 *db = source->gpkg->db;
    sqlite3_stmt *check = NULL;
    enum tk_status st = TK_OK;
    if (sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &check, NULL) != SQLITE_OK ||
        sqlite3_step(check) != SQLITE_ROW)
        st = sqlite_says(source, db, err);
    else if (strcmp((const char *)sqlite3_column_text(check, 0), "ok") != 0)
        st = tk_fail(err, TK_INPUT, "%s: the file is damaged: %s; export it again",
                     source->shown, (const char *)sqlite3_column_text(check, 0));
    sqlite3_finalize(check);
    return st;
}

/* Whether it is a real table, not a view or a table that a module makes up. */
static const char find_tables[] =
    "SELECT c.table_name, m.type = 'table' AND m.sql NOT LIKE 'CREATE VIRTUAL%' "
    "FROM gpkg_contents c JOIN sqlite_master m ON m.name = c.table_name COLLATE NOCASE "
    "AND m.type IN ('table', 'view') "
    "WHERE c.data_type IN ('features', 'attributes', 'aspatial') ORDER BY 1";

static enum tk_status wrong_layer(struct tk_source *source, const struct tk_buffer *tables,
                                  size_t n, bool is_view, struct tk_error *err)
{
    const char *wanted = source->config->layer;
    if (is_view)
        return tk_fail(err, TK_INPUT,
                       "%s: '%s' is a view; only tables are read (there are: %s)",
                       source->shown, wanted, tk_buffer_string(tables));
    if (n == 0)
        return tk_fail(err, TK_INPUT, "%s: has no table of features or attributes",
                       source->shown);
    if (*wanted)
        return tk_fail(err, TK_INPUT, "%s: has no layer '%s' (there are: %s)", source->shown,
                       wanted, tk_buffer_string(tables));
    return tk_fail(err, TK_INPUT, "%s: has several layers; name one of them under `layer`: %s",
                   source->shown, tk_buffer_string(tables));
}

static enum tk_status find_layer(struct tk_source *source, struct tk_error *err)
{
    sqlite3 *db = source->gpkg->db;
    sqlite3_stmt *list = NULL;
    if (sqlite3_prepare_v2(db, find_tables, -1, &list, NULL) != SQLITE_OK)
        return sqlite_says(source, db, err);
    const char *wanted = source->config->layer;
    struct tk_buffer tables = {0};
    size_t n = 0;
    bool is_view = false;
    int rc;
    while ((rc = sqlite3_step(list)) == SQLITE_ROW && !source->layer) {
        const char *name = (const char *)sqlite3_column_text(list, 0);
        bool named = strcmp(name, wanted) == 0, table = sqlite3_column_int(list, 1);
        is_view |= named && !table;
        if (!table)
            continue;
        tk_buffer_format(&tables, "%s%s", n++ ? ", " : "", name);
        if (named && !(source->layer = tk_strdup(name)))
            tables.failed = true;
    }
    enum tk_status st = tk_buffer_check(&tables, err);
    if (!st && rc != SQLITE_DONE && rc != SQLITE_ROW)
        st = sqlite_says(source, db, err);
    bool only = !*wanted && n == 1;
    if (!st && only && !(source->layer = tk_strdup(tk_buffer_string(&tables))))
        st = tk_fail_memory(err);
    if (!st && !source->layer)
        st = wrong_layer(source, &tables, n, is_view, err);
    sqlite3_finalize(list);
    tk_buffer_free(&tables);
    return st;
}

static enum tk_status prepare(struct tk_source *source, const char *before, const char *after,
                              sqlite3_stmt **out, struct tk_error *err)
{
    struct tk_buffer sql = {0};
    tk_buffer_text(&sql, before);
    tk_buffer_identifier(&sql, source->layer);
    tk_buffer_text(&sql, after);
    enum tk_status st = tk_buffer_check(&sql, err);
    if (!st && sqlite3_prepare_v2(source->gpkg->db, tk_buffer_string(&sql), -1, out, NULL) !=
                   SQLITE_OK)
        st = sqlite_says(source, source->gpkg->db, err);
    tk_buffer_free(&sql);
    return st;
}

/* Whether a text of the row holds a NUL, at which GDAL cuts it in silence. */
static bool row_has_nul(sqlite3_stmt *row)
{
    int n = sqlite3_column_count(row);
    for (int i = 0; i < n; i++) {
        if (sqlite3_column_type(row, i) != SQLITE_TEXT)
            continue;
        const unsigned char *text = sqlite3_column_text(row, i);
        if (text && memchr(text, 0, (size_t)sqlite3_column_bytes(row, i)))
            return true;
    }
    return false;
}

/* Counts the rows, and looks for what GDAL would not tell of. */
static enum tk_status walk_rows(struct tk_source *source, struct tk_error *err)
{
    struct tk_gpkg *gpkg = source->gpkg;
    sqlite3_stmt *rows = NULL;
    enum tk_status st = prepare(source, "SELECT * FROM ", " NOT INDEXED", &rows, err);
    if (st)
        return st;
    int rc;
    for (source->expected = 0; (rc = sqlite3_step(rows)) == SQLITE_ROW; source->expected++)
        gpkg->has_nul = gpkg->has_nul || row_has_nul(rows);
    if (rc != SQLITE_DONE)
        st = sqlite_says(source, gpkg->db, err);
    sqlite3_finalize(rows);
    return st;
}

enum tk_status tk_check_gpkg(struct tk_source *source, struct tk_error *err)
{
    source->gpkg = tk_alloc(1, sizeof *source->gpkg);
    if (!source->gpkg)
        return tk_fail_memory(err);
    enum tk_status st = check_beside(source, err);
    if (!st)
        st = open_db(source, err);
    if (!st)
        st = quick_check(source, err);
    if (!st)
        st = find_layer(source, err);
    if (!st)
        st = walk_rows(source, err);
    if (!st)
        st = prepare(source, "SELECT * FROM ", " WHERE rowid = ?1", &source->gpkg->row, err);
    return st;
}

static bool stand_on(struct tk_gpkg *gpkg, int64_t fid)
{
    if (!gpkg->there || gpkg->at != fid) {
        sqlite3_reset(gpkg->row);
        gpkg->there = sqlite3_bind_int64(gpkg->row, 1, fid) == SQLITE_OK &&
                      sqlite3_step(gpkg->row) == SQLITE_ROW;
        gpkg->at = fid;
    }
    return gpkg->there;
}

/* The position of a column in the row, which then stands on fid; -1 if there is none such. */
static int seek(struct tk_gpkg *gpkg, int64_t fid, const char *column)
{
    bool there = stand_on(gpkg, fid);
    for (int i = 0; there && i < sqlite3_column_count(gpkg->row); i++)
        if (strcmp(sqlite3_column_name(gpkg->row, i), column) == 0)
            return i;
    return -1;
}

const char *tk_gpkg_text(struct tk_gpkg *gpkg, int64_t fid, const char *column)
{
    int i = seek(gpkg, fid, column);
    return i < 0 ? NULL : (const char *)sqlite3_column_text(gpkg->row, i);
}

bool tk_gpkg_has_value(struct tk_gpkg *gpkg, int64_t fid, const char *column)
{
    int i = seek(gpkg, fid, column);
    return i >= 0 && sqlite3_column_type(gpkg->row, i) != SQLITE_NULL;
}

bool tk_gpkg_has_nul(struct tk_gpkg *gpkg, int64_t fid)
{
    return gpkg->has_nul && stand_on(gpkg, fid) && row_has_nul(gpkg->row);
}
