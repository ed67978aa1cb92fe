/* What the files of the room functions share. Each answers with an SQLite result code. */
#ifndef TRYGGHETSKARTA_FUNCTIONS_PARTS_H
#define TRYGGHETSKARTA_FUNCTIONS_PARTS_H

#include "trygghetskarta/functions.h"

/* Of words that read nothing but what they are given. */
#define TK_FUNCTION_FLAGS (SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS)

#define TK_CONFIDENCE 0.95 /* of every interval */

bool tk_functions_any_null(int n, sqlite3_value **values);

/* Gives a number. Nothing to say, or no upper limit, is NULL: a column must not hold what QGIS
 * cannot draw. */
void tk_functions_give(sqlite3_context *context, double value);

/* The table-valued antal(). Facts are borrowed for the connection's life. */
int tk_functions_install_count(sqlite3 *db, const struct tk_facts *facts);

/* COLLATE svensk: the Swedish alphabet, å ä ö after z, é as e, capitals as small letters; what
 * is equal by that in byte order. */
int tk_functions_install_order(sqlite3 *db);

/* SQLite's words of time with the clock standing at a day; TK_NO_DAY: no clock at all. */
int tk_functions_install_clock(sqlite3 *db, int32_t as_of);

/* The aggregates that draw: diagram_staplar(name, n, part) and diagram_perioder(period,
 * n, part, first, last, unfinished). */
int tk_functions_install_charts(sqlite3 *db);

/* Statistics of a share, a table or a time: wilson_…, km_…, eb_…, bh_q, sun_height. */
int tk_functions_install_statistics(sqlite3 *db);

/* lon(geom) and lat(geom): degrees in WGS 84. The session is borrowed for the connection's
 * life. */
int tk_functions_install_position(sqlite3 *db, struct tk_session *session);

#endif
