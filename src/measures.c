#include "measures_parts.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const GEOSGeometry *const *shapes(const struct tk_districts *d)
{
    return (const GEOSGeometry *const *)d->geometry;
}

static enum tk_status allocate(struct tk_measured *m, size_t n,
                               const struct tk_surroundings *around, struct tk_error *err)
{
    m->n = n;
    m->land_m2 = tk_alloc(n, sizeof *m->land_m2);
    m->focus_m2 = tk_alloc(n, sizeof *m->focus_m2);
    m->walked_m = tk_alloc(n, sizeof *m->walked_m);
    m->walks = tk_alloc(n, sizeof *m->walks);
    m->last_walk = tk_alloc(n, sizeof *m->last_walk);
    m->last_touch = tk_alloc(n, sizeof *m->last_touch);
    m->walked = tk_alloc(n, sizeof *m->walked);
    m->inhabitants = tk_alloc(n, sizeof *m->inhabitants);
    if (!m->land_m2 || !m->focus_m2 || !m->walked_m || !m->walks || !m->last_walk ||
        !m->last_touch || !m->walked || !m->inhabitants)
        return tk_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        m->land_m2[i] = m->focus_m2[i] = m->inhabitants[i] = NAN;
        m->walked_m[i] = around->has_routes ? 0 : NAN;
        m->walks[i] = around->has_walks ? 0 : -1;
        m->last_walk[i] = m->last_touch[i] = TK_NO_DAY;
        m->walked[i] = around->has_walks || around->has_routes ? 0 : -1;
    }
    return TK_OK;
}

static void drop(struct tk_measured *m)
{
    tk_free(m->land_m2);
    tk_free(m->focus_m2);
    tk_free(m->walked_m);
    tk_free(m->walks);
    tk_free(m->last_walk);
    tk_free(m->last_touch);
    tk_free(m->walked);
    tk_free(m->inhabitants);
}

static enum tk_status allocate_inside(struct tk_measures *m, struct tk_error *err)
{
    size_t n = m->districts.n;
    m->focus_land_m2 = tk_alloc(n, sizeof *m->focus_land_m2);
    m->focus_walked_m = tk_alloc(n, sizeof *m->focus_walked_m);
    if (!m->focus_land_m2 || !m->focus_walked_m)
        return tk_fail_memory(err);
    for (size_t i = 0; i < n; i++)
        m->focus_land_m2[i] = m->focus_walked_m[i] = NAN;
    return TK_OK;
}

enum tk_status tk_measures_remark(const struct tk_measuring *w, const struct tk_feature *f,
                                  const char *field, const char *rule, const char *value,
                                  struct tk_error *err)
{
    struct tk_finding finding = {.source = f->source,
                                 .number = f->number,
                                 .id = f->key,
                                 .field = field,
                                 .rule = rule,
                                 .verdict = TK_REMARK,
                                 .value = value,
                                 .area_m2 = NAN};
    return tk_ledger_tell(w->reading->ledger, tk_inputs_named(w->inputs, f->source)->account,
                          &finding, err);
}

static enum tk_status measure_land(const struct tk_measuring *w,
                                   const struct tk_measured_set *set, struct tk_error *err)
{
    const struct tk_features *land = &w->around->land;
    if (!w->around->has_land)
        return TK_OK;
    const GEOSGeometry **parts = tk_alloc(land->n, sizeof *parts);
    if (!parts)
        return tk_fail_memory(err);
    for (size_t i = 0; i < land->n; i++)
        parts[i] = land->items[i].geometry;
    enum tk_status st = tk_overlay_union_area(w->reading->session, set->polygons, set->m->n,
                                              (const GEOSGeometry *const *)parts, land->n,
                                              set->m->land_m2, err);
    tk_free(parts);
    return st;
}

static enum tk_status measure_focus(const struct tk_measuring *w,
                                    const struct tk_measured_set *set, struct tk_error *err)
{
    const struct tk_areas *a = w->around->areas;
    size_t n = 0;
    if (!a->any_focus)
        return TK_OK;
    const GEOSGeometry **parts = tk_alloc(a->n, sizeof *parts);
    if (!parts)
        return tk_fail_memory(err);
    for (size_t i = 0; i < a->n; i++)
        if (a->in_focus[i])
            parts[n++] = a->geometry[i];
    enum tk_status st =
        tk_overlay_union_area(w->reading->session, set->polygons, set->m->n,
                              (const GEOSGeometry *const *)parts, n, set->m->focus_m2, err);
    tk_free(parts);
    return st;
}

