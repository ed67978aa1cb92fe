#include "qgis_parts.h"

#include "trygghetskarta/file.h"
#include "trygghetskarta/wording.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <stdio.h>
#include <string.h>

enum { MOST_STYLE = 4 << 20 };

/* What columns.csv says better than a style that somebody saved from QGIS. */
static const char *const generated[] = {"fieldConfiguration", "aliases", "constraints",
                                        "attributetableconfig"};
static const char *const own_attributes[] = {"version", "styleCategories", "readOnly"};

enum tk_status tk_qgis_piece(const struct tk_edition *edition, const char *name, char *path,
                             size_t size, struct tk_buffer *out, struct tk_error *err)
{
    snprintf(path, size, "%s/project/%s", edition->dictionary->directory, name);
    return tk_file_read(path, MOST_STYLE, out, err);
}

static const char *plain_style(const char *geometry)
{
    if (!*geometry)
        return "table.qml";
    if (strstr(geometry, "POINT"))
        return "point.qml";
    return strstr(geometry, "LINE") ? "line.qml" : "polygon.qml";
}

/* The style's text, and the path it has for messages. */
static enum tk_status style_text(const struct tk_layer *layer, const struct tk_edition *edition,
                                 const char *file, char *path, size_t size,
                                 struct tk_buffer *out, struct tk_error *err)
{
    if (!file && !layer->style)
        return tk_qgis_piece(edition, plain_style(layer->geometry), path, size, out, err);
    snprintf(path, size, "%s/%s", layer->directory, file ? file : "style.qml");
    if (!file) {
        tk_buffer_text(out, layer->style);
        return tk_buffer_check(out, err);
    }
    struct tk_buffer text = {0};
    enum tk_status st = tk_file_read(path, MOST_STYLE, &text, err);
    if (!st)
        st = tk_wording_fill(edition->dictionary->wording, TK_WORDING_XML, path,
                             tk_buffer_string(&text), out, err);
    tk_buffer_free(&text);
    return st;
}

static bool among(const char *name, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!strcmp(name, list[i]))
            return true;
    return false;
}

enum tk_status tk_qgis_parse(const char *path, const char *text, const char *element,
                             CPLXMLNode **tree, CPLXMLNode **root, struct tk_error *err)
{
    char name[32];
    snprintf(name, sizeof name, "=%s", element);
    CPLErrorReset();
    CPLPushErrorHandler(CPLQuietErrorHandler);
    *tree = CPLParseXMLString(text);
    CPLPopErrorHandler();
    if (!*tree)
        return tk_fail(err, TK_USAGE, "%s: is no XML: %s", path, CPLGetLastErrorMsg());
    *root = CPLGetXMLNode(*tree, name);
    return *root ? TK_OK
                 : tk_fail(err, TK_USAGE, "%s: has no <%s> element: was it saved by QGIS?",
                           path, element);
}

/* Serialising a node takes what follows it along, so that it is cut loose for it. */
enum tk_status tk_qgis_serialize(CPLXMLNode *element, struct tk_buffer *out,
                                 struct tk_error *err)
{
    CPLXMLNode *next = element->psNext;
    element->psNext = NULL;
    char *text = CPLSerializeXMLTree(element);
    element->psNext = next;
    if (!text)
        return tk_fail_memory(err);
    tk_buffer_text(out, text);
    CPLFree(text);
    return TK_OK;
}

static void copy_attribute(const CPLXMLNode *node, struct tk_buffer *out)
{
    if (among(node->pszValue, own_attributes, sizeof own_attributes / sizeof *own_attributes))
        return;
    tk_buffer_format(out, " %s=\"", node->pszValue);
    tk_buffer_xml(out, node->psChild ? node->psChild->pszValue : "");
    tk_buffer_text(out, "\"");
}

static enum tk_status copy_style(const CPLXMLNode *root, struct tk_qml *out,
                                 struct tk_error *err)
{
    enum tk_status st = TK_OK;
    tk_buffer_text(&out->attributes,
                   " version=\"" TK_QGIS_VERSION
                   "\" styleCategories=\"AllStyleCategories\" readOnly=\"1\"");
    for (CPLXMLNode *node = root->psChild; !st && node; node = node->psNext)
        if (node->eType == CXT_Attribute)
            copy_attribute(node, &out->attributes);
        else if (node->eType == CXT_Element)
            st = among(node->pszValue, generated, sizeof generated / sizeof *generated)
                     ? TK_OK
                     : tk_qgis_serialize(node, &out->elements, err);
    return st;
}

