#include "../src/generate/generate.h"

#include "trygghetskarta/memory.h"

#include "support/polygons.h"
#include "support/world.h"

#include <gdal.h>
#include <ogr_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the numbers ---- */

/* The published first answers of splitmix64 from 0, which seed our state. */
static void the_seed_is_splitmix64(void **state)
{
    (void)state;
    struct tk_random r;
    tk_random_seed(&r, 0);
    assert_true(r.state[0] == UINT64_C(0xE220A8397B1DCDAF));
    assert_true(r.state[1] == UINT64_C(0x6E789E6AA1B965F4));
    assert_true(r.state[2] == UINT64_C(0x06C45D188009454F));
    assert_true(r.state[3] == UINT64_C(0xF88BB8A8724C81EC));
}

/* By hand from the state 1, 2, 3, 4: rotl(2 * 5, 7) * 9 = 1280 * 9; then s1 is 0. The fourth is
 * the first that all shifts have part in. */
static void the_numbers_are_xoshiro256(void **state)
{
    (void)state;
    struct tk_random r = {{1, 2, 3, 4}};
    assert_true(tk_random_next(&r) == 11520);
    assert_true(tk_random_next(&r) == 0);
    assert_true(tk_random_next(&r) == 1509978240);
    assert_true(tk_random_next(&r) == UINT64_C(1215971899390074240));
}

static void below_is_even(void **state)
{
    (void)state;
    struct tk_random r;
    int seen[6] = {0};
    tk_random_seed(&r, 7);
    for (int i = 0; i < 60000; i++)
        seen[tk_random_below(&r, 6)]++;
    for (int i = 0; i < 6; i++)
        assert_in_range(seen[i], 9600, 10400); /* 10 000 +- 4 standard deviations */
    assert_int_equal(tk_random_below(&r, 0), 0);
}

/* ---- hexagons ---- */

static void neighbours_are_mutual(void **state)
{
    struct world *w = *state;
    struct tk_hexmap map;
    assert_ok(tk_hexmap_make(0, 0, 900, 900, &map, &w->err), &w->err);
    for (size_t hex = 0; hex < tk_hexmap_size(&map); hex++)
        for (int side = 0; side < 6; side++) {
            long other = tk_hexmap_neighbour(&map, hex, side);
            if (other < 0)
                continue;
            assert_int_equal(tk_hexmap_neighbour(&map, (size_t)other, (side + 3) % 6), hex);
            double x, y, to_x, to_y;
            tk_hexmap_centre(&map, hex, &x, &y);
            tk_hexmap_centre(&map, (size_t)other, &to_x, &to_y);
            assert_near((to_x - x) * (to_x - x) + (to_y - y) * (to_y - y), 40000, 300);
        }
    tk_hexmap_free(&map);
}

static char *outline_of(struct world *w, const struct tk_hexmap *map, const size_t *hexes,
                        size_t n)
{
    unsigned char *set = calloc(1, tk_hexmap_size(map));
    struct tk_buffer b = {0};
    for (size_t i = 0; i < n; i++)
        set[hexes[i]] = 1;
    assert_ok(tk_outline_geojson(map, set, &b, &w->err), &w->err);
    free(set);
    return tk_buffer_take(&b);
}

static void one_hexagon_has_six_corners(void **state)
{
    struct world *w = *state;
    struct tk_hexmap map;
    assert_ok(tk_hexmap_make(1000, 2000, 1500, 2500, &map, &w->err), &w->err);
    char *text = outline_of(w, &map, (const size_t[]){0}, 1);
    assert_string_equal(text, "{\"type\":\"Polygon\",\"coordinates\":[["
                              "[1000,1884],[1100,1942],[1100,2058],[1000,2116],"
                              "[900,2058],[900,1942],[1000,1884]]]}");
    tk_free(text);
    tk_hexmap_free(&map);
}

