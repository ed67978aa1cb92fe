#include "geopackage_parts.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/memory.h"

#include <math.h>

enum { FID = 1, GEOM = 2 }; /* parameters of the statement; the columns follow */

struct tk_writer {
    struct tk_geopackage *gp;
    char *table;
    sqlite3_stmt *statement;
    size_t position; /* of the table in gp, whose array may move */
    size_t n_columns;
    int first; /* parameter of column 0 */
    int srs_id;
    struct tk_bounds bounds; /* of the geometry set */
    struct tk_buffer blob;
    unsigned char point[TK_POINT_BLOB_SIZE];
    char (*days)[16];     /* [n_columns]: dates in print, until the insert */
    struct tk_error told; /* what a setter found wrong */
};

static const struct tk_bounds no_bounds = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};

static enum tk_status insert_sql(const struct tk_made_table *t, struct tk_buffer *sql,
                                 struct tk_error *err)
{
    tk_buffer_text(sql, "INSERT OR REPLACE INTO ");
    tk_buffer_identifier(sql, t->name);
    tk_buffer_text(sql, t->has_geometry ? " (fid, geom" : " (fid");
    for (size_t i = 0; i < t->n_columns; i++) {
        tk_buffer_text(sql, ", ");
        tk_buffer_identifier(sql, t->columns[i]);
    }
    tk_buffer_text(sql, t->has_geometry ? ") VALUES (?, ?" : ") VALUES (?");
    for (size_t i = 0; i < t->n_columns; i++)
        tk_buffer_text(sql, ", ?");
    tk_buffer_text(sql, ")");
    return tk_buffer_check(sql, err);
}

static enum tk_status prepare(struct tk_writer *w, const struct tk_made_table *t,
                              struct tk_error *err)
{
    struct tk_buffer sql = {0};
    enum tk_status st = insert_sql(t, &sql, err);
    if (!st && sqlite3_prepare_v2(w->gp->db, tk_buffer_string(&sql), -1, &w->statement, NULL) !=
                   SQLITE_OK)
        st = tk_geopackage_fail(w->gp, t->name, err);
    tk_buffer_free(&sql);
    return st;
}

enum tk_status tk_writer_open(struct tk_geopackage *gp, const char *table,
                              struct tk_writer **out, struct tk_error *err)
{
    *out = NULL;
    struct tk_made_table *t;
    enum tk_status st = tk_geopackage_find(gp, table, &t, err);
    if (st)
        return st;
    struct tk_writer *w = tk_alloc(1, sizeof *w);
    if (!w)
        return tk_fail_memory(err);
    *w = (struct tk_writer){.gp = gp,
                            .table = tk_strdup(table),
                            .n_columns = t->n_columns,
                            .first = t->has_geometry ? GEOM + 1 : GEOM,
                            .srs_id = gp->srs_id,
                            .bounds = no_bounds,
                            .days = tk_alloc(t->n_columns, sizeof *w->days)};
    w->position = (size_t)(t - gp->tables);
    st = w->table && w->days ? prepare(w, t, err) : tk_fail_memory(err);
    if (st)
        tk_writer_close(w);
    else
        *out = w;
    return st;
}

void tk_writer_close(struct tk_writer *w)
{
    if (!w)
        return;
    sqlite3_finalize(w->statement);
    tk_buffer_free(&w->blob);
    tk_free(w->table);
    tk_free(w->days);
    tk_free(w);
}

/* Whether a column can be set, and the code of binding it. */
static bool has(struct tk_writer *w, size_t column)
{
    if (column < w->n_columns)
        return true;
    (void)tk_fail(&w->told, TK_INTERNAL, "%s has no column %zu", w->table, column);
    return false;
}

static void bound(struct tk_writer *w, int rc)
{
    if (rc != SQLITE_OK)
        (void)tk_geopackage_fail(w->gp, w->table, &w->told);
}

void tk_writer_text(struct tk_writer *w, size_t column, const char *text)
{
    if (has(w, column))
        bound(w,
              sqlite3_bind_text(w->statement, w->first + (int)column, text, -1, SQLITE_STATIC));
}

