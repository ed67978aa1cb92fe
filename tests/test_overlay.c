#include "support/awake.h"
#include "support/polygons.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/overlay.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static GEOSGeometry **many(const char *const *texts, size_t n)
{
    GEOSGeometry **g = tk_alloc(n, sizeof *g);
    for (size_t i = 0; i < n; i++)
        g[i] = support_wkt(&session, texts[i]);
    return g;
}

static enum tk_status cut(GEOSGeometry **d, size_t n_d, GEOSGeometry **a, size_t n_a,
                          struct tk_overlay *out)
{
    struct tk_union together;
    assert_ok(tk_geom_dissolve(&session, support_borrowed(d), n_d, &together, &err), &err);
    enum tk_status st = tk_overlay_new(&session, support_borrowed(d), n_d, &together,
                                       support_borrowed(a), n_a, out, &err);
    tk_geom_free(&session, together.whole);
    return st;
}

static double area(const GEOSGeometry *g)
{
    double m2;
    assert_ok(tk_geom_area(&session, g, &m2, &err), &err);
    return m2;
}

/* Three districts in a row, ten by ten. */
static const char *const row[] = {
    "MULTIPOLYGON (((674000 6580000, 674010 6580000, 674010 6580010, 674000 6580010, 674000 "
    "6580000)))",
    "MULTIPOLYGON (((674010 6580000, 674020 6580000, 674020 6580010, 674010 6580010, 674010 "
    "6580000)))",
    "MULTIPOLYGON (((674020 6580000, 674030 6580000, 674030 6580010, 674020 6580010, 674020 "
    "6580000)))",
};

static void squares_are_cut_as_with_a_pencil(void **state)
{
    (void)state;
    static const char *const areas[] = {
        /* 4 x 4 over the border of 0 and 1, a corner of 2 x 2 below both */
        "POLYGON ((674008 6579998, 674012 6579998, 674012 6580002, 674008 6580002, 674008 "
        "6579998))",
        "POLYGON EMPTY",
        /* far away */
        "POLYGON ((0 0, 1 0, 1 1, 0 0))",
        /* district 2 itself: its neighbour shares an edge with it and no area */
        "POLYGON ((674020 6580000, 674030 6580000, 674030 6580010, 674020 6580010, 674020 "
        "6580000))",
        /* two parts, in 0 and in 2 */
        "MULTIPOLYGON (((674001 6580001, 674003 6580001, 674003 6580003, 674001 6580003, "
        "674001 "
        "6580001)), ((674021 6580001, 674024 6580001, 674024 6580002, 674021 6580002, 674021 "
        "6580001)))",
    };
    static const struct {
        size_t district, area;
        double m2;
    } expected[] = {{0, 0, 4},   {1, 0, 4}, {TK_NOWHERE, 0, 8}, {TK_NOWHERE, 2, 0.5},
                    {2, 3, 100}, {0, 4, 4}, {2, 4, 3}};
    static const double wholes[] = {16, 0, 0.5, 100, 7};
    GEOSGeometry **d = many(row, 3), **a = many(areas, 5);
    struct tk_overlay o;
    assert_ok(cut(d, 3, a, 5, &o), &err);
    assert_int_equal(o.n_pieces, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < o.n_pieces; i++) {
        assert_int_equal(o.pieces[i].district, expected[i].district);
        assert_int_equal(o.pieces[i].area, expected[i].area);
        assert_true(o.pieces[i].area_m2 == expected[i].m2);
        if (expected[i].district == TK_NOWHERE) {
            assert_null(o.pieces[i].geometry);
            continue;
        }
        assert_int_equal(GEOSGeomTypeId_r(session.geos, o.pieces[i].geometry),
                         GEOS_MULTIPOLYGON);
        assert_true(area(o.pieces[i].geometry) == expected[i].m2);
        assert_true(tk_geom_bounds(&session, o.pieces[i].geometry).min_x >= 674000);
    }
    for (size_t i = 0; i < 5; i++)
        assert_true(o.whole_m2[i] == wholes[i]);
    assert_true(o.worst == 0);
    tk_overlay_free(&session, &o);
    assert_null(o.pieces);
    support_polygons_free(&session, d, 3);
    support_polygons_free(&session, a, 5);
}

