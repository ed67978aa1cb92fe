/* deliver_parts: what deliver's files share. deliver.c is the order of things, deliver_copy.c
 * copies an edition and reads it back. */
#ifndef TRYGGHETSKARTA_DELIVER_PARTS_H
#define TRYGGHETSKARTA_DELIVER_PARTS_H

#include "trygghetskarta/deliver.h"
#include "trygghetskarta/editions.h"

#define TK_FRESH ".ny"
#define TK_RETIRED ".bort"

/* Takes a copy's name from it, then removes it: a server that lets nobody remove an open file
 * does not let us rename the directory either, and the copy stays whole. */
TK_CHECK enum tk_status tk_deliver_retire(const struct tk_place *share, const char *name,
                                          struct tk_error *err);

/* Copies an edition into the share under its own name, which it gets when every byte has been
 * read back; one that lies there whole is left as it is, another is replaced. */
TK_CHECK enum tk_status tk_deliver_copy(const struct tk_place *share,
                                        const struct tk_standing *edition,
                                        struct tk_error *err);

#endif
