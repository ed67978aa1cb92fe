/* before: the editions that this one is compared with, and which notes differ from theirs.
 *
 *   senaste   the newest edition with an earlier as_of
 *   vecka     the newest with an as_of at least 7 days earlier, if it is another one
 *   manad     the newest with an as_of at least 30 days earlier, if it is another one
 *
 * Only whole editions in the same CRS and for the same audience count. SQL sees them as
 * fore_noteringar, indata_fore and indata_andrade (layers/README.md).
 */
#ifndef TRYGGHETSKARTA_BEFORE_H
#define TRYGGHETSKARTA_BEFORE_H

#include "trygghetskarta/layers.h"
#include "trygghetskarta/log.h"

#include <stddef.h>
#include <stdint.h>

#define TK_MOST_BEFORE 3

struct tk_before {
    struct tk_earlier {
        const char *name; /* senaste, vecka, manad */
        char path[4096];  /* of its GeoPackage */
        char as_of[16];
    } editions[TK_MOST_BEFORE];
    size_t n;
};

/* Finds them in the directory of editions; none if there is no such directory. An edition whose
 * manifest cannot be read is passed over; one whose file is no longer what the manifest says,
 * too, and that is told. */
TK_CHECK enum tk_status tk_before_find(const char *directory, int32_t as_of, const char *crs,
                                       const char *audience, struct tk_log *log,
                                       struct tk_before *out, struct tk_error *err);

/* Opens them beside the edition being written, and tells which notes differ: once noteringar is
 * filled. Columns that an earlier edition lacks are NULL there. TK_INPUT if one cannot be
 * read, TK_IO if its file is damaged. */
TK_CHECK enum tk_status tk_before_compare(struct tk_geopackage *gp,
                                          const struct tk_dictionary *dictionary,
                                          const struct tk_layer *notes,
                                          const struct tk_before *before, struct tk_error *err);

#endif
