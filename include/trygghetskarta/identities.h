/* identities: which note an id belongs to: a hash table of 32 bits of each hash and positions,
 * 9 to 14 bytes a note, that never holds an id itself.
 */
#ifndef TRYGGHETSKARTA_IDENTITIES_H
#define TRYGGHETSKARTA_IDENTITIES_H

#include "trygghetskarta/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tk_identities { /* all zero at first */
    uint64_t
        *slots; /* 32 bits of the hash; the mark; position + 1 in the low 31 bits, 0 = free */
    size_t n, capacity;
};

#define TK_NO_IDENTITY ((size_t)-1)

/* The hash of an id (FNV-1a, finished by a mixer). */
uint64_t tk_identities_hash(const char *id);

/* The next position with this hash: start with *cursor = SIZE_MAX, go on until TK_NO_IDENTITY.
 * Two ids may share a hash: the caller compares them. */
size_t tk_identities_next(const struct tk_identities *ids, uint64_t hash, size_t *cursor);

/* Adds a position (below 2^31 - 1) with a mark of the caller's. */
TK_CHECK enum tk_status tk_identities_add(struct tk_identities *ids, uint64_t hash,
                                          size_t position, bool mark, struct tk_error *err);

/* The mark of the entry that *cursor stands on, and a new one for it. */
bool tk_identities_mark(const struct tk_identities *ids, size_t cursor);
void tk_identities_set_mark(struct tk_identities *ids, size_t cursor, bool mark);

void tk_identities_free(struct tk_identities *ids);

#endif