/* A row is called by all that makes it this one and no other, in words: those of its key. */
static void row_name(const struct tk_layer *layer, struct tk_buffer *out)
{
    const struct tk_column *last = NULL;
    tk_buffer_text(out, "<previewExpression>");
    for (size_t i = 0; i < layer->n_key; i++) {
        const struct tk_column *key = tk_qgis_worded(layer, layer->columns[layer->key[i]]);
        if (key == last)
            continue;
        tk_buffer_text(out, last ? " || ', ' || " : "");
        tk_buffer_format(
            out, key->domain ? "represent_value(&quot;%s&quot;)" : "&quot;%s&quot;", key->name);
        last = key;
    }
    tk_buffer_text(out, "</previewExpression>\n");
}

/* What the style may leave to us: the name of a row, and the tip. */
static void complete(const struct tk_layer *layer, const struct tk_edition *edition,
                     CPLXMLNode *root, struct tk_buffer *out)
{
    if (!CPLGetXMLNode(root, "previewExpression"))
        row_name(layer, out);
    if (!CPLGetXMLNode(root, "mapTip"))
        tk_qgis_tip(layer, out);
    /* Left to itself QGIS makes a timeline of the first date it meets. */
    if (!CPLGetXMLNode(root, "temporal"))
        tk_buffer_text(out, "<temporal enabled=\"0\" mode=\"0\" startField=\"\" endField=\"\" "
                            "durationField=\"\" durationUnit=\"min\" fixedDuration=\"0\" "
                            "accumulate=\"0\" startExpression=\"\" endExpression=\"\">"
                            "<fixedRange><start/><end/></fixedRange></temporal>\n");
    tk_qgis_fields(layer, edition, out);
}

enum tk_status tk_qgis_qml(struct tk_geopackage *gp, const struct tk_layer *layer,
                           const struct tk_edition *edition, const struct tk_qgis_style *style,
                           struct tk_qml *out, struct tk_error *err)
{
    *out = (struct tk_qml){0};
    char path[4200];
    struct tk_buffer text = {0};
    CPLXMLNode *tree = NULL, *root = NULL;
    enum tk_status st =
        style_text(layer, edition, style ? style->file : NULL, path, sizeof path, &text, err);
    if (!st)
        st = tk_qgis_parse(path, tk_buffer_string(&text), "qgis", &tree, &root, err);
    if (!st)
        st = tk_qgis_circle(edition, root, err);
    if (!st)
        st = tk_qgis_symbols(gp, layer, path, root, err);
    if (!st && style && *style->only)
        st = tk_qgis_only(layer, path, style->only, root, err);
    if (!st && style && style->cluster_mm > 0)
        st = tk_qgis_within(path, style->cluster_mm, root, err);
    if (!st)
        st = copy_style(root, out, err);
    if (!st)
        complete(layer, edition, root, &out->elements);
    if (!st)
        st = tk_buffer_check(&out->attributes, err);
    if (!st)
        st = tk_buffer_check(&out->elements, err);
    CPLDestroyXMLNode(tree);
    tk_buffer_free(&text);
    if (st)
        tk_qgis_qml_free(out);
    return st;
}

void tk_qgis_document(const struct tk_qml *qml, struct tk_buffer *out)
{
    tk_buffer_text(out, "<qgis");
    tk_buffer_text(out, tk_buffer_string(&qml->attributes));
    tk_buffer_text(out, ">\n");
    tk_buffer_text(out, tk_buffer_string(&qml->elements));
    tk_buffer_text(out, "</qgis>\n");
    out->failed = out->failed || qml->attributes.failed || qml->elements.failed;
}

void tk_qgis_qml_free(struct tk_qml *qml)
{
    tk_buffer_free(&qml->attributes);
    tk_buffer_free(&qml->elements);
}
