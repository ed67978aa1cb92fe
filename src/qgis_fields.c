#include "qgis_parts.h"

#include <string.h>

enum { TIP_COLUMNS = 8 };

/* Drawings for the pages are no reading, nor is a code beside its own words. */
static bool hidden(const struct tk_layer *layer, const struct tk_column *c)
{
    return !strncmp(c->name, "diagram", 7) || tk_qgis_worded(layer, c) != c;
}

const struct tk_column *tk_qgis_worded(const struct tk_layer *layer, const struct tk_column *c)
{
    for (size_t i = 0; *c->shown_as && i < layer->n_columns; i++)
        if (!strcmp(layer->columns[i]->name, c->shown_as))
            return layer->columns[i];
    return c;
}

static void attribute(struct tk_buffer *out, const char *name, const char *value)
{
    tk_buffer_format(out, " %s=\"", name);
    tk_buffer_xml(out, value);
    tk_buffer_text(out, "\"");
}

static void option(struct tk_buffer *out, const char *name, const char *type, const char *value)
{
    tk_buffer_text(out, "<Option");
    attribute(out, "name", name);
    attribute(out, "type", type);
    attribute(out, "value", value);
    tk_buffer_text(out, "/>");
}

static void pair(struct tk_buffer *out, const char *shown, const char *value)
{
    tk_buffer_text(out, "<Option type=\"Map\">");
    option(out, shown, "QString", value);
    tk_buffer_text(out, "</Option>");
}

/* As QGIS itself writes a value map's entry for what has no value; without one it shows
 * "(NULL)". */
#define NO_VALUE "{2839923C-8B7D-419E-B84B-CA2FE9B80EC7}"

static void open_map(struct tk_buffer *out)
{
    tk_buffer_text(out, "<editWidget type=\"ValueMap\"><config><Option type=\"Map\">"
                        "<Option name=\"map\" type=\"List\">");
}

static void close_map(struct tk_buffer *out, const char *none)
{
    pair(out, none, NO_VALUE);
    tk_buffer_text(out, "</Option></Option></config></editWidget>");
}

static void value_map(struct tk_buffer *out, const struct tk_codes *codes)
{
    open_map(out);
    for (size_t i = 0; codes && i < codes->n; i++)
        pair(out, codes->label[i], codes->code[i]);
    if (!codes) {
        pair(out, "Ja", "true");
        pair(out, "Nej", "false");
    }
    close_map(out, codes ? "inte angivet" : "går inte att veta");
}

static void source_map(struct tk_buffer *out, const struct tk_edition *edition)
{
    open_map(out);
    for (size_t i = 0; i < edition->n_sources; i++)
        pair(out, edition->source_names[i], edition->source_keys[i]);
    close_map(out, "ingen");
}

static void date(struct tk_buffer *out)
{
    tk_buffer_text(out, "<editWidget type=\"DateTime\"><config><Option type=\"Map\">");
    option(out, "allow_null", "bool", "true");
    option(out, "calendar_popup", "bool", "true");
    option(out, "display_format", "QString", "yyyy-MM-dd");
    option(out, "field_format", "QString", "yyyy-MM-dd");
    option(out, "field_iso_format", "bool", "false");
    tk_buffer_text(out, "</Option></config></editWidget>");
}

static bool is_share(const struct tk_column *c)
{
    return strcmp(c->unit, "andel") == 0;
}

/* So many decimals that the number still says something: metres and crowns whole, shares and
 * probabilities (no unit) three, rates one. */
static int decimals(const struct tk_column *c)
{
    if (!*c->unit || is_share(c))
        return 3;
    return !strncmp(c->unit, "per", 3) ? 1 : 0;
}

static void number(struct tk_buffer *out, int precision)
{
    tk_buffer_text(out, "<editWidget type=\"Range\"><config><Option type=\"Map\">");
    option(out, "AllowNull", "bool", "true");
    tk_buffer_format(out, "<Option name=\"Precision\" type=\"int\" value=\"%d\"/>", precision);
    option(out, "Style", "QString", "SpinBox");
    tk_buffer_text(out, "</Option></config></editWidget>");
}

static void widget(const struct tk_layer *layer, const struct tk_edition *edition,
                   const struct tk_column *c, struct tk_buffer *out)
{
    if (hidden(layer, c))
        tk_buffer_text(out, "<editWidget type=\"Hidden\"><config><Option/></config>"
                            "</editWidget>");
    else if (c->domain)
        value_map(out, c->domain);
    else if (c->type == TK_SOURCE)
        source_map(out, edition);
    else if (c->type == TK_BOOLEAN)
        value_map(out, NULL);
    else if (c->type == TK_DATE || c->type == TK_DEADLINE)
        date(out);
    else if (c->type == TK_REAL)
        number(out, decimals(c));
    else
        tk_buffer_text(out, "<editWidget type=\"TextEdit\"><config><Option/></config>"
                            "</editWidget>");
}

