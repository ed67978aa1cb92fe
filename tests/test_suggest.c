/* suggest: near words are found, far ones are not. */
#include "support/support.h"

#include "trygghetskarta/suggest.h"

static const char *const keys[] = {"file", "fields", NULL, "crs", "separator", "max_refused"};

static const char *suggest(const char *word)
{
    return tk_suggest(word, keys, sizeof keys / sizeof keys[0]);
}

static void a_slip_of_the_finger_is_understood(void **state)
{
    (void)state;
    assert_string_equal(suggest("seperator"), "separator");
    assert_string_equal(suggest("flie"), "file"); /* neighbours swapped: one change */
    assert_string_equal(suggest("CRS"), "crs");
    assert_string_equal(suggest("max_refuse"), "max_refused");
    assert_string_equal(suggest("feilds"), "fields");
}

static void a_far_word_is_not_guessed_at(void **state)
{
    (void)state;
    assert_null(suggest("driver"));
    assert_null(suggest("x"));
    assert_null(suggest(""));
    assert_null(suggest("seporatrr_")); /* three changes */
    assert_null(
        suggest("a_key_longer_than_any_that_could_be_meant_by_anybody_who_types_it_in"));
}

static void of_equals_the_first_is_taken(void **state)
{
    (void)state;
    const char *const list[] = {"abcd", "abce"};
    assert_string_equal(tk_suggest("abcf", list, 2), "abcd");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_slip_of_the_finger_is_understood),
        cmocka_unit_test(a_far_word_is_not_guessed_at),
        cmocka_unit_test(of_equals_the_first_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
