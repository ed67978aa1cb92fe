/* sheet: Excel workbooks (XLSX, ISO/IEC 29500) of plain cells, written without a formula. A
 * text is kept as a text whatever it begins with, so that '=1+1' in a source stays what
 * somebody wrote.
 */
#ifndef TRYGGHETSKARTA_SHEET_H
#define TRYGGHETSKARTA_SHEET_H

#include "trygghetskarta/buffer.h"

#include <stddef.h>

struct tk_sheet { /* all zero but the name at first */
    const char *name;
    struct tk_buffer rows, choices;
    size_t n_rows, n_cells, n_choices; /* cells of the row at hand */
};

/* Begins a row; then its cells from the left. NULL is an empty cell. */
void tk_sheet_row(struct tk_sheet *sheet);
void tk_sheet_text(struct tk_sheet *sheet, const char *text);
void tk_sheet_number(struct tk_sheet *sheet, double number);

/* Lets Excel offer what stands in a column (0, 1, …) of another sheet, below its heading, for
 * the cells below the heading of a column of this one. Other words may be written all the
 * same. */
void tk_sheet_choice(struct tk_sheet *sheet, size_t column, const char *from,
                     size_t from_column, size_t n);

/* Adds the workbook to `out`, and frees the sheets. */
TK_CHECK enum tk_status tk_sheet_write(struct tk_sheet *sheets, size_t n, struct tk_buffer *out,
                                       struct tk_error *err);
/* The same, as a file that is not there yet; what `instead` is stands in file.h. */
TK_CHECK enum tk_status tk_sheet_save(struct tk_sheet *sheets, size_t n, const char *path,
                                      const char *instead, struct tk_error *err);

#endif
