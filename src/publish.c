#include "publish_parts.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/manifest.h"
#include "trygghetskarta/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define ROOM 3 /* times the last edition: it, the new one, and what SQLite sorts with */

struct tk_publication {
    bool single; /* -o FILE.gpkg */
    int keep;
    enum tk_pointer pointer;
    mode_t file_mode, directory_mode;
    struct tk_place place, build; /* where it is published to, and built */
    struct tk_place scratch;      /* made for this alone; not open if there is none */
    int lock;                     /* -1 if there is none */
    char build_name[TK_NAME_SIZE];
    struct tk_standing last; /* the newest edition whose manifest can be read, while it is */
    struct tk_edition_name spoilt; /* one newer than that; "" if there is none */
    char *file_name, *build_path, *published;
};

/* A directory that was just made is lost in a power cut unless the one above it is durable. */
static void keep_name(const struct tk_publication *p)
{
    int above = openat(p->place.fd, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (above < 0)
        return; /* it may be read by nobody, and nothing is lost but this edition */
    (void)!fsync(above);
    close(above);
}

/* Opens the directory to publish to; made if only its last part is missing. */
static enum tk_status open_target(struct tk_publication *p, const char *path, mode_t mode,
                                  struct tk_error *err)
{
    p->place.path = tk_strdup(path);
    if (!p->place.path)
        return tk_fail_memory(err);
    bool made = !p->single && mkdir(path, mode) == 0;
    if (!p->single && !made && errno != EEXIST)
        return tk_place_fail(&p->place, "", "directory cannot be made", TK_CANNOT_CREATE, err);
    int follow = p->single ? 0 : O_NOFOLLOW;
    p->place.fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | follow);
    if (p->place.fd >= 0 && made) {
        (void)fchmod(p->place.fd, mode); /* whatever the umask is: a public one is for all */
        keep_name(p);
    }
    if (p->place.fd >= 0)
        return TK_OK;
    if (p->single && errno == ENOENT)
        return tk_fail(err, TK_CANNOT_CREATE,
                       "%s: there is no such directory to write the file in; make it first",
                       path);
    return tk_place_fail(&p->place, "", "cannot be opened as a directory to publish to",
                         TK_CANNOT_CREATE, err);
}

static enum tk_status lock_refused(const struct tk_publication *p, struct tk_error *err)
{
    int why = errno;
    struct stat status;
    if (why == EACCES && fstatat(p->place.fd, ".lock", &status, AT_SYMLINK_NOFOLLOW) == 0 &&
        status.st_uid != geteuid())
        return tk_fail(
            err, TK_NOT_PERMITTED,
            "%s/.lock: belongs to another user (%lld) than this run's (%lld): give the "
            "whole directory away with chown -R",
            p->place.path, (long long)status.st_uid, (long long)geteuid());
    errno = why;
    return tk_place_fail(&p->place, ".lock", "lock cannot be made", TK_CANNOT_CREATE, err);
}

static enum tk_status take_lock(struct tk_publication *p, struct tk_error *err)
{
    int flags = O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC;
    p->lock = openat(p->place.fd, ".lock", flags, 0600);
    if (p->lock < 0)
        return lock_refused(p, err);
    if (flock(p->lock, LOCK_EX | LOCK_NB) == 0)
        return TK_OK;
    if (errno == EWOULDBLOCK)
        return tk_fail(err, TK_BUSY, "%s: another run is publishing here", p->place.path);
    return tk_place_fail(&p->place, ".lock", "cannot be locked", TK_CANNOT_CREATE, err);
}

/* The directory to build in, locked as long as this run lives: what is not is swept. */
static enum tk_status make_build(struct tk_publication *p, struct tk_error *err)
{
    char name[TK_NAME_SIZE];
    snprintf(name, sizeof name, ".bygge-%ld", (long)getpid());
    enum tk_status st = tk_place_make(&p->place, name, err);
    if (st)
        return st;
    memcpy(p->build_name, name, sizeof name);
    st = tk_place_open(&p->place, name, &p->build, err);
    if (!st && flock(p->build.fd, LOCK_EX | LOCK_NB) != 0)
        st = tk_place_fail(&p->place, name, "cannot be locked", TK_CANNOT_CREATE, err);
    if (!st && !(p->build_path = tk_place_path(&p->build, p->file_name, "")))
        st = tk_fail_memory(err);
    return st;
}

static enum tk_status check_room(const struct tk_publication *p, const char *last,
                                 struct tk_error *err)
{
    struct stat status;
    struct statvfs room;
    if (!last[0] || stat(last, &status) != 0 || fstatvfs(p->place.fd, &room) != 0)
        return TK_OK;
    double needed = ROOM * (double)status.st_size;
    double free_bytes = (double)room.f_bavail * (double)room.f_frsize;
    if (free_bytes >= needed)
        return TK_OK;
    return tk_fail(err, TK_IO,
                   "%s: %.0f MB are free, but %.0f are needed (%d times the last edition)",
                   p->place.path, free_bytes / 1e6, needed / 1e6, ROOM);
}

