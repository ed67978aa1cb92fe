/* status: the one error form of the program.
 *
 * Every function that can fail returns an enum tk_status, which the compiler insists on being
 * looked at, and tells what went wrong in a struct tk_error handed down by the caller. The
 * first error wins: once an error is told, later ones (usually its consequences) change
 * nothing.
 */
#ifndef TRYGGHETSKARTA_STATUS_H
#define TRYGGHETSKARTA_STATUS_H

#include <stdbool.h>

#define TK_CHECK __attribute__((warn_unused_result))
#define TK_PRINTF(at, first) __attribute__((format(printf, at, first)))

/* Each value is the program's exit code (after sysexits.h). */
enum tk_status {
    TK_OK = 0,        /* done, or nothing had changed */
    TK_LATE = 1,      /* `status` alone: no good run lately, or a hurt edition */
    TK_USAGE = 2,     /* wrong call or configuration; the message starts file:line:column */
    TK_INPUT = 65,    /* an input was refused */
    TK_NO_INPUT = 66, /* an input is missing or cannot be opened */
    TK_UNSAFE = 69,   /* the target is not safe to replace */
    TK_INTERNAL = 70, /* our own fault: a law broken by us, or no memory */
    TK_CANNOT_CREATE = 73, /* the target cannot be made */
    TK_IO = 74,            /* reading or writing failed */
    TK_BUSY = 75,          /* another run holds the lock */
    TK_NOT_PERMITTED = 77, /* no permission */
    TK_INTERRUPTED = 130   /* ended by a signal: the process ends by it, 128 + its number */
};

/* An error that has been told, or not: { TK_OK, "" } before use. */
struct tk_error {
    enum tk_status status;
    char message[2048]; /* one line of UTF-8: file: layer or record: what is wrong and the cure
                         */
};

/* Tells an error, unless one was told before. Whatever is put into it, the message is one line
 * of UTF-8: line breaks and tabs become spaces, what is no text a question mark. Returns the
 * status of the first one told, so that a caller can end with `return tk_fail(err, TK_INPUT,
 * "…", …)`. */
enum tk_status tk_fail(struct tk_error *err, enum tk_status status, const char *format, ...)
    TK_PRINTF(3, 4);

/* The error every failed allocation ends in: TK_INTERNAL, "out of memory". */
enum tk_status tk_fail_memory(struct tk_error *err);
/* Whether that is what an error tells. */
bool tk_out_of_memory(const struct tk_error *err);

/* A short English name of a status for the log and the manifest, "input refused" for TK_INPUT.
 * Never NULL. */
const char *tk_status_name(enum tk_status status);

#endif
