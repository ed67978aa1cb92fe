#include "support/support.h"

#include "trygghetskarta/chart.h"

#include <stdio.h>
#include <string.h>

static size_t count(const char *text, const char *part)
{
    size_t n = 0;
    for (const char *at = text; (at = strstr(at, part)); at += strlen(part))
        n++;
    return n;
}

static void numbers_are_swedish(void **state)
{
    (void)state;
    char out[48];
    tk_chart_number(0, out);
    assert_string_equal(out, "0");
    tk_chart_number(999, out);
    assert_string_equal(out, "999");
    tk_chart_number(12345, out);
    assert_string_equal(out, "12\xe2\x80\xaf"
                             "345");
    tk_chart_number(-1234567, out);
    assert_string_equal(out, "-1\xe2\x80\xaf"
                             "234\xe2\x80\xaf"
                             "567");
}

/* The longest bar is 355 tenths of a millimetre; one half as long is 177.5; its dark part a
 * fifth of that. */
static void bars_are_as_long_as_their_numbers(void **state)
{
    (void)state;
    const struct tk_bar bars[] = {{"Klotter", 10, 2}, {"Belysning & ljus", 20, 20}};
    struct tk_buffer svg = {0};
    tk_chart_bars(bars, 2, &svg);
    assert_contains(svg.data, "width=\"355.0\"");
    assert_contains(svg.data, "width=\"177.5\"");
    assert_contains(svg.data, "width=\"35.5\"");
    assert_contains(svg.data, ">Belysning &amp; ljus<");
    assert_true(strstr(svg.data, "Belysning") < strstr(svg.data, "Klotter"));
    tk_buffer_free(&svg);
}

static void order_given_does_not_matter(void **state)
{
    (void)state;
    const struct tk_bar there[] = {{"a", 3, 0}, {"b", 3, 1}, {"c", 9, 2}};
    const struct tk_bar back[] = {{"c", 9, 2}, {"b", 3, 1}, {"a", 3, 0}};
    struct tk_buffer one = {0}, other = {0};
    tk_chart_bars(there, 3, &one);
    tk_chart_bars(back, 3, &other);
    assert_string_equal(one.data, other.data);
    tk_buffer_free(&one);
    tk_buffer_free(&other);
}

/* Twelve kinds of 1 to 12: nine are shown, 1 + 2 + 3 are the rest. */
static void many_bars_end_in_a_rest(void **state)
{
    (void)state;
    char names[12][4];
    struct tk_bar bars[12];
    struct tk_buffer svg = {0};
    for (int i = 0; i < 12; i++) {
        snprintf(names[i], sizeof names[i], "k%d", i + 1);
        bars[i] = (struct tk_bar){names[i], i + 1, 0};
    }
    tk_chart_bars(bars, 12, &svg);
    assert_contains(svg.data, ">Resten<");
    assert_contains(svg.data, ">6<");
    assert_null(strstr(svg.data, ">k3<"));
    tk_buffer_free(&svg);
}

/* All names in the same letters: 29 to a line, broken between words, the second line 28 tenths
 * of a millimetre below the first; only what two lines do not hold is cut, at a word. */
static void long_names_are_broken(void **state)
{
    (void)state;
    const struct tk_bar bars[] = {
        {"Otrygg samling, berusning, bråk", 3, 0},
        {"Gång- och cykelväg, snö, tillgänglighet", 2, 0},
        {"Ett mycket långt namn som inte ens ryms på två rader hur man än gör", 1, 0},
        {"Gatubelysningsunderhållsentreprenörer", 1, 0}};
    struct tk_buffer svg = {0};
    tk_chart_bars(bars, 4, &svg);
    assert_null(strstr(svg.data, "<g font-size"));
    assert_contains(svg.data, ">Otrygg samling, berusning,<");
    assert_contains(svg.data, ">bråk<");
    assert_contains(svg.data, "y=\"34.0\" text-anchor=\"end\" fill=\"#222222\">Otrygg");
    assert_contains(svg.data, "y=\"62.0\" text-anchor=\"end\" fill=\"#222222\">bråk");
    assert_contains(svg.data, ">Gång- och cykelväg, snö,<");
    assert_contains(svg.data, ">tillgänglighet<");
    assert_contains(svg.data, ">Ett mycket långt namn som<");
    assert_contains(svg.data, ">inte ens ryms på två rader …<");
    assert_contains(svg.data, ">Gatubelysningsunderhållsent…<");
    tk_buffer_free(&svg);
}

/* Ten bars, three of two lines: the rows are lower, so that the diagram is no higher than the
 * page has room for (twice 500). */
