/* metadata: what the finished tables say of themselves, all from columns.csv, the code lists
 * and the layers: gpkg_data_columns, gpkg_data_column_constraints (code texts), gpkg_metadata.
 */
#ifndef TRYGGHETSKARTA_METADATA_H
#define TRYGGHETSKARTA_METADATA_H

#include "trygghetskarta/config.h"
#include "trygghetskarta/geopackage.h"
#include "trygghetskarta/layers.h"

/* Facts of the edition that stand on every layer. Borrowed. */
struct tk_edition {
    const struct tk_edition_config *config;
    const char *as_of; /* YYYY-MM-DD */
    const char *stamp; /* YYYY-MM-DDTHH:MM:SS.000Z */
    const struct tk_crs_info *crs;
    const char *const *source_names; /* what was read, for "källor" */
    size_t n_sources;
    const struct tk_dictionary *dictionary; /* its directory holds project/ */
    const char *const *source_keys; /* [n_sources]: what the columns that name a source hold */
};

/* A Swedish sentence and a space that mark a public edition; "" for an internal one. */
const char *tk_metadata_audience(const struct tk_edition *edition);

/* A layer's abstract as everything that shows it has it: the edition's notice first, then its
 * audience if it is public, and why the layer stands empty, if it does. */
void tk_metadata_abstract(const struct tk_layer *layer, const struct tk_edition *edition,
                          struct tk_buffer *out);

/* Makes and fills the tables, and puts the abstracts into gpkg_contents; the layers' rows are
 * in. */

TK_CHECK enum tk_status tk_metadata_write(struct tk_geopackage *gp,
                                          const struct tk_layers *layers,
                                          const struct tk_edition *edition,
                                          struct tk_error *err);

#endif
