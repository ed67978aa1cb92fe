#include "trygghetskarta/status.h"

#include <stdarg.h>
#include <stdio.h>

enum tk_status tk_fail(struct tk_error *err, enum tk_status status, const char *format, ...)
{
    if (err->status != TK_OK)
        return err->status;
    err->status = status;
    va_list args;
    va_start(args, format);
    vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    return status;
}

enum tk_status tk_fail_memory(struct tk_error *err)
{
    return tk_fail(err, TK_INTERNAL, "out of memory");
}

const char *tk_status_name(enum tk_status status)
{
    switch (status) {
    case TK_OK:
        return "done";
    case TK_USAGE:
        return "wrong call or configuration";
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
    }
    return "unknown status";
}
