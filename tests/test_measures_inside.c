#include "support/support.h"

#include "trygghetskarta/measures.h"

static GEOSGeometry *shape(struct tk_session *s, const char *wkt)
{
    struct tk_error err = {0};
    GEOSGeometry *g;
    assert_ok(tk_geom_from_wkt(s, wkt, &g, &err), &err);
    return g;
}

/* Two districts of 10 x 10 side by side; the focus areas cover x 5 to 15, y 0 to 4, twice over
 * in part; land is y 2 to 10; a route runs along y = 3 from x 0 to 20, and one beyond, y = 30.
 */
static void land_and_routes(void **state)
{
    (void)state;
    struct tk_session s;
    struct tk_error err = {0};
    assert_ok(tk_session_open(&s, NULL, &err), &err);
    const char *const wkt[] = {"POLYGON((0 0,10 0,10 10,0 10,0 0))",
                               "POLYGON((10 0,20 0,20 10,10 10,10 0))",
                               "POLYGON((5 0,12 0,12 4,5 4,5 0))",
                               "POLYGON((8 0,15 0,15 4,8 4,8 0))",
                               "POLYGON((0 2,20 2,20 10,0 10,0 2))",
                               "LINESTRING(0 3,20 3)",
                               "LINESTRING(0 30,20 30)"};
    const GEOSGeometry *g[7];
    for (int i = 0; i < 7; i++)
        g[i] = shape(&s, wkt[i]);
    double land[2], metres[2];
    assert_ok(tk_measures_inside(&s, g, 2, g + 2, 2, g + 4, 1, land, g + 5, 2, metres, &err),
              &err);
    assert_near(land[0], 10, 1e-9); /* x 5 to 10, y 2 to 4 */
    assert_near(land[1], 10, 1e-9);
    assert_near(metres[0], 5, 1e-9);
    assert_near(metres[1], 5, 1e-9);
    assert_ok(tk_measures_inside(&s, g, 2, g + 2, 2, NULL, 0, NULL, NULL, 0, NULL, &err), &err);
    for (int i = 0; i < 7; i++)
        tk_geom_free(&s, (GEOSGeometry *)(uintptr_t)g[i]);
    tk_session_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(land_and_routes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
