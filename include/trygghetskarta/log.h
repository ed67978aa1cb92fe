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
    bool drawing;    /* a line of progress is begun and not ended */
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

/* Progress in GDAL's manner (0...10...20): share from 0 to 1, *drawn is the caller's memory of
 * how far the line has come, 0 at first; a share of 1 ends the line. Draws nothing unless on a
 * terminal and not quiet. */
void tk_log_progress(struct tk_log *log, double share, int *drawn);

#endif