/* Two districts that share a strip of 1 x 10: it is the lower one's. */
static void a_strip_in_two_districts_counts_once(void **state)
{
    (void)state;
    static const char *const districts[] = {"POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))",
                                            "POLYGON ((9 0, 20 0, 20 10, 9 10, 9 0))"};
    static const char *const areas[] = {"POLYGON ((5 0, 15 0, 15 10, 5 10, 5 0))"};
    GEOSGeometry **d = many(districts, 2), **a = many(areas, 1);
    struct tk_overlay o;
    assert_ok(cut(d, 2, a, 1, &o), &err);
    assert_int_equal(o.n_pieces, 2);
    assert_true(o.pieces[0].area_m2 == 50 && o.pieces[1].area_m2 == 50);
    assert_true(area(o.pieces[1].geometry) == 50);
    tk_overlay_free(&session, &o);
    support_polygons_free(&session, d, 2);
    support_polygons_free(&session, a, 1);
}

/* Of areas that overlap, the union counts; of areas that meet, the sum; of those not wanted,
 * nothing. */
static void wanted_areas_count_once(void **state)
{
    (void)state;
    static const char *const districts[] = {"POLYGON ((0 0, 10 0, 10 10, 0 10, 0 0))",
                                            "POLYGON ((10 0, 20 0, 20 10, 10 10, 10 0))"};
    static const char *const areas[] = {
        "POLYGON ((5 0, 15 0, 15 4, 5 4, 5 0))", "POLYGON ((8 2, 12 2, 12 6, 8 6, 8 2))",
        "POLYGON ((5 4, 15 4, 15 5, 5 5, 5 4))", "POLYGON ((18 0, 30 0, 30 1, 18 1, 18 0))"};
    static const struct {
        bool wanted[4];
        double m2[2];
    } cases[] = {{{true, true, false, false}, {24, 24}},
                 {{true, false, true, false}, {25, 25}},
                 {{false, false, false, true}, {0, 2}},
                 {{false, false, false, false}, {0, 0}},
                 {{true, true, true, true}, {27, 29}}};
    GEOSGeometry **d = many(districts, 2), **a = many(areas, 4);
    struct tk_overlay o;
    double m2[2];
    assert_ok(cut(d, 2, a, 4, &o), &err);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_ok(tk_overlay_wanted_area(&session, &o, 2, support_borrowed(a), 4,
                                         cases[i].wanted, m2, &err),
                  &err);
        assert_near(m2[0], cases[i].m2[0], 1e-9);
        assert_near(m2[1], cases[i].m2[1], 1e-9);
    }
    tk_overlay_free(&session, &o);
    support_polygons_free(&session, d, 2);
    support_polygons_free(&session, a, 4);
}

/* A square of 64 m2 in district 0 with a hole where the square is not, in district 1: what is
 * inside and what is outside do not make the whole. Only a geometry that is not valid does
 * that. */
static enum tk_status cut_with_stray_hole(double side, struct tk_overlay *o)
{
    char text[512];
    snprintf(
        text, sizeof text,
        "POLYGON ((674001 6580001, 674009 6580001, 674009 6580009, 674001 6580009, 674001 "
        "6580001), (674012 6580001, %.9f 6580001, %.9f %.9f, 674012 %.9f, 674012 6580001))",
        674012 + side, 674012 + side, 6580001 + side, 6580001 + side);
    const char *const texts[] = {text};
    GEOSGeometry **d = many(row, 3), **a = many(texts, 1);
    enum tk_status st = cut(d, 3, a, 1, o);
    support_polygons_free(&session, d, 3);
    support_polygons_free(&session, a, 1);
    return st;
}

