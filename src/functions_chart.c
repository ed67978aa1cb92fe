#include "functions_parts.h"

#include "trygghetskarta/chart.h"
#include "trygghetskarta/memory.h"

#include <stdbool.h>

/* What an aggregate has been given so far. */
struct gathered {
    struct tk_bar *bars; /* with labels of their own */
    size_t n, capacity;
    char *first, *last, *unfinished;
};

/* A copy of a text, "" for NULL; NULL where there is no memory. */
static char *own_text(sqlite3_value *value)
{
    bool none = sqlite3_value_type(value) == SQLITE_NULL;
    const char *text = none ? "" : (const char *)sqlite3_value_text(value);
    return text ? tk_strdup(text) : NULL;
}

static bool gather_bar(struct gathered *g, sqlite3_value **values)
{
    struct tk_error err = {TK_OK, ""};
    if (tk_grow(&g->bars, &g->capacity, g->n + 1, sizeof *g->bars, &err))
        return false;
    char *label = own_text(values[0]);
    if (label)
        g->bars[g->n++] = (struct tk_bar){.label = label,
                                          .whole = sqlite3_value_int64(values[1]),
                                          .part = sqlite3_value_int64(values[2])};
    return label;
}

static bool gather_span(struct gathered *g, sqlite3_value **values)
{
    if (!g->first)
        g->first = own_text(values[0]);
    if (!g->last)
        g->last = own_text(values[1]);
    if (!g->unfinished)
        g->unfinished = own_text(values[2]);
    return g->first && g->last && g->unfinished;
}

static void gather(sqlite3_context *context, int n_values, sqlite3_value **values)
{
    struct gathered *g = sqlite3_aggregate_context(context, sizeof *g);
    if (!g || !gather_bar(g, values) || (n_values == 6 && !gather_span(g, values + 3)))
        sqlite3_result_error_nomem(context);
}

static void answer(sqlite3_context *context, struct gathered *g, struct tk_buffer *svg)
{
    if (svg->failed)
        sqlite3_result_error_nomem(context);
    else
        sqlite3_result_text64(context, svg->data, svg->length, SQLITE_TRANSIENT, SQLITE_UTF8);
    tk_buffer_free(svg);
    for (size_t i = 0; g && i < g->n; i++)
        tk_free((void *)(uintptr_t)g->bars[i].label);
    if (g) {
        tk_free(g->bars);
        tk_free(g->first);
        tk_free(g->last);
        tk_free(g->unfinished);
    }
}

static void finish_bars(sqlite3_context *context)
{
    struct gathered *g = sqlite3_aggregate_context(context, 0);
    struct tk_buffer svg = {0};
    tk_chart_bars(g ? g->bars : NULL, g ? g->n : 0, &svg);
    answer(context, g, &svg);
}

static void finish_periods(sqlite3_context *context)
{
    struct gathered *g = sqlite3_aggregate_context(context, 0);
    struct tk_buffer svg = {0};
    tk_chart_periods(g ? g->bars : NULL, g ? g->n : 0, g ? g->first : NULL, g ? g->last : NULL,
                     g ? g->unfinished : NULL, &svg);
    answer(context, g, &svg);
}

static void only_words(sqlite3_context *context, int n_values, sqlite3_value **values)
{
    (void)n_values;
    const char *words = (const char *)sqlite3_value_text(values[0]);
    struct tk_buffer svg = {0};
    tk_chart_text(words ? words : "", &svg);
    answer(context, NULL, &svg);
}

int tk_functions_install_charts(sqlite3 *db)
{
    int rc = sqlite3_create_function_v2(db, "diagram_staplar", 3, TK_FUNCTION_FLAGS, NULL, NULL,
                                        gather, finish_bars, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_create_function_v2(db, "diagram_perioder", 6, TK_FUNCTION_FLAGS, NULL,
                                        NULL, gather, finish_periods, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_create_function_v2(db, "diagram_text", 1, TK_FUNCTION_FLAGS, NULL,
                                        only_words, NULL, NULL, NULL);
    return rc;
}
