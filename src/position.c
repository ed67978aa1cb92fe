#include "trygghetskarta/position.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tk_positioner {
    const struct tk_reading *reading;
    const struct tk_opened *input;
    const struct tk_districts *districts;
    struct tk_crs_guesser *guesser; /* NULL until a position is wrong */
    struct tk_crs *crs;             /* NULL if the source has no positions */
    bool in_metres;                 /* the source's CRS */
    const struct tk_features *places;
    struct tk_names place_names; /* sorted */
    const struct tk_batch *batch;
    bool given[TK_BATCH];
    const char *fault[TK_BATCH], *fault_value[TK_BATCH];
    double source_x[TK_BATCH], source_y[TK_BATCH], x[TK_BATCH], y[TK_BATCH];
};

const char *tk_located_code(enum tk_located located)
{
    static const char *const codes[] = {"koordinat", "platsregister", "okant"};
    return codes[located];
}

static enum tk_status collect_places(struct tk_positioner *p, const struct tk_features *places,
                                     struct tk_error *err)
{
    enum tk_status st = TK_OK;
    p->places = places;
    for (size_t i = 0; !st && i < places->n; i++)
        st = tk_names_add(&p->place_names, places->items[i].key, i, err);
    tk_names_sort(&p->place_names);
    return st;
}

static enum tk_status open_crs(struct tk_positioner *p, struct tk_opened *input,
                               struct tk_error *err)
{
    const struct tk_bounds *b = &p->districts->bounds;
    struct tk_error why = {TK_OK, ""};
    if (!*tk_source_crs(input->source))
        return TK_OK;
    enum tk_status st = tk_inputs_crs(p->reading->session, input, p->reading->edition, b,
                                      &p->crs, &p->in_metres, &why);
    if (st == TK_INPUT)
        return tk_fail(err, st,
                       "%.900s; or is the districts' CRS wrong? They lie near %.0f %.0f",
                       why.message, (b->min_x + b->max_x) / 2, (b->min_y + b->max_y) / 2);
    return st ? tk_fail(err, st, "%s", why.message) : TK_OK;
}

enum tk_status tk_positioner_new(const struct tk_reading *reading, struct tk_opened *input,
                                 const struct tk_districts *districts,
                                 const struct tk_features *places, struct tk_positioner **out,
                                 struct tk_error *err)
{
    *out = NULL;
    struct tk_positioner *p = tk_alloc(1, sizeof *p);
    if (!p)
        return tk_fail_memory(err);
    p->reading = reading;
    p->input = input;
    p->districts = districts;
    enum tk_status st = collect_places(p, places, err);
    if (!st)
        st = open_crs(p, input, err);
    if (st)
        tk_positioner_free(p);
    else
        *out = p;
    return st;
}

void tk_positioner_free(struct tk_positioner *p)
{
    if (!p)
        return;
    tk_names_free(&p->place_names);
    tk_crs_close(p->reading->session, p->crs);
    tk_crs_guesser_free(p->guesser);
    tk_free(p);
}

/* The point of a record's geometry; a multipoint of one point is that point. */
static enum tk_status take_point(struct tk_positioner *p, size_t i, struct tk_error *err)
{
    const struct tk_batch *b = p->batch;
    struct tk_session *s = p->reading->session;
    p->given[i] = false;
    p->fault[i] = b->fault[i];
    p->fault_value[i] = b->fault_value[i];
    if (p->fault[i] || !b->wkb[i])
        return TK_OK;
    p->given[i] =
        tk_geom_wkb_point(b->wkb[i], b->wkb_size[i], &p->source_x[i], &p->source_y[i]);
    if (p->given[i])
        return TK_OK;
    GEOSGeometry *g = NULL;
    enum tk_status st = tk_geom_from_wkb(s, b->wkb[i], b->wkb_size[i], &g, err);
    if (!st && !tk_geom_empty(s, g)) {
        struct tk_bounds bounds = tk_geom_bounds(s, g);
        p->given[i] = tk_geom_dimension(s, g) == 0 && tk_geom_vertices(s, g) == 1;
        p->source_x[i] = bounds.min_x;
        p->source_y[i] = bounds.min_y;
        if (!p->given[i]) {
            p->fault[i] = "geometri_typ";
            p->fault_value[i] = tk_geom_kind(s, g);
        }
    }
    tk_geom_free(s, g);
    return st;
}

enum tk_status tk_positioner_batch(struct tk_positioner *p, const struct tk_batch *batch,
                                   struct tk_error *err)
{
    enum tk_status st = TK_OK;
    p->batch = batch;
    for (size_t i = 0; !st && i < batch->n; i++) {
        st = take_point(p, i, err);
        p->x[i] = p->given[i] ? p->source_x[i] : 0;
        p->y[i] = p->given[i] ? p->source_y[i] : 0;
        if (!st && p->given[i] && !p->crs)
            st = tk_fail(err, TK_INPUT, "%s: has positions but no CRS; name it with `crs`",
                         p->input->config->name);
    }
    if (!st && p->crs)
        tk_crs_points(p->crs, p->x, p->y, batch->n);
    return st;
}

