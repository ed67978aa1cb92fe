#include "source_private.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <cpl_vsi.h>
#include <inttypes.h>
#include <string.h>
#include <strings.h>

static uint32_t little(const unsigned char *bytes, int n)
{
    uint32_t value = 0;
    while (n-- > 0)
        value = value << 8 | bytes[n];
    return value;
}

static uint32_t big(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 |
           bytes[3];
}

/* ---- text ---- */

enum tk_status tk_check_text(struct tk_source *source, struct tk_error *err)
{
    unsigned char mark[4] = {0};
    size_t got;
    enum tk_status st = tk_source_peek(source->path, 0, mark, sizeof mark, &got, err);
    if (st)
        return st;
    if ((mark[0] == 0xff && mark[1] == 0xfe) || (mark[0] == 0xfe && mark[1] == 0xff))
        return tk_fail(err, TK_INPUT, "%s: is UTF-16; save it as UTF-8 (in Excel: CSV UTF-8)",
                       source->shown);
    if (memcmp(mark, "PK\3\4", 4) == 0)
        return tk_fail(err, TK_INPUT,
                       "%s: is a zip file, perhaps a sheet: name the driver XLSX or ODS",
                       source->shown);
    return TK_OK;
}

enum tk_status tk_check_geojson(struct tk_source *source, struct tk_error *err)
{
    enum tk_status st = tk_check_text(source, err);
    if (!st)
        st = tk_json_check(source->path, &source->told, err);
    source->expected = source->told.features;
    return st ? st : tk_json_open(source->path, &source->json, err);
}

/* ---- shapefile: ESRI's white paper of 1998, and dBASE III's header ---- */

/* The bytes a .shp or .shx holds by its header, which counts words of 16 bits. */
static enum tk_status length_told(const struct tk_source_file *file, int64_t *bytes,
                                  struct tk_error *err)
{
    unsigned char header[100];
    size_t got;
    enum tk_status st = tk_source_peek(file->path, 0, header, sizeof header, &got, err);
    *bytes = 0;
    if (st)
        return st;
    if (got < sizeof header || big(header) != 9994)
        return tk_fail(err, TK_INPUT, "%s: has no shapefile header", file->path);
    *bytes = 2 * (int64_t)big(header + 24);
    if (*bytes > file->size)
        return tk_fail(err, TK_INPUT,
                       "%s: is cut off: it says it has %" PRId64 " bytes, and has %lld; copy "
                       "it again",
                       file->path, *bytes, file->size);
    return TK_OK;
}

/* How many of the rows are marked as deleted. */
static enum tk_status count_deleted(const char *path, uint32_t header, uint32_t row, int64_t n,
                                    int64_t *deleted, struct tk_error *err)
{
    FILE *file = fopen(path, "rbe");
    *deleted = 0;
    if (!file)
        return tk_fail(err, TK_IO, "%s: cannot be opened", path);
    for (int64_t i = 0; i < n; i++) {
        if (fseeko(file, (off_t)header + (off_t)i * row, SEEK_SET))
            break;
        *deleted += getc(file) == '*';
    }
    fclose(file);
    return TK_OK;
}

static enum tk_status check_dbf(struct tk_source *source, const struct tk_source_file *file,
                                int64_t shapes, struct tk_error *err)
{
    unsigned char header[32];
    size_t got;
    enum tk_status st = tk_source_peek(file->path, 0, header, sizeof header, &got, err);
    if (st)
        return st;
    int64_t rows = little(header + 4, 4);
    uint32_t start = little(header + 8, 2), row = little(header + 10, 2);
    if (got < sizeof header || start < sizeof header || row == 0)
        return tk_fail(err, TK_INPUT, "%s: has no dBASE header", file->path);
    if (start + rows * row > file->size)
        return tk_fail(err, TK_INPUT,
                       "%s: says it has %" PRId64
                       " row%s, and has room for %lld; copy it again",
                       file->path, rows, tk_text_s(rows), (file->size - start) / row);
    if (rows != shapes)
        return tk_fail(err, TK_INPUT,
                       "%s: has %" PRId64 " row%s for %" PRId64
                       " shape%s; the shapefile's files are not of one export",
                       file->path, rows, tk_text_s(rows), shapes, tk_text_s(shapes));
    int64_t deleted;
    st = count_deleted(file->path, start, row, rows, &deleted, err);
    source->expected = rows - deleted;
    return st;
}

/* The encoding that a .cpg declares, where none is configured. */
static enum tk_status read_cpg(struct tk_source *source, const char *path, struct tk_error *err)
{
    char name[64] = {0};
    size_t got;
    enum tk_status st = tk_source_peek(path, 0, name, sizeof name - 1, &got, err);
    if (st)
        return st;
    size_t length = strcspn(name, "\r\n");
    while (length && (name[length - 1] == ' ' || name[length - 1] == '\t'))
        length--;
    name[length] = '\0';
    if (!tk_recoder_open(name, &source->recoder, err))
        return tk_fail(err, TK_INPUT,
                       "%s: names an encoding that nobody knows; set `encoding` for this "
                       "source, or mend the file",
                       path);
    return TK_OK;
}

