/* Point location is held against GEOS's own intersects, point by point; TRYGGHETSKARTA_LONG=1
 * lays a million points instead of a hundred thousand. */
#include "support/awake.h"
#include "support/polygons.h"

#include "trygghetskarta/coverage.h"
#include "trygghetskarta/memory.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_SET 512

/* Polygons, their index, and GEOS's prepared ones to ask for the truth. */
struct set {
    GEOSGeometry **polygons;
    size_t n;
    const GEOSPreparedGeometry *prepared[MAX_SET];
    struct tk_bounds bounds[MAX_SET];
    struct tk_coverage *coverage;
    size_t asked, on_borders, wrong;
};

static struct set set_take(GEOSGeometry **polygons, size_t n)
{
    struct set set = {.polygons = polygons, .n = n};
    assert_true(n <= MAX_SET);
    for (size_t i = 0; i < n; i++) {
        set.prepared[i] = GEOSPrepare_r(session.geos, polygons[i]);
        set.bounds[i] = tk_geom_bounds(&session, polygons[i]);
    }
    assert_ok(tk_coverage_new(&session, support_borrowed(polygons), n, &set.coverage, &err),
              &err);
    return set;
}

static void close_gaps(struct tk_coverage *coverage, GEOSGeometry **polygons, size_t n,
                       double tolerance_m)
{
    struct tk_union together;
    assert_ok(tk_geom_dissolve(&session, support_borrowed(polygons), n, &together, &err), &err);
    assert_ok(tk_coverage_close_gaps(&session, coverage, together.whole, tolerance_m, &err),
              &err);
    tk_geom_free(&session, together.whole);
}

static struct set set_of(const char *const *texts, size_t n)
{
    GEOSGeometry **polygons = tk_alloc(n, sizeof *polygons);
    for (size_t i = 0; i < n; i++)
        polygons[i] = support_wkt(&session, texts[i]);
    return set_take(polygons, n);
}

static void set_free(struct set *set)
{
    for (size_t i = 0; i < set->n; i++)
        GEOSPreparedGeom_destroy_r(session.geos, set->prepared[i]);
    support_polygons_free(&session, set->polygons, set->n);
    tk_coverage_free(set->coverage);
}

static void ask(struct set *set, double x, double y)
{
    size_t truth[MAX_SET], n = 0, hits[MAX_SET];
    GEOSGeometry *point = GEOSGeom_createPointFromXY_r(session.geos, x, y);
    for (size_t i = 0; i < set->n; i++) {
        const struct tk_bounds *b = &set->bounds[i];
        if (x >= b->min_x && x <= b->max_x && y >= b->min_y && y <= b->max_y &&
            GEOSPreparedIntersects_r(session.geos, set->prepared[i], point) == 1)
            truth[n++] = i;
    }
    GEOSGeom_destroy_r(session.geos, point);
    struct tk_location at = tk_coverage_locate(set->coverage, x, y);
    size_t n_hits = tk_coverage_holding(set->coverage, x, y, hits, MAX_SET);
    set->asked++;
    set->on_borders += n > 1;
    if (at.polygon == (n ? truth[0] : TK_NOWHERE) && at.n_holding == n && n_hits == n &&
        memcmp(hits, truth, n * sizeof *hits) == 0 && !at.from_gap)
        return;
    if (set->wrong++ < 5)
        print_error("(%.17g %.17g): %zu hold it, GEOS says %zu\n", x, y, n_hits, n);
}

/* The point and those a bit beside it. */
static void ask_round(struct set *set, double x, double y)
{
    ask(set, x, y);
    ask(set, nextafter(x, -DBL_MAX), y);
    ask(set, x, nextafter(y, DBL_MAX));
}

/* Every vertex, points on every edge, points all over, and points far away. */
static void ask_everywhere(struct set *set, size_t wanted)
{
    uint64_t seed = 20261122;
    size_t vertices = 0;
    struct tk_bounds all = set->bounds[0];
    for (size_t i = 0; i < set->n; i++) {
        vertices += tk_geom_vertices(&session, set->polygons[i]);
        all.min_x = fmin(all.min_x, set->bounds[i].min_x);
        all.min_y = fmin(all.min_y, set->bounds[i].min_y);
        all.max_x = fmax(all.max_x, set->bounds[i].max_x);
        all.max_y = fmax(all.max_y, set->bounds[i].max_y);
    }
    size_t each = wanted / (vertices + 1) / 2 + 1;
    for (size_t i = 0; i < set->n; i++) {
        struct tk_rings rings;
        assert_ok(tk_geom_rings(&session, set->polygons[i], &rings, &err), &err);
        for (size_t v = 0; v + 1 < rings.n_points; v++) {
            const double *a = rings.xy + 2 * v, *b = a + 2;
            ask_round(set, a[0], a[1]);
            for (size_t k = 0; k < each; k++) {
                double t = k ? support_random(&seed) : 0.5;
                ask(set, a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]));
            }
        }
        tk_rings_free(&rings);
    }
    double width = all.max_x - all.min_x, height = all.max_y - all.min_y;
    for (size_t i = 0; i < wanted / 2; i++)
        ask(set, all.min_x + width * (1.2 * support_random(&seed) - 0.1),
            all.min_y + height * (1.2 * support_random(&seed) - 0.1));
    ask_round(set, all.min_x, all.min_y);
    ask_round(set, all.max_x, all.max_y);
    ask(set, all.min_x, all.max_y);
    ask(set, 1e300, all.min_y);
    ask(set, -1e300, -1e300);
    ask(set, 0, 0);
}

