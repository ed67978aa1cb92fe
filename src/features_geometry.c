#include "features_parts.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum tk_status tk_features_open_crs(struct tk_feature_reader *r, struct tk_error *err)
{
    if (!*tk_source_crs(r->input->source))
        return tk_fail(err, TK_INPUT, "%s: has no CRS; name it with `crs`", r->config->name);
    enum tk_status st = tk_inputs_crs(r->reading->session, r->input, r->reading->edition, NULL,
                                      &r->crs, &r->in_metres, err);
    /* Straight lines of the source are not straight in the target: 100 m, or about that in
     * degrees, keeps them within millimetres of where they were. */
    if (!st && !tk_crs_is_none(r->crs))
        r->step = r->in_metres ? 100 : 0.001;
    return st;
}

static const char too_slim[] = "smalare än 1 cm"; /* TK_SLIVER_M */

/* What is wrong with a geometry in the edition's CRS, where alone it has to be right: a change
 * of CRS rounds. */
struct mending {
    struct tk_session *s;
    struct tk_feature_reader *r;
    struct tk_feature_record *rec;
    bool tangled, valid, slim;
    double repaired_m2, slivers_m2; /* by how much the area changed */
    char reason[256];               /* GEOS's words; or that it is slim */
};

static enum tk_status diagnose(struct mending *m, const GEOSGeometry *g, struct tk_error *err)
{
    int dimension = tk_geom_dimension(m->s, g);
    enum tk_status st = TK_OK;
    m->valid = m->slim = true;
    if (dimension == 2)
        st = tk_geom_valid(m->s, g, &m->valid, m->reason, sizeof m->reason, NULL, NULL, err);
    if (!st && (dimension == 1 || !m->valid))
        st = tk_geom_tangled(m->s, g, &m->tangled, err);
    return st;
}

static enum tk_status area_changed(const struct mending *m, const GEOSGeometry *from,
                                   const GEOSGeometry *to, double *out, struct tk_error *err)
{
    double before = 0, after = 0;
    enum tk_status st = tk_geom_area(m->s, from, &before, err);
    if (!st)
        st = tk_geom_area(m->s, to, &after, err);
    *out = fabs(after - before);
    return st;
}

/* The mended geometry; NULL if it was right as it is, or cannot be mended. */
static enum tk_status mended(struct mending *m, const GEOSGeometry *g, GEOSGeometry **out,
                             struct tk_error *err)
{
    struct tk_error why = {TK_OK, ""};
    GEOSGeometry *slim = NULL;
    enum tk_status st = m->valid ? TK_OK : tk_geom_repair(m->s, g, out, &why);
    if (st)
        return st == TK_INPUT ? TK_OK : tk_fail(err, st, "%s", why.message);
    if (*out)
        st = area_changed(m, g, *out, &m->repaired_m2, err);
    if (st || m->r->config->role != TK_AREAS || tk_geom_dimension(m->s, g) != 2)
        return st;
    const GEOSGeometry *whole = *out ? *out : g;
    st = tk_geom_without_slivers(m->s, whole, TK_SLIVER_M, &slim, err);
    m->slim = !slim;
    if (!slim)
        return st;
    if (m->valid)
        snprintf(m->reason, sizeof m->reason, "%s", too_slim);
    st = area_changed(m, whole, slim, &m->slivers_m2, err);
    tk_geom_free(m->s, *out);
    *out = slim;
    return st;
}

static enum tk_status tell_mended(struct mending *m, const char *rule, const char *why,
                                  double area_m2, struct tk_error *err)
{
    m->rec->changed_m2 = area_m2;
    return tk_features_tell(m->r, m->rec, TK_AMENDED, rule, "geometri", why, err);
}

/* Takes the mended geometry: into *g, unless it is another place than it was. */
static enum tk_status replace_take(struct mending *m, GEOSGeometry **g, GEOSGeometry *better,
                                   struct tk_error *err)
{
    double before = 0;
    enum tk_status st = tk_geom_area(m->s, *g, &before, err);
    if (!st)
        st = area_changed(m, *g, better, &m->rec->changed_m2, err);
    double most = m->r->reading->edition->max_repair * fabs(before);
    if (!st && (tk_geom_empty(m->s, better) || m->rec->changed_m2 > most)) {
        tk_geom_free(m->s, better);
        return tk_features_tell(m->r, m->rec, TK_REFUSED, "geometri_forandras_for_mycket",
                                "geometri", m->reason, err);
    }
    tk_geom_free(m->s, *g);
    *g = better;
    if (!st && !m->valid)
        st = tell_mended(m, "geometri_reparerad", m->reason, m->repaired_m2, err);
    if (!st && !m->slim)
        st = tell_mended(m, "geometri_flisa", too_slim, m->slivers_m2, err);
    return st;
}

