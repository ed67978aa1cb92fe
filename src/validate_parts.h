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
    LJUS,
    N_KNOWN
};

/* What a code wants beside it or excludes: positions of fields, or TK_NO_FIELD. */
struct tk_demand {
    size_t wanted, excluded;
    size_t with; /* with that field the code is another: */
    size_t becomes;
};

/* How light it was when a note was made that does not say so: by the height of the sun over the
 * middle of the districts, from which that over the note differs by some tenths of a degree. */
struct tk_light {
    bool known;      /* the code list has heights */
    double lon, lat; /* of the middle */
    double *lowest;  /* per code of ljus: the lowest height of the sun, in degrees; or NAN */
};

struct tk_validator {
    const struct tk_validation *v;
    const struct tk_opened *input; /* notes, or a status table */
    struct tk_mapping *mapping;
    struct tk_positioner *positioner;
    size_t known[N_KNOWN]; /* positions of fields */
    struct tk_light light;
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

/* Opens what notes and status tables have in common: fields found, columns mapped. */
TK_CHECK enum tk_status tk_validator_open(const struct tk_validation *validation,
                                          const struct tk_opened *input,
                                          struct tk_validator **out, struct tk_error *err);

/* Begins the judging of record i of the batch: nothing is known of it, and there is room for
 * its texts. *values are its own. */
TK_CHECK enum tk_status tk_validator_begin(struct tk_validator *v, size_t i,
                                           const char *const **values, struct tk_error *err);

/* Tells what has been kept back. */
TK_CHECK enum tk_status tk_validator_tell_kept_back(struct tk_validator *v,
                                                    struct tk_error *err);

/* Tells once of the columns that mean nothing. */
TK_CHECK enum tk_status tk_validator_tell_unused(struct tk_validator *v, struct tk_error *err);

/* Reads the heights of the code list of a field, `sol_lagst`, into *light, whose `lowest` is
 * the caller's to free. TK_USAGE: one is no number. */
TK_CHECK enum tk_status tk_light_learn(const struct tk_validation *validation, size_t field,
                                       struct tk_light *light, struct tk_error *err);
/* Fills an empty `ljus` of the note at hand, where its time of day is known. */
void tk_light_judge(struct tk_validator *v);

/* Gives the note at hand, whose id and date are known, what is recorded of it: but for dates
 * before its own. What is to be told of that waits until the note is kept. */
TK_CHECK enum tk_status tk_recorded_apply(struct tk_recorded *recorded, struct tk_note *note,
                                          const struct tk_dictionary *dictionary, size_t id,
                                          size_t date, struct tk_error *err);

/* Whether a field of the note at hand has its value from a status table; and something to be
 * told of that table's row if the note is kept. */
bool tk_recorded_gave(const struct tk_recorded *recorded, size_t field);
TK_CHECK enum tk_status tk_recorded_remark(struct tk_recorded *recorded, const char *rule,
                                           const char *field, const char *value,
                                           struct tk_error *err);
TK_CHECK enum tk_status tk_recorded_keep(struct tk_recorded *recorded, struct tk_error *err);

/* A field of the dictionary by its position. */
const struct tk_field *tk_validator_field(const struct tk_validator *v, size_t field);
/* What a planner reads for a field: its column's alias. */
const char *tk_validator_heading(const struct tk_validator *v, size_t field);

/* A copy of n bytes in the note's memory, which holds until the next note. */
char *tk_validator_keep(struct tk_validator *v, const char *text, size_t n);

/* Reads one field of a record: typed into note.values, or told and left out. */
TK_CHECK enum tk_status tk_validator_read_field(struct tk_validator *v, size_t field,
                                                const char *const *values,
                                                struct tk_error *err);

/* A code that is another one beside a field (its list's columns `med` and `blir`): what is new
 * and followed up was still there. A preset says nothing, and stays. */
TK_CHECK enum tk_status tk_validator_settle_codes(struct tk_validator *v, struct tk_error *err);

/* Gives a field without a value its preset. */
void tk_validator_preset(struct tk_validator *v, size_t field);

/* The preset in words, as kvalitet shows it; NULL if there is none. */
const char *tk_validator_preset_name(const struct tk_field *f);

#endif
