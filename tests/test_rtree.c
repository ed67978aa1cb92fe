/* The packed index against a full scan of the boxes it was made of; TRYGGHETSKARTA_LONG=1 packs
 * a million instead of some thousands. */
#include "support/polygons.h"
#include "support/support.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/rtree.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct world {
    sqlite3 *db;
    struct tk_bounds *boxes; /* [n], of fid i + 1; min > max: none */
    size_t n;
};

static bool is_long(void)
{
    return getenv("TRYGGHETSKARTA_LONG") != NULL;
}

static double between(uint64_t *seed, double low, double high)
{
    return low + (high - low) * support_random(seed);
}

/* Where a city lies; heaps on one spot; lines; everything; huge, tiny, on both sides of nought,
 * where floats are coarse, and one in fifty without any. */
static struct tk_bounds hostile_box(uint64_t *seed, bool point)
{
    static const double odd[] = {0,    -0.0,  1e-300, -1e-300, 16777217,
                                 1e30, -1e30, 0.1,    3e38,    -5e-324};
    size_t kind = (size_t)(support_random(seed) * 50);
    double x = between(seed, 140000, 166000), y = between(seed, 6565000, 6591000), w = 0, h = 0;
    if (kind == 0)
        return (struct tk_bounds){HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    if (kind == 1)
        x = 150000.1, y = 6570000.3;
    else if (kind < 5)
        x = odd[(size_t)(support_random(seed) * 10)],
        y = odd[(size_t)(support_random(seed) * 10)];
    else if (kind < 8)
        x = nextafter((double)(float)x, kind == 5 ? -HUGE_VAL : HUGE_VAL);
    if (!point && kind % 3)
        w = between(seed, 0, kind == 13 ? 30000 : 100);
    if (!point && kind % 4)
        h = kind == 14 ? 1e7 : between(seed, 0, 100);
    return (struct tk_bounds){x, y, x + w, y + h};
}

static void pack(struct world *w, size_t n, bool points, uint64_t seed)
{
    struct tk_error err = {TK_OK, ""};
    struct tk_envelopes envelopes = {.points = points};
    *w = (struct world){.boxes = tk_alloc(n, sizeof *w->boxes), .n = n};
    assert_int_equal(sqlite3_open(":memory:", &w->db), SQLITE_OK);
    sqlite3_db_config(w->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    for (size_t i = 0; i < n; i++) {
        w->boxes[i] = hostile_box(&seed, points);
        assert_ok(tk_envelopes_put(&envelopes, (int64_t)i + 1, &w->boxes[i], &err), &err);
    }
    assert_ok(tk_rtree_pack(w->db, "tree", &envelopes, &err), &err);
}

static void world_free(struct world *w)
{
    sqlite3_close(w->db);
    tk_free(w->boxes);
}

static void assert_sound(sqlite3 *db)
{
    sqlite3_stmt *s;
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT rtreecheck('tree')", -1, &s, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(s), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(s, 0), "ok");
    sqlite3_finalize(s);
}

/* As SQLite's own insert widens: the nearest float that is not inside. */
static double down(double value)
{
    float f = (float)value;
    return (double)((double)f > value ? nextafterf(f, -HUGE_VALF) : f);
}

static double up(double value)
{
    float f = (float)value;
    return (double)((double)f < value ? nextafterf(f, HUGE_VALF) : f);
}

/* What floats make of the boxes: the scan's own, worked out once. */
static struct tk_bounds *widened(const struct world *w)
{
    struct tk_bounds *out = tk_alloc(w->n, sizeof *out);
    for (size_t i = 0; i < w->n; i++) {
        const struct tk_bounds *b = &w->boxes[i];
        out[i] = b->min_x <= b->max_x ? (struct tk_bounds){down(b->min_x), down(b->min_y),
                                                           up(b->max_x), up(b->max_y)}
                                      : *b;
    }
    return out;
}

/* A window round a box that is there, edge on edge with it, or anywhere. */
static struct tk_bounds hostile_window(const struct world *w, uint64_t *seed)
{
    const struct tk_bounds *b = &w->boxes[(size_t)(support_random(seed) * (double)w->n)];
    double kind = support_random(seed), size = kind < 0.1 ? 3000 : between(seed, 0, 100);
    if (b->min_x > b->max_x || kind < 0.3)
        return hostile_box(seed, false);
    if (kind < 0.5) /* touches it on its lower left corner, or misses it by an ulp */
        return (struct tk_bounds){b->min_x - size, b->min_y - size,
                                  kind < 0.4 ? b->min_x : nextafter(b->min_x, -HUGE_VAL),
                                  b->min_y};
    if (kind < 0.7)
        return (struct tk_bounds){b->max_x,
                                  kind < 0.6 ? b->max_y : nextafter(b->max_y, HUGE_VAL),
                                  b->max_x + size, b->max_y + size};
    return (struct tk_bounds){b->min_x - size, b->min_y - size, b->min_x + size,
                              b->min_y + size};
}

/* The full scan: how many boxes meet the window, and how many of them, or of the others, are
 * not found as often as they should be, once or never. Without sanitizers, for its ten thousand
 * million turns. */
__attribute__((no_sanitize("address", "undefined"))) static void
scan(const struct tk_bounds *boxes, size_t n, const struct tk_bounds *window,
     const unsigned char *found, size_t *total, size_t *wrong)
{
    for (size_t i = 0; i < n; i++) {
        bool there = boxes[i].min_x <= boxes[i].max_x && boxes[i].max_x >= window->min_x &&
                     boxes[i].min_x <= window->max_x && boxes[i].max_y >= window->min_y &&
                     boxes[i].min_y <= window->max_y;
        *wrong += found[i] != there;
        *total += there;
    }
}

static void assert_queries_equal_scan(struct world *w, size_t queries, uint64_t seed)
{
    struct tk_bounds *wide = widened(w);
    unsigned char *found = tk_alloc(w->n, 1);
    sqlite3_stmt *s;
    assert_int_equal(
        sqlite3_prepare_v2(w->db,
                           "SELECT id FROM tree WHERE maxx >= ?1 AND minx <= ?3 AND "
                           "maxy >= ?2 AND miny <= ?4",
                           -1, &s, NULL),
        SQLITE_OK);
    size_t total = 0, wrong = 0;
    for (size_t q = 0; q < queries; q++) {
        struct tk_bounds window = hostile_window(w, &seed);
        const double *v = &window.min_x;
        for (int k = 0; k < 4; k++)
            sqlite3_bind_double(s, k + 1, v[k]);
        memset(found, 0, w->n);
        while (sqlite3_step(s) == SQLITE_ROW)
            found[sqlite3_column_int64(s, 0) - 1]++;
        sqlite3_reset(s);
        scan(wide, w->n, &window, found, &total, &wrong);
    }
    sqlite3_finalize(s);
    tk_free(found);
    tk_free(wide);
    assert_int_equal(wrong, 0);
    assert_true(total > queries);
}

static void hostile_boxes(void **state)
{
    (void)state;
    struct world w;
    pack(&w, is_long() ? 1000000 : 20000, false, 1);
    assert_sound(w.db);
    assert_queries_equal_scan(&w, is_long() ? 10000 : 300, 2);
    world_free(&w);
}

static void hostile_points(void **state)
{
    (void)state;
    struct world w;
    pack(&w, is_long() ? 1000000 : 20000, true, 3);
    assert_sound(w.db);
    assert_queries_equal_scan(&w, is_long() ? 2000 : 300, 4);
    world_free(&w);
}

/* What was packed takes later inserts and deletes as one that grew row by row. */
static void packed_and_changed(void **state)
{
    (void)state;
    struct world w;
    uint64_t seed = 5;
    char sql[400];
    pack(&w, 5000, false, 6);
    assert_int_equal(sqlite3_exec(w.db, "BEGIN", NULL, NULL, NULL), SQLITE_OK);
    for (size_t i = 0; i < w.n; i += 3) {
        struct tk_bounds b = hostile_box(&seed, false);
        bool none = b.min_x > b.max_x;
        snprintf(sql, sizeof sql, "DELETE FROM tree WHERE id = %zu", i + 1);
        assert_int_equal(sqlite3_exec(w.db, sql, NULL, NULL, NULL), SQLITE_OK);
        w.boxes[i] = b;
        if (none)
            continue;
        snprintf(sql, sizeof sql, "INSERT INTO tree VALUES (%zu, %.17g, %.17g, %.17g, %.17g)",
                 i + 1, down(b.min_x), up(b.max_x), down(b.min_y), up(b.max_y));
        assert_int_equal(sqlite3_exec(w.db, sql, NULL, NULL, NULL), SQLITE_OK);
    }
    assert_int_equal(sqlite3_exec(w.db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    assert_sound(w.db);
    assert_queries_equal_scan(&w, 300, 7);
    world_free(&w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hostile_boxes),
        cmocka_unit_test(hostile_points),
        cmocka_unit_test(packed_and_changed),
    };
    return cmocka_run_group_tests_name("rtree", tests, NULL, NULL);
}
