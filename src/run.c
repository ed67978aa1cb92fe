#include "trygghetskarta/run.h"

#include "run_work.h"
#include "trygghetskarta/interrupt.h"

#include <sys/resource.h>
#include <time.h>

/* The steps in the order the data walks through the house. A step that finds nothing left to do
 * sets work->done. */
static const struct step {
    const char *name;
    int hundredths; /* of the time that a run of a million notes takes, for its progress */
    enum tk_status (*take)(struct tk_work *work, struct tk_error *err);
} steps[] = {
    {"configuration", 0, tk_work_configure}, /* what is asked for */
    {"standing", 0, tk_work_standing},       /* all that `status` asks for */
    {"dictionary", 0, tk_work_dictionary},   /* fields, codes, columns, layers */
    {"target", 0, tk_work_target},           /* the lock, and where to build */
    {"inputs", 5, tk_work_inputs},       /* every source opened and hashed; unchanged: done */
    {"edition", 0, tk_work_edition},     /* the file begun, its tables empty */
    {"districts", 3, tk_work_districts}, /* read, named, checked as a coverage */
    {"surroundings", 1, tk_work_surroundings}, /* areas, walks, routes, places, land, tables */
    {"overlay", 3, tk_work_overlay},           /* districts x areas, land, routes */
    {"notes", 50, tk_work_notes},      /* streamed: validated, placed, written, counted */
    {"layers", 8, tk_work_layers},     /* one SELECT each */
    {"metadata", 0, tk_work_metadata}, /* columns, code texts, styles, the project */
    {"finish", 12, tk_work_finish},    /* spatial indexes, triggers; inputs still the same */
    {"verify", 13, tk_work_verify},    /* read again by another road; the laws */
    {"publish", 5, tk_work_publish},   /* manifest, durable, exchanged */
    {"report", 0, tk_work_report},     /* what was made, for whoever started it */
    {"deliver", 0, tk_work_deliver},   /* copies where planners are */
};

static double clock_at(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Takes a step and tells the manifest what it cost. */
static enum tk_status take(const struct step *step, struct tk_work *work, struct tk_error *err)
{
    double begun = clock_at(CLOCK_MONOTONIC), worked = clock_at(CLOCK_PROCESS_CPUTIME_ID);
    enum tk_status st = step->take(work, err);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    tk_manifest_step(&work->manifest,
                     (struct tk_step){step->name, clock_at(CLOCK_MONOTONIC) - begun,
                                      clock_at(CLOCK_PROCESS_CPUTIME_ID) - worked,
                                      (double)usage.ru_maxrss * 1024 / 1e6});
    return st;
}

/* What fails once an interrupt was caught, fails by it. */
static enum tk_status settle(enum tk_status st, struct tk_error *err)
{
    if (!st || !tk_interrupt_caught())
        return st;
    *err = (struct tk_error){TK_OK, ""};
    return tk_interrupt_check(err);
}

enum tk_status tk_run(const struct tk_request *request, struct tk_log *log, FILE *out,
                      struct tk_error *err)
{
    struct tk_work work = {.request = request, .log = log, .out = out};
    bool shown = request->command != TK_LIST_LAYERS && request->command != TK_STATUS &&
                 request->command != TK_TEMPLATE;
    int reached = 0;
    enum tk_status st = tk_work_open(&work, err);
    for (size_t i = 0; !st && !work.done && i < sizeof steps / sizeof *steps; i++) {
        int next = reached + steps[i].hundredths;
        if (shown)
            tk_log_step(log, reached / 100.0, next / 100.0);
        if (!work.published) /* afterwards it comes too late */
            st = tk_interrupt_check(err);
        if (!st)
            st = take(&steps[i], &work, err);
        if (steps[i].take != tk_work_publish) /* which says itself how far it came */
            st = settle(st, err);
        reached = next;
    }
    if (reached < 100)
        tk_log_progress_stop(log);
    if (st && request->json)
        tk_work_tell_error(&work, err);
    tk_work_close(&work);
    return st;
}
