#include "run_work.h"

#include "trygghetskarta/deliver.h"
#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How things stand: one line, or JSON. */
struct standing {
    struct tk_standing is;
    double hours; /* since the last successful run; below 0 if the clock was turned back */
    bool ran, late;
    struct tk_shown *shown;        /* [n_deliver] */
    size_t delivered;              /* shares that show the newest edition */
    double share_hours;            /* since a run last left all of them so */
    const struct tk_shown *behind; /* of a share that does not, although there was time */
    char notes[32], warnings[32];
};

static bool shows_newest(const struct standing *s, size_t share)
{
    return *s->is.edition && !*s->shown[share].wrong;
}

/* Which shares show the newest edition. One that does not is late when no run has left all of
 * them whole for too long: the edition itself is a new one each night. */
static enum tk_status look_at_shares(const struct tk_work *w, struct standing *s, int64_t now,
                                     struct tk_error *err)
{
    int64_t then = 0;
    s->shown = tk_alloc(w->config->n_deliver, sizeof *s->shown);
    if (!s->shown)
        return tk_fail_memory(err);
    if (tk_date_utc(s->is.delivered, &then))
        s->share_hours = (double)(now - then) / 3600;
    for (size_t i = 0; i < w->config->n_deliver; i++) {
        tk_deliver_look(&w->config->deliver[i], &s->is, &s->shown[i]);
        if (shows_newest(s, i))
            s->delivered++;
        else if (s->share_hours > w->config->edition.alarm_hours)
            s->behind = &s->shown[i];
    }
    s->late = s->late || s->behind;
    return TK_OK;
}

static enum tk_status look(const struct tk_work *w, struct standing *s, struct tk_error *err)
{
    struct tk_date local;
    char utc[24];
    int64_t now = 0, then = 0;
    enum tk_status st = tk_publish_standing(&w->config->edition, &s->is, err);
    bool told = !st && *s->is.manifest && !s->is.damaged;
    if (told)
        st = tk_manifest_read(s->is.manifest, "notes.kept", s->notes, sizeof s->notes, err);
    if (told && !st)
        st = tk_manifest_read(s->is.manifest, "warnings", s->warnings, sizeof s->warnings, err);
    tk_date_now(&local, utc);
    s->ran = !st && tk_date_utc(utc, &now) && tk_date_utc(s->is.last_run, &then);
    s->hours = s->ran ? (double)(now - then) / 3600 : 0;
    /* an hour ahead is a clock that was wrong: how old the edition is, nobody knows */
    s->late = !s->ran || s->hours > w->config->edition.alarm_hours || s->hours < -1;
    return st ? st : look_at_shares(w, s, now, err);
}

static void put_shares(const struct tk_work *w, const struct standing *s, struct tk_buffer *out)
{
    tk_buffer_text(out, ", \"deliver\": [");
    for (size_t i = 0; i < w->config->n_deliver; i++) {
        tk_buffer_text(out, i ? ", {\"directory\": " : "{\"directory\": ");
        tk_buffer_json(out, w->config->deliver[i].directory);
        tk_buffer_text(out, ", \"edition\": ");
        tk_buffer_json(out, s->shown[i].edition);
        tk_buffer_format(
            out, ", \"newest\": %s, \"wrong\": ", shows_newest(s, i) ? "true" : "false");
        tk_buffer_json(out, s->shown[i].wrong);
        tk_buffer_text(out, "}");
    }
    tk_buffer_text(out, "]");
}

static void put_standing(const struct tk_work *w, const struct standing *s,
                         const struct tk_error *verdict, struct tk_buffer *out)
{
    tk_buffer_text(out, "{\"directory\": ");
    tk_buffer_json(out, w->config->edition.directory);
    tk_buffer_text(out, ", \"last_run\": ");
    tk_buffer_json(out, s->is.last_run);
    tk_buffer_text(out, ", \"last_delivered\": ");
    tk_buffer_json(out, s->is.delivered);
    tk_buffer_format(out, ", \"hours\": %.2f, \"alarm_hours\": %g, \"late\": %s", s->hours,
                     w->config->edition.alarm_hours, s->late ? "true" : "false");
    tk_buffer_text(out, ", \"edition\": ");
    tk_buffer_json(out, s->is.edition);
    tk_buffer_text(out, ", \"file\": ");
    tk_buffer_json(out, s->is.file);
    tk_buffer_format(out, ", \"notes\": %s, \"warnings\": %s", *s->notes ? s->notes : "0",
                     *s->warnings ? s->warnings : "0");
    tk_buffer_format(out, ", \"shown\": %s, \"damaged\": %s", s->is.shown ? "true" : "false",
                     s->is.damaged ? "true" : "false");
    tk_buffer_text(out, ", \"wrong\": ");
    tk_buffer_json(out, verdict->message);
    put_shares(w, s, out);
    tk_buffer_text(out, "}\n");
}