static size_t wanted_points(void)
{
    return getenv("TRYGGHETSKARTA_LONG") ? 1000000 : 100000;
}

static void on_real_data(const char *name, const char *driver)
{
    char path[4096];
    const char *data = support_data();
    if (!data)
        skip();
    snprintf(path, sizeof path, "%s/%s", data, name);
    size_t n;
    GEOSGeometry **polygons = support_polygons(&session, path, driver, &n);
    struct set set = set_take(polygons, n);
    ask_everywhere(&set, wanted_points());
    assert_true(set.asked >= wanted_points());
    assert_true(set.on_borders > 10000);
    assert_int_equal(set.wrong, 0);
    set_free(&set);
}

static void stockholm_as_geos_says(void **state)
{
    (void)state;
    on_real_data("stockholm/stadsdelar_2021/stadsdelar.shp", "ESRI Shapefile");
}

static void malmoe_as_geos_says(void **state)
{
    (void)state;
    on_real_data("malmo_delomraden.gpkg", "GPKG");
}

static void drawn_shapes_as_geos_says(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "POLYGON ((10 10, 18 10, 18 18, 10 18, 10 10), (12 12, 16 12, 16 16, 12 16, 12 12))",
        "MULTIPOLYGON (((13 13, 15 13, 15 15, 13 15, 13 13)), ((20 10, 24 14, 20 18, 20 10)))",
        "POLYGON ((14 8, 22 14, 14 20, 16 14, 14 8))",
        "POLYGON EMPTY",
        "POLYGON ((12 12, 13 12, 12 12.5, 12 12))",
        "POLYGON ((7 14, 10 14, 10 14.5, 7 14))",
    };
    struct set set = set_of(texts, sizeof texts / sizeof *texts);
    for (double x = 6; x <= 25; x += 0.25)
        for (double y = 7; y <= 21; y += 0.25)
            ask_round(&set, x, y);
    ask_everywhere(&set, 20000);
    assert_int_equal(set.wrong, 0);
    struct tk_location at = tk_coverage_locate(set.coverage, 12, 12.25);
    assert_true(at.polygon == 0 && at.n_holding == 2 && !at.from_gap);
    at = tk_coverage_locate(set.coverage, NAN, 11);
    assert_true(at.polygon == TK_NOWHERE && at.n_holding == 0);
    at = tk_coverage_locate(set.coverage, 11, HUGE_VAL);
    assert_true(at.polygon == TK_NOWHERE);
    set_free(&set);
}

/* Long thin triangles all over each other, far from the origin: every cell holds many. */
static void heaps_as_geos_says(void **state)
{
    (void)state;
    static const double scales[] = {1000, 0.001, 1e7};
    for (size_t k = 0; k < 3; k++) {
        uint64_t seed = 7 + k;
        size_t n = 150;
        GEOSGeometry **polygons = tk_alloc(n, sizeof *polygons);
        for (size_t i = 0; i < n; i++) {
            double v[6];
            char text[300];
            for (size_t j = 0; j < 6; j++)
                v[j] = (j % 2 ? 6580000 : 674000) + scales[k] * support_random(&seed);
            snprintf(text, sizeof text,
                     "POLYGON ((%.17g %.17g, %.17g %.17g, %.17g %.17g, "
                     "%.17g %.17g))",
                     v[0], v[1], v[2], v[3], v[4], v[5], v[0], v[1]);
            polygons[i] = support_wkt(&session, text);
        }
        struct set set = set_take(polygons, n);
        ask_everywhere(&set, 3000);
        assert_int_equal(set.wrong, 0);
        set_free(&set);
    }
}

/* ---- shapes and points as unkind as can be thought of ---- */

struct shapes {
    GEOSGeometry *made[MAX_SET];
    size_t n;
    uint64_t seed;
};

static double any(struct shapes *s, double low, double high)
{
    return low + (high - low) * support_random(&s->seed);
}

static GEOSGeometry *ring_of(const double *x, const double *y, unsigned n)
{
    return GEOSGeom_createLinearRing_r(
        session.geos, GEOSCoordSeq_copyFromArrays_r(session.geos, x, y, NULL, NULL, n));
}

