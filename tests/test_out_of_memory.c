/* The Makefile links this program with --wrap=calloc and --wrap=realloc: what memory.c asks for
 * comes here first, and the n-th request fails. Leaks are the sanitizer's to find. */
#include "support/support.h"

#include "trygghetskarta/config.h"
#include "trygghetskarta/dictionary.h"
#include "trygghetskarta/facts.h"
#include "trygghetskarta/layers.h"
#include "trygghetskarta/memory.h"
#include "trygghetskarta/table.h"
#include "trygghetskarta/text.h"

#include "../src/functions_parts.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static size_t until_failure; /* 0: never */

void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *block, size_t size);

static bool fails_now(void)
{
    return until_failure > 0 && --until_failure == 0;
}

void *__wrap_calloc(size_t n, size_t size)
{
    return fails_now() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return fails_now() ? NULL : __real_realloc(block, size);
}

static char directory[256];

static enum tk_status read_table(struct tk_error *err)
{
    char path[512];
    struct tk_table table;
    snprintf(path, sizeof path, "%s/t.csv", directory);
    enum tk_status st = tk_table_read(path, &table, err);
    assert_int_equal(st == TK_OK, table.n_rows == 20);
    assert_int_equal(st == TK_OK, table.cells != NULL);
    tk_table_free(&table);
    return st;
}

static enum tk_status fold(struct tk_error *err)
{
    char *name = NULL, *word = NULL;
    enum tk_status st = tk_text_fold_name("Hässelby Gård", &name, err);
    if (!st)
        st = tk_text_fold_word("Hässelby_Gård", &word, err);
    assert_int_equal(st == TK_OK, word != NULL);
    tk_free(name);
    tk_free(word);
    return st;
}

static enum tk_status read_dictionary(struct tk_error *err)
{
    struct tk_dictionary *d = NULL;
    enum tk_status st = tk_dictionary_read(directory, NULL, 0, &d, err);
    size_t field = 0;
    if (!st)
        st = tk_dictionary_match(d, "NUMMER", &field, err);
    tk_dictionary_free(d);
    return st;
}

static enum tk_status read_config(struct tk_error *err)
{
    char path[512];
    struct tk_config *config = NULL;
    snprintf(path, sizeof path, "%s/karta.yaml", directory);
    enum tk_status st = tk_config_read(path, &config, err);
    assert_int_equal(st == TK_OK, config != NULL);
    tk_config_free(config);
    return st;
}

static struct tk_dictionary *words; /* of the two below */

static enum tk_status count_facts(struct tk_error *err)
{
    static const char *const keys[] = {"A", "B"};
    struct tk_facts *facts = NULL;
    struct tk_groups groups = {0};
    const size_t area[] = {0};
    struct tk_fact fact = {0};
    enum tk_status st = tk_facts_new(words, keys, 2, keys, 2, keys, (const unsigned char *)"\1",
                                     1, 0, &facts, err);
    for (size_t i = 0; i < 2 && !st; i++) {
        fact.district = (uint16_t)i;
        st = tk_facts_areas(facts, area, i, &fact.areas, err);
        if (!st)
            st = tk_facts_put(facts, i, &fact, err);
    }
    if (!st)
        st = tk_facts_count(facts, "stadsdel,inne,slag", &groups, err);
    assert_int_equal(groups.n, st ? 0 : 2);
    tk_groups_free(&groups);
    tk_facts_free(facts);
    return st;
}

static enum tk_status read_layers(struct tk_error *err)
{
    struct tk_layers *layers = NULL;
    enum tk_status st = tk_layers_read(words, &layers, err);
    assert_int_equal(st == TK_OK, layers != NULL);
    tk_layers_free(layers);
    return st;
}

/* A diagram is drawn in full, or not at all. */
static enum tk_status draw(struct tk_error *err)
{
    static const char sql[] =
        "WITH t(p, n) AS (VALUES ('2025-T1', 1), ('2025-T3', 2), ('2026-T1', 3))"
        " SELECT diagram_staplar(p, n, 1) || diagram_perioder(p, n, 1, '2025-T1', '2026-T1')"
        " FROM t";
    static char whole[20000];
    sqlite3 *db = NULL;
    sqlite3_stmt *drawing = NULL;
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(tk_functions_install_charts(db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &drawing, NULL), SQLITE_OK);
    int code = sqlite3_step(drawing);
    const char *svg = code == SQLITE_ROW ? (const char *)sqlite3_column_text(drawing, 0) : NULL;
    if (svg && !*whole)
        snprintf(whole, sizeof whole, "%s", svg);
    assert_true(code == SQLITE_NOMEM || svg);
    if (svg)
        assert_string_equal(svg, whole);
    sqlite3_finalize(drawing);
    sqlite3_close(db);
    return svg ? TK_OK : tk_fail_memory(err);
}

