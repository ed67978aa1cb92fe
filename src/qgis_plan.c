#include "qgis_parts.h"

#include "trygghetskarta/blob.h"
#include "trygghetskarta/wording.h"

#include <cpl_conv.h>
#include <stdio.h>
#include <string.h>

enum tk_status tk_qgis_plan(const struct tk_edition *edition, struct tk_yaml **out,
                            struct tk_error *err)
{
    char path[4200];
    *out = NULL;
    snprintf(path, sizeof path, "%s/project/project.yaml", edition->dictionary->directory);
    return tk_yaml_read(path, out, err);
}

const struct tk_node *tk_qgis_more_styles(const struct tk_yaml *plan, const char *layer)
{
    const struct tk_node *styles = tk_yaml_get(&plan->root, "styles");
    const struct tk_node *more = styles ? tk_yaml_get(styles, layer) : NULL;
    return more && more->kind == TK_NODE_MAP ? more : NULL;
}

enum tk_status tk_qgis_more_style(const struct tk_yaml *plan, const struct tk_node *node,
                                  struct tk_qgis_style *out, struct tk_error *err)
{
    *out = (struct tk_qgis_style){NULL, "", 0};
    const struct tk_node *file = node;
    if (node->kind == TK_NODE_MAP) {
        const struct tk_node *only = tk_yaml_get(node, "only");
        const struct tk_node *mm = tk_yaml_get(node, "cluster_mm");
        file = tk_yaml_get(node, "file");
        if (!file || node->n < 2 || node->n != 1u + !!only + !!mm || (only && !only->text))
            return tk_yaml_fault(plan, node, err,
                                 "a style is a file, or has file and only or cluster_mm");
        out->only = only ? only->text : "";
        out->cluster_mm = mm && mm->text ? CPLAtof(mm->text) : 0;
        if (mm && !(out->cluster_mm > 0))
            return tk_yaml_fault(plan, mm, err, "cluster_mm: millimetres, more than 0");
    }
    out->file = file->text;
    return tk_yaml_need(plan, file, TK_NODE_TEXT, "a style's file", err);
}

static bool has_column(const struct tk_layer *layer, const char *name)
{
    for (size_t i = 0; i < layer->n_columns; i++)
        if (!strcmp(layer->columns[i]->name, name))
            return true;
    return false;
}

/* The layer that a node names. */
static enum tk_status layer_of(const struct tk_yaml *plan, const struct tk_node *node,
                               const struct tk_layers *layers, const struct tk_layer **out,
                               struct tk_error *err)
{
    enum tk_status st = tk_yaml_need(plan, node, TK_NODE_TEXT, "layer", err);
    if (st)
        return st;
    *out = tk_layers_find(layers, node->text);
    return *out ? TK_OK
                : tk_yaml_fault(plan, node, err, "%s: there is no such layer", node->text);
}

/* The text under a key, which has to be there and be a column of the layer. */
static enum tk_status column_of(const struct tk_yaml *plan, const struct tk_node *map,
                                const char *key, const struct tk_layer *layer, const char **out,
                                struct tk_error *err)
{
    const struct tk_node *node = tk_yaml_get(map, key);
    *out = NULL;
    if (!node)
        return tk_yaml_fault(plan, map, err, "%s is missing", key);
    enum tk_status st = tk_yaml_need(plan, node, TK_NODE_TEXT, key, err);
    if (st)
        return st;
    *out = node->text;
    return has_column(layer, node->text)
               ? TK_OK
               : tk_yaml_fault(plan, node, err, "%s: the layer %s has no such column",
                               node->text, layer->name);
}

