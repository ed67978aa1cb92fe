/* A GeoJSON file as plain JSON. GDAL's reader drops a geometry that it cannot read, and the
 * rest of a text after \u0000, in silence; and it fetches what a "crs" of type "link" or "url"
 * names, anywhere in the file. This one only looks for such things, and counts the features. */
#include "source_private.h"

#include "trygghetskarta/memory.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MAX_DEPTH 256

struct tk_json {
    FILE *file;
    const char *path; /* borrowed */
    int64_t line;
    char word[16];  /* the beginning of the string or scalar read last */
    bool is_spoilt; /* … in some of it since the feature began: see tk_json_feature */
    bool broken, too_deep;
    bool links; /* a "crs" tells where to fetch it */
    struct tk_source_told told;
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

/* The character of \uXXXX, of which the u has been read. */
static int read_escape(struct tk_json *json)
{
    int value = 0;
    for (int i = 0; i < 4; i++) {
        int c = getc_unlocked(json->file), low = c | 0x20;
        if (c >= '0' && c <= '9')
            value = value * 16 + c - '0';
        else if (low >= 'a' && low <= 'f')
            value = value * 16 + low - 'a' + 10;
        else
            json->broken = true;
    }
    return value;
}

/* Reads a string whose first quote has been read. A name may be written in escapes. */
static void read_string(struct tk_json *json)
{
    size_t n = 0;
    bool half = false; /* the first of a pair of surrogates stands before */
    for (int c = getc_unlocked(json->file); c != '"'; c = getc_unlocked(json->file)) {
        json->line += c == '\n';
        if (c == '\\') {
            c = getc_unlocked(json->file);
            if (c == 'u')
                c = read_escape(json);
        }
        bool second = c >= 0xDC00 && c < 0xE000;
        json->is_spoilt |= c == 0 || half != second;
        half = c >= 0xD800 && c < 0xDC00;
        json->broken |= c == EOF;
        if (json->broken)
            break;
        if (n + 1 < sizeof json->word)
            json->word[n++] = (char)(c < 128 ? c : '?');
    }
    json->is_spoilt |= half;
    json->word[n] = '\0';
}

/* Reads a number or word whose first sign is c. Nothing but letters, digits, signs and points
 * makes one: the start of a comment, which some readers know, would have them see another
 * document than this one. */
static void read_scalar(struct tk_json *json, int c)
{
    size_t n = 0;
    while (c > 0 && c < 128 && (isalnum(c) || strchr("+-.", c))) {
        if (n + 1 < sizeof json->word)
            json->word[n++] = (char)c;
        c = getc_unlocked(json->file);
    }
    json->word[n] = '\0';
    json->broken |= n == 0 || c <= 0 || !strchr(",]} \t\r\n", c);
    ungetc(c, json->file);
}

/* What is looked for in a value. */
struct look {
    bool in_array;
    bool in_crs;
    struct tk_json_feature *geometry; /* told of what stands in its arrays; may be NULL */
};

/* What JSON has for numbers; NaN and Infinity are none, though GDAL reads them. */
static bool is_number(const char *word)
{
    return *word && strspn(word, "+-.0123456789eE") == strlen(word);
}

static void tell_coordinate(const struct tk_json *json, bool quoted, struct tk_json_feature *f)
{
    f->is_empty = false;
    if (!*f->no_number && (quoted || !is_number(json->word)))
        snprintf(f->no_number, sizeof f->no_number, "%s", *json->word ? json->word : "\"\"");
}

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

/* Reads the value of the key that was read, which GDAL knows in any case. */
static void read_member(struct tk_json *json, int c, int depth, struct look look)
{
    static const char *const told_within[] = {"name", "EPSG", "OGC"};
    bool type_of_crs = look.in_crs && strcasecmp(json->word, "type") == 0 && c == '"';
    look.in_crs = strcasecmp(json->word, "crs") == 0;
    look.in_array = false;
    read_value(json, c, depth, look);
    if (!type_of_crs)
        return;
    bool known = false;
    for (size_t i = 0; i < sizeof told_within / sizeof *told_within; i++)
        known |= strcmp(json->word, told_within[i]) == 0;
    json->links |= !known;
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
        while (read_key(json))
            read_member(json, next_sign(json), depth + 1, look);
    } else {
        if (c == '"')
            read_string(json);
        else
            read_scalar(json, c);
        if (look.in_array && look.geometry)
            tell_coordinate(json, c == '"', look.geometry);
    }
}

/* A number of features, -1 if the word is none. A server may say "unknown". */
static int64_t whole_number(const char *word)
{
    size_t n = strlen(word);
    return n > 0 && n < 15 && strspn(word, "0123456789") == n ? strtoll(word, NULL, 10) : -1;
}

/* Reads a member of the collection itself: servers tell there how many features there are. */
static void read_own_member(struct tk_json *json, int c)
{
    static const char *const names[] = {"numberMatched", "totalFeatures", "numberReturned"};
    int64_t *const numbers[] = {&json->told.matched, &json->told.matched, &json->told.returned};
    int64_t *number = NULL;
    for (size_t i = 0; i < 3; i++)
        if (strcmp(json->word, names[i]) == 0)
            number = numbers[i];
    read_member(json, c, 1, (struct look){0});
    int64_t n = number && c != '{' && c != '[' ? whole_number(json->word) : -1;
    if (n >= 0 && n > *number)
        *number = n;
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
        read_own_member(json, c);
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
    (*out)->told = (struct tk_source_told){0, -1, -1};
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
    json->is_spoilt = false;
    int c = next_sign(json);
    if (c == ',')
        c = next_sign(json);
    *more = c != ']';
    if (!*more)
        return TK_OK;
    if (c != '{' && c != EOF)
        return tk_fail(err, TK_INPUT,
                       "%s: line %" PRId64 ": something in \"features\" is no feature (null?); "
                       "take it away, or export the file again",
                       json->path, json->line);
    if (c != '{')
        return broken(json, err);
    while (read_key(json)) {
        bool geometry = strcmp(json->word, "geometry") == 0;
        c = next_sign(json);
        if (geometry) /* of two, the last holds: so GDAL takes them */
            *feature = (struct tk_json_feature){.has_geometry = c != 'n', .is_empty = c == '{'};
        read_member(json, c, 2, (struct look){.geometry = geometry ? feature : NULL});
    }
    feature->is_spoilt = json->is_spoilt;
    return json->broken ? broken(json, err) : TK_OK;
}

enum tk_status tk_json_check(const char *path, struct tk_source_told *told,
                             struct tk_error *err)
{
    struct tk_json *json;
    struct tk_json_feature feature;
    bool more = true;
    *told = (struct tk_source_told){-1, -1, -1};
    enum tk_status st = tk_json_open(path, &json, err);
    while (!st && more) {
        st = tk_json_next(json, &feature, &more, err);
        json->told.features += more;
    }
    while (!st && read_key(json))
        read_own_member(json, next_sign(json));
    if (!st && json->broken)
        st = broken(json, err);
    int after = st ? EOF : next_sign(json);
    if (after != EOF)
        st = tk_fail(err, TK_INPUT,
                     "%s: line %" PRId64
                     ": something stands after the end of the document; take "
                     "it away, or export the file again",
                     path, json->line);
    if (!st && json->links)
        st = tk_fail(err, TK_INPUT,
                     "%s: a \"crs\" in it is to be fetched from elsewhere; name it "
                     "(\"type\": \"name\"), or take it away and set `crs`",
                     path);
    if (!st)
        *told = json->told;
    tk_json_close(json);
    return st;
}
