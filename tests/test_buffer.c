#include "support/support.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/memory.h"

static void escapes(void **state)
{
    (void)state;
    struct tk_buffer b = {0};
    tk_buffer_xml(&b, "a<b & \"c\"");
    assert_string_equal(tk_buffer_string(&b), "a&lt;b &amp; &quot;c&quot;");
    tk_buffer_clear(&b);
    tk_buffer_json(&b, "a\"\\\n\x01å");
    assert_string_equal(tk_buffer_string(&b), "\"a\\\"\\\\\\n\\u0001å\"");
    tk_buffer_clear(&b);
    tk_buffer_identifier(&b, "a\"b");
    tk_buffer_literal(&b, "it's");
    assert_string_equal(tk_buffer_string(&b), "\"a\"\"b\"'it''s'");
    tk_buffer_free(&b);
}

static void grows_and_is_taken(void **state)
{
    (void)state;
    struct tk_buffer b = {0};
    assert_string_equal(tk_buffer_string(&b), "");
    for (int i = 0; i < 1000; i++)
        tk_buffer_format(&b, "%d,", i % 10);
    assert_int_equal(b.length, 2000);
    char *text = tk_buffer_take(&b);
    assert_int_equal(text[1998], '9');
    assert_null(b.data);
    tk_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escapes),
        cmocka_unit_test(grows_and_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