/* One layer of a theme: its name, or {name: style}. */
static enum tk_status theme_layer(const struct tk_yaml *plan, const struct tk_node *item,
                                  const struct tk_layers *layers, struct tk_buffer *out,
                                  struct tk_error *err)
{
    const struct tk_layer *layer;
    const char *style = "default";
    const struct tk_node *name = item;
    if (item->kind == TK_NODE_MAP && item->n == 1) {
        name = &item->keys[0];
        style = item->items[0].text;
    }
    enum tk_status st = layer_of(plan, name, layers, &layer, err);
    if (st)
        return st;
    const struct tk_node *more = tk_qgis_more_styles(plan, layer->name);
    if (name != item && (!style || !more || !tk_yaml_get(more, style)))
        return tk_yaml_fault(plan, item, err, "%s has no such style under styles", layer->name);
    tk_buffer_format(out,
                     "<layer id=\"" TK_QGIS_ID "%s\" visible=\"1\" expanded=\"1\" style=\"",
                     layer->name);
    tk_buffer_xml(out, style);
    tk_buffer_text(out, "\"/>\n");
    return TK_OK;
}

/* A name of the plan's own, in the municipality's words. */
static enum tk_status put_name(const struct tk_yaml *plan, const struct tk_edition *edition,
                               const char *name, struct tk_buffer *out, struct tk_error *err)
{
    struct tk_buffer worded = {0};
    enum tk_status st = tk_wording_fill(edition->dictionary->wording, TK_WORDING_TEXT,
                                        plan->path, name, &worded, err);
    if (!st)
        st = tk_buffer_check(&worded, err);
    if (!st)
        tk_buffer_xml(out, tk_buffer_string(&worded));
    tk_buffer_free(&worded);
    return st;
}

static enum tk_status theme(const struct tk_yaml *plan, const struct tk_edition *edition,
                            const struct tk_node *name, const struct tk_node *list,
                            const struct tk_layers *layers, struct tk_buffer *out,
                            struct tk_error *err)
{
    enum tk_status st = tk_yaml_need(plan, list, TK_NODE_LIST, name->text, err);
    tk_buffer_text(out, "<visibility-preset has-expanded-info=\"0\" name=\"");
    if (!st)
        st = put_name(plan, edition, name->text, out, err);
    tk_buffer_text(out, "\">\n");
    for (size_t i = 0; !st && i < list->n; i++)
        st = theme_layer(plan, &list->items[i], layers, out, err);
    tk_buffer_text(out, "</visibility-preset>\n");
    return st;
}

enum tk_status tk_qgis_themes(const struct tk_yaml *plan, const struct tk_edition *edition,
                              const struct tk_layers *layers, struct tk_buffer *out,
                              struct tk_error *err)
{
    const struct tk_node *themes = tk_yaml_get(&plan->root, "themes");
    enum tk_status st = TK_OK;
    for (size_t i = 0; themes && !st && i < themes->n; i++)
        st = theme(plan, edition, &themes->keys[i], &themes->items[i], layers, out, err);
    return st;
}

static enum tk_status relation(const struct tk_yaml *plan, const struct tk_edition *edition,
                               const struct tk_node *node, const struct tk_layers *layers,
                               struct tk_buffer *out, struct tk_error *err)
{
    const struct tk_node *name = tk_yaml_get(node, "name"), *from = tk_yaml_get(node, "from"),
                         *to = tk_yaml_get(node, "to");
    if (!name || !from || !to || !name->text)
        return tk_yaml_fault(plan, node, err, "a relation has name, from, to and column");
    const struct tk_layer *parent = NULL, *child = NULL;
    const char *key = "";
    enum tk_status st = layer_of(plan, from, layers, &parent, err);
    if (!st)
        st = layer_of(plan, to, layers, &child, err);
    if (!st)
        st = column_of(plan, node, "column", parent, &key, err);
    if (!st)
        st = column_of(plan, node, "column", child, &key, err);
    if (st)
        return st;
    tk_buffer_format(out, "<relation id=\"%s_%s\" strength=\"Association\" name=\"",
                     parent->name, child->name);
    st = put_name(plan, edition, name->text, out, err);
    tk_buffer_format(out,
                     "\" referencedLayer=\"" TK_QGIS_ID "%s\" referencingLayer=\"" TK_QGIS_ID
                     "%s\"><fieldRef referencedField=\"%s\" referencingField=\"%s\"/>"
                     "</relation>\n",
                     parent->name, child->name, key, key);
    return st;
}

