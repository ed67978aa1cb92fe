#include "functions_parts.h"

#include <string.h>

/* Of à to ÿ: the letter each is sorted as. After z come å, ä and ö, which are { | }. */
static const char latin[] = "aaaa|{|ceeeeiiiidnoooo}/}uuuyyty";

/* The next character's place in the alphabet; 0 at the end. What is no letter of Latin-1 keeps
 * its place in Unicode, behind them all. */
static unsigned next(const unsigned char **at, const unsigned char *end)
{
    const unsigned char *p = *at;
    if (p == end)
        return 0;
    ++*at;
    if (*p < 0x80)
        return *p >= 'A' && *p <= 'Z' ? *p + ('a' - 'A') : *p;
    unsigned c = *p & (*p < 0xE0 ? 0x1FU : *p < 0xF0 ? 0x0FU : 0x07U);
    while (*at < end && (**at & 0xC0) == 0x80)
        c = c << 6 | (*(*at)++ & 0x3FU);
    return c >= 0xC0 && c <= 0xFF ? (unsigned char)latin[c & 0x1F] : c;
}

static int compare(void *data, int n_a, const void *a, int n_b, const void *b)
{
    (void)data;
    const unsigned char *p = a, *q = b, *p_end = p + n_a, *q_end = q + n_b;
    unsigned x = 1, y = 1;
    while (x && x == y) {
        x = next(&p, p_end);
        y = next(&q, q_end);
    }
    if (x != y)
        return x < y ? -1 : 1;
    int n = n_a < n_b ? n_a : n_b;
    int order = n ? memcmp(a, b, (size_t)n) : 0;
    return order ? order : (n_a > n_b) - (n_a < n_b);
}

int tk_functions_install_order(sqlite3 *db)
{
    return sqlite3_create_collation(db, "svensk", SQLITE_UTF8, NULL, compare);
}
