#include "districts_parts.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/overlay.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

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

static const char *spelling_at(const struct tk_features *districts, const struct tk_name *item)
{
    const char *parent = districts->items[item->position].attribute[TK_ATTR_PARENT];
    return parent ? parent : "";
}

static size_t count_spelling(const struct tk_features *districts, const struct tk_name *items,
                             size_t n, const char *spelling)
{
    size_t same = 0;
    for (size_t i = 0; i < n; i++)
        same += strcmp(spelling_at(districts, &items[i]), spelling) == 0;
    return same;
}

/* Of the spellings of one parent the one that most of its districts have, and of those the
 * lowest in byte order. */
static const char *best_spelling(const struct tk_features *districts,
                                 const struct tk_name *items, size_t n)
{
    const char *best = spelling_at(districts, &items[0]);
    size_t most = count_spelling(districts, items, n, best);
    for (size_t i = 1; i < n; i++) {
        const char *its = spelling_at(districts, &items[i]);
        if (strcmp(its, best) == 0)
            continue;
        size_t same = count_spelling(districts, items, n, its);
        if (same > most || (same == most && strcmp(its, best) < 0)) {
            best = its;
            most = same;
        }
    }
    return best;
}

static enum tk_status respell(char **text, const char *as, struct tk_error *err)
{
    char *copy = tk_strdup(as);
    if (!copy)
        return tk_fail_memory(err);
    tk_free(*text);
    *text = copy;
    return TK_OK;
}

/* Two spellings of one parent are no two parents. */
static enum tk_status agree_on_spelling(struct tk_features *districts, struct tk_error *err)
{
    struct tk_names names = {0};
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < districts->n; i++)
        if (districts->items[i].attribute[TK_ATTR_PARENT])
            st = tk_names_add(&names, districts->items[i].attribute[TK_ATTR_PARENT], i, err);
    tk_names_sort(&names);
    for (size_t from = 0, to; !st && from < names.n; from = to) {
        to = tk_names_same(&names, from);
        const char *best = best_spelling(districts, names.items + from, to - from);
        for (size_t i = from; !st && i < to; i++) {
            struct tk_feature *district = &districts->items[names.items[i].position];
            if (strcmp(spelling_at(districts, &names.items[i]), best) != 0)
                st = respell(&district->attribute[TK_ATTR_PARENT], best, err);
        }
    }
    tk_names_free(&names);
    return st;
}

/* The parents by name: those of the table and those that have polygons, spelled as the table
 * does. */
enum tk_status tk_districts_collect_parents(struct tk_district_making *m,
                                            struct tk_features *districts,
                                            const struct tk_features *parents,
                                            struct tk_error *err)
{
    struct tk_districts *d = m->d;
    struct tk_names told = {0};
    size_t capacity = 0, known;
    enum tk_status st = agree_on_spelling(districts, err);
    for (size_t i = 0; !st && i < districts->n; i++)
        st = add_parent(d, &capacity, districts->items[i].attribute[TK_ATTR_PARENT], err);
    sort_parents(d);
    if (!st)
        st = index_parents(d, &told, err);
    for (size_t i = 0; !st && i < parents->n; i++) {
        st = tk_names_find(&told, parents->items[i].key, &known, err);
        if (st || known != TK_NO_NAME)
            continue;
        st = add_parent(d, &capacity, parents->items[i].key, err);
        if (!st)
            st = tk_names_add(&told, parents->items[i].key, d->n_parents, err);
        tk_names_sort(&told);
    }
    sort_parents(d);
    tk_names_free(&told);
    if (!st)
        st = index_parents(d, &d->parent_names, err);
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
    struct tk_session *s = m->reading->session;
    GEOSGeometry *joined = NULL, *slim = NULL;
    enum tk_status st = n ? tk_geom_union(s, TK_FLOATING, parts, n, &joined, err) : TK_OK;
    if (!st && joined)
        st = tk_geom_without_slivers(s, joined, TK_SLIVER_M, &slim, err);
    if (st || slim) {
        tk_geom_free(s, joined);
        joined = slim;
    }
    if (!st && joined)
        st = tk_geom_multi_take(s, joined, &d->parent_geometry[parent], err);
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
    enum tk_status st = tk_districts_join(m->reading->session, parts, 2, &joined, err);
    if (st)
        return st;
    tk_geom_free(m->reading->session, *its);
    *its = joined;
    return TK_OK;
}

