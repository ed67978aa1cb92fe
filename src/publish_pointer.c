#include "publish_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What `aktuell` was before. Kept for a run, so that whoever was on the way into it finds the
 * file; removed by the next. */
#define PREVIOUS ".foregaende"

static const char *file_system(const struct tk_place *place)
{
    bool network;
    return tk_place_file_system(place, &network);
}

static enum tk_status exchange(const struct tk_place *place, const char *a, const char *b,
                               struct tk_error *err)
{
    if (renameat2(place->fd, a, place->fd, b, RENAME_EXCHANGE) == 0)
        return TK_OK;
    if (errno == EINVAL || errno == ENOSYS || errno == ENOTSUP)
        return tk_fail(err, TK_CANNOT_CREATE,
                       "%s: its file system (%s) cannot exchange two directories, which "
                       "publishing needs: choose another, or `pointer: symlink`",
                       place->path, file_system(place));
    return tk_place_fail(place, b, "cannot be exchanged", TK_CANNOT_CREATE, err);
}

/* Beside names: .aktuell-PID is made, then put in the place of `aktuell`. */
static void fresh_name(char out[TK_NAME_SIZE], const char *ending)
{
    snprintf(out, TK_NAME_SIZE, ".aktuell-%ld%s", (long)getpid(), ending);
}

/* The exchange is tried on two empty directories. */
static enum tk_status try_exchange(const struct tk_place *place, struct tk_error *err)
{
    char a[TK_NAME_SIZE], b[TK_NAME_SIZE];
    fresh_name(a, "-a");
    fresh_name(b, "-b");
    struct tk_error unheard = {TK_OK, ""};
    enum tk_status st = tk_place_make(place, a, err);
    if (st)
        return st;
    st = tk_place_make(place, b, err);
    if (!st)
        st = exchange(place, a, b, err);
    (void)!tk_place_remove(place, a, &unheard);
    (void)!tk_place_remove(place, b, &unheard);
    return st;
}

/* What stands as `aktuell` is put away, and removed by a later run: nothing of anybody's may
 * lie in it. Side files are somebody's edits, which set_aside() keeps. */
static enum tk_status check_content(void *context, const char *name, struct tk_error *err)
{
    static const char *const ours[] = {TK_EDITION_FILE, TK_MANIFEST_FILE,
                                       TK_EDITION_FILE "-wal", TK_EDITION_FILE "-shm",
                                       TK_EDITION_FILE "-journal"};
    const struct tk_place *current = context;
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (strcmp(name, ours[i]) == 0)
            return TK_OK;
    if (tk_editions_strewn(current, name))
        return TK_OK;
    return tk_fail(err, TK_UNSAFE,
                   "%s/%s: is nothing that this program made, and would be removed with the "
                   "old `" TK_CURRENT "`: move it away first",
                   current->path, name);
}

static enum tk_status check_current(const struct tk_place *place, struct tk_error *err)
{
    struct tk_place current;
    enum tk_status st = tk_place_open(place, TK_CURRENT, &current, err);
    if (!st)
        st = tk_place_each(&current, check_content, &current, err);
    tk_place_close(&current);
    return st;
}

enum tk_status tk_pointer_check(const struct tk_place *place, enum tk_pointer pointer,
                                struct tk_error *err)
{
    struct stat status;
    bool there = fstatat(place->fd, TK_CURRENT, &status, AT_SYMLINK_NOFOLLOW) == 0;
    bool link = there && S_ISLNK(status.st_mode);
    if (there && !link && (pointer == TK_POINTER_SYMLINK || !S_ISDIR(status.st_mode)))
        return tk_fail(err, TK_UNSAFE, "%s/%s: is %s: move it away first", place->path,
                       TK_CURRENT,
                       S_ISDIR(status.st_mode) ? "a directory, and `pointer: symlink` asks "
                                                 "for a symbolic link"
                                               : "nothing that this program made");
    enum tk_status st = there && !link ? check_current(place, err) : TK_OK;
    if (!st && pointer == TK_POINTER_EXCHANGE)
        st = try_exchange(place, err);
    return st;
}

static enum tk_status link_file(const struct tk_place *from, const struct tk_place *to,
                                const char *name, struct tk_error *err)
{
    if (linkat(from->fd, name, to->fd, name, 0) == 0)
        return TK_OK;
    if (errno == EPERM || errno == ENOTSUP || errno == ENOSYS)
        return tk_fail(err, TK_CANNOT_CREATE,
                       "%s/%s: its file system (%s) has no hard links, which publishing needs: "
                       "choose another, or `pointer: symlink`",
                       to->path, name, file_system(to));
    return tk_place_fail(to, name, "hard link cannot be made", TK_CANNOT_CREATE, err);
}

