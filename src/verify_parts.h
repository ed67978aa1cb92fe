/* verify_parts: the roads of the room verify. Private to it. */
#ifndef TRYGGHETSKARTA_VERIFY_PARTS_H
#define TRYGGHETSKARTA_VERIFY_PARTS_H

#include "trygghetskarta/geom.h"
#include "trygghetskarta/verify.h"

/* Notes that a law was checked in so many cases; a law told before has them added. */
void tk_verify_law(struct tk_verdicts *out, int number, const char *says, long long checked);

/* As a database: whole, and its indexes sound. SQLite on a connection of its own, read-only. */
TK_CHECK enum tk_status tk_verify_database(const char *path, struct tk_verdicts *out,
                                           struct tk_error *err);

/* What its tables say, each layer's check.sql among it. On a connection of its own too. */
TK_CHECK enum tk_status tk_verify_tables(const char *path, const struct tk_expected *expected,
                                         struct tk_verdicts *out, struct tk_error *err);

/* As geodata: GDAL reads every feature, GEOS says where each note is. */
TK_CHECK enum tk_status tk_verify_layers(struct tk_session *session, const char *path,
                                         const struct tk_expected *expected,
                                         struct tk_verdicts *out, struct tk_error *err);

/* The spatial index of a layer, which the features that GDAL reads are held against. */
struct tk_verify_index {
    sqlite3 *db;       /* borrowed */
    sqlite3_stmt *box; /* of a fid */
    const char *layer;
    long long n; /* features that have to stand in it */
};

/* A connection to the edition that looks at the file once for all that will be asked. */
TK_CHECK enum tk_status tk_verify_open_once(const char *path, sqlite3 **out,
                                            struct tk_error *err);

/* Opens the index of a layer with a geometry; ended by close. */
TK_CHECK enum tk_status tk_verify_index_open(struct tk_verify_index *index, sqlite3 *db,
                                             const char *layer, struct tk_error *err);
void tk_verify_index_close(struct tk_verify_index *index);

/* TK_INTERNAL (law 6) unless the index holds a box round the bounds of the feature, no wider
 * than floats are coarse. */
TK_CHECK enum tk_status tk_verify_index_feature(struct tk_verify_index *index, int64_t fid,
                                                const struct tk_bounds *bounds,
                                                struct tk_error *err);

/* TK_INTERNAL (law 6) unless it holds index->n features. */
TK_CHECK enum tk_status tk_verify_index_count(struct tk_verify_index *index,
                                              struct tk_error *err);

#endif
