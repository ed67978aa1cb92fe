/* buffer: a text or blob that grows. A failed allocation is remembered, so that a writer checks
 * once, at the end, with tk_buffer_check().
 */
#ifndef TRYGGHETSKARTA_BUFFER_H
#define TRYGGHETSKARTA_BUFFER_H

#include "trygghetskarta/status.h"

#include <stdbool.h>
#include <stddef.h>

struct tk_buffer { /* all zero is an empty buffer */
    char *data;    /* NUL after the last byte once anything was added; NULL before */
    size_t length;
    size_t capacity;
    bool failed;
};

void tk_buffer_add(struct tk_buffer *b, const void *bytes, size_t n);
void tk_buffer_text(struct tk_buffer *b, const char *text);
void tk_buffer_format(struct tk_buffer *b, const char *format, ...) TK_PRINTF(2, 3);

/* Text escaped for XML content and attributes; a text as a JSON string with its quotes; an SQL
 * identifier or string literal with its quotes. */
void tk_buffer_xml(struct tk_buffer *b, const char *text);
void tk_buffer_json(struct tk_buffer *b, const char *text);
void tk_buffer_identifier(struct tk_buffer *b, const char *name);
void tk_buffer_literal(struct tk_buffer *b, const char *text);

/* Empties the buffer and keeps its room. */
void tk_buffer_clear(struct tk_buffer *b);

/* The text; "" of a buffer nothing was added to. Borrowed until the next change. */
const char *tk_buffer_string(const struct tk_buffer *b);

/* TK_INTERNAL if any addition failed for want of memory. */
TK_CHECK enum tk_status tk_buffer_check(const struct tk_buffer *b, struct tk_error *err);

/* Hands the text over; the buffer is empty afterwards. NULL if anything had failed. */
char *tk_buffer_take(struct tk_buffer *b);

/* Frees the content; the buffer is empty afterwards. */
void tk_buffer_free(struct tk_buffer *b);

#endif
