/* measures_parts: what the parts of the room measures share. Private to it. */
#ifndef TRYGGHETSKARTA_MEASURES_PARTS_H
#define TRYGGHETSKARTA_MEASURES_PARTS_H

#include "trygghetskarta/measures.h"

/* The measuring under way. */
struct tk_measuring {
    const struct tk_reading *reading;
    const struct tk_districts *d;
    const struct tk_surroundings *around;
    const struct tk_inputs *inputs;
    struct tk_measures *m;
};

/* A set of polygons and what is measured of them. */
struct tk_measured_set {
    const GEOSGeometry *const *polygons;
    struct tk_measured *m;
    const size_t *home; /* of a district, in the set; NULL where the set is the districts */
};

/* Tells a remark on a feature. */
TK_CHECK enum tk_status tk_measures_remark(const struct tk_measuring *w,
                                           const struct tk_feature *f, const char *field,
                                           const char *rule, const char *value,
                                           struct tk_error *err);

/* Whether a walk is of a day after the edition's: not made yet. NULL is not. */
bool tk_measures_ahead(const struct tk_measuring *w, const struct tk_feature *walk);

/* Metres of route, and walks by their routes or else by the district they name. Remarks are
 * told with the districts alone, so that each is told once. */
TK_CHECK enum tk_status tk_measures_walks(const struct tk_measuring *w,
                                          const struct tk_measured_set *set,
                                          struct tk_error *err);

#endif
