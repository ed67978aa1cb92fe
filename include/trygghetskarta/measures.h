/* measures: what is measured per district, and per parent, besides notes: land, focus areas,
 * routes, walks, inhabitants. What has no source is not known, and stays NAN (or -1): never 0.
 */
#ifndef TRYGGHETSKARTA_MEASURES_H
#define TRYGGHETSKARTA_MEASURES_H

#include "trygghetskarta/areas.h"
#include "trygghetskarta/districts.h"
#include "trygghetskarta/overlay.h"

/* The whole inputs besides districts. Borrowed. */
struct tk_surroundings {
    const struct tk_areas *areas;
    struct tk_features walks, routes, places, land, table, figures;
    bool has_walks, has_routes, has_land, has_table; /* a source of that role is configured */
    double walked_least_m; /* less route than this through a district is a neighbour's walk */
    int32_t as_of;         /* a walk of a later day is not made yet */
};

struct tk_kind_area { /* the union of all areas of one kind inside a district */
    const char *kind; /* borrowed */
    size_t district;
    double area_m2;
};

struct tk_measured { /* of each polygon of a set; what has no source is NAN */
    size_t n;
    double *land_m2;     /* union of the land */
    double *focus_m2;    /* union of the focus areas */
    double *walked_m;    /* metres of route */
    int64_t *walks;      /* walks that touched it, 0 if it is not walked; -1 without walks */
    int32_t *last_walk;  /* TK_NO_DAY if none, or if it is not walked */
    int32_t *last_touch; /* the same of any walk, where it is not walked too */
    int *walked;         /* 1, 0, or -1 where neither walks nor routes are given; see below */
    double *inhabitants; /* NAN where not given */
};

struct tk_measures {
    struct tk_measured districts;
    /* By their own polygons where these are given; else sums over the districts, NAN where one
     * of them is. Their inhabitants are always such sums, and NAN where the polygon is not that
     * of its districts. Of walks, -1: one that passes two districts is still one. */
    struct tk_measured parents;
    double *focus_land_m2;     /* of districts: land inside the focus areas */
    double *focus_walked_m;    /* metres of route inside them */
    struct tk_overlay overlay; /* districts x areas */
    struct tk_kind_area *kinds;
    size_t n_kinds;
};

/* Measures everything. A district is walked if `walked_least_m` of route lie in it, if as much
 * of one walk's route lies there as anywhere else (outside them all too), or if a walk without
 * a route names it: a neighbour's walk that rounds its corner tells nothing of it. Walks count
 * in the walked districts their routes pass, or, without a route, in the one they name (of
 * parents: in that one's home); a walk or table row that names no district known is told, as is
 * a route without its walk. A parent is walked where `walked_least_m` lie in it, or one of its
 * districts is walked, and its last walk is then the last one that came into it. A walk after
 * `as_of` counts nowhere, nor do its routes: how many they are is told once a source. */
TK_CHECK enum tk_status tk_measures_new(const struct tk_reading *reading,
                                        const struct tk_districts *districts,
                                        const struct tk_surroundings *around,
                                        const struct tk_inputs *inputs,
                                        struct tk_measures **out, struct tk_error *err);
/* What lies inside the union of the focus areas, per district: land (m2, of the union of its
 * parts) and metres of line. A result that is not wanted is NULL. */
TK_CHECK enum tk_status tk_measures_inside(struct tk_session *s,
                                           const GEOSGeometry *const *districts, size_t n,
                                           const GEOSGeometry *const *focus, size_t n_focus,
                                           const GEOSGeometry *const *land, size_t n_land,
                                           double *land_m2, const GEOSGeometry *const *lines,
                                           size_t n_lines, double *metres,
                                           struct tk_error *err);

/* Spells the places of figures as products do, and says what each is: a stadsdel, a
 * stadsdelsomrade (where a name is both, the stadsdel, unless the figure says), hela for the
 * whole city, or alla for every district. A place that is none is told and left as it stands.
 */
TK_CHECK enum tk_status tk_figures_place(const struct tk_reading *reading,
                                         const struct tk_districts *districts,
                                         const struct tk_inputs *inputs,
                                         struct tk_features *figures, struct tk_error *err);

void tk_measures_free(struct tk_session *session, struct tk_measures *measures);

#endif
