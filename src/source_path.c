#include "source_private.h"

#include "trygghetskarta/memory.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* The files a shapefile is made of; those that must be there first. */
static const char *const shape_parts[] = {".shp", ".shx", ".dbf", ".prj", ".cpg"};
enum { SHAPE_PARTS = sizeof shape_parts / sizeof *shape_parts, SHAPE_NEEDED = 3 };

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* A part of the path like "GPKG:" or "GeoJSON:x": what GDAL takes for a driver's name. */
static bool has_driver_prefix(const char *path)
{
    for (const char *part = path; part; part = strchr(part, '/')) {
        part += *part == '/';
        size_t letters = 0;
        while (isalpha((unsigned char)part[letters]) || part[letters] == '_')
            letters++;
        if (letters > 1 && part[letters] == ':')
            return true;
    }
    return false;
}

/* Why a path must not be handed to GDAL, or NULL. */
static const char *forbidden(const char *path)
{
    char first = *last_part(path);
    if (strstr(path, "://"))
        return "is an address, not a file";
    if (strncmp(path, "/vsi", 4) == 0)
        return "is one of GDAL's virtual files";
    if (*path == '{' || *path == '<' || first == '{' || first == '<')
        return "is a document, not the name of a file";
    if (has_driver_prefix(path))
        return "begins with a driver's prefix; name the driver under `driver`";
    return NULL;
}

/* The directory a path stands in, as it is written. NULL if there is no memory. */
static char *directory_of(const char *path)
{
    const char *name = last_part(path);
    return name == path ? tk_strdup(".") : tk_strndup(path, (size_t)(name - path));
}

/* A link may point to a neighbour or below, not away from where the configuration looks. */
static enum tk_status check_link(const char *path, const char *real, struct tk_error *err)
{
    char *written = directory_of(path);
    if (!written)
        return tk_fail_memory(err);
    char *directory = realpath(written, NULL);
    if (!directory)
        tk_fail(err, TK_IO, "%s: %s", written, strerror(errno));
    tk_free(written);
    if (!directory)
        return TK_IO;
    size_t n = strlen(directory);
    bool out = strncmp(real, directory, n) != 0 || (n > 1 && real[n] != '/');
    tk_free(directory);
    if (!out)
        return TK_OK;
    return tk_fail(err, TK_INPUT,
                   "%s: is a link that leads out of its directory, to %s; name that file "
                   "itself",
                   path, real);
}

static enum tk_status check_file(const char *path, struct tk_error *err)
{
    struct stat about;
    if (stat(path, &about) != 0)
        return tk_fail(err, TK_NO_INPUT, "%s: %s; paths are relative to the file they stand in",
                       path, strerror(errno));
    if (!S_ISREG(about.st_mode))
        return tk_fail(err, TK_INPUT, "%s: is %s, not a file", path,
                       S_ISDIR(about.st_mode) ? "a directory" : "a special file");
    if (access(path, R_OK) != 0)
        return tk_fail(err, TK_NOT_PERMITTED, "%s: %s; let the program's user read it", path,
                       strerror(errno));
    if (about.st_size == 0)
        return tk_fail(err, TK_INPUT, "%s: the file is empty (0 bytes); was it exported?",
                       path);
    return TK_OK;
}

static enum tk_status add_file(struct tk_source *source, const char *path, struct tk_error *err)
{
    enum tk_status st = check_file(path, err);
    struct tk_source_file file = {0};
    if (!st && !tk_file_look(path, &file.state))
        st = tk_fail(err, TK_NO_INPUT, "%s: %s", path, strerror(errno));
    if (!st)
        st = tk_digest_file(path, file.sha256, err);
    if (!st && !(file.path = tk_strdup(path)))
        st = tk_fail_memory(err);
    if (st)
        return st;
    file.size = file.state.size;
    source->files[source->n_files++] = file;
    return TK_OK;
}

