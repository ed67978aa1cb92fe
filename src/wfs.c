#include "trygghetskarta/wfs.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/file.h"
#include "trygghetskarta/interrupt.h"
#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <ctype.h>
#include <curl/curl.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MOST_SECRET 10000 /* bytes: some tokens are certificates' length */

/* An answer as it comes: into a file, or into a text. */
struct answer {
    FILE *file;
    struct tk_buffer *text;
    double n, most; /* bytes that came, and that may come */
    char first;     /* what is not white space; 0 if nothing came */
    int cause;      /* errno of the file; 0 if it took all */
};

/* What libcurl calls for each piece; another number than all of them breaks off. */
static size_t take(char *bytes, size_t one, size_t n, void *context)
{
    struct answer *a = context;
    a->n += (double)n;
    if (one != 1 || a->n > a->most)
        return 0;
    for (size_t i = 0; i < n && !a->first; i++)
        a->first = (char)(strchr(" \t\r\n", bytes[i]) ? '\0' : bytes[i]);
    if (a->text)
        tk_buffer_add(a->text, bytes, n);
    else if (fwrite(bytes, 1, n, a->file) != n)
        a->cause = errno;
    return a->cause ? 0 : n;
}

static int look_up(void *context, curl_off_t all, curl_off_t got, curl_off_t to_send,
                   curl_off_t sent)
{
    (void)context, (void)all, (void)got, (void)to_send, (void)sent;
    return tk_interrupt_caught() != 0;
}

/* Nothing but what the configuration names is asked: no redirection, no proxy that the
 * surroundings name (an empty one is none), no other protocol, nobody's password. */
static CURLcode set_up(CURL *curl, const struct tk_source_config *c, const char *url,
                       struct answer *answer)
{
    long wait_ms = (long)(c->timeout_s * 1000);
    CURLcode rc = curl_easy_setopt(curl, CURLOPT_URL, url);
    rc = rc ? rc : curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
    rc = rc ? rc : curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    rc = rc ? rc : curl_easy_setopt(curl, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
    rc = rc ? rc : curl_easy_setopt(curl, CURLOPT_PROXY, c->proxy);
    rc = rc ? rc : curl_easy_setopt(curl, CURLOPT_NOPROXY, "");
    rc = rc ? rc : curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    rc = rc ? rc : curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, wait_ms);
    rc = rc ? rc : curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, wait_ms);
    rc = rc ? rc : curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    rc = rc ? rc : curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, look_up);
    rc = rc ? rc : curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    rc = rc ? rc : curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer);
    if (!rc && *c->certificates)
        rc = curl_easy_setopt(curl, CURLOPT_CAINFO, c->certificates);
    return rc;
}

/* &WORD=VALUE, whatever stands in the value. */
static void add_word(CURL *curl, const char *word, const char *value, struct tk_buffer *out)
{
    char *escaped = curl_easy_escape(curl, value, 0);
    if (escaped)
        tk_buffer_format(out, "&%s=%s", word, escaped);
    out->failed |= !escaped;
    curl_free(escaped);
}

static bool is_word(const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!isalnum((unsigned char)text[i]) && text[i] != '_' && text[i] != '-')
            return false;
    return n > 0;
}

/* Each line NAME=VALUE, perhaps with blanks round it, which nobody sees; cuts the text. Nothing
 * of it is ever shown. */
static enum tk_status add_lines(CURL *curl, const char *path, char *text, struct tk_buffer *out,
                                struct tk_error *err)
{
    char *rest = NULL;
    bool any = false;
    for (char *line = strtok_r(text, "\r\n", &rest); line;
         line = strtok_r(NULL, "\r\n", &rest)) {
        size_t n = 0;
        line += tk_text_trim(line, &n) - line;
        if (!n)
            continue;
        line[n] = '\0';
        n = strcspn(line, "=");
        if (line[n] != '=' || !line[n + 1] || !is_word(line, n))
            return tk_fail(err, TK_USAGE,
                           "%s: a line is not of the form NAME=VALUE, such as token=…; write "
                           "the word that the server's owner has told you, = and the key",
                           path);
        line[n] = '\0';
        add_word(curl, line, line + n + 1, out);
        any = true;
    }
    return any ? TK_OK
               : tk_fail(err, TK_USAGE, "%s: is empty; a line NAME=VALUE is wanted", path);
}

