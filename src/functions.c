#include "functions_parts.h"

#include "trygghetskarta/analysis.h"
#include "trygghetskarta/blob.h"
#include "trygghetskarta/database.h"
#include "trygghetskarta/date.h"
#include "trygghetskarta/stats.h"

#include <math.h>

void tk_functions_give(sqlite3_context *context, double value)
{
    if (isfinite(value))
        sqlite3_result_double(context, value);
}

bool tk_functions_any_null(int n, sqlite3_value **values)
{
    for (int i = 0; i < n; i++)
        if (sqlite3_value_type(values[i]) == SQLITE_NULL)
            return true;
    return false;
}

/* A limit of a count, found by bisection: a layer asks the same small counts thousands of
 * times, so those are remembered. */
enum { REMEMBERED = 2048 };
struct limit {
    double (*of)(int64_t, double);
    double known[REMEMBERED]; /* NAN: not asked yet */
};

static void poisson(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct limit *limit = sqlite3_user_data(context);
    if (tk_functions_any_null(n, values))
        return;
    int64_t count = sqlite3_value_int64(values[0]);
    bool small = count >= 0 && count < REMEMBERED;
    double value = small ? limit->known[count] : NAN;
    if (isnan(value))
        value = limit->of(count, TK_CONFIDENCE);
    if (small)
        limit->known[count] = value;
    tk_functions_give(context, value);
}

struct ratio_word {
    double (*of)(int64_t, double, int64_t, double);
    double (*limit)(int64_t, double, int64_t, double, double);
};

static void ratio(sqlite3_context *context, int n, sqlite3_value **values)
{
    const struct ratio_word *word = sqlite3_user_data(context);
    if (tk_functions_any_null(n, values))
        return;
    int64_t a = sqlite3_value_int64(values[0]), b = sqlite3_value_int64(values[2]);
    double ea = sqlite3_value_double(values[1]), eb = sqlite3_value_double(values[3]);
    tk_functions_give(context, word->of ? word->of(a, ea, b, eb)
                                        : word->limit(a, ea, b, eb, TK_CONFIDENCE));
}

static void coordinate(sqlite3_context *context, sqlite3_value *geometry, bool want_x)
{
    double x, y;
    const void *blob = sqlite3_value_blob(geometry);
    if (tk_geopackage_point(blob, (size_t)sqlite3_value_bytes(geometry), &x, &y))
        tk_functions_give(context, want_x ? x : y);
}

static void st_x(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    coordinate(context, values[0], true);
}

static void st_y(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    coordinate(context, values[0], false);
}

static void st_point(sqlite3_context *context, int n, sqlite3_value **values)
{
    const int *srs_id = sqlite3_user_data(context);
    unsigned char blob[TK_POINT_BLOB_SIZE];
    double x = sqlite3_value_double(values[0]), y = sqlite3_value_double(values[1]);
    if (tk_functions_any_null(n, values) || !isfinite(x) || !isfinite(y))
        return;
    tk_geopackage_point_blob(*srs_id, x, y, blob);
    sqlite3_result_blob(context, blob, sizeof blob, SQLITE_TRANSIENT);
}

typedef void (*sql_word)(sqlite3_context *, int, sqlite3_value **);

static int add(sqlite3 *db, const char *name, int n, const void *data, sql_word word)
{
    return sqlite3_create_function_v2(db, name, n, TK_FUNCTION_FLAGS, (void *)(uintptr_t)data,
                                      word, NULL, NULL, NULL);
}

static int add_poisson(sqlite3 *db, const char *name, double (*of)(int64_t, double))
{
    struct limit *limit = sqlite3_malloc(sizeof *limit);
    if (!limit)
        return SQLITE_NOMEM;
    limit->of = of;
    for (int i = 0; i < REMEMBERED; i++)
        limit->known[i] = NAN;
    /* a failing call frees it as well */
    return sqlite3_create_function_v2(db, name, 1, TK_FUNCTION_FLAGS, limit, poisson, NULL,
                                      NULL, sqlite3_free);
}

