#include "support/support.h"

#include "trygghetskarta/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static void printed(const struct tk_date *date, char out[32])
{
    static const char *const precisions[] = {"",         " week", " month", " quarter",
                                             " tertial", " half", " year"};
    char day[16], clock[8];
    tk_date_print(date->day, day);
    tk_date_print_time(date->second, clock);
    snprintf(out, 32, "%s%s%s%s", day, *clock ? " " : "", clock, precisions[date->precision]);
}

static void reads(const char *text, const char *format, const char *expected)
{
    struct tk_date date;
    const char *fault;
    char out[32];
    if (!tk_date_parse(text, format, &date, &fault))
        fail_msg("'%s' %s", text, fault);
    assert_null(fault);
    printed(&date, out);
    assert_string_equal(out, expected);
}

static void refuses(const char *text, const char *format, const char *part)
{
    struct tk_date date;
    const char *fault;
    if (tk_date_parse(text, format, &date, &fault))
        fail_msg("'%s' was read", text);
    assert_contains(fault, part);
    assert_int_equal(date.day, TK_NO_DAY);
    assert_int_equal(date.second, TK_NO_SECOND);
}

/* Each day from 1990 to 2040, and each that the calendar lacks, against the C library. */
static void every_day(void **state)
{
    (void)state;
    int32_t expected = 7305; /* 1990-01-01: 20 years and 5 leap days after 1970 */
    for (int y = 1990; y <= 2040; y++) {
        for (int m = 0; m <= 13; m++) {
            for (int d = 0; d <= 32; d++) {
                struct tm tm = {.tm_year = y - 1900, .tm_mon = m - 1, .tm_mday = d};
                time_t t = timegm(&tm);
                bool is = tm.tm_year == y - 1900 && tm.tm_mon == m - 1 && tm.tm_mday == d;
                int32_t day;
                int year, month, of_month;
                char text[16], again[16];
                struct tk_date date;
                const char *fault;
                snprintf(text, sizeof text, "%04d-%02d-%02d", y, m, d);
                assert_int_equal(tk_date_from_ymd(y, m, d, &day), is);
                assert_int_equal(tk_date_parse(text, NULL, &date, &fault), is);
                assert_int_equal(date.day, day);
                if (!is)
                    continue;
                assert_int_equal(day, t / 86400);
                assert_int_equal(day, expected++);
                tk_date_to_ymd(day, &year, &month, &of_month);
                assert_true(year == y && month == m && of_month == d);
                tk_date_print(day, again);
                assert_string_equal(again, text);
            }
        }
    }
    assert_int_equal(expected, 7305 + 51 * 365 + 13); /* 13 leap days from 1992 to 2040 */
}

static void far_days(void **state)
{
    (void)state;
    int32_t day;
    int y, m, d;
    char out[16];
    for (int32_t n = -719162; n <= 2932896; n += 97) { /* 0001-01-01 to 9999-12-31 */
        tk_date_to_ymd(n, &y, &m, &d);
        assert_true(tk_date_from_ymd(y, m, d, &day));
        assert_int_equal(day, n);
        struct tm tm;
        time_t t = (time_t)n * 86400;
        gmtime_r(&t, &tm);
        assert_true(tm.tm_year + 1900 == y && tm.tm_mon + 1 == m && tm.tm_mday == d);
        char right[16];
        snprintf(right, sizeof right, "%04u-%02u-%02u", (unsigned)y % 10000, (unsigned)m % 100,
                 (unsigned)d % 100);
        tk_date_print(n, out);
        assert_string_equal(out, right);
    }
    assert_true(tk_date_from_ymd(1, 1, 1, &day) && day == -719162);
    assert_true(tk_date_from_ymd(9999, 12, 31, &day) && day == 2932896);
    assert_false(tk_date_from_ymd(0, 1, 1, &day));
    assert_false(tk_date_from_ymd(10000, 1, 1, &day));
    assert_false(tk_date_from_ymd(1900, 2, 29, &day));
    assert_true(tk_date_from_ymd(2000, 2, 29, &day));
    tk_date_to_ymd(INT32_MAX, &y, &m, &d); /* far beyond, and no overflow */
    tk_date_to_ymd(INT32_MIN + 1, &y, &m, &d);
    tk_date_print(INT32_MAX, out);
    assert_string_equal(out, "");
    tk_date_to_ymd(TK_NO_DAY, &y, &m, &d);
    assert_true(y == 0 && m == 0 && d == 0);
}

