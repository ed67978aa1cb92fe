/* wfs: one layer of a WFS (OGC Web Feature Service, 2.0) fetched as GeoJSON into a file, which
 * is then a source like other files: hashed, and read by the same rules.
 *
 * No address but the configured one is asked, by HTTP or HTTPS, through no proxy but the
 * configured one: a redirection is an error. Certificates are checked. What the file `secret`
 * holds is added to the query, by https alone, and shown nowhere; servers that ask for a user
 * and a password by HTTP itself are not read. An interrupt ends the wait.
 */
#ifndef TRYGGHETSKARTA_WFS_H
#define TRYGGHETSKARTA_WFS_H

#include "trygghetskarta/config.h"
#include "trygghetskarta/status.h"

#include <stdint.h>

struct tk_wfs {
    char *directory, *file; /* NULL if there is none */
    int64_t matched;        /* features that the server says there are; -1 if it does not say */
};

/* Asks how many features there are, then for all of them, into a new directory in `place`. The
 * file is the caller's to take away with tk_wfs_remove(), also after a failure; of a run that
 * is killed it stays, so that `place` is one that is swept.
 * - TK_NO_INPUT: no answer within timeout_s, no connection, a certificate that is not trusted,
 *   an HTTP status other than 200, an answer that is cut off.
 * - TK_INPUT: an answer that is no GeoJSON, or is larger than max_unpacked_bytes.
 * - TK_USAGE: `secret` can be read by all, or holds no lines NAME=VALUE.
 * - TK_CANNOT_CREATE, TK_IO: it cannot be kept there. */
TK_CHECK enum tk_status tk_wfs_fetch(const struct tk_source_config *config, const char *place,
                                     struct tk_wfs *out, struct tk_error *err);
void tk_wfs_remove(struct tk_wfs *wfs);

#endif
