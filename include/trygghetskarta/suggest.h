/* suggest: "did you mean …?" for a word that was meant to be one of a list.
 */
#ifndef TRYGGHETSKARTA_SUGGEST_H
#define TRYGGHETSKARTA_SUGGEST_H

#include <stddef.h>

/* The candidate with the fewest single-byte insertions, deletions, exchanges and swaps of
 * neighbours from the word, upper and lower case the same; the first of those equally near.
 * NULL if none is near: more than two changes, or more than a third of the longer one.
 * candidates[i] may be NULL. Borrowed from the list. */
const char *tk_suggest(const char *word, const char *const *candidates, size_t n);

#endif
