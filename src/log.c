#include "trygghetskarta/log.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TICKS = 40, WIDTH = 51 }; /* 30 dots and 0, 10 … 100 */

/* The levels of syslog(3), which the journal reads at the head of a line. */
enum level { LEVEL_ERROR = 3, LEVEL_WARNING = 4, LEVEL_INFO = 6 };

static bool is_journal(FILE *out)
{
    const char *stream = getenv("JOURNAL_STREAM");
    struct stat about;
    if (!stream || fstat(fileno(out), &about))
        return false;
    char own[64];
    snprintf(own, sizeof own, "%ju:%ju", (uintmax_t)about.st_dev, (uintmax_t)about.st_ino);
    return strcmp(stream, own) == 0;
}

void tk_log_open(struct tk_log *log, FILE *out, bool quiet)
{
    *log = (struct tk_log){.out = out, .quiet = quiet, .to = 1};
    if (!out || fileno(out) < 0)
        return;
    log->terminal = isatty(fileno(out));
    log->journal = is_journal(out);
}

/* C1 control characters are two bytes in UTF-8, 0xC2 and 0x80 to 0x9F; terminals obey them. */
static void disarm(char *text)
{
    for (unsigned char *c = (unsigned char *)text; *c; c++) {
        if (*c < 0x20 || *c == 0x7F)
            *c = '?';
        else if (*c == 0xC2 && c[1] >= 0x80 && c[1] < 0xA0)
            c[0] = c[1] = '?';
    }
}

static void say(struct tk_log *log, enum level level, const char *lead, char *message)
{
    disarm(message);
    tk_log_progress_stop(log);
    if (log->journal)
        fprintf(log->out, "<%d>", (int)level);
    fprintf(log->out, "%s%s\n", lead, message);
    fflush(log->out);
}

void tk_log_info(struct tk_log *log, const char *format, ...)
{
    if (!log->out || log->quiet)
        return;
    char message[2048];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    say(log, LEVEL_INFO, "", message);
}

void tk_log_warn(struct tk_log *log, const char *format, ...)
{
    log->warnings++;
    if (!log->out)
        return;
    char message[2048];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    say(log, LEVEL_WARNING, "trygghetskarta: warning: ", message);
}

void tk_log_error(struct tk_log *log, const struct tk_error *err)
{
    if (!log->out || err->status == TK_OK)
        return;
    char message[sizeof err->message];
    memcpy(message, err->message, sizeof message);
    say(log, LEVEL_ERROR, "trygghetskarta: ", message);
}

void tk_log_step(struct tk_log *log, double from, double to)
{
    log->from = from;
    log->to = to;
    tk_log_progress(log, 0);
}

/* Mark 0 is the figure 0, and each fourth after it a figure too. */
void tk_log_progress(struct tk_log *log, double share)
{
    if (!log || !log->out || log->quiet || !log->terminal)
        return;
    double whole = log->from + (log->to - log->from) * (share > 1 ? 1 : share);
    int reached = whole >= 1 ? TICKS : whole > 0 ? (int)(whole * TICKS) : 0;
    if (log->marks > reached)
        return;
    for (; log->marks <= reached; log->marks++) {
        if (log->marks % 4 == 0)
            fprintf(log->out, "%d", log->marks * 100 / TICKS);
        else
            fputc('.', log->out);
    }
    if (reached == TICKS) {
        fputs(" - done.\n", log->out);
        log->marks = 0;
    }
    fflush(log->out);
}

void tk_log_progress_stop(struct tk_log *log)
{
    if (log->marks)
        fprintf(log->out, "\r%*s\r", WIDTH, "");
    log->marks = 0;
}
