#include "qgis_parts.h"

#include "trygghetskarta/wording.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* QgsLayoutItemRegistry::LayoutMap and LayoutPicture */
#define MAP_ITEM "65639"
#define PICTURE_ITEM "65640"

/* What a layout is fitted to. */
struct fit {
    const struct tk_edition *edition;
    const char *template_path, *file_name;
    struct tk_bounds window;
};

/* The window widened to the shape of a map item, else QGIS stretches the item over its
 * neighbours. `size` is as QGIS writes it: "130,138,mm". */
static struct tk_bounds shaped(const struct tk_bounds *window, const char *size)
{
    struct tk_bounds b = *window;
    char *rest = NULL;
    double width = strtod(size, &rest), height = *rest == ',' ? strtod(rest + 1, NULL) : 0;
    if (!(width > 0 && height > 0))
        return b;
    double w = b.max_x - b.min_x, h = b.max_y - b.min_y;
    double more_w = h * width / height - w, more_h = w * height / width - h;
    if (more_w > 0) {
        b.min_x -= more_w / 2;
        b.max_x += more_w / 2;
    } else {
        b.min_y -= more_h / 2;
        b.max_y += more_h / 2;
    }
    return b;
}

static void fit_map(CPLXMLNode *item, const struct fit *fit)
{
    CPLXMLNode *extent = CPLGetXMLNode(item, "Extent");
    if (!extent)
        extent = CPLCreateXMLNode(item, CXT_Element, "Extent");
    struct tk_bounds b = shaped(&fit->window, CPLGetXMLValue(item, "size", ""));
    static const char *const names[] = {"#xmin", "#ymin", "#xmax", "#ymax"};
    const double values[] = {b.min_x, b.min_y, b.max_x, b.max_y};
    for (size_t i = 0; i < 4; i++) {
        char number[40];
        snprintf(number, sizeof number, "%.3f", values[i]);
        CPLSetXMLValue(extent, names[i], number);
    }
}

static void drop_attribute(CPLXMLNode *element, const char *name)
{
    CPLXMLNode *attribute = CPLGetXMLNode(element, name);
    if (attribute && attribute->eType == CXT_Attribute) {
        CPLRemoveXMLChild(element, attribute);
        CPLDestroyXMLNode(attribute);
    }
}

/* A layer in a legend: its source is this file, whatever file the template was made from. */
static enum tk_status fit_source(CPLXMLNode *node, const struct fit *fit, struct tk_error *err)
{
    static const char prefix[] = TK_QGIS_ID;
    const char *id = CPLGetXMLValue(node, "id", "");
    if (strncmp(id, prefix, sizeof prefix - 1) != 0)
        return TK_OK;
    struct tk_buffer source = {0};
    tk_buffer_format(&source, "./%s|layername=%s", fit->file_name, id + sizeof prefix - 1);
    enum tk_status st = tk_buffer_check(&source, err);
    if (!st)
        CPLSetXMLValue(node, "#source", tk_buffer_string(&source));
    tk_buffer_free(&source);
    return st;
}

/* The name of a file, whatever directory somebody had it in and on which system. */
static const char *name_of(const char *path)
{
    const char *name = path;
    for (const char *c = path; *c; c++)
        if (*c == '/' || *c == '\\')
            name = c + 1;
    return name;
}

/* A picture's file (a logo) lies beside the template, and in the project as text: an edition is
 * one file. `mode` tells QGIS whether it is a drawing (0) or an image (1). */
static enum tk_status fit_picture(CPLXMLNode *item, const struct fit *fit, struct tk_error *err)
{
    char path[4200];
    const char *name = name_of(CPLGetXMLValue(item, "file", ""));
    if (!*name || !strncmp(CPLGetXMLValue(item, "file", ""), "base64:", 7))
        return TK_OK;
    struct tk_buffer bytes = {0}, text = {0};
    struct tk_error why = {0};
    enum tk_status st = tk_qgis_piece(fit->edition, name, path, sizeof path, &bytes, &why);
    if (st)
        st = tk_fail(err, st == TK_NO_INPUT ? TK_USAGE : st, "%s: the picture '%s': %s",
                     fit->template_path, CPLGetXMLValue(item, "id", ""), why.message);
    if (!st) {
        char *coded = CPLBase64Encode((int)bytes.length, (const GByte *)bytes.data);
        tk_buffer_text(&text, "base64:");
        tk_buffer_text(&text, coded);
        CPLFree(coded);
        st = tk_buffer_check(&text, err);
    }
    if (!st) {
        /* In this order: `name` lies in the value that goes. */
        CPLSetXMLValue(item, "#mode", EQUAL(CPLGetExtension(name), "svg") ? "0" : "1");
        CPLSetXMLValue(item, "#file", tk_buffer_string(&text));
    }
    tk_buffer_free(&bytes);
    tk_buffer_free(&text);
    return st;
}