/* Kept only if valid: what is not is repaired before it ever comes here. */
static void keep(struct shapes *s, GEOSGeometry *g)
{
    if (g && GEOSisValid_r(session.geos, g) == 1)
        s->made[s->n++] = g;
    else if (g)
        tk_geom_free(&session, g);
}

/* A star round a centre, at times with a hole that touches its rim. */
static GEOSGeometry *star_at(struct shapes *s, double at_x, double at_y, double size, bool hole)
{
    enum { N = 24 };
    double x[N + 1], y[N + 1], hx[4], hy[4];
    for (size_t k = 0; k < N; k++) {
        double angle = 2 * acos(-1) * (double)k / N, r = size * any(s, 0.5, 1);
        x[k] = at_x + r * cos(angle);
        y[k] = at_y + r * sin(angle);
    }
    x[N] = x[0], y[N] = y[0];
    hx[0] = hx[3] = x[3], hy[0] = hy[3] = y[3];
    hx[1] = at_x - 0.1 * size, hy[1] = hy[2] = at_y;
    hx[2] = at_x + 0.1 * size;
    GEOSGeometry *inner = hole ? ring_of(hx, hy, 4) : NULL;
    return GEOSGeom_createPolygon_r(session.geos, ring_of(x, y, N + 1), hole ? &inner : NULL,
                                    hole);
}

static void add_rectangle(struct shapes *s, double x, double y, double to_x, double to_y)
{
    const double xs[] = {x, to_x, to_x, x, x}, ys[] = {y, y, to_y, to_y, y};
    keep(s, GEOSGeom_createPolygon_r(session.geos, ring_of(xs, ys, 5), NULL, 0));
}

/* Neighbours along one wiggled border, so that each vertex on it is two polygons'. */
static void add_neighbours(struct shapes *s, double x, double y)
{
    enum { N = 40 };
    double left_x[N + 3], left_y[N + 3], right_x[N + 3], right_y[N + 3];
    for (size_t k = 0; k < N; k++) {
        left_x[k] = right_x[k] = x + any(s, -3, 3);
        left_y[k] = right_y[k] = y + 5 * (double)k;
    }
    left_x[N] = left_x[N + 1] = x - 100, right_x[N] = right_x[N + 1] = x + 100;
    left_y[N] = right_y[N] = y + 5 * N, left_y[N + 1] = right_y[N + 1] = y - 5;
    left_x[N + 2] = right_x[N + 2] = left_x[0], left_y[N + 2] = right_y[N + 2] = left_y[0];
    keep(s, GEOSGeom_createPolygon_r(session.geos, ring_of(left_x, left_y, N + 3), NULL, 0));
    keep(s, GEOSGeom_createPolygon_r(session.geos, ring_of(right_x, right_y, N + 3), NULL, 0));
}

static void make_shapes(struct shapes *s, double x, double y, double size)
{
    for (size_t i = 0; i < 12; i++)
        keep(s, star_at(s, any(s, x, x + size), any(s, y, y + size), size / 5, i % 2));
    for (size_t i = 0; i < 6; i++) {
        double at_x = any(s, x, x + size), at_y = any(s, y, y + size);
        GEOSGeometry *parts[] = {star_at(s, at_x, at_y, size / 20, true),
                                 star_at(s, at_x + size / 9, at_y, size / 20, false)};
        keep(s, GEOSGeom_createCollection_r(session.geos, GEOS_MULTIPOLYGON, parts, 2));
    }
    for (size_t i = 0; i < 4; i++)
        add_neighbours(s, any(s, x, x + size), any(s, y, y + size));
    double half = size / 2;
    add_rectangle(s, x, y, x + half, y + half);
    add_rectangle(s, x + half, y, x + size, y + half / 3);
    add_rectangle(s, x + half, y + half / 3, x + size, y + half);
    add_rectangle(s, x + half, y, nextafter(x + half, HUGE_VAL), y + size); /* an ulp wide */
    add_rectangle(s, x, y + half, x + size, nextafter(y + half, HUGE_VAL));
    for (size_t i = 0; i < 6; i++) { /* a needle, some ulps across at its middle */
        double ax = any(s, x, x + size), ay = any(s, y, y + size);
        const double xs[] = {ax, ax + half, ax + half / 2, ax};
        const double ys[] = {ay, ay + 1e-7, ay + 1e-7 * (0.5 + (double)i / 50), ay};
        keep(s, GEOSGeom_createPolygon_r(session.geos, ring_of(xs, ys, 4), NULL, 0));
    }
}

/* A point and its eight neighbours in doubles. */
static void ask_about(struct set *set, double x, double y)
{
    for (int i = -1; i <= 1; i++)
        for (int j = -1; j <= 1; j++)
            ask(set, i ? nextafter(x, i * HUGE_VAL) : x, j ? nextafter(y, j * HUGE_VAL) : y);
}

