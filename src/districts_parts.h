/* districts_parts: what the parts of the room districts share. Private to it. */
#ifndef TRYGGHETSKARTA_DISTRICTS_PARTS_H
#define TRYGGHETSKARTA_DISTRICTS_PARTS_H

#include "trygghetskarta/districts.h"
#include "trygghetskarta/table.h"

/* What the making works on. */
struct tk_district_making {
    const struct tk_reading *reading;
    const struct tk_opened *input, *parents_input; /* the second NULL if there is none */
    struct tk_districts *d;
    struct tk_table members; /* empty without a membership table */
    size_t member_column, parent_column;
    struct tk_table aliases; /* empty without a table of other spellings */
    size_t canonical_column, variant_column;
};

/* Reads the membership table and the table of aliases, as far as they are configured. */
TK_CHECK enum tk_status tk_districts_read_tables(struct tk_district_making *m,
                                                 struct tk_error *err);

/* Spells each feature's key as the membership table does, and gives it its parent's name. */
TK_CHECK enum tk_status tk_districts_spell(struct tk_district_making *m,
                                           struct tk_features *features, struct tk_error *err);

/* Law 4: every row of the membership table has its district. */
TK_CHECK enum tk_status tk_districts_complete(const struct tk_district_making *m,
                                              const struct tk_features *features,
                                              struct tk_error *err);

/* Collects every spelling by which a district can be asked for. TK_INPUT: two districts whose
 * keys are one name. */
TK_CHECK enum tk_status tk_districts_collect_names(struct tk_district_making *m,
                                                   const struct tk_features *features,
                                                   struct tk_error *err);

/* Polygons to be made a coverage, and the source that has to answer for them. Borrowed. */
struct tk_covering {
    const struct tk_opened *input;
    char *const *key;
    GEOSGeometry **geometry; /* made disjoint */
    double *area_m2;         /* filled */
    size_t n;
    struct tk_union together; /* filled; the caller's to free */
};

/* Law 3: joined, checked, told, made disjoint, measured, and then indexed with its gaps closed.
 */
TK_CHECK enum tk_status tk_districts_cover(const struct tk_reading *reading,
                                           struct tk_covering *covering,
                                           struct tk_coverage **out, struct tk_error *err);

/* Polygons of one name as one: their union, a MULTIPOLYGON. */
TK_CHECK enum tk_status tk_districts_join(struct tk_session *s,
                                          const GEOSGeometry *const *parts, size_t n,
                                          GEOSGeometry **out, struct tk_error *err);

/* The parents by name: those of the table and those that have polygons, spelled as the table
 * does (most of it, where it does in more ways than one); and which one each district has. */
TK_CHECK enum tk_status tk_districts_collect_parents(struct tk_district_making *m,
                                                     struct tk_features *districts,
                                                     const struct tk_features *parents,
                                                     struct tk_error *err);

/* Their polygons, as given or the union of their districts, and the districts' homes. */
TK_CHECK enum tk_status tk_districts_shape_parents(struct tk_district_making *m,
                                                   struct tk_features *parents,
                                                   struct tk_error *err);

#endif
