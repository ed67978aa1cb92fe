#include "publish_parts.h"

#include "trygghetskarta/manifest.h"
#include "trygghetskarta/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* Puts the one that `aktuell` shows last: names may lie, when the clock was wrong. */
static void put_shown_last(const struct tk_place *place, struct tk_editions *editions)
{
    for (size_t i = 0; i + 1 < editions->n; i++) {
        struct tk_edition_name shown = editions->names[i];
        if (!tk_pointer_shows(place, shown.text))
            continue;
        memmove(&editions->names[i], &editions->names[i + 1],
                (editions->n - i - 1) * sizeof shown);
        editions->names[editions->n - 1] = shown;
        return;
    }
}

/* Whether an edition's manifest is one that this program wrote. */
static enum tk_status can_be_read(const struct tk_place *place, const char *name, bool *can,
                                  struct tk_error *err)
{
    char sha256[TK_DIGEST_SIZE] = "";
    struct tk_error why = {TK_OK, ""};
    char *path = tk_place_path(place, name, TK_MANIFEST_FILE);
    enum tk_status st = path ? TK_OK : tk_fail_memory(err);
    *can = !st && !tk_manifest_read(path, "sha256", sha256, sizeof sha256, &why) && *sha256;
    if (!st && tk_out_of_memory(&why))
        st = tk_fail_memory(err);
    tk_free(path);
    return st;
}

enum tk_status tk_editions_newest(const struct tk_place *place, bool readable,
                                  struct tk_edition_name *out, struct tk_error *err)
{
    struct tk_editions editions;
    *out = (struct tk_edition_name){""};
    enum tk_status st = tk_editions_read(place, &editions, err);
    if (!st)
        put_shown_last(place, &editions);
    for (size_t i = editions.n; !st && !out->text[0] && i-- > 0;) {
        bool can = true;
        if (readable)
            st = can_be_read(place, editions.names[i].text, &can, err);
        if (can)
            *out = editions.names[i];
    }
    tk_editions_free(&editions);
    return st;
}

/* First its name goes, so that a run that dies meanwhile leaves what is swept, not half an
 * edition. */
static enum tk_status remove_edition(const struct tk_place *place, const char *name,
                                     struct tk_error *err)
{
    char doomed[TK_NAME_SIZE + 8];
    struct stat status;
    if (geteuid() != 0 && fstatat(place->fd, name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
        status.st_uid != geteuid()) /* under another name nobody would look for it again */
        return tk_fail(
            err, TK_NOT_PERMITTED,
            "%s/%s: belongs to user %lld and cannot be removed; it is kept beyond its "
            "time. Give it away with chown -R",
            place->path, name, (long long)status.st_uid);
    snprintf(doomed, sizeof doomed, ".bygge-%s", name);
    enum tk_status st = tk_place_rename(place, name, doomed, err);
    return st ? st : tk_place_remove(place, doomed, err);
}

enum tk_status tk_editions_retain(const struct tk_place *place, int keep, struct tk_log *log,
                                  struct tk_error *err)
{
    struct tk_editions old;
    enum tk_status st = tk_editions_expired(place, keep, &old, log, err);
    for (size_t i = 0; i < old.n; i++) {
        struct tk_error why = {TK_OK, ""}; /* the next run tries again */
        if (!tk_pointer_shows(place, old.names[i].text) &&
            remove_edition(place, old.names[i].text, &why))
            tk_log_warn(log, "older editions: %s", why.message);
    }
    tk_editions_free(&old);
    return st;
}

/* Whether a name is one that a run gives to what it works on: .bygge-PID, .bygge-DATE,
 * .aktuell-PID, .aktuell-PID-a and -b. Others that begin so are somebody's own. */
static bool is_working_name(const char *name)
{
    static const char build[] = ".bygge-", current[] = ".aktuell-";
    bool is_build = strncmp(name, build, sizeof build - 1) == 0;
    if (!is_build && strncmp(name, current, sizeof current - 1) != 0)
        return false;
    const char *rest = name + (is_build ? sizeof build : sizeof current) - 1;
    size_t dated = is_build ? tk_editions_dated(rest) : 0, digits = strspn(rest, "0123456789");
    if (dated && !rest[dated])
        return true;
    const char *end = rest + digits;
    return digits && (!*end || (!is_build && (!strcmp(end, "-a") || !strcmp(end, "-b"))));
}

/* A living run holds a lock on the directory it builds in. */
static enum tk_status sweep_one(void *context, const char *name, struct tk_error *err)
{
    const struct tk_place *place = context;
    char side[TK_NAME_SIZE];
    struct stat status;
    if (!is_working_name(name) || fstatat(place->fd, name, &status, AT_SYMLINK_NOFOLLOW) != 0 ||
        status.st_uid != geteuid())
        return TK_OK;
    if (S_ISLNK(status.st_mode))
        return tk_place_remove(place, name, err);
    struct tk_place dead;
    struct tk_error unheard = {TK_OK, ""};
    if (tk_place_open(place, name, &dead, &unheard)) /* no directory: not of our making */
        return TK_OK;
    bool living = flock(dead.fd, LOCK_EX | LOCK_NB) != 0;
    bool edited =
        name[1] == 'a' && tk_place_side_file(&dead, TK_EDITION_FILE, side, sizeof side);
    enum tk_status st = living || edited ? TK_OK : tk_place_remove(place, name, err);
    tk_place_close(&dead);
    return st;
}

enum tk_status tk_editions_sweep(const struct tk_place *place, struct tk_error *err)
{
    struct tk_place copy = *place;
    return tk_place_each(place, sweep_one, &copy, err);
}