/* Fails the first allocation of `work`, then the second, and so on, until it passes. */
static void each_in_turn(enum tk_status (*work)(struct tk_error *), size_t least)
{
    size_t n = 0;
    for (bool done = false; !done;) {
        struct tk_error err = {TK_OK, ""};
        until_failure = ++n;
        enum tk_status st = work(&err);
        done = until_failure > 0;
        until_failure = 0;
        assert_int_equal(st, done ? TK_OK : TK_INTERNAL);
        assert_string_equal(err.message, done ? "" : "out of memory");
    }
    assert_true(n > least);
}

static void dictionaries(void **state)
{
    (void)state;
    char codes[512];
    snprintf(codes, sizeof codes, "%s/codes", directory);
    assert_int_equal(mkdir(codes, 0700), 0);
    support_write(directory, "codes/slag.csv",
                  "kod,namn,grupp,synonymer\nhus,Hus,,villa|bod\nannat,Annat,,\n");
    support_write(
        directory, "fields.csv",
        "name,type,codes,required,preset,lowest,highest,max_length,free_text,published,"
        "recorded,synonyms\n"
        "id,text,,ja,,,,10,nej,nej,nej,nr|nummer\nslag,code,slag,ja,annat,,,,nej,ja,nej,typ\n");
    support_write(directory, "columns.csv",
                  "name,type,unit,domain,alias,description,public\n"
                  "slag,code,,slag,Slag,Vad det är.,ja\n");
    each_in_turn(read_dictionary, 40);
}

/* After dictionaries(), whose files they are. */
static void facts_and_layers(void **state)
{
    (void)state;
    char folder[512];
    struct tk_error err = {TK_OK, ""};
    snprintf(folder, sizeof folder, "%s/prov", directory);
    assert_int_equal(mkdir(folder, 0700), 0);
    support_write(directory, "groups.csv", "grupp\nTabeller\n");
    support_write(folder, "layer.yaml",
                  "title: Prov\nabstract: Prov.\ngroup: Tabeller\nneeds: [notes]\n"
                  "key: [slag]\ncolumns: [slag]\n");
    support_write(folder, "layer.sql", "SELECT slag FROM antal('slag')");
    support_write(folder, "check.sql", "SELECT 1 WHERE 0");
    assert_ok(tk_dictionary_read(directory, NULL, 0, &words, &err), &err);
    each_in_turn(count_facts, 10);
    each_in_turn(read_layers, 30);
    tk_dictionary_free(words);
}

static void configurations(void **state)
{
    (void)state;
    support_write(directory, "karta.yaml",
                  "edition: {title: T, crs: C, grids: [a]}\n"
                  "sources:\n"
                  "  - {name: d, role: districts, driver: GPKG, file: d.gpkg, only: {A: [b]}}\n"
                  "  - name: n\n"
                  "    role: notes\n"
                  "    driver: CSV\n"
                  "    file: n.csv\n"
                  "    unknown_at: [[0, 0]]\n"
                  "    fields: {datum: D, kalla: {template: vandring}}\n"
                  "    values: {status: {Closed: atgardad}}\n"
                  "codes: {kategori: k.csv}\n");
    each_in_turn(read_config, 100);
}

static void tables(void **state)
{
    (void)state;
    each_in_turn(read_table, 6);
}

static void diagrams(void **state)
{
    struct tk_error err = {TK_OK, ""};
    (void)state;
    assert_ok(draw(&err), &err);
    each_in_turn(draw, 12);
}

static void folding(void **state)
{
    (void)state;
    each_in_turn(fold, 1);
}

static int set_up(void **state)
{
    (void)state;
    char text[512] = "a,b\n";
    for (int i = 0; i < 20; i++)
        strcat(text, "1,\"2\n3\"\n");
    support_directory(directory, sizeof directory);
    support_write(directory, "t.csv", text);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support_remove(directory);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables),           cmocka_unit_test(dictionaries),
        cmocka_unit_test(facts_and_layers), cmocka_unit_test(configurations),
        cmocka_unit_test(folding),          cmocka_unit_test(diagrams)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