static void widgets(const struct tk_layer *layer, const struct tk_edition *edition,
                    struct tk_buffer *out)
{
    tk_buffer_text(out, "<fieldConfiguration>\n<field configurationFlags=\"None\" name=\"fid\">"
                        "<editWidget type=\"Hidden\"><config><Option/></config></editWidget>"
                        "</field>\n");
    for (size_t i = 0; i < layer->n_columns; i++) {
        tk_buffer_text(out, "<field configurationFlags=\"None\"");
        attribute(out, "name", layer->columns[i]->name);
        tk_buffer_text(out, ">");
        widget(layer, edition, layer->columns[i], out);
        tk_buffer_text(out, "</field>\n");
    }
    tk_buffer_text(out, "</fieldConfiguration>\n");
}

static void aliases(const struct tk_layer *layer, struct tk_buffer *out)
{
    tk_buffer_text(out, "<aliases>\n");
    for (size_t i = 0; i < layer->n_columns; i++) {
        tk_buffer_format(out, "<alias index=\"%zu\"", i + 1);
        attribute(out, "field", layer->columns[i]->name);
        attribute(out, "name", layer->columns[i]->alias);
        tk_buffer_text(out, "/>\n");
    }
    tk_buffer_text(out, "</aliases>\n");
}

/* A Hidden widget hides in the form, this in the table: it takes both. */
static void table(const struct tk_layer *layer, struct tk_buffer *out)
{
    tk_buffer_text(out, "<attributetableconfig actionWidgetStyle=\"dropDown\" sortExpression="
                        "\"\" sortOrder=\"0\">\n<columns>\n"
                        "<column type=\"field\" name=\"fid\" width=\"-1\" hidden=\"1\"/>\n");
    for (size_t i = 0; i < layer->n_columns; i++) {
        tk_buffer_text(out, "<column type=\"field\"");
        attribute(out, "name", layer->columns[i]->name);
        tk_buffer_format(out, " width=\"-1\" hidden=\"%d\"/>\n",
                         hidden(layer, layer->columns[i]));
    }
    tk_buffer_text(out, "<column type=\"actions\" width=\"-1\" hidden=\"1\"/>\n</columns>\n"
                        "</attributetableconfig>\n");
}

/* What the tables hold to: a key is never NULL, and alone it is unique. */
static void constraints(const struct tk_layer *layer, struct tk_buffer *out)
{
    tk_buffer_text(out, "<constraints>\n");
    for (size_t i = 0; i < layer->n_key; i++) {
        int unique = layer->n_key == 1;
        tk_buffer_format(out, "<constraint constraints=\"%d\" exp_strength=\"0\"",
                         unique ? 3 : 1);
        attribute(out, "field", layer->columns[layer->key[i]]->name);
        tk_buffer_format(out, " notnull_strength=\"1\" unique_strength=\"%d\"/>\n", unique);
    }
    tk_buffer_text(out, "</constraints>\n");
}

void tk_qgis_fields(const struct tk_layer *layer, const struct tk_edition *edition,
                    struct tk_buffer *out)
{
    widgets(layer, edition, out);
    aliases(layer, out);
    constraints(layer, out);
    table(layer, out);
}

/* A share as it stands on the pages, whatever language QGIS speaks. */
#define PER_CENT "coalesce(replace(format_number(100*\"%s\",1,'en'),'.',',') || ' %%','–')"

void tk_qgis_tip(const struct tk_layer *layer, struct tk_buffer *out)
{
    struct tk_buffer html = {0};
    tk_buffer_text(&html, "<table>");
    size_t shown = 0;
    for (size_t i = 0; i < layer->n_columns && shown < TIP_COLUMNS; i++) {
        if (hidden(layer, layer->columns[i]))
            continue;
        tk_buffer_text(&html, "<tr><td>");
        tk_buffer_xml(&html, layer->columns[i]->alias);
        tk_buffer_format(&html,
                         is_share(layer->columns[i])
                             ? "</td><td>&nbsp;<b>[%% " PER_CENT " %%]</b></td></tr>"
                             : "</td><td>&nbsp;<b>[%% coalesce(represent_value(\"%s\"),'–') "
                               "%%]</b></td></tr>",
                         layer->columns[i]->name);
        shown++;
    }
    tk_buffer_text(&html, "</table>");
    tk_buffer_text(out, "<mapTip>");
    tk_buffer_xml(out, tk_buffer_string(&html));
    tk_buffer_text(out, "</mapTip>\n");
    out->failed = out->failed || html.failed;
    tk_buffer_free(&html);
}