static void a_broken_account_is_our_own_fault(void **state)
{
    (void)state;
    static const double sides[] = {5, 0.001}; /* 0.4 and 1.6e-8 of the whole */
    struct tk_overlay o;
    for (size_t i = 0; i < 2; i++) {
        err = (struct tk_error){0};
        assert_int_equal(cut_with_stray_hole(sides[i], &o), TK_INTERNAL);
        assert_contains(err.message, "law 3: area 0: ");
        assert_null(o.pieces);
        assert_null(o.whole_m2);
    }
    err = (struct tk_error){0};
    assert_ok(cut_with_stray_hole(0.0001, &o), &err); /* 1.6e-10 of it */
    assert_in_range((uintmax_t)(o.worst * 1e12), 1, 1000);
    tk_overlay_free(&session, &o);
}

/* A net of districts whose corners are moved about, and by as much as `jitter` differently in
 * each district: gaps and overlaps of that size along every border. */
static GEOSGeometry **net(size_t side, double jitter, uint64_t *seed)
{
    GEOSGeometry **g = tk_alloc(side * side, sizeof *g);
    double *corner = tk_alloc(2 * (side + 1) * (side + 1), sizeof *corner);
    for (size_t i = 0; i < (side + 1) * (side + 1); i++) {
        corner[2 * i] = 674000 + 500 * ((double)(i % (side + 1)) + 0.8 * support_random(seed));
        corner[2 * i + 1] =
            6580000 + 500 * ((double)(i / (side + 1)) + 0.8 * support_random(seed));
    }
    for (size_t i = 0; i < side * side; i++) {
        size_t at = i / side * (side + 1) + i % side;
        const size_t ring[] = {at, at + 1, at + side + 2, at + side + 1, at};
        double x[5], y[5];
        for (size_t k = 0; k < 4; k++) {
            x[k] = corner[2 * ring[k]] + jitter * (support_random(seed) - 0.5);
            y[k] = corner[2 * ring[k] + 1] + jitter * (support_random(seed) - 0.5);
        }
        x[4] = x[0], y[4] = y[0];
        GEOSCoordSequence *line =
            GEOSCoordSeq_copyFromArrays_r(session.geos, x, y, NULL, NULL, 5);
        g[i] = GEOSGeom_createPolygon_r(
            session.geos, GEOSGeom_createLinearRing_r(session.geos, line), NULL, 0);
    }
    tk_free(corner);
    return g;
}

/* A star with many corners somewhere over the net, at times beyond its rim. */
static GEOSGeometry *star(double span, uint64_t *seed)
{
    enum { CORNERS = 200 };
    double x[CORNERS + 1], y[CORNERS + 1];
    double at_x = 674000 + span * support_random(seed);
    double at_y = 6580000 + span * support_random(seed);
    double size = span * pow(10, -3 * support_random(seed));
    for (size_t k = 0; k < CORNERS; k++) {
        double angle = 2 * acos(-1) * (double)k / CORNERS;
        double r = size * (0.3 + support_random(seed));
        x[k] = at_x + r * cos(angle);
        y[k] = at_y + r * sin(angle);
    }
    x[CORNERS] = x[0], y[CORNERS] = y[0];
    GEOSCoordSequence *line =
        GEOSCoordSeq_copyFromArrays_r(session.geos, x, y, NULL, NULL, CORNERS + 1);
    return GEOSGeom_createPolygon_r(session.geos,
                                    GEOSGeom_createLinearRing_r(session.geos, line), NULL, 0);
}

