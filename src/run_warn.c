#include "run_work.h"

#include "trygghetskarta/suggest.h"

#include <inttypes.h>
#include <string.h>

static int64_t remarks_of(const struct tk_account *a, const char *rule)
{
    for (size_t i = 0; i < a->n_rules; i++)
        if (strcmp(a->rules[i].rule, rule) == 0)
            return a->rules[i].remarks;
    return 0;
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

void tk_work_warn_kinds(struct tk_work *w)
{
    const char *focus = w->config->edition.focus;
    for (size_t i = 0; i < w->inputs.n && !w->areas->any_focus; i++) {
        const struct tk_source_config *c = w->inputs.items[i].config;
        if (c->role == TK_AREAS && tk_suggest(c->kind, &focus, 1))
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
