#include "analysis_parts.h"

#include "trygghetskarta/memory.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define NONE UINT32_MAX
#define MOST_CELLS 1e9

/* First points lie in square cells as wide as the distance, in lists by hashed cell: of a point
 * only those in its own cell and the eight around can be near enough. */
struct grouping {
    struct tk_point_groups *g;
    double distance, low_x, low_y;
    size_t most;
    uint32_t *order; /* the points by from, then id */
    uint32_t *next;  /* [n]: the next first point with the same hash */
    double *until;   /* [n]: when the group that a point leads ends; NAN: it goes on */
    uint32_t *head;  /* by hash */
    size_t mask;
};

static int by_from(const void *a, const void *b, void *context)
{
    const struct tk_point *points = context;
    uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
    double x = points[i].from, y = points[j].from;
    if (isnan(x) != isnan(y))
        return isnan(x) ? -1 : 1;
    if (!isnan(x) && x != y)
        return x < y ? -1 : 1;
    return i < j ? -1 : 1;
}

static size_t hash(const struct grouping *w, int64_t cx, int64_t cy)
{
    uint64_t h = (uint64_t)cx * 0x9E3779B97F4A7C15U ^ (uint64_t)cy * 0xC2B2AE3D27D4EB4FU;
    return (h ^ h >> 29) & w->mask;
}

static int64_t cell(double value, double low, double distance)
{
    return (int64_t)floor((value - low) / distance);
}

/* Whether the group goes on when the point comes. */
static bool goes_on(const struct grouping *w, uint32_t first, const struct tk_point *p)
{
    return isnan(p->from) || isnan(w->until[first]) || w->until[first] >= p->from;
}

/* The nearest first point in one list, if it is nearer than what was found before. A group that
 * has ended is over for all that come later: it is taken out. */
static void look_in(struct grouping *w, size_t list, const struct tk_point *p, uint32_t *found,
                    double *nearest)
{
    const struct tk_point_groups *g = w->g;
    for (uint32_t *at = &w->head[list]; *at != NONE;) {
        uint32_t f = *at;
        if (!goes_on(w, f, p) || g->members[f] >= w->most) {
            *at = w->next[f];
            continue;
        }
        double dx = g->points[f].x - p->x, dy = g->points[f].y - p->y;
        double d = dx * dx + dy * dy;
        if (g->points[f].sort == p->sort && d <= w->distance * w->distance &&
            (d < *nearest || (d == *nearest && f < *found))) {
            *nearest = d;
            *found = f;
        }
        at = &w->next[f];
    }
}

static void place(struct grouping *w, uint32_t i)
{
    struct tk_point_groups *g = w->g;
    const struct tk_point *p = &g->points[i];
    int64_t cx = cell(p->x, w->low_x, w->distance), cy = cell(p->y, w->low_y, w->distance);
    uint32_t found = NONE;
    double nearest = HUGE_VAL;
    for (int64_t dx = -1; dx <= 1; dx++)
        for (int64_t dy = -1; dy <= 1; dy++)
            look_in(w, hash(w, cx + dx, cy + dy), p, &found, &nearest);
    if (found == NONE) {
        size_t list = hash(w, cx, cy);
        found = i;
        w->until[i] = p->until;
        w->next[i] = w->head[list];
        w->head[list] = i;
    } else if (!isnan(w->until[found])) {
        w->until[found] = isnan(p->until) ? NAN : fmax(w->until[found], p->until);
    }
    g->first[i] = found;
    g->members[found]++;
}

static enum tk_status lay_out(struct grouping *w, const char *name, struct tk_error *err)
{
    const struct tk_point_groups *g = w->g;
    double high_x = -HUGE_VAL, high_y = -HUGE_VAL;
    size_t slots = 64;
    while (slots < g->n)
        slots *= 2;
    w->mask = slots - 1;
    w->order = tk_alloc(g->n, sizeof *w->order);
    w->next = tk_alloc(g->n, sizeof *w->next);
    w->until = tk_alloc(g->n, sizeof *w->until);
    w->head = tk_alloc(slots, sizeof *w->head);
    if (!w->order || !w->next || !w->until || !w->head)
        return tk_fail_memory(err);
    memset(w->head, 0xFF, slots * sizeof *w->head);
    w->low_x = w->low_y = HUGE_VAL;
    for (uint32_t i = 0; i < g->n; i++) {
        w->order[i] = i;
        w->low_x = fmin(w->low_x, g->points[i].x);
        w->low_y = fmin(w->low_y, g->points[i].y);
        high_x = fmax(high_x, g->points[i].x);
        high_y = fmax(high_y, g->points[i].y);
    }
    if (g->n > 0 && !((high_x - w->low_x) / w->distance < MOST_CELLS &&
                      (high_y - w->low_y) / w->distance < MOST_CELLS))
        return tk_fail(err, TK_USAGE,
                       "%s(): %g m is too short for how far the points lie apart", name,
                       w->distance);
    if (g->n > 0)
        qsort_r(w->order, g->n, sizeof *w->order, by_from, (void *)(uintptr_t)g->points);
    return TK_OK;
}

enum tk_status tk_groups_make(const char *name, const struct tk_point *points, size_t n,
                              double distance, size_t most, struct tk_point_groups *out,
                              struct tk_error *err)
{
    struct grouping w = {.g = out, .distance = distance, .most = most};
    *out = (struct tk_point_groups){.points = points, .n = n};
    if (!(distance > 0) || !isfinite(distance) || most < 1)
        return tk_fail(err, TK_USAGE,
                       "%s(): the distance has to be more than 0, and the number "
                       "at least 1",
                       name);
    if (n >= NONE)
        return tk_fail(err, TK_USAGE, "%s(): %zu points are too many", name, n);
    out->first = tk_alloc(n, sizeof *out->first);
    out->members = tk_alloc(n, sizeof *out->members);
    enum tk_status st = out->first && out->members ? TK_OK : tk_fail_memory(err);
    if (!st)
        st = lay_out(&w, name, err);
    for (size_t k = 0; k < n && !st; k++)
        place(&w, w.order[k]);
    tk_free(w.order);
    tk_free(w.next);
    tk_free(w.until);
    tk_free(w.head);
    if (st)
        tk_groups_drop(out);
    return st;
}

void tk_groups_drop(struct tk_point_groups *groups)
{
    tk_free(groups->first);
    tk_free(groups->members);
    groups->first = groups->members = NULL;
}
