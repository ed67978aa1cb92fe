#include "trygghetskarta/overlay.h"

#include "trygghetskarta/interrupt.h"
#include "trygghetskarta/memory.h"

#include <math.h>

/* Law 3: how far the parts of an area may be from its whole, as a share of the whole. */
static const double conserved = 1e-9;

/* The districts, and what is made of them once. */
struct cutting {
    struct tk_session *s;
    const GEOSGeometry *const *districts;
    /* of an exact coverage only, else NULL: all districts together. Where borders cross, their
     * union has corners of its own, which far from the map's origin lie off by too much for law
     * 3: then each area has its own made, near to itself */
    const GEOSGeometry *whole; /* borrowed */
    struct tk_prepared *cover;
};

/* Less than this of an area is what rounding makes where borders run along each other: no piece
 * of anything. Far below what law 3 sees. */
static const double least_share = 1e-12;

/* One area being cut, everything moved to a local origin at its lower left corner: there a
 * double is fine enough for law 3, out where the map's origin is it is not. */
struct cut {
    const struct cutting *c;
    enum tk_noding noding;
    size_t position; /* the area's */
    double x, y; /* the local origin: whole numbers, so that moving there and back is exact */
    double whole_m2, inside_m2, outside_m2;
    GEOSGeometry *area;       /* local */
    GEOSGeometry **districts; /* local, those met */
    GEOSGeometry **pieces;    /* local, one for each of these; disjoint */
    GEOSGeometry **kept;      /* where they belong; NULL for what is no piece */
    size_t *positions;        /* of the districts met */
    double *m2;
    size_t n;
};

static void drop(struct cut *u, GEOSGeometry **parts)
{
    for (size_t i = 0; parts && i < u->n; i++) {
        tk_geom_free(u->c->s, parts[i]);
        parts[i] = NULL;
    }
}

static void cut_close(struct cut *u)
{
    drop(u, u->districts);
    drop(u, u->pieces);
    drop(u, u->kept);
    tk_geom_free(u->c->s, u->area);
    tk_free(u->districts);
    tk_free(u->pieces);
    tk_free(u->kept);
    tk_free(u->positions);
    tk_free(u->m2);
}

/* `pairs`: the area and each district it may meet. */
static enum tk_status cut_open(struct cut *u, const struct cutting *c, const GEOSGeometry *area,
                               const struct tk_pair *pairs, size_t n_pairs, size_t position,
                               struct tk_error *err)
{
    struct tk_bounds bounds = tk_geom_bounds(c->s, area);
    *u = (struct cut){
        .c = c, .position = position, .x = floor(bounds.min_x), .y = floor(bounds.min_y)};
    u->districts = tk_alloc(n_pairs, sizeof(GEOSGeometry *));
    u->pieces = tk_alloc(n_pairs, sizeof(GEOSGeometry *));
    u->kept = tk_alloc(n_pairs, sizeof(GEOSGeometry *));
    u->positions = tk_alloc(n_pairs, sizeof *u->positions);
    u->m2 = tk_alloc(n_pairs, sizeof *u->m2);
    if (!u->districts || !u->pieces || !u->kept || !u->positions || !u->m2)
        return tk_fail_memory(err);
    enum tk_status st = tk_geom_shift(c->s, area, -u->x, -u->y, &u->area, err);
    for (size_t i = 0; !st && i < n_pairs; i++) {
        const GEOSGeometry *district = c->districts[pairs[i].b];
        u->positions[i] = pairs[i].b;
        st = tk_geom_shift(c->s, district, -u->x, -u->y, &u->districts[i], err);
        u->n += !st;
    }
    return st ? st : tk_geom_area(c->s, u->area, &u->whole_m2, err);
}

/* Takes from piece b what the lower piece a has already. */
static enum tk_status yield_to(const struct cut *u, size_t a, size_t b, struct tk_error *err)
{
    struct tk_session *s = u->c->s;
    GEOSGeometry *shared = NULL, *rest = NULL;
    double m2 = 0;
    enum tk_status st =
        tk_geom_intersection(s, u->noding, u->pieces[b], u->pieces[a], &shared, err);
    if (!st)
        st = tk_geom_area(s, shared, &m2, err);
    if (!st && m2 > 0)
        st = tk_geom_difference(s, u->noding, u->pieces[b], u->pieces[a], &rest, err);
    tk_geom_free(s, shared);
    if (!st && rest) {
        tk_geom_free(s, u->pieces[b]);
        u->pieces[b] = rest;
    }
    return st;
}

/* The districts' own rule, for the overlaps too small to be told of there. In the order of the
 * pairs a piece has yielded to all lower ones before a higher one yields to it. */
