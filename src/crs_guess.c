#include "trygghetskarta/crs.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <math.h>
#include <stdio.h>

static const char *const well_known[] = {
    "EPSG:4326", "EPSG:3857", "EPSG:3006", "EPSG:3007", "EPSG:3008", "EPSG:3009",
    "EPSG:3010", "EPSG:3011", "EPSG:3012", "EPSG:3013", "EPSG:3014", "EPSG:3015",
    "EPSG:3016", "EPSG:3017", "EPSG:3018", "EPSG:3021", "EPSG:3022", "EPSG:3019",
    "EPSG:3020", "EPSG:3023", "EPSG:3024", /* RT 90, 2.5 gon V first: the zones' numbers look
                                              alike */
};
#define N_WELL_KNOWN (sizeof well_known / sizeof *well_known)

/* A CRS that is tried; opening one takes far longer than asking it. */
struct candidate {
    const char *definition;
    bool opened;
    struct tk_crs *crs; /* NULL until opened, and where it does not work */
    char name[96];
};

struct tk_crs_guesser {
    struct tk_session *session;
    const char *target;
    struct tk_bounds window;
    struct candidate *candidates;
    size_t n;
};

enum tk_status tk_crs_guesser_new(struct tk_session *s, const char *target,
                                  const struct tk_bounds *window, const char *const *also,
                                  size_t n_also, struct tk_crs_guesser **out,
                                  struct tk_error *err)
{
    *out = NULL;
    struct tk_crs_guesser *g = tk_alloc(1, sizeof *g);
    if (g)
        g->candidates = tk_alloc(1 + n_also + N_WELL_KNOWN, sizeof *g->candidates);
    if (!g || !g->candidates) {
        tk_free(g);
        return tk_fail_memory(err);
    }
    g->session = s;
    g->target = target;
    g->window = *window;
    g->candidates[g->n++].definition = target;
    for (size_t i = 0; i < n_also; i++)
        g->candidates[g->n++].definition = also[i];
    for (size_t i = 0; i < N_WELL_KNOWN; i++)
        g->candidates[g->n++].definition = well_known[i];
    *out = g;
    return TK_OK;
}

void tk_crs_guesser_free(struct tk_crs_guesser *guesser)
{
    if (!guesser)
        return;
    for (size_t i = 0; i < guesser->n; i++)
        tk_crs_close(guesser->session, guesser->candidates[i].crs);
    tk_free(guesser->candidates);
    tk_free(guesser);
}

static void open_candidate(struct tk_crs_guesser *g, struct candidate *c)
{
    struct tk_error unheard = {TK_OK, ""}; /* a candidate that does not work fits not */
    struct tk_crs_info info;
    c->opened = true;
    if (tk_crs_describe(g->session, c->definition, &info, &unheard))
        return;
    if (info.code)
        snprintf(c->name, sizeof c->name, "%s:%d", info.organisation, info.code);
    else
        tk_text_copy(c->name, sizeof c->name, info.name);
    tk_crs_info_free(&info);
    if (tk_crs_open(g->session, c->definition, g->target, &g->window, &c->crs, &unheard))
        c->crs = NULL;
}

static bool lands(struct tk_crs *crs, double x, double y, const struct tk_bounds *w)
{
    tk_crs_points(crs, &x, &y, 1);
    return tk_bounds_hold(w, x, y);
}

struct tk_crs_fit tk_crs_guess(struct tk_crs_guesser *g, double x, double y)
{
    struct tk_crs_fit fit = {"", false};
    if (!isfinite(x) || !isfinite(y))
        return fit;
    for (size_t i = 0; i < g->n; i++) {
        struct candidate *c = &g->candidates[i];
        if (!c->opened)
            open_candidate(g, c);
        bool straight = c->crs && lands(c->crs, x, y, &g->window);
        if (straight || (c->crs && lands(c->crs, y, x, &g->window))) {
            fit.swapped = !straight;
            tk_text_copy(fit.name, sizeof fit.name, c->name);
            return fit;
        }
    }
    return fit;
}
