#include "functions_parts.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/stats.h"

#include <math.h>

static void wilson(sqlite3_context *context, int n, sqlite3_value **values)
{
    double (*limit)(int64_t, int64_t, double) =
        *(double (**)(int64_t, int64_t, double))sqlite3_user_data(context);
    if (!tk_functions_any_null(n, values))
        tk_functions_give(context, limit(sqlite3_value_int64(values[0]),
                                         sqlite3_value_int64(values[1]), TK_CONFIDENCE));
}

static void sun_height(sqlite3_context *context, int n, sqlite3_value **values)
{
    if (!tk_functions_any_null(n, values))
        tk_functions_give(context, tk_stats_sun_height(sqlite3_value_double(values[0]),
                                                       sqlite3_value_double(values[1]),
                                                       sqlite3_value_double(values[2])));
}

static void eb_rate(sqlite3_context *context, int n, sqlite3_value **values)
{
    if (!tk_functions_any_null(n, values))
        tk_functions_give(
            context,
            tk_stats_shrunk(sqlite3_value_double(values[0]), sqlite3_value_double(values[1]),
                            (struct tk_stats_prior){sqlite3_value_double(values[2]),
                                                    sqlite3_value_double(values[3])}));
}

/* --- how long it takes: km_median(days, ended, unfinished) and its limits --- */

struct spells {
    struct tk_stats_spell *items;
    size_t n, capacity;
};

static void gather_spell(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct tk_error err = {TK_OK, ""};
    if (tk_functions_any_null(n, values))
        return;
    struct spells *s = sqlite3_aggregate_context(context, sizeof *s);
    if (!s || tk_grow(&s->items, &s->capacity, s->n + 1, sizeof *s->items, &err)) {
        sqlite3_result_error_nomem(context);
        return;
    }
    s->items[s->n++] =
        (struct tk_stats_spell){sqlite3_value_double(values[0]), sqlite3_value_int64(values[1]),
                                sqlite3_value_int64(values[2])};
}

enum { MEDIAN, LOW, HIGH };
static const int which[] = {MEDIAN, LOW, HIGH};

static void finish_spells(sqlite3_context *context)
{
    struct spells *s = sqlite3_aggregate_context(context, 0);
    struct tk_stats_survival survival;
    if (!s)
        return;
    tk_stats_survival(s->items, s->n, TK_CONFIDENCE, &survival);
    int asked = *(const int *)sqlite3_user_data(context);
    tk_functions_give(context, asked == MEDIAN ? survival.median
                               : asked == LOW  ? survival.low
                                               : survival.high);
    tk_free(s->items);
}

/* --- empirical Bayes: eb_variance(count, base) over the whole table --- */

struct rates {
    double *count, *base;
    size_t n, room_count, room_base;
};

static void gather_rate(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct tk_error err = {TK_OK, ""};
    if (tk_functions_any_null(n, values))
        return;
    struct rates *r = sqlite3_aggregate_context(context, sizeof *r);
    if (!r || tk_grow(&r->count, &r->room_count, r->n + 1, sizeof *r->count, &err) ||
        tk_grow(&r->base, &r->room_base, r->n + 1, sizeof *r->base, &err)) {
        sqlite3_result_error_nomem(context);
        return;
    }
    r->count[r->n] = sqlite3_value_double(values[0]);
    r->base[r->n++] = sqlite3_value_double(values[1]);
}

static const bool wanted[] = {false, true}; /* the variance, else the mean */

static void finish_rates(sqlite3_context *context)
{
    struct rates *r = sqlite3_aggregate_context(context, 0);
    if (!r)
        return;
    struct tk_stats_prior prior = tk_stats_prior(r->count, r->base, r->n);
    tk_functions_give(context,
                      *(const bool *)sqlite3_user_data(context) ? prior.variance : prior.mean);
    tk_free(r->count);
    tk_free(r->base);
}

/* --- bh_q(p, n) OVER (… ORDER BY p DESC): rows come from the highest p down --- */

struct running {
    double q;
    int64_t seen;
};

static void step_q(sqlite3_context *context, int n, sqlite3_value **values)
{
    struct running *r = sqlite3_aggregate_context(context, sizeof *r);
    if (!r) {
        sqlite3_result_error_nomem(context);
        return;
    }
    if (tk_functions_any_null(n, values))
        return;
    int64_t all = sqlite3_value_int64(values[1]);
    if (r->seen >= all) {
        sqlite3_result_error(context, "bh_q(p, n): there are more p than n", -1);
        return;
    }
    r->q = tk_stats_benjamini_hochberg(r->seen ? r->q : 1, sqlite3_value_double(values[0]),
                                       all - r->seen, all);
    r->seen++;
}

static void value_of_q(sqlite3_context *context)
{
    const struct running *r = sqlite3_aggregate_context(context, 0);
    if (r && r->seen)
        sqlite3_result_double(context, r->q);
}

static void inverse_q(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    (void)values;
    sqlite3_result_error(context, "bh_q(p, n): the window has to begin with the first row", -1);
}

static int install_scalars(sqlite3 *db)
{
    static double (*const low)(int64_t, int64_t, double) = tk_stats_wilson_low;
    static double (*const high)(int64_t, int64_t, double) = tk_stats_wilson_high;
    const struct {
        const char *name;
        int n;
        const void *data;
        void (*word)(sqlite3_context *, int, sqlite3_value **);
    } words[] = {{"wilson_low", 2, &low, wilson},
                 {"wilson_high", 2, &high, wilson},
                 {"sun_height", 3, NULL, sun_height},
                 {"eb_rate", 4, NULL, eb_rate}};
    int rc = SQLITE_OK;
    for (size_t i = 0; i < sizeof words / sizeof *words && rc == SQLITE_OK; i++)
        rc = sqlite3_create_function_v2(db, words[i].name, words[i].n, TK_FUNCTION_FLAGS,
                                        (void *)(uintptr_t)words[i].data, words[i].word, NULL,
                                        NULL, NULL);
    return rc;
}

int tk_functions_install_statistics(sqlite3 *db)
{
    const struct {
        const char *name;
        int n;
        const void *data;
        void (*step)(sqlite3_context *, int, sqlite3_value **);
        void (*finish)(sqlite3_context *);
    } words[] = {{"km_median", 3, &which[MEDIAN], gather_spell, finish_spells},
                 {"km_low", 3, &which[LOW], gather_spell, finish_spells},
                 {"km_high", 3, &which[HIGH], gather_spell, finish_spells},
                 {"eb_mean", 2, &wanted[false], gather_rate, finish_rates},
                 {"eb_variance", 2, &wanted[true], gather_rate, finish_rates}};
    int rc = install_scalars(db);
    for (size_t i = 0; i < sizeof words / sizeof *words && rc == SQLITE_OK; i++)
        rc = sqlite3_create_function_v2(db, words[i].name, words[i].n, TK_FUNCTION_FLAGS,
                                        (void *)(uintptr_t)words[i].data, NULL, words[i].step,
                                        words[i].finish, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_create_window_function(db, "bh_q", 2, TK_FUNCTION_FLAGS, NULL, step_q,
                                            value_of_q, value_of_q, inverse_q, NULL);
    return rc;
}
