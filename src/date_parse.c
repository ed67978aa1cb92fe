#include "trygghetskarta/date.h"

#include <string.h>
#include <strings.h>

enum field {
    YEAR,
    MONTH,
    DAY,
    DAY_OF_YEAR,
    HOUR,
    HOUR_12,
    AFTERNOON,
    MINUTE,
    SECOND,
    OFFSET, /* in minutes east of Greenwich */
    N_FIELDS
};

/* What a text says, before anybody asks whether there is such a day. */
struct reading {
    int value[N_FIELDS];
    unsigned said; /* a bit for each field */
};

static const char no_day[] = "names a day that the calendar lacks";
static const char no_time[] = "names a time of day that no clock shows";

static unsigned bit(enum field field)
{
    return 1u << field;
}

static bool said(const struct reading *r, enum field field)
{
    return r->said & bit(field);
}

static void say(struct reading *r, enum field field, int value)
{
    r->value[field] = value;
    r->said |= bit(field);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool number(const char **at, int least, int most, int *out)
{
    int n = 0;
    *out = 0;
    while (n < most && is_digit((*at)[n]))
        *out = *out * 10 + (*at)[n++] - '0';
    *at += n;
    return n >= least;
}

static bool literal(const char **at, char c)
{
    bool found = **at == c;
    *at += found;
    return found;
}

static bool offset(const char **at, struct reading *r)
{
    int hours, minutes = 0;
    if (literal(at, 'Z')) {
        say(r, OFFSET, 0);
        return true;
    }
    bool west = **at == '-';
    if (!literal(at, west ? '-' : '+') || !number(at, 2, 2, &hours))
        return false;
    if ((literal(at, ':') || is_digit(**at)) && !number(at, 2, 2, &minutes))
        return false;
    /* no place on earth is further than 14 hours from Greenwich */
    if (minutes > 59 || hours * 60 + minutes > 14 * 60)
        return false;
    say(r, OFFSET, (west ? -1 : 1) * (hours * 60 + minutes));
    return true;
}

static bool month_name(const char **at, struct reading *r)
{
    static const char names[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    for (int i = 0; i < 12; i++) {
        if (strncasecmp(*at, names[i], 3) == 0) {
            say(r, MONTH, i + 1);
            *at += 3;
            return true;
        }
    }
    return false;
}

static bool half_of_day(const char **at, struct reading *r)
{
    bool afternoon = strncasecmp(*at, "PM", 2) == 0;
    if (!afternoon && strncasecmp(*at, "AM", 2) != 0)
        return false;
    say(r, AFTERNOON, afternoon);
    *at += 2;
    return true;
}

static bool field_of(char directive, enum field *field)
{
    static const char directives[] = "YmdjHIpMSzb";
    static const enum field fields[] = {YEAR,      MONTH,  DAY,    DAY_OF_YEAR, HOUR, HOUR_12,
                                        AFTERNOON, MINUTE, SECOND, OFFSET,      MONTH};
    const char *found = directive ? strchr(directives, directive) : NULL;
    if (found)
        *field = fields[found - directives];
    return found;
}

static bool is_number(const char *format)
{
    return format[0] == '%' && format[1] && strchr("YmdjHIMS", format[1]);
}

/* Whether the fields a format names make up something that can be placed in time. */
static const char *fault_of(unsigned fields)
{
    unsigned day = bit(MONTH) | bit(DAY);
    unsigned date = fields & (day | bit(DAY_OF_YEAR));
    bool whole = date == day || date == bit(DAY_OF_YEAR);
    bool twelve = fields & bit(HOUR_12), hour = fields & (bit(HOUR) | bit(HOUR_12));
    if (!(fields & bit(YEAR)))
        return "has no %Y";
    if (!whole && date != bit(MONTH) && date != 0)
        return "names a day in two ways or by halves";
    if (hour && !whole)
        return "has a time without a day";
    if (twelve != !!(fields & bit(AFTERNOON)) || (twelve && (fields & bit(HOUR))))
        return "needs %I and %p together, or %H alone";
    if (((fields & (bit(MINUTE) | bit(OFFSET))) && !hour) ||
        ((fields & bit(SECOND)) && !(fields & bit(MINUTE))))
        return "has a part of a time without what comes before it";
    return NULL;
}

bool tk_date_format_valid(const char *format, const char **fault)
{
    unsigned fields = 0;
    *fault = NULL;
    for (const char *f = format; *f && !*fault; f++) {
        enum field field;
        if (*f != '%' || *++f == '%')
            continue;
        if (*f == 'y')
            *fault = "leaves the century to be guessed with %y; write years with four digits";
        else if (!field_of(*f, &field))
            *fault = "holds a directive other than %Y %m %d %j %H %M %S %I %p %b %z %%";
        else if (fields & bit(field))
            *fault = "names the same part twice";
        else
            fields |= bit(field);
        if (!*f)
            break;
    }
    if (!*fault)
        *fault = fault_of(fields);
    return !*fault;
}

/* Reads what one directive stands for. Between numbers that nothing parts, each has all its
 * digits: 2025111 could be two days. */
static bool directive(const char *f, bool packed, const char **at, struct reading *r)
{
    enum field field;
    if (!field_of(f[1], &field))
        return false;
    if (f[1] == 'b')
        return month_name(at, r);
    if (field == AFTERNOON)
        return half_of_day(at, r);
    if (field == OFFSET)
        return offset(at, r);
    int most = field == YEAR ? 4 : field == DAY_OF_YEAR ? 3 : 2;
    int value;
    if (!number(at, field == YEAR || packed ? most : 1, most, &value))
        return false;
    say(r, field, value);
    return true;
}

static bool read_by(const char *format, const char **at, struct reading *r)
{
    bool after_number = false;
    for (const char *f = format; *f; f++) {
        bool is_directive = f[0] == '%' && f[1] && f[1] != '%';
        bool packed = after_number || (is_directive && is_number(f + 2));
        after_number = is_number(f);
        if (!is_directive && *f == '%')
            f++;
        if (!(is_directive ? directive(f, packed, at, r) : literal(at, *f)))
            return false;
        f += is_directive;
    }
    return true;
}

static bool read_iso_time(const char **at, struct reading *r)
{
    int hour, minute, second, unused;
    if (!number(at, 2, 2, &hour) || !literal(at, ':') || !number(at, 2, 2, &minute))
        return false;
    say(r, HOUR, hour);
    say(r, MINUTE, minute);
    if (literal(at, ':')) {
        if (!number(at, 2, 2, &second))
            return false;
        say(r, SECOND, second);
        if ((literal(at, '.') || literal(at, ',')) && !number(at, 1, 9, &unused))
            return false;
    }
    bool ends = **at == '\0' || is_space(**at);
    return ends || offset(at, r);
}

static bool read_iso(const char **at, struct reading *r)
{
    int year, month, day;
    if (!number(at, 4, 4, &year))
        return false;
    say(r, YEAR, year);
    char parting = **at;
    if (parting != '-' && parting != '/')
        return true;
    ++*at;
    if (!number(at, 2, 2, &month))
        return false;
    say(r, MONTH, month);
    if (**at != parting) /* a 2024/25 is two years */
        return parting == '-';
    ++*at;
    if (!number(at, 2, 2, &day))
        return false;
    say(r, DAY, day);
    bool time = **at == 'T' || (**at == ' ' && is_digit((*at)[1]));
    if (!time)
        return true;
    ++*at;
    return read_iso_time(at, r);
}

static bool place_day(const struct reading *r, struct tk_date *out)
{
    int year = r->value[YEAR];
    if (said(r, DAY_OF_YEAR)) {
        int32_t first, next;
        int n = r->value[DAY_OF_YEAR];
        if (!tk_date_from_ymd(year, 1, 1, &first) || n < 1)
            return false;
        next = tk_date_from_ymd(year, 2, 29, &next) ? first + 366 : first + 365;
        out->day = first + n - 1;
        return out->day < next;
    }
    out->precision = said(r, DAY) ? TK_DAY : said(r, MONTH) ? TK_MONTH : TK_YEAR;
    return tk_date_from_ymd(year, said(r, MONTH) ? r->value[MONTH] : 1,
                            said(r, DAY) ? r->value[DAY] : 1, &out->day);
}

static bool place_time(const struct reading *r, struct tk_date *out)
{
    int hour = r->value[HOUR];
    if (said(r, HOUR_12)) {
        if (r->value[HOUR_12] < 1 || r->value[HOUR_12] > 12)
            return false;
        hour = r->value[HOUR_12] % 12 + (r->value[AFTERNOON] ? 12 : 0);
    }
    if (hour > 23 || r->value[MINUTE] > 59 || r->value[SECOND] > 59)
        return false;
    out->second = hour * 3600 + r->value[MINUTE] * 60 + r->value[SECOND];
    return true;
}

static const char *place(const struct reading *r, struct tk_date *out)
{
    if (!place_day(r, out))
        return no_day;
    if (!said(r, HOUR) && !said(r, HOUR_12))
        return NULL;
    if (!place_time(r, out))
        return no_time;
    if (!said(r, OFFSET))
        return NULL;
    int64_t moment = (int64_t)out->day * 86400 + out->second;
    moment -= (int64_t)r->value[OFFSET] * 60;
    int32_t written = out->day;
    if (!tk_date_from_moment(moment, out))
        return no_day;
    out->moved = out->day != written;
    return NULL;
}

bool tk_date_parse(const char *text, const char *format, struct tk_date *out,
                   const char **fault)
{
    static const struct tk_date none = {.day = TK_NO_DAY, .second = TK_NO_SECOND};
    struct reading r = {.said = 0};
    const char *at = text;
    *out = none;
    *fault = NULL;
    while (is_space(*at))
        at++;
    if (!*at)
        *fault = "is empty";
    else if (format && !tk_date_format_valid(format, fault))
        *fault = "cannot be read: its format is not valid";
    else if (!(format ? read_by(format, &at, &r) : read_iso(&at, &r)))
        *fault = format ? "does not follow its format" : "is not of the form YYYY-MM-DD";
    while (is_space(*at))
        at++;
    if (!*fault && *at)
        *fault =
            format ? "goes on after what its format tells" : "is not of the form YYYY-MM-DD";
    if (!*fault)
        *fault = place(&r, out);
    if (*fault)
        *out = none;
    return !*fault;
}

bool tk_date_parse_time(const char *text, int32_t *second)
{
    const char *at = text;
    int hour, minute, seconds = 0, unused;
    *second = TK_NO_SECOND;
    while (is_space(*at))
        at++;
    if (!number(&at, 1, 2, &hour))
        return false;
    char parting = *at == '.' ? '.' : ':';
    if (!literal(&at, parting) || !number(&at, 2, 2, &minute))
        return false;
    if (literal(&at, parting)) {
        if (!number(&at, 2, 2, &seconds))
            return false;
        if ((literal(&at, '.') || literal(&at, ',')) && !number(&at, 1, 9, &unused))
            return false;
    }
    while (is_space(*at))
        at++;
    if (*at || hour > 23 || minute > 59 || seconds > 59)
        return false;
    *second = hour * 3600 + minute * 60 + seconds;
    return true;
}
