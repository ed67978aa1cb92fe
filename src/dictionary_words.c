#include "dictionary_parts.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum tk_status tk_dictionary_fault(const struct tk_table *table, size_t row,
                                   struct tk_error *err, const char *format, ...)
{
    char message[1024];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return tk_fail(err, TK_USAGE, "%s:%d: %s", table->path, table->lines[row], message);
}

bool tk_dictionary_is_name(const char *text)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz";
    return text[0] != '\0' && strchr(letters, text[0]) &&
           text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0';
}

/* Words while they are gathered. */
struct gathering {
    const struct tk_table *table;
    struct tk_word *words;
    size_t n, capacity;
};

static enum tk_status add(struct gathering *g, size_t row, const char *text, size_t length,
                          struct tk_error *err)
{
    char *const word = tk_strndup(text, length);
    if (!word)
        return tk_fail_memory(err);
    char *folded = NULL;
    enum tk_status st = tk_text_fold_word(word, &folded, err);
    if (!st && folded[0] == '\0')
        st = tk_dictionary_fault(g->table, row, err,
                                 "'%s' has neither letter nor digit to be known by", word);
    if (!st)
        st = tk_grow(&g->words, &g->capacity, g->n + 1, sizeof *g->words, err);
    if (!st) {
        g->words[g->n++] = (struct tk_word){folded, row};
        folded = NULL;
    }
    tk_free(folded);
    tk_free(word);
    return st;
}

static enum tk_status add_row(struct gathering *g, size_t row, const size_t *names,
                              size_t n_names, size_t synonyms, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; i < n_names && !st; i++) {
        const char *const name = tk_table_cell(g->table, row, names[i]);
        st = add(g, row, name, strlen(name), err);
    }
    const char *rest = tk_table_cell(g->table, row, synonyms);
    while (*rest && !st) {
        const size_t length = strcspn(rest, "|");
        st = add(g, row, rest, length, err);
        rest += length;
        if (*rest == '|' && rest[1] == '\0' && !st)
            st = tk_dictionary_fault(g->table, row, err, "the synonyms end in '|'");
        rest += *rest == '|';
    }
    return st;
}

static int compare(const void *a, const void *b)
{
    const struct tk_word *const x = a, *const y = b;
    const int order = strcmp(x->folded, y->folded);
    return order ? order : (x->means > y->means) - (x->means < y->means);
}

/* Sorts, and drops what one row says twice (a name that is its own synonym). */
static enum tk_status settle(struct gathering *g, struct tk_error *err)
{
    if (g->n > 0)
        qsort(g->words, g->n, sizeof *g->words, compare);
    size_t kept = 0;
    for (size_t i = 0; i < g->n; i++) {
        struct tk_word *const last = kept > 0 ? &g->words[kept - 1] : NULL;
        const bool again = last && strcmp(last->folded, g->words[i].folded) == 0;
        if (again && last->means != g->words[i].means)
            return tk_dictionary_fault(
                g->table, g->words[i].means, err,
                "'%s' is a word of '%s' (line %d) too; a word has one meaning",
                g->words[i].folded, tk_table_cell(g->table, last->means, 0),
                g->table->lines[last->means]);
        if (again)
            tk_free(g->words[i].folded);
        else
            g->words[kept++] = g->words[i];
        if (i >= kept)
            g->words[i].folded = NULL;
    }
    g->n = kept;
    return TK_OK;
}

enum tk_status tk_dictionary_words(const struct tk_table *table, const size_t *names,
                                   size_t n_names, size_t synonyms, struct tk_word **words,
                                   size_t *n_words, struct tk_error *err)
{
    struct gathering g = {.table = table};
    enum tk_status st = TK_OK;
    *words = NULL;
    *n_words = 0;
    for (size_t row = 0; row < table->n_rows && !st; row++)
        st = add_row(&g, row, names, n_names, synonyms, err);
    const size_t gathered = g.n;
    if (!st)
        st = settle(&g, err);
    if (st) {
        tk_dictionary_words_free(g.words, gathered);
        return st;
    }
    *words = g.words;
    *n_words = g.n;
    return TK_OK;
}

void tk_dictionary_words_free(struct tk_word *words, size_t n_words)
{
    for (size_t i = 0; words && i < n_words; i++)
        tk_free(words[i].folded);
    tk_free(words);
}

static int compare_folded(const void *key, const void *word)
{
    return strcmp(key, ((const struct tk_word *)word)->folded);
}

enum tk_status tk_dictionary_look_up(const struct tk_word *words, size_t n_words,
                                     const char *word, size_t *means, struct tk_error *err)
{
    char *folded = NULL;
    *means = (size_t)-1;
    const enum tk_status st = tk_text_fold_word(word, &folded, err);
    if (st)
        return st;
    const struct tk_word *const found =
        n_words ? bsearch(folded, words, n_words, sizeof *words, compare_folded) : NULL;
    if (found)
        *means = found->means;
    tk_free(folded);
    return TK_OK;
}

enum tk_status tk_dictionary_look_up_beginning(const struct tk_word *words, size_t n_words,
                                               const char *word, size_t *means,
                                               struct tk_error *err)
{
    char *folded = NULL;
    *means = (size_t)-1;
    const enum tk_status st = tk_text_fold_word(word, &folded, err);
    if (st)
        return st;
    const size_t length = strlen(folded);
    bool several = false;
    for (size_t i = 0; i < n_words; i++) {
        if (strncmp(words[i].folded, folded, length) != 0)
            continue;
        several |= *means != (size_t)-1 && *means != words[i].means;
        *means = words[i].means;
    }
    if (several)
        *means = (size_t)-1;
    tk_free(folded);
    return TK_OK;
}
