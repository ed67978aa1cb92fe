#include "run_work.h"

#include "trygghetskarta/functions.h"
#include "trygghetskarta/memory.h"
#include "trygghetskarta/qgis.h"
#include "trygghetskarta/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum tk_status tk_work_open(struct tk_work *w, struct tk_error *err)
{
    struct tk_date local;
    tk_date_now(&local, w->manifest.started);
    tk_session_versions(w->manifest.versions, sizeof w->manifest.versions);
    return tk_session_open(&w->session, w->log, err);
}

void tk_work_timed(struct tk_work *w, const char *step, double seconds)
{
    struct tk_manifest *m = &w->manifest;
    if (m->n_steps < sizeof m->steps / sizeof *m->steps)
        m->steps[m->n_steps++] = (struct tk_step){step, seconds};
}

void tk_work_close(struct tk_work *w)
{
    struct tk_session *s = &w->session;
    tk_relations_free(w->relations);
    tk_geopackage_free(w->gp);
    tk_facts_free(w->facts);
    tk_measures_free(s, w->measures);
    tk_features_free(s, &w->around.walks);
    tk_features_free(s, &w->around.routes);
    tk_features_free(s, &w->around.places);
    tk_features_free(s, &w->around.land);
    tk_features_free(s, &w->around.table);
    tk_areas_free(w->areas);
    tk_features_free(s, &w->area_features);
    tk_districts_free(s, w->districts);
    tk_inputs_close(&w->inputs);
    tk_ledger_free(&w->ledger);
    tk_publish_close(w->publication);
    if (*w->scratch)
        rmdir(w->scratch);
    tk_crs_info_free(&w->crs);
    tk_layers_free(w->layers);
    tk_dictionary_free(w->dictionary);
    tk_config_free(w->config);
    tk_free(w->source_names);
    tk_session_close(s);
}

/* layers/ as asked for, as configured, or where the program lies: build/../layers, or
 * bin/../share/trygghetskarta/layers. */
static enum tk_status find_layers(struct tk_work *w, struct tk_error *err)
{
    static const char *const beside[] = {"../layers", "../share/trygghetskarta/layers"};
    const char *given = w->request->layers && *w->request->layers ? w->request->layers
                        : w->config                               ? w->config->layers
                                                                  : "";
    if (*given) {
        snprintf(w->layers_directory, sizeof w->layers_directory, "%s", given);
        return TK_OK;
    }
    char program[2048];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);
    program[n > 0 ? n : 0] = '\0';
    char *slash = strrchr(program, '/');
    if (slash)
        *slash = '\0';
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        char fields[4096];
        snprintf(w->layers_directory, sizeof w->layers_directory, "%s/%s", program, beside[i]);
        snprintf(fields, sizeof fields, "%.3000s/%s/fields.csv", program, beside[i]);
        if (access(fields, R_OK) == 0)
            return TK_OK;
    }
    return tk_fail(err, TK_NO_INPUT,
                   "the program's layers/ is not beside it; name it with --layers DIR");
}

static enum tk_status set_as_of(struct tk_work *w, struct tk_error *err)
{
    const char *text =
        w->request->as_of && *w->request->as_of ? w->request->as_of : w->config->edition.as_of;
    const char *fault = NULL;
    char utc[24];
    if (strcmp(text, "today") == 0)
        tk_date_now(&w->as_of, utc);
    else if (!tk_date_parse(text, NULL, &w->as_of, &fault) || w->as_of.precision != TK_DAY)
        return tk_fail(err, TK_USAGE,
                       "as_of: '%s' is neither 'today' nor a date like 2026-11-22", text);
    tk_date_print(w->as_of.day, w->as_of_day);
    snprintf(w->stamp, sizeof w->stamp, "%sT00:00:00.000Z", w->as_of_day);
    return TK_OK;
}

enum tk_status tk_work_configure(struct tk_work *w, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    if (w->request->configuration)
        st = tk_config_read(w->request->configuration, &w->config, err);
    if (!st)
        st = find_layers(w, err);
    if (st || !w->config)
        return st;
    const struct tk_edition_config *edition = &w->config->edition;
    st = tk_session_time_zone(edition->time_zone, err);
    if (!st)
        st = tk_session_grids(&w->session, (const char *const *)edition->grids,
                              edition->n_grids, err);
    if (!st)
        st = set_as_of(w, err);
    if (!st)
        st = tk_crs_describe(&w->session, w->config->edition.crs, &w->crs, err);
    if (!st && !w->crs.projected_metres)
        st = tk_fail(
            err, TK_USAGE,
            "%s: edition: crs: %s is not a projected CRS in metres; areas and distances "
            "need one (SWEREF 99 18 00 is EPSG:3011)",
            w->config->path, w->config->edition.crs);
    w->reading = (struct tk_reading){&w->session, &w->ledger, &w->config->edition};
    return st;
}

