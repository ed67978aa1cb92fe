#include "deliver_parts.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/digest.h"
#include "trygghetskarta/file.h"
#include "trygghetskarta/interrupt.h"
#include "trygghetskarta/manifest.h"
#include "trygghetskarta/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST (16u << 20) /* bytes of a manifest */

static enum tk_status move_bytes(int in, int out, const struct tk_place *to, const char *name,
                                 struct tk_error *err)
{
    switch (tk_file_copy(in, out)) {
    case TK_COPIED:
        return TK_OK;
    case TK_NOT_READ:
        return tk_fail(err, TK_IO, "%s: cannot be read: %s", name, strerror(errno));
    case TK_CUT_SHORT:
        return tk_interrupt_check(err);
    default:
        return tk_place_fail(to, name, "cannot be written", TK_IO, err);
    }
}

/* Copies a file and lets go of what the client keeps of it in memory, so that reading it back
 * asks the server. */
static enum tk_status copy_file(const char *from, const struct tk_place *to, const char *name,
                                struct tk_error *err)
{
    int in;
    enum tk_status st = tk_file_open(from, &in, err);
    if (st)
        return st;
    int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
    int out = openat(to->fd, name, flags, 0644);
    if (out < 0)
        st = tk_place_fail(to, name, "cannot be made", TK_CANNOT_CREATE, err);
    if (!st)
        st = move_bytes(in, out, to, name, err);
    if (!st && fsync(out) != 0)
        st = tk_place_fail(to, name, "cannot be made durable", TK_IO, err);
    if (!st) {
        (void)posix_fadvise(out, 0, 0, POSIX_FADV_DONTNEED);
        (void)fchmod(out, 0444); /* where the share has modes */
    }
    if (out >= 0 && close(out) != 0 && !st)
        st = tk_place_fail(to, name, "cannot be written", TK_IO, err);
    close(in);
    return st;
}

static enum tk_status digest_at(const struct tk_place *place, const char *directory,
                                const char *name, char out[TK_DIGEST_SIZE],
                                struct tk_error *err)
{
    struct tk_buffer path = {0};
    tk_buffer_format(&path, "%s/%s/%s", place->path, directory, name);
    enum tk_status st = tk_buffer_check(&path, err);
    if (!st)
        st = tk_digest_file(path.data, out, err);
    tk_buffer_free(&path);
    return st;
}

/* Holds a copy against what the manifest says of the edition, and the manifest's copy against
 * the manifest. */
static enum tk_status compare(const struct tk_place *share, const char *directory,
                              const struct tk_standing *edition, struct tk_error *err)
{
    char wanted[TK_DIGEST_SIZE] = "", manifest[TK_DIGEST_SIZE] = "", found[TK_DIGEST_SIZE];
    enum tk_status st =
        tk_manifest_read(edition->manifest, "sha256", wanted, sizeof wanted, err);
    if (!st)
        st = digest_at(share, directory, TK_EDITION_FILE, found, err);
    if (!st && strcmp(found, wanted) != 0)
        return tk_fail(err, TK_IO, "%s/%s/%s: what was read back differs from the edition",
                       share->path, directory, TK_EDITION_FILE);
    if (!st)
        st = tk_digest_file(edition->manifest, manifest, err);
    if (!st)
        st = digest_at(share, directory, TK_MANIFEST_FILE, found, err);
    if (!st && strcmp(found, manifest) != 0)
        return tk_fail(err, TK_IO, "%s/%s/%s: what was read back differs from the edition",
                       share->path, directory, TK_MANIFEST_FILE);
    return st;
}

static enum tk_status fill(const struct tk_place *share, const char *name,
                           const struct tk_standing *edition, struct tk_error *err)
{
    struct tk_place fresh = {.fd = -1};
    enum tk_status st = tk_place_make(share, name, err);
    if (!st)
        st = tk_place_open(share, name, &fresh, err);
    if (!st)
        st = copy_file(edition->file, &fresh, TK_EDITION_FILE, err);
    if (!st)
        st = copy_file(edition->manifest, &fresh, TK_MANIFEST_FILE, err);
    if (!st)
        (void)fchmod(fresh.fd, 0755);
    if (fresh.fd >= 0)
        tk_place_close(&fresh);
    return st ? st : compare(share, name, edition, err);
}

