#include "support/given.h"

#include <stdio.h>
#include <string.h>

/* A square of a kilometre whose lower left corner is x, y km from 150000, 6580000. */
#define CORNER(x, y) "15" #x "000 658" #y "000"
#define SQUARE(x, x2, y, y2)                                                                   \
    "\"POLYGON((" CORNER(x, y) "," CORNER(x2, y) "," CORNER(x2, y2) "," CORNER(                \
        x, y2) "," CORNER(x, y) "))\"\n"

#define SOURCE(more)                                                                           \
    "  - {name: stadsdelar, role: districts, file: stadsdelar.csv, driver: CSV, wkt: wkt, "    \
    "crs: EPSG:3011, key: namn" more "}\n"
#define PARENTS                                                                                \
    "  - {name: omraden, role: parents, file: omraden.csv, driver: CSV, wkt: wkt, "            \
    "crs: EPSG:3011}\n"

static const char members[] = "stadsdel,stadsdelsomrade\nHässelby gård,Väster\nTensta,Järva\n"
                              "Akalla,Järva\n";
static const char three[] = "namn,wkt\nTENSTA," SQUARE(0, 1, 0, 1) "HÄSSELBY  GÅRD," SQUARE(
    1, 2, 0, 1) "akalla," SQUARE(2, 3, 0, 1);

static struct tk_districts *made(struct given *g, const char *content, const char *source)
{
    given_file(g, "stadsdelar.csv", content);
    given_open(g, "", source);
    return given_districts(g);
}

static size_t find(const struct tk_districts *d, const char *name)
{
    struct tk_error err = {0};
    size_t found;
    assert_ok(tk_districts_find(d, name, &found, &err), &err);
    return found;
}

/* Law 4: spelled as the table spells them, in byte order, with their parents. */
static void names_are_the_table_s(void **state)
{
    struct given *g = *state;
    given_file(g, "m.csv", members);
    given_file(g, "alias.csv", "canonical,variant\nTensta,Spånga-Tensta\n");
    struct tk_districts *d = made(g, three, SOURCE(", parents: m.csv, aliases: alias.csv"));
    assert_int_equal(d->n, 3);
    assert_string_equal(d->key[0], "Akalla");
    assert_string_equal(d->key[1], "Hässelby gård");
    assert_string_equal(d->key[2], "Tensta");
    assert_int_equal(d->n_parents, 2);
    assert_string_equal(d->parent_key[0], "Järva");
    assert_true(d->parent[0] == 0 && d->parent[1] == 1 && d->parent[2] == 0);
    assert_false(d->parents_given);
    assert_int_equal(find(d, "hässelby GÅRD"), 1);
    assert_int_equal(find(d, "SPÅNGA - TENSTA"), 2);
    assert_int_equal(find(d, "Husby"), TK_NOWHERE);
    /* 3 km by 1 km: a margin of 600 m */
    assert_near(d->area_m2[1], 1e6, 1e-6);
    assert_near(d->bounds.max_x, 153000, 0);
    assert_near(d->window.min_y, 6580000 - 600, 1e-9);
    assert_near(d->window.max_x, 153600, 1e-9);
    assert_int_equal(tk_coverage_locate(d->coverage, 151000, 6580500).polygon, 1);
    assert_string_equal(given_told(g), "");
    tk_districts_free(&g->session, d);
}

static void expect_refusal(struct given *g, const char *content, const char *source,
                           const char *part)
{
    struct tk_districts *d;
    struct tk_error err = {0};
    given_file(g, "stadsdelar.csv", content);
    given_open(g, "", source);
    assert_int_equal(given_districts_try(g, &d, &err), TK_INPUT);
    assert_contains(err.message, part);
    assert_null(d);
}

/* HÄSSELBY GÅRD twice and VASASTADEN missing: a real file had it so. */
static void keys_are_unique_and_complete(void **state)
{
    struct given *g = *state;
    given_file(g, "m.csv", members);
    expect_refusal(g, "namn,wkt\nTensta," SQUARE(0, 1, 0, 1) "Tensta," SQUARE(1, 2, 0, 1),
                   SOURCE(""), "records 2 and 3: both are 'Tensta'");
    expect_refusal(g,
                   "namn,wkt\nTENSTA," SQUARE(0, 1, 0, 1) "Tensta," SQUARE(
                       1, 2, 0, 1) "Akalla," SQUARE(2, 3, 0, 1),
                   SOURCE(", parents: m.csv, multipart: true"),
                   "'Hässelby gård' is in the membership table");
    expect_refusal(g, "namn,wkt\nRågsved," SQUARE(0, 1, 0, 1), SOURCE(", parents: m.csv"),
                   "record 2: 'Rågsved' is not in the membership table");
    given_file(g, "fel.csv", "canonical,variant\nRågsved,RGSVED\n");
    expect_refusal(g, "namn,wkt\nRGSVED," SQUARE(0, 1, 0, 1),
                   SOURCE(", parents: m.csv, aliases: fel.csv"),
                   "'RGSVED' is by `aliases` 'Rågsved', which the membership table");
    expect_refusal(g, "namn,wkt\n", SOURCE(""), "holds no district; look at its `only`");
}

