#include "geopackage_parts.h"

#include "trygghetskarta/database.h"
#include "trygghetskarta/memory.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#define UNNUMBERED_SRS 100000 /* srs_id of a CRS that no organisation has numbered */

/* The tables of OGC 12-128r18 that we use, and GDAL's table of row counts. */
static const char core_tables[] =
    "CREATE TABLE gpkg_spatial_ref_sys ("
    " srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,"
    " organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL,"
    " definition TEXT NOT NULL, description TEXT);"
    "CREATE TABLE gpkg_contents ("
    " table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,"
    " description TEXT DEFAULT '', last_change DATETIME NOT NULL"
    " DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),"
    " min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,"
    " CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id)"
    " REFERENCES gpkg_spatial_ref_sys(srs_id));"
    "CREATE TABLE gpkg_geometry_columns ("
    " table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,"
    " srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,"
    " CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),"
    " CONSTRAINT uk_gc_table_name UNIQUE (table_name),"
    " CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),"
    " CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));"
    "CREATE TABLE gpkg_extensions ("
    " table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,"
    " definition TEXT NOT NULL, scope TEXT NOT NULL,"
    " CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));"
    "CREATE TABLE gpkg_ogr_contents ("
    " table_name TEXT NOT NULL PRIMARY KEY, feature_count INTEGER DEFAULT NULL);"
    "INSERT INTO gpkg_spatial_ref_sys VALUES"
    " ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', NULL),"
    " ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL),"
    " ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\","
    "SPHEROID[\"WGS 84\",6378137,298.257223563,AUTHORITY[\"EPSG\",\"7030\"]],"
    "AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],"
    "UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],"
    "AXIS[\"Latitude\",NORTH],AXIS[\"Longitude\",EAST],AUTHORITY[\"EPSG\",\"4326\"]]', NULL);";

enum tk_status tk_geopackage_fail(struct tk_geopackage *gp, const char *what,
                                  struct tk_error *err)
{
    bool constraint = (sqlite3_errcode(gp->db) & 0xFF) == SQLITE_CONSTRAINT;
    return tk_database_fail(gp->db, TK_INTERNAL, err, "%s: %s%s", gp->path, what,
                            constraint ? ": law 6 is broken" : "");
}

