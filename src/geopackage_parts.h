/* geopackage_parts: what geopackage's three files share, and nobody else needs. geopackage.c
 * begins the file and its tables, geopackage_writer.c takes the rows, geopackage_finish.c makes
 * the indexes and triggers. */
#ifndef TRYGGHETSKARTA_GEOPACKAGE_PARTS_H
#define TRYGGHETSKARTA_GEOPACKAGE_PARTS_H

#include "trygghetskarta/geopackage.h"
#include "trygghetskarta/rtree.h"

/* A table as it has to be known when its rows come and when it is finished. */
struct tk_made_table {
    char *name, *key_sql; /* key_sql: the columns of the key, quoted; NULL if none */
    char **columns;
    size_t n_columns;
    bool has_geometry;
    struct tk_envelopes envelopes;
};

struct tk_geopackage {
    sqlite3 *db;
    char *path, *stamp;
    int srs_id;
    struct tk_made_table *tables;
    size_t n_tables, capacity;
    bool finished;
};

/* Runs SQL in which %Q, %w, %d and so on stand as in sqlite3_mprintf(). */
TK_CHECK enum tk_status tk_geopackage_run(struct tk_geopackage *gp, const char *what,
                                          struct tk_error *err, const char *format, ...);

/* The table of that name; TK_INTERNAL if none was made. */
TK_CHECK enum tk_status tk_geopackage_find(struct tk_geopackage *gp, const char *name,
                                           struct tk_made_table **out, struct tk_error *err);

#endif
