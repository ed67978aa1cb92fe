#include "districts_parts.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Joins what has one key, or refuses it. The features are sorted. */
static enum tk_status join_same(struct tk_district_making *m, struct tk_features *features,
                                size_t from, size_t to, GEOSGeometry **out,
                                struct tk_error *err)
{
    struct tk_session *s = m->reading->session;
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
    GEOSGeometry *joined = NULL;
    enum tk_status st = tk_geom_union(s, parts, to - from, &joined, err);
    if (!st)
        st = tk_geom_multi_take(s, joined, out, err);
    tk_free(parts);
    return st;
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
        st = join_same(m, features, from, to, &d->geometry[d->n], err);
        if (!st && !(d->key[d->n] = tk_strdup(key)))
            st = tk_fail_memory(err);
        d->n += d->geometry[d->n] || d->key[d->n];
    }
    return st;
}

/* Tells each overlap and gap; TK_INPUT if two districts share too much of one of them. */
static enum tk_status tell_faults(struct tk_district_making *m,
                                  const struct tk_coverage_fault *faults, size_t n,
                                  struct tk_error *err)
{
    struct tk_districts *d = m->d;
    double limit = m->reading->edition->max_overlap;
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < n; i++) {
        const struct tk_coverage_fault *f = &faults[i];
        char area[32];
        tk_text_from_number(f->area_m2, area);
        struct tk_finding finding = {.source = m->input->config->name,
                                     .id = d->key[f->a],
                                     .field = "geometri",
                                     .rule = f->overlap ? "overlapp" : "glapp",
                                     .verdict = TK_REMARK,
                                     .value = f->overlap ? d->key[f->b] : NULL,
                                     .has_position = true,
                                     .x = f->x,
                                     .y = f->y,
                                     .area_m2 = f->area_m2};
        st = tk_ledger_tell(m->reading->ledger, m->input->account, &finding, err);
        if (!st && f->overlap && f->area_m2 > limit * fmin(d->area_m2[f->a], d->area_m2[f->b]))
            st = tk_fail(err, TK_INPUT,
                         "%s: '%s' and '%s' overlap by %s m2 near %.0f %.0f, more than "
                         "`max_overlap` (%g) of the smaller; mend the boundaries",
                         m->input->config->name, d->key[f->a], d->key[f->b], area, f->x, f->y,
                         limit);
    }
    return st;
}

static enum tk_status measure(struct tk_district_making *m, struct tk_error *err)
{
    struct tk_districts *d = m->d;
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < d->n; i++)
        st = tk_geom_area(m->reading->session, d->geometry[i], &d->area_m2[i], err);
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

/* What something was taken from is made a multipolygon again, as all others are. */
static enum tk_status restore_multi(struct tk_district_making *m, const bool *untouched,
                                    struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < m->d->n; i++) {
        GEOSGeometry *g = m->d->geometry[i];
        if (untouched[i])
            continue;
        m->d->geometry[i] = NULL;
        st = tk_geom_multi_take(m->reading->session, g, &m->d->geometry[i], err);
    }
    return st;
}

