#include "run_work.h"

#include "trygghetskarta/functions.h"
#include "trygghetskarta/memory.h"
#include "trygghetskarta/qgis.h"
#include "trygghetskarta/verify.h"

#include <string.h>

/* What the layers may need: the roles there are sources of, the kinds of areas as areas:KIND,
 * "focus" for any focus area, whatever its kind is called here, "parents" also where a table
 * gives them, and "earlier" where an edition has been compared with. */
static enum tk_status run_layers(struct tk_work *w, bool earlier, struct tk_error *err)
{
    size_t n = w->inputs.n;
    const char **given = tk_alloc(2 * n + 3, sizeof *given);
    struct tk_buffer *kinds = tk_alloc(n, sizeof *kinds);
    enum tk_status st = given && kinds ? TK_OK : tk_fail_memory(err);
    size_t n_given = 0;
    for (size_t i = 0; !st && i < n; i++) {
        const struct tk_source_config *c = w->inputs.items[i].config;
        given[n_given++] = tk_role_name(c->role);
        if (c->role != TK_AREAS)
            continue;
        tk_buffer_format(&kinds[i], "areas:%s", c->kind);
        st = tk_buffer_check(&kinds[i], err);
        given[n_given++] = kinds[i].data;
    }
    if (!st && w->areas->any_focus)
        given[n_given++] = "focus";
    if (!st && w->districts->n_parents > 0)
        given[n_given++] = "parents";
    if (!st && earlier)
        given[n_given++] = "earlier";
    if (!st)
        st = tk_layers_run(w->layers, w->gp, given, n_given, err);
    for (size_t i = 0; kinds && i < n; i++)
        tk_buffer_free(&kinds[i]);
    tk_free(kinds);
    tk_free(given);
    return st;
}

static const char *audience(const struct tk_work *w)
{
    return w->config->edition.audience == TK_PUBLIC_AUDIENCE ? "public" : "internal";
}

static enum tk_status compare_with_earlier(struct tk_work *w, bool *earlier,
                                           struct tk_error *err)
{
    struct tk_before before;
    enum tk_status st = tk_before_find(w->config->edition.directory, w->as_of.day, w->crs.name,
                                       audience(w), w->log, &before, err);
    for (size_t i = 0; i < before.n && !st; i++)
        tk_log_info(w->log, "compared with the edition of %s (%s)", before.editions[i].as_of,
                    before.editions[i].path);
    *earlier = !st && before.n > 0;
    return st ? st
              : tk_before_compare(w->gp, w->dictionary, tk_layers_find(w->layers, "noteringar"),
                                  &before, err);
}

enum tk_status tk_work_layers(struct tk_work *w, struct tk_error *err)
{
    bool earlier = false;
    struct tk_told told = {&w->session,  &w->config->edition, w->as_of_day,
                           w->districts, &w->around,          w->measures,
                           &w->inputs,   &w->ledger,          &w->noted};
    enum tk_status st = tk_relations_fill(w->relations, &told, err);
    if (!st)
        st = compare_with_earlier(w, &earlier, err);
    if (!st)
        st = tk_functions_register(tk_geopackage_db(w->gp), &w->session, w->facts,
                                   tk_geopackage_srs_id(w->gp), err);
    return st ? st : run_layers(w, earlier, err);
}

enum tk_status tk_work_metadata(struct tk_work *w, struct tk_error *err)
{
    w->source_names = tk_alloc(2 * w->inputs.n, sizeof *w->source_names);
    if (!w->source_names)
        return tk_fail_memory(err);
    const char **keys = w->source_names + w->inputs.n;
    for (size_t i = 0; i < w->inputs.n; i++) {
        w->source_names[i] = tk_source_title(w->inputs.items[i].config);
        keys[i] = w->inputs.items[i].config->name;
    }
    struct tk_edition edition = {&w->config->edition, w->as_of_day, w->stamp,      &w->crs,
                                 w->source_names,     w->inputs.n,  w->dictionary, keys};
    enum tk_status st = tk_metadata_write(w->gp, w->layers, &edition, err);
    if (!st)
        st = tk_work_warn_texts(w, &edition, err);
    if (!st)
        st = tk_qgis_styles(w->gp, w->layers, &edition, err);
    if (!st)
        st = tk_qgis_project(w->gp, w->layers, &edition, tk_publish_file_name(w->publication),
                             err);
    return st;
}

