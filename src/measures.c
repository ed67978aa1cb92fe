#include "trygghetskarta/measures.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <math.h>
#include <string.h>

/* The measuring under way. */
struct measuring {
    const struct tk_reading *reading;
    const struct tk_districts *d;
    const struct tk_surroundings *around;
    const struct tk_inputs *inputs;
    struct tk_measures *m;
};

static const GEOSGeometry *const *shapes(const struct tk_districts *d)
{
    return (const GEOSGeometry *const *)d->geometry;
}

static enum tk_status allocate(struct measuring *w, struct tk_error *err)
{
    struct tk_measures *m = w->m;
    size_t n = m->n = w->d->n;
    m->land_m2 = tk_alloc(n, sizeof *m->land_m2);
    m->focus_m2 = tk_alloc(n, sizeof *m->focus_m2);
    m->walked_m = tk_alloc(n, sizeof *m->walked_m);
    m->focus_land_m2 = tk_alloc(n, sizeof *m->focus_land_m2);
    m->focus_walked_m = tk_alloc(n, sizeof *m->focus_walked_m);
    m->walks = tk_alloc(n, sizeof *m->walks);
    m->last_walk = tk_alloc(n, sizeof *m->last_walk);
    m->walked = tk_alloc(n, sizeof *m->walked);
    m->inhabitants = tk_alloc(n, sizeof *m->inhabitants);
    if (!m->land_m2 || !m->focus_m2 || !m->walked_m || !m->walks || !m->last_walk ||
        !m->walked || !m->inhabitants || !m->focus_land_m2 || !m->focus_walked_m)
        return tk_fail_memory(err);
    for (size_t i = 0; i < n; i++) {
        m->land_m2[i] = m->focus_m2[i] = m->inhabitants[i] = NAN;
        m->focus_land_m2[i] = m->focus_walked_m[i] = NAN;
        m->walked_m[i] = w->around->has_routes ? 0 : NAN;
        m->walks[i] = w->around->has_walks ? 0 : -1;
        m->last_walk[i] = TK_NO_DAY;
        m->walked[i] = w->around->has_walks || w->around->has_routes ? 0 : -1;
    }
    return TK_OK;
}

