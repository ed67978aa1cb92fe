#include "trygghetskarta/chart.h"

#include "trygghetskarta/memory.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Lengths are tenths of a millimetre: 28 is a text of about eight points. */
enum { WIDTH = 900, TEXT = 26, ROW = 44, LABELS = 440, BARS_END = 810, MOST_BARS = 10 };
enum { HEIGHT = 270, AXIS = 110, TOP = 24, BASE = 190, YEAR = 64, SHORT_YEAR = 46 };
/* A name has so many letters to a line, and at most two lines. A row for one line is lower
 * where others need two: the pages have room for FULL. */
enum { LETTERS = 29, LINES = 2, LEADING = 28, FULL = 500, LEAST_ROW = 34 };

static const char light[] = "#a9bccb", dark[] = "#1f4e79", ink[] = "#222222",
                  grid[] = "#d0d0d0";

void tk_chart_number(int64_t value, char *out)
{
    char digits[32];
    int n = snprintf(digits, sizeof digits, "%lld", (long long)value);
    for (int i = 0; i < n; i++) {
        int left = n - i;
        if (i && left % 3 == 0 && digits[i - 1] != '-') {
            memcpy(out, "\xe2\x80\xaf", 3);
            out += 3;
        }
        *out++ = digits[i];
    }
    *out = '\0';
}

static void open_svg(struct tk_buffer *b, int height)
{
    /* Drawn by some as a picture of the size it names: two dots to a tenth of a millimetre stay
     * sharp. */
    tk_buffer_format(b,
                     "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" "
                     "viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"%d\">",
                     2 * WIDTH, 2 * height, WIDTH, height, TEXT);
}

static void box(struct tk_buffer *b, double x, double y, double w, double h, const char *fill)
{
    tk_buffer_format(b,
                     "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>",
                     x, y, w, h, fill);
}

static void text(struct tk_buffer *b, double x, double y, const char *anchor,
                 const char *content)
{
    tk_buffer_format(b, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">", x, y,
                     anchor, ink);
    tk_buffer_xml(b, content);
    tk_buffer_text(b, "</text>");
}

static void key(struct tk_buffer *b, double y)
{
    box(b, LABELS + 15, y - 22, 24, 24, dark);
    text(b, LABELS + 50, y, "start", "öppna");
    box(b, LABELS + 175, y - 22, 24, 24, light);
    text(b, LABELS + 210, y, "start", "stängda");
}

void tk_chart_text(const char *words, struct tk_buffer *out)
{
    open_svg(out, ROW + 10);
    text(out, 0, 34, "start", words);
    tk_buffer_text(out, "</svg>");
}

static void nothing(struct tk_buffer *b)
{
    tk_chart_text("Inga brister noterade.", b);
}

static int longest_first(const void *a, const void *b)
{
    const struct tk_bar *x = a, *y = b;
    if (x->whole != y->whole)
        return x->whole < y->whole ? 1 : -1;
    return strcmp(x->label, y->label);
}

/* One line of a name: borrowed bytes, and what says that more of it is left out. */
struct line {
    const char *text;
    size_t bytes;
    const char *ellipsis;
};

static const char *next_letter(const char *at)
{
    do
        at++;
    while (((unsigned char)*at & 0xC0) == 0x80);
    return at;
}

/* The end of what goes into a line of so many letters: all, or whole words, or of a longer word
 * its beginning. */
static const char *line_end(const char *text, int room)
{
    const char *at = text, *words = NULL;
    for (int letters = 0; *at && letters < room; letters++) {
        at = next_letter(at);
        if (*at == ' ')
            words = at;
    }
    return !*at || !words ? at : words;
}

/* A name as it stands to the left of its bar, in the letters of all: broken between words where
 * it is long, and cut only where two lines do not hold it. */
static size_t break_name(const char *name, struct line out[LINES])
{
    size_t n = 0;
    for (const char *at = name; n < LINES && (*at || n == 0); n++) {
        const char *end = line_end(at, LETTERS), *next = end + (*end == ' ');
        bool cut = n + 1 == LINES ? *next : *next && *end != ' ';
        if (cut)
            end = line_end(at, LETTERS - 2);
        out[n] = (struct line){at, (size_t)(end - at), !cut ? "" : *end == ' ' ? " …" : "…"};
        at = cut ? "" : next;
    }
    return n;
}

