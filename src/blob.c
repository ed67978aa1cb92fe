#include "trygghetskarta/blob.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

#define HEADER 8
#define MAX_DEPTH 16 /* collections in collections: more is an attack, not a map */

enum { FLAG_LITTLE = 1, FLAG_ENVELOPE_XY = 1 << 1, FLAG_EMPTY = 1 << 4 };

/* Where we are in a WKB. `left` counts bytes, so nothing is ever read past the end. */
struct cursor {
    const unsigned char *at;
    size_t left;
    struct tk_bounds bounds;
};

static uint64_t load(const unsigned char *bytes, size_t n, bool little)
{
    uint64_t value = 0;
    for (size_t i = 0; i < n; i++)
        value = value << 8 | bytes[little ? n - 1 - i : i];
    return value;
}

static double load_double(const unsigned char *bytes, bool little)
{
    uint64_t bits = load(bytes, 8, little);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void store(unsigned char *bytes, uint64_t value, size_t n)
{
    for (size_t i = 0; i < n; i++)
        bytes[i] = (unsigned char)(value >> (8 * i));
}

static void store_double(unsigned char *bytes, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    store(bytes, bits, 8);
}

static bool take_count(struct cursor *c, bool little, uint32_t *out)
{
    if (c->left < 4)
        return false;
    *out = (uint32_t)load(c->at, 4, little);
    c->at += 4;
    c->left -= 4;
    return true;
}

static bool take_points(struct cursor *c, bool little, size_t dimensions, uint32_t n)
{
    size_t stride = 8 * dimensions;
    if (c->left / stride < n)
        return false;
    struct tk_bounds *b = &c->bounds;
    for (uint32_t i = 0; i < n; i++, c->at += stride, c->left -= stride) {
        double x = load_double(c->at, little), y = load_double(c->at + 8, little);
        if (isnan(x) && isnan(y)) /* how WKB writes an empty point */
            continue;
        b->min_x = fmin(b->min_x, x);
        b->max_x = fmax(b->max_x, x);
        b->min_y = fmin(b->min_y, y);
        b->max_y = fmax(b->max_y, y);
    }
    return true;
}

static bool take_rings(struct cursor *c, bool little, size_t dimensions)
{
    uint32_t rings, points;
    if (!take_count(c, little, &rings))
        return false;
    for (uint32_t i = 0; i < rings; i++)
        if (!take_count(c, little, &points) || !take_points(c, little, dimensions, points))
            return false;
    return true;
}

static bool take_geometry(struct cursor *c, int depth)
{
    if (depth > MAX_DEPTH || c->left < 5 || c->at[0] > 1)
        return false;
    bool little = c->at[0] == 1;
    c->at++;
    c->left--;
    uint32_t type, n;
    if (!take_count(c, little, &type) || type / 1000 > 3)
        return false;
    size_t dimensions = type < 1000 ? 2 : type < 3000 ? 3 : 4;
    switch (type % 1000) {
    case 1:
        return take_points(c, little, dimensions, 1);
    case 2:
        return take_count(c, little, &n) && take_points(c, little, dimensions, n);
    case 3:
        return take_rings(c, little, dimensions);
    case 4:
    case 5:
    case 6:
    case 7:
        if (!take_count(c, little, &n))
            return false;
        for (uint32_t i = 0; i < n; i++)
            if (!take_geometry(c, depth + 1))
                return false;
        return true;
    default:
        return false;
    }
}

bool tk_wkb_bounds(const unsigned char *wkb, size_t size, struct tk_bounds *out)
{
    struct cursor c = {wkb, size, {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL}};
    bool whole = take_geometry(&c, 0) && c.left == 0;
    *out = c.bounds;
    return whole;
}

static bool is_point(const unsigned char *wkb)
{
    return load(wkb + 1, 4, wkb[0] == 1) % 1000 == 1;
}

static void put_header(unsigned char *out, int srs_id, int flags)
{
    memcpy(out, "GP", 2);
    out[2] = 0;
    out[3] = (unsigned char)(FLAG_LITTLE | flags);
    store(out + 4, (uint32_t)srs_id, 4);
}

enum tk_status tk_geopackage_blob(int srs_id, const unsigned char *wkb, size_t size,
                                  struct tk_buffer *out, struct tk_error *err)
{
    struct tk_bounds b;
    if (!tk_wkb_bounds(wkb, size, &b))
        return tk_fail(err, TK_INTERNAL, "a geometry of %zu bytes is no WKB", size);
    unsigned char header[HEADER + 32];
    bool empty = b.min_x > b.max_x, envelope = !empty && !is_point(wkb);
    put_header(header, srs_id, (empty ? FLAG_EMPTY : 0) | (envelope ? FLAG_ENVELOPE_XY : 0));
    store_double(header + 8, b.min_x);
    store_double(header + 16, b.max_x);
    store_double(header + 24, b.min_y);
    store_double(header + 32, b.max_y);
    tk_buffer_add(out, header, envelope ? sizeof header : HEADER);
    tk_buffer_add(out, wkb, size);
    return tk_buffer_check(out, err);
}

void tk_geopackage_point_blob(int srs_id, double x, double y,
                              unsigned char out[TK_POINT_BLOB_SIZE])
{
    put_header(out, srs_id, 0);
    out[8] = 1;
    store(out + 9, 1, 4);
    store_double(out + 13, x);
    store_double(out + 21, y);
}

bool tk_geopackage_unblob(const unsigned char *blob, size_t size, const unsigned char **wkb,
                          size_t *wkb_size, bool *empty)
{
    static const size_t envelope_size[8] = {0, 32, 48, 48, 64, SIZE_MAX, SIZE_MAX, SIZE_MAX};
    *wkb = NULL;
    *wkb_size = 0;
    if (size < HEADER || memcmp(blob, "GP", 2) != 0)
        return false;
    size_t envelope = envelope_size[blob[3] >> 1 & 7];
    if (envelope > size - HEADER)
        return false;
    *wkb = blob + HEADER + envelope;
    *wkb_size = size - HEADER - envelope;
    if (empty)
        *empty = (blob[3] & FLAG_EMPTY) != 0;
    return true;
}

bool tk_geopackage_point(const void *blob, size_t size, double *x, double *y)
{
    const unsigned char *wkb;
    size_t wkb_size;
    return blob && tk_geopackage_unblob(blob, size, &wkb, &wkb_size, NULL) &&
           tk_geom_wkb_point(wkb, wkb_size, x, y);
}
