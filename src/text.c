#include "trygghetskarta/text.h"

#include "trygghetskarta/memory.h"

#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

static const uint8_t *bytes_of(const char *text)
{
    return (const uint8_t *)text;
}

static const char *fault_of(ucs4_t c)
{
    bool line = c == '\t' || c == '\n' || c == '\r';
    if ((c < 0x20 && !line) || (c >= 0x7F && c < 0xA0))
        return "holds a control character";
    /* no XML may hold these two, and styles and projects are XML */
    if (c == 0xFFFE || c == 0xFFFF)
        return "holds a code that is no character";
    return NULL;
}

bool tk_text_valid(const char *text, size_t n, const char **fault)
{
    *fault = NULL;
    const uint8_t *at = bytes_of(text), *end = at + n;
    if (n && u8_check(at, n))
        *fault = "is not UTF-8";
    while (!*fault && at < end) {
        ucs4_t c;
        at += u8_mbtouc(&c, at, (size_t)(end - at));
        *fault = fault_of(c);
    }
    return !*fault;
}

bool tk_text_clean(char *text)
{
    size_t n = strlen(text), kept = 0;
    if (n && u8_check(bytes_of(text), n))
        return false;
    for (size_t at = 0; at < n;) {
        ucs4_t c;
        size_t size = (size_t)u8_mbtouc(&c, bytes_of(text) + at, n - at);
        if (!fault_of(c)) {
            memmove(text + kept, text + at, size);
            kept += size;
        }
        at += size;
    }
    text[kept] = '\0';
    return true;
}

/* Whether a character is what Latin-1 or Windows-1252 show of a byte from 0x80 to 0xBF. */
static bool shows_continuation(ucs4_t c)
{
    static const uint16_t windows[] = {0x20AC, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                       0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x017D, 0x2018,
                                       0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC,
                                       0x2122, 0x0161, 0x203A, 0x0153, 0x017E, 0x0178};
    for (size_t i = 0; i < sizeof windows / sizeof *windows; i++)
        if (c == windows[i])
            return true;
    return c >= 0x80 && c <= 0xBF;
}

bool tk_text_mojibake(const char *text)
{
    const uint8_t *at = bytes_of(text), *end = at + strlen(text);
    ucs4_t before = 0;
    while (at < end) {
        ucs4_t c;
        at += u8_mbtouc(&c, at, (size_t)(end - at));
        if (before == 0xC3 && shows_continuation(c))
            return true;
        if (before == 0xC2 && c >= 0x80 && c <= 0xBF)
            return true;
        if (before == 0xE2 && (c == 0x20AC || c == 0x80))
            return true;
        before = c;
    }
    return false;
}

enum glyph { GLYPH_LETTER, GLYPH_SPACE, GLYPH_HYPHEN, GLYPH_NOTHING };

static enum glyph glyph_of_name(ucs4_t c)
{
    /* tabs and line breaks are spaces here, and soft hyphens or zero width joiners nothing */
    if (uc_is_property_white_space(c))
        return GLYPH_SPACE;
    if (uc_is_property_default_ignorable_code_point(c))
        return GLYPH_NOTHING;
    return uc_is_property_dash(c) ? GLYPH_HYPHEN : GLYPH_LETTER;
}

static enum glyph glyph_of_word(ucs4_t c)
{
    if (c == '_' || c == '/' || c == '.' || uc_is_property_dash(c))
        return GLYPH_SPACE;
    if (uc_is_general_category(c, UC_CATEGORY_Mn))
        return GLYPH_NOTHING;
    return glyph_of_name(c);
}

/* Writes the letters of n bytes with one space for a run of spaces between letters and one
 * hyphen for a hyphen and the spaces round it. `out` has room for n + 1: no step writes more
 * than it read. */
static void squeeze(const uint8_t *at, size_t n, enum glyph (*glyph_of)(ucs4_t), char *out)
{
    const uint8_t *end = at + n;
    char *to = out;
    bool space = false, hyphen = false;
    while (at < end) {
        ucs4_t c;
        int length = u8_mbtouc(&c, at, (size_t)(end - at));
        enum glyph glyph = glyph_of(c);
        if (glyph == GLYPH_HYPHEN) {
            *to++ = '-';
            space = false;
        } else if (glyph == GLYPH_SPACE) {
            space = !hyphen && to > out;
        } else if (glyph == GLYPH_LETTER) {
            if (space)
                *to++ = ' ';
            memcpy(to, at, (size_t)length);
            to += length;
            space = false;
        }
        if (glyph == GLYPH_HYPHEN || glyph == GLYPH_LETTER)
            hyphen = glyph == GLYPH_HYPHEN;
        at += length;
    }
    *to = '\0';
}

/* Folds case and normalizes to `form`, then squeezes. */
static enum tk_status fold(const char *text, uninorm_t form, enum glyph (*glyph_of)(ucs4_t),
                           char **out, struct tk_error *err)
{
    *out = NULL;
    size_t n = 0;
    uint8_t *folded = u8_casefold(bytes_of(text), strlen(text), NULL, form, NULL, &n);
    if (!folded)
        return tk_fail_memory(err);
    *out = tk_alloc(n + 1, 1);
    if (*out)
        squeeze(folded, n, glyph_of, *out);
    tk_free(folded); /* libunistring's blocks are malloc's, as ours */
    return *out ? TK_OK : tk_fail_memory(err);
}

enum tk_status tk_text_fold_name(const char *text, char **out, struct tk_error *err)
{
    return fold(text, UNINORM_NFC, glyph_of_name, out, err);
}

