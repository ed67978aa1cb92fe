#include "run_work.h"

#include "trygghetskarta/deliver.h"

/* The edition stands, whatever becomes of its copies: what goes wrong is told, and is the next
 * run's work. */
enum tk_status tk_work_deliver(struct tk_work *w, struct tk_error *err)
{
    struct tk_standing edition;
    const struct tk_config *c = w->config;
    bool single = w->request->output && *w->request->output;
    if (w->request->command != TK_BUILD || single || c->n_deliver == 0)
        return TK_OK;
    enum tk_status st = tk_publish_standing(&c->edition, &edition, err);
    if (st)
        return st;
    bool whole = true;
    for (size_t i = 0; i < c->n_deliver; i++) {
        struct tk_error wrong = {TK_OK, ""};
        enum tk_status ended = tk_deliver_check(&c->deliver[i], c->edition.directory, &wrong);
        if (!ended) /* asked again: what it lies in may not have been there before */
            ended =
                tk_deliver(&c->deliver[i], &edition, w->request->accept_change, w->log, &wrong);
        whole = whole && !ended;
        if (ended)
            tk_log_warn(w->log,
                        "not delivered: %s. The edition stands; the next run tries again",
                        ended == TK_INTERRUPTED ? "the run was ended before it was done"
                                                : wrong.message);
    }
    tk_standing_free(&edition);
    struct tk_error unheard = {TK_OK, ""};
    if (tk_publish_delivered(w->publication, whole, &unheard))
        tk_log_warn(w->log, "when the shares were last seen to be whole: %s", unheard.message);
    return TK_OK;
}