static enum tk_status settle_shared(const struct cut *u, struct tk_error *err)
{
    const GEOSGeometry *const *pieces = (const GEOSGeometry *const *)u->pieces;
    struct tk_pair *pairs;
    size_t n;
    enum tk_status st = tk_geom_pairs(u->c->s, pieces, u->n, pieces, u->n, &pairs, &n, err);
    for (size_t i = 0; !st && i < n; i++)
        st = yield_to(u, pairs[i].a, pairs[i].b, err);
    tk_free(pairs);
    return st;
}

static enum tk_status measure_pieces(struct cut *u, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    u->inside_m2 = 0;
    for (size_t i = 0; !st && i < u->n; i++) {
        st = tk_geom_area(u->c->s, u->pieces[i], &u->m2[i], err);
        u->inside_m2 += u->m2[i];
    }
    return st;
}

static enum tk_status cut_pieces(struct cut *u, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < u->n; i++)
        st = tk_geom_intersection(u->c->s, u->noding, u->area, u->districts[i], &u->pieces[i],
                                  err);
    return st ? st : measure_pieces(u, err);
}

/* All districts together, near to the area: those it meets will do. */
static enum tk_status join_near(const struct cut *u, GEOSGeometry **out, struct tk_error *err)
{
    const struct cutting *c = u->c;
    if (c->whole)
        return tk_geom_shift(c->s, c->whole, -u->x, -u->y, out, err);
    return tk_geom_union(c->s, u->noding, (const GEOSGeometry *const *)u->districts, u->n, out,
                         err);
}

/* What lies in none of the districts, told by their union and not by what the pieces leave:
 * law 3 is to compare two things. */
static enum tk_status cut_outside(struct cut *u, const GEOSGeometry *area, struct tk_error *err)
{
    struct tk_session *s = u->c->s;
    GEOSGeometry *together = NULL, *rest = NULL;
    bool covered = false;
    enum tk_status st =
        u->c->cover ? tk_prepared_covers(s, u->c->cover, area, &covered, err) : TK_OK;
    if (st || covered)
        return st;
    st = join_near(u, &together, err);
    if (!st)
        st = tk_geom_difference(s, u->noding, u->area, together, &rest, err);
    if (!st)
        st = tk_geom_area(s, rest, &u->outside_m2, err);
    tk_geom_free(s, together);
    tk_geom_free(s, rest);
    return st;
}

static double off_account(const struct cut *u)
{
    return fabs(u->inside_m2 + u->outside_m2 - u->whole_m2);
}

/* What several districts hold shows in the account, and is looked for only then. */
static enum tk_status settle_overlaps(struct cut *u, struct tk_error *err)
{
    if (off_account(u) <= least_share * u->whole_m2)
        return TK_OK;
    enum tk_status st = settle_shared(u, err);
    return st ? st : measure_pieces(u, err);
}

/* A piece moved back to where it belongs. There a double is coarser: what is a few nanometres
 * wide can cross itself, or be nothing any more. It is then settled on that coarser grid, and
 * is what it has become. */
static enum tk_status move_back(struct cut *u, size_t i, struct tk_error *err)
{
    struct tk_session *s = u->c->s;
    GEOSGeometry *there = NULL, *settled = NULL;
    bool valid = true;
    enum tk_status st = tk_geom_shift(s, u->pieces[i], u->x, u->y, &there, err);
    if (!st)
        st = tk_geom_valid(s, there, &valid, NULL, 0, NULL, NULL, err);
    if (!st && !valid) {
        struct tk_bounds bounds = tk_geom_bounds(s, there);
        tk_geom_free(s, there);
        there = NULL;
        st = tk_geom_settle(s, u->pieces[i], tk_geom_spacing(&bounds), &settled, err);
        if (!st)
            st = tk_geom_area(s, settled, &u->m2[i], err);
        if (!st)
            st = tk_geom_shift(s, settled, u->x, u->y, &there, err);
        tk_geom_free(s, settled);
    }
    if (!st && !tk_geom_empty(s, there))
        return tk_geom_multi_take(s, there, &u->kept[i], err);
    tk_geom_free(s, there);
    return st;
}

static enum tk_status move_pieces_back(struct cut *u, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    u->inside_m2 = 0;
    for (size_t i = 0; !st && i < u->n; i++) {
        if (u->m2[i] > least_share * u->whole_m2)
            st = move_back(u, i, err);
        u->inside_m2 += u->m2[i];
    }
    return st;
}

