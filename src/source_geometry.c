#include "source_private.h"

#include "trygghetskarta/text.h"

#include <cpl_error.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

enum { POINT_SIZE = 21, MAX_NESTED = 32, MAX_VALUE = 40 };

/* ---- little-endian WKB ---- */

static uint32_t get_whole(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static double get_real(const unsigned char *p)
{
    uint64_t bits = (uint64_t)get_whole(p + 4) << 32 | get_whole(p);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void put_real(unsigned char *p, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    for (int i = 0; i < 8; i++)
        p[i] = (unsigned char)(bits >> (8 * i));
}

/* A walk through WKB that counts, and stops at the first fault. */
struct walk {
    const unsigned char *at, *end;
    size_t vertices;
    const char *fault;
};

static const char unreadable[] = "geometri_olaslig";
static const char not_finite[] = "koordinat_ej_tal";

static bool has_bytes(struct walk *w, size_t n)
{
    if (!w->fault && (size_t)(w->end - w->at) < n)
        w->fault = unreadable;
    return !w->fault;
}

static uint32_t walk_count(struct walk *w)
{
    if (!has_bytes(w, 4))
        return 0;
    w->at += 4;
    return get_whole(w->at - 4);
}

/* n vertices; fewer than `fewest`, but for none at all, are no line or ring. */
static void walk_vertices(struct walk *w, uint32_t n, uint32_t fewest)
{
    if (n > 0 && n < fewest)
        w->fault = unreadable;
    for (; n > 0 && has_bytes(w, 16); n--, w->at += 16) {
        if (!isfinite(get_real(w->at)) || !isfinite(get_real(w->at + 8)))
            w->fault = not_finite;
        w->vertices++;
    }
}

static void walk_geometry(struct walk *w, int depth)
{
    if (!has_bytes(w, 5))
        return;
    uint32_t type = get_whole(w->at + 1);
    w->at += 5;
    if (type == wkbPoint) {
        walk_vertices(w, 1, 1);
    } else if (type == wkbLineString) {
        walk_vertices(w, walk_count(w), 2);
    } else if (type == wkbPolygon) {
        for (uint32_t rings = walk_count(w); rings > 0 && !w->fault; rings--)
            walk_vertices(w, walk_count(w), 4);
    } else if (type >= wkbMultiPoint && type <= wkbGeometryCollection && depth < MAX_NESTED) {
        for (uint32_t parts = walk_count(w); parts > 0 && !w->fault; parts--)
            walk_geometry(w, depth + 1);
    } else {
        w->fault = unreadable;
    }
}

/* ---- OGR geometries made plain ---- */

/* The radius of the circle through three points; 0 if they stand in line. */
static double radius_of(OGRGeometryH arc, int i)
{
    double ax = OGR_G_GetX(arc, i), ay = OGR_G_GetY(arc, i);
    double bx = OGR_G_GetX(arc, i + 1) - ax, by = OGR_G_GetY(arc, i + 1) - ay;
    double cx = OGR_G_GetX(arc, i + 2) - ax, cy = OGR_G_GetY(arc, i + 2) - ay;
    double twice_area = fabs(bx * cy - by * cx);
    double a = hypot(bx, by), b = hypot(cx, cy), c = hypot(cx - bx, cy - by);
    if (b == 0) /* a whole circle is told by its start and the point across */
        return a / 2;
    return twice_area > 0 ? a * b * c / (2 * twice_area) : 0;
}

static double largest_radius(OGRGeometryH g)
{
    double largest = 0;
    if (wkbFlatten(OGR_G_GetGeometryType(g)) == wkbCircularString)
        for (int i = 0; i + 2 < OGR_G_GetPointCount(g); i += 2)
            largest = fmax(largest, radius_of(g, i));
    for (int i = 0; i < OGR_G_GetGeometryCount(g); i++)
        largest = fmax(largest, largest_radius(OGR_G_GetGeometryRef(g, i)));
    return largest;
}

/* Lines instead of arcs: a chord over the angle t leaves its arc by r (1 - cos t/2). */
static OGRGeometryH straighten_take(OGRGeometryH g, double arc_error)
{
    double radius = largest_radius(g);
    double step = radius > arc_error ? 2 * acos(1 - arc_error / radius) : 1;
    OGRGeometryH straight = OGR_G_GetLinearGeometry(g, step * 180 / M_PI, NULL);
    OGR_G_DestroyGeometry(g);
    return straight;
}

/* Flat, without arcs, surfaces as polygons, rings closed; *mended says which of the last three
 * it had to be made. NULL if that cannot be. */
static OGRGeometryH plain_take(OGRGeometryH g, double arc_error, const char **mended)
{
    OGR_G_FlattenTo2D(g);
    if (OGR_G_HasCurveGeometry(g, 0)) {
        g = straighten_take(g, arc_error);
        *mended = "arcs made lines";
    }
    OGRwkbGeometryType type = g ? OGR_G_GetGeometryType(g) : wkbNone;
    if (type == wkbPolyhedralSurface || type == wkbTIN || type == wkbTriangle) {
        g = OGR_G_ForceTo(g, type == wkbTriangle ? wkbPolygon : wkbMultiPolygon, NULL);
        *mended = "surface made polygons";
    }
    if (!g)
        return NULL;
    int size = OGR_G_WkbSize(g);
    OGR_G_CloseRings(g);
    if (OGR_G_WkbSize(g) != size)
        *mended = "ring not closed";
    return g;
}

static enum tk_status lay_point(struct tk_record *record, double x, double y,
                                struct tk_error *err)
{
    static const unsigned char start[] = {1, wkbPoint, 0, 0, 0};
    unsigned char *wkb = tk_arena_take(record->arena, POINT_SIZE);
    if (!wkb)
        return tk_fail_memory(err);
    memcpy(wkb, start, sizeof start);
    put_real(wkb + 5, x);
    put_real(wkb + 13, y);
    record->wkb = wkb;
    record->wkb_size = POINT_SIZE;
    return TK_OK;
}

static enum tk_status lay_geometry(struct tk_source *source, struct tk_record *record,
                                   OGRGeometryH g, struct tk_error *err)
{
    size_t size = (size_t)OGR_G_WkbSize(g);
    unsigned char *wkb = tk_arena_take(record->arena, size);
    if (!wkb)
        return tk_fail_memory(err);
    struct walk w = {.at = wkb, .end = wkb + size};
    if (OGR_G_ExportToIsoWkb(g, wkbNDR, wkb) != OGRERR_NONE)
        w.fault = unreadable;
    else
        walk_geometry(&w, 0);
    double limit = source->config->max_vertices;
    char told[64];
    if (!w.fault && (double)w.vertices > limit) {
        w.fault = "geometri_for_stor";
        int n = snprintf(told, sizeof told, "%zu (max_vertices: %.0f)", w.vertices, limit);
        record->fault_value = tk_arena_text(record->arena, told, (size_t)n);
        if (!record->fault_value)
            return tk_fail_memory(err);
    }
    record->fault = w.fault;
    if (!w.fault) {
        record->wkb = wkb;
        record->wkb_size = size;
    }
    return TK_OK;
}

enum tk_status tk_record_geometry_take(struct tk_source *source, struct tk_record *record,
                                       OGRGeometryH g, struct tk_error *err)
{
    if (!g)
        return TK_OK;
    enum tk_status st = TK_OK;
    source->heights += OGR_G_Is3D(g) || OGR_G_IsMeasured(g);
    bool is_point = wkbFlatten(OGR_G_GetGeometryType(g)) == wkbPoint;
    if (OGR_G_IsEmpty(g)) {
        if (!is_point)
            record->fault = "geometri_tom";
        else if (source->driver->empty_is_nan)
            record->fault = not_finite;
    } else if (is_point) {
        double x = OGR_G_GetX(g, 0), y = OGR_G_GetY(g, 0);
        if (isfinite(x) && isfinite(y))
            st = lay_point(record, x, y, err);
        else
            record->fault = not_finite;
    } else if ((g = plain_take(g, source->arc_error, &record->mended))) {
        st = lay_geometry(source, record, g, err);
    } else {
        record->fault = unreadable;
    }
    OGR_G_DestroyGeometry(g);
    return st;
}

/* ---- geometry from columns ---- */

static bool read_number(const struct tk_source *source, const char *text, double *out)
{
    return tk_text_number(text, source->config->decimal, out) ||
           (source->driver->point_is_dot && tk_text_number(text, '.', out));
}

/* Enough of a text to find it again, if it is one at all. */
static enum tk_status keep_value(struct tk_record *record, const char *text,
                                 struct tk_error *err)
{
    const char *ignored;
    char kept[MAX_VALUE + 1];
    if (!text || !*text || !tk_text_valid(text, strlen(text), &ignored))
        return TK_OK;
    tk_text_copy(kept, sizeof kept, text);
    record->fault_value = tk_arena_text(record->arena, kept, strlen(kept));
    return record->fault_value ? TK_OK : tk_fail_memory(err);
}

static enum tk_status lay_xy(struct tk_source *source, struct tk_record *record,
                             struct tk_error *err)
{
    const char *x = record->values[source->x], *y = record->values[source->y];
    double px, py;
    if (!x && !y)
        return TK_OK;
    if (x && y && read_number(source, x, &px) && read_number(source, y, &py))
        return lay_point(record, px, py, err);
    record->fault = not_finite;
    return keep_value(record, x && read_number(source, x, &px) ? y : x, err);
}

/* Whether each number is one to its end: OGR takes 15O100 for 15 and the rest for the next. */
static bool whole_numbers(const char *text)
{
    static const char digits[] = "0123456789";
    for (const char *p = text + strcspn(text, digits); *p; p += strcspn(p, digits)) {
        p += strspn(p, digits);
        if (*p == '.')
            p += 1 + strspn(p + 1, digits);
        if (*p == 'e' || *p == 'E') {
            p += 1 + (p[1] == '-' || p[1] == '+');
            if (!*p || !strchr(digits, *p))
                return false;
            p += strspn(p, digits);
        }
        if (*p && !strchr(" \t\r\n,)", *p))
            return false;
    }
    return true;
}

/* The geometry a text tells, all of it; NULL if it tells none. */
static OGRGeometryH read_wkt(const char *text)
{
    if (!whole_numbers(text))
        return NULL;
    char *rest;
    memcpy(&rest, &text, sizeof rest); /* OGR only reads it, but its type lacks the const */
    OGRGeometryH g = NULL;
    CPLPushErrorHandler(CPLQuietErrorHandler); /* the record tells what is wrong */
    if (OGR_G_CreateFromWkt(&rest, NULL, &g) != OGRERR_NONE) {
        OGR_G_DestroyGeometry(g);
        g = NULL;
    }
    CPLPopErrorHandler();
    if (g && rest[strspn(rest, " \t\r\n")]) {
        OGR_G_DestroyGeometry(g);
        g = NULL;
    }
    return g;
}

/* What a sheet shows where a formula failed, in a column of the position; NULL if in none. */
static const char *failed_cell(const struct tk_source *source, const struct tk_record *record)
{
    bool by_xy = source->x != TK_NOWHERE;
    const size_t columns[] = {by_xy ? source->x : source->wkt, by_xy ? source->y : source->wkt};
    for (int i = 0; i < 2; i++) {
        const char *text = record->values[columns[i]];
        if (text && tk_text_failed_cell(text))
            return text;
    }
    return NULL;
}

enum tk_status tk_record_position(struct tk_source *source, struct tk_record *record,
                                  struct tk_error *err)
{
    if (record->fault)
        return TK_OK;
    const char *failed = failed_cell(source, record);
    if (failed) {
        record->fault = "cellfel";
        return keep_value(record, failed, err);
    }
    if (source->x != TK_NOWHERE)
        return lay_xy(source, record, err);
    const char *text = record->values[source->wkt];
    if (text && (strcasestr(text, "nan") || strcasestr(text, "inf"))) {
        record->fault =
            not_finite; /* one release of OGR reads such words as numbers, one not */
        return keep_value(record, text, err);
    }
    OGRGeometryH g = text ? read_wkt(text) : NULL;
    if (text && !g) {
        record->fault = "wkt_ogiltig";
        return keep_value(record, text, err);
    }
    return tk_record_geometry_take(source, record, g, err);
}
