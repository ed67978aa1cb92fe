#include "trygghetskarta/status.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

/* The length of the character of UTF-8 that begins at c, or 0 if none does, or one that steers
 * terminals, or that XML cannot hold. Bytes after the closing NUL are never looked at. */
static size_t character(const unsigned char *c)
{
    size_t n = c[0] < 0x80 ? 1 : c[0] < 0xC2 ? 0 : c[0] < 0xE0 ? 2 : c[0] < 0xF0 ? 3 : 4;
    unsigned lowest = c[0] == 0xE0 ? 0xA0 : c[0] == 0xF0 ? 0x90 : c[0] == 0xC2 ? 0xA0 : 0x80;
    unsigned highest = c[0] == 0xED ? 0x9F : c[0] == 0xF4 ? 0x8F : 0xBF;
    if (n == 0 || c[0] > 0xF4 || c[0] < 0x20 || c[0] == 0x7F)
        return 0;
    if (n > 1 && (c[1] < lowest || c[1] > highest))
        return 0;
    for (size_t i = 2; i < n; i++)
        if ((c[i] & 0xC0) != 0x80)
            return 0;
    return n == 3 && c[0] == 0xEF && c[1] == 0xBF && c[2] >= 0xBE ? 0 : n;
}

/* What is quoted may be anything, and may have been cut within a character. */
static void make_one_line(char *message)
{
    for (unsigned char *c = (unsigned char *)message; *c;) {
        size_t n = character(c);
        if (n == 0)
            *c = *c == '\n' || *c == '\r' || *c == '\t' ? ' ' : '?';
        c += n ? n : 1;
    }
}

enum tk_status tk_fail(struct tk_error *err, enum tk_status status, const char *format, ...)
{
    if (err->status != TK_OK)
        return err->status;
    err->status = status;
    va_list args;
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    make_one_line(err->message);
    return status;
}

static const char no_memory[] = "out of memory";

enum tk_status tk_fail_memory(struct tk_error *err)
{
    return tk_fail(err, TK_INTERNAL, no_memory);
}

bool tk_out_of_memory(const struct tk_error *err)
{
    return strcmp(err->message, no_memory) == 0;
}

const char *tk_status_name(enum tk_status status)
{
    switch (status) {
    case TK_OK:
        return "done";
    case TK_USAGE:
        return "wrong call or configuration";
    case TK_LATE:
        return "late";
    case TK_INPUT:
        return "input refused";
    case TK_NO_INPUT:
        return "input missing";
    case TK_UNSAFE:
        return "target not safe to replace";
    case TK_INTERNAL:
        return "internal fault";
    case TK_CANNOT_CREATE:
        return "target cannot be made";
    case TK_IO:
        return "reading or writing failed";
    case TK_BUSY:
        return "another run holds the lock";
    case TK_NOT_PERMITTED:
        return "not permitted";
    case TK_INTERRUPTED:
        return "interrupted";
    }
    return "unknown status";
}