/* On vertices, edges, and on the levels and meridians of vertices, each with its neighbours. */
static void ask_unkindly(struct set *set, struct shapes *s, size_t wanted)
{
    static const double odd[] = {0,       -0.0,     5e-324,   -5e-324,   DBL_MIN,
                                 1e-300,  1e15,     9e15,     1e22,      1e300,
                                 DBL_MAX, -DBL_MAX, HUGE_VAL, -HUGE_VAL, NAN};
    struct tk_rings *rings = tk_alloc(set->n, sizeof *rings);
    for (size_t i = 0; i < set->n; i++)
        assert_ok(tk_geom_rings(&session, set->polygons[i], &rings[i], &err), &err);
    for (size_t i = 0; i < set->n; i++)
        for (size_t v = 0; v < rings[i].n_points; v++)
            ask_about(set, rings[i].xy[2 * v], rings[i].xy[2 * v + 1]);
    while (set->asked < wanted) {
        const struct tk_rings *r = &rings[(size_t)any(s, 0, (double)set->n)];
        size_t v = (size_t)any(s, 0, (double)r->n_points - 1);
        const double *a = r->xy + 2 * v, *b = a + 2;
        double t = any(s, 0, 1), x = a[0] + t * (b[0] - a[0]), y = a[1] + t * (b[1] - a[1]);
        ask_about(set, x, y);
        ask_about(set, (a[0] + b[0]) / 2, (a[1] + b[1]) / 2);
        const struct tk_rings *other = &rings[(size_t)any(s, 0, (double)set->n)];
        ask(set, x, other->xy[1]);
        ask(set, other->xy[0], y);
        ask(set, a[0], other->xy[1]);
        ask(set, any(s, a[0] - 500, a[0] + 500), a[1]);
        ask(set, x, odd[(size_t)any(s, 0, sizeof odd / sizeof *odd)]);
        ask(set, odd[(size_t)any(s, 0, sizeof odd / sizeof *odd)], y);
    }
    for (size_t i = 0; i < set->n; i++)
        tk_rings_free(&rings[i]);
    tk_free(rings);
}

static void unkind_points_as_geos_says(void **state)
{
    (void)state;
    static const double places[][3] = {
        {674000, 6580000, 1000}, {-50, -50, 100}, {1.0e7, -1.0e7, 1}, {0, 0, 1e-5}};
    for (size_t k = 0; k < 4; k++) {
        struct shapes shapes = {.seed = 20261122 + k};
        make_shapes(&shapes, places[k][0], places[k][1], places[k][2]);
        assert_in_range(shapes.n, 20, MAX_SET);
        GEOSGeometry **polygons = tk_alloc(shapes.n, sizeof *polygons);
        memcpy(polygons, shapes.made, shapes.n * sizeof(GEOSGeometry *));
        struct set set = set_take(polygons, shapes.n);
        ask_unkindly(&set, &shapes, wanted_points() / 4);
        assert_true(set.on_borders > 1000);
        assert_int_equal(set.wrong, 0);
        set_free(&set);
    }
}

/* 12 996 squares of 100 m with 16 vertices each: whose a point is can be reckoned. */
static void many_squares(void **state)
{
    (void)state;
    enum { SIDE = 114 };
    size_t n = SIDE * SIDE;
    GEOSGeometry **polygons = tk_alloc(n, sizeof *polygons);
    for (size_t i = 0; i < n; i++) {
        double x[17], y[17];
        for (size_t k = 0; k <= 16; k++) {
            double along = 25.0 * (double)(k % 4);
            double sides[4][2] = {
                {along, 0}, {100, along}, {100 - along, 100}, {0, 100 - along}};
            x[k] = 130000 + 100 * (double)(i % SIDE) + sides[k / 4 % 4][0];
            y[k] = 6560000 + 100 * (double)(i / SIDE) + sides[k / 4 % 4][1];
        }
        GEOSCoordSequence *ring =
            GEOSCoordSeq_copyFromArrays_r(session.geos, x, y, NULL, NULL, 17);
        polygons[i] = GEOSGeom_createPolygon_r(
            session.geos, GEOSGeom_createLinearRing_r(session.geos, ring), NULL, 0);
    }
    struct tk_coverage *coverage;
    assert_ok(tk_coverage_new(&session, support_borrowed(polygons), n, &coverage, &err), &err);
    uint64_t seed = 1;
    for (size_t i = 0; i < wanted_points(); i++) {
        double x = floor(SIDE * 200 * support_random(&seed)) / 2;
        double y = floor(SIDE * 200 * support_random(&seed)) / 2;
        bool edge_x = fmod(x, 100) == 0 && x > 0, edge_y = fmod(y, 100) == 0 && y > 0;
        size_t column = (size_t)(x / 100) - edge_x, line = (size_t)(y / 100) - edge_y;
        struct tk_location at = tk_coverage_locate(coverage, 130000 + x, 6560000 + y);
        assert_int_equal(at.polygon, line * SIDE + column);
        assert_int_equal(at.n_holding, (1 + edge_x) * (1 + edge_y));
    }
    tk_coverage_free(coverage);
    support_polygons_free(&session, polygons, n);
}

