#include "publish_parts.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whoever owns a directory can replace whatever is published in it. */
static enum tk_status check_owner(const struct tk_place *place, struct tk_error *err)
{
    struct stat status;
    if (fstat(place->fd, &status) != 0)
        return tk_place_fail(place, "", "cannot be looked at", TK_IO, err);
    uid_t us = geteuid();
    if (status.st_uid == us || status.st_uid == 0)
        return TK_OK;
    return tk_fail(err, TK_UNSAFE,
                   "%s: belongs to user %lu, and this run is user %lu: its owner could replace "
                   "what is published. Run as the owner, or give it away with chown -R",
                   place->path, (unsigned long)status.st_uid, (unsigned long)us);
}

/* Over a network neither the lock, nor the exchange, nor fsync says what it says on a disk. */
static enum tk_status check_local(const struct tk_place *place, struct tk_error *err)
{
    bool network;
    const char *kind = tk_place_file_system(place, &network);
    if (!network)
        return TK_OK;
    return tk_fail(err, TK_CANNOT_CREATE,
                   "%s: lies on another machine (%s), where an edition cannot be published "
                   "safely: let `directory` be on a local disk, and `deliver` copy it here",
                   place->path, kind);
}

static enum tk_status check_durable(const struct tk_place *place, struct tk_error *err)
{
    if (fsync(place->fd) == 0 || (errno != EINVAL && errno != ENOTSUP && errno != ENOSYS))
        return TK_OK; /* a disk that fails is told when something is lost by it */
    bool network;
    return tk_fail(err, TK_CANNOT_CREATE,
                   "%s: its file system (%s) cannot make a directory durable (fsync), which "
                   "publishing needs: choose another",
                   place->path, tk_place_file_system(place, &network));
}

enum tk_status tk_target_check(const struct tk_place *place, struct tk_error *err)
{
    enum tk_status st = check_owner(place, err);
    if (!st)
        st = check_local(place, err);
    return st ? st : check_durable(place, err);
}