static void area_is_conserved_on_shaken_nets(void **state)
{
    (void)state;
    static const double jitters[] = {0, 1e-9, 1e-6, 1e-3, 0.05};
    enum { SIDE = 6, N = SIDE * SIDE, STARS = 8 };
    size_t rounds = getenv("TRYGGHETSKARTA_LONG") ? 200 : 5;
    uint64_t seed = 20261122;
    double worst = 0;
    for (size_t k = 0; k < rounds * 5; k++) {
        GEOSGeometry **d = net(SIDE, jitters[k % 5], &seed), *a[STARS];
        for (size_t i = 0; i < STARS; i++)
            a[i] = star(SIDE * 500, &seed);
        struct tk_coverage_fault *faults;
        size_t n;
        bool untouched[N];
        struct tk_overlay o;
        faults = support_faults(&session, d, N, 0.5, &n);
        if (jitters[k % 5] == 0 ||
            jitters[k % 5] > 1e-8) /* else gaps of about a fault's size */
            assert_int_equal(n > 0, jitters[k % 5] > 0);
        assert_ok(tk_coverage_disjoint(&session, d, N, faults, n, untouched, &err), &err);
        assert_ok(cut(d, N, a, STARS, &o), &err);
        worst = fmax(worst, o.worst);
        /* by another road: GEOS's own area of the pieces as they are handed out */
        double sum[STARS] = {0};
        for (size_t i = 0; i < o.n_pieces; i++) {
            double m2 = o.pieces[i].area_m2;
            if (o.pieces[i].geometry)
                assert_int_equal(GEOSArea_r(session.geos, o.pieces[i].geometry, &m2), 1);
            sum[o.pieces[i].area] += m2;
        }
        for (size_t i = 0; i < STARS; i++) {
            double whole;
            assert_int_equal(GEOSArea_r(session.geos, a[i], &whole), 1);
            assert_near(sum[i] / whole, 1, 1e-9);
            tk_geom_free(&session, a[i]);
        }
        tk_free(faults);
        tk_overlay_free(&session, &o);
        support_polygons_free(&session, d, N);
    }
    assert_true(worst < 1e-11);
}

/* The real city as it is drawn, slivers and all, cut by circles from 1 m to 10 km across. */
static void stockholm_is_conserved(void **state)
{
    (void)state;
    char path[4096];
    const char *data = support_data();
    if (!data)
        skip();
    snprintf(path, sizeof path, "%s/stockholm/stadsdelar_2021/stadsdelar.shp", data);
    enum { CIRCLES = 60 };
    size_t n, n_faults;
    GEOSGeometry **d = support_polygons(&session, path, "ESRI Shapefile", &n), *a[CIRCLES];
    uint64_t seed = 1;
    for (size_t i = 0; i < CIRCLES; i++) {
        /* on a vertex, where districts meet */
        struct tk_rings rings;
        size_t k = (size_t)(support_random(&seed) * (double)n);
        assert_ok(tk_geom_rings(&session, d[k], &rings, &err), &err);
        size_t v = (size_t)(support_random(&seed) * (double)rings.n_points);
        GEOSGeometry *point =
            GEOSGeom_createPointFromXY_r(session.geos, rings.xy[2 * v], rings.xy[2 * v + 1]);
        double radius = 0.5 * pow(10, 4 * (double)i / CIRCLES);
        assert_ok(tk_geom_buffer(&session, point, radius, &a[i], &err), &err);
        tk_geom_free(&session, point);
        tk_rings_free(&rings);
    }
    struct tk_coverage_fault *faults;
    bool *untouched = tk_alloc(n, sizeof *untouched);
    struct tk_overlay o;
    faults = support_faults(&session, d, n, 0.5, &n_faults);
    assert_ok(tk_coverage_disjoint(&session, d, n, faults, n_faults, untouched, &err), &err);
    assert_ok(cut(d, n, a, CIRCLES, &o), &err);
    assert_true(o.n_pieces > 2 * CIRCLES);
    assert_true(o.worst < 1e-11);
    tk_overlay_free(&session, &o);
    tk_free(faults);
    tk_free(untouched);
    for (size_t i = 0; i < CIRCLES; i++)
        tk_geom_free(&session, a[i]);
    support_polygons_free(&session, d, n);
}