static void nothing_holds_nothing(void **state)
{
    (void)state;
    struct tk_coverage *coverage;
    assert_ok(tk_coverage_new(&session, NULL, 0, &coverage, &err), &err);
    assert_true(tk_coverage_locate(coverage, 0, 0).polygon == TK_NOWHERE);
    assert_false(tk_coverage_near_border(coverage, 0, 0, 1e9));
    close_gaps(coverage, NULL, 0, 5);
    assert_true(tk_coverage_locate(coverage, 0, 0).polygon == TK_NOWHERE);
    tk_coverage_free(coverage);

    GEOSGeometry *line = support_wkt(&session, "LINESTRING (0 0, 1 1)");
    const GEOSGeometry *lines[] = {line};
    assert_int_equal(tk_coverage_new(&session, lines, 1, &coverage, &err), TK_INTERNAL);
    assert_null(coverage);
    tk_geom_free(&session, line);
}

static void near_a_border_as_geos_measures(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "POLYGON ((0 0, 80 0, 80 80, 0 80, 0 0), (20 20, 60 20, 60 60, 20 60, 20 20))",
        "POLYGON ((80 0, 160 0, 120 33, 80 80, 80 0))",
        "POLYGON ((300 0, 301 0, 300 7, 300 0))",
    };
    struct set set = set_of(texts, 3);
    GEOSGeometry *lines[3];
    for (size_t i = 0; i < 3; i++)
        lines[i] = GEOSBoundary_r(session.geos, set.polygons[i]);
    uint64_t seed = 3;
    size_t n_near = 0;
    for (int k = 0; k < 20000; k++) {
        double x = 500 * support_random(&seed) - 100, y = 200 * support_random(&seed) - 60;
        double reach = k % 10 == 0 ? 150 : 10 * support_random(&seed), least = HUGE_VAL, m;
        GEOSGeometry *point = GEOSGeom_createPointFromXY_r(session.geos, x, y);
        for (size_t i = 0; i < 3; i++) {
            assert_int_equal(GEOSDistance_r(session.geos, point, lines[i], &m), 1);
            least = fmin(least, m);
        }
        GEOSGeom_destroy_r(session.geos, point);
        if (fabs(least - reach) > 1e-9) {
            bool near = tk_coverage_near_border(set.coverage, x, y, reach);
            assert_int_equal(near, least < reach);
            n_near += near;
        }
    }
    assert_in_range(n_near, 2000, 18000);
    assert_true(tk_coverage_near_border(set.coverage, 80, 40, 0));
    assert_true(tk_coverage_near_border(set.coverage, 70, 40, 10));
    assert_false(tk_coverage_near_border(set.coverage, 70, 40, 9.99));
    assert_false(tk_coverage_near_border(set.coverage, NAN, 40, 10));
    assert_false(tk_coverage_near_border(set.coverage, 80, 40, -1));
    for (size_t i = 0; i < 3; i++)
        tk_geom_free(&session, lines[i]);
    set_free(&set);
}

/* Many short edges in a cell, and the truth from GEOS's indexed distance. */
static void near_stockholms_borders(void **state)
{
    (void)state;
    char path[4096];
    const char *data = support_data();
    if (!data)
        skip();
    snprintf(path, sizeof path, "%s/stockholm/stadsdelar_2021/stadsdelar.shp", data);
    size_t n;
    GEOSGeometry **polygons = support_polygons(&session, path, "ESRI Shapefile", &n), *all;
    struct tk_coverage *coverage;
    assert_ok(tk_coverage_new(&session, support_borrowed(polygons), n, &coverage, &err), &err);
    for (size_t i = 0; i < n; i++) {
        GEOSGeometry *line = GEOSBoundary_r(session.geos, polygons[i]);
        tk_geom_free(&session, polygons[i]);
        polygons[i] = line;
    }
    assert_ok(tk_geom_union(&session, TK_FLOATING, support_borrowed(polygons), n, &all, &err),
              &err);
    const GEOSPreparedGeometry *prepared = GEOSPrepare_r(session.geos, all);
    struct tk_bounds b = tk_geom_bounds(&session, all);
    uint64_t seed = 5;
    for (int k = 0; k < 3000; k++) {
        double x = b.min_x + (b.max_x - b.min_x) * support_random(&seed), least;
        double y = b.min_y + (b.max_y - b.min_y) * support_random(&seed);
        GEOSGeometry *point = GEOSGeom_createPointFromXY_r(session.geos, x, y);
        assert_int_equal(GEOSPreparedDistance_r(session.geos, prepared, point, &least), 1);
        GEOSGeom_destroy_r(session.geos, point);
        assert_true(tk_coverage_near_border(coverage, x, y, least + 1e-6));
        assert_false(tk_coverage_near_border(coverage, x, y, least - 1e-6));
    }
    GEOSPreparedGeom_destroy_r(session.geos, prepared);
    tk_geom_free(&session, all);
    tk_coverage_free(coverage);
    support_polygons_free(&session, polygons, n);
}

