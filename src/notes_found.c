#include "notes_parts.h"

#include "trygghetskarta/database.h"
#include "trygghetskarta/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A kept note whose polygon has another parent than the table gives its district. */
struct disagreement {
    uint16_t district, parent;
};

static int by_district_and_parent(const void *a, const void *b)
{
    const struct disagreement *x = a, *y = b;
    return x->district != y->district ? x->district - y->district : x->parent - y->parent;
}

/* All of them, sorted. */
static enum tk_status find_disagreements(const struct tk_noting *noting,
                                         struct disagreement **out, size_t *n,
                                         struct tk_error *err)
{
    const struct tk_districts *d = noting->validation->districts;
    const struct tk_facts *facts = noting->facts;
    size_t capacity = 0;
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && d->parents_given && i < facts->n; i++) {
        struct disagreement at = {facts->district[i], facts->parent[i]};
        if (at.district >= d->n || at.parent >= d->n_parents ||
            d->parent[at.district] == TK_NOWHERE || d->parent[at.district] == at.parent)
            continue;
        st = tk_grow(out, &capacity, *n + 1, sizeof at, err);
        if (!st)
            (*out)[(*n)++] = at;
    }
    if (*n)
        qsort(*out, *n, sizeof **out, by_district_and_parent);
    return st;
}

static enum tk_status tell_disagreement(const struct tk_noting *noting,
                                        const struct tk_opened *input, struct disagreement at,
                                        size_t n, struct tk_error *err)
{
    const struct tk_districts *d = noting->validation->districts;
    const char *its = d->parent_key[at.parent], *tables = d->parent_key[d->parent[at.district]];
    struct tk_buffer detail = {0};
    tk_buffer_format(&detail, "%zu notering%s ligger i %s; tabellen säger %s.", n,
                     n == 1 ? "" : "ar", its, tables);
    struct tk_finding finding = {.source = input->config->name,
                                 .id = d->key[at.district],
                                 .field = "stadsdelsomrade",
                                 .rule = "foralder_oense",
                                 .verdict = TK_REMARK,
                                 .value = its,
                                 .detail = tk_buffer_string(&detail),
                                 .area_m2 = NAN};
    enum tk_status st = tk_buffer_check(&detail, err);
    if (!st)
        st = tk_ledger_tell(noting->validation->reading->ledger, input->account, &finding, err);
    tk_buffer_free(&detail);
    return st;
}

/* Where polygons and table give kept notes different parents, told once a district and parent.
 */
static enum tk_status tell_disagreements(const struct tk_noting *noting,
                                         const struct tk_inputs *inputs, struct tk_error *err)
{
    const struct tk_opened *input = tk_inputs_of_role(inputs, TK_DISTRICTS);
    struct disagreement *all = NULL;
    size_t n = 0;
    enum tk_status st = find_disagreements(noting, &all, &n, err);
    for (size_t from = 0, to; !st && from < n; from = to) {
        for (to = from + 1; to < n && by_district_and_parent(&all[from], &all[to]) == 0;)
            to++;
        st = tell_disagreement(noting, input, all[from], to - from, err);
    }
    tk_free(all);
    return st;
}

static size_t place_of(const double *point, unsigned bits)
{
    uint64_t x, y;
    memcpy(&x, &point[0], sizeof x);
    memcpy(&y, &point[1], sizeof y);
    uint64_t hash = (x ^ (y << 32 | y >> 32)) * 0x9e3779b97f4a7c15u;
    return (size_t)((hash ^ hash >> 29) * 0xbf58476d1ce4e5b9u >> (64 - bits));
}

static enum tk_status run(sqlite3 *db, const char *sql, struct tk_error *err)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK
               ? TK_OK
               : tk_database_fail(db, TK_IO, err, "noteringar");
}

/* Puts into a table the fids of the notes that may share their position with enough others.
 * They are counted in too few places, so that some are there for nothing, and none is missing.
 */
