/* CSV is read here and not by OGR, because OGR joins records after an unclosed quote, cuts them
 * at a NUL, guesses separator, header and types (and obeys a .csvt), and knows no lines; all
 * that in silence. RFC 4180 with any one separator; what does not follow it is an error. */
#include "source_private.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

struct tk_csv {
    FILE *file;
    int separator;
    int64_t line; /* of the next byte */
    char *text;   /* the record's cells one after another, each with a NUL */
    size_t length, capacity;
    size_t *cells; /* where each begins in text */
    size_t n_cells, cells_capacity;
    int64_t begins; /* the line the record begins on */
};

void tk_csv_close(struct tk_csv *csv)
{
    if (!csv)
        return;
    if (csv->file)
        fclose(csv->file);
    tk_free(csv->text);
    tk_free(csv->cells);
    tk_free(csv);
}

double tk_csv_share(const struct tk_source *source)
{
    double at = (double)ftello(source->csv->file);
    return source->n_files && source->files[0].size > 0 ? at / (double)source->files[0].size
                                                        : 0;
}

static int next_byte(struct tk_csv *csv)
{
    int c = getc_unlocked(csv->file);
    if (c == '\r') {
        c = getc_unlocked(csv->file);
        if (c != '\n')
            ungetc(c, csv->file);
        c = '\n';
    }
    if (c == '\n')
        csv->line++;
    return c;
}

static bool push(struct tk_csv *csv, int byte, struct tk_error *err)
{
    if (csv->length == csv->capacity &&
        tk_grow(&csv->text, &csv->capacity, csv->length + 1, 1, err))
        return false;
    csv->text[csv->length++] = (char)byte;
    return true;
}

static bool begin_cell(struct tk_csv *csv, struct tk_error *err)
{
    if (csv->n_cells == csv->cells_capacity &&
        tk_grow(&csv->cells, &csv->cells_capacity, csv->n_cells + 1, sizeof *csv->cells, err))
        return false;
    csv->cells[csv->n_cells++] = csv->length;
    return true;
}

enum where { AT_START, IN_PLAIN, IN_QUOTES, AFTER_QUOTES };

static enum tk_status bad(const struct tk_source *source, const struct tk_csv *csv,
                          const char *what, struct tk_error *err)
{
    return tk_fail(err, TK_INPUT, "%s: row that begins on line %" PRId64 ": %s", source->shown,
                   csv->begins, what);
}

/* What a byte means within quotes or right after them. */
static enum tk_status quoted(const struct tk_source *source, struct tk_csv *csv, int c,
                             enum where *where, struct tk_error *err)
{
    if (*where == AFTER_QUOTES && c != '"')
        return bad(source, csv,
                   "text follows a closing quote; is a quote not closed, or not doubled?", err);
    if (*where == IN_QUOTES && c == '"') {
        *where = AFTER_QUOTES;
        return TK_OK;
    }
    *where = IN_QUOTES;
    return push(csv, c, err) ? TK_OK : err->status;
}

/* Reads cells up to the end of the record. *c is the byte it ended with. */
static enum tk_status read_cells(const struct tk_source *source, struct tk_csv *csv, int *c,
                                 struct tk_error *err)
{
    enum where where = AT_START;
    csv->length = csv->n_cells = 0;
    csv->begins = csv->line;
    if (!begin_cell(csv, err))
        return err->status;
    for (;;) {
        *c = next_byte(csv);
        if (*c == 0)
            return tk_fail(err, TK_INPUT,
                           "%s: line %" PRId64 " holds a NUL byte: it is no text file",
                           source->shown, csv->line);
        if ((double)csv->length > source->config->max_record_bytes)
            return bad(source, csv, "is longer than `max_record_bytes`; is a quote not closed?",
                       err);
        if (*c == EOF && where == IN_QUOTES)
            return bad(source, csv, "a quote is opened and never closed", err);
        bool ends = (*c == '\n' || *c == EOF) && where != IN_QUOTES;
        bool parts = *c == csv->separator && where != IN_QUOTES;
        if (ends || parts) {
            if (!push(csv, '\0', err) || (parts && !begin_cell(csv, err)))
                return err->status;
            if (ends)
                return TK_OK;
            where = AT_START;
        } else if (where == AT_START && *c == '"') {
            where = IN_QUOTES;
        } else if (where == IN_QUOTES || where == AFTER_QUOTES) {
            if (quoted(source, csv, *c, &where, err))
                return err->status;
        } else {
            where = IN_PLAIN;
            if (!push(csv, *c, err))
                return err->status;
        }
    }
}

/* A record that is not a blank line; *more is false at the end of the file. */
static enum tk_status read_record(const struct tk_source *source, struct tk_csv *csv,
                                  bool *more, struct tk_error *err)
{
    *more = true;
    int c = '\n';
    enum tk_status st = TK_OK;
    do {
        st = read_cells(source, csv, &c, err);
    } while (!st && c != EOF && csv->n_cells == 1 && csv->text[0] == '\0');
    if (!st && ferror(csv->file))
        st = tk_fail(err, TK_IO, "%s: %s", source->shown, strerror(errno));
    if (!st && c == EOF && csv->n_cells == 1 && csv->text[0] == '\0')
        *more = false;
    return st;
}

