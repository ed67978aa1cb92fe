#include "support/awake.h"

#include "trygghetskarta/crs.h"
#include "trygghetskarta/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The .prj beside the city's own shapefile: names of ESRI's, no EPSG number. */
static const char esri_3011[] =
    "PROJCS[\"SWEREF99_18_00\",GEOGCS[\"GCS_SWEREF99\",DATUM[\"D_SWEREF99\","
    "SPHEROID[\"GRS_1980\",6378137,298.257222101]],PRIMEM[\"Greenwich\",0],"
    "UNIT[\"Degree\",0.017453292519943295]],PROJECTION[\"Transverse_Mercator\"],"
    "PARAMETER[\"latitude_of_origin\",0],PARAMETER[\"central_meridian\",18],"
    "PARAMETER[\"scale_factor\",1],PARAMETER[\"false_easting\",150000],"
    "PARAMETER[\"false_northing\",0],UNIT[\"Meter\",1]]";

/* As the city's GeoPackage of basområden says it: an unnamed conversion, axes x and y. */
static const char unnamed_3011[] =
    "PROJCRS[\"SWEREF99 18 00\",BASEGEOGCRS[\"SWEREF99\",DATUM[\"SWEREF99\","
    "ELLIPSOID[\"GRS 1980\",6378137,298.257222101]],ID[\"EPSG\",4619]],"
    "CONVERSION[\"unnamed\",METHOD[\"Transverse Mercator\",ID[\"EPSG\",9807]],"
    "PARAMETER[\"Longitude of natural origin\",18,ANGLEUNIT[\"degree\",0.0174532925199433]],"
    "PARAMETER[\"Latitude of natural origin\",0,ANGLEUNIT[\"degree\",0.0174532925199433]],"
    "PARAMETER[\"Scale factor at natural origin\",1],PARAMETER[\"False easting\",150000,"
    "LENGTHUNIT[\"m\",1]],PARAMETER[\"False northing\",0,LENGTHUNIT[\"m\",1]]],"
    "CS[Cartesian,2],AXIS[\"x\",east,ORDER[1],LENGTHUNIT[\"m\",1]],"
    "AXIS[\"y\",north,ORDER[2],LENGTHUNIT[\"m\",1]]]";

static const struct tk_bounds stockholm = {133000, 6565000, 167000, 6593000};

static void a_crs_is_described(void **state)
{
    (void)state;
    struct tk_crs_info info;
    assert_ok(tk_crs_describe(&session, "EPSG:3011", &info, &err), &err);
    assert_string_equal(info.name, "SWEREF99 18 00");
    assert_string_equal(info.organisation, "EPSG");
    assert_int_equal(info.code, 3011);
    assert_true(info.projected_metres);
    assert_int_equal(strncmp(info.wkt1, "PROJCS[\"SWEREF99 18 00\",", 24), 0);
    assert_null(strchr(info.wkt1, '\n'));
    assert_int_equal(strncmp(info.wkt2, "PROJCRS[\"SWEREF99 18 00\",", 25), 0);
    assert_contains(info.wkt2, "ID[\"EPSG\",3011]");
    assert_contains(info.proj4, "+lon_0=18");
    tk_crs_info_free(&info);
    assert_ok(tk_crs_describe(&session, "EPSG:4326", &info, &err), &err);
    assert_false(info.projected_metres);
    tk_crs_info_free(&info);
    assert_ok(tk_crs_describe(&session, "EPSG:2264", &info, &err), &err); /* feet */
    assert_false(info.projected_metres);
    tk_crs_info_free(&info);
}

static void a_crs_without_a_number_gets_it(void **state)
{
    (void)state;
    static const char *const texts[] = {
        esri_3011, unnamed_3011,
        "+proj=tmerc +lat_0=0 +lon_0=18 +k=1 +x_0=150000 +y_0=0 +ellps=GRS80 "
        "+towgs84=0,0,0,0,0,0,0 +units=m +no_defs +type=crs"};
    struct tk_crs_info info;
    for (size_t i = 0; i < 2; i++) {
        assert_ok(tk_crs_describe(&session, texts[i], &info, &err), &err);
        assert_int_equal(info.code, 3011);
        assert_string_equal(info.organisation, "EPSG");
        assert_contains(info.wkt2, "ID[\"EPSG\",3011]");
        tk_crs_info_free(&info);
        bool same;
        assert_ok(tk_crs_same(&session, texts[i], "EPSG:3011", &same, &err), &err);
        assert_true(same);
        assert_ok(tk_crs_same(&session, texts[i], "EPSG:3006", &same, &err), &err);
        assert_false(same);
    }
    /* a PROJ string names no datum: it stays what it is */
    assert_ok(tk_crs_describe(&session, texts[2], &info, &err), &err);
    assert_int_equal(info.code, 0);
    assert_true(info.projected_metres);
    tk_crs_info_free(&info);
}

