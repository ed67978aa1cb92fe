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

struct tk_promises; /* within how many days each body has promised to mend what; opaque */

/* Learnt from the columns sla_dagar of the code lists kategori, ansvarig and lofte. */
TK_CHECK enum tk_status tk_promises_new(const struct tk_dictionary *dictionary,
                                        const struct tk_codes *categories,
                                        const struct tk_codes *bodies, struct tk_promises **out,
                                        struct tk_error *err);
void tk_promises_free(struct tk_promises *promises);

/* What is promised for the two together; else for the category; else by the body. -1 where
 * nothing is, and where the body is not public. Either may be TK_NO_CODE. */
int tk_promised_days(const struct tk_promises *promises, size_t category, size_t body);

struct tk_ahead; /* a source read ahead of who works on it; opaque */

/* With more than one thread a thread of its own reads, until it is closed: the source is nobody
 * else's to read then. */
TK_CHECK enum tk_status tk_ahead_open(struct tk_source *source, size_t threads,
                                      struct tk_ahead **out, struct tk_error *err);
void tk_ahead_close(struct tk_ahead *ahead);

/* As tk_source_next(): the next batch, borrowed until the next call; at the end NULL, or one
 * without records. */
TK_CHECK enum tk_status tk_ahead_next(struct tk_ahead *ahead, const struct tk_batch **batch,
                                      struct tk_error *err);

struct tk_scribe; /* writes the rows of noteringar, in the order they are put; opaque */

/* With more than one thread a thread of its own writes. */
TK_CHECK enum tk_status tk_scribe_open(const struct tk_noting *noting, struct tk_scribe **out,
                                       struct tk_error *err);
void tk_scribe_close(struct tk_scribe *scribe);

/* Puts a row, of which all is copied; x is NAN where the position is unknown. A row of the same
 * fid is replaced. A failure may be that of a row put before. */
TK_CHECK enum tk_status tk_scribe_put(struct tk_scribe *scribe, int64_t fid,
                                      const struct tk_cell *cells, double x, double y,
                                      struct tk_error *err);

/* Waits until the row of a fid stands written, and all that was put where it may be among them;
 * of INT64_MAX always all. Fails as the row that could not be written. */
TK_CHECK enum tk_status tk_scribe_catch_up(struct tk_scribe *scribe, int64_t fid,
                                           struct tk_error *err);

/* Tells what is seen only when every note has been written: where polygons and membership table
 * give kept notes different parents, once a district and parent, and positions that many notes
 * of one source share. */
TK_CHECK enum tk_status tk_notes_look_back(const struct tk_noting *noting,
                                           const struct tk_inputs *inputs,
                                           struct tk_error *err);

#endif
