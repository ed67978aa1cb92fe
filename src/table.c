#include "trygghetskarta/table.h"

#include "trygghetskarta/file.h"
#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <stdbool.h>
#include <string.h>

static const size_t most_bytes = (size_t)64 << 20;

/* The text is cut in place: a cell's end is overwritten by a NUL once it has been looked at. */
struct reader {
    const char *path;
    char *at;
    char *end;
    char separator;
    int line;
    char **cells; /* of the row being read */
    size_t n_cells;
    size_t capacity;
};

/* Whether a line ends at *at, which then stands on its line feed. */
static bool line_ends(char **at, const char *end)
{
    if (**at == '\r' && *at + 1 < end && (*at)[1] == '\n')
        ++*at;
    return **at == '\n';
}

static enum tk_status bad_row(const struct reader *r, int line, const char *what,
                              struct tk_error *err)
{
    return tk_fail(err, TK_USAGE, "%s:%d: %s", r->path, line, what);
}

/* Reads a cell in quotes, r->at after the first of them; *stop is where its text ends. */
static enum tk_status quoted(struct reader *r, char **stop, struct tk_error *err)
{
    int first = r->line;
    char *to = r->at;
    while (r->at < r->end) {
        if (*r->at == '"' && r->at + 1 < r->end && r->at[1] == '"')
            r->at++;
        else if (*r->at == '"')
            break;
        if (*r->at == '\n')
            r->line++;
        *to++ = *r->at++;
    }
    if (r->at == r->end)
        return bad_row(r, first, "the quote that opens here is never closed", err);
    r->at++;
    *stop = to;
    char *next = r->at;
    if (next < r->end && *next != r->separator && !line_ends(&next, r->end))
        return bad_row(r, r->line,
                       "text after a closing quote; a quote inside a cell is written twice",
                       err);
    return TK_OK;
}

static enum tk_status plain(struct reader *r, char **stop, struct tk_error *err)
{
    while (r->at < r->end && *r->at != r->separator) {
        char *next = r->at;
        if (line_ends(&next, r->end))
            break;
        if (*r->at == '\r')
            return bad_row(r, r->line, "a carriage return without a line feed", err);
        if (*r->at == '"')
            return bad_row(r, r->line,
                           "a quote inside a cell; put the whole cell in quotes and write "
                           "the quotes inside it twice",
                           err);
        r->at++;
    }
    *stop = r->at;
    return TK_OK;
}

/* Reads one cell and what ends it; *more tells whether another follows in the row. */
static enum tk_status cell(struct reader *r, bool *more, struct tk_error *err)
{
    int first = r->line;
    bool in_quotes = r->at < r->end && *r->at == '"';
    if (in_quotes)
        r->at++;
    char *text = r->at;
    char *stop = NULL;
    enum tk_status st = in_quotes ? quoted(r, &stop, err) : plain(r, &stop, err);
    if (st)
        return st;
    *more = r->at < r->end && *r->at == r->separator;
    if (*more)
        r->at++;
    else if (r->at < r->end && line_ends(&r->at, r->end)) {
        r->at++;
        r->line++;
    }
    const char *fault;
    if (!tk_text_valid(text, (size_t)(stop - text), &fault))
        return tk_fail(err, TK_USAGE, "%s:%d: a text %s; save the file as UTF-8", r->path,
                       first, fault);
    *stop = '\0';
    st = tk_grow(&r->cells, &r->capacity, r->n_cells + 1, sizeof *r->cells, err);
    if (!st)
        r->cells[r->n_cells++] = text;
    return st;
}

/* Reads the next row that holds anything; at the end of the file r->n_cells is 0. */
static enum tk_status row(struct reader *r, int *line, struct tk_error *err)
{
    bool empty = true;
    do {
        bool more = r->at < r->end;
        r->n_cells = 0;
        *line = r->line;
        while (more) {
            enum tk_status st = cell(r, &more, err);
            if (st)
                return st;
            if (*r->cells[r->n_cells - 1])
                empty = false;
        }
    } while (empty && r->n_cells > 0);
    return TK_OK;
}