static void say_standing(const struct tk_work *w, const struct standing *s,
                         struct tk_buffer *out)
{
    tk_buffer_format(out, "%s: ", w->config->edition.directory);
    if (s->ran)
        tk_buffer_format(out, "last successful run %s, %.1f h ago", s->is.last_run, s->hours);
    else
        tk_buffer_text(out, "no successful run yet");
    if (*s->is.edition)
        tk_buffer_format(out, "; newest edition %s: ", s->is.edition);
    if (s->is.damaged)
        tk_buffer_text(out, "damaged");
    else if (*s->is.edition)
        tk_buffer_format(out, "%s note%s, %s warning%s", s->notes,
                         tk_text_s(strtoll(s->notes, NULL, 10)), s->warnings,
                         tk_text_s(strtoll(s->warnings, NULL, 10)));
    if (*s->is.edition && !s->is.shown)
        tk_buffer_text(out, ", which aktuell does not show");
    if (w->config->n_deliver)
        tk_buffer_format(out, "; delivered to %zu of %zu", s->delivered, w->config->n_deliver);
    for (size_t i = 0; i < w->config->n_deliver; i++)
        if (*s->shown[i].wrong)
            tk_buffer_format(out, " (%s)", s->shown[i].wrong);
    tk_buffer_text(out, "\n");
}

/* Whether what was published is still there for those who open it. */
static enum tk_status judge_files(const struct tk_work *w, const struct standing *s,
                                  struct tk_error *err)
{
    const char *directory = w->config->edition.directory;
    if (s->is.damaged)
        return tk_fail(
            err, TK_LATE,
            "%s: is damaged: its SHA-256 is not what its korning.json says, or that cannot "
            "be read; the next build makes a new edition",
            s->is.file);
    if (s->ran && !*s->is.edition)
        return tk_fail(err, TK_LATE,
                       "%s: holds no whole edition, although the last successful run was %s: "
                       "somebody removed them; the next build makes a new one",
                       directory, s->is.last_run);
    if (s->ran && !s->is.shown)
        return tk_fail(err, TK_LATE,
                       "%s/aktuell: shows none of the editions in %s: somebody removed or "
                       "changed it; the next build puts it right",
                       directory, directory);
    return TK_OK;
}

static enum tk_status judge(const struct tk_work *w, const struct standing *s,
                            struct tk_error *err)
{
    const char *directory = w->config->edition.directory;
    enum tk_status st = judge_files(w, s, err);
    if (st)
        return st;
    if (!s->late)
        return TK_OK;
    if (!s->ran && *s->is.last_run)
        return tk_fail(err, TK_LATE,
                       "%s/.senast_lyckad: is not as this program writes it, so that nobody "
                       "knows when a run was successful; the next build writes it anew",
                       directory);
    if (!s->ran)
        return tk_fail(err, TK_LATE, "%s: no run has been successful here yet", directory);
    if (s->hours < 0)
        return tk_fail(err, TK_LATE,
                       "%s: the last successful run, %s, lies ahead: a clock is or was wrong",
                       directory, s->is.last_run);
    if (s->hours <= w->config->edition.alarm_hours)
        return tk_fail(err, TK_LATE,
                       "%s, and since %s, %.1f hours ago, no run has left every share with the "
                       "newest edition: "
                       "the log of the runs since then says why",
                       s->behind->wrong, s->is.delivered, s->share_hours);
    return tk_fail(err, TK_LATE,
                   "%s: the last successful run was %s, %.1f hours ago, and `alarm_hours` is "
                   "%g: the log of the runs since then says why",
                   directory, s->is.last_run, s->hours, w->config->edition.alarm_hours);
}

enum tk_status tk_work_standing(struct tk_work *w, struct tk_error *err)
{
    struct standing s = {.ran = false};
    struct tk_buffer text = {0};
    struct tk_error verdict = {TK_OK, ""};
    if (w->request->command != TK_STATUS)
        return TK_OK;
    w->done = true;
    enum tk_status st = look(w, &s, err);
    if (!st)
        (void)!judge(w, &s, &verdict);
    if (!st && w->request->json)
        put_standing(w, &s, &verdict, &text);
    else if (!st && !w->log->quiet)
        say_standing(w, &s, &text);
    if (!st)
        st = tk_buffer_check(&text, err);
    if (!st)
        fputs(tk_buffer_string(&text), w->out);
    tk_buffer_free(&text);
    if (!st && verdict.status)
        st = tk_fail(err, verdict.status, "%s", verdict.message);
    tk_free(s.shown);
    tk_standing_free(&s.is);
    return st;
}
