#include "metadata_parts.h"

#include <string.h>

/* The tables of OGC 12-128r18, annexes F.8 and F.9; `name` is unique in its table only, as the
 * standard has it (GDAL makes it unique in the file, and the same alias in two layers fails).
 */
static const char tables[] =
    "CREATE TABLE gpkg_data_columns ("
    " table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT,"
    " description TEXT, mime_type TEXT, constraint_name TEXT,"
    " CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),"
    " CONSTRAINT gdc_tn UNIQUE (table_name, name));"
    "CREATE TABLE gpkg_data_column_constraints ("
    " constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC,"
    " min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,"
    " CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));"
    "CREATE TABLE gpkg_metadata ("
    " id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL,"
    " md_scope TEXT NOT NULL DEFAULT 'dataset', md_standard_uri TEXT NOT NULL,"
    " mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '');"
    "CREATE TABLE gpkg_metadata_reference ("
    " reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER,"
    " timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),"
    " md_file_id INTEGER NOT NULL, md_parent_id INTEGER,"
    " CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),"
    " CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id));";

static const struct {
    const char *table, *extension, *definition;
} extensions[] = {
    {"gpkg_data_columns", "gpkg_schema", "http://www.geopackage.org/spec121/#extension_schema"},
    {"gpkg_data_column_constraints", "gpkg_schema",
     "http://www.geopackage.org/spec121/#extension_schema"},
    {"gpkg_metadata", "gpkg_metadata", "http://www.geopackage.org/spec121/#extension_metadata"},
    {"gpkg_metadata_reference", "gpkg_metadata",
     "http://www.geopackage.org/spec121/#extension_metadata"},
};

/* A text as SQL: NULL where there is none. */
static void literal(struct tk_buffer *sql, const char *text)
{
    if (text && *text)
        tk_buffer_literal(sql, text);
    else
        tk_buffer_text(sql, "NULL");
}

static void data_columns(struct tk_buffer *sql, const struct tk_layer *layer)
{
    for (size_t i = 0; i < layer->n_columns; i++) {
        const struct tk_column *c = layer->columns[i];
        tk_buffer_text(sql, "INSERT INTO gpkg_data_columns VALUES (");
        const char *texts[] = {layer->name,
                               c->name,
                               c->alias,
                               c->alias,
                               c->description,
                               NULL,
                               c->domain ? c->domain->name : NULL};
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
            tk_buffer_text(sql, k ? "," : "");
            literal(sql, texts[k]);
        }
        tk_buffer_text(sql, ");\n");
    }
}

static void code_texts(struct tk_buffer *sql, const struct tk_codes *codes)
{
    for (size_t i = 0; i < codes->n; i++) {
        tk_buffer_text(sql, "INSERT INTO gpkg_data_column_constraints VALUES (");
        tk_buffer_literal(sql, codes->name);
        tk_buffer_text(sql, ",'enum',");
        tk_buffer_literal(sql, codes->code[i]);
        tk_buffer_text(sql, ",NULL,NULL,NULL,NULL,");
        literal(sql, codes->label[i]);
        tk_buffer_text(sql, ");\n");
    }
}

/* Whether a column before the given one, in layer order, has the same code list. */
static bool domain_met(const struct tk_layers *layers, size_t layer, size_t column)
{
    const struct tk_codes *wanted = layers->layers[layer].columns[column]->domain;
    for (size_t l = 0; l <= layer; l++)
        for (size_t c = 0; c < (l < layer ? layers->layers[l].n_columns : column); c++)
            if (layers->layers[l].columns[c]->domain == wanted)
                return true;
    return false;
}

static enum tk_status write_columns(struct tk_geopackage *gp, const struct tk_layers *layers,
                                    struct tk_error *err)
{
    struct tk_buffer sql = {0};
    for (size_t l = 0; l < layers->n; l++) {
        const struct tk_layer *layer = &layers->layers[l];
        data_columns(&sql, layer);
        for (size_t c = 0; c < layer->n_columns; c++)
            if (layer->columns[c]->domain && !domain_met(layers, l, c))
                code_texts(&sql, layer->columns[c]->domain);
    }
    enum tk_status st = tk_buffer_check(&sql, err);
    if (!st)
        st = tk_geopackage_execute(gp, tk_buffer_string(&sql), err);
    tk_buffer_free(&sql);
    return st;
}

/* One layer's metadata row, and its description as GDAL and QGIS show it without them. */
static enum tk_status write_layer(struct tk_geopackage *gp, const struct tk_layer *layer,
                                  const struct tk_edition *edition, size_t id,
                                  struct tk_error *err)
{
    struct tk_buffer xml = {0}, sql = {0}, abstract = {0};
    enum tk_status st = tk_metadata_xml(gp, layer, edition, &xml, err);
    tk_metadata_abstract(layer, edition, &abstract);
    tk_buffer_format(&sql,
                     "INSERT INTO gpkg_metadata VALUES (%zu,'dataset',"
                     "'http://mrcc.com/qgis.dtd','text/xml',",
                     id);
    tk_buffer_literal(&sql, tk_buffer_string(&xml));
    tk_buffer_text(&sql, ");\nINSERT INTO gpkg_metadata_reference VALUES ('table',");
    tk_buffer_literal(&sql, layer->name);
    tk_buffer_text(&sql, ",NULL,NULL,");
    tk_buffer_literal(&sql, edition->stamp);
    tk_buffer_format(&sql, ",%zu,NULL);\nUPDATE gpkg_contents SET description=", id);
    tk_buffer_literal(&sql, tk_buffer_string(&abstract));
    tk_buffer_text(&sql, " WHERE table_name=");
    tk_buffer_literal(&sql, layer->name);
    if (!st)
        st = tk_buffer_check(&abstract, err);
    if (!st)
        st = tk_buffer_check(&sql, err);
    if (!st)
        st = tk_geopackage_execute(gp, tk_buffer_string(&sql), err);
    tk_buffer_free(&xml);
    tk_buffer_free(&sql);
    tk_buffer_free(&abstract);
    return st;
}

enum tk_status tk_metadata_write(struct tk_geopackage *gp, const struct tk_layers *layers,
                                 const struct tk_edition *edition, struct tk_error *err)
{
    enum tk_status st = tk_geopackage_execute(gp, tables, err);
    for (size_t i = 0; !st && i < sizeof extensions / sizeof *extensions; i++)
        st = tk_geopackage_extension(gp, extensions[i].table, NULL, extensions[i].extension,
                                     extensions[i].definition, "read-write", err);
    if (!st)
        st = write_columns(gp, layers, err);
    for (size_t i = 0; !st && i < layers->n; i++)
        st = write_layer(gp, &layers->layers[i], edition, i + 1, err);
    return st;
}