/* Gives each parent its polygon: its own where any are given, else the union of its districts.
 */
static enum tk_status shape_parents(struct tk_district_making *m, struct tk_features *parents,
                                    struct tk_error *err)
{
    struct tk_districts *d = m->d;
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < parents->n; i++) {
        size_t parent;
        st = tk_districts_find_parent(d, parents->items[i].key, &parent, err);
        if (!st && parent != TK_NOWHERE)
            st = take_parent(m, &parents->items[i], parent, err);
    }
    for (size_t k = 0; !st && k < d->n_parents; k++)
        if (!d->parent_geometry[k] && d->parents_given)
            st = tk_fail(err, TK_INPUT,
                         "'%s' has districts but no polygon in %s; mend one of them",
                         d->parent_key[k], m->parents_input->config->name);
        else if (!d->parent_geometry[k])
            st = union_of_districts(m, k, err);
    return st;
}

/* Where the parents have polygons of their own: which one holds most of each district, and
 * which are the sum of what is theirs so. */
static enum tk_status settle_homes(struct tk_district_making *m, struct tk_error *err)
{
    struct tk_districts *d = m->d;
    struct tk_session *s = m->reading->session;
    double *inside = tk_alloc(d->n_parents, sizeof *inside);
    double *off = tk_alloc(d->n_parents, sizeof *off); /* what is of only one of the two */
    enum tk_status st = inside && off ? TK_OK : tk_fail_memory(err);
    for (size_t k = 0; !st && k < d->n_parents; k++)
        off[k] = d->parent_area_m2[k];
    for (size_t i = 0; !st && i < d->n; i++) {
        const GEOSGeometry *one = d->geometry[i];
        size_t home = TK_NOWHERE;
        st = tk_overlay_union_area(s, (const GEOSGeometry *const *)d->parent_geometry,
                                   d->n_parents, &one, 1, inside, err);
        for (size_t k = 0; !st && k < d->n_parents; k++)
            if (inside[k] > (home == TK_NOWHERE ? 0 : inside[home]))
                home = k;
        if (home != TK_NOWHERE)
            off[home] += d->area_m2[i] - 2 * inside[home];
        d->home[i] = home;
    }
    for (size_t k = 0; !st && k < d->n_parents; k++)
        d->parent_is_sum[k] = off[k] <= m->reading->edition->max_overlap * d->parent_area_m2[k];
    tk_free(inside);
    tk_free(off);
    return st;
}

static enum tk_status measure_unions(struct tk_district_making *m, struct tk_error *err)
{
    struct tk_districts *d = m->d;
    enum tk_status st = TK_OK;
    for (size_t k = 0; !st && k < d->n_parents; k++) {
        d->parent_is_sum[k] = true;
        st = tk_geom_area(m->reading->session, d->parent_geometry[k], &d->parent_area_m2[k],
                          err);
    }
    for (size_t i = 0; i < d->n; i++)
        d->home[i] = d->parent[i];
    return st;
}

enum tk_status tk_districts_shape_parents(struct tk_district_making *m,
                                          struct tk_features *parents, struct tk_error *err)
{
    struct tk_districts *d = m->d;
    d->parents_given = parents->n > 0;
    d->home = tk_alloc(d->n, sizeof *d->home);
    d->parent_area_m2 = tk_alloc(d->n_parents, sizeof *d->parent_area_m2);
    d->parent_is_sum = tk_alloc(d->n_parents, sizeof *d->parent_is_sum);
    if (!d->home || !d->parent_area_m2 || !d->parent_is_sum)
        return tk_fail_memory(err);
    enum tk_status st = shape_parents(m, parents, err);
    if (st || !d->parents_given)
        return st ? st : measure_unions(m, err);
    struct tk_covering all = {m->parents_input,  d->parent_key, d->parent_geometry,
                              d->parent_area_m2, d->n_parents,  {0}};
    st = tk_districts_cover(m->reading, &all, &d->parent_coverage, err);
    tk_geom_free(m->reading->session, all.together.whole);
    return st ? st : settle_homes(m, err);
}
