#include "measures_parts.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/memory.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* The routes and walks of one key, which stand together since features are sorted by it. */
struct group {
    const struct tk_features *routes, *walks;
    size_t route, walk; /* the first of each */
    size_t n_routes, n_walks;
    const GEOSGeometry *const *lines; /* its routes' */
};

/* Of each polygon. */
struct tally {
    double *metres;    /* of the group at hand */
    bool *own;         /* some walk has its longest part here, or names it */
    int64_t *nameless; /* of each input: walks that nothing places */
};

static size_t run_of(const struct tk_features *f, size_t from, const char *key)
{
    size_t to = from;
    while (to < f->n && strcmp(f->items[to].key, key) == 0)
        to++;
    return to - from;
}

static void count_walk(struct tk_measured *m, size_t polygon, const struct tk_feature *walk)
{
    struct tk_date date;
    const char *fault;
    if (m->walks[polygon] >= 0)
        m->walks[polygon]++;
    if (walk->attribute[TK_ATTR_DATE] &&
        tk_date_parse(walk->attribute[TK_ATTR_DATE], NULL, &date, &fault) &&
        (m->last_walk[polygon] == TK_NO_DAY || date.day > m->last_walk[polygon]))
        m->last_walk[polygon] = date.day;
}

static enum tk_status count_named(const struct tk_measuring *w,
                                  const struct tk_measured_set *set,
                                  const struct tk_feature *walk, const struct tally *tally,
                                  struct tk_error *err)
{
    size_t polygon = TK_NOWHERE;
    const char *name = walk->attribute[TK_ATTR_DISTRICT];
    if (!name || !*name) {
        tally->nameless[tk_inputs_named(w->inputs, walk->source) - w->inputs->items]++;
        return TK_OK;
    }
    enum tk_status st = tk_districts_find(w->d, name, &polygon, err);
    if (!st && polygon == TK_NOWHERE && !set->home)
        st = tk_measures_remark(w, walk, "stadsdel", "okand_stadsdel", name, err);
    if (!st && polygon != TK_NOWHERE && set->home)
        polygon = set->home[polygon];
    if (!st && polygon != TK_NOWHERE) {
        count_walk(set->m, polygon, walk);
        tally->own[polygon] = true;
    }
    return st;
}

/* Walks that neither a route nor a name places are told once for each source. */
static enum tk_status tell_nameless(const struct tk_measuring *w, const int64_t *nameless,
                                    struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < w->inputs->n; i++) {
        char number[24];
        struct tk_feature whole = {.source = w->inputs->items[i].config->name};
        if (nameless[i] == 0)
            continue;
        snprintf(number, sizeof number, "%" PRId64, nameless[i]);
        st = tk_measures_remark(w, &whole, "stadsdel", "vandring_utan_stadsdel", number, err);
    }
    return st;
}

/* Adds a group's routes to the metres walked. */
static enum tk_status measure_routes(const struct tk_measuring *w,
                                     const struct tk_measured_set *set, const struct group *g,
                                     const struct tally *tally, struct tk_error *err)
{
    double outside;
    const double *metres = tally->metres;
    enum tk_status st = tk_overlay_length(w->reading->session, set->polygons, set->m->n,
                                          g->lines, g->n_routes, tally->metres, &outside, err);
    bool alone = !set->home && w->around->has_walks && !g->n_walks;
    for (size_t r = 0; !st && alone && r < g->n_routes; r++)
        st = tk_measures_remark(w, &g->routes->items[g->route + r], "vandring_id",
                                "rutt_utan_vandring", NULL, err);
    double longest = outside; /* a neighbour need not be on the map */
    for (size_t i = 0; !st && i < set->m->n; i++) {
        longest = fmax(longest, metres[i]);
        if (metres[i] > 0)
            set->m->walked_m[i] += metres[i];
    }
    for (size_t i = 0; !st && i < set->m->n; i++) /* halves are no less than each other */
        tally->own[i] |= metres[i] > 0 && metres[i] >= longest * (1 - 1e-9);
    return st;
}

static enum tk_status count_group(const struct tk_measuring *w,
                                  const struct tk_measured_set *set, const struct group *g,
                                  const struct tally *tally, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t k = 0; !st && k < g->n_walks; k++) {
        const struct tk_feature *walk = &g->walks->items[g->walk + k];
        bool routed = false;
        for (size_t i = 0; i < set->m->n; i++)
            if (tally->metres[i] > 0) {
                count_walk(set->m, i, walk);
                routed = true;
            }
        if (!routed)
            st = count_named(w, set, walk, tally, err);
    }
    return st;
}

/* What only a neighbour's walk has brushed is not walked, and no walk counts there. */
static void settle(struct tk_measured *m, const bool *own, double least_m)
{
    for (size_t i = 0; i < m->n; i++) {
        m->last_touch[i] = m->last_walk[i];
        if (m->walked[i] < 0)
            continue;
        m->walked[i] = own[i] || m->walked_m[i] >= least_m;
        if (m->walked[i])
            continue;
        m->last_walk[i] = TK_NO_DAY;
        if (m->walks[i] > 0)
            m->walks[i] = 0;
    }
}

/* The two lists are walked side by side: each route is cut once. */
enum tk_status tk_measures_walks(const struct tk_measuring *w,
                                 const struct tk_measured_set *set, struct tk_error *err)
{
    const struct tk_features *walks = &w->around->walks, *routes = &w->around->routes;
    struct tally tally = {tk_alloc(set->m->n, sizeof *tally.metres),
                          tk_alloc(set->m->n, sizeof *tally.own),
                          tk_alloc(w->inputs->n, sizeof *tally.nameless)};
    const GEOSGeometry **lines = tk_alloc(routes->n, sizeof *lines);
    enum tk_status st =
        tally.metres && tally.own && tally.nameless && lines ? TK_OK : tk_fail_memory(err);
    for (size_t i = 0; !st && i < routes->n; i++)
        lines[i] = routes->items[i].geometry;
    for (size_t r = 0, k = 0; !st && (r < routes->n || k < walks->n);) {
        bool by_route = k == walks->n || (r < routes->n && strcmp(routes->items[r].key,
                                                                  walks->items[k].key) < 0);
        const char *key = by_route ? routes->items[r].key : walks->items[k].key;
        struct group g = {routes,
                          walks,
                          r,
                          k,
                          run_of(routes, r, key),
                          run_of(walks, k, key),
                          (const GEOSGeometry *const *)lines + r};
        st = measure_routes(w, set, &g, &tally, err);
        if (!st)
            st = count_group(w, set, &g, &tally, err);
        r += g.n_routes;
        k += g.n_walks;
    }
    if (!st && !set->home)
        st = tell_nameless(w, tally.nameless, err);
    if (!st)
        settle(set->m, tally.own, w->around->walked_least_m);
    tk_free(tally.metres);
    tk_free(tally.own);
    tk_free(tally.nameless);
    tk_free(lines);
    return st;
}
