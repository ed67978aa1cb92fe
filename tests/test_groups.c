#include "support/sql.h"

#include <stdio.h>
#include <stdlib.h>

static sqlite3 *open_points(void)
{
    return sql_open("CREATE TABLE p(id TEXT, x REAL, y REAL, sort TEXT, fran, till)");
}

/* On a line 10 m apart: b joins a, c is 20 m from a and the first of its own; d joins the
 * nearer of two; the limit is included. */
static void groups_do_not_chain(void **state)
{
    (void)state;
    sqlite3 *db = open_points();
    sql_run(db,
            "INSERT INTO p VALUES ('c', 20, 0, 'k', 1, NULL), ('a', 0, 0, 'k', 1, NULL),"
            " ('b', 10, 0, 'k', 1, NULL), ('d', 12, 0, 'k', 2, NULL), ('e', 0, 15, 'k', 2, 9),"
            " ('f', 0, 0, 'm', 1, NULL)");
    sql_expect(db, "SELECT forsta, id FROM samla('SELECT * FROM p', 15, 1) ORDER BY id",
               "a a,a b,c c,c d,a e,f f,");
    sql_expect(db, "SELECT forsta, id FROM samla('SELECT * FROM p', 15, 3) ORDER BY id",
               "a a,a b,a e,");
    sqlite3_close(db);
}

/* What comes when the first is over is a new one; on the very day it is still the old one. A
 * confirmation that is open keeps it open. */
static void groups_end(void **state)
{
    (void)state;
    sqlite3 *db = open_points();
    sql_run(db,
            "INSERT INTO p VALUES ('a', 0, 0, 'k', 1, 5), ('b', 0, 0, 'k', 5, 8),"
            " ('c', 0, 0, 'k', 9, 10), ('d', 0, 0, 'k', 10, NULL), ('e', 0, 0, 'k', 999, 999)");
    sql_expect(db, "SELECT forsta, id FROM samla('SELECT * FROM p', 15, 1) ORDER BY id",
               "a a,a b,c c,c d,c e,");
    sql_expect(db,
               "SELECT forsta, id FROM samla('SELECT id, x, y, sort, NULL, NULL FROM p', 15, 1)"
               " ORDER BY id",
               "a a,a b,a c,a d,a e,");
    sqlite3_close(db);
}

/* The rule written out plainly: every earlier first point is looked at. */
struct plain {
    double x, y, from, until;
};

static void plain_groups(struct plain *p, size_t n, double distance, size_t *first)
{
    for (size_t i = 0; i < n; i++) {
        double nearest = distance * distance;
        first[i] = i;
        for (size_t f = 0; f < i; f++) {
            double dx = p[f].x - p[i].x, dy = p[f].y - p[i].y, d = dx * dx + dy * dy;
            if (first[f] != f || p[f].until < p[i].from || d > nearest ||
                (d == nearest && first[i] != i))
                continue;
            nearest = d;
            first[i] = f;
        }
        if (first[i] != i && p[i].until > p[first[i]].until)
            p[first[i]].until = p[i].until;
    }
}

#define MANY 600
static void as_the_rule_says(void **state)
{
    (void)state;
    sqlite3 *db = open_points();
    struct plain p[MANY];
    size_t first[MANY];
    unsigned seed = 5;
    struct tk_buffer expected = {0};
    for (size_t i = 0; i < MANY; i++) {
        unsigned draw[3];
        for (int k = 0; k < 3; k++)
            draw[k] = (seed = seed * 1103515245U + 12345U) / 65536U % 300U;
        p[i] = (struct plain){draw[0], draw[1], (double)(i / 7), (double)(i / 7 + draw[2])};
        char *sql =
            sqlite3_mprintf("INSERT INTO p VALUES ('p%03d', %d, %d, 'k', %d, %d)", (int)i,
                            (int)draw[0], (int)draw[1], (int)(i / 7), (int)(i / 7 + draw[2]));
        sql_run(db, sql);
        sqlite3_free(sql);
    }
    plain_groups(p, MANY, 25, first);
    for (size_t i = 0; i < MANY; i++)
        tk_buffer_format(&expected, "p%03d,", (int)first[i]);
    sql_expect(db, "SELECT forsta FROM samla('SELECT * FROM p ORDER BY x', 25, 1) ORDER BY id",
               tk_buffer_string(&expected));
    tk_buffer_free(&expected);
    sqlite3_close(db);
}

/* A square walked round, and not crosswise; at most so many in one round. */
static void rounds_are_short(void **state)
{
    (void)state;
    sqlite3 *db = open_points();
    sql_run(db, "INSERT INTO p(id, x, y, sort) VALUES ('a', 0, 0, 's'), ('b', 100, 90, 's'),"
                " ('c', 0, 100, 's'), ('d', 100, 0, 's'), ('t', 50, 50, 't')");
    const char *sql = "SELECT sort, runda, nr, id, round(meter)"
                      " FROM rundor('SELECT id, x, y, sort FROM p', 150, %d)";
    char *four = sqlite3_mprintf(sql, 4), *three = sqlite3_mprintf(sql, 3);
    sql_expect(db, four, "s 1 1 a -,s 1 2 c 100.0,s 1 3 b 100.0,s 1 4 d 90.0,t 1 1 t -,");
    sql_expect(db, three, "s 1 1 a -,s 1 2 c 100.0,s 1 3 b 100.0,s 2 1 d -,t 1 1 t -,");
    sqlite3_free(four);
    sqlite3_free(three);
    sqlite3_close(db);
}

static void wrong_calls(void **state)
{
    (void)state;
    sqlite3 *db = open_points();
    sql_expect(db, "SELECT * FROM samla('SELECT * FROM p', 15, 1)", "");
    sql_expect(db, "SELECT * FROM rundor('SELECT id, x, y, sort FROM p', 15, 1)", "");
    sql_expect_error(db, "SELECT * FROM samla('SELECT id, x, y FROM p', 15, 1)",
                     "is no SELECT of id, x, y, sort, fran, till");
    sql_expect_error(db, "SELECT * FROM samla('SELECT * FROM p', 0, 1)", "more than 0");
    sql_expect_error(db, "SELECT * FROM rundor('SELECT id, x, y, sort FROM p', 1, 0)",
                     "at least 1");
    sql_run(db, "INSERT INTO p VALUES ('a', 0, 0, 'k', 1, 5), ('b', 1e12, 0, 'k', 5, 8)");
    sql_expect_error(db, "SELECT * FROM samla('SELECT * FROM p', 1, 1)", "too short");
    sqlite3_close(db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_do_not_chain), cmocka_unit_test(groups_end),
        cmocka_unit_test(as_the_rule_says),    cmocka_unit_test(rounds_are_short),
        cmocka_unit_test(wrong_calls),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
