#include "dictionary_parts.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"
#include "trygghetskarta/wording.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static const char *const type_names[] = {
    [TK_TEXT] = "text",       [TK_INTEGER] = "integer",   [TK_REAL] = "real",
    [TK_DATE] = "date",       [TK_DEADLINE] = "deadline", [TK_TIME] = "time",
    [TK_BOOLEAN] = "boolean", [TK_SOURCE] = "source",     [TK_CODE] = "code",
};
#define N_TYPES (sizeof type_names / sizeof type_names[0])

/* A row being read: every cell by its column's name, which read_*() has made sure is there. */
struct row {
    const struct tk_dictionary *d;
    const struct tk_table *table;
    size_t at;
};

static const char *cell(const struct row *r, const char *column)
{
    return tk_table_cell(r->table, r->at, tk_table_column(r->table, column));
}

static enum tk_status read_name(const struct row *r, const char **out, struct tk_error *err)
{
    *out = cell(r, "name");
    if (!tk_dictionary_is_name(*out))
        return tk_dictionary_fault(r->table, r->at, err,
                                   "name '%s' is not made of a-z, 0-9 and '_', a letter first",
                                   *out);
    for (size_t i = 0; i < r->at; i++)
        if (strcmp(tk_table_cell(r->table, i, tk_table_column(r->table, "name")), *out) == 0)
            return tk_dictionary_fault(r->table, r->at, err, "'%s' stands on line %d already",
                                       *out, r->table->lines[i]);
    return TK_OK;
}

static enum tk_status read_type(const struct row *r, enum tk_type *out, struct tk_error *err)
{
    const char *const name = cell(r, "type");
    for (size_t i = 0; i < N_TYPES; i++)
        if (strcmp(name, type_names[i]) == 0) {
            *out = (enum tk_type)i;
            return TK_OK;
        }
    return tk_dictionary_fault(
        r->table, r->at, err,
        "type '%s' is none of text, integer, real, date, deadline, time, "
        "boolean and code",
        name);
}

/* The code list named in a column: of a code, and of nothing else. */
static enum tk_status read_list(const struct row *r, const char *column, enum tk_type type,
                                struct tk_codes **out, struct tk_error *err)
{
    const char *const name = cell(r, column);
    *out = NULL;
    if (!*name && type != TK_CODE)
        return TK_OK;
    if (type != TK_CODE)
        return tk_dictionary_fault(r->table, r->at, err,
                                   "%s '%s' is for the type code, and the type is %s", column,
                                   name, type_names[type]);
    for (size_t i = 0; i < r->d->n_codes && !*out; i++)
        if (strcmp(r->d->codes[i]->name, name) == 0)
            *out = r->d->codes[i];
    if (*out && (*out)->n == 0)
        return tk_fail(err, TK_USAGE, "%s:1: the list has no codes", (*out)->table.path);
    if (*out)
        return TK_OK;
    return tk_dictionary_fault(r->table, r->at, err,
                               "%s '%s' is no code list: there is no codes/%s.csv", column,
                               name, name);
}

static enum tk_status read_yes_no(const struct row *r, const char *column, bool *out,
                                  struct tk_error *err)
{
    const char *const text = cell(r, column);
    *out = strcmp(text, "ja") == 0;
    if (*out || strcmp(text, "nej") == 0)
        return TK_OK;
    return tk_dictionary_fault(r->table, r->at, err, "%s '%s' is neither ja nor nej", column,
                               text);
}

/* ja, nej, or of one date: dag. */
static enum tk_status read_recorded(const struct row *r, struct tk_field *f,
                                    struct tk_error *err)
{
    const size_t column = tk_table_column(r->table, "recorded");
    f->when = strcmp(cell(r, "recorded"), "dag") == 0;
    f->recorded = f->when;
    if (!f->when)
        return read_yes_no(r, "recorded", &f->recorded, err);
    if (f->type != TK_DATE)
        return tk_dictionary_fault(r->table, r->at, err,
                                   "recorded 'dag' is for a date, and the type is %s",
                                   type_names[f->type]);
    for (size_t i = 0; i < r->at; i++)
        if (strcmp(tk_table_cell(r->table, i, column), "dag") == 0)
            return tk_dictionary_fault(r->table, r->at, err,
                                       "recorded 'dag' stands on line %d already",
                                       r->table->lines[i]);
    return TK_OK;
}

static enum tk_status read_limit(const struct row *r, const char *column, enum tk_type type,
                                 double *out, struct tk_error *err)
{
    const char *const text = cell(r, column);
    if (!*text)
        return TK_OK;
    if (type != TK_INTEGER && type != TK_REAL)
        return tk_dictionary_fault(r->table, r->at, err,
                                   "%s is for numbers, and the type is %s", column,
                                   type_names[type]);
    if (tk_text_number(text, '.', out))
        return TK_OK;
    return tk_dictionary_fault(r->table, r->at, err, "%s '%s' is no number", column, text);
}