/* A part of a shapefile, its ending in small or capital letters; false if there is none. */
static bool find_part(char *path, size_t stem, const char *ending)
{
    for (int capital = 0; capital < 2; capital++) {
        for (size_t i = 0; ending[i]; i++)
            path[stem + i] =
                (char)(capital ? toupper((unsigned char)ending[i]) : (unsigned char)ending[i]);
        if (access(path, F_OK) == 0)
            return true;
    }
    return false;
}

static enum tk_status add_shape_parts(struct tk_source *source, struct tk_error *err)
{
    size_t n = strlen(source->path), stem = n - 4;
    if (n < 5 || strcasecmp(source->path + stem, ".shp") != 0)
        return tk_fail(err, TK_INPUT, "%s: is no .shp; name that file of the shapefile",
                       source->path);
    char *path = tk_strdup(source->path);
    if (!path)
        return tk_fail_memory(err);
    enum tk_status st = TK_OK;
    for (int i = 1; !st && i < SHAPE_PARTS; i++) {
        bool found = find_part(path, stem, shape_parts[i]);
        if (found)
            st = add_file(source, path, err);
        else if (i < SHAPE_NEEDED)
            st = tk_fail(err, TK_INPUT,
                         "%s: the shapefile has no %s beside it; copy all its files (%s holds "
                         "%s)",
                         source->path, shape_parts[i], shape_parts[i],
                         i == 1 ? "where each shape begins" : "the attributes");
    }
    tk_free(path);
    return st;
}

enum tk_status tk_source_take_path(struct tk_source *source, struct tk_error *err)
{
    const char *path = source->config->file;
    const char *fault = forbidden(path);
    if (fault)
        return tk_fail(err, TK_INPUT, "%s: %s", path, fault);
    char *real = realpath(path, NULL);
    if (!real)
        return tk_fail(err, TK_NO_INPUT, "%s: %s", path, strerror(errno));
    enum tk_status st = check_link(path, real, err);
    if (!st && (fault = forbidden(real)))
        st = tk_fail(err, TK_INPUT, "%s: %s", real, fault);
    if (!st && !(source->path = tk_strdup(real)))
        st = tk_fail_memory(err);
    if (!st && !(source->files = tk_alloc(SHAPE_PARTS, sizeof *source->files)))
        st = tk_fail_memory(err);
    if (!st)
        st = add_file(source, source->path, err);
    if (!st && strcmp(source->driver->name, "ESRI Shapefile") == 0)
        st = add_shape_parts(source, err);
    tk_free(real);
    return st;
}

enum tk_status tk_source_peek(const char *path, long long offset, void *out, size_t n,
                              size_t *got, struct tk_error *err)
{
    *got = 0;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return tk_fail(err, TK_IO, "%s: %s", path, strerror(errno));
    ssize_t part = 0;
    while (*got < n &&
           (part = pread(file, (char *)out + *got, n - *got, offset + (off_t)*got)) > 0)
        *got += (size_t)part;
    int error = errno;
    close(file);
    return part < 0 ? tk_fail(err, TK_IO, "%s: %s", path, strerror(error)) : TK_OK;
}

enum tk_status tk_source_unchanged(const struct tk_source *source, struct tk_error *err)
{
    for (size_t i = 0; i < source->n_files; i++) {
        const struct tk_source_file *file = &source->files[i];
        char now[TK_DIGEST_SIZE];
        struct tk_file_state state;
        enum tk_status st = tk_digest_file(file->path, now, err);
        if (st)
            return st;
        if (!tk_file_look(file->path, &state))
            return tk_fail(err, TK_IO, "%s: %s", file->path, strerror(errno));
        if (strcmp(now, file->sha256) != 0 || !tk_file_same(&state, &file->state))
            return tk_fail(err, TK_INPUT,
                           "%s: the file changed while it was read; run again when nobody "
                           "writes it",
                           file->path);
    }
    return TK_OK;
}
