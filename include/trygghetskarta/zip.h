/* zip: one text in a zip archive, and out of it again: how QGIS keeps a project. GDAL's own zip
 * writer puts no time into it, so the bytes depend on the text alone. */
#ifndef TRYGGHETSKARTA_ZIP_H
#define TRYGGHETSKARTA_ZIP_H

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/status.h"

#include <stddef.h>

/* Adds to `out` an archive that holds the one file `name` with the text. */
TK_CHECK enum tk_status tk_zip_pack(const char *name, const char *text, size_t length,
                                    struct tk_buffer *out, struct tk_error *err);

/* Adds to `out` the first file in the archive whose name ends so (".qgs"), of at most 64 MiB.
 * TK_INPUT if the bytes are no archive or hold no such file. */
TK_CHECK enum tk_status tk_zip_unpack(const void *archive, size_t size, const char *ending,
                                      struct tk_buffer *out, struct tk_error *err);

#endif