static enum tk_status read_max_length(const struct row *r, enum tk_type type, size_t *out,
                                      struct tk_error *err)
{
    const char *const text = cell(r, "max_length");
    long long value = 0;
    *out = SIZE_MAX;
    if (!*text)
        return TK_OK;
    if (type != TK_TEXT)
        return tk_dictionary_fault(r->table, r->at, err,
                                   "max_length is for texts, and the type is %s",
                                   type_names[type]);
    if (!tk_text_integer(text, &value) || value < 1)
        return tk_dictionary_fault(r->table, r->at, err,
                                   "max_length '%s' is no whole number above 0", text);
    *out = (size_t)value;
    return TK_OK;
}

static bool preset_fits(const struct tk_field *f, const char *preset)
{
    double number = 0;
    long long whole = 0;
    switch (f->type) {
    case TK_TEXT:
        return strlen(preset) <= f->max_length;
    case TK_INTEGER:
        return tk_text_integer(preset, &whole) && (double)whole >= f->lowest &&
               (double)whole <= f->highest;
    case TK_REAL:
        return tk_text_number(preset, '.', &number) && number >= f->lowest &&
               number <= f->highest;
    case TK_BOOLEAN:
        return strcmp(preset, "ja") == 0 || strcmp(preset, "nej") == 0;
    case TK_CODE:
        return tk_codes_find(f->codes, preset) != TK_NO_CODE;
    case TK_DATE:
    case TK_DEADLINE:
    case TK_TIME:
    case TK_SOURCE:
        break;
    }
    return false; /* a day or time that nobody wrote down would be made up */
}

static enum tk_status read_preset(const struct row *r, struct tk_field *f, struct tk_error *err)
{
    const char *const preset = cell(r, "preset");
    f->preset = *preset ? preset : NULL;
    if (!f->preset || preset_fits(f, preset))
        return TK_OK;
    if (f->codes && f->codes->replaced)
        return tk_fail(
            err, TK_USAGE,
            "%s:1: lacks the code '%s', which a note has that says nothing of %s (its "
            "preset, %s:%d); add a row for it",
            f->codes->table.path, preset, f->name, r->table->path, r->table->lines[r->at]);
    return tk_dictionary_fault(r->table, r->at, err, "preset '%s' is no value of %s", preset,
                               f->name);
}

static enum tk_status read_field(const struct row *r, struct tk_field *f, struct tk_error *err)
{
    f->lowest = -HUGE_VAL;
    f->highest = HUGE_VAL;
    enum tk_status st = read_name(r, &f->name, err);
    if (!st)
        st = read_type(r, &f->type, err);
    if (!st && f->type == TK_SOURCE)
        st = tk_dictionary_fault(r->table, r->at, err,
                                 "no note says which source it is from: the type source is for "
                                 "columns");
    if (!st)
        st = read_list(r, "codes", f->type, &f->codes, err);
    if (!st)
        st = read_yes_no(r, "required", &f->required, err);
    if (!st)
        st = read_yes_no(r, "free_text", &f->free_text, err);
    if (!st)
        st = read_yes_no(r, "published", &f->published, err);
    if (!st)
        st = read_recorded(r, f, err);
    if (!st)
        st = read_limit(r, "lowest", f->type, &f->lowest, err);
    if (!st)
        st = read_limit(r, "highest", f->type, &f->highest, err);
    if (!st)
        st = read_max_length(r, f->type, &f->max_length, err);
    if (!st)
        st = read_preset(r, f, err);
    if (!st && f->lowest > f->highest)
        st = tk_dictionary_fault(r->table, r->at, err, "lowest is above highest");
    if (!st && f->free_text && f->type != TK_TEXT)
        st = tk_dictionary_fault(r->table, r->at, err,
                                 "only a text can be free_text, and the type is %s",
                                 type_names[f->type]);
    return st;
}

static enum tk_status read_column(const struct row *r, struct tk_column *c,
                                  struct tk_error *err)
{
    enum tk_status st = read_name(r, &c->name, err);
    if (!st)
        st = read_type(r, &c->type, err);
    if (!st && c->type == TK_DEADLINE)
        st = tk_dictionary_fault(r->table, r->at, err, "a deadline is published as a date");
    if (!st)
        st = read_list(r, "domain", c->type, &c->domain, err);
    if (!st)
        st = read_yes_no(r, "public", &c->is_public, err);
    c->unit = cell(r, "unit");
    c->alias = cell(r, "alias");
    c->description = cell(r, "description");
    c->shown_as = cell(r, "shown_as");
    if (!st && (!*c->alias || !*c->description))
        st = tk_dictionary_fault(r->table, r->at, err, "%s has no %s", c->name,
                                 *c->alias ? "description" : "alias");
    return st;
}

