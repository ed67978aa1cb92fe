#include "trygghetskarta/run.h"

#include "run_work.h"

#include <sys/resource.h>
#include <time.h>

/* The steps in the order the data walks through the house. A step that finds nothing left to do
 * sets work->done. */
static const struct step {
    const char *name;
    enum tk_status (*take)(struct tk_work *work, struct tk_error *err);
} steps[] = {
    {"configuration", tk_work_configure}, /* what is asked for */
    {"dictionary", tk_work_dictionary},   /* fields, codes, columns, layers */
    {"target", tk_work_target},           /* the lock, and where to build */
    {"inputs", tk_work_inputs},           /* every source opened and hashed; unchanged: done */
    {"edition", tk_work_edition},         /* the file begun, its tables empty */
    {"districts", tk_work_districts},     /* read, named, checked as a coverage */
    {"surroundings", tk_work_surroundings}, /* areas, walks, routes, places, land, tables */
    {"overlay", tk_work_overlay},           /* districts x areas, land, routes */
    {"notes", tk_work_notes},               /* streamed: validated, placed, written, counted */
    {"layers", tk_work_layers},             /* one SELECT each */
    {"metadata", tk_work_metadata},         /* columns, code texts, styles, the project */
    {"finish", tk_work_finish},   /* spatial indexes, triggers; inputs still the same */
    {"verify", tk_work_verify},   /* read again by another road; the laws */
    {"publish", tk_work_publish}, /* manifest, durable, exchanged */
    {"report", tk_work_report},   /* what was made, for whoever started it */
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

enum tk_status tk_run(const struct tk_request *request, struct tk_log *log, FILE *out,
                      struct tk_error *err)
{
    struct tk_work work = {.request = request, .log = log, .out = out};
    enum tk_status st = tk_work_open(&work, err);
    for (size_t i = 0; !st && !work.done && i < sizeof steps / sizeof *steps; i++)
        st = take(&steps[i], &work, err);
    tk_work_close(&work);
    return st;
}
