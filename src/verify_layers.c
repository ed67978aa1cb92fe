#include "verify_parts.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/geom.h"
#include "trygghetskarta/interrupt.h"
#include "trygghetskarta/memory.h"

#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <string.h>

/* At most about so many notes are asked of GEOS again, evenly chosen and all that lie near a
 * border: the rest would cost more than the edition. */
#define ASKED 20000

/* Districts, the areas above them, or planning areas as the file has them, in byte order of
 * their keys. */
struct districts {
    size_t n;
    char **key;
    char **note; /* what else is to be known of each: a district's parent, an area's kind */
    GEOSGeometry **geometry;
    struct tk_prepared **shape;
    struct tk_bounds *bounds;
};

static void districts_free(struct tk_session *s, struct districts *d)
{
    for (size_t i = 0; i < d->n; i++) {
        tk_free(d->key[i]);
        tk_free(d->note[i]);
        tk_prepared_free(s, d->shape[i]);
        tk_geom_free(s, d->geometry[i]);
    }
    tk_free(d->key);
    tk_free(d->note);
    tk_free(d->geometry);
    tk_free(d->shape);
    tk_free(d->bounds);
}

/* An OGR geometry as GEOS has it: by WKB, the two rooms' common tongue. */
static enum tk_status to_geos(struct tk_session *s, OGRGeometryH g, GEOSGeometry **out,
                              struct tk_error *err)
{
    size_t size = (size_t)OGR_G_WkbSize(g);
    unsigned char *wkb = tk_alloc(size, 1);
    enum tk_status st = wkb ? TK_OK : tk_fail_memory(err);
    if (!st && OGR_G_ExportToIsoWkb(g, wkbNDR, wkb) != OGRERR_NONE)
        st = tk_fail(err, TK_INTERNAL, "a geometry of the edition cannot be read");
    if (!st)
        st = tk_geom_from_wkb(s, wkb, size, out, err);
    tk_free(wkb);
    return st;
}

static const char *text_of(OGRFeatureH f, const char *field)
{
    int i = OGR_F_GetFieldIndex(f, field);
    return i >= 0 && OGR_F_IsFieldSetAndNotNull(f, i) ? OGR_F_GetFieldAsString(f, i) : "";
}

/* Law 3: the area told is the polygon's. */
static enum tk_status check_area(struct tk_session *s, const struct tk_layer *layer,
                                 OGRFeatureH f, const GEOSGeometry *g, struct tk_error *err)
{
    int field = OGR_F_GetFieldIndex(f, "area_m2");
    double area = 0;
    if (field < 0 || tk_geom_dimension(s, g) != 2)
        return TK_OK;
    double told = OGR_F_GetFieldAsDouble(f, field);
    enum tk_status st = tk_geom_area(s, g, &area, err);
    if (!st && !(fabs(told - area) <= 1e-9 * area + 1e-6))
        st = tk_fail(err, TK_INTERNAL,
                     "law 3: %s, fid %lld: area_m2 is %.6f, but the polygon's is %.6f",
                     layer->name, (long long)OGR_F_GetFID(f), told, area);
    return st;
}

static enum tk_status check_geometry(struct tk_session *s, const struct tk_layer *layer,
                                     OGRFeatureH f, struct tk_error *err)
{
    OGRGeometryH g = OGR_F_GetGeometryRef(f);
    GEOSGeometry *mine = NULL;
    char reason[256];
    bool valid;
    double x, y;
    if (!g || wkbFlatten(OGR_G_GetGeometryType(g)) == wkbPoint)
        return TK_OK;
    enum tk_status st = to_geos(s, g, &mine, err);
    if (!st)
        st = tk_geom_valid(s, mine, &valid, reason, sizeof reason, &x, &y, err);
    if (!st && !valid)
        st = tk_fail(err, TK_INTERNAL, "%s, fid %lld: geometry is not valid: %s", layer->name,
                     (long long)OGR_F_GetFID(f), reason);
    if (!st)
        st = check_area(s, layer, f, mine, err);
    tk_geom_free(s, mine);
    return st;
}