/* Land and routes inside the focus areas: what inne_ute compares by. */
static enum tk_status measure_inside(const struct tk_measuring *w, struct tk_error *err)
{
    const struct tk_areas *a = w->around->areas;
    const struct tk_features *land = &w->around->land, *routes = &w->around->routes,
                             *walks = &w->around->walks;
    size_t n = a->n + land->n + routes->n, n_focus = 0, n_lines = 0;
    if (!a->any_focus)
        return TK_OK;
    const GEOSGeometry **all = tk_alloc(n, sizeof *all);
    if (!all)
        return tk_fail_memory(err);
    for (size_t i = 0; i < a->n; i++)
        if (a->in_focus[i])
            all[n_focus++] = a->geometry[i];
    const GEOSGeometry **land_at = all + n_focus, **lines_at = land_at + land->n;
    for (size_t i = 0; i < land->n; i++)
        land_at[i] = land->items[i].geometry;
    for (size_t i = 0; i < routes->n; i++)
        if (!tk_measures_ahead(w, tk_features_find(walks, routes->items[i].key)))
            lines_at[n_lines++] = routes->items[i].geometry;
    enum tk_status st = tk_measures_inside(
        w->reading->session, shapes(w->d), w->d->n, (const GEOSGeometry *const *)all, n_focus,
        (const GEOSGeometry *const *)land_at, land->n,
        w->around->has_land ? w->m->focus_land_m2 : NULL, (const GEOSGeometry *const *)lines_at,
        n_lines, w->around->has_routes ? w->m->focus_walked_m : NULL, err);
    tk_free(all);
    return st;
}

static int by_kind(const void *a, const void *b)
{
    const struct tk_feature *x = *(const struct tk_feature *const *)a,
                            *y = *(const struct tk_feature *const *)b;
    int order = strcmp(x->kind, y->kind);
    return order != 0 ? order : (x > y) - (x < y);
}

static enum tk_status keep_kind(struct tk_measures *m, const char *kind, const double *m2,
                                size_t *capacity, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < m->districts.n; i++) {
        if (!(m2[i] > 0))
            continue;
        st = tk_grow(&m->kinds, capacity, m->n_kinds + 1, sizeof *m->kinds, err);
        if (!st)
            m->kinds[m->n_kinds++] = (struct tk_kind_area){kind, i, m2[i]};
    }
    return st;
}

/* Per kind of area the union: areas of one kind that overlap count once. */
static enum tk_status measure_kinds(const struct tk_measuring *w, struct tk_error *err)
{
    const struct tk_areas *a = w->around->areas;
    size_t capacity = 0;
    const struct tk_feature **sorted = tk_alloc(a->n, sizeof *sorted);
    bool *wanted = tk_alloc(a->n, sizeof *wanted);
    double *m2 = tk_alloc(w->d->n, sizeof *m2);
    enum tk_status st = sorted && wanted && m2 ? TK_OK : tk_fail_memory(err);
    for (size_t i = 0; !st && i < a->n; i++)
        sorted[i] = &a->items[i];
    if (!st && a->n)
        qsort(sorted, a->n, sizeof *sorted, by_kind);
    for (size_t from = 0, to; !st && from < a->n; from = to) {
        const char *kind = sorted[from]->kind;
        for (to = from; to < a->n && strcmp(sorted[to]->kind, kind) == 0; to++)
            continue;
        for (size_t i = 0; i < a->n; i++)
            wanted[i] = strcmp(a->items[i].kind, kind) == 0;
        st = tk_overlay_wanted_area(w->reading->session, &w->m->overlay, w->d->n,
                                    (const GEOSGeometry *const *)a->geometry, a->n, wanted, m2,
                                    err);
        if (!st)
            st = keep_kind(w->m, kind, m2, &capacity, err);
    }
    tk_free(sorted);
    tk_free(wanted);
    tk_free(m2);
    return st;
}

static enum tk_status take_inhabitants(const struct tk_measuring *w, struct tk_error *err)
{
    const struct tk_features *table = &w->around->table;
    double *its = w->m->districts.inhabitants;
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < table->n; i++) {
        size_t district;
        const struct tk_feature *row = &table->items[i];
        double number = tk_feature_number(row, TK_ATTR_VALUE);
        st = tk_districts_find(w->d, row->key, &district, err);
        if (!st && district == TK_NOWHERE)
            st = tk_measures_remark(w, row, "stadsdel", "okand_stadsdel", row->key, err);
        else if (!st && !isnan(number))
            its[district] = (isnan(its[district]) ? 0 : its[district]) + number;
    }
    return st;
}

