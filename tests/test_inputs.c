#include "support/given.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char places[] =
    "  - {name: platser, role: places, file: platser.csv, driver: CSV, x: x, y: y, "
    "crs: EPSG:3011}\n";

static void two_sources(struct given *g)
{
    char sources[1024];
    given_file(g, "stadsdelar.csv", given_two_squares);
    given_file(g, "platser.csv", "namn,x,y\nTorget,150500,6580500\n");
    snprintf(sources, sizeof sources, "%s%s", GIVEN_DISTRICTS, places);
    given_open(g, "", sources);
}

static void files_are_known_before_they_are_read(void **state)
{
    struct given *g = *state;
    two_sources(g);
    assert_int_equal(g->inputs.n, 2);
    struct tk_opened *p = given_input(g, "platser");
    assert_string_equal(p->told.role, "places");
    assert_int_equal(p->told.n_files, 1);
    assert_string_equal(p->told.files[0].name, "platser.csv");
    assert_int_equal(p->told.files[0].size, 31);
    /* printf 'namn,x,y\nTorget,150500,6580500\n' | sha256sum */
    assert_string_equal(p->told.files[0].sha256,
                        "e4d8d0bb3abf2f675ab673fc73249dfe78421ff06ddb3311e9edabae9390505c");
    assert_false(p->read);
}

static void what_is_missing_is_named(void **state)
{
    struct given *g = *state;
    struct tk_error err = {0};
    assert_int_equal(given_try(g, "", GIVEN_DISTRICTS, &err), TK_NO_INPUT);
    assert_contains(err.message, "stadsdelar.csv");
}

/* Law 1: what was read is what was accounted for. */
static void an_account_is_settled_once_it_is_read(void **state)
{
    struct given *g = *state;
    struct tk_error err = {0};
    struct tk_features features = {0};
    two_sources(g);
    assert_ok(given_read(g, "platser", &features, &err), &err);
    assert_true(given_input(g, "platser")->read);
    const struct tk_account *a = &g->ledger.accounts[given_input(g, "platser")->account];
    assert_int_equal(a->read, 1);
    assert_int_equal(a->untouched, 1);
    tk_ledger_count(&g->ledger, given_input(g, "platser")->account, TK_AMENDED);
    assert_int_equal(tk_inputs_settle(given_input(g, "platser"), &g->ledger, &err),
                     TK_INTERNAL);
    assert_contains(err.message, "law 1");
    tk_features_free(&g->session, &features);
}

static void a_file_that_changes_meanwhile_is_refused(void **state)
{
    struct given *g = *state;
    struct tk_error err = {0};
    two_sources(g);
    assert_ok(tk_inputs_unchanged(&g->inputs, &err), &err);
    given_file(g, "platser.csv", "namn,x,y\nTorget,150500,6580501\n");
    assert_int_equal(tk_inputs_unchanged(&g->inputs, &err), TK_INPUT);
    assert_contains(err.message, "platser.csv");
}

static void fingerprint(struct given *g, const char *as_of, const char *layers,
                        char out[TK_DIGEST_SIZE])
{
    struct tk_error err = {0};
    bool known = false;
    assert_ok(tk_inputs_fingerprint(&g->inputs, g->config, layers, as_of, out, &known, &err),
              &err);
    assert_true(known);
}

/* Each thing that an edition is made of changes the fingerprint; what it is not made of does
 * not. */
