#include "support/support.h"

#include "trygghetskarta/manifest.h"
#include "trygghetskarta/memory.h"

#include <stdio.h>
#include <string.h>

static struct tk_input an_input(struct tk_error *err)
{
    struct tk_input input = {.source = tk_strdup("vandringar"),
                             .role = tk_strdup("notes"),
                             .layer = tk_strdup("noteringar"),
                             .crs_name = tk_strdup("WGS 84"),
                             .operation = tk_strdup("SWEREF99 to \"WGS 84\""),
                             .crs_overruled = true,
                             .n_files = 1};
    input.files = tk_alloc(1, sizeof *input.files);
    input.files[0].name = tk_strdup("åäö.csv");
    snprintf(input.files[0].sha256, TK_DIGEST_SIZE, "abc");
    input.files[0].size = 194000000000;
    (void)err;
    return input;
}

static void written_and_read_again(void **state)
{
    (void)state;
    struct tk_error err = {TK_OK, ""};
    struct tk_account account = {.source = "vandringar",
                                 .role = "notes",
                                 .read = 10,
                                 .filtered = 1,
                                 .untouched = 6,
                                 .amended = 2,
                                 .refused = 1,
                                 .remarks = 3,
                                 .max_refused = 0.1};
    struct tk_ledger ledger = {.accounts = &account, .n_accounts = 1};
    struct tk_layer layers[] = {{.name = "noteringar", .n_rows = 8},
                                {.name = "inne_ute", .empty_because = "Inga fokusområden."}};
    struct tk_layers all = {.layers = layers, .n = 2};
    struct tk_manifest m = {
        .title = "Lägesbild \"trygghet\"\n",
        .as_of = "2026-11-22",
        .fingerprint = "f00d",
        .ledger = &ledger,
        .layers = &all,
        .verdicts = {.laws = {{2, "Every note has one stadsdel", 8}}, .n = 1},
        .notes_kept = 8};
    struct tk_input input = an_input(&err);
    assert_ok(tk_manifest_input_take(&m, &input, &err), &err);
    assert_null(input.source);
    tk_manifest_step(&m, (struct tk_step){"read", 0.25, 0.4375, 98.55});
    struct tk_buffer out = {0};
    assert_ok(tk_manifest_write(&m, &out, &err), &err);
    tk_manifest_free(&m);

    char directory[256], path[512], text[64];
    support_directory(directory, sizeof directory);
    support_write(directory, "korning.json", tk_buffer_string(&out));
    snprintf(path, sizeof path, "%s/korning.json", directory);
    static const char *const expected[][2] = {
        {"title", "Lägesbild \"trygghet\"\n"},
        {"notice", ""}, /* null */
        {"fingerprint", "f00d"},
        {"notes.kept", "8"},
        {"inputs.vandringar.operation", "SWEREF99 to \"WGS 84\""},
        {"inputs.vandringar.crs_overruled", "true"},
        {"accounts.vandringar.amended", "2"},
        {"layers.noteringar.rows", "8"},
        {"layers.inne_ute.empty_because", "Inga fokusområden."},
        {"steps.read.wall_s", "0.250"},
        {"steps.read.cpu_s", "0.438"},
        {"steps.read.peak_mb", "98.5"},
        {"nej", ""},
        {"notes", ""},
        {"notes.kept.more", ""},
        {"kept", ""}};
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        assert_ok(tk_manifest_read(path, expected[i][0], text, sizeof text, &err), &err);
        assert_string_equal(text, expected[i][1]);
    }
    assert_int_equal(tk_manifest_read(path, "title", text, 5, &err), TK_INPUT);
    assert_contains(err.message, "'title' is longer than 4 bytes");
    tk_buffer_free(&out);
    support_remove(directory);
}

/* That it is JSON, another program has to say. */
static void python_reads_it(void **state)
{
    (void)state;
    if (!support_program("python3"))
        skip();
    struct tk_error err = {TK_OK, ""};
    struct tk_manifest m = {.title = "\x01 \\ \" å", .crs = "EPSG:3011"};
    struct tk_input input = an_input(&err);
    assert_ok(tk_manifest_input_take(&m, &input, &err), &err);
    struct tk_buffer out = {0};
    assert_ok(tk_manifest_write(&m, &out, &err), &err);
    tk_manifest_free(&m);
    char directory[256], command[1024], line[256] = "";
    support_directory(directory, sizeof directory);
    support_write(directory, "korning.json", tk_buffer_string(&out));
    snprintf(command, sizeof command,
             "python3 -c 'import json; d = json.load(open(\"%s/korning.json\")); "
             "print(d[\"inputs\"][\"vandringar\"][\"files\"][0][\"size\"], "
             "d[\"layers\"], d[\"title\"] == \"\\u0001 \\\\ \\\" å\")'",
             directory);
    FILE *f = popen(command, "r");
    char *got = fgets(line, sizeof line, f);
    pclose(f);
    tk_buffer_free(&out);
    support_remove(directory);
    assert_non_null(got);
    assert_string_equal(line, "194000000000 {} True\n");
}

static void what_is_no_manifest(void **state)
{
    (void)state;
    static const char *const texts[] = {"",
                                        "{",
                                        "{\"a\": 1",
                                        "{\"a\": 1} x",
                                        "{\"a\" 1}",
                                        "{\"a\": }",
                                        "{\"a\": \"",
                                        "{\"a\": \"\\x\"}",
                                        "{\"a\": \"\\",
                                        "{\"a\": \"\\u00zz\"}",
                                        "{\"a\":[1,]}",
                                        "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]"};
    char directory[256], path[512], text[64];
    support_directory(directory, sizeof directory);
    snprintf(path, sizeof path, "%s/korning.json", directory);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct tk_error err = {TK_OK, ""};
        support_write(directory, "korning.json", texts[i]);
        assert_int_equal(tk_manifest_read(path, "a", text, sizeof text, &err), TK_INPUT);
        assert_contains(err.message, "korning.json: is no manifest");
        assert_string_equal(text, "");
    }
    struct tk_error err = {TK_OK, ""};
    support_remove(directory);
    assert_int_equal(tk_manifest_read(path, "a", text, sizeof text, &err), TK_NO_INPUT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(written_and_read_again),
        cmocka_unit_test(python_reads_it),
        cmocka_unit_test(what_is_no_manifest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
