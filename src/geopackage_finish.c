#include "geopackage_parts.h"

#include <math.h>
#include <string.h>

#define RTREE_DEFINITION "http://www.geopackage.org/spec120/#extension_rtree"

/* Runs a question that has one number for an answer. */
static enum tk_status ask(struct tk_geopackage *gp, const char *format, const char *table,
                          int64_t *out, struct tk_error *err)
{
    *out = 0;
    char *sql = sqlite3_mprintf(format, table);
    if (!sql)
        return tk_fail_memory(err);
    sqlite3_stmt *s = NULL;
    sqlite3_prepare_v2(gp->db, sql, -1, &s, NULL);
    sqlite3_free(sql);
    int rc = s ? sqlite3_step(s) : SQLITE_ERROR;
    enum tk_status st = rc == SQLITE_ROW ? TK_OK : tk_geopackage_fail(gp, table, err);
    if (!st)
        *out = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return st;
}

static enum tk_status read_envelope(const struct tk_geopackage *gp, struct tk_made_table *t,
                                    sqlite3_stmt *row, struct tk_error *err)
{
    int64_t fid = sqlite3_column_int64(row, 0);
    const unsigned char *wkb, *blob = sqlite3_column_blob(row, 1);
    size_t size = (size_t)sqlite3_column_bytes(row, 1);
    struct tk_bounds bounds;
    if (!blob)
        return tk_envelopes_put(&t->envelopes, fid, NULL, err);
    if (!tk_geopackage_unblob(blob, size, &wkb, &size, NULL) ||
        !tk_wkb_bounds(wkb, size, &bounds))
        return tk_fail(err, TK_INTERNAL, "%s: %s: row %lld holds no GeoPackage geometry",
                       gp->path, t->name, (long long)fid);
    return tk_envelopes_put(&t->envelopes, fid, &bounds, err);
}

static enum tk_status scan_envelopes(struct tk_geopackage *gp, struct tk_made_table *t,
                                     struct tk_error *err)
{
    tk_envelopes_free(&t->envelopes);
    char *sql = sqlite3_mprintf("SELECT fid, geom FROM \"%w\" ORDER BY fid", t->name);
    if (!sql)
        return tk_fail_memory(err);
    sqlite3_stmt *s = NULL;
    enum tk_status st = TK_OK;
    int rc = sqlite3_prepare_v2(gp->db, sql, -1, &s, NULL);
    while (rc == SQLITE_OK && !st && sqlite3_step(s) == SQLITE_ROW)
        st = read_envelope(gp, t, s, err);
    sqlite3_free(sql);
    if (sqlite3_finalize(s) != SQLITE_OK || rc != SQLITE_OK)
        st = tk_geopackage_fail(gp, t->name, err);
    return st;
}

/* Counts the rows, and sees that the envelope of each is known. Rows 1 to n that a writer wrote
 * are; any others, or fewer, mean that SQL had a hand in it. */
static enum tk_status settle(struct tk_geopackage *gp, struct tk_made_table *t, int64_t *rows,
                             struct tk_error *err)
{
    int64_t last;
    enum tk_status st = ask(gp, "SELECT count(*) FROM \"%w\"", t->name, rows, err);
    if (!st)
        st = ask(gp, "SELECT max(fid) FROM \"%w\"", t->name, &last, err);
    if (!st && t->has_geometry &&
        (*rows != last || (uint64_t)*rows != (uint64_t)t->envelopes.n))
        st = scan_envelopes(gp, t, err);
    return st;
}

