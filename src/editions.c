#include "trygghetskarta/editions.h"

#include "trygghetskarta/memory.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#define DATED 18 /* letters of YYYY-MM-DDTHHMMSSZ */

size_t tk_editions_dated(const char *text)
{
    static const char shape[] = "0000-00-00T000000Z";
    for (size_t i = 0; i < DATED; i++)
        if (shape[i] == '0' ? text[i] < '0' || text[i] > '9' : text[i] != shape[i])
            return 0;
    const char *number = text + DATED + 1;
    bool numbered = text[DATED] == '-' && *number >= '1' && *number <= '9';
    return numbered ? DATED + 1 + strspn(number, "0123456789") : DATED;
}

/* The number in a dated name: 1 without -N; 0 if it is no dated name. */
static unsigned long edition_number(const char *name)
{
    size_t n = tk_editions_dated(name);
    if (n == 0 || name[n])
        return 0;
    unsigned long number = n == DATED ? 1 : strtoul(name + DATED + 1, NULL, 10);
    return n == DATED || number > 1 ? number : 0;
}

static int compare_names(const void *a, const void *b)
{
    const struct tk_edition_name *p = a, *q = b;
    int order = strncmp(p->text, q->text, DATED);
    unsigned long m = edition_number(p->text), n = edition_number(q->text);
    return order ? order : (m > n) - (m < n);
}

/* A link by that name is somebody's own. */
static bool is_directory(const struct tk_place *place, const char *name)
{
    struct stat status;
    return fstatat(place->fd, name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISDIR(status.st_mode);
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
        !is_directory(r->place, name) || !holds_file(r->place, name, TK_EDITION_FILE) ||
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

/* Servers differ in what they make of capitals. */
bool tk_editions_strewn(const struct tk_place *edition, const char *name)
{
    static const char *const names[] = {
        ".DS_Store", "._.DS_Store", "._" TK_EDITION_FILE, "._" TK_MANIFEST_FILE,
        "Thumbs.db", "desktop.ini", ".directory"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcasecmp(name, names[i]) == 0)
            return !is_directory(edition, name);
    return false;
}

struct looking {
    const struct tk_place *edition;
    char *found;
};

static enum tk_status see_foreign(void *context, const char *name, struct tk_error *err)
{
    (void)err;
    const struct looking *l = context;
    if (!*l->found && strcmp(name, TK_EDITION_FILE) != 0 &&
        strcmp(name, TK_MANIFEST_FILE) != 0 && !tk_editions_strewn(l->edition, name))
        snprintf(l->found, TK_FOREIGN_SIZE, "%s", name);
    return TK_OK;
}

enum tk_status tk_editions_foreign(const struct tk_place *edition, char name[TK_FOREIGN_SIZE],
                                   struct tk_error *err)
{
    name[0] = '\0';
    return tk_place_each(edition, see_foreign, &(struct looking){edition, name}, err);
}

/* Whether an edition may be removed. What cannot be looked at is told, and stays. */
static bool is_ours(const struct tk_place *place, const char *name, struct tk_log *log)
{
    char foreign[TK_FOREIGN_SIZE] = "", side[TK_NAME_SIZE];
    struct tk_place edition;
    struct tk_error why = {TK_OK, ""};
    enum tk_status st = tk_place_open(place, name, &edition, &why);
    bool edited = !st && tk_place_side_file(&edition, TK_EDITION_FILE, side, sizeof side);
    if (!st && !edited)
        st = tk_editions_foreign(&edition, foreign, &why);
    if (edited)
        tk_log_warn(log, "%s/%s: kept beyond its time: someone has edited it", edition.path,
                    side);
    else if (foreign[0])
        tk_log_warn(log,
                    "%s/%s: is nothing that this program made: the edition is kept beyond its "
                    "time; move the file away",
                    edition.path, foreign);
    else if (st)
        tk_log_warn(log, "%s; it is kept beyond its time", why.message);
    tk_place_close(&edition);
    return !st && !edited && !foreign[0];
}

enum tk_status tk_editions_expired(const struct tk_place *place, int keep,
                                   struct tk_editions *out, struct tk_log *log,
                                   struct tk_error *err)
{
    enum tk_status st = tk_editions_read(place, out, err);
    size_t kept = keep > 1 ? (size_t)keep : 1, n = out->n > kept ? out->n - kept : 0;
    out->n = 0;
    for (size_t i = 0; i < n && !st; i++)
        if (is_ours(place, out->names[i].text, log))
            out->names[out->n++] = out->names[i];
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