/* What the server knows its customers by, from a file that is not everybody's. */
static enum tk_status add_secret(CURL *curl, const char *path, struct tk_buffer *out,
                                 struct tk_error *err)
{
    struct tk_buffer text = {0};
    struct stat about;
    if (stat(path, &about) == 0 && (about.st_mode & S_IRWXO))
        return tk_fail(err, TK_USAGE,
                       "%s: holds a secret, and anybody on this computer can open it; take "
                       "that away with chmod o= and the file's name",
                       path);
    enum tk_status st = tk_file_read(path, MOST_SECRET, &text, err);
    if (!st)
        st = tk_buffer_check(&text, err);
    if (!st && text.length && memchr(text.data, '\0', text.length))
        st = tk_fail(err, TK_USAGE, "%s: holds a NUL byte: it is no text file", path);
    if (!st)
        st = add_lines(curl, path, text.length ? text.data : (char[]){""}, out, err);
    tk_buffer_free(&text);
    return st;
}

/* The address of a request: for the features, or for how many there are. */
static enum tk_status write_address(CURL *curl, const struct tk_source_config *c, bool hits,
                                    struct tk_buffer *out, struct tk_error *err)
{
    size_t n = strlen(c->url);
    const char *link = !strchr(c->url, '?') ? "?" : strchr("?&", c->url[n - 1]) ? "" : "&";
    tk_buffer_format(out, "%s%sSERVICE=WFS&VERSION=2.0.0&REQUEST=GetFeature", c->url, link);
    add_word(curl, "TYPENAMES", c->layer, out);
    if (hits)
        tk_buffer_text(out, "&RESULTTYPE=hits");
    else
        add_word(curl, "OUTPUTFORMAT", c->output_format, out);
    if (*c->crs)
        add_word(curl, "SRSNAME", c->crs, out);
    enum tk_status st = *c->secret ? add_secret(curl, c->secret, out, err) : TK_OK;
    return st ? st : tk_buffer_check(out, err);
}

/* The address as messages show it: what stands after its ? may be a key. */
static const char *address_of(const struct tk_source_config *c, char shown[256])
{
    size_t n = strcspn(c->url, "?#");
    snprintf(shown, 256, "%.*s", n < 255 ? (int)n : 255, c->url);
    return shown;
}

/* Why there is no whole answer. libcurl's own words hold nothing that a server wrote. */
static enum tk_status no_answer(const struct tk_source_config *c, CURLcode rc,
                                const struct answer *answer, struct tk_error *err)
{
    enum tk_status st = tk_interrupt_check(err);
    char at[256];
    if (st)
        return st;
    if (rc == CURLE_OUT_OF_MEMORY)
        return tk_fail_memory(err);
    if (answer->cause)
        return tk_fail(err, TK_IO, "%s: %s: what is fetched cannot be kept: %s", c->name,
                       address_of(c, at), strerror(answer->cause));
    if (answer->n > answer->most)
        return tk_fail(err, TK_INPUT,
                       "%s: %s: answers more than %.0f bytes; a larger max_unpacked_bytes "
                       "lets them through",
                       c->name, address_of(c, at), answer->most);
    return tk_fail(err, TK_NO_INPUT, "%s: %s: %s; nothing was read (timeout_s is %g)", c->name,
                   address_of(c, at), curl_easy_strerror(rc), c->timeout_s);
}

static enum tk_status ask(CURL *curl, const struct tk_source_config *c, bool hits,
                          struct answer *answer, struct tk_error *err)
{
    struct tk_buffer url = {0};
    enum tk_status st = write_address(curl, c, hits, &url, err);
    if (!st) {
        CURLcode rc = set_up(curl, c, url.data, answer);
        rc = rc ? rc : curl_easy_perform(curl);
        long code = 0;
        char at[256];
        if (rc)
            st = no_answer(c, rc, answer, err);
        else if (!curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &code) && code != 200)
            st = tk_fail(err, TK_NO_INPUT,
                         "%s: %s: the server answers HTTP %ld%s; nothing was read", c->name,
                         address_of(c, at), code,
                         code / 100 == 3 ? " and sends us elsewhere (no address is asked but "
                                           "`url`: see where it leads, and change it)"
                                         : "");
    }
    tk_buffer_free(&url);
    return st;
}

