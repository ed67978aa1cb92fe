#include "trygghetskarta/stats.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

/* R's allowance when it asks whether exactly half are left. */
#define TOLERANCE 1.490116119384766e-8

static int by_time(const void *a, const void *b)
{
    double x = ((const struct tk_stats_spell *)a)->time;
    double y = ((const struct tk_stats_spell *)b)->time;
    return x < y ? -1 : x > y;
}

/* Where a falling curve passes one half. */
struct passing {
    double at;    /* the first time at or under one half; NAN before */
    double value; /* the curve's there */
    bool done;    /* it has fallen further */
};

static void pass(struct passing *p, double time, double value)
{
    if (p->done || isnan(value) || value >= 0.5 + TOLERANCE)
        return;
    if (isnan(p->at)) {
        p->at = time;
        p->value = value;
        p->done = fabs(value - 0.5) >= TOLERANCE;
    } else if (value < p->value) {
        p->at = (p->at + time) / 2;
        p->done = true;
    }
}

/* How many there were, and how many of them ended; false of what cannot be. */
static bool add_up(const struct tk_stats_spell *spells, size_t n, int64_t *all, int64_t *events)
{
    *all = *events = 0;
    for (size_t i = 0; i < n; i++) {
        const struct tk_stats_spell *s = &spells[i];
        if (isnan(s->time) || s->events < 0 || s->censored < 0 ||
            __builtin_add_overflow(*all, s->events, all) ||
            __builtin_add_overflow(*all, s->censored, all))
            return false;
        *events += s->events;
    }
    return true;
}

void tk_stats_survival(struct tk_stats_spell *spells, size_t n, double confidence,
                       struct tk_stats_survival *out)
{
    struct passing middle = {.at = NAN}, low = middle, high = middle;
    int64_t at_risk, all_events;
    *out = (struct tk_stats_survival){.median = NAN, .low = NAN, .high = NAN};
    if (!add_up(spells, n, &at_risk, &all_events))
        return;
    if (n > 0)
        qsort(spells, n, sizeof *spells, by_time);
    double left = 1, sum = 0;
    double z = tk_stats_normal_quantile((1 + confidence) / 2);
    out->n = at_risk;
    out->events = all_events;
    for (size_t i = 0; i < n;) {
        double time = spells[i].time;
        int64_t events = 0, gone = 0;
        for (; i < n && spells[i].time == time; i++) {
            events += spells[i].events;
            gone += spells[i].events + spells[i].censored;
        }
        if (events > 0) {
            double r = (double)at_risk, d = (double)events;
            left *= 1 - d / r;
            sum += d / (r * (r - d));
            pass(&middle, time, left);
            if (events < at_risk) { /* where nothing is left there are no limits */
                pass(&low, time, left * exp(-z * sqrt(sum)));
                pass(&high, time, fmin(1, left * exp(z * sqrt(sum))));
            }
        }
        at_risk -= gone;
    }
    out->median = middle.at;
    out->low = low.at;
    out->high = high.at;
}