/* strftime's %G and %V say each day's week; its Monday is at most six days back. */
static void every_week(void **state)
{
    (void)state;
    for (int32_t day = 7305; day < 7305 + 51 * 366; day++) {
        time_t t = (time_t)day * 86400;
        struct tm tm;
        char text[16];
        int year, week;
        int32_t monday;
        gmtime_r(&t, &tm);
        strftime(text, sizeof text, "%G %V", &tm);
        assert_int_equal(sscanf(text, "%d %d", &year, &week), 2);
        assert_true(tk_date_from_week(year, week, &monday));
        assert_int_equal(monday, day - (tm.tm_wday + 6) % 7);
    }
    int32_t monday;
    assert_true(tk_date_from_week(2020, 53, &monday));
    assert_false(tk_date_from_week(2025, 53, &monday));
    assert_int_equal(monday, TK_NO_DAY);
    assert_false(tk_date_from_week(2025, 0, &monday));
    assert_false(tk_date_from_week(2020, 54, &monday));
    assert_false(tk_date_from_week(0, 1, &monday));
    assert_true(tk_date_from_week(9999, 51, &monday));
    assert_false(tk_date_from_week(9999, 52, &monday)); /* its Sunday is in the year 10000 */
}

static void iso(void **state)
{
    (void)state;
    reads("2025-10-12", NULL, "2025-10-12");
    reads(" 2025-10-12\r\n", NULL, "2025-10-12");
    reads("2025-10", NULL, "2025-10-01 month");
    reads("2025", NULL, "2025-01-01 year");
    reads("2025-10-12T08:30", NULL, "2025-10-12 08:30");
    reads("2025-10-12 08:30:59", NULL, "2025-10-12 08:30");
    reads("2025-10-12T23:59:59.999999", NULL, "2025-10-12 23:59");
    reads("2025-10-12 00:00", NULL, "2025-10-12 00:00");
    reads("2025/10/12", NULL, "2025-10-12");
    reads("2025/10/12 08:30:00", NULL, "2025-10-12 08:30");
    reads("2025/10/12 08:30:00+02", NULL, "2025-10-12 08:30");
    refuses("", NULL, "is empty");
    refuses("  ", NULL, "is empty");
    refuses("2025-02-30", NULL, "the calendar lacks");
    refuses("2026/02/30", NULL, "the calendar lacks");
    refuses("2025-13-01", NULL, "the calendar lacks");
    refuses("2025-00", NULL, "the calendar lacks");
    refuses("0000-00-00", NULL, "the calendar lacks");
    refuses("2025-12-31T25:61:00", NULL, "no clock shows");
    refuses("2025-12-31 24:00", NULL, "no clock shows");
    refuses("2025-12-31 23:59:60", NULL, "no clock shows");
    const char *shapeless[] = {"20251231",
                               "31/12/2025",
                               "12/31/2025",
                               "31 dec 2025",
                               "2025-1-2",
                               "25-01-02",
                               "2025-10/12",
                               "2024/25",
                               "2025/10",
                               "2025-10-12T",
                               "2025-10-12 8:30",
                               "2025-10-12T08",
                               "2025-10-12x",
                               "2025-10-12 kväll",
                               "2025-10-12T08:30:",
                               "+2025-10-12",
                               "12025-10-12",
                               "2025-10-12T08:30+2",
                               "2025-",
                               "2025-10-",
                               "2025-10-12T08:30:00+15:00",
                               "2025-10T08:30",
                               "2025-10-12T08:30+01:60"};
    for (size_t i = 0; i < sizeof shapeless / sizeof *shapeless; i++)
        refuses(shapeless[i], NULL, "is not of the form YYYY-MM-DD");
}

/* Sweden's clocks went forward at 01:00 UTC on 2025-03-30 and back at 01:00 UTC on
 * 2025-10-26. */