static void name_line(struct tk_buffer *b, double y, const struct line *line)
{
    struct tk_buffer words = {0};
    tk_buffer_format(&words, "%.*s%s", (int)line->bytes, line->text, line->ellipsis);
    text(b, LABELS, y, "end", tk_buffer_string(&words));
    b->failed = b->failed || words.failed;
    tk_buffer_free(&words);
}

/* Draws a bar in a row that begins at y, and gives where it ends. */
static double draw_bar(struct tk_buffer *b, const struct tk_bar *bar, int64_t longest, double y,
                       double row)
{
    char number[48];
    struct line lines[LINES];
    size_t n = break_name(bar->label, lines);
    double scale = (double)(BARS_END - LABELS - 15) / (double)longest;
    double whole = (double)bar->whole * scale, part = (double)bar->part * scale;
    double high = row + (double)(n - 1) * LEADING, middle = y + high / 2;
    tk_chart_number(bar->whole, number);
    for (size_t i = 0; i < n; i++)
        name_line(b, middle + 12 + ((double)i - (double)(n - 1) / 2) * LEADING, &lines[i]);
    box(b, LABELS + 15, middle - row / 2 + 8, whole, row - 12, light);
    box(b, LABELS + 15, middle - row / 2 + 8, part, row - 12, dark);
    text(b, LABELS + 15 + whole + 10, middle + 12, "start", number);
    return y + high;
}

/* The bars as they are drawn, and below them what the two tones mean. */
static void draw_bars(struct tk_buffer *b, const struct tk_bar *bars, size_t n, int64_t longest)
{
    struct line lines[LINES];
    double more = 0, y = 0;
    for (size_t i = 0; i < n; i++)
        more += (double)(break_name(bars[i].label, lines) - 1) * LEADING;
    double row = (FULL - 10 - ROW - more) / (double)n;
    row = row > ROW ? ROW : row < LEAST_ROW ? LEAST_ROW : row;
    open_svg(b, (int)(row * (double)n + more + 0.999) + ROW + 10);
    for (size_t i = 0; i < n; i++)
        y = draw_bar(b, &bars[i], longest > 0 ? longest : 1, y, row);
    key(b, y + ROW - 6);
    tk_buffer_text(b, "</svg>");
}

void tk_chart_bars(const struct tk_bar *bars, size_t n, struct tk_buffer *out)
{
    struct tk_bar *sorted = tk_alloc(n, sizeof *sorted);
    if (!sorted)
        out->failed = true;
    if (!sorted || n == 0) {
        nothing(out);
        tk_free(sorted);
        return;
    }
    memcpy(sorted, bars, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, longest_first);
    if (n > MOST_BARS) {
        struct tk_bar rest = {"Resten", 0, 0};
        for (size_t i = MOST_BARS - 1; i < n; i++) {
            rest.whole += sorted[i].whole;
            rest.part += sorted[i].part;
        }
        sorted[MOST_BARS - 1] = rest;
        n = MOST_BARS;
    }
    int64_t last = sorted[n - 1].whole;
    draw_bars(out, sorted, n, last > sorted[0].whole ? last : sorted[0].whole);
    tk_free(sorted);
}

/* Steps over so many digits; false if there are fewer. */
static bool digits(const char **at, int n, int *out)
{
    *out = 0;
    for (int i = 0; i < n; i++, ++*at) {
        if (**at < '0' || **at > '9')
            return false;
        *out = *out * 10 + **at - '0';
    }
    return true;
}

/* A period's place in time among those of its form, and how many of them a year has; false if
 * it is none. */
static bool place_of(const char *period, int *index, int *a_year)
{
    int year, part = 1;
    if (!period || !digits(&period, 4, &year))
        return false;
    if (!*period) {
        *a_year = 1;
    } else if (strncmp(period, "-T", 2) == 0) {
        *a_year = 3;
        period += 2;
        if (!digits(&period, 1, &part))
            return false;
    } else {
        *a_year = 12;
        if (*period++ != '-' || !digits(&period, 2, &part))
            return false;
    }
    *index = year * *a_year + part - 1;
    return !*period && part >= 1 && part <= *a_year;
}