static void parts_of_one_district_are_joined(void **state)
{
    struct given *g = *state;
    struct tk_districts *d = made(
        g, "namn,wkt\nA," SQUARE(0, 1, 0, 1) "B," SQUARE(1, 2, 0, 1) "A," SQUARE(2, 3, 0, 1),
        SOURCE(", multipart: true"));
    assert_int_equal(d->n, 2);
    assert_near(d->area_m2[0], 2e6, 1e-6);
    assert_int_equal(tk_coverage_locate(d->coverage, 152500, 6580500).polygon, 0);
    tk_districts_free(&g->session, d);
}

/* Law 3: half a metre of overlap is 500 m2, 0.05 % of a district; two metres are 0.2 %. */
static void overlaps_are_the_lowest_s_or_too_large(void **state)
{
    struct given *g = *state;
    static const char *const b[] = {
        "namn,wkt\nA," SQUARE(0, 1, 0,
                              1) "B,\"POLYGON((150999.5 6580000,152000 6580000,"
                                 "152000 6581000,150999.5 6581000,150999.5 6580000))\"\n",
        "namn,wkt\nA," SQUARE(0, 1, 0, 1) "B,\"POLYGON((150998 6580000,152000 6580000,"
                                          "152000 6581000,150998 6581000,150998 6580000))\"\n"};
    struct tk_districts *d = made(g, b[0], SOURCE(""));
    assert_string_equal(given_told(g), "stadsdelar 0 A geometri overlapp anmarkning B\n");
    assert_near(d->area_m2[0], 1e6, 1e-6);
    assert_near(d->area_m2[1], 1e6, 1e-6);
    tk_districts_free(&g->session, d);
    expect_refusal(g, b[1], SOURCE(""), "'A' and 'B' overlap by 2000 m2 near 150999 6580500");
}

static void parents_by_polygons(void **state)
{
    struct given *g = *state;
    static const char two[] =
        "namn,omrade,wkt\nA,Norr," SQUARE(0, 1, 0, 1) "B,," SQUARE(1, 2, 0, 1);
    given_file(g, "omraden.csv", "namn,wkt\nNORR," SQUARE(0, 2, 0, 1));
    struct tk_districts *d = made(g, two, SOURCE(", parent: omrade") PARENTS);
    assert_true(d->parents_given && d->n_parents == 1);
    assert_string_equal(d->parent_key[0], "Norr");
    assert_true(d->parent[0] == 0 && d->parent[1] == TK_NOWHERE);
    assert_string_equal(given_told(g),
                        "stadsdelar 0 B stadsdelsomrade okand_foralder anmarkning -\n");
    assert_int_equal(tk_coverage_locate(d->parent_coverage, 151500, 6580500).polygon, 0);
    tk_districts_free(&g->session, d);

    given_file(g, "omraden.csv", "namn,wkt\nSöder," SQUARE(0, 2, 0, 1));
    expect_refusal(g, two, SOURCE(", parent: omrade") PARENTS,
                   "'Norr' has districts but no polygon");
    given_file(g, "omraden.csv",
               "namn,wkt\nNorr," SQUARE(0, 1, 0, 1) "NORR," SQUARE(1, 2, 0, 1));
    expect_refusal(g, two, SOURCE(", parent: omrade") PARENTS,
                   "record 3: 'NORR' has a polygon already");
}

/* Parents that only polygons tell of are one by one name too, however it is spelled. */
static void parents_of_one_name_are_one(void **state)
{
    struct given *g = *state;
    static const char two[] = "namn,wkt\nA," SQUARE(0, 1, 0, 1) "B," SQUARE(1, 2, 0, 1);
    given_file(g, "omraden.csv",
               "namn,wkt\nSÖDER," SQUARE(0, 1, 0, 1) "Söder," SQUARE(1, 2, 0, 1));
    expect_refusal(g, two, SOURCE("") PARENTS, "has a polygon already");
    struct tk_districts *d = made(g, two,
                                  SOURCE("") "  - {name: omraden, role: parents, file: "
                                             "omraden.csv, driver: CSV, wkt: wkt, crs: "
                                             "EPSG:3011, multipart: yes}\n");
    assert_int_equal(d->n_parents, 1);
    assert_string_equal(d->parent_key[0], "SÖDER");
    assert_near(d->parent_area_m2[0], 2e6, 1e-6);
    tk_districts_free(&g->session, d);
}

/* Nor do spellings in the table, or in the districts' column, split one; Ö in two characters.
 */
