#include "qgis_parts.h"

#include <string.h>

/* Whether a theme's list has the layer, as a text or as {layer: style}. */
static bool listed(const struct tk_node *list, const char *name)
{
    for (size_t i = 0; list && i < list->n; i++) {
        const struct tk_node *item = &list->items[i];
        if (item->kind == TK_NODE_MAP && item->n == 1)
            item = &item->keys[0];
        if (item->text && !strcmp(item->text, name))
            return true;
    }
    return !list;
}

static void source(const char *file_name, const char *layer, struct tk_buffer *out)
{
    tk_buffer_text(out, "./");
    tk_buffer_xml(out, file_name);
    tk_buffer_text(out, "|layername=");
    tk_buffer_xml(out, layer);
}

/* A layer's name in the project. One that stands empty says why: a theme of it is an empty map.
 */
static void put_name(const struct tk_layer *layer, struct tk_buffer *out)
{
    tk_buffer_xml(out, layer->title);
    if (*layer->empty_because) {
        tk_buffer_text(out, " – ");
        tk_buffer_xml(out, layer->empty_because);
    }
}

static void leaf(const struct tk_layer *layer, bool ticked, const char *file_name,
                 struct tk_buffer *out)
{
    tk_buffer_format(out,
                     "<layer-tree-layer id=\"" TK_QGIS_ID "%s\" providerKey=\"ogr\" "
                     "expanded=\"%d\" checked=\"%s\" name=\"",
                     layer->name, ticked, ticked ? "Qt::Checked" : "Qt::Unchecked");
    put_name(layer, out);
    tk_buffer_text(out, "\" source=\"");
    source(file_name, layer->name, out);
    tk_buffer_text(out, "\"><customproperties/></layer-tree-layer>\n");
}

void tk_qgis_tree(const struct tk_layers *layers, const struct tk_node *shown,
                  const char *file_name, struct tk_buffer *out)
{
    tk_buffer_text(out, "<layer-tree-group>\n<customproperties/>\n");
    const char *group = "";
    for (size_t i = 0; i < layers->n; i++) {
        const struct tk_layer *layer = &layers->layers[i];
        if (strcmp(group, layer->group) != 0) {
            tk_buffer_text(out, *group ? "</layer-tree-group>\n" : "");
            group = layer->group;
            tk_buffer_text(out,
                           "<layer-tree-group checked=\"Qt::Checked\" expanded=\"1\" name=\"");
            tk_buffer_xml(out, group);
            tk_buffer_text(out, "\"><customproperties/>\n");
        }
        leaf(layer, listed(shown, layer->name), file_name, out);
    }
    tk_buffer_text(out, *group ? "</layer-tree-group>\n" : "");
    tk_buffer_text(out, "<custom-order enabled=\"0\"/>\n</layer-tree-group>\n");
}

static const char *kind_of(const char *geometry)
{
    if (!*geometry)
        return "No geometry";
    if (strstr(geometry, "POINT"))
        return "Point";
    return strstr(geometry, "LINE") ? "Line" : "Polygon";
}

static void describe(const struct tk_layer *layer, const struct tk_edition *edition,
                     struct tk_buffer *out)
{
    struct tk_buffer abstract = {0};
    tk_metadata_abstract(layer, edition, &abstract);
    tk_buffer_text(out, "<abstract>");
    tk_buffer_xml(out, tk_buffer_string(&abstract));
    tk_buffer_text(out, "</abstract>\n<title>");
    tk_buffer_xml(out, layer->title);
    tk_buffer_text(out, "</title>\n");
    out->failed = out->failed || abstract.failed;
    tk_buffer_free(&abstract);
}

/* The styles in the layer's menu: the one in use stands in the layer itself. */
static enum tk_status menu(struct tk_geopackage *gp, const struct tk_layer *layer,
                           const struct tk_edition *edition, const struct tk_yaml *plan,
                           struct tk_buffer *out, struct tk_error *err)
{
    const struct tk_node *more = tk_qgis_more_styles(plan, layer->name);
    enum tk_status st = TK_OK;
    tk_buffer_text(out, "<map-layer-style-manager current=\"default\">"
                        "<map-layer-style name=\"default\"/>\n");
    for (size_t i = 0; more && !st && i < more->n; i++) {
        struct tk_qgis_style style;
        struct tk_qml qml = {0};
        st = tk_qgis_more_style(plan, &more->items[i], &style, err);
        if (!st)
            st = tk_qgis_qml(gp, layer, edition, &style, &qml, err);
        tk_buffer_text(out, "<map-layer-style name=\"");
        tk_buffer_xml(out, more->keys[i].text);
        tk_buffer_text(out, "\">\n");
        tk_qgis_document(&qml, out);
        tk_buffer_text(out, "</map-layer-style>\n");
        tk_qgis_qml_free(&qml);
    }
    tk_buffer_text(out, "</map-layer-style-manager>\n");
    return st;
}

/* The project says that its extents can be trusted (<trust>), so that QGIS does not work them
 * out again, nor wonder how to get them into WGS 84. */
static enum tk_status extent(struct tk_geopackage *gp, const struct tk_layer *layer,
                             struct tk_buffer *out, struct tk_error *err)
{
    struct tk_bounds b;
    enum tk_status st = tk_geopackage_extent(gp, layer->name, &b, err);
    if (!st && b.min_x <= b.max_x)
        tk_buffer_format(out,
                         "<extent><xmin>%.17g</xmin><ymin>%.17g</ymin><xmax>%.17g</xmax>"
                         "<ymax>%.17g</ymax></extent>\n",
                         b.min_x, b.min_y, b.max_x, b.max_y);
    return st;
}

static void map_layer(const struct tk_layer *layer, const struct tk_edition *edition,
                      const struct tk_qml *qml, const char *file_name, struct tk_buffer *out)
{
    tk_buffer_format(out, "<maplayer type=\"vector\" geometry=\"%s\"",
                     kind_of(layer->geometry));
    tk_buffer_text(out, tk_buffer_string(&qml->attributes));
    tk_buffer_format(out, ">\n<id>" TK_QGIS_ID "%s</id>\n<datasource>", layer->name);
    source(file_name, layer->name, out);
    tk_buffer_text(out, "</datasource>\n<layername>");
    put_name(layer, out);
    tk_buffer_text(out, "</layername>\n");
    describe(layer, edition, out);
    tk_buffer_text(out, "<srs>");
    if (*layer->geometry)
        tk_qgis_crs(edition->crs, out);
    tk_buffer_text(out, "</srs>\n<provider encoding=\"UTF-8\">ogr</provider>\n");
    tk_buffer_text(out, tk_buffer_string(&qml->elements));
}

enum tk_status tk_qgis_layers(struct tk_geopackage *gp, const struct tk_layers *layers,
                              const struct tk_edition *edition, const struct tk_yaml *plan,
                              const char *file_name, struct tk_buffer *out,
                              struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < layers->n; i++) {
        const struct tk_layer *layer = &layers->layers[i];
        struct tk_qml qml;
        st = tk_qgis_qml(gp, layer, edition, NULL, &qml, err);
        if (!st) {
            map_layer(layer, edition, &qml, file_name, out);
            st = extent(gp, layer, out, err);
        }
        if (!st) {
            st = menu(gp, layer, edition, plan, out, err);
            tk_buffer_text(out, "</maplayer>\n");
        }
        tk_qgis_qml_free(&qml);
    }
    return st;
}
