#include "trygghetskarta/manifest.h"

#include "trygghetskarta/memory.h"

#include <string.h>

void tk_input_free(struct tk_input *input)
{
    for (size_t i = 0; i < input->n_files; i++)
        tk_free(input->files[i].name);
    tk_free(input->files);
    tk_free(input->source);
    tk_free(input->role);
    tk_free(input->layer);
    tk_free(input->crs_name);
    tk_free(input->operation);
    *input = (struct tk_input){0};
}

void tk_manifest_free(struct tk_manifest *manifest)
{
    for (size_t i = 0; i < manifest->n_inputs; i++)
        tk_input_free(&manifest->inputs[i]);
    tk_free(manifest->inputs);
    *manifest = (struct tk_manifest){0};
}

enum tk_status tk_manifest_input_take(struct tk_manifest *manifest, struct tk_input *input,
                                      struct tk_error *err)
{
    enum tk_status st = tk_grow(&manifest->inputs, &manifest->inputs_capacity,
                                manifest->n_inputs + 1, sizeof *manifest->inputs, err);
    if (st)
        tk_input_free(input);
    else
        manifest->inputs[manifest->n_inputs++] = *input;
    *input = (struct tk_input){0};
    return st;
}

void tk_manifest_step(struct tk_manifest *manifest, struct tk_step step)
{
    if (manifest->n_steps < sizeof manifest->steps / sizeof *manifest->steps)
        manifest->steps[manifest->n_steps++] = step;
}

/* What comes next in an object or array: the comma after the one before, a line of its own
 * indented by `depth`, and the key if there is one. */
static void next(struct tk_buffer *b, int depth, const char *key)
{
    bool first = !b->length || strchr("{[", b->data[b->length - 1]);
    tk_buffer_format(b, "%s\n%*s", first ? "" : ",", 2 * depth, "");
    if (key) {
        tk_buffer_json(b, key);
        tk_buffer_text(b, ": ");
    }
}

static void put_text(struct tk_buffer *b, int depth, const char *key, const char *text)
{
    next(b, depth, key);
    if (text)
        tk_buffer_json(b, text);
    else
        tk_buffer_text(b, "null");
}

static void put_number(struct tk_buffer *b, int depth, const char *key, long long number)
{
    next(b, depth, key);
    tk_buffer_format(b, "%lld", number);
}

static void open_group(struct tk_buffer *b, int depth, const char *key, const char *bracket)
{
    next(b, depth, key);
    tk_buffer_text(b, bracket);
}

static void close_group(struct tk_buffer *b, int depth, const char *bracket)
{
    tk_buffer_format(b, "\n%*s%s", 2 * depth, "", bracket);
}

static void put_files(struct tk_buffer *b, const struct tk_input *input)
{
    open_group(b, 3, "files", "[");
    for (size_t i = 0; i < input->n_files; i++) {
        const struct tk_input_file *file = &input->files[i];
        next(b, 4, NULL);
        tk_buffer_text(b, "{\"name\": ");
        tk_buffer_json(b, file->name);
        tk_buffer_format(b, ", \"sha256\": \"%s\", \"size\": %lld}", file->sha256, file->size);
    }
    close_group(b, 3, "]");
}

static const struct tk_account *account_of(const struct tk_manifest *m, size_t i)
{
    return m->ledger && i < m->ledger->n_accounts ? &m->ledger->accounts[i] : NULL;
}

static void put_inputs(struct tk_buffer *b, const struct tk_manifest *m)
{
    open_group(b, 1, "inputs", "{");
    for (size_t i = 0; i < m->n_inputs; i++) {
        const struct tk_input *input = &m->inputs[i];
        open_group(b, 2, input->source, "{");
        put_text(b, 3, "role", input->role);
        put_text(b, 3, "layer", input->layer);
        put_text(b, 3, "crs", input->crs_name);
        next(b, 3, "crs_overruled");
        tk_buffer_text(b, input->crs_overruled ? "true" : "false");
        put_text(b, 3, "operation", input->operation);
        put_files(b, input);
        close_group(b, 2, "}");
    }
    close_group(b, 1, "}");
}

