/* geom_parts: what geom's files share, and nobody else needs. geom.c looks at geometries,
 * geom_parts.c takes them apart and builds them anew, the others have GEOS calculate. */
#ifndef TRYGGHETSKARTA_GEOM_PARTS_H
#define TRYGGHETSKARTA_GEOM_PARTS_H

#include "trygghetskarta/geom.h"

#include <string.h>

enum tk_run_kind { TK_RUN_POINT, TK_RUN_LINE, TK_RUN_SHELL, TK_RUN_HOLE };

/* A point, a line or a ring: its coordinates, borrowed for the call. */
struct tk_geom_run {
    enum tk_run_kind kind;
    const double *x, *y;
    size_t n;
};

/* Called for each run; false ends the walk, as an error if one was told. */
typedef bool (*tk_geom_visit)(void *context, const struct tk_geom_run *run,
                              struct tk_error *err);
TK_CHECK enum tk_status tk_geom_walk(struct tk_session *s, const GEOSGeometry *g,
                                     tk_geom_visit visit, void *context, struct tk_error *err);

/* Whether GEOS gave up for want of memory, and not because of what it was asked. */
static inline bool tk_geom_starved(const struct tk_session *s)
{
    return strcmp(s->said, "std::bad_alloc") == 0;
}

/* Tells an error with what GEOS said last. */
static inline enum tk_status tk_geom_told(struct tk_session *s, struct tk_error *err,
                                          enum tk_status status, const char *what)
{
    if (tk_geom_starved(s))
        return tk_fail_memory(err);
    return tk_fail(err, status, "%s: %s", what, s->said[0] ? s->said : "no reason told");
}

/* Hands a result of GEOS on: NULL is TK_INTERNAL with what GEOS said. */
TK_CHECK enum tk_status tk_geom_result(struct tk_session *s, GEOSGeometry *result,
                                       GEOSGeometry **out, const char *what,
                                       struct tk_error *err);

size_t tk_geom_n_parts(struct tk_session *s, const GEOSGeometry *g);
const GEOSGeometry *tk_geom_part(struct tk_session *s, const GEOSGeometry *g, size_t i);
bool tk_geom_is_collection(struct tk_session *s, const GEOSGeometry *g);

/* A collection of the given GEOS type. Takes the parts, always; the array stays the caller's.
 */
TK_CHECK enum tk_status tk_geom_collect(struct tk_session *s, int type, GEOSGeometry **parts,
                                        size_t n, GEOSGeometry **out, struct tk_error *err);

/* The parts of one dimension of geometries, copied. */
struct tk_gather { /* all zero at first but the dimension */
    GEOSGeometry **parts;
    size_t n, capacity;
    int dimension;
};
TK_CHECK enum tk_status tk_gather(struct tk_session *s, const GEOSGeometry *g,
                                  struct tk_gather *into, struct tk_error *err);
void tk_gather_free(struct tk_session *s, struct tk_gather *into);

/* Of g the parts of one dimension, as one geometry; nothing of them: an empty one. Takes g. */
TK_CHECK enum tk_status tk_geom_only_take(struct tk_session *s, GEOSGeometry *g, int dimension,
                                          GEOSGeometry **out, struct tk_error *err);
GEOSGeometry *tk_geom_nothing(struct tk_session *s, int dimension);

#endif
