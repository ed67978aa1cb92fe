#include "notes_parts.h"

#include "trygghetskarta/lanes.h"
#include "trygghetskarta/memory.h"

#define BATCHES 2 /* one is read while the other is worked on */

struct tk_ahead {
    struct tk_source *source;
    struct tk_batch *batches[BATCHES];
    bool aside;   /* a thread of its own reads */
    bool holding; /* the batch last given is not given back yet */
    struct tk_belt belt;
    struct tk_lane lane;
};

static enum tk_status read_on(void *context, struct tk_error *err)
{
    struct tk_ahead *a = context;
    enum tk_status st = TK_OK;
    size_t slot;
    while (!st && tk_belt_load(&a->belt, &slot)) {
        st = tk_source_next(a->source, a->batches[slot], err);
        if (st || a->batches[slot]->n == 0)
            break;
        tk_belt_hand_over(&a->belt);
    }
    tk_belt_end(&a->belt);
    return st;
}

enum tk_status tk_ahead_open(struct tk_source *source, size_t threads, struct tk_ahead **out,
                             struct tk_error *err)
{
    *out = NULL;
    struct tk_ahead *a = tk_alloc(1, sizeof *a);
    if (!a)
        return tk_fail_memory(err);
    a->source = source;
    tk_belt_open(&a->belt, BATCHES);
    for (int i = 0; i < BATCHES; i++)
        if (!(a->batches[i] = tk_alloc(1, sizeof *a->batches[i]))) {
            tk_ahead_close(a);
            return tk_fail_memory(err);
        }
    a->lane = (struct tk_lane){.work = read_on, .context = a};
    a->aside = threads > 1 && tk_lane_begin(&a->lane);
    *out = a;
    return TK_OK;
}

enum tk_status tk_ahead_next(struct tk_ahead *a, const struct tk_batch **batch,
                             struct tk_error *err)
{
    *batch = a->batches[0];
    if (!a->aside)
        return tk_source_next(a->source, a->batches[0], err);
    if (a->holding)
        tk_belt_give_back(&a->belt);
    size_t slot;
    a->holding = tk_belt_unload(&a->belt, &slot);
    *batch = a->holding ? a->batches[slot] : NULL;
    if (a->holding)
        return TK_OK;
    tk_lane_await(&a->lane);
    return a->lane.err.status ? tk_fail(err, a->lane.err.status, "%s", a->lane.err.message)
                              : TK_OK;
}

void tk_ahead_close(struct tk_ahead *a)
{
    if (!a)
        return;
    tk_belt_stop(&a->belt);
    tk_lane_await(&a->lane);
    tk_belt_close(&a->belt);
    for (int i = 0; i < BATCHES; i++) {
        if (a->batches[i])
            tk_batch_free(a->batches[i]);
        tk_free(a->batches[i]);
    }
    tk_free(a);
}