static int add_statistics(sqlite3 *db)
{
    static const struct {
        const char *name;
        struct ratio_word word;
    } ratios[] = {{"rate_ratio", {tk_stats_rate_ratio, NULL}},
                  {"rate_ratio_p", {tk_stats_rate_ratio_p, NULL}},
                  {"rate_ratio_low", {NULL, tk_stats_rate_ratio_low}},
                  {"rate_ratio_high", {NULL, tk_stats_rate_ratio_high}}};
    int rc = add_poisson(db, "poisson_low", tk_stats_poisson_low);
    if (rc == SQLITE_OK)
        rc = add_poisson(db, "poisson_high", tk_stats_poisson_high);
    for (size_t i = 0; i < sizeof ratios / sizeof *ratios && rc == SQLITE_OK; i++)
        rc = add(db, ratios[i].name, 4, &ratios[i].word, ratio);
    return rc;
}

static int add_geometry(sqlite3 *db, int srs_id)
{
    int rc = add(db, "ST_X", 1, NULL, st_x);
    if (rc == SQLITE_OK)
        rc = add(db, "ST_Y", 1, NULL, st_y);
    int *held = rc == SQLITE_OK ? sqlite3_malloc(sizeof *held) : NULL;
    if (!held)
        return rc == SQLITE_OK ? SQLITE_NOMEM : rc;
    *held = srs_id; /* a failing call frees it as well */
    return sqlite3_create_function_v2(db, "ST_Point", 2, TK_FUNCTION_FLAGS, held, st_point,
                                      NULL, NULL, sqlite3_free);
}

/* Has SQLite connect a table-valued word now: while a layer is run its authorizer would take
 * the declaration of the columns for a write. Most words want arguments, so that the SELECT is
 * refused once they are connected. */
static enum tk_status wake(sqlite3 *db, const char *name, struct tk_error *err)
{
    sqlite3_stmt *statement = NULL;
    char *sql = sqlite3_mprintf("SELECT 1 FROM \"%w\"", name);
    if (!sql)
        return tk_fail_memory(err);
    int rc = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    sqlite3_finalize(statement);
    sqlite3_free(sql);
    return rc == SQLITE_NOMEM ? tk_fail_memory(err) : TK_OK;
}

enum tk_status tk_functions_register(sqlite3 *db, struct tk_session *session,
                                     const struct tk_facts *facts, int srs_id,
                                     struct tk_error *err)
{
    int rc = add_statistics(db);
    if (rc == SQLITE_OK)
        rc = add_geometry(db, srs_id);
    if (rc == SQLITE_OK)
        rc = tk_functions_install_clock(db, facts ? facts->as_of : TK_NO_DAY);
    if (rc == SQLITE_OK)
        rc = tk_functions_install_charts(db);
    if (rc == SQLITE_OK)
        rc = tk_functions_install_order(db);
    if (rc == SQLITE_OK)
        rc = tk_functions_install_statistics(db);
    if (rc == SQLITE_OK)
        rc = tk_functions_install_position(db, session);
    if (rc == SQLITE_OK && facts)
        rc = tk_functions_install_count(db, facts);
    for (size_t i = 0; tk_analyses[i].name && rc == SQLITE_OK; i++)
        rc = tk_analysis_install(db, session, &tk_analyses[i]);
    if (rc != SQLITE_OK)
        return rc == SQLITE_NOMEM ? tk_fail_memory(err)
                                  : tk_database_fail(db, TK_INTERNAL, err, "the words of SQL");
    enum tk_status st = facts ? wake(db, "antal", err) : TK_OK;
    for (size_t i = 0; tk_analyses[i].name && !st; i++)
        st = wake(db, tk_analyses[i].name, err);
    return st;
}
