#include "support/support.h"

#include "trygghetskarta/wording.h"

#include <string.h>

static struct tk_wording *worded(const struct tk_terms *terms)
{
    struct tk_error err = {0};
    struct tk_wording *w;
    assert_ok(tk_wording_new(terms, &w, &err), &err);
    return w;
}

static void assert_filled(const struct tk_wording *w, enum tk_wording_form form,
                          const char *text, const char *expected)
{
    struct tk_error err = {0};
    struct tk_buffer out = {0};
    assert_ok(tk_wording_fill(w, form, "prov", text, &out, &err), &err);
    assert_string_equal(tk_buffer_string(&out), expected);
    tk_buffer_free(&out);
}

static void words_in_each_form(void **state)
{
    (void)state;
    struct tk_terms terms = {
        (char[]){"ö & 'ås'"}, (char[]){"öar"}, (char[]){"län"}, (char[]){""}, 37.5, 4, 750};
    struct tk_wording *w = worded(&terms);
    assert_filled(w, TK_WORDING_TEXT, "{{District}}, {{district}}", "Ö & 'ås', ö & 'ås'");
    assert_filled(w, TK_WORDING_XML, "{{district}} {{range}}", "ö &amp; 'ås' {{range}}");
    assert_filled(w, TK_WORDING_SQL, "'{{Districts}}' '{{district}}'", "'Öar' 'ö & ''ås'''");
    assert_filled(w, TK_WORDING_TEXT, "{{Parent}} {{parents}}", "Län stadsdelsområden");
    assert_filled(w, TK_WORDING_TEXT, "{{cluster_min}} inom {{cluster_m}} m", "4 inom 37,5 m");
    assert_filled(w, TK_WORDING_TEXT, "{{walked_least_m}} m", "750 m");
    tk_wording_free(w);
}

static void our_own_words(void **state)
{
    (void)state;
    struct tk_wording *w = worded(NULL);
    assert_filled(w, TK_WORDING_TEXT, "{{district}} {{Districts}} {{parent}} {{Parents}}",
                  "stadsdel Stadsdelar stadsdelsområde Stadsdelsområden");
    assert_filled(w, TK_WORDING_TEXT, "{{cluster_min}} {{cluster_m}} {{walked_least_m}}",
                  "3 50 1000");
    tk_wording_free(w);
}

static void a_table_is_filled(void **state)
{
    (void)state;
    struct tk_error err = {0};
    char directory[256], path[512];
    struct tk_table table;
    struct tk_wording *w = worded(NULL);
    support_directory(directory, sizeof directory);
    support_write(directory, "t.csv", "a,b\n1,{{District}}\n\n{{parents}},2\n");
    snprintf(path, sizeof path, "%s/t.csv", directory);
    assert_ok(tk_table_read(path, &table, &err), &err);
    assert_ok(tk_wording_table(w, &table, &err), &err);
    assert_string_equal(tk_table_cell(&table, 0, 0), "1");
    assert_string_equal(tk_table_cell(&table, 0, 1), "Stadsdel");
    assert_string_equal(tk_table_cell(&table, 1, 0), "stadsdelsområden");
    assert_string_equal(tk_table_cell(&table, 1, 1), "2");
    tk_table_free(&table);
    support_write(directory, "t.csv", "a\n1\n{{staddel}}\n");
    assert_ok(tk_table_read(path, &table, &err), &err);
    assert_int_equal(tk_wording_table(w, &table, &err), TK_USAGE);
    assert_contains(err.message, "t.csv:3, a cell");
    assert_contains(err.message, "{{staddel}}");
    tk_table_free(&table);
    tk_wording_free(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_in_each_form),
        cmocka_unit_test(our_own_words),
        cmocka_unit_test(a_table_is_filled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
