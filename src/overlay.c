#include "trygghetskarta/overlay.h"

#include "trygghetskarta/memory.h"

#include <math.h>

/* Law 3: how far the parts of an area may be from its whole, as a share of the whole. */
static const double conserved = 1e-9;

/* The districts and their bounds, which spare most calls of GEOS. */
struct cutting {
    struct tk_session *s;
    const GEOSGeometry *const *districts;
    size_t n;
    struct tk_bounds *bounds;
};

static enum tk_status cutting_open(struct cutting *c, struct tk_session *s,
                                   const GEOSGeometry *const *districts, size_t n,
                                   struct tk_error *err)
{
    *c = (struct cutting){s, districts, n, tk_alloc(n, sizeof *c->bounds)};
    if (!c->bounds)
        return tk_fail_memory(err);
    for (size_t i = 0; i < n; i++)
        c->bounds[i] = tk_geom_bounds(s, districts[i]);
    return TK_OK;
}

static bool meet(const struct tk_bounds *a, const struct tk_bounds *b)
{
    return a->min_x <= b->max_x && b->min_x <= a->max_x && a->min_y <= b->max_y &&
           b->min_y <= a->max_y;
}

/* Keeps the part of an area inside a district, if there is any. Takes the geometry. */
static enum tk_status add_piece_take(struct tk_session *s, struct tk_overlay *o,
                                     size_t *capacity, struct tk_piece piece,
                                     struct tk_error *err)
{
    enum tk_status st = tk_grow(&o->pieces, capacity, o->n_pieces + 1, sizeof piece, err);
    GEOSGeometry *g = piece.geometry;
    piece.geometry = NULL;
    if (g && !st)
        st = tk_geom_multi_take(s, g, &piece.geometry, err);
    else
        tk_geom_free(s, g);
    if (!st)
        o->pieces[o->n_pieces++] = piece;
    return st;
}

/* Cuts one area by every district it meets; *inside_m2 is what was found inside. The districts
 * met are left in met[], *n_met of them. */
static enum tk_status cut(const struct cutting *c, const GEOSGeometry *area, size_t position,
                          struct tk_overlay *o, size_t *capacity, const GEOSGeometry **met,
                          size_t *n_met, double *inside_m2, struct tk_error *err)
{
    struct tk_bounds bounds = tk_geom_bounds(c->s, area);
    enum tk_status st = TK_OK;
    *n_met = 0;
    *inside_m2 = 0;
    for (size_t i = 0; !st && i < c->n; i++) {
        GEOSGeometry *part = NULL;
        double m2 = 0;
        if (!meet(&bounds, &c->bounds[i]))
            continue;
        st = tk_geom_intersection(c->s, area, c->districts[i], &part, err);
        if (!st)
            st = tk_geom_area(c->s, part, &m2, err);
        if (st || !(m2 > 0)) {
            tk_geom_free(c->s, part);
            continue;
        }
        met[(*n_met)++] = c->districts[i];
        *inside_m2 += m2;
        st = add_piece_take(c->s, o, capacity, (struct tk_piece){i, position, m2, part}, err);
    }
    return st;
}

/* What of an area lies in none of the districts it meets. */
static enum tk_status outside_area(const struct cutting *c, const GEOSGeometry *area,
                                   const GEOSGeometry *const *met, size_t n_met, double *m2,
                                   struct tk_error *err)
{
    GEOSGeometry *together = NULL, *rest = NULL;
    if (n_met == 0)
        return tk_geom_area(c->s, area, m2, err);
    enum tk_status st = tk_geom_union(c->s, met, n_met, &together, err);
    if (!st)
        st = tk_geom_difference(c->s, area, together, &rest, err);
    if (!st)
        st = tk_geom_area(c->s, rest, m2, err);
    tk_geom_free(c->s, together);
    tk_geom_free(c->s, rest);
    return st;
}

static enum tk_status account(struct tk_overlay *o, size_t area, double inside, double outside,
                              struct tk_error *err)
{
    double whole = o->whole_m2[area];
    double off = whole > 0 ? fabs(inside + outside - whole) / whole : 0;
    o->worst = fmax(o->worst, off);
    if (off > conserved)
        return tk_fail(err, TK_INTERNAL,
                       "law 3: area %zu: %.6f m2 inside and %.6f outside are not its %.6f m2 "
                       "(off by %.3g)",
                       area, inside, outside, whole, off);
    return TK_OK;
}

enum tk_status tk_overlay_new(struct tk_session *s, const GEOSGeometry *const *districts,
                              size_t n_districts, const GEOSGeometry *const *areas,
                              size_t n_areas, struct tk_overlay *out, struct tk_error *err)
{
    struct cutting c;
    size_t capacity = 0, n_met;
    *out = (struct tk_overlay){.whole_m2 = tk_alloc(n_areas, sizeof *out->whole_m2)};
    const GEOSGeometry **met = tk_alloc(n_districts, sizeof *met);
    enum tk_status st = cutting_open(&c, s, districts, n_districts, err);
    if (!st && (!met || !out->whole_m2))
        st = tk_fail_memory(err);
    for (size_t a = 0; !st && a < n_areas; a++) {
        double inside = 0, outside = 0;
        st = tk_geom_area(s, areas[a], &out->whole_m2[a], err);
        if (!st)
            st = cut(&c, areas[a], a, out, &capacity, met, &n_met, &inside, err);
        if (!st)
            st = outside_area(&c, areas[a], (const GEOSGeometry *const *)met, n_met, &outside,
                              err);
        if (!st)
            st = account(out, a, inside, outside, err);
        if (!st && outside > conserved * out->whole_m2[a])
            st = add_piece_take(s, out, &capacity,
                                (struct tk_piece){TK_NOWHERE, a, outside, NULL}, err);
    }
    tk_free(met);
    tk_free(c.bounds);
    if (st)
        tk_overlay_free(s, out);
    return st;
}