static void a_union_counts_overlaps_once(void **state)
{
    (void)state;
    static const char *const parts[] = {
        "POLYGON ((674005 6580000, 674015 6580000, 674015 6580010, 674005 6580010, 674005 "
        "6580000))",
        "POLYGON ((674007 6580005, 674012 6580005, 674012 6580020, 674007 6580020, 674007 "
        "6580005))",
        "POLYGON ((674014 6580000, 674016 6580000, 674016 6580010, 674014 6580010, 674014 "
        "6580000))",
        "POLYGON EMPTY",
    };
    GEOSGeometry **d = many(row, 3), **p = many(parts, 4);
    double m2[3] = {-1, -1, -1};
    assert_ok(tk_overlay_union_area(&session, support_borrowed(d), 3, support_borrowed(p), 4,
                                    m2, &err),
              &err);
    assert_true(m2[0] == 50 && m2[1] == 60 && m2[2] == 0);
    assert_ok(tk_overlay_union_area(&session, support_borrowed(d), 3, NULL, 0, m2, &err), &err);
    assert_true(m2[0] == 0 && m2[1] == 0);
    support_polygons_free(&session, d, 3);
    support_polygons_free(&session, p, 4);
}

/* A district of 400 corners on a circle of 500 m and the square around it, and the district
 * again as a planning area whose corners are off by a nanometre: what a change of CRS leaves.
 * Far from the map's origin doubles are a nanometre apart, and the slivers are as wide. */
static GEOSGeometry *round_one(double noise, bool as_hole, uint64_t *seed)
{
    struct tk_buffer text = {0};
    tk_buffer_text(&text, as_hole ? "MULTIPOLYGON (((673000 6579000, 675000 6579000, 675000 "
                                    "6581000, 673000 6581000, 673000 6579000), ("
                                  : "MULTIPOLYGON (((");
    double first[2];
    for (int i = 0; i < 400; i++) {
        double angle = 2 * acos(-1) * i / 400;
        double x = 674000.1 + 500 * cos(angle) + noise * (support_random(seed) - 0.5);
        double y = 6580000.1 + 500 * sin(angle) + noise * (support_random(seed) - 0.5);
        if (i == 0)
            first[0] = x, first[1] = y;
        tk_buffer_format(&text, "%.17g %.17g, ", x, y);
    }
    tk_buffer_format(&text, "%.17g %.17g)))", first[0], first[1]);
    GEOSGeometry *g = support_wkt(&session, text.data);
    tk_buffer_free(&text);
    return g;
}

static void pieces_are_valid_where_they_are_kept(void **state)
{
    (void)state;
    uint64_t seed = 20261123;
    for (int round = 0; round < 20; round++) {
        GEOSGeometry *d[] = {round_one(0, false, &seed), round_one(0, true, &seed)};
        GEOSGeometry *a[] = {round_one(4e-9, false, &seed)};
        struct tk_overlay o;
        assert_ok(cut(d, 2, a, 1, &o), &err);
        assert_true(o.n_pieces > 0 && o.worst < 1e-9);
        for (size_t i = 0; i < o.n_pieces; i++) {
            bool valid = true;
            if (o.pieces[i].geometry)
                assert_ok(tk_geom_valid(&session, o.pieces[i].geometry, &valid, NULL, 0, NULL,
                                        NULL, &err),
                          &err);
            assert_true(valid);
        }
        tk_overlay_free(&session, &o);
        tk_geom_free(&session, a[0]);
        tk_geom_free(&session, d[0]);
        tk_geom_free(&session, d[1]);
    }
}

/* A border that came by two ways, a district's and an area's, of the real city: cut down to the
 * fewest corners that were once cut wrong. */
