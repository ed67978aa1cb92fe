/* features: the inputs that stay whole: districts, areas, walks, routes, places, land and
 * tables. Each record is read, judged, brought into the edition's CRS, and kept or refused (and
 * told).
 */
#ifndef TRYGGHETSKARTA_FEATURES_H
#define TRYGGHETSKARTA_FEATURES_H

#include "trygghetskarta/crs.h"
#include "trygghetskarta/dictionary.h"
#include "trygghetskarta/inputs.h"

#define TK_FEATURE_ATTRIBUTES 8

struct tk_feature {
    char *key;    /* as the source spells it, trimmed */
    char *label;  /* the name to show */
    char *source; /* borrowed from the configuration, as kind */
    char *kind;
    int64_t number;
    char *attribute[TK_FEATURE_ATTRIBUTES]; /* by enum tk_attribute; NULL where not given */
    GEOSGeometry *geometry; /* in the edition's CRS; NULL where the role has none */
    double length_m;        /* of areas given as lines: before the buffer; else NAN */
    enum tk_verdict fate;   /* what became of its record */
};

/* What attribute[] holds, by role. */
enum tk_attribute {
    TK_ATTR_PARENT = 0,   /* districts */
    TK_ATTR_VALUE = 0,    /* tables: the number, as text with a decimal point */
    TK_ATTR_SAMPLE = 0,   /* areas: "1" where the source marks an example */
    TK_ATTR_TYPE = 0,     /* places, walks */
    TK_ATTR_DATE = 1,     /* walks: YYYY-MM-DD */
    TK_ATTR_DISTRICT = 2, /* walks */
    TK_ATTR_LIGHT = 3,    /* walks */
    TK_ATTR_PEOPLE = 4,   /* walks */
    TK_ATTR_PLACE = 0,    /* figures: what they are about; NULL for the whole city */
    TK_ATTR_PLACE_IS = 1, /* figures: stadsdel, stadsdelsomrade, hela or alla */
    TK_ATTR_YEAR = 2,     /* figures: a year, and then numbers */
    TK_ATTR_FIGURE = 3,
    TK_ATTR_LOW = 4,
    TK_ATTR_HIGH = 5,
    TK_ATTR_BASE = 6,     /* how many it is told of, or divided by */
    TK_ATTR_DIRECTION = 7 /* goals: minst or hogst */
};

struct tk_features { /* all zero at first */
    struct tk_feature *items;
    size_t n, capacity;
};

/* What reading needs besides the source. Borrowed. */
struct tk_reading {
    struct tk_session *session;
    struct tk_ledger *ledger;
    const struct tk_edition_config *edition;
    const struct tk_dictionary *dictionary;
};

/* Reads an opened source of any role but notes to its end, appends its features and settles its
 * account. Polygons are repaired within max_repair of their area, lines with a buffer become
 * polygons. TK_INPUT: no CRS, too much refused, a district refused. */
TK_CHECK enum tk_status tk_features_read(const struct tk_reading *reading,
                                         struct tk_opened *input, struct tk_features *features,
                                         struct tk_error *err);
void tk_features_free(struct tk_session *session, struct tk_features *features);

/* An attribute that is a number (TK_ATTR_VALUE, and those of figures); NAN where there is none.
 */
double tk_feature_number(const struct tk_feature *f, enum tk_attribute attribute);

/* Sorts by key in byte order, then by source and number. */
void tk_features_sort(struct tk_features *features);

/* The first with a key, among sorted ones; NULL if there is none. */
const struct tk_feature *tk_features_find(const struct tk_features *sorted, const char *key);

#endif
