/* qgis: how QGIS shows the edition: a default style for every layer (layer_styles) and one
 * project inside the file (qgis_projects). Encodings as tried; see docs/qgis.md. */
#ifndef TRYGGHETSKARTA_QGIS_H
#define TRYGGHETSKARTA_QGIS_H

#include "trygghetskarta/metadata.h"

/* Each layer's style.qml with the field settings that columns.csv gives (aliases, value maps),
 * or a plain style of its geometry's kind where the folder has none. */
TK_CHECK enum tk_status tk_qgis_styles(struct tk_geopackage *gp, const struct tk_layers *layers,
                                       const struct tk_edition *edition, struct tk_error *err);

/* The project, naming its own file as ./FILE_NAME. */
TK_CHECK enum tk_status tk_qgis_project(struct tk_geopackage *gp,
                                        const struct tk_layers *layers,
                                        const struct tk_edition *edition, const char *file_name,
                                        struct tk_error *err);

/* A text of the configuration and what its place on the pages holds, in characters. */
struct tk_crowded {
    const char *name; /* title, notice, or foot: contact, licence and dnr together */
    size_t length, room;
};
enum { TK_QGIS_ROOMS = 3 };

/* The texts that are longer than `room` in project.yaml says their place is. */
TK_CHECK enum tk_status tk_qgis_crowded(const struct tk_edition *edition,
                                        struct tk_crowded out[TK_QGIS_ROOMS], size_t *n,
                                        struct tk_error *err);

/* Writes a copy of a GeoPackage under another file name, the project inside following:
 * TK_CANNOT_CREATE if the new file exists, TK_INPUT if the old is no edition. */
TK_CHECK enum tk_status tk_qgis_rename(const char *from, const char *to, struct tk_error *err);

/* The project of an edition as XML, for a file beside which the edition lies as ./NAME (with
 * directories). TK_INPUT if the file is no edition. */
TK_CHECK enum tk_status tk_qgis_project_for(const char *file, const char *name,
                                            struct tk_buffer *xml, struct tk_error *err);

/* Whether a file is an edition of ours as we left it: a GeoPackage whose one project was last
 * written by this program, and not by somebody in QGIS. What cannot be read is none. */
bool tk_qgis_is_edition(const char *path);

#endif
