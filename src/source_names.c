/* The names of a source's columns, as messages tell them. */
#include "source_private.h"

#include "trygghetskarta/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A day, a position, a number of somebody's, an address, a sentence: no column is called so. A
 * year may be. */
static bool looks_like_a_value(const char *name)
{
    size_t digits = 0, signs = tk_text_signs(name);
    for (const char *c = name; *c; c++)
        digits += *c >= '0' && *c <= '9';
    return (digits > 4 && 2 * digits > signs) || tk_text_personal(name) || strchr(name, '@') ||
           signs > 100;
}

bool tk_source_headless(const struct tk_source *source)
{
    for (size_t i = 0; i < source->n_columns; i++)
        if (looks_like_a_value(source->columns[i]))
            return true;
    return false;
}

enum tk_status tk_source_lacks(const struct tk_source *source, struct tk_error *err,
                               const char *format, ...)
{
    enum { MOST = 1000 }; /* bytes of names */
    struct tk_buffer names = {0};
    char what[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(what, sizeof what, format, args);
    va_end(args);
    if (tk_source_headless(source))
        return tk_fail(
            err, TK_INPUT,
            "%s (its first row looks like a record, not a header; put a row with the "
            "columns' names above it)",
            what);
    for (size_t i = 0; i < source->n_columns && names.length < MOST; i++)
        tk_buffer_format(&names, "%s%.200s", i ? ", " : "", source->columns[i]);
    enum tk_status st = tk_buffer_check(&names, err);
    if (!st)
        st = tk_fail(err, TK_INPUT, "%s (there are: %s%s)", what, tk_buffer_string(&names),
                     source->driver->blank_rows ? "; their names are its first row" : "");
    tk_buffer_free(&names);
    return st;
}
