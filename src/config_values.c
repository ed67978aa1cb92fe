#include "config_parts.h"

#include "trygghetskarta/text.h"

#include <stdio.h>
#include <string.h>

/* The text of a node, kept. `what` is for the message where it is none. */
static enum tk_status keep(struct config_reader *r, const struct tk_node *node,
                           const char *what, char **out, struct tk_error *err)
{
    const enum tk_status st = tk_yaml_need(r->yaml, node, TK_NODE_TEXT, what, err);
    if (st)
        return st;
    *out = config_text(r->config, node->text, err);
    return *out ? TK_OK : err->status;
}

/* An array for the entries of a node; *out stays NULL where there are none. */
static enum tk_status room(struct config_reader *r, size_t n, size_t size, void *out,
                           struct tk_error *err)
{
    if (n == 0)
        return TK_OK;
    void *const block = config_block(r->config, n, size, err);
    if (!block)
        return err->status;
    memcpy(out, &block, sizeof block);
    return TK_OK;
}

static struct tk_mark mark_of(const struct tk_node *node)
{
    return (struct tk_mark){node->line, node->column};
}

/* Texts of a list; a single text is a list of one. */
static enum tk_status read_texts(struct config_reader *r, const struct tk_node *node,
                                 const char *what, char ***out, size_t *n, struct tk_error *err)
{
    const bool single = node->kind == TK_NODE_TEXT;
    if (!single && node->kind != TK_NODE_LIST)
        return tk_yaml_fault(r->yaml, node, err, "'%s' has to be a text or a list of texts",
                             what);
    *n = single ? 1 : node->n;
    if (*n == 0)
        return tk_yaml_fault(r->yaml, node, err, "'%s' has an empty list", what);
    enum tk_status st = room(r, *n, sizeof **out, out, err);
    for (size_t i = 0; i < *n && !st; i++)
        st = keep(r, single ? node : &node->items[i], what, &(*out)[i], err);
    return st;
}

static enum tk_status read_grids(struct config_reader *r, const struct tk_node *node,
                                 void *into, struct tk_error *err)
{
    struct tk_edition_config *const edition = into;
    enum tk_status st = read_texts(r, node, "grids", &edition->grids, &edition->n_grids, err);
    for (size_t i = 0; i < edition->n_grids && !st; i++) {
        edition->grids[i] = config_path(r->config, edition->grids[i], err);
        st = edition->grids[i] ? TK_OK : err->status;
    }
    return st;
}

static enum tk_status read_only(struct config_reader *r, const struct tk_node *node, void *into,
                                struct tk_error *err)
{
    struct tk_source_config *const source = into;
    enum tk_status st = room(r, node->n, sizeof *source->only, &source->only, err);
    for (size_t i = 0; i < node->n && !st; i++) {
        struct tk_only *const only = &source->only[source->n_only++];
        st = keep(r, &node->keys[i], "only", &only->column, err);
        if (!st)
            st = read_texts(r, &node->items[i], only->column, &only->values, &only->n_values,
                            err);
    }
    return st;
}

/* A field is a column's name, or a map of column, template and format. */
static enum tk_status read_field(struct config_reader *r, const struct tk_node *key,
                                 const struct tk_node *item, struct tk_field_source *out,
                                 struct tk_error *err)
{
    enum tk_status st = keep(r, key, "fields", &out->field, err);
    out->at = mark_of(key);
    if (st)
        return st;
    if (item->kind != TK_NODE_TEXT) {
        st = config_section(r, "fields", item, out, err);
        if (!st && !*out->column == !*out->template_)
            st = tk_yaml_fault(r->yaml, item, err,
                               "field '%s' wants a column or a template, and one of them only",
                               out->field);
        return st;
    }
    st = config_section(r, "fields", NULL, out, err);
    if (!st)
        st = keep(r, item, out->field, &out->column, err);
    return st;
}

static enum tk_status read_fields(struct config_reader *r, const struct tk_node *node,
                                  void *into, struct tk_error *err)
{
    struct tk_source_config *const source = into;
    enum tk_status st = room(r, node->n, sizeof *source->fields, &source->fields, err);
    for (size_t i = 0; i < node->n && !st; i++)
        st = read_field(r, &node->keys[i], &node->items[i], &source->fields[source->n_fields++],
                        err);
    return st;
}

static enum tk_status read_value_map(struct config_reader *r, const struct tk_node *key,
                                     const struct tk_node *item, struct tk_value_map *out,
                                     struct tk_error *err)
{
    enum tk_status st = keep(r, key, "values", &out->field, err);
    out->at = mark_of(key);
    if (!st)
        st = tk_yaml_need(r->yaml, item, TK_NODE_MAP, out->field, err);
    if (!st)
        st = room(r, item->n, sizeof *out->from, &out->from, err);
    if (!st)
        st = room(r, item->n, sizeof *out->to, &out->to, err);
    if (!st)
        st = room(r, item->n, sizeof *out->to_at, &out->to_at, err);
    for (size_t i = 0; i < item->n && !st; i++) {
        st = keep(r, &item->keys[i], out->field, &out->from[i], err);
        if (!st)
            st = keep(r, &item->items[i], item->keys[i].text, &out->to[i], err);
        out->to_at[i] = mark_of(&item->items[i]);
        out->n = i + 1;
    }
    return st;
}