static enum tk_status remark(const struct measuring *w, const struct tk_feature *f,
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

/* The area of the union of geometries inside each district. */
static enum tk_status measure_union(const struct measuring *w, const GEOSGeometry **parts,
                                    size_t n, double *m2, struct tk_error *err)
{
    return tk_overlay_union_area(w->reading->session, shapes(w->d), w->d->n,
                                 (const GEOSGeometry *const *)parts, n, m2, err);
}

static enum tk_status measure_land(const struct measuring *w, struct tk_error *err)
{
    const struct tk_features *land = &w->around->land;
    if (!w->around->has_land)
        return TK_OK;
    const GEOSGeometry **parts = tk_alloc(land->n, sizeof *parts);
    if (!parts)
        return tk_fail_memory(err);
    for (size_t i = 0; i < land->n; i++)
        parts[i] = land->items[i].geometry;
    enum tk_status st = measure_union(w, parts, land->n, w->m->land_m2, err);
    tk_free(parts);
    return st;
}

/* Land and routes inside the focus areas: what inne_ute compares by. */
static enum tk_status measure_inside(const struct measuring *w, struct tk_error *err)
{
    const struct tk_areas *a = w->around->areas;
    const struct tk_features *land = &w->around->land, *routes = &w->around->routes;
    size_t n = a->n + land->n + routes->n, n_focus = 0;
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
        lines_at[i] = routes->items[i].geometry;
    enum tk_status st = tk_measures_inside(
        w->reading->session, shapes(w->d), w->d->n, (const GEOSGeometry *const *)all, n_focus,
        (const GEOSGeometry *const *)land_at, land->n,
        w->around->has_land ? w->m->focus_land_m2 : NULL, (const GEOSGeometry *const *)lines_at,
        routes->n, w->around->has_routes ? w->m->focus_walked_m : NULL, err);
    tk_free(all);
    return st;
}

static bool kind_seen(const struct tk_areas *a, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (strcmp(a->items[k].kind, a->items[i].kind) == 0)
            return true;
    return false;
}

static enum tk_status keep_kind(const struct measuring *w, const char *kind, const double *m2,
                                size_t *capacity, struct tk_error *err)
{
    struct tk_measures *m = w->m;
    enum tk_status st = TK_OK;
    if (strcmp(kind, w->reading->edition->focus) == 0)
        memcpy(m->focus_m2, m2, m->n * sizeof *m2);
    for (size_t i = 0; !st && i < m->n; i++) {
        if (!(m2[i] > 0))
            continue;
        st = tk_grow(&m->kinds, capacity, m->n_kinds + 1, sizeof *m->kinds, err);
        if (!st)
            m->kinds[m->n_kinds++] = (struct tk_kind_area){kind, i, m2[i]};
    }
    return st;
}

/* Per kind of area the union: areas of one kind that overlap count once. */
static enum tk_status measure_kinds(const struct measuring *w, struct tk_error *err)
{
    const struct tk_areas *a = w->around->areas;
    size_t capacity = 0;
    const GEOSGeometry **parts = tk_alloc(a->n, sizeof *parts);
    double *m2 = tk_alloc(w->m->n, sizeof *m2);
    enum tk_status st = parts && m2 ? TK_OK : tk_fail_memory(err);
    for (size_t i = 0; !st && i < a->n; i++) {
        size_t n = 0;
        if (kind_seen(a, i))
            continue;
        for (size_t k = i; k < a->n; k++)
            if (strcmp(a->items[k].kind, a->items[i].kind) == 0)
                parts[n++] = a->geometry[k];
        st = measure_union(w, parts, n, m2, err);
        if (!st)
            st = keep_kind(w, a->items[i].kind, m2, &capacity, err);
    }
    tk_free(parts);
    tk_free(m2);
    return st;
}

static void count_walk(const struct measuring *w, size_t district,
                       const struct tk_feature *walk)
{
    struct tk_measures *m = w->m;
    struct tk_date date;
    const char *fault;
    m->walks[district]++;
    m->walked[district] = 1;
    if (walk->attribute[TK_ATTR_DATE] &&
        tk_date_parse(walk->attribute[TK_ATTR_DATE], NULL, &date, &fault) &&
        (m->last_walk[district] == TK_NO_DAY || date.day > m->last_walk[district]))
        m->last_walk[district] = date.day;
}

static enum tk_status count_named(const struct measuring *w, const struct tk_feature *walk,
                                  struct tk_error *err)
{
    size_t district = TK_NOWHERE;
    const char *name = walk->attribute[TK_ATTR_DISTRICT];
    enum tk_status st = name ? tk_districts_find(w->d, name, &district, err) : TK_OK;
    if (!st && district != TK_NOWHERE)
        count_walk(w, district, walk);
    else if (!st)
        st = remark(w, walk, "stadsdel", "okand_stadsdel", name, err);
    return st;
}

/* A walk counts in each district that its routes pass; without a route, in the one it names.
 * Routes of one walk stand together, since features are sorted by key. */
static enum tk_status count_walks(const struct measuring *w, double *metres,
                                  struct tk_error *err)
{
    const struct tk_features *walks = &w->around->walks, *routes = &w->around->routes;
    const GEOSGeometry **lines = tk_alloc(routes->n, sizeof *lines);
    enum tk_status st = lines ? TK_OK : tk_fail_memory(err);
    for (size_t i = 0, r = 0; !st && i < walks->n; i++) {
        const struct tk_feature *walk = &walks->items[i];
        size_t n = 0;
        double outside;
        bool routed = false;
        while (r < routes->n && strcmp(routes->items[r].key, walk->key) < 0)
            r++;
        while (r + n < routes->n && strcmp(routes->items[r + n].key, walk->key) == 0) {
            lines[n] = routes->items[r + n].geometry;
            n++;
        }
        st = tk_overlay_length(w->reading->session, shapes(w->d), w->d->n,
                               (const GEOSGeometry *const *)lines, n, metres, &outside, err);
        for (size_t j = 0; !st && j < w->d->n; j++)
            if (metres[j] > 0) {
                count_walk(w, j, walk);
                routed = true;
            }
        if (!st && !routed)
            st = count_named(w, walk, err);
    }
    tk_free(lines);
    return st;
}

static int has_walk(const struct tk_features *walks, const char *key)
{
    for (size_t i = 0; i < walks->n; i++)
        if (strcmp(walks->items[i].key, key) == 0)
            return 1;
    return 0;
}

static enum tk_status measure_routes(const struct measuring *w, double *metres,
                                     struct tk_error *err)
{
    const struct tk_features *routes = &w->around->routes;
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < routes->n; i++) {
        const GEOSGeometry *line = routes->items[i].geometry;
        double outside;
        st = tk_overlay_length(w->reading->session, shapes(w->d), w->d->n, &line, 1, metres,
                               &outside, err);
        for (size_t j = 0; !st && j < w->d->n; j++) {
            w->m->walked_m[j] += metres[j];
            w->m->walked[j] = w->m->walked[j] == 1 || metres[j] > 0;
        }
        if (!st && w->around->has_walks && !has_walk(&w->around->walks, routes->items[i].key))
            st = remark(w, &routes->items[i], "vandring_id", "rutt_utan_vandring", NULL, err);
    }
    return st;
}

