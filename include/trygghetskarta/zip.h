/* zip: texts in a zip archive, and out of it again: how QGIS keeps a project. An archive's
 * bytes depend on the texts and the compressor alone: every file in it is of 1980-01-01, the
 * earliest day an archive knows. */
#ifndef TRYGGHETSKARTA_ZIP_H
#define TRYGGHETSKARTA_ZIP_H

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/status.h"

#include <stddef.h>

/* A file of an archive: its name, with / between directories, and its bytes; both borrowed. */
struct tk_zip_entry {
    const char *name, *text;
    size_t length;
};

/* Adds to `out` an archive that holds the files in their order. */
TK_CHECK enum tk_status tk_zip_pack(const struct tk_zip_entry *entries, size_t count,
                                    struct tk_buffer *out, struct tk_error *err);

/* Adds to `out` the first file in the archive whose name ends so (".qgs"), of at most 64 MiB.
 * TK_INPUT if the bytes are no archive or hold no such file. */
TK_CHECK enum tk_status tk_zip_unpack(const void *archive, size_t size, const char *ending,
                                      struct tk_buffer *out, struct tk_error *err);

#endif
