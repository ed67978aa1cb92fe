#include "trygghetskarta/lanes.h"

#include <pthread.h>
#include <sched.h>
#include <stdbool.h>

#define MOST 8 /* threads at a time: there are never more pieces of work than that */

struct running {
    struct tk_lane *lanes;
    size_t n, next;
    bool failed;
    pthread_mutex_t lock;
};

static struct tk_lane *take(struct running *r)
{
    pthread_mutex_lock(&r->lock);
    bool any = !r->failed && r->next < r->n;
    struct tk_lane *lane = any ? &r->lanes[r->next++] : NULL;
    pthread_mutex_unlock(&r->lock);
    return lane;
}

static void *work(void *context)
{
    struct running *r = context;
    for (struct tk_lane *lane; (lane = take(r));) {
        if (lane->work(lane->context, &lane->err) == TK_OK)
            continue;
        pthread_mutex_lock(&r->lock);
        r->failed = true;
        pthread_mutex_unlock(&r->lock);
    }
    return NULL;
}

enum tk_status tk_lanes_run(struct tk_lane *lanes, size_t n, size_t threads,
                            struct tk_error *err)
{
    struct running r = {.lanes = lanes, .n = n, .lock = PTHREAD_MUTEX_INITIALIZER};
    pthread_t others[MOST];
    size_t n_others = 0;
    /* A thread that cannot be had is no failure: the others do its work. */
    while (n_others + 1 < threads && n_others + 1 < n && n_others < MOST &&
           pthread_create(&others[n_others], NULL, work, &r) == 0)
        n_others++;
    work(&r);
    for (size_t i = 0; i < n_others; i++)
        pthread_join(others[i], NULL);
    pthread_mutex_destroy(&r.lock);
    for (size_t i = 0; i < n; i++)
        if (lanes[i].err.status)
            return tk_fail(err, lanes[i].err.status, "%s", lanes[i].err.message);
    return TK_OK;
}

size_t tk_lanes_processors(void)
{
    cpu_set_t set;
    int n = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    return n > 1 ? (size_t)n : 1;
}

static void *run_alone(void *context)
{
    struct tk_lane *lane = context;
    (void)lane->work(lane->context, &lane->err);
    return NULL;
}

bool tk_lane_begin(struct tk_lane *lane)
{
    lane->begun = pthread_create(&lane->thread, NULL, run_alone, lane) == 0;
    return lane->begun;
}

void tk_lane_await(struct tk_lane *lane)
{
    if (lane->begun)
        pthread_join(lane->thread, NULL);
    lane->begun = false;
}

void tk_belt_open(struct tk_belt *belt, size_t slots)
{
    *belt = (struct tk_belt){.slots = slots};
    pthread_mutex_init(&belt->lock, NULL);
    pthread_cond_init(&belt->moved, NULL);
}

void tk_belt_close(struct tk_belt *belt)
{
    pthread_cond_destroy(&belt->moved);
    pthread_mutex_destroy(&belt->lock);
}

bool tk_belt_load(struct tk_belt *belt, size_t *slot)
{
    pthread_mutex_lock(&belt->lock);
    while (!belt->stopped && belt->loaded - belt->unloaded == belt->slots)
        pthread_cond_wait(&belt->moved, &belt->lock);
    bool wanted = !belt->stopped;
    *slot = belt->loaded % belt->slots;
    pthread_mutex_unlock(&belt->lock);
    return wanted;
}

bool tk_belt_settle(struct tk_belt *belt)
{
    pthread_mutex_lock(&belt->lock);
    while (!belt->stopped && belt->loaded != belt->unloaded)
        pthread_cond_wait(&belt->moved, &belt->lock);
    bool settled = !belt->stopped;
    pthread_mutex_unlock(&belt->lock);
    return settled;
}

bool tk_belt_unload(struct tk_belt *belt, size_t *slot)
{
    pthread_mutex_lock(&belt->lock);
    while (!belt->ended && belt->loaded == belt->unloaded)
        pthread_cond_wait(&belt->moved, &belt->lock);
    bool any = belt->loaded != belt->unloaded;
    *slot = belt->unloaded % belt->slots;
    pthread_mutex_unlock(&belt->lock);
    return any;
}

/* Moves a count or sets a flag, and wakes the other side. */
static void move(struct tk_belt *belt, size_t *count, bool *flag)
{
    pthread_mutex_lock(&belt->lock);
    if (count)
        ++*count;
    if (flag)
        *flag = true;
    pthread_cond_broadcast(&belt->moved);
    pthread_mutex_unlock(&belt->lock);
}

void tk_belt_hand_over(struct tk_belt *belt)
{
    move(belt, &belt->loaded, NULL);
}

void tk_belt_give_back(struct tk_belt *belt)
{
    move(belt, &belt->unloaded, NULL);
}

void tk_belt_end(struct tk_belt *belt)
{
    move(belt, NULL, &belt->ended);
}

void tk_belt_stop(struct tk_belt *belt)
{
    move(belt, NULL, &belt->stopped);
}
