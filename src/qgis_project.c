#include "qgis_parts.h"

#include "trygghetskarta/template.h"

#include <stdio.h>

enum { MOST_SLOTS = 40 };

/* The words of layers/project/project.qgs and what stands for them. */
struct words {
    struct tk_slot slots[MOST_SLOTS];
    size_t n;
    struct tk_bounds window;
    char bounds[4][32];
    struct tk_buffer crs, tree, layers, themes, relations, bookmarks, layouts, sources;
};

static void word(struct words *w, const char *name, const char *value)
{
    w->slots[w->n++] = (struct tk_slot){name, value ? value : "", false};
}

static void piece(struct words *w, const char *name, const struct tk_buffer *xml)
{
    w->slots[w->n++] = (struct tk_slot){name, tk_buffer_string(xml), true};
}

void tk_qgis_crs(const struct tk_crs_info *crs, struct tk_buffer *out)
{
    tk_buffer_text(out, "<spatialrefsys><wkt>");
    tk_buffer_xml(out, crs->wkt2 ? crs->wkt2 : "");
    tk_buffer_text(out, "</wkt><proj4>");
    tk_buffer_xml(out, crs->proj4 ? crs->proj4 : "");
    tk_buffer_text(out, "</proj4>");
    if (crs->code > 0)
        tk_buffer_format(out, "<srid>%d</srid><authid>%s:%d</authid>", crs->code,
                         crs->organisation, crs->code);
    tk_buffer_text(out, "<description>");
    tk_buffer_xml(out, crs->name);
    tk_buffer_text(out, "</description><geographicflag>false</geographicflag>"
                        "</spatialrefsys>");
}

static struct tk_bounds with_air(const struct tk_bounds *b)
{
    double air = 0.01 * (b->max_x - b->min_x + b->max_y - b->min_y) + 100;
    return (struct tk_bounds){b->min_x - air, b->min_y - air, b->max_x + air, b->max_y + air};
}

/* The window the project opens at: all layers, with air round them. */
static enum tk_status window(struct tk_geopackage *gp, const struct tk_layers *layers,
                             struct words *w, struct tk_error *err)
{
    struct tk_bounds all = {0, 0, 0, 0}, b;
    bool any = false;
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < layers->n; i++) {
        st = tk_geopackage_extent(gp, layers->layers[i].name, &b, err);
        if (st || b.min_x > b.max_x)
            continue;
        all.min_x = any && all.min_x < b.min_x ? all.min_x : b.min_x;
        all.min_y = any && all.min_y < b.min_y ? all.min_y : b.min_y;
        all.max_x = any && all.max_x > b.max_x ? all.max_x : b.max_x;
        all.max_y = any && all.max_y > b.max_y ? all.max_y : b.max_y;
        any = true;
    }
    w->window = with_air(&all);
    const double values[] = {w->window.min_x, w->window.min_y, w->window.max_x,
                             w->window.max_y};
    static const char *const names[] = {"min_x", "min_y", "max_x", "max_y"};
    for (size_t i = 0; i < 4; i++) {
        snprintf(w->bounds[i], sizeof w->bounds[i], "%.0f", values[i]);
        w->slots[w->n++] = (struct tk_slot){names[i], w->bounds[i], false};
    }
    return st;
}

/* What the maps of the layouts show: the layer that the plan names, or the whole window. */
static enum tk_status paper(struct tk_geopackage *gp, const struct tk_yaml *plan,
                            const struct tk_layers *layers, const struct words *w,
                            struct tk_bounds *out, struct tk_error *err)
{
    const struct tk_layer *layer;
    struct tk_bounds b = {1, 1, 0, 0};
    enum tk_status st = tk_qgis_extent(plan, layers, &layer, err);
    if (!st && layer)
        st = tk_geopackage_extent(gp, layer->name, &b, err);
    *out = b.min_x > b.max_x ? w->window : with_air(&b);
    return st;
}