static void parents_of_one_name_in_a_table_are_one(void **state)
{
    struct given *g = *state;
    static const char respelled[] = "namn,omrade,wkt\nA,Öster," SQUARE(
        0, 1, 0, 1) "B,ÖSTER," SQUARE(1, 2, 0, 1) "C,O\xCC\x88ster," SQUARE(2, 3, 0, 1);
    given_file(g, "m.csv", "stadsdel,stadsdelsomrade\n A ,ÖSTER \nB, Öster\nC,Öster\n");
    struct tk_districts *d = made(g, respelled, SOURCE(", parents: m.csv"));
    assert_int_equal(d->n_parents, 1);
    assert_string_equal(d->parent_key[0], "Öster");
    assert_string_equal(d->key[0], "A");
    assert_near(d->parent_area_m2[0], 3e6, 1e-6);
    tk_districts_free(&g->session, d);
    given_file(g, "m.csv", "stadsdel,stadsdelsomrade\nA,Väst\nB,Väst\na,VÄST\nC,Öst\nA,Öst\n");
    expect_refusal(g, respelled, SOURCE(", parents: m.csv"),
                   "m.csv:6: 'A' belongs to 'Öst', and by line 4 to 'VÄST'");
    d = made(g, respelled, SOURCE(", parent: omrade"));
    assert_int_equal(d->n_parents, 1);
    assert_true(d->parent[0] == 0 && d->parent[1] == 0 && d->parent[2] == 0);
    tk_districts_free(&g->session, d);
    d = made(g, "namn,omrade,wkt\nA,ÖSTER," SQUARE(0, 1, 0, 1) "B,Öster," SQUARE(1, 2, 0, 1),
             SOURCE(", parent: omrade"));
    assert_string_equal(d->parent_key[0], "ÖSTER"); /* as many of each: the first in bytes */
    tk_districts_free(&g->session, d);
}

/* What notes without a district are counted under is no district's name. */
static void some_names_are_taken(void **state)
{
    struct given *g = *state;
    expect_refusal(g, "namn,wkt\nA," SQUARE(0, 1, 0, 1) "utanför," SQUARE(1, 2, 0, 1),
                   SOURCE(""), "'utanför' is what notes outside all districts are counted");
}

/* Four districts; N and S share B at 1.6 km; half a metre of overlap is N's, and is told. */
static void parents_are_a_coverage_too(void **state)
{
    struct given *g = *state;
    static const char four[] = "namn,wkt\nA," SQUARE(0, 1, 0, 1) "B," SQUARE(
        1, 2, 0, 1) "C," SQUARE(2, 3, 0, 1) "D," SQUARE(3, 4, 0, 1);
    static const char parents[] =
        "namn,wkt\nN,\"POLYGON((150000 6580000,151600 6580000,151600 6581000,150000 6581000,"
        "150000 6580000))\"\nS,\"POLYGON((%s 6580000,153000 6580000,153000 6581000,%s 6581000,"
        "%s 6580000))\"\nT," SQUARE(3, 4, 0, 1) "U," SQUARE(5, 6, 0, 1);
    char content[1024];
    snprintf(content, sizeof content, parents, "151599.5", "151599.5", "151599.5");
    given_file(g, "omraden.csv", content);
    struct tk_districts *d = made(g, four, SOURCE("") PARENTS);
    assert_string_equal(given_told(g), "omraden 0 N geometri overlapp anmarkning S\n");
    assert_near(d->parent_area_m2[0], 1.6e6, 1e-6);
    assert_near(d->parent_area_m2[1], 1.4e6, 1e-6);
    assert_int_equal(tk_coverage_locate(d->parent_coverage, 151599.8, 6580500).polygon, 0);
    assert_true(d->home[0] == 0 && d->home[1] == 0 && d->home[2] == 1 && d->home[3] == 2);
    assert_false(d->parent_is_sum[0] || d->parent_is_sum[1] || d->parent_is_sum[3]);
    assert_true(d->parent_is_sum[2]);
    assert_int_equal(d->parent[1], TK_NOWHERE);
    tk_districts_free(&g->session, d);
    snprintf(content, sizeof content, parents, "151500", "151500", "151500");
    given_file(g, "omraden.csv", content);
    expect_refusal(g, four, SOURCE("") PARENTS, "omraden: 'N' and 'S' overlap by 100000 m2");
}

int main(void)
{
#define GIVEN(test) cmocka_unit_test_setup_teardown(test, given_setup, given_teardown)
    const struct CMUnitTest tests[] = {
        GIVEN(names_are_the_table_s),
        GIVEN(keys_are_unique_and_complete),
        GIVEN(parts_of_one_district_are_joined),
        GIVEN(overlaps_are_the_lowest_s_or_too_large),
        GIVEN(parents_by_polygons),
        GIVEN(parents_are_a_coverage_too),
        GIVEN(parents_of_one_name_are_one),
        GIVEN(parents_of_one_name_in_a_table_are_one),
        GIVEN(some_names_are_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
