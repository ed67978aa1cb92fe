/* geopackage: the file being written, by SQLite alone: tables, rows, packed spatial index, and
 * last the triggers. Whether GDAL and QGIS agree is for verify and the tests to say.
 *
 * Everything is one transaction without journal on a file nobody else knows: a crash leaves a
 * file that was never published.
 */
#ifndef TRYGGHETSKARTA_GEOPACKAGE_H
#define TRYGGHETSKARTA_GEOPACKAGE_H

#include "trygghetskarta/blob.h"
#include "trygghetskarta/buffer.h"
#include "trygghetskarta/crs.h"
#include "trygghetskarta/dictionary.h"
#include "trygghetskarta/geom.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tk_geopackage; /* opaque */

/* A table to be made. All is borrowed for the call. */
struct tk_table_plan {
    const char *name;
    const char *title;    /* gpkg_contents.identifier */
    const char *abstract; /* gpkg_contents.description */
    const char
        *geometry; /* "POINT", "MULTIPOLYGON", "MULTILINESTRING", or "" for a plain table */
    const struct tk_column *const *columns; /* after fid and geom */
    size_t n_columns;
    const size_t *key; /* positions in columns: UNIQUE together; may be none */
    size_t n_key;
};

/* Begins a file that must not exist yet, in the CRS of the edition (one without a number gets
 * srs_id 100000). `stamp` (YYYY-MM-DDTHH:MM:SS.000Z) stands wherever the format wants a time,
 * so that the bytes depend on the data alone. All is borrowed for the call. TK_CANNOT_CREATE if
 * there is such a file, TK_NOT_PERMITTED if the directory forbids it. */
TK_CHECK enum tk_status tk_geopackage_create(const char *path, const struct tk_crs_info *crs,
                                             const char *stamp, struct tk_geopackage **out,
                                             struct tk_error *err);

/* Closes; the file is removed unless tk_geopackage_finish() had succeeded. NULL is fine. */
void tk_geopackage_free(struct tk_geopackage *gp);

/* The connection, for rooms that speak SQL. Borrowed. */
sqlite3 *tk_geopackage_db(struct tk_geopackage *gp);
int tk_geopackage_srs_id(const struct tk_geopackage *gp);

/* Tells the error SQLite has just come upon: "path: what: its message". TK_IO if the disk is
 * full or failing, TK_INTERNAL otherwise (law 6 if a constraint is broken). */
enum tk_status tk_geopackage_fail(struct tk_geopackage *gp, const char *what,
                                  struct tk_error *err);

/* Runs SQL text of our own; failure as tk_geopackage_fail() has it. */
TK_CHECK enum tk_status tk_geopackage_execute(struct tk_geopackage *gp, const char *sql,
                                              struct tk_error *err);

/* CREATE TABLE with fid INTEGER PRIMARY KEY, geom where there is geometry, and the columns (the
 * key's NOT NULL); entered in gpkg_contents and gpkg_geometry_columns. Rows come by a writer,
 * or by SQL: what came by SQL is read once more when the index is built. A geometry that a
 * writer wrote is not to be changed by SQL. */
TK_CHECK enum tk_status tk_geopackage_add_table(struct tk_geopackage *gp,
                                                const struct tk_table_plan *plan,
                                                struct tk_error *err);

struct tk_writer; /* opaque */

/* A prepared insert into a table made by tk_geopackage_add_table(): set the values by position
 * in the plan's columns, then insert. Values not set are NULL. Texts and blobs are borrowed
 * until the insert. What a setter finds wrong is told by tk_writer_insert(). */
TK_CHECK enum tk_status tk_writer_open(struct tk_geopackage *gp, const char *table,
                                       struct tk_writer **out, struct tk_error *err);

/* To be closed before the GeoPackage is finished or freed. NULL is fine. */
void tk_writer_close(struct tk_writer *w);

void tk_writer_text(struct tk_writer *w, size_t column, const char *text); /* NULL is NULL */
void tk_writer_integer(struct tk_writer *w, size_t column, int64_t value);
void tk_writer_real(struct tk_writer *w, size_t column, double value); /* NAN is NULL */
void tk_writer_day(struct tk_writer *w, size_t column, int32_t day);   /* TK_NO_DAY is NULL */

/* The geometry: a point of NAN is NULL. */
void tk_writer_point(struct tk_writer *w, double x, double y);
void tk_writer_wkb(struct tk_writer *w, const unsigned char *wkb, size_t size);

/* Inserts; with fid 0 the next free one is taken, with another the row of that fid is replaced
 * if there is one. *given may be NULL. TK_IO if the disk is full; TK_INTERNAL (law 6) if a key
 * column is NULL. Whatever happens, no value is set afterwards. */
TK_CHECK enum tk_status tk_writer_insert(struct tk_writer *w, int64_t fid, int64_t *given,
                                         struct tk_error *err);

/* Bounds of what a table holds; empty (min > max) where it has no geometry, or none in it. */
TK_CHECK enum tk_status tk_geopackage_extent(struct tk_geopackage *gp, const char *table,
                                             struct tk_bounds *out, struct tk_error *err);

/* The positions of a table of points, x and y by fid (that of fid 1 first), NAN for none; NULL
 * if nothing is known of them. Borrowed until the table is written to again. */
const double *tk_geopackage_points(const struct tk_geopackage *gp, const char *table,
                                   size_t *n);

/* Adds an extension row to gpkg_extensions (table and column may be NULL). */
TK_CHECK enum tk_status tk_geopackage_extension(struct tk_geopackage *gp, const char *table,
                                                const char *column, const char *extension,
                                                const char *definition, const char *scope,
                                                struct tk_error *err);

/* Makes the unique index of each key (TK_INTERNAL, law 6, naming the table whose key is not
 * unique), the packed R-trees, extents, gpkg_ogr_contents, and last the triggers; commits and
 * closes: the connection is gone afterwards. The file is not made durable: publish does that.
 */
TK_CHECK enum tk_status tk_geopackage_finish(struct tk_geopackage *gp, struct tk_error *err);

#endif
