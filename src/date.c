#include "trygghetskarta/date.h"

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in_month(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Years are counted from March, so that the leap day is a year's last; 400 of them, an era,
 * always have 146097 days. From March on, the days before month m (0 for March) are
 * (153 m + 2) / 5. 1970-01-01 is day 719468 from 0000-03-01. */
bool tk_date_from_ymd(int year, int month, int day, int32_t *out)
{
    *out = TK_NO_DAY;
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
        day > days_in_month(year, month))
        return false;
    int y = month > 2 ? year : year - 1;
    int m = month > 2 ? month - 3 : month + 9;
    *out = y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719468;
    return true;
}