static void a_ring_has_a_hole_and_what_lies_apart_is_a_part(void **state)
{
    struct world *w = *state;
    struct tk_hexmap map;
    assert_ok(tk_hexmap_make(0, 0, 2000, 2000, &map, &w->err), &w->err);
    size_t ring[7], middle = 3 * (size_t)map.columns + 3;
    for (int side = 0; side < 6; side++)
        ring[side] = (size_t)tk_hexmap_neighbour(&map, middle, side);
    ring[6] = 0;
    char *text = outline_of(w, &map, ring, 7);
    OGRGeometryH g = OGR_G_CreateGeometryFromJson(text);
    assert_non_null(g);
    assert_true(OGR_G_IsValid(g));
    assert_int_equal(OGR_G_GetGeometryCount(g), 2);
    assert_near(OGR_G_Area(g), 7 * TK_HEX_AREA, 1e-6);
    assert_int_equal(OGR_G_GetGeometryCount(OGR_G_GetGeometryRef(g, 0)), 1);
    assert_int_equal(OGR_G_GetGeometryCount(OGR_G_GetGeometryRef(g, 1)), 2);
    OGR_G_DestroyGeometry(g);
    tk_free(text);
    tk_hexmap_free(&map);
}

static void an_empty_set_is_told(void **state)
{
    struct world *w = *state;
    struct tk_hexmap map;
    struct tk_buffer b = {0};
    assert_ok(tk_hexmap_make(0, 0, 500, 500, &map, &w->err), &w->err);
    unsigned char *set = calloc(1, tk_hexmap_size(&map));
    assert_int_equal(tk_outline_geojson(&map, set, &b, &w->err), TK_INPUT);
    assert_contains(w->err.message, "holds no hexagon");
    free(set);
    tk_buffer_free(&b);
    tk_hexmap_free(&map);
}

/* ---- the schematic city ---- */

static OGRLayerH open_layer(const struct world *w, const char *name, GDALDatasetH *dataset)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", w->directory, name);
    *dataset =
        GDALOpenEx(path, GDAL_OF_VECTOR, (const char *const[]){"GeoJSON", NULL}, NULL, NULL);
    assert_non_null(*dataset);
    return GDALDatasetGetLayer(*dataset, 0);
}

static void check_district(const struct tk_table *facts, OGRFeatureH feature, size_t row)
{
    OGRGeometryH g = OGR_F_GetGeometryRef(feature);
    assert_string_equal(OGR_F_GetFieldAsString(feature, 0), tk_table_cell(facts, row, 0));
    assert_string_equal(OGR_F_GetFieldAsString(feature, 1), tk_table_cell(facts, row, 1));
    assert_string_equal(OGR_F_GetFieldAsString(feature, 2), "schematisk");
    assert_int_equal(wkbFlatten(OGR_G_GetGeometryType(g)), wkbPolygon); /* one piece */
    assert_true(OGR_G_IsValid(g));
    double wanted = atof(tk_table_cell(facts, row, tk_table_column(facts, "area_km2"))) * 1e6;
    assert_near(OGR_G_Area(g), wanted, 3 * TK_HEX_AREA);
}

/* GEOS's own union loses nothing and closes up to one polygon without a hole: so no two
 * districts overlap and nothing gapes between them. */
static void the_city_is_an_exact_coverage(void **state)
{
    struct world *w = *state;
    struct tk_table facts;
    GDALDatasetH dataset;
    assert_ok(tk_table_read("layers/demo/stadsdelar.csv", &facts, &w->err), &w->err);
    OGRLayerH layer = open_layer(w, "stadsdelar.geojson", &dataset);
    assert_int_equal(OGR_L_GetFeatureCount(layer, 1), 117);
    assert_int_equal(facts.n_rows, 117);
    OGRGeometryH all = OGR_G_CreateGeometry(wkbMultiPolygon);
    OGRFeatureH feature;
    double sum = 0;
    for (size_t row = 0; (feature = OGR_L_GetNextFeature(layer)); row++) {
        check_district(&facts, feature, row);
        sum += OGR_G_Area(OGR_F_GetGeometryRef(feature));
        OGR_G_AddGeometry(all, OGR_F_GetGeometryRef(feature));
        OGR_F_Destroy(feature);
    }
    OGRGeometryH whole = OGR_G_UnionCascaded(all);
    assert_near(OGR_G_Area(whole), sum, 1e-3);
    assert_int_equal(wkbFlatten(OGR_G_GetGeometryType(whole)), wkbPolygon);
    assert_int_equal(OGR_G_GetGeometryCount(whole), 1);
    OGR_G_DestroyGeometry(whole);
    OGR_G_DestroyGeometry(all);
    GDALClose(dataset);
    tk_table_free(&facts);
}

