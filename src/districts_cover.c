#include "districts_parts.h"

#include "trygghetskarta/memory.h"

#include <math.h>

/* Tells each overlap and gap; TK_INPUT if two polygons share too much of one of them. */
static enum tk_status tell_faults(const struct tk_reading *reading, const struct tk_covering *c,
                                  const struct tk_coverage_fault *faults, size_t n,
                                  struct tk_error *err)
{
    double limit = reading->edition->max_overlap;
    const char *name = c->input->config->name;
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < n; i++) {
        const struct tk_coverage_fault *f = &faults[i];
        struct tk_finding finding = {.source = name,
                                     .id = c->key[f->a],
                                     .field = "geometri",
                                     .rule = f->overlap ? "overlapp" : "glapp",
                                     .verdict = TK_REMARK,
                                     .value = f->overlap ? c->key[f->b] : NULL,
                                     .has_position = true,
                                     .x = f->x,
                                     .y = f->y,
                                     .area_m2 = f->area_m2};
        st = tk_ledger_tell(reading->ledger, c->input->account, &finding, err);
        if (!st && f->overlap && f->area_m2 > limit * fmin(c->area_m2[f->a], c->area_m2[f->b]))
            st = tk_fail(err, TK_INPUT,
                         "%s: '%s' and '%s' overlap by %.*f m2 near %.0f %.0f, more than "
                         "`max_overlap` (%g) of the smaller; mend the boundaries",
                         name, c->key[f->a], c->key[f->b], f->area_m2 < 1000 ? 3 : 0,
                         f->area_m2, f->x, f->y, limit);
    }
    return st;
}

static enum tk_status measure(struct tk_session *s, const struct tk_covering *c,
                              struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < c->n; i++)
        st = tk_geom_area(s, c->geometry[i], &c->area_m2[i], err);
    return st;
}

static enum tk_status join(struct tk_session *s, struct tk_covering *c, struct tk_error *err)
{
    tk_geom_free(s, c->together.whole);
    return tk_geom_dissolve(s, (const GEOSGeometry *const *)c->geometry, c->n, &c->together,
                            err);
}

/* What something was taken from is made a multipolygon again, as all others are. */
static enum tk_status restore_multi(struct tk_session *s, const struct tk_covering *c,
                                    const bool *untouched, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < c->n; i++) {
        GEOSGeometry *g = c->geometry[i];
        if (untouched[i])
            continue;
        c->geometry[i] = NULL;
        st = tk_geom_multi_take(s, g, &c->geometry[i], err);
    }
    return st;
}

static enum tk_status make_disjoint(struct tk_session *s, struct tk_covering *c,
                                    const struct tk_coverage_fault *faults, size_t n_faults,
                                    struct tk_error *err)
{
    if (!n_faults || !faults[0].overlap) /* overlaps come first */
        return TK_OK;
    bool *untouched = tk_alloc(c->n, sizeof *untouched);
    enum tk_status st = untouched ? TK_OK : tk_fail_memory(err);
    if (!st)
        st = tk_coverage_disjoint(s, c->geometry, c->n, faults, n_faults, untouched, err);
    if (!st)
        st = restore_multi(s, c, untouched, err);
    if (!st)
        st = measure(s, c, err);
    if (!st)
        st = join(s, c, err);
    tk_free(untouched);
    return st;
}

enum tk_status tk_districts_cover(const struct tk_reading *reading, struct tk_covering *c,
                                  struct tk_coverage **out, struct tk_error *err)
{
    struct tk_session *s = reading->session;
    struct tk_coverage_fault *faults = NULL;
    size_t n_faults = 0;
    const GEOSGeometry *const *polygons = (const GEOSGeometry *const *)c->geometry;
    enum tk_status st = measure(s, c, err);
    if (!st)
        st = join(s, c, err);
    if (!st)
        st = tk_coverage_check(s, polygons, c->n, &c->together, reading->edition->slit_m,
                               &faults, &n_faults, err);
    if (!st)
        st = tell_faults(reading, c, faults, n_faults, err);
    if (!st)
        st = make_disjoint(s, c, faults, n_faults, err);
    if (!st)
        st = tk_coverage_new(s, polygons, c->n, out, err);
    if (!st)
        st = tk_coverage_close_gaps(s, *out, c->together.whole,
                                    reading->edition->gap_tolerance_m, err);
    tk_free(faults);
    return st;
}
