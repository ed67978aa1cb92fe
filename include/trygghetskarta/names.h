/* names: names folded for comparison (tk_text_fold_name()), each with a position of the
 * caller's, found by bisection in any spelling.
 */
#ifndef TRYGGHETSKARTA_NAMES_H
#define TRYGGHETSKARTA_NAMES_H

#include "trygghetskarta/status.h"

#include <stddef.h>

#define TK_NO_NAME ((size_t)-1)

struct tk_name {
    char *folded;
    size_t position;
};

struct tk_names { /* all zero at first */
    struct tk_name *items;
    size_t n, capacity;
};

TK_CHECK enum tk_status tk_names_add(struct tk_names *names, const char *name, size_t position,
                                     struct tk_error *err);
void tk_names_sort(struct tk_names *names); /* by name, then by position */

/* The lowest position under a name in any spelling, or TK_NO_NAME. The names are sorted. */
TK_CHECK enum tk_status tk_names_find(const struct tk_names *names, const char *name,
                                      size_t *position, struct tk_error *err);

/* Where the first of a run of one name ends: the first item from `from` on that has another. */
size_t tk_names_same(const struct tk_names *names, size_t from);
void tk_names_free(struct tk_names *names);

#endif