/* A layer that polygons are read of: their key, and what else is to be known of them. */
struct told_by {
    const char *layer, *key, *note;
};

static enum tk_status read_polygon(struct tk_session *s, const struct told_by *by,
                                   struct districts *d, OGRFeatureH f, struct tk_error *err)
{
    OGRGeometryH g = OGR_F_GetGeometryRef(f);
    size_t i = d->n;
    d->key[i] = tk_strdup(text_of(f, by->key));
    d->note[i] = tk_strdup(text_of(f, by->note));
    d->n++;
    if (!d->key[i] || !d->note[i])
        return tk_fail_memory(err);
    if (!g)
        return tk_fail(err, TK_INTERNAL, "%s: '%s' has no geometry", by->layer, d->key[i]);
    enum tk_status st = to_geos(s, g, &d->geometry[i], err);
    if (st)
        return st;
    d->bounds[i] = tk_geom_bounds(s, d->geometry[i]);
    return tk_prepared_new(s, d->geometry[i], &d->shape[i], err);
}

/* Reads the polygons of a layer; none where the edition lacks it. */
static enum tk_status read_polygons(struct tk_session *s, GDALDatasetH file,
                                    const struct told_by *by, struct districts *d,
                                    struct tk_error *err)
{
    OGRLayerH layer = GDALDatasetGetLayerByName(file, by->layer);
    GIntBig counted = layer ? OGR_L_GetFeatureCount(layer, 1) : 0;
    size_t n = counted > 0 ? (size_t)counted : 0;
    d->key = tk_alloc(n, sizeof *d->key);
    d->note = tk_alloc(n, sizeof *d->note);
    d->geometry = tk_alloc(n, sizeof(GEOSGeometry *));
    d->shape = tk_alloc(n, sizeof(struct tk_prepared *));
    d->bounds = tk_alloc(n, sizeof *d->bounds);
    if (!d->key || !d->note || !d->geometry || !d->shape || !d->bounds)
        return tk_fail_memory(err);
    enum tk_status st = TK_OK;
    OGRFeatureH f;
    if (n)
        OGR_L_ResetReading(layer);
    while (!st && d->n < n && (f = OGR_L_GetNextFeature(layer))) {
        st = read_polygon(s, by, d, f, err);
        OGR_F_Destroy(f);
    }
    return st;
}

/* Whether GEOS says that one of them holds a point. */
static enum tk_status holds(struct tk_session *s, const struct districts *d, size_t i, double x,
                            double y, bool *out, struct tk_error *err)
{
    const struct tk_bounds *b = &d->bounds[i];
    *out = false;
    if (x < b->min_x || x > b->max_x || y < b->min_y || y > b->max_y)
        return TK_OK;
    return tk_prepared_intersects(s, d->shape[i], x, y, out, err);
}

static size_t find(const struct districts *d, const char *key)
{
    size_t i = 0;
    while (i < d->n && strcmp(d->key[i], key) != 0)
        i++;
    return i;
}

/* The lowest district that GEOS says a point intersects; NULL if none. */
static enum tk_status district_of(struct tk_session *s, const struct districts *d, double x,
                                  double y, const char **out, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    *out = NULL;
    for (size_t i = 0; !st && i < d->n; i++) {
        bool held = false;
        if (!*out || strcmp(d->key[i], *out) < 0)
            st = holds(s, d, i, x, y, &held, err);
        if (held)
            *out = d->key[i];
    }
    return st;
}

/* As near as this to two districts is as near to both (see tk_coverage_locate), and twice that
 * here, where the distances are worked out another way. */
#define NEARLY_M 2e-5

/* Law 2, of a note in a gap: the district in the row is the nearest, and near enough. */
static enum tk_status check_gap(struct tk_session *s, const struct districts *d,
                                const char *says, double x, double y, double tolerance_m,
                                struct tk_error *err)
{
    GEOSGeometry *point = NULL;
    double nearest = HUGE_VAL, told = HUGE_VAL;
    enum tk_status st = tk_geom_point(s, x, y, &point, err);
    for (size_t i = 0; !st && i < d->n; i++) {
        double away;
        st = tk_geom_distance(s, d->geometry[i], point, &away, err);
        nearest = fmin(nearest, away);
        if (strcmp(d->key[i], says) == 0)
            told = away;
    }
    tk_geom_free(s, point);
    if (!st && (told > nearest + NEARLY_M || told > tolerance_m + NEARLY_M))
        st = tk_fail(
            err, TK_INTERNAL,
            "law 2: note at %.3f %.3f is written to '%s' as in a gap, but that is %.3f m "
            "away, the nearest district %.3f m",
            x, y, says, told, nearest);
    return st;
}

