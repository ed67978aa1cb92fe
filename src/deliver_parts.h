/* deliver_parts: what deliver's files share. deliver.c is the order of things, deliver_copy.c
 * copies an edition and reads it back, deliver_keep.c removes what nobody needs. */
#ifndef TRYGGHETSKARTA_DELIVER_PARTS_H
#define TRYGGHETSKARTA_DELIVER_PARTS_H

#include "trygghetskarta/deliver.h"
#include "trygghetskarta/editions.h"

#include "trygghetskarta/buffer.h"

#include <time.h>

#define TK_PROJECT "lagesbild.qgs"
#define TK_FRESH ".ny"
#define TK_RETIRED ".bort"
#define TK_KEPT ".kvar"

/* Takes a copy's name from it, then removes it: a server that lets nobody remove an open file
 * does not let us rename the directory either, and the copy stays whole. */
TK_CHECK enum tk_status tk_deliver_retire(const struct tk_place *share, const char *name,
                                          struct tk_error *err);

/* Copies an edition into the share under its own name, which it gets when every byte has been
 * read back; one that lies there whole is left as it is, another is replaced, or kept as
 * DATE.kvar-PID where somebody has put something of his own into it, which is told. */
TK_CHECK enum tk_status tk_deliver_copy(const struct tk_place *share,
                                        const struct tk_standing *edition, struct tk_log *log,
                                        struct tk_error *err);

/* Whether the copy of an edition is there: the file with its size, and its digest if it was
 * written to later than `since`; the manifest with every byte. TK_IO tells what is wrong. */
TK_CHECK enum tk_status tk_deliver_whole(const struct tk_place *share,
                                         const struct tk_standing *edition,
                                         const struct timespec *since, struct tk_error *err);
/* Whether a file holds a text and nothing else; TK_IO if not. */
TK_CHECK enum tk_status tk_deliver_same_text(const char *path, const struct tk_buffer *wanted,
                                             struct tk_error *err);

/* Removes what earlier runs began and could not bring to an end: what they worked on, and
 * copies later than the one that the pointer names, which no pointer and no project ever
 * showed. On a share without room they would keep the next from being copied, night after
 * night. Those with something of somebody's own in them stay. */
void tk_deliver_make_room(const struct tk_place *share, const char *shown, const char *newest,
                          struct tk_log *log);
/* Removes all but the newest `keep` copies and the one named; what cannot be is told. */
void tk_deliver_retain(const struct tk_place *share, int keep, const char *newest,
                       struct tk_log *log);

#endif
