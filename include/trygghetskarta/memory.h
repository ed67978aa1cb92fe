/* memory: the only caller of malloc, so that a test can fail the n-th allocation.
 *
 * Nothing here tells an error: a NULL answer is told by the caller with tk_fail_memory(), but
 * for tk_grow(), which tells it itself.
 */
#ifndef TRYGGHETSKARTA_MEMORY_H
#define TRYGGHETSKARTA_MEMORY_H

#include "trygghetskarta/status.h"

#include <stddef.h>

/* Has large blocks come from the kernel one by one, as they do at first: growing one then moves
 * pages and copies nothing, and what is freed is given back. Otherwise the C library learns
 * from the first that is freed to keep them, and an array that grows leaves a hole of each
 * size. */
void tk_memory_settle(void);

/* n zeroed items of the given size in bytes, or NULL. n = 0 gives a block that can be freed. */
void *tk_alloc(size_t n, size_t size);

/* The block moved to hold n items; what is new is not zeroed. NULL leaves the block as it was.
 */
void *tk_realloc(void *block, size_t n, size_t size);

/* Frees a block; NULL is fine. */
void tk_free(void *block);

/* A copy of a text, or of its first n bytes, with a closing NUL. NULL if there is no memory. */
char *tk_strdup(const char *text);
char *tk_strndup(const char *text, size_t n);

/* Makes room for at least `needed` items of `size` bytes in the array *items, whose room is
 * *capacity. Grows by doubling, large arrays by a quarter; new room is
 * zeroed. On failure the array stands as it was. */
TK_CHECK enum tk_status tk_grow(void *items, size_t *capacity, size_t needed, size_t size,
                                struct tk_error *err);

#endif
