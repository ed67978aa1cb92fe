#include "publish_parts.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/file.h"
#include "trygghetskarta/manifest.h"
#include "trygghetskarta/memory.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum tk_status tk_standing_find(const struct tk_place *place, bool readable,
                                struct tk_standing *out, struct tk_error *err)
{
    struct tk_edition_name newest = {""};
    enum tk_status st = tk_editions_newest(place, readable, &newest, err);
    out->shown = false;
    if (st || !newest.text[0])
        return st;
    out->shown = tk_pointer_shows(place, newest.text);
    tk_free(out->file);
    tk_free(out->manifest);
    memcpy(out->edition, newest.text, sizeof out->edition);
    out->file = tk_place_path(place, newest.text, TK_EDITION_FILE);
    out->manifest = tk_place_path(place, newest.text, TK_MANIFEST_FILE);
    return out->file && out->manifest ? TK_OK : tk_fail_memory(err);
}

/* The stamp's first word is the time. Without a stamp there was no run; of one that is too long
 * to be ours nothing is known. */
enum tk_status tk_standing_stamp(const struct tk_place *place, const char *name, char out[24],
                                 struct tk_error *err)
{
    struct tk_buffer text = {0};
    struct tk_error reading = {TK_OK, ""};
    char *path = tk_place_path(place, name, "");
    enum tk_status st = path ? TK_OK : tk_fail_memory(err);
    if (!st && tk_file_read(path, 256, &text, &reading) && reading.status != TK_NO_INPUT &&
        reading.status != TK_INPUT)
        st = tk_fail(err, reading.status, "%s", reading.message);
    const char *stamp = reading.status == TK_INPUT ? "?" : tk_buffer_string(&text);
    if (!st)
        snprintf(out, 24, "%.*s", (int)strcspn(stamp, " \n"), stamp);
    tk_free(path);
    tk_buffer_free(&text);
    return st;
}

enum tk_status tk_publish_standing(const struct tk_edition_config *edition,
                                   struct tk_standing *out, struct tk_error *err)
{
    struct tk_place place;
    *out = (struct tk_standing){.file = tk_strdup(""), .manifest = tk_strdup("")};
    enum tk_status st = tk_place_at(edition->directory, 0, &place, err);
    if (!st && place.fd < 0 && errno != ENOENT)
        st = tk_place_fail(&place, "", "cannot be looked at", TK_IO, err);
    if (!st && !(out->file && out->manifest))
        st = tk_fail_memory(err);
    if (!st && place.fd >= 0)
        st = tk_standing_stamp(&place, TK_STAMP, out->last_run, err);
    if (!st && place.fd >= 0)
        st = tk_standing_stamp(&place, TK_DELIVERED, out->delivered, err);
    if (!st && place.fd >= 0)
        st = tk_standing_find(&place, false, out, err);
    if (!st && place.fd >= 0 && !out->shown) /* a run may just have published another */
        st = tk_standing_find(&place, false, out, err);
    if (!st && out->manifest && *out->manifest)
        st = tk_manifest_damaged(out->manifest, out->file, &out->damaged, err);
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
