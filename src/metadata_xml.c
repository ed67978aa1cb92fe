#include "metadata_parts.h"

#include <string.h>

static void element(struct tk_buffer *out, const char *name, const char *text)
{
    if (!text || !*text)
        return;
    tk_buffer_format(out, "<%s>", name);
    tk_buffer_xml(out, text);
    tk_buffer_format(out, "</%s>", name);
}

const char *tk_metadata_audience(const struct tk_edition *edition)
{
    return edition->config->audience == TK_PUBLIC_AUDIENCE
               ? "Publik utgåva: bara uppgifter som är märkta som offentliga. "
               : "";
}

void tk_metadata_abstract(const struct tk_layer *layer, const struct tk_edition *edition,
                          struct tk_buffer *out)
{
    const char *notice = edition->config->notice;
    if (notice && *notice)
        tk_buffer_format(out, "%s. ", notice);
    tk_buffer_text(out, tk_metadata_audience(edition));
    tk_buffer_text(out, layer->abstract ? layer->abstract : "");
    if (layer->empty_because && *layer->empty_because)
        tk_buffer_format(out, " %s", layer->empty_because);
}

static void sources(const struct tk_edition *edition, struct tk_buffer *out)
{
    tk_buffer_text(out, "Källor: ");
    for (size_t i = 0; i < edition->n_sources; i++)
        tk_buffer_format(out, "%s%s", i ? "; " : "", edition->source_names[i]);
}

static void crs(struct tk_buffer *out, const struct tk_crs_info *crs)
{
    tk_buffer_text(out, "<crs><spatialrefsys>");
    element(out, "wkt", crs->wkt2);
    element(out, "proj4", crs->proj4);
    if (crs->code > 0) {
        tk_buffer_format(out, "<srid>%d</srid><authid>", crs->code);
        tk_buffer_xml(out, crs->organisation);
        tk_buffer_format(out, ":%d</authid>", crs->code);
    }
    element(out, "description", crs->name);
    tk_buffer_text(out, "</spatialrefsys></crs>");
}

/* Space and time: what the table covers, and the day the edition tells of. */
static enum tk_status extent(struct tk_geopackage *gp, const struct tk_layer *layer,
                             const struct tk_edition *edition, struct tk_buffer *out,
                             struct tk_error *err)
{
    struct tk_bounds b;
    enum tk_status st = tk_geopackage_extent(gp, layer->name, &b, err);
    if (st)
        return st;
    tk_buffer_text(out, "<extent>");
    if (b.min_x <= b.max_x && edition->crs->code > 0)
        tk_buffer_format(out,
                         "<spatial crs=\"%s:%d\" dimensions=\"2\" minx=\"%.3f\" miny=\"%.3f\" "
                         "maxx=\"%.3f\" maxy=\"%.3f\" minz=\"0\" maxz=\"0\"/>",
                         edition->crs->organisation, edition->crs->code, b.min_x, b.min_y,
                         b.max_x, b.max_y);
    tk_buffer_format(out, "<temporal><instant>%sT00:00:00</instant></temporal></extent>",
                     edition->as_of);
    return TK_OK;
}

static void people(struct tk_buffer *out, const struct tk_edition_config *config)
{
    if (config->contact && *config->contact) {
        tk_buffer_text(out, "<contact>");
        element(out, "name", config->contact);
        tk_buffer_text(out, "<role>pointOfContact</role></contact>");
    }
    tk_buffer_text(out, "<links/>");
    element(out, "rights", config->dnr);
    element(out, "license", config->licence);
}

static void history(struct tk_buffer *out, const struct tk_edition *edition)
{
    struct tk_buffer said = {0};
    sources(edition, &said);
    if (tk_buffer_check(&said, &(struct tk_error){TK_OK, ""}))
        out->failed = true;
    tk_buffer_format(out, "<history>Utgåvans dag: %s</history>", edition->as_of);
    element(out, "history", tk_buffer_string(&said));
    tk_buffer_free(&said);
}

enum tk_status tk_metadata_xml(struct tk_geopackage *gp, const struct tk_layer *layer,
                               const struct tk_edition *edition, struct tk_buffer *out,
                               struct tk_error *err)
{
    struct tk_buffer abstract = {0};
    tk_metadata_abstract(layer, edition, &abstract);
    enum tk_status st = tk_buffer_check(&abstract, err);
    tk_buffer_text(out, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
                        "<qgis version=\"3.22.16\">");
    element(out, "identifier", layer->name);
    tk_buffer_text(out, "<language>SWE</language><type>dataset</type>");
    element(out, "title", layer->title);
    element(out, "abstract", tk_buffer_string(&abstract));
    tk_buffer_text(out, "<keywords vocabulary=\"gmd:topicCategory\"><keyword>society</keyword>"
                        "</keywords>");
    people(out, edition->config);
    crs(out, edition->crs);
    if (!st)
        st = extent(gp, layer, edition, out, err);
    history(out, edition);
    tk_buffer_text(out, "</qgis>");
    tk_buffer_free(&abstract);
    return st ? st : tk_buffer_check(out, err);
}
