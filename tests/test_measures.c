#include "support/given.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/measures.h"

#include <math.h>
#include <string.h>

/* Alby and Bergby, two squares of a kilometre; all other inputs are drawn on them. */
#define BOX(x1, y1, x2, y2)                                                                    \
    "\"POLYGON((15" x1 " 658" y1 ",15" x2 " 658" y1 ",15" x2 " 658" y2 ",15" x1 " 658" y2      \
    ",15" x1 " 658" y1 "))\"\n"
#define ROLE(name, role, more)                                                                 \
    "  - {name: " name ", role: " role ", file: " name ".csv, driver: CSV" more "}\n"
#define DRAWN ", wkt: wkt, crs: EPSG:3011"

static const char everything[] =
    ROLE("land", "land", DRAWN) ROLE("fokus", "areas", DRAWN ", kind: fokus, key: id")
        ROLE("planer", "areas", DRAWN ", kind: plan, key: id") ROLE("rutter", "routes", DRAWN)
            ROLE("vandringar", "walks", "") ROLE("invanare", "table", ", value: antal");

struct measured {
    struct tk_districts *districts;
    struct tk_surroundings around;
    struct tk_features area_features;
    struct tk_areas *areas;
    struct tk_measures *m;
    double least_m; /* 0: 1000 */
    int32_t as_of;  /* 0: 2026-11-01 */
};

static void write_inputs(struct given *g)
{
    /* Alby's western half, twice over in part; of Bergby nothing is land */
    given_file(g, "land.csv",
               "wkt\n" BOX("0000", "0000", "0500", "1000") BOX("0400", "0000", "0500", "1000"));
    /* two that overlap: together 400 m by 1000 of Alby and 200 m by 1000 of Bergby */
    given_file(g, "fokus.csv",
               "id,wkt\nF1," BOX("0600", "0000", "1100", "1000") "F2," BOX("0800", "0000",
                                                                           "1200", "1000"));
    given_file(g, "planer.csv", "id,wkt\nP1," BOX("0450", "0000", "0550", "0100"));
    /* v1: 800 m in Alby, of which 400 in focus, and 300 in Bergby, of which 200; v9 is no walk
     */
    given_file(g, "rutter.csv",
               "vandring_id,wkt\nv1,\"LINESTRING(150200 6580500,151300 6580500)\"\n"
               "v9,\"LINESTRING(151900 6580100,151900 6580200)\"\n");
    given_file(g, "vandringar.csv",
               "vandring_id,datum,stadsdel\nv1,2026-03-10,\n"
               "v2,2026-09-20,bergby\nv3,2026-10-01,Cedby\nv4,,Alby\n");
    given_file(g, "invanare.csv", "stadsdel,antal\nALBY,1000\nAlby,500\nCedby,3\n");
}

static void read(struct given *g, const char *name, struct tk_features *out)
{
    struct tk_error err = {0};
    if (given_input(g, name))
        assert_ok(given_read(g, name, out, &err), &err);
    tk_features_sort(out);
}

static void measure(struct given *g, const char *sources, struct measured *m)
{
    struct tk_error err = {0};
    *m = (struct measured){.least_m = m->least_m, .as_of = m->as_of};
    if (!m->as_of)
        tk_date_from_ymd(2026, 11, 1, &m->as_of);
    write_inputs(g);
    given_open(g, "", sources);
    m->districts = given_districts(g);
    read(g, "land", &m->around.land);
    read(g, "rutter", &m->around.routes);
    read(g, "vandringar", &m->around.walks);
    read(g, "invanare", &m->around.table);
    read(g, "fokus", &m->area_features);
    read(g, "planer", &m->area_features);
    assert_ok(tk_areas_new(&g->reading, &m->area_features, &m->areas, &err), &err);
    m->around.areas = m->areas;
    m->around.has_land = given_input(g, "land");
    m->around.has_routes = given_input(g, "rutter");
    m->around.has_walks = given_input(g, "vandringar");
    m->around.has_table = given_input(g, "invanare");
    m->around.walked_least_m = m->least_m > 0 ? m->least_m : 1000;
    m->around.as_of = m->as_of;
    given_told(g);
    assert_ok(tk_measures_new(&g->reading, m->districts, &m->around, &g->inputs, &m->m, &err),
              &err);
}

