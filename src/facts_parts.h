/* What the files of the room facts share: the keys that notes are grouped by. */
#ifndef TRYGGHETSKARTA_FACTS_PARTS_H
#define TRYGGHETSKARTA_FACTS_PARTS_H

#include "trygghetskarta/facts.h"

enum {
    STADSDEL,
    STADSDELSOMRADE,
    OMRADE,
    INNE,
    DAG,
    MANAD,
    TERTIAL,
    AR,
    ALDER_DAGAR,
    KATEGORIGRUPP,
    STATUSGRUPP,
    ANSVARIGGRUPP,
    N_FIXED /* code fields follow */
};

/* Whose codes stand in a dimension of codes or of their groups; TK_NO_FIELD if there is none.
 */
size_t tk_facts_code_column(const struct tk_facts *facts, size_t dimension);
const struct tk_codes *tk_facts_codes(const struct tk_facts *facts, size_t column);

/* How old an open note is on the edition's day, or how old another was when it was mended;
 * TK_NO_KEY where that is not known. */
int32_t tk_facts_age(const struct tk_facts *facts, size_t note);

/* Finds the keys named in a text; what it says of a wrong one names those there are. */
TK_CHECK enum tk_status tk_facts_parse_keys(const struct tk_facts *facts, const char *keys,
                                            struct tk_groups *groups, struct tk_error *err);

#endif
