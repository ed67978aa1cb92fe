#include "support/given.h"

#include "trygghetskarta/geom.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define SOURCE(name, role, more)                                                               \
    "  - {name: " name ", role: " role ", file: " name ".csv, driver: CSV, " more "}\n"

static struct tk_features read_one(struct given *g, const char *name, const char *content,
                                   const char *source)
{
    struct tk_features features = {0};
    struct tk_error err = {0};
    char file[64];
    snprintf(file, sizeof file, "%s.csv", name);
    given_file(g, file, content);
    given_open(g, "", source);
    assert_ok(given_read(g, name, &features, &err), &err);
    return features;
}

static void walks_have_their_attributes(void **state)
{
    struct given *g = *state;
    struct tk_features f = read_one(g, "vandringar",
                                    "vandring_id,datum,plats,ljus,deltagare_antal\n"
                                    " v1 ,2026-03-10T18:30,Alby,morker,12\n",
                                    SOURCE("vandringar", "walks", "fields: {stadsdel: plats}"));
    assert_int_equal(f.n, 1);
    assert_string_equal(f.items[0].key, "v1");
    assert_string_equal(f.items[0].label, "v1");
    assert_int_equal(f.items[0].number, 2);
    assert_null(f.items[0].geometry);
    assert_null(f.items[0].attribute[TK_ATTR_TYPE]);
    assert_string_equal(f.items[0].attribute[TK_ATTR_DATE], "2026-03-10");
    assert_string_equal(f.items[0].attribute[TK_ATTR_DISTRICT], "Alby");
    assert_string_equal(f.items[0].attribute[TK_ATTR_LIGHT], "morker");
    assert_string_equal(f.items[0].attribute[TK_ATTR_PEOPLE], "12");
    assert_string_equal(given_told(g), "");
    tk_features_free(&g->session, &f);
}

/* And without the spaces that then stand at its ends. */
static void a_text_with_control_characters_is_kept_without_them(void **state)
{
    struct given *g = *state;
    struct tk_features f =
        read_one(g, "vandringar",
                 "vandring_id,plats,typ\nv1,\x01 Al\x02"
                 "by \x03,\x01\nv\x01"
                 "2,Alby,dag\n",
                 SOURCE("vandringar", "walks", "fields: {stadsdel: plats}, max_refused: 1"));
    assert_int_equal(f.n, 1);
    assert_string_equal(f.items[0].attribute[TK_ATTR_DISTRICT], "Alby");
    assert_null(f.items[0].attribute[TK_ATTR_TYPE]);
    assert_string_equal(given_told(g), "vandringar 2 v1 typ styrtecken rattad -\n"
                                       "vandringar 2 v1 stadsdel styrtecken rattad -\n"
                                       "vandringar 3 - nyckel styrtecken avvisad -\n");
    tk_features_free(&g->session, &f);
}

/* A date as the source writes it; and nothing under `fields` is passed over in silence. */
static void what_is_said_of_fields_is_heard(void **state)
{
    struct given *g = *state;
    static const char content[] = "vandring_id,dag\nv1,3/10/2026\n";
    struct tk_features f = read_one(
        g, "vandringar", content,
        SOURCE("vandringar", "walks", "fields: {datum: {column: dag, format: \"%m/%d/%Y\"}}"));
    assert_string_equal(f.items[0].attribute[TK_ATTR_DATE], "2026-03-10");
    tk_features_free(&g->session, &f);
    static const struct {
        const char *source, *part;
    } wrong[] = {
        {SOURCE("vandringar", "walks", "fields: {dattum: dag}"), "'dattum' is read of no"},
        {SOURCE("vandringar", "walks", "fields: {vandring_id: dag}"), "stands under `key`"},
        {SOURCE("vandringar", "walks", "fields: {datum: {template: \"{dag}\"}}"),
         "'datum' has a template, and only notes"},
        {SOURCE("vandringar", "walks", "fields: {typ: {column: dag, format: \"%m\"}}"),
         "'typ' has a format, and is no date"}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct tk_features none = {0};
        struct tk_error err = {0};
        given_file(g, "vandringar.csv", content);
        given_open(g, "", wrong[i].source);
        assert_int_equal(given_read(g, "vandringar", &none, &err), TK_USAGE);
        assert_contains(err.message, wrong[i].part);
        tk_features_free(&g->session, &none);
    }
}

