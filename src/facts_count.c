#include "facts_parts.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/memory.h"

#include <stdlib.h>
#include <string.h>

/* The notes are gone through in blocks, one key at a time: the columns stay in the cache. An
 * item is a note, or where 'omrade' is a key a note in one of its areas. */
#define BLOCK 1024
struct block {
    size_t n;
    size_t note[BLOCK];
    size_t area[BLOCK];
    int32_t key[TK_MAX_KEYS][BLOCK];
};

/* How far a tally has come. */
struct tally {
    const struct tk_facts *facts;
    struct tk_groups *groups;
    size_t room_keys, room_counts; /* capacities of the arrays in groups */
    uint32_t *slots;               /* open addressing: group + 1, or 0 */
    size_t n_slots;
    unsigned char *focus; /* by set of areas: whether one of them is a focus area */
    bool any_focus;
    bool by_area;
    int32_t group_of[TK_MAX_KEYS][256]; /* of dimensions that are groups of codes */
    struct block block;
};

static int32_t month_key(int32_t day, size_t dimension)
{
    int year, month, day_of_month;
    if (day == TK_NO_DAY)
        return TK_NO_KEY;
    tk_date_to_ymd(day, &year, &month, &day_of_month);
    return dimension == AR        ? year
           : dimension == TERTIAL ? year * 3 + (month - 1) / 4
                                  : year * 12 + month - 1;
}

static int32_t key_of(const struct tally *t, size_t dimension, size_t note, size_t area)
{
    const struct tk_facts *f = t->facts;
    switch (dimension) {
    case STADSDEL:
        return f->district[note];
    case STADSDELSOMRADE:
        return f->parent[note] >= TK_FACT_NONE ? TK_NO_KEY : f->parent[note];
    case OMRADE:
        return (int32_t)area;
    case INNE:
        return f->district[note] == TK_FACT_UNKNOWN || !t->any_focus ? TK_NO_KEY
                                                                     : t->focus[f->areas[note]];
    case DAG:
        return f->day[note];
    case ALDER_DAGAR:
        return tk_facts_age(f, note);
    default:
        return month_key(f->day[note], dimension);
    }
}

static void fill_keys(struct tally *t)
{
    for (size_t k = 0; k < t->groups->n_keys; k++) {
        size_t d = t->groups->dimension[k];
        struct block *b = &t->block;
        int32_t *key = b->key[k];
        if (d < KATEGORIGRUPP) {
            for (size_t i = 0; i < b->n; i++)
                key[i] = key_of(t, d, b->note[i], b->area[i]);
        } else {
            const uint8_t *code = t->facts->code[tk_facts_code_column(t->facts, d)];
            for (size_t i = 0; i < b->n; i++)
                key[i] = t->group_of[k][code[b->note[i]]];
        }
    }
}

/* A code's key is its position; of groups that of the first code in the same group. */
static void learn_groups(struct tally *t)
{
    for (size_t k = 0; k < t->groups->n_keys; k++) {
        size_t d = t->groups->dimension[k];
        if (d < KATEGORIGRUPP)
            continue;
        const struct tk_codes *codes =
            tk_facts_codes(t->facts, tk_facts_code_column(t->facts, d));
        for (int32_t code = 0; code < 256; code++)
            t->group_of[k][code] = TK_NO_KEY;
        for (size_t code = 0; code < codes->n; code++) {
            size_t first = d < N_FIXED ? 0 : code;
            while (first < code && strcmp(codes->group[first], codes->group[code]) != 0)
                first++;
            if (d >= N_FIXED || codes->group[code][0] != '\0')
                t->group_of[k][code] = (int32_t)first;
        }
    }
}

static enum tk_status learn_focus(struct tally *t, struct tk_error *err)
{
    const struct tk_facts *f = t->facts;
    size_t n_sets = tk_facts_n_sets(f);
    for (size_t i = 0; i < f->n_areas; i++)
        t->any_focus |= f->area_in_focus[i] != 0;
    t->focus = tk_alloc(n_sets, 1);
    if (!t->focus)
        return tk_fail_memory(err);
    for (uint32_t set = 0; set < n_sets; set++) {
        size_t n;
        const size_t *areas = tk_facts_areas_of(f, set, &n);
        for (size_t i = 0; i < n; i++)
            t->focus[set] |= f->area_in_focus[areas[i]] != 0;
    }
    return TK_OK;
}

static size_t slot_of(const struct tally *t, const int32_t *key)
{
    size_t n_keys = t->groups->n_keys;
    uint64_t h = 0;
    for (size_t k = 0; k < n_keys; k++)
        h = (h ^ (uint32_t)key[k]) * 0x9E3779B97F4A7C15U;
    for (size_t at = h >> 32;; at++) {
        uint32_t held = t->slots[at & (t->n_slots - 1)];
        if (held == 0 ||
            memcmp(t->groups->key + (held - 1) * n_keys, key, n_keys * sizeof *key) == 0)
            return at & (t->n_slots - 1);
    }
}

static enum tk_status widen_slots(struct tally *t, struct tk_error *err)
{
    size_t n_slots = t->n_slots == 0 ? 256 : 2 * t->n_slots;
    uint32_t *slots = tk_alloc(n_slots, sizeof *slots);
    if (!slots)
        return tk_fail_memory(err);
    tk_free(t->slots);
    t->slots = slots;
    t->n_slots = n_slots;
    for (size_t g = 0; g < t->groups->n; g++)
        slots[slot_of(t, t->groups->key + g * t->groups->n_keys)] = (uint32_t)g + 1;
    return TK_OK;
}

