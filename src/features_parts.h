/* features_parts: what the files of the room features share. Private to it. */
#ifndef TRYGGHETSKARTA_FEATURES_PARTS_H
#define TRYGGHETSKARTA_FEATURES_PARTS_H

#include "trygghetskarta/features.h"

/* What a role looks for in its source. */
struct tk_role_rules {
    const char *key;
    int dimension; /* 0, 1, 2, 3 for lines or polygons, or -1 for none */
    const char *attribute[TK_FEATURE_ATTRIBUTES];
};

/* One reading under way. */
struct tk_feature_reader {
    const struct tk_reading *reading;
    struct tk_opened *input;
    const struct tk_source_config *config;
    const struct tk_role_rules *rules;
    struct tk_features *out;
    struct tk_crs *crs; /* NULL where the role has no geometry */
    bool in_metres;     /* the source's CRS */
    double step;        /* to densify by before a change of CRS; 0 = not */
    size_t key, label, attribute[TK_FEATURE_ATTRIBUTES];
    const char *format[TK_FEATURE_ATTRIBUTES]; /* of dates; NULL for the usual one */
};

/* A record being judged. */
struct tk_feature_record {
    int64_t number;
    const char *id;
    const unsigned char *wkb;
    size_t wkb_size;
    const char *fault, *fault_value, *mended;
    enum tk_verdict fate;
    const char *refused_by; /* the first rule that refused it; NULL if none did */
    double changed_m2;      /* by mending; NAN where nothing was */
};

/* Tells a finding, and settles the record's fate by it. */
TK_CHECK enum tk_status tk_features_tell(struct tk_feature_reader *r,
                                         struct tk_feature_record *rec, enum tk_verdict verdict,
                                         const char *rule, const char *field, const char *value,
                                         struct tk_error *err);

/* Opens the change from the source's CRS, which it has to have. */
TK_CHECK enum tk_status tk_features_open_crs(struct tk_feature_reader *r, struct tk_error *err);

/* The record's geometry in the edition's CRS; NULL where it is refused, and that is told. */
TK_CHECK enum tk_status tk_features_geometry(struct tk_feature_reader *r,
                                             struct tk_feature_record *rec,
                                             struct tk_feature *f, struct tk_error *err);

void tk_feature_free(struct tk_session *s, struct tk_feature *f);

/* Walks, places and figures are asked for by their key (a figure's has its place and year in
 * it): of those read last (items[from] and on) that
 * have one key, or that of an earlier source, the lowest in content is kept, so that the order
 * of the file changes nothing; the others are refused and told. Places have one key if their
 * names are the same when folded. Before the source's account is closed. */
TK_CHECK enum tk_status tk_features_single(const struct tk_reading *reading,
                                           const struct tk_opened *input,
                                           struct tk_features *features, size_t from,
                                           struct tk_error *err);

#endif