enum tk_status tk_text_fold_word(const char *text, char **out, struct tk_error *err)
{
    return fold(text, UNINORM_NFD, glyph_of_word, out, err);
}

enum tk_status tk_text_capital(const char *text, char **out, struct tk_error *err)
{
    uint8_t first[6];
    ucs4_t letter = 0;
    size_t n = strlen(text);
    *out = tk_alloc(n + sizeof first + 1, 1);
    if (!*out)
        return tk_fail_memory(err);
    int length = n ? u8_mbtoucr(&letter, bytes_of(text), n) : -1;
    int written = length > 0 ? u8_uctomb(first, uc_totitle(letter), sizeof first) : -1;
    size_t skipped = written > 0 ? (size_t)length : 0, put = written > 0 ? (size_t)written : 0;
    memcpy(*out, first, put);
    memcpy(*out + put, text + skipped, n - skipped + 1);
    return TK_OK;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *after_digits(const char *c)
{
    while (is_digit(*c))
        c++;
    return c;
}

static const char *after_spaces(const char *c)
{
    while (*c == ' ' || (*c >= '\t' && *c <= '\r'))
        c++;
    return c;
}

/* Steps over a sign; U+2212 is what Swedish sheets print for minus. */
static const char *after_sign(const char *c, bool *minus)
{
    static const char long_minus[] = "\xE2\x88\x92";
    *minus = *c == '-' || strncmp(c, long_minus, 3) == 0;
    if (*minus)
        return c + (*c == '-' ? 1 : 3);
    return *c == '+' ? c + 1 : c;
}

/* The part of a number after its digits: an exponent with digits, or nothing. */
static const char *after_exponent(const char *c)
{
    if (*c != 'e' && *c != 'E')
        return c;
    const char *digits = c + 1;
    if (*digits == '+' || *digits == '-')
        digits++;
    return is_digit(*digits) ? after_digits(digits) : c;
}

/* The length of the separator of thousands at c: a space, wide or narrow, that does not break
 * in the latter two; 0 if there is none. */
static size_t separator(const char *c)
{
    static const char *const separators[] = {" ", "\xC2\xA0", "\xE2\x80\xAF"};
    for (size_t i = 0; i < 3; i++)
        if (strncmp(c, separators[i], strlen(separators[i])) == 0)
            return strlen(separators[i]);
    return 0;
}

/* After digits, and after groups of three digits more, each behind one and the same
 * separator. */
static const char *after_groups(const char *first)
{
    const char *c = after_digits(first), *mark = c;
    size_t length = separator(mark), digits = (size_t)(c - first);
    if (!length || digits < 1 || digits > 3)
        return c;
    while (strncmp(c, mark, length) == 0 && after_digits(c + length) == c + length + 3)
        c += length + 3;
    return c;
}

/* Copies a number whose whole part ends at `whole` without its separators of thousands, and
 * with a point for the decimal sign. */
static void copy_plain(const char *first, const char *whole, const char *end, char *to)
{
    for (const char *c = first; c < whole; c++)
        if (is_digit(*c))
            *to++ = *c;
    for (const char *c = whole; c < end; c++)
        *to++ = (char)(*c == ',' ? '.' : *c);
    *to = '\0';
}

bool tk_text_number(const char *text, char decimal, double *out)
{
    *out = 0;
    bool minus;
    const char *first = after_sign(after_spaces(text), &minus);
    const char *whole = after_groups(first), *end = whole;
    if (*whole == decimal && is_digit(whole[1]))
        end = after_digits(whole + 1);
    if (end == first)
        return false;
    end = after_exponent(end);
    enum { MOST = 500 };
    char plain[MOST + 1];
    if (*after_spaces(end) || (size_t)(end - first) > MOST)
        return false;
    copy_plain(first, whole, end, plain);
    /* glibc's "C" locale is a constant: nothing is allocated, nothing can fail */
    locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    double value = strtod_l(plain, NULL, c_locale);
    freelocale(c_locale);
    if (!isfinite(value))
        return false;
    *out = minus ? -value : value;
    return true;
}

bool tk_text_integer(const char *text, long long *out)
{
    *out = 0;
    bool minus;
    const char *c = after_sign(after_spaces(text), &minus);
    if (!is_digit(*c) || *after_spaces(after_digits(c)))
        return false;
    long long value = 0; /* counted downwards: the least number has no positive twin */
    for (; is_digit(*c); c++)
        if (__builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, *c - '0', &value))
            return false;
    if (!minus && __builtin_sub_overflow(0, value, &value))
        return false;
    *out = value;
    return true;
}

const char *tk_text_trim(const char *text, size_t *n)
{
    static const char space[] = " \t\r\n";
    text += strspn(text, space);
    *n = strlen(text);
    while (*n && strchr(space, text[*n - 1]))
        --*n;
    return text;
}

void tk_text_copy(char *to, size_t size, const char *from)
{
    const char *text = from ? from : "";
    size_t n = 0;
    for (; n + 1 < size && text[n]; n++)
        to[n] = text[n];
    while (n && ((unsigned char)text[n] & 0xC0) == 0x80)
        n--;
    to[n] = '\0';
}

void tk_text_from_number(double value, char *out)
{
    enum { ROOM = 32 };
    locale_t c_locale = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    locale_t before = uselocale(c_locale);
    double back = 0;
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(out, ROOM, "%.*g", digits, value == 0 ? 0.0 : value);
        back = strtod(out, NULL);
        if (back >= value && back <= value)
            break;
    }
    uselocale(before);
    freelocale(c_locale);
}
