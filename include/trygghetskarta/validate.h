/* validate: a record of a notes source becomes a note: every field typed, every rule asked. The
 * record is kept untouched, kept amended, or refused, and each thing found is told to the
 * ledger.
 *
 * The rules are the codes of layers/codes/regel.csv; fields, types and code lists come from the
 * dictionary. Only the rules that speak of certain fields name them here: punkt_id, datum,
 * plats, vandring_id, lopnr, kategori, klockslag, angiven_stadsdel, sekretess.
 */
#ifndef TRYGGHETSKARTA_VALIDATE_H
#define TRYGGHETSKARTA_VALIDATE_H

#include "trygghetskarta/mapping.h"
#include "trygghetskarta/position.h"

#include <stdbool.h>
#include <stdint.h>

struct tk_value {
    const char *text; /* canonical: a code, an ISO date, a number; NULL if there is none */
    double number;    /* of numbers, and of booleans (0, 1) */
    int32_t day;      /* of dates, else TK_NO_DAY */
    int32_t second;   /* of that day, where it is told; 0 where it is not, as at midnight */
    size_t code;      /* of codes, else TK_NO_CODE */
    const char *word; /* what was written where `text` is coarser; NULL where it is not */
};

struct tk_note {
    int64_t number;
    struct tk_value *values; /* by field of the dictionary */
    const char *words;       /* the values' own, with their headings: "Kategori: Rat Bite" */
    const char *recorded_in; /* the status table that gave it values; NULL if none did */
    struct tk_note_position position;
    enum tk_verdict fate; /* TK_UNTOUCHED, TK_AMENDED or TK_REFUSED */
};

struct tk_recorded; /* what all status tables say; opaque */

struct tk_validator; /* for one source of notes; opaque */

/* What a validator needs of the run. Borrowed. */
struct tk_validation {
    const struct tk_reading *reading;
    const struct tk_dictionary *dictionary;
    const struct tk_districts *districts;
    const struct tk_features *places;
    const struct tk_features *walks; /* sorted by key */
    int32_t as_of;
    struct tk_recorded *recorded; /* NULL without status tables */
    int32_t as_of_second;         /* 0 where as_of has no time of day: all of it */
};

/* Reads every source of role status: what planners have recorded of notes since, by punkt_id.
 * Of a note's rows the newest (by `uppdaterad`; one without is the oldest) says anew what it
 * has a value for; of several as new the lowest in byte order of its content. What in a row is
 * wrong by itself is told and left out, so that the note's own value stands. *out is NULL where
 * there is no such source. TK_INPUT: a table without the column punkt_id. */
TK_CHECK enum tk_status tk_recorded_read(const struct tk_validation *validation,
                                         struct tk_inputs *inputs, struct tk_recorded **out,
                                         struct tk_error *err);
void tk_recorded_free(struct tk_recorded *recorded);

/* Once all notes are read: tells what became of each row (its note is not there, another row of
 * the note came before it, a date lies before the note's) and closes the accounts. *changed is
 * the number of notes that were given values. NULL is fine. */
TK_CHECK enum tk_status tk_recorded_settle(struct tk_recorded *recorded, int64_t *changed,
                                           struct tk_error *err);

/* Opens for a source. Columns of the model that the source lacks are told once each, here.
 * TK_INPUT: no column for a required field that has neither preset nor substitute. */
TK_CHECK enum tk_status tk_validator_new(const struct tk_validation *validation,
                                         struct tk_opened *input, struct tk_validator **out,
                                         struct tk_error *err);
void tk_validator_free(struct tk_validator *validator);

/* Warns, once the source is read to its end, of words under `values` that it never said. */
void tk_validator_warn(const struct tk_validator *validator);

/* Takes up a batch, and judges its record i: *note is borrowed until the next call. A note that
 * is refused has been told and counted nowhere yet. */
TK_CHECK enum tk_status tk_validator_batch(struct tk_validator *validator,
                                           const struct tk_batch *batch, struct tk_error *err);
TK_CHECK enum tk_status tk_validator_note(struct tk_validator *validator, size_t i,
                                          const struct tk_note **note, struct tk_error *err);

/* Says that the note last judged is kept: what a status table said of it holds, and takes the
 * place of what it said of an earlier record with this id. */
TK_CHECK enum tk_status tk_validator_kept(struct tk_validator *validator, struct tk_error *err);

/* Tells a finding of a later step about the note last judged. */
TK_CHECK enum tk_status tk_validator_tell(struct tk_validator *validator,
                                          enum tk_verdict verdict, const char *rule,
                                          const char *field, const char *value,
                                          const char *detail, struct tk_error *err);

#endif
