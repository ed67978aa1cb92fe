#include "generate.h"

#include "trygghetskarta/date.h"

#include <string.h>

/* Days until something is done, sixteen equally likely spans by kind; NEVER is never. */
#define NEVER 9999
static const int spans[3][17] = {
    {0, 1, 3, 7, 10, 14, 21, 30, 45, 60, 90, 130, 200, 320, 600, NEVER, NEVER},
    {20, 60, 120, 180, 250, 320, 400, 500, 650, 800, 1000, NEVER, NEVER, NEVER, NEVER, NEVER,
     NEVER},
    {5, 14, 30, 60, 90, 120, 180, 270, 365, 500, 700, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER},
};

void tk_note_set_day(struct tk_note *note, enum tk_cell cell, int32_t day)
{
    char text[16];
    tk_date_print(day, text);
    tk_note_set(note, cell, "%s", text);
}

static void set_state(struct tk_note *note, struct tk_random *r, const char *const *words,
                      size_t n)
{
    tk_note_set(note, TK_CELL_STATE, "%s", words[tk_random_below(r, n)]);
}

/* Week and week year by ISO 8601: those of the week's Thursday. */
static int iso_week(int32_t day, int *year)
{
    int month, day_of_month;
    int32_t thursday = day - ((day % 7 + 7 + 3) % 7) + 3, first;
    tk_date_to_ymd(thursday, year, &month, &day_of_month);
    if (!tk_date_from_ymd(*year, 1, 1, &first))
        return 1;
    return (thursday - first) / 7 + 1;
}

/* A deadline as people write it: mostly a date, else the period that the day lies in. */
static void set_deadline(struct tk_note *note, struct tk_random *r, int32_t day)
{
    static const char *const months[] = {"januari",   "februari", "mars",     "april",
                                         "maj",       "juni",     "juli",     "augusti",
                                         "september", "oktober",  "november", "december"};
    static const int weights[] = {60, 12, 10, 10, 8};
    int year, month, day_of_month, week_year, note_year;
    int week = iso_week(day, &week_year);
    tk_date_to_ymd(note->day, &note_year, &month, &day_of_month);
    tk_date_to_ymd(day, &year, &month, &day_of_month);
    switch (tk_random_weighted(r, weights, 5)) {
    case 0:
        tk_note_set_day(note, TK_CELL_DEADLINE, day);
        break;
    case 1:
        if (week_year == note_year)
            tk_note_set(note, TK_CELL_DEADLINE, "v. %d", week);
        else
            tk_note_set(note, TK_CELL_DEADLINE, "v %d %d", week, week_year);
        break;
    case 2:
        tk_note_set(note, TK_CELL_DEADLINE, "%s %d", month < 7 ? "vt" : "ht", year);
        break;
    case 3:
        tk_note_set(note, TK_CELL_DEADLINE, "Q%d %d", (month + 2) / 3, year);
        break;
    default:
        tk_note_set(note, TK_CELL_DEADLINE, "%s %d", months[month - 1], year);
    }
}

static void follow_up(struct tk_note *note, int32_t done, int32_t as_of, struct tk_random *r)
{
    static const int weights[] = {65, 12, 18, 5};
    static const char *const results[] = {"ok", "delvis", "kvarstår", "försämrad"};
    static const char *const left[] = {"kvarstår", "kvar"};
    int32_t checked = done + tk_random_between(r, 14, 200);
    if (checked > as_of || !tk_random_chance(r, 0.45))
        return;
    size_t result = tk_random_weighted(r, weights, 4);
    tk_note_set_day(note, TK_CELL_CHECKED, checked);
    tk_note_set(note, TK_CELL_RESULT, "%s", results[result]);
    if (result >= 2) {
        set_state(note, r, left, 2);
        tk_note_set(note, TK_CELL_DONE, "%s", "");
    } else if (tk_random_chance(r, 0.5)) {
        tk_note_set(note, TK_CELL_STATE, "uppföljd");
    }
}

static void finish(struct tk_note *note, int lag, int32_t as_of, struct tk_random *r)
{
    static const char *const words[] = {"klar", "Ja", "åtgärdad", "Åtgärdat", "OK", "utfört"};
    int32_t done = note->day + lag;
    set_state(note, r, words, 6);
    tk_note_set_day(note, TK_CELL_DONE, done);
    if (tk_random_chance(r, 0.5))
        tk_note_set_day(note, TK_CELL_SENT,
                        note->day + tk_random_between(r, 0, lag < 10 ? lag : 10));
    if (tk_random_chance(r, 0.3))
        set_deadline(note, r, note->day + tk_random_between(r, 14, 200));
    follow_up(note, done, as_of, r);
}

static void stay_open(struct tk_note *note, int32_t as_of, struct tk_random *r)
{
    static const char *const words[5][3] = {{"ny", "Ny", "Nej"},
                                            {"skickad", "Skickad", "skickad"},
                                            {"mottagen", "mottagen", "Mottagen"},
                                            {"planeras", "beställd", "planerad"},
                                            {"pågår", "Pågår", "pågående"}};
    static const int weights[] = {20, 30, 15, 20, 15};
    int age = as_of - note->day;
    size_t state = age < 20 ? 0 : tk_random_weighted(r, weights, 5);
    set_state(note, r, words[state], 3);
    if (state > 0)
        tk_note_set_day(note, TK_CELL_SENT, note->day + tk_random_between(r, 1, 14));
    if (state == 3) {
        int32_t due = as_of + tk_random_between(r, -150, 240);
        set_deadline(note, r, due > note->day + 14 ? due : note->day + 14);
    } else if (tk_random_chance(r, 0.15)) {
        set_deadline(note, r, note->day + tk_random_between(r, 30, 300));
    }
}

/* Refused with a reason, sent to the wrong body, or told twice. */
static void leave(struct tk_note *note, struct tk_random *r)
{
    static const char *const refused[] = {"ej aktuellt", "avslås", "ej åtgärd"};
    static const char *const reasons[] = {"ej rådighet", "ej motiverat", "kostnad",
                                          "kulturmiljö", "naturvård",    "trafiksäkerhet",
                                          "privat nej"};
    static const int weights[] = {5, 2, 2};
    switch (tk_random_weighted(r, weights, 3)) {
    case 0:
        set_state(note, r, refused, 3);
        tk_note_set(note, TK_CELL_REASON, "%s", reasons[tk_random_below(r, 7)]);
        break;
    case 1:
        tk_note_set(note, TK_CELL_STATE, "fel mottagare");
        tk_note_set_day(note, TK_CELL_SENT, note->day + tk_random_between(r, 1, 14));
        break;
    default:
        tk_note_set(note, TK_CELL_STATE, "dubblett");
    }
}

void tk_note_live(struct tk_note *note, int32_t as_of, struct tk_random *r)
{
    size_t span = tk_random_below(r, 16);
    const int *days = spans[note->kind];
    int lag = days[span] == NEVER ? NEVER : tk_random_between(r, days[span], days[span + 1]);
    int age = as_of - note->day;
    tk_note_set_day(note, TK_CELL_DAY, note->day);
    if (strcmp(note->cell[TK_CELL_TYPE], "styrka") == 0)
        return;
    if (age > 30 && tk_random_chance(r, 0.08))
        leave(note, r);
    else if (lag <= age)
        finish(note, lag, as_of, r);
    else
        stay_open(note, as_of, r);
}
