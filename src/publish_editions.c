#include "publish_parts.h"

#include "trygghetskarta/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define DATED 18 /* letters of YYYY-MM-DDTHHMMSSZ */

/* The number in a dated name: 1 without -N; 0 if it is no dated name. */
static unsigned long edition_number(const char *name)
{
    static const char shape[] = "0000-00-00T000000Z";
    for (size_t i = 0; i < DATED; i++)
        if (shape[i] == '0' ? name[i] < '0' || name[i] > '9' : name[i] != shape[i])
            return 0;
    if (!name[DATED])
        return 1;
    char *end;
    unsigned long n = strtoul(name + DATED + 1, &end, 10);
    bool plain = name[DATED] == '-' && name[DATED + 1] >= '1' && name[DATED + 1] <= '9';
    return plain && !*end && n > 1 ? n : 0;
}

static int compare_names(const void *a, const void *b)
{
    const struct tk_edition_name *p = a, *q = b;
    int order = strncmp(p->text, q->text, DATED);
    unsigned long m = edition_number(p->text), n = edition_number(q->text);
    return order ? order : (m > n) - (m < n);
}

static bool holds_file(const struct tk_place *place, const char *directory, const char *file)
{
    char path[2 * TK_NAME_SIZE];
    struct stat status;
    snprintf(path, sizeof path, "%s/%s", directory, file);
    return fstatat(place->fd, path, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISREG(status.st_mode);
}

struct reading {
    const struct tk_place *place;
    struct tk_editions *out;
};

static enum tk_status read_one(void *context, const char *name, struct tk_error *err)
{
    struct reading *r = context;
    if (strlen(name) >= TK_NAME_SIZE || !edition_number(name) ||
        !holds_file(r->place, name, TK_EDITION_FILE) ||
        !holds_file(r->place, name, TK_MANIFEST_FILE))
        return TK_OK;
    enum tk_status st =
        tk_grow(&r->out->names, &r->out->capacity, r->out->n + 1, sizeof *r->out->names, err);
    if (!st)
        snprintf(r->out->names[r->out->n++].text, TK_NAME_SIZE, "%s", name);
    return st;
}

enum tk_status tk_editions_read(const struct tk_place *place, struct tk_editions *out,
                                struct tk_error *err)
{
    *out = (struct tk_editions){0};
    enum tk_status st = tk_place_each(place, read_one, &(struct reading){place, out}, err);
    if (st)
        tk_editions_free(out);
    else if (out->n > 1)
        qsort(out->names, out->n, sizeof *out->names, compare_names);
    return st;
}

void tk_editions_free(struct tk_editions *editions)
{
    tk_free(editions->names);
    *editions = (struct tk_editions){0};
}

struct naming {
    const char *dated;
    unsigned long highest; /* number of those with that time */
};

static enum tk_status name_one(void *context, const char *name, struct tk_error *err)
{
    (void)err;
    struct naming *naming = context;
    unsigned long n = edition_number(name);
    if (n > naming->highest && strncmp(name, naming->dated, DATED) == 0)
        naming->highest = n;
    return TK_OK;
}

enum tk_status tk_editions_new_name(const struct tk_place *place, const char *utc,
                                    struct tk_edition_name *out, struct tk_error *err)
{
    char dated[TK_NAME_SIZE] = "";
    size_t n = 0;
    for (const char *c = utc; *c && n + 1 < sizeof dated; c++)
        if (*c != ':')
            dated[n++] = *c;
    if (edition_number(dated) != 1)
        return tk_fail(err, TK_INTERNAL, "'%s' is no time to name an edition by", utc);
    struct naming naming = {dated, 0};
    enum tk_status st = tk_place_each(place, name_one, &naming, err);
    char number[24] = "";
    if (naming.highest)
        snprintf(number, sizeof number, "-%lu", naming.highest + 1);
    snprintf(out->text, sizeof out->text, "%.*s%s", DATED, dated, number);
    return st;
}

/* First its name goes, so that a run that dies meanwhile leaves what is swept, not half an
 * edition. */
static enum tk_status remove_edition(const struct tk_place *place, const char *name,
                                     struct tk_error *err)
{
    char doomed[TK_NAME_SIZE + 8];
    snprintf(doomed, sizeof doomed, ".bygge-%s", name);
    enum tk_status st = tk_place_rename(place, name, doomed, err);
    return st ? st : tk_place_remove(place, doomed, err);
}

enum tk_status tk_editions_retain(const struct tk_place *place, int keep, struct tk_log *log,
                                  struct tk_error *err)
{
    struct tk_editions editions;
    char side[TK_NAME_SIZE];
    enum tk_status st = tk_editions_read(place, &editions, err);
    size_t newest = keep > 1 ? (size_t)keep : 1;
    for (size_t i = 0; !st && i + newest < editions.n; i++) {
        const char *name = editions.names[i].text;
        struct tk_place edition;
        if (tk_pointer_shows(place, name))
            continue;
        st = tk_place_open(place, name, &edition, err);
        if (!st && tk_place_side_file(&edition, TK_EDITION_FILE, side, sizeof side))
            tk_log_warn(log, "%s/%s: kept beyond its time: someone has edited it", edition.path,
                        side);
        else if (!st)
            st = remove_edition(place, name, err);
        tk_place_close(&edition);
    }
    tk_editions_free(&editions);
    return st;
}

/* A living run holds a lock on the directory it builds in. */
static enum tk_status sweep_one(void *context, const char *name, struct tk_error *err)
{
    const struct tk_place *place = context;
    char side[TK_NAME_SIZE];
    bool build = strncmp(name, ".bygge-", 7) == 0;
    if (!build && strncmp(name, ".aktuell-", 9) != 0)
        return TK_OK;
    struct tk_place dead;
    struct tk_error unheard = {TK_OK, ""};
    if (tk_place_open(place, name, &dead, &unheard)) { /* a link, or nothing of ours */
        unlinkat(place->fd, name, 0);
        return TK_OK;
    }
    bool living = flock(dead.fd, LOCK_EX | LOCK_NB) != 0;
    bool edited = !build && tk_place_side_file(&dead, TK_EDITION_FILE, side, sizeof side);
    enum tk_status st = living || edited ? TK_OK : tk_place_remove(place, name, err);
    tk_place_close(&dead);
    return st;
}

enum tk_status tk_editions_sweep(const struct tk_place *place, struct tk_error *err)
{
    struct tk_place copy = *place;
    return tk_place_each(place, sweep_one, &copy, err);
}