static void print_layers(const struct tk_work *w)
{
    for (size_t i = 0; i < w->layers->n; i++) {
        const struct tk_layer *layer = &w->layers->layers[i];
        fprintf(w->out, "%-22s %-13s %s\n", layer->name,
                *layer->geometry ? layer->geometry : "table", layer->title);
    }
}

enum tk_status tk_work_dictionary(struct tk_work *w, struct tk_error *err)
{
    const struct tk_config *c = w->config;
    enum tk_status st = tk_dictionary_read(w->layers_directory, c ? c->codes : NULL,
                                           c ? c->n_codes : 0, &w->dictionary, err);
    if (!st && c)
        st = tk_config_check(c, w->dictionary, err);
    if (!st)
        st = tk_layers_read(w->dictionary, &w->layers, err);
    if (!st && c && c->edition.audience == TK_PUBLIC_AUDIENCE)
        st = tk_layers_public(w->layers, err);
    if (!st && w->request->command == TK_LIST_LAYERS) {
        print_layers(w);
        w->done = true;
    }
    return st;
}

/* A check builds in a directory of its own, from which nothing is ever published. */
static enum tk_status scratch_target(struct tk_work *w, struct tk_error *err)
{
    char path[96];
    snprintf(w->scratch, sizeof w->scratch, "/tmp/trygghetskarta-XXXXXX");
    if (!mkdtemp(w->scratch)) {
        *w->scratch = '\0';
        return tk_fail(err, TK_CANNOT_CREATE, "/tmp: no directory to check in can be made");
    }
    snprintf(path, sizeof path, "%s/kontroll.gpkg", w->scratch);
    return tk_publish_open(&w->config->edition, path, &w->publication, err);
}

enum tk_status tk_work_target(struct tk_work *w, struct tk_error *err)
{
    if (w->request->command == TK_CHECK_INPUTS)
        return scratch_target(w, err);
    return tk_publish_open(&w->config->edition, w->request->output, &w->publication, err);
}

enum tk_status tk_work_inputs(struct tk_work *w, struct tk_error *err)
{
    struct tk_manifest *m = &w->manifest;
    bool known = false, unchanged = false;
    enum tk_status st = tk_inputs_open(&w->session, w->config, &w->ledger, &w->inputs, err);
    if (!st)
        st = tk_inputs_fingerprint(&w->inputs, w->config, w->layers_directory, w->as_of_day,
                                   m->fingerprint, &known, err);
    if (!st && known && w->request->command == TK_BUILD)
        st = tk_publish_unchanged(w->publication, m->fingerprint, m->started, &unchanged, err);
    if (!st && unchanged) {
        tk_log_info(w->log, "nothing has changed since the newest edition (%s)",
                    tk_publish_last_file(w->publication));
        w->done = true;
    }
    return st;
}

enum tk_status tk_work_edition(struct tk_work *w, struct tk_error *err)
{
    enum tk_status st = tk_geopackage_create(tk_publish_build_path(w->publication), &w->crs,
                                             w->stamp, &w->gp, err);
    if (!st)
        st = tk_layers_create(w->layers, w->gp, err);
    if (!st)
        st = tk_relations_new(w->gp, w->dictionary, &w->relations, err);
    w->ledger.sink = tk_relations_finding;
    w->ledger.sink_context = w->relations;
    return st;
}

/* What became of a source's records, for the log. */
static void tell_account(const struct tk_work *w, const struct tk_opened *input)
{
    const struct tk_account *a = &w->ledger.accounts[input->account];
    tk_log_info(
        w->log,
        "%s: %lld records read, %lld kept (%lld of them amended), %lld refused, %lld left "
        "out by `only`",
        a->source, (long long)a->read, (long long)(a->untouched + a->amended),
        (long long)a->amended, (long long)a->refused, (long long)a->filtered);
}

/* Reads every source of a role; *any tells whether there is one. */
static enum tk_status read_role(struct tk_work *w, enum tk_role role, struct tk_features *out,
                                bool *any, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    *any = false;
    for (size_t i = 0; !st && i < w->inputs.n; i++) {
        if (w->inputs.items[i].config->role != role)
            continue;
        *any = true;
        st = tk_features_read(&w->reading, &w->inputs.items[i], out, err);
        if (!st)
            tell_account(w, &w->inputs.items[i]);
    }
    if (!st)
        tk_features_sort(out);
    return st;
}

static struct tk_opened *input_of_role(struct tk_work *w, enum tk_role role)
{
    for (size_t i = 0; i < w->inputs.n; i++)
        if (w->inputs.items[i].config->role == role)
            return &w->inputs.items[i];
    return NULL;
}

