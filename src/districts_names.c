#include "districts_parts.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <string.h>

static enum tk_status find(const struct tk_names *names, const char *name, size_t *position,
                           struct tk_error *err)
{
    size_t found;
    enum tk_status st = tk_names_find(names, name, &found, err);
    *position = found == TK_NO_NAME ? TK_NOWHERE : found;
    return st;
}

enum tk_status tk_districts_find(const struct tk_districts *d, const char *name,
                                 size_t *district, struct tk_error *err)
{
    return find(&d->names, name, district, err);
}

enum tk_status tk_districts_find_parent(const struct tk_districts *d, const char *name,
                                        size_t *parent, struct tk_error *err)
{
    return find(&d->parent_names, name, parent, err);
}

/* One column of a table as names, each with its row. */
static enum tk_status index_column(const struct tk_table *table, size_t column,
                                   struct tk_names *out, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t row = 0; !st && row < table->n_rows; row++)
        st = tk_names_add(out, tk_table_cell(table, row, column), row, err);
    tk_names_sort(out);
    return st;
}

/* A space after a name would make it another. */
static void trim_cells(struct tk_table *table)
{
    for (size_t i = 0; i < table->n_rows * table->n_columns; i++) {
        size_t n;
        char *cell = table->cells[i];
        cell += tk_text_trim(cell, &n) - cell;
        if (cell[n])
            cell[n] = '\0';
        table->cells[i] = cell;
    }
}

static enum tk_status read_members(struct tk_district_making *m, struct tk_error *err)
{
    if (!*m->input->config->parents)
        return TK_OK;
    enum tk_status st = tk_table_read(m->input->config->parents, &m->members, err);
    trim_cells(&m->members);
    if (!st)
        st = tk_table_need(&m->members, "stadsdel", &m->member_column, err);
    if (!st)
        st = tk_table_need(&m->members, "stadsdelsomrade", &m->parent_column, err);
    return st;
}

/* Its columns are canonical,variant or namn,variant. */
static enum tk_status read_aliases(struct tk_district_making *m, struct tk_error *err)
{
    if (!*m->input->config->aliases)
        return TK_OK;
    enum tk_status st = tk_table_read(m->input->config->aliases, &m->aliases, err);
    trim_cells(&m->aliases);
    if (!st)
        st = tk_table_need(&m->aliases, "variant", &m->variant_column, err);
    m->canonical_column = st ? TK_NO_COLUMN : tk_table_column(&m->aliases, "canonical");
    if (!st && m->canonical_column == TK_NO_COLUMN)
        st = tk_table_need(&m->aliases, "namn", &m->canonical_column, err);
    return st;
}

enum tk_status tk_districts_read_tables(struct tk_district_making *m, struct tk_error *err)
{
    m->member_column = m->parent_column = TK_NO_COLUMN;
    m->canonical_column = m->variant_column = TK_NO_COLUMN;
    enum tk_status st = read_members(m, err);
    return st ? st : read_aliases(m, err);
}

/* The names by which others are found. */
struct spelling {
    struct tk_names variants, members; /* each with its row */
};

static void spelling_close(struct spelling *s)
{
    tk_names_free(&s->variants);
    tk_names_free(&s->members);
}

/* Gives a feature the key `name`, and a parent if one is told; its own spelling stays findable
 * as its label. */
static enum tk_status rename_feature(struct tk_feature *f, const char *name, const char *parent,
                                     struct tk_error *err)
{
    char *key = tk_strdup(name), *parent_copy = parent ? tk_strdup(parent) : NULL;
    if (!key || (parent && !parent_copy)) {
        tk_free(key);
        tk_free(parent_copy);
        return tk_fail_memory(err);
    }
    tk_free(f->label);
    f->label = f->key;
    f->key = key;
    if (parent_copy) {
        tk_free(f->attribute[TK_ATTR_PARENT]);
        f->attribute[TK_ATTR_PARENT] = parent_copy;
    }
    return TK_OK;
}

static enum tk_status not_a_member(const struct tk_district_making *m,
                                   const struct tk_feature *f, const char *name,
                                   struct tk_error *err)
{
    const char *table = m->input->config->parents;
    if (name != f->key)
        return tk_fail(err, TK_INPUT,
                       "%s, record %lld: '%s' is by `aliases` '%s', which the membership table "
                       "%s lacks; mend one of them",
                       f->source, (long long)f->number, f->key, name, table);
    return tk_fail(err, TK_INPUT,
                   "%s, record %lld: '%s' is not in the membership table %s; mend one of "
                   "them, or name the spelling in `aliases`",
                   f->source, (long long)f->number, f->key, table);
}

static enum tk_status spell(const struct spelling *s, const struct tk_district_making *m,
                            struct tk_feature *f, struct tk_error *err)
{
    const char *name = f->key;
    size_t row;
    enum tk_status st = tk_names_find(&s->variants, name, &row, err);
    if (!st && row != TK_NO_NAME)
        name = tk_table_cell(&m->aliases, row, m->canonical_column);
    if (st || !m->members.n_columns)
        return st ? st : rename_feature(f, name, NULL, err);
    st = tk_names_find(&s->members, name, &row, err);
    if (!st && row == TK_NO_NAME)
        st = not_a_member(m, f, name, err);
    return st ? st
              : rename_feature(f, tk_table_cell(&m->members, row, m->member_column),
                               tk_table_cell(&m->members, row, m->parent_column), err);
}

