#include "analysis_parts.h"

#include "trygghetskarta/memory.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Rounds of so many are turned round until nothing is gained; of more the nearest is enough. */
#define TURNED 300

struct rounds {
    struct tk_point_groups groups;
    uint32_t *order; /* the points, those of a group together, in the order to walk */
};

static int by_group(const void *a, const void *b, void *context)
{
    const struct tk_point_groups *g = context;
    uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
    const struct tk_point *x = &g->points[g->first[i]], *y = &g->points[g->first[j]];
    int sorts = strcmp(x->sort, y->sort);
    if (sorts != 0)
        return sorts;
    if (g->first[i] != g->first[j])
        return g->first[i] < g->first[j] ? -1 : 1;
    return i < j ? -1 : 1;
}

static double distance(const struct tk_point *points, uint32_t a, uint32_t b)
{
    return hypot(points[a].x - points[b].x, points[a].y - points[b].y);
}

static void swap(uint32_t *a, uint32_t *b)
{
    uint32_t held = *a;
    *a = *b;
    *b = held;
}

/* From the western-most always to the nearest that is left. */
static void walk_to_nearest(const struct tk_point *points, uint32_t *walk, size_t n)
{
    size_t west = 0;
    for (size_t i = 1; i < n; i++)
        if (points[walk[i]].x < points[walk[west]].x)
            west = i;
    swap(&walk[0], &walk[west]);
    for (size_t at = 0; at + 2 < n; at++) {
        size_t nearest = at + 1;
        for (size_t i = at + 2; i < n; i++)
            if (distance(points, walk[at], walk[i]) < distance(points, walk[at], walk[nearest]))
                nearest = i;
        swap(&walk[at + 1], &walk[nearest]);
    }
}

/* A stretch walked the other way is shorter: turned round, until none is. */
static void turn_round(const struct tk_point *points, uint32_t *walk, size_t n)
{
    for (bool gained = true; gained;) {
        gained = false;
        for (size_t i = 1; i + 1 < n; i++)
            for (size_t j = i + 1; j < n; j++) {
                double now = distance(points, walk[i - 1], walk[i]);
                double then = distance(points, walk[i - 1], walk[j]);
                if (j + 1 < n) {
                    now += distance(points, walk[j], walk[j + 1]);
                    then += distance(points, walk[i], walk[j + 1]);
                }
                if (then >= now - 1e-6)
                    continue;
                for (size_t a = i, b = j; a < b; a++, b--)
                    swap(&walk[a], &walk[b]);
                gained = true;
            }
    }
}

static enum tk_status lay_out(struct rounds *r, struct tk_error *err)
{
    r->order = tk_alloc(r->groups.n, sizeof *r->order);
    if (!r->order)
        return tk_fail_memory(err);
    for (uint32_t i = 0; i < r->groups.n; i++)
        r->order[i] = i;
    if (r->groups.n > 0)
        qsort_r(r->order, r->groups.n, sizeof *r->order, by_group, &r->groups);
    return TK_OK;
}

static enum tk_status tell_round(struct tk_analysis_run *run, const struct tk_point *points,
                                 const uint32_t *walk, size_t n, int64_t number,
                                 struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t k = 0; k < n && !st; k++) {
        st = tk_analysis_row(run, err);
        if (st)
            break;
        tk_analysis_set_integer(run, 0, number);
        tk_analysis_set_text(run, 1, points[walk[k]].sort);
        tk_analysis_set_integer(run, 2, (int64_t)k + 1);
        tk_analysis_set_text(run, 3, points[walk[k]].id);
        if (k > 0)
            tk_analysis_set_real(run, 4, distance(points, walk[k - 1], walk[k]));
    }
    return st;
}

enum tk_status tk_rounds_run(struct tk_analysis_run *run, struct tk_error *err)
{
    struct rounds r = {0};
    const struct tk_point *points;
    size_t n;
    double most = tk_analysis_number(run, 2);
    enum tk_status st = tk_analysis_points(run, 0, &points, &n, err);
    if (!st)
        st = tk_groups_make("rundor", points, n, tk_analysis_number(run, 1),
                            most >= 1 && most < 1e9 ? (size_t)most : 0, &r.groups, err);
    if (!st)
        st = lay_out(&r, err);
    int64_t number = 0;
    for (size_t i = 0, size; i < n && !st; i += size) {
        uint32_t first = r.groups.first[r.order[i]];
        size = r.groups.members[first];
        bool same_sort = i > 0 && points[r.order[i - 1]].sort == points[first].sort;
        number = same_sort ? number + 1 : 1;
        walk_to_nearest(points, r.order + i, size);
        if (size <= TURNED)
            turn_round(points, r.order + i, size);
        st = tell_round(run, points, r.order + i, size, number, err);
    }
    tk_free(r.order);
    tk_groups_drop(&r.groups);
    return st;
}
