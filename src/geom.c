#include "trygghetskarta/geom.h"

#include "geom_parts.h"
#include "trygghetskarta/memory.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum tk_status tk_geom_result(struct tk_session *s, GEOSGeometry *result, GEOSGeometry **out,
                              const char *what, struct tk_error *err)
{
    *out = result;
    return result ? TK_OK : tk_geom_told(s, err, TK_INTERNAL, what);
}

void tk_geom_free(struct tk_session *s, GEOSGeometry *g)
{
    if (g)
        GEOSGeom_destroy_r(s->geos, g);
}

enum tk_status tk_geom_from_wkb(struct tk_session *s, const unsigned char *wkb, size_t size,
                                GEOSGeometry **out, struct tk_error *err)
{
    *out = NULL;
    s->said[0] = '\0';
    GEOSWKBReader *reader = GEOSWKBReader_create_r(s->geos);
    if (!reader)
        return tk_fail_memory(err);
    *out = GEOSWKBReader_read_r(s->geos, reader, wkb, size);
    GEOSWKBReader_destroy_r(s->geos, reader);
    return *out ? TK_OK : tk_geom_told(s, err, TK_INPUT, "geometry that cannot be read");
}

enum tk_status tk_geom_from_wkt(struct tk_session *s, const char *wkt, GEOSGeometry **out,
                                struct tk_error *err)
{
    *out = NULL;
    s->said[0] = '\0';
    GEOSWKTReader *reader = GEOSWKTReader_create_r(s->geos);
    if (!reader)
        return tk_fail_memory(err);
    *out = GEOSWKTReader_read_r(s->geos, reader, wkt);
    GEOSWKTReader_destroy_r(s->geos, reader);
    return *out ? TK_OK : tk_geom_told(s, err, TK_INPUT, "WKT that cannot be read");
}

enum tk_status tk_geom_to_wkb(struct tk_session *s, const GEOSGeometry *g,
                              struct tk_buffer *out, struct tk_error *err)
{
    s->said[0] = '\0';
    GEOSWKBWriter *writer = GEOSWKBWriter_create_r(s->geos);
    if (!writer)
        return tk_fail_memory(err);
    size_t size = 0;
    GEOSWKBWriter_setByteOrder_r(s->geos, writer, GEOS_WKB_NDR);
    GEOSWKBWriter_setOutputDimension_r(s->geos, writer, 2);
    GEOSWKBWriter_setFlavor_r(s->geos, writer, GEOS_WKB_ISO);
    unsigned char *bytes = GEOSWKBWriter_write_r(s->geos, writer, g, &size);
    GEOSWKBWriter_destroy_r(s->geos, writer);
    if (!bytes)
        return tk_geom_told(s, err, TK_INTERNAL, "writing WKB");
    tk_buffer_add(out, bytes, size);
    GEOSFree_r(s->geos, bytes);
    return tk_buffer_check(out, err);
}

enum tk_status tk_geom_clone(struct tk_session *s, const GEOSGeometry *g, GEOSGeometry **out,
                             struct tk_error *err)
{
    *out = GEOSGeom_clone_r(s->geos, g);
    return *out ? TK_OK : tk_fail_memory(err);
}

enum tk_status tk_geom_point(struct tk_session *s, double x, double y, GEOSGeometry **out,
                             struct tk_error *err)
{
    *out = GEOSGeom_createPointFromXY_r(s->geos, x, y);
    return *out ? TK_OK : tk_fail_memory(err);
}

static double double_at(const unsigned char *bytes, bool little)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < 8; i++)
        bits |= (uint64_t)bytes[i] << 8 * (little ? i : 7 - i);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

bool tk_geom_wkb_point(const unsigned char *wkb, size_t size, double *x, double *y)
{
    if (size != 21 || wkb[0] > 1)
        return false;
    bool little = wkb[0] == 1;
    static const unsigned char little_point[4] = {1, 0, 0, 0}, big_point[4] = {0, 0, 0, 1};
    if (memcmp(wkb + 1, little ? little_point : big_point, 4) != 0)
        return false;
    *x = double_at(wkb + 5, little);
    *y = double_at(wkb + 13, little);
    return !(isnan(*x) && isnan(*y)); /* two NaN are how WKB says POINT EMPTY */
}

size_t tk_geom_n_parts(struct tk_session *s, const GEOSGeometry *g)
{
    int n = GEOSGetNumGeometries_r(s->geos, g);
    return n > 0 ? (size_t)n : 0;
}

const GEOSGeometry *tk_geom_part(struct tk_session *s, const GEOSGeometry *g, size_t i)
{
    return GEOSGetGeometryN_r(s->geos, g, (int)i);
}

bool tk_geom_is_collection(struct tk_session *s, const GEOSGeometry *g)
{
    return GEOSGeomTypeId_r(s->geos, g) >= GEOS_MULTIPOINT;
}

int tk_geom_dimension(struct tk_session *s, const GEOSGeometry *g)
{
    if (!tk_geom_is_collection(s, g))
        return tk_geom_empty(s, g) ? -1 : GEOSGeom_getDimensions_r(s->geos, g);
    int dimension = -1;
    for (size_t i = 0; i < tk_geom_n_parts(s, g); i++) {
        const GEOSGeometry *part = tk_geom_part(s, g, i);
        if (tk_geom_empty(s, part))
            continue;
        int here = tk_geom_dimension(s, part);
        if (here < 0 || (dimension >= 0 && here != dimension))
            return -1;
        dimension = here;
    }
    return dimension;
}

