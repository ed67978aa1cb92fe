/* overlay: districts x planning areas, with the area accounted for; and what else is measured
 * per district: land, and metres of route.
 *
 * Law 3: per planning area |pieces + outside - whole| <= 1e-9 of the whole, else TK_INTERNAL.
 */
#ifndef TRYGGHETSKARTA_OVERLAY_H
#define TRYGGHETSKARTA_OVERLAY_H

#include "trygghetskarta/coverage.h"
#include "trygghetskarta/geom.h"

#include <stdbool.h>

struct tk_piece {
    size_t district, area; /* positions; district TK_NOWHERE for what lies outside all */
    double area_m2;
    GEOSGeometry *geometry; /* MULTIPOLYGON; NULL for the outside */
};

struct tk_overlay {
    struct tk_piece *pieces; /* by area, then district, the outside last */
    size_t n_pieces;
    double *whole_m2; /* per area */
    double worst;     /* the largest relative difference of law 3 met */
};

/* Cuts n_areas areas by n_districts districts, of which `together` is what tk_geom_dissolve()
 * made. What several hold (the slivers that are no fault of a coverage) belongs to the lowest.
 * Pieces and outsides of less than 1e-12 of their area are left out. Areas are measured in
 * coordinates shifted to a local origin; *out is all zero on failure. */
TK_CHECK enum tk_status tk_overlay_new(struct tk_session *s,
                                       const GEOSGeometry *const *districts, size_t n_districts,
                                       const struct tk_union *together,
                                       const GEOSGeometry *const *areas, size_t n_areas,
                                       struct tk_overlay *out, struct tk_error *err);
void tk_overlay_free(struct tk_session *s, struct tk_overlay *overlay);

/* Area in m2, inside each district, of the union of those areas that are wanted[n_areas], told
 * from the pieces they were cut into: m2[n_districts]. Districts and areas as tk_overlay_new()
 * had them. */
TK_CHECK enum tk_status
tk_overlay_wanted_area(struct tk_session *s, const struct tk_overlay *overlay,
                       size_t n_districts, const GEOSGeometry *const *areas, size_t n_areas,
                       const bool *wanted, double *m2, struct tk_error *err);

/* Area in m2 of the union of `parts` inside each district: m2[n_districts]. Overlaps of the
 * parts count once. */
TK_CHECK enum tk_status tk_overlay_union_area(struct tk_session *s,
                                              const GEOSGeometry *const *districts,
                                              size_t n_districts,
                                              const GEOSGeometry *const *parts, size_t n_parts,
                                              double *m2, struct tk_error *err);

/* Metres of each line inside each district, added up over the lines: m[n_districts], and metres
 * outside all in *outside_m. Lines along a shared border count in the lowest district, and
 * those within a millimetre of the outermost in the lowest that it is of, from a metre on; what
 * one line runs twice counts once. */
TK_CHECK enum tk_status tk_overlay_length(struct tk_session *s,
                                          const GEOSGeometry *const *districts,
                                          size_t n_districts, const GEOSGeometry *const *lines,
                                          size_t n_lines, double *m, double *outside_m,
                                          struct tk_error *err);

#endif