/* Law 3: checked, told, made disjoint, and then indexed. */
static enum tk_status cover(struct tk_district_making *m, struct tk_error *err)
{
    struct tk_districts *d = m->d;
    struct tk_session *s = m->reading->session;
    struct tk_coverage_fault *faults = NULL;
    size_t n_faults = 0;
    bool *untouched = tk_alloc(d->n, sizeof *untouched);
    const GEOSGeometry *const *polygons = (const GEOSGeometry *const *)d->geometry;
    enum tk_status st = untouched ? measure(m, err) : tk_fail_memory(err);
    if (!st)
        st = tk_coverage_check(s, polygons, d->n, &faults, &n_faults, err);
    if (!st)
        st = tell_faults(m, faults, n_faults, err);
    if (!st)
        st = tk_coverage_disjoint(s, d->geometry, d->n, faults, n_faults, untouched, err);
    if (!st)
        st = restore_multi(m, untouched, err);
    if (!st)
        st = measure(m, err);
    if (!st)
        st = tk_coverage_new(s, polygons, d->n, &d->coverage, err);
    if (!st)
        st = tk_coverage_close_gaps(s, d->coverage, polygons, d->n,
                                    m->reading->edition->gap_tolerance_m, err);
    tk_free(faults);
    tk_free(untouched);
    return st;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static size_t find_parent(const struct tk_districts *d, const char *name)
{
    char *const *found = name && d->n_parents ? bsearch(&name, d->parent_key, d->n_parents,
                                                        sizeof *d->parent_key, by_text)
                                              : NULL;
    return found ? (size_t)(found - d->parent_key) : TK_NOWHERE;
}

static enum tk_status add_parent(struct tk_districts *d, size_t *capacity, const char *name,
                                 struct tk_error *err)
{
    if (!name || !*name)
        return TK_OK;
    enum tk_status st =
        tk_grow(&d->parent_key, capacity, d->n_parents + 1, sizeof(char *), err);
    if (!st && !(d->parent_key[d->n_parents] = tk_strdup(name)))
        st = tk_fail_memory(err);
    if (!st)
        d->n_parents++;
    return st;
}

/* In byte order, each once. */
static void sort_parents(struct tk_districts *d)
{
    size_t kept = 0;
    if (d->n_parents)
        qsort(d->parent_key, d->n_parents, sizeof *d->parent_key, by_text);
    for (size_t i = 0; i < d->n_parents; i++)
        if (kept && strcmp(d->parent_key[kept - 1], d->parent_key[i]) == 0)
            tk_free(d->parent_key[i]);
        else
            d->parent_key[kept++] = d->parent_key[i];
    d->n_parents = kept;
}

static enum tk_status index_parents(const struct tk_districts *d, struct tk_names *out,
                                    struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t k = 0; !st && k < d->n_parents; k++)
        st = tk_names_add(out, d->parent_key[k], k, err);
    tk_names_sort(out);
    return st;
}

/* A district without a parent where others have one. */
static enum tk_status tell_parentless(struct tk_district_making *m, struct tk_error *err)
{
    const struct tk_districts *d = m->d;
    bool any = false;
    enum tk_status st = TK_OK;
    for (size_t i = 0; i < d->n; i++)
        any = any || d->parent[i] != TK_NOWHERE;
    for (size_t i = 0; any && !st && i < d->n; i++) {
        struct tk_finding finding = {.source = m->input->config->name,
                                     .id = d->key[i],
                                     .field = "stadsdelsomrade",
                                     .rule = "okand_foralder",
                                     .verdict = TK_REMARK,
                                     .area_m2 = NAN};
        if (d->parent[i] == TK_NOWHERE)
            st = tk_ledger_tell(m->reading->ledger, m->input->account, &finding, err);
    }
    return st;
}

/* The parents by name: those of the table and those that have polygons, spelled as the table
 * does. */
static enum tk_status collect_parents(struct tk_district_making *m,
                                      const struct tk_features *districts,
                                      const struct tk_features *parents, struct tk_error *err)
{
    struct tk_districts *d = m->d;
    struct tk_names told = {0};
    size_t capacity = 0, known;
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < districts->n; i++)
        st = add_parent(d, &capacity, districts->items[i].attribute[TK_ATTR_PARENT], err);
    sort_parents(d);
    if (!st)
        st = index_parents(d, &told, err);
    for (size_t i = 0; !st && i < parents->n; i++) {
        st = tk_names_find(&told, parents->items[i].key, &known, err);
        if (!st && known == TK_NOWHERE)
            st = add_parent(d, &capacity, parents->items[i].key, err);
    }
    sort_parents(d);
    tk_names_free(&told);
    for (size_t i = 0, k = 0; !st && i < d->n; i++) {
        while (strcmp(districts->items[k].key, d->key[i]) != 0)
            k++;
        d->parent[i] = find_parent(d, districts->items[k].attribute[TK_ATTR_PARENT]);
    }
    if (!st)
        st = tell_parentless(m, err);
    d->parent_geometry = tk_alloc(d->n_parents, sizeof(GEOSGeometry *));
    return st ? st : d->parent_geometry ? TK_OK : tk_fail_memory(err);
}

