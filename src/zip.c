#include "trygghetskarta/zip.h"

#include <stdbool.h>
#include <string.h>
#include <zip.h>

enum {
    MOST_BYTES = 64 << 20,
    FIRST_DAY = 1 << 5 | 1, /* MS-DOS's 1980-01-01: years since 1980, month, day */
};

static enum tk_status cannot_pack(const char *name, const char *why, struct tk_error *err)
{
    return tk_fail(err, TK_INTERNAL, "%s: cannot be packed: %s", name, why);
}

/* An archive that lives in the source `bytes`, which stays the caller's. NULL if it is none. */
static zip_t *archive_in(zip_source_t *bytes, int flags, zip_error_t *why)
{
    zip_t *archive = zip_open_from_source(bytes, flags, why);
    if (archive)
        zip_source_keep(bytes);
    return archive;
}

static enum tk_status add_entry(zip_t *archive, const struct tk_zip_entry *entry,
                                struct tk_error *err)
{
    zip_source_t *text = zip_source_buffer(archive, entry->text, entry->length, 0);
    zip_int64_t at = text ? zip_file_add(archive, entry->name, text, ZIP_FL_ENC_UTF_8) : -1;
    if (at < 0) {
        zip_source_free(text); /* the archive owns only what it took */
        return cannot_pack(entry->name, zip_strerror(archive), err);
    }
    if (zip_file_set_dostime(archive, (zip_uint64_t)at, 0, FIRST_DAY, 0))
        return cannot_pack(entry->name, zip_strerror(archive), err);
    return TK_OK;
}

static enum tk_status fill(zip_source_t *bytes, const struct tk_zip_entry *entries,
                           size_t count, struct tk_error *err)
{
    zip_error_t why;
    zip_error_init(&why);
    zip_t *archive = archive_in(bytes, ZIP_TRUNCATE, &why);
    enum tk_status st = TK_OK;
    if (!archive)
        st = cannot_pack("the archive", zip_error_strerror(&why), err);
    for (size_t i = 0; !st && i < count; i++)
        st = add_entry(archive, &entries[i], err);
    if (!st && zip_close(archive))
        st = cannot_pack("the archive", zip_strerror(archive), err);
    if (st && archive)
        zip_discard(archive);
    zip_error_fini(&why);
    return st;
}

/* Adds all that the opened source holds. */
static enum tk_status copy_out(zip_source_t *bytes, struct tk_buffer *out, struct tk_error *err)
{
    char piece[4096];
    zip_int64_t n;
    while ((n = zip_source_read(bytes, piece, sizeof piece)) > 0)
        tk_buffer_add(out, piece, (size_t)n);
    return n < 0 ? cannot_pack("the archive", "it cannot be read again", err)
                 : tk_buffer_check(out, err);
}

enum tk_status tk_zip_pack(const struct tk_zip_entry *entries, size_t count,
                           struct tk_buffer *out, struct tk_error *err)
{
    zip_source_t *bytes = zip_source_buffer_create(NULL, 0, 0, NULL);
    if (!bytes)
        return tk_fail(err, TK_INTERNAL, "no memory for an archive");
    enum tk_status st = fill(bytes, entries, count, err);
    if (!st && zip_source_open(bytes))
        st = cannot_pack("the archive", "it cannot be opened again", err);
    else if (!st) {
        st = copy_out(bytes, out, err);
        zip_source_close(bytes);
    }
    zip_source_free(bytes);
    return st;
}

/* The number of the first entry whose name ends so, and its size; -1 if none does, or it holds
 * more than anybody writes in good faith. */
static zip_int64_t entry_ending(zip_t *archive, const char *ending, zip_stat_t *entry)
{
    zip_int64_t count = zip_get_num_entries(archive, 0);
    size_t e = strlen(ending);
    for (zip_int64_t i = 0; i < count; i++) {
        const char *name = zip_get_name(archive, (zip_uint64_t)i, 0);
        size_t n = name ? strlen(name) : 0;
        if (n >= e && name && !strcmp(name + n - e, ending))
            return zip_stat_index(archive, (zip_uint64_t)i, 0, entry) ||
                           !(entry->valid & ZIP_STAT_SIZE) || entry->size > MOST_BYTES
                       ? -1
                       : i;
    }
    return -1;
}

/* Adds the entry; false if it does not hold what it says. */
static bool read_entry(zip_t *archive, zip_int64_t at, zip_uint64_t size, struct tk_buffer *out)
{
    zip_file_t *file = zip_fopen_index(archive, (zip_uint64_t)at, 0);
    char piece[4096];
    zip_int64_t n = 0;
    zip_uint64_t read = 0;
    while (file && read <= size && (n = zip_fread(file, piece, sizeof piece)) > 0) {
        tk_buffer_add(out, piece, (size_t)n);
        read += (zip_uint64_t)n;
    }
    return file && !zip_fclose(file) && !n && read == size;
}

enum tk_status tk_zip_unpack(const void *archive, size_t size, const char *ending,
                             struct tk_buffer *out, struct tk_error *err)
{
    zip_source_t *bytes = zip_source_buffer_create(archive, size, 0, NULL);
    if (!bytes)
        return tk_fail(err, TK_INTERNAL, "no memory for an archive");
    zip_t *zip = archive_in(bytes, ZIP_RDONLY, NULL);
    zip_stat_t entry = {0};
    zip_int64_t at = zip ? entry_ending(zip, ending, &entry) : -1;
    bool ok = at >= 0 && read_entry(zip, at, entry.size, out);
    if (zip)
        zip_discard(zip);
    zip_source_free(bytes);
    if (!ok)
        return tk_fail(err, TK_INPUT, "no archive with a *%s in it", ending);
    return tk_buffer_check(out, err);
}