static void a_table_s_number_is_canonical(void **state)
{
    struct given *g = *state;
    struct tk_features f =
        read_one(g, "invanare", "stadsdel;antal\nAlby;1000,50\nBergby;\n",
                 SOURCE("invanare", "table", "value: antal, separator: ';', decimal: ','"));
    assert_int_equal(f.n, 2);
    assert_string_equal(f.items[0].attribute[TK_ATTR_VALUE], "1000.5");
    assert_null(f.items[1].attribute[TK_ATTR_VALUE]);
    tk_features_free(&g->session, &f);
}

/* 1,234 with a decimal comma would be one inhabitant. */
static void a_thousand_in_another_way_is_no_part_of_an_inhabitant(void **state)
{
    struct given *g = *state;
    struct tk_features f = read_one(
        g, "invanare",
        "stadsdel;antal\nA;1,234\nB;1234,567\nC;0,125\nD; 12,345 \nE;1,234,567\nF;2 345\n",
        SOURCE("invanare", "table", "value: antal, separator: ';', decimal: ','"));
    const char *const expected[] = {NULL, "1234.567", "0.125", NULL, NULL, "2345"};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
        if (expected[i])
            assert_string_equal(f.items[i].attribute[TK_ATTR_VALUE], expected[i]);
        else
            assert_null(f.items[i].attribute[TK_ATTR_VALUE]);
    assert_contains(given_told(g), "invanare 2 A varde tal_ogiltigt rattad 1,234");
    tk_features_free(&g->session, &f);
}

/* 1000 m long and 100 m to each side: 200 000 m2 and the two ends, which are a circle of 16
 * segments a quarter: 64/2 sin(2 pi/64) r2. */
static void lines_become_as_wide_as_they_are_said_to_be(void **state)
{
    struct given *g = *state;
    struct tk_error err = {0};
    struct tk_features f = read_one(
        g, "omraden", "id,namn,wkt\nS1,Länken,\"LINESTRING(150000 6580000,151000 6580000)\"\n",
        SOURCE("omraden", "areas",
               "kind: samband, key: id, wkt: wkt, crs: EPSG:3011, buffer_m: 100"));
    double area;
    assert_int_equal(f.n, 1);
    assert_near(f.items[0].length_m, 1000, 1e-9);
    assert_string_equal(f.items[0].kind, "samband");
    assert_string_equal(f.items[0].label, "Länken");
    assert_ok(tk_geom_area(&g->session, f.items[0].geometry, &area, &err), &err);
    assert_near(area, 200000 + 32 * sin(acos(-1) / 32) * 10000, 1e-4);
    tk_features_free(&g->session, &f);
}

/* A degree of longitude at 59 N along the parallel bends away from the straight line by
 * kilometres: its middle stays on the parallel. */
static void edges_stay_where_they_were(void **state)
{
    struct given *g = *state;
    struct tk_error err = {0};
    struct tk_features f =
        read_one(g, "land", "wkt\n\"POLYGON((17 59,19 59,19 60,17 60,17 59))\"\n",
                 SOURCE("land", "land", "wkt: wkt, crs: EPSG:4326"));
    struct tk_crs *crs;
    bool inside;
    assert_ok(tk_crs_open(&g->session, "EPSG:4326", "EPSG:3011", NULL, &crs, &err), &err);
    for (int side = -1; side <= 1; side += 2) {
        double x = 18, y = 59 + side * 1e-6; /* a tenth of a metre */
        tk_crs_points(crs, &x, &y, 1);
        char wkt[96];
        GEOSGeometry *point = NULL, *common = NULL;
        snprintf(wkt, sizeof wkt, "POINT(%.6f %.6f)", x, y);
        assert_ok(tk_geom_from_wkt(&g->session, wkt, &point, &err), &err);
        assert_ok(tk_geom_intersection(&g->session, TK_FLOATING, point, f.items[0].geometry,
                                       &common, &err),
                  &err);
        inside = common && !tk_geom_empty(&g->session, common);
        assert_int_equal(inside, side > 0);
        tk_geom_free(&g->session, point);
        tk_geom_free(&g->session, common);
    }
    assert_contains(given_input(g, "land")->told.crs_name, "WGS 84");
    tk_crs_close(&g->session, crs);
    tk_features_free(&g->session, &f);
}

/* An open ring, an arc (half a circle of 100 m: 5000 pi m2) and a surface are mended and told;
 * a ring that is closed, and a height, are as they should be. */
