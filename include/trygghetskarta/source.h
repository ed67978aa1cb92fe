/* source: one input, opened under the path and driver rules; batches of records come out.
 *
 * The only room that reads inputs through OGR. What comes out has the axes x = east or
 * longitude, y = north or latitude, whatever the CRS says, and flat geometry (Z and M are
 * dropped, curves are made lines with an arc error of at most 1 mm) as little-endian ISO WKB.
 */
#ifndef TRYGGHETSKARTA_SOURCE_H
#define TRYGGHETSKARTA_SOURCE_H

#include "trygghetskarta/config.h"
#include "trygghetskarta/digest.h"
#include "trygghetskarta/session.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tk_source; /* opaque */

/* Up to TK_BATCH records, column by column. All pointers are borrowed from the source until the
 * next call of tk_source_next(). */
#define TK_BATCH 1024

struct tk_batch {
    size_t n;
    size_t n_columns;
    int64_t
        number[TK_BATCH]; /* as a person finds it: the line number's record in a CSV or sheet
                             counted with its header, the feature id or ordinal elsewhere */
    const char **values;  /* [n * n_columns]: text, NULL for no value. Numbers as the shortest
                             decimal, dates as ISO. Bytes as they are: not yet judged */
    const unsigned char *wkb[TK_BATCH]; /* NULL where there is no geometry */
    size_t wkb_size[TK_BATCH];
    const char *fault[TK_BATCH]; /* NULL, or why the geometry (or record) could not be read: a
                                    rule's name out of those in validate.h */
    const char *fault_value[TK_BATCH]; /* the offending text, or NULL */
};

/* One file of an input and what it holds, for the manifest. */
struct tk_source_file {
    char *path;
    char sha256[TK_DIGEST_SIZE];
    long long size;
};

/* Opens a source. Its files are hashed first. A path with "://", "/vsi", a leading '{', '<' or
 * a driver prefix, a directory, a special file or a link that leads out is refused; tables
 * only, never views; no driver but the named one is tried. TK_NO_INPUT: no such file. TK_INPUT:
 * empty, truncated, no such layer (the message lists those there are), no column of the names
 * configured (x, y, key, only …), unreadable. */
TK_CHECK enum tk_status tk_source_open(struct tk_session *session,
                                       const struct tk_source_config *config,
                                       struct tk_source **out, struct tk_error *err);
void tk_source_close(struct tk_source *source);

size_t tk_source_columns(const struct tk_source *source);
const char *tk_source_column(const struct tk_source *source, size_t i);
size_t tk_source_find(const struct tk_source *source, const char *column); /* or (size_t)-1 */

/* The CRS as WKT2, or "" if neither file nor configuration names one. A configured CRS wins
 * over the file's; `overruled` in the manifest tells where the two differ in meaning. */
const char *tk_source_crs(const struct tk_source *source);
bool tk_source_crs_overruled(const struct tk_source *source);

/* The layer's own name, for messages. */
const char *tk_source_layer(const struct tk_source *source);

/* Reads the next batch; batch->n is 0 at the end. Records that `only` filters out are counted
 * and not shown. TK_INPUT if the driver fails (a truncated file, a limit passed). */
TK_CHECK enum tk_status tk_source_next(struct tk_source *source, struct tk_batch *batch,
                                       struct tk_error *err);

/* So far: records read, and of these filtered out. */
int64_t tk_source_read(const struct tk_source *source);
int64_t tk_source_filtered(const struct tk_source *source);

/* The files behind the source. Borrowed. None for a connection. */
const struct tk_source_file *tk_source_files(const struct tk_source *source, size_t *n);

/* Hashes the files again: TK_INPUT if one has changed since it was opened. */
TK_CHECK enum tk_status tk_source_unchanged(const struct tk_source *source,
                                            struct tk_error *err);

/* A batch's memory: all zero at first; freed by the caller. */
void tk_batch_free(struct tk_batch *batch);

#endif
