#include "trygghetskarta/database.h"

#include "trygghetskarta/interrupt.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static enum tk_status status_of(int code, enum tk_status otherwise)
{
    switch (code & 0xFF) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
        return TK_IO;
    case SQLITE_CORRUPT: /* of what was given to read, it is the input that is wrong */
    case SQLITE_NOTADB:
        return otherwise == TK_INPUT ? TK_INPUT : TK_IO;
    default:
        return otherwise;
    }
}

enum tk_status tk_database_fail(sqlite3 *db, enum tk_status otherwise, struct tk_error *err,
                                const char *format, ...)
{
    char about[1024];
    int code = sqlite3_errcode(db), system = db ? sqlite3_system_errno(db) : 0;
    if ((code & 0xFF) == SQLITE_NOMEM)
        return tk_fail_memory(err);
    enum tk_status st = status_of(code, otherwise);
    va_list args;
    va_start(args, format);
    vsnprintf(about, sizeof about, format, args);
    va_end(args);
    const char *file = db ? sqlite3_db_filename(db, "main") : NULL;
    bool failing = (code & 0xFF) == SQLITE_FULL || (code & 0xFF) == SQLITE_IOERR;
    if (failing && file && *file) /* it is not what was asked that is wrong */
        return tk_fail(err, st, "%s: %s%s%s (%s)", file, sqlite3_errmsg(db), system ? ": " : "",
                       system ? strerror(system) : "", about);
    if (st == TK_IO && system)
        return tk_fail(err, st, "%s: %s (%s)", about, sqlite3_errmsg(db), strerror(system));
    return tk_fail(err, st, "%s: %s", about, sqlite3_errmsg(db));
}

static int is_interrupted(void *unused)
{
    (void)unused;
    return tk_interrupt_caught() != 0;
}

void tk_database_heed_interrupt(sqlite3 *db)
{
    sqlite3_progress_handler(db, 100000, is_interrupted, NULL);
}
