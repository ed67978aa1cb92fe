#include "trygghetskarta/districts.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/table.h"
#include "trygghetskarta/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What the making works on. */
struct making {
    const struct tk_reading *reading;
    const struct tk_opened *input;
    struct tk_districts *d;
    struct tk_table members; /* empty without a membership table */
    size_t member_column, parent_column;
    size_t names_capacity;
};

static int by_folded(const void *a, const void *b)
{
    return strcmp(((const struct tk_name *)a)->folded, ((const struct tk_name *)b)->folded);
}

static const struct tk_name *find_folded(const struct tk_districts *d, const char *folded)
{
    struct tk_name wanted = {(char *)(uintptr_t)folded, 0};
    return d->n_names ? bsearch(&wanted, d->names, d->n_names, sizeof wanted, by_folded) : NULL;
}

enum tk_status tk_districts_find(const struct tk_districts *d, const char *name,
                                 size_t *district, struct tk_error *err)
{
    char *folded;
    enum tk_status st = tk_text_fold_name(name, &folded, err);
    if (st)
        return st;
    const struct tk_name *found = find_folded(d, folded);
    *district = found ? found->district : TK_NOWHERE;
    tk_free(folded);
    return TK_OK;
}

static bool same_folded(const char *a, const char *b, enum tk_status *st, struct tk_error *err)
{
    char *fa = NULL, *fb = NULL;
    if (!*st)
        *st = tk_text_fold_name(a, &fa, err);
    if (!*st)
        *st = tk_text_fold_name(b, &fb, err);
    bool same = !*st && strcmp(fa, fb) == 0;
    tk_free(fa);
    tk_free(fb);
    return same;
}

/* Reads an alias table (columns canonical,variant or namn,variant): the spelling that `name`
 * stands for, or name itself. */
static enum tk_status canonical_name(const struct tk_table *aliases, size_t canonical,
                                     size_t variant, const char *name, const char **out,
                                     struct tk_error *err)
{
    enum tk_status st = TK_OK;
    *out = name;
    for (size_t row = 0; !st && row < aliases->n_rows; row++)
        if (same_folded(tk_table_cell(aliases, row, variant), name, &st, err)) {
            *out = tk_table_cell(aliases, row, canonical);
            break;
        }
    return st;
}

static enum tk_status read_aliases(const struct making *m, struct tk_table *out,
                                   size_t *canonical, size_t *variant, struct tk_error *err)
{
    *out = (struct tk_table){0};
    if (!*m->input->config->aliases)
        return TK_OK;
    enum tk_status st = tk_table_read(m->input->config->aliases, out, err);
    if (!st)
        st = tk_table_need(out, "variant", variant, err);
    *canonical = st ? TK_NO_COLUMN : tk_table_column(out, "canonical");
    if (!st && *canonical == TK_NO_COLUMN)
        st = tk_table_need(out, "namn", canonical, err);
    return st;
}

static enum tk_status read_members(struct making *m, struct tk_error *err)
{
    m->member_column = m->parent_column = TK_NO_COLUMN;
    if (!*m->input->config->parents)
        return TK_OK;
    enum tk_status st = tk_table_read(m->input->config->parents, &m->members, err);
    if (!st)
        st = tk_table_need(&m->members, "stadsdel", &m->member_column, err);
    if (!st)
        st = tk_table_need(&m->members, "stadsdelsomrade", &m->parent_column, err);
    return st;
}

/* The row of the membership table for a name, or (size_t)-1. */
static enum tk_status member_row(const struct making *m, const char *name, size_t *row,
                                 struct tk_error *err)
{
    enum tk_status st = TK_OK;
    *row = (size_t)-1;
    for (size_t i = 0; !st && i < m->members.n_rows && *row == (size_t)-1; i++)
        if (same_folded(tk_table_cell(&m->members, i, m->member_column), name, &st, err))
            *row = i;
    return st;
}

