/* mapping: which column of a source means which field of the note's model, and which word means
 * which code: as configured, else by the synonyms of layers/. The log tells what matched what.
 */
#ifndef TRYGGHETSKARTA_MAPPING_H
#define TRYGGHETSKARTA_MAPPING_H

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/config.h"
#include "trygghetskarta/dictionary.h"
#include "trygghetskarta/log.h"
#include "trygghetskarta/source.h"

#include <stdbool.h>
#include <stddef.h>

/* The lower wins. A Shapefile cuts a column's name at ten letters: it is then matched by them,
 * if they are the beginning of one field alone. */
enum tk_matched {
    TK_NOT_MATCHED,
    TK_BY_CONFIGURATION,
    TK_BY_NAME,
    TK_BY_SYNONYM,
    TK_BY_BEGINNING
};

struct tk_template_part { /* a piece of text, and the column whose value follows it */
    const char *text;     /* borrowed, n bytes */
    size_t n;
    size_t column; /* of the source; (size_t)-1 after the last */
};

struct tk_field_map { /* one field of the model */
    enum tk_matched matched;
    size_t column;                  /* of the source; (size_t)-1 for a template */
    const char *template_;          /* NULL for a column. Borrowed, as the rest */
    struct tk_template_part *parts; /* of the template; the mapping's own */
    size_t n_parts;
    const char *format;                /* of dates; NULL for ISO */
    const struct tk_value_map *values; /* NULL without one */
    bool *values_met;                  /* [values->n]: which of its words have been met */
};

struct tk_mapping {
    const struct tk_dictionary *dictionary;
    const struct tk_source *source;
    struct tk_field_map *fields; /* [dictionary->n_fields] */
    struct tk_buffer scratch;    /* of templates */
    struct tk_buffer unused;     /* the names of the columns that mean nothing, by ", " */
};

/* Matches an opened source's columns. TK_USAGE for a column that a template names and that does
 * not exist; other columns were looked for when the source was opened, fields and codes by
 * tk_config_check(). All arguments are borrowed for the mapping's life. */
TK_CHECK enum tk_status tk_mapping_new(const struct tk_dictionary *dictionary,
                                       const struct tk_source_config *config,
                                       const struct tk_source *source, struct tk_log *log,
                                       struct tk_mapping **out, struct tk_error *err);
void tk_mapping_free(struct tk_mapping *mapping);

/* What a record says of a field, untrimmed; *out is NULL if nothing. In a template the values
 * are trimmed, and those of dates and times are the first word, of two digits at least; a
 * template whose later columns have no value ends before them ("2025-03" of year and month).
 * *out is borrowed until the next call. */
TK_CHECK enum tk_status tk_mapping_value(struct tk_mapping *mapping, size_t field,
                                         const char *const *values, const char **out,
                                         struct tk_error *err);

/* How many bytes that is at most, without its closing NUL. */
size_t tk_mapping_room(const struct tk_mapping *mapping, size_t field,
                       const char *const *values);

/* The code a word stands for: by the configuration's `values`, else by the list; TK_NO_CODE if
 * none. */
TK_CHECK enum tk_status tk_mapping_code(const struct tk_mapping *mapping, size_t field,
                                        const char *word, size_t *code, struct tk_error *err);

/* Warns, once the source is read, of words under `values` that no record held. */
void tk_mapping_warn(const struct tk_mapping *mapping, const struct tk_source_config *config,
                     struct tk_log *log);

#endif
