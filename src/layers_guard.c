#include "layers_parts.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/database.h"

#include <stdio.h>
#include <string.h>

/* What would make an edition differ from the next one of the same data, or reach outside it. */
static const char *const refused[] = {
    "random",         "randomblob",        "current_date",      "current_time",
    "load_extension", "current_timestamp", "last_insert_rowid", "changes",
    "total_changes",  "timediff",          "fts3_tokenizer",    "readfile"};
static const char *const clock_words[] = {"date",      "time",      "datetime",
                                          "julianday", "unixepoch", "strftime"};

static bool is_one_of(const char *name, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (sqlite3_stricmp(name, list[i]) == 0)
            return true;
    return false;
}

static int refuse(struct tk_guard *guard, const char *what, const char *name)
{
    snprintf(guard->refused, sizeof guard->refused, "%s%s%s", what, name ? " " : "",
             name ? name : "");
    return SQLITE_DENY;
}

static int judge(void *context, int action, const char *a, const char *b, const char *database,
                 const char *trigger)
{
    (void)database;
    (void)trigger;
    struct tk_guard *guard = context;
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_READ:
        for (size_t i = 0; guard->reads && i < guard->layers->n; i++)
            guard->reads[i] |= strcmp(guard->layers->layers[i].name, a) == 0;
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        if (is_one_of(b, refused, sizeof refused / sizeof *refused) ||
            (guard->without_clock &&
             is_one_of(b, clock_words, sizeof clock_words / sizeof *clock_words)))
            return refuse(guard, "the function", b);
        return SQLITE_OK;
    case SQLITE_INSERT:
        return guard->target && strcmp(guard->target, a) == 0
                   ? SQLITE_OK
                   : refuse(guard, "writing into", a);
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
        return refuse(guard, "changing", a);
    case SQLITE_PRAGMA:
        return refuse(guard, "PRAGMA", a);
    case SQLITE_ATTACH:
        return refuse(guard, "ATTACH", NULL);
    default:
        return refuse(guard, "anything but reading", NULL);
    }
}

void tk_guard_set(sqlite3 *db, struct tk_guard *guard)
{
    guard->refused[0] = '\0';
    sqlite3_set_authorizer(db, judge, guard);
}

void tk_guard_lift(sqlite3 *db)
{
    sqlite3_set_authorizer(db, NULL, NULL);
}

/* "12:7" of a byte in a text; columns are characters. */
static void place(const char *text, size_t offset, char *out, size_t size)
{
    size_t line = 1, column = 1;
    for (size_t i = 0; i < offset && text[i]; i++) {
        column += ((unsigned char)text[i] & 0xC0) != 0x80;
        if (text[i] == '\n') {
            line++;
            column = 1;
        }
    }
    snprintf(out, size, "%zu:%zu", line, column);
}

enum tk_status tk_guard_fault(sqlite3 *db, const struct tk_guard *guard, const char *directory,
                              const char *file, const char *text, size_t offset,
                              struct tk_error *err)
{
    char where[48] = "1:1";
    int at = sqlite3_error_offset(db);
    if (at >= 0)
        place(text, offset + (size_t)at, where, sizeof where);
    else if (offset > 0)
        place(text, offset, where, sizeof where);
    /* what SQLite tries where memory fails it is nothing that the layer asked for */
    if (guard->refused[0] && (sqlite3_errcode(db) & 0xFF) != SQLITE_NOMEM)
        return tk_fail(err, TK_USAGE,
                       "%s/%s:%s: %s is refused: a layer reads, and nothing but the edition",
                       directory, file, where, guard->refused);
    return tk_database_fail(db, TK_USAGE, err, "%s/%s:%s", directory, file, where);
}
