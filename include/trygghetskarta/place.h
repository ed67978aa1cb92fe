/* place: a directory that is worked in by its descriptor, so that its path may be renamed
 * meanwhile, and the system calls that tell their errors. NAME is relative to the place; no
 * link is followed; errors name place/NAME and what the system says.
 */
#ifndef TRYGGHETSKARTA_PLACE_H
#define TRYGGHETSKARTA_PLACE_H

#include "trygghetskarta/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct tk_place {
    int fd;     /* -1 if not open */
    char *path; /* for messages */
};

/* TK_NOT_PERMITTED, TK_IO (no room) or TK_CANNOT_CREATE by errno; `otherwise` for the rest. */
enum tk_status tk_place_fail(const struct tk_place *place, const char *name, const char *what,
                             enum tk_status otherwise, struct tk_error *err);
/* A directory by its path. Only missing memory is an error: where it cannot be opened fd is -1,
 * and errno says why. `flags` are more of open()'s. */
TK_CHECK enum tk_status tk_place_at(const char *path, int flags, struct tk_place *out,
                                    struct tk_error *err);
TK_CHECK enum tk_status tk_place_open(const struct tk_place *parent, const char *name,
                                      struct tk_place *out, struct tk_error *err);
void tk_place_close(struct tk_place *place);
TK_CHECK enum tk_status tk_place_make(const struct tk_place *parent, const char *name,
                                      struct tk_error *err);
/* place/NAME, or place/NAME/WITHIN unless that is ""; the caller's to free. NULL if there is no
 * memory. */
char *tk_place_path(const struct tk_place *place, const char *name, const char *within);
/* Writes a new file (mode 0600) and makes it durable. */
TK_CHECK enum tk_status tk_place_write(const struct tk_place *place, const char *name,
                                       const char *text, struct tk_error *err);
/* The same beside, as NAME.ny, and renamed over the old one; mode 0644 where there are modes.
 */
TK_CHECK enum tk_status tk_place_replace(const struct tk_place *place, const char *name,
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

/* What kind of file system it lies on, in a word for messages ("ext4", "SMB"); *network tells
 * whether another machine keeps it. */
const char *tk_place_file_system(const struct tk_place *place, bool *network);

#endif
