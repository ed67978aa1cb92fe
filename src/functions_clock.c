#include "functions_parts.h"

#include "trygghetskarta/date.h"

#include <string.h>

/* SQLite's words of time read the computer's clock for 'now'. Here they are asked on a
 * connection of their own, with the edition's day put in its place: what they understand stays
 * SQLite's, and the same edition comes out on any day. */

#define MOST_ARGUMENTS 12

static const char *const words[] = {"date",      "time",      "datetime",
                                    "julianday", "unixepoch", "strftime"};

struct clock {
    sqlite3 *aside;
    char today[16]; /* "" without a clock */
    int users;      /* words that hold this */
};

struct clock_word {
    struct clock *clock;
    const char *name;
    sqlite3_stmt *statement; /* of the last number of arguments */
    int n;
};

static void drop_word(void *data)
{
    struct clock_word *w = data;
    sqlite3_finalize(w->statement);
    if (--w->clock->users == 0) {
        sqlite3_close(w->clock->aside);
        sqlite3_free(w->clock);
    }
    sqlite3_free(w);
}

static int prepare(struct clock_word *w, int n)
{
    if (w->statement && w->n == n)
        return SQLITE_OK;
    sqlite3_finalize(w->statement);
    w->statement = NULL;
    w->n = n;
    sqlite3_str *sql = sqlite3_str_new(w->clock->aside);
    sqlite3_str_appendf(sql, "SELECT %s(", w->name);
    for (int i = 0; i < n; i++)
        sqlite3_str_appendall(sql, i ? ",?" : "?");
    sqlite3_str_appendall(sql, ")");
    char *text = sqlite3_str_finish(sql);
    int rc = text ? sqlite3_prepare_v2(w->clock->aside, text, -1, &w->statement, NULL)
                  : SQLITE_NOMEM;
    sqlite3_free(text);
    return rc;
}

/* Whether the time that is asked about is the clock's: it is left out, or "now" (or, for later
 * versions of SQLite, only how it is to be printed is told). */
static bool asks_clock(int at, int n, sqlite3_value **values)
{
    if (n <= at)
        return true;
    const char *text = (const char *)sqlite3_value_text(values[at]);
    return text && (sqlite3_stricmp(text, "now") == 0 || sqlite3_stricmp(text, "subsec") == 0 ||
                    sqlite3_stricmp(text, "subsecond") == 0);
}

static void time_word(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct clock_word *w = sqlite3_user_data(context);
    int at = strcmp(w->name, "strftime") == 0 ? 1 : 0; /* where the time stands */
    bool clock = asks_clock(at, n, values);
    int all = n > at ? n : at + 1;
    if (n < at || n > MOST_ARGUMENTS) {
        sqlite3_result_error(context, "wrong number of arguments", -1);
        return;
    }
    if (clock && !w->clock->today[0]) {
        sqlite3_result_error(context, "there is no clock here", -1);
        return;
    }
    int rc = prepare(w, all);
    for (int i = 0; i < n && rc == SQLITE_OK; i++)
        rc = sqlite3_bind_value(w->statement, i + 1, values[i]);
    if (clock && rc == SQLITE_OK)
        rc = sqlite3_bind_text(w->statement, at + 1, w->clock->today, -1, SQLITE_STATIC);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(w->statement);
    if (rc == SQLITE_ROW)
        sqlite3_result_value(context, sqlite3_column_value(w->statement, 0));
    else if (rc == SQLITE_NOMEM)
        sqlite3_result_error_nomem(context);
    else
        sqlite3_result_error(context, sqlite3_errmsg(w->clock->aside), -1);
    sqlite3_reset(w->statement);
}

static int install_word(sqlite3 *db, struct clock *clock, const char *name)
{
    struct clock_word *w = sqlite3_malloc(sizeof *w);
    if (!w)
        return SQLITE_NOMEM;
    *w = (struct clock_word){.clock = clock, .name = name};
    clock->users++;
    return sqlite3_create_function_v2(db, name, -1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, w,
                                      time_word, NULL, NULL, drop_word);
}

int tk_functions_install_clock(sqlite3 *db, int32_t as_of)
{
    struct clock *clock = sqlite3_malloc(sizeof *clock);
    if (!clock)
        return SQLITE_NOMEM;
    *clock = (struct clock){.users = 1};
    if (as_of != TK_NO_DAY)
        tk_date_print(as_of, clock->today);
    int rc = sqlite3_open_v2(":memory:", &clock->aside, SQLITE_OPEN_READWRITE, NULL);
    for (size_t i = 0; i < sizeof words / sizeof *words && rc == SQLITE_OK; i++)
        rc = install_word(db, clock, words[i]);
    if (--clock->users == 0) {
        sqlite3_close(clock->aside);
        sqlite3_free(clock);
    }
    return rc;
}
