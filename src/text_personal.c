/* What looks like a person's number, telephone or e-mail address in a free text. To miss one is
 * worse than to take something else for one, but a case number, a date or a coordinate is not
 * to be taken for one: so the calendar, the numbering plan and, where nothing else tells a
 * person's number from a case's, the check digit are asked.
 */
#include "trygghetskarta/date.h"
#include "trygghetskarta/text.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Bytes of characters beyond ASCII count as letters. */
static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* Steps over a hyphen, also those that word processors put in its place (U+2010 to U+2015 and
 * U+2212); the text itself where there is none. */
static const char *after_hyphen(const char *c)
{
    if (*c == '-')
        return c + 1;
    if (strncmp(c, "\xE2\x88\x92", 3) == 0)
        return c + 3;
    if (strncmp(c, "\xE2\x80", 2) == 0 && (unsigned char)c[2] >= 0x90 &&
        (unsigned char)c[2] <= 0x95)
        return c + 3;
    return c;
}

/* Steps over one space, also one that does not break (U+00A0). */
static const char *after_space(const char *c)
{
    if (*c == ' ')
        return c + 1;
    return strncmp(c, "\xC2\xA0", 2) == 0 ? c + 2 : c;
}

/* Steps over one space, or a hyphen with spaces or a line break beside it, as lines that were
 * broken have it; the text itself where there is neither. */
static const char *after_gap(const char *c)
{
    static const char blank[] = " \t\r\n";
    const char *hyphen = after_space(c);
    hyphen += strspn(hyphen, blank);
    const char *after = after_hyphen(hyphen);
    if (after == hyphen)
        return after_space(c);
    after = after_space(after);
    return after + strspn(after, blank);
}

/* Whether a number can begin at `at`: not inside a word, another number, a decimal fraction or
 * a longer chain such as 2025-12-... */
static bool may_begin(const char *text, const char *at)
{
    if (at == text)
        return true;
    char before = at[-1];
    if (is_digit(before) || (is_letter(before) && (unsigned char)before < 0x80))
        return false;
    bool joins = before == '.' || before == ',' || before == '-' || before == '/' ||
                 before == '+' || before == '_';
    return !joins || at - 1 == text || !is_digit(at[-2]);
}

/* Whether a number can end at `at`: no digit or letter follows, nor a fraction or a chain. */
static bool may_end(const char *at)
{
    if (is_digit(*at) || (is_letter(*at) && (unsigned char)*at < 0x80))
        return false;
    bool joins = *at == '.' || *at == ',' || *at == '-' || *at == '/';
    return !joins || !is_digit(at[1]);
}

static size_t count_digits(const char *c)
{
    size_t n = 0;
    while (is_digit(c[n]))
        n++;
    return n;
}

static int two(const char *digits)
{
    return (digits[0] - '0') * 10 + digits[1] - '0';
}

/* The check digit of ten: every other digit doubled, the digits summed, a multiple of ten. */
static bool luhn(const char digits[10])
{
    int sum = 0;
    for (int i = 0; i < 10; i++) {
        int d = (digits[i] - '0') * (i % 2 == 0 ? 2 : 1);
        sum += d > 9 ? d - 9 : d;
    }
    return sum % 10 == 0;
}

/* Whether YYMMDD is a day, or one with 60 added (samordningsnummer), in the century told, or in
 * any if it is 0. */
static bool is_birthday(const char *yymmdd, int century)
{
    int day = two(yymmdd + 4);
    if (day > 60)
        day -= 60;
    for (int c = century ? century : 19; c <= (century ? century : 20); c++) {
        int32_t unused;
        if (tk_date_from_ymd(c * 100 + two(yymmdd), two(yymmdd + 2), day, &unused))
            return true;
    }
    return false;
}

static bool is_time(const char *hhmm)
{
    return count_digits(hhmm) == 4 && two(hhmm) < 24 && two(hhmm + 2) < 60;
}

/* Whether it is written as a person's number, although its check digit is wrong: a slip of the
 * finger makes it no less somebody's. Case numbers and times begin with days of this century,
 * and telephone numbers without a gap look like samordningsnummer: those are not taken. */
static bool is_mistyped(const char *date, int century, bool parted, const char *last)
{
    bool recent = century ? century == 20 : two(date) < 40;
    if (!parted)
        return !recent && two(date + 4) <= 31;
    return !(century && recent && is_time(last));
}

/* [YY]YYMMDD, perhaps a hyphen, plus or space, or a hyphen with spaces, NNNN. */
static bool is_personnummer(const char *at)
{
    size_t n = count_digits(at);
    size_t lead = n == 12 || n == 8 ? 2 : 0;
    if (n != 10 + lead && n != 6 + lead)
        return false;
    const char *date = at + lead, *last = date + 6;
    if (n == 6 + lead) {
        const char *begin = last;
        last = *begin == '+' ? begin + 1 : after_hyphen(begin);
        if (last == begin || !is_digit(*last)) {
            last = after_gap(begin);
            if (last > begin && is_time(last)) /* "20251012 1433" */
                return false;
        }
        if (last == begin || count_digits(last) != 4)
            return false;
    }
    int century = lead ? two(at) : 0;
    if (!may_end(last + 4) || (lead && (century < 18 || century > 20)))
        return false;
    char digits[10];
    memcpy(digits, date, 6);
    memcpy(digits + 6, last, 4);
    return is_birthday(date, century) &&
           (luhn(digits) || is_mistyped(date, century, n == 6 + lead, last));
}

