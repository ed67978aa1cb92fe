#include "trygghetskarta/stats.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

/* Enough for counts of some 1e8, where the slower expansion takes a few times sqrt(n) terms. */
#define TERMS 200000
#define TINY 1e-300

/* lgamma() itself writes a global. */
static double log_gamma(double a)
{
    int sign;
    return lgamma_r(a, &sign);
}

/* A continued fraction b0 + a1/(b1 + a2/(b2 + …)), forwards by Lentz's method as modified by
 * Thompson and Barnett (1986): one step with the next pair. True once it stands still. */
struct fraction {
    double value, c, d;
};

static struct fraction fraction_begin(double b0)
{
    double value = fabs(b0) < TINY ? TINY : b0;
    return (struct fraction){.value = value, .c = value, .d = 0};
}

static bool fraction_step(struct fraction *f, double a, double b)
{
    double d = b + a * f->d;
    double c = b + a / f->c;
    f->d = 1 / (fabs(d) < TINY ? TINY : d);
    f->c = fabs(c) < TINY ? TINY : c;
    double factor = f->c * f->d;
    f->value *= factor;
    return fabs(factor - 1) < DBL_EPSILON;
}

/* The regularised lower incomplete gamma function P(a, x), a > 0: its series (Abramowitz &
 * Stegun 6.5.29) below the bulk, else 1 - Q by the continued fraction 6.5.31. */
static double gamma_p(double a, double x)
{
    if (x <= 0)
        return 0;
    double scale = exp(a * log(x) - x - log_gamma(a));
    if (x < a + 1) {
        double term = 1 / a, sum = term;
        for (int i = 1; i < TERMS && term > sum * DBL_EPSILON / 4; i++) {
            term *= x / (a + i);
            sum += term;
        }
        return sum * scale;
    }
    struct fraction f = fraction_begin(x + 1 - a);
    for (int i = 1; i < TERMS; i++)
        if (fraction_step(&f, -i * (i - a), x + 2 * i + 1 - a))
            break;
    return 1 - scale / f.value;
}

/* The continued fraction of the incomplete beta function (Abramowitz & Stegun 26.5.8). */
static double beta_fraction(double a, double b, double x)
{
    struct fraction f = fraction_begin(1);
    for (int i = 1; i < TERMS; i++) {
        int m = i / 2;
        double even = m * (b - m) / ((a + i - 1) * (a + i));
        double odd = -(a + m) * (a + b + m) / ((a + i - 1) * (a + i));
        if (fraction_step(&f, x * (i % 2 == 0 ? even : odd), 1))
            break;
    }
    return f.value;
}

/* The regularised incomplete beta function I_x(a, b), a and b > 0. */
static double beta_i(double a, double b, double x)
{
    if (x <= 0)
        return 0;
    if (x >= 1)
        return 1;
    double scale =
        exp(log_gamma(a + b) - log_gamma(a) - log_gamma(b) + a * log(x) + b * log1p(-x));
    if (x < (a + 1) / (a + b + 2))
        return scale / (a * beta_fraction(a, b, x));
    return 1 - scale / (b * beta_fraction(b, a, 1 - x));
}

/* Quantiles by bisection: as exact as the functions they invert, and nothing to go astray. */
static double gamma_quantile(double p, double a)
{
    double low = 0, high = a + 1;
    while (gamma_p(a, high) < p)
        high *= 2;
    double mid = high / 2;
    while (low < mid && mid < high) {
        *(gamma_p(a, mid) < p ? &low : &high) = mid;
        mid = low + (high - low) / 2;
    }
    return high;
}

static double beta_quantile(double p, double a, double b)
{
    double low = 0, high = 1, mid = 0.5;
    while (low < mid && mid < high) {
        *(beta_i(a, b, mid) < p ? &low : &high) = mid;
        mid = low + (high - low) / 2;
    }
    return high;
}

/* What is left outside the limits on each side; NAN for a confidence that is none. */
static double tail(double confidence)
{
    return confidence > 0 && confidence < 1 ? (1 - confidence) / 2 : NAN;
}

