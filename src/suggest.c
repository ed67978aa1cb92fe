#include "trygghetskarta/suggest.h"

#include <string.h>

/* Longer words are no slips of the finger of ours, and the rows below have room for this. */
#define LONGEST 64

static int lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : (unsigned char)c;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* The optimal string alignment distance, row by row. */
static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
    size_t rows[3][LONGEST + 1];
    size_t *above = rows[0], *row = rows[1], *older = rows[2];
    for (size_t j = 0; j <= m; j++)
        above[j] = j;
    for (size_t i = 1; i <= n; i++) {
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            const size_t cost = lower(a[i - 1]) != lower(b[j - 1]);
            row[j] = least(least(above[j], row[j - 1]) + 1, above[j - 1] + cost);
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1]))
                row[j] = least(row[j], older[j - 2] + 1);
        }
        size_t *const oldest = older;
        older = above;
        above = row;
        row = oldest;
    }
    return above[m];
}

const char *tk_suggest(const char *word, const char *const *candidates, size_t n)
{
    const size_t length = strlen(word);
    const char *best = NULL;
    size_t nearest = 3;
    for (size_t i = 0; i < n && length <= LONGEST; i++) {
        const size_t other = candidates[i] ? strlen(candidates[i]) : 0;
        if (other == 0 || other > LONGEST)
            continue;
        const size_t changes = distance(word, length, candidates[i], other);
        const size_t longer = length > other ? length : other;
        if (changes < nearest && changes * 3 <= longer) {
            nearest = changes;
            best = candidates[i];
        }
    }
    return best;
}