/* The sum of the areas in a file, and how many features there are. */
static double area_of(const struct world *w, const char *name, int *n)
{
    GDALDatasetH dataset;
    OGRLayerH layer = open_layer(w, name, &dataset);
    OGRFeatureH feature;
    double sum = 0;
    for (*n = 0; (feature = OGR_L_GetNextFeature(layer)); ++*n) {
        assert_true(OGR_G_IsValid(OGR_F_GetGeometryRef(feature)));
        sum += OGR_G_Area(OGR_F_GetGeometryRef(feature));
        OGR_F_Destroy(feature);
    }
    GDALClose(dataset);
    return sum;
}

static void the_rest_of_the_city_fits(void **state)
{
    struct world *w = *state;
    int n;
    double whole = area_of(w, "stadsdelar.geojson", &n);
    assert_near(area_of(w, "stadsdelsomraden.geojson", &n), whole, 1e-3);
    assert_int_equal(n, 11);
    double land = area_of(w, "land.geojson", &n);
    assert_int_equal(n, 117);
    assert_true(land < 0.97 * whole && land > 0.8 * whole);
    area_of(w, "fokus.geojson", &n);
    assert_int_equal(n, 4);
    area_of(w, "planer.geojson", &n);
    assert_int_equal(n, 12);
    char *links = world_text(w->directory, "samband.geojson");
    assert_contains(links, "\"namn\":\"Kista–Husby–Akalla\"");
    assert_contains(links, "\"exempel\":\"1\"");
    free(links);
}

static void check_pieces(const struct tk_hexmap *map, int districts)
{
    size_t size = tk_hexmap_size(map);
    unsigned char *set = calloc(1, size);
    int *label = calloc(size, sizeof *label);
    for (int i = 0; i < districts; i++) {
        for (size_t hex = 0; hex < size; hex++)
            set[hex] = map->owner[hex] == i;
        assert_int_equal(tk_hexmap_parts(map, set, label), 1);
    }
    for (size_t hex = 0; hex < size; hex++)
        set[hex] = map->owner[hex] < 0;
    assert_int_equal(tk_hexmap_parts(map, set, label), 1); /* what is outside */
    free(set);
    free(label);
}

/* Twelve districts of any size, crowded, forty times over: each is one piece, and there is no
 * hole among them. */
static void crowded_districts_stay_in_one_piece(void **state)
{
    struct world *w = *state;
    struct tk_random r;
    tk_random_seed(&r, 11);
    for (int trial = 0; trial < 40; trial++) {
        struct tk_site sites[12];
        struct tk_hexmap map;
        assert_ok(tk_hexmap_make(-2500, -2500, 5500, 5500, &map, &w->err), &w->err);
        for (int i = 0; i < 12; i++)
            sites[i] = (struct tk_site){.x = tk_random_between(&r, 0, 14) * 100,
                                        .y = tk_random_between(&r, 0, 14) * 100,
                                        .area_m2 = tk_random_between(&r, 1, 9) *
                                                   tk_random_between(&r, 1, 9) * TK_HEX_AREA};
        if (tk_partition(&map, sites, 12, &w->err) == TK_OK)
            check_pieces(&map, 12);
        w->err = (struct tk_error){TK_OK, ""}; /* two centres were one: told, not tested here */
        tk_hexmap_free(&map);
    }
}

/* Water over all of a district leaves half of it. */
static void no_district_drowns(void **state)
{
    struct world *w = *state;
    char directory[256], path[512];
    int n;
    support_directory(directory, sizeof directory);
    snprintf(path, sizeof path, "%s/fakta.csv", directory);
    const struct tk_city_options o = {.facts = path, .output = directory, .crs = ""};
    support_write(directory, "fakta.csv", "stadsdel,stadsdelsomrade,x,y,area_km2\nA,S,0,0,1\n");
    support_write(directory, "vatten.csv", "x1,y1,x2,y2,bredd\n-900,0,900,0,3000\n");
    assert_ok(tk_city_generate(&o, &w->err), &w->err);
    struct world there = {.session = w->session};
    memcpy(there.directory, directory, sizeof directory);
    double whole = area_of(&there, "stadsdelar.geojson", &n);
    double land = area_of(&there, "land.geojson", &n);
    assert_near(land, whole / 2, TK_HEX_AREA);
    support_remove(directory);
}

