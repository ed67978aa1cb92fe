#include "trygghetskarta/coverage.h"

#include "trygghetskarta/memory.h"

#include <math.h>
#include <stdlib.h>

/* A square millimetre: less than that is what rounding makes where borders cross, and no fault
 * of the one who drew them. */
#define LEAST_FAULT_M2 1e-6
#define TOUCH_M 1e-5

struct faults {
    struct tk_coverage_fault *list;
    size_t n, capacity;
};

/* Adds the fault if it is large enough to be one. */
static enum tk_status add_fault(struct tk_session *s, struct faults *faults,
                                const GEOSGeometry *where, struct tk_coverage_fault fault,
                                struct tk_error *err)
{
    enum tk_status st = tk_geom_area(s, where, &fault.area_m2, err);
    if (st || fault.area_m2 < LEAST_FAULT_M2)
        return st;
    st = tk_geom_inner_point(s, where, &fault.x, &fault.y, err);
    if (!st)
        st =
            tk_grow(&faults->list, &faults->capacity, faults->n + 1, sizeof *faults->list, err);
    if (!st)
        faults->list[faults->n++] = fault;
    return st;
}

static enum tk_status find_overlaps(struct tk_session *s, const GEOSGeometry *const *polygons,
                                    size_t n, struct faults *faults, struct tk_error *err)
{
    struct tk_pair *pairs;
    size_t n_pairs;
    enum tk_status st = tk_geom_pairs(s, polygons, n, polygons, n, &pairs, &n_pairs, err);
    for (size_t i = 0; !st && i < n_pairs; i++) {
        size_t a = pairs[i].a, b = pairs[i].b;
        GEOSGeometry *both;
        st = tk_geom_intersection(s, TK_FLOATING, polygons[a], polygons[b], &both, err);
        if (!st && !tk_geom_empty(s, both))
            st = add_fault(s, faults, both,
                           (struct tk_coverage_fault){.overlap = true, .a = a, .b = b}, err);
        tk_geom_free(s, both);
    }
    tk_free(pairs);
    return st;
}

/* The lowest polygon within reach of the gap, or TK_NOWHERE. */
static enum tk_status lowest_within(struct tk_session *s, const GEOSGeometry *const *polygons,
                                    const struct tk_bounds *bounds, size_t n,
                                    const GEOSGeometry *gap, double reach, size_t *lowest,
                                    struct tk_error *err)
{
    struct tk_bounds around = tk_geom_bounds(s, gap);
    enum tk_status st = TK_OK;
    *lowest = TK_NOWHERE;
    for (size_t i = 0; !st && *lowest == TK_NOWHERE && i < n; i++) {
        double metres = 0;
        if (!tk_bounds_meet(&bounds[i], &around, reach))
            continue;
        st = tk_geom_distance(s, gap, polygons[i], &metres, err);
        if (!st && metres <= reach)
            *lowest = i;
    }
    return st;
}

/* The reach grows until a neighbour is found: the union's rounding may have moved the gap's
 * corners off the borders they lie on. */
static enum tk_status add_gap(struct tk_session *s, const GEOSGeometry *const *polygons,
                              const struct tk_bounds *bounds, size_t n, struct faults *faults,
                              const GEOSGeometry *gap, struct tk_error *err)
{
    struct tk_coverage_fault fault = {.a = TK_NOWHERE, .b = TK_NOWHERE};
    enum tk_status st = TK_OK;
    for (double reach = TOUCH_M; !st && fault.a == TK_NOWHERE && reach < HUGE_VAL; reach *= 100)
        st = lowest_within(s, polygons, bounds, n, gap, reach, &fault.a, err);
    return st ? st : add_fault(s, faults, gap, fault, err);
}

/* Adds the gaps, and frees them. */
static enum tk_status add_gaps_take(struct tk_session *s, const GEOSGeometry *const *polygons,
                                    const struct tk_bounds *bounds, size_t n,
                                    struct faults *faults, GEOSGeometry **gaps, size_t n_gaps,
                                    struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; i < n_gaps; i++) {
        if (!st)
            st = add_gap(s, polygons, bounds, n, faults, gaps[i], err);
        tk_geom_free(s, gaps[i]);
    }
    tk_free(gaps);
    return st;
}

/* The holes of the polygons' union, `whole`, and its slits. */
static enum tk_status find_gaps(struct tk_session *s, const GEOSGeometry *const *polygons,
                                size_t n, const GEOSGeometry *whole, double slit_m,
                                struct faults *faults, struct tk_error *err)
{
    GEOSGeometry **gaps;
    size_t n_gaps;
    struct tk_bounds *bounds = tk_alloc(n, sizeof *bounds);
    enum tk_status st = bounds ? TK_OK : tk_fail_memory(err);
    for (size_t i = 0; !st && i < n; i++)
        bounds[i] = tk_geom_bounds(s, polygons[i]);
    if (!st)
        st = tk_geom_holes(s, whole, &gaps, &n_gaps, err);
    if (!st)
        st = add_gaps_take(s, polygons, bounds, n, faults, gaps, n_gaps, err);
    if (!st && slit_m > 0) {
        st = tk_geom_slits(s, whole, slit_m, &gaps, &n_gaps, err);
        if (!st)
            st = add_gaps_take(s, polygons, bounds, n, faults, gaps, n_gaps, err);
    }
    tk_free(bounds);
    return st;
}

static int in_order(const void *left, const void *right)
{
    const struct tk_coverage_fault *l = left, *r = right;
    if (l->overlap != r->overlap)
        return l->overlap ? -1 : 1;
    if (l->a != r->a)
        return l->a < r->a ? -1 : 1;
    if (l->b != r->b)
        return l->b < r->b ? -1 : 1;
    if (l->x < r->x || l->x > r->x)
        return l->x < r->x ? -1 : 1;
    return (l->y > r->y) - (l->y < r->y);
}

enum tk_status tk_coverage_check(struct tk_session *s, const GEOSGeometry *const *polygons,
                                 size_t n, const struct tk_union *together, double slit_m,
                                 struct tk_coverage_fault **faults, size_t *n_faults,
                                 struct tk_error *err)
{
    struct faults found = {0};
    *faults = NULL;
    *n_faults = 0;
    enum tk_status st = together->exact ? TK_OK : find_overlaps(s, polygons, n, &found, err);
    if (!st)
        st = find_gaps(s, polygons, n, together->whole, slit_m, &found, err);
    if (st) {
        tk_free(found.list);
        return st;
    }
    if (found.n)
        qsort(found.list, found.n, sizeof *found.list, in_order);
    *faults = found.list;
    *n_faults = found.n;
    return TK_OK;
}

enum tk_status tk_coverage_disjoint(struct tk_session *s, GEOSGeometry **polygons, size_t n,
                                    const struct tk_coverage_fault *faults, size_t n_faults,
                                    bool *untouched, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; i < n; i++)
        untouched[i] = true;
    /* in order of (a, b): what a gives up to a lower one, that one takes from b as well */
    for (size_t i = 0; !st && i < n_faults; i++) {
        if (!faults[i].overlap)
            continue;
        GEOSGeometry **loser = &polygons[faults[i].b];
        struct tk_halves halves;
        st = tk_geom_cut(s, *loser, polygons[faults[i].a], &halves, err);
        if (st)
            return st;
        tk_geom_free(s, *loser);
        *loser = halves.rest;
        halves.rest = NULL;
        tk_halves_free(s, &halves);
        untouched[faults[i].b] = false;
    }
    return st;
}
