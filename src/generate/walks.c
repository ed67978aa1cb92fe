#include "generate.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define STEPS 20
#define STEP_M 100.0
#define NOTES_A_WALK 22
#define FEWEST_NOTES 10

/* ---- squares ---- */

/* Each district's squares: one in most, and a park playground in some. */
static enum tk_status make_squares(const struct tk_ground *g, struct tk_random *r,
                                   struct tk_walks *out, struct tk_error *err)
{
    for (size_t i = 0; i < g->n; i++)
        for (int park = 0; park < 2; park++) {
            if (!tk_random_chance(r, park ? 0.25 : 0.75))
                continue;
            enum tk_status st = tk_grow(&out->squares, &out->squares_room, out->n_squares + 1,
                                        sizeof *out->squares, err);
            if (st)
                return st;
            struct tk_square *s = &out->squares[out->n_squares++];
            *s = (struct tk_square){.area = i, .kind = park ? "parklek" : "torg"};
            snprintf(s->name, sizeof s->name, park ? "Parkleken i %.150s" : "%.150s torg",
                     g->areas[i].name);
            tk_area_point(&g->areas[i], r, &s->x, &s->y);
        }
    return TK_OK;
}

const struct tk_square *tk_walks_square(const struct tk_walks *walks, size_t area)
{
    for (size_t i = 0; i < walks->n_squares; i++)
        if (walks->squares[i].area == area)
            return &walks->squares[i];
    return NULL;
}

/* ---- routes ---- */

struct route {
    const struct tk_ground *ground;
    const struct tk_area *area;
    double x, y; /* where it is, in metres from its start */
    double heading_x, heading_y;
    double start_x, start_y; /* in the layer */
    double step;
};

static bool try_step(struct route *o, struct tk_random *r, double homewards)
{
    double turn_x, turn_y;
    tk_random_direction(r, &turn_x, &turn_y);
    double home = sqrt(o->x * o->x + o->y * o->y) + 1;
    double x = 0.7 * o->heading_x + 0.6 * turn_x - homewards * o->x / home;
    double y = 0.7 * o->heading_y + 0.6 * turn_y - homewards * o->y / home;
    double length = sqrt(x * x + y * y);
    if (length < 1e-6)
        return false;
    double to_x = o->x + x / length * o->step, to_y = o->y + y / length * o->step;
    if (!tk_area_holds(o->area, o->start_x + to_x * o->ground->unit_x,
                       o->start_y + to_y * o->ground->unit_y)) {
        /* At a border any way is as good as another. */
        o->heading_x = turn_x;
        o->heading_y = turn_y;
        return false;
    }
    o->heading_x = x / length;
    o->heading_y = y / length;
    o->x = to_x;
    o->y = to_y;
    return true;
}

static void put(struct tk_walks *out, const struct tk_ground *g, double x, double y)
{
    double scale = g->geographic ? 1e6 : 10; /* a decimetre */
    out->xy[2 * out->n_points] = floor(x * scale + 0.5) / scale;
    out->xy[2 * out->n_points++ + 1] = floor(y * scale + 0.5) / scale;
}

/* A walk of about 2 km that comes back to where it began, shorter in a small district. */
static enum tk_status make_route(const struct tk_ground *g, struct tk_random *r,
                                 struct tk_walks *out, struct tk_walk *walk,
                                 struct tk_error *err)
{
    const struct tk_area *area = &g->areas[walk->area];
    const struct tk_square *square = tk_walks_square(out, walk->area);
    struct route o = {.ground = g, .area = area};
    o.step = fmin(STEP_M, 0.15 * sqrt(area->area_m2));
    tk_random_direction(r, &o.heading_x, &o.heading_y);
    tk_area_point(area, r, &o.start_x, &o.start_y);
    if (square && tk_random_chance(r, 0.6)) {
        o.start_x = square->x;
        o.start_y = square->y;
    }
    enum tk_status st =
        tk_grow(&out->xy, &out->xy_room, 2 * (out->n_points + STEPS + 2), sizeof *out->xy, err);
    if (st)
        return st;
    walk->route = out->n_points;
    put(out, g, o.start_x, o.start_y);
    for (int step = 1; step < STEPS; step++) {
        double homewards = fmax(0, 0.12 * (step - STEPS / 2.0));
        bool done = false;
        for (int trial = 0; !done && trial < 24; trial++)
            done = try_step(&o, r, homewards);
        if (done)
            put(out, g, o.start_x + o.x * g->unit_x, o.start_y + o.y * g->unit_y);
    }
    put(out, g, o.start_x, o.start_y);
    walk->route_points = out->n_points - walk->route;
    return TK_OK;
}

/* ---- walks ---- */

/* Spring and autumn evenings mostly, more of them in later years. */
static int32_t pick_day(struct tk_random *r, int32_t as_of)
{
    static const int months[12] = {2, 2, 5, 14, 18, 4, 1, 5, 18, 20, 14, 2};
    static const int years[3] = {5, 4, 3};
    for (;;) {
        int year, month, day;
        tk_date_to_ymd(as_of, &year, &month, &day);
        year -= (int)tk_random_weighted(r, years, 3);
        month = 1 + (int)tk_random_weighted(r, months, 12);
        day = tk_random_between(r, 1, 28);
        int32_t picked;
        bool weekend_too = tk_random_chance(r, 0.05);
        if (!tk_date_from_ymd(year, month, day, &picked) || picked > as_of - 7)
            continue;
        int weekday = (picked % 7 + 7 + 3) % 7; /* 1970-01-01 was a Thursday; 0 is Monday */
        if (weekday < 4 || weekend_too)
            return picked;
    }
}