static void faults_in_the_facts_are_told(void **state)
{
    struct world *w = *state;
    char directory[256], path[512];
    struct tk_city_options o = {.facts = path, .output = directory, .crs = ""};
    support_directory(directory, sizeof directory);
    snprintf(path, sizeof path, "%s/fakta.csv", directory);
    assert_int_equal(tk_city_generate(&o, &w->err), TK_NO_INPUT);

    w->err = (struct tk_error){TK_OK, ""};
    support_write(directory, "fakta.csv", "stadsdel,stadsdelsomrade,x,y,area_km2\nA,S,1,x,1\n");
    assert_int_equal(tk_city_generate(&o, &w->err), TK_USAGE);
    assert_contains(w->err.message, "fakta.csv:2: y 'x' is no number");

    w->err = (struct tk_error){TK_OK, ""};
    support_write(directory, "fakta.csv", "stadsdel,stadsdelsomrade,x,y,area_km2\nA,S,0,0,1\n");
    support_write(directory, "fokus.csv", "namn,stadsdelar,rand\nF,A|B,0\n");
    assert_int_equal(tk_city_generate(&o, &w->err), TK_USAGE);
    assert_contains(w->err.message, "fokus.csv:2: 'B' is no district");

    w->err = (struct tk_error){TK_OK, ""};
    support_write(directory, "fakta.csv",
                  "stadsdel,stadsdelsomrade,x,y,area_km2\nA,S,0,0,1\nB,S,0,0,0.01\n");
    assert_int_equal(tk_city_generate(&o, &w->err), TK_INPUT);
    assert_contains(w->err.message, "district 2 got no hexagon");
    support_remove(directory);
}

/* Seven cells in rows of three, two and two, so that corners lie on borders of the next row. */
static void a_grid_is_an_exact_coverage(void **state)
{
    struct world *w = *state;
    char path[512];
    size_t n, n_plans;
    const struct tk_grid_options options = {
        .output = w->directory, .seed = 1, .n_districts = 7, .n_plans = 4, .vertices = 200};
    assert_ok(tk_grid_generate(&w->session, &options, &w->err), &w->err);
    snprintf(path, sizeof path, "%s/stadsdelar.gpkg", w->directory);
    GEOSGeometry **cells = support_polygons(&w->session, path, "GPKG", &n), *all;
    assert_int_equal(n, 7);
    double sum = 0, whole, area;
    for (size_t i = 0; i < n; i++) {
        assert_in_range(tk_geom_vertices(&w->session, cells[i]), 150, 260);
        assert_int_equal(GEOSisValid_r(w->session.geos, cells[i]), 1);
        assert_ok(tk_geom_area(&w->session, cells[i], &area, &w->err), &w->err);
        sum += area;
    }
    assert_ok(tk_geom_union(&w->session, TK_FLOATING, (const GEOSGeometry *const *)cells, n,
                            &all, &w->err),
              &w->err);
    assert_ok(tk_geom_area(&w->session, all, &whole, &w->err), &w->err);
    assert_near(sum, whole, 1e-3);
    assert_int_equal(GEOSGetNumGeometries_r(w->session.geos, all), 1);
    tk_geom_free(&w->session, all);
    support_polygons_free(&w->session, cells, n);
    snprintf(path, sizeof path, "%s/omraden.gpkg", w->directory);
    cells = support_polygons(&w->session, path, "GPKG", &n_plans);
    assert_int_equal(n_plans, 4);
    support_polygons_free(&w->session, cells, n_plans);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_seed_is_splitmix64),
        cmocka_unit_test(the_numbers_are_xoshiro256),
        cmocka_unit_test(below_is_even),
        cmocka_unit_test_setup(neighbours_are_mutual, world_forget),
        cmocka_unit_test_setup(one_hexagon_has_six_corners, world_forget),
        cmocka_unit_test_setup(a_ring_has_a_hole_and_what_lies_apart_is_a_part, world_forget),
        cmocka_unit_test_setup(an_empty_set_is_told, world_forget),
        cmocka_unit_test_setup(the_city_is_an_exact_coverage, world_forget),
        cmocka_unit_test_setup(the_rest_of_the_city_fits, world_forget),
        cmocka_unit_test_setup(crowded_districts_stay_in_one_piece, world_forget),
        cmocka_unit_test_setup(no_district_drowns, world_forget),
        cmocka_unit_test_setup(faults_in_the_facts_are_told, world_forget),
        cmocka_unit_test_setup(a_grid_is_an_exact_coverage, world_forget),
    };
    return cmocka_run_group_tests_name("generate", tests, world_setup, world_teardown);
}