/* Reads a file and makes sure of its columns. */
static enum tk_status open_table(const char *directory, const char *file,
                                 const char *const *columns, size_t n, struct tk_table *out,
                                 struct tk_error *err)
{
    char path[2048];
    size_t column = 0;
    (void)snprintf(path, sizeof path, "%s/%s", directory, file);
    enum tk_status st = tk_table_read(path, out, err);
    for (size_t i = 0; i < n && !st; i++)
        st = tk_table_need(out, columns[i], &column, err);
    return st;
}

static enum tk_status read_fields(struct tk_dictionary *d, struct tk_error *err)
{
    static const char *const columns[] = {"name",      "type",      "codes",    "required",
                                          "preset",    "lowest",    "highest",  "max_length",
                                          "free_text", "published", "recorded", "synonyms"};
    enum tk_status st = open_table(d->directory, "fields.csv", columns,
                                   sizeof columns / sizeof columns[0], &d->fields_csv, err);
    if (st)
        return st;
    d->n_fields = d->fields_csv.n_rows;
    d->fields = tk_alloc(d->n_fields, sizeof *d->fields);
    if (!d->fields)
        return tk_fail_memory(err);
    for (size_t i = 0; i < d->n_fields && !st; i++)
        st = read_field(&(struct row){d, &d->fields_csv, i}, &d->fields[i], err);
    const size_t name = tk_table_column(&d->fields_csv, "name");
    if (!st)
        st = tk_dictionary_words(&d->fields_csv, &name, 1,
                                 tk_table_column(&d->fields_csv, "synonyms"), &d->field_words,
                                 &d->n_field_words, err);
    return st;
}

static enum tk_status read_columns(struct tk_dictionary *d, struct tk_error *err)
{
    static const char *const columns[] = {"name",  "type",        "unit",  "domain",
                                          "alias", "description", "public"};
    enum tk_status st = open_table(d->directory, "columns.csv", columns,
                                   sizeof columns / sizeof columns[0], &d->columns_csv, err);
    if (!st)
        st = tk_wording_table(d->wording, &d->columns_csv, err);
    if (st)
        return st;
    d->n_columns = d->columns_csv.n_rows;
    d->columns = tk_alloc(d->n_columns, sizeof *d->columns);
    if (!d->columns)
        return tk_fail_memory(err);
    for (size_t i = 0; i < d->n_columns && !st; i++)
        st = read_column(&(struct row){d, &d->columns_csv, i}, &d->columns[i], err);
    return st;
}

/* What is published is described, and as what it is; a free text is never public. */
static enum tk_status check_published(const struct tk_dictionary *d, struct tk_error *err)
{
    for (size_t i = 0; i < d->n_fields; i++) {
        const struct tk_field *const f = &d->fields[i];
        const struct tk_column *const c = tk_dictionary_column(d, f->name);
        const enum tk_type type = f->type == TK_DEADLINE ? TK_DATE : f->type;
        if (!f->published)
            continue;
        if (!c)
            return tk_dictionary_fault(&d->fields_csv, i, err,
                                       "%s is published, and %s has no such column", f->name,
                                       d->columns_csv.path);
        const size_t row = (size_t)(c - d->columns);
        if (c->type != type || c->domain != f->codes)
            return tk_dictionary_fault(&d->columns_csv, row, err,
                                       "%s is of another type or code list than in %s:%d",
                                       c->name, d->fields_csv.path, d->fields_csv.lines[i]);
        if (c->is_public && f->free_text)
            return tk_dictionary_fault(&d->columns_csv, row, err,
                                       "%s is a free text and cannot be public", c->name);
    }
    return TK_OK;
}

/* The columns of a code list that name fields. */
static enum tk_status check_field_names(const struct tk_dictionary *d, const struct tk_codes *c,
                                        const char *column, struct tk_error *err)
{
    for (size_t i = 0; i < c->n; i++) {
        const char *const name = tk_codes_extra(c, i, column);
        if (*name && tk_dictionary_field(d, name) == TK_NO_FIELD)
            return tk_dictionary_fault(&c->table, i, err, "%s '%s' is no field of %s", column,
                                       name, d->fields_csv.path);
    }
    return TK_OK;
}

/* The column of a code list that holds codes of the list it is called as. */
static enum tk_status check_codes_of(const struct tk_dictionary *d, const struct tk_codes *c,
                                     const char *column, struct tk_error *err)
{
    const struct tk_codes *const of = tk_dictionary_codes(d, column);
    for (size_t i = 0; of && i < c->n; i++) {
        const char *const code = tk_codes_extra(c, i, column);
        if (tk_codes_find(of, code) == TK_NO_CODE)
            return tk_dictionary_fault(&c->table, i, err, "%s '%s' is no code of %s", column,
                                       code, of->table.path);
    }
    return TK_OK;
}