static const char *const nearly_along[] = {
    "POLYGON ((672127.56943943317 6577636.6725778356, 671434.49658739928 "
    "6576145.4585391358, 671427.84722177999 6576133.1088965973, 672127.56943943317 "
    "6577636.6725778356))",
};
static const char area_along[] =
    "POLYGON ((671482.18812452187 6576119.3927446567, 671432.21302309411 "
    "6576140.3988188524, 671434.49658739916 6576145.4585391358, 671430.94077864091 "
    "6576138.6439407887, 671136.01142775977 6577268.9438070105, 671482.18812452187 "
    "6576119.3927446567))";

static const char *const five[] = {
    "POLYGON ((675591.66065080068 6576117.1724835439, 676570.93014674983 "
    "6573819.9201511154, 676517.92224516789 6573867.2473621108, 676499.16902788822 "
    "6573924.4882599497, 675442.88373203238 6576026.613111834, 675591.66065080068 "
    "6576117.1724835439))",
    "POLYGON ((675706.05381828081 6573648.2033251999, 676507.34584645485 "
    "6573899.5299592353, 676517.92224516789 6573867.2473621108, 676930.85505899345 "
    "6573897.1962882606, 675706.05381828081 6573648.2033251999))",
    "POLYGON ((674625.2425656151 6573880.6044069836, 674627.71742523136 "
    "6573720.8688026536, 674485.00548911036 6573677.5549272718, 674625.2425656151 "
    "6573880.6044069836))",
    "POLYGON ((675463.50801045063 6574620.2118041515, 675456.46942948631 "
    "6574613.1584722195, 675452.21169325744 6574609.2870696979, 675463.50801045063 "
    "6574620.2118041515))",
    "POLYGON ((676337.44489299646 6573829.0533925286, 676123.60186592175 "
    "6574819.9290954145, 676507.34584645485 6573899.5299592353, 676337.44489299646 "
    "6573829.0533925286))",
};
static const char area_of_five[] =
    "POLYGON ((676518.07723038341 6573866.7742968006, 676517.76725995098 "
    "6573867.72042742, 675471.44412516651 6576043.7713574991, 676518.07723038341 "
    "6573866.7742968006))";

static void cut_one_area(const char *const *districts, size_t n, const char *area,
                         struct tk_overlay *out)
{
    GEOSGeometry **d = many(districts, n), **a = many(&area, 1);
    assert_ok(cut(d, n, a, 1, out), &err);
    support_polygons_free(&session, d, n);
    support_polygons_free(&session, a, 1);
}

/* Moved back to where it belongs the piece crosses itself; repaired it had 0.00004 m2 more. */
static void a_piece_is_measured_as_it_is_kept(void **state)
{
    (void)state;
    struct tk_overlay o;
    cut_one_area(nearly_along, 1, area_along, &o);
    assert_int_equal(o.n_pieces, 2);
    assert_true(o.worst < 1e-9);
    double m2;
    bool valid;
    assert_ok(tk_geom_area(&session, o.pieces[0].geometry, &m2, &err), &err);
    assert_ok(tk_geom_valid(&session, o.pieces[0].geometry, &valid, NULL, 0, NULL, NULL, &err),
              &err);
    assert_true(valid);
    assert_near(o.pieces[0].area_m2, m2, 1e-6);
    assert_near(m2, 50.8796, 1e-4); /* on a grid of 0.1 um: 50.879623 */
    tk_overlay_free(&session, &o);
}

/* All of it lies inside; the floating difference of GEOS 3.11 gives all of it as outside. */
static void a_difference_that_comes_back_whole_is_made_again(void **state)
{
    (void)state;
    struct tk_overlay o;
    cut_one_area(five, 5, area_of_five, &o);
    assert_true(o.worst < 1e-9);
    static const double on_a_grid[] = {97.9123, 4.45156, 0, 0, 55.3596}; /* of 0.1 um */
    double found[5] = {0};
    for (size_t i = 0; i < o.n_pieces; i++)
        if (o.pieces[i].district != TK_NOWHERE)
            found[o.pieces[i].district] = o.pieces[i].area_m2;
        else
            assert_near(o.pieces[i].area_m2, 0, 1e-4);
    for (size_t i = 0; i < 5; i++)
        assert_near(found[i], on_a_grid[i], 1e-3);
    tk_overlay_free(&session, &o);
}

