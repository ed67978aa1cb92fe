#include "trygghetskarta/areas.h"

#include "trygghetskarta/memory.h"

#include <string.h>

static enum tk_status collect(struct tk_areas *a, const struct tk_features *features,
                              const char *focus, struct tk_error *err)
{
    a->n = features->n;
    a->items = features->items;
    a->key = tk_alloc(a->n, sizeof *a->key);
    a->geometry = tk_alloc(a->n, sizeof(GEOSGeometry *));
    a->in_focus = tk_alloc(a->n, 1);
    if (!a->key || !a->geometry || !a->in_focus)
        return tk_fail_memory(err);
    for (size_t i = 0; i < a->n; i++) {
        const struct tk_feature *f = &a->items[i];
        if (i && strcmp(f->key, a->key[i - 1]) == 0)
            return tk_fail(
                err, TK_INPUT,
                "%s, record %lld: an area called '%s' is there already (%s); an area "
                "has a key of its own: name another column under `key`, or mend the source",
                f->source, (long long)f->number, f->key, a->items[i - 1].source);
        a->key[i] = f->key;
        a->geometry[i] = f->geometry;
        a->in_focus[i] = strcmp(f->kind, focus) == 0;
        a->any_focus = a->any_focus || a->in_focus[i];
    }
    return TK_OK;
}

enum tk_status tk_areas_new(const struct tk_reading *reading, struct tk_features *features,
                            struct tk_areas **out, struct tk_error *err)
{
    *out = NULL;
    struct tk_areas *a = tk_alloc(1, sizeof *a);
    if (!a)
        return tk_fail_memory(err);
    tk_features_sort(features);
    enum tk_status st = collect(a, features, reading->edition->focus, err);
    if (!st && a->n)
        st = tk_coverage_new(reading->session, a->geometry, a->n, &a->coverage, err);
    if (st)
        tk_areas_free(a);
    else
        *out = a;
    return st;
}

void tk_areas_free(struct tk_areas *areas)
{
    if (!areas)
        return;
    tk_coverage_free(areas->coverage);
    tk_free(areas->key);
    tk_free(areas->geometry);
    tk_free(areas->in_focus);
    tk_free(areas);
}
