#include "layers_parts.h"

#include "trygghetskarta/file.h"
#include "trygghetskarta/memory.h"
#include "trygghetskarta/suggest.h"
#include "trygghetskarta/text.h"
#include "trygghetskarta/wording.h"
#include "trygghetskarta/yaml.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define MOST_BYTES ((size_t)1 << 20)

static const char *const keys[] = {"title", "abstract", "geometry", "columns", "key",
                                   "group", "order",    "needs",    "made_by"};
#define N_KEYS (sizeof keys / sizeof *keys)

static const char *const geometries[] = {"POINT",   "MULTIPOINT",      "LINESTRING",
                                         "POLYGON", "MULTILINESTRING", "MULTIPOLYGON"};
#define N_GEOMETRIES (sizeof geometries / sizeof *geometries)

/* A folder as it is being read. */
struct reading {
    const struct tk_dictionary *dictionary;
    struct tk_yaml *yaml;
    struct tk_layer *layer;
};

static enum tk_status read_text(const struct reading *r, const char *key, bool required,
                                char **out, struct tk_error *err)
{
    const struct tk_node *node = tk_yaml_get(&r->yaml->root, key);
    enum tk_status st = TK_OK;
    if (!node && required)
        return tk_fail(err, TK_USAGE, "%s: '%s' is missing", r->yaml->path, key);
    if (node)
        st = tk_yaml_need(r->yaml, node, TK_NODE_TEXT, key, err);
    if (!st && !(*out = tk_strdup(node ? node->text : "")))
        st = tk_fail_memory(err);
    return st;
}

/* A text that planners read, in the municipality's words. */
static enum tk_status read_worded(const struct reading *r, const char *key, char **out,
                                  struct tk_error *err)
{
    struct tk_buffer filled = {0};
    char *raw = NULL;
    enum tk_status st = read_text(r, key, true, &raw, err);
    tk_buffer_text(&filled, "");
    if (!st)
        st = tk_wording_fill(r->dictionary->wording, TK_WORDING_TEXT, r->yaml->path, raw,
                             &filled, err);
    if (!st && !(*out = tk_buffer_take(&filled)))
        st = tk_fail_memory(err);
    tk_buffer_free(&filled);
    tk_free(raw);
    return st;
}

static enum tk_status read_geometry(const struct reading *r, struct tk_error *err)
{
    enum tk_status st = read_text(r, "geometry", false, &r->layer->geometry, err);
    if (st || r->layer->geometry[0] == '\0')
        return st;
    for (size_t i = 0; i < N_GEOMETRIES; i++)
        if (strcmp(r->layer->geometry, geometries[i]) == 0)
            return TK_OK;
    return tk_yaml_fault(r->yaml, tk_yaml_get(&r->yaml->root, "geometry"), err,
                         "'%s' is no geometry of a layer; it may be POINT, MULTILINESTRING, "
                         "MULTIPOLYGON …, or be left out for a table",
                         r->layer->geometry);
}

static enum tk_status read_order(const struct reading *r, struct tk_error *err)
{
    const struct tk_node *node = tk_yaml_get(&r->yaml->root, "order");
    long long order = 0;
    if (node && (node->kind != TK_NODE_TEXT || !tk_text_integer(node->text, &order) ||
                 order < -1000000 || order > 1000000))
        return tk_yaml_fault(r->yaml, node, err, "order is no whole number");
    r->layer->order = (int)order;
    return TK_OK;
}

static enum tk_status need_list(const struct reading *r, const char *key, bool required,
                                const struct tk_node **out, struct tk_error *err)
{
    const struct tk_node *node = *out = tk_yaml_get(&r->yaml->root, key);
    enum tk_status st = TK_OK;
    if (!node)
        return required ? tk_fail(err, TK_USAGE, "%s: '%s' is missing", r->yaml->path, key)
                        : TK_OK;
    st = tk_yaml_need(r->yaml, node, TK_NODE_LIST, key, err);
    for (size_t i = 0; i < node->n && !st; i++)
        st = tk_yaml_need(r->yaml, &node->items[i], TK_NODE_TEXT, key, err);
    return st;
}

