#include "deliver_parts.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/interrupt.h"
#include "trygghetskarta/manifest.h"
#include "trygghetskarta/memory.h"
#include "trygghetskarta/qgis.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define POINTER "senaste.json"

/* A share that is not mounted is an empty directory on our own disk. */
static enum tk_status check_mounted(const struct tk_deliver_config *c,
                                    const struct tk_place *share,
                                    const struct tk_standing *edition, struct tk_error *err)
{
    struct stat there, here;
    if (fstat(share->fd, &there) != 0 || stat(edition->file, &here) != 0)
        return tk_place_fail(share, "", "cannot be looked at", TK_IO, err);
    if (!c->mounted || there.st_dev != here.st_dev)
        return TK_OK;
    return tk_fail(err, TK_CANNOT_CREATE,
                   "%s: is on the same disk as the editions: nothing is mounted there. If it "
                   "is meant to be no share, say `mounted: no`",
                   share->path);
}

/* Whether a directory, or one above it, is that. */
static bool lies_in(const struct tk_place *place, const struct stat *that)
{
    struct stat here, above;
    bool within = false, top = fstat(place->fd, &here) != 0;
    int fd = top ? -1 : openat(place->fd, ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
    while (!top && fd >= 0 && !within) {
        within = here.st_dev == that->st_dev && here.st_ino == that->st_ino;
        int up = openat(fd, "..", O_PATH | O_DIRECTORY | O_CLOEXEC);
        close(fd);
        fd = up;
        top = fd < 0 || fstat(fd, &above) != 0 ||
              (above.st_dev == here.st_dev && above.st_ino == here.st_ino);
        here = above;
    }
    if (fd >= 0)
        close(fd);
    return within;
}

enum tk_status tk_deliver_check(const struct tk_deliver_config *c, const char *editions,
                                struct tk_error *err)
{
    struct tk_place share;
    struct stat theirs;
    enum tk_status st = tk_place_at(c->directory, 0, &share, err);
    if (!st && share.fd >= 0 && stat(editions, &theirs) == 0 && lies_in(&share, &theirs))
        st =
            tk_fail(err, TK_USAGE,
                    "deliver: %s: is where the editions are published (%s), or lies in it, and "
                    "old copies are removed there: name another directory",
                    c->directory, editions);
    tk_place_close(&share);
    return st;
}

/* Another configuration's copies would be removed as old ones, and the project would show now
 * one, now the other. Those that the pointer names, or the newest, tell whose they are. */
static enum tk_status check_ours(const struct tk_place *share, const char *shown,
                                 const struct tk_standing *edition, struct tk_error *err)
{
    struct tk_editions copies;
    char title[1024] = "";
    struct tk_error unheard = {TK_OK, ""};
    enum tk_status st = tk_editions_read(share, &copies, err);
    const char *name = copies.n ? copies.names[copies.n - 1].text : "";
    for (size_t i = 0; i < copies.n; i++)
        if (strcmp(copies.names[i].text, shown) == 0)
            name = shown;
    char *path = tk_place_path(share, name, TK_MANIFEST_FILE);
    if (!st && !path)
        st = tk_fail_memory(err);
    bool ours = st || !*name ||
                tk_manifest_read(edition->manifest, "title", title, sizeof title, &unheard) ||
                tk_manifest_same_title(path, title);
    tk_free(path);
    tk_editions_free(&copies);
    if (ours)
        return st;
    return tk_fail(err, TK_UNSAFE,
                   "%s: holds copies with another title than '%s': is it another "
                   "configuration's? Name another directory; if it is the title that has "
                   "changed, deliver once with --accept-change",
                   share->path, title);
}

static enum tk_status open_share(const struct tk_deliver_config *c,
                                 const struct tk_standing *edition, struct tk_place *out,
                                 struct tk_error *err)
{
    enum tk_status st = tk_place_at(c->directory, 0, out, err);
    if (st)
        return st;
    if (out->fd < 0)
        return tk_place_fail(out, "", "cannot be opened; is the share mounted?",
                             TK_CANNOT_CREATE, err);
    return check_mounted(c, out, edition, err);
}

static enum tk_status write_project(const struct tk_standing *edition, struct tk_buffer *xml,
                                    struct tk_error *err)
{
    char name[2 * TK_NAME_SIZE];
    snprintf(name, sizeof name, "%s/" TK_EDITION_FILE, edition->edition);
    return tk_qgis_project_for(edition->file, name, xml, err);
}

static enum tk_status replace_project(const struct tk_place *share,
                                      const struct tk_standing *edition, struct tk_error *err)
{
    struct tk_buffer xml = {0};
    enum tk_status st = write_project(edition, &xml, err);
    if (!st)
        st = tk_place_replace(share, TK_PROJECT, tk_buffer_string(&xml), err);
    tk_buffer_free(&xml);
    return st;
}

static enum tk_status replace_pointer(const struct tk_place *share,
                                      const struct tk_standing *edition, struct tk_error *err)
{
    struct tk_buffer json = {0};
    tk_buffer_format(&json, "{\"edition\": \"%s\", \"file\": \"%s/" TK_EDITION_FILE "\"}\n",
                     edition->edition, edition->edition);
    enum tk_status st = tk_buffer_check(&json, err);
    if (!st)
        st = tk_place_replace(share, POINTER, json.data, err);
    tk_buffer_free(&json);
    return st;
}

/* Which edition the pointer names; "" if it names none, or is none of ours. */
static void read_pointer(const char *directory, char edition[TK_NAME_SIZE])
{
    struct tk_buffer path = {0};
    struct tk_error unheard = {TK_OK, ""};
    edition[0] = '\0';
    tk_buffer_format(&path, "%s/" POINTER, directory);
    if (!tk_buffer_check(&path, &unheard) &&
        tk_manifest_read(path.data, "edition", edition, TK_NAME_SIZE, &unheard))
        edition[0] = '\0';
    tk_buffer_free(&path);
}

/* The project of the share, held against the one that belongs there. */
static enum tk_status check_project(const struct tk_place *share,
                                    const struct tk_standing *edition, struct tk_error *err)
{
    struct tk_buffer wanted = {0};
    char *path = tk_place_path(share, TK_PROJECT, "");
    enum tk_status st = path ? write_project(edition, &wanted, err) : tk_fail_memory(err);
    if (!st)
        st = tk_deliver_same_text(path, &wanted, err);
    tk_free(path);
    tk_buffer_free(&wanted);
    return st;
}

/* Everything that was delivered, looked at where it lies. Digests are asked only for what was
 * written to after the pointer, which comes last. */
static enum tk_status check_parts(const struct tk_place *share,
                                  const struct tk_standing *edition, struct tk_error *err)
{
    struct stat pointer;
    if (fstatat(share->fd, POINTER, &pointer, AT_SYMLINK_NOFOLLOW) != 0)
        return tk_place_fail(share, POINTER, "cannot be looked at", TK_IO, err);
    enum tk_status st = tk_deliver_whole(share, edition, &pointer.st_mtim, err);
    return st ? st : check_project(share, edition, err);
}

void tk_deliver_look(const struct tk_deliver_config *c, const struct tk_standing *edition,
                     struct tk_shown *out)
{
    struct tk_place share;
    struct tk_error why = {TK_OK, ""};
    *out = (struct tk_shown){.edition = ""};
    read_pointer(c->directory, out->edition);
    if (!out->edition[0])
        tk_fail(&why, TK_IO,
                "%s/" POINTER ": is not there (is the share mounted?), or names no edition",
                c->directory);
    else if (strcmp(out->edition, edition->edition) != 0)
        tk_fail(&why, TK_IO, "%s: shows the edition %s", c->directory, out->edition);
    else if (!tk_place_at(c->directory, 0, &share, &why)) {
        (void)!check_parts(&share, edition, &why);
        tk_place_close(&share);
    }
    snprintf(out->wrong, sizeof out->wrong, "%s", why.message);
}

/* All that is to be done; what was done by an earlier attempt is found done. *there tells
 * whether there is a share to try it on again. */
static enum tk_status attempt(const struct tk_deliver_config *c,
                              const struct tk_standing *edition, bool accept,
                              struct tk_log *log, bool *there, struct tk_error *err)
{
    struct tk_place share;
    struct tk_shown shown = {.edition = ""};
    enum tk_status st = open_share(c, edition, &share, err);
    if (!st)
        tk_deliver_look(c, edition, &shown);
    if (!st && !accept)
        st = check_ours(&share, shown.edition, edition, err);
    *there = !st;
    bool fresh = !st && shown.wrong[0];
    if (fresh && strcmp(shown.edition, edition->edition) == 0)
        tk_log_warn(log, "%s: it is delivered again", shown.wrong);
    if (fresh) {
        tk_deliver_make_room(&share, shown.edition, edition->edition, log);
        st = tk_deliver_copy(&share, edition, log, err);
    }
    if (fresh && !st)
        st = replace_project(&share, edition, err);
    if (fresh && !st)
        st = replace_pointer(&share, edition, err);
    if (!st)
        tk_deliver_retain(&share, c->keep, edition->edition, log);
    if (fresh && !st)
        tk_log_info(log, "%s: delivered %s", c->directory, edition->edition);
    tk_place_close(&share);
    return st;
}

/* Waits, unless somebody ends the run. */
static enum tk_status wait_for(double seconds, struct tk_error *err)
{
    enum tk_status st = tk_interrupt_check(err);
    for (double left = seconds; !st && left > 0; left -= 1) {
        double now = left < 1 ? left : 1;
        nanosleep(&(struct timespec){now >= 1, now < 1 ? (long)(now * 1e9) : 0}, NULL);
        st = tk_interrupt_check(err);
    }
    return st;
}

enum tk_status tk_deliver(const struct tk_deliver_config *c, const struct tk_standing *edition,
                          bool accept, struct tk_log *log, struct tk_error *err)
{
    for (int i = 1;; i++) {
        struct tk_error now = {TK_OK, ""};
        bool there;
        enum tk_status st = attempt(c, edition, accept, log, &there, &now);
        if (!st)
            return TK_OK;
        if (i >= c->attempts || !there)
            return tk_fail(err, st, "%s", now.message);
        tk_log_info(log, "%s; trying again in %g s", now.message, c->wait_s);
        st = wait_for(c->wait_s, err);
        if (st)
            return st;
    }
}