enum tk_status tk_geopackage_extent(struct tk_geopackage *gp, const char *table,
                                    struct tk_bounds *out, struct tk_error *err)
{
    *out = (struct tk_bounds){HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    struct tk_made_table *t;
    int64_t rows;
    enum tk_status st = tk_geopackage_find(gp, table, &t, err);
    if (!st)
        st = settle(gp, t, &rows, err);
    if (!st && t->has_geometry)
        *out = tk_envelopes_bounds(&t->envelopes);
    return st;
}

const double *tk_geopackage_points(const struct tk_geopackage *gp, const char *table, size_t *n)
{
    *n = 0;
    for (size_t i = 0; i < gp->n_tables; i++) {
        const struct tk_made_table *t = &gp->tables[i];
        if (strcmp(t->name, table) != 0 || !t->envelopes.points)
            continue;
        *n = t->envelopes.n;
        return t->envelopes.values;
    }
    return NULL;
}

enum tk_status tk_geopackage_extension(struct tk_geopackage *gp, const char *table,
                                       const char *column, const char *extension,
                                       const char *definition, const char *scope,
                                       struct tk_error *err)
{
    return tk_geopackage_run(gp, extension, err,
                             "INSERT INTO gpkg_extensions VALUES (%Q, %Q, %Q, %Q, %Q)", table,
                             column, extension, definition, scope);
}

static enum tk_status index_key(struct tk_geopackage *gp, const struct tk_made_table *t,
                                struct tk_error *err)
{
    if (!t->key_sql)
        return TK_OK;
    return tk_geopackage_run(gp, t->name, err, "CREATE UNIQUE INDEX \"key_%w\" ON \"%w\" (%s)",
                             t->name, t->name, t->key_sql);
}

static enum tk_status index_space(struct tk_geopackage *gp, struct tk_made_table *t,
                                  struct tk_error *err)
{
    struct tk_bounds b = tk_envelopes_bounds(&t->envelopes);
    enum tk_status st = TK_OK;
    if (b.min_x <= b.max_x)
        st = tk_geopackage_run(
            gp, t->name, err,
            "UPDATE gpkg_contents SET min_x = %!.17g, min_y = %!.17g, max_x = %!.17g,"
            " max_y = %!.17g WHERE table_name = %Q",
            b.min_x, b.min_y, b.max_x, b.max_y, t->name);
    char *name = sqlite3_mprintf("rtree_%s_geom", t->name);
    if (!st)
        st = name ? tk_rtree_pack(gp->db, name, &t->envelopes, err) : tk_fail_memory(err);
    sqlite3_free(name);
    if (!st)
        st = tk_geopackage_extension(gp, t->name, "geom", "gpkg_rtree_index", RTREE_DEFINITION,
                                     "write-only", err);
    return st;
}

static enum tk_status finish_table(struct tk_geopackage *gp, struct tk_made_table *t,
                                   struct tk_error *err)
{
    int64_t rows;
    enum tk_status st = settle(gp, t, &rows, err);
    if (!st)
        st = index_key(gp, t, err);
    if (!st && t->has_geometry)
        st = index_space(gp, t, err);
    if (!st)
        st = tk_geopackage_run(gp, t->name, err,
                               "INSERT INTO gpkg_ogr_contents VALUES (%Q, %lld)", t->name,
                               (long long)rows);
    return st;
}

/* The six triggers of the R-tree extension (OGC 12-128r18, annex F.3), under its names: each %w
 * is the name of the table. */
#define PUT                                                                                    \
    "INSERT OR REPLACE INTO \"rtree_%w_geom\" VALUES (NEW.fid,"                                \
    " ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), ST_MaxY(NEW.geom));"
#define TAKE "DELETE FROM \"rtree_%w_geom\" WHERE id = OLD.fid;"
#define IS "NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom)"
#define IS_NOT "NEW.geom ISNULL OR ST_IsEmpty(NEW.geom)"
#define TRIGGER(name, event)                                                                   \
    "CREATE TRIGGER \"rtree_%w_geom_" name "\" AFTER " event " ON \"%w\""

static enum tk_status rtree_triggers(struct tk_geopackage *gp, const char *t,
                                     struct tk_error *err)
{
    static const char *const triggers[] = {
        TRIGGER("insert", "INSERT") " WHEN " IS " BEGIN " PUT " END",
        TRIGGER("update1", "UPDATE OF geom") " WHEN OLD.fid = NEW.fid AND (" IS ") BEGIN " PUT
                                             " END",
        TRIGGER("update2", "UPDATE OF geom") " WHEN OLD.fid = NEW.fid AND (" IS_NOT
                                             ") BEGIN " TAKE " END",
        TRIGGER("update3", "UPDATE") " WHEN OLD.fid != NEW.fid AND (" IS ") BEGIN " TAKE " " PUT
                                     " END",
        TRIGGER("update4", "UPDATE") " WHEN OLD.fid != NEW.fid AND (" IS_NOT
                                     ") BEGIN DELETE FROM \"rtree_%w_geom\""
                                     " WHERE id IN (OLD.fid, NEW.fid); END",
        TRIGGER("delete", "DELETE") " WHEN OLD.geom NOTNULL BEGIN " TAKE " END"};
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < sizeof triggers / sizeof *triggers; i++)
        st = tk_geopackage_run(gp, t, err, triggers[i], t, t, t, t);
    return st;
}

/* GDAL's own triggers, which keep its count of rows; it knows them by these names. */
static enum tk_status count_triggers(struct tk_geopackage *gp, const char *t,
                                     struct tk_error *err)
{
    return tk_geopackage_run(
        gp, t, err,
        "CREATE TRIGGER \"trigger_insert_feature_count_%w\" AFTER INSERT ON \"%w\" BEGIN"
        " UPDATE gpkg_ogr_contents SET feature_count = feature_count + 1"
        " WHERE lower(table_name) = lower(%Q); END;"
        "CREATE TRIGGER \"trigger_delete_feature_count_%w\" AFTER DELETE ON \"%w\" BEGIN"
        " UPDATE gpkg_ogr_contents SET feature_count = feature_count - 1"
        " WHERE lower(table_name) = lower(%Q); END;",
        t, t, t, t, t, t);
}

/* The triggers last: with them a plain UPDATE fails outside GDAL, for want of ST_IsEmpty(). */
static enum tk_status finish_triggers(struct tk_geopackage *gp, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < gp->n_tables; i++) {
        if (gp->tables[i].has_geometry)
            st = rtree_triggers(gp, gp->tables[i].name, err);
        if (!st)
            st = count_triggers(gp, gp->tables[i].name, err);
    }
    return st;
}

enum tk_status tk_geopackage_finish(struct tk_geopackage *gp, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < gp->n_tables; i++)
        st = finish_table(gp, &gp->tables[i], err);
    if (!st)
        st = finish_triggers(gp, err);
    if (!st)
        st = tk_geopackage_execute(gp, "COMMIT; PRAGMA journal_mode = DELETE;", err);
    if (!st && sqlite3_close(gp->db) != SQLITE_OK)
        return tk_fail(err, TK_INTERNAL, "%s: a statement is still open", gp->path);
    if (!st) {
        gp->db = NULL;
        gp->finished = true;
    }
    return st;
}