enum tk_status tk_deliver_retire(const struct tk_place *share, const char *name,
                                 struct tk_error *err)
{
    char doomed[TK_NAME_SIZE + 8];
    snprintf(doomed, sizeof doomed, "%s" TK_RETIRED, name);
    enum tk_status st = tk_place_rename(share, name, doomed, err);
    return st ? st : tk_place_remove(share, doomed, err);
}

static enum tk_status differs(const struct tk_place *share, const char *directory,
                              const char *name, struct tk_error *err)
{
    return tk_fail(err, TK_IO, "%s/%s/%s: is not what was delivered", share->path, directory,
                   name);
}

enum tk_status tk_deliver_same_text(const char *path, const struct tk_buffer *wanted,
                                    struct tk_error *err)
{
    struct tk_buffer found = {0};
    struct tk_error why = {TK_OK, ""};
    enum tk_status st = tk_file_read(path, wanted->length, &found, &why);
    if (st && st != TK_INPUT)
        tk_fail(err, st, "%s", why.message);
    else if (st || found.length != wanted->length ||
             strcmp(tk_buffer_string(&found), tk_buffer_string(wanted)) != 0)
        st = tk_fail(err, TK_IO, "%s: is not what was delivered", path);
    tk_buffer_free(&found);
    return st;
}

enum tk_status tk_deliver_whole(const struct tk_place *share, const struct tk_standing *edition,
                                const struct timespec *since, struct tk_error *err)
{
    struct stat here, there;
    struct tk_buffer manifest = {0};
    char name[2 * TK_NAME_SIZE];
    snprintf(name, sizeof name, "%s/" TK_EDITION_FILE, edition->edition);
    if (stat(edition->file, &here) != 0 ||
        fstatat(share->fd, name, &there, AT_SYMLINK_NOFOLLOW) != 0)
        return tk_place_fail(share, name, "cannot be looked at", TK_IO, err);
    if (!S_ISREG(there.st_mode) || there.st_size != here.st_size)
        return differs(share, edition->edition, TK_EDITION_FILE, err);
    char *path = tk_place_path(share, edition->edition, TK_MANIFEST_FILE);
    enum tk_status st =
        path ? tk_file_read(edition->manifest, MOST, &manifest, err) : tk_fail_memory(err);
    if (!st)
        st = tk_deliver_same_text(path, &manifest, err);
    bool later =
        there.st_mtim.tv_sec > since->tv_sec ||
        (there.st_mtim.tv_sec == since->tv_sec && there.st_mtim.tv_nsec > since->tv_nsec);
    if (!st && later)
        st = compare(share, edition->edition, edition, err);
    tk_free(path);
    tk_buffer_free(&manifest);
    return st;
}

/* Takes away a copy that is not whole. One with something of somebody's in it is put aside. */
static enum tk_status clear(const struct tk_place *share, const char *name, struct tk_log *log,
                            struct tk_error *err)
{
    char foreign[TK_FOREIGN_SIZE] = "", kept[TK_NAME_SIZE + 32];
    struct tk_place copy;
    struct stat status;
    if (fstatat(share->fd, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        return TK_OK;
    enum tk_status st = tk_place_open(share, name, &copy, err);
    if (!st)
        st = tk_editions_foreign(&copy, foreign, err);
    tk_place_close(&copy);
    if (st || !foreign[0])
        return st ? st : tk_deliver_retire(share, name, err);
    snprintf(kept, sizeof kept, "%s" TK_KEPT "-%ld", name, (long)getpid());
    tk_log_warn(log,
                "%s/%s/%s: is nothing that this program made: what lies there is kept as %s",
                share->path, name, foreign, kept);
    return tk_place_rename(share, name, kept, err);
}

enum tk_status tk_deliver_copy(const struct tk_place *share, const struct tk_standing *edition,
                               struct tk_log *log, struct tk_error *err)
{
    char fresh[TK_NAME_SIZE + 8];
    struct stat status;
    struct tk_error unheard = {TK_OK, ""};
    if (fstatat(share->fd, edition->edition, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
        compare(share, edition->edition, edition, &unheard) == TK_OK)
        return TK_OK;
    snprintf(fresh, sizeof fresh, "%s" TK_FRESH, edition->edition);
    enum tk_status st = tk_place_remove(share, fresh, err);
    if (!st)
        st = fill(share, fresh, edition, err);
    if (!st)
        st = clear(share, edition->edition, log, err);
    if (!st)
        st = tk_place_rename(share, fresh, edition->edition, err);
    if (st)
        (void)!tk_place_remove(share, fresh, &unheard);
    return st;
}