/* A frame of two, a gap of 4 x 10 between them with an island in it:
 *
 *   20 +-------------+
 *      |      1      |
 *   15 +----+   +----+
 *      |    | 2 |    |
 *    5 | 0  +---+    |
 *      |             |
 *    0 +-------------+
 *      0    8   12  20
 */
static const char *const frame[] = {
    "POLYGON ((0 0, 20 0, 20 15, 12 15, 12 5, 8 5, 8 15, 0 15, 0 0))",
    "POLYGON ((0 15, 8 15, 12 15, 20 15, 20 20, 0 20, 0 15))",
    "POLYGON ((9 11, 11 11, 11 13, 9 13, 9 11))",
};

static void gaps_are_closed_to_the_nearest(void **state)
{
    (void)state;
    static const struct {
        double x, y;
        size_t polygon;
        bool from_gap;
    } cases[] = {
        {9, 7, 0, true},         /* 1 m from the left wall */
        {10, 14.5, 1, true},     /* half a metre under the lid */
        {10, 13.2, 2, true},     /* just over the island */
        {8.5, 12, 0, true},      /* between wall and island: the lowest */
        {11.5, 12, 0, true},     /* and on the other side */
        {8.500004, 12, 0, true}, /* as near, to 0.01 mm */
        {8.51, 12, 2, true},
        {10, 8, TK_NOWHERE, false},   /* the walls are 2 m away, the island and floor 3 */
        {8, 7, 0, false},             /* on the wall */
        {10, 12, 2, false},           /* on the island */
        {20.5, 7, TK_NOWHERE, false}, /* outside the rim */
        {10, -0.1, TK_NOWHERE, false},
    };
    struct set set = set_of(frame, 3);
    struct tk_location at = tk_coverage_locate(set.coverage, 9, 7);
    assert_true(at.polygon == TK_NOWHERE && !at.from_gap);
    close_gaps(set.coverage, set.polygons, 3, 1.5);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        at = tk_coverage_locate(set.coverage, cases[i].x, cases[i].y);
        assert_int_equal(at.polygon, cases[i].polygon);
        assert_int_equal(at.from_gap, cases[i].from_gap);
        assert_int_equal(at.n_holding, at.polygon != TK_NOWHERE && !at.from_gap);
    }
    close_gaps(set.coverage, set.polygons, 3, 5);
    at = tk_coverage_locate(set.coverage, 10, 8);
    assert_true(at.polygon == 0 && at.from_gap);
    set_free(&set);
}

/* Lengths of 4 and 10: the gap of the frame has 4 x 10 - 2 x 2 = 36. */
static void faults_of_a_coverage_are_listed(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "POLYGON ((0 0, 20 0, 20 15, 12 15, 12 5, 8 5, 8 15, 0 15, 0 0))",
        "POLYGON ((0 14, 8 14, 8 15, 12 15, 20 15, 20 20, 0 20, 0 14))", /* 8 over 0 */
        "POLYGON ((9 11, 11 11, 11 13, 9 13, 9 11))",
        "POLYGON ((18 19, 22 19, 22 30, 18 30, 18 19))", /* 2 over 1 */
        "POLYGON ((0 20, 18 20, 18 30, 0 30, 0 20))",    /* an edge with each of 1 and 3 */
    };
    static const struct tk_coverage_fault expected[] = {
        {true, 0, 1, 8, 0, 0}, {true, 1, 3, 2, 0, 0}, {false, 0, TK_NOWHERE, 36, 0, 0}};
    struct set set = set_of(texts, 5);
    struct tk_coverage_fault *faults;
    size_t n;
    faults = support_faults(&session, set.polygons, 5, 0.5, &n);
    assert_int_equal(n, 3);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(faults[i].overlap, expected[i].overlap);
        assert_int_equal(faults[i].a, expected[i].a);
        assert_int_equal(faults[i].b, expected[i].b);
        assert_true(faults[i].area_m2 == expected[i].area_m2);
        size_t hits = tk_coverage_holding(set.coverage, faults[i].x, faults[i].y, NULL, 0);
        assert_int_equal(hits, faults[i].overlap ? 2 : 0);
    }
    tk_free(faults);
    set_free(&set);
}

