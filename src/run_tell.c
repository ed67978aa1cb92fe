#include "run_work.h"

#include "trygghetskarta/file.h"

#include <stdio.h>

#define MOST (64 << 20) /* bytes of a manifest */

void tk_work_tell(const struct tk_work *w, const char *json)
{
    if (w->request->json) {
        fputs(json, w->out);
        return;
    }
    if (w->log->quiet)
        return;
    fprintf(w->out, "%s\n%s, %s",
            w->published ? w->published : "(checked only, nothing published)",
            w->config->edition.title, w->as_of_day);
    if (*w->config->edition.notice)
        fprintf(w->out, " (%s)", w->config->edition.notice);
    fprintf(w->out, "\n");
    for (size_t i = 0; i < w->layers->n; i++) {
        const struct tk_layer *layer = &w->layers->layers[i];
        fprintf(w->out, "  %-22s %8lld  %s%s%s\n", layer->name, (long long)layer->n_rows,
                layer->title, *layer->empty_because ? " - " : "", layer->empty_because);
    }
}

enum tk_status tk_work_tell_unchanged(struct tk_work *w, struct tk_error *err)
{
    struct tk_buffer json = {0};
    tk_log_info(w->log, "nothing has changed since the newest edition (%s)",
                tk_publish_last_file(w->publication));
    if (!w->request->json)
        return TK_OK;
    enum tk_status st =
        tk_file_read(tk_publish_last_manifest(w->publication), MOST, &json, err);
    if (!st)
        fputs(tk_buffer_string(&json), w->out);
    tk_buffer_free(&json);
    return st;
}

void tk_work_tell_error(const struct tk_work *w, const struct tk_error *err)
{
    struct tk_buffer json = {0};
    if (err->status == TK_LATE) /* told with how things stand */
        return;
    tk_buffer_format(&json, "{\"error\": {\"code\": %d, \"name\": ", (int)err->status);
    tk_buffer_json(&json, tk_status_name(err->status));
    tk_buffer_text(&json, ", \"message\": ");
    tk_buffer_json(&json, err->message);
    tk_buffer_text(&json, "}}\n");
    fputs(tk_buffer_string(&json), w->out);
    tk_buffer_free(&json);
}