/* What the new edition is held against. A manifest that is cut short or empty is no reason to
 * stop every night: the one before it is taken, and that is told by tk_publish_warn(). */
static enum tk_status find_last(struct tk_publication *p, struct tk_error *err)
{
    enum tk_status st = tk_editions_newest(&p->place, false, &p->spoilt, err);
    if (!st)
        st = tk_standing_find(&p->place, true, &p->last, err);
    if (!st && strcmp(p->spoilt.text, p->last.edition) == 0)
        p->spoilt.text[0] = '\0';
    return st;
}

static enum tk_status open_directory(struct tk_publication *p,
                                     const struct tk_edition_config *edition,
                                     struct tk_error *err)
{
    bool internal = edition->audience == TK_INTERNAL_AUDIENCE;
    p->file_mode = internal ? 0440 : 0444;
    p->directory_mode = internal ? 0550 : 0555;
    enum tk_status st = open_target(p, edition->directory, internal ? 0750 : 0755, err);
    if (!st)
        st = tk_target_check(&p->place, err);
    if (!st)
        st = take_lock(p, err);
    if (!st)
        st = tk_editions_sweep(&p->place, err);
    if (!st)
        st = find_last(p, err);
    if (!st)
        st = tk_pointer_check(&p->place, p->pointer, err);
    if (!st)
        st = check_room(p, tk_publish_last_file(p), err);
    return st;
}