/* 0 is 10 m wide and 20 m high; what lies to the right of it leaves a slit along x = 10. Of a
 * slit's mouth a centimetre is not reckoned. */
static void slits_are_gaps(void **state)
{
    (void)state;
    static const struct {
        const char *what, *left, *right;
        double slit_m;
        size_t n;
        double area_m2, middle_y; /* of the gap */
    } cases[] = {
        {"open upwards", "POLYGON ((0 0, 10 0, 10 20, 0 20, 0 0))",
         "POLYGON ((10 0, 20 0, 20 20, 10.25 20, 10.25 4, 10 4, 10 0))", 0.5, 1, 4, 12},
        {"open at both ends", "POLYGON ((0 0, 10 0, 10 20, 0 20, 0 0))",
         "POLYGON ((10.25 0, 20 0, 20 20, 10.25 20, 10.25 0))", 0.5, 1, 5, 10},
        {"closed: told once", "POLYGON ((0 0, 10 0, 10 20, 0 20, 0 0))",
         "POLYGON ((10 0, 20 0, 20 20, 10 20, 10 16, 10.25 16, 10.25 4, 10 4, 10 0))", 0.5, 1,
         3, 10},
        {"around an island: told once",
         "POLYGON ((0 0, 10 0, 10 20, 0 20, 0 0), (1 1, 9 1, 9 19, 1 19, 1 1))",
         "POLYGON ((1.25 1.25, 8.75 1.25, 8.75 18.75, 1.25 18.75, 1.25 1.25))", 0.5, 1,
         8 * 18 - 7.5 * 17.5, NAN},
        {"a wide inlet", "POLYGON ((0 0, 10 0, 10 20, 0 20, 0 0))",
         "POLYGON ((10 0, 20 0, 20 20, 11 20, 11 4, 10 4, 10 0))", 0.5, 0, 0, 0},
        {"the same, where that is a slit", "POLYGON ((0 0, 10 0, 10 20, 0 20, 0 0))",
         "POLYGON ((10 0, 20 0, 20 20, 11 20, 11 4, 10 4, 10 0))", 1.5, 1, 16, 12},
        {"a short notch", "POLYGON ((0 0, 10 0, 10 20, 0 20, 0 0))",
         "POLYGON ((10 0, 20 0, 20 20, 10.25 20, 10.25 15.5, 10 15.5, 10 0))", 0.5, 0, 0, 0},
        {"a step of the rim", "POLYGON ((0 0, 10 0, 10 20, 0 20, 0 0))",
         "POLYGON ((10 0, 20 0, 20 19.75, 10 19.75, 10 0))", 0.5, 0, 0, 0},
        {"not looked for", "POLYGON ((0 0, 10 0, 10 20, 0 20, 0 0))",
         "POLYGON ((10 0, 20 0, 20 20, 10.25 20, 10.25 4, 10 4, 10 0))", 0, 0, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const texts[] = {cases[i].left, cases[i].right};
        struct set set = set_of(texts, 2);
        size_t n;
        struct tk_coverage_fault *faults =
            support_faults(&session, set.polygons, 2, cases[i].slit_m, &n);
        print_message("%s\n", cases[i].what);
        assert_int_equal(n, cases[i].n);
        if (n) {
            assert_true(!faults->overlap && faults->a == 0 && faults->b == TK_NOWHERE);
            assert_near(faults->area_m2, cases[i].area_m2, 0.05);
            assert_true(isnan(cases[i].middle_y) || fabs(faults->y - cases[i].middle_y) < 0.02);
            assert_int_equal(tk_coverage_holding(set.coverage, faults->x, faults->y, NULL, 0),
                             0);
        }
        tk_free(faults);
        set_free(&set);
    }
}

/* What three share goes to the lowest, what two share to the lower. */
static void overlaps_go_to_the_lowest(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))", "POLYGON ((6 0, 16 0, 16 10, 6 10, 6 0))",
        "POLYGON ((8 4, 20 4, 20 6, 8 6, 8 4))", "POLYGON ((20 0, 30 0, 30 10, 20 10, 20 0))"};
    static const double m2[] = {100, 60, 8, 100};
    struct set set = set_of(texts, 4);
    struct tk_coverage_fault *faults;
    size_t n;
    bool untouched[4];
    const GEOSGeometry *first = set.polygons[0], *last = set.polygons[3];
    faults = support_faults(&session, set.polygons, 4, 0.5, &n);
    assert_int_equal(n, 3);
    GEOSGeometry *mine[4]; /* the set's prepared polygons lean on its own */
    for (size_t i = 0; i < 4; i++)
        mine[i] = GEOSGeom_clone_r(session.geos, set.polygons[i]);
    first = mine[0], last = mine[3];
    assert_ok(tk_coverage_disjoint(&session, mine, 4, faults, n, untouched, &err), &err);
    tk_free(faults);
    assert_true(untouched[0] && !untouched[1] && !untouched[2] && untouched[3]);
    assert_ptr_equal(mine[0], first);
    assert_ptr_equal(mine[3], last);
    for (size_t i = 0; i < 4; i++) {
        double area;
        assert_ok(tk_geom_area(&session, mine[i], &area, &err), &err);
        assert_true(area == m2[i]);
    }
    faults = support_faults(&session, mine, 4, 0.5, &n);
    assert_int_equal(n, 0);
    tk_free(faults);
    for (size_t i = 0; i < 4; i++)
        tk_geom_free(&session, mine[i]);
    set_free(&set);
}

