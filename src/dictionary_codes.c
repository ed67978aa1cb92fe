#include "dictionary_parts.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"
#include "trygghetskarta/wording.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Columns of a list's own that the program counts by, and the highest number that may stand in
 * them. */
static const struct {
    const char *name;
    long long highest;
} counted_by[] = {
    {"sla_dagar", 36500}, {"offentlig", 1}, {"riktvarde", 1},           {"ar_brist", 1},
    {"ordning", 999},     {"atgardad", 1},  {"eskaleras_dagar", 36500},
};
#define N_COUNTED_BY (sizeof counted_by / sizeof counted_by[0])

/* Codes that layers write where a note says nothing; presets of fields are asked for there. */
static const struct {
    const char *list, *code, *stands_for;
} written[] = {{"ansvarig", "okand", "notes that name nobody"}};

/* Lists whose codes stand in C or in a step's own rows. Lists of groups are among them. */
static const char *const our_own[] = {"regel", "lage", "verdikt", "roll", "periodtyp"};

static bool is_our_own(const char *name)
{
    const size_t length = strlen(name);
    if (length > 5 && strcmp(name + length - 5, "grupp") == 0)
        return true;
    for (size_t i = 0; i < sizeof our_own / sizeof our_own[0]; i++)
        if (strcmp(name, our_own[i]) == 0)
            return true;
    return false;
}

static enum tk_status check_counted_by(const struct tk_table *table, struct tk_error *err)
{
    for (size_t i = 0; i < N_COUNTED_BY; i++) {
        const size_t column = tk_table_column(table, counted_by[i].name);
        for (size_t row = 0; row < table->n_rows && column != TK_NO_COLUMN; row++) {
            const char *const cell = tk_table_cell(table, row, column);
            long long value = 0;
            if (*cell &&
                (!tk_text_integer(cell, &value) || value < 0 || value > counted_by[i].highest))
                return tk_dictionary_fault(
                    table, row, err,
                    "%s '%s' is no whole number from 0 to %lld; leave it empty",
                    counted_by[i].name, cell, counted_by[i].highest);
        }
    }
    return TK_OK;
}

static enum tk_status check_row(const struct tk_codes *c, size_t i, struct tk_error *err)
{
    if (c->code[i][0] == '\0' || strpbrk(c->code[i], " |\t\n\r"))
        return tk_dictionary_fault(
            &c->table, i, err, "kod '%s' has to be one word without spaces or '|'", c->code[i]);
    if (c->label[i][0] == '\0')
        return tk_dictionary_fault(&c->table, i, err, "kod '%s' has no namn", c->code[i]);
    for (size_t j = 0; j < i; j++)
        if (strcmp(c->code[j], c->code[i]) == 0)
            return tk_dictionary_fault(&c->table, i, err, "kod '%s' stands on line %d already",
                                       c->code[i], c->table.lines[j]);
    return TK_OK;
}

/* The code that stands for words found nowhere. */
static size_t find_other(const struct tk_codes *c)
{
    static const char *const names[] = {"annat", "annan", "okand"};
    size_t found = TK_NO_CODE;
    for (size_t i = 0; i < sizeof names / sizeof names[0] && found == TK_NO_CODE; i++)
        found = tk_codes_find(c, names[i]);
    return found;
}

static enum tk_status fill(struct tk_codes *c, struct tk_error *err)
{
    size_t code = 0, label = 0, group = 0, synonyms = 0;
    enum tk_status st = tk_table_need(&c->table, "kod", &code, err);
    if (!st)
        st = tk_table_need(&c->table, "namn", &label, err);
    if (!st)
        st = tk_table_need(&c->table, "grupp", &group, err);
    if (!st)
        st = tk_table_need(&c->table, "synonymer", &synonyms, err);
    if (st)
        return st;
    c->n = c->table.n_rows;
    c->code = tk_alloc(c->n, sizeof *c->code);
    c->label = tk_alloc(c->n, sizeof *c->label);
    c->group = tk_alloc(c->n, sizeof *c->group);
    if (!c->code || !c->label || !c->group)
        return tk_fail_memory(err);
    for (size_t i = 0; i < c->n && !st; i++) {
        c->code[i] = tk_table_cell(&c->table, i, code);
        c->label[i] = tk_table_cell(&c->table, i, label);
        c->group[i] = tk_table_cell(&c->table, i, group);
        st = check_row(c, i, err);
    }
    c->other = find_other(c);
    if (!st)
        st = check_counted_by(&c->table, err);
    if (!st)
        st = tk_dictionary_words(&c->table, (const size_t[]){code, label}, 2, synonyms,
                                 &c->words, &c->n_words, err);
    return st;
}

