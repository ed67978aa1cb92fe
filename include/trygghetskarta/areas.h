/* areas: the planning areas of all sources together: focus areas, strategic links, plans. They
 * may overlap.
 */
#ifndef TRYGGHETSKARTA_AREAS_H
#define TRYGGHETSKARTA_AREAS_H

#include "trygghetskarta/coverage.h"
#include "trygghetskarta/features.h"

struct tk_areas {
    size_t n;
    const struct tk_feature *items; /* borrowed, in byte order of their keys */
    const char **key;               /* [n]; borrowed from the items */
    const GEOSGeometry **geometry;  /* [n]; borrowed from the items */
    unsigned char *in_focus;        /* [n]: 1 where its kind is the edition's `focus` */
    bool any_focus;
    struct tk_coverage *coverage; /* NULL if n is 0 */
};

/* Sorts the features, and indexes them. TK_INPUT: two areas of one key. */
TK_CHECK enum tk_status tk_areas_new(const struct tk_reading *reading,
                                     struct tk_features *features, struct tk_areas **out,
                                     struct tk_error *err);
void tk_areas_free(struct tk_areas *areas);

#endif