static enum tk_status mend(struct tk_feature_reader *r, struct tk_feature_record *rec,
                           GEOSGeometry **g, struct tk_error *err)
{
    struct mending m = {.s = r->reading->session, .r = r, .rec = rec};
    GEOSGeometry *better = NULL;
    enum tk_status st = diagnose(&m, *g, err);
    if (!st && m.tangled)
        return tk_features_tell(r, rec, TK_REFUSED, "geometri_trasslig", "geometri", NULL, err);
    if (!st)
        st = mended(&m, *g, &better, err);
    if (st || (m.valid && m.slim)) {
        tk_geom_free(m.s, better);
        return st;
    }
    if (!better)
        return tk_features_tell(r, rec, TK_REFUSED, "geometri_forandras_for_mycket", "geometri",
                                m.reason, err);
    return replace_take(&m, g, better, err);
}

/* Whether districts' numbers that should be metres look like longitude and latitude: nothing
 * else has been read yet that they would lie beside. */
static bool looks_like_degrees(const struct tk_feature_reader *r, const GEOSGeometry *g)
{
    struct tk_bounds b = tk_geom_bounds(r->reading->session, g);
    return r->config->role == TK_DISTRICTS && r->in_metres && b.min_x >= -180 &&
           b.max_x <= 180 && b.min_y >= -90 && b.max_y <= 90;
}

static const char wrong_kind[] = "geometri_typ";

/* The rule that a geometry breaks by itself, or NULL; `finite` is whether it has numbers. */
static const char *broken_rule(const struct tk_feature_reader *r, const GEOSGeometry *g,
                               bool finite)
{
    struct tk_session *s = r->reading->session;
    if (tk_geom_empty(s, g))
        return "geometri_tom";
    int dimension = tk_geom_dimension(s, g), wanted = r->rules->dimension;
    if (wanted == 3 ? dimension < 1 : dimension != wanted)
        return wrong_kind;
    if (wanted == 0 && tk_geom_vertices(s, g) != 1)
        return wrong_kind;
    if (dimension == 1 && r->config->role == TK_AREAS && !(r->config->buffer_m > 0))
        return wrong_kind;
    if (!finite)
        return "koordinat_ej_tal";
    if (looks_like_degrees(r, g))
        return "grader_i_meterlager";
    if ((double)tk_geom_vertices(s, g) > r->config->max_vertices)
        return "geometri_for_stor";
    return NULL;
}

/* A geometry of which the edition's CRS knows nothing is refused, and *g then NULL. */
static enum tk_status change_crs(struct tk_feature_reader *r, struct tk_feature_record *rec,
                                 GEOSGeometry **g, struct tk_error *err)
{
    if (tk_crs_is_none(r->crs))
        return TK_OK;
    GEOSGeometry *changed = NULL;
    struct tk_error why = {TK_OK, ""};
    enum tk_status st =
        tk_crs_geometry(r->reading->session, r->crs, *g, r->step, &changed, &why);
    tk_geom_free(r->reading->session, *g);
    *g = changed;
    if (st == TK_INPUT)
        return tk_features_tell(r, rec, TK_REFUSED, "utanfor_fonstret", "geometri", NULL, err);
    return st ? tk_fail(err, st, "%s", why.message) : TK_OK;
}

static enum tk_status widen(struct tk_feature_reader *r, struct tk_feature *f,
                            struct tk_error *err)
{
    struct tk_session *s = r->reading->session;
    f->length_m = NAN;
    if (r->config->role != TK_AREAS || tk_geom_dimension(s, f->geometry) != 1)
        return TK_OK;
    GEOSGeometry *wide = NULL;
    enum tk_status st = tk_geom_length(s, f->geometry, &f->length_m, err);
    if (!st)
        st = tk_geom_buffer(s, f->geometry, r->config->buffer_m, &wide, err);
    tk_geom_free(s, f->geometry);
    f->geometry = wide;
    return st;
}

enum tk_status tk_features_geometry(struct tk_feature_reader *r, struct tk_feature_record *rec,
                                    struct tk_feature *f, struct tk_error *err)
{
    struct tk_session *s = r->reading->session;
    if (rec->fault || !rec->wkb)
        return tk_features_tell(r, rec, TK_REFUSED, rec->fault ? rec->fault : "geometri_saknas",
                                "geometri", rec->fault_value, err);
    GEOSGeometry *g = NULL;
    enum tk_status st = tk_geom_from_wkb(s, rec->wkb, rec->wkb_size, &g, err);
    bool finite = false;
    if (!st)
        st = tk_geom_finite(s, g, &finite, err);
    const char *rule = st ? NULL : broken_rule(r, g, finite);
    if (rule)
        st = tk_features_tell(r, rec, TK_REFUSED, rule, "geometri",
                              strcmp(rule, wrong_kind) ? NULL : tk_geom_kind(s, g), err);
    else if (!st && rec->mended)
        st = tk_features_tell(r, rec, TK_AMENDED, "geometri_reparerad", "geometri", rec->mended,
                              err);
    if (st || rec->fate == TK_REFUSED) {
        tk_geom_free(s, g);
        return st;
    }
    st = change_crs(r, rec, &g, err);
    if (!st && rec->fate != TK_REFUSED)
        st = mend(r, rec, &g, err);
    f->geometry = g;
    if (st || rec->fate == TK_REFUSED)
        return st;
    st = widen(r, f, err);
    if (!st && r->rules->dimension > 0) {
        g = f->geometry;
        f->geometry = NULL;
        st = tk_geom_multi_take(s, g, &f->geometry, err);
    }
    return st;
}