/* The group of a key, made if it is not there. */
static enum tk_status group_of(struct tally *t, const int32_t *key, struct tk_count **out,
                               struct tk_error *err)
{
    struct tk_groups *g = t->groups;
    if (2 * (g->n + 1) > t->n_slots) {
        enum tk_status st = widen_slots(t, err);
        if (st)
            return st;
    }
    size_t slot = slot_of(t, key);
    if (t->slots[slot] == 0) {
        enum tk_status st =
            tk_grow(&g->count, &t->room_counts, g->n + 1, sizeof *g->count, err);
        if (!st)
            st = tk_grow(&g->key, &t->room_keys, (g->n + 1) * g->n_keys + 1, sizeof *g->key,
                         err);
        if (st)
            return st;
        memcpy(g->key + g->n * g->n_keys, key, g->n_keys * sizeof *key);
        g->count[g->n] = tk_count_nothing();
        t->slots[slot] = (uint32_t)++g->n;
    }
    *out = &g->count[t->slots[slot] - 1];
    return TK_OK;
}

static enum tk_status tally_block(struct tally *t, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    fill_keys(t);
    for (size_t i = 0; i < t->block.n && !st; i++) {
        int32_t key[TK_MAX_KEYS] = {0};
        struct tk_count *count;
        for (size_t k = 0; k < t->groups->n_keys; k++)
            key[k] = t->block.key[k][i];
        st = group_of(t, key, &count, err);
        if (!st)
            tk_facts_add(t->facts, t->block.note[i], count);
    }
    t->block.n = 0;
    return st;
}

static enum tk_status add_item(struct tally *t, size_t note, size_t area, struct tk_error *err)
{
    t->block.note[t->block.n] = note;
    t->block.area[t->block.n++] = area;
    return t->block.n == BLOCK ? tally_block(t, err) : TK_OK;
}

static enum tk_status tally_all(struct tally *t, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t note = 0; note < t->facts->n && !st; note++) {
        size_t n = 1;
        const size_t *areas =
            t->by_area ? tk_facts_areas_of(t->facts, t->facts->areas[note], &n) : NULL;
        for (size_t i = 0; i < n && !st; i++)
            st = add_item(t, note, areas ? areas[i] : 0, err);
    }
    if (!st)
        st = tally_block(t, err);
    if (!st && t->groups->n_keys == 0) {
        struct tk_count *all;
        st = group_of(t, (int32_t[TK_MAX_KEYS]){0}, &all, err);
    }
    return st;
}

static int by_key(const void *a, const void *b, void *groups)
{
    const struct tk_groups *g = groups;
    const int32_t *x = g->key + *(const size_t *)a * g->n_keys;
    const int32_t *y = g->key + *(const size_t *)b * g->n_keys;
    for (size_t k = 0; k < g->n_keys; k++)
        if (x[k] != y[k])
            return x[k] < y[k] ? -1 : 1;
    return 0;
}

/* Puts the groups in order of their keys: copied to where they belong, and the copies kept. */
static void put_in_order(struct tk_groups *g, size_t *order, int32_t *key,
                         struct tk_count *count)
{
    for (size_t i = 0; i < g->n; i++)
        order[i] = i;
    qsort_r(order, g->n, sizeof *order, by_key, g);
    for (size_t i = 0; i < g->n; i++) {
        memcpy(key + i * g->n_keys, g->key + order[i] * g->n_keys, g->n_keys * sizeof *key);
        count[i] = g->count[order[i]];
    }
    tk_free(g->key);
    tk_free(g->count);
    g->key = key;
    g->count = count;
}

static enum tk_status sort_groups(struct tk_groups *g, struct tk_error *err)
{
    if (g->n == 0)
        return TK_OK;
    size_t *order = tk_alloc(g->n, sizeof *order);
    int32_t *key = tk_alloc(g->n * g->n_keys, sizeof *key);
    struct tk_count *count = tk_alloc(g->n, sizeof *count);
    if (order && key && count) {
        put_in_order(g, order, key, count);
        tk_free(order);
        return TK_OK;
    }
    tk_free(order);
    tk_free(key);
    tk_free(count);
    return tk_fail_memory(err);
}

enum tk_status tk_facts_count(const struct tk_facts *facts, const char *keys,
                              struct tk_groups *out, struct tk_error *err)
{
    *out = (struct tk_groups){0};
    enum tk_status st = tk_facts_parse_keys(facts, keys, out, err);
    if (st) {
        *out = (struct tk_groups){0};
        return st;
    }
    struct tally *t = tk_alloc(1, sizeof *t);
    if (!t)
        return tk_fail_memory(err);
    t->facts = facts;
    t->groups = out;
    for (size_t k = 0; k < out->n_keys; k++)
        t->by_area |= out->dimension[k] == OMRADE;
    learn_groups(t);
    st = learn_focus(t, err);
    if (!st)
        st = tally_all(t, err);
    if (!st)
        st = sort_groups(out, err);
    tk_free(t->slots);
    tk_free(t->focus);
    tk_free(t);
    if (st)
        tk_groups_free(out);
    return st;
}

void tk_groups_free(struct tk_groups *groups)
{
    tk_free(groups->key);
    tk_free(groups->count);
    *groups = (struct tk_groups){0};
}
