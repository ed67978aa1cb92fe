/* lanes: pieces of work done side by side, where each has its own data and its own libraries'
 * handles. What comes out does not depend on how many threads there are.
 */
#ifndef TRYGGHETSKARTA_LANES_H
#define TRYGGHETSKARTA_LANES_H

#include "trygghetskarta/status.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct tk_lane { /* all zero but for its work and context at first */
    enum tk_status (*work)(void *context, struct tk_error *err);
    void *context;
    pthread_t thread;
    struct tk_error err;
    bool begun;
};

/* Does all of them, begun in their order, as many at a time as there are threads (at least one,
 * and the caller's is one of them). After a failure no further one is begun; the failure of the
 * first in the array that failed is returned, which is the same for any number of threads. */
TK_CHECK enum tk_status tk_lanes_run(struct tk_lane *lanes, size_t n, size_t threads,
                                     struct tk_error *err);

/* Begins a lane in a thread of its own; false if none can be had. Awaiting it joins the thread;
 * one that was never begun, or has been awaited, is fine. */
bool tk_lane_begin(struct tk_lane *lane);
void tk_lane_await(struct tk_lane *lane);

/* A belt between two threads: what one of them puts into its slots the other takes out in the
 * same order. The slots are the owner's; the belt tells whose turn each is. */
struct tk_belt {
    size_t slots, loaded, unloaded; /* the last two count up for ever */
    bool ended, stopped;
    pthread_mutex_t lock;
    pthread_cond_t moved;
};

void tk_belt_open(struct tk_belt *belt, size_t slots);
void tk_belt_close(struct tk_belt *belt);

/* The side that loads: waits for an empty slot, which is its own until it is handed over; false
 * if the other side has stopped. Settling waits until all is unloaded; false as before. */
bool tk_belt_load(struct tk_belt *belt, size_t *slot);
void tk_belt_hand_over(struct tk_belt *belt);
bool tk_belt_settle(struct tk_belt *belt);
void tk_belt_end(struct tk_belt *belt); /* no more will come */

/* The side that unloads: waits for a loaded slot, which is its own until it is given back;
 * false after the last. */
bool tk_belt_unload(struct tk_belt *belt, size_t *slot);
void tk_belt_give_back(struct tk_belt *belt);
void tk_belt_stop(struct tk_belt *belt); /* no more is wanted */

/* How many processors this process may use; at least one. */
size_t tk_lanes_processors(void);

#endif
