#include "support/given.h"

#include "trygghetskarta/geom.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char given_two_squares[] =
    "namn,wkt\n"
    "Alby,\"POLYGON((150000 6580000,151000 6580000,151000 6581000,150000 6581000,"
    "150000 6580000))\"\n"
    "Bergby,\"POLYGON((151000 6580000,152000 6580000,152000 6581000,151000 6581000,"
    "151000 6580000))\"\n";

static enum tk_status write_down(void *context, const struct tk_finding *f,
                                 struct tk_error *err)
{
    struct given *g = context;
    (void)err;
    tk_buffer_format(&g->told, "%s %lld %s %s %s %s %s", f->source, (long long)f->number,
                     f->id ? f->id : "-", f->field ? f->field : "-", f->rule,
                     tk_verdict_name(f->verdict), f->value ? f->value : "-");
    if (f->detail)
        tk_buffer_format(&g->told, " (%s)", f->detail);
    tk_buffer_text(&g->told, "\n");
    return TK_OK;
}

int given_setup(void **state)
{
    struct given *g = calloc(1, sizeof *g);
    struct tk_error err = {0};
    assert_non_null(g);
    support_directory(g->directory, sizeof g->directory);
    assert_non_null(g->log_file = tmpfile());
    tk_log_open(&g->log, g->log_file, false);
    assert_ok(tk_session_open(&g->session, &g->log, &err), &err);
    assert_ok(tk_dictionary_read("layers", NULL, 0, &g->dictionary, &err), &err);
    *state = g;
    return 0;
}

void given_close(struct given *g)
{
    tk_inputs_close(&g->inputs);
    tk_ledger_free(&g->ledger);
    tk_config_free(g->config);
    g->config = NULL;
    g->ledger = (struct tk_ledger){.sink = write_down, .sink_context = g};
    tk_buffer_clear(&g->told);
}

int given_teardown(void **state)
{
    struct given *g = *state;
    given_close(g);
    tk_dictionary_free(g->dictionary);
    tk_session_close(&g->session);
    tk_buffer_free(&g->told);
    fclose(g->log_file);
    support_remove(g->directory);
    free(g);
    return 0;
}

void given_file(struct given *g, const char *name, const char *content)
{
    support_write(g->directory, name, content);
}

enum tk_status given_try(struct given *g, const char *edition, const char *sources,
                         struct tk_error *err)
{
    struct tk_buffer yaml = {0};
    char path[300];
    given_close(g);
    tk_buffer_format(&yaml,
                     "edition:\n  title: Prov\n  directory: utgavor\n  crs: EPSG:3011\n"
                     "  as_of: 2026-11-01\n%ssources:\n%s",
                     edition, sources);
    if (!strstr(sources, "role: districts")) {
        given_file(g, "stadsdelar.csv", given_two_squares);
        tk_buffer_text(&yaml, GIVEN_DISTRICTS);
    }
    given_file(g, "karta.yaml", tk_buffer_string(&yaml));
    tk_buffer_free(&yaml);
    snprintf(path, sizeof path, "%s/karta.yaml", g->directory);
    enum tk_status st = tk_config_read(path, &g->config, err);
    if (!st)
        st = tk_config_check(g->config, g->dictionary, err);
    if (st)
        return st;
    g->reading =
        (struct tk_reading){&g->session, &g->ledger, &g->config->edition, g->dictionary};
    return tk_inputs_open(&g->session, g->config, "/tmp", &g->ledger, &g->inputs, err);
}

void given_open(struct given *g, const char *edition, const char *sources)
{
    struct tk_error err = {0};
    assert_ok(given_try(g, edition, sources, &err), &err);
}

struct tk_opened *given_input(struct given *g, const char *name)
{
    for (size_t i = 0; i < g->inputs.n; i++)
        if (strcmp(g->inputs.items[i].config->name, name) == 0)
            return &g->inputs.items[i];
    return NULL;
}

enum tk_status given_read(struct given *g, const char *name, struct tk_features *out,
                          struct tk_error *err)
{
    return tk_features_read(&g->reading, given_input(g, name), out, err);
}

enum tk_status given_districts_try(struct given *g, struct tk_districts **out,
                                   struct tk_error *err)
{
    struct tk_features districts = {0}, parents = {0};
    *out = NULL;
    enum tk_status st = given_read(g, "stadsdelar", &districts, err);
    if (!st && given_input(g, "omraden"))
        st = given_read(g, "omraden", &parents, err);
    if (!st)
        st = tk_districts_new(&g->reading, given_input(g, "stadsdelar"), &districts,
                              given_input(g, "omraden"), &parents, out, err);
    tk_features_free(&g->session, &districts);
    tk_features_free(&g->session, &parents);
    return st;
}

struct tk_districts *given_districts(struct given *g)
{
    struct tk_districts *d;
    struct tk_error err = {0};
    assert_ok(given_districts_try(g, &d, &err), &err);
    return d;
}

const char *given_told(struct given *g)
{
    static char text[8192];
    snprintf(text, sizeof text, "%s", tk_buffer_string(&g->told));
    tk_buffer_clear(&g->told);
    return text;
}

const char *given_logged(struct given *g)
{
    static char text[8192];
    fflush(g->log_file);
    rewind(g->log_file);
    size_t n = fread(text, 1, sizeof text - 1, g->log_file);
    text[n] = '\0';
    return text;
}
