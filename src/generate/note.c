#include "generate.h"

#include "trygghetskarta/text.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A form's own words, as fields.csv knows them among the synonyms. */
const char *const tk_note_headers[TK_CELLS] = {
    "Id",
    "Vandring",
    "Nummer",
    "Datum",
    "Klockslag",
    "Typ av notering",
    "Problemtyp",
    "Synpunkt",
    "Upplevelse",
    "Prio",
    "Plats",
    "Ansvarig",
    "Åtgärdsförslag",
    "Status",
    "Skickad",
    "Deadline",
    "Utförd",
    "Uppföljning",
    "Resultat",
    "Skäl",
    "Kanal",
    "x",
    "y",
    "anm",
};

void tk_note_set(struct tk_note *note, enum tk_cell cell, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(note->cell[cell], sizeof note->cell[cell], format, args);
    va_end(args);
}

void tk_note_set_number(struct tk_note *note, enum tk_cell cell, double value)
{
    char digits[32];
    tk_text_from_number(value, digits);
    char *point = strchr(digits, '.');
    if (point)
        *point = ',';
    tk_note_set(note, cell, "%s", digits);
}

void tk_note_set_position(const struct tk_ground *ground, struct tk_note *note, double x,
                          double y)
{
    double scale = ground->geographic ? 1e7 : 100;
    note->x = floor(x * scale + 0.5) / scale;
    note->y = floor(y * scale + 0.5) / scale;
    tk_note_set_number(note, TK_CELL_X, note->x);
    tk_note_set_number(note, TK_CELL_Y, note->y);
}

/* Up to `reach` metres from a point, nearer ones likelier. */
static void place_near(const struct tk_ground *g, struct tk_random *r, double reach,
                       struct tk_note *note, double x, double y)
{
    double right, up, far = tk_random_unit(r);
    tk_random_direction(r, &right, &up);
    far *= far * reach;
    tk_note_set_position(g, note, x + right * far * g->unit_x, y + up * far * g->unit_y);
}

static void place_on_walk(const struct tk_ground *g, const struct tk_walks *walks,
                          const struct tk_walk *walk, struct tk_random *r, struct tk_note *note)
{
    const double *xy = &walks->xy[2 * walk->route];
    if (tk_random_chance(r, 0.2)) { /* where they meet, everybody has something to say */
        place_near(g, r, 45, note, xy[0], xy[1]);
        return;
    }
    const double *a = &xy[2 * tk_random_below(r, walk->route_points - 1)];
    double t = tk_random_unit(r);
    place_near(g, r, 40, note, a[0] + t * (a[2] - a[0]), a[1] + t * (a[3] - a[1]));
}

static void place_elsewhere(const struct tk_ground *g, const struct tk_square *square,
                            size_t area, struct tk_random *r, struct tk_note *note)
{
    if (square && tk_random_chance(r, 0.4)) {
        place_near(g, r, 70, note, square->x, square->y);
        return;
    }
    double x, y;
    tk_area_point(&g->areas[area], r, &x, &y);
    tk_note_set_position(g, note, x, y);
}

static const char *pick(struct tk_random *r, const char *const *list, size_t room)
{
    size_t n = 0;
    while (n < room && list[n])
        n++;
    return list[tk_random_below(r, n)];
}

static void describe(const struct tk_subject *s, struct tk_random *r, struct tk_note *note)
{
    size_t n_wheres, n_remarks;
    const char *const *wheres = tk_words_wheres(&n_wheres);
    const char *const *remarks = tk_words_remarks(&n_remarks);
    const char *type = "brist", *format = pick(r, s->texts, 6);
    if (s->strength && tk_random_chance(r, 0.1)) {
        type = "styrka";
        format = s->strength;
    } else if (tk_random_chance(r, 0.07)) {
        type = "förslag";
    }
    tk_note_set(note, TK_CELL_TYPE, "%s", type);
    const char *hole = strstr(format, "%s"), *where = wheres[tk_random_below(r, n_wheres)];
    const char *remark = remarks[tk_random_below(r, n_remarks)];
    tk_note_set(note, TK_CELL_TEXT, "%.*s%s%s.%s%s", (int)(hole - format), format, where,
                hole + 2, remark[0] ? " " : "", remark);
}

static void judge(const struct tk_subject *s, const struct tk_square *square,
                  struct tk_random *r, struct tk_note *note)
{
    bool strength = strcmp(note->cell[TK_CELL_TYPE], "styrka") == 0;
    int weights[5];
    for (size_t i = 0; i < 5; i++)
        weights[i] = s->bodies[i].weight;
    tk_note_set(note, TK_CELL_SUBJECT, "%s", pick(r, s->words, 4));
    if (tk_random_chance(r, 0.8))
        tk_note_set(note, TK_CELL_FEELING, "%d",
                    strength ? 0 : tk_random_between(r, s->kind == TK_SOCIAL ? 2 : 1, 3));
    if (tk_random_chance(r, 0.7) && !strength)
        tk_note_set(note, TK_CELL_PRIORITY, "%d", tk_random_between(r, 1, 3));
    if (square && tk_random_chance(r, 0.35))
        tk_note_set(note, TK_CELL_PLACE, "%s", square->name);
    tk_note_set(note, TK_CELL_BODY, "%s", s->bodies[tk_random_weighted(r, weights, 5)].name);
    if (tk_random_chance(r, 0.7) && !strength)
        tk_note_set(note, TK_CELL_MEASURE, "%s", pick(r, s->measures, 3));
    note->kind = s->kind;
}

static void come_from_walk(const struct tk_walk *walk, struct tk_random *r,
                           struct tk_note *note)
{
    int minute = tk_random_between(r, walk->start, walk->end);
    note->day = walk->day;
    tk_note_set(note, TK_CELL_WALK, "%s", walk->id);
    tk_note_set(note, TK_CELL_TIME, "%02d:%02d", minute / 60, minute % 60);
    tk_note_set(note, TK_CELL_ORIGIN, walk->follow_up ? "uppföljande vandring" : "vandring");
}

static void come_otherwise(int32_t as_of, struct tk_random *r, struct tk_note *note)
{
    static const char *const origins[] = {"Tyck till", "Tyck till", "Tyck till", "besiktning",
                                          "digital vandring"};
    note->day = as_of - tk_random_between(r, 3, 1090);
    tk_note_set(note, TK_CELL_ORIGIN, "%s", origins[tk_random_below(r, 5)]);
}

void tk_note_make(const struct tk_ground *ground, const struct tk_walks *walks,
                  const struct tk_walk *walk, size_t area, int32_t as_of, struct tk_random *r,
                  struct tk_note *out)
{
    size_t n;
    const struct tk_subject *subjects = tk_words_subjects(&n);
    int weights[32];
    for (size_t i = 0; i < n; i++)
        weights[i] = subjects[i].weight;
    memset(out, 0, sizeof *out);
    const struct tk_subject *subject = &subjects[tk_random_weighted(r, weights, n)];
    const struct tk_square *square = tk_walks_square(walks, area);
    if (walk)
        come_from_walk(walk, r, out);
    else
        come_otherwise(as_of, r, out);
    describe(subject, r, out);
    judge(subject, square, r, out);
    if (walk)
        place_on_walk(ground, walks, walk, r, out);
    else
        place_elsewhere(ground, square, area, r, out);
    tk_note_live(out, as_of, r);
    tk_note_set(out, TK_CELL_REMARK, "påhittad");
}
