#include "trygghetskarta/crs.h"

#include "trygghetskarta/memory.h"

#include <math.h>
#include <stdio.h>

enum { SWEREF_FIRST = 3006, SWEREF_LAST = 3018, UTM_NORTH = 32600, UTM_SOUTH = 32700 };

/* East first: with a CRS of northings and eastings proj_factors() of PROJ 9.1 answers
 * nonsense. */
static PJ *east_first(PJ_CONTEXT *c, const char *crs)
{
    PJ *given = proj_create(c, crs);
    PJ *out = given ? proj_normalize_for_visualization(c, given) : NULL;
    proj_destroy(given);
    return out;
}

/* The scale that is farthest from 1 at a place, in any direction; NAN if it cannot be told. */
static double scale_at(PJ *crs, PJ_COORD degrees)
{
    PJ_COORD radians = proj_coord(proj_torad(degrees.xy.x), proj_torad(degrees.xy.y), 0, 0);
    PJ_FACTORS f = proj_factors(crs, radians);
    double most = f.tissot_semimajor, least = f.tissot_semiminor;
    if (!isfinite(most) || !isfinite(least) || !(least > 0))
        return NAN;
    return fabs(most - 1) > fabs(least - 1) ? most : least;
}

/* The zone of SWEREF 99 that is made for the place and truest there, else the zone of UTM. */
static void name_fitting(PJ_CONTEXT *c, PJ_COORD at, char *out, size_t size)
{
    double truest = HUGE_VAL;
    int zone = (int)fmax(1, fmin(60, floor((at.xy.x + 180) / 6) + 1));
    snprintf(out, size, "EPSG:%d", (at.xy.y < 0 ? UTM_SOUTH : UTM_NORTH) + zone);
    for (int code = SWEREF_FIRST; code <= SWEREF_LAST; code++) {
        char name[16];
        double west, south, east, north;
        snprintf(name, sizeof name, "EPSG:%d", code);
        PJ *crs = east_first(c, name);
        bool made_for_it =
            crs && proj_get_area_of_use(c, crs, &west, &south, &east, &north, NULL) &&
            at.xy.x >= west && at.xy.x <= east && at.xy.y >= south && at.xy.y <= north;
        double off = made_for_it ? fabs(scale_at(crs, at) - 1) : HUGE_VAL;
        if (off < truest) {
            truest = off;
            snprintf(out, size, "%s", name);
        }
        proj_destroy(crs);
    }
}

static void measure(PJ_CONTEXT *c, PJ *crs, PJ *to_degrees, const struct tk_bounds *w,
                    double told, struct tk_crs_scale *out)
{
    PJ_COORD middle = proj_coord(HUGE_VAL, HUGE_VAL, 0, 0);
    double x = (w->min_x + w->max_x) / 2, y = (w->min_y + w->max_y) / 2;
    const double at[][2] = {{x, y},
                            {w->min_x, w->min_y},
                            {w->min_x, w->max_y},
                            {w->max_x, w->min_y},
                            {w->max_x, w->max_y}};
    for (size_t i = 0; i < sizeof at / sizeof *at; i++) {
        PJ_COORD place =
            proj_trans(to_degrees, PJ_FWD, proj_coord(at[i][0], at[i][1], 0, HUGE_VAL));
        if (!isfinite(place.xy.x) || !isfinite(place.xy.y))
            continue;
        double scale = scale_at(crs, place);
        if (fabs(scale - 1) > fabs(out->farthest - 1))
            out->farthest = scale;
        if (!isfinite(middle.xy.x))
            middle = place;
    }
    if (isfinite(middle.xy.x) && fabs(out->farthest - 1) > told)
        name_fitting(c, middle, out->fitting, sizeof out->fitting);
}

enum tk_status tk_crs_measure(struct tk_session *s, const char *crs,
                              const struct tk_bounds *window, double told,
                              struct tk_crs_scale *out, struct tk_error *err)
{
    struct tk_crs_info info;
    *out = (struct tk_crs_scale){1, ""};
    enum tk_status st = tk_crs_describe(s, crs, &info, err);
    if (st)
        return st;
    PJ *straight = east_first(s->proj, info.wkt2);
    PJ *degrees = proj_create(s->proj, "OGC:CRS84");
    PJ *change = straight && degrees
                     ? proj_create_crs_to_crs_from_pj(s->proj, straight, degrees, NULL, NULL)
                     : NULL;
    if (change)
        measure(s->proj, straight, change, window, told, out);
    proj_destroy(change);
    proj_destroy(degrees);
    proj_destroy(straight);
    tk_crs_info_free(&info);
    return TK_OK;
}
