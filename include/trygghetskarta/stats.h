/* stats: arithmetic only. Each function names its formula and source, and is held against R.
 *
 * NAN is the answer to what cannot be asked: a negative count, more successes than trials, a
 * confidence that is not between 0 and 1.
 */
#ifndef TRYGGHETSKARTA_STATS_H
#define TRYGGHETSKARTA_STATS_H

#include "trygghetskarta/status.h"

#include <stddef.h>
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

/* Limits of a share x of n by Wilson (1927): where |x/n - p| = z sqrt(p (1 - p) / n). What R's
 * prop.test(correct = FALSE) gives. Of n = 0 nothing is known: 0 to 1. */
double tk_stats_wilson_low(int64_t x, int64_t n, double confidence);
double tk_stats_wilson_high(int64_t x, int64_t n, double confidence);

/* The quantile of the standard normal distribution; p within 0 and 1. */
double tk_stats_normal_quantile(double p);

/* How long something takes when not all of it is finished: Kaplan & Meier (1958). What ended
 * (events) and what was last seen unfinished (censored) after a time; times may come in any
 * order and more than once, and are put in order in place. At one time what ends comes before
 * what is only last seen. */
struct tk_stats_spell {
    double time;
    int64_t events, censored;
};
struct tk_stats_survival {
    int64_t n, events;
    double median;    /* the first time when half or fewer are left; where exactly half are left
                         for a while, the middle of that while, as in R's survfit */
    double low, high; /* the first times when the lower and the upper limit are so low
                         (Brookmeyer & Crowley 1982) */
};
/* The limits are S exp(+-z sqrt(sum d / (r (r - d)))): Greenwood's variance (1926) with the log
 * transform, R's own choice (conf.type = "log"), at most 1. Each is NAN where the curve does
 * not come so far. */
void tk_stats_survival(struct tk_stats_spell *spells, size_t n, double confidence,
                       struct tk_stats_survival *out);

/* Benjamini & Hochberg (1995): the q of one p, taken from the highest down. Begin with q = 1;
 * `rank` is the place of p among the `n`, the lowest p being 1. */
double tk_stats_benjamini_hochberg(double q_above, double p, int64_t rank, int64_t n);

/* Empirical Bayes by moments (Marshall 1991, global): rates count/base drawn towards their mean
 * the more the smaller the base. mean = sum count / sum base; variance = sum base (rate -
 * mean)^2 / sum base - mean / (sum base / n), at least 0; an estimate is mean + variance /
 * (variance + mean / base) (rate - mean). NAN where nothing can be said: no base, no count. */
struct tk_stats_prior {
    double mean, variance;
};
struct tk_stats_prior tk_stats_prior(const double *count, const double *base, size_t n);
double tk_stats_shrunk(double count, double base, struct tk_stats_prior prior);

/* Between which ranks each rate count/base lies: `draws` times each rate is drawn from Gamma(
 * count + 1/2) / base, what is known of a rate from a Poisson count (Jeffreys's prior), and
 * ranked, 1 being the highest; low and high leave at most (1 - confidence) / 2 of the draws on
 * each side. The same seed gives the same limits (xoshiro256**, Blackman & Vigna 2018; gamma by
 * Marsaglia & Tsang 2000). The share that is left outside has a Monte Carlo error, one standard
 * deviation, of sqrt(p (1 - p) / draws): 0.0016 around 2.5 % for 10 000. `rank` is that of the
 * rates themselves; equal ones share the lowest. What has no base has no rank: 0. */
TK_CHECK enum tk_status tk_stats_ranks(const double *count, const double *base, size_t n,
                                       int draws, uint64_t seed, double confidence,
                                       int64_t *rank, int64_t *low, int64_t *high,
                                       struct tk_error *err);

/* How high the middle of the sun stands over the horizon, in degrees, without refraction, at a
 * moment (seconds since 1970 UTC) and place: Meeus, Astronomical Algorithms (1998), chapter 25
 * at low accuracy, 0.01 degrees, for the years 1900 to 2100. The sun has set at -0.833; it is
 * dark below -6 (the end of civil twilight). */
double tk_stats_sun_height(double moment, double latitude, double longitude);

#endif
