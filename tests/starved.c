/* starved: the program, with its n-th allocation failing (scripts/torture). Linked with --wrap
 * for calloc and realloc: what memory.c asks the C library for comes here.
 *
 *   STARVE_AT=N starved build …        the N-th allocation gives NULL
 *   STARVE_LIST=FILE starved build …   writes a line for each: the way through the code it came
 */
#include <execinfo.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static long at, calls;
static FILE *list;

void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *block, size_t size);

/* Before main, which clears the surroundings. */
__attribute__((constructor)) static void learn(void)
{
    const char *n = getenv("STARVE_AT"), *file = getenv("STARVE_LIST");
    at = n ? strtol(n, NULL, 10) : 0;
    list = file ? fopen(file, "w") : NULL;
}

/* The innermost callers tell one place from another. */
static void write_way(void)
{
    static bool writing;
    void *frames[7];
    if (writing) /* backtrace() may allocate, the first time */
        return;
    writing = true;
    int n = backtrace(frames, 7);
    uint64_t sum = 0;
    for (int i = 2; i < n; i++)
        sum = sum * 1000003 + (uintptr_t)frames[i];
    fprintf(list, "%016" PRIx64 "\n", sum);
    writing = false;
}

static bool fails(void)
{
    if (list)
        write_way();
    return ++calls == at;
}

void *__wrap_calloc(size_t n, size_t size)
{
    return fails() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return fails() ? NULL : __real_realloc(block, size);
}
