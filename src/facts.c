#include "trygghetskarta/facts.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/memory.h"

#include <string.h>

#define MAX_CODES 254
#define MAX_DISTRICTS 65000

/* Few sets of areas occur, however many notes there are. */
struct tk_area_sets {
    size_t *start; /* set s has members[start[s]] to members[start[s + 1] - 1] */
    size_t n, start_capacity;
    size_t *members;
    size_t n_members, members_capacity;
    uint32_t *slots; /* open addressing: set + 1, or 0; a power of two of them */
    size_t n_slots;
};

static uint64_t hash_areas(const size_t *areas, size_t n)
{
    uint64_t h = 0xcbf29ce484222325U; /* FNV-1a over whole numbers */
    for (size_t i = 0; i < n; i++)
        h = (h ^ areas[i]) * 0x100000001b3U;
    return h ^ h >> 29;
}

static const size_t *areas_of(const struct tk_area_sets *sets, uint32_t set, size_t *n)
{
    *n = sets->start[set + 1] - sets->start[set];
    return sets->members + sets->start[set];
}

/* The slot of a set: the one it lies in, or the free one where it would. */
static size_t slot_of(const struct tk_area_sets *sets, const size_t *areas, size_t n)
{
    for (size_t at = hash_areas(areas, n);; at++) {
        uint32_t held = sets->slots[at & (sets->n_slots - 1)];
        size_t n_held = 0;
        const size_t *these = held > 0 ? areas_of(sets, held - 1, &n_held) : NULL;
        if (!these || (n_held == n && (n == 0 || memcmp(these, areas, n * sizeof *areas) == 0)))
            return at & (sets->n_slots - 1);
    }
}

static enum tk_status widen_slots(struct tk_area_sets *sets, struct tk_error *err)
{
    size_t n_slots = sets->n_slots == 0 ? 64 : 2 * sets->n_slots;
    uint32_t *slots = tk_alloc(n_slots, sizeof *slots);
    if (!slots)
        return tk_fail_memory(err);
    tk_free(sets->slots);
    sets->slots = slots;
    sets->n_slots = n_slots;
    for (uint32_t set = 0; set < sets->n; set++) {
        size_t n;
        const size_t *areas = areas_of(sets, set, &n);
        slots[slot_of(sets, areas, n)] = set + 1;
    }
    return TK_OK;
}

enum tk_status tk_facts_areas(struct tk_facts *facts, const size_t *areas, size_t n,
                              uint32_t *set, struct tk_error *err)
{
    struct tk_area_sets *sets = facts->sets;
    enum tk_status st = TK_OK;
    *set = 0;
    if (2 * (sets->n + 1) > sets->n_slots)
        st = widen_slots(sets, err);
    if (!st)
        st =
            tk_grow(&sets->start, &sets->start_capacity, sets->n + 2, sizeof *sets->start, err);
    if (!st)
        st = tk_grow(&sets->members, &sets->members_capacity, sets->n_members + n + 1,
                     sizeof *sets->members, err);
    if (st)
        return st;
    size_t slot = slot_of(sets, areas, n);
    if (sets->slots[slot] == 0) {
        for (size_t i = 0; i < n; i++)
            sets->members[sets->n_members++] = areas[i];
        sets->start[++sets->n] = sets->n_members;
        sets->slots[slot] = (uint32_t)sets->n;
    }
    *set = sets->slots[slot] - 1;
    return TK_OK;
}

size_t tk_facts_n_sets(const struct tk_facts *facts)
{
    return facts->sets->n;
}

const size_t *tk_facts_areas_of(const struct tk_facts *facts, uint32_t set, size_t *n)
{
    return areas_of(facts->sets, set, n);
}

/* Finds the code fields of the dictionary, and among them those that counting looks at. */
static enum tk_status find_code_fields(struct tk_facts *facts, struct tk_error *err)
{
    const struct tk_dictionary *d = facts->dictionary;
    facts->typ = facts->status = facts->kategori = TK_NO_FIELD;
    for (size_t i = 0; i < d->n_fields; i++) {
        const struct tk_field *field = &d->fields[i];
        if (field->type != TK_CODE)
            continue;
        if (field->codes->n > MAX_CODES)
            return tk_fail(err, TK_USAGE, "%s: %zu codes, but a list has room for %d",
                           field->codes->table.path, field->codes->n, MAX_CODES);
        if (facts->n_code_fields == TK_MAX_CODE_FIELDS)
            return tk_fail(err, TK_USAGE, "%s: more than %d fields of type code",
                           d->fields_csv.path, TK_MAX_CODE_FIELDS);
        size_t column = facts->n_code_fields++;
        facts->code_field[column] = i;
        if (strcmp(field->name, "typ") == 0)
            facts->typ = column;
        else if (strcmp(field->name, "status") == 0)
            facts->status = column;
        else if (strcmp(field->name, "kategori") == 0)
            facts->kategori = column;
    }
    return TK_OK;
}