void tk_writer_integer(struct tk_writer *w, size_t column, int64_t value)
{
    if (has(w, column))
        bound(w, sqlite3_bind_int64(w->statement, w->first + (int)column, value));
}

void tk_writer_real(struct tk_writer *w, size_t column, double value)
{
    if (has(w, column)) /* SQLite itself makes NULL of NAN */
        bound(w, sqlite3_bind_double(w->statement, w->first + (int)column, value));
}

void tk_writer_day(struct tk_writer *w, size_t column, int32_t day)
{
    if (!has(w, column))
        return;
    if (day == TK_NO_DAY) {
        bound(w, sqlite3_bind_null(w->statement, w->first + (int)column));
        return;
    }
    tk_date_print(day, w->days[column]);
    tk_writer_text(w, column, w->days[column]);
}

static void set_geometry(struct tk_writer *w, const void *blob, size_t size,
                         const struct tk_bounds *bounds)
{
    w->bounds = *bounds;
    bound(w, sqlite3_bind_blob64(w->statement, GEOM, blob, size, SQLITE_STATIC));
}

static bool has_geometry(struct tk_writer *w)
{
    if (w->first > GEOM)
        return true;
    (void)tk_fail(&w->told, TK_INTERNAL, "%s has no geometry", w->table);
    return false;
}

void tk_writer_point(struct tk_writer *w, double x, double y)
{
    if (!has_geometry(w))
        return;
    if (isnan(x) || isnan(y)) {
        w->bounds = no_bounds;
        bound(w, sqlite3_bind_null(w->statement, GEOM));
        return;
    }
    tk_geopackage_point_blob(w->srs_id, x, y, w->point);
    set_geometry(w, w->point, sizeof w->point, &(struct tk_bounds){x, y, x, y});
}

void tk_writer_wkb(struct tk_writer *w, const unsigned char *wkb, size_t size)
{
    if (!has_geometry(w))
        return;
    struct tk_bounds bounds;
    tk_buffer_clear(&w->blob);
    if (tk_geopackage_blob(w->srs_id, wkb, size, &w->blob, &w->told))
        return;
    (void)tk_wkb_bounds(wkb, size, &bounds);
    set_geometry(w, w->blob.data, w->blob.length, &bounds);
}

/* The connection is held meanwhile: what it says of this row is not to be another thread's. */
static enum tk_status step(struct tk_writer *w, int64_t *fid, struct tk_error *err)
{
    sqlite3_mutex *held = sqlite3_db_mutex(w->gp->db);
    sqlite3_mutex_enter(held);
    bool done = sqlite3_step(w->statement) == SQLITE_DONE;
    enum tk_status st = done ? TK_OK : tk_geopackage_fail(w->gp, w->table, err);
    if (done && *fid == 0)
        *fid = sqlite3_last_insert_rowid(w->gp->db);
    sqlite3_mutex_leave(held);
    return st;
}

static enum tk_status insert(struct tk_writer *w, int64_t fid, int64_t *given,
                             struct tk_error *err)
{
    if (w->told.status)
        return tk_fail(err, w->told.status, "%s", w->told.message);
    if (fid != 0)
        bound(w, sqlite3_bind_int64(w->statement, FID, fid));
    enum tk_status st = step(w, &fid, err);
    if (st)
        return st;
    if (given)
        *given = fid;
    if (w->first == GEOM)
        return TK_OK;
    return tk_envelopes_put(&w->gp->tables[w->position].envelopes, fid, &w->bounds, err);
}

enum tk_status tk_writer_insert(struct tk_writer *w, int64_t fid, int64_t *given,
                                struct tk_error *err)
{
    if (given)
        *given = 0;
    enum tk_status st = insert(w, fid, given, err);
    sqlite3_reset(w->statement);
    sqlite3_clear_bindings(w->statement);
    w->bounds = no_bounds;
    w->told = (struct tk_error){TK_OK, ""};
    return st;
}