/* What is read besides the sources is small, and read more than once. */
static enum tk_status tables_unchanged(const struct tk_work *w, struct tk_error *err)
{
    char now[TK_DIGEST_SIZE];
    bool known;
    enum tk_status st = tk_inputs_fingerprint(&w->inputs, w->config, w->layers_directory,
                                              w->as_of_moment, now, &known, err);
    if (!st && strcmp(now, w->manifest.fingerprint) != 0)
        st =
            tk_fail(err, TK_INPUT,
                    "%s, a table it names or a file in %s changed while it was read; run again",
                    w->config->path, w->layers_directory);
    return st;
}

enum tk_status tk_work_finish(struct tk_work *w, struct tk_error *err)
{
    tk_relations_free(w->relations);
    w->relations = NULL;
    enum tk_status st = tk_geopackage_finish(w->gp, err);
    if (!st)
        st = tk_inputs_unchanged(&w->inputs, err);
    return st ? st : tables_unchanged(w, err);
}

enum tk_status tk_work_verify(struct tk_work *w, struct tk_error *err)
{
    struct tk_expected expected = {.layers = w->layers,
                                   .ledger = &w->ledger,
                                   .n_districts = w->districts->n,
                                   .notes_kept = w->noted.kept,
                                   .notes_outside = w->noted.outside,
                                   .notes_unknown = w->noted.unknown,
                                   .notes_recorded = w->noted.recorded,
                                   .gap_tolerance_m = w->config->edition.gap_tolerance_m,
                                   .parents_given = w->districts->parents_given,
                                   .focus = w->config->edition.focus,
                                   .threads = w->threads};
    return tk_verify(&w->session, tk_publish_build_path(w->publication), &expected,
                     &w->manifest.verdicts, err);
}

static void fill_manifest(struct tk_work *w)
{
    struct tk_manifest *m = &w->manifest;
    struct tk_date local;
    m->title = w->config->edition.title;
    m->as_of = w->as_of_day;
    m->crs = w->crs.name;
    m->audience = audience(w);
    m->notice = w->config->edition.notice;
    m->ledger = &w->ledger;
    m->layers = w->layers;
    m->notes_kept = w->noted.kept;
    m->notes_outside = w->noted.outside;
    m->notes_unknown = w->noted.unknown;
    m->warnings = w->log->warnings;
    tk_date_now(&local, m->finished);
}

/* The inputs as the manifest tells them: borrowed, so nothing of it is freed with the manifest.
 */
static enum tk_status write_manifest(struct tk_work *w, struct tk_buffer *json,
                                     struct tk_error *err)
{
    struct tk_manifest *m = &w->manifest;
    m->inputs = tk_alloc(w->inputs.n, sizeof *m->inputs);
    if (!m->inputs)
        return tk_fail_memory(err);
    for (size_t i = 0; i < w->inputs.n; i++)
        m->inputs[i] = w->inputs.items[i].told;
    m->n_inputs = w->inputs.n;
    enum tk_status st = tk_manifest_write(m, json, err);
    tk_free(m->inputs);
    m->inputs = NULL;
    m->n_inputs = 0;
    return st;
}

enum tk_status tk_work_publish(struct tk_work *w, struct tk_error *err)
{
    struct tk_buffer json = {0};
    enum tk_status st = TK_OK;
    if (w->request->strict && w->log->warnings)
        st = tk_fail(err, TK_INPUT, "warnings: %zu, and --strict wants none", w->log->warnings);
    if (!st && w->request->command == TK_BUILD)
        st = tk_work_plausible(w, err);
    fill_manifest(w);
    if (!st)
        st = write_manifest(w, &json, err);
    if (!st) /* what was not there at the beginning may be there now */
        st = tk_work_may_replace(w, err);
    tk_inputs_forget_fetched(&w->inputs);
    if (!st && w->request->command == TK_BUILD)
        st = tk_publish_commit(w->publication, json.data, w->manifest.started, &w->published,
                               w->log, err);
    tk_buffer_free(&json);
    return st;
}

/* The manifest is made anew: now it can tell what publishing took. */
enum tk_status tk_work_report(struct tk_work *w, struct tk_error *err)
{
    struct tk_buffer json = {0};
    enum tk_status st = TK_OK;
    if (w->request->json)
        st = write_manifest(w, &json, err);
    if (!st)
        tk_work_tell(w, tk_buffer_string(&json));
    tk_buffer_free(&json);
    return st;
}
