/* stats: arithmetic only. Each function names its formula and source, and is held against R.
 *
 * NAN is the answer to what cannot be asked: a negative count, more successes than trials, a
 * confidence that is not between 0 and 1.
 */
#ifndef TRYGGHETSKARTA_STATS_H
#define TRYGGHETSKARTA_STATS_H

#include <stdint.h>

/* Exact (Garwood 1936) limits of a Poisson mean from a count n >= 0 at the given confidence
 * (0.95): half the chi-square quantiles with 2n and 2n + 2 degrees of freedom. low is 0 for n =
 * 0. */
double tk_stats_poisson_low(int64_t n, double confidence);
double tk_stats_poisson_high(int64_t n, double confidence);

/* Exact limits (Clopper & Pearson 1934) of a proportion x of n: quantiles of the beta
 * distribution. low is 0 for x = 0, high is 1 for x = n; of n = 0 nothing is known: 0 to 1. */
double tk_stats_binomial_low(int64_t x, int64_t n, double confidence);
double tk_stats_binomial_high(int64_t x, int64_t n, double confidence);

/* Two Poisson counts a and b with exposures ea and eb > 0, conditional on a + b (Przyborowski &
 * Wilenski 1940): the ratio (a/ea)/(b/eb), its exact limits, and the two-sided p as R's
 * poisson.test (all outcomes no more likely than the one seen). NAN where nothing can be said:
 * no exposure, or a + b = 0; the ratio and its upper limit are INFINITY for b = 0. */
double tk_stats_rate_ratio(int64_t a, double ea, int64_t b, double eb);
double tk_stats_rate_ratio_low(int64_t a, double ea, int64_t b, double eb, double confidence);
double tk_stats_rate_ratio_high(int64_t a, double ea, int64_t b, double eb, double confidence);
double tk_stats_rate_ratio_p(int64_t a, double ea, int64_t b, double eb);

#endif
