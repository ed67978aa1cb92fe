#include "support/edition.h"

#include "trygghetskarta/date.h"

#include "../src/relations_parts.h"

#include <math.h>
#include <string.h>

static int set_up(void **state)
{
    static struct edition e;
    edition_open(&e, "layers");
    *state = &e;
    return 0;
}

static int tear_down(void **state)
{
    edition_close(*state);
    return 0;
}

static void expect(struct edition *e, const char *sql, const char *rows)
{
    struct tk_buffer got = {0};
    edition_csv(e, sql, &got);
    assert_string_equal(strchr(tk_buffer_string(&got), '\n') + 1, rows);
    tk_buffer_free(&got);
}

static void what_is_not_known_is_null(void **state)
{
    struct edition *e = *state;
    struct tk_relation_row row;
    struct tk_error err = {0};
    edition_sql(e, "CREATE TEMP TABLE prov(a, b, c, d, e)");
    assert_ok(tk_relation_open(&row, e->relations, "prov", 5, &err), &err);
    tk_relation_text(&row, NULL);
    tk_relation_real(&row, NAN);
    tk_relation_known(&row, -1);
    tk_relation_day(&row, TK_NO_DAY);
    tk_relation_known(&row, 0);
    assert_ok(tk_relation_insert(&row, &err), &err);
    assert_ok(tk_relation_close(&row, TK_OK), &err);
    expect(e, "SELECT * FROM prov", ",,,,0\n");
}

/* A value that SQLite does not take is no NULL: the row is not written, and the next one is. */
static void a_value_not_taken_is_told(void **state)
{
    struct edition *e = *state;
    struct tk_relation_row row;
    struct tk_error err = {0};
    char long_text[301];
    memset(long_text, 'a', 300);
    long_text[300] = '\0';
    edition_sql(e, "CREATE TEMP TABLE lang(a, b)");
    assert_ok(tk_relation_open(&row, e->relations, "lang", 2, &err), &err);
    int most = sqlite3_limit(e->db, SQLITE_LIMIT_LENGTH, 200);
    tk_relation_integer(&row, 1);
    tk_relation_text(&row, long_text);
    assert_int_equal(tk_relation_insert(&row, &err), TK_INTERNAL);
    assert_contains(err.message, "value 2 of a row: string or blob too big");
    sqlite3_limit(e->db, SQLITE_LIMIT_LENGTH, most);
    err = (struct tk_error){0};
    tk_relation_integer(&row, 2);
    tk_relation_text(&row, "b");
    assert_ok(tk_relation_insert(&row, &err), &err);
    tk_relation_integer(&row, 3);
    tk_relation_integer(&row, 3);
    tk_relation_integer(&row, 3);
    assert_int_equal(tk_relation_insert(&row, &err), TK_INTERNAL);
    assert_ok(tk_relation_close(&row, TK_OK), &err);
    expect(e, "SELECT * FROM lang", "2,b\n");
}

/* What is told becomes rows, until the relations are gone. */
static void findings_are_rows_while_there_are_relations(void **state)
{
    struct edition *e = *state;
    struct tk_error err = {0};
    size_t account;
    struct tk_finding f = {.source = "prov",
                           .number = 3,
                           .rule = "datum_framtid",
                           .verdict = TK_REFUSED,
                           .area_m2 = NAN};
    assert_ok(tk_ledger_open(&e->ledger, "prov", "notes", 1, &account, &err), &err);
    assert_ok(tk_ledger_tell(&e->ledger, account, &f, &err), &err);
    expect(e, "SELECT kalla, rad, post_id, regel, verdikt, x FROM indata_fynd",
           "prov,3,,datum_framtid,avvisad,\n");
    tk_relations_free(e->relations);
    e->relations = NULL;
    assert_ok(tk_ledger_tell(&e->ledger, account, &f, &err), &err);
    assert_int_equal(e->ledger.accounts[account].rules[0].refused, 2);
    expect(e, "SELECT count(*) FROM indata_fynd", "1\n");
}

/* What is no fault by the code list is none here; unsent, a note has lain since it was made. */
static void faults_are_told_by_the_code_list(void **state)
{
    struct edition *e = *state;
    edition_sql(e,
                "INSERT INTO noteringar(punkt_id, typ, alder_dagar) VALUES ('a', 'brist', 7),"
                " ('b', 'styrka', 7), ('c', 'forslag', 7), ('d', 'brist', NULL)");
    expect(e, "SELECT punkt_id, dagar_hos FROM brister ORDER BY 1", "a,7\nd,\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_is_not_known_is_null, set_up, tear_down),
        cmocka_unit_test_setup_teardown(findings_are_rows_while_there_are_relations, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(faults_are_told_by_the_code_list, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_value_not_taken_is_told, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