/* What of the parents is a sum over the districts: everything, but of those that have polygons
 * of their own only the inhabitants. One district that is not known makes the sum unknown. */
static void add_up(const struct tk_measuring *w)
{
    const struct tk_districts *d = w->d;
    const struct tk_measured *from = &w->m->districts;
    struct tk_measured *to = &w->m->parents;
    for (size_t k = 0; k < to->n; k++) {
        to->inhabitants[k] = d->parent_is_sum[k] ? 0 : NAN;
        if (!d->parents_given)
            to->land_m2[k] = to->focus_m2[k] = to->walked_m[k] = 0;
        to->walks[k] = -1;
    }
    for (size_t i = 0; i < from->n; i++) {
        size_t k = d->home[i];
        if (k == TK_NOWHERE)
            continue;
        to->inhabitants[k] += from->inhabitants[i];
        if (d->parents_given)
            continue;
        to->land_m2[k] += from->land_m2[i];
        to->focus_m2[k] += from->focus_m2[i];
        to->walked_m[k] += from->walked_m[i];
        to->walked[k] = from->walked[i] > to->walked[k] ? from->walked[i] : to->walked[k];
        if (from->last_touch[i] > to->last_walk[k]) /* no day is before every other */
            to->last_walk[k] = from->last_touch[i];
    }
    for (size_t k = 0; k < to->n && !d->parents_given; k++) {
        if (to->walked[k] == 0 && to->walked_m[k] >= w->around->walked_least_m)
            to->walked[k] = 1;
        if (to->walked[k] == 0)
            to->last_walk[k] = TK_NO_DAY;
    }
}

static enum tk_status measure_set(const struct tk_measuring *w,
                                  const struct tk_measured_set *set, struct tk_error *err)
{
    enum tk_status st = measure_land(w, set, err);
    if (!st)
        st = measure_focus(w, set, err);
    return st ? st : tk_measures_walks(w, set, err);
}

static enum tk_status measure(const struct tk_measuring *w, struct tk_error *err)
{
    const struct tk_districts *d = w->d;
    const struct tk_areas *a = w->around->areas;
    struct tk_measures *m = w->m;
    struct tk_measured_set districts = {shapes(d), &m->districts, NULL},
                           parents = {(const GEOSGeometry *const *)d->parent_geometry,
                                      &m->parents, d->home};
    enum tk_status st =
        tk_overlay_new(w->reading->session, shapes(d), d->n, &d->together,
                       (const GEOSGeometry *const *)a->geometry, a->n, &m->overlay, err);
    if (!st)
        st = measure_kinds(w, err);
    if (!st)
        st = measure_inside(w, err);
    if (!st)
        st = measure_set(w, &districts, err);
    if (!st && d->parents_given)
        st = measure_set(w, &parents, err);
    if (!st)
        st = take_inhabitants(w, err);
    if (!st)
        add_up(w);
    return st;
}

enum tk_status tk_measures_new(const struct tk_reading *reading,
                               const struct tk_districts *districts,
                               const struct tk_surroundings *around,
                               const struct tk_inputs *inputs, struct tk_measures **out,
                               struct tk_error *err)
{
    *out = NULL;
    struct tk_measures *m = tk_alloc(1, sizeof *m);
    if (!m)
        return tk_fail_memory(err);
    const struct tk_measuring w = {reading, districts, around, inputs, m};
    enum tk_status st = allocate(&m->districts, districts->n, around, err);
    if (!st)
        st = allocate(&m->parents, districts->n_parents, around, err);
    if (!st)
        st = allocate_inside(m, err);
    if (!st)
        st = measure(&w, err);
    if (st)
        tk_measures_free(reading->session, m);
    else
        *out = m;
    return st;
}

void tk_measures_free(struct tk_session *session, struct tk_measures *m)
{
    if (!m)
        return;
    tk_overlay_free(session, &m->overlay);
    drop(&m->districts);
    drop(&m->parents);
    tk_free(m->focus_land_m2);
    tk_free(m->focus_walked_m);
    tk_free(m->kinds);
    tk_free(m);
}