/* What a layer's features are held against. */
struct reading {
    struct tk_session *session;
    const char *path;
    GDALDatasetH file;
    sqlite3 *db; /* for its spatial indexes */
    const struct tk_expected *expected;
    struct districts districts, parents, areas;
};

/* Law 2: the district in the row is the one that anyone finds who asks GEOS. */
static enum tk_status check_district(const struct reading *r, OGRFeatureH f, double x, double y,
                                     struct tk_error *err)
{
    const char *says = text_of(f, "stadsdel"), *found = NULL;
    enum tk_status st = district_of(r->session, &r->districts, x, y, &found, err);
    if (!st && !found && strcmp(text_of(f, "i_glapp"), "1") == 0)
        return check_gap(r->session, &r->districts, says, x, y, r->expected->gap_tolerance_m,
                         err);
    const char *right = found ? found : "utanför";
    if (!st && strcmp(right, says) != 0)
        st = tk_fail(err, TK_INTERNAL,
                     "law 2: note '%s' at %.3f %.3f is written to '%s', but GEOS says '%s'",
                     text_of(f, "punkt_id"), x, y, says, right);
    return st;
}

/* Law 2: so is the area above the district: that of the table, unless polygons are given and
 * its own does not hold the note. */
static enum tk_status check_parent(const struct reading *r, OGRFeatureH f, double x, double y,
                                   struct tk_error *err)
{
    const struct districts *d = &r->districts, *p = &r->parents;
    const char *says = text_of(f, "stadsdelsomrade"), *right = "", *found = NULL;
    size_t district = find(d, text_of(f, "stadsdel")), own;
    enum tk_status st = TK_OK;
    bool held = !r->expected->parents_given;
    if (district < d->n)
        right = d->note[district];
    if (!held && (own = find(p, right)) < p->n)
        st = holds(r->session, p, own, x, y, &held, err);
    if (!st && !held) {
        st = district_of(r->session, p, x, y, &found, err);
        if (!st && !found && *says)
            return check_gap(r->session, p, says, x, y, r->expected->gap_tolerance_m, err);
        right = found ? found : "";
    }
    if (!st && strcmp(right, says) != 0)
        st = tk_fail(err, TK_INTERNAL,
                     "law 2: note '%s' at %.3f %.3f is written to stadsdelsomrade '%s', but "
                     "lies in '%s'",
                     text_of(f, "punkt_id"), x, y, says, right);
    return st;
}

static enum tk_status check_list(OGRFeatureH f, const char *field, struct tk_buffer *right,
                                 struct tk_error *err)
{
    if (OGR_F_GetFieldIndex(f, field) < 0)
        return TK_OK;
    enum tk_status st = tk_buffer_check(right, err);
    if (!st && strcmp(tk_buffer_string(right), text_of(f, field)) != 0)
        st = tk_fail(err, TK_INTERNAL,
                     "law 2: note '%s' is written to %s '%s', but GEOS says '%s'",
                     text_of(f, "punkt_id"), field, text_of(f, field), tk_buffer_string(right));
    return st;
}

/* Law 2: and the planning areas are all those that hold the note. */
static enum tk_status check_areas(const struct reading *r, OGRFeatureH f, double x, double y,
                                  struct tk_error *err)
{
    const struct districts *a = &r->areas;
    struct tk_buffer all = {0}, focus = {0};
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < a->n; i++) {
        bool held;
        st = holds(r->session, a, i, x, y, &held, err);
        if (st || !held)
            continue;
        tk_buffer_format(&all, "%s%s", all.length ? "; " : "", a->key[i]);
        if (strcmp(a->note[i], r->expected->focus) == 0)
            tk_buffer_format(&focus, "%s%s", focus.length ? "; " : "", a->key[i]);
    }
    if (!st)
        st = check_list(f, "omraden", &all, err);
    if (!st)
        st = check_list(f, "fokusomrade", &focus, err);
    tk_buffer_free(&all);
    tk_buffer_free(&focus);
    return st;
}

