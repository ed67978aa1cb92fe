/* lists: the work lists of an edition as files for those who do the work: for each body a sheet
 * (CSV and XLSX) of each of its lists, headed and worded as planners see them. A layer is a
 * work list if it has the columns ansvarig, runda and nr_i_runda.
 *
 *   arbetslistor_trafikkontoret.csv, arbetslistor_trafikkontoret.xlsx, klipplista_…
 */
#ifndef TRYGGHETSKARTA_LISTS_H
#define TRYGGHETSKARTA_LISTS_H

#include "trygghetskarta/status.h"

#include <stdbool.h>
#include <stdio.h>

/* Writes them into a directory, which is made if it is not there; their names on `out`, unless
 * it is NULL. The CSV is UTF-8 with a byte order mark, semicolons and decimal commas, as Excel
 * reads it in Swedish; a text that a sheet would take for a formula begins with an apostrophe.
 * TK_UNSAFE if a file of such a name is there already, TK_INPUT if it is no edition. */
TK_CHECK enum tk_status tk_lists_write(const char *edition, const char *directory, FILE *out,
                                       struct tk_error *err);

#endif
