#include "trygghetskarta/place.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/file.h"
#include "trygghetskarta/memory.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <linux/magic.h>

enum tk_status tk_place_fail(const struct tk_place *place, const char *name, const char *what,
                             enum tk_status otherwise, struct tk_error *err)
{
    int reason = errno;
    enum tk_status st = otherwise;
    if (reason == EACCES || reason == EPERM)
        st = TK_NOT_PERMITTED;
    else if (reason == EROFS)
        st = TK_CANNOT_CREATE;
    else if (reason == ENOSPC || reason == EDQUOT || reason == EFBIG || reason == EIO)
        st = TK_IO;
    return tk_fail(err, st, "%s%s%s: %s: %s%s", place->path, name[0] ? "/" : "", name, what,
                   strerror(reason),
                   !name[0] && reason == ENOENT ? "; make the directory first" : "");
}

enum tk_status tk_place_at(const char *path, int flags, struct tk_place *out,
                           struct tk_error *err)
{
    *out = (struct tk_place){.fd = -1, .path = tk_strdup(path)};
    if (!out->path)
        return tk_fail_memory(err);
    out->fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | flags);
    return TK_OK;
}

char *tk_place_path(const struct tk_place *place, const char *name, const char *within)
{
    struct tk_buffer path = {0};
    tk_buffer_format(&path, "%s/%s%s%s", place->path, name, within[0] ? "/" : "", within);
    return tk_buffer_take(&path);
}