bool tk_geom_empty(struct tk_session *s, const GEOSGeometry *g)
{
    return GEOSisEmpty_r(s->geos, g) != 0;
}

size_t tk_geom_vertices(struct tk_session *s, const GEOSGeometry *g)
{
    int n = GEOSGetNumCoordinates_r(s->geos, g);
    return n > 0 ? (size_t)n : 0;
}

const char *tk_geom_kind(struct tk_session *s, const GEOSGeometry *g)
{
    static const char *const kinds[] = {"linje", "yta"};
    int dimension = GEOSGeom_getDimensions_r(s->geos, g);
    if (dimension < 1)
        return tk_geom_vertices(s, g) == 1 ? "punkt" : "flera punkter";
    return kinds[dimension > 1];
}

static bool look(void *context, const struct tk_geom_run *run, struct tk_error *err)
{
    bool *finite = context;
    (void)err;
    for (size_t i = 0; *finite && i < run->n; i++)
        *finite = isfinite(run->x[i]) && isfinite(run->y[i]);
    return *finite;
}

enum tk_status tk_geom_finite(struct tk_session *s, const GEOSGeometry *g, bool *finite,
                              struct tk_error *err)
{
    *finite = true;
    return tk_geom_walk(s, g, look, finite, err);
}

struct tk_bounds tk_geom_bounds(struct tk_session *s, const GEOSGeometry *g)
{
    struct tk_bounds b;
    if (tk_geom_empty(s, g) ||
        !GEOSGeom_getExtent_r(s->geos, g, &b.min_x, &b.min_y, &b.max_x, &b.max_y))
        b = (struct tk_bounds){HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    return b;
}

struct area_sum {
    long double origin_x, origin_y, twice;
};

static bool add_ring_area(void *context, const struct tk_geom_run *run, struct tk_error *err)
{
    struct area_sum *sum = context;
    long double ring = 0;
    (void)err;
    for (size_t i = 0; i + 1 < run->n; i++)
        ring += (run->x[i] - sum->origin_x) * (run->y[i + 1] - sum->origin_y) -
                (run->x[i + 1] - sum->origin_x) * (run->y[i] - sum->origin_y);
    if (run->kind == TK_RUN_SHELL)
        sum->twice += fabsl(ring);
    else if (run->kind == TK_RUN_HOLE)
        sum->twice -= fabsl(ring);
    return true;
}

enum tk_status tk_geom_area(struct tk_session *s, const GEOSGeometry *g, double *out,
                            struct tk_error *err)
{
    struct tk_bounds b = tk_geom_bounds(s, g);
    struct area_sum sum = {b.min_x, b.min_y, 0};
    enum tk_status st = TK_OK;
    if (b.min_x <= b.max_x)
        st = tk_geom_walk(s, g, add_ring_area, &sum, err);
    *out = st ? 0 : (double)(sum.twice / 2);
    return st;
}

enum tk_status tk_geom_length(struct tk_session *s, const GEOSGeometry *g, double *out,
                              struct tk_error *err)
{
    s->said[0] = '\0';
    if (GEOSLength_r(s->geos, g, out))
        return TK_OK;
    *out = 0;
    return tk_geom_told(s, err, TK_INTERNAL, "length");
}

struct ring_fill {
    struct tk_rings *rings;
    size_t points_capacity, rings_capacity;
};

static bool add_ring(void *context, const struct tk_geom_run *run, struct tk_error *err)
{
    struct ring_fill *fill = context;
    struct tk_rings *rings = fill->rings;
    if (run->kind != TK_RUN_SHELL && run->kind != TK_RUN_HOLE)
        return !tk_fail(err, TK_INTERNAL, "rings of a geometry that is no polygon");
    if (tk_grow(&rings->xy, &fill->points_capacity, 2 * (rings->n_points + run->n),
                sizeof *rings->xy, err) ||
        tk_grow(&rings->ring_start, &fill->rings_capacity, rings->n_rings + 2,
                sizeof *rings->ring_start, err))
        return false;
    double *xy = rings->xy + 2 * rings->n_points;
    for (size_t i = 0; i < run->n; i++) {
        xy[2 * i] = run->x[i];
        xy[2 * i + 1] = run->y[i];
    }
    rings->n_points += run->n;
    rings->ring_start[++rings->n_rings] = rings->n_points;
    return true;
}

enum tk_status tk_geom_rings(struct tk_session *s, const GEOSGeometry *g, struct tk_rings *out,
                             struct tk_error *err)
{
    *out = (struct tk_rings){0};
    struct ring_fill fill = {.rings = out};
    enum tk_status st =
        tk_grow(&out->ring_start, &fill.rings_capacity, 1, sizeof *out->ring_start, err);
    if (!st)
        st = tk_geom_walk(s, g, add_ring, &fill, err);
    if (st)
        tk_rings_free(out);
    return st;
}

void tk_rings_free(struct tk_rings *rings)
{
    tk_free(rings->xy);
    tk_free(rings->ring_start);
    *rings = (struct tk_rings){0};
}
