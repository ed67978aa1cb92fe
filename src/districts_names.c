#include "districts_parts.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <stdlib.h>
#include <string.h>

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

bool tk_districts_same_name(const char *a, const char *b, enum tk_status *st,
                            struct tk_error *err)
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
        if (tk_districts_same_name(tk_table_cell(aliases, row, variant), name, &st, err)) {
            *out = tk_table_cell(aliases, row, canonical);
            break;
        }
    return st;
}

static enum tk_status read_aliases(const struct tk_district_making *m, struct tk_table *out,
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

enum tk_status tk_districts_read_members(struct tk_district_making *m, struct tk_error *err)
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
static enum tk_status member_row(const struct tk_district_making *m, const char *name,
                                 size_t *row, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    *row = (size_t)-1;
    for (size_t i = 0; !st && i < m->members.n_rows && *row == (size_t)-1; i++)
        if (tk_districts_same_name(tk_table_cell(&m->members, i, m->member_column), name, &st,
                                   err))
            *row = i;
    return st;
}

enum tk_status tk_districts_spell(struct tk_district_making *m, struct tk_features *features,
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

enum tk_status tk_districts_complete(const struct tk_district_making *m,
                                     const struct tk_features *features, struct tk_error *err)
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

static enum tk_status add_name(struct tk_district_making *m, const char *name, size_t district,
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
enum tk_status tk_districts_collect_names(struct tk_district_making *m,
                                          const struct tk_features *features,
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
            if (tk_districts_same_name(tk_table_cell(&aliases, row, canonical), d->key[i], &st,
                                       err) &&
                !st)
                st = add_name(m, tk_table_cell(&aliases, row, variant), i, err);
    tk_table_free(&aliases);
    if (!st && d->n_names)
        qsort(d->names, d->n_names, sizeof *d->names, by_folded);
    return st;
}