enum tk_status tk_check_shapefile(struct tk_source *source, struct tk_error *err)
{
    int64_t bytes, index;
    const char *encoding = source->config->encoding;
    enum tk_status st = length_told(&source->files[0], &bytes, err);
    if (!st)
        st = length_told(&source->files[1], &index, err);
    if (!st)
        st = check_dbf(source, &source->files[2], (index - 100) / 8, err);
    if (!st && *encoding && !tk_recoder_open(encoding, &source->recoder, err))
        st = tk_fail(err, TK_USAGE, "%s: encoding '%s' is not known", source->config->name,
                     encoding);
    for (size_t i = 3; !st && !*encoding && i < source->n_files; i++) {
        const char *path = source->files[i].path;
        if (strcasecmp(path + strlen(path) - 4, ".cpg") == 0)
            st = read_cpg(source, path, err);
    }
    return st;
}

/* ---- sheets: zip files, by PKWARE's APPNOTE 4.3 ---- */

enum { END_SIZE = 22, ENTRY_SIZE = 46, MAX_COMMENT = 65535 };

/* The end of the central directory stands last, before a comment. */
static const unsigned char *find_end(const unsigned char *tail, size_t n)
{
    for (size_t at = n < END_SIZE ? 0 : n - END_SIZE + 1; at-- > 0;)
        if (memcmp(tail + at, "PK\5\6", 4) == 0)
            return tail + at;
    return NULL;
}

/* Sums what the entries of a central directory say they unpack to; -1 if it is broken. */
static long long sum_unpacked(const unsigned char *directory, size_t size, uint32_t n)
{
    long long sum = 0;
    size_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (size - at < ENTRY_SIZE || memcmp(directory + at, "PK\1\2", 4) != 0)
            return -1;
        const unsigned char *e = directory + at;
        size_t length = ENTRY_SIZE + little(e + 28, 2) + little(e + 30, 2) + little(e + 32, 2);
        if (length > size - at)
            return -1;
        sum += little(e + 24, 4);
        at += length;
    }
    return sum;
}

static enum tk_status unpacked_size(struct tk_source *source, const unsigned char *end,
                                    long long *sum, struct tk_error *err)
{
    uint32_t n = little(end + 10, 2), size = little(end + 12, 4), at = little(end + 16, 4);
    *sum = -1;
    if (size > source->files[0].size)
        return TK_OK;
    unsigned char *directory = tk_alloc(size, 1);
    if (!directory)
        return tk_fail_memory(err);
    size_t got;
    enum tk_status st = tk_source_peek(source->path, at, directory, size, &got, err);
    if (!st && got == size)
        *sum = sum_unpacked(directory, size, n);
    tk_free(directory);
    return st;
}

/* Excel can count its days from 1904, and GDAL reads them all the same as from 1900: every date
 * four years and a day early, and nobody told. What the book says stands before its sheets. */
static enum tk_status check_epoch(const struct tk_source *source, struct tk_error *err)
{
    struct tk_buffer name = {0};
    char text[16384] = {0};
    tk_buffer_format(&name, "/vsizip/{%s}/xl/workbook.xml", source->path);
    enum tk_status st = tk_buffer_check(&name, err);
    VSILFILE *book = st ? NULL : VSIFOpenL(tk_buffer_string(&name), "rb");
    tk_buffer_free(&name);
    if (!book)
        return st;
    text[VSIFReadL(text, 1, sizeof text - 1, book)] = '\0';
    VSIFCloseL(book);
    const char *properties = strstr(text, "workbookPr");
    const char *epoch = properties ? strstr(properties, "date1904=") : NULL;
    if (!epoch || epoch > properties + strcspn(properties, ">"))
        return TK_OK;
    epoch += strlen("date1904=");
    epoch += *epoch != '\0'; /* a quote of either kind */
    if (strncmp(epoch, "1", 1) != 0 && strncmp(epoch, "true", 4) != 0)
        return TK_OK;
    return tk_fail(err, TK_INPUT,
                   "%s: counts its days from 1904, as Excel for Mac has done, and its dates "
                   "would be read four years early; save it as OpenDocument (driver ODS) or "
                   "CSV UTF-8",
                   source->shown);
}

enum tk_status tk_check_sheet(struct tk_source *source, struct tk_error *err)
{
    long long size = source->files[0].size, sum = -1;
    size_t tail_size = END_SIZE + MAX_COMMENT, got = 0;
    if ((long long)tail_size > size)
        tail_size = (size_t)size;
    unsigned char *tail = tk_alloc(tail_size, 1);
    if (!tail)
        return tk_fail_memory(err);
    enum tk_status st =
        tk_source_peek(source->path, size - (long long)tail_size, tail, tail_size, &got, err);
    const unsigned char *end = st ? NULL : find_end(tail, got);
    if (end)
        st = unpacked_size(source, end, &sum, err);
    tk_free(tail);
    if (!st && sum < 0)
        st = tk_fail(err, TK_INPUT, "%s: is no %s file, or it is cut off", source->shown,
                     source->driver->name);
    if (!st && (double)sum > source->config->max_unpacked_bytes)
        st = tk_fail(
            err, TK_INPUT,
            "%s: would unpack to %lld MB, and at most %.0f MB of a sheet are read; save "
            "it as CSV, or raise `max_unpacked_bytes`",
            source->shown, sum / 1000000, source->config->max_unpacked_bytes / 1e6);
    if (!st && strcmp(source->driver->name, "XLSX") == 0)
        st = check_epoch(source, err);
    return st;
}
