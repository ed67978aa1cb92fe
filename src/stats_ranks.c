#include "trygghetskarta/memory.h"
#include "trygghetskarta/stats.h"

#include <math.h>
#include <stdlib.h>

struct generator {
    uint64_t s[4];
};

static uint64_t rotated(uint64_t x, int k)
{
    return x << k | x >> (64 - k);
}

/* xoshiro256**, begun by splitmix64 as its authors advise. */
static struct generator begin(uint64_t seed)
{
    struct generator g;
    for (int i = 0; i < 4; i++) {
        uint64_t z = seed += 0x9E3779B97F4A7C15U;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
        z = (z ^ z >> 27) * 0x94D049BB133111EBU;
        g.s[i] = z ^ z >> 31;
    }
    return g;
}

/* Uniform within 0 and 1, neither of them. */
static double uniform(struct generator *g)
{
    uint64_t *s = g->s, drawn = rotated(s[1] * 5, 7) * 9, t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotated(s[3], 45);
    return ((double)(drawn >> 12) + 0.5) * 0x1p-52;
}

static double normal(struct generator *g)
{
    double u = uniform(g);
    return sqrt(-2 * log(u)) * cos(2 * 3.14159265358979323846 * uniform(g));
}

/* Of a shape below 1 by the shape one higher and a power of a uniform one. */
static double gamma_draw(struct generator *g, double shape)
{
    double boost = shape < 1 ? pow(uniform(g), 1 / shape) : 1;
    double d = (shape < 1 ? shape + 1 : shape) - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        double x = normal(g), v = pow(1 + c * x, 3);
        if (v > 0 && log(uniform(g)) < x * x / 2 + d - d * v + d * log(v))
            return boost * d * v;
    }
}

struct ranked {
    double rate;
    size_t which;
};

static int highest_first(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;
    if (x->rate != y->rate)
        return x->rate > y->rate ? -1 : 1;
    return x->which < y->which ? -1 : 1;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

/* What has a base, in the order it came. */
static size_t with_base(const double *count, const double *base, size_t n, struct ranked *out)
{
    size_t used = 0;
    for (size_t i = 0; i < n; i++)
        if (base[i] > 0 && isfinite(base[i]) && count[i] >= 0 && isfinite(count[i]))
            out[used++] = (struct ranked){count[i] / base[i], i};
    return used;
}

/* One draw for each, and the rank it came at: drawn[which * draws + number]. */
static void draw_ranks(const double *count, const double *base, struct ranked *ranked,
                       size_t used, size_t draws, size_t number, struct generator *g,
                       uint32_t *drawn)
{
    for (size_t k = 0; k < used; k++) {
        size_t i = ranked[k].which;
        ranked[k].rate = gamma_draw(g, count[i] + 0.5) / base[i];
    }
    qsort(ranked, used, sizeof *ranked, highest_first);
    for (size_t k = 0; k < used; k++)
        drawn[ranked[k].which * draws + number] = (uint32_t)k + 1;
}

enum tk_status tk_stats_ranks(const double *count, const double *base, size_t n, int draws,
                              uint64_t seed, double confidence, int64_t *rank, int64_t *low,
                              int64_t *high, struct tk_error *err)
{
    if (draws < 1 || !(confidence > 0 && confidence < 1))
        return tk_fail(err, TK_USAGE, "ranks: no draws, or a confidence that is none");
    size_t times = (size_t)draws;
    struct ranked *ranked = tk_alloc(n, sizeof *ranked);
    uint32_t *drawn = tk_alloc(n * times, sizeof *drawn);
    enum tk_status st = ranked && drawn ? TK_OK : tk_fail_memory(err);
    size_t used = st ? 0 : with_base(count, base, n, ranked);
    for (size_t i = 0; i < n && !st; i++)
        rank[i] = low[i] = high[i] = 0;
    if (used > 0)
        qsort(ranked, used, sizeof *ranked, highest_first);
    for (size_t k = 0; k < used; k++)
        rank[ranked[k].which] = k > 0 && ranked[k].rate == ranked[k - 1].rate
                                    ? rank[ranked[k - 1].which]
                                    : (int64_t)k + 1;
    /* Drawn in the order they were given in, so that nothing but the seed decides. */
    struct generator g = begin(seed);
    for (size_t d = 0; d < times && used > 0; d++) {
        with_base(count, base, n, ranked);
        draw_ranks(count, base, ranked, used, times, d, &g, drawn);
    }
    size_t outside = (size_t)floor((1 - confidence) / 2 * (double)draws);
    for (size_t i = 0; i < n && !st; i++) {
        if (rank[i] == 0)
            continue;
        qsort(drawn + i * times, times, sizeof *drawn, by_number);
        low[i] = drawn[i * times + outside];
        high[i] = drawn[i * times + times - 1 - outside];
    }
    tk_free(drawn);
    tk_free(ranked);
    return st;
}