static void put_accounts(struct tk_buffer *b, const struct tk_manifest *m)
{
    const struct tk_account *a;
    open_group(b, 1, "accounts", "{");
    for (size_t i = 0; (a = account_of(m, i)); i++) {
        next(b, 2, a->source);
        tk_buffer_format(b,
                         "{\"read\": %lld, \"filtered\": %lld, \"untouched\": %lld, "
                         "\"amended\": %lld, \"refused\": %lld, \"remarks\": %lld}",
                         (long long)a->read, (long long)a->filtered, (long long)a->untouched,
                         (long long)a->amended, (long long)a->refused, (long long)a->remarks);
    }
    close_group(b, 1, "}");
}

static void put_layers(struct tk_buffer *b, const struct tk_manifest *m)
{
    open_group(b, 1, "layers", "{");
    for (size_t i = 0; m->layers && i < m->layers->n; i++) {
        const struct tk_layer *layer = &m->layers->layers[i];
        bool empty = layer->empty_because && layer->empty_because[0];
        next(b, 2, layer->name);
        tk_buffer_format(b, "{\"rows\": %lld", (long long)layer->n_rows);
        tk_buffer_text(b, empty ? ", \"empty_because\": " : "");
        if (empty)
            tk_buffer_json(b, layer->empty_because);
        tk_buffer_text(b, "}");
    }
    close_group(b, 1, "}");
}

static void put_laws(struct tk_buffer *b, const struct tk_manifest *m)
{
    open_group(b, 1, "laws", "[");
    for (size_t i = 0; i < m->verdicts.n; i++) {
        const struct tk_law *law = &m->verdicts.laws[i];
        next(b, 2, NULL);
        tk_buffer_format(b, "{\"number\": %d, \"checked\": %lld, \"says\": ", law->number,
                         law->checked);
        tk_buffer_json(b, law->says);
        tk_buffer_text(b, "}");
    }
    close_group(b, 1, "]");
}

static void put_steps(struct tk_buffer *b, const struct tk_manifest *m)
{
    open_group(b, 1, "steps", "{");
    for (size_t i = 0; i < m->n_steps; i++) {
        const struct tk_step *step = &m->steps[i];
        next(b, 2, step->name);
        tk_buffer_format(b, "{\"wall_s\": %.3f, \"cpu_s\": %.3f, \"peak_mb\": %.1f}",
                         step->wall_s, step->cpu_s, step->peak_mb);
    }
    close_group(b, 1, "}");
}

enum tk_status tk_manifest_write(const struct tk_manifest *m, struct tk_buffer *out,
                                 struct tk_error *err)
{
    tk_buffer_text(out, "{");
    put_text(out, 1, "title", m->title);
    put_text(out, 1, "notice", m->notice);
    put_text(out, 1, "as_of", m->as_of);
    put_text(out, 1, "crs", m->crs);
    put_text(out, 1, "audience", m->audience);
    put_text(out, 1, "fingerprint", m->fingerprint);
    put_text(out, 1, "sha256", m->verdicts.sha256);
    put_text(out, 1, "versions", m->versions);
    put_text(out, 1, "started", m->started);
    put_text(out, 1, "finished", m->finished);
    put_number(out, 1, "warnings", (long long)m->warnings);
    open_group(out, 1, "notes", "{");
    put_number(out, 2, "kept", m->notes_kept);
    put_number(out, 2, "outside", m->notes_outside);
    put_number(out, 2, "unknown", m->notes_unknown);
    close_group(out, 1, "}");
    put_inputs(out, m);
    put_accounts(out, m);
    put_layers(out, m);
    put_laws(out, m);
    put_steps(out, m);
    tk_buffer_text(out, "\n}\n");
    return tk_buffer_check(out, err);
}
