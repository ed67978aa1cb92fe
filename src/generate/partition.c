#include "generate.h"

#include "trygghetskarta/memory.h"

#include <math.h>
#include <string.h>

#define PI 3.14159265358979323846

struct deal {
    struct tk_hexmap *map;
    struct tk_site *sites;
    size_t n;
    double *best;          /* [hexes]: the least power distance so far */
    unsigned char *filled; /* [hexes]: a hole, which gets an owner however far it lies */
    unsigned char *set;    /* [hexes]: scratch */
    int *label;            /* [hexes]: scratch */
};

static double power(const struct deal *d, size_t site, size_t hex)
{
    double x, y;
    tk_hexmap_centre(d->map, hex, &x, &y);
    double dx = x - d->sites[site].x, dy = y - d->sites[site].y;
    return dx * dx + dy * dy - d->sites[site].weight;
}

static void claim(struct deal *d, size_t site, size_t hex)
{
    double p = power(d, site, hex);
    if (p < d->best[hex]) {
        d->best[hex] = p;
        d->map->owner[hex] = (int)site;
    }
}

/* Only the hexagons within a site's own circle can fall to it, but for those that were holes.
 */
static void claim_circle(struct deal *d, size_t site)
{
    const struct tk_hexmap *map = d->map;
    const struct tk_site *s = &d->sites[site];
    double radius = s->weight > 0 ? sqrt(s->weight) : 0;
    int low_row = (int)fmax(0, floor((s->y - radius - map->y0) / (3 * TK_HEX_B)));
    int high_row = (int)fmin(map->rows - 1, ceil((s->y + radius - map->y0) / (3 * TK_HEX_B)));
    int low = (int)fmax(0, floor((s->x - radius - map->x0) / (2 * TK_HEX_A)) - 1);
    int high = (int)fmin(map->columns - 1, ceil((s->x + radius - map->x0) / (2 * TK_HEX_A)));
    for (int row = low_row; row <= high_row; row++)
        for (int column = low; column <= high; column++)
            claim(d, site, (size_t)row * (size_t)map->columns + (size_t)column);
}

static void count(struct deal *d)
{
    for (size_t i = 0; i < d->n; i++)
        d->sites[i].hexes = 0;
    for (size_t hex = 0; hex < tk_hexmap_size(d->map); hex++)
        if (d->map->owner[hex] >= 0)
            d->sites[d->map->owner[hex]].hexes++;
}

static void assign(struct deal *d)
{
    size_t size = tk_hexmap_size(d->map);
    for (size_t hex = 0; hex < size; hex++) {
        d->map->owner[hex] = -1;
        d->best[hex] = d->filled[hex] ? INFINITY : 0;
    }
    for (size_t site = 0; site < d->n; site++)
        claim_circle(d, site);
    for (size_t hex = 0; hex < size; hex++)
        for (size_t site = 0; d->filled[hex] && site < d->n; site++)
            claim(d, site, hex);
    count(d);
}

/* Raises the weight of those that have too little and lowers the others', with a shrinking
 * step; keeps the weights that came nearest. TK_INTERNAL for want of memory. */
static enum tk_status balance(struct deal *d, struct tk_error *err)
{
    double *kept = tk_alloc(d->n, sizeof *kept);
    if (!kept)
        return tk_fail_memory(err);
    double nearest = INFINITY;
    for (int round = 0; round < 600 && nearest > 0.3 * (double)d->n; round++) {
        assign(d);
        double off = 0; /* 0.25 a district is what rounding to whole hexagons costs anyway */
        for (size_t i = 0; i < d->n; i++)
            off += fabs(d->sites[i].area_m2 / TK_HEX_AREA - d->sites[i].hexes);
        if (off < nearest) {
            nearest = off;
            for (size_t i = 0; i < d->n; i++)
                kept[i] = d->sites[i].weight;
        }
        double step = 0.5 / (1 + round / 100.0);
        for (size_t i = 0; i < d->n; i++) {
            double lack = d->sites[i].area_m2 - d->sites[i].hexes * TK_HEX_AREA;
            d->sites[i].weight += step * lack / PI;
        }
    }
    for (size_t i = 0; i < d->n; i++)
        d->sites[i].weight = kept[i];
    assign(d);
    tk_free(kept);
    return TK_OK;
}