/* "; did you mean 'stadsdel'?" or nothing. */
static const char *hint(const char *word, const char *const *known, size_t n, char *out,
                        size_t size)
{
    const char *near = tk_suggest(word, known, n);
    snprintf(out, size, near ? "; did you mean '%s'?" : "%s", near ? near : "");
    return out;
}

static enum tk_status no_column(const struct reading *r, const struct tk_node *node,
                                struct tk_error *err)
{
    const struct tk_dictionary *d = r->dictionary;
    char room[120];
    const char **names = tk_alloc(d->n_columns, sizeof *names);
    if (!names)
        return tk_fail_memory(err);
    for (size_t i = 0; i < d->n_columns; i++)
        names[i] = d->columns[i].name;
    hint(node->text, names, d->n_columns, room, sizeof room);
    tk_free(names);
    return tk_yaml_fault(r->yaml, node, err, "column '%s' is not declared in %s%s", node->text,
                         d->columns_csv.path, room);
}

static enum tk_status read_columns(const struct reading *r, struct tk_error *err)
{
    const struct tk_node *list;
    struct tk_layer *layer = r->layer;
    enum tk_status st = need_list(r, "columns", true, &list, err);
    if (st)
        return st;
    layer->columns = tk_alloc(list->n, sizeof *layer->columns);
    if (!layer->columns)
        return tk_fail_memory(err);
    for (size_t i = 0; i < list->n; i++) {
        const struct tk_column *column =
            tk_dictionary_column(r->dictionary, list->items[i].text);
        if (!column)
            return no_column(r, &list->items[i], err);
        for (size_t k = 0; k < i; k++)
            if (layer->columns[k] == column)
                return tk_yaml_fault(r->yaml, &list->items[i], err,
                                     "column '%s' is there twice", column->name);
        layer->columns[layer->n_columns++] = column;
        layer->n_declared = layer->n_columns;
    }
    return TK_OK;
}

static enum tk_status read_key(const struct reading *r, struct tk_error *err)
{
    const struct tk_node *list;
    struct tk_layer *layer = r->layer;
    enum tk_status st = need_list(r, "key", true, &list, err);
    if (st)
        return st;
    layer->key = tk_alloc(list->n, sizeof *layer->key);
    if (!layer->key)
        return tk_fail_memory(err);
    for (size_t i = 0; i < list->n; i++) {
        size_t at = 0;
        while (at < layer->n_columns &&
               strcmp(layer->columns[at]->name, list->items[i].text) != 0)
            at++;
        if (at == layer->n_columns)
            return tk_yaml_fault(r->yaml, &list->items[i], err,
                                 "'%s' is in the key, but is none of the columns",
                                 list->items[i].text);
        layer->key[layer->n_key++] = at;
    }
    return layer->n_key > 0 ? TK_OK
                            : tk_yaml_fault(r->yaml, list, err, "the key names no column");
}

static enum tk_status read_needs(const struct reading *r, struct tk_error *err)
{
    const struct tk_node *list;
    struct tk_layer *layer = r->layer;
    enum tk_status st = need_list(r, "needs", false, &list, err);
    if (st || !list)
        return st;
    layer->needs = tk_alloc(list->n, sizeof *layer->needs);
    if (!layer->needs)
        return tk_fail_memory(err);
    for (size_t i = 0; i < list->n; i++, layer->n_needs++)
        if (!(layer->needs[i] = tk_strdup(list->items[i].text)))
            return tk_fail_memory(err);
    return TK_OK;
}

static enum tk_status known_keys(const struct tk_yaml *yaml, struct tk_error *err)
{
    for (size_t i = 0; i < yaml->root.n; i++) {
        const struct tk_node *key = &yaml->root.keys[i];
        size_t k = 0;
        char room[64];
        while (k < N_KEYS && strcmp(keys[k], key->text) != 0)
            k++;
        if (k == N_KEYS)
            return tk_yaml_fault(yaml, key, err, "'%s' is nothing a layer has%s", key->text,
                                 hint(key->text, keys, N_KEYS, room, sizeof room));
    }
    return TK_OK;
}

