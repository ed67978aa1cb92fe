/* text: what a text is, and when two texts mean the same.
 *
 * All texts inside the program are valid UTF-8 without control characters; this room judges
 * that at the door. Folding goes by libunistring (NFC, case).
 */
#ifndef TRYGGHETSKARTA_TEXT_H
#define TRYGGHETSKARTA_TEXT_H

#include "trygghetskarta/status.h"

#include <stdbool.h>
#include <stddef.h>

/* Whether n bytes are valid UTF-8 without control characters (tab and line breaks may be).
 * `fault` is then NULL, else a static English phrase: "byte 0xE5 at 7 is no UTF-8" has no room
 * here, so it is the kind only ("is not UTF-8", "holds a control character"). */
bool tk_text_valid(const char *text, size_t n, const char **fault);

/* Takes out of a text, in place, what tk_text_valid() allows in none: control characters and
 * codes that are no characters. False, and untouched, if it is not UTF-8. */
bool tk_text_clean(char *text);

/* Whether a text looks like UTF-8 read as Latin-1 ("Ã¥", "Ã¤", "Ã¶", "Ã…", …). */
bool tk_text_mojibake(const char *text);

/* A name for comparison: NFC, case folded, white space trimmed and collapsed, none round
 * hyphens
 * ("Hässelby - Vällingby" = "HÄSSELBY-VÄLLINGBY"). å, ä and ö stay what they are.
 * *out is the caller's to tk_free(). */
TK_CHECK enum tk_status tk_text_fold_name(const char *text, char **out, struct tk_error *err);

/* A column's name or a code's word for comparison: as a name, and without diacritics, with any
 * run of spaces, hyphens, underscores, slashes and full stops as one space ("Åtgärds_typ" =
 * "atgards typ"). */
TK_CHECK enum tk_status tk_text_fold_word(const char *text, char **out, struct tk_error *err);

/* The first kind of personal data found in a free text, or NULL: "personnummer" (its date
 * is one; with or without century; a wrong check digit only where no case number or time is
 * written so), "telefonnummer", "e-post". */
const char *tk_text_personal(const char *text);

/* What should stand where a text stands, and so what of it may be quoted in a log. */
enum tk_shape {
    TK_SHAPE_OURS,   /* not an input's text: always */
    TK_SHAPE_FIGURE, /* a number, a day, a position: digits, signs, units, months, WKT's words
                      */
    TK_SHAPE_ID,     /* a word with digits and signs round it */
    TK_SHAPE_WORD    /* a code, a name: no more than five words, or 60 characters */
};

/* Whether a text may be quoted. What is far from its shape may be a free text about somebody,
 * and so may anything that looks like personal data, has an @ or a line break. */
bool tk_text_quotable(const char *text, enum tk_shape shape);

size_t tk_text_signs(const char *text); /* characters of UTF-8 */

/* Whether a cell holds, and nothing else, what a sheet shows where a formula failed: #REF!,
 * #SAKNAS!, Err:502 … Nobody wrote it, and it is the same in every row. */
bool tk_text_failed_cell(const char *text);

/* What an English noun ends in after a number: "" after 1, else "s". */
const char *tk_text_s(long long n);

/* The text with its first letter as a title has it. */
TK_CHECK enum tk_status tk_text_capital(const char *text, char **out, struct tk_error *err);

/* A text without the spaces, tabs and line breaks round it: where it begins, and its length. */
const char *tk_text_trim(const char *text, size_t *n);

/* Copies as much of a text as `size` bytes have room for, its closing NUL among them: whole
 * characters only. NULL is copied as "". Size is at least 1. */
void tk_text_copy(char *to, size_t size, const char *from);

/* A number written with the given decimal sign ('.' or ','). Thousands are separated by
 * nothing, or all by a space (U+0020, U+00A0 or U+202F) in groups of three digits; spaces round
 * the number are fine. False for anything else, for inf and nan and
 * what is longer than 500 bytes too. Never looks at the locale.
 */
bool tk_text_number(const char *text, char decimal, double *out);
bool tk_text_integer(const char *text, long long *out);

/* Writes a number as the shortest decimal that reads back the same. `out` has room for 32. */
void tk_text_from_number(double value, char *out);

#endif
