#include "trygghetskarta/identities.h"

#include "trygghetskarta/memory.h"

#define MARK 0x80000000u
#define POSITION 0x7fffffffu
#define HASH 0xffffffff00000000u /* the bits of a hash that are kept */

uint64_t tk_identities_hash(const char *id)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (const unsigned char *c = (const unsigned char *)id; *c; c++)
        h = (h ^ *c) * 0x100000001b3u;
    h = (h ^ (h >> 33)) * 0xff51afd7ed558ccdu;
    return h ^ (h >> 33);
}

/* Slots go up with the hash, so that any number of them will do: room may grow by half. */
static size_t home(uint64_t slot, size_t capacity)
{
    return (size_t)((slot >> 32) * capacity >> 32);
}

static bool is_free(uint64_t slot)
{
    return !(slot & POSITION);
}

size_t tk_identities_next(const struct tk_identities *ids, uint64_t hash, size_t *cursor)
{
    if (!ids->capacity)
        return TK_NO_IDENTITY;
    size_t i = *cursor == SIZE_MAX ? home(hash, ids->capacity) : *cursor + 1;
    for (;; i++) {
        i = i < ids->capacity ? i : 0;
        uint64_t slot = ids->slots[i];
        if (is_free(slot))
            return TK_NO_IDENTITY;
        if (slot >> 32 == hash >> 32) {
            *cursor = i;
            return (slot & POSITION) - 1;
        }
    }
}

static void put(uint64_t *slots, size_t capacity, uint64_t slot)
{
    size_t i = home(slot, capacity);
    while (!is_free(slots[i]))
        i = i + 1 < capacity ? i + 1 : 0;
    slots[i] = slot;
}

static enum tk_status grow(struct tk_identities *ids, struct tk_error *err)
{
    size_t capacity = ids->capacity ? ids->capacity + ids->capacity / 2 : 1024;
    uint64_t *slots = tk_alloc(capacity, sizeof *slots);
    if (!slots)
        return tk_fail_memory(err);
    for (size_t i = 0; i < ids->capacity; i++)
        if (!is_free(ids->slots[i]))
            put(slots, capacity, ids->slots[i]);
    tk_free(ids->slots);
    ids->slots = slots;
    ids->capacity = capacity;
    return TK_OK;
}

enum tk_status tk_identities_add(struct tk_identities *ids, uint64_t hash, size_t position,
                                 bool mark, struct tk_error *err)
{
    if (position >= MARK - 1)
        return tk_fail(err, TK_INPUT, "more than %u notes; set `max_rows`", MARK - 2);
    enum tk_status st = TK_OK;
    if ((ids->n + 1) * 10 > ids->capacity * 9)
        st = grow(ids, err);
    if (!st) {
        put(ids->slots, ids->capacity, (hash & HASH) | (position + 1) | (mark ? MARK : 0));
        ids->n++;
    }
    return st;
}

bool tk_identities_mark(const struct tk_identities *ids, size_t cursor)
{
    return ids->slots[cursor] & MARK;
}

void tk_identities_set_mark(struct tk_identities *ids, size_t cursor, bool mark)
{
    ids->slots[cursor] = (ids->slots[cursor] & ~(uint64_t)MARK) | (mark ? MARK : 0);
}

void tk_identities_free(struct tk_identities *ids)
{
    tk_free(ids->slots);
    *ids = (struct tk_identities){0};
}
