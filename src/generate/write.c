#include "generate.h"

#include <cpl_conv.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* What files of ours say they were made at: the same arguments shall give the same bytes. */
static const char written_at[] = "2000-01-01T00:00:00Z";

enum tk_status tk_write_path(const char *directory, const char *name, char path[PATH_MAX],
                             struct tk_error *err)
{
    if (snprintf(path, PATH_MAX, "%s/%s", directory, name) < PATH_MAX)
        return TK_OK;
    return tk_fail(err, TK_CANNOT_CREATE, "%s: the path is too long", directory);
}

enum tk_status tk_write_gpkg(struct tk_session *session, const char *directory,
                             const char *name, const struct tk_write_layer *layer,
                             struct tk_error *err)
{
    char path[PATH_MAX];
    enum tk_status st = tk_write_path(directory, name, path, err);
    if (!st && unlink(path) != 0 && errno != ENOENT)
        st = tk_fail(err, TK_CANNOT_CREATE, "%s: %s", path, strerror(errno));
    if (st)
        return st;
    CPLSetConfigOption("OGR_CURRENT_DATE", written_at);
    GDALDatasetH dataset =
        GDALCreate(GDALGetDriverByName("GPKG"), path, 0, 0, 0, GDT_Unknown, NULL);
    OGRLayerH made = dataset ? layer->make(dataset, layer->context) : NULL;
    bool ok = made && GDALDatasetStartTransaction(dataset, 0) == OGRERR_NONE &&
              layer->fill(made, layer->context) &&
              GDALDatasetCommitTransaction(dataset) == OGRERR_NONE;
    GDALClose(dataset);
    CPLSetConfigOption("OGR_CURRENT_DATE", NULL);
    return ok ? TK_OK
              : tk_fail(err, TK_CANNOT_CREATE, "%s: cannot be written: %s", path,
                        session->gdal_said);
}

enum tk_status tk_write_file(const char *directory, const char *name,
                             const struct tk_buffer *content, struct tk_error *err)
{
    char path[PATH_MAX];
    enum tk_status st = tk_write_path(directory, name, path, err);
    if (!st)
        st = tk_buffer_check(content, err);
    if (st)
        return st;
    FILE *file = fopen(path, "wb");
    if (!file)
        return tk_fail(err, TK_CANNOT_CREATE, "%s: %s", path, strerror(errno));
    bool ok = fwrite(tk_buffer_string(content), 1, content->length, file) == content->length;
    if (fclose(file) != 0 || !ok)
        return tk_fail(err, TK_IO, "%s: %s", path, strerror(errno));
    return TK_OK;
}

void tk_write_collection(struct tk_buffer *b, const char *name, const char *crs)
{
    tk_buffer_text(b, "{\"type\":\"FeatureCollection\",\"name\":");
    tk_buffer_json(b, name);
    if (crs[0]) {
        tk_buffer_text(b, ",\n\"crs\":{\"type\":\"name\",\"properties\":{\"name\":");
        tk_buffer_json(b, crs);
        tk_buffer_text(b, "}}");
    }
    tk_buffer_text(b, ",\n\"features\":[\n");
}

void tk_write_collection_end(struct tk_buffer *b)
{
    tk_buffer_text(b, "\n]}\n");
}

void tk_write_feature(struct tk_buffer *b, bool first, const char *const *properties)
{
    tk_buffer_text(b, first ? "" : ",\n");
    tk_buffer_text(b, "{\"type\":\"Feature\",\"properties\":{");
    for (size_t i = 0; properties[i]; i += 2) {
        tk_buffer_text(b, i ? "," : "");
        tk_buffer_json(b, properties[i]);
        tk_buffer_text(b, ":");
        tk_buffer_json(b, properties[i + 1]);
    }
    tk_buffer_text(b, "},\"geometry\":");
}

void tk_write_feature_end(struct tk_buffer *b)
{
    tk_buffer_text(b, "}");
}

void tk_write_line(struct tk_buffer *b, const double *xy, size_t n, int decimals)
{
    tk_buffer_text(b, "{\"type\":\"LineString\",\"coordinates\":[");
    for (size_t i = 0; i < n; i++)
        tk_buffer_format(b, "%s[%.*f,%.*f]", i ? "," : "", decimals, xy[2 * i], decimals,
                         xy[2 * i + 1]);
    tk_buffer_text(b, "]}");
}

void tk_write_cell(struct tk_buffer *b, char separator, bool first, const char *text)
{
    const char mark[2] = {separator, 0};
    if (!first)
        tk_buffer_text(b, mark);
    if (!strpbrk(text, "\"\r\n") && !strchr(text, separator)) {
        tk_buffer_text(b, text);
        return;
    }
    tk_buffer_text(b, "\"");
    for (const char *c = text; *c; c++)
        tk_buffer_add(b, *c == '"' ? "\"\"" : c, *c == '"' ? 2 : 1);
    tk_buffer_text(b, "\"");
}
