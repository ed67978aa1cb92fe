#include "run_work.h"

#include "trygghetskarta/qgis.h"
#include "trygghetskarta/suggest.h"
#include "trygghetskarta/text.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>
#include <strings.h>

/* How often a rule was found broken; all zero if never. */
static struct tk_rule_count count_of(const struct tk_account *a, const char *rule)
{
    for (size_t i = 0; i < a->n_rules; i++)
        if (strcmp(a->rules[i].rule, rule) == 0)
            return a->rules[i];
    return (struct tk_rule_count){{""}, 0, 0, 0};
}

static int64_t remarks_of(const struct tk_account *a, const char *rule)
{
    return count_of(a, rule).remarks;
}

/* A text that is no UTF-8 is left out, and with it a code or a place that it told. */
static void warn_encoding(struct tk_work *w, const struct tk_account *a)
{
    struct tk_rule_count c = count_of(a, "text_ogiltig");
    int64_t n = c.amended + c.refused + c.remarks;
    if (n)
        tk_log_warn(w->log,
                    "%s: %" PRId64
                    " text%s no UTF-8, or with a NUL, left out (text_ogiltig); look "
                    "at `encoding` (often windows-1252 or ISO-8859-1)",
                    a->source, n, tk_text_s(n));
}

static void warn_day_numbers(struct tk_work *w, const struct tk_account *a)
{
    struct tk_rule_count c = count_of(a, "dagnummer");
    int64_t n = c.amended + c.refused;
    if (n)
        tk_log_warn(
            w->log,
            "%s: %" PRId64
            " date%s a mere number of a day (dagnummer), since the sheet shows %s without "
            "a year; give the column a format with one (YYYY-MM-DD) and save it",
            a->source, n, n == 1 ? " is" : "s are", n == 1 ? "it" : "them");
}

void tk_work_warn_account(struct tk_work *w, const struct tk_opened *input)
{
    const struct tk_account *a = &w->ledger.accounts[input->account];
    double share = a->refused ? (double)a->refused / (double)(a->read - a->filtered) : 0;
    if (share > a->max_refused / 2 && share <= a->max_refused)
        tk_log_warn(w->log,
                    "%s: %" PRId64 " of %" PRId64
                    " records were refused, more than half of what max_refused (%g) allows",
                    a->source, a->refused, a->read - a->filtered, a->max_refused);
    warn_encoding(w, a);
    warn_day_numbers(w, a);
}

void tk_work_warn_borders(struct tk_work *w, const struct tk_opened *input)
{
    const struct tk_account *a = &w->ledger.accounts[input->account];
    int64_t overlaps = remarks_of(a, "overlapp"), gaps = remarks_of(a, "glapp");
    if (overlaps || gaps)
        tk_log_warn(w->log,
                    "%s: its borders do not meet (overlaps: %" PRId64 ", gaps: %" PRId64
                    "); settled by rule, and the layer kvalitet shows where",
                    a->source, overlaps, gaps);
}

/* SWEREF 99 TM is off by 0.17 % at most, in Haparanda; a zone of UTM by 0.1 %. */
static const double scale_told = 0.002, scale_refused = 0.01;

enum tk_status tk_work_judge_scale(struct tk_work *w, struct tk_error *err)
{
    const struct tk_edition_config *edition = &w->config->edition;
    struct tk_crs_scale scale;
    enum tk_status st = tk_crs_measure(&w->session, edition->crs, &w->districts->bounds,
                                       scale_told, &scale, err);
    double off = fabs(scale.farthest - 1);
    if (st || off <= scale_told)
        return st;
    struct tk_buffer told = {0};
    tk_buffer_format(
        &told,
        "%s:%d:%d: a metre is %.3f m long in %s where the districts lie, and areas "
        "and distances are told in its metres; %s is true there",
        w->config->path, edition->crs_at.line, edition->crs_at.column, scale.farthest,
        edition->crs, scale.fitting);
    st = tk_buffer_check(&told, err);
    if (!st && off > scale_refused)
        st = tk_fail(err, TK_USAGE, "%s", tk_buffer_string(&told));
    else if (!st)
        tk_log_warn(w->log, "%s", tk_buffer_string(&told));
    tk_buffer_free(&told);
    return st;
}

/* "Fokusområde" where focus is "fokus", or a slip of the finger; not the word itself, of which
 * no area may have been kept. */
static bool is_close(const char *kind, const char *focus)
{
    return strcmp(kind, focus) != 0 &&
           (tk_suggest(kind, &focus, 1) || strncasecmp(kind, focus, strlen(focus)) == 0);
}

void tk_work_warn_kinds(struct tk_work *w)
{
    const char *focus = w->config->edition.focus;
    for (size_t i = 0; i < w->inputs.n && !w->areas->any_focus; i++) {
        const struct tk_source_config *c = w->inputs.items[i].config;
        if (c->role == TK_AREAS && is_close(c->kind, focus))
            tk_log_warn(w->log,
                        "%s: its kind is '%s', and no area is of the kind '%s' that inne_ute "
                        "compares with the rest; did you mean that, or `focus: %s`?",
                        c->name, c->kind, focus, c->kind);
    }
}

void tk_work_warn_notes(struct tk_work *w)
{
    for (size_t i = 0; i < w->inputs.n && !w->noted.kept; i++)
        if (w->inputs.items[i].config->role == TK_NOTES) {
            tk_log_warn(w->log, "no note was kept: the edition counts nothing");
            return;
        }
}

enum tk_status tk_work_warn_texts(struct tk_work *w, const struct tk_edition *edition,
                                  struct tk_error *err)
{
    struct tk_crowded long_texts[TK_QGIS_ROOMS];
    size_t n;
    enum tk_status st = tk_qgis_crowded(edition, long_texts, &n, err);
    for (size_t i = 0; !st && i < n; i++)
        tk_log_warn(w->log,
                    "edition.%s %zu characters, and the pages have room for %zu: what is "
                    "over is cut; make it shorter, or its place in layers/project larger",
                    strcmp(long_texts[i].name, "title") == 0 ? "title has"
                    : strcmp(long_texts[i].name, "notice") == 0
                        ? "notice has"
                        : "contact, licence and dnr together have",
                    long_texts[i].length, long_texts[i].room);
    return st;
}
