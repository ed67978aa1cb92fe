/* facts: the notes' codes and dates as narrow columns in memory: what counting reads.
 *
 * About 30 bytes a note. Position i of every column is note i, whose fid in the edition is i
 * + 1. tk_facts_count() groups on demand; the SQL word antal() is the same (see functions.h).
 */
#ifndef TRYGGHETSKARTA_FACTS_H
#define TRYGGHETSKARTA_FACTS_H

#include "trygghetskarta/dictionary.h"
#include "trygghetskarta/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TK_FACT_NONE 0xFFFD    /* parent of a note in a district that belongs to none: NULL */
#define TK_FACT_OUTSIDE 0xFFFE /* district of a note that lies outside all: 'utanför' */
#define TK_FACT_UNKNOWN 0xFFFF /* … whose position is not known: 'okänt läge' */
#define TK_FACT_NO_CODE 0xFF
#define TK_MAX_CODE_FIELDS 24

/* One note's facts. */
struct tk_fact {
    uint16_t district, parent; /* positions, or TK_FACT_OUTSIDE … */
    uint32_t areas;            /* the set of areas it lies in, by tk_facts_areas() */
    int32_t day;               /* observed */
    int32_t due;               /* to be mended by; TK_NO_DAY if there is no promise */
    int32_t done;              /* mended; TK_NO_DAY if not */
    bool hours_late; /* on the very day it was due mended, or still open, after the hour */
    uint8_t code[TK_MAX_CODE_FIELDS]; /* per code field of the dictionary, in its order */
};

struct tk_facts {
    const struct tk_dictionary *dictionary; /* borrowed */
    const char *const *district_keys;       /* borrowed: spelled as in products */
    size_t n_districts;
    const char *const *parent_keys;
    size_t n_parents;
    const char *const *area_keys;
    const unsigned char *area_in_focus; /* [n_areas]: 1 where the area is a focus area */
    size_t n_areas;
    int32_t as_of;

    size_t n, capacity;
    uint16_t *district, *parent;
    uint32_t *areas;
    int32_t *day, *due, *done;
    bool *hours_late;
    size_t code_field[TK_MAX_CODE_FIELDS]; /* positions of the code fields in the dictionary */
    size_t n_code_fields;
    uint8_t *code[TK_MAX_CODE_FIELDS];
    size_t typ, status, kategori; /* columns among these, or TK_NO_FIELD */
    uint8_t typ_means[256], status_means[256],
        kategori_means[256];   /* by code; facts_meaning.c */
    struct tk_area_sets *sets; /* the sets of areas met; opaque */
    unsigned long changes;     /* how often a note was put: a count is good until the next */
};

/* Empty facts over what is borrowed; TK_USAGE if a code list has more than 254 codes or there
 * are more code fields than TK_MAX_CODE_FIELDS, or more districts than 65 000. */
TK_CHECK enum tk_status
tk_facts_new(const struct tk_dictionary *dictionary, const char *const *district_keys,
             size_t n_districts, const char *const *parent_keys, size_t n_parents,
             const char *const *area_keys, const unsigned char *area_in_focus, size_t n_areas,
             int32_t as_of, struct tk_facts **out, struct tk_error *err);
void tk_facts_free(struct tk_facts *facts);

/* The number of a set of areas (positions, ascending; none is set 0). */
TK_CHECK enum tk_status tk_facts_areas(struct tk_facts *facts, const size_t *areas, size_t n,
                                       uint32_t *set, struct tk_error *err);
/* How many sets there are, and the areas of one. Borrowed until the next set is made. */
size_t tk_facts_n_sets(const struct tk_facts *facts);
const size_t *tk_facts_areas_of(const struct tk_facts *facts, uint32_t set, size_t *n);

/* Adds note i (i = n appends, i < n replaces). */
TK_CHECK enum tk_status tk_facts_put(struct tk_facts *facts, size_t i,
                                     const struct tk_fact *fact, struct tk_error *err);

