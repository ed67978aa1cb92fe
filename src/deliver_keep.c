#include "deliver_parts.h"

#include "trygghetskarta/file.h"
#include "trygghetskarta/memory.h"

#include <string.h>

#define MOST (64u << 20) /* bytes of a project */

/* What an earlier run began (.ny), or could not remove to the end (.bort). */
static enum tk_status sweep_one(void *context, const char *name, struct tk_error *err)
{
    (void)err;
    const struct tk_place *share = context;
    struct tk_error held = {TK_OK, ""};
    size_t n = tk_editions_dated(name);
    if (n && (strcmp(name + n, TK_FRESH) == 0 || strcmp(name + n, TK_RETIRED) == 0))
        (void)!tk_place_remove(share, name, &held); /* the next run tries again */
    return TK_OK;
}

static enum tk_status sweep(const struct tk_place *share, struct tk_error *err)
{
    struct tk_place copy = *share;
    return tk_place_each(share, sweep_one, &copy, err);
}

static void retire(const struct tk_place *share, const char *name, struct tk_log *log)
{
    struct tk_error held = {TK_OK, ""};
    if (tk_deliver_retire(share, name, &held))
        tk_log_info(log, "%s; somebody may hold it: the next run tries again", held.message);
}

void tk_deliver_retain(const struct tk_place *share, int keep, const char *newest,
                       struct tk_log *log)
{
    struct tk_editions old = {0};
    struct tk_error held = {TK_OK, ""};
    if (sweep(share, &held) || tk_editions_expired(share, keep, &old, log, &held))
        tk_log_warn(log, "%s; old copies stay there, and the next run tries again",
                    held.message);
    for (size_t i = 0; i < old.n; i++)
        if (strcmp(old.names[i].text, newest) != 0)
            retire(share, old.names[i].text, log);
    tk_editions_free(&old);
}

static bool is_untouched(const struct tk_place *share, const char *name)
{
    char foreign[TK_FOREIGN_SIZE] = "";
    struct tk_place copy;
    struct tk_error unheard = {TK_OK, ""};
    enum tk_status st = tk_place_open(share, name, &copy, &unheard);
    if (!st)
        st = tk_editions_foreign(&copy, foreign, &unheard);
    tk_place_close(&copy);
    return !st && !foreign[0];
}

void tk_deliver_make_room(const struct tk_place *share, const char *shown, const char *newest,
                          struct tk_log *log)
{
    struct tk_editions copies = {0};
    struct tk_buffer project = {0};
    struct tk_error unheard = {TK_OK, ""};
    (void)!sweep(share, &unheard); /* copying then tells what is wrong */
    char *path = tk_place_path(share, TK_PROJECT, "");
    /* a project that was replaced before the pointer could be is what planners open */
    bool known = shown[0] && path && !tk_file_read(path, MOST, &project, &unheard) &&
                 !tk_editions_read(share, &copies, &unheard);
    for (size_t i = 0; known && i < copies.n; i++) {
        const char *name = copies.names[i].text;
        if (strcmp(name, shown) > 0 && strcmp(name, newest) != 0 &&
            !strstr(tk_buffer_string(&project), name) && is_untouched(share, name))
            retire(share, name, log);
    }
    tk_editions_free(&copies);
    tk_buffer_free(&project);
    tk_free(path);
}