enum tk_status tk_facts_new(const struct tk_dictionary *dictionary,
                            const char *const *district_keys, size_t n_districts,
                            const char *const *parent_keys, size_t n_parents,
                            const char *const *area_keys, const unsigned char *area_in_focus,
                            size_t n_areas, int32_t as_of, struct tk_facts **out,
                            struct tk_error *err)
{
    *out = NULL;
    if (n_districts > MAX_DISTRICTS || n_parents > MAX_DISTRICTS)
        return tk_fail(err, TK_USAGE, "%zu districts, but an edition has room for %d",
                       n_districts > n_parents ? n_districts : n_parents, MAX_DISTRICTS);
    struct tk_facts *facts = tk_alloc(1, sizeof *facts);
    struct tk_area_sets *sets = tk_alloc(1, sizeof *sets);
    if (!facts || !sets) {
        tk_free(facts);
        tk_free(sets);
        return tk_fail_memory(err);
    }
    *facts = (struct tk_facts){.dictionary = dictionary,
                               .district_keys = district_keys,
                               .n_districts = n_districts,
                               .parent_keys = parent_keys,
                               .n_parents = n_parents,
                               .area_keys = area_keys,
                               .area_in_focus = area_in_focus,
                               .n_areas = n_areas,
                               .as_of = as_of,
                               .sets = sets};
    uint32_t none;
    enum tk_status st = find_code_fields(facts, err);
    if (!st)
        st = tk_facts_areas(facts, NULL, 0, &none, err);
    if (st) {
        tk_facts_free(facts);
        return st;
    }
    tk_facts_learn(facts);
    *out = facts;
    return TK_OK;
}

void tk_facts_free(struct tk_facts *facts)
{
    if (!facts)
        return;
    tk_free(facts->sets->start);
    tk_free(facts->sets->members);
    tk_free(facts->sets->slots);
    tk_free(facts->sets);
    for (size_t i = 0; i < facts->n_code_fields; i++)
        tk_free(facts->code[i]);
    tk_free(facts->district);
    tk_free(facts->parent);
    tk_free(facts->areas);
    tk_free(facts->day);
    tk_free(facts->due);
    tk_free(facts->done);
    tk_free(facts->hours_late);
    tk_free(facts);
}

static bool widen(void *column, size_t n, size_t size)
{
    void *block;
    memcpy(&block, column, sizeof block);
    block = tk_realloc(block, n, size);
    if (block)
        memcpy(column, &block, sizeof block);
    return block;
}

/* Makes room for one more note in every column. By an eighth: memory must not grow by much more
 * than what the notes need. */
static enum tk_status make_room(struct tk_facts *f, struct tk_error *err)
{
    if (f->n < f->capacity)
        return TK_OK;
    size_t n = f->capacity + f->capacity / 8 + 1024;
    bool done = widen(&f->district, n, sizeof *f->district) &&
                widen(&f->parent, n, sizeof *f->parent) &&
                widen(&f->areas, n, sizeof *f->areas) && widen(&f->day, n, sizeof *f->day) &&
                widen(&f->due, n, sizeof *f->due) && widen(&f->done, n, sizeof *f->done) &&
                widen(&f->hours_late, n, sizeof *f->hours_late);
    for (size_t i = 0; i < f->n_code_fields && done; i++)
        done = widen(&f->code[i], n, 1);
    if (!done)
        return tk_fail_memory(err);
    f->capacity = n;
    return TK_OK;
}

enum tk_status tk_facts_put(struct tk_facts *facts, size_t i, const struct tk_fact *fact,
                            struct tk_error *err)
{
    if (i > facts->n)
        return tk_fail(err, TK_INTERNAL, "facts of note %zu before those of note %zu", i,
                       facts->n);
    enum tk_status st = i == facts->n ? make_room(facts, err) : TK_OK;
    if (st)
        return st;
    facts->district[i] = fact->district;
    facts->parent[i] = fact->parent;
    facts->areas[i] = fact->areas;
    facts->day[i] = fact->day;
    facts->due[i] = fact->due;
    facts->done[i] = fact->done;
    facts->hours_late[i] = fact->hours_late;
    for (size_t c = 0; c < facts->n_code_fields; c++)
        facts->code[c][i] = fact->code[c];
    if (i == facts->n)
        facts->n++;
    facts->changes++;
    return TK_OK;
}
