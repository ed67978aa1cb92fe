#include "trygghetskarta/digest.h"
#include "trygghetskarta/file.h"
#include "trygghetskarta/manifest.h"

#include <stdio.h>
#include <string.h>

#define MOST (16u << 20) /* bytes: no manifest of ours comes near it */
#define MAX_DEPTH 8

/* A manifest being read. `at` is NULL once something was found that we do not write. */
struct scan {
    const char *at;
};

static void skip_space(struct scan *s)
{
    while (s->at && *s->at && strchr(" \n\r\t", *s->at))
        s->at++;
}

static bool take(struct scan *s, char c)
{
    skip_space(s);
    if (!s->at || *s->at != c)
        return false;
    s->at++;
    return true;
}

/* One character of a string, whose escapes are those of tk_buffer_json(). */
static bool take_character(struct scan *s, char *c)
{
    static const char digits[] = "0123456789abcdef";
    *c = *s->at++;
    if (*c != '\\')
        return *c != '\0';
    *c = *s->at++;
    if (*c == '"' || *c == '\\')
        return true;
    if (*c == 'n') {
        *c = '\n';
        return true;
    }
    bool control = *c == 'u' && strncmp(s->at, "00", 2) == 0 && (s->at[2] | 1) == '1' &&
                   s->at[3] && strchr(digits, s->at[3]);
    if (control) {
        *c = (char)((s->at[2] == '1' ? 16 : 0) + (strchr(digits, s->at[3]) - digits));
        s->at += 4;
    }
    return control;
}

/* A string, of which `size` - 1 bytes are kept; returns its whole length. */
static size_t take_string(struct scan *s, char *out, size_t size)
{
    size_t n = 0;
    char c = '\0';
    if (!take(s, '"'))
        s->at = NULL;
    while (s->at && *s->at != '"') {
        if (!take_character(s, &c)) {
            s->at = NULL;
            break;
        }
        if (n + 1 < size)
            out[n] = c;
        n++;
    }
    if (s->at)
        s->at++;
    if (size)
        out[n < size ? n : size - 1] = '\0';
    return n;
}

/* A number, true, false or null (which is an empty text). */
static size_t take_word(struct scan *s, char *out, size_t size)
{
    size_t n = strspn(s->at, "+-.0123456789Eaeflnrstu");
    if (n == 0)
        s->at = NULL;
    if (size)
        snprintf(out, size, "%.*s", (int)n, s->at ? s->at : "");
    if (s->at && strncmp(s->at, "null", 4) == 0 && size)
        out[0] = '\0';
    if (s->at)
        s->at += n;
    return n;
}

static size_t take_value(struct scan *s, const char *path, char *out, size_t size, int depth);

/* Whether a path begins with a key: names of sources may hold dots, too. */
static bool begins(const char *path, const char *key, size_t n, size_t room)
{
    return n < room && strncmp(key, path, n) == 0 && (path[n] == '.' || !path[n]);
}

/* An object or array. In an object the member that the path names next is taken into out. */
static size_t take_group(struct scan *s, const char *path, char *out, size_t size, int depth)
{
    bool object = *s->at++ == '{';
    char end = object ? '}' : ']', key[256];
    size_t n = 0;
    if (depth > MAX_DEPTH)
        s->at = NULL;
    if (take(s, end))
        return 0;
    do {
        bool named = false;
        size_t k = 0;
        if (object) {
            k = take_string(s, key, sizeof key);
            named = path && begins(path, key, k, sizeof key);
            s->at = take(s, ':') ? s->at : NULL;
        }
        const char *rest = named && path[k] ? path + k + 1 : NULL;
        size_t m = take_value(s, rest, out, named ? size : 0, depth + 1);
        n = m ? m : n;
    } while (take(s, ','));
    if (!take(s, end))
        s->at = NULL;
    return n;
}

/* Any value. With room in out and no path left it is what was asked for. Returns its length. */
static size_t take_value(struct scan *s, const char *path, char *out, size_t size, int depth)
{
    skip_space(s);
    if (!s->at)
        return 0;
    if (*s->at == '{' || *s->at == '[')
        return take_group(s, size ? path : NULL, out, size, depth);
    size_t room = path ? 0 : size;
    size_t n = *s->at == '"' ? take_string(s, out, room) : take_word(s, out, room);
    return room ? n : 0;
}

enum tk_status tk_manifest_read(const char *path, const char *key, char *out, size_t size,
                                struct tk_error *err)
{
    struct tk_buffer text = {0};
    out[0] = '\0';
    enum tk_status st = tk_file_read(path, MOST, &text, err);
    struct scan s = {tk_buffer_string(&text)};
    size_t n = st ? 0 : take_value(&s, key, out, size, 0);
    skip_space(&s);
    if (!st && (!s.at || *s.at != '\0' || text.length != strlen(tk_buffer_string(&text))))
        st = tk_fail(err, TK_INPUT, "%s: is no manifest that this program wrote", path);
    if (!st && n >= size)
        st = tk_fail(err, TK_INPUT, "%s: '%s' is longer than %zu bytes", path, key, size - 1);
    if (st)
        out[0] = '\0';
    tk_buffer_free(&text);
    return st;
}

bool tk_manifest_same_title(const char *path, const char *title)
{
    char told[1024] = "";
    struct tk_error unheard = {TK_OK, ""};
    return tk_manifest_read(path, "title", told, sizeof told, &unheard) || !*told ||
           strcmp(told, title) == 0;
}

enum tk_status tk_manifest_damaged(const char *manifest, const char *file, bool *damaged,
                                   struct tk_error *err)
{
    char wanted[TK_DIGEST_SIZE] = "", found[TK_DIGEST_SIZE] = "";
    struct tk_error why = {TK_OK, ""};
    *damaged = false;
    enum tk_status st = tk_manifest_read(manifest, "sha256", wanted, sizeof wanted, &why);
    if (!st && *wanted)
        st = tk_digest_file(file, found, &why);
    if (st == TK_NOT_PERMITTED || st == TK_INTERRUPTED || tk_out_of_memory(&why))
        return tk_fail(err, st, "%s", why.message);
    *damaged = st || !*wanted || strcmp(found, wanted) != 0;
    return TK_OK;
}
