#include "support/support.h"

#include "trygghetskarta/stats.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Reference values checked by hand and by another program before this one was written. */
static void garwood(void **state)
{
    (void)state;
    const struct {
        int64_t n;
        double low, high;
    } known[] = {{0, 0, 3.6889},       {1, 0.0253, 5.5716},    {3, 0.6187, 8.7673},
                 {5, 1.6235, 11.6683}, {20, 12.2165, 30.8884}, {100, 81.3640, 121.6268}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        assert_near(tk_stats_poisson_low(known[i].n, 0.95), known[i].low, 5.1e-5);
        assert_near(tk_stats_poisson_high(known[i].n, 0.95), known[i].high, 5.1e-5);
    }
}

/* Twelve notes on 3 km against ten on 8 km; 25 against 16 over equal ground. */
static void two_rates(void **state)
{
    (void)state;
    assert_near(tk_stats_rate_ratio_p(25, 1, 16, 1), 0.2110, 5e-5);
    assert_near(tk_stats_rate_ratio_p(12, 3, 10, 8), 0.00714, 5e-6);
    assert_near(tk_stats_rate_ratio(12, 3, 10, 8), 3.2, 1e-12);
    assert_near(tk_stats_rate_ratio_p(10, 8, 12, 3), tk_stats_rate_ratio_p(12, 3, 10, 8),
                1e-12);
    assert_near(tk_stats_rate_ratio_p(5, 1, 5, 1), 1, 0);
}

/* A pencil's road: P(X >= n) at the lower limit is 2.5 %, by adding the terms up. */
static void limits_leave_the_tails(void **state)
{
    (void)state;
    for (int n = 1; n < 30; n++) {
        double low = tk_stats_poisson_low(n, 0.95), term = exp(-low), below = 0;
        for (int k = 0; k < n; term *= low / ++k)
            below += term;
        assert_near(1 - below, 0.025, 1e-12);
    }
}

static double computed(const char *what, const double *c)
{
    int64_t a = (int64_t)c[0], b = (int64_t)c[2];
    double ea = c[1], eb = c[3], confidence = c[4];
    if (strcmp(what, "poisson_low") == 0)
        return tk_stats_poisson_low(a, confidence);
    if (strcmp(what, "poisson_high") == 0)
        return tk_stats_poisson_high(a, confidence);
    if (strcmp(what, "binomial_low") == 0)
        return tk_stats_binomial_low(a, b, confidence);
    if (strcmp(what, "binomial_high") == 0)
        return tk_stats_binomial_high(a, b, confidence);
    if (strcmp(what, "rate_ratio_low") == 0)
        return tk_stats_rate_ratio_low(a, ea, b, eb, confidence);
    if (strcmp(what, "rate_ratio_high") == 0)
        return tk_stats_rate_ratio_high(a, ea, b, eb, confidence);
    assert_string_equal(what, "rate_ratio_p");
    return tk_stats_rate_ratio_p(a, ea, b, eb);
}

/* tests/stats.csv was written by R (tests/stats.R), to 15 digits. */
static void as_r_says(void **state)
{
    (void)state;
    FILE *file = fopen("tests/stats.csv", "r");
    assert_non_null(file);
    char line[256];
    int n = 0;
    assert_non_null(fgets(line, sizeof line, file));
    for (; fgets(line, sizeof line, file); n++) {
        double cell[6];
        char *rest = line, *what = strsep(&rest, ",");
        for (int i = 0; i < 6; i++) /* strtod() reads R's Inf too */
            cell[i] = strtod(strsep(&rest, ",\n"), NULL);
        double value = computed(what, cell);
        if (!(value == cell[5] || fabs(value - cell[5]) <= 1e-8 * fabs(cell[5])))
            fail_msg("%s of line %d is %.15g, by R %.15g", what, n + 2, value, cell[5]);
    }
    fclose(file);
    assert_true(n >= 50);
}

/* A line of tests/stats_sets.csv: what;data;values;within. Items of data are a:b:c. */
#define MOST 400
struct set {
    char what[32];
    double data[MOST][3], values[MOST];
    size_t n, n_values;
    double within;
};

static void read_set(char *line, struct set *set)
{
    *set = (struct set){0};
    snprintf(set->what, sizeof set->what, "%s", strsep(&line, ";"));
    char *data = strsep(&line, ";"), *values = strsep(&line, ";");
    for (char *item; (item = strsep(&data, " ")); set->n++)
        for (int k = 0; k < 3 && item; k++)
            set->data[set->n][k] = strtod(strsep(&item, ":"), NULL);
    for (char *value; (value = strsep(&values, " "));)
        set->values[set->n_values++] = strcmp(value, "NA") == 0 ? NAN : strtod(value, NULL);
    set->within = strtod(line, NULL);
}

