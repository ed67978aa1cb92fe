#include "run_work.h"

#include "trygghetskarta/deliver.h"
#include "trygghetskarta/file.h"
#include "trygghetskarta/qgis.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static bool is_same(const struct stat *target, const char *path)
{
    struct stat other;
    return path && *path && stat(path, &other) == 0 && other.st_ino == target->st_ino &&
           other.st_dev == target->st_dev;
}

/* What this run reads and would lose by replacing the target; NULL if nothing. Other names of
 * one file, such as hard links, are the same file. */
static const char *read_from(const struct tk_config *c, const struct stat *target)
{
    if (is_same(target, c->path))
        return "the configuration";
    for (size_t i = 0; i < c->n_sources; i++) {
        const struct tk_source_config *source = &c->sources[i];
        if (is_same(target, source->file))
            return source->name;
        if (is_same(target, source->parents) || is_same(target, source->aliases))
            return "a table of the districts";
    }
    for (size_t i = 0; i < c->n_codes; i++)
        if (is_same(target, c->codes[i].path))
            return "a code list";
    return NULL;
}

/* Whether the manifest of a published edition lies beside. */
static bool is_published(const char *file)
{
    char manifest[4200];
    const char *slash = strrchr(file, '/');
    snprintf(manifest, sizeof manifest, "%.*skorning.json", slash ? (int)(slash - file + 1) : 0,
             file);
    return tk_file_there(manifest);
}

enum tk_status tk_work_may_replace(const struct tk_work *w, struct tk_error *err)
{
    const char *file = w->request->output;
    struct stat target;
    if (w->request->command != TK_BUILD || !file || !*file || lstat(file, &target) != 0 ||
        !S_ISREG(target.st_mode))
        return TK_OK; /* nothing to lose, or nothing that publishing would replace */
    const char *input = read_from(w->config, &target);
    if (input)
        return tk_fail(err, TK_UNSAFE,
                       "%s: is what the edition is made from (%s) and is not replaced; choose "
                       "another name for -o",
                       file, input);
    if (is_published(file))
        return tk_fail(err, TK_UNSAFE,
                       "%s: is a published edition, which is never written again; choose "
                       "another name for -o",
                       file);
    if (!tk_qgis_is_edition(file))
        return tk_fail(err, TK_UNSAFE,
                       "%s: is there already and is no edition as this program made it; choose "
                       "another name for -o, or move it away first",
                       file);
    return TK_OK;
}

/* Today lies before a day that was a run's today: which clock was wrong, nobody knows. */
static enum tk_status tell_clock(const struct tk_work *w, const char *newest,
                                 struct tk_error *err)
{
    return tk_fail(
        err, TK_UNSAFE,
        "%s: the newest edition is of %s, and today is %s by this machine's clock: it "
        "is wrong, or was then (or that day was given). Set it right; if it is right "
        "now, publish once with --accept-change",
        w->config->edition.directory, newest, w->as_of_day);
}

/* An edition of an earlier day than the newest would turn `aktuell` back. */
static enum tk_status check_day(const struct tk_work *w, struct tk_error *err)
{
    const char *last = tk_publish_last_manifest(w->publication);
    char newest[32] = "";
    struct tk_error unheard = {TK_OK, ""}; /* a manifest that tells no day forbids none */
    if (!*last || w->request->accept_change ||
        tk_manifest_read(last, "as_of", newest, sizeof newest, &unheard) ||
        strcmp(w->as_of_day, newest) >= 0)
        return TK_OK;
    bool by_call = w->request->as_of && *w->request->as_of;
    if (strcmp(by_call ? w->request->as_of : w->config->edition.as_of, "today") == 0)
        return tell_clock(w, newest, err);
    struct tk_mark at = w->config->edition.as_of_at;
    char place[32] = "";
    if (!by_call)
        snprintf(place, sizeof place, "%d:%d:", at.line, at.column);
    return tk_fail(
        err, TK_USAGE,
        "%s%s%s: %s is before the newest edition's day, %s, which planners would lose "
        "from `aktuell`; write it elsewhere with -o FILE.gpkg, or publish it all the "
        "same with --accept-change",
        by_call ? "--as-of" : w->config->path, by_call ? "" : ":", by_call ? "" : place,
        w->as_of_day, newest);
}

/* Two configurations that publish to one directory would take turns in `aktuell`, and each
 * would remove the other's editions. */
static enum tk_status check_same(const struct tk_work *w, struct tk_error *err)
{
    const char *last = tk_publish_last_manifest(w->publication);
    if (!*last || w->request->accept_change ||
        tk_manifest_same_title(last, w->config->edition.title))
        return TK_OK;
    return tk_fail(err, TK_UNSAFE,
                   "%s: holds editions with another title than '%s': is it another "
                   "configuration's? Name another `directory`; if it is the title that has "
                   "changed, publish once with --accept-change",
                   w->config->edition.directory, w->config->edition.title);
}

/* What is delivered to is cleared of old copies: it may not be where the editions stand. */
static enum tk_status check_shares(const struct tk_work *w, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < w->config->n_deliver; i++)
        st = tk_deliver_check(&w->config->deliver[i], w->config->edition.directory, err);
    return st;
}

enum tk_status tk_work_target(struct tk_work *w, struct tk_error *err)
{
    if (w->request->command == TK_CHECK_INPUTS)
        return tk_publish_open_scratch(&w->config->edition, &w->publication, err);
    enum tk_status st = tk_work_may_replace(w, err);
    if (!st)
        st = tk_publish_open(&w->config->edition, w->request->output, &w->publication, err);
    bool single = w->request->output && *w->request->output;
    if (!st && !single)
        st = check_shares(w, err);
    if (!st)
        tk_publish_warn(w->publication, w->log);
    if (!st)
        st = check_same(w, err);
    return st ? st : check_day(w, err);
}
