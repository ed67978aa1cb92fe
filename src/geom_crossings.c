#include "geom_parts.h"

#include "trygghetskarta/memory.h"

#include <stdlib.h>

/* Some seconds of GEOS's time: it takes about 30 microseconds for each crossing. A boundary
 * that somebody has drawn crosses itself a few times. */
enum { MOST_CROSSINGS = 10000 };
/* About a second of ours: a million vertices of a coast take a hundred million. */
static const double MOST_LOOKS = 5e8;

struct segment { /* from left to right */
    double x1, y1, x2, y2;
};

struct segments {
    struct segment *items;
    size_t n, capacity;
};

static bool add_run(void *context, const struct tk_geom_run *run, struct tk_error *err)
{
    struct segments *all = context;
    if (tk_grow(&all->items, &all->capacity, all->n + run->n, sizeof *all->items, err))
        return false;
    for (size_t i = 1; i < run->n; i++) {
        size_t left = run->x[i] < run->x[i - 1] ? i : i - 1, right = 2 * i - 1 - left;
        all->items[all->n++] =
            (struct segment){run->x[left], run->y[left], run->x[right], run->y[right]};
    }
    return true;
}

static int by_left_end(const void *a, const void *b)
{
    const struct segment *one = a, *other = b;
    return (one->x1 > other->x1) - (one->x1 < other->x1);
}

/* Twice the area of the triangle of a segment and a point: > 0 if the point lies to its left.
 */
static double turn(const struct segment *s, double x, double y)
{
    return (s->x2 - s->x1) * (y - s->y1) - (s->y2 - s->y1) * (x - s->x1);
}

static bool is_between(const struct segment *s, const struct segment *ends)
{
    double first = turn(s, ends->x1, ends->y1), last = turn(s, ends->x2, ends->y2);
    return (first < 0 && last > 0) || (first > 0 && last < 0);
}

/* A line that goes from left to right over all of them meets those whose reach in x has begun
 * and has not ended: they stand first, in any order. */
static bool is_tangled(struct segment *items, size_t n)
{
    double looks = 0;
    size_t crossings = 0, open = 0;
    for (size_t i = 0; i < n; i++) {
        const struct segment now = items[i];
        for (size_t j = 0; j < open;) {
            if (items[j].x2 < now.x1) {
                items[j] = items[--open];
                continue;
            }
            crossings += is_between(&now, &items[j]) && is_between(&items[j], &now);
            j++;
        }
        looks += (double)open;
        items[open++] = now;
        if (crossings > MOST_CROSSINGS || looks > MOST_LOOKS)
            return true;
    }
    return false;
}

enum tk_status tk_geom_tangled(struct tk_session *s, const GEOSGeometry *g, bool *tangled,
                               struct tk_error *err)
{
    struct segments all = {0};
    *tangled = false;
    enum tk_status st = tk_geom_walk(s, g, add_run, &all, err);
    if (!st && all.n) {
        qsort(all.items, all.n, sizeof *all.items, by_left_end);
        *tangled = is_tangled(all.items, all.n);
    }
    tk_free(all.items);
    return st;
}
