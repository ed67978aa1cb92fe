#include "run_work.h"

#include "trygghetskarta/lanes.h"
#include "trygghetskarta/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum tk_status tk_work_open(struct tk_work *w, struct tk_error *err)
{
    struct tk_date local;
    tk_memory_settle();
    w->threads = w->request->threads ? w->request->threads : tk_lanes_processors();
    tk_date_now(&local, w->manifest.started);
    tk_session_versions(w->manifest.versions, sizeof w->manifest.versions);
    return tk_session_open(&w->session, w->log, err);
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
    tk_features_free(s, &w->around.figures);
    tk_areas_free(w->areas);
    tk_features_free(s, &w->area_features);
    tk_districts_free(s, w->districts);
    tk_inputs_close(&w->inputs);
    tk_ledger_free(&w->ledger);
    tk_publish_close(w->publication);
    tk_crs_info_free(&w->crs);
    tk_layers_free(w->layers);
    tk_dictionary_free(w->dictionary);
    tk_config_free(w->config);
    tk_free(w->source_names);
    tk_session_close(s);
}

/* A path as people write it: without .. and links where it is there. */
static void plain_path(const char *path, char out[4096])
{
    if (!realpath(path, out))
        snprintf(out, 4096, "%s", path);
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
        plain_path(given, w->layers_directory);
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
        snprintf(fields, sizeof fields, "%.3000s/%s/fields.csv", program, beside[i]);
        if (access(fields, R_OK) != 0)
            continue;
        fields[strlen(fields) - strlen("/fields.csv")] = '\0';
        plain_path(fields, w->layers_directory);
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
    char utc[24], clock[8];
    if (strcmp(text, "today") == 0) {
        tk_date_now(&w->as_of, utc);
        w->as_of.second = TK_NO_SECOND; /* all runs of a day make the same edition */
    } else if (!tk_date_parse(text, NULL, &w->as_of, &fault) || w->as_of.precision != TK_DAY)
        return tk_fail(err, TK_USAGE,
                       "--as-of: '%s' is neither 'today' nor a date like 2026-11-22", text);
    tk_date_print(w->as_of.day, w->as_of_day);
    tk_date_print_time(w->as_of.second, clock);
    snprintf(w->as_of_moment, sizeof w->as_of_moment, "%s%s%s", w->as_of_day, *clock ? "T" : "",
             clock);
    snprintf(w->stamp, sizeof w->stamp, "%sT00:00:00.000Z", w->as_of_day);
    return TK_OK;
}

/* A fault of what stands in the configuration, told with its place there. */
static enum tk_status fault_at(const struct tk_work *w, struct tk_mark at,
                               const struct tk_error *fault, struct tk_error *err)
{
    if (!at.line)
        return tk_fail(err, fault->status, "%s: %s", w->config->path, fault->message);
    return tk_fail(err, fault->status, "%s:%d:%d: %s", w->config->path, at.line, at.column,
                   fault->message);
}

static enum tk_status check_crs(struct tk_work *w, const char *crs, struct tk_mark at,
                                struct tk_crs_info *out, struct tk_error *err)
{
    struct tk_error fault = {TK_OK, ""};
    return tk_crs_describe(&w->session, crs, out, &fault) ? fault_at(w, at, &fault, err)
                                                          : TK_OK;
}

static enum tk_status check_time_zone(const struct tk_work *w, struct tk_error *err)
{
    struct tk_error fault = {TK_OK, ""};
    const struct tk_edition_config *edition = &w->config->edition;
    return tk_session_time_zone(edition->time_zone, &fault)
               ? fault_at(w, edition->time_zone_at, &fault, err)
               : TK_OK;
}

static enum tk_status check_sources_crs(struct tk_work *w, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < w->config->n_sources; i++) {
        const struct tk_source_config *source = &w->config->sources[i];
        struct tk_crs_info info = {0};
        if (*source->crs)
            st = check_crs(w, source->crs, source->crs_at, &info, err);
        tk_crs_info_free(&info);
    }
    return st;
}

