/* date: calendar days and local times, strict.
 *
 * A day is the number of days since 1970-01-01 in the proleptic Gregorian calendar. Nothing is
 * guessed: a text that does not follow its format, or names a day that the calendar lacks
 * (2025-02-30), is refused with a reason.
 */
#ifndef TRYGGHETSKARTA_DATE_H
#define TRYGGHETSKARTA_DATE_H

#include "trygghetskarta/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TK_NO_DAY INT32_MIN /* no date */
#define TK_NO_SECOND (-1)   /* a date without a time of day */

enum tk_precision { TK_DAY, TK_WEEK, TK_MONTH, TK_QUARTER, TK_HALF_YEAR, TK_YEAR };

struct tk_date {
    int32_t day;    /* the first day of the period for a precision coarser than a day, or the
                       last if it was read as a deadline */
    int32_t second; /* of the local day, 0 to 86399, or TK_NO_SECOND */
    enum tk_precision precision;
};

/* Days since 1970-01-01 of a day that the calendar has; false if it has none such (or the year
 * is not within 1 to 9999). */
bool tk_date_from_ymd(int year, int month, int day, int32_t *out);
void tk_date_to_ymd(int32_t day, int *year, int *month, int *day_of_month);

/* ISO week date: Monday of week 1 is the one of the week that holds 4 January. */
bool tk_date_from_week(int year, int week, int32_t *monday);

/* Reads a text by a format of strptime's directives %Y %m %d %H %M %S %I %p %y(refused) %j
 * %b(English) %z and literal characters, or, with format NULL, as ISO 8601: YYYY-MM-DD,
 * YYYY-MM, YYYY, with an optional time after 'T' or a space and an optional offset (also Z). A
 * time with an offset is moved to local time. GDAL's own print of a date, YYYY/MM/DD[
 * HH:MM:SS[+ZZ]], is read as well. */
bool tk_date_parse(const char *text, const char *format, struct tk_date *out,
                   const char **fault);

/* As tk_date_parse() with format NULL, and also the deadlines people write: "v. 42" and "v 42
 * 2025" (year of `near` if none is told), "Q3 2025", "ht 2024", "vt 2024", "mars 2025", "2025".
 * What is coarser than a day becomes its last day. */
bool tk_date_parse_deadline(const char *text, const char *format, int32_t near,
                            struct tk_date *out, const char **fault);

/* "YYYY-MM-DD" of a day; "HH:MM" of a second of the day. */
void tk_date_print(int32_t day, char out[16]);
void tk_date_print_time(int32_t second, char out[8]);

/* Now: local day and second, and UTC as "YYYY-MM-DDTHH:MM:SSZ". SOURCE_DATE_EPOCH stands for
 * the clock where it is set. */
void tk_date_now(struct tk_date *local, char utc[24]);

#endif
