/* rtree: a spatial index packed at once. The envelopes of a table are kept while its rows are
 * written; at the end they are put in Hilbert order, filled into nodes and laid into the shadow
 * tables of SQLite's rtree module by SQL (https://www.sqlite.org/rtree.html, section 6.1: the
 * shape of nodes). The index answers, and takes later inserts and deletes, like one that was
 * built row by row.
 */
#ifndef TRYGGHETSKARTA_RTREE_H
#define TRYGGHETSKARTA_RTREE_H

#include "trygghetskarta/geom.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The envelopes of one table by fid: 16 bytes a point, 32 of anything else. Points have their
 * minimum only. */
struct tk_envelopes {
    bool points;
    double *values; /* [n * (points ? 2 : 4)]: min x, min y, max x, max y; NAN where none */
    size_t n;       /* the highest fid met */
    size_t capacity;
};

/* Remembers a row's envelope; NULL or empty bounds forget it. TK_INTERNAL if the fid is not
 * within 1 to 2^30 - 1. */
TK_CHECK enum tk_status tk_envelopes_put(struct tk_envelopes *e, int64_t fid,
                                         const struct tk_bounds *bounds, struct tk_error *err);

/* The bounds of all; empty bounds if there are none. */
struct tk_bounds tk_envelopes_bounds(const struct tk_envelopes *e);
void tk_envelopes_free(struct tk_envelopes *e);

/* Makes the virtual table `name` and packs the envelopes into it. They are used up: *e is empty
 * afterwards. Needs SQLITE_DBCONFIG_DEFENSIVE off, and 4 bytes a row more while it works. */
TK_CHECK enum tk_status tk_rtree_pack(sqlite3 *db, const char *name, struct tk_envelopes *e,
                                      struct tk_error *err);

#endif
