#include "support/support.h"

#include "trygghetskarta/names.h"

static struct tk_error err;

static void names_are_found_in_any_spelling(void **state)
{
    (void)state;
    static const char *const given[] = {"Västra Hamnen", "Alby", "HÄSSELBY GÅRD", "alby"};
    static const struct {
        const char *name;
        size_t position;
    } cases[] = {{"ALBY", 1}, /* the lowest of two */
                 {" västra  hamnen", 0},
                 {"Hässelby gård", 2},
                 {"Hasselby gard", TK_NO_NAME},
                 {"", TK_NO_NAME}};
    struct tk_names names = {0};
    size_t found;
    assert_ok(tk_names_find(&names, "Alby", &found, &err), &err);
    assert_true(found == TK_NO_NAME);
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        assert_ok(tk_names_add(&names, given[i], i, &err), &err);
    tk_names_sort(&names);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_ok(tk_names_find(&names, cases[i].name, &found, &err), &err);
        assert_true(found == cases[i].position);
    }
    /* alby, alby, hässelby gård, västra hamnen */
    assert_int_equal(tk_names_same(&names, 0), 2);
    assert_int_equal(tk_names_same(&names, 1), 2);
    assert_int_equal(tk_names_same(&names, 2), 3);
    assert_int_equal(tk_names_same(&names, 3), 4);
    tk_names_free(&names);
    assert_int_equal(names.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_are_found_in_any_spelling)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
