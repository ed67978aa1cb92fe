#include "support/sql.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static sqlite3 *open_points(void)
{
    return sql_open("CREATE TABLE p(id TEXT, x REAL, y REAL)");
}

static void add_point(sqlite3 *db, const char *id, double x, double y)
{
    char *sql = sqlite3_mprintf("INSERT INTO p VALUES (%Q, %!.17g, %!.17g)", id, x, y);
    sql_run(db, sql);
    sqlite3_free(sql);
}

/* The clusters as "1 a,1 b,2 c,", in order of the ids. */
static void clusters(sqlite3 *db, double reach, int least, struct tk_buffer *out)
{
    char *sql = sqlite3_mprintf(
        "SELECT kluster, id FROM dbscan('SELECT id, x, y FROM p; ', %!.17g, %d) ORDER BY id",
        reach, least);
    sql_rows(db, sql, out);
    sqlite3_free(sql);
}

static void expect(sqlite3 *db, double reach, int least, const char *expected)
{
    struct tk_buffer got = {0};
    clusters(db, reach, least, &got);
    assert_string_equal(tk_buffer_string(&got), expected);
    tk_buffer_free(&got);
}

/* On a line, a metre apart: a b c, and d far off. */
static void by_hand(void **state)
{
    (void)state;
    sqlite3 *db = open_points();
    add_point(db, "c", 2, 0);
    add_point(db, "a", 0, 0);
    add_point(db, "b", 1, 0);
    add_point(db, "d", 100, 0);
    expect(db, 1, 3, "1 a,1 b,1 c,"); /* only b is a core; the limit itself is within */
    expect(db, 0.999, 3, "");
    expect(db, 1, 1, "1 a,1 b,1 c,2 d,");
    sqlite3_close(db);
}

/* m is within reach of two crosses' centres, p and q, and is no core itself (it has three
 * within reach): it belongs to the cluster of the lower core, however far down its own id
 * stands. */
static void between_two(void **state)
{
    (void)state;
    sqlite3 *db = open_points();
    add_point(db, "q", 2, 0);
    add_point(db, "q1", 2, 1);
    add_point(db, "q2", 2, -1);
    add_point(db, "m", 1, 0);
    add_point(db, "p", 0, 0);
    add_point(db, "p1", 0, 1);
    add_point(db, "p2", 0, -1);
    expect(db, 1, 4, "1 m,1 p,1 p1,1 p2,2 q,2 q1,2 q2,");
    sqlite3_close(db);
}

/* All on one spot, as from a default position. */
static void coincident(void **state)
{
    (void)state;
    sqlite3 *db = open_points();
    char id[8];
    for (int i = 0; i < 500; i++) {
        snprintf(id, sizeof id, "p%03d", i);
        add_point(db, id, 153000.5, 6580000.25);
    }
    struct tk_buffer got = {0};
    clusters(db, 50, 500, &got);
    assert_int_equal(got.length, 500 * strlen("1 p000,"));
    tk_buffer_clear(&got);
    clusters(db, 50, 501, &got);
    assert_string_equal(tk_buffer_string(&got), "");
    tk_buffer_free(&got);
    sqlite3_close(db);
}

/* --- against the definition, word for word --- */

#define N 400
struct random_point {
    char id[8];
    double x, y;
};

static bool near(const struct random_point *a, const struct random_point *b, double reach)
{
    return (a->x - b->x) * (a->x - b->x) + (a->y - b->y) * (a->y - b->y) <= reach * reach;
}

/* Points in order of id. Grows each cluster from its lowest core; a point that is no core stays
 * with the first that reaches it. */
static void by_definition(const struct random_point *p, double reach, int least,
                          struct tk_buffer *out)
{
    int cluster[N] = {0}, n_clusters = 0;
    bool core[N];
    for (int i = 0; i < N; i++) {
        int n = 0;
        for (int j = 0; j < N; j++)
            n += near(&p[i], &p[j], reach);
        core[i] = n >= least;
    }
    for (int i = 0; i < N; i++) {
        int queue[N], n = 0;
        if (!core[i] || cluster[i])
            continue;
        cluster[i] = ++n_clusters;
        queue[n++] = i;
        for (int k = 0; k < n; k++)
            for (int j = 0; j < N; j++)
                if (cluster[j] == 0 && near(&p[queue[k]], &p[j], reach)) {
                    cluster[j] = n_clusters;
                    if (core[j])
                        queue[n++] = j;
                }
    }
    for (int i = 0; i < N; i++)
        if (cluster[i])
            tk_buffer_format(out, "%d %s,", cluster[i], p[i].id);
}

