#include "relations_parts.h"

#include "trygghetskarta/date.h"

#include <math.h>
#include <string.h>

static enum tk_status fill_districts(struct tk_relations *r, const struct tk_told *t,
                                     struct tk_error *err)
{
    const struct tk_districts *d = t->districts;
    const struct tk_measured *m = &t->measures->districts;
    struct tk_relation_row row;
    enum tk_status st = tk_relation_open(&row, r, "indata_stadsdelar", 13, err);
    for (size_t i = 0; !st && i < d->n; i++) {
        tk_relation_text(&row, d->key[i]);
        tk_relation_text(&row, d->parent[i] == TK_NOWHERE ? NULL : d->parent_key[d->parent[i]]);
        st = tk_relation_geometry(&row, t->session, d->geometry[i], err);
        tk_relation_real(&row, d->area_m2[i]);
        tk_relation_real(&row, m->land_m2[i]);
        tk_relation_real(&row, m->focus_m2[i]);
        tk_relation_known(&row, isnan(m->inhabitants[i]) ? -1 : (int64_t)m->inhabitants[i]);
        tk_relation_real(&row, m->walked_m[i]);
        tk_relation_known(&row, m->walks[i]);
        tk_relation_day(&row, m->last_walk[i]);
        tk_relation_known(&row, m->walked[i]);
        tk_relation_real(&row, t->measures->focus_land_m2[i]);
        tk_relation_real(&row, t->measures->focus_walked_m[i]);
        if (!st)
            st = tk_relation_insert(&row, err);
    }
    return tk_relation_close(&row, st);
}

static int64_t count_homes(const struct tk_districts *d, size_t parent)
{
    int64_t n = 0;
    for (size_t i = 0; i < d->n; i++)
        n += d->home[i] == parent;
    return n;
}

static enum tk_status fill_parents(struct tk_relations *r, const struct tk_told *t,
                                   struct tk_error *err)
{
    const struct tk_districts *d = t->districts;
    const struct tk_measured *m = &t->measures->parents;
    struct tk_relation_row row;
    enum tk_status st = tk_relation_open(&row, r, "indata_stadsdelsomraden", 10, err);
    for (size_t p = 0; !st && p < d->n_parents; p++) {
        tk_relation_text(&row, d->parent_key[p]);
        st = tk_relation_geometry(&row, t->session, d->parent_geometry[p], err);
        tk_relation_real(&row, d->parent_area_m2[p]);
        tk_relation_real(&row, m->land_m2[p]);
        tk_relation_real(&row, m->focus_m2[p]);
        tk_relation_known(&row, isnan(m->inhabitants[p]) ? -1 : (int64_t)m->inhabitants[p]);
        tk_relation_real(&row, m->walked_m[p]);
        tk_relation_day(&row, m->last_walk[p]);
        tk_relation_known(&row, m->walked[p]);
        tk_relation_integer(&row, count_homes(d, p));
        if (!st)
            st = tk_relation_insert(&row, err);
    }
    return tk_relation_close(&row, st);
}

static enum tk_status fill_areas(struct tk_relations *r, const struct tk_told *t,
                                 struct tk_error *err)
{
    const struct tk_areas *a = t->around->areas;
    struct tk_relation_row row;
    enum tk_status st = tk_relation_open(&row, r, "indata_omraden", 8, err);
    for (size_t i = 0; !st && i < a->n; i++) {
        const char *sample = a->items[i].attribute[TK_ATTR_SAMPLE];
        tk_relation_text(&row, a->key[i]);
        tk_relation_text(&row, a->items[i].label);
        tk_relation_text(&row, a->items[i].kind);
        tk_relation_text(&row, a->items[i].source);
        st = tk_relation_geometry(&row, t->session, a->geometry[i], err);
        tk_relation_real(&row, t->measures->overlay.whole_m2[i]);
        tk_relation_real(&row, a->items[i].length_m);
        tk_relation_integer(&row, sample && *sample && strcmp(sample, "0") != 0);
        if (!st)
            st = tk_relation_insert(&row, err);
    }
    return tk_relation_close(&row, st);
}

static enum tk_status fill_overlay(struct tk_relations *r, const struct tk_told *t,
                                   struct tk_error *err)
{
    const struct tk_overlay *o = &t->measures->overlay;
    struct tk_relation_row row;
    enum tk_status st = tk_relation_open(&row, r, "indata_overlapp", 4, err);
    for (size_t i = 0; !st && i < o->n_pieces; i++) {
        const struct tk_piece *p = &o->pieces[i];
        tk_relation_text(&row, t->around->areas->key[p->area]);
        tk_relation_text(&row, p->district == TK_NOWHERE ? "utanför"
                                                         : t->districts->key[p->district]);
        st = tk_relation_geometry(&row, t->session, p->geometry, err);
        tk_relation_real(&row, p->area_m2);
        if (!st)
            st = tk_relation_insert(&row, err);
    }
    return tk_relation_close(&row, st);
}

