#include "qgis_parts.h"

#include "trygghetskarta/zip.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <string.h>

/* The table as QGIS 3.22 to 3.40 find it: f_table_schema '' and not NULL, the geometry column
 * by its true name, and the table entered in gpkg_contents; else the styles are passed over. */
static const char styles_table[] =
    "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,"
    " f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),"
    " f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,"
    " useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),"
    " update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));";
static const char projects_table[] =
    "CREATE TABLE qgis_projects (name TEXT PRIMARY KEY, metadata BLOB, content BLOB)";
static const char style_name[] = "Standard";

/* One statement with texts bound in order: a style or project is too long for a literal. */
static enum tk_status insert(struct tk_geopackage *gp, const char *sql,
                             const char *const *texts, int n, struct tk_error *err)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(tk_geopackage_db(gp), sql, -1, &s, NULL);
    for (int i = 0; rc == SQLITE_OK && i < n; i++)
        rc = sqlite3_bind_text(s, i + 1, texts[i], -1, SQLITE_STATIC);
    if (rc == SQLITE_OK)
        rc = sqlite3_step(s);
    enum tk_status st =
        rc == SQLITE_DONE ? TK_OK : tk_geopackage_fail(gp, "layer_styles, qgis_projects", err);
    sqlite3_finalize(s);
    return st;
}

/* One row: the layer's own style (NULL), or one of those that project.yaml adds. */
static enum tk_status write_style(struct tk_geopackage *gp, const struct tk_layer *layer,
                                  const struct tk_edition *edition, const char *name,
                                  const struct tk_qgis_style *style, struct tk_error *err)
{
    struct tk_qml qml;
    struct tk_buffer text = {0};
    enum tk_status st = tk_qgis_qml(gp, layer, edition, style, &qml, err);
    if (!st) {
        tk_buffer_text(&text, "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n");
        tk_qgis_document(&qml, &text);
        st = tk_buffer_check(&text, err);
    }
    const char *texts[] = {layer->name,
                           *layer->geometry ? "geom" : "",
                           name,
                           tk_buffer_string(&text),
                           style ? "0" : "1",
                           layer->title,
                           edition->stamp};
    if (!st)
        st = insert(gp,
                    "INSERT INTO layer_styles (f_table_catalog,f_table_schema,f_table_name,"
                    "f_geometry_column,styleName,styleQML,styleSLD,useAsDefault,description,"
                    "owner,update_time) VALUES ('','',?,?,?,?,'',CAST(? AS INTEGER),?,'',?)",
                    texts, 7, err);
    tk_qgis_qml_free(&qml);
    tk_buffer_free(&text);
    return st;
}

static enum tk_status write_styles(struct tk_geopackage *gp, const struct tk_layer *layer,
                                   const struct tk_edition *edition, const struct tk_yaml *plan,
                                   struct tk_error *err)
{
    const struct tk_node *more = tk_qgis_more_styles(plan, layer->name);
    enum tk_status st = write_style(gp, layer, edition, style_name, NULL, err);
    for (size_t i = 0; more && !st && i < more->n; i++) {
        struct tk_qgis_style style;
        st = tk_qgis_more_style(plan, &more->items[i], &style, err);
        if (!st)
            st = write_style(gp, layer, edition, more->keys[i].text, &style, err);
    }
    return st;
}

enum tk_status tk_qgis_styles(struct tk_geopackage *gp, const struct tk_layers *layers,
                              const struct tk_edition *edition, struct tk_error *err)
{
    struct tk_yaml *plan;
    enum tk_status st = tk_qgis_plan(edition, &plan, err);
    if (!st)
        st = tk_geopackage_execute(gp, styles_table, err);
    if (!st)
        st = insert(gp,
                    "INSERT INTO gpkg_contents (table_name,data_type,identifier,description,"
                    "last_change,srs_id) VALUES ('layer_styles','attributes','layer_styles',"
                    "'',?,0)",
                    &edition->stamp, 1, err);
    for (size_t i = 0; !st && i < layers->n; i++)
        st = write_styles(gp, &layers->layers[i], edition, plan, err);
    tk_yaml_free(plan);
    return st;
}

enum tk_status tk_qgis_packed(const struct tk_buffer *xml, char **hex, struct tk_error *err)
{
    struct tk_buffer archive = {0};
    *hex = NULL;
    const struct tk_zip_entry file = {"lagesbild.qgs", tk_buffer_string(xml), xml->length};
    enum tk_status st = tk_zip_pack(&file, 1, &archive, err);
    if (!st) {
        *hex = CPLBinaryToHex((int)archive.length, (const GByte *)archive.data);
        if (!*hex)
            st = tk_fail_memory(err);
    }
    tk_buffer_free(&archive);
    return st;
}

/* The title without what QGIS does not find again when it asks for the project by a URL (3.22
 * asks for %2C where the name has a comma): letters, digits, spaces, '-', '.' and '_' are left.
 */
static void project_name(const char *title, struct tk_buffer *out)
{
    for (const char *c = title; *c; c++) {
        bool plain = (unsigned char)*c >= 0x80 || (*c >= '0' && *c <= '9') ||
                     (*c >= 'A' && *c <= 'Z') || (*c >= 'a' && *c <= 'z') || strchr("-._", *c);
        if (plain)
            tk_buffer_add(out, c, 1);
        else if (out->length && out->data[out->length - 1] != ' ')
            tk_buffer_text(out, " ");
    }
    while (out->length && out->data[out->length - 1] == ' ')
        out->data[--out->length] = '\0';
    if (!out->length)
        tk_buffer_text(out, "Lägesbild");
}

enum tk_status tk_qgis_project(struct tk_geopackage *gp, const struct tk_layers *layers,
                               const struct tk_edition *edition, const char *file_name,
                               struct tk_error *err)
{
    struct tk_buffer xml = {0}, about = {0}, name = {0};
    char *hex = NULL;
    project_name(edition->config->title, &name);
    tk_buffer_format(&about,
                     "{\"last_modified_time\": \"%.19s\", \"last_modified_user\": "
                     "\"trygghetskarta\"}",
                     edition->stamp);
    enum tk_status st = tk_qgis_project_xml(gp, layers, edition, file_name, &xml, err);
    if (!st)
        st = tk_buffer_check(&about, err);
    if (!st)
        st = tk_buffer_check(&name, err);
    if (!st)
        st = tk_qgis_packed(&xml, &hex, err);
    if (!st)
        st = tk_geopackage_execute(gp, projects_table, err);
    const char *texts[] = {tk_buffer_string(&name), tk_buffer_string(&about), hex};
    if (!st)
        st = insert(gp, "INSERT INTO qgis_projects VALUES (?,?,?)", texts, 3, err);
    CPLFree(hex);
    tk_buffer_free(&xml);
    tk_buffer_free(&about);
    tk_buffer_free(&name);
    return st;
}