/* Marks what lies free but shut in. False if there is nothing such; `failed` without memory. */
static bool find_holes(struct deal *d, bool *failed)
{
    size_t size = tk_hexmap_size(d->map);
    for (size_t hex = 0; hex < size; hex++)
        d->set[hex] = d->map->owner[hex] < 0;
    *failed = tk_hexmap_parts(d->map, d->set, d->label) < 0;
    bool found = false;
    for (size_t hex = 0; !*failed && hex < size; hex++) {
        /* The lower left corner of the map lies outside the city, by its margin. */
        bool hole = d->set[hex] && d->label[hex] != d->label[0];
        d->filled[hex] |= hole;
        found |= hole;
    }
    return found;
}

/* The largest of the parts that a set of hexagons falls into. */
static int largest_part(const struct deal *d, int parts)
{
    int best = 0, most = -1;
    for (int part = 0; part < parts; part++) {
        int n = 0;
        for (size_t hex = 0; hex < tk_hexmap_size(d->map); hex++)
            n += d->label[hex] == part;
        if (n > most) {
            most = n;
            best = part;
        }
    }
    return best;
}

/* Gives what lies apart from a district's main part to a neighbour of it. */
static enum tk_status join(struct deal *d, size_t site, struct tk_error *err)
{
    size_t size = tk_hexmap_size(d->map);
    for (size_t hex = 0; hex < size; hex++)
        d->set[hex] = d->map->owner[hex] == (int)site;
    int parts = tk_hexmap_parts(d->map, d->set, d->label);
    if (parts < 0)
        return tk_fail_memory(err);
    if (parts < 2)
        return TK_OK;
    int main_part = largest_part(d, parts);
    for (size_t hex = 0; hex < size; hex++) {
        if (!d->set[hex] || d->label[hex] == main_part)
            continue;
        d->map->owner[hex] = -1;
        for (int side = 0; side < 6; side++) {
            long other = tk_hexmap_neighbour(d->map, hex, side);
            if (other >= 0 && d->map->owner[other] >= 0 && d->map->owner[other] != (int)site)
                d->map->owner[hex] = d->map->owner[other];
        }
    }
    return TK_OK;
}

static enum tk_status settle(struct deal *d, struct tk_error *err)
{
    enum tk_status st = balance(d, err);
    bool failed = false;
    for (int round = 0; !st && find_holes(d, &failed); round++) {
        if (round < 4)
            st = balance(d, err);
        else
            assign(d); /* what is still left is too little to shift weights for */
    }
    if (failed)
        st = tk_fail_memory(err);
    for (size_t site = 0; !st && site < d->n; site++)
        st = join(d, site, err);
    count(d);
    for (size_t site = 0; !st && site < d->n; site++)
        if (d->sites[site].hexes == 0)
            st = tk_fail(err, TK_INPUT,
                         "district %zu got no hexagon: is its centre the same as another's?",
                         site + 1);
    return st;
}

enum tk_status tk_partition(struct tk_hexmap *map, struct tk_site *sites, size_t n,
                            struct tk_error *err)
{
    size_t size = tk_hexmap_size(map);
    struct deal d = {.map = map, .sites = sites, .n = n};
    d.best = tk_alloc(size, sizeof *d.best);
    d.filled = tk_alloc(size, 1);
    d.set = tk_alloc(size, 1);
    d.label = tk_alloc(size, sizeof *d.label);
    enum tk_status st = TK_OK;
    if (!d.best || !d.filled || !d.set || !d.label)
        st = tk_fail_memory(err);
    for (size_t i = 0; i < n; i++)
        sites[i].weight = sites[i].area_m2 / PI;
    if (!st)
        st = settle(&d, err);
    tk_free(d.best);
    tk_free(d.filled);
    tk_free(d.set);
    tk_free(d.label);
    return st;
}
