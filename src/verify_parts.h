/* verify_parts: the two roads of the room verify. Private to it. */
#ifndef TRYGGHETSKARTA_VERIFY_PARTS_H
#define TRYGGHETSKARTA_VERIFY_PARTS_H

#include "trygghetskarta/verify.h"

/* Notes that a law was checked in so many cases; a law told before has them added. */
void tk_verify_law(struct tk_verdicts *out, int number, const char *says, long long checked);

/* As a database: SQLite on a connection of its own, read-only. */
TK_CHECK enum tk_status tk_verify_database(const char *path, const struct tk_expected *expected,
                                           struct tk_verdicts *out, struct tk_error *err);

/* As geodata: GDAL reads every feature, GEOS says where each note is. */
TK_CHECK enum tk_status tk_verify_layers(struct tk_session *session, const char *path,
                                         const struct tk_expected *expected,
                                         struct tk_verdicts *out, struct tk_error *err);

#endif