static void what_a_boundary_had_to_be_made_is_told(void **state)
{
    static const struct {
        const char *wkt, *told;
        double area;
        bool height;
    } given[] = {
        {"POLYGON((0 0,200 0,200 200,0 0))", "", 20000, false},
        {"POLYGON Z((0 0 1,200 0 1,200 200 1,0 0 1))", "", 20000, true},
        {"POLYGON((0 0,200 0,200 200))", "ring not closed", 20000, false},
        {"CURVEPOLYGON(COMPOUNDCURVE(CIRCULARSTRING(0 0,100 100,200 0),(200 0,0 0)))",
         "arcs made lines", 15707.96, false},
        {"TIN(((0 0 0,200 0 0,200 200 0,0 0 0)))", "surface made polygons", 20000, true},
    };
    struct given *g = *state;
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        struct tk_error err = {0};
        struct tk_buffer content = {0}, told = {0};
        double area;
        tk_buffer_format(&content, "id,wkt\na,\"%s\"\n", given[i].wkt);
        if (*given[i].told)
            tk_buffer_format(&told, "omraden 2 a geometri geometri_reparerad rattad %s\n",
                             given[i].told);
        if (given[i].height)
            tk_buffer_text(&told, "omraden 0 - geometri hojd_utelamnad anmarkning 1 (1 post "
                                  "har koordinater med höjd (Z) eller mått (M), som inte är "
                                  "med.)\n");
        struct tk_features f = read_one(
            g, "omraden", tk_buffer_string(&content),
            SOURCE("omraden", "areas", "kind: plan, key: id, wkt: wkt, crs: EPSG:3011"));
        assert_int_equal(f.n, 1);
        assert_int_equal(f.items[0].fate, *given[i].told ? TK_AMENDED : TK_UNTOUCHED);
        assert_ok(tk_geom_area(&g->session, f.items[0].geometry, &area, &err), &err);
        assert_near(area, given[i].area, 0.5);
        assert_string_equal(given_told(g), tk_buffer_string(&told));
        tk_features_free(&g->session, &f);
        tk_buffer_free(&content);
        tk_buffer_free(&told);
    }
}

static void expect_refusal(struct given *g, const char *content, const char *source,
                           const char *part)
{
    struct tk_features features = {0};
    struct tk_error err = {0};
    given_file(g, "stadsdelar.csv", content);
    given_open(g, "", source);
    assert_int_equal(given_read(g, "stadsdelar", &features, &err), TK_INPUT);
    assert_contains(err.message, part);
    tk_features_free(&g->session, &features);
}

static void what_cannot_be_read_stops_the_run(void **state)
{
    struct given *g = *state;
    expect_refusal(g, given_two_squares, SOURCE("stadsdelar", "districts", "wkt: wkt"),
                   "has no CRS; name it with `crs`");
    expect_refusal(g, "wkt\nPOINT EMPTY\n",
                   SOURCE("stadsdelar", "districts", "wkt: wkt, crs: EPSG:3011"),
                   "no column 'namn' to name its records by; say with `key`");
    expect_refusal(
        g, "namn,wkt\nAlby,\n", SOURCE("stadsdelar", "districts", "wkt: wkt, crs: EPSG:3011"),
        "record 2 Alby: a district cannot be left out, and this one has a geometry or "
        "key that cannot be used (geometri_saknas); mend the file");
    assert_contains(given_told(g), "geometri_saknas avvisad");
    expect_refusal(g, "namn,wkt\nAlby\n",
                   SOURCE("stadsdelar", "districts", "wkt: wkt, crs: EPSG:3011"),
                   "a district cannot be left out");
    assert_string_equal(given_told(g), "stadsdelar 2 - - antal_celler avvisad 1 (2)\n");
}

static const char *keys(const struct tk_features *f)
{
    static char text[512];
    text[0] = '\0';
    for (size_t i = 0; i < f->n; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s/%s/%lld ",
                 f->items[i].key, f->items[i].source, (long long)f->items[i].number);
    return text;
}

/* Of two places or walks that are called the same the lower in content is kept, whatever the
 * order they stand in; of two sources the first. */
