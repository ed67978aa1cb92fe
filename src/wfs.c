#include "trygghetskarta/wfs.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/memory.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_http.h>
#include <cpl_string.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What curl is told. No redirection is wanted, but GDAL follows them; what comes has to be
 * GeoJSON all the same. */
static char **http_options(const struct tk_source_config *c)
{
    char number[32];
    char **options = CSLSetNameValue(NULL, "NETRC", "NO");
    snprintf(number, sizeof number, "%.0f", c->timeout_s);
    options = CSLSetNameValue(options, "TIMEOUT", number);
    options = CSLSetNameValue(options, "CONNECTTIMEOUT", number);
    options = CSLSetNameValue(options, "MAX_RETRY", "0");
    snprintf(number, sizeof number, "%.0f", c->max_unpacked_bytes);
    options = CSLSetNameValue(options, "MAX_FILE_SIZE", number);
    if (*c->proxy)
        options = CSLSetNameValue(options, "PROXY", c->proxy);
    if (*c->certificates)
        options = CSLSetNameValue(options, "CAINFO", c->certificates);
    return options;
}

/* The address with the words of a request; `more` ends it. */
static char *address(const struct tk_source_config *c, const char *more)
{
    struct tk_buffer url = {0};
    char *layer = CPLEscapeString(c->layer, -1, CPLES_URL);
    size_t n = strlen(c->url);
    const char *link = !strchr(c->url, '?') ? "?" : strchr("?&", c->url[n - 1]) ? "" : "&";
    tk_buffer_format(&url, "%s%sSERVICE=WFS&VERSION=2.0.0&REQUEST=GetFeature&TYPENAMES=%s%s",
                     c->url, link, layer, more);
    if (*c->crs)
        tk_buffer_format(&url, "&SRSNAME=%s", c->crs);
    CPLFree(layer);
    return tk_buffer_take(&url);
}

/* One line of what curl says, without what a server wrote into it. */
static enum tk_status no_answer(const struct tk_source_config *c, const CPLHTTPResult *result,
                                struct tk_error *err)
{
    const char *why = result && result->pszErrBuf ? result->pszErrBuf : "no answer";
    return tk_fail(err, TK_NO_INPUT, "%s: %s: %.200s; nothing was read (timeout_s is %g)",
                   c->name, c->url, why, c->timeout_s);
}

static enum tk_status ask(const struct tk_source_config *c, const char *more,
                          CPLHTTPResult **result, struct tk_error *err)
{
    char *url = address(c, more);
    *result = NULL;
    if (!url)
        return tk_fail_memory(err);
    char **options = http_options(c);
    CPLPushErrorHandler(CPLQuietErrorHandler);
    *result = CPLHTTPFetch(url, options);
    CPLPopErrorHandler();
    CPLErrorReset();
    CSLDestroy(options);
    tk_free(url);
    if (!*result || (*result)->nStatus != 0 || (*result)->pszErrBuf)
        return no_answer(c, *result, err);
    return TK_OK;
}

/* The number that an answer to resultType=hits tells; -1 for "unknown", and if there is none.
 */
static int64_t matched(const CPLHTTPResult *result)
{
    static const char word[] = "numberMatched=\"";
    struct tk_buffer text = {0};
    tk_buffer_add(&text, result->pabyData, (size_t)result->nDataLen);
    const char *at = strstr(tk_buffer_string(&text), word);
    char *end = NULL;
    long long n = at ? strtoll(at + sizeof word - 1, &end, 10) : -1;
    if (at && (*end != '"' || end == at + sizeof word - 1))
        n = -1;
    tk_buffer_free(&text);
    return n;
}

static enum tk_status keep(const struct tk_source_config *c, const CPLHTTPResult *result,
                           struct tk_wfs *out, struct tk_error *err)
{
    snprintf(out->directory, sizeof out->directory, "/tmp/trygghetskarta-XXXXXX");
    if (!mkdtemp(out->directory)) {
        out->directory[0] = '\0';
        return tk_fail(err, TK_CANNOT_CREATE, "/tmp: no directory to fetch into can be made");
    }
    snprintf(out->file, sizeof out->file, "%s/wfs.geojson", out->directory);
    FILE *file = fopen(out->file, "wbxe");
    size_t n = (size_t)result->nDataLen;
    bool ok = file && fwrite(result->pabyData, 1, n, file) == n;
    if (file && fclose(file) != 0)
        ok = false;
    return ok ? TK_OK
              : tk_fail(err, TK_IO, "%s: %s: what was fetched cannot be kept in /tmp: %s",
                        c->name, c->url, strerror(errno));
}

static enum tk_status check_kind(const struct tk_source_config *c, const CPLHTTPResult *result,
                                 struct tk_error *err)
{
    const char *first = (const char *)result->pabyData;
    size_t space = 0, n = (size_t)result->nDataLen;
    while (space < n && strchr(" \t\r\n", first[space]))
        space++;
    if (space < n && first[space] == '{')
        return TK_OK;
    return tk_fail(err, TK_INPUT,
                   "%s: %s: answers %s where %s was asked for; see the layer's name ('%s') and "
                   "what the server can (`output_format`)",
                   c->name, c->url,
                   n == 0 ? "nothing"
                   : space < n && first[space] == '<'
                       ? "XML, perhaps a report of what is wrong,"
                       : "something else",
                   c->output_format, c->layer);
}

enum tk_status tk_wfs_fetch(const struct tk_source_config *c, struct tk_wfs *out,
                            struct tk_error *err)
{
    *out = (struct tk_wfs){.matched = -1};
    if (!CPLHTTPEnabled())
        return tk_fail(err, TK_USAGE, "%s: the GDAL of this machine was built without HTTP",
                       c->name);
    CPLHTTPResult *hits = NULL, *answer = NULL;
    struct tk_buffer more = {0};
    char *format = CPLEscapeString(c->output_format, -1, CPLES_URL);
    tk_buffer_format(&more, "&OUTPUTFORMAT=%s", format);
    CPLFree(format);
    enum tk_status st = tk_buffer_check(&more, err);
    if (!st)
        st = ask(c, "&RESULTTYPE=hits", &hits, err);
    if (!st) {
        out->matched = matched(hits);
        st = ask(c, more.data, &answer, err);
    }
    if (!st)
        st = check_kind(c, answer, err);
    if (!st)
        st = keep(c, answer, out, err);
    CPLHTTPDestroyResult(hits);
    CPLHTTPDestroyResult(answer);
    tk_buffer_free(&more);
    return st;
}

void tk_wfs_remove(struct tk_wfs *wfs)
{
    if (wfs->file[0])
        unlink(wfs->file);
    if (wfs->directory[0])
        rmdir(wfs->directory);
    *wfs = (struct tk_wfs){.matched = -1};
}