static void sets_of_rates(const struct set *set, double *out)
{
    double count[MOST], base[MOST];
    for (size_t i = 0; i < set->n; i++) {
        count[i] = set->data[i][0];
        base[i] = set->data[i][1];
    }
    if (strcmp(set->what, "empirical_bayes") == 0) {
        struct tk_stats_prior prior = tk_stats_prior(count, base, set->n);
        *out++ = prior.mean;
        *out++ = prior.variance;
        for (size_t i = 0; i < set->n; i++)
            *out++ = tk_stats_shrunk(count[i], base[i], prior);
        return;
    }
    struct tk_error err = {0};
    int64_t rank[MOST], low[MOST], high[MOST];
    assert_string_equal(set->what, "ranks");
    assert_ok(tk_stats_ranks(count, base, set->n, 20000, 1, 0.95, rank, low, high, &err), &err);
    for (size_t i = 0; i < set->n; i++) {
        out[i] = (double)rank[i];
        out[set->n + 2 * i] = (double)low[i];
        out[set->n + 2 * i + 1] = (double)high[i];
    }
}

static void qs(const struct set *set, double *out)
{
    bool done[MOST] = {false};
    double q = 1;
    for (size_t rank = set->n; rank > 0; rank--) {
        size_t highest = MOST;
        for (size_t i = 0; i < set->n; i++)
            if (!done[i] && (highest == MOST || set->data[i][0] > set->data[highest][0]))
                highest = i;
        done[highest] = true;
        q = tk_stats_benjamini_hochberg(q, set->data[highest][0], (int64_t)rank,
                                        (int64_t)set->n);
        out[highest] = q;
    }
}

static void compute_set(const struct set *set, double *out)
{
    const double *a = set->data[0];
    struct tk_stats_spell spells[MOST];
    struct tk_stats_survival survival;
    if (strcmp(set->what, "wilson") == 0) {
        out[0] = tk_stats_wilson_low((int64_t)a[0], (int64_t)a[1], 0.95);
        out[1] = tk_stats_wilson_high((int64_t)a[0], (int64_t)a[1], 0.95);
    } else if (strcmp(set->what, "normal") == 0) {
        out[0] = tk_stats_normal_quantile(a[0]);
    } else if (strcmp(set->what, "sun") == 0) {
        out[0] = tk_stats_sun_height(a[0], a[1], a[2]);
    } else if (strcmp(set->what, "benjamini_hochberg") == 0) {
        qs(set, out);
    } else if (strcmp(set->what, "survival") == 0) {
        for (size_t i = 0; i < set->n; i++)
            spells[i] = (struct tk_stats_spell){set->data[i][0], (int64_t)set->data[i][1],
                                                (int64_t)set->data[i][2]};
        tk_stats_survival(spells, set->n, 0.95, &survival);
        const double answer[] = {(double)survival.n, (double)survival.events, survival.median,
                                 survival.low, survival.high};
        memcpy(out, answer, sizeof answer);
    } else {
        sets_of_rates(set, out);
    }
}

/* tests/stats_sets.csv was written by R and its package survival (tests/stats_sets.R). */
static void sets_as_r_says(void **state)
{
    (void)state;
    FILE *file = fopen("tests/stats_sets.csv", "r");
    assert_non_null(file);
    static struct set set;
    static char line[20000];
    int n = 0;
    assert_non_null(fgets(line, sizeof line, file));
    for (; fgets(line, sizeof line, file); n++) {
        double ours[3 * MOST];
        read_set(line, &set);
        compute_set(&set, ours);
        for (size_t i = 0; i < set.n_values; i++)
            if (isnan(set.values[i]) != isnan(ours[i]) ||
                fabs(ours[i] - set.values[i]) > set.within)
                fail_msg("%s of line %d: value %zu is %.15g, by R %.15g", set.what, n + 2,
                         i + 1, ours[i], set.values[i]);
    }
    fclose(file);
    assert_int_equal(n, 53);
}

