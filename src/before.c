#include "trygghetskarta/before.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/editions.h"
#include "trygghetskarta/manifest.h"
#include "trygghetskarta/place.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const struct {
    const char *name;
    int32_t days; /* earlier, at least */
} wanted[TK_MOST_BEFORE] = {{"senaste", 1}, {"vecka", 7}, {"manad", 30}};

/* What is looked for. */
struct search {
    const char *directory, *crs, *audience;
    int32_t as_of;
    int32_t day[TK_MOST_BEFORE]; /* of the best so far */
    char path[TK_MOST_BEFORE][4096];
};

/* The day of an edition that can be compared with; TK_NO_DAY of any other. */
static int32_t day_of(const struct search *s, const char *manifest)
{
    struct tk_error unheard = {TK_OK, ""};
    struct tk_date date;
    const char *fault;
    char as_of[32], crs[256], audience[32];
    if (tk_manifest_read(manifest, "as_of", as_of, sizeof as_of, &unheard) ||
        tk_manifest_read(manifest, "crs", crs, sizeof crs, &unheard) ||
        tk_manifest_read(manifest, "audience", audience, sizeof audience, &unheard) ||
        strcmp(crs, s->crs) != 0 || strcmp(audience, s->audience) != 0 ||
        !tk_date_parse(as_of, NULL, &date, &fault))
        return TK_NO_DAY;
    return date.day;
}

static bool is_better(const struct search *s, size_t i, int32_t day)
{
    return day <= s->as_of - wanted[i].days && (s->day[i] == TK_NO_DAY || day > s->day[i]);
}

/* Of one day the edition that was made last is taken: they come newest first, so that few have
 * to be read through. */
static enum tk_status look_at(struct search *s, const char *name, struct tk_log *log,
                              struct tk_error *err)
{
    char path[4096], file[4096];
    bool better = false, damaged = false;
    snprintf(path, sizeof path, "%.3900s/%s/" TK_MANIFEST_FILE, s->directory, name);
    snprintf(file, sizeof file, "%.3900s/%s/" TK_EDITION_FILE, s->directory, name);
    int32_t day = day_of(s, path);
    for (size_t i = 0; i < TK_MOST_BEFORE && day != TK_NO_DAY; i++)
        better |= is_better(s, i, day);
    if (!better)
        return TK_OK;
    enum tk_status st = tk_manifest_damaged(path, file, &damaged, err);
    if (!st && damaged)
        tk_log_warn(log,
                    "%s: is damaged (its SHA-256 is not what its korning.json says), so "
                    "nothing is compared with it",
                    file);
    for (size_t i = 0; i < TK_MOST_BEFORE && !st && !damaged; i++)
        if (is_better(s, i, day)) {
            s->day[i] = day;
            memcpy(s->path[i], file, sizeof file);
        }
    return st;
}

enum tk_status tk_before_find(const char *directory, int32_t as_of, const char *crs,
                              const char *audience, struct tk_log *log, struct tk_before *out,
                              struct tk_error *err)
{
    struct tk_place place;
    struct tk_editions editions = {0};
    struct search s = {directory, crs, audience, as_of, {TK_NO_DAY, TK_NO_DAY, TK_NO_DAY},
                       {""}};
    *out = (struct tk_before){0};
    enum tk_status st = tk_place_at(directory, 0, &place, err);
    if (!st && place.fd >= 0)
        st = tk_editions_read(&place, &editions, err);
    for (size_t i = editions.n; i > 0 && !st; i--)
        st = look_at(&s, editions.names[i - 1].text, log, err);
    for (size_t i = 0; i < TK_MOST_BEFORE && !st; i++) {
        if (s.day[i] == TK_NO_DAY || (i > 0 && strcmp(s.path[i], s.path[i - 1]) == 0))
            continue;
        struct tk_earlier *e = &out->editions[out->n++];
        e->name = wanted[i].name;
        snprintf(e->path, sizeof e->path, "%s", s.path[i]);
        tk_date_print(s.day[i], e->as_of);
    }
    tk_editions_free(&editions);
    tk_place_close(&place);
    return st;
}