static enum tk_status choose(sqlite3 *db, const double *points, size_t n, int enough, bool *any,
                             struct tk_error *err)
{
    unsigned bits = 10;
    while ((size_t)1 << bits < n && bits < 40)
        bits++;
    uint8_t *count = tk_alloc((size_t)1 << bits, 1);
    sqlite3_stmt *insert = NULL;
    enum tk_status st = count ? TK_OK : tk_fail_memory(err);
    for (size_t i = 0; !st && i < n; i++) {
        size_t place = place_of(points + 2 * i, bits);
        if (!isnan(points[2 * i]) && count[place] < UINT8_MAX)
            count[place]++;
    }
    if (!st && sqlite3_prepare_v2(db, "INSERT INTO temp.samma_lage VALUES (?)", -1, &insert,
                                  NULL) != SQLITE_OK)
        st = tk_database_fail(db, TK_IO, err, "noteringar");
    for (size_t i = 0; !st && i < n; i++) {
        if (isnan(points[2 * i]) ||
            count[place_of(points + 2 * i, bits)] < (enough < UINT8_MAX ? enough : UINT8_MAX))
            continue;
        *any = true;
        sqlite3_reset(insert);
        if (sqlite3_bind_int64(insert, 1, (sqlite3_int64)i + 1) != SQLITE_OK ||
            sqlite3_step(insert) != SQLITE_DONE)
            st = tk_database_fail(db, TK_IO, err, "noteringar");
    }
    sqlite3_finalize(insert);
    tk_free(count);
    return st;
}

/* Each position that enough of the chosen notes of one source share, told. */
static enum tk_status tell_chosen(const struct tk_noting *noting,
                                  const struct tk_inputs *inputs, sqlite3 *db,
                                  struct tk_error *err)
{
    sqlite3_stmt *many = NULL;
    enum tk_status st = TK_OK;
    if (sqlite3_prepare_v2(
            db,
            "SELECT kalla_namn, geom, count(*) FROM noteringar WHERE fid IN (SELECT fid FROM "
            "temp.samma_lage) AND lage = 'koordinat' GROUP BY 1, 2 HAVING count(*) >= ? "
            "ORDER BY 1, 2",
            -1, &many, NULL) != SQLITE_OK)
        return tk_database_fail(db, TK_INTERNAL, err, "noteringar");
    int code = sqlite3_bind_int(many, 1, noting->validation->reading->edition->same_position);
    while (!st && (code == SQLITE_OK || code == SQLITE_ROW) &&
           (code = sqlite3_step(many)) == SQLITE_ROW) {
        char count[32];
        const char *source = (const char *)sqlite3_column_text(many, 0);
        const struct tk_opened *input = source ? tk_inputs_named(inputs, source) : NULL;
        if (!input)
            continue;
        struct tk_finding finding = {.source = input->config->name,
                                     .field = "geometri",
                                     .rule = "samma_lage",
                                     .verdict = TK_REMARK,
                                     .value = count,
                                     .has_position = true,
                                     .area_m2 = NAN};
        snprintf(count, sizeof count, "%lld", (long long)sqlite3_column_int64(many, 2));
        const void *point = sqlite3_column_blob(many, 1);
        if (tk_geopackage_point(point, (size_t)sqlite3_column_bytes(many, 1), &finding.x,
                                &finding.y))
            st = tk_ledger_tell(noting->validation->reading->ledger, input->account, &finding,
                                err);
    }
    if (!st && code != SQLITE_DONE)
        st = tk_database_fail(db, TK_INTERNAL, err, "noteringar");
    sqlite3_finalize(many);
    return st;
}

/* Many notes on one and the same position are usually a form's default. */
static enum tk_status tell_same_position(const struct tk_noting *noting,
                                         const struct tk_inputs *inputs, struct tk_error *err)
{
    sqlite3 *db = tk_geopackage_db(noting->gp);
    int enough = noting->validation->reading->edition->same_position;
    size_t n;
    bool any = false;
    const double *points = tk_geopackage_points(noting->gp, noting->layer->name, &n);
    enum tk_status st = run(db, "CREATE TEMP TABLE samma_lage(fid INTEGER PRIMARY KEY)", err);
    if (!st)
        st = choose(db, points, n, enough, &any, err);
    if (!st && any)
        st = tell_chosen(noting, inputs, db, err);
    return st ? st : run(db, "DROP TABLE temp.samma_lage", err);
}

enum tk_status tk_notes_look_back(const struct tk_noting *noting,
                                  const struct tk_inputs *inputs, struct tk_error *err)
{
    enum tk_status st = tell_disagreements(noting, inputs, err);
    return st ? st : tell_same_position(noting, inputs, err);
}