/* A step of 1, 2 or 5 times a power of ten that makes at most four lines up to the highest
 * value. */
static int64_t nice_step(int64_t highest)
{
    static const int64_t heads[] = {1, 2, 5};
    for (int64_t power = 1;; power *= 10)
        for (size_t i = 0; i < 3; i++)
            if (heads[i] * power * 4 >= highest)
                return heads[i] * power;
}

static void draw_axis(struct tk_buffer *b, int64_t step, int64_t top)
{
    for (int64_t value = 0; value <= top; value += step) {
        char number[48];
        double y = BASE - (double)value / (double)top * (BASE - TOP);
        tk_chart_number(value, number);
        box(b, AXIS, y, WIDTH - AXIS, value ? 1 : 2, value ? grid : ink);
        text(b, AXIS - 12, y + 10, "end", number);
    }
}

/* A tick where each year begins, and below its periods its number. */
static void draw_years(struct tk_buffer *b, int from, int to, int a_year, double width)
{
    for (int at = from; at <= to;) {
        int next = (at / a_year + 1) * a_year, end = next <= to ? next : to + 1;
        double x = AXIS + (at - from) * width, room = (end - at) * width;
        char year[8];
        box(b, x, BASE, 2, 14, ink);
        snprintf(year, sizeof year, room >= YEAR ? "%04d" : "’%02d",
                 room >= YEAR ? at / a_year : at / a_year % 100);
        if (room >= SHORT_YEAR)
            text(b, x + room / 2, BASE + 34, "middle", year);
        at = end;
    }
}

static void draw_column(struct tk_buffer *b, const struct tk_bar *bar, double x, double width,
                        int64_t top)
{
    double whole = (double)bar->whole / (double)top * (BASE - TOP);
    double part = (double)bar->part / (double)top * (BASE - TOP);
    box(b, x, BASE - whole, width, whole, light);
    box(b, x, BASE - part, width, part, dark);
}

/* A period that is not over is drawn paler: its bar will grow. */
static void draw_columns(struct tk_buffer *b, const struct tk_bar *bars, size_t n, int from,
                         int to, int a_year, int going_on, int64_t top)
{
    double width = (double)(WIDTH - AXIS) / (to - from + 1);
    int at, its_year;
    for (size_t i = 0; i < n; i++) {
        if (!place_of(bars[i].label, &at, &its_year) || its_year != a_year || at < from ||
            at > to)
            continue;
        if (at == going_on)
            tk_buffer_text(b, "<g fill-opacity=\"0.5\">");
        draw_column(b, &bars[i], AXIS + (at - from) * width + width * 0.12, width * 0.76, top);
        if (at == going_on)
            tk_buffer_text(b, "</g>");
    }
    if (going_on >= from && going_on <= to)
        text(b, AXIS + (going_on - from + 1) * width, BASE + 64, "end", "pågår");
}

void tk_chart_periods(const struct tk_bar *bars, size_t n, const char *first, const char *last,
                      const char *unfinished, struct tk_buffer *out)
{
    int from, to, a_year, its_year, going_on;
    int64_t highest = 1;
    if (n == 0 || !place_of(first, &from, &a_year) || !place_of(last, &to, &its_year) ||
        its_year != a_year || to < from || to - from > 1000) {
        nothing(out);
        return;
    }
    if (!place_of(unfinished, &going_on, &its_year) || its_year != a_year)
        going_on = from - 1;
    for (size_t i = 0; i < n; i++)
        highest = bars[i].whole > highest ? bars[i].whole : highest;
    int64_t step = nice_step(highest), top = (highest + step - 1) / step * step;
    open_svg(out, HEIGHT);
    draw_axis(out, step, top);
    draw_columns(out, bars, n, from, to, a_year, going_on, top);
    draw_years(out, from, to, a_year, (double)(WIDTH - AXIS) / (to - from + 1));
    tk_buffer_text(out, "</svg>");
}