static void codes_free(struct tk_codes *c)
{
    if (!c)
        return;
    tk_dictionary_words_free(c->words, c->n_words);
    tk_free(c->code);
    tk_free(c->label);
    tk_free(c->group);
    tk_table_free(&c->table);
    tk_free(c->name);
    tk_free(c);
}

/* wording: of our own lists; NULL for a municipality's. */
static enum tk_status codes_read(const char *name, const char *path,
                                 const struct tk_wording *wording, struct tk_codes **out,
                                 struct tk_error *err)
{
    struct tk_codes *const c = tk_alloc(1, sizeof *c);
    *out = NULL;
    if (!c)
        return tk_fail_memory(err);
    enum tk_status st = TK_OK;
    c->name = tk_strdup(name);
    if (!c->name)
        st = tk_fail_memory(err);
    if (!st)
        st = tk_table_read(path, &c->table, err);
    if (!st && wording)
        st = tk_wording_table(wording, &c->table, err);
    if (!st)
        st = fill(c, err);
    if (st)
        codes_free(c);
    else
        *out = c;
    return st;
}

static enum tk_status check_written(const struct tk_codes *c, struct tk_error *err)
{
    for (size_t i = 0; i < sizeof written / sizeof *written; i++)
        if (strcmp(written[i].list, c->name) == 0 &&
            tk_codes_find(c, written[i].code) == TK_NO_CODE)
            return tk_fail(err, TK_USAGE,
                           "%s:1: lacks the code '%s', which stands for %s; add a row for it",
                           c->table.path, written[i].code, written[i].stands_for);
    return TK_OK;
}

/* Puts the list that a file of the configuration holds in the place of ours. */
static enum tk_status replace(struct tk_codes **ours, const struct tk_codes_file *file,
                              struct tk_error *err)
{
    struct tk_codes *theirs = NULL;
    enum tk_status st = codes_read(file->name, file->path, NULL, &theirs, err);
    if (!st)
        st = check_written(theirs, err);
    if (st) {
        codes_free(theirs);
        return st;
    }
    for (size_t i = 0; i < N_COUNTED_BY; i++)
        if (tk_table_column(&(*ours)->table, counted_by[i].name) != TK_NO_COLUMN &&
            tk_table_column(&theirs->table, counted_by[i].name) == TK_NO_COLUMN) {
            codes_free(theirs);
            return tk_fail(err, TK_USAGE,
                           "%s:1: there is no column '%s', which is counted by; take %s as a "
                           "pattern",
                           file->path, counted_by[i].name, (*ours)->table.path);
        }
    codes_free(*ours);
    theirs->replaced = true;
    *ours = theirs;
    return TK_OK;
}

static const char *where(const struct tk_codes_file *file)
{
    return file->where ? file->where : file->path;
}

static enum tk_status replace_all(struct tk_dictionary *d, const struct tk_codes_file *files,
                                  size_t n, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; i < n && !st; i++) {
        size_t at = 0;
        while (at < d->n_codes && strcmp(d->codes[at]->name, files[i].name) != 0)
            at++;
        if (at == d->n_codes)
            st = tk_fail(err, TK_USAGE,
                         "%s: there is no code list '%s'; the lists are the files in %s/codes",
                         where(&files[i]), files[i].name, d->directory);
        else if (is_our_own(files[i].name))
            st = tk_fail(err, TK_USAGE,
                         "%s: the code list '%s' is the program's own and cannot be replaced",
                         where(&files[i]), files[i].name);
        else
            st = replace(&d->codes[at], &files[i], err);
    }
    return st;
}

static bool is_csv(const char *name)
{
    const size_t length = strlen(name);
    return length > 4 && name[0] != '.' && strcmp(name + length - 4, ".csv") == 0;
}

