#include "support/edition.h"

#include "trygghetskarta/file.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void read_file(const char *path, struct tk_buffer *out)
{
    struct tk_error err = {0};
    assert_ok(tk_file_read(path, 1 << 20, out, &err), &err);
}

static enum tk_status run_and_check(struct edition *e, const char *given, struct tk_error *err)
{
    enum tk_status st = edition_run(e, given, err);
    return st ? st : tk_layers_check(e->layers, e->db, err);
}

/* One case: what stands in CASE.sql, beside CASE.csv or for all layers in layers/test/, is put
 * in, and the columns that the first line of CASE.csv names must come out as its lines say. */
static void run_case(const char *layer, const char *name)
{
    struct edition e;
    struct tk_error err = {0};
    struct tk_buffer sql = {0}, expected = {0}, query = {0}, got = {0};
    char path[640], given[200] = "";
    snprintf(path, sizeof path, "layers/%s/test/%s.sql", layer, name);
    if (access(path, F_OK) != 0)
        snprintf(path, sizeof path, "layers/test/%s.sql", name);
    read_file(path, &sql);
    snprintf(path, sizeof path, "layers/%s/test/%s.csv", layer, name);
    read_file(path, &expected);
    sscanf(sql.data, "-- given: %199[^\n]", given);
    edition_open(&e, "layers");
    edition_sql(&e, sql.data);
    assert_ok(run_and_check(&e, *given ? given : NULL, &err), &err);
    const struct tk_layer *l = tk_layers_find(e.layers, layer);
    tk_buffer_format(&query, "SELECT %.*s FROM %s ORDER BY ", (int)strcspn(expected.data, "\n"),
                     expected.data, layer);
    for (size_t i = 0; i < l->n_key; i++)
        tk_buffer_format(&query, "%s%s", i ? ", " : "", l->columns[l->key[i]]->name);
    edition_csv(&e, tk_buffer_string(&query), &got);
    if (strcmp(tk_buffer_string(&got), expected.data) != 0) {
        fprintf(stderr, "%s", tk_buffer_string(&got)); /* cmocka cuts a long message off */
        fail_msg("%s: expected\n%s\ngot\n%s", path, expected.data, tk_buffer_string(&got));
    }
    struct tk_buffer *all[] = {&sql, &expected, &query, &got};
    for (size_t i = 0; i < 4; i++)
        tk_buffer_free(all[i]);
    edition_close(&e);
}

static int run_cases(const char *layer)
{
    char directory[300];
    snprintf(directory, sizeof directory, "layers/%s/test", layer);
    DIR *folder = opendir(directory);
    int n = 0;
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char *end = strstr(entry->d_name, ".csv");
        if (!end)
            continue;
        *end = '\0';
        run_case(layer, entry->d_name);
        n++;
    }
    if (folder)
        closedir(folder);
    return n;
}

static bool exists(const char *format, const char *a, const char *b)
{
    char path[640];
    snprintf(path, sizeof path, format, a, b);
    return access(path, F_OK) == 0;
}

/* What is put in and held against nothing would be a test that cannot fail. Each CASE.sql of a
 * directory has a CASE.csv beside it or, of those for all layers, in some layer's test/. */
static void every_sql_is_used(const char *directory, const struct tk_layers *layers)
{
    DIR *folder = opendir(directory);
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char *end = strstr(entry->d_name, ".sql");
        if (!end)
            continue;
        *end = '\0';
        bool used = exists("%s/%s.csv", directory, entry->d_name);
        for (size_t i = 0; !used && layers && i < layers->n; i++)
            used = exists("layers/%s/test/%s.csv", layers->layers[i].name, entry->d_name);
        if (!used)
            fail_msg("%s/%s.sql: there is no %s.csv to hold it against", directory,
                     entry->d_name, entry->d_name);
    }
    if (folder)
        closedir(folder);
}

/* Every case in every layer's test/; a layer that is a SELECT has at least one. */
static void every_case(void **state)
{
    (void)state;
    struct tk_error err = {0};
    struct tk_dictionary *d;
    struct tk_layers *layers;
    assert_ok(tk_dictionary_read("layers", NULL, 0, &d, &err), &err);
    assert_ok(tk_layers_read(d, &layers, &err), &err);
    for (size_t i = 0; i < layers->n; i++) {
        char test[300];
        snprintf(test, sizeof test, "layers/%s/test", layers->layers[i].name);
        every_sql_is_used(test, NULL);
        if (run_cases(layers->layers[i].name) == 0 && layers->layers[i].sql)
            fail_msg("%s: has no case in test/", layers->layers[i].directory);
    }
    every_sql_is_used("layers/test", layers);
    tk_layers_free(layers);
    tk_dictionary_free(d);
}

