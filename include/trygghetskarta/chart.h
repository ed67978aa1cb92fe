/* chart: small diagrams as SVG text, which lies in a column and is shown on a page of the atlas
 * or in a web page. Plain shapes and attributes only (SVG Tiny, what QGIS draws); two tones
 * that print in grey.
 */
#ifndef TRYGGHETSKARTA_CHART_H
#define TRYGGHETSKARTA_CHART_H

#include "trygghetskarta/buffer.h"

#include <stddef.h>
#include <stdint.h>

struct tk_bar {
    const char *label;
    int64_t whole; /* the bar's length */
    int64_t part;  /* of it, drawn darker: 0 to whole */
};

/* Horizontal bars, longest first (by label where equal), at most ten: the rest
 * are one bar "Resten". A long name stands on two lines, and is cut at a word where they do not
 * hold it. 90 mm wide and as high as it needs to be, at most 50 mm unless six names or more are
 * of two lines; below them what the two tones mean. */
void tk_chart_bars(const struct tk_bar *bars, size_t n, struct tk_buffer *out);

/* Columns over time, one for each period from first to last (both as YYYY,
 * YYYY-MM or YYYY-T1), also those that no bar is about: nothing then was noted. `unfinished` is
 * the period that is not over (NULL or another form: none): paler, and said. 90 x 27 mm, the
 * tones as in the bars. Bars outside the range, or of another form, are left out. */
void tk_chart_periods(const struct tk_bar *bars, size_t n, const char *first, const char *last,
                      const char *unfinished, struct tk_buffer *out);

/* One line of text where a diagram would stand, as high as no bars are. */
void tk_chart_text(const char *words, struct tk_buffer *out);

/* A number as Swedish writes it: 12 345 with narrow no-break spaces. `out` has room for 48. */
void tk_chart_number(int64_t value, char *out);

#endif
