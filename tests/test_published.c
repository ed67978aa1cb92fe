#include "support/support.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/layers.h"
#include "trygghetskarta/table.h"

#include <string.h>

/* Planners' own projects lean on the names of layers and columns: tests/published.csv holds
 * those that have been published, and one that is missing here breaks somebody's project. A new
 * one gets its line there; a renamed or removed one also a line under Breaks in CHANGELOG.md.
 */

static bool has_column(const struct tk_layer *layer, const char *name)
{
    for (size_t i = 0; i < layer->n_columns; i++)
        if (strcmp(layer->columns[i]->name, name) == 0)
            return true;
    return false;
}

static bool is_told(const struct tk_table *published, const char *layer, const char *column)
{
    for (size_t row = 0; row < published->n_rows; row++)
        if (strcmp(tk_table_cell(published, row, 0), layer) == 0 &&
            strcmp(tk_table_cell(published, row, 1), column) == 0)
            return true;
    return false;
}

static void every_published_name_stands(void **state)
{
    (void)state;
    struct tk_error err = {TK_OK, ""};
    struct tk_dictionary *dictionary;
    struct tk_layers *layers;
    struct tk_table published;
    struct tk_buffer missing = {0};
    assert_ok(tk_dictionary_read("layers", NULL, 0, &dictionary, &err), &err);
    assert_ok(tk_layers_read(dictionary, &layers, &err), &err);
    assert_ok(tk_table_read("tests/published.csv", &published, &err), &err);
    for (size_t row = 0; row < published.n_rows; row++) {
        const char *name = tk_table_cell(&published, row, 0);
        const char *column = tk_table_cell(&published, row, 1);
        const struct tk_layer *layer = tk_layers_find(layers, name);
        if (!layer || !has_column(layer, column))
            tk_buffer_format(&missing, "gone: %s.%s\n", name, column);
    }
    for (size_t i = 0; i < layers->n; i++)
        for (size_t c = 0; c < layers->layers[i].n_columns; c++) {
            const struct tk_layer *layer = &layers->layers[i];
            if (!is_told(&published, layer->name, layer->columns[c]->name))
                tk_buffer_format(&missing, "new: %s,%s\n", layer->name,
                                 layer->columns[c]->name);
        }
    assert_string_equal(tk_buffer_string(&missing), "");
    tk_buffer_free(&missing);
    tk_table_free(&published);
    tk_layers_free(layers);
    tk_dictionary_free(dictionary);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_published_name_stands),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
