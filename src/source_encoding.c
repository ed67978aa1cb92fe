#include "source_private.h"

#include "trygghetskarta/memory.h"

#include <iconv.h>
#include <string.h>
#include <strings.h>

struct tk_recoder {
    iconv_t from;
};

static bool is_utf8(const char *encoding)
{
    return !*encoding || strcasecmp(encoding, "UTF-8") == 0 ||
           strcasecmp(encoding, "UTF8") == 0 || strcmp(encoding, "65001") == 0;
}

/* Recodes all there is; false if that is impossible. Where an accent may follow its letter the
 * last letter is held back until it is asked for. */
static bool recode_all(iconv_t from, const char *bytes, size_t n, char **to, size_t *room)
{
    char *in;
    memcpy(&in, &bytes, sizeof in); /* iconv only reads it, but its type lacks the const */
    iconv(from, NULL, NULL, NULL, NULL);
    return iconv(from, &in, &n, to, room) != (size_t)-1 && n == 0 &&
           iconv(from, NULL, NULL, to, room) != (size_t)-1;
}

/* Separators and quotes are looked for before a text is recoded. */
static bool holds_ascii(iconv_t from)
{
    char ascii[96], recoded[192];
    size_t n = 0;
    for (char c = ' '; c < 127; c++)
        ascii[n++] = c;
    char *out = recoded;
    size_t room = sizeof recoded;
    return recode_all(from, ascii, n, &out, &room) && sizeof recoded - room == n &&
           memcmp(ascii, recoded, n) == 0;
}

/* A .cpg says "1252" or "ANSI 1252", and "88591" for ISO 8859-1. */
static iconv_t open_named(const char *encoding)
{
    char name[80];
    if (strncasecmp(encoding, "ANSI ", 5) == 0)
        encoding += 5;
    if (strspn(encoding, "0123456789") < strlen(encoding))
        return iconv_open("UTF-8", encoding);
    if (strncmp(encoding, "8859", 4) == 0 && encoding[4])
        snprintf(name, sizeof name, "ISO-8859-%.60s", encoding + 4);
    else
        snprintf(name, sizeof name, "CP%.60s", encoding);
    return iconv_open("UTF-8", name);
}

bool tk_recoder_open(const char *encoding, struct tk_recoder **out, struct tk_error *err)
{
    *out = NULL;
    if (is_utf8(encoding))
        return true;
    iconv_t from = open_named(encoding);
    if (from == (iconv_t)-1) // NOLINT(performance-no-int-to-ptr): iconv's own way to say no
        return false;
    if (holds_ascii(from)) {
        *out = tk_alloc(1, sizeof **out);
        if (!*out)
            tk_fail_memory(err);
    }
    if (*out)
        (*out)->from = from;
    else
        iconv_close(from);
    return *out != NULL;
}

void tk_recoder_close(struct tk_recoder *recoder)
{
    if (recoder)
        iconv_close(recoder->from);
    tk_free(recoder);
}

static bool is_ascii(const char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)bytes[i] >= 0x80)
            return false;
    return true;
}

const char *tk_recode(struct tk_recoder *recoder, struct tk_arena *arena, const char *bytes,
                      size_t n)
{
    if (!recoder || is_ascii(bytes, n))
        return tk_arena_text(arena, bytes, n);
    /* no single-byte or East Asian encoding needs more than three bytes of UTF-8 for one */
    char *out = tk_arena_take(arena, 3 * n + 1);
    if (!out)
        return NULL;
    char *to = out;
    size_t room = 3 * n;
    if (!recode_all(recoder->from, bytes, n, &to, &room))
        return tk_arena_text(arena, bytes, n);
    *to = '\0';
    return out;
}