static enum tk_status read_values(struct config_reader *r, const struct tk_node *node,
                                  void *into, struct tk_error *err)
{
    struct tk_source_config *const source = into;
    enum tk_status st = room(r, node->n, sizeof *source->values, &source->values, err);
    for (size_t i = 0; i < node->n && !st; i++)
        st = read_value_map(r, &node->keys[i], &node->items[i],
                            &source->values[source->n_values++], err);
    return st;
}

static bool number_of(const struct tk_node *node, double *out)
{
    return node->kind == TK_NODE_TEXT && tk_text_number(node->text, '.', out);
}

static enum tk_status read_unknown_at(struct config_reader *r, const struct tk_node *node,
                                      void *into, struct tk_error *err)
{
    struct tk_source_config *const source = into;
    enum tk_status st = room(r, node->n, sizeof *source->unknown_at, &source->unknown_at, err);
    for (size_t i = 0; i < node->n && !st; i++) {
        const struct tk_node *const pair = &node->items[i];
        struct tk_xy *const xy = &source->unknown_at[source->n_unknown_at++];
        if (pair->kind != TK_NODE_LIST || pair->n != 2 || !number_of(&pair->items[0], &xy->x) ||
            !number_of(&pair->items[1], &xy->y))
            st = tk_yaml_fault(r->yaml, pair, err,
                               "'unknown_at' is a list of pairs of numbers: [[x, y], …]");
    }
    return st;
}

static enum tk_status read_terms(struct config_reader *r, const struct tk_node *node,
                                 void *into, struct tk_error *err)
{
    return config_section(r, "terms", node, &((struct tk_edition_config *)into)->terms, err);
}

static enum tk_status read_edition(struct config_reader *r, const struct tk_node *node,
                                   void *into, struct tk_error *err)
{
    return config_section(r, "edition", node, &((struct tk_config *)into)->edition, err);
}

static enum tk_status read_sources(struct config_reader *r, const struct tk_node *node,
                                   void *into, struct tk_error *err)
{
    struct tk_config *const config = into;
    enum tk_status st = room(r, node->n, sizeof *config->sources, &config->sources, err);
    for (size_t i = 0; i < node->n && !st; i++) {
        struct tk_source_config *const source = &config->sources[config->n_sources++];
        source->line = node->items[i].line;
        source->crs_at = config_mark(&node->items[i], "crs");
        st = config_section(r, "sources", &node->items[i], source, err);
        if (!st)
            st = config_check_source(r, &node->items[i], source, err);
    }
    return st;
}

static enum tk_status read_deliver(struct config_reader *r, const struct tk_node *node,
                                   void *into, struct tk_error *err)
{
    struct tk_config *const config = into;
    enum tk_status st = room(r, node->n, sizeof *config->deliver, &config->deliver, err);
    for (size_t i = 0; i < node->n && !st; i++)
        st = config_section(r, "deliver", &node->items[i],
                            &config->deliver[config->n_deliver++], err);
    return st;
}

static enum tk_status read_codes(struct config_reader *r, const struct tk_node *node,
                                 void *into, struct tk_error *err)
{
    struct tk_config *const config = into;
    enum tk_status st = room(r, node->n, sizeof *config->codes, &config->codes, err);
    for (size_t i = 0; i < node->n && !st; i++) {
        struct tk_codes_file *const file = &config->codes[config->n_codes++];
        char where[1024];
        st = tk_yaml_need(r->yaml, &node->items[i], TK_NODE_TEXT, node->keys[i].text, err);
        if (st)
            break;
        (void)snprintf(where, sizeof where, "%s:%d:%d", r->yaml->path, node->keys[i].line,
                       node->keys[i].column);
        file->name = config_text(config, node->keys[i].text, err);
        file->path = config_path(config, node->items[i].text, err);
        file->where = config_text(config, where, err);
        st = err->status;
    }
    return st;
}

enum tk_status config_compound(struct config_reader *r, const struct tk_option *option,
                               const struct tk_node *node, void *into, struct tk_error *err)
{
    enum shape { SECTION, ENTRIES, TEXTS }; /* a section is read though it be not there */
    static const struct {
        const char *section, *key;
        enum shape shape;
        enum tk_status (*read)(struct config_reader *, const struct tk_node *, void *,
                               struct tk_error *);
    } readers[] = {
        {"", "edition", SECTION, read_edition},
        {"", "sources", ENTRIES, read_sources},
        {"", "codes", ENTRIES, read_codes},
        {"", "deliver", ENTRIES, read_deliver},
        {"edition", "terms", SECTION, read_terms},
        {"edition", "grids", TEXTS, read_grids},
        {"sources", "only", ENTRIES, read_only},
        {"sources", "fields", ENTRIES, read_fields},
        {"sources", "values", ENTRIES, read_values},
        {"sources", "unknown_at", ENTRIES, read_unknown_at},
    };
    size_t i = 0, n = sizeof readers / sizeof readers[0];
    while (i < n && (strcmp(readers[i].section, option->section) != 0 ||
                     strcmp(readers[i].key, option->key) != 0))
        i++;
    if (i == n)
        return tk_fail(err, TK_INTERNAL, "no reader for the key '%s'", option->key);
    if (!node && readers[i].shape != SECTION)
        return TK_OK;
    enum tk_status st = TK_OK;
    if (readers[i].shape == ENTRIES)
        st = tk_yaml_need(r->yaml, node,
                          option->type == TK_OPTION_MAP ? TK_NODE_MAP : TK_NODE_LIST,
                          option->key, err);
    return st ? st : readers[i].read(r, node, into, err);
}