/* Spells each feature's key as the membership table does, and gives it its parent's name. */
static enum tk_status spell(struct making *m, struct tk_features *features,
                            struct tk_error *err)
{
    struct tk_table aliases;
    size_t canonical = TK_NO_COLUMN, variant = TK_NO_COLUMN;
    enum tk_status st = read_aliases(m, &aliases, &canonical, &variant, err);
    for (size_t i = 0; !st && i < features->n; i++) {
        struct tk_feature *f = &features->items[i];
        const char *name, *parent = NULL;
        size_t row = (size_t)-1;
        st = canonical_name(&aliases, canonical, variant, f->key, &name, err);
        if (!st && m->members.n_columns) {
            st = member_row(m, name, &row, err);
            if (!st && row == (size_t)-1)
                st =
                    tk_fail(err, TK_INPUT,
                            "%s, record %lld: '%s' is not in the membership table %s; mend one "
                            "of them, or name the spelling in `aliases`",
                            f->source, (long long)f->number, f->key, m->input->config->parents);
            if (!st) {
                name = tk_table_cell(&m->members, row, m->member_column);
                parent = tk_table_cell(&m->members, row, m->parent_column);
            }
        }
        if (st)
            break;
        char *key = tk_strdup(name), *parent_copy = parent ? tk_strdup(parent) : NULL;
        if (!key || (parent && !parent_copy)) {
            tk_free(key);
            st = tk_fail_memory(err);
            break;
        }
        tk_free(f->label);
        f->label = f->key; /* the source's own spelling stays findable */
        f->key = key;
        if (parent_copy) {
            tk_free(f->attribute[TK_ATTR_PARENT]);
            f->attribute[TK_ATTR_PARENT] = parent_copy;
        }
    }
    tk_table_free(&aliases);
    return st;
}

/* Law 4: every row of the membership table has its district. */
static enum tk_status complete(const struct making *m, const struct tk_features *features,
                               struct tk_error *err)
{
    for (size_t row = 0; row < m->members.n_rows; row++) {
        const char *name = tk_table_cell(&m->members, row, m->member_column);
        bool found = false;
        for (size_t i = 0; !found && i < features->n; i++)
            found = strcmp(features->items[i].key, name) == 0;
        if (!found)
            return tk_fail(
                err, TK_INPUT,
                "%s: '%s' is in the membership table %s but has no polygon; mend one "
                "of them, or name the spelling in `aliases`",
                m->input->config->name, name, m->input->config->parents);
    }
    return TK_OK;
}

/* Joins what has one key, or refuses it. The features are sorted. */
static enum tk_status join_same(struct making *m, struct tk_features *features, size_t from,
                                size_t to, GEOSGeometry **out, struct tk_error *err)
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

static enum tk_status add_name(struct making *m, const char *name, size_t district,
                               struct tk_error *err)
{
    struct tk_districts *d = m->d;
    char *folded;
    enum tk_status st =
        tk_grow(&d->names, &m->names_capacity, d->n_names + 1, sizeof *d->names, err);
    if (!st)
        st = tk_text_fold_name(name, &folded, err);
    if (!st)
        d->names[d->n_names++] = (struct tk_name){folded, district};
    return st;
}

/* Every spelling by which a district can be asked for. A name of two districts finds neither.
 */
static enum tk_status collect_names(struct making *m, const struct tk_features *features,
                                    struct tk_error *err)
{
    struct tk_districts *d = m->d;
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < d->n; i++)
        st = add_name(m, d->key[i], i, err);
    for (size_t i = 0, k = 0; !st && i < features->n; i++) {
        while (strcmp(d->key[k], features->items[i].key) != 0)
            k++;
        st = add_name(m, features->items[i].label, k, err);
    }
    struct tk_table aliases = {0};
    size_t canonical = TK_NO_COLUMN, variant = TK_NO_COLUMN;
    if (!st)
        st = read_aliases(m, &aliases, &canonical, &variant, err);
    for (size_t row = 0; !st && row < aliases.n_rows; row++)
        for (size_t i = 0; !st && i < d->n; i++)
            if (same_folded(tk_table_cell(&aliases, row, canonical), d->key[i], &st, err) &&
                !st)
                st = add_name(m, tk_table_cell(&aliases, row, variant), i, err);
    tk_table_free(&aliases);
    if (!st && d->n_names)
        qsort(d->names, d->n_names, sizeof *d->names, by_folded);
    return st;
}

static enum tk_status collect_districts(struct making *m, struct tk_features *features,
                                        struct tk_error *err)
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
static enum tk_status tell_faults(struct making *m, const struct tk_coverage_fault *faults,
                                  size_t n, struct tk_error *err)
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

static enum tk_status measure(struct making *m, struct tk_error *err)
{
    struct tk_districts *d = m->d;
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < d->n; i++)
        st = tk_geom_area(m->reading->session, d->geometry[i], &d->area_m2[i], err);
    return st;
}

static void set_window(struct making *m)
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

