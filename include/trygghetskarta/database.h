/* database: what SQLite complains of, as an error of ours: only its code tells a full or
 * failing disk from SQL that is wrong.
 */
#ifndef TRYGGHETSKARTA_DATABASE_H
#define TRYGGHETSKARTA_DATABASE_H

#include "trygghetskarta/status.h"

#include <sqlite3.h>

/* Tells what the database said last, after the text given: "out of memory" alone where that was
 * it; TK_IO where the file could not be read or written, or holds something else than was
 * written; else `otherwise`. */
enum tk_status tk_database_fail(sqlite3 *db, enum tk_status otherwise, struct tk_error *err,
                                const char *format, ...) TK_PRINTF(4, 5);

/* Has the connection give up what it is at once the run is interrupted: the statement fails. */
void tk_database_heed_interrupt(sqlite3 *db);

#endif