static void offsets(void **state)
{
    (void)state;
    reads("2025-07-01T00:00Z", NULL, "2025-07-01 02:00");
    reads("2025-06-30T22:30:00Z", NULL, "2025-07-01 00:30");
    reads("2024-12-31T23:30:00+00:00", NULL, "2025-01-01 00:30");
    reads("2025-01-01T01:30:00+0200", NULL, "2025-01-01 00:30");
    reads("2025-01-01T08:00:00+14:00", NULL, "2024-12-31 19:00");
    reads("2025-01-01T18:29:00-05:30", NULL, "2025-01-02 00:59");
    reads("2025-03-30T00:59:59Z", NULL, "2025-03-30 01:59");
    reads("2025-03-30T01:00:00Z", NULL, "2025-03-30 03:00");
    reads("2025-10-26T00:30:00Z", NULL, "2025-10-26 02:30");
    reads("2025-10-26T01:30:00Z", NULL, "2025-10-26 02:30");
    reads("2025-10-26T02:30:00+02:00", NULL, "2025-10-26 02:30");
    reads("0001-01-01T00:00Z", NULL, "0001-01-01 01:12"); /* Stockholm's own mean time */
    refuses("0001-01-01T00:00+14", NULL, "the calendar lacks");
    refuses("9999-12-31T23:30Z", NULL, "the calendar lacks");
    struct tk_date date;
    assert_true(tk_date_from_moment(0, &date));
    assert_int_equal(date.second, 3600);
    assert_false(tk_date_from_moment(INT64_MAX, &date));
    assert_int_equal(date.day, TK_NO_DAY);
}

/* 20261 is 2025-06-22, 20393 is 2025-11-01, 20386 is 2025-10-25: the clocks go back at 3 in the
 * night to the 26th, and went forward at 2 on 2025-03-30, 20177. */
static void moments_of_local_times(void **state)
{
    (void)state;
    int64_t moment;
    const int64_t day = 86400, hour = 3600;
    assert_true(tk_date_moment(20261, 12 * 3600, &moment) && moment == 20261 * day + 10 * hour);
    assert_true(tk_date_moment(20393, 0, &moment) && moment == 20393 * day - hour);
    assert_true(tk_date_moment(20387, 1 * 3600, &moment) && moment == 20387 * day - hour);
    assert_true(tk_date_moment(20387, 4 * 3600, &moment) && moment == 20387 * day + 3 * hour);
    assert_true(tk_date_moment(20387, 9000, &moment)); /* 02:30, twice */
    assert_true(moment == 20387 * day + 1800 || moment == 20387 * day + 5400);
    assert_true(tk_date_moment(20177, 3 * 3600, &moment) && moment == 20177 * day + hour);
    assert_true(tk_date_moment(20177, 9000, &moment)); /* 02:30, never */
    assert_true(moment >= 20177 * day + 1800 && moment <= 20177 * day + 5400);
    assert_false(tk_date_moment(TK_NO_DAY, 0, &moment));
    assert_false(tk_date_moment(20261, TK_NO_SECOND, &moment));
}

static void formats(void **state)
{
    (void)state;
    const char *boston = "%m/%d/%Y %I:%M:%S %p";
    reads("01/02/2015 09:27:07 AM", boston, "2015-01-02 09:27");
    reads("12/31/2015 12:00:00 AM", boston, "2015-12-31 00:00");
    reads("12/31/2015 12:00:00 pm", boston, "2015-12-31 12:00");
    reads("1/2/2015 9:27:07 PM", boston, "2015-01-02 21:27");
    refuses("31/12/2015 09:27:07 AM", boston, "the calendar lacks");
    refuses("01/02/2015 13:27:07 PM", boston, "no clock shows");
    refuses("01/02/2015 00:27:07 AM", boston, "no clock shows");
    refuses("01/02/2015", boston, "does not follow its format");
    refuses("01/02/15 09:27:07 AM", boston, "does not follow its format");
    refuses("2015-01-02", boston, "does not follow its format");
    refuses("01/02/2015 09:27:07 AM x", boston, "goes on after");
    reads("20251012", "%Y%m%d", "2025-10-12");
    refuses("2025111", "%Y%m%d", "does not follow");
    reads("2025-1-2", "%Y-%m-%d", "2025-01-02");
    reads("31 dec 2025", "%d %b %Y", "2025-12-31");
    refuses("31 maj 2025", "%d %b %Y", "does not follow");
    reads("2025.10", "%Y.%m", "2025-10-01 month");
    reads("år 2025", "år %Y", "2025-01-01 year");
    reads("100 % 2025", "100 %% %Y", "2025-01-01 year");
    reads("2024-060", "%Y-%j", "2024-02-29");
    reads("2025-365", "%Y-%j", "2025-12-31");
    refuses("2025-366", "%Y-%j", "the calendar lacks");
    refuses("2025-000", "%Y-%j", "the calendar lacks");
    reads("12.10.2025 kl 8.05", "%d.%m.%Y kl %H.%M", "2025-10-12 08:05");
    reads("2025-07-01 00:00:00 +0000", "%Y-%m-%d %H:%M:%S %z", "2025-07-01 02:00");
    refuses("2025", "%y", "its format is not valid");
}

