/* ledger: law 1's bookkeeping. Per source: read = filtered + kept + refused, kept = untouched +
 * amended; and one row for each thing found, which becomes the layer kvalitet.
 *
 * Rows are handed on at once to a sink (the edition's table), so that their number costs no
 * memory.
 */
#ifndef TRYGGHETSKARTA_LEDGER_H
#define TRYGGHETSKARTA_LEDGER_H

#include "trygghetskarta/buffer.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum tk_verdict {
    TK_UNTOUCHED,
    TK_AMENDED, /* kept, with something changed */
    TK_REFUSED,
    TK_REMARK /* kept as it was; something to know */
};

#define TK_SWAPPED " with x and y swapped"

/* One row of kvalitet. Texts are borrowed for the call. */
struct tk_finding {
    const char *source;
    int64_t number; /* the record's number in the source; 0 if it is about the whole source */
    const char *id; /* the record's key; NULL if it has none */
    const char *field; /* NULL if it is about the record */
    const char *rule;  /* a code of layers/codes/regel.csv */
    enum tk_verdict verdict;
    const char *value;  /* the offending value; NULL for free texts and where there is none. The
                           ledger hands on only what may be quoted (tk_text_quotable) */
    const char *detail; /* Swedish, for people; NULL if the rule says it all */
    const char *fits;   /* a CRS in which a refused position would lie right, with TK_SWAPPED
                           after   it if x and y are; NULL, "" if none */
    bool has_position;
    double x, y;    /* in the edition's CRS */
    double area_m2; /* of overlaps and gaps; NAN else */
};

enum { TK_EXAMPLES = 3 };

typedef enum tk_status (*tk_finding_sink)(void *context, const struct tk_finding *finding,
                                          struct tk_error *err);

struct tk_account { /* one source */
    char *source;
    char *role;
    int64_t read, filtered, untouched, amended, refused;
    int64_t remarks;
    double max_refused;
    struct tk_rule_count { /* findings by rule, in the order the rules were first broken */
        char rule[48];
        int64_t amended, refused, remarks;
    } * rules;
    size_t n_rules, rules_capacity;
    struct tk_example { /* the first records refused */
        int64_t number;
        char rule[48], field[48], value[48];
        size_t withheld; /* characters of a value that may not be quoted; 0 if none is */
    } first[TK_EXAMPLES];
    size_t n_first;
    char fits[96]; /* the first CRS that a refused position would have fitted; "" if none */
    int64_t n_fits;
};

struct tk_ledger {
    struct tk_account *accounts;
    size_t n_accounts, capacity;
    tk_finding_sink sink;
    void *sink_context;
};

void tk_ledger_free(struct tk_ledger *ledger);

/* Opens a source's account; *account is its position. */
TK_CHECK enum tk_status tk_ledger_open(struct tk_ledger *ledger, const char *source,
                                       const char *role, double max_refused, size_t *account,
                                       struct tk_error *err);

/* Tells one thing that was found. It is counted under its rule, but no record's fate is: a
 * record may have several findings. */
TK_CHECK enum tk_status tk_ledger_tell(struct tk_ledger *ledger, size_t account,
                                       const struct tk_finding *finding, struct tk_error *err);

/* Counts one record's fate: TK_UNTOUCHED, TK_AMENDED or TK_REFUSED. */
void tk_ledger_count(struct tk_ledger *ledger, size_t account, enum tk_verdict fate);

/* A record that had been counted as `was` turned out refused (a duplicate that came later). */
void tk_ledger_recount(struct tk_ledger *ledger, size_t account, enum tk_verdict was);

/* Closes an account with what the source read and filtered: TK_INTERNAL if the sums do not
 * agree, TK_INPUT if more was refused than max_refused allows (the message says how many of how
 * many, by which rules, and which record is the first). */
TK_CHECK enum tk_status tk_ledger_close(struct tk_ledger *ledger, size_t account, int64_t read,
                                        int64_t filtered, struct tk_error *err);

/* Whether a closed account still has lost no more than it may: later sources may have taken the
 * place of its records. TK_INPUT as of tk_ledger_close(). */
TK_CHECK enum tk_status tk_ledger_judge(const struct tk_ledger *ledger, size_t account,
                                        struct tk_error *err);

/* How often each rule had that verdict, most often first: "4 datum_ogiltigt, 2 annat_crs".
 * Nothing is added where none had. */
void tk_ledger_rules(const struct tk_account *account, enum tk_verdict verdict,
                     struct tk_buffer *out);

/* One of the first records refused: "row 6: datum '15/9 2026' (datum_ogiltigt)", or "row 6:
 * datum holds a text of 24 characters (datum_ogiltigt)" where it may not be quoted. */
void tk_ledger_example(const struct tk_example *example, struct tk_buffer *out);

const char *
tk_verdict_name(enum tk_verdict verdict); /* Swedish: orord, rattad, avvisad, anmarkning */

#endif
