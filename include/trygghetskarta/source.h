/* source: one input, opened under the path and driver rules; batches of records come out.
 *
 * The only room that reads inputs: through OGR, but for CSV, which it reads itself (OGR joins
 * and cuts records in silence, cannot be told the separator before 3.8 and has no line numbers;
 * see src/source_csv.c). What comes out has the axes x = east or longitude, y = north or
 * latitude, whatever the CRS says, and flat geometry (Z and M are dropped and counted, curves
 * are made lines with an arc error of at most 1 mm, or 1e-8 degrees, surfaces polygons, and
 * open rings are closed: all but the first is told in `mended`) as little-endian ISO WKB.
 */
#ifndef TRYGGHETSKARTA_SOURCE_H
#define TRYGGHETSKARTA_SOURCE_H

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/config.h"
#include "trygghetskarta/digest.h"
#include "trygghetskarta/file.h"
#include "trygghetskarta/session.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tk_source; /* opaque */

/* Up to TK_BATCH records, row by row: record i has the values [i * n_columns] and on. All
 * pointers are the batch's own and hold until the next tk_source_next() with the same batch.
 *
 * number: as a person finds the record. CSV: the line it begins on, the header being line 1
 * (line breaks within quotes count). XLSX and ODS: the row of the sheet. GPKG and PostgreSQL:
 * the feature id. GeoJSON and Shapefile: the n-th feature of the file, the first being 1.
 *
 * values: text, NULL for no value; an empty text is no value. Numbers as the shortest decimal,
 * dates as ISO (a time with an offset keeps it: Z, +01:00), truth as 1 and 0, line breaks in
 * CSV as \n. A date that GDAL cannot read comes as it is written, one in a sheet's column that
 * also holds words as 2026/03/04, without the midnight that GDAL adds. Text in a configured or
 * declared (.cpg) encoding is recoded; where that fails, and else, bytes are as they are: not
 * yet judged. Binary columns have no values.
 *
 * fault: NULL, or why the record's geometry, or the record, could not be read, as a code of
 * layers/codes/regel.csv: geometri_olaslig, geometri_tom, geometri_for_stor (max_vertices),
 * koordinat_ej_tal, wkt_ogiltig, antal_celler, text_ogiltig (a NUL within, or half a
 * surrogate pair). wkb is then NULL. A
 * missing geometry is no fault, nor is an empty point where that is how none is written (GPKG,
 * PostgreSQL, WKT): wkb is NULL. */
#define TK_BATCH 1024

struct tk_arena; /* a batch's memory; private */

struct tk_batch {
    size_t n;
    size_t n_columns;
    double share; /* of the source, 0 to 1, read with this batch; 0 where that is not known */
    int64_t number[TK_BATCH];
    const char **values;
    const unsigned char *wkb[TK_BATCH];
    size_t wkb_size[TK_BATCH];
    const char *fault[TK_BATCH];
    const char
        *fault_value[TK_BATCH];   /* the offending text, UTF-8, at most 40 bytes; or NULL */
    const char *mended[TK_BATCH]; /* what of the geometry was not as it should be (an open ring,
                                     arcs, a surface), in a few words; or NULL */
    struct tk_arena *arena;
    size_t capacity; /* of values */
};

/* How many features a GeoJSON file holds, and how many it says that there are (numberMatched or
 * totalFeatures) and that it holds (numberReturned), as a server's answer does; -1 where it
 * says nothing, and for other drivers. */
struct tk_source_told {
    int64_t features, matched, returned;
};

/* One file of an input and what it holds, for the manifest. */
struct tk_source_file {
    char *path;
    char sha256[TK_DIGEST_SIZE];
    long long size;
    struct tk_file_state state; /* before it was hashed */
};

/* Opens a source. Its files are hashed first. A path with "://", "/vsi", a leading '{', '<' or
 * a driver prefix, a directory, a special file or a link that leads out of its directory is
 * refused; tables only, never views; no driver but the named one is tried, and nothing is ever
 * written beside the file. TK_NO_INPUT: no such file. TK_INPUT: empty, truncated, no such layer
 * (the message lists those there are), no column, or two, of the names configured (x, y, key,
 * only …), unreadable. TK_USAGE: a driver, encoding or connection that cannot be used. The
 * configuration is borrowed until the source is closed. */
TK_CHECK enum tk_status tk_source_open(struct tk_session *session,
                                       const struct tk_source_config *config,
                                       struct tk_source **out, struct tk_error *err);
void tk_source_close(struct tk_source *source);

size_t tk_source_columns(const struct tk_source *source);
const char *tk_source_column(const struct tk_source *source, size_t i);
size_t tk_source_find(const struct tk_source *source, const char *column); /* or (size_t)-1 */

/* Whether its columns' names look like a record's values, so that none may be quoted: the table
 * has no header. */
bool tk_source_headless(const struct tk_source *source);

/* TK_INPUT for a column that is missing: the message, and then " (there are: A, B; …)": what
 * there is, and of CSV and sheets that the names stand in the first row; of a table without a
 * header that it has none. */
enum tk_status tk_source_lacks(const struct tk_source *source, struct tk_error *err,
                               const char *format, ...) TK_PRINTF(3, 4);

/* The CRS as WKT2, or "" if neither file nor configuration names one. A configured CRS wins
 * over the file's; `overruled` in the manifest tells where the two differ in meaning. */
const char *tk_source_crs(const struct tk_source *source);
bool tk_source_crs_overruled(const struct tk_source *source);

/* The layer's own name, for messages. */
const char *tk_source_layer(const struct tk_source *source);

/* Reads the next batch; batch->n is 0 at the end. Records that `only` filters out are counted
 * and not shown; rows of a CSV or sheet that hold nothing at all are no records. TK_INPUT if
 * the driver fails (a truncated file, a limit passed) or gives another number of records than
 * the file itself holds. */
TK_CHECK enum tk_status tk_source_next(struct tk_source *source, struct tk_batch *batch,
                                       struct tk_error *err);

/* So far: records read, and of these filtered out. */
int64_t tk_source_read(const struct tk_source *source);
int64_t tk_source_filtered(const struct tk_source *source);

/* Known as soon as the source is open. */
struct tk_source_told tk_source_told(const struct tk_source *source);

/* Of the records shown so far, how many had coordinates with Z or M, which are dropped. */
int64_t tk_source_heights(const struct tk_source *source);

/* Warns, of a source read to its end, where its CRS was overruled, and of words under `only`
 * that no record held; and tells how many records had heights. */
void tk_source_warn(const struct tk_source *source);

/* The files behind the source. Borrowed. None for a connection. */
const struct tk_source_file *tk_source_files(const struct tk_source *source, size_t *n);

/* The rule that a text breaks which should have been a day and is none: what GDAL gives of a
 * date that a workbook shows without a year, such as 4/3 or 4 mar, is the number of the day. */
const char *tk_source_no_day(const struct tk_source_config *config, const char *text);

/* Looks at the files again: TK_INPUT if one has changed since it was opened, also if it was
 * written anew with the same bytes, since what was read may be half of them. */
TK_CHECK enum tk_status tk_source_unchanged(const struct tk_source *source,
                                            struct tk_error *err);

/* Whether the cells of a record are not under their columns (antal_celler): its values then
 * mean nothing, and none may be shown, since any of them can be a free text's. */
bool tk_batch_misplaced(const struct tk_batch *batch, size_t i);

/* A batch is all zero at first, and freed by the caller. */
void tk_batch_free(struct tk_batch *batch);

#endif