enum tk_status tk_geopackage_execute(struct tk_geopackage *gp, const char *sql,
                                     struct tk_error *err)
{
    int rc = sqlite3_exec(gp->db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? TK_OK : tk_geopackage_fail(gp, "SQL", err);
}

enum tk_status tk_geopackage_run(struct tk_geopackage *gp, const char *what,
                                 struct tk_error *err, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *sql = sqlite3_vmprintf(format, args);
    va_end(args);
    if (!sql)
        return tk_fail_memory(err);
    int rc = sqlite3_exec(gp->db, sql, NULL, NULL, NULL);
    sqlite3_free(sql);
    return rc == SQLITE_OK ? TK_OK : tk_geopackage_fail(gp, what, err);
}

/* The file is made by us and not by SQLite, so that it is surely new and nobody else's to read.
 */
static enum tk_status make_file(const char *path, struct tk_error *err)
{
    int fd = open(path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
    if (fd >= 0) {
        close(fd);
        return TK_OK;
    }
    enum tk_status st = errno == EACCES || errno == EPERM ? TK_NOT_PERMITTED
                        : errno == ENOSPC || errno == EIO ? TK_IO
                                                          : TK_CANNOT_CREATE;
    return tk_fail(err, st, "%s: cannot be made: %s", path, strerror(errno));
}

/* Nobody else sees the file before it is whole: no journal, no fsync (publish does that), no
 * locks to take again and again. */
static enum tk_status begin(struct tk_geopackage *gp, const struct tk_crs_info *crs,
                            struct tk_error *err)
{
    int rc =
        sqlite3_open_v2(gp->path, &gp->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_EXRESCODE, NULL);
    if (rc != SQLITE_OK)
        return gp->db ? tk_geopackage_fail(gp, "open", err) : tk_fail_memory(err);
    sqlite3_db_config(gp->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
    tk_database_heed_interrupt(gp->db);
    enum tk_status st = tk_geopackage_execute(gp,
                                              "PRAGMA page_size = 4096;"
                                              "PRAGMA encoding = 'UTF-8';"
                                              "PRAGMA locking_mode = EXCLUSIVE;"
                                              "PRAGMA journal_mode = OFF;"
                                              "PRAGMA synchronous = OFF;"
                                              "PRAGMA cache_size = -2048;"
                                              "PRAGMA foreign_keys = OFF;"
                                              "PRAGMA application_id = 0x47504B47;"
                                              "PRAGMA user_version = 10300;"
                                              "BEGIN;",
                                              err);
    if (!st)
        st = tk_geopackage_execute(gp, core_tables, err);
    gp->srs_id = crs->code > 0 ? crs->code : UNNUMBERED_SRS;
    if (!st)
        st = tk_geopackage_run(
            gp, crs->name, err,
            "INSERT INTO gpkg_spatial_ref_sys VALUES (%Q, %d, %Q, %d, %Q, NULL)"
            " ON CONFLICT DO NOTHING",
            crs->name, gp->srs_id, crs->code > 0 ? crs->organisation : "NONE", gp->srs_id,
            crs->wkt1);
    return st;
}

enum tk_status tk_geopackage_create(const char *path, const struct tk_crs_info *crs,
                                    const char *stamp, struct tk_geopackage **out,
                                    struct tk_error *err)
{
    *out = NULL;
    enum tk_status st = make_file(path, err);
    if (st)
        return st;
    struct tk_geopackage *gp = tk_alloc(1, sizeof *gp);
    if (!gp) {
        unlink(path);
        return tk_fail_memory(err);
    }
    gp->path = tk_strdup(path);
    gp->stamp = tk_strdup(stamp);
    st = gp->path && gp->stamp ? begin(gp, crs, err) : tk_fail_memory(err);
    if (st) {
        unlink(path);
        tk_geopackage_free(gp);
    } else
        *out = gp;
    return st;
}

static void free_table(struct tk_made_table *t)
{
    for (size_t i = 0; t->columns && i < t->n_columns; i++)
        tk_free(t->columns[i]);
    tk_free(t->columns);
    tk_free(t->name);
    tk_free(t->key_sql);
    tk_envelopes_free(&t->envelopes);
}

void tk_geopackage_free(struct tk_geopackage *gp)
{
    if (!gp)
        return;
    sqlite3_close_v2(gp->db);
    if (!gp->finished && gp->path)
        unlink(gp->path);
    for (size_t i = 0; i < gp->n_tables; i++)
        free_table(&gp->tables[i]);
    tk_free(gp->tables);
    tk_free(gp->path);
    tk_free(gp->stamp);
    tk_free(gp);
}

sqlite3 *tk_geopackage_db(struct tk_geopackage *gp)
{
    return gp->db;
}

int tk_geopackage_srs_id(const struct tk_geopackage *gp)
{
    return gp->srs_id;
}

static const char *sql_type(enum tk_type type)
{
    switch (type) {
    case TK_INTEGER:
        return "INTEGER";
    case TK_REAL:
        return "REAL";
    case TK_DATE:
    case TK_DEADLINE:
        return "DATE";
    case TK_BOOLEAN:
        return "BOOLEAN";
    case TK_TEXT:
    case TK_TIME:
    case TK_SOURCE:
    case TK_CODE:
        break;
    }
    return "TEXT";
}

static bool is_key(const struct tk_table_plan *plan, size_t column)
{
    for (size_t i = 0; i < plan->n_key; i++)
        if (plan->key[i] == column)
            return true;
    return false;
}

static enum tk_status create_table(struct tk_geopackage *gp, const struct tk_table_plan *plan,
                                   struct tk_error *err)
{
    struct tk_buffer sql = {0};
    tk_buffer_text(&sql, "CREATE TABLE ");
    tk_buffer_identifier(&sql, plan->name);
    tk_buffer_text(&sql, " (fid INTEGER PRIMARY KEY NOT NULL");
    if (plan->geometry[0])
        tk_buffer_format(&sql, ", geom %s", plan->geometry);
    for (size_t i = 0; i < plan->n_columns; i++) {
        tk_buffer_text(&sql, ", ");
        tk_buffer_identifier(&sql, plan->columns[i]->name);
        tk_buffer_format(&sql, " %s%s", sql_type(plan->columns[i]->type),
                         is_key(plan, i) ? " NOT NULL" : "");
    }
    tk_buffer_text(&sql, ")");
    enum tk_status st = tk_buffer_check(&sql, err);
    if (!st)
        st = tk_geopackage_run(gp, plan->name, err, "%s", tk_buffer_string(&sql));
    tk_buffer_free(&sql);
    return st;
}

static enum tk_status register_table(struct tk_geopackage *gp, const struct tk_table_plan *plan,
                                     struct tk_error *err)
{
    bool has_geometry = plan->geometry[0] != '\0';
    enum tk_status st = tk_geopackage_run(
        gp, plan->name, err,
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description,"
        " last_change, srs_id) VALUES (%Q, %Q, %Q, %Q, %Q, %d)",
        plan->name, has_geometry ? "features" : "attributes", plan->title, plan->abstract,
        gp->stamp, has_geometry ? gp->srs_id : 0);
    if (!st && has_geometry)
        st = tk_geopackage_run(
            gp, plan->name, err,
            "INSERT INTO gpkg_geometry_columns VALUES (%Q, 'geom', %Q, %d, 0, 0)", plan->name,
            plan->geometry, gp->srs_id);
    return st;
}

/* What has to be known of a table when its rows come and when it is finished. */
static enum tk_status keep_table(struct tk_geopackage *gp, const struct tk_table_plan *plan,
                                 struct tk_error *err)
{
    enum tk_status st =
        tk_grow(&gp->tables, &gp->capacity, gp->n_tables + 1, sizeof *gp->tables, err);
    if (st)
        return st;
    struct tk_made_table *t = &gp->tables[gp->n_tables++];
    *t = (struct tk_made_table){.name = tk_strdup(plan->name),
                                .columns = tk_alloc(plan->n_columns, sizeof *t->columns),
                                .has_geometry = plan->geometry[0] != '\0'};
    t->envelopes.points = strcmp(plan->geometry, "POINT") == 0;
    if (!t->name || !t->columns)
        return tk_fail_memory(err);
    for (size_t i = 0; i < plan->n_columns; i++, t->n_columns++)
        if (!(t->columns[i] = tk_strdup(plan->columns[i]->name)))
            return tk_fail_memory(err);
    struct tk_buffer key = {0};
    for (size_t i = 0; i < plan->n_key; i++) {
        tk_buffer_text(&key, i ? ", " : "");
        tk_buffer_identifier(&key, plan->columns[plan->key[i]]->name);
    }
    if (plan->n_key && !(t->key_sql = tk_buffer_take(&key)))
        return tk_fail_memory(err);
    return TK_OK;
}

enum tk_status tk_geopackage_add_table(struct tk_geopackage *gp,
                                       const struct tk_table_plan *plan, struct tk_error *err)
{
    enum tk_status st = create_table(gp, plan, err);
    if (!st)
        st = register_table(gp, plan, err);
    if (!st)
        st = keep_table(gp, plan, err);
    return st;
}

enum tk_status tk_geopackage_find(struct tk_geopackage *gp, const char *name,
                                  struct tk_made_table **out, struct tk_error *err)
{
    *out = NULL;
    for (size_t i = 0; i < gp->n_tables; i++)
        if (strcmp(gp->tables[i].name, name) == 0)
            *out = &gp->tables[i];
    return *out ? TK_OK
                : tk_fail(err, TK_INTERNAL, "%s: no table '%s' was made", gp->path, name);
}
