/* publish: an edition's directory: staged beside, made durable, exchanged in, the last good
 * kept.
 *
 *   utgavor/2026-11-22T021500Z/lagesbild.gpkg, korning.json   0444 in 0555
 *   utgavor/aktuell/…                                         hard links to the newest
 *   utgavor/.senast_lyckad                                    "UTC FINGERPRINT": the alarm's
 *   utgavor/.lock, .bygge-PID/, .aktuell-PID/                 while a run works
 */
#ifndef TRYGGHETSKARTA_PUBLISH_H
#define TRYGGHETSKARTA_PUBLISH_H

#include "trygghetskarta/config.h"
#include "trygghetskarta/log.h"
#include "trygghetskarta/status.h"

#include <stdbool.h>
#include <stddef.h>

struct tk_publication; /* a publishing under way; opaque */

/* Takes the lock, sweeps what dead runs left, checks that the target can be published to and
 * that there is room (three times the last edition), and makes the directory to build in.
 *
 * With `file` (-o FILE.gpkg; NULL or "" otherwise) the target is that one file: built beside it
 * and renamed, without lock, manifest or stamp.
 * - TK_BUSY: another run holds the lock.
 * - TK_UNSAFE: -wal, -shm or -journal lie at what would be replaced (someone edits it), or it
 *   is a symbolic link or no file; the directory is another user's (root's is fine), or what
 *   stands as `aktuell` is not of our making.
 * - TK_CANNOT_CREATE: there is no such directory and it cannot be made, it lies on another
 *   machine, or its file system can neither exchange directories (the message names it and
 *   `pointer: symlink`) nor make them durable.
 * - TK_NOT_PERMITTED, TK_IO: what the system says. */
TK_CHECK enum tk_status tk_publish_open(const struct tk_edition_config *edition,
                                        const char *file, struct tk_publication **out,
                                        struct tk_error *err);

/* The same in a directory of its own in /tmp, from which nothing is ever published: it is gone
 * when it is closed, and where a run was killed the next one of these removes it. */
TK_CHECK enum tk_status tk_publish_open_scratch(const struct tk_edition_config *edition,
                                                struct tk_publication **out,
                                                struct tk_error *err);

/* How things stand in a directory of editions, for the alarm. */
struct tk_standing {
    char last_run[24];     /* UTC of the last successful run; "" if there was none, and no time
                              if its stamp is not as this program writes it */
    char delivered[24];    /* UTC when a run last left every share with the newest edition, as
                              last_run is */
    char edition[64];      /* the newest edition's directory; "" if there is none */
    char *file, *manifest; /* its files' paths; "" if there is none */
    bool damaged;          /* that file is not the one its manifest was written for, or the
                              manifest cannot be read */
    bool shown;            /* `aktuell` shows that edition */
};

/* Looks, and neither locks nor changes anything: a run may be at work meanwhile. A directory
 * that is not there had no run. TK_NOT_PERMITTED, TK_IO. */
TK_CHECK enum tk_status tk_publish_standing(const struct tk_edition_config *edition,
                                            struct tk_standing *out, struct tk_error *err);
void tk_standing_free(struct tk_standing *standing);

/* Notes that every share now shows what stands (`whole`), or begins to count from now where
 * nobody knows when one last did. TK_IO, TK_CANNOT_CREATE, TK_NOT_PERMITTED. */
TK_CHECK enum tk_status tk_publish_delivered(const struct tk_publication *p, bool whole,
                                             struct tk_error *err);

/* Gives up whatever is not committed: the build directory is removed, the lock let go. NULL is
 * fine. */
void tk_publish_close(struct tk_publication *p);

/* Where to build: the path of the GeoPackage to be, the directory it lies in, where nothing
 * else may lie when it is committed, and the name it will have when published
 * ("lagesbild.gpkg", or FILE.gpkg's own). Borrowed. */
const char *tk_publish_build_path(const struct tk_publication *p);
const char *tk_publish_build_directory(const struct tk_publication *p);
const char *tk_publish_file_name(const struct tk_publication *p);

/* The GeoPackage and manifest of the newest published edition whose manifest can be read (""
 * if there is none). Borrowed. */
const char *tk_publish_last_file(const struct tk_publication *p);
const char *tk_publish_last_manifest(const struct tk_publication *p);

/* Warns where editions have been published, and `aktuell` shows none of them any more, or there
 * are none, or the newest one's manifest cannot be read: this run makes it good. */
void tk_publish_warn(const struct tk_publication *p, struct tk_log *log);

/* Whether the newest edition has this fingerprint: then nothing need be built; `aktuell` is
 * seen to point at it, and the stamp of the last successful run is renewed. Where the
 * newest manifest cannot be read something has changed; a file that is no longer what its
 * manifest says (by its SHA-256) is told, and a new edition is needed. */
TK_CHECK enum tk_status tk_publish_unchanged(struct tk_publication *p, const char *fingerprint,
                                             const char *utc, bool *unchanged,
                                             struct tk_log *log, struct tk_error *err);

/* Publishes the built file with its manifest: modes, fsync of files and directories, a dated
 * directory that was not there (named by `utc`, YYYY-MM-DDTHH:MM:SSZ), hard links into a new
 * `aktuell`, exchanged; then the stamp, and older editions beyond `keep` are removed (not those
 * with side files or with files of somebody else's, which are told). *path is where the file
 * lies now, borrowed. On failure `aktuell` stands as it was, or the message says that the new
 * edition was published all the same: what failed came after the exchange. */
TK_CHECK enum tk_status tk_publish_commit(struct tk_publication *p, const char *manifest,
                                          const char *utc, const char **path,
                                          struct tk_log *log, struct tk_error *err);

#endif
