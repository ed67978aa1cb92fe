#include "generate.h"

#include "trygghetskarta/memory.h"

/* The corners of all hexagons stand on a lattice of half widths and quarter heights; a corner's
 * number is its place in it. A set of hexagons has at most one border edge that starts in a
 * corner, since the three hexagons that meet there are all neighbours of each other: so one
 * array of followers holds the whole border, and no ring touches itself. */
struct outline {
    const struct tk_hexmap *map;
    long width; /* of the lattice, in corners */
    long *next; /* [corners]: where the border edge from here ends, or -1 */
    int *part;  /* [corners]: of the hexagon the edge belongs to */
    int *label; /* [hexes] */
    int parts;
    size_t corners;
};

/* Side k runs from corner k to corner k + 1, counter-clockwise; side 0 looks east. */
static long corner(const struct outline *o, size_t hex, int k)
{
    static const int right[6] = {1, 1, 0, -1, -1, 0};
    static const int up[6] = {-1, 1, 2, 1, -1, -2};
    long column = (long)(hex % (size_t)o->map->columns);
    long row = (long)(hex / (size_t)o->map->columns);
    long i = 2 * column + (row & 1) + 1 + right[k % 6];
    long j = 3 * row + 2 + up[k % 6];
    return j * o->width + i;
}

static void edges(struct outline *o, const unsigned char *inside)
{
    for (size_t hex = 0; hex < tk_hexmap_size(o->map); hex++)
        for (int side = 0; inside[hex] && side < 6; side++) {
            long other = tk_hexmap_neighbour(o->map, hex, side);
            if (other >= 0 && inside[other])
                continue;
            long from = corner(o, hex, side);
            o->next[from] = corner(o, hex, side + 1);
            o->part[from] = o->label[hex];
        }
}

/* Twice the signed area of the ring from a corner, in lattice units: above 0 is an outer one.
 */
static long ring_area(const struct outline *o, long start)
{
    long sum = 0, at = start;
    do {
        long to = o->next[at];
        sum += (at % o->width) * (to / o->width) - (to % o->width) * (at / o->width);
        at = to;
    } while (at != start);
    return sum;
}

static void write_corner(const struct outline *o, long at, struct tk_buffer *out)
{
    long i = at % o->width - 1, j = at / o->width - 2;
    tk_buffer_format(out, "[%.0f,%.0f]", o->map->x0 + (double)(TK_HEX_A * i),
                     o->map->y0 + (double)(TK_HEX_B * j));
}

/* Writes a ring, closed, and takes its edges away. */
static void write_ring(struct outline *o, long start, struct tk_buffer *out)
{
    tk_buffer_text(out, "[");
    long at = start;
    while (at >= 0) {
        long to = o->next[at];
        write_corner(o, at, out);
        tk_buffer_text(out, ",");
        o->next[at] = -1;
        at = to == start ? -1 : to;
    }
    write_corner(o, start, out);
    tk_buffer_text(out, "]");
}

/* The outer ring of a part, then its holes. */
static void write_part(struct outline *o, int part, struct tk_buffer *out)
{
    tk_buffer_text(out, "[");
    for (int holes = 0; holes < 2; holes++)
        for (size_t at = 0; at < o->corners; at++) {
            if (o->next[at] < 0 || o->part[at] != part)
                continue;
            if ((ring_area(o, (long)at) > 0) == (holes == 0)) {
                tk_buffer_text(out, holes ? "," : "");
                write_ring(o, (long)at, out);
            }
        }
    tk_buffer_text(out, "]");
}

static enum tk_status outline_make(struct outline *o, const unsigned char *inside,
                                   struct tk_error *err)
{
    o->width = 2L * o->map->columns + 3;
    o->corners = (size_t)o->width * (3 * (size_t)o->map->rows + 3);
    o->next = tk_alloc(o->corners, sizeof *o->next);
    o->part = tk_alloc(o->corners, sizeof *o->part);
    o->label = tk_alloc(tk_hexmap_size(o->map), sizeof *o->label);
    if (!o->next || !o->part || !o->label)
        return tk_fail_memory(err);
    for (size_t i = 0; i < o->corners; i++)
        o->next[i] = -1;
    o->parts = tk_hexmap_parts(o->map, inside, o->label);
    if (o->parts < 0)
        return tk_fail_memory(err);
    edges(o, inside);
    return TK_OK;
}

enum tk_status tk_outline_geojson(const struct tk_hexmap *map, const unsigned char *inside,
                                  struct tk_buffer *out, struct tk_error *err)
{
    struct outline o = {.map = map};
    enum tk_status st = outline_make(&o, inside, err);
    if (!st && o.parts == 0)
        st = tk_fail(err, TK_INPUT, "an area of the map holds no hexagon");
    if (!st) {
        bool many = o.parts > 1;
        tk_buffer_format(out, "{\"type\":\"%s\",\"coordinates\":%s",
                         many ? "MultiPolygon" : "Polygon", many ? "[" : "");
        for (int part = 0; part < o.parts; part++) {
            tk_buffer_text(out, part ? "," : "");
            write_part(&o, part, out);
        }
        tk_buffer_text(out, many ? "]}" : "}");
    }
    tk_free(o.next);
    tk_free(o.part);
    tk_free(o.label);
    return st;
}