static void forget(struct given *g, struct measured *m)
{
    tk_measures_free(&g->session, m->m);
    tk_areas_free(m->areas);
    tk_features_free(&g->session, &m->area_features);
    tk_features_free(&g->session, &m->around.land);
    tk_features_free(&g->session, &m->around.routes);
    tk_features_free(&g->session, &m->around.walks);
    tk_features_free(&g->session, &m->around.table);
    tk_districts_free(&g->session, m->districts);
}

static void what_overlaps_counts_once(void **state)
{
    struct given *g = *state;
    struct measured m = {0};
    measure(g, everything, &m);
    assert_near(m.m->districts.land_m2[0], 500000, 1e-6);
    assert_near(m.m->districts.land_m2[1], 0, 1e-6);
    assert_near(m.m->districts.focus_m2[0], 400000, 1e-6);
    assert_near(m.m->districts.focus_m2[1], 200000, 1e-6);
    assert_near(m.m->focus_land_m2[0], 0, 1e-6);
    /* by kind: the plan's 100 by 100 m, the focus areas' unions */
    double plan = 0, fokus = 0;
    for (size_t i = 0; i < m.m->n_kinds; i++)
        *(strcmp(m.m->kinds[i].kind, "plan") == 0 ? &plan : &fokus) += m.m->kinds[i].area_m2;
    assert_int_equal(m.m->n_kinds, 3);
    assert_near(plan, 10000, 1e-6);
    assert_near(fokus, 600000, 1e-6);
    /* F1, F2 and P1 in Alby, F1 and F2 in Bergby */
    assert_int_equal(m.m->overlay.n_pieces, 5);
    forget(g, &m);
}

static void walks_count_where_their_routes_go_or_where_they_say(void **state)
{
    struct given *g = *state;
    struct measured m = {0};
    measure(g, everything, &m);
    assert_near(m.m->districts.walked_m[0], 800, 1e-9);
    assert_near(m.m->districts.walked_m[1], 300 + 100, 1e-9);
    assert_near(m.m->focus_walked_m[0], 400, 1e-9);
    assert_near(m.m->focus_walked_m[1], 200, 1e-9);
    /* v1 passes both; v2 names Bergby in small letters, v4 Alby; v3 names no district known */
    assert_int_equal(m.m->districts.walks[0], 2);
    assert_int_equal(m.m->districts.walks[1], 2);
    char day[16];
    tk_date_print(m.m->districts.last_walk[0], day);
    assert_string_equal(day, "2026-03-10"); /* v4 has no date */
    tk_date_print(m.m->districts.last_walk[1], day);
    assert_string_equal(day, "2026-09-20");
    assert_true(m.m->districts.walked[0] == 1 && m.m->districts.walked[1] == 1);
    assert_near(m.m->districts.inhabitants[0], 1500,
                0); /* two rows of one district are added up */
    assert_true(isnan(m.m->districts.inhabitants[1]));
    const char *told = given_told(g);
    assert_contains(told, "rutter 3 v9 vandring_id rutt_utan_vandring anmarkning");
    assert_contains(told, "vandringar 4 v3 stadsdel okand_stadsdel anmarkning Cedby");
    assert_contains(told, "invanare 4 Cedby stadsdel okand_stadsdel anmarkning Cedby");
    forget(g, &m);
}

#define ROUTES_OF(id)                                                                          \
    ROLE("rutter", "routes", DRAWN ", only: {vandring_id: [" id "]}")                          \
    ROLE("vandringar", "walks", ", only: {vandring_id: [" id "]}")

/* v1 has its 800 m in Alby and goes on 300 m into Bergby. */
static void a_neighbours_walk_round_the_corner_is_no_walk_here(void **state)
{
    struct given *g = *state;
    struct measured m = {0};
    measure(g, ROUTES_OF("v1"), &m);
    assert_true(m.m->districts.walked[0] == 1 && m.m->districts.walks[0] == 1);
    assert_true(m.m->districts.walked[1] == 0 && m.m->districts.walks[1] == 0);
    assert_int_equal(m.m->districts.last_walk[1], TK_NO_DAY);
    assert_near(m.m->districts.walked_m[1], 300, 1e-9);
    forget(g, &m);

    /* from 300 m it is one */
    m.least_m = 300;
    measure(g, ROUTES_OF("v1"), &m);
    assert_true(m.m->districts.walked[1] == 1 && m.m->districts.walks[1] == 1);
    assert_true(m.m->districts.last_walk[1] != TK_NO_DAY);
    forget(g, &m);

    /* its own walk is one however short: v9's 100 m lie in Bergby alone */
    m.least_m = 0;
    measure(g, ROLE("rutter", "routes", DRAWN ", only: {vandring_id: [v9]}"), &m);
    assert_true(m.m->districts.walked[0] == 0 && m.m->districts.walked[1] == 1);
    forget(g, &m);

    /* a neighbour that is not on the map has neighbours too: 100 m in Alby, 2 km north of it */
    given_file(g, "granne.csv",
               "vandring_id,wkt\nv7,\"LINESTRING(150500 6580900,150500 6583000)\"\n");
    measure(g, "  - {name: rutter, role: routes, file: granne.csv, driver: CSV" DRAWN "}\n",
            &m);
    assert_near(m.m->districts.walked_m[0], 100, 1e-6);
    assert_true(m.m->districts.walked[0] == 0);
    forget(g, &m);
}

