#include "measures_parts.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <math.h>
#include <string.h>

static const char of_city[] = "hela", of_each[] = "alla", of_district[] = "stadsdel",
                  of_parent[] = "stadsdelsomrade";

/* What a name means; *key is NULL where it is no place. */
static enum tk_status find_place(const struct tk_districts *d, const struct tk_feature *f,
                                 const char **key, const char **is, struct tk_error *err)
{
    const char *name = f->attribute[TK_ATTR_PLACE], *says = f->attribute[TK_ATTR_PLACE_IS];
    size_t district = TK_NOWHERE, parent = TK_NOWHERE;
    char *folded = NULL;
    *key = *is = of_city;
    if (!name)
        return TK_OK;
    *key = NULL;
    enum tk_status st = tk_text_fold_name(name, &folded, err);
    if (!st && (strcmp(folded, of_city) == 0 || strcmp(folded, of_each) == 0))
        *key = *is = strcmp(folded, of_city) == 0 ? of_city : of_each;
    if (!st && !*key && !(says && strcmp(says, of_parent) == 0))
        st = tk_districts_find(d, name, &district, err);
    if (!st && district != TK_NOWHERE) {
        *key = d->key[district];
        *is = of_district;
    }
    if (!st && !*key && !(says && strcmp(says, of_district) == 0))
        st = tk_districts_find_parent(d, name, &parent, err);
    if (!st && parent != TK_NOWHERE) {
        *key = d->parent_key[parent];
        *is = of_parent;
    }
    tk_free(folded);
    return st;
}

static enum tk_status set(char **attribute, const char *text, struct tk_error *err)
{
    char *copy = tk_strdup(text);
    if (!copy)
        return tk_fail_memory(err);
    tk_free(*attribute);
    *attribute = copy;
    return TK_OK;
}

enum tk_status tk_figures_place(const struct tk_reading *reading,
                                const struct tk_districts *districts,
                                const struct tk_inputs *inputs, struct tk_features *figures,
                                struct tk_error *err)
{
    const struct tk_measuring telling = {.reading = reading, .inputs = inputs};
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < figures->n; i++) {
        struct tk_feature *f = &figures->items[i];
        const char *key, *is;
        st = find_place(districts, f, &key, &is, err);
        if (!st && !key)
            st = tk_measures_remark(&telling, f, "omrade", "okand_stadsdel",
                                    f->attribute[TK_ATTR_PLACE], err);
        if (st || !key)
            continue;
        st = set(&f->attribute[TK_ATTR_PLACE], key, err);
        if (!st)
            st = set(&f->attribute[TK_ATTR_PLACE_IS], is, err);
    }
    return st;
}
