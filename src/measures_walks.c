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
    int64_t *ahead;    /* of each input: walks that are not made yet */
};

static size_t run_of(const struct tk_features *f, size_t from, const char *key)
{
    size_t to = from;
    while (to < f->n && strcmp(f->items[to].key, key) == 0)
        to++;
    return to - from;
}

static int32_t day_of(const struct tk_feature *walk)
{
    struct tk_date date;
    const char *text = walk->attribute[TK_ATTR_DATE], *fault;
    return text && tk_date_parse(text, NULL, &date, &fault) ? date.day : TK_NO_DAY;
}

bool tk_measures_ahead(const struct tk_measuring *w, const struct tk_feature *walk)
{
    int32_t day = walk ? day_of(walk) : TK_NO_DAY;
    return day != TK_NO_DAY && day > w->around->as_of;
}

static void count_walk(struct tk_measured *m, size_t polygon, const struct tk_feature *walk)
{
    int32_t day = day_of(walk);
    if (m->walks[polygon] >= 0)
        m->walks[polygon]++;
    if (day != TK_NO_DAY && (m->last_walk[polygon] == TK_NO_DAY || day > m->last_walk[polygon]))
        m->last_walk[polygon] = day;
}

static size_t source_of(const struct tk_measuring *w, const struct tk_feature *walk)
{
    return (size_t)(tk_inputs_named(w->inputs, walk->source) - w->inputs->items);
}

static enum tk_status count_named(const struct tk_measuring *w,
                                  const struct tk_measured_set *set,
                                  const struct tk_feature *walk, const struct tally *tally,
                                  struct tk_error *err)
{
    size_t polygon = TK_NOWHERE;
    const char *name = walk->attribute[TK_ATTR_DISTRICT];
    if (!name || !*name) {
        tally->nameless[source_of(w, walk)]++;
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

/* What may be said of many walks is told once for each source, with their number. */
static enum tk_status tell_number(const struct tk_measuring *w, const int64_t *numbers,
                                  const char *field, const char *rule, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < w->inputs->n; i++) {
        char number[24];
        struct tk_feature whole = {.source = w->inputs->items[i].config->name};
        if (numbers[i] == 0)
            continue;
        snprintf(number, sizeof number, "%" PRId64, numbers[i]);
        st = tk_measures_remark(w, &whole, field, rule, number, err);
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

/* A walk that is not made yet is counted among those, and nothing else is counted of it. */
static enum tk_status take_group(const struct tk_measuring *w,
                                 const struct tk_measured_set *set, const struct group *g,
                                 const struct tally *tally, struct tk_error *err)
{
    const struct tk_feature *walk = g->n_walks ? &g->walks->items[g->walk] : NULL;
    if (tk_measures_ahead(w, walk)) {
        tally->ahead[source_of(w, walk)]++;
        return TK_OK;
    }
    enum tk_status st = measure_routes(w, set, g, tally, err);
    return st ? st : count_group(w, set, g, tally, err);
}

static enum tk_status tell_numbers(const struct tk_measuring *w, const struct tally *tally,
                                   struct tk_error *err)
{
    enum tk_status st =
        tell_number(w, tally->nameless, "stadsdel", "vandring_utan_stadsdel", err);
    return st ? st : tell_number(w, tally->ahead, "datum", "vandring_planerad", err);
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
                          tk_alloc(w->inputs->n, sizeof *tally.nameless),
                          tk_alloc(w->inputs->n, sizeof *tally.ahead)};
    const GEOSGeometry **lines = tk_alloc(routes->n, sizeof *lines);
    enum tk_status st = tally.metres && tally.own && tally.nameless && tally.ahead && lines
                            ? TK_OK
                            : tk_fail_memory(err);
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
        st = take_group(w, set, &g, &tally, err);
        r += g.n_routes;
        k += g.n_walks;
    }
    if (!st && !set->home)
        st = tell_numbers(w, &tally, err);
    if (!st)
        settle(set->m, tally.own, w->around->walked_least_m);
    tk_free(tally.metres);
    tk_free(tally.own);
    tk_free(tally.nameless);
    tk_free(tally.ahead);
    tk_free(lines);
    return st;
}
