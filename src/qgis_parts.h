/* qgis_parts: what qgis's files share. qgis.c writes the tables, qgis_style.c makes a layer's
 * QML, qgis_fields.c what columns.csv says in it, qgis_project.c the project. */
#ifndef TRYGGHETSKARTA_QGIS_PARTS_H
#define TRYGGHETSKARTA_QGIS_PARTS_H

#include "trygghetskarta/qgis.h"
#include "trygghetskarta/yaml.h"

#include <cpl_minixml.h>

/* The oldest long-term release we are tried with: an older file is opened without a word by a
 * newer QGIS, and not the other way round. */
#define TK_QGIS_VERSION "3.22.16"

/* A layer's style: the attributes of its root element, each with a space before it, and the
 * elements in it. The same text goes into layer_styles and into the project. */
struct tk_qml {
    struct tk_buffer attributes, elements;
};

/* A style that project.yaml adds to a layer's own, borrowed from there: a file in the layer's
 * folder, the QGIS expression that says which features it draws ("": all), and within how many
 * millimetres points are one circle (0: as the file says). */
struct tk_qgis_style {
    const char *file, *only;
    double cluster_mm;
};

/* `style` NULL: the layer's own, which is style.qml or else the plain one of its geometry's
 * kind in layers/project. */
TK_CHECK enum tk_status tk_qgis_qml(struct tk_geopackage *gp, const struct tk_layer *layer,
                                    const struct tk_edition *edition,
                                    const struct tk_qgis_style *style, struct tk_qml *out,
                                    struct tk_error *err);

/* A style as a document of its own. */
void tk_qgis_document(const struct tk_qml *qml, struct tk_buffer *out);
void tk_qgis_qml_free(struct tk_qml *qml);

/* The column of the layer that says the same as this one in words; this one if there is none.
 */
const struct tk_column *tk_qgis_worded(const struct tk_layer *layer, const struct tk_column *c);

/* Aliases, widgets with their code texts (and the titles of sources), hidden columns and
 * constraints, from the columns. */
void tk_qgis_fields(const struct tk_layer *layer, const struct tk_edition *edition,
                    struct tk_buffer *out);

/* What a style leaves to the data: the ranges of a graduated renderer that says
 * classes_from="SQL EXPRESSION", where their `lower` is empty and {{range}} stands in their
 * label; and the categories of a code list, each code with one, besides those that say
 * when="QGIS EXPRESSION" and hold what that is true of, whatever its code. */
TK_CHECK enum tk_status tk_qgis_symbols(struct tk_geopackage *gp, const struct tk_layer *layer,
                                        const char *path, CPLXMLNode *root,
                                        struct tk_error *err);

/* Leaves out the features for which the expression is not true: they fall into no category.
 * TK_USAGE if the renderer has none. */
TK_CHECK enum tk_status tk_qgis_only(const struct tk_layer *layer, const char *path,
                                     const char *expression, CPLXMLNode *root,
                                     struct tk_error *err);

/* Gives a renderer of clusters that says nothing of its circle the symbol of cluster.qml. */
TK_CHECK enum tk_status tk_qgis_circle(const struct tk_edition *edition, CPLXMLNode *root,
                                       struct tk_error *err);

/* Sets the reach of a renderer of clusters. TK_USAGE if it is none. */
TK_CHECK enum tk_status tk_qgis_within(const char *path, double mm, CPLXMLNode *root,
                                       struct tk_error *err);

/* The upper ends of at most so many classes that hold equally many of the sorted positive
 * values, rounded up to two figures; how many there are. */
size_t tk_qgis_breaks(const double *values, size_t n, size_t classes, double *upper);

/* A tip of the layer's first columns, for a style that has none. */
void tk_qgis_tip(const struct tk_layer *layer, struct tk_buffer *out);

/* <spatialrefsys> of the edition; QGIS wants the WKT besides the number. */
void tk_qgis_crs(const struct tk_crs_info *crs, struct tk_buffer *out);

/* A file's text as a tree, to be destroyed by the caller also on failure, and the element in it
 * that has to be its root. */
