/* notes_parts: what the layer noteringar says of one note, and its facts; and what is seen only
 * when all notes are there. Private to the room notes. */
#ifndef TRYGGHETSKARTA_NOTES_PARTS_H
#define TRYGGHETSKARTA_NOTES_PARTS_H

#include "trygghetskarta/notes.h"

enum tk_cell_kind { TK_CELL_NONE, TK_CELL_TEXT, TK_CELL_INTEGER, TK_CELL_REAL };

struct tk_cell { /* one value of a row; texts are borrowed */
    enum tk_cell_kind kind;
    const char *text;
    int64_t integer;
    double real;
};

/* Where a note turned out to be. */
struct tk_placing {
    struct tk_location location;
    size_t parent;       /* position, TK_NOWHERE if none */
    size_t table_parent; /* what the membership table says */
};

struct tk_row_maker; /* opaque */

TK_CHECK enum tk_status tk_row_maker_new(const struct tk_noting *noting,
                                         struct tk_row_maker **out, struct tk_error *err);
void tk_row_maker_free(struct tk_row_maker *maker);

/* The row of a note, by column of the layer, and its facts. All is borrowed until the next
 * call. */
TK_CHECK enum tk_status tk_row_maker_make(struct tk_row_maker *maker,
                                          const struct tk_note *note, const char *source,
                                          const struct tk_cell **cells, struct tk_fact *fact,
                                          struct tk_placing *placing, struct tk_error *err);

/* Whether a column belongs to the note's content, by which one of two with the same id is
 * chosen: every field, but neither what is computed nor the row number. */
bool tk_row_maker_is_content(const struct tk_row_maker *maker, size_t column);

/* Tells what is seen only when every note has been written: where polygons and membership table
 * give kept notes different parents, once a district and parent, and positions that many notes
 * of one source share. */
TK_CHECK enum tk_status tk_notes_look_back(const struct tk_noting *noting,
                                           const struct tk_inputs *inputs,
                                           struct tk_error *err);

#endif
