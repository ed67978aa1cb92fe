#include "trygghetskarta/crs.h"

#include "trygghetskarta/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct tk_crs {
    PJ *operation; /* NULL: nothing is changed */
    char *words;
};

static PJ *replaced(PJ *old, PJ *new)
{
    if (new)
        proj_destroy(old);
    return new ? new : old;
}

/* The horizontal CRS in it: without heights, and without the shift to WGS 84 that WKT1 may
 * carry. */
static PJ *horizontal(PJ_CONTEXT *c, PJ *crs)
{
    if (proj_get_type(crs) == PJ_TYPE_BOUND_CRS)
        crs = replaced(crs, proj_get_source_crs(c, crs));
    if (proj_get_type(crs) == PJ_TYPE_COMPOUND_CRS)
        crs = replaced(crs, proj_crs_get_sub_crs(c, crs, 0));
    return crs;
}

/* Axis order is settled at the door, so it is no difference between two CRS. */
static bool equivalent(PJ_CONTEXT *c, const PJ *a, const PJ *b)
{
    PJ *left = proj_normalize_for_visualization(c, a);
    PJ *right = proj_normalize_for_visualization(c, b);
    bool same = left && right &&
                proj_is_equivalent_to_with_ctx(c, left, right,
                                               PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS);
    proj_destroy(left);
    proj_destroy(right);
    return same;
}

static bool is_epsg(const PJ *crs)
{
    const char *organisation = proj_get_id_auth_name(crs, 0);
    return organisation && strcmp(organisation, "EPSG") == 0;
}

/* The EPSG entry that means the same, or NULL. */
static PJ *identify(PJ_CONTEXT *c, const PJ *crs)
{
    PJ *found = NULL;
    int *confidence = NULL;
    PJ_OBJ_LIST *list = proj_identify(c, crs, "EPSG", NULL, &confidence);
    int n = list ? proj_list_get_count(list) : 0;
    for (int i = 0; !found && i < n; i++) {
        PJ *candidate = proj_list_get(c, list, i);
        if (candidate && equivalent(c, crs, candidate))
            found = candidate;
        else
            proj_destroy(candidate);
    }
    proj_int_list_destroy(confidence);
    proj_list_destroy(list);
    return found;
}

/* What a text means as a CRS, as its EPSG entry where there is one. */
static enum tk_status resolve(struct tk_session *s, const char *text, enum tk_status blame,
                              PJ **out, struct tk_error *err)
{
    *out = NULL;
    s->said[0] = '\0';
    /* PROJ takes a word for the nearest name in its list; nothing is guessed here */
    PJ *crs = strpbrk(text, ":[{+") ? proj_create(s->proj, text) : NULL;
    if (!crs || !proj_is_crs(crs)) {
        proj_destroy(crs);
        return tk_fail(err, blame,
                       "'%.200s' is no coordinate reference system that PROJ knows%s%s", text,
                       s->said[0] ? ": " : "", s->said);
    }
    crs = horizontal(s->proj, crs);
    PJ_TYPE type = proj_get_type(crs);
    if (type != PJ_TYPE_PROJECTED_CRS && type != PJ_TYPE_GEOGRAPHIC_2D_CRS &&
        type != PJ_TYPE_GEOGRAPHIC_3D_CRS) {
        const char *name = proj_get_name(crs);
        (void)tk_fail(err, blame, "CRS '%.200s' is neither geographic nor projected",
                      name ? name : text);
        proj_destroy(crs);
        return err->status;
    }
    if (!is_epsg(crs))
        crs = replaced(crs, identify(s->proj, crs));
    *out = crs;
    return TK_OK;
}

static bool in_metres(PJ_CONTEXT *c, const PJ *crs)
{
    double metres = 0;
    PJ *system = proj_crs_get_coordinate_system(c, crs);
    bool told = system && proj_cs_get_axis_info(c, system, 0, NULL, NULL, NULL, &metres, NULL,
                                                NULL, NULL);
    proj_destroy(system);
    return told && proj_get_type(crs) == PJ_TYPE_PROJECTED_CRS && metres == 1;
}

static char *copied(const char *text)
{
    return tk_strdup(text ? text : "");
}

