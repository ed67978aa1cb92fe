/* notes: the notes of all sources, streamed in batches: validated, placed, written to the layer
 * noteringar as they arrive, and their facts kept.
 *
 * Law 1: of records with one id the lowest in byte order of its content is kept. Law 2: each
 * kept note has one district, or is outside, or of unknown position.
 */
#ifndef TRYGGHETSKARTA_NOTES_H
#define TRYGGHETSKARTA_NOTES_H

#include "trygghetskarta/areas.h"
#include "trygghetskarta/facts.h"
#include "trygghetskarta/layers.h"
#include "trygghetskarta/validate.h"

/* What the step works on. Borrowed. */
struct tk_noting {
    const struct tk_validation *validation;
    const struct tk_areas *areas;
    const struct tk_layer *layer; /* noteringar: its columns say what is written */
    struct tk_geopackage *gp;
    struct tk_facts *facts;
    size_t threads; /* with more than one, reading and writing go on beside the work */
};

struct tk_noted {
    int64_t kept, outside, unknown;
    int64_t recorded; /* that were given values by a status table */
};

/* What a column of noteringar tells of a note. */
enum tk_note_part {
    TK_PART_RECORD,  /* what its record says: a field, or what is left of one */
    TK_PART_TEXT,    /* of that a free text */
    TK_PART_DERIVED, /* what comes of places, code lists and the edition's day */
    TK_PART_PASSING  /* what differs of itself from one day, or one file, to the next */
};
enum tk_note_part tk_notes_part(const struct tk_dictionary *dictionary, const char *column);

/* Reads every source of notes. TK_INPUT as tk_source_next() and tk_ledger_close(); TK_USAGE if
 * the layer has a column that is neither a field nor one that this step makes. */
TK_CHECK enum tk_status tk_notes_read(const struct tk_noting *noting, struct tk_inputs *inputs,
                                      struct tk_noted *out, struct tk_error *err);

#endif