/* --- a directory of layers of the test's own --- */

/* Our words, and nothing of our layers but noteringar. */
static void own_layers(char *directory, size_t size)
{
    static const char *const words[] = {"fields.csv", "columns.csv", "groups.csv", "codes",
                                        "noteringar"};
    char here[256], from[400], to[400];
    assert_non_null(getcwd(here, sizeof here));
    support_directory(directory, size);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        snprintf(from, sizeof from, "%s/layers/%s", here, words[i]);
        snprintf(to, sizeof to, "%s/%s", directory, words[i]);
        assert_int_equal(symlink(from, to), 0);
    }
}

static void add_layer(const char *directory, const char *name, const char *yaml,
                      const char *sql, const char *check)
{
    char folder[400];
    snprintf(folder, sizeof folder, "%s/%s", directory, name);
    assert_int_equal(mkdir(folder, 0755), 0);
    support_write(folder, "layer.yaml", yaml);
    if (sql)
        support_write(folder, "layer.sql", sql);
    if (check)
        support_write(folder, "check.sql", check);
}

#define NAMED(title) "title: " title "\nabstract: Prov.\ngroup: Tabeller\n"
#define HEAD NAMED("Prov")
#define COLUMNS "key: [stadsdel]\ncolumns: [stadsdel, n]\n"
#define YAML HEAD COLUMNS

static const char notes[] =
    "INSERT INTO korning(as_of, fokus) VALUES ('2026-11-22', 'fokus');"
    "INSERT INTO indata_stadsdelar(stadsdel) VALUES ('A'), ('B');"
    "INSERT INTO noteringar(punkt_id, datum, typ, kategori, status, stadsdel, lage, geom) "
    "VALUES"
    " ('n1', '2026-01-01', 'brist', 'klotter', 'ny', 'A', 'koordinat', ST_Point(1, 1)),"
    " ('n2', '2026-01-02', 'brist', 'klotter', 'ny', 'A', 'koordinat', ST_Point(2, 1)),"
    " ('n3', '2026-01-03', 'brist', 'klotter', 'ny', 'B', 'koordinat', ST_Point(3, 1));";

/* A layer is added by adding a folder: two of them, of which the first in the tree reads the
 * other. */
static void a_folder_is_a_layer(void **state)
{
    (void)state;
    struct edition e;
    struct tk_error err = {0};
    struct tk_buffer got = {0};
    char directory[64];
    own_layers(directory, sizeof directory);
    add_layer(directory, "alla", NAMED("Alla") "order: 1\nkey: [urval]\ncolumns: [urval, n]\n",
              "SELECT 'alla' AS urval, sum(n) AS n FROM var", NULL);
    add_layer(
        directory, "var", YAML "order: 2\n",
        "SELECT n, stadsdel FROM antal('stadsdel'); -- columns in another order\n",
        "SELECT 'too many', n FROM alla WHERE n > 3; SELECT 'none' FROM var WHERE n < 1;");
    edition_open(&e, directory);
    edition_sql(&e, notes);
    assert_ok(run_and_check(&e, NULL, &err), &err);
    edition_csv(&e, "SELECT * FROM var", &got);
    edition_csv(&e, "SELECT * FROM alla", &got);
    assert_string_equal(tk_buffer_string(&got),
                        "fid,stadsdel,n\n1,A,2\n2,B,1\nfid,urval,n\n1,alla,3\n");
    assert_int_equal(tk_layers_find(e.layers, "var")->n_rows, 2);
    assert_int_equal(tk_layers_find(e.layers, "noteringar")->n_rows, 3);
    tk_buffer_free(&got);
    edition_close(&e);
    support_remove(directory);
}

/* What the one layer of a directory ends in. */
static void expect_fault(const char *yaml, const char *sql, const char *check,
                         enum tk_status status, const char *part)
{
    struct edition e;
    struct tk_error err = {0};
    char directory[64];
    own_layers(directory, sizeof directory);
    add_layer(directory, "prov", yaml, sql, check);
    edition_open(&e, directory);
    edition_sql(&e, notes);
    assert_int_equal(run_and_check(&e, NULL, &err), status);
    assert_contains(err.message, part);
    edition_close(&e);
    support_remove(directory);
}