enum tk_status tk_work_configure(struct tk_work *w, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    if (w->request->configuration)
        st = tk_config_read(w->request->configuration, &w->config, err);
    if (!st && w->request->command != TK_STATUS)
        st = find_layers(w, err);
    if (st || !w->config)
        return st;
    const struct tk_edition_config *edition = &w->config->edition;
    st = check_time_zone(w, err);
    if (!st)
        st = tk_session_grids(&w->session, (const char *const *)edition->grids,
                              edition->n_grids, err);
    if (!st)
        st = set_as_of(w, err);
    if (!st)
        st = check_crs(w, edition->crs, edition->crs_at, &w->crs, err);
    if (!st && !w->crs.projected_metres)
        st = tk_fail(err, TK_USAGE,
                     "%s:%d:%d: %s is not a projected CRS in metres; areas and distances "
                     "need one (SWEREF 99 18 00 is EPSG:3011)",
                     w->config->path, edition->crs_at.line, edition->crs_at.column,
                     edition->crs);
    if (!st)
        st = check_sources_crs(w, err);
    w->reading = (struct tk_reading){
        .session = &w->session, .ledger = &w->ledger, .edition = &w->config->edition};
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
    struct tk_terms terms = {0};
    if (c) {
        terms = c->edition.terms;
        terms.cluster_m = c->edition.cluster_m;
        terms.cluster_min = c->edition.cluster_min;
        terms.walked_least_m = c->edition.walked_least_m;
    }
    enum tk_status st =
        tk_dictionary_read_worded(w->layers_directory, &terms, c ? c->codes : NULL,
                                  c ? c->n_codes : 0, &w->dictionary, err);
    w->reading.dictionary = w->dictionary;
    if (!st && c)
        st = tk_config_check(c, w->dictionary, err);
    if (!st)
        st = tk_layers_read(w->dictionary, &w->layers, err);
    if (!st && c && c->edition.audience == TK_PUBLIC_AUDIENCE)
        st = tk_layers_public(w->layers, err);
    if (!st && w->request->command == TK_TEMPLATE)
        st = tk_work_protocol(w, err);
    if (!st && w->request->command == TK_LIST_LAYERS) {
        print_layers(w);
        w->done = true;
    }
    return st;
}

/* Under --strict the warnings of an edition that stands are told again, and are as many. */
static bool warned_before(const struct tk_work *w)
{
    char warnings[32] = "";
    struct tk_error unheard = {TK_OK, ""};
    const char *last = tk_publish_last_manifest(w->publication);
    return w->request->strict && *last &&
           !tk_manifest_read(last, "warnings", warnings, sizeof warnings, &unheard) &&
           strtol(warnings, NULL, 10) > 0;
}

enum tk_status tk_work_inputs(struct tk_work *w, struct tk_error *err)
{
    struct tk_manifest *m = &w->manifest;
    bool known = false, unchanged = false;
    enum tk_status st =
        tk_inputs_open(&w->session, w->config, tk_publish_build_directory(w->publication),
                       &w->ledger, &w->inputs, err);
    if (!st)
        st = tk_inputs_fingerprint(&w->inputs, w->config, w->layers_directory, w->as_of_moment,
                                   m->fingerprint, &known, err);
    if (!st && known && w->request->command == TK_BUILD && !warned_before(w))
        st = tk_publish_unchanged(w->publication, m->fingerprint, m->started, &unchanged,
                                  w->log, err);
    if (!st && unchanged) {
        w->done = true;
        st = tk_work_tell_unchanged(w, err);
        if (!st) /* what a client held last night */
            st = tk_work_deliver(w, err);
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
        st = tk_relations_new(w->gp, w->dictionary, &w->ledger, &w->relations, err);
    return st;
}