static void what_is_the_same(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        bool same;
    } cases[] = {
        {"EPSG:4326", "OGC:CRS84", true},      {"EPSG:3011", "EPSG:3011", true},
        {"EPSG:3011", "EPSG:3012", false},     {"EPSG:4326", "EPSG:4619", false},
        {"EPSG:3011+5613", "EPSG:3011", true}, /* with heights */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool same = !cases[i].same;
        assert_ok(tk_crs_same(&session, cases[i].a, cases[i].b, &same, &err), &err);
        assert_int_equal(same, cases[i].same);
    }
}

static void what_is_no_crs_is_refused(void **state)
{
    (void)state;
    struct tk_crs_info info;
    struct tk_crs *crs;
    static const char *const wrong[] = {"EPSG:999999", "Stockholm", "", "+proj=utm +zone=33",
                                        "EPSG:5613"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        err = (struct tk_error){0};
        assert_int_equal(tk_crs_describe(&session, wrong[i], &info, &err), TK_USAGE);
        assert_null(info.name);
        assert_contains(err.message, i < 4 ? "no coordinate reference system that PROJ knows"
                                           : "neither geographic nor projected");
        err = (struct tk_error){0};
        assert_int_equal(tk_crs_open(&session, wrong[i], "EPSG:3011", NULL, &crs, &err),
                         TK_INPUT);
        assert_null(crs);
        err = (struct tk_error){0};
        assert_int_equal(tk_crs_open(&session, "EPSG:3011", wrong[i], NULL, &crs, &err),
                         TK_USAGE);
    }
}

/* Gauss-Krüger by Krüger's series on GRS 80, as Lantmäteriet publishes it: another road than
 * PROJ's. */
static void gauss_krueger(double longitude, double latitude, double meridian, double scale,
                          double false_east, double *x, double *y)
{
    const double degree = acos(-1) / 180, a = 6378137, f = 1 / 298.257222101;
    const double e2 = f * (2 - f), n = f / (2 - f), n2 = n * n, n3 = n2 * n, n4 = n3 * n;
    const double A = e2, B = (5 * e2 * e2 - pow(e2, 3)) / 6;
    const double C = (104 * pow(e2, 3) - 45 * pow(e2, 4)) / 120, D = 1237 * pow(e2, 4) / 1260;
    double phi = latitude * degree, lambda = (longitude - meridian) * degree;
    double s = sin(phi), s2 = s * s;
    double star = phi - s * cos(phi) * (A + B * s2 + C * s2 * s2 + D * s2 * s2 * s2);
    double xi = atan2(tan(star), cos(lambda)), eta = atanh(cos(star) * sin(lambda));
    const double roof = a / (1 + n) * (1 + n2 / 4 + n4 / 64);
    const double b[] = {n / 2 - 2 * n2 / 3 + 5 * n3 / 16 + 41 * n4 / 180,
                        13 * n2 / 48 - 3 * n3 / 5 + 557 * n4 / 1440,
                        61 * n3 / 240 - 103 * n4 / 140, 49561 * n4 / 161280};
    double north = xi, east = eta;
    for (int i = 0; i < 4; i++) {
        north += b[i] * sin(2 * (i + 1) * xi) * cosh(2 * (i + 1) * eta);
        east += b[i] * cos(2 * (i + 1) * xi) * sinh(2 * (i + 1) * eta);
    }
    *x = scale * roof * east + false_east;
    *y = scale * roof * north;
}

static void points_are_changed_as_kruegers_series_says(void **state)
{
    (void)state;
    struct tk_crs *to_3011, *between;
    struct tk_bounds window = stockholm;
    assert_ok(tk_crs_open(&session, "EPSG:4619", "EPSG:3011", &window, &to_3011, &err), &err);
    assert_ok(tk_crs_open(&session, "EPSG:3006", esri_3011, NULL, &between, &err), &err);
    assert_false(tk_crs_is_none(to_3011));
    for (double longitude = 17.7; longitude < 18.3; longitude += 0.0713) {
        for (double latitude = 59.2; latitude < 59.5; latitude += 0.0417) {
            double x = longitude, y = latitude, east, north, tm_x, tm_y;
            gauss_krueger(longitude, latitude, 18, 1, 150000, &east, &north);
            gauss_krueger(longitude, latitude, 15, 0.9996, 500000, &tm_x, &tm_y);
            tk_crs_points(to_3011, &x, &y, 1);
            assert_near(x, east, 1e-4);
            assert_near(y, north, 1e-4);
            tk_crs_points(between, &tm_x, &tm_y, 1);
            assert_near(tm_x, east, 1e-4);
            assert_near(tm_y, north, 1e-4);
        }
    }
    assert_contains(tk_crs_operation(between), "SWEREF99 18 00");
    assert_contains(tk_crs_operation(between), "+proj=pipeline");
    tk_crs_close(&session, to_3011);
    tk_crs_close(&session, between);
}