enum tk_status tk_qgis_relations(const struct tk_yaml *plan, const struct tk_edition *edition,
                                 const struct tk_layers *layers, struct tk_buffer *out,
                                 struct tk_error *err)
{
    const struct tk_node *list = tk_yaml_get(&plan->root, "relations");
    enum tk_status st = TK_OK;
    for (size_t i = 0; list && !st && i < list->n; i++)
        st = relation(plan, edition, &list->items[i], layers, out, err);
    return st;
}

/* The bounds of a row's geometry with a tenth of air; false if there are none. */
static bool bounds_of(sqlite3_stmt *s, int column, struct tk_bounds *b)
{
    const unsigned char *wkb;
    size_t size;
    const void *blob = sqlite3_column_blob(s, column);
    size_t bytes = (size_t)sqlite3_column_bytes(s, column);
    if (!blob || !tk_geopackage_unblob(blob, bytes, &wkb, &size, NULL) ||
        !tk_wkb_bounds(wkb, size, b) || b->min_x > b->max_x)
        return false;
    double air = 0.05 * (b->max_x - b->min_x + b->max_y - b->min_y);
    *b = (struct tk_bounds){b->min_x - air, b->min_y - air, b->max_x + air, b->max_y + air};
    return true;
}

static void bookmark(sqlite3_stmt *s, const struct tk_layer *layer,
                     const struct tk_crs_info *crs, struct tk_buffer *out)
{
    struct tk_bounds b;
    const char *name = (const char *)sqlite3_column_text(s, 0);
    if (!name || !bounds_of(s, 1, &b))
        return;
    tk_buffer_text(out, "<Bookmark id=\"");
    tk_buffer_xml(out, name);
    tk_buffer_text(out, "\" name=\"");
    tk_buffer_xml(out, name);
    tk_buffer_text(out, "\" group=\"");
    tk_buffer_xml(out, layer->title);
    tk_buffer_format(out,
                     "\" extent=\"POLYGON((%.0f %.0f, %.0f %.0f, %.0f %.0f, %.0f %.0f, "
                     "%.0f %.0f))\">",
                     b.min_x, b.min_y, b.max_x, b.min_y, b.max_x, b.max_y, b.min_x, b.max_y,
                     b.min_x, b.min_y);
    tk_qgis_crs(crs, out);
    tk_buffer_text(out, "</Bookmark>\n");
}

enum tk_status tk_qgis_bookmarks(struct tk_geopackage *gp, const struct tk_yaml *plan,
                                 const struct tk_layers *layers, const struct tk_crs_info *crs,
                                 struct tk_buffer *out, struct tk_error *err)
{
    const struct tk_node *node = tk_yaml_get(&plan->root, "bookmarks");
    if (!node)
        return TK_OK;
    const struct tk_layer *layer = NULL;
    const char *column = "";
    enum tk_status st = layer_of(plan, tk_yaml_get(node, "layer"), layers, &layer, err);
    if (!st)
        st = column_of(plan, node, "name", layer, &column, err);
    if (st)
        return st;
    struct tk_buffer sql = {0};
    tk_buffer_format(&sql, "SELECT \"%s\", geom FROM \"%s\" ORDER BY 1", column, layer->name);
    sqlite3_stmt *s = NULL;
    st = tk_buffer_check(&sql, err);
    if (!st && sqlite3_prepare_v2(tk_geopackage_db(gp), sql.data, -1, &s, NULL) != SQLITE_OK)
        st = tk_geopackage_fail(gp, "bookmarks", err);
    int rc = SQLITE_DONE;
    while (!st && (rc = sqlite3_step(s)) == SQLITE_ROW)
        bookmark(s, layer, crs, out);
    if (!st && rc != SQLITE_DONE)
        st = tk_geopackage_fail(gp, "bookmarks", err);
    sqlite3_finalize(s);
    tk_buffer_free(&sql);
    return st;
}

enum tk_status tk_qgis_extent(const struct tk_yaml *plan, const struct tk_layers *layers,
                              const struct tk_layer **out, struct tk_error *err)
{
    const struct tk_node *node = tk_yaml_get(&plan->root, "extent");
    *out = NULL;
    return node ? layer_of(plan, node, layers, out, err) : TK_OK;
}
