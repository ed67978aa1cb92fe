/* log: what the program says while it works, on standard error, one line a message.
 * Line breaks and control characters in a message become '?', so that no input can forge a line
 * or steer a terminal. Values of free texts never come here.
 */
#ifndef TRYGGHETSKARTA_LOG_H
#define TRYGGHETSKARTA_LOG_H

#include "trygghetskarta/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct tk_log {
    FILE *out;       /* borrowed; NULL says nothing */
    bool quiet;      /* errors and warnings only */
    bool terminal;   /* progress is drawn only on a terminal */
    bool journal;    /* lines begin with the journal's <N> level marks */
    int marks;       /* of the line of progress that stands unfinished; 0 if none does */
    double from, to; /* the step under way, as shares of the whole */
    size_t warnings; /* how many were given: --strict looks here */
};

/* A log to `out`: a terminal and the journal are recognised by themselves (isatty, and
 * JOURNAL_STREAM naming the very file `out` writes to). */
void tk_log_open(struct tk_log *log, FILE *out, bool quiet);

/* An information, not said if quiet; a warning ("trygghetskarta: warning: …"), counted even if
 * there is nowhere to say it. */
void tk_log_info(struct tk_log *log, const char *format, ...) TK_PRINTF(2, 3);
void tk_log_warn(struct tk_log *log, const char *format, ...) TK_PRINTF(2, 3);

/* "trygghetskarta: MESSAGE" for the error a run ended with; nothing for TK_OK. */
void tk_log_error(struct tk_log *log, const struct tk_error *err);

/* Progress in GDAL's manner (0...10...20 to 100 - done.), on a terminal unless quiet, else not
 * at all. Messages come before the line, which is then drawn anew. For one thread only.
 *
 * A step reaches from one share of the whole, 0 to 1, to another, and is begun; within it goes
 * a share of the step (no log is fine). A step from 1 to 1 ends the line. */
void tk_log_step(struct tk_log *log, double from, double to);
void tk_log_progress(struct tk_log *log, double share);

/* Takes away a line of progress that will not be finished. */
void tk_log_progress_stop(struct tk_log *log);

#endif
