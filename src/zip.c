#include "trygghetskarta/zip.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { MOST_BYTES = 64 << 20, PIECE = 1 << 16, MEMORY_PATH = 64 };

/* A name in GDAL's file system in memory that no other caller has, the address of something of
 * the caller's own, and no other bytes had (FNV-1a): GDAL remembers what an archive holds. */
static void memory_path(char *out, const void *own, const void *bytes, size_t size)
{
    uint64_t hash = 14695981039346656037U;
    for (const unsigned char *c = bytes; size--; c++)
        hash = (hash ^ *c) * 1099511628211U;
    snprintf(out, MEMORY_PATH, "/vsimem/tk%p_%016" PRIx64 ".zip", own, hash);
}

static bool written(const char *path, const char *name, const char *text, size_t length)
{
    void *zip = CPLCreateZip(path, NULL);
    if (!zip)
        return false;
    bool ok = CPLCreateFileInZip(zip, name, NULL) == CE_None &&
              CPLWriteFileInZip(zip, text, (int)length) == CE_None &&
              CPLCloseFileInZip(zip) == CE_None;
    return CPLCloseZip(zip) == CE_None && ok;
}

enum tk_status tk_zip_pack(const char *name, const char *text, size_t length,
                           struct tk_buffer *out, struct tk_error *err)
{
    if (length > MOST_BYTES)
        return tk_fail(err, TK_INTERNAL, "%s: %zu bytes are too many for an archive", name,
                       length);
    char path[MEMORY_PATH];
    memory_path(path, &path, text, length);
    vsi_l_offset size = 0;
    const GByte *bytes =
        written(path, name, text, length) ? VSIGetMemFileBuffer(path, &size, FALSE) : NULL;
    if (bytes)
        tk_buffer_add(out, bytes, (size_t)size);
    VSIUnlink(path);
    if (!bytes)
        return tk_fail(err, TK_INTERNAL, "%s: cannot be packed: %s", name,
                       CPLGetLastErrorMsg());
    return tk_buffer_check(out, err);
}

/* Reads a file of GDAL's to its end; false if it cannot, or it holds too much. */
static bool read_all(const char *path, struct tk_buffer *out)
{
    VSILFILE *file = VSIFOpenL(path, "rb");
    if (!file)
        return false;
    char piece[PIECE];
    size_t before = out->length, n;
    while ((n = VSIFReadL(piece, 1, sizeof piece, file)) > 0 &&
           out->length - before <= MOST_BYTES)
        tk_buffer_add(out, piece, n);
    bool whole = VSIFEofL(file) && out->length - before <= MOST_BYTES;
    VSIFCloseL(file);
    return whole;
}

/* The name of the first file in the archive that ends so, in `out`; false if none does. */
static bool entry_ending(const char *archive, const char *ending, char *out, size_t size)
{
    char **names = VSIReadDir(archive);
    bool found = false;
    for (char **name = names; name && *name && !found; name++) {
        size_t n = strlen(*name), e = strlen(ending);
        found = n >= e && !strcmp(*name + n - e, ending) &&
                snprintf(out, size, "%s/%s", archive, *name) < (int)size;
    }
    CSLDestroy(names);
    return found;
}

enum tk_status tk_zip_unpack(const void *archive, size_t size, const char *ending,
                             struct tk_buffer *out, struct tk_error *err)
{
    char path[MEMORY_PATH], inside[MEMORY_PATH + 16], entry[512];
    memory_path(path, &path, archive, size);
    snprintf(inside, sizeof inside, "/vsizip/{%s}", path);
    /* GDAL only reads: the bytes stay the caller's. */
    union {
        const void *given;
        GByte *taken;
    } bytes = {archive};
    VSILFILE *file = VSIFileFromMemBuffer(path, bytes.taken, size, FALSE);
    CPLPushErrorHandler(CPLQuietErrorHandler);
    bool ok = file && entry_ending(inside, ending, entry, sizeof entry) && read_all(entry, out);
    CPLPopErrorHandler();
    if (file)
        VSIFCloseL(file);
    VSIUnlink(path);
    if (!ok)
        return tk_fail(err, TK_INPUT, "no archive with a *%s in it", ending);
    return tk_buffer_check(out, err);
}