/* What a body has promised for a category is said once. */
static enum tk_status check_promises(const struct tk_dictionary *d, struct tk_error *err)
{
    const struct tk_codes *const c = tk_dictionary_codes(d, "lofte");
    if (!c)
        return TK_OK;
    enum tk_status st = check_codes_of(d, c, "kategori", err);
    if (!st)
        st = check_codes_of(d, c, "ansvarig", err);
    for (size_t i = 0; i < c->n && !st; i++)
        for (size_t j = 0; j < i && !st; j++)
            if (strcmp(tk_codes_extra(c, i, "kategori"), tk_codes_extra(c, j, "kategori")) ==
                    0 &&
                strcmp(tk_codes_extra(c, i, "ansvarig"), tk_codes_extra(c, j, "ansvarig")) == 0)
                st = tk_dictionary_fault(&c->table, i, err,
                                         "kategori and ansvarig stand on line %d already",
                                         c->table.lines[j]);
    return st;
}

enum tk_status tk_dictionary_read(const char *directory, const struct tk_codes_file *replaced,
                                  size_t n_replaced, struct tk_dictionary **out,
                                  struct tk_error *err)
{
    return tk_dictionary_read_worded(directory, NULL, replaced, n_replaced, out, err);
}

enum tk_status tk_dictionary_read_worded(const char *directory, const struct tk_terms *terms,
                                         const struct tk_codes_file *replaced,
                                         size_t n_replaced, struct tk_dictionary **out,
                                         struct tk_error *err)
{
    struct tk_dictionary *const d = tk_alloc(1, sizeof *d);
    *out = NULL;
    if (!d)
        return tk_fail_memory(err);
    enum tk_status st = TK_OK;
    d->directory = tk_strdup(directory);
    if (!d->directory)
        st = tk_fail_memory(err);
    if (!st)
        st = tk_wording_new(terms, &d->wording, err);
    if (!st)
        st = tk_dictionary_read_codes(d, replaced, n_replaced, err);
    if (!st)
        st = read_fields(d, err);
    if (!st)
        st = read_columns(d, err);
    if (!st)
        st = check_published(d, err);
    if (!st)
        st = check_promises(d, err);
    for (size_t i = 0; i < d->n_codes && !st; i++) {
        st = check_field_names(d, d->codes[i], "kraver", err);
        if (!st)
            st = check_field_names(d, d->codes[i], "utesluter", err);
    }
    if (st)
        tk_dictionary_free(d);
    else
        *out = d;
    return st;
}

void tk_dictionary_free(struct tk_dictionary *d)
{
    if (!d)
        return;
    tk_dictionary_free_codes(d);
    tk_dictionary_words_free(d->field_words, d->n_field_words);
    tk_free(d->fields);
    tk_free(d->columns);
    tk_table_free(&d->fields_csv);
    tk_table_free(&d->columns_csv);
    tk_wording_free(d->wording);
    tk_free(d->directory);
    tk_free(d);
}

size_t tk_dictionary_when_recorded(const struct tk_dictionary *d)
{
    for (size_t i = 0; i < d->n_fields; i++)
        if (d->fields[i].when)
            return i;
    return TK_NO_FIELD;
}

bool tk_field_is_recorded(const struct tk_field *field)
{
    return field->recorded || strcmp(field->name, "punkt_id") == 0;
}

size_t tk_dictionary_field(const struct tk_dictionary *d, const char *name)
{
    for (size_t i = 0; i < d->n_fields; i++)
        if (strcmp(d->fields[i].name, name) == 0)
            return i;
    return TK_NO_FIELD;
}

const struct tk_column *tk_dictionary_column(const struct tk_dictionary *d, const char *name)
{
    for (size_t i = 0; i < d->n_columns; i++)
        if (strcmp(d->columns[i].name, name) == 0)
            return &d->columns[i];
    return NULL;
}

const struct tk_codes *tk_dictionary_codes(const struct tk_dictionary *d, const char *name)
{
    for (size_t i = 0; i < d->n_codes; i++)
        if (strcmp(d->codes[i]->name, name) == 0)
            return d->codes[i];
    return NULL;
}

enum tk_status tk_dictionary_match(const struct tk_dictionary *d, const char *column,
                                   size_t *field, struct tk_error *err)
{
    return tk_dictionary_look_up(d->field_words, d->n_field_words, column, field, err);
}

enum tk_status tk_dictionary_match_beginning(const struct tk_dictionary *d, const char *column,
                                             size_t *field, struct tk_error *err)
{
    return tk_dictionary_look_up_beginning(d->field_words, d->n_field_words, column, field,
                                           err);
}