static enum tk_status fill_kinds(struct tk_relations *r, const struct tk_told *t,
                                 struct tk_error *err)
{
    struct tk_relation_row row;
    enum tk_status st = tk_relation_open(&row, r, "indata_sort_yta", 3, err);
    for (size_t i = 0; !st && i < t->measures->n_kinds; i++) {
        const struct tk_kind_area *k = &t->measures->kinds[i];
        tk_relation_text(&row, k->kind);
        tk_relation_text(&row, t->districts->key[k->district]);
        tk_relation_real(&row, k->area_m2);
        st = tk_relation_insert(&row, err);
    }
    return tk_relation_close(&row, st);
}

/* Metres of the routes of one walk; -1 where it has none. Walks and routes are sorted by key:
 * *at stands on the first route that is not of a walk before this one. */
static enum tk_status route_length(const struct tk_told *t, const char *walk, size_t *at,
                                   double *out, struct tk_error *err)
{
    const struct tk_features *routes = &t->around->routes;
    enum tk_status st = TK_OK;
    *out = -1;
    while (*at < routes->n && strcmp(routes->items[*at].key, walk) < 0)
        ++*at;
    for (; !st && *at < routes->n && strcmp(routes->items[*at].key, walk) == 0; ++*at) {
        double length;
        st = tk_geom_length(t->session, routes->items[*at].geometry, &length, err);
        *out = (*out < 0 ? 0 : *out) + length;
    }
    return st;
}

static enum tk_status fill_walk(struct tk_relation_row *row, const struct tk_told *t,
                                const struct tk_feature *walk, size_t *route,
                                struct tk_error *err)
{
    const char *name = walk->attribute[TK_ATTR_DISTRICT];
    size_t district = TK_NOWHERE;
    double length;
    enum tk_status st = name ? tk_districts_find(t->districts, name, &district, err) : TK_OK;
    if (!st)
        st = route_length(t, walk->key, route, &length, err);
    if (st)
        return st;
    tk_relation_text(row, walk->key);
    tk_relation_text(row, walk->attribute[TK_ATTR_DATE]);
    tk_relation_text(row, district == TK_NOWHERE ? name : t->districts->key[district]);
    tk_relation_text(row, walk->attribute[TK_ATTR_LIGHT]);
    tk_relation_text(row, walk->attribute[TK_ATTR_TYPE]);
    tk_relation_text(row, walk->attribute[TK_ATTR_PEOPLE]);
    tk_relation_integer(row, length >= 0);
    tk_relation_real(row, length < 0 ? NAN : length);
    return tk_relation_insert(row, err);
}

static enum tk_status fill_walks(struct tk_relations *r, const struct tk_told *t,
                                 struct tk_error *err)
{
    const struct tk_features *walks = &t->around->walks;
    struct tk_relation_row row;
    size_t route = 0;
    enum tk_status st = tk_relation_open(&row, r, "indata_vandringar", 8, err);
    for (size_t i = 0; !st && i < walks->n; i++)
        st = fill_walk(&row, t, &walks->items[i], &route, err);
    return tk_relation_close(&row, st);
}

static enum tk_status fill_routes(struct tk_relations *r, const struct tk_told *t,
                                  struct tk_error *err)
{
    const struct tk_features *routes = &t->around->routes;
    struct tk_relation_row row;
    enum tk_status st = tk_relation_open(&row, r, "indata_rutter", 3, err);
    for (size_t i = 0; !st && i < routes->n; i++) {
        double length;
        st = tk_geom_length(t->session, routes->items[i].geometry, &length, err);
        tk_relation_text(&row, routes->items[i].key);
        if (!st)
            st = tk_relation_geometry(&row, t->session, routes->items[i].geometry, err);
        tk_relation_real(&row, length);
        if (!st)
            st = tk_relation_insert(&row, err);
    }
    return tk_relation_close(&row, st);
}

static enum tk_status fill_places(struct tk_relations *r, const struct tk_told *t,
                                  struct tk_error *err)
{
    const struct tk_features *places = &t->around->places;
    struct tk_relation_row row;
    enum tk_status st = tk_relation_open(&row, r, "indata_platser", 4, err);
    for (size_t i = 0; !st && i < places->n; i++) {
        const GEOSGeometry *g = places->items[i].geometry;
        struct tk_bounds at = tk_geom_bounds(t->session, g);
        struct tk_location where =
            tk_coverage_locate(t->districts->coverage, at.min_x, at.min_y);
        tk_relation_text(&row, places->items[i].key);
        tk_relation_text(&row, places->items[i].attribute[TK_ATTR_TYPE]);
        st = tk_relation_geometry(&row, t->session, g, err);
        tk_relation_text(&row, where.polygon == TK_NOWHERE ? "utanför"
                                                           : t->districts->key[where.polygon]);
        if (!st)
            st = tk_relation_insert(&row, err);
    }
    return tk_relation_close(&row, st);
}

