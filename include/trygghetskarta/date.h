/* date: calendar days and local times, strict.
 *
 * A day is the number of days since 1970-01-01 in the proleptic Gregorian calendar. Nothing is
 * guessed: a text that does not follow its format, or names a day that the calendar lacks
 * (2025-02-30), is refused with a reason. Local means the process's time zone (session.h).
 *
 * A reason (`fault`) is a static English phrase that goes on after the text it is about:
 * "datum '2025-02-30'" "names a day that the calendar lacks". It is NULL when there is none.
 */
#ifndef TRYGGHETSKARTA_DATE_H
#define TRYGGHETSKARTA_DATE_H

#include "trygghetskarta/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TK_NO_DAY INT32_MIN /* no date */
#define TK_NO_SECOND (-1)   /* a date without a time of day */

enum tk_precision {
    TK_DAY,
    TK_WEEK,
    TK_MONTH,
    TK_QUARTER,
    TK_TERTIAL, /* four months, as Swedish municipalities report */
    TK_HALF_YEAR,
    TK_YEAR
};

struct tk_date {
    int32_t day;    /* the first day of the period for a precision coarser than a day, or the
                       last if it was read as a deadline */
    int32_t second; /* of the local day, 0 to 86399, or TK_NO_SECOND */
    enum tk_precision precision;
    bool moved; /* local time put it on another day than the text's own */
};

/* Days since 1970-01-01 of a day that the calendar has; false and TK_NO_DAY if it has none such
 * (or the year is not within 1 to 9999). */
bool tk_date_from_ymd(int year, int month, int day, int32_t *out);

/* The other way; of TK_NO_DAY all three are 0. */
void tk_date_to_ymd(int32_t day, int *year, int *month, int *day_of_month);

/* ISO week date: Monday of week 1 is the one of the week that holds 4 January. False and
 * TK_NO_DAY if the year has no such week, or it ends after the year 9999. */
bool tk_date_from_week(int year, int week, int32_t *monday);

/* The local day and time of a moment, told in seconds since 1970-01-01T00:00:00Z. False and no
 * day outside the years 1 to 9999. */
bool tk_date_from_moment(int64_t moment, struct tk_date *out);

/* Whether a format can be read by: of strptime's directives it may hold %Y %m %d %j %H %M %S %I
 * %p %b (English, three letters) %z (Z, +HH, +HHMM or +HH:MM) and %%; each once, and so that
 * they make a year, a month, or a day with or without a time. %y is refused: it leaves the
 * century to be guessed. */
bool tk_date_format_valid(const char *format, const char **fault);

/* Reads a text by a format, or, with format NULL, as ISO 8601: YYYY-MM-DD, YYYY-MM, YYYY, with
 * an optional time (to the minute, second or fraction, which is dropped) after 'T' or a space
 * and an optional offset (also Z) after a day. GDAL's own print of a date, YYYY/MM/DD[
 * HH:MM:SS[+ZZ]], is read as well. White space round the text is fine. A number may stand
 * without its leading zero where the format parts it from its neighbours; a year has four
 * digits. A time with an offset is moved to local time. On failure *out is no day. */
bool tk_date_parse(const char *text, const char *format, struct tk_date *out,
                   const char **fault);

/* As tk_date_parse(), and also the deadlines people write, in any case: "v. 42" and "vecka 42
 * 2025", "2025-W42", "Q3 2025", "kvartal 3 2025", "T2 2025", "ht 2024", "vt 2024", "mars 2025",
 * "15 mars 2025", "2025". What is coarser than a day becomes its last day.
 *
 * A week, quarter, tertial, half year or month without a year ("v. 42", "Q3", "ht", "mars") is
 * a plan: the first such one whose last day is on or after `near`, the day it was written by.
 * "v. 4" of November is next year's, "v. 47" of its Sunday is that week. Refused where `near`
 * is no day, or none such ends within 53 weeks ("v. 53"). */
bool tk_date_parse_deadline(const char *text, const char *format, int32_t near,
                            struct tk_date *out, const char **fault);

/* A time of day alone: "7:30", "07.30", with or without seconds and a fraction of them, which
 * is dropped. White space round it is fine. TK_NO_SECOND and false for anything else. */
bool tk_date_parse_time(const char *text, int32_t *second);

/* "YYYY-MM-DD" of a day; "HH:MM" of a second of the day; "" of a day outside the
 * years 1 to 9999, of TK_NO_DAY and TK_NO_SECOND. */
void tk_date_print(int32_t day, char out[16]);
/* The same of a year from 0 to 9999, a month and a day of at most two digits. */
void tk_date_print_parts(int year, int month, int of_month, char out[16]);
void tk_date_print_time(int32_t second, char out[8]);

/* Whether one day lies after another; of one and the same day, by the second of it where both
 * are known. A second of 0 or less is not known: midnight is what stands where only a day was
 * written. */
bool tk_date_after(int32_t day, int32_t second, int32_t than, int32_t its_second);

/* Now: local day and second, and UTC as "YYYY-MM-DDTHH:MM:SSZ". SOURCE_DATE_EPOCH stands for
 * the clock where it is set to a number. */
void tk_date_now(struct tk_date *local, char utc[24]);

/* The moment, in seconds since 1970-01-01T00:00:00Z, of a local day and second of it. What
 * comes twice in autumn is one of the two, and always the same; what is skipped in spring,
 * within an hour. False of no day and no time. */
bool tk_date_moment(int32_t day, int32_t second, int64_t *moment);

/* The moment, in seconds since 1970, of a text as tk_date_now() writes it; false of another. */
bool tk_date_utc(const char *utc, int64_t *moment);

#endif