static enum tk_status take_inhabitants(const struct measuring *w, struct tk_error *err)
{
    const struct tk_features *table = &w->around->table;
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < table->n; i++) {
        size_t district;
        double number;
        const struct tk_feature *row = &table->items[i];
        st = tk_districts_find(w->d, row->key, &district, err);
        if (!st && district == TK_NOWHERE)
            st = remark(w, row, "stadsdel", "okand_stadsdel", row->key, err);
        else if (!st && row->attribute[TK_ATTR_VALUE] &&
                 tk_text_number(row->attribute[TK_ATTR_VALUE], '.', &number))
            w->m->inhabitants[district] =
                (isnan(w->m->inhabitants[district]) ? 0 : w->m->inhabitants[district]) + number;
    }
    return st;
}

enum tk_status tk_measures_new(const struct tk_reading *reading,
                               const struct tk_districts *districts,
                               const struct tk_surroundings *around,
                               const struct tk_inputs *inputs, struct tk_measures **out,
                               struct tk_error *err)
{
    *out = NULL;
    struct measuring w = {reading, districts, around, inputs, tk_alloc(1, sizeof *w.m)};
    double *metres = tk_alloc(districts->n, sizeof *metres);
    enum tk_status st = w.m && metres ? allocate(&w, err) : tk_fail_memory(err);
    if (!st)
        st = tk_overlay_new(reading->session, shapes(districts), districts->n,
                            (const GEOSGeometry *const *)around->areas->geometry,
                            around->areas->n, &w.m->overlay, err);
    if (!st)
        st = measure_land(&w, err);
    if (!st)
        st = measure_kinds(&w, err);
    if (!st)
        st = measure_inside(&w, err);
    if (!st)
        st = measure_routes(&w, metres, err);
    if (!st)
        st = count_walks(&w, metres, err);
    if (!st)
        st = take_inhabitants(&w, err);
    tk_free(metres);
    if (st)
        tk_measures_free(reading->session, w.m);
    else
        *out = w.m;
    return st;
}

void tk_measures_free(struct tk_session *session, struct tk_measures *m)
{
    if (!m)
        return;
    tk_overlay_free(session, &m->overlay);
    tk_free(m->land_m2);
    tk_free(m->focus_m2);
    tk_free(m->walked_m);
    tk_free(m->focus_land_m2);
    tk_free(m->focus_walked_m);
    tk_free(m->walks);
    tk_free(m->last_walk);
    tk_free(m->walked);
    tk_free(m->inhabitants);
    tk_free(m->kinds);
    tk_free(m);
}