/* What is counted in each group. n = n_brist + n_styrka + n_forslag + n_dubblett, n_brist =
 * n_oppna + n_stangda = n_skotsel + n_utformning + n_socialt + n_ovrigt.
 *
 * What is what stands in the code lists: a fault has a typ with ar_brist 1 (or no typ); of the
 * rest a styrka is the code styrka, and all else a forslag. A status of group 'dubblett' counts
 * as n_dubblett alone; group 'stangd' as n_stangda, and with atgardad 1 as n_atgardade; any
 * other is open. Overdue is what is open and was due before as_of, by the hour where hours are
 * known. Of the mended, n_i_tid + n_for_sena are those that had a day to be mended by, and of
 * which the day they were mended is known. */
struct tk_count {
    int64_t n, n_brist, n_styrka, n_forslag, n_dubblett;
    int64_t n_oppna, n_stangda, n_atgardade, n_forsenade;
    int64_t n_i_tid, n_for_sena; /* mended by the day they were due, and after it */
    int64_t n_skotsel, n_utformning, n_socialt, n_ovrigt; /* by the group of the category */
    int32_t first, last, first_open; /* days of the first and last note, and of the oldest open
                                        fault; TK_NO_DAY of none */
};

/* What a code counts as: a type is a fault by `ar_brist`; a status is open unless its group
 * says that it is closed or a duplicate. */
bool tk_facts_is_fault(const struct tk_codes *types, size_t code);
bool tk_facts_is_open(const struct tk_codes *statuses, size_t code);

/* Learns from the code lists what each code counts as; tk_facts_new() calls it. */
void tk_facts_learn(struct tk_facts *facts);

/* The count of nothing, and what note i adds to a count: the judgement behind every number, for
 * the columns of noteringar too. */
struct tk_count tk_count_nothing(void);
void tk_facts_add(const struct tk_facts *facts, size_t i, struct tk_count *count);

/* The keys that notes can be grouped by: stadsdel, stadsdelsomrade (NULL where a note lies in
 * none, as in noteringar), omrade (a note counts in each area it lies in, and in none where it
 * lies in none), alder_dagar (days that an open note has waited on the edition's day, or that a
 * mended one took; NULL where that is not known), inne (1 in a focus area, 0 not, NULL of
 * unknown position or where no area is a focus area), dag, manad (YYYY-MM), tertial (YYYY-T1),
 * ar, kategorigrupp, statusgrupp, ansvariggrupp, and any code field by its name. A date that is
 * none, a code that is none and the group of a code without one are NULL, and NULL comes first.
 */
#define TK_MAX_KEYS 8
#define TK_NO_KEY INT32_MIN
struct tk_groups {
    size_t n_keys;
    size_t n;     /* groups that occur, in order of their keys */
    int32_t *key; /* [n * n_keys]: numbers to be named by tk_facts_key_text(); TK_NO_KEY */
    struct tk_count *count; /* [n] */
    size_t dimension[TK_MAX_KEYS];
};

/* The number of keys there are, and the name of each. */
size_t tk_facts_dimensions(const struct tk_facts *facts);
const char *tk_facts_dimension(const struct tk_facts *facts, size_t dimension);

/* Groups by keys separated by commas; "" is one group of all, which is there without any note
 * too. TK_USAGE naming a key that is none, or is there twice. Freed with tk_groups_free(). */
TK_CHECK enum tk_status tk_facts_count(const struct tk_facts *facts, const char *keys,
                                       struct tk_groups *out, struct tk_error *err);
void tk_groups_free(struct tk_groups *groups);

/* A key as text, borrowed where there is one, else written into out[size]; NULL for none. The
 * keys ar and inne are numbers: that is how SQL gives them. */
const char *tk_facts_key_text(const struct tk_facts *facts, size_t dimension, int32_t key,
                              char *out, size_t size);
bool tk_facts_key_is_number(const struct tk_facts *facts, size_t dimension);

#endif
