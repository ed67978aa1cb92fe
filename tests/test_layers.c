#include "support/edition.h"

#include "trygghetskarta/file.h"
#include "trygghetskarta/memory.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

/* One case: what stands in CASE.sql is put in, and the columns that the first line of CASE.csv
 * names must come out as its lines say. */
static void run_case(const char *layer, const char *base)
{
    struct edition e;
    struct tk_error err = {0};
    struct tk_buffer sql = {0}, expected = {0}, query = {0}, got = {0};
    char path[512], given[200] = "";
    snprintf(path, sizeof path, "%s.sql", base);
    read_file(path, &sql);
    snprintf(path, sizeof path, "%s.csv", base);
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
    if (strcmp(tk_buffer_string(&got), expected.data) != 0)
        fail_msg("%s: expected\n%s\ngot\n%s", base, expected.data, tk_buffer_string(&got));
    struct tk_buffer *all[] = {&sql, &expected, &query, &got};
    for (size_t i = 0; i < 4; i++)
        tk_buffer_free(all[i]);
    edition_close(&e);
}

static int run_cases(const char *layer)
{
    char directory[300], base[600];
    snprintf(directory, sizeof directory, "layers/%s/test", layer);
    DIR *folder = opendir(directory);
    int n = 0;
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        char *end = strstr(entry->d_name, ".sql");
        if (!end)
            continue;
        *end = '\0';
        snprintf(base, sizeof base, "%s/%s", directory, entry->d_name);
        run_case(layer, base);
        n++;
    }
    if (folder)
        closedir(folder);
    return n;
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
    for (size_t i = 0; i < layers->n; i++)
        if (run_cases(layers->layers[i].name) == 0 && layers->layers[i].sql)
            fail_msg("%s: has no case in test/", layers->layers[i].directory);
    tk_layers_free(layers);
    tk_dictionary_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
