/* metadata_parts: what metadata's two files share: metadata.c fills the tables, metadata_xml.c
 * says what a layer is. */
#ifndef TRYGGHETSKARTA_METADATA_PARTS_H
#define TRYGGHETSKARTA_METADATA_PARTS_H

#include "trygghetskarta/metadata.h"

/* A layer's metadata as QGIS keeps them (its <qgis> document, schema resources/qgis-resource-
 * metadata.xsd of QGIS). */
TK_CHECK enum tk_status tk_metadata_xml(struct tk_geopackage *gp, const struct tk_layer *layer,
                                        const struct tk_edition *edition, struct tk_buffer *out,
                                        struct tk_error *err);

#endif
