#include "trygghetskarta/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { DAY_SECONDS = 86400 };

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Years are counted from March, so that a leap day is the last of its year; 400 of them, an
 * era, always have 146097 days. From March on, the days before month m (0 for March) are
 * (153 m + 2) / 5. 1970-01-01 is day 719468 from 0000-03-01. */
enum { ERA_DAYS = 146097, EPOCH = 719468 };

bool tk_date_from_ymd(int year, int month, int day, int32_t *out)
{
    *out = TK_NO_DAY;
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > days_in_month(year, month))
        return false;
    int y = month > 2 ? year : year - 1;
    int m = month > 2 ? month - 3 : month + 9;
    *out = y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - EPOCH;
    return true;
}

void tk_date_to_ymd(int32_t day, int *year, int *month, int *day_of_month)
{
    *year = *month = *day_of_month = 0;
    if (day == TK_NO_DAY)
        return;
    int64_t since = (int64_t)day + EPOCH;
    int64_t era = (since >= 0 ? since : since - (ERA_DAYS - 1)) / ERA_DAYS;
    int n = (int)(since - era * ERA_DAYS);
    /* what leap days there were is taken out before dividing by 365 */
    int y = (n - n / 1460 + n / 36524 - n / (ERA_DAYS - 1)) / 365;
    int of_year = n - (365 * y + y / 4 - y / 100);
    int m = (5 * of_year + 2) / 153;
    *day_of_month = of_year - (153 * m + 2) / 5 + 1;
    *month = m < 10 ? m + 3 : m - 9;
    *year = (int)(era * 400) + y + (*month <= 2);
}

bool tk_date_from_week(int year, int week, int32_t *monday)
{
    int32_t fourth, thursday_after, first, next;
    *monday = TK_NO_DAY;
    if (week < 1 || !tk_date_from_ymd(year, 1, 4, &fourth))
        return false;
    /* 1970-01-01 was a Thursday, so Mondays are the days d where d + 3 divides by 7 */
    first = fourth - ((fourth + 3) % 7 + 7) % 7;
    thursday_after = first + (week - 1) * 7 + 3;
    if (week > 53 || (tk_date_from_ymd(year + 1, 1, 1, &next) && thursday_after >= next))
        return false;
    /* of the last week of all, only Monday to Friday are days that there are */
    if (tk_date_from_ymd(year, 12, 31, &next) && year == 9999 && thursday_after + 3 > next)
        return false;
    *monday = thursday_after - 3;
    return true;
}

bool tk_date_from_moment(int64_t moment, struct tk_date *out)
{
    *out = (struct tk_date){.day = TK_NO_DAY, .second = TK_NO_SECOND};
    time_t t = (time_t)moment;
    struct tm local;
    if (!localtime_r(&t, &local) ||
        !tk_date_from_ymd(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday, &out->day))
        return false;
    out->second = local.tm_hour * 3600 + local.tm_min * 60 + local.tm_sec;
    return true;
}

/* By the time zone's own way back, since what mktime() takes of two moments depends on what it
 * was asked before. */
bool tk_date_moment(int32_t day, int32_t second, int64_t *moment)
{
    struct tk_date local;
    const int64_t wall = (int64_t)day * DAY_SECONDS + second;
    if (day == TK_NO_DAY || second == TK_NO_SECOND)
        return false;
    *moment = wall;
    for (int i = 0; i < 2;
         i++) { /* the first may look up the offset of the other half of a year */
        if (!tk_date_from_moment(*moment, &local))
            return false;
        *moment += wall - ((int64_t)local.day * DAY_SECONDS + local.second);
    }
    return true;
}

/* By hand: a note has up to eight dates, and a print by format takes longer than all else that
 * is done with one. */
void tk_date_print_parts(int year, int month, int of_month, char out[16])
{
    static const char zeros[] = "0000-00-00";
    memcpy(out, zeros, sizeof zeros);
    for (int i = 3; i >= 0; i--, year /= 10)
        out[i] = (char)('0' + year % 10);
    out[5] = (char)('0' + month / 10 % 10);
    out[6] = (char)('0' + month % 10);
    out[8] = (char)('0' + of_month / 10 % 10);
    out[9] = (char)('0' + of_month % 10);
}

void tk_date_print(int32_t day, char out[16])
{
    int year, month, of_month;
    tk_date_to_ymd(day, &year, &month, &of_month);
    out[0] = '\0';
    if (year >= 1 && year <= 9999)
        tk_date_print_parts(year, month, of_month, out);
}

void tk_date_print_time(int32_t second, char out[8])
{
    out[0] = '\0';
    if (second >= 0 && second < DAY_SECONDS)
        snprintf(out, 8, "%02d:%02d", second / 3600, second / 60 % 60);
}

/* The moment SOURCE_DATE_EPOCH tells, if it tells one that the calendar has. */
static bool moment_from_outside(long long *moment)
{
    const char *text = getenv("SOURCE_DATE_EPOCH");
    char *end;
    struct tk_date unused;
    if (!text || !*text)
        return false;
    *moment = strtoll(text, &end, 10);
    return !*end && tk_date_from_moment(*moment, &unused);
}

bool tk_date_after(int32_t day, int32_t second, int32_t than, int32_t its_second)
{
    if (day != than)
        return day > than;
    return second > 0 && its_second > 0 && second > its_second;
}

void tk_date_now(struct tk_date *local, char utc[24])
{
    long long moment;
    if (!moment_from_outside(&moment))
        moment = (long long)time(NULL);
    (void)tk_date_from_moment(moment, local);
    long long day = moment / DAY_SECONDS - (moment % DAY_SECONDS < 0);
    unsigned second = (unsigned)(moment - day * DAY_SECONDS) % DAY_SECONDS;
    tk_date_print((int32_t)day, utc);
    size_t n = strlen(utc);
    snprintf(utc + n, 24 - n, "T%02u:%02u:%02uZ", second / 3600, second / 60 % 60, second % 60);
}

/* The number that N digits make; -1 if one of them is none. */
static int number_at(const char *text, int n)
{
    int number = 0;
    for (int i = 0; i < n; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        number = 10 * number + (text[i] - '0');
    }
    return number;
}

bool tk_date_utc(const char *utc, int64_t *moment)
{
    static const char shape[] = "0000-00-00T00:00:00Z";
    int32_t day;
    if (strlen(utc) != sizeof shape - 1)
        return false;
    for (size_t i = 0; shape[i]; i++)
        if (shape[i] != '0' && utc[i] != shape[i])
            return false;
    int hour = number_at(utc + 11, 2), minute = number_at(utc + 14, 2);
    int second = number_at(utc + 17, 2);
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60 ||
        !tk_date_from_ymd(number_at(utc, 4), number_at(utc + 5, 2), number_at(utc + 8, 2),
                          &day))
        return false;
    *moment = (int64_t)day * DAY_SECONDS + (int64_t)hour * 3600 + (int64_t)minute * 60 + second;
    return true;
}