/* A directory with hard links to an edition's files. */
static enum tk_status make_links(const struct tk_place *place, const char *edition,
                                 const char *name, mode_t mode, struct tk_error *err)
{
    struct tk_place from, to = {.fd = -1};
    enum tk_status st = tk_place_open(place, edition, &from, err);
    if (!st)
        st = tk_place_make(place, name, err);
    if (!st)
        st = tk_place_open(place, name, &to, err);
    if (!st)
        st = link_file(&from, &to, TK_EDITION_FILE, err);
    if (!st)
        st = link_file(&from, &to, TK_MANIFEST_FILE, err);
    if (!st && fchmod(to.fd, mode) != 0)
        st = tk_place_fail(place, name, "mode cannot be set", TK_IO, err);
    if (!st)
        st = tk_place_sync(&to, err);
    tk_place_close(&from);
    tk_place_close(&to);
    return st;
}

/* Puts the old `aktuell` aside. One that somebody has edited is kept for good, and told. */
static enum tk_status set_aside(const struct tk_place *place, const char *old,
                                struct tk_log *log, struct tk_error *err)
{
    struct tk_place was;
    char side[TK_NAME_SIZE], kept[TK_NAME_SIZE + 8];
    struct tk_error unheard = {TK_OK, ""};
    bool edited = !tk_place_open(place, old, &was, &unheard) &&
                  tk_place_side_file(&was, TK_EDITION_FILE, side, sizeof side);
    tk_place_close(&was);
    snprintf(kept, sizeof kept, "kvar%s", old);
    if (edited) {
        tk_log_warn(log, "%s/%s: was edited (%s): kept as %s", place->path, TK_CURRENT, side,
                    kept);
        return tk_place_rename(place, old, kept, err);
    }
    enum tk_status st = tk_place_remove(place, PREVIOUS, err);
    return st ? st : tk_place_rename(place, old, PREVIOUS, err);
}

static enum tk_status put_in_place(const struct tk_place *place, const char *fresh,
                                   bool as_link, struct tk_log *log, struct tk_error *err)
{
    struct stat status;
    bool there = fstatat(place->fd, TK_CURRENT, &status, AT_SYMLINK_NOFOLLOW) == 0;
    bool plain = !there || (as_link && S_ISLNK(status.st_mode));
    enum tk_status st = plain ? tk_place_rename(place, fresh, TK_CURRENT, err)
                              : exchange(place, fresh, TK_CURRENT, err);
    if (st)
        return st;
    st = tk_place_sync(place, err);
    struct tk_error later = {TK_OK, ""};
    if (!st && !plain && set_aside(place, fresh, log, &later)) /* the next run sweeps it */
        tk_log_warn(log, "%s", later.message);
    return st;
}

enum tk_status tk_pointer_set(const struct tk_place *place, const char *edition,
                              enum tk_pointer pointer, mode_t mode, struct tk_log *log,
                              struct tk_error *err)
{
    char fresh[TK_NAME_SIZE];
    fresh_name(fresh, "");
    bool as_link = pointer == TK_POINTER_SYMLINK;
    struct tk_error unheard = {TK_OK, ""};
    enum tk_status st = TK_OK;
    if (!as_link)
        st = make_links(place, edition, fresh, mode, err);
    else if (symlinkat(edition, place->fd, fresh) != 0)
        st = tk_place_fail(place, fresh, "symbolic link cannot be made", TK_CANNOT_CREATE, err);
    if (!st)
        st = put_in_place(place, fresh, as_link, log, err);
    if (st && !tk_pointer_shows(place, edition))
        (void)!tk_place_remove(place, fresh, &unheard);
    return st;
}

bool tk_pointer_shows(const struct tk_place *place, const char *edition)
{
    static const char *const files[] = {TK_EDITION_FILE, TK_MANIFEST_FILE};
    char path[2 * TK_NAME_SIZE];
    struct stat now, wanted;
    for (size_t i = 0; i < 2; i++) {
        snprintf(path, sizeof path, "%s/%s", TK_CURRENT, files[i]);
        if (fstatat(place->fd, path, &now, 0) != 0)
            return false;
        snprintf(path, sizeof path, "%s/%s", edition, files[i]);
        if (fstatat(place->fd, path, &wanted, 0) != 0 || now.st_ino != wanted.st_ino ||
            now.st_dev != wanted.st_dev)
            return false;
    }
    return true;
}
