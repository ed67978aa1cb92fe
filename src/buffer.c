#include "trygghetskarta/buffer.h"

#include "trygghetskarta/memory.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static bool make_room(struct tk_buffer *b, size_t more)
{
    struct tk_error unheard = {TK_OK, ""};
    if (!b->failed && tk_grow(&b->data, &b->capacity, b->length + more + 1, 1, &unheard))
        b->failed = true;
    return !b->failed;
}

void tk_buffer_add(struct tk_buffer *b, const void *bytes, size_t n)
{
    if (!make_room(b, n))
        return;
    if (n)
        memcpy(b->data + b->length, bytes, n);
    b->length += n;
    b->data[b->length] = '\0';
}

void tk_buffer_text(struct tk_buffer *b, const char *text)
{
    tk_buffer_add(b, text, strlen(text));
}

void tk_buffer_format(struct tk_buffer *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    b->failed = b->failed || n < 0;
    if (!make_room(b, n > 0 ? (size_t)n : 0))
        return;
    va_start(args, format);
    vsnprintf(b->data + b->length, (size_t)n + 1, format, args);
    va_end(args);
    b->length += (size_t)n;
}

void tk_buffer_xml(struct tk_buffer *b, const char *text)
{
    for (const char *c = text; *c; c++) {
        switch (*c) {
        case '&':
            tk_buffer_text(b, "&amp;");
            break;
        case '<':
            tk_buffer_text(b, "&lt;");
            break;
        case '>':
            tk_buffer_text(b, "&gt;");
            break;
        case '"':
            tk_buffer_text(b, "&quot;");
            break;
        default:
            tk_buffer_add(b, c, 1);
        }
    }
}

void tk_buffer_json(struct tk_buffer *b, const char *text)
{
    tk_buffer_text(b, "\"");
    for (const char *c = text; *c; c++) {
        if (*c == '"' || *c == '\\')
            tk_buffer_format(b, "\\%c", *c);
        else if (*c == '\n')
            tk_buffer_text(b, "\\n");
        else if ((unsigned char)*c < 0x20)
            tk_buffer_format(b, "\\u%04x", (unsigned)*c);
        else
            tk_buffer_add(b, c, 1);
    }
    tk_buffer_text(b, "\"");
}

static void quoted(struct tk_buffer *b, const char *text, char quote)
{
    tk_buffer_add(b, &quote, 1);
    for (const char *c = text; *c; c++)
        tk_buffer_format(b, *c == quote ? "%c%c" : "%c", *c, quote);
    tk_buffer_add(b, &quote, 1);
}

void tk_buffer_identifier(struct tk_buffer *b, const char *name)
{
    quoted(b, name, '"');
}

void tk_buffer_literal(struct tk_buffer *b, const char *text)
{
    quoted(b, text, '\'');
}

void tk_buffer_clear(struct tk_buffer *b)
{
    b->length = 0;
    if (b->data)
        b->data[0] = '\0';
}

const char *tk_buffer_string(const struct tk_buffer *b)
{
    return b->data ? b->data : "";
}

enum tk_status tk_buffer_check(const struct tk_buffer *b, struct tk_error *err)
{
    return b->failed ? tk_fail_memory(err) : TK_OK;
}

char *tk_buffer_take(struct tk_buffer *b)
{
    if (!b->data)
        tk_buffer_add(b, "", 0);
    char *text = b->failed ? NULL : b->data;
    if (b->failed)
        tk_free(b->data);
    *b = (struct tk_buffer){0};
    return text;
}

void tk_buffer_free(struct tk_buffer *b)
{
    tk_free(b->data);
    *b = (struct tk_buffer){0};
}
