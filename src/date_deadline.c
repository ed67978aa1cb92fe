#include "trygghetskarta/date.h"

#include <string.h>

/* A deadline in words is cut into words and numbers, and the sequence must be one of a few:
 * "v. 42, 2025" is word, number, year. Anything else is left alone. */
enum { MOST_TOKENS = 4, LONGEST = 12 };

/* A period that is to come comes within 53 weeks, but for a week 53. */
enum { MOST_AHEAD = 53 * 7 };

enum kind { WORD = 'w', NUMBER = 'n', FOUR_DIGITS = 'y' };

struct tokens {
    char shape[MOST_TOKENS + 1]; /* a kind each */
    char word[LONGEST];          /* the last word, in lower case */
    int n;
    int number; /* of one or two digits */
    int year;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool take_number(struct tokens *t, const char **at, enum kind *kind)
{
    int digits = 0, value = 0;
    for (; is_digit(**at) && digits < 5; ++*at, digits++)
        value = value * 10 + (**at - '0');
    *kind = digits == 4 ? FOUR_DIGITS : NUMBER;
    *(digits == 4 ? &t->year : &t->number) = value;
    return digits <= 2 || digits == 4;
}

static bool take_word(struct tokens *t, const char **at)
{
    size_t n = 0;
    for (; is_letter(**at); ++*at) {
        if (n == LONGEST - 1)
            return false;
        t->word[n++] = (char)(**at | 0x20);
    }
    t->word[n] = '\0';
    return n > 0;
}

static bool take_token(struct tokens *t, const char **at)
{
    enum kind kind = WORD;
    bool taken = is_digit(**at) ? take_number(t, at, &kind) : take_word(t, at);
    if (!taken || t->n == MOST_TOKENS)
        return false;
    t->shape[t->n++] = (char)kind;
    /* "den 15 mars 2025": the article says nothing */
    if (t->n == 1 && kind == WORD && strcmp(t->word, "den") == 0)
        t->shape[t->n = 0] = '\0';
    return true;
}

static bool cut(const char *text, struct tokens *t)
{
    *t = (struct tokens){.n = 0};
    const char *at = text + strspn(text, " \t\r\n");
    while (*at) {
        if (!take_token(t, &at))
            return false;
        at += strspn(at, " .,-/\t\r\n");
    }
    return t->n > 0;
}

static bool one_of(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (strcmp(word, *words) == 0)
            return true;
    return false;
}

/* 1 to 12 for a Swedish month's name or its short form; 0 for another word. */
static int month_of(const char *word)
{
    static const char *const names[12][4] = {
        {"januari", "jan"},
        {"februari", "feb"},
        {"mars", "mar"},
        {"april", "apr"},
        {"maj"},
        {"juni", "jun"},
        {"juli", "jul"},
        {"augusti", "aug"},
        {"september", "sept", "sep"},
        {"oktober", "okt"},
        {"november", "nov"},
        {"december", "dec"},
    };
    for (int i = 0; i < 12; i++)
        if (one_of(word, names[i]))
            return i + 1;
    return 0;
}

/* The last day of the period of `months` months that ends with month `last`. */
static bool period(int year, int last, enum tk_precision precision, struct tk_date *out)
{
    int32_t first;
    if (last < 1 || last > 12 || !tk_date_from_ymd(year, last, 1, &first))
        return false;
    int length = 31;
    while (!tk_date_from_ymd(year, last, length, &out->day))
        length--;
    out->precision = precision;
    return true;
}

static bool week(int year, int number, struct tk_date *out)
{
    if (!tk_date_from_week(year, number, &out->day))
        return false;
    out->day += 6;
    out->precision = TK_WEEK;
    return true;
}

/* A word, the number and the year told, in whatever order. False: not known, or no such day. */
static bool place_numbered(const struct tokens *t, int year, struct tk_date *out)
{
    static const char *const weeks[] = {"v", "vecka", "w", NULL};
    static const char *const quarters[] = {"q", "kv", "kvartal", NULL};
    static const char *const tertials[] = {"t", "tertial", NULL};
    if (one_of(t->word, weeks))
        return week(year, t->number, out);
    if (one_of(t->word, quarters))
        return period(year, 3 * t->number, TK_QUARTER, out);
    if (one_of(t->word, tertials))
        return period(year, 4 * t->number, TK_TERTIAL, out);
    return false;
}

static bool place_named(const struct tokens *t, int year, struct tk_date *out)
{
    static const char *const springs[] = {"vt", NULL};
    static const char *const autumns[] = {"ht", NULL};
    if (one_of(t->word, springs))
        return period(year, 6, TK_HALF_YEAR, out);
    if (one_of(t->word, autumns))
        return period(year, 12, TK_HALF_YEAR, out);
    return period(year, month_of(t->word), TK_MONTH, out);
}

/* The first such period that does not end before `near`. An ISO year may begin or end some days
 * before or after the calendar's. */
static bool place_yearless(const struct tokens *t, int32_t near, struct tk_date *out)
{
    int year, month, day;
    tk_date_to_ymd(near, &year, &month, &day);
    bool numbered = strcmp(t->shape, "wn") == 0;
    for (int y = year - 1; y <= year + 1 && near != TK_NO_DAY; y++)
        if ((numbered ? place_numbered(t, y, out) : place_named(t, y, out)) && out->day >= near)
            return out->day - near < MOST_AHEAD;
    return false;
}

static bool place_words(const struct tokens *t, int32_t near, struct tk_date *out)
{
    if (strcmp(t->shape, "y") == 0)
        return period(t->year, 12, TK_YEAR, out);
    if (strcmp(t->shape, "wy") == 0)
        return place_named(t, t->year, out);
    if (strcmp(t->shape, "nwy") == 0)
        return tk_date_from_ymd(t->year, month_of(t->word), t->number, &out->day);
    if (strcmp(t->shape, "wny") == 0 || strcmp(t->shape, "ywn") == 0)
        return place_numbered(t, t->year, out);
    return (strcmp(t->shape, "wn") == 0 || strcmp(t->shape, "w") == 0) &&
           place_yearless(t, near, out);
}

/* What was read as the first day of a month or a year, moved to its last. */
static bool to_last_day(struct tk_date *date)
{
    int year, month, day;
    tk_date_to_ymd(date->day, &year, &month, &day);
    if (date->precision == TK_MONTH)
        return period(year, month, TK_MONTH, date);
    if (date->precision == TK_YEAR)
        return period(year, 12, TK_YEAR, date);
    return true;
}

bool tk_date_parse_deadline(const char *text, const char *format, int32_t near,
                            struct tk_date *out, const char **fault)
{
    if (tk_date_parse(text, format, out, fault))
        return to_last_day(out);
    struct tokens t;
    *out = (struct tk_date){.day = TK_NO_DAY, .second = TK_NO_SECOND};
    bool placed = cut(text, &t) && place_words(&t, near, out);
    if (placed)
        *fault = NULL;
    else
        *out = (struct tk_date){.day = TK_NO_DAY, .second = TK_NO_SECOND};
    if (!placed && t.word[0])
        *fault = "names no day, week or period of the calendar";
    return placed;
}
