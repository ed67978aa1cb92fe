/* publish_parts: what publish's files share, and nobody else needs. publish.c is the order of
 * things, publish_keep.c removes what is old or left behind, publish_pointer.c makes one
 * edition the current one, publish_target.c judges whether it is safe here, publish_scratch.c
 * makes a place where nothing is published. */
#ifndef TRYGGHETSKARTA_PUBLISH_PARTS_H
#define TRYGGHETSKARTA_PUBLISH_PARTS_H

#include "trygghetskarta/editions.h"
#include "trygghetskarta/publish.h"

#define TK_CURRENT "aktuell"
#define TK_STAMP ".senast_lyckad"
#define TK_DELIVERED ".senast_levererad"

/* --- target */

/* Whether a directory is safe to publish in: owned by us or by root (TK_UNSAFE), on a disk of
 * this machine that can make it durable (TK_CANNOT_CREATE). */
TK_CHECK enum tk_status tk_target_check(const struct tk_place *place, struct tk_error *err);

/* --- standing */

/* The newest edition and its files, or the newest whose manifest can be read; what stands in
 * *out stays where there is none. */
TK_CHECK enum tk_status tk_standing_find(const struct tk_place *place, bool readable,
                                         struct tk_standing *out, struct tk_error *err);

/* The first word of a stamp, which is a time: "" where there is none, and no time where it is
 * not ours. */
TK_CHECK enum tk_status tk_standing_stamp(const struct tk_place *place, const char *name,
                                          char out[24], struct tk_error *err);

/* --- keep */

/* The newest edition, or the newest whose manifest can be read; "" if there is none. It is the
 * one that `aktuell` shows: names may lie, when the clock was wrong. */
TK_CHECK enum tk_status tk_editions_newest(const struct tk_place *place, bool readable,
                                           struct tk_edition_name *out, struct tk_error *err);

/* Removes all but the newest `keep` editions and the one that `aktuell` shows. Those with side
 * files or files of somebody else's stay, and are told. */
TK_CHECK enum tk_status tk_editions_retain(const struct tk_place *place, int keep,
                                           struct tk_log *log, struct tk_error *err);
/* Removes what dead runs left: by its name, by its owner, and because no living run holds it.
 */
TK_CHECK enum tk_status tk_editions_sweep(const struct tk_place *place, struct tk_error *err);

/* --- scratch */

/* A directory of this run's own in /tmp, locked while it is open; those of checks that were
 * killed are removed first. TK_CANNOT_CREATE. */
TK_CHECK enum tk_status tk_scratch_make(struct tk_place *out, struct tk_error *err);
/* Closes it, and removes it if it is empty. */
void tk_scratch_remove(struct tk_place *scratch);

/* --- pointer */

/* Whether `aktuell` can be set in that way: nothing foreign stands in its place (TK_UNSAFE),
 * and the file system can exchange directories (TK_CANNOT_CREATE). */
TK_CHECK enum tk_status tk_pointer_check(const struct tk_place *place, enum tk_pointer pointer,
                                         struct tk_error *err);
/* Makes `aktuell` show an edition. */
TK_CHECK enum tk_status tk_pointer_set(const struct tk_place *place, const char *edition,
                                       enum tk_pointer pointer, mode_t mode, struct tk_log *log,
                                       struct tk_error *err);
/* Whether `aktuell` shows that edition already. */
bool tk_pointer_shows(const struct tk_place *place, const char *edition);

#endif
