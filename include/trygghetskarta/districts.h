/* districts: the coverage that everything is told by: named, complete, disjoint, measured.
 *
 * Laws 2, 3 and 4. Keys are spelled as the membership table spells them and stand in byte
 * order.
 */
#ifndef TRYGGHETSKARTA_DISTRICTS_H
#define TRYGGHETSKARTA_DISTRICTS_H

#include "trygghetskarta/coverage.h"
#include "trygghetskarta/features.h"
#include "trygghetskarta/names.h"

struct tk_districts {
    size_t n;
    char **key;              /* [n] */
    GEOSGeometry **geometry; /* [n], MULTIPOLYGON, disjoint */
    size_t *parent;          /* [n]: by the table or the column; TK_NOWHERE if none */
    double *area_m2;         /* [n] */
    struct tk_union together;
    struct tk_coverage *coverage;
    struct tk_bounds bounds;
    struct tk_bounds
        window; /* where a note can be at all: the bounds and a fifth of their size */

    size_t n_parents;
    char **parent_key; /* in byte order */
    GEOSGeometry *
        *parent_geometry; /* as given, then disjoint; else the union of the districts */
    double *parent_area_m2;
    bool *parent_is_sum; /* of its districts: always where it is their union; of one that is
                            given where no more than max_overlap of it is another's or none's */
    size_t *home;       /* [n] the parent a district counts in: where polygons are given the one
                           that holds most of it, else as `parent`; TK_NOWHERE if none */
    bool parents_given; /* by polygons of their own */
    struct tk_coverage *parent_coverage; /* NULL unless parents_given */

    struct tk_names names; /* every spelling, sorted, and the district it means; TK_NO_NAME
                              where it could mean two */
    struct tk_names parent_names; /* the same of the parents' keys */
};

/* Makes the districts of what was read (parents may be empty, and their input then NULL); takes
 * their geometries. Tells every overlap and gap, of the parents' own polygons too. TK_INPUT:
 * two with one key without `multipart`, two whose keys differ only in case or spaces, one
 * missing or unknown against the membership table, overlaps beyond max_overlap of the smaller.
 */
TK_CHECK enum tk_status
tk_districts_new(const struct tk_reading *reading, const struct tk_opened *input,
                 struct tk_features *districts, const struct tk_opened *parents_input,
                 struct tk_features *parents, struct tk_districts **out, struct tk_error *err);
void tk_districts_free(struct tk_session *session, struct tk_districts *districts);

/* The district of a name in any spelling known (case, spaces, aliases), or TK_NOWHERE; that too
 * of a name that could mean two. */
TK_CHECK enum tk_status tk_districts_find(const struct tk_districts *d, const char *name,
                                          size_t *district, struct tk_error *err);

/* The parent of a name, in any case and spacing, or TK_NOWHERE. */
TK_CHECK enum tk_status tk_districts_find_parent(const struct tk_districts *d, const char *name,
                                                 size_t *parent, struct tk_error *err);

#endif