static void edition_words(struct words *w, const struct tk_edition *edition,
                          const char *file_name)
{
    const struct tk_edition_config *c = edition->config;
    for (size_t i = 0; i < edition->n_sources; i++)
        tk_buffer_format(&w->sources, "%s%s", i ? "; " : "", edition->source_names[i]);
    word(w, "title", c->title);
    word(w, "abstract", c->abstract);
    word(w, "notice", c->notice);
    word(w, "audience", tk_metadata_audience(edition));
    word(w, "contact", c->contact);
    word(w, "licence", c->licence);
    word(w, "dnr", c->dnr);
    word(w, "as_of", edition->as_of);
    word(w, "stamp", edition->stamp);
    word(w, "version", TK_QGIS_VERSION);
    word(w, "file", file_name);
    word(w, "sources", tk_buffer_string(&w->sources));
}

static enum tk_status pieces(struct tk_geopackage *gp, const struct tk_layers *layers,
                             const struct tk_edition *edition, const char *file_name,
                             const struct tk_yaml *plan, struct words *w, struct tk_error *err)
{
    const struct tk_node *themes = tk_yaml_get(&plan->root, "themes");
    tk_qgis_crs(edition->crs, &w->crs);
    tk_qgis_tree(layers, themes && themes->n ? &themes->items[0] : NULL, file_name, &w->tree);
    enum tk_status st = tk_qgis_layers(gp, layers, edition, plan, file_name, &w->layers, err);
    if (!st)
        st = tk_qgis_themes(plan, edition, layers, &w->themes, err);
    if (!st)
        st = tk_qgis_relations(plan, edition, layers, &w->relations, err);
    if (!st)
        st = tk_qgis_bookmarks(gp, plan, layers, edition->crs, &w->bookmarks, err);
    if (!st)
        st = window(gp, layers, w, err);
    struct tk_bounds shown = w->window;
    if (!st)
        st = paper(gp, plan, layers, w, &shown, err);
    if (!st)
        st = tk_qgis_layouts(plan, edition, file_name, &shown, &w->layouts, err);
    const struct {
        const char *name;
        struct tk_buffer *xml;
    } all[] = {
        {"crs", &w->crs},        {"tree", &w->tree},           {"layers", &w->layers},
        {"themes", &w->themes},  {"relations", &w->relations}, {"bookmarks", &w->bookmarks},
        {"layouts", &w->layouts}};
    for (size_t i = 0; !st && i < sizeof all / sizeof *all; i++) {
        st = tk_buffer_check(all[i].xml, err);
        piece(w, all[i].name, all[i].xml);
    }
    return st;
}

static void free_words(struct words *w)
{
    tk_buffer_free(&w->crs);
    tk_buffer_free(&w->tree);
    tk_buffer_free(&w->layers);
    tk_buffer_free(&w->themes);
    tk_buffer_free(&w->relations);
    tk_buffer_free(&w->bookmarks);
    tk_buffer_free(&w->layouts);
    tk_buffer_free(&w->sources);
}

enum tk_status tk_qgis_project_xml(struct tk_geopackage *gp, const struct tk_layers *layers,
                                   const struct tk_edition *edition, const char *file_name,
                                   struct tk_buffer *out, struct tk_error *err)
{
    char path[4200];
    struct tk_buffer skeleton = {0};
    struct tk_yaml *plan = NULL;
    struct words w = {.n = 0};
    enum tk_status st = tk_qgis_plan(edition, &plan, err);
    if (!st)
        st = pieces(gp, layers, edition, file_name, plan, &w, err);
    if (!st)
        st = tk_qgis_piece(edition, "project.qgs", path, sizeof path, &skeleton, err);
    if (!st) {
        edition_words(&w, edition, file_name);
        st = tk_buffer_check(&w.sources, err);
    }
    if (!st)
        st = tk_template_fill(path, tk_buffer_string(&skeleton), w.slots, w.n, out, err);
    free_words(&w);
    tk_yaml_free(plan);
    tk_buffer_free(&skeleton);
    return st;
}
