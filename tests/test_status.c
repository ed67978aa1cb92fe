/* What a message is, whatever is quoted in it. */
#include "support/support.h"

#include <string.h>

static void assert_told(const char *quoted, const char *expected)
{
    struct tk_error err = {0};
    assert_int_equal(tk_fail(&err, TK_INPUT, "%s", quoted), TK_INPUT);
    assert_string_equal(err.message, expected);
}

static void a_message_is_one_line_of_text(void **state)
{
    (void)state;
    assert_told("Årsta – 😀", "Årsta – 😀");
    assert_told("a\nb\tc\r", "a b c ");
    assert_told("\033[2Ja\x7f", "?[2Ja?");
    assert_told("S\xf6"
                "dermalm",
                "S?dermalm");
    assert_told("\xc2\x9b"
                "2J",
                "??2J");                     /* a C1 control: terminals obey it */
    assert_told("\xc0\xaf", "??");           /* overlong */
    assert_told("\xed\xa0\x80", "???");      /* half of a pair */
    assert_told("\xf4\x90\x80\x80", "????"); /* beyond Unicode */
    assert_told("\xef\xbf\xbe", "???");      /* no character, and no XML may hold it */
    assert_told("a\xe2\x82", "a??");
}

static void a_message_is_cut_between_characters(void **state)
{
    (void)state;
    struct tk_error err = {0};
    char quoted[3000];
    for (size_t i = 0; i < sizeof quoted - 2; i += 2)
        memcpy(quoted + i, "ö", 3);
    assert_int_equal(tk_fail(&err, TK_INPUT, "a%s", quoted), TK_INPUT);
    assert_int_equal(strlen(err.message), sizeof err.message - 1);
    assert_null(strchr(err.message, '?'));
    assert_int_equal(tk_fail(&err, TK_IO, "b"), TK_INPUT);
    err = (struct tk_error){0};
    assert_int_equal(tk_fail(&err, TK_INPUT, "%s", quoted), TK_INPUT);
    assert_string_equal(err.message + sizeof err.message - 4, "ö?");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_is_one_line_of_text),
        cmocka_unit_test(a_message_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