static enum tk_status account(const struct cut *u, struct tk_overlay *o, struct tk_error *err)
{
    double off = off_account(u);
    if (u->whole_m2 > 0)
        o->worst = fmax(o->worst, off / u->whole_m2);
    o->whole_m2[u->position] = u->whole_m2;
    if (off <= conserved * u->whole_m2)
        return TK_OK;
    return tk_fail(
        err, TK_INTERNAL,
        "law 3: area %zu: %.9g m2 inside and %.9g outside are not its %.9g m2 (off by "
        "%.3g)",
        u->position, u->inside_m2, u->outside_m2, u->whole_m2, off);
}

static enum tk_status add_piece(struct tk_overlay *o, size_t *capacity, struct tk_piece piece,
                                struct tk_error *err)
{
    enum tk_status st = tk_grow(&o->pieces, capacity, o->n_pieces + 1, sizeof piece, err);
    if (!st)
        o->pieces[o->n_pieces++] = piece;
    return st;
}

static enum tk_status keep_pieces(struct cut *u, struct tk_overlay *o, size_t *capacity,
                                  struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < u->n; i++) {
        if (!u->kept[i])
            continue;
        st = add_piece(o, capacity,
                       (struct tk_piece){u->positions[i], u->position, u->m2[i], u->kept[i]},
                       err);
        if (!st)
            u->kept[i] = NULL;
    }
    if (!st && u->outside_m2 > least_share * u->whole_m2)
        st = add_piece(o, capacity,
                       (struct tk_piece){TK_NOWHERE, u->position, u->outside_m2, NULL}, err);
    return st;
}

/* The whole cut, one way; `area` where it belongs. */
static enum tk_status cut_by(struct cut *u, enum tk_noding noding, const GEOSGeometry *area,
                             struct tk_error *err)
{
    u->noding = noding;
    u->outside_m2 = 0;
    drop(u, u->pieces);
    drop(u, u->kept);
    enum tk_status st = cut_pieces(u, err);
    if (!st)
        st = cut_outside(u, area, err);
    if (!st)
        st = settle_overlaps(u, err);
    return st ? st : move_pieces_back(u, err);
}

/* Floating, so that corners stay what they are; snapped where GEOS gave up at that, or gave
 * what does not add up. */
static enum tk_status cut_area(struct cut *u, const GEOSGeometry *area, struct tk_error *err)
{
    struct tk_error why = {TK_OK, ""};
    if (!cut_by(u, TK_FLOATING, area, &why) && off_account(u) <= conserved * u->whole_m2)
        return TK_OK;
    return tk_out_of_memory(&why) ? tk_fail_memory(err) : cut_by(u, TK_SNAPPED, area, err);
}

static enum tk_status cut_one(const struct cutting *c, const GEOSGeometry *area,
                              const struct tk_pair *pairs, size_t n_pairs, size_t position,
                              struct tk_overlay *out, size_t *capacity, struct tk_error *err)
{
    struct cut u;
    enum tk_status st = tk_interrupt_check(err);
    if (st)
        return st;
    st = cut_open(&u, c, area, pairs, n_pairs, position, err);
    if (!st)
        st = cut_area(&u, area, err);
    if (!st)
        st = account(&u, out, err);
    if (!st)
        st = keep_pieces(&u, out, capacity, err);
    cut_close(&u);
    return st;
}

enum tk_status tk_overlay_new(struct tk_session *s, const GEOSGeometry *const *districts,
                              size_t n_districts, const struct tk_union *together,
                              const GEOSGeometry *const *areas, size_t n_areas,
                              struct tk_overlay *out, struct tk_error *err)
{
    struct cutting c = {
        .s = s, .districts = districts, .whole = together->exact ? together->whole : NULL};
    struct tk_pair *pairs = NULL;
    size_t capacity = 0, n_pairs = 0, at = 0;
    *out = (struct tk_overlay){.whole_m2 = tk_alloc(n_areas, sizeof *out->whole_m2)};
    enum tk_status st = out->whole_m2 ? TK_OK : tk_fail_memory(err);
    if (!st && n_areas && c.whole)
        st = tk_prepared_new(s, c.whole, &c.cover, err);
    if (!st)
        st = tk_geom_pairs(s, areas, n_areas, districts, n_districts, &pairs, &n_pairs, err);
    for (size_t a = 0; !st && a < n_areas; a++) {
        size_t first = at;
        while (at < n_pairs && pairs[at].a == a)
            at++;
        tk_log_progress(s->log, (double)a / (double)n_areas);
        if (!tk_geom_empty(s, areas[a]))
            st = cut_one(&c, areas[a], pairs + first, at - first, a, out, &capacity, err);
    }
    tk_free(pairs);
    tk_prepared_free(s, c.cover);
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
