#include "trygghetskarta/identities.h"

#include "trygghetskarta/memory.h"

#define MARK 0x80000000u

uint64_t tk_identities_hash(const char *id)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (const unsigned char *c = (const unsigned char *)id; *c; c++)
        h = (h ^ *c) * 0x100000001b3u;
    h = (h ^ (h >> 33)) * 0xff51afd7ed558ccdu;
    return h ^ (h >> 33);
}

size_t tk_identities_next(const struct tk_identities *ids, uint64_t hash, size_t *cursor)
{
    if (!ids->capacity)
        return TK_NO_IDENTITY;
    size_t mask = ids->capacity - 1;
    size_t i = *cursor == SIZE_MAX ? hash & mask : (*cursor + 1) & mask;
    for (; ids->entry[i]; i = (i + 1) & mask) {
        if (ids->hash[i] == hash) {
            *cursor = i;
            return (ids->entry[i] & ~MARK) - 1;
        }
    }
    return TK_NO_IDENTITY;
}

static void put(uint64_t *hashes, uint32_t *entries, size_t mask, uint64_t hash, uint32_t entry)
{
    size_t i = hash & mask;
    while (entries[i])
        i = (i + 1) & mask;
    hashes[i] = hash;
    entries[i] = entry;
}

static enum tk_status grow(struct tk_identities *ids, struct tk_error *err)
{
    size_t capacity = ids->capacity ? ids->capacity * 2 : 1024;
    uint64_t *hashes = tk_alloc(capacity, sizeof *hashes);
    uint32_t *entries = tk_alloc(capacity, sizeof *entries);
    if (!hashes || !entries) {
        tk_free(hashes);
        tk_free(entries);
        return tk_fail_memory(err);
    }
    for (size_t i = 0; i < ids->capacity; i++)
        if (ids->entry[i])
            put(hashes, entries, capacity - 1, ids->hash[i], ids->entry[i]);
    tk_free(ids->hash);
    tk_free(ids->entry);
    ids->hash = hashes;
    ids->entry = entries;
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
        put(ids->hash, ids->entry, ids->capacity - 1, hash,
            (uint32_t)(position + 1) | (mark ? MARK : 0));
        ids->n++;
    }
    return st;
}

bool tk_identities_mark(const struct tk_identities *ids, size_t cursor)
{
    return ids->entry[cursor] & MARK;
}

void tk_identities_set_mark(struct tk_identities *ids, size_t cursor, bool mark)
{
    ids->entry[cursor] = (ids->entry[cursor] & ~MARK) | (mark ? MARK : 0);
}

void tk_identities_free(struct tk_identities *ids)
{
    tk_free(ids->hash);
    tk_free(ids->entry);
    *ids = (struct tk_identities){0};
}