static void east_comes_first_whatever_the_crs_says(void **state)
{
    (void)state;
    static const char *const degrees[] = {"EPSG:4326", "OGC:CRS84"};
    double east, north;
    gauss_krueger(18.07, 59.33, 18, 1, 150000, &east, &north);
    for (size_t i = 0; i < 2; i++) {
        struct tk_crs *crs;
        double x[3] = {18.07, NAN, 18}, y[3] = {59.33, 59, 95};
        assert_ok(tk_crs_open(&session, degrees[i], "EPSG:3011", &stockholm, &crs, &err), &err);
        tk_crs_points(crs, x, y, 3);
        assert_near(x[0], east, 1e-4);
        assert_near(y[0], north, 1e-4);
        assert_true(x[1] == HUGE_VAL && y[1] == HUGE_VAL); /* no number */
        assert_true(x[2] == HUGE_VAL && y[2] == HUGE_VAL); /* north of the pole */
        tk_crs_close(&session, crs);
    }
}

static void the_same_crs_changes_no_bit(void **state)
{
    (void)state;
    struct tk_crs *crs;
    double x = 0.1, y = 6580000.3;
    assert_ok(tk_crs_open(&session, esri_3011, "EPSG:3011", NULL, &crs, &err), &err);
    assert_true(tk_crs_is_none(crs));
    assert_string_equal(tk_crs_operation(crs), "none");
    tk_crs_points(crs, &x, &y, 1);
    assert_true(x == 0.1 && y == 6580000.3);
    y = NAN;
    tk_crs_points(crs, &x, &y, 1);
    assert_true(x == HUGE_VAL && y == HUGE_VAL);
    tk_crs_close(&session, crs);
}

static void a_ballpark_operation_is_refused(void **state)
{
    (void)state;
    struct tk_crs *crs;
    /* a made-up datum: nothing is known of it */
    static const char unknown[] =
        "GEOGCRS[\"Egen\",DATUM[\"Egen\",ELLIPSOID[\"Egen\",6377000,299]],CS[ellipsoidal,2],"
        "AXIS[\"longitude\",east],AXIS[\"latitude\",north],"
        "ANGLEUNIT[\"degree\",0.0174532925199433]]";
    assert_int_equal(tk_crs_open(&session, unknown, "EPSG:3011", &stockholm, &crs, &err),
                     TK_INPUT);
    assert_null(crs);
    assert_contains(err.message, "from Egen to SWEREF99 18 00");
    assert_contains(err.message, "ballpark");
}

static void geometries_are_densified_and_changed(void **state)
{
    (void)state;
    struct tk_crs *crs, *none;
    GEOSGeometry *g, *changed;
    assert_ok(tk_geom_from_wkt(&session, "POLYGON ((18 59, 18.25 59, 18.25 59.125, 18 59))", &g,
                               &err),
              &err);
    assert_ok(tk_crs_open(&session, "EPSG:4326", "EPSG:3011", NULL, &crs, &err), &err);
    assert_ok(tk_crs_open(&session, "EPSG:4326", "EPSG:4326", NULL, &none, &err), &err);
    assert_ok(tk_crs_geometry(&session, crs, g, 0.0078125, &changed, &err), &err);
    assert_int_equal(tk_geom_vertices(&session, changed), 32 + 16 + 36 + 1);
    struct tk_bounds b = tk_geom_bounds(&session, changed);
    assert_near(b.min_x, 150000, 0.001);
    assert_true(b.max_y > 6.55e6 && b.max_y < 6.56e6);
    tk_geom_free(&session, changed);
    assert_ok(tk_crs_geometry(&session, none, g, 0.0078125, &changed, &err), &err);
    assert_int_equal(tk_geom_vertices(&session, changed), 4);
    tk_geom_free(&session, changed);
    tk_geom_free(&session, g);
    assert_ok(tk_geom_from_wkt(&session, "LINESTRING (18 59, 18 91)", &g, &err), &err);
    assert_int_equal(tk_crs_geometry(&session, crs, g, 0, &changed, &err), TK_INPUT);
    assert_null(changed);
    assert_contains(err.message, "cannot be transformed");
    tk_geom_free(&session, g);
    tk_crs_close(&session, crs);
    tk_crs_close(&session, none);
}