static struct tk_position_finding *add_finding(struct tk_note_position *out, const char *rule,
                                               enum tk_verdict verdict)
{
    struct tk_position_finding *f = &out->findings[out->n_findings++];
    *f = (struct tk_position_finding){.rule = rule, .verdict = verdict};
    return f;
}

static enum tk_status from_register(struct tk_positioner *p, const char *place_name,
                                    struct tk_note_position *out, struct tk_error *err)
{
    bool asked = place_name && p->place_names.n;
    size_t found = TK_NO_NAME;
    out->located = TK_LOCATED_UNKNOWN;
    out->x = out->y = NAN;
    enum tk_status st = asked ? tk_names_find(&p->place_names, place_name, &found, err) : TK_OK;
    if (st)
        return st;
    if (found == TK_NO_NAME) {
        add_finding(out, asked ? "plats_okand" : "lage_okant", TK_REMARK);
        return TK_OK;
    }
    struct tk_bounds at = tk_geom_bounds(p->reading->session, p->places->items[found].geometry);
    out->located = TK_LOCATED_BY_REGISTER;
    out->x = at.min_x;
    out->y = at.min_y;
    add_finding(out, "lage_fran_platsregister", TK_AMENDED);
    return TK_OK;
}

static bool means_unknown(const struct tk_positioner *p, size_t i)
{
    const struct tk_source_config *c = p->input->config;
    for (size_t k = 0; k < c->n_unknown_at; k++)
        if (fabs(p->source_x[i] - c->unknown_at[k].x) < 1e-9 &&
            fabs(p->source_y[i] - c->unknown_at[k].y) < 1e-9)
            return true;
    return false;
}

/* Sheets and forms make 0 of an empty cell: a position of two such zeros is none, unless the
 * districts lie there. */
static bool is_empty_cells(const struct tk_positioner *p, size_t i, double x, double y)
{
    return fpclassify(p->source_x[i]) == FP_ZERO && fpclassify(p->source_y[i]) == FP_ZERO &&
           !tk_bounds_hold(&p->districts->window, x, y);
}

/* Why a position lies where it cannot be: the CRS that would fit says it. */
static enum tk_status diagnose(struct tk_positioner *p, size_t i, struct tk_note_position *out,
                               struct tk_error *err)
{
    const char *own = tk_source_crs(p->input->source);
    double x = p->source_x[i], y = p->source_y[i];
    if (!p->guesser) {
        enum tk_status st =
            tk_crs_guesser_new(p->reading->session, p->reading->edition->crs,
                               &p->districts->window, &own, 1, &p->guesser, err);
        if (st)
            return st;
    }
    struct tk_crs_fit fit = tk_crs_guess(p->guesser, x, y);
    double turned_x = y, turned_y = x;
    tk_crs_points(p->crs, &turned_x, &turned_y, 1);
    const char *rule = "utanfor_fonstret";
    if (tk_bounds_hold(&p->districts->window, turned_x, turned_y))
        rule = "axlar_omkastade";
    else if (p->in_metres && fabs(x) <= 180 && fabs(y) <= 180)
        rule = "grader_i_meterlager";
    else if (*fit.name)
        rule = "annat_crs";
    struct tk_position_finding *f = add_finding(out, rule, TK_REFUSED);
    snprintf(f->value, sizeof f->value, "%.10g %.10g", x, y);
    if (*fit.name) {
        snprintf(out->fits, sizeof out->fits, "%s%s", fit.name, fit.swapped ? TK_SWAPPED : "");
        snprintf(f->detail, sizeof f->detail, "Läget skulle passa som %s%s.", fit.name,
                 fit.swapped ? " med x och y omkastade" : "");
    }
    return TK_OK;
}

enum tk_status tk_positioner_judge(struct tk_positioner *p, size_t i, const char *place_name,
                                   struct tk_note_position *out, struct tk_error *err)
{
    *out = (struct tk_note_position){.located = TK_LOCATED_GIVEN, .x = p->x[i], .y = p->y[i]};
    if (p->fault[i]) { /* a formula that failed says as much as an empty cell */
        bool empty = strcmp(p->fault[i], "cellfel") == 0;
        struct tk_position_finding *f =
            add_finding(out, p->fault[i], empty ? TK_AMENDED : TK_REFUSED);
        if (p->fault_value[i])
            tk_text_copy(f->value, sizeof f->value, p->fault_value[i]);
        return empty ? from_register(p, place_name, out, err) : TK_OK;
    }
    if (!p->given[i])
        return from_register(p, place_name, out, err);
    if (means_unknown(p, i)) {
        add_finding(out, "standardlage", TK_AMENDED);
        return from_register(p, place_name, out, err);
    }
    if (is_empty_cells(p, i, out->x, out->y)) {
        struct tk_position_finding *f = add_finding(out, "standardlage", TK_AMENDED);
        snprintf(f->value, sizeof f->value, "0 0");
        snprintf(f->detail, sizeof f->detail,
                 "Båda koordinaterna är 0, som en tom cell ofta blir.");
        return from_register(p, place_name, out, err);
    }
    if (!tk_bounds_hold(&p->districts->window, out->x, out->y))
        return diagnose(p, i, out, err);
    return TK_OK;
}