static void sql_is_told_where(void **state)
{
    (void)state;
    expect_fault(YAML, "SELECT stadsdel,\n  åä, n FROM antal('stadsdel')", NULL, TK_USAGE,
                 "prov/layer.sql:2:3: no such column: åä");
    expect_fault(YAML, "SELECT 'å' AS stadsdel, \"n\" FROM korning", NULL, TK_USAGE,
                 "prov/layer.sql:1:25: no such column: "); /* later SQLites say more */
    expect_fault(YAML, "SELECT stadsdel FROM antal('stadsdel')", NULL, TK_USAGE,
                 "does not give the column 'n'");
    expect_fault(YAML, "SELECT *, 1 AS m FROM (SELECT stadsdel, n FROM antal('stadsdel'))",
                 NULL, TK_USAGE, "gives a column 'm' that layer.yaml does not name");
    expect_fault(YAML, "SELECT 'A' AS stadsdel, 1 AS n; SELECT 2", NULL, TK_USAGE,
                 "more than one SELECT");
    expect_fault(YAML, "-- nothing", NULL, TK_USAGE, "holds no SELECT");
    expect_fault(YAML, "SELECT stadsdel, n FROM antal('stadsdl')", NULL, TK_USAGE,
                 "'stadsdl' is no key");
    expect_fault(YAML, "SELECT stadsdel, n FROM antal('stadsdel')",
                 "SELECT 1 WHERE 0;\nSELECT 'x' FROM nowhere", TK_USAGE,
                 "prov/check.sql:2:1: no such table: nowhere");
}