/* A plan for the autumn makes nothing walked: v1 is drawn already, and v2 names Bergby. */
static void a_walk_that_is_not_made_yet_counts_nowhere(void **state)
{
    struct given *g = *state;
    struct measured m = {0};
    tk_date_from_ymd(2026, 3, 9, &m.as_of);
    measure(g, everything, &m);
    assert_int_equal(m.m->districts.walks[0], 1); /* v4 */
    assert_int_equal(m.m->districts.walks[1], 0);
    assert_near(m.m->districts.walked_m[0], 0, 0);
    assert_near(m.m->focus_walked_m[0], 0, 0);
    assert_near(m.m->districts.walked_m[1], 100, 1e-9); /* v9's */
    assert_int_equal(m.m->districts.last_walk[1], TK_NO_DAY);
    assert_contains(given_told(g), "vandringar 0 - datum vandring_planerad anmarkning 3");
    forget(g, &m);

    /* on its day it is made */
    m.as_of++;
    measure(g, everything, &m);
    assert_near(m.m->districts.walked_m[0], 800, 1e-9);
    assert_contains(given_told(g), "vandring_planerad anmarkning 2");
    forget(g, &m);
}

/* What has no source is not known, which is not 0. */
static void what_is_not_given_is_not_known(void **state)
{
    struct given *g = *state;
    struct measured m = {0};
    measure(g, "", &m);
    for (size_t i = 0; i < 2; i++) {
        assert_true(isnan(m.m->districts.land_m2[i]) && isnan(m.m->districts.focus_m2[i]));
        assert_true(isnan(m.m->districts.walked_m[i]) && isnan(m.m->focus_land_m2[i]));
        assert_true(isnan(m.m->focus_walked_m[i]) && isnan(m.m->districts.inhabitants[i]));
        assert_true(m.m->districts.walks[i] == -1 && m.m->districts.walked[i] == -1);
        assert_int_equal(m.m->districts.last_walk[i], TK_NO_DAY);
    }
    assert_int_equal(m.m->overlay.n_pieces, 0);
    assert_string_equal(given_told(g), "");
    forget(g, &m);

    /* walks but no routes: who was walked is known, how far is not */
    measure(g, ROLE("vandringar", "walks", ""), &m);
    assert_true(m.m->districts.walked[0] == 1 && m.m->districts.walks[0] == 1 &&
                isnan(m.m->districts.walked_m[0]));
    forget(g, &m);
}

static void nobody_walked_is_0_once_walks_are_known(void **state)
{
    struct given *g = *state;
    struct measured m = {0};
    write_inputs(g);
    measure(g, ROLE("vandringar", "walks", ", only: {vandring_id: [v2]}"), &m);
    assert_true(m.m->districts.walked[0] == 0 && m.m->districts.walks[0] == 0);
    assert_true(m.m->districts.walked[1] == 1 && m.m->districts.walks[1] == 1);
    forget(g, &m);
}

int main(void)
{
#define GIVEN(test) cmocka_unit_test_setup_teardown(test, given_setup, given_teardown)
    const struct CMUnitTest tests[] = {
        GIVEN(what_overlaps_counts_once),
        GIVEN(walks_count_where_their_routes_go_or_where_they_say),
        GIVEN(a_neighbours_walk_round_the_corner_is_no_walk_here),
        GIVEN(a_walk_that_is_not_made_yet_counts_nowhere),
        GIVEN(what_is_not_given_is_not_known),
        GIVEN(nobody_walked_is_0_once_walks_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
