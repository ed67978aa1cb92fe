#include "support/world.h"

#include "../src/generate/generate.h"

#include <stdio.h>
#include <stdlib.h>

int world_setup(void **state)
{
    struct world *w = calloc(1, sizeof *w);
    tk_log_open(&w->log, NULL, true);
    assert_ok(tk_session_open(&w->session, &w->log, &w->err), &w->err);
    assert_ok(tk_session_driver(&w->session, "GeoJSON", &w->err), &w->err);
    support_directory(w->directory, sizeof w->directory);
    const struct tk_city_options options = {
        .facts = "layers/demo/stadsdelar.csv", .output = w->directory, .crs = "EPSG:3011"};
    assert_ok(tk_city_generate(&options, &w->err), &w->err);
    *state = w;
    return 0;
}

int world_teardown(void **state)
{
    struct world *w = *state;
    support_remove(w->directory);
    tk_session_close(&w->session);
    free(w);
    return 0;
}

int world_forget(void **state)
{
    struct world *w = *state;
    w->err = (struct tk_error){TK_OK, ""};
    return 0;
}

char *world_text(const char *directory, const char *name)
{
    char path[512];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    char *text = calloc(1, 4 << 20);
    size_t n = fread(text, 1, (4 << 20) - 1, file);
    fclose(file);
    text[n] = 0;
    return text;
}
