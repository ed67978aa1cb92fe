/* validate_parts: what the two halves of the room validate share. Private to it. */
#ifndef TRYGGHETSKARTA_VALIDATE_PARTS_H
#define TRYGGHETSKARTA_VALIDATE_PARTS_H

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/validate.h"

/* The fields that rules speak of by name. */
enum tk_known_field {
    PUNKT_ID,
    DATUM,
    KLOCKSLAG,
    PLATS,
    VANDRING_ID,
    LOPNR,
    KATEGORI,
    ANGIVEN,
    SEKRETESS,
    N_KNOWN
};

/* What a code wants beside it or excludes: positions of fields, or TK_NO_FIELD. */
struct tk_demand {
    size_t wanted, excluded;
};

struct tk_validator {
    const struct tk_validation *v;
    const struct tk_opened *input;
    struct tk_mapping *mapping;
    struct tk_positioner *positioner;
    size_t known[N_KNOWN];      /* positions of fields */
    struct tk_demand **demands; /* [n_fields][codes of the field]; NULL if it has no codes */
    const struct tk_batch *batch;
    struct tk_note note;
    struct tk_buffer words;
    char *arena; /* the note's canonical texts */
    size_t arena_length, arena_capacity;
    struct tk_finding
        *findings; /* of the note being judged, kept until id and place are known */
    size_t n_findings, findings_capacity;
    bool judging;        /* a note: findings are kept back, else told at once */
    bool may_show_place; /* the note's, in kvalitet */
};

/* A field of the dictionary by its position. */
const struct tk_field *tk_validator_field(const struct tk_validator *v, size_t field);

/* A copy of n bytes in the note's memory, which holds until the next note. */
char *tk_validator_keep(struct tk_validator *v, const char *text, size_t n);

/* Reads one field of a record: typed into note.values, or told and left out. */
TK_CHECK enum tk_status tk_validator_read_field(struct tk_validator *v, size_t field,
                                                const char *const *values,
                                                struct tk_error *err);

/* Gives a field without a value its preset. */
void tk_validator_preset(struct tk_validator *v, size_t field);

#endif
