#include "trygghetskarta/stats.h"

#include <math.h>
#include <stdbool.h>

double tk_stats_normal_quantile(double p)
{
    if (!(p > 0 && p < 1))
        return NAN;
    /* By bisection, from the nearer tail: erfc() keeps its digits there. */
    bool upper = p > 0.5;
    double tail = upper ? 1 - p : p, low = 0, high = 40, mid = 20;
    while (low < mid && mid < high) {
        *(erfc(mid / sqrt(2)) / 2 > tail ? &low : &high) = mid;
        mid = low + (high - low) / 2;
    }
    return upper ? mid : -mid;
}

static double wilson(int64_t x, int64_t n, double confidence, double side)
{
    if (x < 0 || x > n || !(confidence > 0 && confidence < 1))
        return NAN;
    /* None of them, or all: rounding must not put the share itself outside. */
    if (x == (side < 0 ? 0 : n))
        return side < 0 ? 0 : 1;
    double z = side * tk_stats_normal_quantile((1 + confidence) / 2);
    double m = (double)n, p = (double)x / m;
    double middle = p + z * z / (2 * m);
    double limit = (middle + z * sqrt((p * (1 - p) + z * z / (4 * m)) / m)) / (1 + z * z / m);
    return fmin(1, fmax(0, limit));
}

double tk_stats_wilson_low(int64_t x, int64_t n, double confidence)
{
    return wilson(x, n, confidence, -1);
}

double tk_stats_wilson_high(int64_t x, int64_t n, double confidence)
{
    return wilson(x, n, confidence, 1);
}

double tk_stats_benjamini_hochberg(double q_above, double p, int64_t rank, int64_t n)
{
    return fmin(q_above, p * (double)n / (double)rank);
}

static bool is_rate(double count, double base)
{
    return count >= 0 && base > 0 && isfinite(count) && isfinite(base);
}

struct tk_stats_prior tk_stats_prior(const double *count, const double *base, size_t n)
{
    double counts = 0, bases = 0, spread = 0;
    size_t used = 0;
    for (size_t i = 0; i < n; i++)
        if (is_rate(count[i], base[i])) {
            counts += count[i];
            bases += base[i];
            used++;
        }
    if (used == 0)
        return (struct tk_stats_prior){NAN, NAN};
    double mean = counts / bases;
    for (size_t i = 0; i < n; i++)
        if (is_rate(count[i], base[i]))
            spread += base[i] * pow(count[i] / base[i] - mean, 2);
    double variance = spread / bases - mean / (bases / (double)used);
    return (struct tk_stats_prior){mean, fmax(0, variance)};
}

double tk_stats_shrunk(double count, double base, struct tk_stats_prior prior)
{
    if (!is_rate(count, base) || isnan(prior.mean))
        return NAN;
    double noise = prior.mean / base;
    double weight = prior.variance > 0 ? prior.variance / (prior.variance + noise) : 0;
    return prior.mean + weight * (count / base - prior.mean);
}