enum tk_status tk_work_districts(struct tk_work *w, struct tk_error *err)
{
    struct tk_features districts = {0}, parents = {0};
    bool any;
    enum tk_status st = read_role(w, TK_DISTRICTS, &districts, &any, err);
    if (!st)
        st = read_role(w, TK_PARENTS, &parents, &any, err);
    if (!st)
        st = tk_districts_new(&w->reading, input_of_role(w, TK_DISTRICTS), &districts, &parents,
                              &w->districts, err);
    tk_features_free(&w->session, &districts);
    tk_features_free(&w->session, &parents);
    if (!st)
        tk_log_info(w->log, "%zu districts in %zu areas above them", w->districts->n,
                    w->districts->n_parents);
    return st;
}

enum tk_status tk_work_surroundings(struct tk_work *w, struct tk_error *err)
{
    struct tk_surroundings *a = &w->around;
    bool any;
    enum tk_status st = read_role(w, TK_AREAS, &w->area_features, &any, err);
    if (!st)
        st = read_role(w, TK_WALKS, &a->walks, &a->has_walks, err);
    if (!st)
        st = read_role(w, TK_ROUTES, &a->routes, &a->has_routes, err);
    if (!st)
        st = read_role(w, TK_PLACES, &a->places, &any, err);
    if (!st)
        st = read_role(w, TK_LAND, &a->land, &a->has_land, err);
    if (!st)
        st = read_role(w, TK_TABLE, &a->table, &a->has_table, err);
    if (!st)
        st = tk_areas_new(&w->reading, &w->area_features, &w->areas, err);
    a->areas = w->areas;
    return st;
}

enum tk_status tk_work_overlay(struct tk_work *w, struct tk_error *err)
{
    return tk_measures_new(&w->reading, w->districts, &w->around, &w->inputs, &w->measures,
                           err);
}

enum tk_status tk_work_notes(struct tk_work *w, struct tk_error *err)
{
    const struct tk_districts *d = w->districts;
    const struct tk_layer *layer = tk_layers_find(w->layers, "noteringar");
    struct tk_validation validation = {&w->reading,       w->dictionary,    d,
                                       &w->around.places, &w->around.walks, w->as_of.day};
    if (!layer)
        return tk_fail(err, TK_USAGE, "%s: holds no layer noteringar", w->layers_directory);
    enum tk_status st =
        tk_facts_new(w->dictionary, (const char *const *)d->key, d->n,
                     (const char *const *)d->parent_key, d->n_parents, w->areas->key,
                     w->areas->in_focus, w->areas->n, w->as_of.day, &w->facts, err);
    struct tk_noting noting = {&validation, w->areas, layer, w->gp, w->facts};
    if (!st)
        st = tk_notes_read(&noting, &w->inputs, &w->noted, err);
    for (size_t i = 0; !st && i < w->inputs.n; i++)
        if (w->inputs.items[i].config->role == TK_NOTES)
            tell_account(w, &w->inputs.items[i]);
    if (!st)
        tk_log_info(w->log, "%lld notes kept: %lld outside, %lld of unknown position",
                    (long long)w->noted.kept, (long long)w->noted.outside,
                    (long long)w->noted.unknown);
    return st;
}

/* What the layers may need: the roles there are sources of, the kinds of areas as areas:KIND,
 * and "focus" for any focus area, whatever its kind is called here. */
static enum tk_status run_layers(struct tk_work *w, struct tk_error *err)
{
    size_t n = w->inputs.n;
    const char **given = tk_alloc(2 * n + 1, sizeof *given);
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
    if (!st)
        st = tk_layers_run(w->layers, w->gp, given, n_given, err);
    for (size_t i = 0; kinds && i < n; i++)
        tk_buffer_free(&kinds[i]);
    tk_free(kinds);
    tk_free(given);
    return st;
}

enum tk_status tk_work_layers(struct tk_work *w, struct tk_error *err)
{
    struct tk_told told = {&w->session,  &w->config->edition, w->as_of_day,
                           w->districts, &w->around,          w->measures,
                           &w->inputs,   &w->ledger,          &w->noted};
    enum tk_status st = tk_relations_fill(w->relations, &told, err);
    if (!st)
        st = tk_functions_register(tk_geopackage_db(w->gp), &w->session, w->facts,
                                   tk_geopackage_srs_id(w->gp), err);
    return st ? st : run_layers(w, err);
}