TK_CHECK enum tk_status tk_qgis_parse(const char *path, const char *text, const char *element,
                                      CPLXMLNode **tree, CPLXMLNode **root,
                                      struct tk_error *err);
/* Adds an element without what follows it. */
TK_CHECK enum tk_status tk_qgis_serialize(CPLXMLNode *element, struct tk_buffer *out,
                                          struct tk_error *err);

/* A file in layers/project, whole. */
TK_CHECK enum tk_status tk_qgis_piece(const struct tk_edition *edition, const char *name,
                                      char *path, size_t size, struct tk_buffer *out,
                                      struct tk_error *err);

/* A layer's id in the project; QGIS replaces one of 10 characters or less. */
#define TK_QGIS_ID "trygghetskarta_"

/* The pieces of the project, by qgis_layers.c: its tree in groups, with the layers that stand
 * in the list `shown` (NULL: all) ticked; and the layers themselves. */
void tk_qgis_tree(const struct tk_layers *layers, const struct tk_node *shown,
                  const char *file_name, struct tk_buffer *out);
TK_CHECK enum tk_status tk_qgis_layers(struct tk_geopackage *gp, const struct tk_layers *layers,
                                       const struct tk_edition *edition,
                                       const struct tk_yaml *plan, const char *file_name,
                                       struct tk_buffer *out, struct tk_error *err);

/* layers/project/project.yaml, freed by the caller. */
TK_CHECK enum tk_status tk_qgis_plan(const struct tk_edition *edition, struct tk_yaml **out,
                                     struct tk_error *err);

/* The styles a layer has besides its own, by their names; NULL if none. */
const struct tk_node *tk_qgis_more_styles(const struct tk_yaml *plan, const char *layer);
/* One of them: a file, or {file: …, only: …, cluster_mm: …}, the last two as they are wanted.
 */
TK_CHECK enum tk_status tk_qgis_more_style(const struct tk_yaml *plan,
                                           const struct tk_node *node,
                                           struct tk_qgis_style *out, struct tk_error *err);

/* By qgis_plan.c, from project.yaml: each is TK_USAGE with file:line:column where it names
 * what the layers do not have. */
TK_CHECK enum tk_status tk_qgis_themes(const struct tk_yaml *plan,
                                       const struct tk_edition *edition,
                                       const struct tk_layers *layers, struct tk_buffer *out,
                                       struct tk_error *err);
TK_CHECK enum tk_status tk_qgis_relations(const struct tk_yaml *plan,
                                          const struct tk_edition *edition,
                                          const struct tk_layers *layers, struct tk_buffer *out,
                                          struct tk_error *err);
TK_CHECK enum tk_status tk_qgis_bookmarks(struct tk_geopackage *gp, const struct tk_yaml *plan,
                                          const struct tk_layers *layers,
                                          const struct tk_crs_info *crs, struct tk_buffer *out,
                                          struct tk_error *err);

/* The layer whose bounds the layouts' maps show; NULL if project.yaml names none. */
TK_CHECK enum tk_status tk_qgis_extent(const struct tk_yaml *plan,
                                       const struct tk_layers *layers,
                                       const struct tk_layer **out, struct tk_error *err);

/* The print layouts that project.yaml names, their maps fitted to the file and the window. */
TK_CHECK enum tk_status tk_qgis_layouts(const struct tk_yaml *plan,
                                        const struct tk_edition *edition, const char *file_name,
                                        const struct tk_bounds *window, struct tk_buffer *out,
                                        struct tk_error *err);

/* A project as QGIS keeps it in a table: hexadecimal text of an archive, for CPLFree(). */
TK_CHECK enum tk_status tk_qgis_packed(const struct tk_buffer *xml, char **hex,
                                       struct tk_error *err);

/* The project's XML. */
TK_CHECK enum tk_status tk_qgis_project_xml(struct tk_geopackage *gp,
                                            const struct tk_layers *layers,
                                            const struct tk_edition *edition,
                                            const char *file_name, struct tk_buffer *out,
                                            struct tk_error *err);

#endif