enum tk_status tk_place_open(const struct tk_place *parent, const char *name,
                             struct tk_place *out, struct tk_error *err)
{
    *out = (struct tk_place){.fd = -1, .path = tk_place_path(parent, name, "")};
    if (!out->path)
        return tk_fail_memory(err);
    out->fd = openat(parent->fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (out->fd >= 0)
        return TK_OK;
    enum tk_status st =
        tk_place_fail(parent, name, "cannot be opened as a directory", TK_IO, err);
    tk_place_close(out);
    return st;
}

void tk_place_close(struct tk_place *place)
{
    if (place->fd >= 0)
        close(place->fd);
    tk_free(place->path);
    *place = (struct tk_place){.fd = -1};
}

enum tk_status tk_place_make(const struct tk_place *parent, const char *name,
                             struct tk_error *err)
{
    return mkdirat(parent->fd, name, 0700) == 0
               ? TK_OK
               : tk_place_fail(parent, name, "directory cannot be made", TK_CANNOT_CREATE, err);
}

static enum tk_status write_file(const struct tk_place *place, const char *name,
                                 const char *text, mode_t mode, struct tk_error *err)
{
    int fd =
        openat(place->fd, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0)
        return tk_place_fail(place, name, "cannot be made", TK_CANNOT_CREATE, err);
    enum tk_status st = TK_OK;
    if (mode != 0600)
        (void)fchmod(fd, mode);
    if (!tk_file_write(fd, text, strlen(text)) || fsync(fd) != 0)
        st = tk_place_fail(place, name, "cannot be written", TK_IO, err);
    if (close(fd) != 0 && !st)
        st = tk_place_fail(place, name, "cannot be written", TK_IO, err);
    return st;
}

enum tk_status tk_place_write(const struct tk_place *place, const char *name, const char *text,
                              struct tk_error *err)
{
    return write_file(place, name, text, 0600, err);
}

enum tk_status tk_place_replace(const struct tk_place *place, const char *name,
                                const char *text, struct tk_error *err)
{
    char fresh[256];
    struct tk_error unheard = {TK_OK, ""};
    snprintf(fresh, sizeof fresh, "%s.ny", name);
    enum tk_status st = tk_place_remove(place, fresh, err); /* of a run that died */
    if (!st)
        st = write_file(place, fresh, text, 0644, err);
    if (!st)
        st = tk_place_rename(place, fresh, name, err);
    if (st)
        (void)!tk_place_remove(place, fresh, &unheard);
    return st;
}

enum tk_status tk_place_seal(const struct tk_place *place, const char *name, mode_t mode,
                             struct tk_error *err)
{
    int fd = openat(place->fd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return tk_place_fail(place, name, "cannot be opened", TK_IO, err);
    enum tk_status st = TK_OK;
    if (fchmod(fd, mode) != 0 || fsync(fd) != 0)
        st = tk_place_fail(place, name, "cannot be made durable", TK_IO, err);
    close(fd);
    return st;
}

enum tk_status tk_place_sync(const struct tk_place *place, struct tk_error *err)
{
    return fsync(place->fd) == 0
               ? TK_OK
               : tk_place_fail(place, "", "cannot be made durable", TK_IO, err);
}

enum tk_status tk_place_rename(const struct tk_place *place, const char *from, const char *to,
                               struct tk_error *err)
{
    return renameat(place->fd, from, place->fd, to) == 0
               ? TK_OK
               : tk_place_fail(place, to, "cannot be put in its place", TK_CANNOT_CREATE, err);
}

static enum tk_status remove_within(void *context, const char *name, struct tk_error *err)
{
    return tk_place_remove(context, name, err);
}

enum tk_status tk_place_remove(const struct tk_place *place, const char *name,
                               struct tk_error *err)
{
    if (unlinkat(place->fd, name, 0) == 0 || errno == ENOENT)
        return TK_OK;
    if (errno != EISDIR)
        return tk_place_fail(place, name, "cannot be removed", TK_IO, err);
    struct tk_place within;
    enum tk_status st = tk_place_open(place, name, &within, err);
    if (!st && fchmod(within.fd, 0700) != 0)
        st = tk_place_fail(place, name, "cannot be removed", TK_IO, err);
    if (!st)
        st = tk_place_each(&within, remove_within, &within, err);
    tk_place_close(&within);
    if (!st && unlinkat(place->fd, name, AT_REMOVEDIR) != 0)
        st = tk_place_fail(place, name, "cannot be removed", TK_IO, err);
    return st;
}

bool tk_place_side_file(const struct tk_place *place, const char *file, char *out, size_t size)
{
    static const char *const endings[] = {"-wal", "-shm", "-journal"};
    struct stat status;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        int n = snprintf(out, size, "%s%s", file, endings[i]);
        if (n > 0 && (size_t)n < size &&
            fstatat(place->fd, out, &status, AT_SYMLINK_NOFOLLOW) == 0)
            return true;
    }
    return false;
}

enum tk_status tk_place_each(const struct tk_place *place, tk_place_visit visit, void *context,
                             struct tk_error *err)
{
    int fd = openat(place->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *directory = fd >= 0 ? fdopendir(fd) : NULL;
    if (!directory) {
        if (fd >= 0)
            close(fd);
        return tk_place_fail(place, "", "cannot be listed", TK_IO, err);
    }
    enum tk_status st = TK_OK;
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(directory);
        if (!entry && errno != 0)
            st = tk_place_fail(place, "", "cannot be listed", TK_IO, err);
        if (!entry || st)
            break;
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            st = visit(context, entry->d_name, err);
        if (st)
            break;
    }
    closedir(directory);
    return st;
}

const char *tk_place_file_system(const struct tk_place *place, bool *network)
{
    static const struct {
        unsigned long magic;
        const char *name;
        bool network;
    } known[] = {
        {NFS_SUPER_MAGIC, "NFS", true},      {SMB_SUPER_MAGIC, "SMB", true},
        {0xFF534D42, "CIFS", true},          {0xFE534D42, "SMB2", true},
        {AFS_SUPER_MAGIC, "AFS", true},      {CEPH_SUPER_MAGIC, "Ceph", true},
        {MSDOS_SUPER_MAGIC, "FAT", false},   {0x2011BAB0, "exFAT", false},
        {FUSE_SUPER_MAGIC, "FUSE", false},   {OVERLAYFS_SUPER_MAGIC, "overlayfs", false},
        {EXT4_SUPER_MAGIC, "ext4", false},   {XFS_SUPER_MAGIC, "XFS", false},
        {BTRFS_SUPER_MAGIC, "Btrfs", false}, {TMPFS_MAGIC, "tmpfs", false},
        {V9FS_MAGIC, "9p", false},           {0x5346544E, "NTFS", false},
        {0x2FC12FC1, "ZFS", false}};
    struct statfs status;
    *network = false;
    if (fstatfs(place->fd, &status) == 0)
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            if ((unsigned long)status.f_type == known[i].magic) {
                *network = known[i].network;
                return known[i].name;
            }
    return "of an unknown kind";
}
