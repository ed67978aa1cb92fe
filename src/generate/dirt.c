#include "generate.h"

#include "trygghetskarta/date.h"

#include <math.h>
#include <string.h>

struct dirt {
    const struct tk_ground *ground;
    const struct tk_walks *walks;
    int32_t as_of;
    struct tk_random *r;
    size_t ordinal; /* of the fault within its kind */
};

static void impossible_day(struct dirt *d, struct tk_note *note)
{
    static const char *const days[] = {"2025-02-30", "2026-04-31", "2025-13-01", "2026-00-12"};
    tk_note_set(note, TK_CELL_DAY, "%s", days[d->ordinal % 4]);
}

static void future_day(struct dirt *d, struct tk_note *note)
{
    tk_note_set_day(note, TK_CELL_DAY, d->as_of + tk_random_between(d->r, 30, 400));
}

static void swapped_axes(struct dirt *d, struct tk_note *note)
{
    tk_note_set_position(d->ground, note, note->y, note->x);
}

static void degrees(struct dirt *d, struct tk_note *note)
{
    double x = note->x, y = note->y;
    if (!tk_ground_degrees(d->ground, &x, &y))
        return;
    tk_note_set_position(d->ground, note, 0, 0);
    tk_note_set(note, TK_CELL_X, "%d,%05d", (int)x, (int)((x - (int)x) * 1e5));
    tk_note_set(note, TK_CELL_Y, "%d,%05d", (int)y, (int)((y - (int)y) * 1e5));
}

/* Exactly where two districts or more meet: a corner's own numbers, not rounded. */
static void on_corner(struct dirt *d, struct tk_note *note)
{
    const struct tk_ground *g = d->ground;
    if (g->n_corners == 0)
        return;
    const double *corner = &g->corners[2 * tk_random_below(d->r, g->n_corners)];
    tk_note_set_number(note, TK_CELL_X, corner[0]);
    tk_note_set_number(note, TK_CELL_Y, corner[1]);
}

static bool in_any(const struct tk_ground *g, double x, double y)
{
    for (size_t i = 0; i < g->n; i++)
        if (tk_area_holds(&g->areas[i], x, y))
            return true;
    return false;
}

static void outside(struct dirt *d, struct tk_note *note)
{
    const struct tk_ground *g = d->ground;
    double x = g->max_x + 300 * g->unit_x, y = g->max_y;
    for (int trial = 0; trial < 500; trial++) {
        double trial_x = g->min_x + tk_random_unit(d->r) * (g->max_x - g->min_x);
        double trial_y = g->min_y + tk_random_unit(d->r) * (g->max_y - g->min_y);
        if (!in_any(g, trial_x, trial_y)) {
            x = trial_x;
            y = trial_y;
            break;
        }
    }
    tk_note_set_position(g, note, x, y);
}

static void no_position(struct dirt *d, struct tk_note *note)
{
    (void)d;
    note->cell[TK_CELL_X][0] = note->cell[TK_CELL_Y][0] = 0;
}

/* Only a place's name, as in most protocols: three in four are in the register. */
static void only_a_name(struct dirt *d, struct tk_note *note)
{
    no_position(d, note);
    if (d->ordinal % 4 == 3 || d->walks->n_squares == 0)
        tk_note_set(note, TK_CELL_PLACE, "Vid gamla stationshuset");
    else
        tk_note_set(note, TK_CELL_PLACE, "%s",
                    d->walks->squares[tk_random_below(d->r, d->walks->n_squares)].name);
}

/* Where a map program puts what nobody has placed: the middle of the map. */
static void default_position(struct dirt *d, struct tk_note *note)
{
    const struct tk_ground *g = d->ground;
    double scale = g->geographic ? 100 : 0.001;
    tk_note_set_position(g, note, floor((g->min_x + g->max_x) / 2 * scale) / scale,
                         floor((g->min_y + g->max_y) / 2 * scale) / scale);
}

static void no_id(struct dirt *d, struct tk_note *note)
{
    (void)d;
    note->cell[TK_CELL_ID][0] = 0;
}

static void unknown_subject(struct dirt *d, struct tk_note *note)
{
    static const char *const words[] = {"Se bilaga", "Duvor", "Blandat", "???", "Vattenläcka"};
    tk_note_set(note, TK_CELL_SUBJECT, "%s", words[d->ordinal % 5]);
}

