#include "source_private.h"

#include "trygghetskarta/memory.h"

#include <stdalign.h>
#include <string.h>

#define BLOCK ((size_t)256 * 1024)

struct block {
    struct block *next;
    size_t size, used;
    alignas(max_align_t) char data[];
};

struct tk_arena {
    struct block *first, *at;
};

static struct block *block_new(size_t size)
{
    struct block *b = tk_alloc(1, sizeof *b + size);
    if (b)
        b->size = size;
    return b;
}

struct tk_arena *tk_arena_new(void)
{
    struct tk_arena *arena = tk_alloc(1, sizeof *arena);
    if (!arena)
        return NULL;
    arena->first = arena->at = block_new(BLOCK);
    if (!arena->first) {
        tk_free(arena);
        return NULL;
    }
    return arena;
}

void tk_arena_free(struct tk_arena *arena)
{
    for (struct block *b = arena ? arena->first : NULL, *next; b; b = next) {
        next = b->next;
        tk_free(b);
    }
    tk_free(arena);
}

/* Blocks made for something large are not kept: one huge polygon would stand for ever. */
static void drop_large(struct block *b)
{
    while (b->next) {
        struct block *next = b->next;
        if (next->size > BLOCK) {
            b->next = next->next;
            tk_free(next);
        } else {
            b = next;
        }
    }
}

void tk_arena_clear(struct tk_arena *arena)
{
    drop_large(arena->first);
    arena->at = arena->first;
    arena->at->used = 0;
}

void *tk_arena_take(struct tk_arena *arena, size_t n)
{
    size_t whole = (n + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
    if (whole < n)
        return NULL;
    while (arena->at->size - arena->at->used < whole) {
        struct block *next = arena->at->next;
        if (!next || next->size < whole) {
            struct block *fresh = block_new(whole > BLOCK ? whole : BLOCK);
            if (!fresh)
                return NULL;
            fresh->next = next;
            arena->at->next = next = fresh;
        }
        next->used = 0;
        arena->at = next;
    }
    void *taken = arena->at->data + arena->at->used;
    arena->at->used += whole;
    return taken;
}

char *tk_arena_text(struct tk_arena *arena, const char *text, size_t n)
{
    char *copy = tk_arena_take(arena, n + 1);
    if (copy) {
        memcpy(copy, text, n);
        copy[n] = '\0';
    }
    return copy;
}

struct tk_arena_mark tk_arena_here(const struct tk_arena *arena)
{
    return (struct tk_arena_mark){arena->at, arena->at->used};
}

void tk_arena_back(struct tk_arena *arena, struct tk_arena_mark mark)
{
    arena->at = mark.block;
    arena->at->used = mark.used;
}
