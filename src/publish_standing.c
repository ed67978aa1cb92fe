#include "publish_parts.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/file.h"
#include "trygghetskarta/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

static char *within(const struct tk_place *place, const char *directory, const char *file)
{
    struct tk_buffer path = {0};
    if (directory[0])
        tk_buffer_format(&path, "%s/%s/%s", place->path, directory, file);
    else
        tk_buffer_text(&path, "");
    return tk_buffer_take(&path);
}

/* The stamp's first word is the time. Without a stamp there was no run. */
static enum tk_status read_stamp(const struct tk_place *place, struct tk_standing *out,
                                 struct tk_error *err)
{
    struct tk_buffer path = {0}, text = {0};
    struct tk_error reading = {TK_OK, ""};
    tk_buffer_format(&path, "%s/%s", place->path, TK_STAMP);
    enum tk_status st = tk_buffer_check(&path, err);
    if (!st && tk_file_read(path.data, 256, &text, &reading) && reading.status != TK_NO_INPUT)
        st = tk_fail(err, reading.status, "%s", reading.message);
    const char *stamp = tk_buffer_string(&text);
    if (!st)
        snprintf(out->last_run, sizeof out->last_run, "%.*s", (int)strcspn(stamp, " \n"),
                 stamp);
    tk_buffer_free(&path);
    tk_buffer_free(&text);
    return st;
}

enum tk_status tk_publish_standing(const struct tk_edition_config *edition,
                                   struct tk_standing *out, struct tk_error *err)
{
    struct tk_edition_name newest = {""};
    *out = (struct tk_standing){.last_run = ""};
    struct tk_place place = {open(edition->directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC),
                             tk_strdup(edition->directory)};
    enum tk_status st = place.path ? TK_OK : tk_fail_memory(err);
    if (!st && place.fd < 0 && errno != ENOENT)
        st = tk_place_fail(&place, "", "cannot be looked at", TK_IO, err);
    if (!st && place.fd >= 0)
        st = read_stamp(&place, out, err);
    if (!st && place.fd >= 0)
        st = tk_editions_newest(&place, &newest, err);
    if (!st) {
        snprintf(out->edition, sizeof out->edition, "%s", newest.text);
        out->file = within(&place, newest.text, TK_EDITION_FILE);
        out->manifest = within(&place, newest.text, TK_MANIFEST_FILE);
        st = out->file && out->manifest ? TK_OK : tk_fail_memory(err);
    }
    tk_place_close(&place);
    if (st)
        tk_standing_free(out);
    return st;
}

void tk_standing_free(struct tk_standing *standing)
{
    tk_free(standing->file);
    tk_free(standing->manifest);
    *standing = (struct tk_standing){.last_run = ""};
}
