#include "trygghetskarta/ledger.h"

#include "trygghetskarta/memory.h"

#include <inttypes.h>

void tk_ledger_free(struct tk_ledger *ledger)
{
    for (size_t i = 0; i < ledger->n_accounts; i++) {
        tk_free(ledger->accounts[i].source);
        tk_free(ledger->accounts[i].role);
    }
    tk_free(ledger->accounts);
    *ledger = (struct tk_ledger){0};
}

enum tk_status tk_ledger_open(struct tk_ledger *ledger, const char *source, const char *role,
                              double max_refused, size_t *account, struct tk_error *err)
{
    *account = 0;
    enum tk_status st = tk_grow(&ledger->accounts, &ledger->capacity, ledger->n_accounts + 1,
                                sizeof *ledger->accounts, err);
    if (st)
        return st;
    struct tk_account a = {
        .source = tk_strdup(source), .role = tk_strdup(role), .max_refused = max_refused};
    if (!a.source || !a.role) {
        tk_free(a.source);
        tk_free(a.role);
        return tk_fail_memory(err);
    }
    *account = ledger->n_accounts;
    ledger->accounts[ledger->n_accounts++] = a;
    return TK_OK;
}

enum tk_status tk_ledger_tell(struct tk_ledger *ledger, size_t account,
                              const struct tk_finding *finding, struct tk_error *err)
{
    if (finding->verdict == TK_REMARK)
        ledger->accounts[account].remarks++;
    return ledger->sink ? ledger->sink(ledger->sink_context, finding, err) : TK_OK;
}

static int64_t *fate_of(struct tk_account *a, enum tk_verdict fate)
{
    switch (fate) {
    case TK_UNTOUCHED:
    case TK_REMARK:
        return &a->untouched;
    case TK_AMENDED:
        return &a->amended;
    case TK_REFUSED:
        break;
    }
    return &a->refused;
}

void tk_ledger_count(struct tk_ledger *ledger, size_t account, enum tk_verdict fate)
{
    ++*fate_of(&ledger->accounts[account], fate);
}

void tk_ledger_recount(struct tk_ledger *ledger, size_t account, enum tk_verdict was)
{
    struct tk_account *a = &ledger->accounts[account];
    --*fate_of(a, was);
    a->refused++;
}

enum tk_status tk_ledger_close(struct tk_ledger *ledger, size_t account, int64_t read,
                               int64_t filtered, struct tk_error *err)
{
    struct tk_account *a = &ledger->accounts[account];
    a->read = read;
    a->filtered = filtered;
    int64_t kept = a->untouched + a->amended;
    if (a->untouched < 0 || a->amended < 0 || read != filtered + kept + a->refused)
        return tk_fail(err, TK_INTERNAL,
                       "%s: %" PRId64 " records read, but %" PRId64 " filtered out + %" PRId64
                       " untouched + %" PRId64 " amended + %" PRId64
                       " refused: a record was lost or counted twice (law 1)",
                       a->source, read, filtered, a->untouched, a->amended, a->refused);
    int64_t judged = read - filtered;
    if ((double)a->refused > a->max_refused * (double)judged)
        return tk_fail(err, TK_INPUT,
                       "%s: %" PRId64 " of %" PRId64
                       " records were refused, more than max_refused: %g allows; mend the "
                       "source (the layer kvalitet and the log tell why) or raise max_refused",
                       a->source, a->refused, judged, a->max_refused);
    return TK_OK;
}

const char *tk_verdict_name(enum tk_verdict verdict)
{
    static const char *const names[] = {
        [TK_UNTOUCHED] = "orord",
        [TK_AMENDED] = "rattad",
        [TK_REFUSED] = "avvisad",
        [TK_REMARK] = "anmarkning",
    };
    return names[verdict];
}
