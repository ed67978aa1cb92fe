/* Points of one sort near one another, round the first of them: what samla() and rundor()
 * share. */
#ifndef TRYGGHETSKARTA_ANALYSIS_PARTS_H
#define TRYGGHETSKARTA_ANALYSIS_PARTS_H

#include "trygghetskarta/analysis.h"

struct tk_point_groups {
    const struct tk_point *points; /* borrowed, in byte order of their ids */
    size_t n;
    uint32_t *first;   /* [n]: the first point of the group a point is in */
    uint32_t *members; /* [n]: of the group that a first point leads; else 0 */
};

/* Groups as samla() promises (analysis.h), at most `most` points in each. TK_USAGE if
 * `distance` is not above 0, or too short for how far the points lie apart. */
TK_CHECK enum tk_status tk_groups_make(const char *name, const struct tk_point *points,
                                       size_t n, double distance, size_t most,
                                       struct tk_point_groups *out, struct tk_error *err);
void tk_groups_drop(struct tk_point_groups *groups);

#endif
