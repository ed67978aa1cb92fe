#include "support/support.h"

#include "trygghetskarta/template.h"
#include "trygghetskarta/zip.h"

#include <string.h>
#include <unistd.h>

static void words_are_filled_in(void **state)
{
    (void)state;
    static const struct tk_slot slots[] = {{"namn", "Å & Ö", false}, {"xml", "<b/>", true}};
    struct tk_buffer out = {0};
    struct tk_error err = {TK_OK, ""};
    assert_ok(tk_template_fill("x.qgs", "<a t=\"{{namn}}\">{{xml}}{{xml}}</a> {uuid}", slots, 2,
                               &out, &err),
              &err);
    assert_string_equal(tk_buffer_string(&out), "<a t=\"Å &amp; Ö\"><b/><b/></a> {uuid}");
    tk_buffer_free(&out);
}

static void an_unknown_word_is_told_with_its_line(void **state)
{
    (void)state;
    static const struct tk_slot slot = {"namn", "A", false};
    struct tk_buffer out = {0};
    struct tk_error err = {TK_OK, ""};
    assert_int_equal(tk_template_fill("x.qgs", "\n\n{{namnet}}", &slot, 1, &out, &err),
                     TK_USAGE);
    assert_contains(err.message, "x.qgs:3: {{namnet}}");
    err = (struct tk_error){TK_OK, ""};
    assert_int_equal(tk_template_fill("x.qgs", "{{namn\n}}", &slot, 1, &out, &err), TK_USAGE);
    assert_contains(err.message, "x.qgs:1: {{ is not closed");
    tk_buffer_free(&out);
}

static void what_is_packed_comes_out_again(void **state)
{
    (void)state;
    struct tk_buffer one = {0}, two = {0}, text = {0};
    struct tk_error err = {TK_OK, ""};
    static const struct tk_zip_entry files[] = {{"läs.txt", "mig", 3}, {"a.qgs", "<qgis/>", 7}};
    assert_ok(tk_zip_pack(files, 2, &one, &err), &err);
    sleep(2); /* an archive counts time in steps of two seconds */
    assert_ok(tk_zip_pack(files, 2, &two, &err), &err);
    assert_int_equal(one.length, two.length);
    assert_memory_equal(one.data, two.data, one.length);
    assert_ok(tk_zip_unpack(one.data, one.length, ".qgs", &text, &err), &err);
    assert_string_equal(tk_buffer_string(&text), "<qgis/>");
    assert_int_equal(tk_zip_unpack(one.data, one.length, ".qgd", &text, &err), TK_INPUT);
    err = (struct tk_error){TK_OK, ""};
    assert_int_equal(tk_zip_unpack("no archive", 10, ".qgs", &text, &err), TK_INPUT);
    tk_buffer_free(&one);
    tk_buffer_free(&two);
    tk_buffer_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_filled_in),
        cmocka_unit_test(an_unknown_word_is_told_with_its_line),
        cmocka_unit_test(what_is_packed_comes_out_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