static enum tk_status union_of_districts(struct tk_district_making *m, size_t parent,
                                         struct tk_error *err)
{
    struct tk_districts *d = m->d;
    const GEOSGeometry **parts = tk_alloc(d->n, sizeof *parts);
    size_t n = 0;
    if (!parts)
        return tk_fail_memory(err);
    for (size_t i = 0; i < d->n; i++)
        if (d->parent[i] == parent)
            parts[n++] = d->geometry[i];
    GEOSGeometry *joined = NULL;
    enum tk_status st = n ? tk_geom_union(m->reading->session, parts, n, &joined, err) : TK_OK;
    if (!st && joined)
        st = tk_geom_multi_take(m->reading->session, joined, &d->parent_geometry[parent], err);
    tk_free(parts);
    return st;
}

/* Gives a parent a polygon of its own; another one is joined to it, or refused. */
static enum tk_status take_parent(struct tk_district_making *m, struct tk_feature *f,
                                  size_t parent, struct tk_error *err)
{
    GEOSGeometry **its = &m->d->parent_geometry[parent], *joined = NULL;
    if (!*its) {
        *its = f->geometry;
        f->geometry = NULL;
        return TK_OK;
    }
    if (!m->parents_input->config->multipart)
        return tk_fail(err, TK_INPUT,
                       "%s, record %lld: '%s' has a polygon already; it has one (or set "
                       "`multipart: true` if they are parts of it)",
                       f->source, (long long)f->number, f->key);
    const GEOSGeometry *parts[] = {*its, f->geometry};
    enum tk_status st = tk_geom_union(m->reading->session, parts, 2, &joined, err);
    if (st)
        return st;
    tk_geom_free(m->reading->session, *its);
    *its = NULL;
    return tk_geom_multi_take(m->reading->session, joined, its, err);
}

/* The parents' polygons: as given, or the union of their districts. */
static enum tk_status shape_parents(struct tk_district_making *m, struct tk_features *parents,
                                    struct tk_error *err)
{
    struct tk_districts *d = m->d;
    struct tk_names names = {0};
    enum tk_status st = index_parents(d, &names, err);
    for (size_t i = 0; !st && i < parents->n; i++) {
        size_t parent;
        st = tk_names_find(&names, parents->items[i].key, &parent, err);
        if (!st && parent != TK_NOWHERE)
            st = take_parent(m, &parents->items[i], parent, err);
    }
    tk_names_free(&names);
    d->parents_given = parents->n > 0;
    for (size_t k = 0; !st && k < d->n_parents; k++)
        if (!d->parent_geometry[k] && d->parents_given)
            st = tk_fail(err, TK_INPUT,
                         "'%s' has districts but no polygon in %s; mend one of them",
                         d->parent_key[k], m->parents_input->config->name);
        else if (!d->parent_geometry[k])
            st = union_of_districts(m, k, err);
    if (!st && d->parents_given)
        st = tk_coverage_new(m->reading->session,
                             (const GEOSGeometry *const *)d->parent_geometry, d->n_parents,
                             &d->parent_coverage, err);
    return st;
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
    enum tk_status st = tk_districts_read_members(&m, err);
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
    if (!st)
        st = cover(&m, err);
    if (!st)
        set_window(&m);
    if (!st)
        st = collect_parents(&m, districts, parents, err);
    if (!st)
        st = shape_parents(&m, parents, err);
    tk_table_free(&m.members);
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
    for (size_t i = 0; i < d->n_names; i++)
        tk_free(d->names[i].folded);
    tk_free(d->key);
    tk_free(d->geometry);
    tk_free(d->parent);
    tk_free(d->area_m2);
    tk_free(d->parent_key);
    tk_free(d->parent_geometry);
    tk_free(d->names);
    tk_coverage_free(d->coverage);
    tk_coverage_free(d->parent_coverage);
    tk_free(d);
}
