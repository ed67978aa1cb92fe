/* What the files of the room layers share. */
#ifndef TRYGGHETSKARTA_LAYERS_PARTS_H
#define TRYGGHETSKARTA_LAYERS_PARTS_H

#include "trygghetskarta/layers.h"

/* Reads one folder into a layer that is all zero; what was read before a failure is freed with
 * the layers. */
TK_CHECK enum tk_status tk_layer_read(const struct tk_dictionary *dictionary, const char *name,
                                      struct tk_layer *layer, struct tk_error *err);

/* What SQL may do while the guard stands. */
struct tk_guard {
    const struct tk_layers *layers;
    bool *reads;        /* [layers->n]: which were read; may be NULL */
    const char *target; /* the table that may be inserted into; NULL: none */
    bool without_clock; /* the words of time are refused altogether */
    char refused[128];  /* what was refused last; "" if nothing */
};

void tk_guard_set(sqlite3 *db, struct tk_guard *guard);
void tk_guard_lift(sqlite3 *db);

/* Tells TK_USAGE for SQL in a file that SQLite would not prepare: file:line:column. `offset` is
 * where the text given to SQLite begins in the file's. */
enum tk_status tk_guard_fault(sqlite3 *db, const struct tk_guard *guard, const char *directory,
                              const char *file, const char *text, size_t offset,
                              struct tk_error *err);

/* Checks the rows of a layer that has just been filled: keys, types and code lists. */
TK_CHECK enum tk_status tk_layer_check_values(sqlite3 *db, const struct tk_layer *layer,
                                              struct tk_error *err);

#endif