static void sql_may_only_read(void **state)
{
    (void)state;
    const char *const refused[][2] = {
        {"DELETE FROM noteringar", "changing noteringar is refused"},
        {"INSERT INTO noteringar(punkt_id) VALUES ('x') RETURNING punkt_id",
         "writing into noteringar is refused"},
        {"ATTACH '/tmp/x' AS x", "ATTACH is refused"},
        {"PRAGMA user_version", "PRAGMA user_version is refused"},
        {"CREATE TABLE x(a)", "is refused"},
        {"SELECT 'A' AS stadsdel, random() AS n", "the function random is refused"},
        {"SELECT current_date AS stadsdel, 1 AS n", "the function current_date is refused"},
        {"SELECT kluster AS n, id AS stadsdel FROM dbscan('DELETE FROM noteringar', 1, 1)",
         "changing noteringar is refused"},
        {"SELECT 'A' AS stadsdel, n FROM prov", "prov/layer.sql: reads itself"},
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        expect_fault(YAML, refused[i][0], NULL, TK_USAGE, refused[i][1]);
    expect_fault(YAML, "SELECT 'A' AS stadsdel, 1 AS n", "SELECT date('now')", TK_USAGE,
                 "the function date is refused");
}

/* Law 6. */
static void rows_are_held_to_the_columns(void **state)
{
    (void)state;
    const char *const wrong[][2] = {
        {"SELECT 'A' AS stadsdel, 1 AS n UNION ALL SELECT 'A', 2", "two rows have the key A"},
        {"SELECT NULL AS stadsdel, 1 AS n", "NOT NULL constraint failed: prov.stadsdel"},
        {"SELECT 'A' AS stadsdel, 1.5 AS n", "the value 1.5 is none of the column 'n'"},
        {"SELECT 'A' AS stadsdel, 'many' AS n", "the value 'many' is none of the column 'n'"},
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        expect_fault(YAML, wrong[i][0], NULL, TK_INTERNAL, wrong[i][1]);
    expect_fault(HEAD "key: [kategori]\ncolumns: [kategori]\n",
                 "SELECT 'rymdskepp' AS kategori", NULL, TK_INTERNAL,
                 "the value 'rymdskepp' is none of the column 'kategori'");
    expect_fault(HEAD "key: [datum]\ncolumns: [datum]\n", "SELECT '3 maj' AS datum", NULL,
                 TK_INTERNAL, "the value '3 maj' is none of the column 'datum'");
    expect_fault(HEAD "key: [namn]\ncolumns: [namn, vandrad]\n",
                 "SELECT 'A' AS namn, 2 AS vandrad", NULL, TK_INTERNAL, "the value 2 is none");
    expect_fault(YAML, "SELECT stadsdel, n FROM antal('stadsdel')",
                 "SELECT 'too many', stadsdel, n FROM prov WHERE n > 1", TK_INTERNAL,
                 "prov/check.sql: law 6 is broken: too many, A, 2");
}

/* A circle is told even where both ends are empty. */
static void circles(void **state)
{
    (void)state;
    struct edition e;
    struct tk_error err = {0};
    char directory[64];
    own_layers(directory, sizeof directory);
    add_layer(directory, "hona", NAMED("Höna") COLUMNS, "SELECT stadsdel, n FROM agg", NULL);
    add_layer(directory, "agg", NAMED("Ägg") COLUMNS, "SELECT stadsdel, n FROM hona", NULL);
    edition_open(&e, directory);
    edition_sql(&e, notes);
    assert_int_equal(edition_run(&e, NULL, &err), TK_USAGE);
    assert_contains(err.message, "agg, which reads it back: a circle");
    edition_close(&e);
    support_remove(directory);
}

static void what_is_needed(void **state)
{
    (void)state;
    struct edition e;
    struct tk_error err = {0};
    char directory[64];
    const char *sql = "SELECT stadsdel, n FROM antal('stadsdel')";
    own_layers(directory, sizeof directory);
    add_layer(directory, "a", NAMED("A") COLUMNS "needs: [notes, walks|routes]\n", sql, NULL);
    add_layer(directory, "b", NAMED("B") COLUMNS "needs: [focus]\n", sql, NULL);
    add_layer(directory, "c", NAMED("C") COLUMNS "needs: ['areas:plan|land']\n", sql, NULL);
    add_layer(directory, "d", NAMED("D") COLUMNS "needs: [routes|walks]\n", sql, NULL);
    add_layer(directory, "e", NAMED("E") COLUMNS "needs: [notes, earlier]\n", sql, NULL);
    edition_open(&e, directory);
    edition_sql(&e, notes);
    assert_ok(edition_run(&e, "notes areas areas:samband walks", &err), &err);
    assert_int_equal(tk_layers_find(e.layers, "a")->n_rows, 2);
    assert_string_equal(tk_layers_find(e.layers, "a")->empty_because, "");
    assert_int_equal(tk_layers_find(e.layers, "b")->n_rows, 0);
    assert_string_equal(tk_layers_find(e.layers, "b")->empty_because,
                        "Lagret är tomt: det finns inget fokusområde att jämföra med.");
    assert_string_equal(
        tk_layers_find(e.layers, "c")->empty_because,
        "Lagret är tomt: ingen källa med planområden av sorten plan eller land är given.");
    assert_int_equal(tk_layers_find(e.layers, "d")->n_rows, 2);
    assert_string_equal(tk_layers_find(e.layers, "e")->empty_because,
                        "Lagret är tomt: det finns ingen tidigare utgåva att jämföra med.");
    edition_close(&e);
    support_remove(directory);
}

static void expect_unread(const char *yaml, const char *sql, const char *part)
{
    struct tk_error err = {0};
    struct tk_dictionary *d;
    struct tk_layers *layers;
    char directory[64];
    own_layers(directory, sizeof directory);
    add_layer(directory, "prov", yaml, sql, NULL);
    assert_ok(tk_dictionary_read(directory, NULL, 0, &d, &err), &err);
    assert_int_equal(tk_layers_read(d, &layers, &err), TK_USAGE);
    assert_null(layers);
    assert_contains(err.message, part);
    tk_dictionary_free(d);
    support_remove(directory);
}

static void folders_are_judged(void **state)
{
    (void)state;
    expect_unread(HEAD "key: [stadsdel]\ncolumns: [stadsdl]\n", "",
                  "prov/layer.yaml:5:11: column 'stadsdl' is not declared in ");
    expect_unread(HEAD "key: [stadsdel]\ncolumns: [stadsdl]\n", "",
                  "columns.csv; did you mean 'stadsdel'?");
    expect_unread(HEAD "key: [n]\ncolumns: [stadsdel]\n", "",
                  "layer.yaml:4:7: 'n' is in the key, but is none of the columns");
    expect_unread(HEAD "key: []\ncolumns: [n]\n", "", "4:6: the key names no column");
    expect_unread(HEAD "key: [n]\ncolumns: [n, n]\n", "", "5:14: column 'n' is there twice");
    expect_unread(YAML "colums: [n]\n", "",
                  "6:1: 'colums' is nothing a layer has; did you mean 'columns'?");
    expect_unread(YAML "geometry: CIRCLE\n", "", "'CIRCLE' is no geometry of a layer");
    expect_unread(YAML "order: first\n", "", "order is no whole number");
    expect_unread(YAML "needs: routes\n", "", "needs");
    expect_unread(YAML, NULL, "prov: there is neither a layer.sql nor a made_by");
    expect_unread(YAML "made_by: notes\n", "SELECT 1", "but the step 'notes' makes it");
    expect_unread("title: P\nabstract: P\ngroup: Annat\nkey: [n]\ncolumns: [n]\n", "SELECT 1",
                  "the group 'Annat' is not in ");
    expect_unread(NAMED("Noteringar") COLUMNS, "SELECT 1",
                  "prov/layer.yaml: the title 'Noteringar' is also that of ");
    expect_unread("title: P\n", "SELECT 1", "layer.yaml: 'abstract' is missing");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case),
        cmocka_unit_test(a_folder_is_a_layer),
        cmocka_unit_test(sql_is_told_where),
        cmocka_unit_test(sql_may_only_read),
        cmocka_unit_test(rows_are_held_to_the_columns),
        cmocka_unit_test(circles),
        cmocka_unit_test(what_is_needed),
        cmocka_unit_test(folders_are_judged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