static enum tk_status add_list(struct tk_dictionary *d, size_t *capacity, const char *directory,
                               const char *file, struct tk_error *err)
{
    char path[4096];
    char name[256];
    (void)snprintf(path, sizeof path, "%s/%s", directory, file);
    (void)snprintf(name, sizeof name, "%.*s", (int)(strlen(file) - 4), file);
    if (!tk_dictionary_is_name(name))
        return tk_fail(err, TK_USAGE,
                       "%s: a code list's name is made of a-z, 0-9 and '_', a letter first",
                       path);
    enum tk_status st = tk_grow(&d->codes, capacity, d->n_codes + 1, sizeof *d->codes, err);
    if (!st)
        st = codes_read(name, path, d->wording, &d->codes[d->n_codes], err);
    d->n_codes += st == TK_OK;
    return st;
}

static int by_name(const void *a, const void *b)
{
    const struct tk_codes *const *const x = a, *const *const y = b;
    return strcmp((*x)->name, (*y)->name);
}

static enum tk_status read_ours(struct tk_dictionary *d, struct tk_error *err)
{
    char directory[2048];
    (void)snprintf(directory, sizeof directory, "%s/codes", d->directory);
    DIR *const entries = opendir(directory);
    if (!entries)
        return tk_fail(err, TK_NO_INPUT, "%s: %s; the code lists belong to the program",
                       directory, strerror(errno));
    enum tk_status st = TK_OK;
    size_t capacity = 0;
    for (const struct dirent *e; !st && (errno = 0, e = readdir(entries));)
        if (is_csv(e->d_name))
            st = add_list(d, &capacity, directory, e->d_name, err);
    if (!st && errno)
        st = tk_fail(err, TK_IO, "%s: cannot be listed: %s", directory, strerror(errno));
    (void)closedir(entries);
    if (d->n_codes > 0)
        qsort(d->codes, d->n_codes, sizeof(struct tk_codes *), by_name);
    return st;
}

static enum tk_status no_group(const struct tk_codes *c, size_t i,
                               const struct tk_codes *groups, struct tk_error *err)
{
    struct tk_buffer known = {0};
    for (size_t j = 0; j < groups->n; j++)
        tk_buffer_format(&known, "%s%s", j ? ", " : "", groups->code[j]);
    enum tk_status st = tk_buffer_check(&known, err);
    if (!st)
        st = tk_dictionary_fault(&c->table, i, err,
                                 "grupp '%s' is no code of %s (there are: %s)", c->group[i],
                                 groups->table.path, tk_buffer_string(&known));
    tk_buffer_free(&known);
    return st;
}

static enum tk_status check_groups(const struct tk_dictionary *d, const struct tk_codes *c,
                                   struct tk_error *err)
{
    char name[512];
    (void)snprintf(name, sizeof name, "%sgrupp", c->name);
    const struct tk_codes *const groups = tk_dictionary_codes(d, name);
    for (size_t i = 0; groups && i < c->n; i++)
        if (c->group[i][0] && tk_codes_find(groups, c->group[i]) == TK_NO_CODE)
            return no_group(c, i, groups, err);
    return TK_OK;
}

enum tk_status tk_dictionary_read_codes(struct tk_dictionary *d,
                                        const struct tk_codes_file *replaced, size_t n_replaced,
                                        struct tk_error *err)
{
    enum tk_status st = read_ours(d, err);
    if (!st)
        st = replace_all(d, replaced, n_replaced, err);
    for (size_t i = 0; i < d->n_codes && !st; i++)
        st = check_groups(d, d->codes[i], err);
    return st;
}

void tk_dictionary_free_codes(struct tk_dictionary *d)
{
    for (size_t i = 0; i < d->n_codes; i++)
        codes_free(d->codes[i]);
    tk_free(d->codes);
}

size_t tk_codes_find(const struct tk_codes *codes, const char *code)
{
    for (size_t i = 0; i < codes->n; i++)
        if (strcmp(codes->code[i], code) == 0)
            return i;
    return TK_NO_CODE;
}

enum tk_status tk_codes_match(const struct tk_codes *codes, const char *word, size_t *code,
                              struct tk_error *err)
{
    *code = tk_codes_find(codes, word);
    if (*code != TK_NO_CODE)
        return TK_OK;
    return tk_dictionary_look_up(codes->words, codes->n_words, word, code, err);
}

const char *tk_codes_extra(const struct tk_codes *codes, size_t code, const char *column)
{
    return tk_table_cell(&codes->table, code, tk_table_column(&codes->table, column));
}