enum tk_status tk_work_metadata(struct tk_work *w, struct tk_error *err)
{
    w->source_names = tk_alloc(w->inputs.n, sizeof *w->source_names);
    if (!w->source_names)
        return tk_fail_memory(err);
    for (size_t i = 0; i < w->inputs.n; i++)
        w->source_names[i] = w->inputs.items[i].config->name;
    struct tk_edition edition = {&w->config->edition, w->as_of_day, w->stamp,     &w->crs,
                                 w->source_names,     w->inputs.n,  w->dictionary};
    enum tk_status st = tk_metadata_write(w->gp, w->layers, &edition, err);
    if (!st)
        st = tk_qgis_styles(w->gp, w->layers, &edition, err);
    if (!st)
        st = tk_qgis_project(w->gp, w->layers, &edition, tk_publish_file_name(w->publication),
                             err);
    return st;
}

enum tk_status tk_work_finish(struct tk_work *w, struct tk_error *err)
{
    tk_relations_free(w->relations);
    w->relations = NULL;
    enum tk_status st = tk_geopackage_finish(w->gp, err);
    return st ? st : tk_inputs_unchanged(&w->inputs, err);
}

enum tk_status tk_work_verify(struct tk_work *w, struct tk_error *err)
{
    struct tk_expected expected = {.layers = w->layers,
                                   .ledger = &w->ledger,
                                   .district_keys = (const char *const *)w->districts->key,
                                   .n_districts = w->districts->n,
                                   .notes_kept = w->noted.kept,
                                   .notes_outside = w->noted.outside,
                                   .notes_unknown = w->noted.unknown,
                                   .gap_tolerance_m = w->config->edition.gap_tolerance_m};
    return tk_verify(&w->session, tk_publish_build_path(w->publication), &expected,
                     &w->manifest.verdicts, err);
}

/* Law 8: a total that moves too far from the last edition's is not published unasked. */
static enum tk_status plausible(const struct tk_work *w, struct tk_error *err)
{
    const char *last = tk_publish_last_manifest(w->publication);
    char text[32];
    if (!*last || w->request->accept_change)
        return TK_OK;
    enum tk_status st = tk_manifest_read(last, "notes.kept", text, sizeof text, err);
    if (st || !*text)
        return st;
    double before = strtod(text, NULL), moved = (double)w->noted.kept - before;
    if (moved < 0)
        moved = -moved;
    if (moved < 50 || moved <= w->config->edition.max_change * before)
        return TK_OK;
    return tk_fail(
        err, TK_INPUT,
        "%lld notes where the last edition had %.0f: more than `max_change` (%g); look "
        "at the sources, or publish it with --accept-change",
        (long long)w->noted.kept, before, w->config->edition.max_change);
}

static void fill_manifest(struct tk_work *w)
{
    struct tk_manifest *m = &w->manifest;
    struct tk_date local;
    m->title = w->config->edition.title;
    m->as_of = w->as_of_day;
    m->crs = w->crs.name;
    m->audience = w->config->edition.audience == TK_PUBLIC_AUDIENCE ? "public" : "internal";
    m->notice = w->config->edition.notice;
    m->ledger = &w->ledger;
    m->layers = w->layers;
    m->notes_kept = w->noted.kept;
    m->notes_outside = w->noted.outside;
    m->notes_unknown = w->noted.unknown;
    m->warnings = w->log->warnings;
    tk_date_now(&local, m->finished);
}

static void print_summary(const struct tk_work *w, const char *path)
{
    fprintf(w->out, "%s\n%s, %s", path, w->config->edition.title, w->as_of_day);
    if (*w->config->edition.notice)
        fprintf(w->out, " (%s)", w->config->edition.notice);
    fprintf(w->out, "\n");
    for (size_t i = 0; i < w->layers->n; i++) {
        const struct tk_layer *layer = &w->layers->layers[i];
        fprintf(w->out, "  %-22s %8lld  %s%s%s\n", layer->name, (long long)layer->n_rows,
                layer->title, *layer->empty_because ? " - " : "", layer->empty_because);
    }
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
    const char *path = "(checked only, nothing published)";
    enum tk_status st = TK_OK;
    if (w->request->strict && w->log->warnings)
        st = tk_fail(err, TK_INPUT, "%zu warnings, and --strict wants none", w->log->warnings);
    if (!st && w->request->command == TK_BUILD)
        st = plausible(w, err);
    if (!st)
        st = tk_digest_file(tk_publish_build_path(w->publication), w->manifest.sha256, err);
    fill_manifest(w);
    if (!st)
        st = write_manifest(w, &json, err);
    if (!st && w->request->command == TK_BUILD)
        st = tk_publish_commit(w->publication, json.data, w->manifest.started, &path, w->log,
                               err);
    if (!st && w->request->json)
        fputs(json.data, w->out);
    else if (!st && !w->log->quiet)
        print_summary(w, path);
    tk_buffer_free(&json);
    return st;
}