static void the_fingerprint_is_of_all_that_counts(void **state)
{
    struct given *g = *state;
    char layers[300], first[TK_DIGEST_SIZE], other[TK_DIGEST_SIZE];
    snprintf(layers, sizeof layers, "%s/layers", g->directory);
    assert_int_equal(mkdir(layers, 0755), 0);
    support_write(layers, "fields.csv", "name\n");
    two_sources(g);
    fingerprint(g, "2026-11-01", layers, first);
    fingerprint(g, "2026-11-01", layers, other);
    assert_string_equal(first, other);
    fingerprint(g, "2026-11-02", layers, other);
    assert_string_not_equal(first, other);

    support_write(layers, "fields.csv", "name,type\n");
    fingerprint(g, "2026-11-01", layers, other);
    assert_string_not_equal(first, other);
    support_write(layers, "fields.csv", "name\n");
    strcat(layers, "/demo");
    assert_int_equal(mkdir(layers, 0755), 0);
    support_write(layers, "demo.yaml", "edition:\n");
    *strrchr(layers, '/') = '\0';
    fingerprint(g, "2026-11-01", layers, other);
    assert_string_equal(first, other);

    given_file(g, "platser.csv", "namn,x,y\nTorget,150500,6580501\n");
    char sources[1024];
    snprintf(sources, sizeof sources, "%s%s", GIVEN_DISTRICTS, places);
    given_open(g, "", sources);
    fingerprint(g, "2026-11-01", layers, other);
    assert_string_not_equal(first, other);

    two_sources(g);
    fingerprint(g, "2026-11-01", layers, other);
    assert_string_equal(first, other);
    given_open(g, "  same_position: 7\n", sources);
    fingerprint(g, "2026-11-01", layers, other);
    assert_string_not_equal(first, other);
}

/* A file of layers/ or a folder of it may be a link: what it leads to counts. */
static void the_fingerprint_follows_links(void **state)
{
    struct given *g = *state;
    char layers[300], path[500], target[400], first[TK_DIGEST_SIZE], other[TK_DIGEST_SIZE];
    snprintf(layers, sizeof layers, "%s/lankade", g->directory);
    assert_int_equal(mkdir(layers, 0755), 0);
    support_write(layers, "fields.csv", "name\n");
    snprintf(target, sizeof target, "%s/eget", g->directory);
    assert_int_equal(mkdir(target, 0755), 0);
    support_write(target, "layer.sql", "SELECT 1\n");
    snprintf(path, sizeof path, "%s/eget", layers);
    assert_int_equal(symlink("../eget", path), 0);
    snprintf(path, sizeof path, "%s/runt", target);
    assert_int_equal(symlink("../eget", path), 0);
    snprintf(path, sizeof path, "%s/borta", layers);
    assert_int_equal(symlink("finns_inte", path), 0);
    two_sources(g);
    fingerprint(g, "2026-11-01", layers, first);
    support_write(target, "layer.sql", "SELECT 2\n");
    fingerprint(g, "2026-11-01", layers, other);
    assert_string_not_equal(first, other);
    support_write(target, "layer.sql", "SELECT 1\n");
    fingerprint(g, "2026-11-01", layers, other);
    assert_string_equal(first, other);
    struct tk_error err = {0};
    bool known;
    snprintf(path, sizeof path, "%s/ingenstans", layers);
    assert_int_equal(
        tk_inputs_fingerprint(&g->inputs, g->config, path, "2026-11-01", other, &known, &err),
        TK_NO_INPUT);
    assert_contains(err.message, "ingenstans");
}

/* A grid under the same name with other figures changes coordinates. */
static void the_fingerprint_is_of_grids_too(void **state)
{
    struct given *g = *state;
    char layers[300], first[TK_DIGEST_SIZE], other[TK_DIGEST_SIZE];
    snprintf(layers, sizeof layers, "%s/tomma", g->directory);
    assert_int_equal(mkdir(layers, 0755), 0);
    given_file(g, "stadsdelar.csv", given_two_squares);
    given_file(g, "natt.tif", "ett");
    given_open(g, "  grids: natt.tif\n", GIVEN_DISTRICTS);
    fingerprint(g, "2026-11-01", layers, first);
    given_file(g, "natt.tif", "tva");
    fingerprint(g, "2026-11-01", layers, other);
    assert_string_not_equal(first, other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(files_are_known_before_they_are_read, given_setup,
                                        given_teardown),
        cmocka_unit_test_setup_teardown(what_is_missing_is_named, given_setup, given_teardown),
        cmocka_unit_test_setup_teardown(an_account_is_settled_once_it_is_read, given_setup,
                                        given_teardown),
        cmocka_unit_test_setup_teardown(a_file_that_changes_meanwhile_is_refused, given_setup,
                                        given_teardown),
        cmocka_unit_test_setup_teardown(the_fingerprint_is_of_all_that_counts, given_setup,
                                        given_teardown),
        cmocka_unit_test_setup_teardown(the_fingerprint_follows_links, given_setup,
                                        given_teardown),
        cmocka_unit_test_setup_teardown(the_fingerprint_is_of_grids_too, given_setup,
                                        given_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
