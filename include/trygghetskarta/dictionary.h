/* dictionary: the note's model and the published columns, read from layers/ and never nailed in
 * C: fields.csv, columns.csv and codes/<list>.csv. What each file holds stands in
 * layers/README.md.
 */
#ifndef TRYGGHETSKARTA_DICTIONARY_H
#define TRYGGHETSKARTA_DICTIONARY_H

#include "trygghetskarta/status.h"
#include "trygghetskarta/table.h"

#include <stdbool.h>
#include <stddef.h>

struct tk_terms; /* wording.h */
struct tk_wording;

#define TK_NO_CODE ((size_t)-1)
#define TK_NO_FIELD ((size_t)-1)

enum tk_type {
    TK_TEXT,
    TK_INTEGER,
    TK_REAL,
    TK_DATE,
    TK_DEADLINE, /* a date whose looser spellings mean their last day */
    TK_TIME,     /* HH:MM */
    TK_BOOLEAN,
    TK_SOURCE, /* of columns: the name of one of the configuration's sources */
    TK_CODE    /* a text that stands in a code list */
};

/* A code list: codes/<name>.csv with the columns kod, namn, grupp, synonymer and any others. */
struct tk_codes {
    char *name;            /* of the file, without .csv */
    bool replaced;         /* by a list of the configuration's */
    struct tk_table table; /* the whole file, for kod_<name> in SQL */
    size_t n;
    const char **code;     /* [n], in the file's order; borrowed from the table, as the rest */
    const char **label;    /* the Swedish name */
    const char **group;    /* "" where the list has no groups */
    size_t other;          /* position of the code 'annat', 'annan' or 'okand', or TK_NO_CODE */
    struct tk_word *words; /* folded synonyms, names and codes, sorted */
    size_t n_words;
};

struct tk_word {
    char *folded; /* by tk_text_fold_word() */
    size_t means; /* position of the code, or of the field */
};

/* A field of the note's model: one row of fields.csv. */
struct tk_field {
    const char *name;
    enum tk_type type;
    struct tk_codes *codes; /* of a TK_CODE; else NULL. Borrowed from the dictionary */
    bool required;
    const char *preset;     /* the value where nothing is given; NULL if none */
    double lowest, highest; /* of numbers; -HUGE_VAL and HUGE_VAL if free */
    size_t max_length;      /* of texts, in bytes; SIZE_MAX if free */
    bool free_text; /* searched for personal data; never in logs, kvalitet or public products */
    bool published; /* a column of noteringar */
    bool recorded;  /* a status table may say it anew */
    bool when;      /* … and it is the day on which that was written down */
};

/* A published column: one row of columns.csv. */
struct tk_column {
    const char *name;
    enum tk_type type;
    const char *unit;        /* "m2", "per km2", …; "" if none */
    struct tk_codes *domain; /* NULL if none. Borrowed */
    const char *alias;       /* Swedish */
    const char *description; /* Swedish */
    bool is_public;
    const char *shown_as; /* the column that says the same in words; "" if none */
};

struct tk_dictionary {
    char *directory; /* layers/ */
    struct tk_wording *wording;
    struct tk_table fields_csv, columns_csv;
    struct tk_field *fields; /* in the file's order */
    size_t n_fields;
    struct tk_word *field_words; /* names and synonyms of fields, folded and sorted */
    size_t n_field_words;
    struct tk_column *columns;
    size_t n_columns;
    struct tk_codes **codes; /* sorted by name */
    size_t n_codes;
};

/* A code list that replaces the one in layers/codes: it has all the columns of that list which
 * the program counts by, and it is none of the program's own (regel, lage, verdikt …). */
struct tk_codes_file {
    const char *name, *path;
    const char *where; /* "karta.yaml:12:3", where it was asked for; NULL if nowhere */
};

/* Reads layers/. Everything is checked: a field that names no code list, a type that is none, a
 * synonym of two fields or codes, a preset that is no value, a published field that columns.csv
 * lacks: TK_USAGE with file:line. TK_NO_INPUT if a file is not there. */
TK_CHECK enum tk_status tk_dictionary_read(const char *directory,
                                           const struct tk_codes_file *replaced,
                                           size_t n_replaced, struct tk_dictionary **out,
                                           struct tk_error *err);
void tk_dictionary_free(struct tk_dictionary *dictionary);

/* The same with a municipality's own words for districts in its texts (wording.h); NULL for
 * ours. */
TK_CHECK enum tk_status tk_dictionary_read_worded(const char *directory,
                                                  const struct tk_terms *terms,
                                                  const struct tk_codes_file *replaced,
                                                  size_t n_replaced, struct tk_dictionary **out,
                                                  struct tk_error *err);

size_t tk_dictionary_field(const struct tk_dictionary *d, const char *name);
const struct tk_column *tk_dictionary_column(const struct tk_dictionary *d, const char *name);
const struct tk_codes *tk_dictionary_codes(const struct tk_dictionary *d, const char *name);

/* The date that tells when a row of a status table was written; TK_NO_FIELD if none does. */
size_t tk_dictionary_when_recorded(const struct tk_dictionary *d);

/* Whether a status table has such a column: what is recorded there, and the id it is of. */
bool tk_field_is_recorded(const struct tk_field *field);

/* The field that a source's column means by its name or a synonym; TK_NO_FIELD if none. */
TK_CHECK enum tk_status tk_dictionary_match(const struct tk_dictionary *d, const char *column,
                                            size_t *field, struct tk_error *err);
/* The same for a column whose name was cut: the one field whose name or synonyms begin so;
 * TK_NO_FIELD if there are several. */
TK_CHECK enum tk_status tk_dictionary_match_beginning(const struct tk_dictionary *d,
                                                      const char *column, size_t *field,
                                                      struct tk_error *err);

/* The position of a code by its exact spelling, or TK_NO_CODE. */
size_t tk_codes_find(const struct tk_codes *codes, const char *code);

/* The position of the code that a word means by code, name or synonym, folded; TK_NO_CODE if
 * none. */
TK_CHECK enum tk_status tk_codes_match(const struct tk_codes *codes, const char *word,
                                       size_t *code, struct tk_error *err);

/* A cell of the code list's own column ("sla_dagar"), "" if it has no such column. Borrowed. */
const char *tk_codes_extra(const struct tk_codes *codes, size_t code, const char *column);

#endif
