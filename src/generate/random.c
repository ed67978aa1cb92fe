#include "generate.h"

#include <math.h>

static uint64_t rotate(uint64_t x, int by)
{
    return (x << by) | (x >> (64 - by));
}

void tk_random_seed(struct tk_random *r, uint64_t seed)
{
    for (int i = 0; i < 4; i++) {
        seed += UINT64_C(0x9E3779B97F4A7C15);
        uint64_t z = seed;
        z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
        z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
        r->state[i] = z ^ (z >> 31);
    }
}

uint64_t tk_random_next(struct tk_random *r)
{
    uint64_t *s = r->state;
    uint64_t result = rotate(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate(s[3], 45);
    return result;
}

size_t tk_random_below(struct tk_random *r, size_t n)
{
    if (n < 2)
        return 0;
    uint64_t spare = (UINT64_MAX % n + 1) % n; /* answers past the last whole multiple of n */
    uint64_t x;
    do
        x = tk_random_next(r);
    while (x > UINT64_MAX - spare);
    return (size_t)(x % n);
}

int tk_random_between(struct tk_random *r, int low, int high)
{
    return low + (int)tk_random_below(r, (size_t)(high - low) + 1);
}

double tk_random_unit(struct tk_random *r)
{
    return (double)(tk_random_next(r) >> 11) * 0x1.0p-53;
}

bool tk_random_chance(struct tk_random *r, double share)
{
    return tk_random_unit(r) < share;
}

size_t tk_random_weighted(struct tk_random *r, const int *weights, size_t n)
{
    size_t sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (size_t)weights[i];
    size_t at = tk_random_below(r, sum);
    size_t i = 0;
    while (i + 1 < n && at >= (size_t)weights[i])
        at -= (size_t)weights[i++];
    return i;
}

/* Without sin() and cos(), whose last digit differs between C libraries. */
void tk_random_direction(struct tk_random *r, double *x, double *y)
{
    double squared;
    do {
        *x = 2 * tk_random_unit(r) - 1;
        *y = 2 * tk_random_unit(r) - 1;
        squared = *x * *x + *y * *y;
    } while (squared > 1 || squared < 0.01);
    double length = sqrt(squared);
    *x /= length;
    *y /= length;
}

void tk_random_shuffle(struct tk_random *r, size_t *positions, size_t n)
{
    for (size_t i = n; i > 1; i--) {
        size_t j = tk_random_below(r, i);
        size_t other = positions[j];
        positions[j] = positions[i - 1];
        positions[i - 1] = other;
    }
}