static void what_is_asked_for_by_name_is_there_once(void **state)
{
    struct given *g = *state;
    static const char *const orders[] = {
        "namn,x,y\nTorget,150300,6580500\ntorget,150200,6580500\nTORGET ,150100,6580500\n",
        "namn,x,y\nTORGET ,150100,6580500\nTorget,150300,6580500\ntorget,150200,6580500\n",
        "namn,x,y\nTorget,150400,6580500\nTorget,150300,6580500\nTORGET,150100,6580500\n",
        "namn,x,y\nTorget,150300,6580500\nTorget,150100,6580500\nTorget,150200,6580500\n"};
    for (size_t i = 0; i < 4; i++) {
        struct tk_features f = read_one(
            g, "platser", orders[i],
            SOURCE("platser", "places", "x: x, y: y, crs: EPSG:3011, max_refused: 0.9"));
        assert_int_equal(f.n, 1);
        assert_near(tk_geom_bounds(&g->session, f.items[0].geometry).min_x, 150100, 0);
        const struct tk_account *a = &g->ledger.accounts[0];
        assert_true(a->untouched == 1 && a->refused == 2 && a->amended == 0);
        assert_contains(given_told(g), "nyckel_dubblett avvisad");
        tk_features_free(&g->session, &f);
    }

    struct tk_features f = {0};
    struct tk_error err = {0};
    given_file(g, "a.csv", "vandring_id,datum\nv1,2026-03-10\nv2,2026-03-10\n");
    given_file(g, "b.csv", "vandring_id,datum\nv1,2025-01-01\nv3,2025-01-01\nv3,2024-01-01\n");
    given_open(g, "",
               SOURCE("a", "walks", "max_refused: 0.9")
                   SOURCE("b", "walks", "max_refused: 0.9"));
    assert_ok(given_read(g, "a", &f, &err), &err);
    assert_ok(given_read(g, "b", &f, &err), &err);
    tk_features_sort(&f);
    assert_string_equal(keys(&f), "v1/a/2 v2/a/3 v3/b/4 ");
    assert_string_equal(given_told(g), "b 2 v1 - nyckel_dubblett avvisad -\n"
                                       "b 3 v3 - nyckel_dubblett avvisad -\n");
    tk_features_free(&g->session, &f);
}

/* Of two figures for one indicator, place and year the lowest in content is kept in any order;
 * what is no number is left out and told. */
static void figures_are_numbers_one_for_a_place_and_year(void **state)
{
    struct given *g = *state;
    static const char *const files[] = {
        "indikator,omrade,ar,varde,riktning\nstöld,Alby,2025,13,\nstöld,Alby,2025,12,högst\n"
        "stöld,Alby,2024,12,Neråt\nstöld,,2025.5,få,åt sidan\n",
        "indikator,omrade,ar,varde,riktning\nstöld,,2025.5,få,åt "
        "sidan\nstöld,Alby,2024,12,Neråt\n"
        "stöld,Alby,2025,12,högst\nstöld,Alby,2025,13,\n"};
    for (size_t i = 0; i < 2; i++) {
        struct tk_features f = read_one(
            g, "brott", files[i], SOURCE("brott", "figures", "kind: brott, max_refused: 1"));
        tk_features_sort(&f);
        assert_int_equal(f.n, 3);
        int found = 0, down = 0;
        for (size_t k = 0; k < f.n; k++) {
            const char *year = f.items[k].attribute[TK_ATTR_YEAR];
            found += year && strcmp(year, "2025") == 0 &&
                     strcmp(f.items[k].attribute[TK_ATTR_FIGURE], "12") == 0 &&
                     strcmp(f.items[k].attribute[TK_ATTR_DIRECTION], "hogst") == 0;
            down += f.items[k].attribute[TK_ATTR_DIRECTION] != NULL;
            assert_string_equal(f.items[k].kind, "brott");
        }
        assert_int_equal(found, 1);
        assert_int_equal(down, 2);
        const char *told = given_told(g);
        assert_contains(told, "stöld - nyckel_dubblett avvisad");
        assert_contains(told, "stöld riktning okand_kod rattad åt sidan");
        assert_contains(told, "stöld ar tal_ogiltigt rattad 2025.5");
        assert_contains(told, "stöld varde tal_ogiltigt rattad få");
        tk_features_free(&g->session, &f);
    }
}

int main(void)
{
#define GIVEN(test) cmocka_unit_test_setup_teardown(test, given_setup, given_teardown)
    const struct CMUnitTest tests[] = {
        GIVEN(walks_have_their_attributes),
        GIVEN(figures_are_numbers_one_for_a_place_and_year),
        GIVEN(a_text_with_control_characters_is_kept_without_them),
        GIVEN(what_is_said_of_fields_is_heard),
        GIVEN(a_table_s_number_is_canonical),
        GIVEN(a_thousand_in_another_way_is_no_part_of_an_inhabitant),
        GIVEN(lines_become_as_wide_as_they_are_said_to_be),
        GIVEN(edges_stay_where_they_were),
        GIVEN(what_a_boundary_had_to_be_made_is_told),
        GIVEN(what_cannot_be_read_stops_the_run),
        GIVEN(what_is_asked_for_by_name_is_there_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
