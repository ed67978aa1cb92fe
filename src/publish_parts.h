/* publish_parts: what publish's files share, and nobody else needs. publish.c is the order of
 * things, publish_editions.c knows the editions that lie there, publish_pointer.c makes one of
 * them the current one, publish_files.c has the system calls that tell their errors. */
#ifndef TRYGGHETSKARTA_PUBLISH_PARTS_H
#define TRYGGHETSKARTA_PUBLISH_PARTS_H

#include "trygghetskarta/publish.h"

#include <sys/types.h>

#define TK_CURRENT "aktuell"
#define TK_EDITION_FILE "lagesbild.gpkg"
#define TK_MANIFEST_FILE "korning.json"
#define TK_NAME_SIZE 64

/* A directory and its path for messages. All work inside goes by the descriptor, so that the
 * path may be renamed meanwhile. */
struct tk_place {
    int fd; /* -1 if not open */
    char *path;
};

/* A dated directory's name: YYYY-MM-DDTHHMMSSZ, with -2, -3 … for more in one second. */
struct tk_edition_name {
    char text[TK_NAME_SIZE];
};

struct tk_editions { /* oldest first */
    struct tk_edition_name *names;
    size_t n, capacity;
};

/* --- files: NAME is relative to the place; errors name place/NAME and what the system says */

/* TK_NOT_PERMITTED, TK_IO (no room) or TK_CANNOT_CREATE by errno; `otherwise` for the rest. */
enum tk_status tk_place_fail(const struct tk_place *place, const char *name, const char *what,
                             enum tk_status otherwise, struct tk_error *err);
TK_CHECK enum tk_status tk_place_open(const struct tk_place *parent, const char *name,
                                      struct tk_place *out, struct tk_error *err);
void tk_place_close(struct tk_place *place);
TK_CHECK enum tk_status tk_place_make(const struct tk_place *parent, const char *name,
                                      struct tk_error *err);
/* Writes a new file (mode 0600) and makes it durable. */
TK_CHECK enum tk_status tk_place_write(const struct tk_place *place, const char *name,
                                       const char *text, struct tk_error *err);
/* Sets a file's mode and makes it durable. */
TK_CHECK enum tk_status tk_place_seal(const struct tk_place *place, const char *name,
                                      mode_t mode, struct tk_error *err);
TK_CHECK enum tk_status tk_place_sync(const struct tk_place *place, struct tk_error *err);
/* Renames within the place. */
TK_CHECK enum tk_status tk_place_rename(const struct tk_place *place, const char *from,
                                        const char *to, struct tk_error *err);
/* Removes a file, or a directory with what it holds, whatever its modes. Follows no link. */
TK_CHECK enum tk_status tk_place_remove(const struct tk_place *place, const char *name,
                                        struct tk_error *err);
/* The name of a side file of SQLite's (-wal, -shm, -journal) beside a file; false if none. */
bool tk_place_side_file(const struct tk_place *place, const char *file, char *out, size_t size);
/* Calls for every name but . and .. ; stops at the first error. */
typedef enum tk_status (*tk_place_visit)(void *context, const char *name, struct tk_error *err);
TK_CHECK enum tk_status tk_place_each(const struct tk_place *place, tk_place_visit visit,
                                      void *context, struct tk_error *err);

/* --- editions */

/* The whole editions (file and manifest are there) in a place. */
TK_CHECK enum tk_status tk_editions_read(const struct tk_place *place, struct tk_editions *out,
                                         struct tk_error *err);
void tk_editions_free(struct tk_editions *editions);
/* A name for now that sorts after all others of the same second. */
TK_CHECK enum tk_status tk_editions_new_name(const struct tk_place *place, const char *utc,
                                             struct tk_edition_name *out, struct tk_error *err);
/* Removes all but the newest `keep` editions and the one that `aktuell` shows. Those with side
 * files stay, and are told. */
TK_CHECK enum tk_status tk_editions_retain(const struct tk_place *place, int keep,
                                           struct tk_log *log, struct tk_error *err);
/* Removes .bygge-* and .aktuell-* that no living run holds. */
TK_CHECK enum tk_status tk_editions_sweep(const struct tk_place *place, struct tk_error *err);

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