/* By the month's sunset, roughly, as Swedish clocks show it. */
static const char *pick_light(int32_t day, int minute)
{
    static const int sunset[12] = {930,  1005, 1080, 1210, 1280, 1325,
                                   1305, 1230, 1140, 1050, 930,  890};
    int year, month, day_of_month;
    tk_date_to_ymd(day, &year, &month, &day_of_month);
    int past = minute - sunset[month - 1];
    return past < -20 ? "dagsljus" : past < 50 ? "skymning" : "mörker";
}

static void plan_walk(struct tk_random *r, int32_t as_of, struct tk_walk *walk)
{
    static const char *const groups[] = {"alla",    "alla", "alla", "alla",
                                         "kvinnor", "unga", "äldre"};
    size_t n_hosts;
    const char *const *hosts = tk_words_hosts(&n_hosts);
    walk->day = pick_day(r, as_of);
    walk->start = tk_random_between(r, 68, 77) * 15; /* 17:00 to 19:15 */
    walk->end = walk->start + tk_random_between(r, 5, 9) * 15;
    walk->host = hosts[tk_random_below(r, n_hosts)];
    walk->group = groups[tk_random_below(r, sizeof groups / sizeof *groups)];
    walk->light = pick_light(walk->day, (walk->start + walk->end) / 2);
    walk->people = tk_random_between(r, 5, 20);
}

static void order_by_day(struct tk_walk *walks, size_t n)
{
    for (size_t i = 1; i < n; i++) {
        struct tk_walk moved = walks[i];
        size_t at = i;
        for (; at > 0 && walks[at - 1].day > moved.day; at--)
            walks[at] = walks[at - 1];
        walks[at] = moved;
    }
}

/* Deals notes out to the walks, about as many to each, and exactly so many in all. */
static void deal_notes(struct tk_random *r, struct tk_walks *out, size_t notes)
{
    double sum = 0, so_far = 0;
    double share[64];
    for (int i = 0; i < 64; i++)
        share[i] = 0.5 + 1.2 * tk_random_unit(r);
    for (size_t i = 0; i < out->n; i++)
        sum += share[i % 64];
    size_t dealt = 0;
    for (size_t i = 0; i < out->n; i++) {
        so_far += share[i % 64];
        size_t upto = i + 1 == out->n ? notes : (size_t)((double)notes * so_far / sum);
        out->walks[i].notes = upto - dealt;
        dealt = upto;
    }
}

static enum tk_status place_walks(const struct tk_ground *g, struct tk_random *r, int32_t as_of,
                                  const size_t *order, struct tk_walks *out,
                                  struct tk_error *err)
{
    size_t walked = g->n - g->n / 3;
    for (size_t i = 0; i < out->n; i++) {
        struct tk_walk *walk = &out->walks[i];
        walk->area = order[i < walked ? i : tk_random_below(r, (walked + 1) / 2)];
        plan_walk(r, as_of, walk);
        for (size_t j = 0; j < i; j++)
            if (out->walks[j].area == walk->area && out->walks[j].day + 60 < walk->day)
                walk->follow_up |= tk_random_chance(r, 0.4);
    }
    order_by_day(out->walks, out->n);
    for (size_t i = 0; i < out->n; i++) {
        snprintf(out->walks[i].id, sizeof out->walks[i].id, "TV%04zu", i + 1);
        enum tk_status st = make_route(g, r, out, &out->walks[i], err);
        if (st)
            return st;
    }
    return TK_OK;
}

/* At least one in each of two districts of three and half as many again, for some are walked
 * more than once; unless that left a walk with too little to tell. */
static size_t how_many(size_t districts, size_t notes)
{
    size_t walked = districts - districts / 3;
    size_t least = walked + walked / 2, usual = notes / NOTES_A_WALK;
    if (least > notes / FEWEST_NOTES)
        least = walked < notes ? walked : notes;
    return usual > least ? usual : least;
}

enum tk_status tk_walks_make(const struct tk_ground *g, struct tk_random *r, int32_t as_of,
                             size_t notes, struct tk_walks *out, struct tk_error *err)
{
    *out = (struct tk_walks){0};
    size_t n = how_many(g->n, notes);
    size_t *order = tk_alloc(g->n, sizeof *order);
    enum tk_status st = tk_grow(&out->walks, &out->walks_room, n, sizeof *out->walks, err);
    out->n = st ? 0 : n;
    if (!st && !order)
        st = tk_fail_memory(err);
    for (size_t i = 0; !st && i < g->n; i++)
        order[i] = i;
    if (!st) {
        tk_random_shuffle(r, order, g->n);
        st = make_squares(g, r, out, err);
    }
    if (!st)
        st = place_walks(g, r, as_of, order, out, err);
    if (!st)
        deal_notes(r, out, notes);
    tk_free(order);
    if (st)
        tk_walks_free(out);
    return st;
}

void tk_walks_free(struct tk_walks *walks)
{
    tk_free(walks->walks);
    tk_free(walks->xy);
    tk_free(walks->squares);
    *walks = (struct tk_walks){0};
}
