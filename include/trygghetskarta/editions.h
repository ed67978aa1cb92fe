/* editions: the dated directories of editions that lie in a place, by their names.
 */
#ifndef TRYGGHETSKARTA_EDITIONS_H
#define TRYGGHETSKARTA_EDITIONS_H

#include "trygghetskarta/log.h"
#include "trygghetskarta/place.h"

#define TK_EDITION_FILE "lagesbild.gpkg"
#define TK_MANIFEST_FILE "korning.json"
#define TK_NAME_SIZE 64
#define TK_FOREIGN_SIZE 256 /* of any file's name */

/* A dated directory's name: YYYY-MM-DDTHHMMSSZ, with -2, -3 … for more in one second. */
struct tk_edition_name {
    char text[TK_NAME_SIZE];
};

struct tk_editions { /* oldest first */
    struct tk_edition_name *names;
    size_t n, capacity;
};

/* How many letters at the head of a text are a dated name; 0 if it begins with none. */
size_t tk_editions_dated(const char *text);

/* The whole editions (file and manifest are there) in a place. */
TK_CHECK enum tk_status tk_editions_read(const struct tk_place *place, struct tk_editions *out,
                                         struct tk_error *err);
/* Whether a file in an edition's directory is what the file managers of macOS, Windows and KDE
 * leave where somebody has only looked: nobody's work. */
bool tk_editions_strewn(const struct tk_place *edition, const char *name);
/* A file in an edition's directory that this program did not make, and no file manager strewed;
 * side files of SQLite's are such; "" if there is none. */
TK_CHECK enum tk_status tk_editions_foreign(const struct tk_place *edition,
                                            char name[TK_FOREIGN_SIZE], struct tk_error *err);
/* Those beyond the newest `keep` (at least one). One that somebody has edited where it lies, or
 * put a file of his own into, is not among them, which is told: it is not ours to remove. */
TK_CHECK enum tk_status tk_editions_expired(const struct tk_place *place, int keep,
                                            struct tk_editions *out, struct tk_log *log,
                                            struct tk_error *err);
void tk_editions_free(struct tk_editions *editions);

/* A name for now (YYYY-MM-DDTHH:MM:SSZ) that sorts after all others of the same second. */
TK_CHECK enum tk_status tk_editions_new_name(const struct tk_place *place, const char *utc,
                                             struct tk_edition_name *out, struct tk_error *err);

#endif