static enum tk_status fill_figures(struct tk_relations *r, const struct tk_told *t,
                                   struct tk_error *err)
{
    const struct tk_features *figures = &t->around->figures;
    struct tk_relation_row row;
    enum tk_status st = tk_relation_open(&row, r, "indata_siffror", 11, err);
    for (size_t i = 0; !st && i < figures->n; i++) {
        const struct tk_feature *f = &figures->items[i];
        double year = tk_feature_number(f, TK_ATTR_YEAR);
        tk_relation_text(&row, f->kind);
        tk_relation_text(&row, f->key);
        tk_relation_text(&row, f->attribute[TK_ATTR_PLACE]);
        tk_relation_text(&row, f->attribute[TK_ATTR_PLACE_IS]);
        tk_relation_known(&row, isnan(year) ? -1 : (int64_t)year);
        for (enum tk_attribute k = TK_ATTR_FIGURE; k <= TK_ATTR_BASE; k++)
            tk_relation_real(&row, tk_feature_number(f, k));
        tk_relation_text(&row, f->attribute[TK_ATTR_DIRECTION]);
        tk_relation_text(&row, f->source);
        st = tk_relation_insert(&row, err);
    }
    return tk_relation_close(&row, st);
}

static enum tk_status fill_accounts(struct tk_relations *r, const struct tk_told *t,
                                    struct tk_error *err)
{
    struct tk_relation_row row;
    enum tk_status st = tk_relation_open(&row, r, "indata_konton", 15, err);
    for (size_t i = 0; !st && i < t->inputs->n; i++) {
        const struct tk_opened *input = &t->inputs->items[i];
        const struct tk_account *a = &t->ledger->accounts[input->account];
        const struct tk_input *told = &input->told;
        tk_relation_text(&row, a->source);
        tk_relation_text(&row, a->role);
        tk_relation_integer(&row, a->read);
        tk_relation_integer(&row, a->filtered);
        tk_relation_integer(&row, a->untouched);
        tk_relation_integer(&row, a->amended);
        tk_relation_integer(&row, a->refused);
        tk_relation_integer(&row, a->remarks);
        tk_relation_text(&row, told->crs_name);
        tk_relation_text(&row, told->operation);
        tk_relation_text(&row, told->n_files ? told->files[0].name : NULL);
        tk_relation_text(&row, told->n_files ? told->files[0].sha256 : NULL);
        tk_relation_text(&row, told->layer);
        tk_relation_text(&row, input->config->driver);
        tk_relation_text(&row, tk_source_title(input->config));
        st = tk_relation_insert(&row, err);
    }
    return tk_relation_close(&row, st);
}

static enum tk_status fill_run(struct tk_relations *r, const struct tk_told *t,
                               struct tk_error *err)
{
    struct tk_relation_row row;
    int year = 0, month, day;
    struct tk_date as_of;
    const char *fault;
    if (tk_date_parse(t->as_of, NULL, &as_of, &fault))
        tk_date_to_ymd(as_of.day, &year, &month, &day);
    enum tk_status st = tk_relation_open(&row, r, "korning", 21, err);
    if (st)
        return st;
    tk_relation_text(&row, t->as_of);
    tk_relation_integer(&row, year);
    tk_relation_text(&row, t->edition->title);
    tk_relation_text(&row, t->edition->focus);
    tk_relation_integer(&row, t->noted->kept);
    tk_relation_integer(&row, t->noted->outside);
    tk_relation_integer(&row, t->noted->unknown);
    tk_relation_real(&row, t->edition->walked_least_m);
    tk_relation_real(&row, t->edition->cluster_m);
    tk_relation_integer(&row, t->edition->cluster_min);
    tk_relation_real(&row, t->edition->matter_m);
    tk_relation_real(&row, t->edition->recurring_m);
    tk_relation_integer(&row, t->edition->recurring_days);
    tk_relation_real(&row, t->edition->round_m);
    tk_relation_integer(&row, t->edition->round_most);
    tk_relation_text(&row, t->edition->terms.district);
    tk_relation_integer(&row, t->around->has_walks);
    tk_relation_integer(&row, t->around->has_routes);
    tk_relation_integer(&row, t->around->has_land);
    tk_relation_integer(&row, t->around->has_table);
    tk_relation_integer(&row, t->around->areas->any_focus);
    return tk_relation_close(&row, tk_relation_insert(&row, err));
}

enum tk_status tk_relations_fill(struct tk_relations *r, const struct tk_told *told,
                                 struct tk_error *err)
{
    enum tk_status st = fill_districts(r, told, err);
    if (!st)
        st = fill_parents(r, told, err);
    if (!st)
        st = fill_areas(r, told, err);
    if (!st)
        st = fill_overlay(r, told, err);
    if (!st)
        st = fill_kinds(r, told, err);
    if (!st)
        st = fill_walks(r, told, err);
    if (!st)
        st = fill_routes(r, told, err);
    if (!st)
        st = fill_places(r, told, err);
    if (!st)
        st = fill_figures(r, told, err);
    if (!st)
        st = fill_accounts(r, told, err);
    return st ? st : fill_run(r, told, err);
}
