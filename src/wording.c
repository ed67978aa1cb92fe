#include "trygghetskarta/wording.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/template.h"
#include "trygghetskarta/text.h"

#include <stdio.h>
#include <string.h>

enum { N_NOUNS = 8, N_WORDS = 11 };

static const char *const names[N_WORDS] = {
    "district", "districts", "parent",    "parents",     "District",      "Districts",
    "Parent",   "Parents",   "cluster_m", "cluster_min", "walked_least_m"};
static const char *const preset[N_NOUNS / 2] = {"stadsdel", "stadsdelar", "stadsdelsområde",
                                                "stadsdelsområden"};

struct tk_wording {
    char *plain[N_WORDS];
    char *quoted[N_WORDS]; /* each single quote twice */
};

static enum tk_status add_word(struct tk_wording *w, size_t i, char *word, struct tk_error *err)
{
    struct tk_buffer quoted = {0};
    w->plain[i] = word;
    tk_buffer_text(&quoted, "");
    for (const char *c = word; *c; c++)
        tk_buffer_format(&quoted, *c == '\'' ? "'%c" : "%c", *c);
    w->quoted[i] = tk_buffer_take(&quoted);
    return w->quoted[i] ? TK_OK : tk_fail_memory(err);
}

/* With a decimal comma, as planners write. */
static void number_of(double given, double otherwise, char out[32])
{
    tk_text_from_number(given > 0 ? given : otherwise, out);
    char *point = strchr(out, '.');
    if (point)
        *point = ',';
}

enum tk_status tk_wording_new(const struct tk_terms *terms, struct tk_wording **out,
                              struct tk_error *err)
{
    struct tk_wording *w = *out = tk_alloc(1, sizeof *w);
    if (!w)
        return tk_fail_memory(err);
    const char *given[N_NOUNS / 2] = {0};
    char numbers[N_WORDS - N_NOUNS][32];
    number_of(terms ? terms->cluster_m : 0, 50, numbers[0]);
    number_of(terms ? terms->cluster_min : 0, 3, numbers[1]);
    number_of(terms ? terms->walked_least_m : 0, 1000, numbers[2]);
    if (terms) {
        given[0] = terms->district;
        given[1] = terms->district_plural;
        given[2] = terms->parent;
        given[3] = terms->parent_plural;
    }
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < N_WORDS; i++) {
        const char *term = i >= N_NOUNS                    ? numbers[i - N_NOUNS]
                           : given[i % 4] && *given[i % 4] ? given[i % 4]
                                                           : preset[i % 4];
        char *word = NULL;
        bool capital = i >= N_NOUNS / 2 && i < N_NOUNS;
        st = capital ? tk_text_capital(term, &word, err) : TK_OK;
        if (!capital && !(word = tk_strdup(term)))
            st = tk_fail_memory(err);
        if (!st)
            st = add_word(w, i, word, err);
    }
    if (st) {
        tk_wording_free(w);
        *out = NULL;
    }
    return st;
}

void tk_wording_free(struct tk_wording *w)
{
    for (size_t i = 0; w && i < N_WORDS; i++) {
        tk_free(w->plain[i]);
        tk_free(w->quoted[i]);
    }
    tk_free(w);
}

enum tk_status tk_wording_fill(const struct tk_wording *w, enum tk_wording_form form,
                               const char *path, const char *text, struct tk_buffer *out,
                               struct tk_error *err)
{
    struct tk_slot slots[N_WORDS + 1];
    for (size_t i = 0; i < N_WORDS; i++)
        slots[i] =
            (struct tk_slot){names[i], form == TK_WORDING_SQL ? w->quoted[i] : w->plain[i],
                             form != TK_WORDING_XML};
    slots[N_WORDS] = (struct tk_slot){"range", "{{range}}", true};
    return tk_template_fill(path, text, slots, N_WORDS + (form == TK_WORDING_XML), out, err);
}

enum tk_status tk_wording_table(const struct tk_wording *w, struct tk_table *table,
                                struct tk_error *err)
{
    struct tk_buffer filled = {0};
    size_t n = table->n_rows * table->n_columns;
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < n; i++) {
        char where[600];
        if (!strstr(table->cells[i], "{{"))
            continue;
        snprintf(where, sizeof where, "%.500s:%d, a cell", table->path,
                 table->lines[i / table->n_columns]);
        st = tk_wording_fill(w, TK_WORDING_TEXT, where, table->cells[i], &filled, err);
        tk_buffer_add(&filled, "", 1);
    }
    if (!st)
        st = tk_buffer_check(&filled, err);
    if (st || !filled.length) {
        tk_buffer_free(&filled);
        return st;
    }
    char *at = table->filled = tk_buffer_take(&filled);
    for (size_t i = 0; at && i < n; i++)
        if (strstr(table->cells[i], "{{")) {
            table->cells[i] = at;
            at += strlen(at) + 1;
        }
    return at ? TK_OK : tk_fail_memory(err);
}
