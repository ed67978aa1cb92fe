#include "districts_parts.h"

#include "trygghetskarta/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum tk_status tk_districts_join(struct tk_session *s, const GEOSGeometry *const *parts,
                                 size_t n, GEOSGeometry **out, struct tk_error *err)
{
    GEOSGeometry *joined = NULL;
    *out = NULL;
    enum tk_status st = tk_geom_union(s, TK_FLOATING, parts, n, &joined, err);
    return st ? st : tk_geom_multi_take(s, joined, out, err);
}

/* Joins what has one key, or refuses it. The features are sorted. */
static enum tk_status join_same(struct tk_district_making *m, struct tk_features *features,
                                size_t from, size_t to, GEOSGeometry **out,
                                struct tk_error *err)
{
    if (to - from == 1) {
        *out = features->items[from].geometry;
        features->items[from].geometry = NULL;
        return TK_OK;
    }
    if (!m->input->config->multipart)
        return tk_fail(err, TK_INPUT,
                       "%s, records %lld and %lld: both are '%s'; a district has one polygon "
                       "(or set `multipart: true` if they are parts of it)",
                       m->input->config->name, (long long)features->items[from].number,
                       (long long)features->items[from + 1].number, features->items[from].key);
    const GEOSGeometry **parts = tk_alloc(to - from, sizeof *parts);
    if (!parts)
        return tk_fail_memory(err);
    for (size_t i = from; i < to; i++)
        parts[i - from] = features->items[i].geometry;
    enum tk_status st = tk_districts_join(m->reading->session, parts, to - from, out, err);
    tk_free(parts);
    return st;
}

/* Notes that have no district are counted under names of their own. */
static enum tk_status check_name(const struct tk_district_making *m, const char *key,
                                 struct tk_error *err)
{
    bool outside = strcmp(key, "utanför") == 0;
    if (!outside && strcmp(key, "okänt läge") != 0)
        return TK_OK;
    return tk_fail(
        err, TK_INPUT,
        "%s: '%s' is what notes %s are counted under; give the district another name",
        m->input->config->name, key, outside ? "outside all districts" : "of unknown position");
}

static enum tk_status collect_districts(struct tk_district_making *m,
                                        struct tk_features *features, struct tk_error *err)
{
    struct tk_districts *d = m->d;
    if (features->n == 0)
        return tk_fail(err, TK_INPUT, "%s: holds no district; look at its `only`",
                       m->input->config->name);
    d->key = tk_alloc(features->n, sizeof *d->key);
    d->geometry = tk_alloc(features->n, sizeof(GEOSGeometry *));
    d->parent = tk_alloc(features->n, sizeof *d->parent);
    d->area_m2 = tk_alloc(features->n, sizeof *d->area_m2);
    if (!d->key || !d->geometry || !d->parent || !d->area_m2)
        return tk_fail_memory(err);
    enum tk_status st = TK_OK;
    for (size_t from = 0, to; !st && from < features->n; from = to) {
        const char *key = features->items[from].key;
        for (to = from + 1; to < features->n; to++)
            if (strcmp(features->items[to].key, key) != 0)
                break;
        st = check_name(m, key, err);
        if (!st)
            st = join_same(m, features, from, to, &d->geometry[d->n], err);
        if (!st && !(d->key[d->n] = tk_strdup(key)))
            st = tk_fail_memory(err);
        d->n += d->geometry[d->n] || d->key[d->n];
    }
    return st;
}

static void set_window(struct tk_district_making *m)
{
    struct tk_bounds b = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (size_t i = 0; i < m->d->n; i++) {
        struct tk_bounds one = tk_geom_bounds(m->reading->session, m->d->geometry[i]);
        b.min_x = fmin(b.min_x, one.min_x);
        b.min_y = fmin(b.min_y, one.min_y);
        b.max_x = fmax(b.max_x, one.max_x);
        b.max_y = fmax(b.max_y, one.max_y);
    }
    double margin = fmax(b.max_x - b.min_x, b.max_y - b.min_y) / 5;
    m->d->bounds = b;
    m->d->window = (struct tk_bounds){b.min_x - margin, b.min_y - margin, b.max_x + margin,
                                      b.max_y + margin};
}

enum tk_status tk_districts_new(const struct tk_reading *reading, const struct tk_opened *input,
                                struct tk_features *districts,
                                const struct tk_opened *parents_input,
                                struct tk_features *parents, struct tk_districts **out,
                                struct tk_error *err)
{
    *out = NULL;
    struct tk_district_making m = {
        .reading = reading, .input = input, .parents_input = parents_input};
    if (!(m.d = tk_alloc(1, sizeof *m.d)))
        return tk_fail_memory(err);
    enum tk_status st = tk_districts_read_tables(&m, err);
    if (!st)
        st = tk_districts_spell(&m, districts, err);
    if (!st)
        tk_features_sort(districts);
    if (!st)
        st = collect_districts(&m, districts, err);
    if (!st)
        st = tk_districts_complete(&m, districts, err);
    if (!st)
        st = tk_districts_collect_names(&m, districts, err);
    struct tk_covering all = {input, m.d->key, m.d->geometry, m.d->area_m2, m.d->n, {0}};
    if (!st)
        st = tk_districts_cover(reading, &all, &m.d->coverage, err);
    m.d->together = all.together;
    if (!st)
        set_window(&m);
    if (!st)
        st = tk_districts_collect_parents(&m, districts, parents, err);
    if (!st)
        st = tk_districts_shape_parents(&m, parents, err);
    tk_table_free(&m.members);
    tk_table_free(&m.aliases);
    if (st)
        tk_districts_free(reading->session, m.d);
    else
        *out = m.d;
    return st;
}

void tk_districts_free(struct tk_session *session, struct tk_districts *d)
{
    if (!d)
        return;
    for (size_t i = 0; i < d->n; i++) {
        tk_free(d->key[i]);
        tk_geom_free(session, d->geometry[i]);
    }
    for (size_t i = 0; i < d->n_parents; i++) {
        tk_free(d->parent_key[i]);
        if (d->parent_geometry)
            tk_geom_free(session, d->parent_geometry[i]);
    }
    tk_free(d->key);
    tk_free(d->geometry);
    tk_free(d->parent);
    tk_free(d->area_m2);
    tk_free(d->parent_key);
    tk_free(d->parent_geometry);
    tk_free(d->parent_area_m2);
    tk_free(d->parent_is_sum);
    tk_free(d->home);
    tk_names_free(&d->names);
    tk_names_free(&d->parent_names);
    tk_geom_free(session, d->together.whole);
    tk_coverage_free(d->coverage);
    tk_coverage_free(d->parent_coverage);
    tk_free(d);
}