/* Law 3: checked, told, made disjoint, and then indexed. */
static enum tk_status cover(struct making *m, struct tk_error *err)
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

static size_t find_parent(const struct tk_districts *d, const char *name)
{
    for (size_t i = 0; i < d->n_parents; i++)
        if (strcmp(d->parent_key[i], name) == 0)
            return i;
    return TK_NOWHERE;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static enum tk_status add_parent(struct making *m, size_t *capacity, const char *name,
                                 struct tk_error *err)
{
    struct tk_districts *d = m->d;
    if (!name || !*name || find_parent(d, name) != TK_NOWHERE)
        return TK_OK;
    enum tk_status st =
        tk_grow(&d->parent_key, capacity, d->n_parents + 1, sizeof(char *), err);
    if (!st && !(d->parent_key[d->n_parents] = tk_strdup(name)))
        st = tk_fail_memory(err);
    if (!st)
        d->n_parents++;
    return st;
}

/* The parents by name: those of the table and those that have polygons, spelled as the table
 * does. */
static enum tk_status collect_parents(struct making *m, const struct tk_features *districts,
                                      struct tk_features *parents, struct tk_error *err)
{
    struct tk_districts *d = m->d;
    size_t capacity = 0;
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < districts->n; i++)
        st = add_parent(m, &capacity, districts->items[i].attribute[TK_ATTR_PARENT], err);
    for (size_t i = 0; !st && i < parents->n; i++) {
        bool known = false;
        for (size_t k = 0; !st && !known && k < d->n_parents; k++)
            known = same_folded(d->parent_key[k], parents->items[i].key, &st, err);
        if (!st && !known)
            st = add_parent(m, &capacity, parents->items[i].key, err);
    }
    if (!st && d->n_parents)
        qsort(d->parent_key, d->n_parents, sizeof *d->parent_key, by_text);
    for (size_t i = 0, k = 0; !st && i < d->n; i++) {
        while (strcmp(districts->items[k].key, d->key[i]) != 0)
            k++;
        const char *name = districts->items[k].attribute[TK_ATTR_PARENT];
        d->parent[i] = name ? find_parent(d, name) : TK_NOWHERE;
    }
    d->parent_geometry = tk_alloc(d->n_parents, sizeof(GEOSGeometry *));
    return st ? st : d->parent_geometry ? TK_OK : tk_fail_memory(err);
}

static enum tk_status union_of_districts(struct making *m, size_t parent, struct tk_error *err)
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

/* The parents' polygons: as given, or the union of their districts. */
static enum tk_status shape_parents(struct making *m, struct tk_features *parents,
                                    struct tk_error *err)
{
    struct tk_districts *d = m->d;
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < parents->n; i++)
        for (size_t k = 0; !st && k < d->n_parents; k++)
            if (same_folded(d->parent_key[k], parents->items[i].key, &st, err) && !st &&
                !d->parent_geometry[k]) {
                d->parent_geometry[k] = parents->items[i].geometry;
                parents->items[i].geometry = NULL;
            }
    d->parents_given = parents->n > 0;
    for (size_t k = 0; !st && k < d->n_parents; k++)
        if (!d->parent_geometry[k] && d->parents_given)
            st = tk_fail(err, TK_INPUT,
                         "'%s' has districts in the membership table but no polygon among the "
                         "source of role parents; mend one of them",
                         d->parent_key[k]);
        else if (!d->parent_geometry[k])
            st = union_of_districts(m, k, err);
    if (!st && d->parents_given)
        st = tk_coverage_new(m->reading->session,
                             (const GEOSGeometry *const *)d->parent_geometry, d->n_parents,
                             &d->parent_coverage, err);
    return st;
}

enum tk_status tk_districts_new(const struct tk_reading *reading, const struct tk_opened *input,
                                struct tk_features *districts, struct tk_features *parents,
                                struct tk_districts **out, struct tk_error *err)
{
    *out = NULL;
    struct making m = {.reading = reading, .input = input};
    if (!(m.d = tk_alloc(1, sizeof *m.d)))
        return tk_fail_memory(err);
    enum tk_status st = read_members(&m, err);
    if (!st)
        st = spell(&m, districts, err);
    if (!st)
        tk_features_sort(districts);
    if (!st)
        st = collect_districts(&m, districts, err);
    if (!st)
        st = complete(&m, districts, err);
    if (!st)
        st = collect_names(&m, districts, err);
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
