#include "generate.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A table beside the facts while its features are written: one row, one feature. */
struct listing {
    struct tk_city *city;
    struct tk_table table;
    size_t row;
    bool present;
};

static enum tk_status listing_open(struct listing *l, struct tk_city *city, const char *name,
                                   struct tk_error *err)
{
    char path[PATH_MAX + 64];
    snprintf(path, sizeof path, "%s/%s", city->directory, name);
    *l = (struct listing){.city = city, .present = access(path, F_OK) == 0};
    tk_buffer_clear(&city->text);
    return l->present ? tk_table_read(path, &l->table, err) : TK_OK;
}

/* The text in a column of the row; an error if there is no such column. */
static enum tk_status text(struct listing *l, const char *column, const char **out,
                           struct tk_error *err)
{
    size_t at = TK_NO_COLUMN;
    enum tk_status st = tk_table_need(&l->table, column, &at, err);
    *out = st ? "" : tk_table_cell(&l->table, l->row, at);
    return st;
}

static enum tk_status numbers(struct listing *l, const char *const *columns, double *out,
                              struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && columns[i]; i++) {
        const char *cell;
        st = text(l, columns[i], &cell, err);
        if (!st && !tk_text_number(cell, '.', &out[i]))
            st = tk_fail(err, TK_USAGE, "%s:%d: %s '%s' is no number", l->table.path,
                         l->table.lines[l->row], columns[i], cell);
    }
    return st;
}

/* Cuts the next item off a list "a|b|c"; false at its end. */
static bool next_item(const char **list, char *item, size_t size)
{
    if (!**list)
        return false;
    size_t n = strcspn(*list, "|");
    snprintf(item, size, "%.*s", (int)n, *list);
    *list += n + ((*list)[n] == '|');
    return true;
}

/* ---- focus areas: districts, with a rim of hexagons more (rand 1) or less (rand -1) ---- */

static void change_rim(struct tk_city *c, int by)
{
    unsigned char mark = by > 0 ? 0 : 1;
    for (size_t hex = 0; hex < tk_hexmap_size(&c->map); hex++) {
        if (c->set[hex] != mark || c->map.owner[hex] < 0)
            continue;
        for (int side = 0; side < 6; side++) {
            long next = tk_hexmap_neighbour(&c->map, hex, side);
            if (next >= 0 && c->set[next] == !mark)
                c->set[hex] = 2; /* settled afterwards, so that the rim is one hexagon wide */
        }
    }
    for (size_t hex = 0; hex < tk_hexmap_size(&c->map); hex++)
        if (c->set[hex] == 2)
            c->set[hex] = !mark;
}

static enum tk_status focus(struct listing *l, struct tk_error *err)
{
    struct tk_city *c = l->city;
    const char *name, *districts;
    double rim = 0;
    enum tk_status st = text(l, "namn", &name, err);
    if (!st)
        st = text(l, "stadsdelar", &districts, err);
    if (!st)
        st = numbers(l, (const char *[]){"rand", NULL}, &rim, err);
    if (st)
        return st;
    memset(c->set, 0, tk_hexmap_size(&c->map));
    char item[256];
    size_t district;
    while (!st && next_item(&districts, item, sizeof item)) {
        st = tk_city_find(c, item, &l->table, l->row, &district, err);
        for (size_t hex = 0; !st && hex < tk_hexmap_size(&c->map); hex++)
            c->set[hex] |= c->map.owner[hex] == (int)district;
    }
    if (!st && rim != 0)
        change_rim(c, rim > 0 ? 1 : -1);
    const char *properties[] = {"namn", name, "anm", "schematisk", NULL};
    return st ? st : tk_city_feature(c, l->row == 0, properties, err);
}

/* ---- links: lines between the centres of districts, or through "x y" ---- */

static enum tk_status link_point(struct listing *l, const char *item, double *xy,
                                 struct tk_error *err)
{
    char x[64];
    const char *space = strchr(item, ' ');
    if (space) {
        snprintf(x, sizeof x, "%.*s", (int)(space - item), item);
        if (tk_text_number(x, '.', &xy[0]) && tk_text_number(space, '.', &xy[1]))
            return TK_OK;
    }
    size_t district;
    enum tk_status st = tk_city_find(l->city, item, &l->table, l->row, &district, err);
    if (!st) {
        xy[0] = l->city->sites[district].x;
        xy[1] = l->city->sites[district].y;
    }
    return st;
}

static enum tk_status strategic_link(struct listing *l, struct tk_error *err)
{
    const char *name, *points, *kind;
    enum tk_status st = text(l, "namn", &name, err);
    if (!st)
        st = text(l, "punkter", &points, err);
    if (!st)
        st = text(l, "typ", &kind, err);
    if (st)
        return st;
    char item[256];
    double xy[2 * 16];
    size_t n = 0;
    while (!st && n < 16 && next_item(&points, item, sizeof item))
        st = link_point(l, item, &xy[2 * n++], err);
    if (!st && n < 2)
        st = tk_fail(err, TK_USAGE, "%s:%d: a line needs two points", l->table.path,
                     l->table.lines[l->row]);
    const char *properties[] = {"namn", name,  "typ",        kind, "exempel",
                                "1",    "anm", "schematisk", NULL};
    tk_write_feature(&l->city->text, l->row == 0, properties);
    tk_write_line(&l->city->text, xy, n, 0);
    tk_write_feature_end(&l->city->text);
    return st;
}

/* ---- plans: a rectangle beside a district's centre, turned by a slope ---- */

