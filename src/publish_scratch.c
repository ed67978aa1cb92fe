#include "publish_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEMPORARY "/tmp"
#define NAME "trygghetskarta-XXXXXX"

static enum tk_status see_build(void *context, const char *name, struct tk_error *err)
{
    (void)err;
    bool *built = context;
    *built = *built || strncmp(name, ".bygge-", strlen(".bygge-")) == 0;
    return TK_OK;
}

/* What a killed check leaves. A living one holds the lock of its directory from before it
 * builds there; one of somebody's own, by such a name, has nothing in it that is built. */
static enum tk_status sweep_one(void *context, const char *name, struct tk_error *err)
{
    (void)err;
    const struct tk_place *temporary = context;
    const size_t n = strcspn(NAME, "X");
    struct tk_place dead;
    struct stat status;
    struct tk_error unheard = {TK_OK, ""};
    bool built = false;
    if (strlen(name) != strlen(NAME) || strncmp(name, NAME, n) != 0 ||
        tk_place_open(temporary, name, &dead, &unheard))
        return TK_OK;
    if (fstat(dead.fd, &status) == 0 && status.st_uid == geteuid() &&
        flock(dead.fd, LOCK_EX | LOCK_NB) == 0 &&
        !tk_place_each(&dead, see_build, &built, &unheard) && built &&
        !tk_editions_sweep(&dead, &unheard))
        (void)unlinkat(temporary->fd, name, AT_REMOVEDIR); /* unless more lies in it */
    tk_place_close(&dead);
    return TK_OK;
}

static enum tk_status sweep(struct tk_error *err)
{
    struct tk_place temporary;
    struct tk_error unheard = {TK_OK, ""};
    enum tk_status st = tk_place_at(TEMPORARY, 0, &temporary, err);
    if (!st && temporary.fd >= 0)
        (void)!tk_place_each(&temporary, sweep_one, &temporary, &unheard);
    tk_place_close(&temporary);
    return st;
}

enum tk_status tk_scratch_make(struct tk_place *out, struct tk_error *err)
{
    char path[] = TEMPORARY "/" NAME;
    *out = (struct tk_place){.fd = -1};
    enum tk_status st = sweep(err);
    if (st)
        return st;
    if (!mkdtemp(path))
        return tk_fail(err, TK_CANNOT_CREATE,
                       TEMPORARY ": no directory to check in can be made: %s", strerror(errno));
    st = tk_place_at(path, O_NOFOLLOW, out, err);
    if (!st && (out->fd < 0 || flock(out->fd, LOCK_EX) != 0))
        st = tk_place_fail(out, "", "cannot be locked", TK_CANNOT_CREATE, err);
    if (st) {
        rmdir(path);
        tk_place_close(out);
    }
    return st;
}

void tk_scratch_remove(struct tk_place *scratch)
{
    if (scratch->path)
        rmdir(scratch->path);
    tk_place_close(scratch);
}