static enum tk_status same_name(const char *a, const char *b, bool *same, struct tk_error *err)
{
    char *x = NULL, *y = NULL;
    enum tk_status st = tk_text_fold_name(a, &x, err);
    if (!st)
        st = tk_text_fold_name(b, &y, err);
    *same = !st && strcmp(x, y) == 0;
    tk_free(x);
    tk_free(y);
    return st;
}

/* A district that lies in two can be parted by their polygons; by the table alone the order of
 * its rows would say which one has all of it. */
static enum tk_status check_members(const struct tk_district_making *m,
                                    const struct tk_names *members, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 1; !st && !m->parents_input && i < members->n; i++) {
        size_t one = members->items[i - 1].position, other = members->items[i].position;
        const char *its = tk_table_cell(&m->members, one, m->parent_column),
                   *another = tk_table_cell(&m->members, other, m->parent_column);
        bool same = strcmp(members->items[i - 1].folded, members->items[i].folded) != 0;
        if (!same)
            st = same_name(its, another, &same, err);
        if (!st && !same)
            st = tk_fail(err, TK_INPUT,
                         "%s:%d: '%s' belongs to '%s', and by line %d to '%s'; leave one of "
                         "the lines, or give the areas' polygons (a source with the role "
                         "parents), which can part it",
                         m->members.path, m->members.lines[other],
                         tk_table_cell(&m->members, other, m->member_column), another,
                         m->members.lines[one], its);
    }
    return st;
}

enum tk_status tk_districts_spell(struct tk_district_making *m, struct tk_features *features,
                                  struct tk_error *err)
{
    struct spelling s = {0};
    enum tk_status st = index_column(&m->aliases, m->variant_column, &s.variants, err);
    if (!st)
        st = index_column(&m->members, m->member_column, &s.members, err);
    if (!st)
        st = check_members(m, &s.members, err);
    for (size_t i = 0; !st && i < features->n; i++)
        st = spell(&s, m, &features->items[i], err);
    spelling_close(&s);
    return st;
}

enum tk_status tk_districts_complete(const struct tk_district_making *m,
                                     const struct tk_features *features, struct tk_error *err)
{
    struct tk_names names = {0};
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < features->n; i++)
        st = tk_names_add(&names, features->items[i].key, i, err);
    tk_names_sort(&names);
    for (size_t row = 0; !st && row < m->members.n_rows; row++) {
        const char *name = tk_table_cell(&m->members, row, m->member_column);
        size_t found;
        st = tk_names_find(&names, name, &found, err);
        if (!st && found == TK_NO_NAME)
            st = tk_fail(err, TK_INPUT,
                         "%s: '%s' is in the membership table %s but has no polygon; mend one "
                         "of them, or name the spelling in `aliases`",
                         m->input->config->name, name, m->input->config->parents);
    }
    tk_names_free(&names);
    return st;
}

/* A name that could mean two districts means neither. The names are sorted. */
static void settle_doubles(struct tk_names *names)
{
    for (size_t from = 0, to; from < names->n; from = to) {
        size_t lowest = names->items[from].position;
        to = tk_names_same(names, from);
        bool two = names->items[to - 1].position != lowest;
        for (size_t i = from; two && i < to; i++)
            names->items[i].position = TK_NO_NAME;
    }
}

/* Names of keys alone: two districts of one name. */
static enum tk_status check_keys(const struct tk_district_making *m,
                                 const struct tk_names *keys, struct tk_error *err)
{
    for (size_t i = 1; i < keys->n; i++)
        if (tk_names_same(keys, i - 1) > i)
            return tk_fail(err, TK_INPUT,
                           "%s: '%s' and '%s' are one name in two spellings; mend one of them",
                           m->input->config->name, m->d->key[keys->items[i - 1].position],
                           m->d->key[keys->items[i].position]);
    return TK_OK;
}

static enum tk_status add_labels(const struct tk_district_making *m,
                                 const struct tk_features *features, struct tk_names *names,
                                 struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0, k = 0; !st && i < features->n; i++) {
        while (strcmp(m->d->key[k], features->items[i].key) != 0)
            k++;
        st = tk_names_add(names, features->items[i].label, k, err);
    }
    return st;
}

static enum tk_status add_variants(const struct tk_district_making *m,
                                   const struct tk_names *keys, struct tk_names *names,
                                   struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t row = 0; !st && row < m->aliases.n_rows; row++) {
        const char *name = tk_table_cell(&m->aliases, row, m->canonical_column);
        size_t district;
        st = tk_names_find(keys, name, &district, err);
        if (!st && district != TK_NO_NAME)
            st = tk_names_add(names, tk_table_cell(&m->aliases, row, m->variant_column),
                              district, err);
    }
    return st;
}

enum tk_status tk_districts_collect_names(struct tk_district_making *m,
                                          const struct tk_features *features,
                                          struct tk_error *err)
{
    struct tk_districts *d = m->d;
    struct tk_names keys = {0};
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < d->n; i++)
        st = tk_names_add(&keys, d->key[i], i, err);
    tk_names_sort(&keys);
    if (!st)
        st = check_keys(m, &keys, err);
    for (size_t i = 0; !st && i < d->n; i++)
        st = tk_names_add(&d->names, d->key[i], i, err);
    if (!st)
        st = add_labels(m, features, &d->names, err);
    if (!st)
        st = add_variants(m, &keys, &d->names, err);
    tk_names_sort(&d->names);
    settle_doubles(&d->names);
    tk_names_free(&keys);
    return st;
}