/* Of a transverse Mercator k = k0 (1 + (distance from its meridian / radius)^2 / 2), of Web
 * Mercator 1 / cos(latitude) and a little. */
static void how_true_a_crs_is_to_length_is_measured(void **state)
{
    (void)state;
    static const struct {
        const char *crs;
        double east, north, scale;
        const char *fitting;
    } cases[] = {
        {"EPSG:3011", 153982, 6579438, 1, "EPSG:3011"},
        {"EPSG:3006", 915900, 7317000, 1.0017, "EPSG:3018"}, /* Haparanda */
        {"EPSG:3006", 425200, 6143600, 0.9997, "EPSG:3008"}, /* Ystad */
        {"EPSG:3006", 279700, 6540200, 1.0002, "EPSG:3007"}, /* Strömstad */
        {"EPSG:3857", 2011543, 8250720, 1.9590, "EPSG:3011"},
        {"EPSG:26986", 236000, 901000, 1, "EPSG:32619"},      /* Boston */
        {"EPSG:3857", 16832000, -4010000, 1.2, "EPSG:32756"}, /* Sydney */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double x = cases[i].east, y = cases[i].north;
        struct tk_bounds window = {x - 500, y - 500, x + 500, y + 500};
        struct tk_crs_scale scale;
        assert_ok(tk_crs_measure(&session, cases[i].crs, &window, -1, &scale, &err), &err);
        assert_near(scale.farthest, cases[i].scale, 0.01 * (scale.farthest > 1.01) + 0.0001);
        assert_string_equal(scale.fitting, cases[i].fitting);
        assert_ok(tk_crs_measure(&session, cases[i].crs, &window, 0.002, &scale, &err), &err);
        assert_string_equal(scale.fitting, cases[i].scale > 1.002 ? cases[i].fitting : "");
    }
}

static void a_crs_that_would_fit_is_named(void **state)
{
    (void)state;
    static const struct {
        double x, y;
        const char *name;
        bool swapped;
    } cases[] = {
        {18.07, 59.33, "EPSG:4326", false},
        {59.33, 18.07, "EPSG:4326", true},
        {6579438, 153982, "EPSG:3011", true},
        {674032, 6580822, "EPSG:3006", false},
        {6580822, 674032, "EPSG:3006", true},
        {2011543, 8250720, "EPSG:3857", false},
        {1628500, 6580500, "EPSG:3021", false}, /* RT 90 2.5 gon V, as old registers have it */
        {0, 0, "", false},
        {-71.06, 42.36, "", false},
        {NAN, 1, "", false},
    };
    struct tk_crs_fit fit = {0};
    struct tk_crs_guesser *guesser;
    assert_ok(tk_crs_guesser_new(&session, "EPSG:3011", &stockholm, NULL, 0, &guesser, &err),
              &err);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fit = tk_crs_guess(guesser, cases[i].x, cases[i].y);
        assert_string_equal(fit.name, cases[i].name);
        assert_int_equal(fit.swapped, cases[i].swapped);
    }
    for (int i = 0; i < 100000; i++) /* at 20 ms each this would take half an hour */
        fit = tk_crs_guess(guesser, 674032, 6580822);
    assert_string_equal(fit.name, "EPSG:3006");
    tk_crs_guesser_free(guesser);
    /* UTM zone 33 on ED50 is tried only where a source of the run has it */
    const char *const also[] = {"EPSG:23033", "not a crs"};
    for (size_t n = 0; n <= 2; n += 2) {
        assert_ok(
            tk_crs_guesser_new(&session, "EPSG:3011", &stockholm, also, n, &guesser, &err),
            &err);
        fit = tk_crs_guess(guesser, 674100, 6581000);
        assert_string_equal(fit.name, n ? "EPSG:23033" : "EPSG:3006");
        tk_crs_guesser_free(guesser);
    }
}

#define with_session(test) cmocka_unit_test_setup_teardown(test, open_session, close_session)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_session(a_crs_is_described),
        with_session(a_crs_without_a_number_gets_it),
        with_session(what_is_the_same),
        with_session(what_is_no_crs_is_refused),
        with_session(points_are_changed_as_kruegers_series_says),
        with_session(east_comes_first_whatever_the_crs_says),
        with_session(the_same_crs_changes_no_bit),
        with_session(a_ballpark_operation_is_refused),
        with_session(geometries_are_densified_and_changed),
        with_session(a_crs_that_would_fit_is_named),
        with_session(how_true_a_crs_is_to_length_is_measured),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