/* Reads groups of digits parted by a space or, where allowed, a hyphen; true at the first end
 * of a group at which at least `least` and at most `most` digits stand. A group of one digit
 * belongs to no telephone number. */
static bool digit_groups(const char *c, size_t least, size_t most, bool hyphens)
{
    size_t total = 0;
    for (;;) {
        size_t n = count_digits(c);
        total += n;
        if (n < 2 || total > most)
            return false;
        c += n;
        if (total >= least && may_end(c))
            return true;
        const char *next = hyphens ? after_hyphen(c) : c;
        if (next == c)
            next = after_space(c);
        if (next == c)
            return false;
        c = next;
    }
}

/* What parts an area code from the rest: a hyphen with or without spaces, a slash, a bracket,
 * or a space; NULL for nothing of the kind. *space tells that it was a mere space. */
static const char *after_parting(const char *c, bool *space)
{
    const char *begin = c;
    if (*c == ')')
        c++;
    c = after_space(c);
    const char *hyphen = *c == '/' ? c + 1 : after_hyphen(c);
    *space = hyphen == c && *begin != ')';
    c = hyphen == c ? c : after_space(hyphen);
    return c == begin ? NULL : c;
}

/* +46 70-174 06 05, 0046…, +46 (0)8-465 004 00; the neighbours' numbers too. */
static bool is_international(const char *at)
{
    static const char *const prefixes[] = {"+46", "0046", "+45", "+47", "+358"};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
        size_t n = strlen(prefixes[i]);
        if (strncmp(at, prefixes[i], n) != 0)
            continue;
        const char *c = after_hyphen(after_space(at + n));
        if (strncmp(c, "(0)", 3) == 0)
            c = after_space(c + 3);
        if (*c == '8' && !is_digit(c[1])) { /* Stockholm's area code is one digit */
            bool space;
            c = after_parting(c + 1, &space);
            return c && digit_groups(c, 6, 8, true);
        }
        return *c != '0' && digit_groups(c, 7, 10, true);
    }
    return false;
}

/* Mobile numbers have ten digits, whatever the spacing. */
static bool is_mobile(const char *at)
{
    if (at[0] != '0' || at[1] != '7' || !strchr("02369", at[2]) || !at[2])
        return false;
    size_t n = count_digits(at);
    if (n == 10)
        return may_end(at + 10);
    if (n != 3 && n != 4)
        return false;
    bool space;
    const char *rest = after_parting(at + n, &space);
    return rest && digit_groups(rest, 10 - n, 10 - n, true);
}

/* The length of a Swedish area code: 08, the twenty of three digits, or four digits. */
static size_t area_code(const char *at)
{
    static const char three[] =
        "010 011 013 016 018 019 021 023 026 031 033 035 036 040 042 044 046 054 060 063 090 ";
    size_t n = count_digits(at);
    char code[4] = "";
    memcpy(code, at, n < 3 ? n : 3);
    if (at[0] != '0' || n < 2 || n > 4 || at[1] == '0')
        return 0;
    if (at[1] == '8')
        return n == 2 ? 2 : 0;
    bool known = strlen(code) == 3 && strstr(three, code);
    return known == (n == 3) && n >= 3 ? n : 0;
}

/* 08-465 004 00, (08) 465 004 00, 018-12 34 56. Only Stockholm's is known by a mere space after
 * the area code, and then by a group of three: "08 12 2025" is a date. */
static bool is_landline(const char *at)
{
    size_t n = area_code(at);
    bool space;
    const char *rest = n ? after_parting(at + n, &space) : NULL;
    if (!rest || (space && (n != 2 || count_digits(rest) < 3)))
        return false;
    size_t group = count_digits(rest);
    if (group == 4) /* a year, or the end of a span of times */
        return false;
    return digit_groups(rest, n == 2 ? 6 : 5, 8, false);
}

/* Whether the @ at `at` stands in an address: something before it, and after it labels parted
 * by full stops, the last of at least two letters. */
static bool is_address(const char *text, const char *at)
{
    if (at == text || !(is_letter(at[-1]) || is_digit(at[-1]) || strchr("_-+%.", at[-1])))
        return false;
    const char *c = at + 1;
    bool stop = false;
    size_t letters = 0;
    for (;; c++) {
        if (is_letter(*c)) {
            letters++;
        } else if (*c == '.' && c > at + 1 && (is_letter(c[1]) || is_digit(c[1]))) {
            stop = true;
            letters = 0;
        } else if (!is_digit(*c) && !(*c == '-' && c > at + 1)) {
            break;
        }
    }
    return stop && letters >= 2;
}

const char *tk_text_personal(const char *text)
{
    for (const char *c = text; *c; c++)
        if (is_digit(*c) && may_begin(text, c) && is_personnummer(c))
            return "personnummer";
    for (const char *c = text; *c; c++)
        if ((is_digit(*c) || *c == '+') && may_begin(text, c) &&
            (is_international(c) || is_mobile(c) || is_landline(c)))
            return "telefonnummer";
    for (const char *c = text; *c; c++)
        if (*c == '@' && is_address(text, c))
            return "e-post";
    return NULL;
}
