/* run: one run of the program from configuration to published edition: the table of contents.
 */
#ifndef TRYGGHETSKARTA_RUN_H
#define TRYGGHETSKARTA_RUN_H

#include "trygghetskarta/log.h"
#include "trygghetskarta/status.h"

#include <stdbool.h>
#include <stdio.h>

enum tk_command { TK_BUILD, TK_CHECK_INPUTS, TK_LIST_LAYERS, TK_STATUS, TK_TEMPLATE };

struct tk_request { /* what the command line asked for; "" or NULL where it said nothing */
    enum tk_command command;
    const char *configuration;
    const char *output; /* -o FILE.gpkg */
    const char *as_of;  /* YYYY-MM-DD[THH:MM] */
    const char *layers; /* a directory that stands for layers/ */
    size_t threads;     /* how many may work at a time; 0 for as many as processors */
    bool accept_change; /* law 8 may be broken */
    bool strict;        /* warnings are TK_INPUT */
    bool json;          /* one JSON object on standard output instead of the summary */
};

/* Runs it. Where the edition lies and what is in it is printed on `out` unless the log is
 * quiet. With `json` that is the manifest of the edition that stands afterwards, or of what was
 * checked; how things stand for TK_STATUS; and {"error": {"code", "name", "message"}} for what
 * fails. Whatever is returned but TK_OK, the published edition stands as it was, or
 * the message says that the new one was published all the same.
 *
 * TK_STATUS ends in TK_LATE where the last successful run is more than alarm_hours ago, or
 * there was none. */
TK_CHECK enum tk_status tk_run(const struct tk_request *request, struct tk_log *log, FILE *out,
                               struct tk_error *err);

#endif