static enum tk_status check_note(const struct reading *r, OGRFeatureH f, struct tk_error *err)
{
    OGRGeometryH g = OGR_F_GetGeometryRef(f);
    const char *says = text_of(f, "stadsdel");
    if (!g)
        return strcmp(says, "okänt läge") == 0
                   ? TK_OK
                   : tk_fail(err, TK_INTERNAL,
                             "law 2: note '%s' has no position, but district %s",
                             text_of(f, "punkt_id"), says);
    double x = OGR_G_GetX(g, 0), y = OGR_G_GetY(g, 0);
    enum tk_status st = check_district(r, f, x, y, err);
    if (!st)
        st = check_parent(r, f, x, y, err);
    return st ? st : check_areas(r, f, x, y, err);
}

/* One feature of a layer: whether GEOS finds its places, whether its index is asked for it. */
static enum tk_status check_feature(struct reading *r, const struct tk_layer *layer,
                                    struct tk_verify_index *index, OGRFeatureH f, bool locate,
                                    bool look_up, struct tk_error *err)
{
    OGRGeometryH g = OGR_F_GetGeometryRef(f);
    enum tk_status st = check_geometry(r->session, layer, f, err);
    if (!st && locate)
        st = check_note(r, f, err);
    if (!g)
        return st;
    index->n++;
    if (!st && look_up) {
        OGREnvelope e;
        OGR_G_GetEnvelope(g, &e);
        struct tk_bounds bounds = {e.MinX, e.MinY, e.MaxX, e.MaxY};
        st = tk_verify_index_feature(index, OGR_F_GetFID(f), &bounds, err);
    }
    return st;
}

/* Only the fields that are held against something are read here: an edition's rows are wide. */
static enum tk_status ignore_others(OGRLayerH layer, struct tk_error *err)
{
    static const char *const asked[] = {"stadsdel",  "stadsdelsomrade", "omraden",
                                        "gransfall", "fokusomrade",     "punkt_id",
                                        "i_glapp",   "area_m2"};
    OGRFeatureDefnH about = OGR_L_GetLayerDefn(layer);
    int n = OGR_FD_GetFieldCount(about), n_others = 0;
    const char **others = tk_alloc((size_t)n + 1, sizeof *others);
    if (!others)
        return tk_fail_memory(err);
    for (int i = 0; i < n; i++) {
        const char *name = OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(about, i));
        bool wanted = false;
        for (size_t k = 0; k < sizeof asked / sizeof *asked; k++)
            wanted = wanted || strcmp(name, asked[k]) == 0;
        if (!wanted)
            others[n_others++] = name;
    }
    OGRErr failed = OGR_L_SetIgnoredFields(layer, others);
    tk_free(others);
    return failed ? tk_fail(err, TK_INTERNAL, "GDAL cannot leave fields unread") : TK_OK;
}

/* How many features there were, and of these located again and looked up in the index. */
struct checked {
    long long n, located, looked_up;
};

/* Reads a layer to its end: as many features as made, valid, and in the spatial index. */
static enum tk_status check_features(struct reading *r, const struct tk_layer *layer,
                                     OGRLayerH l, struct tk_verify_index *index,
                                     struct checked *n, struct tk_error *err)
{
    bool notes = strcmp(layer->name, "noteringar") == 0;
    long long step = layer->n_rows / ASKED + 1;
    int border = OGR_FD_GetFieldIndex(OGR_L_GetLayerDefn(l), "gransfall");
    enum tk_status st = ignore_others(l, err);
    OGRFeatureH f;
    OGR_L_ResetReading(l);
    while (!st && !(st = tk_interrupt_check(err)) && (f = OGR_L_GetNextFeature(l))) {
        bool chosen = n->n % step == 0;
        bool locate = notes && (chosen || (border >= 0 && OGR_F_GetFieldAsInteger(f, border)));
        st = check_feature(r, layer, index, f, locate, chosen, err);
        n->n++;
        n->located += locate;
        n->looked_up += chosen;
        OGR_F_Destroy(f);
    }
    if (!st && n->n != layer->n_rows)
        st = tk_fail(err, TK_INTERNAL, "law 6: %s: %lld rows made, but GDAL reads %lld",
                     layer->name, (long long)layer->n_rows, n->n);
    return st;
}

