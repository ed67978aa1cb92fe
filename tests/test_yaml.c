/* yaml: the plain part of the language is read with places; everything else is refused. */
#include "support/directory.h"

#include "trygghetskarta/yaml.h"

#include <stdio.h>
#include <string.h>

static enum tk_status read_text(const char *content, struct tk_yaml **out, struct tk_error *err)
{
    char path[512];
    support_write(directory, "a.yaml", content);
    (void)snprintf(path, sizeof path, "%s/a.yaml", directory);
    return tk_yaml_read(path, out, err);
}

static void refused(const char *content, const char *message)
{
    struct tk_yaml *yaml = NULL;
    struct tk_error err = {0};
    assert_int_equal(read_text(content, &yaml, &err), TK_USAGE);
    assert_contains(err.message, message);
    assert_null(yaml);
}

static void nodes_know_where_they_stand(void **state)
{
    (void)state;
    struct tk_yaml *yaml = NULL;
    struct tk_error err = {0};
    assert_ok(read_text("# comment\n"
                        "edition:\n"
                        "  title: \"Lägesbild: Malmö\"\n"
                        "  empty:\n"
                        "  quoted: ''\n"
                        "list: [a, 2]\n",
                        &yaml, &err),
              &err);
    assert_int_equal(yaml->root.kind, TK_NODE_MAP);
    assert_int_equal(yaml->root.n, 2);
    const struct tk_node *const edition = tk_yaml_get(&yaml->root, "edition");
    const struct tk_node *const title = tk_yaml_get(edition, "title");
    assert_string_equal(title->text, "Lägesbild: Malmö");
    assert_int_equal(title->line, 3);
    assert_int_equal(title->column, 10);
    assert_int_equal(edition->keys[1].line, 4);
    assert_false(tk_yaml_get(edition, "empty")->given);
    assert_true(tk_yaml_get(edition, "quoted")->given);
    const struct tk_node *const list = tk_yaml_get(&yaml->root, "list");
    assert_int_equal(list->kind, TK_NODE_LIST);
    assert_int_equal(list->n, 2);
    assert_string_equal(list->items[1].text, "2");
    assert_null(tk_yaml_get(&yaml->root, "none"));
    assert_null(tk_yaml_get(list, "none"));
    tk_yaml_free(yaml);
}

/* As Notepad writes it. */
static void a_byte_order_mark_is_no_content(void **state)
{
    (void)state;
    struct tk_yaml *yaml = NULL;
    struct tk_error err = {0};
    assert_ok(
        read_text("\xef\xbb\xbf# comment\nedition:\n  title: T\nsources: []\n", &yaml, &err),
        &err);
    const struct tk_node *title = tk_yaml_get(tk_yaml_get(&yaml->root, "edition"), "title");
    assert_string_equal(title->text, "T");
    assert_int_equal(title->line, 3);
    tk_yaml_free(yaml);
}

static void an_empty_file_is_an_empty_map(void **state)
{
    (void)state;
    struct tk_yaml *yaml = NULL;
    struct tk_error err = {0};
    assert_ok(read_text("# nothing\n", &yaml, &err), &err);
    assert_int_equal(yaml->root.kind, TK_NODE_MAP);
    assert_int_equal(yaml->root.n, 0);
    tk_yaml_free(yaml);
}

static void tricks_are_refused(void **state)
{
    (void)state;
    refused("a: &x 1\nb: *x\n", "a.yaml:1:4: anchors");
    refused("a: 1\nb: *x\n", "a.yaml:2:4: aliases");
    refused("a: !!int 1\n", "a.yaml:1:4: tags");
    refused("a: !thing {b: 1}\n", "tags");
    refused("a: &x [1]\n", "anchors");
    refused("a: 1\nb: 2\na: 3\n", "a.yaml:3:1: 'a' stands on line 1 already");
    refused("a: 1\n---\nb: 2\n", "second document");
    refused("[a, b]: 1\n", "a key has to be a text");
    refused("?\n: 1\n", "a key has to be a text");
    refused("a: \"x\\0y\"\n", "a.yaml:1:4: the text");
    refused("a: \"x\\ey\"\n", "control character");
    refused("[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]\n", "too many levels");
}

static void what_is_no_yaml_is_told_with_its_place(void **state)
{
    (void)state;
    refused("a: [1, 2\nb: 3\n", "a.yaml:2:");
    refused("a: 1\n b: 2\n", "a.yaml:2:");
    refused("\ta: 1\n", "a.yaml:1:1:");
    refused("a: L\xe4ge\n", "the file has to be UTF-8");
}

static void a_missing_file_is_no_input(void **state)
{
    (void)state;
    struct tk_yaml *yaml = NULL;
    struct tk_error err = {0};
    assert_int_equal(tk_yaml_read("/nowhere/a.yaml", &yaml, &err), TK_NO_INPUT);
    assert_contains(err.message, "/nowhere/a.yaml");
}

static void a_wrong_kind_is_told(void **state)
{
    (void)state;
    struct tk_yaml *yaml = NULL;
    struct tk_error err = {0};
    assert_ok(read_text("a: [1]\nb:\n", &yaml, &err), &err);
    const struct tk_node *const a = tk_yaml_get(&yaml->root, "a");
    const struct tk_node *const b = tk_yaml_get(&yaml->root, "b");
    assert_int_equal(tk_yaml_need(yaml, a, TK_NODE_LIST, "a", &err), TK_OK);
    assert_int_equal(tk_yaml_need(yaml, a, TK_NODE_TEXT, "a", &err), TK_USAGE);
    assert_contains(err.message, "a.yaml:1:4: 'a' has to be a text, and is a list");
    err = (struct tk_error){0};
    assert_int_equal(tk_yaml_need(yaml, b, TK_NODE_MAP, "b", &err), TK_USAGE);
    assert_contains(err.message, "'b' has no value");
    tk_yaml_free(yaml);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nodes_know_where_they_stand),
        cmocka_unit_test(a_byte_order_mark_is_no_content),
        cmocka_unit_test(an_empty_file_is_an_empty_map),
        cmocka_unit_test(tricks_are_refused),
        cmocka_unit_test(what_is_no_yaml_is_told_with_its_place),
        cmocka_unit_test(a_missing_file_is_no_input),
        cmocka_unit_test(a_wrong_kind_is_told),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