/* QGIS writes the author's own paths into a template (coverageLayerSource …): they go. */
static enum tk_status fit_node(CPLXMLNode *node, const struct fit *fit, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    drop_attribute(node, "coverageLayerSource");
    drop_attribute(node, "vectorLayerSource");
    drop_attribute(node, "layerSource");
    if (!strcmp(node->pszValue, "layer-tree-layer"))
        st = fit_source(node, fit, err);
    if (st || strcmp(node->pszValue, "LayoutItem") != 0)
        return st;
    const char *type = CPLGetXMLValue(node, "type", "");
    if (!strcmp(type, MAP_ITEM))
        fit_map(node, fit);
    return strcmp(type, PICTURE_ITEM) ? TK_OK : fit_picture(node, fit, err);
}

/* Every element below the root, without recursion: templates are as deep as somebody made
 * them. A stack of the elements whose next sibling is still to come. */
enum { DEEPEST = 64 };

static enum tk_status fit_all(CPLXMLNode *root, const struct fit *fit, struct tk_error *err)
{
    CPLXMLNode *waiting[DEEPEST];
    size_t depth = 0;
    for (CPLXMLNode *node = root; node;) {
        if (node->eType == CXT_Element) {
            enum tk_status st = fit_node(node, fit, err);
            if (!st && depth == DEEPEST)
                st = tk_fail(err, TK_USAGE, "%s: elements lie more than %d deep",
                             fit->template_path, DEEPEST);
            if (st)
                return st;
            if (node->psChild) {
                waiting[depth++] = node;
                node = node->psChild;
                continue;
            }
        }
        while (depth && !node->psNext)
            node = waiting[--depth];
        node = depth ? node->psNext : NULL;
    }
    return TK_OK;
}

static enum tk_status layout(const char *name, struct fit *fit, struct tk_buffer *out,
                             struct tk_error *err)
{
    char path[4200];
    fit->template_path = path;
    struct tk_buffer text = {0}, worded = {0};
    CPLXMLNode *tree = NULL, *root = NULL;
    enum tk_status st = tk_qgis_piece(fit->edition, name, path, sizeof path, &text, err);
    if (!st)
        st = tk_wording_fill(fit->edition->dictionary->wording, TK_WORDING_XML, path,
                             tk_buffer_string(&text), &worded, err);
    if (!st)
        st = tk_qgis_parse(path, tk_buffer_string(&worded), "Layout", &tree, &root, err);
    if (!st)
        st = fit_all(root, fit, err);
    if (!st)
        st = tk_qgis_serialize(root, out, err);
    CPLDestroyXMLNode(tree);
    tk_buffer_free(&text);
    tk_buffer_free(&worded);
    fit->template_path = NULL;
    return st;
}

enum tk_status tk_qgis_layouts(const struct tk_yaml *plan, const struct tk_edition *edition,
                               const char *file_name, const struct tk_bounds *window,
                               struct tk_buffer *out, struct tk_error *err)
{
    const struct tk_node *list = tk_yaml_get(&plan->root, "layouts");
    struct fit fit = {edition, "", file_name, *window};
    enum tk_status st = list ? tk_yaml_need(plan, list, TK_NODE_LIST, "layouts", err) : TK_OK;
    for (size_t i = 0; list && !st && i < list->n; i++) {
        st = tk_yaml_need(plan, &list->items[i], TK_NODE_TEXT, "layout", err);
        if (!st)
            st = layout(list->items[i].text, &fit, out, err);
    }
    return st;
}
