#include "layers_parts.h"

#include "trygghetskarta/file.h"
#include "trygghetskarta/memory.h"
#include "trygghetskarta/wording.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Whether a folder holds a layer.yaml. */
static bool is_layer(const char *directory, const char *name)
{
    char path[4096];
    int n = snprintf(path, sizeof path, "%s/%s/layer.yaml", directory, name);
    return name[0] != '.' && n > 0 && (size_t)n < sizeof path && tk_file_there(path);
}

static enum tk_status read_folders(const struct tk_dictionary *dictionary,
                                   struct tk_layers *layers, struct tk_error *err)
{
    DIR *folder = opendir(dictionary->directory);
    if (!folder)
        return tk_fail(err, TK_NO_INPUT, "%s: %s", dictionary->directory, strerror(errno));
    size_t room = 0;
    enum tk_status st = TK_OK;
    for (struct dirent *entry; !st && (errno = 0, entry = readdir(folder));) {
        if (!is_layer(dictionary->directory, entry->d_name))
            continue;
        st = tk_grow(&layers->layers, &room, layers->n + 1, sizeof *layers->layers, err);
        if (!st)
            st = tk_layer_read(dictionary, entry->d_name, &layers->layers[layers->n++], err);
    }
    if (!st && errno)
        st = tk_fail(err, TK_IO, "%s: cannot be listed: %s", dictionary->directory,
                     strerror(errno));
    closedir(folder);
    return st;
}

static size_t group_position(const struct tk_table *groups, const char *group)
{
    size_t column = tk_table_column(groups, "grupp"), row = 0;
    while (row < groups->n_rows && strcmp(tk_table_cell(groups, row, column), group) != 0)
        row++;
    return row;
}

static int in_tree(const void *a, const void *b, void *groups)
{
    const struct tk_layer *x = a, *y = b;
    size_t gx = group_position(groups, x->group), gy = group_position(groups, y->group);
    if (gx != gy)
        return gx < gy ? -1 : 1;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return strcmp(x->name, y->name);
}

/* Puts the layers in the order of the project tree. */
static enum tk_status sort_layers(const struct tk_dictionary *dictionary,
                                  struct tk_layers *layers, struct tk_error *err)
{
    struct tk_buffer path = {0};
    struct tk_table groups = {0};
    tk_buffer_format(&path, "%s/groups.csv", dictionary->directory);
    size_t column;
    enum tk_status st = tk_buffer_check(&path, err);
    if (!st)
        st = tk_table_read(path.data, &groups, err);
    if (!st)
        st = tk_wording_table(dictionary->wording, &groups, err);
    if (!st)
        st = tk_table_need(&groups, "grupp", &column, err);
    for (size_t i = 0; i < layers->n && !st; i++)
        if (group_position(&groups, layers->layers[i].group) == groups.n_rows)
            st = tk_fail(err, TK_USAGE, "%s/layer.yaml: the group '%s' is not in %s",
                         layers->layers[i].directory, layers->layers[i].group, path.data);
    if (!st && layers->n > 0)
        qsort_r(layers->layers, layers->n, sizeof *layers->layers, in_tree, &groups);
    tk_table_free(&groups);
    tk_buffer_free(&path);
    return st;
}

/* A planner tells layers apart by their titles, and a GeoPackage has each title once. */
static enum tk_status titles_differ(const struct tk_layers *layers, struct tk_error *err)
{
    for (size_t i = 1; i < layers->n; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(layers->layers[i].title, layers->layers[k].title) == 0)
                return tk_fail(err, TK_USAGE,
                               "%s/layer.yaml: the title '%s' is also that of %s",
                               layers->layers[i].directory, layers->layers[i].title,
                               layers->layers[k].directory);
    return TK_OK;
}

enum tk_status tk_layers_read(const struct tk_dictionary *dictionary, struct tk_layers **out,
                              struct tk_error *err)
{
    *out = NULL;
    struct tk_layers *layers = tk_alloc(1, sizeof *layers);
    if (!layers)
        return tk_fail_memory(err);
    layers->roles = tk_dictionary_codes(dictionary, "roll");
    enum tk_status st = read_folders(dictionary, layers, err);
    if (!st)
        st = sort_layers(dictionary, layers, err);
    if (!st)
        st = titles_differ(layers, err);
    if (st)
        tk_layers_free(layers);
    else
        *out = layers;
    return st;
}

void tk_layers_free(struct tk_layers *layers)
{
    if (!layers)
        return;
    for (size_t i = 0; i < layers->n; i++) {
        struct tk_layer *l = &layers->layers[i];
        for (size_t k = 0; k < l->n_needs; k++)
            tk_free(l->needs[k]);
        char *texts[] = {l->name,  l->title,     l->abstract,     l->geometry,
                         l->group, l->made_by,   l->sql,          l->check,
                         l->style, l->directory, l->empty_because};
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
            tk_free(texts[k]);
        tk_free(l->needs);
        tk_free(l->columns);
        tk_free(l->key);
    }
    tk_free(layers->layers);
    tk_free(layers);
}

const struct tk_layer *tk_layers_find(const struct tk_layers *layers, const char *name)
{
    for (size_t i = 0; i < layers->n; i++)
        if (strcmp(layers->layers[i].name, name) == 0)
            return &layers->layers[i];
    return NULL;
}

enum tk_status tk_layers_create(const struct tk_layers *layers, struct tk_geopackage *gp,
                                struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; i < layers->n && !st; i++) {
        const struct tk_layer *l = &layers->layers[i];
        struct tk_table_plan plan = {.name = l->name,
                                     .title = l->title,
                                     .abstract = l->abstract,
                                     .geometry = l->geometry,
                                     .columns = l->columns,
                                     .n_columns = l->n_columns,
                                     .key = l->key,
                                     .n_key = l->n_key};
        st = tk_geopackage_add_table(gp, &plan, err);
    }
    return st;
}
