#include "run_work.h"

#include "trygghetskarta/sheet.h"

/* An empty protocol: a column for each field of the model, the words of the code lists offered
 * where a field has one. The program reads it back as it is: every heading is a field's name.
 */

static size_t longest(const struct tk_dictionary *d)
{
    size_t most = 0;
    for (size_t i = 0; i < d->n_fields; i++)
        if (d->fields[i].type == TK_CODE && d->fields[i].codes->n > most)
            most = d->fields[i].codes->n;
    return most;
}

/* The words of each list in a column of its own, in the order of the fields that have one. */
static void fill_words(const struct tk_dictionary *d, struct tk_sheet *words)
{
    tk_sheet_row(words);
    for (size_t i = 0; i < d->n_fields; i++)
        if (d->fields[i].type == TK_CODE)
            tk_sheet_text(words, d->fields[i].name);
    for (size_t row = 0; row < longest(d); row++) {
        tk_sheet_row(words);
        for (size_t i = 0; i < d->n_fields; i++)
            if (d->fields[i].type == TK_CODE)
                tk_sheet_text(
                    words, row < d->fields[i].codes->n ? d->fields[i].codes->label[row] : NULL);
    }
}

static void fill_fields(const struct tk_dictionary *d, struct tk_sheet *notes)
{
    size_t list = 0;
    tk_sheet_row(notes);
    tk_sheet_text(notes, "x");
    tk_sheet_text(notes, "y");
    for (size_t i = 0; i < d->n_fields; i++) {
        tk_sheet_text(notes, d->fields[i].name);
        if (d->fields[i].type == TK_CODE)
            tk_sheet_choice(notes, i + 2, "ord", list++, d->fields[i].codes->n);
    }
}

enum tk_status tk_work_protocol(struct tk_work *w, struct tk_error *err)
{
    struct tk_sheet sheets[2] = {{.name = "noteringar"}, {.name = "ord"}};
    const char *path = w->request->output;
    if (!path || !*path)
        return tk_fail(err, TK_USAGE, "template: -o FILE.xlsx is missing; see --help");
    fill_fields(w->dictionary, &sheets[0]);
    fill_words(w->dictionary, &sheets[1]);
    enum tk_status st =
        tk_sheet_save(sheets, 2, path, "it may be filled in: choose another name for -o", err);
    if (!st && !w->log->quiet)
        fprintf(w->out, "%s\n", path);
    w->done = true;
    return st;
}
