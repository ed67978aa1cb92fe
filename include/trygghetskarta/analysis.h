/* analysis: each file in src/analysis/ is one analysis of a whole set, given to SQL as a
 * table-valued function whose rows do not depend on the order of what it is given.
 *
 * To add one: a file with a register function, and its line in tk_analyses[]
 * (src/analysis/analysis.c).
 */
#ifndef TRYGGHETSKARTA_ANALYSIS_H
#define TRYGGHETSKARTA_ANALYSIS_H

#include "trygghetskarta/session.h"

#include <sqlite3.h>

struct tk_analysis {
    const char *name;                                        /* the SQL word */
    int (*install)(sqlite3 *db, struct tk_session *session); /* an SQLite result code */
};

/* All there are; ended by a NULL name. */
extern const struct tk_analysis tk_analyses[];

/* kluster(sql, distance_m, least): clusters of points by DBSCAN (Ester et al. 1996), the points
 * being what the SELECT `sql` gives as (id, x, y). Rows: kluster (1, 2, … in the order of the
 * lowest id within), id. A border point within reach of two clusters belongs to the one with
 * the lowest id. */
int tk_clusters_install(sqlite3 *db, struct tk_session *session);

#endif