static enum tk_status check_layer(struct reading *r, const struct tk_layer *layer,
                                  struct tk_verdicts *out, struct tk_error *err)
{
    OGRLayerH l = GDALDatasetGetLayerByName(r->file, layer->name);
    struct tk_verify_index index = {0};
    struct checked n = {0};
    enum tk_status st = TK_OK;
    if (!l)
        return tk_fail(err, TK_INTERNAL, "GDAL finds no layer %s in the edition", layer->name);
    if (*layer->geometry && !OGR_L_GetSpatialRef(l))
        return tk_fail(err, TK_INTERNAL, "%s: GDAL finds no CRS", layer->name);
    if (*layer->geometry)
        st = tk_verify_index_open(&index, r->db, layer->name, err);
    if (!st)
        st = check_features(r, layer, l, &index, &n, err);
    if (!st && *layer->geometry)
        st = tk_verify_index_count(&index, err);
    tk_verify_index_close(&index);
    if (st)
        return st;
    tk_verify_law(out, 6, "every feature is read again by GDAL, its geometry valid", n.n);
    if (*layer->geometry)
        tk_verify_law(out, 6, "what has a geometry stands where it lies in the spatial index",
                      n.looked_up);
    if (strcmp(layer->name, "noteringar") == 0)
        tk_verify_law(
            out, 2,
            "a note's district, the area above it and the planning areas are those that "
            "GEOS finds",
            n.located);
    return TK_OK;
}

/* What GDAL could not read it may have told while it gave something, or nothing, back. */
static enum tk_status no_complaint(const struct reading *r, unsigned long failures,
                                   struct tk_error *err)
{
    return r->session->failures == failures
               ? TK_OK
               : tk_fail(err, TK_INTERNAL, "%s: GDAL complains: %s", r->path,
                         r->session->gdal_said);
}

enum tk_status tk_verify_layers(struct tk_session *session, const char *path,
                                const struct tk_expected *expected, struct tk_verdicts *out,
                                struct tk_error *err)
{
    static const char *const drivers[] = {"GPKG", NULL};
    struct reading r = {.session = session, .path = path, .expected = expected};
    const struct {
        struct told_by by;
        struct districts *out;
    } told[] = {{{"stadsdelar", "stadsdel", "stadsdelsomrade"}, &r.districts},
                {{"stadsdelsomraden", "stadsdelsomrade", ""}, &r.parents},
                {{"planomraden", "omrade_id", "sort"}, &r.areas}};
    enum tk_status st = tk_session_driver(session, "GPKG", err);
    unsigned long failures = session->failures;
    if (!st)
        r.file = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, NULL, NULL);
    if (!st && !r.file)
        st = tk_fail(err, TK_INTERNAL, "%s: GDAL cannot open it: %s", path, session->gdal_said);
    if (!st)
        st = tk_verify_open_once(path, &r.db, err);
    for (size_t i = 0; !st && i < sizeof told / sizeof *told; i++)
        if (told[i].out != &r.parents || expected->parents_given)
            st = read_polygons(session, r.file, &told[i].by, told[i].out, err);
    if (!st) /* before notes are held against polygons that were not read */
        st = no_complaint(&r, failures, err);
    for (size_t i = 0; !st && i < expected->layers->n; i++)
        st = check_layer(&r, &expected->layers->layers[i], out, err);
    if (r.file)
        GDALClose(r.file);
    sqlite3_close(r.db);
    if (!st)
        st = no_complaint(&r, failures, err);
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        districts_free(session, told[i].out);
    return st;
}
