#include "trygghetskarta/interrupt.h"

#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

enum { PATIENCE_S = 2 };

static const int heeded[] = {SIGINT, SIGTERM, SIGHUP};

static atomic_int caught;
static atomic_llong caught_at; /* seconds */

static void end_by(int by)
{
    signal(by, SIG_DFL);
    raise(by);
}

/* timeout(1) sends its signal to the process and at once to its group, so twice. */
static void remember(int by)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    if (atomic_load(&caught) && now.tv_sec - atomic_load(&caught_at) >= PATIENCE_S)
        end_by(by);
    if (!atomic_load(&caught))
        atomic_store(&caught_at, now.tv_sec);
    atomic_store(&caught, by);
}

void tk_interrupt_catch(void)
{
    struct sigaction action = {.sa_handler = remember}, before;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < sizeof heeded / sizeof *heeded; i++)
        if (sigaction(heeded[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(heeded[i], &action, NULL);
}

int tk_interrupt_caught(void)
{
    return atomic_load_explicit(&caught, memory_order_relaxed);
}

enum tk_status tk_interrupt_check(struct tk_error *err)
{
    int signal = tk_interrupt_caught();
    if (!signal)
        return TK_OK;
    return tk_fail(err, TK_INTERRUPTED,
                   "ended by %s; nothing is published, and what was stands as it was",
                   strsignal(signal));
}

void tk_interrupt_end(void)
{
    int by = tk_interrupt_caught();
    if (by)
        end_by(by);
}
