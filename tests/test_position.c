#include "support/given.h"

#include "trygghetskarta/position.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define SOURCES(more)                                                                          \
    "  - {name: n, role: notes, file: n.csv, driver: CSV" more "}\n"                           \
    "  - {name: platser, role: places, file: platser.csv, driver: CSV, x: x, y: y, "           \
    "crs: EPSG:3011}\n"

/* The positions of all records of a source of notes; every one names the place "torget ". */
struct judged {
    struct tk_districts *districts;
    struct tk_features places;
    struct tk_positioner *positioner;
    struct tk_batch *batch;
};

static enum tk_status judge_all(struct given *g, const char *notes, const char *sources,
                                struct judged *j, struct tk_error *err)
{
    *j = (struct judged){0};
    given_file(g, "n.csv", notes);
    given_file(g, "platser.csv", "namn,typ,x,y\nTorget,torg,150500,6580400\n");
    given_open(g, "", sources);
    j->districts = given_districts(g);
    assert_non_null(j->batch = calloc(1, sizeof *j->batch));
    assert_ok(given_read(g, "platser", &j->places, err), err);
    enum tk_status st = tk_positioner_new(&g->reading, given_input(g, "n"), j->districts,
                                          &j->places, &j->positioner, err);
    if (!st)
        st = tk_source_next(given_input(g, "n")->source, j->batch, err);
    return st ? st : tk_positioner_batch(j->positioner, j->batch, err);
}

static void forget(struct given *g, struct judged *j)
{
    tk_positioner_free(j->positioner);
    tk_batch_free(j->batch);
    free(j->batch);
    tk_features_free(&g->session, &j->places);
    tk_districts_free(&g->session, j->districts);
}

static struct tk_note_position judge(struct judged *j, size_t i, const char *place)
{
    struct tk_note_position p;
    struct tk_error err = {0};
    assert_ok(tk_positioner_judge(j->positioner, i, place, &p, &err), &err);
    return p;
}

static void a_position_is_given_from_the_register_or_unknown(void **state)
{
    struct given *g = *state;
    struct judged j;
    struct tk_error err = {0};
    assert_ok(
        judge_all(g, "x,y,id\n150300.25,6580500,1\n,,2\n150000,6580000,3\n",
                  SOURCES(", x: x, y: y, crs: EPSG:3011, unknown_at: [[150000, 6580000]]"), &j,
                  &err),
        &err);
    struct tk_note_position p = judge(&j, 0, "Torget");
    assert_true(p.located == TK_LOCATED_GIVEN && p.x == 150300.25 && p.y == 6580500);
    assert_int_equal(p.n_findings, 0);
    p = judge(&j, 1, " TORGET");
    assert_true(p.located == TK_LOCATED_BY_REGISTER && p.x == 150500 && p.y == 6580400);
    assert_string_equal(p.findings[0].rule, "lage_fran_platsregister");
    assert_int_equal(p.findings[0].verdict, TK_AMENDED);
    p = judge(&j, 1, "Tullen");
    assert_true(p.located == TK_LOCATED_UNKNOWN && isnan(p.x) && isnan(p.y));
    assert_string_equal(p.findings[0].rule, "plats_okand");
    p = judge(&j, 1, NULL);
    assert_string_equal(p.findings[0].rule, "lage_okant");
    assert_int_equal(p.findings[0].verdict, TK_REMARK);
    /* a form's default position means unknown, and the place's name still helps */
    p = judge(&j, 2, NULL);
    assert_true(p.located == TK_LOCATED_UNKNOWN && p.n_findings == 2);
    assert_string_equal(p.findings[0].rule, "standardlage");
    p = judge(&j, 2, "torget");
    assert_true(p.located == TK_LOCATED_BY_REGISTER && p.x == 150500);
    assert_string_equal(tk_located_code(TK_LOCATED_BY_REGISTER), "platsregister");
    forget(g, &j);
}

