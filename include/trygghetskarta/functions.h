/* functions: gives SQL its words. What each does stands in layers/README.md.
 *
 *   antal('stadsdel,kategori')   table-valued: the keys named, and tk_count's measures
 *   poisson_low(n) poisson_high(n) rate_ratio(a,ea,b,eb) rate_ratio_low rate_ratio_high
 *   rate_ratio_p    NULL in, or nothing to say, is NULL out
 *   ST_Area ST_Length ST_X ST_Y ST_Union (aggregate)   over GeoPackage geometries
 *   and the table-valued functions of analysis/.
 */
#ifndef TRYGGHETSKARTA_FUNCTIONS_H
#define TRYGGHETSKARTA_FUNCTIONS_H

#include "trygghetskarta/facts.h"
#include "trygghetskarta/session.h"

#include <sqlite3.h>

/* Registers the words on a connection; facts and session are borrowed for its life. facts may
 * be NULL: then antal() is not there. */
TK_CHECK enum tk_status tk_functions_register(sqlite3 *db, struct tk_session *session,
                                              const struct tk_facts *facts, int srs_id,
                                              struct tk_error *err);

#endif
