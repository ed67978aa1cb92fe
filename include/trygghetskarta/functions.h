/* functions: gives SQL its words. What each does stands in layers/README.md.
 *
 *   antal('stadsdel,kategori')   table-valued: the keys named (the others are NULL), and what
 *                                struct tk_count holds under its own names, with forsta,
 *                                senaste and forsta_oppna as dates
 *   poisson_low(n) poisson_high(n) rate_ratio(a, ea, b, eb) rate_ratio_low(…)
 *   rate_ratio_high(…) rate_ratio_p(…)   95 %; NULL in, or nothing to say, or no upper limit,
 *                                is NULL out
 *   wilson_low(x, n) wilson_high(x, n)   95 % limits of a share
 *   km_median(days, ended, unfinished) km_low(…) km_high(…)   aggregates: Kaplan-Meier, 95 %
 *   eb_mean(count, base) eb_variance(count, base)   aggregates; eb_rate(count, base, mean,
 * variance) bh_q(p, n) OVER (… ORDER BY p DESC)   Benjamini and Hochberg's q of p among n
 *   sun_height(unix seconds, latitude, longitude)   degrees
 *   lon(geom) lat(geom)          of a point, in degrees of WGS 84
 *   ST_X ST_Y ST_Point(x, y)     over GeoPackage geometries; NULL for what is no point
 *   date time datetime julianday unixepoch strftime   SQLite's own, but the clock stands at
 *                                the edition's day: 'now' is midnight of as_of
 *   COLLATE svensk               the Swedish alphabet, å ä ö after z, capitals as small letters
 *   diagram_staplar(name, n, part) diagram_perioder(period, n, part, first, last)
 * aggregates: SVG text (see chart.h) and the table-valued functions of analysis/.
 */
#ifndef TRYGGHETSKARTA_FUNCTIONS_H
#define TRYGGHETSKARTA_FUNCTIONS_H

#include "trygghetskarta/facts.h"
#include "trygghetskarta/session.h"

#include <sqlite3.h>

/* Registers the words on a connection; facts and session are borrowed for its life. facts may
 * be NULL: then antal() is not there, and 'now' is an error. */
TK_CHECK enum tk_status tk_functions_register(sqlite3 *db, struct tk_session *session,
                                              const struct tk_facts *facts, int srs_id,
                                              struct tk_error *err);

#endif
