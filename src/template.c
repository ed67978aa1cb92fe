#include "trygghetskarta/template.h"

#include <string.h>

static int line_of(const char *text, const char *at)
{
    int line = 1;
    for (const char *c = text; c < at; c++)
        line += *c == '\n';
    return line;
}

static const struct tk_slot *slot_of(const struct tk_slot *slots, size_t n, const char *word,
                                     size_t length)
{
    for (size_t i = 0; i < n; i++)
        if (!strncmp(slots[i].word, word, length) && !slots[i].word[length])
            return &slots[i];
    return NULL;
}

enum tk_status tk_template_fill(const char *path, const char *text, const struct tk_slot *slots,
                                size_t n, struct tk_buffer *out, struct tk_error *err)
{
    const char *at = text;
    for (const char *open; (open = strstr(at, "{{"));) {
        const char *word = open + 2;
        size_t length = strcspn(word, "}\n");
        if (strncmp(word + length, "}}", 2) != 0)
            return tk_fail(err, TK_USAGE, "%s:%d: {{ is not closed by }} on the same line",
                           path, line_of(text, open));
        const struct tk_slot *slot = slot_of(slots, n, word, length);
        if (!slot)
            return tk_fail(err, TK_USAGE, "%s:%d: {{%.*s}}: there is no such word to fill in",
                           path, line_of(text, open), (int)length, word);
        tk_buffer_add(out, at, (size_t)(open - at));
        if (slot->is_xml)
            tk_buffer_text(out, slot->value);
        else
            tk_buffer_xml(out, slot->value);
        at = word + length + 2;
    }
    tk_buffer_text(out, at);
    return tk_buffer_check(out, err);
}