static enum tk_status read_yaml(struct reading *r, struct tk_error *err)
{
    struct tk_layer *layer = r->layer;
    enum tk_status st = known_keys(r->yaml, err);
    if (!st)
        st = read_worded(r, "title", &layer->title, err);
    if (!st)
        st = read_worded(r, "abstract", &layer->abstract, err);
    if (!st)
        st = read_worded(r, "group", &layer->group, err);
    if (!st)
        st = read_text(r, "made_by", false, &layer->made_by, err);
    if (!st)
        st = read_geometry(r, err);
    if (!st)
        st = read_order(r, err);
    if (!st)
        st = read_columns(r, err);
    if (!st)
        st = read_key(r, err);
    return st ? st : read_needs(r, err);
}

/* A file of the folder, in the municipality's words; NULL if there is none. */
static enum tk_status read_file(const struct reading *r, const char *name,
                                enum tk_wording_form form, char **out, struct tk_error *err)
{
    const char *directory = r->layer->directory;
    struct tk_buffer path = {0}, text = {0}, filled = {0};
    const char *fault = NULL;
    tk_buffer_format(&path, "%s/%s", directory, name);
    enum tk_status st = tk_buffer_check(&path, err);
    if (!st && tk_file_there(path.data)) {
        tk_buffer_text(&text, "");
        st = tk_file_read(path.data, MOST_BYTES, &text, err);
        if (!st && !tk_text_valid(tk_buffer_string(&text), text.length, &fault))
            st = tk_fail(err, TK_USAGE, "%s: %s", path.data, fault);
        tk_buffer_text(&filled, "");
        if (!st)
            st = tk_wording_fill(r->dictionary->wording, form, path.data,
                                 tk_buffer_string(&text), &filled, err);
        if (!st && !(*out = tk_buffer_take(&filled)))
            st = tk_fail_memory(err);
    }
    tk_buffer_free(&path);
    tk_buffer_free(&text);
    tk_buffer_free(&filled);
    return st;
}

static enum tk_status read_files(const struct reading *r, struct tk_error *err)
{
    struct tk_layer *layer = r->layer;
    enum tk_status st = read_file(r, "layer.sql", TK_WORDING_SQL, &layer->sql, err);
    if (!st)
        st = read_file(r, "check.sql", TK_WORDING_SQL, &layer->check, err);
    if (!st)
        st = read_file(r, "style.qml", TK_WORDING_XML, &layer->style, err);
    if (!st && !layer->sql && layer->made_by[0] == '\0')
        st = tk_fail(err, TK_USAGE, "%s: there is neither a layer.sql nor a made_by",
                     layer->directory);
    if (!st && layer->sql && layer->made_by[0])
        st = tk_fail(err, TK_USAGE, "%s: there is a layer.sql, but the step '%s' makes it",
                     layer->directory, layer->made_by);
    return st;
}

enum tk_status tk_layer_read(const struct tk_dictionary *dictionary, const char *name,
                             struct tk_layer *layer, struct tk_error *err)
{
    struct tk_buffer path = {0};
    struct reading r = {.dictionary = dictionary, .layer = layer};
    tk_buffer_format(&path, "%s/%s/layer.yaml", dictionary->directory, name);
    layer->name = tk_strdup(name);
    layer->empty_because = tk_strdup("");
    layer->directory =
        path.data ? tk_strndup(path.data, path.length - strlen("/layer.yaml")) : NULL;
    enum tk_status st = layer->name && layer->empty_because && layer->directory
                            ? tk_yaml_read(path.data, &r.yaml, err)
                            : tk_fail_memory(err);
    if (!st && r.yaml)
        st = read_yaml(&r, err);
    if (!st)
        st = read_files(&r, err);
    tk_yaml_free(r.yaml);
    tk_buffer_free(&path);
    return st;
}
