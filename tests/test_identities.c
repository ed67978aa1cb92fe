#include "support/support.h"

#include "trygghetskarta/identities.h"

#include <stdio.h>

/* 5 000 ids are found again by their positions, and one that was never added is not. */
static void finds_what_was_added(void **state)
{
    (void)state;
    struct tk_identities ids = {0};
    struct tk_error err = {TK_OK, ""};
    char id[32];
    for (size_t i = 0; i < 5000; i++) {
        snprintf(id, sizeof id, "P%zu", i);
        assert_ok(tk_identities_add(&ids, tk_identities_hash(id), i, i % 3 == 0, &err), &err);
    }
    for (size_t i = 0; i < 5000; i++) {
        size_t cursor = SIZE_MAX;
        snprintf(id, sizeof id, "P%zu", i);
        assert_int_equal(tk_identities_next(&ids, tk_identities_hash(id), &cursor), i);
        assert_int_equal(tk_identities_mark(&ids, cursor), i % 3 == 0);
    }
    size_t cursor = SIZE_MAX;
    uint64_t unknown = tk_identities_hash("P5000");
    assert_true(tk_identities_next(&ids, unknown, &cursor) == TK_NO_IDENTITY);
    tk_identities_free(&ids);
}

/* Two ids that share a hash are both met, one after the other, also across the table's end. */
static void same_hash_is_walked_through(void **state)
{
    (void)state;
    struct tk_identities ids = {0};
    struct tk_error err = {TK_OK, ""};
    const uint64_t hash = UINT64_MAX;
    for (size_t i = 0; i < 5; i++)
        assert_ok(tk_identities_add(&ids, hash, i, false, &err), &err);
    size_t cursor = SIZE_MAX, seen = 0, position;
    while ((position = tk_identities_next(&ids, hash, &cursor)) != TK_NO_IDENTITY)
        seen |= (size_t)1 << position;
    assert_int_equal(seen, 0x1f);
    tk_identities_free(&ids);
}

static void mark_can_change(void **state)
{
    (void)state;
    struct tk_identities ids = {0};
    struct tk_error err = {TK_OK, ""};
    size_t cursor = SIZE_MAX;
    assert_ok(tk_identities_add(&ids, 7, 41, false, &err), &err);
    assert_int_equal(tk_identities_next(&ids, 7, &cursor), 41);
    tk_identities_set_mark(&ids, cursor, true);
    assert_true(tk_identities_mark(&ids, cursor));
    cursor = SIZE_MAX;
    assert_int_equal(tk_identities_next(&ids, 7, &cursor), 41);
    tk_identities_free(&ids);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_what_was_added),
        cmocka_unit_test(same_hash_is_walked_through),
        cmocka_unit_test(mark_can_change),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
