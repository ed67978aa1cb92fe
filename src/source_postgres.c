#include "source_private.h"

#include "trygghetskarta/memory.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <ctype.h>
#include <string.h>

/* What a connection may tell; passwords belong in a pgpass file, the rest would steer GDAL. */
static const char *const allowed[] = {"service", "dbname",      "host",           "hostaddr",
                                      "port",    "user",        "sslmode",        "sslcert",
                                      "sslkey",  "sslrootcert", "connect_timeout"};

/* Read-only, and nobody waits all night for a lock. */
static const char session_options[] =
    " application_name=trygghetskarta"
    " options='-c default_transaction_read_only=on -c lock_timeout=60000'";

static bool is_allowed(const char *key, size_t n)
{
    for (size_t i = 0; i < sizeof allowed / sizeof *allowed; i++)
        if (strlen(allowed[i]) == n && strncmp(allowed[i], key, n) == 0)
            return true;
    return false;
}

/* The connection is words KEY=VALUE with plain values; nothing of it is ever shown, since a
 * password may stand in it by mistake. */
static enum tk_status check_connection(const struct tk_source *source, struct tk_error *err)
{
    const char *name = source->config->name;
    const char *at = source->config->connection;
    at += strspn(at, " ");
    if (!*at)
        return tk_fail(err, TK_USAGE,
                       "%s: the driver PostgreSQL needs a connection: \"service=…\" or "
                       "\"dbname=…\"",
                       name);
    while (*at) {
        size_t key = strcspn(at, "= "), value = 0;
        if (strncmp(at, "password", 8) == 0 || strncmp(at, "passfile", 8) == 0)
            return tk_fail(err, TK_USAGE,
                           "%s: the connection holds a password; keep it in the file that "
                           "PGPASSFILE names",
                           name);
        if (at[key] == '=')
            value = strcspn(at + key + 1, " ");
        const char *end = at + key + 1 + value;
        if (at[key] != '=' || !is_allowed(at, key) || strcspn(at + key + 1, "='\"\\:") < value)
            return tk_fail(err, TK_USAGE,
                           "%s: the connection must be words like service=… dbname=… host=… "
                           "port=… user=… sslmode=…, without quotes",
                           name);
        at = end + strspn(end, " ");
    }
    return TK_OK;
}

/* The layer as SQL knows it: "schema"."table". */
static void quoted_layer(struct tk_buffer *out, const char *layer)
{
    const char *dot = strchr(layer, '.');
    char *schema = dot ? tk_strndup(layer, (size_t)(dot - layer)) : NULL;
    out->failed |= dot && !schema;
    if (schema) {
        tk_buffer_identifier(out, schema);
        tk_buffer_text(out, ".");
    }
    tk_buffer_identifier(out, dot ? dot + 1 : layer);
    tk_free(schema);
}

/* The kind of relation, as pg_class has it: r is a table, p one of parts; 0: there is none. */
static char relation_kind(struct tk_source *source)
{
    struct tk_buffer name = {0}, sql = {0};
    quoted_layer(&name, source->config->layer);
    tk_buffer_text(&sql, "SELECT relkind::text FROM pg_class WHERE oid = to_regclass(");
    tk_buffer_literal(&sql, tk_buffer_string(&name));
    tk_buffer_text(&sql, ")");
    char kind = 0;
    OGRLayerH answer =
        sql.failed || name.failed
            ? NULL
            : GDALDatasetExecuteSQL(source->dataset, tk_buffer_string(&sql), NULL, NULL);
    OGRFeatureH row = answer ? OGR_L_GetNextFeature(answer) : NULL;
    if (row)
        kind = *OGR_F_GetFieldAsString(row, 0);
    OGR_F_Destroy(row);
    if (answer)
        GDALDatasetReleaseResultSet(source->dataset, answer);
    tk_buffer_free(&name);
    tk_buffer_free(&sql);
    return kind;
}

static enum tk_status open_dataset(struct tk_source *source, struct tk_error *err)
{
    static const char *const drivers[] = {"PostgreSQL", NULL};
    struct tk_buffer name = {0};
    tk_buffer_format(&name, "PG:%s%s", source->config->connection, session_options);
    enum tk_status st = tk_buffer_check(&name, err);
    char **options = CSLSetNameValue(NULL, "TABLES", source->config->layer);
    options = CSLSetNameValue(options, "LIST_ALL_TABLES", "NO");
    if (!st)
        source->dataset = GDALOpenEx(tk_buffer_string(&name), GDAL_OF_VECTOR | GDAL_OF_READONLY,
                                     drivers, (const char *const *)options, NULL);
    CSLDestroy(options);
    tk_buffer_free(&name);
    if (!st && !source->dataset)
        st = tk_fail(err, TK_NO_INPUT,
                     "%s: the database cannot be reached with the connection told: %s",
                     source->config->name, source->session->gdal_said);
    return st;
}

enum tk_status tk_postgres_open(struct tk_source *source, struct tk_error *err)
{
    const char *layer = source->config->layer;
    enum tk_status st = check_connection(source, err);
    if (!st && !*layer)
        st = tk_fail(err, TK_USAGE, "%s: name the table under `layer`: schema.table",
                     source->config->name);
    if (!st)
        st = open_dataset(source, err);
    if (st)
        return st;
    char kind = relation_kind(source);
    if (!kind)
        return tk_fail(err, TK_INPUT, "%s: the database has no table '%s' that may be read",
                       source->config->name, layer);
    if (kind != 'r' && kind != 'p')
        return tk_fail(err, TK_INPUT, "%s: '%s' is no table; views are not read",
                       source->config->name, layer);
    source->ogr = GDALDatasetGetLayerByName(source->dataset, layer);
    source->layer = tk_strdup(layer);
    if (!source->layer)
        return tk_fail_memory(err);
    return source->ogr ? TK_OK
                       : tk_fail(err, TK_INPUT, "%s: the table '%s' cannot be read: %s",
                                 source->config->name, layer, source->session->gdal_said);
}