static void broken_names_make_it_no_higher(void **state)
{
    (void)state;
    struct tk_bar bars[10];
    struct tk_buffer svg = {0};
    for (int i = 0; i < 10; i++)
        bars[i] = (struct tk_bar){i < 3 ? "Gång- och cykelväg, snö, tillgänglighet" : "Klotter",
                                  9, 1};
    tk_chart_bars(bars, 10, &svg);
    assert_contains(svg.data, "height=\"1000\" viewBox=\"0 0 900 500\"");
    assert_int_equal(count(svg.data, "height=\"24.2\" fill=\"#a9bccb\""), 10);
    tk_buffer_free(&svg);
}

static void nothing_noted_is_said(void **state)
{
    (void)state;
    struct tk_buffer svg = {0};
    tk_chart_bars(NULL, 0, &svg);
    assert_contains(svg.data, "Inga brister noterade.");
    tk_buffer_clear(&svg);
    tk_chart_periods(NULL, 0, "2024", "2025", NULL, &svg);
    assert_contains(svg.data, "Inga brister noterade.");
    tk_buffer_free(&svg);
}

/* Four tertials, one without a note: two columns of two tones each; lines at 0, 2, 4 and 6;
 * each year once. */
static void periods_have_their_places(void **state)
{
    (void)state;
    const struct tk_bar bars[] = {{"2024-T1", 5, 1}, {"2025-T1", 3, 3}, {"2023-T1", 9, 9}};
    struct tk_buffer svg = {0};
    tk_chart_periods(bars, 3, "2024-T1", "2025-T1", NULL, &svg);
    assert_int_equal(count(svg.data, "fill=\"#a9bccb\""), 2);
    assert_int_equal(count(svg.data, ">2024<"), 1);
    assert_int_equal(count(svg.data, ">2025<"), 1);
    /* the second stands three places of 197.5 to the right of the first */
    assert_contains(svg.data, "<rect x=\"133.7\"");
    assert_contains(svg.data, "<rect x=\"726.2\"");
    tk_buffer_free(&svg);
}

/* Five tertials of 158: a year's number in the middle of its own, a tick where it begins; what
 * is not over is paler and says so. */
static void years_stand_under_their_periods(void **state)
{
    (void)state;
    const struct tk_bar bars[] = {{"2023-T3", 5, 1}, {"2024-T1", 3, 3}, {"2025-T1", 2, 2}};
    struct tk_buffer svg = {0};
    tk_chart_periods(bars, 3, "2023-T3", "2025-T1", "2025-T1", &svg);
    assert_contains(svg.data, "<text x=\"189.0\" y=\"224.0\" text-anchor=\"middle\"");
    assert_contains(svg.data, ">2023<");
    assert_contains(svg.data, "<text x=\"505.0\" y=\"224.0\" text-anchor=\"middle\"");
    assert_contains(svg.data, "<rect x=\"268.0\" y=\"190.0\" width=\"2.0\"");
    assert_contains(svg.data, "<rect x=\"742.0\" y=\"190.0\" width=\"2.0\"");
    assert_int_equal(count(svg.data, "fill-opacity"), 1);
    assert_int_equal(count(svg.data, ">pågår<"), 1);
    tk_buffer_free(&svg);
}

/* What is no period draws nothing, and does not stop what is. */
static void what_is_no_period_is_left_out(void **state)
{
    (void)state;
    static const char *const no_periods[] = {
        "",       "202",      "2024-", "2024-T", "2024-T4", "2024-T12", "2024-00",  "2024-13",
        "2024-1", "2024-012", "2024x", "+024",   "2024 T1", "2024-T1 ", "2024-T-1", " 2024"};
    struct tk_buffer svg = {0};
    for (size_t i = 0; i < sizeof no_periods / sizeof *no_periods; i++) {
        const struct tk_bar bars[] = {{no_periods[i], 5, 1}, {"2024-T1", 2, 0}};
        tk_buffer_clear(&svg);
        tk_chart_periods(bars, 2, "2024-T1", "2024-T3", NULL, &svg);
        assert_int_equal(count(svg.data, "fill=\"#a9bccb\""), 1);
        tk_buffer_clear(&svg);
        tk_chart_periods(bars, 2, no_periods[i], "2024-T3", NULL, &svg);
        assert_contains(svg.data, "Inga brister noterade.");
    }
    tk_buffer_free(&svg);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_swedish),
        cmocka_unit_test(bars_are_as_long_as_their_numbers),
        cmocka_unit_test(order_given_does_not_matter),
        cmocka_unit_test(many_bars_end_in_a_rest),
        cmocka_unit_test(long_names_are_broken),
        cmocka_unit_test(broken_names_make_it_no_higher),
        cmocka_unit_test(nothing_noted_is_said),
        cmocka_unit_test(periods_have_their_places),
        cmocka_unit_test(years_stand_under_their_periods),
        cmocka_unit_test(what_is_no_period_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