enum tk_status tk_crs_describe(struct tk_session *s, const char *crs, struct tk_crs_info *out,
                               struct tk_error *err)
{
    static const char *const one_line[] = {"MULTILINE=NO", NULL};
    /* Without its axes GDAL takes a CRS of northings and eastings for another than the
     * register's. */
    static const char *const with_axes[] = {"MULTILINE=NO", "OUTPUT_AXIS=YES", NULL};
    *out = (struct tk_crs_info){0};
    PJ *pj;
    enum tk_status st = resolve(s, crs, TK_USAGE, &pj, err);
    if (st)
        return st;
    const char *code = proj_get_id_code(pj, 0);
    out->name = copied(proj_get_name(pj));
    out->organisation = copied(proj_get_id_auth_name(pj, 0));
    out->code = code ? (int)strtol(code, NULL, 10) : 0; /* OGC's are words: 0 */
    out->wkt1 = copied(proj_as_wkt(s->proj, pj, PJ_WKT1_GDAL, with_axes));
    out->wkt2 = copied(proj_as_wkt(s->proj, pj, PJ_WKT2_2019, one_line));
    out->proj4 = copied(proj_as_proj_string(s->proj, pj, PJ_PROJ_4, NULL));
    out->projected_metres = in_metres(s->proj, pj);
    proj_destroy(pj);
    if (out->name && out->organisation && out->wkt1 && out->wkt2 && out->proj4)
        return TK_OK;
    tk_crs_info_free(out);
    return tk_fail_memory(err);
}

void tk_crs_info_free(struct tk_crs_info *info)
{
    tk_free(info->name);
    tk_free(info->organisation);
    tk_free(info->wkt1);
    tk_free(info->wkt2);
    tk_free(info->proj4);
    *info = (struct tk_crs_info){0};
}

enum tk_status tk_crs_same(struct tk_session *s, const char *a, const char *b, bool *same,
                           struct tk_error *err)
{
    PJ *left, *right = NULL;
    *same = false;
    enum tk_status st = resolve(s, a, TK_USAGE, &left, err);
    if (!st)
        st = resolve(s, b, TK_USAGE, &right, err);
    if (!st)
        *same = equivalent(s->proj, left, right);
    proj_destroy(left);
    proj_destroy(right);
    return st;
}

static void find_operations(PJ_CONTEXT *c, const PJ *from, const PJ *to, const double *area,
                            bool any, PJ_OBJ_LIST **out)
{
    *out = NULL;
    PJ_OPERATION_FACTORY_CONTEXT *factory = proj_create_operation_factory_context(c, NULL);
    if (!factory)
        return;
    if (area)
        proj_operation_factory_context_set_area_of_interest(c, factory, area[0], area[1],
                                                            area[2], area[3]);
    proj_operation_factory_context_set_spatial_criterion(
        c, factory, PROJ_SPATIAL_CRITERION_PARTIAL_INTERSECTION);
    proj_operation_factory_context_set_grid_availability_use(
        c, factory,
        any ? PROJ_GRID_AVAILABILITY_IGNORED
            : PROJ_GRID_AVAILABILITY_DISCARD_OPERATION_IF_MISSING_GRID);
    proj_operation_factory_context_set_allow_ballpark_transformations(c, factory, any);
    *out = proj_create_operations(c, from, to, factory);
    proj_operation_factory_context_destroy(factory);
}

/* West, south, east, north of the window in degrees; false if it cannot be told. */
static bool window_in_degrees(PJ_CONTEXT *c, const PJ *to, const struct tk_bounds *w,
                              double *area)
{
    if (!w || !(w->min_x <= w->max_x))
        return false;
    PJ *degrees = proj_create(c, "OGC:CRS84"), *plain = NULL, *change = NULL;
    if (degrees)
        plain = proj_create_crs_to_crs_from_pj(c, to, degrees, NULL, NULL);
    if (plain)
        change = proj_normalize_for_visualization(c, plain);
    bool told =
        change && proj_trans_bounds(c, change, PJ_FWD, w->min_x, w->min_y, w->max_x, w->max_y,
                                    &area[0], &area[1], &area[2], &area[3], 21);
    proj_destroy(change);
    proj_destroy(plain);
    proj_destroy(degrees);
    return told && isfinite(area[0]) && isfinite(area[1]) && isfinite(area[2]) &&
           isfinite(area[3]);
}

static bool missing_grid(PJ_CONTEXT *c, const PJ *operation, const char **name)
{
    int available = 1;
    int n = proj_coordoperation_get_grid_used_count(c, operation);
    for (int i = 0; i < n; i++)
        if (proj_coordoperation_get_grid_used(c, operation, i, name, NULL, NULL, NULL, NULL,
                                              NULL, &available) &&
            !available)
            return true;
    return false;
}

/* Why there is no operation: the first one that lacks a grid here, if any. */
static enum tk_status refuse(struct tk_session *s, const PJ *from, const PJ *to,
                             const double *area, struct tk_error *err)
{
    PJ_OBJ_LIST *list;
    find_operations(s->proj, from, to, area, true, &list);
    int n = list ? proj_list_get_count(list) : 0;
    bool told = false;
    for (int i = 0; !told && i < n; i++) {
        PJ *operation = proj_list_get(s->proj, list, i);
        const char *grid = NULL;
        if (operation && missing_grid(s->proj, operation, &grid)) {
            (void)tk_fail(err, TK_INPUT,
                          "from %s to %s only a ballpark operation is at hand: the grid %s is "
                          "missing (apt install proj-data, or lay it into PROJ's directory)",
                          proj_get_name(from), proj_get_name(to), grid);
            told = true;
        }
        proj_destroy(operation);
    }
    proj_list_destroy(list);
    if (told)
        return err->status;
    return tk_fail(err, TK_INPUT,
                   "from %s to %s no operation but a ballpark one is known for this area: give "
                   "the source's crs in the configuration",
                   proj_get_name(from), proj_get_name(to));
}

