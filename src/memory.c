#include "trygghetskarta/memory.h"

#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define LARGE ((size_t)262144) /* bytes */

void tk_memory_settle(void)
{
    mallopt(M_MMAP_THRESHOLD, (int)LARGE);
}

void *tk_alloc(size_t n, size_t size)
{
    return calloc(n ? n : 1, size ? size : 1);
}

void *tk_realloc(void *block, size_t n, size_t size)
{
    if (size && n > SIZE_MAX / size)
        return NULL;
    size_t bytes = n * size;
    return realloc(block, bytes > 0 ? bytes : 1);
}

void tk_free(void *block)
{
    free(block);
}

char *tk_strdup(const char *text)
{
    return tk_strndup(text, strlen(text));
}

char *tk_strndup(const char *text, size_t n)
{
    size_t length = strnlen(text, n);
    char *copy = tk_alloc(length + 1, 1);
    if (copy)
        memcpy(copy, text, length);
    return copy;
}

/* Small arrays double; in large ones, room that is never used would be felt. */
static size_t grown(size_t capacity, size_t needed, size_t size)
{
    size_t more = size && capacity > LARGE / size ? capacity / 4 : capacity;
    size_t room = capacity > SIZE_MAX - more ? needed : capacity + more;
    room = room < 8 ? 8 : room;
    return room < needed ? needed : room;
}

enum tk_status tk_grow(void *items, size_t *capacity, size_t needed, size_t size,
                       struct tk_error *err)
{
    if (needed <= *capacity)
        return TK_OK;
    size_t room = grown(*capacity, needed, size);
    void *block;
    memcpy(&block, items, sizeof block);
    block = tk_realloc(block, room, size);
    if (!block)
        return tk_fail_memory(err);
    memset((char *)block + *capacity * size, 0, (room - *capacity) * size);
    memcpy(items, &block, sizeof block);
    *capacity = room;
    return TK_OK;
}