static void as_defined_in_any_order(void **state)
{
    (void)state;
    static struct random_point p[N];
    static int order[N];
    unsigned seed = 3;
    for (int round = 0; round < 12; round++) {
        double reach = 3 + round;
        int least = 2 + round % 5;
        struct tk_buffer expected = {0}, got = {0};
        for (int i = 0; i < N; i++) {
            snprintf(p[i].id, sizeof p[i].id, "p%03d", i);
            seed = seed * 1103515245U + 12345U;
            p[i].x = (double)(seed / 65536U % 200) - 100;
            seed = seed * 1103515245U + 12345U;
            p[i].y = (double)(seed / 65536U % 200) - 100;
            order[i] = i;
        }
        by_definition(p, reach, least, &expected);
        assert_true(expected.length > 0);
        for (int shuffle = 0; shuffle < 2; shuffle++) {
            sqlite3 *db = open_points();
            for (int i = N - 1; i > 0; i--) {
                seed = seed * 1103515245U + 12345U;
                int j = (int)(seed / 65536U % (unsigned)(i + 1)), held = order[i];
                order[i] = order[j];
                order[j] = held;
            }
            for (int i = 0; i < N; i++)
                add_point(db, p[order[i]].id, p[order[i]].x, p[order[i]].y);
            tk_buffer_clear(&got);
            clusters(db, reach, least, &got);
            assert_string_equal(tk_buffer_string(&got), tk_buffer_string(&expected));
            sqlite3_close(db);
        }
        tk_buffer_free(&expected);
        tk_buffer_free(&got);
    }
}

static void wrong_calls(void **state)
{
    (void)state;
    sqlite3 *db = open_points();
    sql_expect_error(db, "SELECT * FROM dbscan('SELECT id, x, y FROM p', 0, 3)",
                     "avstand_m has to be more than 0");
    sql_expect_error(db, "SELECT * FROM dbscan('SELECT id, x, y FROM p', 'far', 3)",
                     "avstand_m has to be more than 0");
    sql_expect_error(db, "SELECT * FROM dbscan('SELECT id, x, y FROM p', 10, 0)",
                     "minst at least 1");
    sql_expect_error(db, "SELECT * FROM dbscan('SELECT id, x, y FROM p', 10)",
                     "dbscan(sql, avstand_m, minst): all arguments are to be given");
    sql_expect_error(db, "SELECT * FROM dbscan('SELECT id, x FROM p', 10, 3)",
                     "is no SELECT of id, x, y");
    sql_expect_error(db, "SELECT * FROM dbscan('SELECT id, x, z FROM p', 10, 3)",
                     "no such column: z");
    sql_expect_error(db, "SELECT * FROM dbscan('DELETE FROM p', 10, 3)",
                     "is no SELECT of id, x, y");
    sql_expect_error(db, "SELECT * FROM dbscan(NULL, 10, 3)", "no SELECT is given");
    add_point(db, "a", 1, 1);
    add_point(db, "a", 2, 2);
    sql_expect_error(db, "SELECT * FROM dbscan('SELECT id, x, y FROM p', 10, 3)",
                     "two points have the id a");
    sql_expect_error(db, "SELECT * FROM dbscan('SELECT NULL, x, y FROM p', 10, 3)",
                     "a point without id");
    sql_expect_error(db,
                     "SELECT * FROM dbscan('VALUES(''b'', 1, 1), (''c'', 1000, 1)', 1e-7, 1)",
                     "too short for how far the points lie apart");
    sql_run(db, "UPDATE p SET x = NULL");
    expect(db, 10, 1, ""); /* what has no position is in no cluster */
    sqlite3_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_hand),     cmocka_unit_test(between_two),
        cmocka_unit_test(coincident),  cmocka_unit_test(as_defined_in_any_order),
        cmocka_unit_test(wrong_calls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