static void invalid_formats(void **state)
{
    (void)state;
    const struct {
        const char *format, *part;
    } cases[] = {{"%d/%m/%y", "century"},
                 {"%Y-%m-%Q", "directive other than"},
                 {"%Y-%", "directive other than"},
                 {"%Y-%Y", "twice"},
                 {"%Y-%m-%b", "twice"},
                 {"%m-%d", "has no %Y"},
                 {"", "has no %Y"},
                 {"%Y-%d", "by halves"},
                 {"%Y-%m-%j", "two ways"},
                 {"%Y-%m %H", "a time without a day"},
                 {"%Y-%m-%d %I", "%I and %p together"},
                 {"%Y-%m-%d %H %p", "%I and %p together"},
                 {"%Y-%m-%d %M", "part of a time"},
                 {"%Y-%m-%d %H:%S", "part of a time"},
                 {"%Y-%m-%d %z", "part of a time"}};
    const char *fault;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_false(tk_date_format_valid(cases[i].format, &fault));
        assert_contains(fault, cases[i].part);
    }
    assert_true(tk_date_format_valid("%m/%d/%Y %I:%M:%S %p", &fault));
    assert_null(fault);
}

static void due_near(int32_t near, const char *text, const char *format, const char *expected)
{
    struct tk_date date;
    const char *fault;
    char out[32];
    bool read = tk_date_parse_deadline(text, format, near, &date, &fault);
    printed(&date, out);
    if (strcmp(out, expected) != 0)
        fail_msg("'%s' is due '%s'", text, out);
    assert_int_equal(read, *expected != '\0');
    assert_int_equal(fault == NULL, read);
}

static void due_from(int year, int month, int day, const char *text, const char *expected)
{
    int32_t near;
    assert_true(tk_date_from_ymd(year, month, day, &near));
    due_near(near, text, NULL, expected);
}

static void due(const char *text, const char *format, const char *expected)
{
    int32_t near;
    assert_true(tk_date_from_ymd(2025, 5, 6, &near));
    due_near(near, text, format, expected);
}