/* The number that an answer to resultType=hits tells; -1 for "unknown", and if there is none.
 */
static int64_t matched(const struct tk_buffer *text)
{
    static const char word[] = "numberMatched=\"";
    const char *at = strstr(tk_buffer_string(text), word);
    char *end = NULL;
    long long n = at ? strtoll(at + sizeof word - 1, &end, 10) : -1;
    return !at || *end != '"' || end == at + sizeof word - 1 || n < 0 ? -1 : n;
}

static enum tk_status ask_number(CURL *curl, const struct tk_source_config *c, int64_t *n,
                                 struct tk_error *err)
{
    struct tk_buffer text = {0};
    struct answer answer = {.text = &text, .most = c->max_unpacked_bytes};
    enum tk_status st = ask(curl, c, true, &answer, err);
    if (!st)
        st = tk_buffer_check(&text, err);
    if (!st)
        *n = matched(&text);
    tk_buffer_free(&text);
    return st;
}

static enum tk_status check_kind(const struct tk_source_config *c, char first,
                                 struct tk_error *err)
{
    char at[256];
    if (first == '{')
        return TK_OK;
    return tk_fail(err, TK_INPUT,
                   "%s: %s: answers %s where %s was asked for; see the layer's name ('%s') and "
                   "what the server can (`output_format`)",
                   c->name, address_of(c, at),
                   first == '\0'  ? "nothing"
                   : first == '<' ? "XML, perhaps a report of what is wrong,"
                                  : "something else",
                   c->output_format, c->layer);
}

static char *join(const char *directory, const char *name)
{
    struct tk_buffer path = {0};
    tk_buffer_format(&path, "%s/%s", directory, name);
    return tk_buffer_take(&path);
}

static enum tk_status open_file(const char *place, struct tk_wfs *out, FILE **file,
                                struct tk_error *err)
{
    char *directory = join(place, "wfs-XXXXXX");
    if (!directory)
        return tk_fail_memory(err);
    if (!mkdtemp(directory)) {
        tk_free(directory);
        return tk_fail(err, TK_CANNOT_CREATE, "%s: no directory to fetch into can be made: %s",
                       place, strerror(errno));
    }
    out->directory = directory;
    out->file = join(directory, "wfs.geojson");
    if (!out->file)
        return tk_fail_memory(err);
    *file = fopen(out->file, "wbxe");
    return *file ? TK_OK : tk_fail(err, TK_CANNOT_CREATE, "%s: %s", out->file, strerror(errno));
}

static enum tk_status ask_features(CURL *curl, const struct tk_source_config *c,
                                   const char *place, struct tk_wfs *out, struct tk_error *err)
{
    struct answer answer = {.most = c->max_unpacked_bytes};
    enum tk_status st = open_file(place, out, &answer.file, err);
    if (!st)
        st = ask(curl, c, false, &answer, err);
    if (answer.file && fclose(answer.file) != 0 && !st) {
        answer.cause = errno;
        st = no_answer(c, CURLE_WRITE_ERROR, &answer, err);
    }
    return st ? st : check_kind(c, answer.first, err);
}

enum tk_status tk_wfs_fetch(const struct tk_source_config *c, const char *place,
                            struct tk_wfs *out, struct tk_error *err)
{
    *out = (struct tk_wfs){.matched = -1};
    CURLcode rc = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (rc)
        return tk_fail(err, TK_INTERNAL, "%s: libcurl: %s", c->name, curl_easy_strerror(rc));
    CURL *curl = curl_easy_init();
    enum tk_status st = curl ? ask_number(curl, c, &out->matched, err) : tk_fail_memory(err);
    if (!st)
        st = ask_features(curl, c, place, out, err);
    curl_easy_cleanup(curl);
    curl_global_cleanup();
    return st;
}

void tk_wfs_remove(struct tk_wfs *wfs)
{
    if (wfs->file)
        unlink(wfs->file);
    if (wfs->directory)
        rmdir(wfs->directory);
    tk_free(wfs->file);
    tk_free(wfs->directory);
    *wfs = (struct tk_wfs){.matched = -1};
}