/* The separator: as configured, or the sign there is most of in the first line. */
static enum tk_status find_separator(struct tk_source *source, struct tk_csv *csv,
                                     struct tk_error *err)
{
    static const char signs[] = {';', ',', '\t', '|'};
    const char *told = source->config->separator;
    if (strcmp(told, "tab") == 0 || strcmp(told, "\\t") == 0)
        told = "\t";
    csv->separator = (unsigned char)*told;
    if (*told && (told[1] || *told == '"' || *told == '\n' || (unsigned char)*told >= 0x80))
        return tk_fail(err, TK_USAGE, "%s: separator '%s' is not one sign; write \";\" or tab",
                       source->config->name, told);
    if (*told)
        return TK_OK;
    size_t count[sizeof signs] = {0}, best = 0, ties = 0;
    bool in_quotes = false;
    for (int c = getc(csv->file); c != EOF && (in_quotes || (c != '\n' && c != '\r'));
         c = getc(csv->file)) {
        in_quotes ^= c == '"';
        for (size_t i = 0; !in_quotes && i < sizeof signs; i++)
            count[i] += c == signs[i];
    }
    for (size_t i = 1; i < sizeof signs; i++)
        if (count[i] > count[best])
            best = i;
    for (size_t i = 0; i < sizeof signs; i++)
        ties += count[i] && count[i] == count[best];
    if (ties > 1)
        return tk_fail(err, TK_INPUT,
                       "%s: the first line has as many of one separator as of another; name "
                       "the right one under `separator`",
                       source->shown);
    csv->separator = (unsigned char)signs[best];
    return TK_OK;
}

static enum tk_status open_file(struct tk_source *source, struct tk_csv *csv,
                                struct tk_error *err)
{
    unsigned char mark[3] = {0};
    size_t got;
    enum tk_status st = tk_source_peek(source->path, 0, mark, sizeof mark, &got, err);
    if (st)
        return st;
    long start = got == 3 && memcmp(mark, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    csv->file = fopen(source->path, "rbe");
    if (!csv->file || fseek(csv->file, start, SEEK_SET))
        return tk_fail(err, TK_IO, "%s: %s", source->shown, strerror(errno));
    st = find_separator(source, csv, err);
    if (!st && fseek(csv->file, start, SEEK_SET))
        st = tk_fail(err, TK_IO, "%s: %s", source->shown, strerror(errno));
    csv->line = 1;
    return st;
}

/* A column's name without spaces round it; one without a name is called by its place. */
static char *column_name(struct tk_source *source, struct tk_arena *arena, size_t i)
{
    size_t n;
    const char *name = tk_text_trim(source->csv->text + source->csv->cells[i], &n);
    char place[40];
    if (!n) {
        snprintf(place, sizeof place, "field_%zu", i + 1);
        return tk_strdup(place);
    }
    const char *recoded = tk_recode(source->recoder, arena, name, n);
    return recoded ? tk_strdup(recoded) : NULL;
}

static enum tk_status read_header(struct tk_source *source, struct tk_error *err)
{
    struct tk_csv *csv = source->csv;
    bool more;
    enum tk_status st = read_record(source, csv, &more, err);
    if (!st && !more)
        st = tk_fail(err, TK_INPUT, "%s: has no header; the first line must name the columns",
                     source->shown);
    if (st)
        return st;
    struct tk_arena *arena = tk_arena_new();
    source->columns = tk_alloc(csv->n_cells, sizeof *source->columns);
    if (!arena || !source->columns)
        st = tk_fail_memory(err);
    for (size_t i = 0; !st && i < csv->n_cells; i++) {
        if (!(source->columns[i] = column_name(source, arena, i)))
            st = tk_fail_memory(err);
        else
            source->n_columns++;
    }
    tk_arena_free(arena);
    return st;
}

enum tk_status tk_csv_open(struct tk_source *source, struct tk_error *err)
{
    source->csv = tk_alloc(1, sizeof *source->csv);
    if (!source->csv)
        return tk_fail_memory(err);
    const char *encoding = source->config->encoding;
    if (!tk_recoder_open(encoding, &source->recoder, err))
        return tk_fail(err, TK_USAGE,
                       "%s: encoding '%s' cannot be used for CSV (UTF-8, ISO-8859-1, "
                       "windows-1252 … can)",
                       source->config->name, encoding);
    enum tk_status st = open_file(source, source->csv, err);
    return st ? st : read_header(source, err);
}

/* Cells after the last column count only if there is something in them: sheets leave a row of
 * separators at its end. */
static size_t cells_with_content(const struct tk_csv *csv, size_t n_columns)
{
    size_t n = csv->n_cells;
    while (n > n_columns && csv->text[csv->cells[n - 1]] == '\0')
        n--;
    return n;
}

enum tk_status tk_csv_next(struct tk_source *source, struct tk_record *record, bool *more,
                           struct tk_error *err)
{
    struct tk_csv *csv = source->csv;
    enum tk_status st = read_record(source, csv, more, err);
    if (st || !*more)
        return st;
    record->number = csv->begins;
    size_t n = cells_with_content(csv, source->n_columns);
    for (size_t i = 0; i < n && i < source->n_columns; i++) {
        const char *cell = csv->text + csv->cells[i];
        if (!*cell)
            continue;
        record->values[i] = tk_recode(source->recoder, record->arena, cell, strlen(cell));
        if (!record->values[i])
            return tk_fail_memory(err);
    }
    if (n == source->n_columns)
        return TK_OK;
    char told[80];
    int length = snprintf(told, sizeof told, "%zu (%zu)", n, source->n_columns);
    record->fault = "antal_celler";
    record->fault_value = tk_arena_text(record->arena, told, (size_t)length);
    return record->fault_value ? TK_OK : tk_fail_memory(err);
}
