/* template: a text with {{words}} that are filled in: the skeletons in layers/project. */
#ifndef TRYGGHETSKARTA_TEMPLATE_H
#define TRYGGHETSKARTA_TEMPLATE_H

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/status.h"

#include <stdbool.h>
#include <stddef.h>

/* A word and what stands in its place. Borrowed. */
struct tk_slot {
    const char *word;
    const char *value;
    bool is_xml; /* put in as it is; else escaped as XML */
};

/* Adds the text with every {{word}} filled in. `path` is for messages: TK_USAGE with file:line
 * for a word there is no slot for, or braces that are not closed. */
TK_CHECK enum tk_status tk_template_fill(const char *path, const char *text,
                                         const struct tk_slot *slots, size_t n,
                                         struct tk_buffer *out, struct tk_error *err);

#endif
