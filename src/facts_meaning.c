#include "facts_parts.h"

#include "trygghetskarta/date.h"

#include <string.h>

enum { A_FAULT, A_STRENGTH, A_PROPOSAL };    /* by typ */
enum { OPEN, CLOSED, MENDED, DUPLICATE };    /* by status */
enum { OTHER, MAINTENANCE, DESIGN, SOCIAL }; /* by kategori */

bool tk_facts_is_fault(const struct tk_codes *types, size_t code)
{
    return strcmp(tk_codes_extra(types, code, "ar_brist"), "1") == 0;
}

static uint8_t typ_meaning(const struct tk_codes *codes, size_t code)
{
    if (tk_facts_is_fault(codes, code))
        return A_FAULT;
    return strcmp(codes->code[code], "styrka") == 0 ? A_STRENGTH : A_PROPOSAL;
}

bool tk_facts_is_open(const struct tk_codes *statuses, size_t code)
{
    const char *group = statuses->group[code];
    return strcmp(group, "dubblett") != 0 && strcmp(group, "stangd") != 0;
}

static uint8_t status_meaning(const struct tk_codes *codes, size_t code)
{
    if (tk_facts_is_open(codes, code))
        return OPEN;
    if (strcmp(codes->group[code], "dubblett") == 0)
        return DUPLICATE;
    return strcmp(tk_codes_extra(codes, code, "atgardad"), "1") == 0 ? MENDED : CLOSED;
}

static uint8_t kategori_meaning(const struct tk_codes *codes, size_t code)
{
    static const char *const groups[] = {
        [MAINTENANCE] = "skotsel", [DESIGN] = "utformning", [SOCIAL] = "socialt"};
    for (int i = MAINTENANCE; i <= SOCIAL; i++)
        if (strcmp(codes->group[code], groups[i]) == 0)
            return (uint8_t)i;
    return OTHER;
}

/* Of what has no code the first meaning holds: an open fault of no group. */
void tk_facts_learn(struct tk_facts *facts)
{
    const struct {
        size_t column;
        uint8_t *means;
        uint8_t (*meaning)(const struct tk_codes *, size_t);
    } learned[] = {{facts->typ, facts->typ_means, typ_meaning},
                   {facts->status, facts->status_means, status_meaning},
                   {facts->kategori, facts->kategori_means, kategori_meaning}};
    for (size_t k = 0; k < sizeof learned / sizeof *learned; k++) {
        memset(learned[k].means, 0, 256);
        if (learned[k].column == TK_NO_FIELD)
            continue;
        const struct tk_codes *codes =
            facts->dictionary->fields[facts->code_field[learned[k].column]].codes;
        for (size_t code = 0; code < codes->n; code++)
            learned[k].means[code] = learned[k].meaning(codes, code);
    }
}

static uint8_t meaning_of(const struct tk_facts *facts, size_t column, const uint8_t *means,
                          size_t i)
{
    return column == TK_NO_FIELD ? 0 : means[facts->code[column][i]];
}

static void widen(int32_t *first, int32_t *last, int32_t day)
{
    if (day == TK_NO_DAY)
        return;
    if (*first == TK_NO_DAY || day < *first)
        *first = day;
    if (*last == TK_NO_DAY || day > *last)
        *last = day;
}

struct tk_count tk_count_nothing(void)
{
    return (struct tk_count){.first = TK_NO_DAY, .last = TK_NO_DAY, .first_open = TK_NO_DAY};
}

static bool is_late(const struct tk_facts *facts, size_t i, int32_t day)
{
    int32_t due = facts->due[i];
    return due != TK_NO_DAY && (due < day || (due == day && facts->hours_late[i]));
}

void tk_facts_add(const struct tk_facts *facts, size_t i, struct tk_count *c)
{
    uint8_t typ = meaning_of(facts, facts->typ, facts->typ_means, i);
    uint8_t status = meaning_of(facts, facts->status, facts->status_means, i);
    uint8_t kategori = meaning_of(facts, facts->kategori, facts->kategori_means, i);
    c->n++;
    widen(&c->first, &c->last, facts->day[i]);
    if (status == DUPLICATE || typ != A_FAULT) {
        c->n_dubblett += status == DUPLICATE;
        c->n_styrka += status != DUPLICATE && typ == A_STRENGTH;
        c->n_forslag += status != DUPLICATE && typ == A_PROPOSAL;
        return;
    }
    c->n_brist++;
    c->n_stangda += status != OPEN;
    c->n_atgardade += status == MENDED;
    if (status == MENDED && facts->due[i] != TK_NO_DAY && facts->done[i] != TK_NO_DAY) {
        bool late = is_late(facts, i, facts->done[i]);
        c->n_i_tid += !late;
        c->n_for_sena += late;
    }
    c->n_skotsel += kategori == MAINTENANCE;
    c->n_utformning += kategori == DESIGN;
    c->n_socialt += kategori == SOCIAL;
    c->n_ovrigt += kategori == OTHER;
    if (status == OPEN) {
        int32_t any = TK_NO_DAY;
        c->n_oppna++;
        c->n_forsenade += is_late(facts, i, facts->as_of);
        widen(&c->first_open, &any, facts->day[i]);
    }
}

int32_t tk_facts_age(const struct tk_facts *facts, size_t note)
{
    bool open = meaning_of(facts, facts->status, facts->status_means, note) == OPEN;
    int32_t until = open ? facts->as_of : facts->done[note];
    return facts->day[note] == TK_NO_DAY || until == TK_NO_DAY ? TK_NO_KEY
                                                               : until - facts->day[note];
}
