#include "trygghetskarta/analysis.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/stats.h"

#include <math.h>

#define CONFIDENCE 0.95
#define MOST_DRAWS 100000

struct table {
    const struct tk_point *rows; /* x is the count, y the base */
    size_t n;
    double *count, *base;
    int64_t *rank, *low, *high;
};

static enum tk_status take_up(struct table *t, struct tk_error *err)
{
    t->count = tk_alloc(t->n, sizeof *t->count);
    t->base = tk_alloc(t->n, sizeof *t->base);
    t->rank = tk_alloc(t->n, sizeof *t->rank);
    t->low = tk_alloc(t->n, sizeof *t->low);
    t->high = tk_alloc(t->n, sizeof *t->high);
    if (!t->count || !t->base || !t->rank || !t->low || !t->high)
        return tk_fail_memory(err);
    for (size_t i = 0; i < t->n; i++) {
        t->count[i] = t->rows[i].x;
        t->base[i] = t->rows[i].y;
    }
    return TK_OK;
}

static enum tk_status answer(struct tk_analysis_run *run, const struct table *t,
                             struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; i < t->n && !st; i++) {
        if (t->rank[i] == 0)
            continue;
        st = tk_analysis_row(run, err);
        if (st)
            break;
        tk_analysis_set_text(run, 0, t->rows[i].id);
        tk_analysis_set_integer(run, 1, t->rank[i]);
        tk_analysis_set_integer(run, 2, t->low[i]);
        tk_analysis_set_integer(run, 3, t->high[i]);
    }
    return st;
}

enum tk_status tk_ranks_run(struct tk_analysis_run *run, struct tk_error *err)
{
    struct table t = {0};
    double draws = tk_analysis_number(run, 1), seed = tk_analysis_number(run, 2);
    if (!(draws >= 1 && draws <= MOST_DRAWS) || !(seed >= 0 && seed < 1e15))
        return tk_fail(err, TK_USAGE,
                       "rank_interval(): draws has to be 1 to %d, and seed no less than 0",
                       MOST_DRAWS);
    enum tk_status st = tk_analysis_points(run, 0, &t.rows, &t.n, err);
    if (!st)
        st = take_up(&t, err);
    if (!st)
        st = tk_stats_ranks(t.count, t.base, t.n, (int)draws, (uint64_t)seed, CONFIDENCE,
                            t.rank, t.low, t.high, err);
    if (!st)
        st = answer(run, &t, err);
    tk_free(t.count);
    tk_free(t.base);
    tk_free(t.rank);
    tk_free(t.low);
    tk_free(t.high);
    return st;
}