/* The best that is no ballpark one; NULL if PROJ knows none. */
static PJ *best_operation(PJ_CONTEXT *c, const PJ *from, const PJ *to, const double *area)
{
    PJ_OBJ_LIST *list;
    PJ *best = NULL;
    find_operations(c, from, to, area, false, &list);
    int n = list ? proj_list_get_count(list) : 0;
    for (int i = 0; !best && i < n; i++) {
        PJ *operation = proj_list_get(c, list, i);
        if (operation && !proj_coordoperation_has_ballpark_transformation(c, operation) &&
            proj_coordoperation_is_instantiable(c, operation))
            best = proj_normalize_for_visualization(c, operation);
        proj_destroy(operation);
    }
    proj_list_destroy(list);
    return best;
}

/* One operation, chosen now: proj_create_crs_to_crs() would choose anew for every point, and
 * the manifest could not tell which. PROJ is asked twice before it is believed that there is
 * none: where its database could not be read for a moment it says just the same. */
static enum tk_status choose(struct tk_session *s, const PJ *from, const PJ *to,
                             const struct tk_bounds *window, PJ **out, struct tk_error *err)
{
    double degrees[4];
    const double *area = window_in_degrees(s->proj, to, window, degrees) ? degrees : NULL;
    *out = best_operation(s->proj, from, to, area);
    if (!*out)
        *out = best_operation(s->proj, from, to, area);
    return *out ? TK_OK : refuse(s, from, to, area, err);
}

static char *in_words(struct tk_session *s, PJ *operation)
{
    char *words = NULL;
    const char *name = proj_get_name(operation);
    const char *string = proj_as_proj_string(s->proj, operation, PJ_PROJ_5, NULL);
    struct tk_buffer text = {0};
    tk_buffer_format(&text, "%s; %s", name ? name : "", string ? string : "");
    words = tk_buffer_take(&text);
    return words;
}

enum tk_status tk_crs_open(struct tk_session *s, const char *from, const char *to,
                           const struct tk_bounds *window, struct tk_crs **out,
                           struct tk_error *err)
{
    PJ *source = NULL, *target = NULL;
    *out = NULL;
    struct tk_crs *crs = tk_alloc(1, sizeof *crs);
    enum tk_status st = crs ? TK_OK : tk_fail_memory(err);
    if (!st)
        st = resolve(s, from, TK_INPUT, &source, err);
    if (!st)
        st = resolve(s, to, TK_USAGE, &target, err);
    if (!st && !equivalent(s->proj, source, target))
        st = choose(s, source, target, window, &crs->operation, err);
    if (!st) {
        crs->words = crs->operation ? in_words(s, crs->operation) : tk_strdup("none");
        st = crs->words ? TK_OK : tk_fail_memory(err);
    }
    proj_destroy(source);
    proj_destroy(target);
    if (st)
        tk_crs_close(s, crs);
    else
        *out = crs;
    return st;
}

void tk_crs_close(struct tk_session *s, struct tk_crs *crs)
{
    (void)s;
    if (!crs)
        return;
    proj_destroy(crs->operation);
    tk_free(crs->words);
    tk_free(crs);
}

const char *tk_crs_operation(const struct tk_crs *crs)
{
    return crs->words;
}

bool tk_crs_is_none(const struct tk_crs *crs)
{
    return crs->operation == NULL;
}

void tk_crs_points(struct tk_crs *crs, double *x, double *y, size_t n)
{
    if (crs->operation)
        proj_trans_generic(crs->operation, PJ_FWD, x, sizeof *x, n, y, sizeof *y, n, NULL, 0, 0,
                           NULL, 0, 0);
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i]) || !isfinite(y[i]))
            x[i] = y[i] = HUGE_VAL;
}

static bool change_run(void *context, double *x, double *y, size_t n)
{
    tk_crs_points(context, x, y, n);
    for (size_t i = 0; i < n; i++)
        if (!isfinite(x[i]))
            return false;
    return true;
}

enum tk_status tk_crs_geometry(struct tk_session *s, struct tk_crs *crs, const GEOSGeometry *g,
                               double step, GEOSGeometry **out, struct tk_error *err)
{
    if (tk_crs_is_none(crs) || !(step > 0))
        return tk_geom_transform(s, g, change_run, crs, out, err);
    GEOSGeometry *dense;
    *out = NULL;
    enum tk_status st = tk_geom_densify(s, g, step, &dense, err);
    if (!st)
        st = tk_geom_transform(s, dense, change_run, crs, out, err);
    tk_geom_free(s, dense);
    return st;
}
