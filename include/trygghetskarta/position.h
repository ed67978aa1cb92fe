/* position: where a note is. Coordinates of a batch are brought into the edition's CRS
 * together; each is then judged: given, taken from the register of places, unknown, or one that
 * cannot be.
 */
#ifndef TRYGGHETSKARTA_POSITION_H
#define TRYGGHETSKARTA_POSITION_H

#include "trygghetskarta/crs.h"
#include "trygghetskarta/districts.h"
#include "trygghetskarta/source.h"

#include <stdbool.h>

enum tk_located { TK_LOCATED_GIVEN, TK_LOCATED_BY_REGISTER, TK_LOCATED_UNKNOWN };

/* Something found about a position: a rule of codes/regel.csv, what became of the record, the
 * offending value, and a Swedish sentence for people ("" if the rule says it all). */
struct tk_position_finding {
    const char *rule;
    enum tk_verdict verdict;
    char value[64];
    char detail[160];
};

struct tk_note_position {
    enum tk_located located;
    double x, y; /* edition's CRS; NAN where unknown */
    struct tk_position_finding findings[3];
    int n_findings;
    char fits[128]; /* of a position that cannot be: where it would lie right, as "EPSG:3008" or
                      "EPSG:3011 with x and y swapped"; "" if nowhere known */
};

struct tk_positioner; /* for one source of notes; opaque */

/* Opens for a source of notes. districts give the window; places (may be empty) have point
 * geometries. TK_INPUT: the source has positions but no CRS. Everything is borrowed. */
TK_CHECK enum tk_status tk_positioner_new(const struct tk_reading *reading,
                                          struct tk_opened *input,
                                          const struct tk_districts *districts,
                                          const struct tk_features *places,
                                          struct tk_positioner **out, struct tk_error *err);
void tk_positioner_free(struct tk_positioner *positioner);

/* Takes up a batch: its coordinates are changed together. The batch is borrowed until the next.
 */
TK_CHECK enum tk_status tk_positioner_batch(struct tk_positioner *positioner,
                                            const struct tk_batch *batch, struct tk_error *err);

/* Judges record i of the batch; place_name is what the note calls its place, NULL if nothing.
 */
TK_CHECK enum tk_status tk_positioner_judge(struct tk_positioner *positioner, size_t i,
                                            const char *place_name,
                                            struct tk_note_position *out, struct tk_error *err);

const char *tk_located_code(enum tk_located located); /* a code of codes/lage.csv */

#endif