void tk_overlay_free(struct tk_session *s, struct tk_overlay *overlay)
{
    for (size_t i = 0; i < overlay->n_pieces; i++)
        tk_geom_free(s, overlay->pieces[i].geometry);
    tk_free(overlay->pieces);
    tk_free(overlay->whole_m2);
    *overlay = (struct tk_overlay){0};
}

/* The area of the union of the parts inside one district: each part is cut first, since what is
 * cut is small and its union cheap. */
static enum tk_status union_inside(const struct cutting *c, size_t district,
                                   const GEOSGeometry *const *parts,
                                   const struct tk_bounds *bounds, size_t n_parts,
                                   GEOSGeometry **cuts, double *m2, struct tk_error *err)
{
    GEOSGeometry *together = NULL;
    size_t n = 0;
    enum tk_status st = TK_OK;
    *m2 = 0;
    for (size_t i = 0; !st && i < n_parts; i++) {
        if (!meet(&bounds[i], &c->bounds[district]))
            continue;
        st = tk_geom_intersection(c->s, parts[i], c->districts[district], &cuts[n], err);
        if (!st && tk_geom_empty(c->s, cuts[n]))
            tk_geom_free(c->s, cuts[n]);
        else if (!st)
            n++;
    }
    if (!st && n > 1)
        st = tk_geom_union(c->s, (const GEOSGeometry *const *)cuts, n, &together, err);
    if (!st && n)
        st = tk_geom_area(c->s, n > 1 ? together : cuts[0], m2, err);
    tk_geom_free(c->s, together);
    for (size_t i = 0; i < n; i++)
        tk_geom_free(c->s, cuts[i]);
    return st;
}

enum tk_status tk_overlay_union_area(struct tk_session *s, const GEOSGeometry *const *districts,
                                     size_t n_districts, const GEOSGeometry *const *parts,
                                     size_t n_parts, double *m2, struct tk_error *err)
{
    struct cutting c;
    struct tk_bounds *bounds = tk_alloc(n_parts, sizeof *bounds);
    GEOSGeometry **cuts = tk_alloc(n_parts, sizeof *cuts);
    enum tk_status st = cutting_open(&c, s, districts, n_districts, err);
    if (!st && (!bounds || !cuts))
        st = tk_fail_memory(err);
    for (size_t i = 0; !st && i < n_parts; i++)
        bounds[i] = tk_geom_bounds(s, parts[i]);
    for (size_t d = 0; !st && d < n_districts; d++)
        st = union_inside(&c, d, parts, bounds, n_parts, cuts, &m2[d], err);
    tk_free(bounds);
    tk_free(cuts);
    tk_free(c.bounds);
    return st;
}

/* Takes from a line what lies in one district; *line is what remains. */
static enum tk_status take_length(const struct cutting *c, size_t district, GEOSGeometry **line,
                                  double *m, struct tk_error *err)
{
    GEOSGeometry *inside = NULL, *rest = NULL;
    double length = 0;
    enum tk_status st = tk_geom_intersection(c->s, *line, c->districts[district], &inside, err);
    if (!st)
        st = tk_geom_length(c->s, inside, &length, err);
    if (!st && length > 0)
        st = tk_geom_difference(c->s, *line, c->districts[district], &rest, err);
    *m += length;
    tk_geom_free(c->s, inside);
    if (rest) {
        tk_geom_free(c->s, *line);
        *line = rest;
    }
    return st;
}

enum tk_status tk_overlay_length(struct tk_session *s, const GEOSGeometry *const *districts,
                                 size_t n_districts, const GEOSGeometry *const *lines,
                                 size_t n_lines, double *m, double *outside_m,
                                 struct tk_error *err)
{
    struct cutting c;
    enum tk_status st = cutting_open(&c, s, districts, n_districts, err);
    for (size_t d = 0; d < n_districts; d++)
        m[d] = 0;
    *outside_m = 0;
    for (size_t i = 0; !st && i < n_lines; i++) {
        GEOSGeometry *rest = NULL;
        double length = 0;
        struct tk_bounds bounds = tk_geom_bounds(s, lines[i]);
        st = tk_geom_clone(s, lines[i], &rest, err);
        for (size_t d = 0; !st && d < n_districts; d++)
            if (meet(&bounds, &c.bounds[d]))
                st = take_length(&c, d, &rest, &m[d], err);
        if (!st)
            st = tk_geom_length(s, rest, &length, err);
        *outside_m += length;
        tk_geom_free(s, rest);
    }
    tk_free(c.bounds);
    return st;
}
