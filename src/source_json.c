/* A GeoJSON file as plain JSON. GDAL's reader drops a geometry that it cannot read, and the
 * rest of a text after \u0000, in silence; this one only looks which features that is true of,
 * and counts them. */
#include "source_private.h"

#include "trygghetskarta/memory.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define MAX_DEPTH 256

struct tk_json {
    FILE *file;
    const char *path; /* borrowed */
    int64_t line;
    char word[16]; /* the beginning of the string or scalar read last */
    bool has_nul;  /* … of all of it since the feature began */
    bool broken, too_deep;
};

void tk_json_close(struct tk_json *json)
{
    if (json && json->file)
        fclose(json->file);
    tk_free(json);
}

static int next_sign(struct tk_json *json)
{
    int c;
    do {
        c = getc_unlocked(json->file);
        json->line += c == '\n';
    } while (c == ' ' || c == '\n' || c == '\r' || c == '\t');
    return c;
}

/* Reads a string whose first quote has been read. */
static void read_string(struct tk_json *json)
{
    size_t n = 0, escape = 0; /* escape: how far into \uXXXX, counted from 1 */
    bool zero = true;
    for (;;) {
        int c = getc_unlocked(json->file);
        if (c == EOF) {
            json->broken = true;
            return;
        }
        json->line += c == '\n';
        json->has_nul |= c == 0;
        if (escape == 0 && c == '"')
            break;
        if (escape == 0 && c == '\\') {
            escape = 1;
            zero = true;
        } else if (escape == 1) {
            escape = c == 'u' ? 2 : 0;
        } else if (escape > 1) {
            zero = zero && c == '0';
            json->has_nul |= zero && escape == 5;
            escape = escape == 5 ? 0 : escape + 1;
        }
        if (n + 1 < sizeof json->word)
            json->word[n++] = (char)c;
    }
    json->word[n] = '\0';
}

/* Reads a number or word whose first sign is c. */
static void read_scalar(struct tk_json *json, int c)
{
    size_t n = 0;
    while (c > 0 && !strchr(",]}[{\" \t\r\n", c)) {
        if (n + 1 < sizeof json->word)
            json->word[n++] = (char)c;
        c = getc_unlocked(json->file);
    }
    json->word[n] = '\0';
    json->broken |= n == 0 || c <= 0;
    ungetc(c, json->file);
}

/* What is looked for in a value: `seen` is told of things that stand in arrays. */
struct look {
    bool in_array;
    bool *seen; /* may be NULL */
};

static void read_value(struct tk_json *json, int c, int depth, struct look look);

/* Reads a key and its colon; false at the end of the object. */
static bool read_key(struct tk_json *json)
{
    int c = next_sign(json);
    if (c == ',')
        c = next_sign(json);
    if (c == '}' || json->broken)
        return false;
    if (c == '"')
        read_string(json);
    if (c != '"' || next_sign(json) != ':')
        json->broken = true;
    return !json->broken;
}

static void read_array(struct tk_json *json, int depth, struct look look)
{
    look.in_array = true;
    for (int c = next_sign(json); c != ']' && !json->broken; c = next_sign(json))
        if (c != ',')
            read_value(json, c, depth, look);
}

/* Reads a value whose first sign is c. */
static void read_value(struct tk_json *json, int c, int depth, struct look look)
{
    if (depth > MAX_DEPTH || c == EOF) {
        json->broken = true;
        json->too_deep = c != EOF;
    } else if (c == '[') {
        read_array(json, depth + 1, look);
    } else if (c == '{') {
        look.in_array = false;
        while (read_key(json))
            read_value(json, next_sign(json), depth + 1, look);
    } else {
        if (c == '"')
            read_string(json);
        else
            read_scalar(json, c);
        if (look.in_array && look.seen)
            *look.seen = true;
    }
}

static enum tk_status broken(const struct tk_json *json, struct tk_error *err)
{
    return tk_fail(err, TK_INPUT, "%s: line %" PRId64 ": %s", json->path, json->line,
                   json->too_deep ? "is nested deeper than 256 levels"
                                  : "is not whole GeoJSON; was it cut off?");
}

/* Goes to the first feature. */
static enum tk_status find_features(struct tk_json *json, struct tk_error *err)
{
    int c = next_sign(json);
    if (c == 0xef && next_sign(json) == 0xbb && next_sign(json) == 0xbf)
        c = next_sign(json);
    if (c != '{')
        return tk_fail(err, TK_INPUT, "%s: does not begin as GeoJSON does, with {", json->path);
    while (read_key(json)) {
        bool features = strcmp(json->word, "features") == 0;
        c = next_sign(json);
        if (features && c == '[')
            return TK_OK;
        read_value(json, c, 1, (struct look){0});
    }
    if (json->broken)
        return broken(json, err);
    return tk_fail(err, TK_INPUT, "%s: is no FeatureCollection: it has no \"features\": […]",
                   json->path);
}

enum tk_status tk_json_open(const char *path, struct tk_json **out, struct tk_error *err)
{
    *out = tk_alloc(1, sizeof **out);
    if (!*out)
        return tk_fail_memory(err);
    (*out)->path = path;
    (*out)->line = 1;
    (*out)->file = fopen(path, "rbe");
    enum tk_status st = (*out)->file ? find_features(*out, err)
                                     : tk_fail(err, TK_IO, "%s: %s", path, strerror(errno));
    if (st) {
        tk_json_close(*out);
        *out = NULL;
    }
    return st;
}

enum tk_status tk_json_next(struct tk_json *json, struct tk_json_feature *feature, bool *more,
                            struct tk_error *err)
{
    *feature = (struct tk_json_feature){0};
    json->has_nul = false;
    int c = next_sign(json);
    if (c == ',')
        c = next_sign(json);
    *more = c != ']';
    if (!*more)
        return TK_OK;
    if (c != '{')
        return broken(json, err);
    while (read_key(json)) {
        bool geometry = strcmp(json->word, "geometry") == 0;
        c = next_sign(json);
        if (geometry)
            feature->has_geometry = c == '{';
        read_value(json, c, 2,
                   (struct look){.seen = geometry ? &feature->has_coordinates : NULL});
    }
    feature->has_nul = json->has_nul;
    return json->broken ? broken(json, err) : TK_OK;
}
