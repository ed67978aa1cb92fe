#include "generate.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <math.h>
#include <string.h>

/* How far beyond the centres the map reaches: several times what the largest district needs. */
#define MARGIN_M 6000

const char *tk_city_name(const struct tk_city *city, size_t district)
{
    return tk_table_cell(&city->facts, district, city->name);
}

static const char *parent_name(const struct tk_city *city, size_t district)
{
    return tk_table_cell(&city->facts, district, city->parent);
}

enum tk_status tk_city_find(const struct tk_city *city, const char *name,
                            const struct tk_table *table, size_t row, size_t *out,
                            struct tk_error *err)
{
    for (*out = 0; *out < city->n; ++*out)
        if (strcmp(tk_city_name(city, *out), name) == 0)
            return TK_OK;
    *out = 0;
    return tk_fail(err, TK_USAGE, "%s:%d: '%s' is no district of %s", table->path,
                   table->lines[row], name, city->facts.path);
}

static enum tk_status read_number(const struct tk_table *table, size_t row, const char *column,
                                  double *out, struct tk_error *err)
{
    size_t at;
    *out = 0;
    enum tk_status st = tk_table_need(table, column, &at, err);
    if (!st && !tk_text_number(tk_table_cell(table, row, at), '.', out))
        st = tk_fail(err, TK_USAGE, "%s:%d: %s '%s' is no number", table->path,
                     table->lines[row], column, tk_table_cell(table, row, at));
    return st;
}

static enum tk_status read_sites(struct tk_city *c, struct tk_error *err)
{
    c->n = c->facts.n_rows;
    c->sites = tk_alloc(c->n, sizeof *c->sites);
    if (!c->sites)
        return tk_fail_memory(err);
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < c->n; i++) {
        double km2 = 0;
        st = read_number(&c->facts, i, "x", &c->sites[i].x, err);
        if (!st)
            st = read_number(&c->facts, i, "y", &c->sites[i].y, err);
        if (!st)
            st = read_number(&c->facts, i, "area_km2", &km2, err);
        if (!st && !(km2 > 0))
            st = tk_fail(err, TK_USAGE, "%s:%d: area_km2 must be above 0", c->facts.path,
                         c->facts.lines[i]);
        c->sites[i].area_m2 = km2 * 1e6;
    }
    if (!st && c->n == 0)
        st = tk_fail(err, TK_USAGE, "%s: no district in it", c->facts.path);
    return st;
}

static enum tk_status read_facts(struct tk_city *c, struct tk_error *err)
{
    const char *slash = strrchr(c->options->facts, '/');
    size_t length = slash ? (size_t)(slash - c->options->facts) : 1;
    if (length >= sizeof c->directory)
        return tk_fail(err, TK_USAGE, "%s: the path is too long", c->options->facts);
    memcpy(c->directory, slash ? c->options->facts : ".", length);
    enum tk_status st = tk_table_read(c->options->facts, &c->facts, err);
    if (!st)
        st = tk_table_need(&c->facts, "stadsdel", &c->name, err);
    if (!st)
        st = tk_table_need(&c->facts, "stadsdelsomrade", &c->parent, err);
    if (st)
        return st;
    c->shared = tk_table_column(&c->facts, "delas_med");
    return read_sites(c, err);
}

static enum tk_status make_map(struct tk_city *c, struct tk_error *err)
{
    double low_x = INFINITY, low_y = INFINITY, high_x = -INFINITY, high_y = -INFINITY;
    for (size_t i = 0; i < c->n; i++) {
        low_x = fmin(low_x, c->sites[i].x);
        low_y = fmin(low_y, c->sites[i].y);
        high_x = fmax(high_x, c->sites[i].x);
        high_y = fmax(high_y, c->sites[i].y);
    }
    enum tk_status st = tk_hexmap_make(low_x - MARGIN_M, low_y - MARGIN_M, high_x + MARGIN_M,
                                       high_y + MARGIN_M, &c->map, err);
    if (st)
        return st;
    c->set = tk_alloc(tk_hexmap_size(&c->map), 1);
    if (!c->set)
        return tk_fail_memory(err);
    return tk_partition(&c->map, c->sites, c->n, err);
}

enum tk_status tk_city_feature(struct tk_city *c, bool first, const char *const *properties,
                               struct tk_error *err)
{
    tk_write_feature(&c->text, first, properties);
    enum tk_status st = tk_outline_geojson(&c->map, c->set, &c->text, err);
    tk_write_feature_end(&c->text);
    return st;
}