static void metres_of_lines(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "LINESTRING (674005 6580005, 674025 6580005)", /* 5, 10, 5 */
        "LINESTRING (674010 6580000, 674010 6580013)", /* along the border of 0 and 1: 10, 3 out
                                                        */
        "LINESTRING (674012 6580002, 674014 6580002, 674012 6580002)", /* there and back: 2 */
        "MULTILINESTRING ((674000 6580020, 674007 6580020), (674021 6580001, 674021 6580002))",
        "LINESTRING EMPTY",
        "LINESTRING (0 0, 3 4, 0 0)", /* far away, there and back: 5 */
    };
    GEOSGeometry **d = many(row, 3), **l = many(lines, 6);
    double m[3], outside;
    assert_ok(tk_overlay_length(&session, support_borrowed(d), 3, support_borrowed(l), 6, m,
                                &outside, &err),
              &err);
    assert_near(m[0], 5 + 10, 1e-9);
    assert_near(m[1], 10 + 2, 1e-9);
    assert_near(m[2], 5 + 1, 1e-9);
    assert_near(outside, 3 + 7 + 5, 1e-9);
    assert_ok(tk_overlay_length(&session, support_borrowed(d), 3, NULL, 0, m, &outside, &err),
              &err);
    assert_true(m[0] == 0 && m[2] == 0 && outside == 0);
    support_polygons_free(&session, d, 3);
    support_polygons_free(&session, l, 6);
}

/* Ten metres along the rim of district 1, each corner two nanometres in or out of it, then two
 * metres out: not a metre here and a metre there. */
static void a_line_along_the_rim_is_inside(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "LINESTRING (674010 6579999.999999998, 674012 6580000.000000002,"
        " 674014 6579999.999999998, 674016 6579999.999999998, 674018 6580000.000000002,"
        " 674020 6579999.999999998, 674020 6579998)",
        "LINESTRING (674012 6579999.9995, 674019 6579999.9995, 674019 6580001)", /* half a
                                                                                    millimetre
                                                                                  */
        "LINESTRING (674012 6579999.99, 674019 6579999.99, 674019 6580001)", /* a centimetre */
    };
    static const double in[] = {10, 8, 1}, out[] = {2, 0, 7.01};
    GEOSGeometry **d = many(row, 3), **l = many(lines, 3);
    for (size_t i = 0; i < 3; i++) {
        double m[3], outside;
        assert_ok(tk_overlay_length(&session, support_borrowed(d), 3, support_borrowed(l) + i,
                                    1, m, &outside, &err),
                  &err);
        assert_near(m[1], in[i], 0.002);
        assert_near(outside, out[i], 0.002);
        assert_true(m[2] < 0.002);
    }
    support_polygons_free(&session, d, 3);
    support_polygons_free(&session, l, 3);
}

#define with_session(test) cmocka_unit_test_setup_teardown(test, open_session, close_session)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_session(squares_are_cut_as_with_a_pencil),
        with_session(a_strip_in_two_districts_counts_once),
        with_session(wanted_areas_count_once),
        with_session(a_broken_account_is_our_own_fault),
        with_session(area_is_conserved_on_shaken_nets),
        with_session(stockholm_is_conserved),
        with_session(a_union_counts_overlaps_once),
        with_session(pieces_are_valid_where_they_are_kept),
        with_session(a_piece_is_measured_as_it_is_kept),
        with_session(a_difference_that_comes_back_whole_is_made_again),
        with_session(metres_of_lines),
        with_session(a_line_along_the_rim_is_inside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