/* Reference values checked by hand before the functions were written. */
static void by_hand(void **state)
{
    (void)state;
    const double count[] = {1, 5, 50, 2}, base[] = {10, 200, 1000, 300};
    const double shrunk[] = {0.0420, 0.0310, 0.0484, 0.0178};
    struct tk_stats_prior prior = tk_stats_prior(count, base, 4);
    assert_near(prior.mean, 0.0384106, 5e-8);
    assert_near(prior.variance, 0.00023634, 5e-9);
    for (size_t i = 0; i < 4; i++)
        assert_near(tk_stats_shrunk(count[i], base[i], prior), shrunk[i], 5e-5);
    /* Noon at midsummer: 90 degrees less the latitude, plus the tilt of the earth's axis. */
    assert_near(tk_stats_sun_height(1782038940, 59.33, 18.07), 90 - 59.33 + 23.436, 0.02);
}

/* Two rates are ranked by chance as often as they are drawn so: of counts of 60 on the same
 * base and 0 the first is always the higher. */
static void ranks_are_sure_where_rates_are(void **state)
{
    (void)state;
    struct tk_error err = {0};
    const double count[] = {0, 60, 5}, base[] = {1, 1, 0};
    int64_t rank[3], low[3], high[3], again[3];
    assert_ok(tk_stats_ranks(count, base, 3, 1000, 7, 0.95, rank, low, high, &err), &err);
    assert_true(rank[0] == 2 && low[0] == 2 && high[0] == 2);
    assert_true(rank[1] == 1 && low[1] == 1 && high[1] == 1);
    assert_true(rank[2] == 0 && low[2] == 0 && high[2] == 0);
    assert_ok(tk_stats_ranks(count, base, 3, 1000, 7, 0.95, rank, again, high, &err), &err);
    assert_memory_equal(low, again, sizeof low);
    assert_int_equal(tk_stats_ranks(count, base, 3, 0, 7, 0.95, rank, low, high, &err),
                     TK_USAGE);
}

static void nothing_to_say(void **state)
{
    (void)state;
    assert_true(isnan(tk_stats_poisson_low(-1, 0.95)));
    assert_true(isnan(tk_stats_poisson_high(3, 1)));
    assert_true(isnan(tk_stats_poisson_high(3, NAN)));
    assert_true(isnan(tk_stats_binomial_low(4, 3, 0.95)));
    assert_near(tk_stats_binomial_low(0, 0, 0.95), 0, 0);
    assert_near(tk_stats_binomial_high(0, 0, 0.95), 1, 0);
    assert_true(isnan(tk_stats_rate_ratio(0, 1, 0, 1)));
    assert_true(isnan(tk_stats_rate_ratio(1, 0, 1, 1)));
    assert_true(isnan(tk_stats_rate_ratio_p(INT64_MAX, 1, 1, 1)));
    assert_true(isnan(tk_stats_rate_ratio_p(1, 1, 1, INFINITY)));
    assert_true(isinf(tk_stats_rate_ratio(1, 1, 0, 1)));
    assert_true(isinf(tk_stats_rate_ratio_high(1, 1, 0, 1, 0.95)));
    assert_near(tk_stats_rate_ratio_low(0, 1, 4, 1, 0.95), 0, 0);
    assert_true(isnan(tk_stats_wilson_low(2, 1, 0.95)));
    assert_near(tk_stats_wilson_high(0, 0, 0.95), 1, 0);
    for (int64_t n = 1; n < 1000; n++) {
        assert_near(tk_stats_wilson_low(0, n, 0.95), 0, 0);
        assert_near(tk_stats_wilson_high(n, n, 0.95), 1, 0);
    }
    assert_true(isnan(tk_stats_normal_quantile(1)));
    assert_true(isnan(tk_stats_prior(NULL, NULL, 0).mean));
    struct tk_stats_survival survival;
    tk_stats_survival(NULL, 0, 0.95, &survival);
    assert_true(survival.n == 0 && isnan(survival.median) && isnan(survival.low));
    struct tk_stats_spell wrong[][2] = {
        {{1, INT64_MAX, 0}, {2, 0, 1}}, {{1, -1, 0}, {2, 3, 0}}, {{NAN, 1, 0}, {2, 1, 0}}};
    for (size_t i = 0; i < 3; i++) {
        tk_stats_survival(wrong[i], 2, 0.95, &survival);
        assert_true(survival.n == 0 && isnan(survival.median) && isnan(survival.high));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(garwood),
        cmocka_unit_test(two_rates),
        cmocka_unit_test(limits_leave_the_tails),
        cmocka_unit_test(as_r_says),
        cmocka_unit_test(sets_as_r_says),
        cmocka_unit_test(by_hand),
        cmocka_unit_test(ranks_are_sure_where_rates_are),
        cmocka_unit_test(nothing_to_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
