#include "verify_parts.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/database.h"

#include <math.h>

static enum tk_status prepare(const struct tk_verify_index *index, const char *before,
                              const char *after, sqlite3_stmt **out, struct tk_error *err)
{
    struct tk_buffer sql = {0}, name = {0};
    tk_buffer_format(&name, "rtree_%s_geom%s", index->layer, after);
    tk_buffer_text(&sql, before);
    tk_buffer_identifier(&sql, tk_buffer_string(&name));
    tk_buffer_text(&sql, *after ? "" : " WHERE id = ?");
    enum tk_status st = tk_buffer_check(&name, err);
    if (!st)
        st = tk_buffer_check(&sql, err);
    if (!st && sqlite3_prepare_v2(index->db, sql.data, -1, out, NULL) != SQLITE_OK)
        st = tk_database_fail(index->db, TK_INTERNAL, err, "law 6: %s has no spatial index",
                              index->layer);
    tk_buffer_free(&name);
    tk_buffer_free(&sql);
    return st;
}

/* Not a lock for each question. */
enum tk_status tk_verify_open_once(const char *path, sqlite3 **out, struct tk_error *err)
{
    if (sqlite3_open_v2(path, out, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK)
        return tk_database_fail(*out, TK_INTERNAL, err, "%s: cannot be opened again", path);
    if (sqlite3_exec(*out, "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
        return tk_database_fail(*out, TK_INTERNAL, err, "%s: cannot be read again", path);
    return TK_OK;
}

enum tk_status tk_verify_index_open(struct tk_verify_index *index, sqlite3 *db,
                                    const char *layer, struct tk_error *err)
{
    *index = (struct tk_verify_index){.db = db, .layer = layer};
    return prepare(index, "SELECT minx, miny, maxx, maxy FROM ", "", &index->box, err);
}

void tk_verify_index_close(struct tk_verify_index *index)
{
    sqlite3_finalize(index->box);
    *index = (struct tk_verify_index){0};
}

/* A box of floats is widened by at most one in its last place, about 1e-7 of the number. */
static bool is_box_of(const double box[4], const struct tk_bounds *b)
{
    double x = 1e-6 * fmax(1, fmax(fabs(b->min_x), fabs(b->max_x))),
           y = 1e-6 * fmax(1, fmax(fabs(b->min_y), fabs(b->max_y)));
    return box[0] <= b->min_x && box[1] <= b->min_y && box[2] >= b->max_x &&
           box[3] >= b->max_y && b->min_x - box[0] <= x && b->min_y - box[1] <= y &&
           box[2] - b->max_x <= x && box[3] - b->max_y <= y;
}

enum tk_status tk_verify_index_feature(struct tk_verify_index *index, int64_t fid,
                                       const struct tk_bounds *bounds, struct tk_error *err)
{
    double box[4];
    sqlite3_reset(index->box);
    int code = sqlite3_bind_int64(index->box, 1, fid);
    if (code == SQLITE_OK)
        code = sqlite3_step(index->box);
    bool there = code == SQLITE_ROW;
    for (int i = 0; there && i < 4; i++)
        box[i] = sqlite3_column_double(index->box, i);
    if (!there && code != SQLITE_DONE)
        return tk_database_fail(index->db, TK_INTERNAL, err, "%s: spatial index", index->layer);
    sqlite3_reset(index->box);
    if (there && is_box_of(box, bounds))
        return TK_OK;
    return tk_fail(err, TK_INTERNAL, "law 6: %s, fid %lld: %s its spatial index", index->layer,
                   (long long)fid, there ? "lies elsewhere in" : "is missing from");
}

enum tk_status tk_verify_index_count(struct tk_verify_index *index, struct tk_error *err)
{
    sqlite3_stmt *count = NULL;
    enum tk_status st = prepare(index, "SELECT count(*) FROM ", "_rowid", &count, err);
    long long held = -1;
    if (!st && sqlite3_step(count) == SQLITE_ROW)
        held = sqlite3_column_int64(count, 0);
    else if (!st)
        st = tk_database_fail(index->db, TK_INTERNAL, err, "%s: spatial index", index->layer);
    sqlite3_finalize(count);
    if (!st && held != index->n)
        st = tk_fail(
            err, TK_INTERNAL,
            "law 6: %s has %lld features with a geometry, but %lld in its spatial index",
            index->layer, index->n, held);
    return st;
}