static void write_rectangle(struct tk_buffer *b, const struct tk_site *site, const double *v)
{
    static const int corner[5][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}, {-1, -1}};
    double along = 1 / sqrt(1 + v[4] * v[4]), across = v[4] * along;
    tk_buffer_text(b, "{\"type\":\"Polygon\",\"coordinates\":[[");
    for (int i = 0; i < 5; i++) {
        double right = corner[i][0] * v[2] / 2, up = corner[i][1] * v[3] / 2;
        tk_buffer_format(b, "%s[%.2f,%.2f]", i ? "," : "",
                         site->x + v[0] + right * along - up * across,
                         site->y + v[1] + right * across + up * along);
    }
    tk_buffer_text(b, "]]}");
}

static enum tk_status plan(struct listing *l, struct tk_error *err)
{
    const char *id = "", *name = "", *district_name = "", *state = "";
    double v[5] = {0};
    size_t district = 0;
    enum tk_status st = text(l, "plan_id", &id, err);
    if (!st)
        st = text(l, "namn", &name, err);
    if (!st)
        st = text(l, "status", &state, err);
    if (!st)
        st = text(l, "stadsdel", &district_name, err);
    if (!st)
        st = tk_city_find(l->city, district_name, &l->table, l->row, &district, err);
    if (!st)
        st = numbers(l, (const char *[]){"dx", "dy", "bredd", "hojd", "lutning", NULL}, v, err);
    const char *properties[] = {"plan_id", id,    "namn",     name, "status",
                                state,     "anm", "påhittad", NULL};
    tk_write_feature(&l->city->text, l->row == 0, properties);
    if (!st)
        write_rectangle(&l->city->text, &l->city->sites[district], v);
    tk_write_feature_end(&l->city->text);
    return st;
}

/* ---- land: districts without the hexagons near the lines of the table ---- */

static double distance_to_segment(double x, double y, const double *v)
{
    double dx = v[2] - v[0], dy = v[3] - v[1];
    double length2 = dx * dx + dy * dy;
    double t = length2 > 0 ? ((x - v[0]) * dx + (y - v[1]) * dy) / length2 : 0;
    t = fmin(1, fmax(0, t));
    double px = x - v[0] - t * dx, py = y - v[1] - t * dy;
    return sqrt(px * px + py * py);
}

/* Marks water in `wet`, but never more than half of a district, so that none drowns. */
static void flood(const struct tk_city *c, const double *v, int *dry, unsigned char *wet)
{
    for (size_t hex = 0; hex < tk_hexmap_size(&c->map); hex++) {
        int owner = c->map.owner[hex];
        double x, y;
        tk_hexmap_centre(&c->map, hex, &x, &y);
        if (owner < 0 || wet[hex] || distance_to_segment(x, y, v) > v[4] / 2)
            continue;
        if (dry[owner] * 2 <= c->sites[owner].hexes + 1)
            continue;
        wet[hex] = 1;
        dry[owner]--;
    }
}

static enum tk_status write_land(struct tk_city *c, const unsigned char *wet,
                                 struct tk_error *err)
{
    enum tk_status st = TK_OK;
    tk_buffer_clear(&c->text);
    tk_write_collection(&c->text, "land", c->options->crs);
    for (size_t i = 0; !st && i < c->n; i++) {
        for (size_t hex = 0; hex < tk_hexmap_size(&c->map); hex++)
            c->set[hex] = c->map.owner[hex] == (int)i && !wet[hex];
        const char *properties[] = {"stadsdel", tk_city_name(c, i), "anm", "schematisk", NULL};
        st = tk_city_feature(c, i == 0, properties, err);
    }
    tk_write_collection_end(&c->text);
    if (!st)
        st = tk_write_file(c->options->output, "land.geojson", &c->text, err);
    return st;
}

static enum tk_status land(struct tk_city *c, struct tk_error *err)
{
    struct listing l;
    enum tk_status st = listing_open(&l, c, "vatten.csv", err);
    unsigned char *wet = tk_alloc(tk_hexmap_size(&c->map), 1);
    int *dry = tk_alloc(c->n, sizeof *dry);
    if (!st && (!wet || !dry))
        st = tk_fail_memory(err);
    for (size_t i = 0; !st && i < c->n; i++)
        dry[i] = c->sites[i].hexes;
    for (; !st && l.row < l.table.n_rows; l.row++) {
        double v[5] = {0};
        st = numbers(&l, (const char *[]){"x1", "y1", "x2", "y2", "bredd", NULL}, v, err);
        if (!st)
            flood(c, v, dry, wet);
    }
    if (!st && l.present)
        st = write_land(c, wet, err);
    tk_free(wet);
    tk_free(dry);
    tk_table_free(&l.table);
    return st;
}

typedef enum tk_status (*write_row)(struct listing *l, struct tk_error *err);

static enum tk_status write_listing(struct tk_city *c, const char *table, const char *name,
                                    write_row row, struct tk_error *err)
{
    struct listing l;
    char file[64];
    enum tk_status st = listing_open(&l, c, table, err);
    tk_write_collection(&c->text, name, c->options->crs);
    for (; !st && l.row < l.table.n_rows; l.row++)
        st = row(&l, err);
    tk_write_collection_end(&c->text);
    snprintf(file, sizeof file, "%s.geojson", name);
    if (!st && l.present)
        st = tk_write_file(c->options->output, file, &c->text, err);
    tk_table_free(&l.table);
    return st;
}

enum tk_status tk_city_areas(struct tk_city *city, struct tk_error *err)
{
    enum tk_status st = write_listing(city, "fokus.csv", "fokus", focus, err);
    if (!st)
        st = write_listing(city, "samband.csv", "samband", strategic_link, err);
    if (!st)
        st = write_listing(city, "planer.csv", "planer", plan, err);
    if (!st)
        st = land(city, err);
    return st;
}
