#include "run_work.h"

#include <stdio.h>

static void tell_rules(struct tk_work *w, const struct tk_account *a, enum tk_verdict verdict,
                       const char *word)
{
    struct tk_buffer rules = {0};
    tk_ledger_rules(a, verdict, &rules);
    if (rules.length)
        tk_log_info(w->log, "%s: %s: %s", a->source, word, tk_buffer_string(&rules));
    tk_buffer_free(&rules);
}

/* What became of a source's records, for the log, and by which rules. */
static void tell_account(struct tk_work *w, const struct tk_opened *input)
{
    const struct tk_account *a = &w->ledger.accounts[input->account];
    tk_log_info(
        w->log,
        "%s: read %lld, kept %lld (amended %lld), refused %lld, left out by `only` %lld",
        a->source, (long long)a->read, (long long)a->untouched + (long long)a->amended,
        (long long)a->amended, (long long)a->refused, (long long)a->filtered);
    tell_rules(w, a, TK_REFUSED, "refused");
    for (size_t i = 0; i < a->n_first; i++) {
        struct tk_buffer example = {0};
        tk_ledger_example(&a->first[i], &example);
        tk_log_info(w->log, "%s, %s", a->source, tk_buffer_string(&example));
        tk_buffer_free(&example);
    }
    tell_rules(w, a, TK_AMENDED, "amended");
    tell_rules(w, a, TK_REMARK, "remarks");
    tk_work_warn_account(w, input);
}

/* The accounts of a role that were read to the end, also where the last of them stops the run.
 */
static void tell_accounts(struct tk_work *w, enum tk_role role)
{
    for (size_t i = 0; i < w->inputs.n; i++)
        if (w->inputs.items[i].config->role == role && w->inputs.items[i].read)
            tell_account(w, &w->inputs.items[i]);
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
    }
    tell_accounts(w, role);
    if (!st)
        tk_features_sort(out);
    return st;
}

enum tk_status tk_work_districts(struct tk_work *w, struct tk_error *err)
{
    struct tk_features districts = {0}, parents = {0};
    bool any;
    enum tk_status st = read_role(w, TK_DISTRICTS, &districts, &any, err);
    if (!st)
        st = read_role(w, TK_PARENTS, &parents, &any, err);
    if (!st)
        st = tk_districts_new(&w->reading, tk_inputs_of_role(&w->inputs, TK_DISTRICTS),
                              &districts, tk_inputs_of_role(&w->inputs, TK_PARENTS), &parents,
                              &w->districts, err);
    if (!st)
        st = tk_work_judge_scale(w, err);
    if (!st)
        tk_work_warn_borders(w, tk_inputs_of_role(&w->inputs, TK_DISTRICTS));
    if (!st && w->districts->parents_given)
        tk_work_warn_borders(w, tk_inputs_of_role(&w->inputs, TK_PARENTS));
    tk_features_free(&w->session, &districts);
    tk_features_free(&w->session, &parents);
    if (!st)
        tk_log_info(w->log, "districts: %zu, areas above them: %zu", w->districts->n,
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
        st = read_role(w, TK_FIGURES, &a->figures, &any, err);
    if (!st)
        st = tk_figures_place(&w->reading, w->districts, &w->inputs, &a->figures, err);
    if (!st)
        st = tk_areas_new(&w->reading, &w->area_features, &w->areas, err);
    a->areas = w->areas;
    a->walked_least_m = w->config->edition.walked_least_m;
    a->as_of = w->as_of.day;
    if (!st)
        tk_work_warn_kinds(w);
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
    struct tk_validation validation = {.reading = &w->reading,
                                       .dictionary = w->dictionary,
                                       .districts = d,
                                       .places = &w->around.places,
                                       .walks = &w->around.walks,
                                       .as_of = w->as_of.day,
                                       .as_of_second =
                                           w->as_of.second > 0 ? w->as_of.second : 0};
    if (!layer)
        return tk_fail(err, TK_USAGE, "%s: holds no layer noteringar", w->layers_directory);
    enum tk_status st = tk_recorded_read(&validation, &w->inputs, &validation.recorded, err);
    if (!st)
        st = tk_facts_new(w->dictionary, (const char *const *)d->key, d->n,
                          (const char *const *)d->parent_key, d->n_parents, w->areas->key,
                          w->areas->in_focus, w->areas->n, w->as_of.day, &w->facts, err);
    struct tk_noting noting = {&validation, w->areas, layer, w->gp, w->facts, w->threads};
    if (!st)
        st = tk_notes_read(&noting, &w->inputs, &w->noted, err);
    if (!st)
        st = tk_recorded_settle(validation.recorded, &w->noted.recorded, err);
    tk_recorded_free(validation.recorded);
    tell_accounts(w, TK_NOTES);
    tell_accounts(w, TK_STATUS_TABLE);
    if (!st)
        tk_log_info(
            w->log, "notes kept: %lld, of these outside: %lld, of unknown position: %lld",
            (long long)w->noted.kept, (long long)w->noted.outside, (long long)w->noted.unknown);
    if (!st)
        tk_work_warn_notes(w);
    return st;
}
