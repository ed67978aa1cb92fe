#include "trygghetskarta/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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

enum tk_status tk_grow(void *items, size_t *capacity, size_t needed, size_t size,
                       struct tk_error *err)
{
    if (needed <= *capacity)
        return TK_OK;
    size_t room = *capacity ? *capacity : 8;
    while (room < needed)
        room = room > SIZE_MAX / 2 ? needed : room * 2;
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