static enum tk_status read_columns(struct reader *r, struct tk_table *out, struct tk_error *err)
{
    int line;
    enum tk_status st = row(r, &line, err);
    if (st)
        return st;
    if (r->n_cells == 0)
        return tk_fail(err, TK_USAGE, "%s:1: is empty; the first line names the columns",
                       r->path);
    for (size_t i = 0; i < r->n_cells; i++) {
        if (!*r->cells[i])
            return tk_fail(err, TK_USAGE, "%s:%d: column %zu has no name", r->path, line,
                           i + 1);
        for (size_t j = 0; j < i; j++)
            if (strcmp(r->cells[i], r->cells[j]) == 0)
                return tk_fail(err, TK_USAGE, "%s:%d: two columns are called '%s'", r->path,
                               line, r->cells[i]);
    }
    out->columns = tk_alloc(r->n_cells, sizeof *out->columns);
    if (!out->columns)
        return tk_fail_memory(err);
    memcpy(out->columns, r->cells, r->n_cells * sizeof *out->columns);
    out->n_columns = r->n_cells;
    return TK_OK;
}

/* Names and numbers that nobody wrote would be taken for such. */
static enum tk_status check_cells(const struct reader *r, const struct tk_table *table,
                                  int line, struct tk_error *err)
{
    for (size_t i = 0; i < r->n_cells; i++)
        if (tk_text_failed_cell(r->cells[i]))
            return tk_fail(err, TK_USAGE,
                           "%s:%d: %s under '%s' is what a sheet shows where a formula failed; "
                           "mend it there, or write the value itself",
                           r->path, line, r->cells[i], table->columns[i]);
    return TK_OK;
}

static enum tk_status read_rows(struct reader *r, struct tk_table *out, struct tk_error *err)
{
    size_t cell_room = 0, line_room = 0, n = out->n_columns;
    for (;;) {
        int line;
        enum tk_status st = row(r, &line, err);
        if (st || r->n_cells == 0)
            return st;
        if (r->n_cells != n)
            return tk_fail(err, TK_USAGE,
                           "%s:%d: has %zu cell%s, but the first line names %zu column%s",
                           r->path, line, r->n_cells, tk_text_s((long long)r->n_cells), n,
                           tk_text_s((long long)n));
        st = check_cells(r, out, line, err);
        if (!st)
            st = tk_grow(&out->cells, &cell_room, (out->n_rows + 1) * n, sizeof *out->cells,
                         err);
        if (!st)
            st = tk_grow(&out->lines, &line_room, out->n_rows + 1, sizeof *out->lines, err);
        if (st)
            return st;
        memcpy(out->cells + out->n_rows * n, r->cells, n * sizeof *out->cells);
        out->lines[out->n_rows++] = line;
    }
}

static char separator_of(const char *text, size_t n)
{
    size_t first = 0;
    while (first < n && text[first] != '\n')
        first++;
    bool comma = memchr(text, ',', first);
    return !comma && memchr(text, ';', first) ? ';' : ',';
}

enum tk_status tk_table_read(const char *path, struct tk_table *out, struct tk_error *err)
{
    *out = (struct tk_table){0};
    struct tk_buffer bytes = {0};
    struct reader r = {.line = 1};
    enum tk_status st = tk_file_read(path, most_bytes, &bytes, err);
    size_t n = bytes.length;
    out->path = tk_strdup(path);
    out->text = tk_buffer_take(&bytes);
    if (!st && (!out->path || !out->text))
        st = tk_fail_memory(err);
    if (st)
        goto out;
    size_t mark = n >= 3 && memcmp(out->text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    r.path = path;
    r.at = out->text + mark;
    r.end = out->text + n;
    r.separator = separator_of(r.at, n - mark);
    st = read_columns(&r, out, err);
    if (!st)
        st = read_rows(&r, out, err);
out:
    tk_free(r.cells);
    if (st)
        tk_table_free(out);
    return st;
}

void tk_table_free(struct tk_table *table)
{
    tk_free(table->path);
    tk_free(table->text);
    tk_free(table->filled);
    tk_free(table->columns);
    tk_free(table->cells);
    tk_free(table->lines);
    *table = (struct tk_table){0};
}

size_t tk_table_column(const struct tk_table *table, const char *name)
{
    for (size_t i = 0; i < table->n_columns; i++)
        if (strcmp(table->columns[i], name) == 0)
            return i;
    return TK_NO_COLUMN;
}

enum tk_status tk_table_need(const struct tk_table *table, const char *name, size_t *column,
                             struct tk_error *err)
{
    *column = tk_table_column(table, name);
    if (*column != TK_NO_COLUMN)
        return TK_OK;
    return tk_fail(err, TK_USAGE, "%s:1: there is no column '%s'", table->path, name);
}

const char *tk_table_cell(const struct tk_table *table, size_t row, size_t column)
{
    return column == TK_NO_COLUMN ? "" : table->cells[row * table->n_columns + column];
}