double tk_stats_poisson_low(int64_t n, double confidence)
{
    double p = tail(confidence);
    if (n < 0 || isnan(p))
        return NAN;
    return n == 0 ? 0 : gamma_quantile(p, (double)n);
}

double tk_stats_poisson_high(int64_t n, double confidence)
{
    double p = tail(confidence);
    return n < 0 || isnan(p) ? NAN : gamma_quantile(1 - p, (double)n + 1);
}

double tk_stats_binomial_low(int64_t x, int64_t n, double confidence)
{
    double p = tail(confidence);
    if (x < 0 || x > n || isnan(p))
        return NAN;
    return x == 0 ? 0 : beta_quantile(p, (double)x, (double)(n - x) + 1);
}

double tk_stats_binomial_high(int64_t x, int64_t n, double confidence)
{
    double p = tail(confidence);
    if (x < 0 || x > n || isnan(p))
        return NAN;
    return x == n ? 1 : beta_quantile(1 - p, (double)x + 1, (double)(n - x));
}

/* Whether two counts can be compared at all. */
static bool comparable(int64_t a, double ea, int64_t b, double eb)
{
    return a >= 0 && b >= 0 && b <= INT64_MAX - a && a + b > 0 && ea > 0 && eb > 0 &&
           isfinite(ea) && isfinite(eb);
}

double tk_stats_rate_ratio(int64_t a, double ea, int64_t b, double eb)
{
    if (!comparable(a, ea, b, eb))
        return NAN;
    return b == 0 ? INFINITY : ((double)a / ea) / ((double)b / eb);
}

/* Of a + b notes the share that falls on a is binomial; its limits, as odds, are those of the
 * ratio. */
static double odds(double share, double ea, double eb)
{
    return share >= 1 ? INFINITY : share / (1 - share) * (eb / ea);
}

double tk_stats_rate_ratio_low(int64_t a, double ea, int64_t b, double eb, double confidence)
{
    if (!comparable(a, ea, b, eb))
        return NAN;
    return odds(tk_stats_binomial_low(a, a + b, confidence), ea, eb);
}

double tk_stats_rate_ratio_high(int64_t a, double ea, int64_t b, double eb, double confidence)
{
    if (!comparable(a, ea, b, eb))
        return NAN;
    return odds(tk_stats_binomial_high(a, a + b, confidence), ea, eb);
}

static double log_binomial(int64_t k, int64_t n, double p)
{
    double x = (double)k, m = (double)n;
    return log_gamma(m + 1) - log_gamma(x + 1) - log_gamma(m - x + 1) + x * log(p) +
           (m - x) * log1p(-p);
}

/* P(X <= k) and P(X >= k) of a binomial X, each without the other's rounding. */
static double at_most(int64_t k, int64_t n, double p)
{
    return k >= n ? 1 : beta_i((double)(n - k), (double)k + 1, 1 - p);
}

static double at_least(int64_t k, int64_t n, double p)
{
    return k > n ? 0 : beta_i((double)k, (double)(n - k) + 1, p);
}

/* Of the outcomes above the mean the lowest that is no more likely than `seen` (a logarithm);
 * n + 1 if none is. They grow less likely upwards, so it can be halved for. */
static int64_t first_as_unlikely(int64_t n, double p, double seen)
{
    int64_t low = (int64_t)ceil((double)n * p), high = n + 1;
    while (low < high) {
        int64_t mid = low + (high - low) / 2;
        if (log_binomial(mid, n, p) <= seen)
            high = mid;
        else
            low = mid + 1;
    }
    return low;
}

double tk_stats_rate_ratio_p(int64_t a, double ea, int64_t b, double eb)
{
    if (!comparable(a, ea, b, eb))
        return NAN;
    int64_t n = a + b, k = a;
    double p = ea / (ea + eb);
    /* Seen from the other count the upper tail is the lower one. */
    if ((double)k > (double)n * p) {
        k = b;
        p = eb / (ea + eb);
    }
    if ((double)k >= (double)n * p)
        return 1;
    /* R's allowance for rounding: equally likely outcomes count as such. */
    double seen = log_binomial(k, n, p) + log1p(1e-7);
    int64_t other = first_as_unlikely(n, p, seen);
    return fmin(1, at_most(k, n, p) + at_least(other, n, p));
}
