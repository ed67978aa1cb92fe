/* relations: what SQL sees besides the layers: the TEMP tables indata_…, kod_… and korning, on
 * the edition's own connection. Their columns stand in layers/README.md; they go when the file
 * is closed.
 */
#ifndef TRYGGHETSKARTA_RELATIONS_H
#define TRYGGHETSKARTA_RELATIONS_H

#include "trygghetskarta/geopackage.h"
#include "trygghetskarta/ledger.h"
#include "trygghetskarta/measures.h"
#include "trygghetskarta/notes.h"

struct tk_relations; /* opaque */

/* Makes all relations: the code lists filled, the others empty. From then on until they are
 * freed what the ledger is told becomes rows of indata_fynd. Borrows gp and the ledger, which
 * have to live as long. */
TK_CHECK enum tk_status tk_relations_new(struct tk_geopackage *gp,
                                         const struct tk_dictionary *dictionary,
                                         struct tk_ledger *ledger, struct tk_relations **out,
                                         struct tk_error *err);
void tk_relations_free(struct tk_relations *relations);

/* What the run found. Borrowed. */
struct tk_told {
    struct tk_session *session;
    const struct tk_edition_config *edition;
    const char *as_of; /* YYYY-MM-DD */
    const struct tk_districts *districts;
    const struct tk_surroundings *around;
    const struct tk_measures *measures;
    const struct tk_inputs *inputs;
    const struct tk_ledger *ledger;
    const struct tk_noted *noted;
};

/* Fills all but the findings. */
TK_CHECK enum tk_status tk_relations_fill(struct tk_relations *relations,
                                          const struct tk_told *told, struct tk_error *err);

#endif
