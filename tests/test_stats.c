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
    assert_true(isnan(tk_stats_rate_ratio_p(1, 1, 1, INFINITY)));
    assert_true(isinf(tk_stats_rate_ratio(1, 1, 0, 1)));
    assert_true(isinf(tk_stats_rate_ratio_high(1, 1, 0, 1, 0.95)));
    assert_near(tk_stats_rate_ratio_low(0, 1, 4, 1, 0.95), 0, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(garwood),
        cmocka_unit_test(two_rates),
        cmocka_unit_test(limits_leave_the_tails),
        cmocka_unit_test(as_r_says),
        cmocka_unit_test(nothing_to_say),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