/* Two squares of 2 km by 1 km: the window ends 400 m outside. */
static void what_lies_where_it_cannot_be_is_diagnosed(void **state)
{
    struct given *g = *state;
    struct judged j;
    struct tk_error err = {0};
    static const struct {
        const char *rule, *detail;
    } expected[] = {
        {NULL, NULL},
        {"utanfor_fonstret", ""},
        {"axlar_omkastade", "EPSG:3011 med x och y omkastade"},
        {"annat_crs", "EPSG:3006"},
        {"grader_i_meterlager", "EPSG:4326"},
        {"grader_i_meterlager", "EPSG:4326 med x och y omkastade"},
    };
    assert_ok(judge_all(g,
                        "x,y\n152400,6580500\n152400.1,6580500\n6580500,150300\n"
                        "670919,6581725\n18.0054,59.3440\n59.3440,18.0054\n",
                        SOURCES(", x: x, y: y, crs: EPSG:3011"), &j, &err),
              &err);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        struct tk_note_position p = judge(&j, i, NULL);
        assert_int_equal(p.n_findings, expected[i].rule != NULL);
        if (!expected[i].rule)
            continue;
        assert_string_equal(p.findings[0].rule, expected[i].rule);
        assert_int_equal(p.findings[0].verdict, TK_REFUSED);
        assert_contains(p.findings[0].detail, expected[i].detail);
    }
    struct tk_note_position p = judge(&j, 3, NULL);
    assert_string_equal(p.findings[0].value, "670919 6581725");
    forget(g, &j);
}

static void geometries_that_are_no_point_are_refused(void **state)
{
    struct given *g = *state;
    struct judged j;
    struct tk_error err = {0};
    assert_ok(judge_all(g,
                        "wkt\nMULTIPOINT((150300 6580500))\n"
                        "\"MULTIPOINT((150300 6580500),(150400 6580500))\"\n"
                        "\"LINESTRING(150300 6580500,150400 6580500)\"\nPOINT(1\n",
                        SOURCES(", wkt: wkt, crs: EPSG:3011"), &j, &err),
              &err);
    static const char *const rules[] = {NULL, "geometri_typ", "geometri_typ", "wkt_ogiltig"};
    static const char *const values[] = {NULL, "flera punkter", "linje", "POINT(1"};
    for (size_t i = 0; i < 4; i++) {
        struct tk_note_position p = judge(&j, i, NULL);
        if (!rules[i]) {
            assert_true(p.n_findings == 0 && p.x == 150300);
            continue;
        }
        assert_string_equal(p.findings[0].rule, rules[i]);
        assert_string_equal(p.findings[0].value, values[i]);
    }
    forget(g, &j);
}

/* echo 59.3440 18.0054 | cs2cs -f %.9f EPSG:4326 EPSG:3011 (north first) */
static void positions_come_into_the_edition_s_crs(void **state)
{
    struct given *g = *state;
    struct judged j;
    struct tk_error err = {0};
    assert_ok(judge_all(g, "x,y\n18.0054,59.3440\n", SOURCES(", x: x, y: y, crs: EPSG:4326"),
                        &j, &err),
              &err);
    struct tk_note_position p = judge(&j, 0, NULL);
    assert_near(p.x, 150307.265251165, 1e-6);
    assert_near(p.y, 6580990.043844082, 1e-6);
    assert_contains(given_input(g, "n")->told.operation, "SWEREF99");
    forget(g, &j);
}

static void a_source_without_a_crs_is_refused(void **state)
{
    struct given *g = *state;
    struct judged j;
    struct tk_error err = {0};
    assert_int_equal(judge_all(g, "x,y\n150300,6580500\n", SOURCES(", x: x, y: y"), &j, &err),
                     TK_INPUT);
    assert_contains(err.message, "n: has positions but no CRS");
    forget(g, &j);
    /* one without positions needs none */
    err = (struct tk_error){0};
    assert_ok(judge_all(g, "plats\nTorget\n", SOURCES(""), &j, &err), &err);
    assert_true(judge(&j, 0, "Torget").located == TK_LOCATED_BY_REGISTER);
    forget(g, &j);
}

int main(void)
{
#define GIVEN(test) cmocka_unit_test_setup_teardown(test, given_setup, given_teardown)
    const struct CMUnitTest tests[] = {
        GIVEN(a_position_is_given_from_the_register_or_unknown),
        GIVEN(what_lies_where_it_cannot_be_is_diagnosed),
        GIVEN(geometries_that_are_no_point_are_refused),
        GIVEN(positions_come_into_the_edition_s_crs),
        GIVEN(a_source_without_a_crs_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