static void check_real(const char *name, const char *driver, size_t n_gaps, size_t n_listed,
                       double overlap_m2)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", support_data(), name);
    size_t n, n_holes, n_faults, listed = 0;
    GEOSGeometry **polygons = support_polygons(&session, path, driver, &n), *whole, **holes;
    assert_ok(tk_geom_union(&session, TK_FLOATING, support_borrowed(polygons), n, &whole, &err),
              &err);
    assert_ok(tk_geom_holes(&session, whole, &holes, &n_holes, &err), &err);
    assert_int_equal(n_holes, n_gaps);
    struct tk_coverage_fault *faults;
    faults = support_faults(&session, polygons, n, 0.5, &n_faults);
    double overlap = 0;
    for (size_t i = 0; i < n_faults; i++) {
        overlap += faults[i].overlap ? faults[i].area_m2 : 0;
        listed += !faults[i].overlap;
        assert_true(faults[i].a < n && (faults[i].overlap || faults[i].b == TK_NOWHERE));
    }
    assert_near(overlap, overlap_m2, 0.05);
    assert_int_equal(listed, n_listed);
    tk_free(faults);
    tk_geom_free(&session, whole);
    support_polygons_free(&session, holes, n_holes);
    support_polygons_free(&session, polygons, n);
}

/* The numbers of shared/data/SOURCES.md, which come from another program. Of Stockholm's 16
 * holes three are smaller than a square millimetre. */
static void faults_of_real_coverages(void **state)
{
    (void)state;
    if (!support_data())
        skip();
    check_real("stockholm/stadsdelar_2021/stadsdelar.shp", "ESRI Shapefile", 16, 15, 2.1);
    check_real("malmo_delomraden.gpkg", "GPKG", 0, 0, 0);
    check_real("stockholm/basomraden.gpkg", "GPKG", 1349, 1302, 791);
}

static void stockholm_made_disjoint(void **state)
{
    (void)state;
    char path[4096];
    const char *data = support_data();
    if (!data)
        skip();
    snprintf(path, sizeof path, "%s/stockholm/stadsdelar_2021/stadsdelar.shp", data);
    size_t n, n_faults;
    GEOSGeometry **polygons = support_polygons(&session, path, "ESRI Shapefile", &n), *whole;
    struct tk_coverage_fault *faults;
    double before, after = 0;
    assert_ok(tk_geom_union(&session, TK_FLOATING, support_borrowed(polygons), n, &whole, &err),
              &err);
    assert_ok(tk_geom_area(&session, whole, &before, &err), &err);
    faults = support_faults(&session, polygons, n, 0.5, &n_faults);
    bool *untouched = tk_alloc(n, sizeof *untouched);
    assert_ok(tk_coverage_disjoint(&session, polygons, n, faults, n_faults, untouched, &err),
              &err);
    tk_free(faults);
    tk_free(untouched);
    faults = support_faults(&session, polygons, n, 0.5, &n_faults);
    for (size_t i = 0; i < n_faults; i++)
        assert_false(faults[i].overlap);
    for (size_t i = 0; i < n; i++) {
        double m2;
        assert_ok(tk_geom_area(&session, polygons[i], &m2, &err), &err);
        after += m2;
    }
    assert_near(after, before, 1e-4); /* of 215 km2 */
    tk_free(faults);
    tk_geom_free(&session, whole);
    support_polygons_free(&session, polygons, n);
}

#define with_session(test) cmocka_unit_test_setup_teardown(test, open_session, close_session)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_session(stockholm_as_geos_says),
        with_session(malmoe_as_geos_says),
        with_session(drawn_shapes_as_geos_says),
        with_session(heaps_as_geos_says),
        with_session(unkind_points_as_geos_says),
        with_session(many_squares),
        with_session(nothing_holds_nothing),
        with_session(near_a_border_as_geos_measures),
        with_session(near_stockholms_borders),
        with_session(gaps_are_closed_to_the_nearest),
        with_session(faults_of_a_coverage_are_listed),
        with_session(slits_are_gaps),
        with_session(overlaps_go_to_the_lowest),
        with_session(faults_of_real_coverages),
        with_session(stockholm_made_disjoint),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
