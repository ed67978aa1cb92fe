/* What of an input may be quoted where it is not what should stand there: whoever writes a note
 * by hand may put any text into any column. A kind of value has a shape, and what is far from
 * it is taken for a free text. */
#include "trygghetskarta/text.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

static bool is_letter(char c)
{
    return isalpha((unsigned char)c) || (unsigned char)c >= 0x80;
}

static size_t letters_at(const char *text)
{
    size_t n = 0;
    while (is_letter(text[n]))
        n++;
    return n;
}

size_t tk_text_signs(const char *text)
{
    size_t n = 0;
    for (; *text; text++)
        n += ((unsigned char)*text & 0xC0) != 0x80;
    return n;
}

/* LibreOffice's own errors have a number: Err:502, in Swedish Fel:502. */
static bool is_numbered(const char *text, size_t n)
{
    bool word = strncmp(text, "Err:", 4) == 0 || strncmp(text, "Fel:", 4) == 0;
    return n == 7 && word && strspn(text + 4, "0123456789") >= 3;
}

/* In English and in Swedish. */
bool tk_text_failed_cell(const char *text)
{
    static const char *const shown[] = {
        "#REF!",   "#REFERENS!",   "#NAME?",     "#NAMN?",     "#N/A",    "#SAKNAS!",
        "#SAKNAS", "#VALUE!",      "#VÄRDEFEL!", "#VÄRDE!",    "#NUM!",   "#OGILTIGT!",
        "#DIV/0!", "#DIVISION/0!", "#NULL!",     "#SKÄRNING!", "#SPILL!", "#CALC!",
    };
    size_t n;
    text = tk_text_trim(text, &n);
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        if (strlen(shown[i]) == n && strncmp(text, shown[i], n) == 0)
            return true;
    return is_numbered(text, n);
}

const char *tk_text_s(long long n)
{
    return n == 1 ? "" : "s";
}

/* Words that stand in numbers, dates and WKT. */
static bool is_figures_word(const char *word, size_t n)
{
    static const char *const words[] = {"nan",
                                        "inf",
                                        "infinity",
                                        "empty",
                                        "srid",
                                        "point",
                                        "punkt",
                                        "multipoint",
                                        "linestring",
                                        "multilinestring",
                                        "polygon",
                                        "multipolygon",
                                        "geometrycollection",
                                        "januari",
                                        "january",
                                        "februari",
                                        "february",
                                        "mars",
                                        "march",
                                        "april",
                                        "maj",
                                        "juni",
                                        "june",
                                        "juli",
                                        "july",
                                        "augusti",
                                        "august",
                                        "september",
                                        "oktober",
                                        "october",
                                        "november",
                                        "december",
                                        "vår",
                                        "våren",
                                        "sommar",
                                        "sommaren",
                                        "höst",
                                        "hösten",
                                        "vinter",
                                        "vintern",
                                        "den",
                                        "vecka",
                                        "kvartal",
                                        "null",
                                        "okänt",
                                        "meter",
                                        "grader"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strlen(words[i]) == n && strncasecmp(words[i], word, n) == 0)
            return true;
    return false;
}

/* Digits and signs, with at most a unit or a slip of a letter or three. */
static bool is_figure(const char *text)
{
    size_t foreign = 0;
    while (*text) {
        size_t n = letters_at(text);
        if (n && !is_figures_word(text, n))
            foreign += n;
        text += n ? n : 1;
    }
    return foreign <= 3;
}

/* Words between spaces that begin with a letter and have another. */
static size_t count_words(const char *text)
{
    size_t words = 0;
    for (const char *at = text; *at; at += strcspn(at, " ")) {
        at += strspn(at, " ");
        words += letters_at(at) >= 2;
    }
    return words;
}

bool tk_text_quotable(const char *text, enum tk_shape shape)
{
    if (shape == TK_SHAPE_OURS)
        return true;
    if (tk_text_personal(text) || strchr(text, '@') || strpbrk(text, "\r\n"))
        return false;
    switch (shape) {
    case TK_SHAPE_FIGURE:
        return is_figure(text);
    case TK_SHAPE_ID:
        return count_words(text) <= 1;
    case TK_SHAPE_WORD:
        return count_words(text) <= 5 && tk_text_signs(text) <= 60;
    case TK_SHAPE_OURS:
        break;
    }
    return true;
}
