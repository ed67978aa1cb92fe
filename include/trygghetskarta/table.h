/* table: a small CSV file held in memory: the lists in layers/ and the tables a configuration
 * names (memberships, name variants, code lists). UTF-8, with or without byte order mark, first
 * line the names of the columns; separated by commas, or by semicolons if the first line has
 * none but those; quotes as in RFC 4180, strictly. A row of nothing but empty cells, as sheets
 * leave them at the end of a file, is left out, and so is a blank line.
 */
#ifndef TRYGGHETSKARTA_TABLE_H
#define TRYGGHETSKARTA_TABLE_H

#include "trygghetskarta/status.h"

#include <stddef.h>

#define TK_NO_COLUMN ((size_t)-1)

struct tk_table {
    char *path;
    char *text;   /* the file's text, which columns and cells point into */
    char *filled; /* the cells that wording filled in; NULL if none */
    size_t n_columns;
    size_t n_rows;
    char **columns; /* [n_columns] */
    char **cells;   /* [n_rows * n_columns]; "" where nothing stands */
    int *lines;     /* [n_rows]: the line each row begins on, for messages */
};

/* Reads a file of at most 64 MiB. The errors of tk_file_read(); TK_USAGE with file:line if a
 * row has another number of cells than the first line, a quote stands where none may or is not
 * closed, a text is not valid (text.h), or a column has no name or one that another has. */
TK_CHECK enum tk_status tk_table_read(const char *path, struct tk_table *out,
                                      struct tk_error *err);

/* Frees what a table holds; all zero is an empty table, and fine. */
void tk_table_free(struct tk_table *table);

/* The position of a column, or TK_NO_COLUMN; or, with need, TK_USAGE naming file and column. */
size_t tk_table_column(const struct tk_table *table, const char *name);
TK_CHECK enum tk_status tk_table_need(const struct tk_table *table, const char *name,
                                      size_t *column, struct tk_error *err);

/* The text in a cell. Borrowed. "" if the column is TK_NO_COLUMN. */
const char *tk_table_cell(const struct tk_table *table, size_t row, size_t column);

#endif