static enum tk_status write_districts(struct tk_city *c, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    tk_buffer_clear(&c->text);
    tk_write_collection(&c->text, "stadsdelar", c->options->crs);
    for (size_t i = 0; !st && i < c->n; i++) {
        for (size_t hex = 0; hex < tk_hexmap_size(&c->map); hex++)
            c->set[hex] = c->map.owner[hex] == (int)i;
        const char *properties[] = {"stadsdel",
                                    tk_city_name(c, i),
                                    "stadsdelsomrade",
                                    parent_name(c, i),
                                    "anm",
                                    "schematisk",
                                    NULL};
        st = tk_city_feature(c, i == 0, properties, err);
    }
    tk_write_collection_end(&c->text);
    if (!st)
        st = tk_write_file(c->options->output, "stadsdelar.geojson", &c->text, err);
    return st;
}

static bool belongs_to(const struct tk_city *c, long hex, const char *parent)
{
    return hex >= 0 && c->map.owner[hex] >= 0 &&
           strcmp(parent_name(c, (size_t)c->map.owner[hex]), parent) == 0;
}

/* Whether a hexagon of a shared district lies at most two from the other area that shares it.
 */
static bool lies_in_other(const struct tk_city *c, size_t hex, const char *other)
{
    for (int side = 0; other[0] && side < 6; side++) {
        long next = tk_hexmap_neighbour(&c->map, hex, side);
        if (belongs_to(c, next, other))
            return true;
        for (int turn = 0; next >= 0 && turn < 6; turn++)
            if (belongs_to(c, tk_hexmap_neighbour(&c->map, (size_t)next, turn), other))
                return true;
    }
    return false;
}

static void mark_parent(struct tk_city *c, const char *parent)
{
    for (size_t hex = 0; hex < tk_hexmap_size(&c->map); hex++) {
        c->set[hex] = 0;
        if (c->map.owner[hex] < 0)
            continue;
        size_t district = (size_t)c->map.owner[hex];
        const char *other = tk_table_cell(&c->facts, district, c->shared);
        const char *home = lies_in_other(c, hex, other) ? other : parent_name(c, district);
        c->set[hex] = strcmp(home, parent) == 0;
    }
}

static bool is_first_of_parent(const struct tk_city *c, size_t district)
{
    for (size_t i = 0; i < district; i++)
        if (strcmp(parent_name(c, i), parent_name(c, district)) == 0)
            return false;
    return true;
}

static enum tk_status write_parents(struct tk_city *c, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    tk_buffer_clear(&c->text);
    tk_write_collection(&c->text, "stadsdelsomraden", c->options->crs);
    for (size_t i = 0; !st && i < c->n; i++) {
        if (!is_first_of_parent(c, i))
            continue;
        mark_parent(c, parent_name(c, i));
        const char *properties[] = {"stadsdelsomrade", parent_name(c, i), "anm", "schematisk",
                                    NULL};
        st = tk_city_feature(c, i == 0, properties, err);
    }
    tk_write_collection_end(&c->text);
    if (!st)
        st = tk_write_file(c->options->output, "stadsdelsomraden.geojson", &c->text, err);
    return st;
}

static enum tk_status write_membership(struct tk_city *c, struct tk_error *err)
{
    tk_buffer_clear(&c->text);
    tk_buffer_text(&c->text, "stadsdel,stadsdelsomrade\n");
    for (size_t i = 0; i < c->n; i++) {
        tk_write_cell(&c->text, ',', true, tk_city_name(c, i));
        tk_write_cell(&c->text, ',', false, parent_name(c, i));
        tk_buffer_text(&c->text, "\n");
    }
    return tk_write_file(c->options->output, "stadsdelar_till_sdo.csv", &c->text, err);
}

enum tk_status tk_city_generate(const struct tk_city_options *options, struct tk_error *err)
{
    struct tk_city city = {.options = options};
    enum tk_status st = read_facts(&city, err);
    if (!st)
        st = make_map(&city, err);
    if (!st)
        st = write_districts(&city, err);
    if (!st)
        st = write_parents(&city, err);
    if (!st)
        st = write_membership(&city, err);
    if (!st)
        st = tk_city_areas(&city, err);
    tk_buffer_free(&city.text);
    tk_hexmap_free(&city.map);
    tk_table_free(&city.facts);
    tk_free(city.sites);
    tk_free(city.set);
    return st;
}
