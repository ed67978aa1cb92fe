#include "trygghetskarta/ledger.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

void tk_ledger_free(struct tk_ledger *ledger)
{
    for (size_t i = 0; i < ledger->n_accounts; i++) {
        tk_free(ledger->accounts[i].source);
        tk_free(ledger->accounts[i].role);
        tk_free(ledger->accounts[i].rules);
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

static enum tk_status rule_of(struct tk_account *a, const char *rule,
                              struct tk_rule_count **out, struct tk_error *err)
{
    *out = NULL;
    for (size_t i = 0; i < a->n_rules; i++)
        if (strcmp(a->rules[i].rule, rule) == 0)
            *out = &a->rules[i];
    if (*out)
        return TK_OK;
    enum tk_status st =
        tk_grow(&a->rules, &a->rules_capacity, a->n_rules + 1, sizeof *a->rules, err);
    if (st)
        return st;
    *out = &a->rules[a->n_rules++];
    **out = (struct tk_rule_count){.refused = 0};
    tk_text_copy((*out)->rule, sizeof(*out)->rule, rule);
    return TK_OK;
}

/* What should have stood where a rule shows an input's own text; the other rules show what we
 * have found (test_ledger.c has both lists, and asks of each new rule which it is). */
static enum tk_shape shape_of(const char *rule)
{
    static const struct {
        const char *rule;
        enum tk_shape shape;
    } shapes[] = {
        {"koordinat_ej_tal", TK_SHAPE_FIGURE},
        {"wkt_ogiltig", TK_SHAPE_FIGURE},
        {"tal_ogiltigt", TK_SHAPE_FIGURE},
        {"utanfor_intervall", TK_SHAPE_FIGURE},
        {"datum_ogiltigt", TK_SHAPE_FIGURE},
        {"omtolkad_tid", TK_SHAPE_FIGURE},
        {"intervall_ogiltigt", TK_SHAPE_FIGURE},
        {"id_dubblett", TK_SHAPE_ID},
        {"notering_saknas", TK_SHAPE_ID},
        {"ersatt_av_nyare", TK_SHAPE_ID},
        {"vandring_okand", TK_SHAPE_ID},
        {"okand_kod", TK_SHAPE_WORD},
        {"mojibake", TK_SHAPE_WORD},
        {"okand_stadsdel", TK_SHAPE_WORD},
        {"okand_foralder", TK_SHAPE_WORD},
        {"nyckel_dubblett", TK_SHAPE_WORD},
        {"angiven_stadsdel_oense", TK_SHAPE_WORD},
    };
    for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
        if (strcmp(shapes[i].rule, rule) == 0)
            return shapes[i].shape;
    return TK_SHAPE_OURS;
}

/* Records of people's own making have ids of people's own making. */
static bool id_may_be_told(const struct tk_account *a, const char *id)
{
    bool own = strcmp(a->role, "notes") == 0 || strcmp(a->role, "status") == 0;
    return !id || !own || tk_text_quotable(id, TK_SHAPE_ID);
}

static void remember_refused(struct tk_account *a, const struct tk_finding *f, size_t withheld)
{
    bool known = a->n_first && a->first[a->n_first - 1].number == f->number;
    if (a->n_first < TK_EXAMPLES && !known) {
        struct tk_example *e = &a->first[a->n_first++];
        e->number = f->number;
        tk_text_copy(e->rule, sizeof e->rule, f->rule);
        tk_text_copy(e->field, sizeof e->field, f->field);
        tk_text_copy(e->value, sizeof e->value, f->value);
        e->withheld = withheld;
    }
    if (!f->fits || !*f->fits)
        return;
    if (!*a->fits)
        tk_text_copy(a->fits, sizeof a->fits, f->fits);
    a->n_fits += strcmp(a->fits, f->fits) == 0;
}

static int64_t *count_of(struct tk_rule_count *c, enum tk_verdict verdict)
{
    return verdict == TK_REFUSED   ? &c->refused
           : verdict == TK_AMENDED ? &c->amended
                                   : &c->remarks;
}

enum tk_status tk_ledger_tell(struct tk_ledger *ledger, size_t account,
                              const struct tk_finding *finding, struct tk_error *err)
{
    struct tk_account *a = &ledger->accounts[account];
    struct tk_rule_count *rule;
    enum tk_status st = rule_of(a, finding->rule, &rule, err);
    if (st)
        return st;
    ++*count_of(rule, finding->verdict);
    if (finding->verdict == TK_REMARK)
        a->remarks++;
    struct tk_finding told = *finding;
    char instead[64] = "";
    size_t withheld = 0;
    if (told.value && !tk_text_quotable(told.value, shape_of(told.rule))) {
        withheld = tk_text_signs(told.value);
        snprintf(instead, sizeof instead, "En text på %zu tecken, som inte visas.", withheld);
        told.value = NULL;
        told.detail = told.detail ? told.detail : instead;
    }
    if (!id_may_be_told(a, told.id))
        told.id = NULL;
    if (told.verdict == TK_REFUSED)
        remember_refused(a, &told, withheld);
    return ledger->sink ? ledger->sink(ledger->sink_context, &told, err) : TK_OK;
}

/* Whether a rule comes before another: more often, or as often and found earlier. */
static bool before(const struct tk_account *a, enum tk_verdict verdict, size_t i, size_t j)
{
    int64_t ni = *count_of(&a->rules[i], verdict), nj = *count_of(&a->rules[j], verdict);
    return ni > nj || (ni == nj && i < j);
}

void tk_ledger_rules(const struct tk_account *a, enum tk_verdict verdict, struct tk_buffer *out)
{
    size_t last = a->n_rules;
    for (bool first = true;; first = false) {
        size_t next = a->n_rules;
        for (size_t i = 0; i < a->n_rules; i++)
            if ((first || before(a, verdict, last, i)) && i != last &&
                (next == a->n_rules || before(a, verdict, i, next)))
                next = i;
        if (next == a->n_rules || *count_of(&a->rules[next], verdict) == 0)
            return;
        tk_buffer_format(out, "%s%" PRId64 " %s", first ? "" : ", ",
                         *count_of(&a->rules[next], verdict), a->rules[next].rule);
        last = next;
    }
}

void tk_ledger_example(const struct tk_example *e, struct tk_buffer *out)
{
    tk_buffer_format(out, "row %" PRId64 ":", e->number);
    if (*e->field)
        tk_buffer_format(out, " %s", e->field);
    if (e->withheld)
        tk_buffer_format(out, " holds a text of %zu character%s", e->withheld,
                         tk_text_s((long long)e->withheld));
    else if (*e->value)
        tk_buffer_format(out, " '%s'", e->value);
    tk_buffer_format(out, " (%s)", e->rule);
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

/* More was refused than may be: by which rules, where, and what would cure it. */
static enum tk_status too_many_refused(const struct tk_account *a, struct tk_error *err)
{
    struct tk_buffer why = {0};
    tk_ledger_rules(a, TK_REFUSED, &why);
    if (a->n_first) {
        tk_buffer_text(&why, "; the first is ");
        tk_ledger_example(&a->first[0], &why);
    }
    if (2 * a->n_fits > a->refused)
        tk_buffer_format(&why, "; %s%" PRId64 " would fit %s, so look at %s",
                         a->n_fits == a->refused ? "all " : "", a->n_fits, a->fits,
                         strstr(a->fits, TK_SWAPPED) ? "`x` and `y`, and at `crs`" : "`crs`");
    enum tk_status st = tk_buffer_check(&why, err);
    if (!st)
        st = tk_fail(err, TK_INPUT,
                     "%s: %" PRId64 " of %" PRId64
                     " records were refused, more than max_refused (%g) allows: %s. Mend the "
                     "source, or raise max_refused",
                     a->source, a->refused, a->read - a->filtered, a->max_refused,
                     tk_buffer_string(&why));
    tk_buffer_free(&why);
    return st;
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
    return tk_ledger_judge(ledger, account, err);
}

enum tk_status tk_ledger_judge(const struct tk_ledger *ledger, size_t account,
                               struct tk_error *err)
{
    const struct tk_account *a = &ledger->accounts[account];
    return (double)a->refused > a->max_refused * (double)(a->read - a->filtered)
               ? too_many_refused(a, err)
               : TK_OK;
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
