#include "qgis_parts.h"

#include "trygghetskarta/text.h"

static size_t characters(const char *text)
{
    return text ? tk_text_signs(text) : 0;
}

static enum tk_status room_of(const struct tk_yaml *plan, const struct tk_node *rooms,
                              struct tk_crowded *text, struct tk_error *err)
{
    const struct tk_node *node = tk_yaml_get(rooms, text->name);
    long long room = 0;
    if (!node)
        return TK_OK;
    enum tk_status st = tk_yaml_need(plan, node, TK_NODE_TEXT, text->name, err);
    if (st)
        return st;
    if (!tk_text_integer(node->text, &room) || room < 1)
        return tk_yaml_fault(plan, node, err, "%s: characters, a whole number from 1",
                             text->name);
    text->room = (size_t)room;
    return TK_OK;
}

enum tk_status tk_qgis_crowded(const struct tk_edition *edition,
                               struct tk_crowded out[TK_QGIS_ROOMS], size_t *n,
                               struct tk_error *err)
{
    const struct tk_edition_config *c = edition->config;
    struct tk_crowded texts[TK_QGIS_ROOMS] = {
        {"title", characters(c->title), 0},
        {"notice", characters(c->notice), 0},
        {"foot", characters(c->contact) + characters(c->licence) + characters(c->dnr), 0}};
    struct tk_yaml *plan;
    *n = 0;
    enum tk_status st = tk_qgis_plan(edition, &plan, err);
    const struct tk_node *rooms = st ? NULL : tk_yaml_get(&plan->root, "room");
    if (rooms)
        st = tk_yaml_need(plan, rooms, TK_NODE_MAP, "room", err);
    for (size_t i = 0; !st && rooms && i < TK_QGIS_ROOMS; i++) {
        st = room_of(plan, rooms, &texts[i], err);
        if (!st && texts[i].room && texts[i].length > texts[i].room)
            out[(*n)++] = texts[i];
    }
    tk_yaml_free(plan);
    return st;
}
