/* deliver: a copy of the newest edition where planners are, on a mounted share.
 *
 *   SHARE/2026-11-22T021500Z/lagesbild.gpkg, korning.json   a new directory for each edition
 *   SHARE/lagesbild.qgs                                     a project that opens the newest
 *   SHARE/senaste.json                                      which one that is; replaced last
 *   SHARE/DATE.ny, DATE.bort, *.ny                          while it is worked at
 *   SHARE/DATE.kvar-PID                                     a hurt copy with somebody's own
 * files
 *
 * No file that a client may have open is written again, and no SQLite works on the share: what
 * is copied is read back and its digest compared before it gets its name. What cannot be
 * replaced or removed because a client holds it is tried again, and then left for the next run.
 */
#ifndef TRYGGHETSKARTA_DELIVER_H
#define TRYGGHETSKARTA_DELIVER_H

#include "trygghetskarta/config.h"
#include "trygghetskarta/log.h"
#include "trygghetskarta/publish.h"
#include "trygghetskarta/status.h"

/* Brings one share up to the edition that stands; nothing to do where it shows it already and
 * whole: a part that is gone or hurt is told, and delivered again. The
 * caller holds the lock of the editions. What stands published is never touched.
 * - TK_UNSAFE: the copies there are of an edition with another title, unless `accept`.
 * - TK_CANNOT_CREATE: there is no such directory, or it is not mounted (and `mounted` is yes).
 * - TK_IO, TK_NOT_PERMITTED: as the system says, also after so many attempts; what was read
 * back differs. The share then shows what it showed before. Interrupted, it leaves off with
 * TK_INTERRUPTED. Old copies that cannot be removed are only told. */
TK_CHECK enum tk_status tk_deliver(const struct tk_deliver_config *config,
                                   const struct tk_standing *edition, bool accept,
                                   struct tk_log *log, struct tk_error *err);

/* TK_USAGE where a share is the editions' own directory, by whatever name, or lies in it. */
TK_CHECK enum tk_status tk_deliver_check(const struct tk_deliver_config *config,
                                         const char *editions, struct tk_error *err);

struct tk_shown {
    char edition[64]; /* that a share shows; "" if none, or if it cannot be read */
    char wrong[1024]; /* why it does not show that which stands, whole; "" if it does */
};

/* Looks at a share: what senaste.json names, and whether each part that was delivered is still
 * there as it was (sizes and small files; the digest of what was written to since). */
void tk_deliver_look(const struct tk_deliver_config *config, const struct tk_standing *edition,
                     struct tk_shown *out);

#endif
