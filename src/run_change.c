#include "run_work.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FEW 50 /* so many notes come and go on any day */

/* A number that was told last time; false if it was not told. */
static bool told(const char *manifest, const char *key, double *out, enum tk_status *st,
                 struct tk_error *err)
{
    char text[32] = "";
    if (!*st)
        *st = tk_manifest_read(manifest, key, text, sizeof text, err);
    *out = strtod(text, NULL);
    return !*st && *text;
}

static enum tk_status moved(const struct tk_work *w, const char *what, double before,
                            double now, struct tk_error *err)
{
    return tk_fail(err, TK_INPUT,
                   "%s: %.0f where the last edition had %.0f, a move of %.0f %%: more than "
                   "`max_change` (%g) lets through unasked. Look at the sources; if it is "
                   "right, publish it with --accept-change",
                   what, now, before, before > 0 ? 100 * (now - before) / before : 100,
                   w->config->edition.max_change);
}

static bool too_far(const struct tk_work *w, double before, double now)
{
    double move = fabs(now - before);
    return move >= FEW && move > w->config->edition.max_change * before;
}

static enum tk_status check_notes(const struct tk_work *w, const char *last,
                                  struct tk_error *err)
{
    const struct {
        const char *key, *what;
        int64_t now;
    } totals[] = {{"notes.kept", "notes", w->noted.kept},
                  {"notes.outside", "notes outside every district", w->noted.outside},
                  {"notes.unknown", "notes without a position", w->noted.unknown}};
    enum tk_status st = TK_OK;
    double before;
    for (size_t i = 0; i < sizeof totals / sizeof *totals; i++)
        if (told(last, totals[i].key, &before, &st, err) &&
            too_far(w, before, (double)totals[i].now))
            st = moved(w, totals[i].what, before, (double)totals[i].now, err);
    return st;
}

/* A source whose notes move too far, or of any kind that held something and holds nothing. */
static enum tk_status check_source(const struct tk_work *w, const char *last,
                                   const struct tk_account *a, struct tk_error *err)
{
    static const char *const parts[] = {"untouched", "amended"};
    double before = 0, now = (double)(a->untouched + a->amended);
    bool known = false;
    enum tk_status st = TK_OK;
    for (size_t i = 0; i < 2; i++) {
        struct tk_buffer key = {0};
        double part;
        tk_buffer_format(&key, "accounts.%s.%s", a->source, parts[i]);
        st = tk_buffer_check(&key, err);
        known = told(last, tk_buffer_string(&key), &part, &st, err);
        before += known ? part : 0;
        tk_buffer_free(&key);
        if (st)
            return st;
    }
    bool notes = strcmp(a->role, tk_role_name(TK_NOTES)) == 0;
    if (!known || !((notes && too_far(w, before, now)) || (before > 0 && now == 0)))
        return TK_OK;
    return moved(w, a->source, before, now, err);
}

enum tk_status tk_work_plausible(const struct tk_work *w, struct tk_error *err)
{
    const char *last = tk_publish_last_manifest(w->publication);
    if (!*last || w->request->accept_change)
        return TK_OK;
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < w->ledger.n_accounts; i++)
        st = check_source(w, last, &w->ledger.accounts[i], err);
    return st ? st : check_notes(w, last, err);
}
