#include "generate.h"

#include "trygghetskarta/memory.h"

#include <math.h>

enum tk_status tk_hexmap_make(double min_x, double min_y, double max_x, double max_y,
                              struct tk_hexmap *out, struct tk_error *err)
{
    *out = (struct tk_hexmap){.x0 = floor(min_x), .y0 = floor(min_y)};
    double columns = ceil((max_x - out->x0) / (2 * TK_HEX_A)) + 1;
    double rows = ceil((max_y - out->y0) / (3 * TK_HEX_B)) + 1;
    if (!(columns > 0 && rows > 0 && columns * rows < 4e6))
        return tk_fail(err, TK_INPUT,
                       "the centres lie too far apart for a map of %d m hexagons: look for a "
                       "centre with a wrong coordinate",
                       2 * TK_HEX_A);
    out->columns = (int)columns;
    out->rows = (int)rows;
    out->owner = tk_alloc(tk_hexmap_size(out), sizeof *out->owner);
    if (!out->owner)
        return tk_fail_memory(err);
    for (size_t i = 0; i < tk_hexmap_size(out); i++)
        out->owner[i] = -1;
    return TK_OK;
}

void tk_hexmap_free(struct tk_hexmap *map)
{
    tk_free(map->owner);
    *map = (struct tk_hexmap){0};
}

size_t tk_hexmap_size(const struct tk_hexmap *map)
{
    return (size_t)map->columns * (size_t)map->rows;
}

void tk_hexmap_centre(const struct tk_hexmap *map, size_t hex, double *x, double *y)
{
    int column = (int)(hex % (size_t)map->columns), row = (int)(hex / (size_t)map->columns);
    *x = map->x0 + TK_HEX_A * (2 * column + (row & 1));
    *y = map->y0 + 3 * TK_HEX_B * row;
}

long tk_hexmap_neighbour(const struct tk_hexmap *map, size_t hex, int side)
{
    static const int up[6] = {0, 1, 1, 0, -1, -1};
    /* in half widths */
    static const int right[6] = {2, 1, -1, -2, -1, 1};
    int column = (int)(hex % (size_t)map->columns), row = (int)(hex / (size_t)map->columns);
    int half = 2 * column + (row & 1) + right[side];
    row += up[side];
    if (half < 0 || half / 2 >= map->columns || row < 0 || row >= map->rows)
        return -1;
    return (long)row * map->columns + half / 2;
}

/* Spreads one label from the hexagons on the stack. */
static void spread(const struct tk_hexmap *map, const unsigned char *inside, int *label,
                   size_t *stack, size_t start, int number)
{
    size_t n = 0;
    stack[n++] = start;
    label[start] = number;
    while (n > 0) {
        size_t hex = stack[--n];
        for (int side = 0; side < 6; side++) {
            long next = tk_hexmap_neighbour(map, hex, side);
            if (next < 0 || !inside[next] || label[next] >= 0)
                continue;
            label[next] = number;
            stack[n++] = (size_t)next;
        }
    }
}

int tk_hexmap_parts(const struct tk_hexmap *map, const unsigned char *inside, int *label)
{
    size_t size = tk_hexmap_size(map);
    size_t *stack = tk_alloc(size, sizeof *stack);
    if (!stack)
        return -1;
    for (size_t i = 0; i < size; i++)
        label[i] = -1;
    int parts = 0;
    for (size_t i = 0; i < size; i++)
        if (inside[i] && label[i] < 0)
            spread(map, inside, label, stack, i, parts++);
    tk_free(stack);
    return parts;
}