static void contradiction(struct dirt *d, struct tk_note *note)
{
    switch (d->ordinal % 4) {
    case 0: /* done, nobody says when */
        tk_note_set(note, TK_CELL_STATE, "klar");
        note->cell[TK_CELL_DONE][0] = 0;
        break;
    case 1: /* mended before it was seen */
        tk_note_set(note, TK_CELL_STATE, "åtgärdad");
        tk_note_set_day(note, TK_CELL_DONE, note->day - tk_random_between(d->r, 1, 60));
        break;
    case 2: /* new, and mended */
        tk_note_set(note, TK_CELL_STATE, "ny");
        tk_note_set_day(note, TK_CELL_DONE, note->day + 1);
        break;
    default: /* refused without a reason */
        tk_note_set(note, TK_CELL_STATE, "avslås");
        note->cell[TK_CELL_REASON][0] = 0;
    }
}

/* A number that the tax agency gives out for tests, a telephone number that the
 * telecommunications agency keeps for fiction, an address of the domain kept for examples. */
static void personal_data(struct dirt *d, struct tk_note *note)
{
    static const char *const texts[] = {"Anmält av 121212-1212, vill ha återkoppling.",
                                        "Ring 070-1740605 om nyckel till grinden.",
                                        "Foto skickat till notering@example.org samma kväll."};
    tk_note_set(note, TK_CELL_TEXT, "%s", texts[d->ordinal % 3]);
}

static void stray_spaces(struct dirt *d, struct tk_note *note)
{
    static const enum tk_cell cells[] = {TK_CELL_SUBJECT, TK_CELL_BODY, TK_CELL_STATE,
                                         TK_CELL_PLACE, TK_CELL_DAY};
    char text[sizeof note->cell[0]];
    enum tk_cell cell = cells[d->ordinal % 5];
    memcpy(text, note->cell[cell], sizeof text);
    text[sizeof text - 8] = 0;
    if (text[0])
        tk_note_set(note, cell, d->ordinal % 2 ? "%s  " : " %s ", text);
}

struct kind {
    int per_10000;
    void (*spoil)(struct dirt *, struct tk_note *);
};

static const struct kind kinds[] = {
    {20, impossible_day},    {20, future_day},    {30, swapped_axes},     {30, degrees},
    {100, on_corner},        {50, outside},       {200, only_a_name},     {50, no_position},
    {300, default_position}, {100, no_id},        {100, unknown_subject}, {100, contradiction},
    {25, personal_data},     {100, stray_spaces},
};

/* Copies of one id: half the same to the letter, half not. */
#define COPIES_PER_10000 60

static size_t share_of(size_t n, int per_10000)
{
    return (n * (size_t)per_10000 + 5000) / 10000;
}

static void copy_notes(struct tk_random *r, struct tk_note *notes, const size_t *from,
                       struct tk_note *to, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        to[i] = notes[from[i]];
        if (i % 2) {
            tk_note_set(&to[i], TK_CELL_STATE, "pågår");
            tk_note_set(&to[i], TK_CELL_TEXT, "%s", "Samma notering, ändrad i efterhand.");
            tk_note_set(&to[i], TK_CELL_PRIORITY, "%d", tk_random_between(r, 1, 3));
        }
    }
}

void tk_dirt_add(const struct tk_ground *ground, const struct tk_walks *walks, int32_t as_of,
                 struct tk_random *r, struct tk_note *notes, size_t n, size_t *order)
{
    struct dirt d = {.ground = ground, .walks = walks, .as_of = as_of, .r = r};
    size_t copies = share_of(n, COPIES_PER_10000), originals = n - copies, next = 0;
    for (size_t i = 0; i < originals; i++)
        order[i] = i;
    tk_random_shuffle(r, order, originals);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        size_t wanted = share_of(n, kinds[k].per_10000);
        for (d.ordinal = 0; d.ordinal < wanted && next < originals; d.ordinal++)
            kinds[k].spoil(&d, &notes[order[next++]]);
    }
    if (next + copies <= originals)
        copy_notes(r, notes, &order[next], &notes[originals], copies);
}