static void deadlines(void **state)
{
    (void)state;
    due("v. 42", NULL, "2025-10-19 week");
    due("v 42 2024", NULL, "2024-10-20 week");
    due("v. 19", NULL, "2025-05-11 week");
    due("v. 18", NULL, "2026-05-03 week");
    due("Vecka 1, 2025", NULL, "2025-01-05 week");
    due("v53 2026", NULL, "2027-01-03 week");
    due("v. 53", NULL, "");
    due("v 4 2026", NULL, "2026-01-25 week");
    due("v.4-2026", NULL, "2026-01-25 week");
    due("vecka 4, 2026", NULL, "2026-01-25 week");
    due("v.4-26", NULL, ""); /* of 2026, or weeks 4 to 26 */
    due("våren 2026", NULL, "");
    due("v. 042", NULL, "");
    due("001 maj 2025", NULL, "");
    due("2025-W42", NULL, "2025-10-19 week");
    due("2025 v.42", NULL, "2025-10-19 week");
    due("Q3 2025", NULL, "2025-09-30 quarter");
    due("2025-Q1", NULL, "2025-03-31 quarter");
    due("kvartal 4 2025", NULL, "2025-12-31 quarter");
    due("Q5 2025", NULL, "");
    due("Q0 2025", NULL, "");
    due("Q3", NULL, "2025-09-30 quarter");
    due("kvartal 1", NULL, "2026-03-31 quarter");
    due("Q5", NULL, "");
    due("T1", NULL, "2026-04-30 tertial");
    due("ht", NULL, "2025-12-31 half");
    due("vt", NULL, "2025-06-30 half");
    due("T2 2025", NULL, "2025-08-31 tertial");
    due("T4 2025", NULL, "");
    due("ht 2024", NULL, "2024-12-31 half");
    due("VT-2024", NULL, "2024-06-30 half");
    due("ht 24", NULL, "");
    due("mars 2025", NULL, "2025-03-31 month");
    due("Feb. 2024", NULL, "2024-02-29 month");
    due("15 mars 2025", NULL, "2025-03-15");
    due("den 1 maj 2025.", NULL, "2025-05-01");
    due("30 februari 2025", NULL, "");
    due("mars", NULL, "2026-03-31 month");
    due("maj", NULL, "2025-05-31 month");
    due("may 2025", NULL, "");
    due("2025", NULL, "2025-12-31 year");
    due("2025-02", NULL, "2025-02-28 month");
    due("2025-02-14", NULL, "2025-02-14");
    due("2025-02-30", NULL, "");
    due("12/2025", NULL, "");
    due("snarast", NULL, "");
    due("", NULL, "");
    due("1 2 3 4 5 2025", NULL, "");
    due("den den den 2025", NULL, "2025-12-31 year");
    due("14/2 2025", "%d/%m %Y", "2025-02-14");
    due("v. 42", "%d/%m %Y", "2025-10-19 week");
    due("september 99999", NULL, "");
    due("septemberseptember 2025", NULL, "");
    const char *months[] = {"januari",   "februari", "mars",     "april",
                            "maj",       "juni",     "juli",     "augusti",
                            "september", "oktober",  "november", "december"};
    const char *last[] = {"31", "28", "31", "30", "31", "30",
                          "31", "31", "30", "31", "30", "31"};
    for (int i = 0; i < 12; i++) {
        char text[64], expected[64];
        snprintf(text, sizeof text, "%s 2025", months[i]);
        snprintf(expected, sizeof expected, "2025-%02d-%s month", i + 1, last[i]);
        due(text, NULL, expected);
    }
}

/* The calendar beside each: 2025-11-23 is the Sunday of week 47, 2026-01-01 the Thursday of
 * week 1, 2027-01-02 the Saturday of week 53. */
static void a_week_without_a_year(void **state)
{
    (void)state;
    struct tk_date date;
    const char *fault;
    due_from(2025, 11, 23, "v. 47", "2025-11-23 week");
    due_from(2025, 11, 24, "v. 47", "2026-11-22 week");
    due_from(2025, 11, 20, "v. 4", "2026-01-25 week");
    due_from(2026, 10, 20, "v. 3", "2027-01-24 week");
    due_from(2025, 12, 30, "v. 1", "2026-01-04 week");
    due_from(2026, 1, 5, "v. 1", "2027-01-10 week");
    due_from(2027, 1, 2, "v. 53", "2027-01-03 week");
    due_from(2026, 3, 1, "v. 53", "2027-01-03 week");
    due_from(2027, 1, 4, "v. 53", "");
    due_from(2025, 9, 30, "Q3", "2025-09-30 quarter");
    due_from(2025, 10, 1, "Q3", "2026-09-30 quarter");
    due_from(2026, 11, 1, "februari", "2027-02-28 month");
    due_from(9999, 12, 31, "v. 1", "");
    assert_false(tk_date_parse_deadline("v. 42", NULL, TK_NO_DAY, &date, &fault));
    assert_int_equal(date.day, TK_NO_DAY);
    assert_contains(fault, "no day, week or period of the calendar");
    assert_false(tk_date_parse_deadline("2025-02-30", NULL, 0, &date, &fault));
    assert_contains(fault, "the calendar lacks");
}

static void times_alone(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int32_t second;
    } times[] = {{"7:30", 27000},
                 {"07.30", 27000},
                 {" 23:59:59.5 ", 86399},
                 {"0:00", 0},
                 {"07.30.01", 27001},
                 {"07:30:00,123", 27000},
                 {"24:00", TK_NO_SECOND},
                 {"7:60", TK_NO_SECOND},
                 {"7:30:60", TK_NO_SECOND},
                 {"7", TK_NO_SECOND},
                 {"7:3", TK_NO_SECOND},
                 {"-7:30", TK_NO_SECOND},
                 {"+7:30", TK_NO_SECOND},
                 {"7: 30", TK_NO_SECOND},
                 {"7:30:", TK_NO_SECOND},
                 {"7:30.00", TK_NO_SECOND},
                 {"7:30 på kvällen", TK_NO_SECOND},
                 {"007:30", TK_NO_SECOND},
                 {"", TK_NO_SECOND}};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        int32_t second;
        bool good = tk_date_parse_time(times[i].text, &second);
        if (second != times[i].second || good != (second != TK_NO_SECOND))
            fail_msg("'%s' is %d", times[i].text, (int)second);
    }
}

