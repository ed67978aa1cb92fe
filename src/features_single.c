#include "features_parts.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct named {
    char *name;
    struct tk_feature *feature;
    bool earlier; /* of a source read before */
    struct tk_bounds at;
};

static int compare_texts(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

static int compare_numbers(double a, double b)
{
    return (a > b) - (a < b);
}

static int by_name_and_content(const void *a, const void *b)
{
    const struct named *na = a, *nb = b;
    int order = strcmp(na->name, nb->name);
    if (!order)
        order = nb->earlier - na->earlier;
    if (!order)
        order = strcmp(na->feature->key, nb->feature->key);
    for (int i = 0; !order && i < TK_FEATURE_ATTRIBUTES; i++)
        order = compare_texts(na->feature->attribute[i], nb->feature->attribute[i]);
    if (!order)
        order = compare_texts(na->feature->label, nb->feature->label);
    if (!order)
        order = compare_numbers(na->at.min_x, nb->at.min_x);
    if (!order)
        order = compare_numbers(na->at.min_y, nb->at.min_y);
    return order ? order
                 : compare_numbers((double)na->feature->number, (double)nb->feature->number);
}

/* What a figure is about: of one source, one to a place, year and indicator. */
static enum tk_status name_figure(const struct tk_feature *f, char **out, struct tk_error *err)
{
    struct tk_buffer name = {0};
    const char *parts[] = {f->source, f->key, f->attribute[TK_ATTR_PLACE],
                           f->attribute[TK_ATTR_PLACE_IS], f->attribute[TK_ATTR_YEAR]};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        tk_buffer_format(&name, "%s\x1f", parts[i] ? parts[i] : "");
    enum tk_status st = tk_buffer_check(&name, err);
    if (!st && !(*out = tk_strdup(tk_buffer_string(&name))))
        st = tk_fail_memory(err);
    tk_buffer_free(&name);
    return st;
}

static enum tk_status collect(const struct tk_reading *reading, enum tk_role role,
                              const struct tk_features *features, size_t from,
                              struct named *all, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < features->n; i++) {
        struct tk_feature *f = &features->items[i];
        all[i].feature = f;
        all[i].earlier = i < from;
        if (f->geometry)
            all[i].at = tk_geom_bounds(reading->session, f->geometry);
        if (role == TK_PLACES)
            st = tk_text_fold_name(f->key, &all[i].name, err);
        else if (role == TK_FIGURES)
            st = name_figure(f, &all[i].name, err);
        else if (!(all[i].name = tk_strdup(f->key)))
            st = tk_fail_memory(err);
    }
    return st;
}

static enum tk_status refuse(const struct tk_reading *reading, const struct tk_opened *input,
                             struct tk_feature *f, struct tk_error *err)
{
    struct tk_finding finding = {.source = f->source,
                                 .number = f->number,
                                 .id = f->key,
                                 .rule = "nyckel_dubblett",
                                 .verdict = TK_REFUSED,
                                 .area_m2 = NAN};
    tk_ledger_recount(reading->ledger, input->account, f->fate);
    f->fate = TK_REFUSED;
    return tk_ledger_tell(reading->ledger, input->account, &finding, err);
}

static void drop_refused(struct tk_session *s, struct tk_features *features)
{
    size_t kept = 0;
    for (size_t i = 0; i < features->n; i++)
        if (features->items[i].fate == TK_REFUSED)
            tk_feature_free(s, &features->items[i]);
        else
            features->items[kept++] = features->items[i];
    features->n = kept;
}

enum tk_status tk_features_single(const struct tk_reading *reading,
                                  const struct tk_opened *input, struct tk_features *features,
                                  size_t from, struct tk_error *err)
{
    enum tk_role role = input->config->role;
    size_t n = features->n;
    if ((role != TK_WALKS && role != TK_PLACES && role != TK_FIGURES) || n == from)
        return TK_OK;
    struct named *all = tk_alloc(n, sizeof *all);
    enum tk_status st =
        all ? collect(reading, role, features, from, all, err) : tk_fail_memory(err);
    if (!st)
        qsort(all, n, sizeof *all, by_name_and_content);
    for (size_t i = 1; !st && i < n; i++)
        if (!all[i].earlier && strcmp(all[i].name, all[i - 1].name) == 0)
            st = refuse(reading, input, all[i].feature, err);
    for (size_t i = 0; all && i < n; i++)
        tk_free(all[i].name);
    tk_free(all);
    if (!st)
        drop_refused(reading->session, features);
    return st;
}
