#include "support/given.h"

static const char source[] =
    "  - {name: omraden, role: areas, kind: fokus, file: fokus.csv, driver: CSV, wkt: wkt, "
    "key: id, crs: EPSG:3011}\n"
    "  - {name: planer, role: areas, kind: plan, file: planer.csv, driver: CSV, wkt: wkt, "
    "key: id, crs: EPSG:3011}\n";

#define SQUARE(x) "\"POLYGON((" x "0 0," x "9 0," x "9 9," x "0 9," x "0 0))\"\n"

static enum tk_status make(struct given *g, const char *edition, const char *fokus,
                           const char *planer, struct tk_features *features,
                           struct tk_areas **out, struct tk_error *err)
{
    given_file(g, "fokus.csv", fokus);
    given_file(g, "planer.csv", planer);
    given_open(g, edition, source);
    assert_ok(given_read(g, "omraden", features, err), err);
    assert_ok(given_read(g, "planer", features, err), err);
    return tk_areas_new(&g->reading, features, out, err);
}

static void areas_stand_in_order_and_know_what_is_in_focus(void **state)
{
    struct given *g = *state;
    struct tk_features f = {0};
    struct tk_areas *a;
    struct tk_error err = {0};
    size_t hits[4];
    assert_ok(make(g, "", "id,wkt\nF2," SQUARE("1") "F1," SQUARE("2"),
                   "id,wkt\nE1,\"POLYGON((10 0,29 0,29 9,10 9,10 0))\"\n", &f, &a, &err),
              &err);
    assert_int_equal(a->n, 3);
    assert_string_equal(a->key[0], "E1");
    assert_string_equal(a->key[1], "F1");
    assert_string_equal(a->key[2], "F2");
    assert_true(!a->in_focus[0] && a->in_focus[1] && a->in_focus[2] && a->any_focus);
    /* 15, 5 lies in E1 and in F2 (10 to 19) */
    assert_int_equal(tk_coverage_holding(a->coverage, 15, 5, hits, 4), 2);
    assert_true(hits[0] == 0 && hits[1] == 2);
    tk_areas_free(a);
    tk_features_free(&g->session, &f);
}

static void the_kind_that_is_in_focus_is_the_edition_s(void **state)
{
    struct given *g = *state;
    struct tk_features f = {0};
    struct tk_areas *a;
    struct tk_error err = {0};
    assert_ok(make(g, "  focus: plan\n", "id,wkt\nF1," SQUARE("1"), "id,wkt\nP1," SQUARE("2"),
                   &f, &a, &err),
              &err);
    assert_true(!a->in_focus[0] && a->in_focus[1]);
    tk_areas_free(a);
    tk_features_free(&g->session, &f);
}

static void none_is_fine_and_two_of_one_key_are_not(void **state)
{
    struct given *g = *state;
    struct tk_features f = {0};
    struct tk_areas *a;
    struct tk_error err = {0};
    assert_ok(make(g, "", "id,wkt\n", "id,wkt\n", &f, &a, &err), &err);
    assert_true(a->n == 0 && !a->any_focus && !a->coverage);
    tk_areas_free(a);
    assert_int_equal(
        make(g, "", "id,wkt\nA," SQUARE("1"), "id,wkt\nA," SQUARE("2"), &f, &a, &err),
        TK_INPUT);
    assert_null(a);
    assert_contains(err.message, "planer, record 2: an area called 'A' is there already "
                                 "(omraden); an area has a key of its own: name another "
                                 "column under `key`");
    tk_features_free(&g->session, &f);
}

int main(void)
{
#define GIVEN(test) cmocka_unit_test_setup_teardown(test, given_setup, given_teardown)
    const struct CMUnitTest tests[] = {
        GIVEN(areas_stand_in_order_and_know_what_is_in_focus),
        GIVEN(the_kind_that_is_in_focus_is_the_edition_s),
        GIVEN(none_is_fine_and_two_of_one_key_are_not),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