/* Whether FILE may be replaced: asked at the beginning and again at the end. */
static enum tk_status check_single(const struct tk_publication *p, struct tk_error *err)
{
    char side[1024];
    struct stat status;
    if (tk_place_side_file(&p->place, p->file_name, side, sizeof side))
        return tk_fail(err, TK_UNSAFE,
                       "%s/%s: lies beside the file to be replaced: someone edits it, or died "
                       "doing so. Close it there, or choose another name",
                       p->place.path, side);
    if (fstatat(p->place.fd, p->file_name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
        !S_ISREG(status.st_mode))
        return tk_fail(err, TK_UNSAFE, "%s/%s: is no file to replace, but %s", p->place.path,
                       p->file_name,
                       S_ISLNK(status.st_mode)   ? "a symbolic link: name the file itself"
                       : S_ISDIR(status.st_mode) ? "a directory"
                                                 : "something else");
    return TK_OK;
}

static enum tk_status open_single(struct tk_publication *p, const char *file,
                                  struct tk_error *err)
{
    const char *slash = strrchr(file, '/'), *name = slash ? slash + 1 : file;
    size_t length = slash == file ? 1 : slash ? (size_t)(slash - file) : 0;
    if (!name[0] || strpbrk(name, "?#"))
        return tk_fail(err, TK_USAGE,
                       "%s: is no name for a GeoPackage: ? and # are read as part of a web "
                       "address by the programs that open it",
                       file);
    p->single = true;
    p->file_mode = 0444;
    tk_free(p->file_name);
    p->file_name = tk_strdup(name);
    char *directory = length ? tk_strndup(file, length) : tk_strdup(".");
    enum tk_status st =
        p->file_name && directory ? open_target(p, directory, 0, err) : tk_fail_memory(err);
    tk_free(directory);
    if (!st)
        st = tk_editions_sweep(&p->place, err);
    if (!st)
        st = check_single(p, err);
    if (!st)
        st = check_room(p, file, err);
    return st;
}

enum tk_status tk_publish_open(const struct tk_edition_config *edition, const char *file,
                               struct tk_publication **out, struct tk_error *err)
{
    *out = NULL;
    struct tk_publication *p = tk_alloc(1, sizeof *p);
    if (!p)
        return tk_fail_memory(err);
    *p = (struct tk_publication){.keep = edition->keep,
                                 .pointer = edition->pointer,
                                 .place = {.fd = -1},
                                 .build = {.fd = -1},
                                 .scratch = {.fd = -1},
                                 .lock = -1,
                                 .file_name = tk_strdup(TK_EDITION_FILE)};
    enum tk_status st = TK_OK;
    if (!p->file_name)
        st = tk_fail_memory(err);
    else if (file && file[0])
        st = open_single(p, file, err);
    else
        st = open_directory(p, edition, err);
    if (!st)
        st = make_build(p, err);
    if (st)
        tk_publish_close(p);
    else
        *out = p;
    return st;
}

enum tk_status tk_publish_open_scratch(const struct tk_edition_config *edition,
                                       struct tk_publication **out, struct tk_error *err)
{
    struct tk_place scratch;
    *out = NULL;
    enum tk_status st = tk_scratch_make(&scratch, err);
    if (st)
        return st;
    char *path = tk_place_path(&scratch, "kontroll.gpkg", "");
    st = path ? tk_publish_open(edition, path, out, err) : tk_fail_memory(err);
    tk_free(path);
    if (st)
        tk_scratch_remove(&scratch);
    else
        (*out)->scratch = scratch;
    return st;
}

void tk_publish_close(struct tk_publication *p)
{
    if (!p)
        return;
    struct tk_error unheard = {TK_OK, ""};
    if (p->build_name[0])
        (void)!tk_place_remove(&p->place, p->build_name, &unheard);
    tk_place_close(&p->build);
    tk_place_close(&p->place);
    tk_scratch_remove(&p->scratch);
    if (p->lock >= 0)
        close(p->lock);
    tk_free(p->file_name);
    tk_free(p->build_path);
    tk_standing_free(&p->last);
    tk_free(p->published);
    tk_free(p);
}

const char *tk_publish_build_path(const struct tk_publication *p)
{
    return p->build_path;
}

const char *tk_publish_build_directory(const struct tk_publication *p)
{
    return p->build.path;
}

const char *tk_publish_file_name(const struct tk_publication *p)
{
    return p->file_name;
}

const char *tk_publish_last_file(const struct tk_publication *p)
{
    return p->last.file ? p->last.file : "";
}

const char *tk_publish_last_manifest(const struct tk_publication *p)
{
    return p->last.manifest ? p->last.manifest : "";
}

static enum tk_status stamp(const struct tk_publication *p, const char *name, const char *utc,
                            const char *more, struct tk_error *err)
{
    char text[256];
    snprintf(text, sizeof text, "%s%s%s\n", utc, *more ? " " : "", more);
    enum tk_status st = tk_place_replace(&p->place, name, text, err);
    return st ? st : tk_place_sync(&p->place, err);
}

/* What the alarm watches: when the last run went well, and what it had made. */
static enum tk_status renew_stamp(const struct tk_publication *p, const char *utc,
                                  const char *fingerprint, struct tk_error *err)
{
    return stamp(p, TK_STAMP, utc, fingerprint, err);
}

enum tk_status tk_publish_delivered(const struct tk_publication *p, bool whole,
                                    struct tk_error *err)
{
    struct tk_date local;
    char now[24], before[24];
    int64_t then = 0, moment = 0;
    enum tk_status st = tk_standing_stamp(&p->place, TK_DELIVERED, before, err);
    if (st)
        return st;
    tk_date_now(&local, now);
    bool known = tk_date_utc(before, &then) && tk_date_utc(now, &moment) && then <= moment;
    return whole || !known ? stamp(p, TK_DELIVERED, now, "", err) : TK_OK;
}

void tk_publish_warn(const struct tk_publication *p, struct tk_log *log)
{
    struct stat status;
    const char *directory = p->place.path;
    if (p->single || p->last.shown)
        return;
    if (p->spoilt.text[0])
        tk_log_warn(log,
                    "%s/%s/" TK_MANIFEST_FILE ": is no manifest that this program wrote: the "
                    "edition is damaged, and this run makes a new one, held against %s",
                    directory, p->spoilt.text,
                    p->last.edition[0] ? p->last.edition : "no other: none is left");
    else if (p->last.edition[0])
        tk_log_warn(log,
                    "%s/" TK_CURRENT ": showed none of the editions in %s: somebody removed or "
                    "changed it, or a run was cut short; this run puts it right",
                    directory, directory);
    else if (fstatat(p->place.fd, TK_STAMP, &status, AT_SYMLINK_NOFOLLOW) == 0)
        tk_log_warn(log,
                    "%s: editions have been published here, and none is left whole: somebody "
                    "removed them; this run makes a new one",
                    directory);
}

enum tk_status tk_publish_unchanged(struct tk_publication *p, const char *fingerprint,
                                    const char *utc, bool *unchanged, struct tk_log *log,
                                    struct tk_error *err)
{
    char last[TK_DIGEST_SIZE] = "";
    struct tk_error unheard = {TK_OK, ""};
    bool damaged;
    *unchanged = false;
    if (p->single || p->spoilt.text[0] || !p->last.edition[0] || !fingerprint[0] ||
        tk_manifest_read(p->last.manifest, "fingerprint", last, sizeof last, &unheard) ||
        strcmp(last, fingerprint) != 0)
        return TK_OK;
    enum tk_status st = tk_manifest_damaged(p->last.manifest, p->last.file, &damaged, err);
    if (!st && damaged)
        tk_log_warn(log,
                    "%s: is no longer the file that was published (its SHA-256 is not what its "
                    "korning.json says): a new edition is made; see who or what wrote to it",
                    p->last.file);
    if (st || damaged)
        return st;
    if (!tk_pointer_shows(&p->place, p->last.edition)) /* somebody removed it */
        st =
            tk_pointer_set(&p->place, p->last.edition, p->pointer, p->directory_mode, log, err);
    if (!st)
        st = renew_stamp(p, utc, fingerprint, err);
    *unchanged = !st;
    return st;
}

static enum tk_status seal_file(const struct tk_publication *p, struct tk_error *err)
{
    char side[1024];
    if (tk_place_side_file(&p->build, p->file_name, side, sizeof side))
        return tk_fail(err, TK_INTERNAL, "%s/%s: the file was not closed", p->build.path, side);
    return tk_place_seal(&p->build, p->file_name, p->file_mode, err);
}

static enum tk_status commit_single(struct tk_publication *p, bool *shown, struct tk_error *err)
{
    enum tk_status st = seal_file(p, err);
    if (!st)
        st = check_single(p, err);
    if (!st && renameat(p->build.fd, p->file_name, p->place.fd, p->file_name) != 0)
        st = tk_place_fail(&p->place, p->file_name, "cannot be put in its place",
                           TK_CANNOT_CREATE, err);
    *shown = !st;
    if (!st)
        st = tk_place_sync(&p->place, err);
    if (!st && !(p->published = tk_place_path(&p->place, p->file_name, "")))
        st = tk_fail_memory(err);
    return st;
}

/* The build directory becomes a dated edition, whole and durable, that nothing points at yet.
 */
static enum tk_status make_edition(struct tk_publication *p, const char *manifest,
                                   const char *utc, struct tk_edition_name *name,
                                   struct tk_error *err)
{
    enum tk_status st = tk_editions_new_name(&p->place, utc, name, err);
    if (!st)
        st = seal_file(p, err);
    if (!st)
        st = tk_place_write(&p->build, TK_MANIFEST_FILE, manifest, err);
    if (!st)
        st = tk_place_seal(&p->build, TK_MANIFEST_FILE, p->file_mode, err);
    if (!st && fchmod(p->build.fd, p->directory_mode) != 0)
        st = tk_place_fail(&p->build, "", "mode cannot be set", TK_IO, err);
    if (!st)
        st = tk_place_sync(&p->build, err);
    if (!st)
        st = tk_place_rename(&p->place, p->build_name, name->text, err);
    if (!st)
        p->build_name[0] = '\0';
    return st ? st : tk_place_sync(&p->place, err);
}

static void warn_if_open_to_all(const struct tk_publication *p, struct tk_log *log)
{
    struct stat status;
    if (fstat(p->place.fd, &status) == 0 && (status.st_mode & S_IWOTH) &&
        !(status.st_mode & S_ISVTX))
        tk_log_warn(log, "%s: anyone may write here, and replace what is published",
                    p->place.path);
}

static enum tk_status commit_directory(struct tk_publication *p, const char *manifest,
                                       const char *utc, struct tk_log *log, bool *shown,
                                       struct tk_error *err)
{
    char fingerprint[TK_DIGEST_SIZE] = "";
    struct tk_edition_name name = {""};
    struct tk_error later = {TK_OK, ""};
    warn_if_open_to_all(p, log);
    enum tk_status st = make_edition(p, manifest, utc, &name, err);
    if (!st)
        st = tk_pointer_set(&p->place, name.text, p->pointer, p->directory_mode, log, err);
    *shown = !p->build_name[0] && tk_pointer_shows(&p->place, name.text);
    if (st && !p->build_name[0] && !*shown)
        (void)!tk_place_remove(&p->place, name.text, &later);
    if (!st && !(p->published = tk_place_path(&p->place, TK_CURRENT, TK_EDITION_FILE)))
        st = tk_fail_memory(err);
    if (!st)
        st = tk_standing_find(&p->place, true, &p->last, err);
    if (!st)
        st = tk_manifest_read(p->last.manifest, "fingerprint", fingerprint, sizeof fingerprint,
                              err);
    if (!st)
        st = renew_stamp(p, utc, fingerprint, err);
    if (!st &&
        tk_editions_retain(&p->place, p->keep, log, &later)) /* the next run tries again */
        tk_log_warn(log, "older editions: %s", later.message);
    return st;
}

enum tk_status tk_publish_commit(struct tk_publication *p, const char *manifest,
                                 const char *utc, const char **path, struct tk_log *log,
                                 struct tk_error *err)
{
    *path = "";
    bool shown = false;
    struct tk_error fault = {TK_OK, ""};
    enum tk_status st = p->single ? commit_single(p, &shown, &fault)
                                  : commit_directory(p, manifest, utc, log, &shown, &fault);
    if (st)
        return tk_fail(err, st, "%s%s", fault.message,
                       shown ? "; the new edition was published all the same" : "");
    *path = p->published;
    return TK_OK;
}