static void now(void **state)
{
    (void)state;
    struct tk_date local;
    char utc[24], out[32];
    setenv("SOURCE_DATE_EPOCH", "1751322600", 1); /* 2025-06-30T22:30:00Z */
    tk_date_now(&local, utc);
    printed(&local, out);
    assert_string_equal(utc, "2025-06-30T22:30:00Z");
    assert_string_equal(out, "2025-07-01 00:30");
    setenv("SOURCE_DATE_EPOCH", "-1", 1);
    tk_date_now(&local, utc);
    assert_string_equal(utc, "1969-12-31T23:59:59Z");
    setenv("SOURCE_DATE_EPOCH", "soon", 1);
    time_t before = time(NULL);
    tk_date_now(&local, utc);
    struct tm tm;
    gmtime_r(&before, &tm);
    char expected[24];
    strftime(expected, sizeof expected, "%Y-%m-%dT", &tm);
    utc[11] = '\0';
    assert_string_equal(utc, expected);
    unsetenv("SOURCE_DATE_EPOCH");
}

/* Texts made of what dates are made of: none may be read as a day that does not print back, or
 * leave a fault without refusing. */
static void scrambled(void **state)
{
    (void)state;
    static const char letters[] = "0123456789012-/ :T+Z.vqhtmarsWdec";
    uint32_t x = 1;
    for (int i = 0; i < 200000; i++) {
        char text[24];
        size_t n = 0;
        do {
            x = x * 1664525u + 1013904223u;
            text[n] = letters[(x >> 16) % (sizeof letters - 1)];
        } while (++n < sizeof text - 1 && (x >> 8) % 12 != 0);
        text[n] = '\0';
        struct tk_date date;
        const char *fault;
        bool read = tk_date_parse_deadline(text, i % 2 ? NULL : "%d/%m %Y", 0, &date, &fault);
        assert_int_equal(read, fault == NULL);
        assert_int_equal(read, date.day != TK_NO_DAY);
        assert_true(date.second >= TK_NO_SECOND && date.second < 86400);
    }
}

static int in_stockholm(void **state)
{
    (void)state;
    setenv("TZ", "Europe/Stockholm", 1);
    tzset();
    return 0;
}

static void a_moment_as_we_write_it(void **state)
{
    (void)state;
    int64_t moment = 0;
    assert_true(tk_date_utc("1970-01-02T00:00:01Z", &moment));
    assert_int_equal(moment, 86401);
    assert_true(tk_date_utc("2026-11-22T02:15:07Z", &moment));
    assert_int_equal(moment, 1795313707); /* date -u -d 2026-11-22T02:15:07Z +%s */
    static const char *const others[] = {"",
                                         "2026-11-22",
                                         "2026-02-30T02:15:07Z",
                                         "2026-11-22T24:15:07Z",
                                         "2026-11-22T02:15:07",
                                         "2026-11-22T02:15:07+",
                                         "2026-11-22 02:15:07Z",
                                         "2026-1x-22T02:15:07Z",
                                         "2026-11-22T02:15:07Z "};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(tk_date_utc(others[i], &moment));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_moment_as_we_write_it),
        cmocka_unit_test(every_day),
        cmocka_unit_test(far_days),
        cmocka_unit_test(every_week),
        cmocka_unit_test(iso),
        cmocka_unit_test(offsets),
        cmocka_unit_test(moments_of_local_times),
        cmocka_unit_test(formats),
        cmocka_unit_test(invalid_formats),
        cmocka_unit_test(deadlines),
        cmocka_unit_test(a_week_without_a_year),
        cmocka_unit_test(times_alone),
        cmocka_unit_test(now),
        cmocka_unit_test(scrambled),
    };
    return cmocka_run_group_tests(tests, in_stockholm, NULL);
}
