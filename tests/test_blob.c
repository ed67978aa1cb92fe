#include "support/support.h"

#include "trygghetskarta/blob.h"

#include <string.h>

static const unsigned char point[] = {1,    1,    0, 0, 0, 0, 0, 0, 0, 0,   0,
                                      0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0x40};
/* LINESTRING Z (1 2 9, 3 0 9), most significant byte first */
static const unsigned char line[] = {
    0, 0, 0, 0x03, 0xEA, 0, 0,    0,    2, 0x3F, 0xF0, 0,    0,    0, 0,    0,    0, 0x40, 0,
    0, 0, 0, 0,    0,    0, 0x40, 0x22, 0, 0,    0,    0,    0,    0, 0x40, 0x08, 0, 0,    0,
    0, 0, 0, 0,    0,    0, 0,    0,    0, 0,    0,    0x40, 0x22, 0, 0,    0,    0, 0,    0};
static const unsigned char empty_line[] = {1, 2, 0, 0, 0, 0, 0, 0, 0};

static void bounds_of_wkb(void **state)
{
    (void)state;
    struct tk_bounds b;
    assert_true(tk_wkb_bounds(point, sizeof point, &b));
    assert_near(b.min_x, 1, 0);
    assert_near(b.max_y, 2, 0);
    assert_true(tk_wkb_bounds(line, sizeof line, &b));
    assert_near(b.min_x, 1, 0);
    assert_near(b.max_x, 3, 0);
    assert_near(b.min_y, 0, 0);
    assert_near(b.max_y, 2, 0);
    assert_true(tk_wkb_bounds(empty_line, sizeof empty_line, &b));
    assert_true(b.min_x > b.max_x);
}

static void bytes_that_are_no_wkb(void **state)
{
    (void)state;
    struct tk_bounds b;
    for (size_t n = 0; n < sizeof line; n++)
        assert_false(tk_wkb_bounds(line, n, &b));
    unsigned char more[sizeof point + 1] = {0};
    memcpy(more, point, sizeof point);
    assert_false(tk_wkb_bounds(more, sizeof more, &b));
    more[0] = 2;
    assert_false(tk_wkb_bounds(more, sizeof point, &b));
    more[0] = 1;
    more[1] = 8;
    assert_false(tk_wkb_bounds(more, sizeof point, &b));
    /* collections in collections, deeper than anybody draws */
    unsigned char deep[9 * 100];
    for (size_t i = 0; i < sizeof deep; i += 9)
        memcpy(deep + i, (unsigned char[]){1, 7, 0, 0, 0, 1, 0, 0, 0}, 9);
    deep[sizeof deep - 4] = 0; /* the innermost is empty: nothing else is wrong */
    assert_false(tk_wkb_bounds(deep, sizeof deep, &b));
    assert_true(tk_wkb_bounds(deep + sizeof deep - 90, 90, &b));
    struct tk_buffer out = {0};
    struct tk_error err = {TK_OK, ""};
    assert_int_equal(tk_geopackage_blob(3011, point, 5, &out, &err), TK_INTERNAL);
    assert_contains(err.message, "5 bytes is no WKB");
    assert_int_equal(out.length, 0);
}

static void there_and_back(void **state)
{
    (void)state;
    struct tk_buffer out = {0};
    struct tk_error err = {TK_OK, ""};
    const unsigned char *wkb;
    size_t size;
    bool empty;
    unsigned char direct[TK_POINT_BLOB_SIZE];
    assert_ok(tk_geopackage_blob(3011, point, sizeof point, &out, &err), &err);
    assert_int_equal(out.length, TK_POINT_BLOB_SIZE);
    tk_geopackage_point_blob(3011, 1, 2, direct);
    assert_memory_equal(out.data, direct, sizeof direct);
    assert_true(tk_geopackage_unblob(direct, sizeof direct, &wkb, &size, &empty));
    assert_int_equal(size, sizeof point);
    assert_memory_equal(wkb, point, sizeof point);
    assert_false(empty);
    double x, y;
    assert_true(tk_geopackage_point(direct, sizeof direct, &x, &y));
    assert_true(x == 1 && y == 2);
    assert_false(tk_geopackage_point(direct, sizeof direct - 1, &x, &y));
    assert_false(tk_geopackage_point(NULL, 0, &x, &y));

    tk_buffer_clear(&out);
    assert_ok(tk_geopackage_blob(3011, line, sizeof line, &out, &err), &err);
    assert_false(tk_geopackage_point(out.data, out.length, &x, &y));
    assert_int_equal(out.length, 8 + 32 + sizeof line);
    assert_memory_equal(out.data, "GP\0\3\303\13\0\0", 8);
    assert_true(tk_geopackage_unblob((unsigned char *)out.data, out.length, &wkb, &size, NULL));
    assert_memory_equal(wkb, line, sizeof line);
    assert_false(tk_geopackage_unblob((unsigned char *)out.data, 39, &wkb, &size, NULL));
    assert_null(wkb);

    tk_buffer_clear(&out);
    assert_ok(tk_geopackage_blob(3011, empty_line, sizeof empty_line, &out, &err), &err);
    assert_memory_equal(out.data, "GP\0\21\303\13\0\0", 8);
    assert_true(
        tk_geopackage_unblob((unsigned char *)out.data, out.length, &wkb, &size, &empty));
    assert_true(empty);
    tk_buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bounds_of_wkb),
        cmocka_unit_test(bytes_that_are_no_wkb),
        cmocka_unit_test(there_and_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
