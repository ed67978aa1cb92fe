#include "trygghetskarta/names.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <stdlib.h>
#include <string.h>

static int by_folded(const void *a, const void *b)
{
    return strcmp(((const struct tk_name *)a)->folded, ((const struct tk_name *)b)->folded);
}

static int by_folded_and_position(const void *a, const void *b)
{
    size_t x = ((const struct tk_name *)a)->position, y = ((const struct tk_name *)b)->position;
    int order = by_folded(a, b);
    return order != 0 ? order : (x > y) - (x < y);
}

enum tk_status tk_names_add(struct tk_names *names, const char *name, size_t position,
                            struct tk_error *err)
{
    char *folded;
    enum tk_status st =
        tk_grow(&names->items, &names->capacity, names->n + 1, sizeof *names->items, err);
    if (!st)
        st = tk_text_fold_name(name, &folded, err);
    if (!st)
        names->items[names->n++] = (struct tk_name){folded, position};
    return st;
}

void tk_names_sort(struct tk_names *names)
{
    if (names->n)
        qsort(names->items, names->n, sizeof *names->items, by_folded_and_position);
}

void tk_names_free(struct tk_names *names)
{
    for (size_t i = 0; i < names->n; i++)
        tk_free(names->items[i].folded);
    tk_free(names->items);
    *names = (struct tk_names){0};
}

enum tk_status tk_names_find(const struct tk_names *names, const char *name, size_t *position,
                             struct tk_error *err)
{
    struct tk_name wanted = {0};
    *position = TK_NO_NAME;
    enum tk_status st = tk_text_fold_name(name, &wanted.folded, err);
    if (st)
        return st;
    const struct tk_name *found =
        names->n ? bsearch(&wanted, names->items, names->n, sizeof wanted, by_folded) : NULL;
    while (found && found > names->items && by_folded(found - 1, found) == 0)
        found--;
    if (found)
        *position = found->position;
    tk_free(wanted.folded);
    return TK_OK;
}

size_t tk_names_same(const struct tk_names *names, size_t from)
{
    size_t to = from + 1;
    while (to < names->n && by_folded(&names->items[from], &names->items[to]) == 0)
        to++;
    return to;
}
