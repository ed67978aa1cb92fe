#include "functions_parts.h"

#include "trygghetskarta/blob.h"
#include "trygghetskarta/crs.h"
#include "trygghetskarta/database.h"

#include <math.h>
#include <string.h>

/* Positions in WGS 84, for whom a crew's telephone shows the way. The change is opened at the
 * first position that is asked for. */
struct position {
    struct tk_session *session;
    struct tk_crs *crs;
    double x, y, lon, lat; /* the last one: both words are asked of the same point */
    int users;
};

static void drop(void *data)
{
    struct position *p = data;
    if (--p->users > 0)
        return;
    tk_crs_close(p->session, p->crs);
    sqlite3_free(p);
}

/* The edition's CRS as the file itself tells it. */
static enum tk_status open_crs(struct position *p, sqlite3 *db, struct tk_error *err)
{
    sqlite3_stmt *row = NULL;
    enum tk_status st = TK_OK;
    const char *sql = "SELECT iif(organization = 'EPSG', 'EPSG:' || organization_coordsys_id,"
                      " definition) FROM gpkg_spatial_ref_sys JOIN gpkg_geometry_columns"
                      " USING (srs_id) LIMIT 1";
    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) != SQLITE_OK ||
        sqlite3_step(row) != SQLITE_ROW)
        st = tk_database_fail(db, TK_INTERNAL, err, "the edition's CRS");
    else
        st = tk_crs_open(p->session, (const char *)sqlite3_column_text(row, 0), "EPSG:4326",
                         NULL, &p->crs, err);
    sqlite3_finalize(row);
    return st;
}

static void degrees(sqlite3_context *context, struct position *p, sqlite3_value *geometry,
                    bool want_lon)
{
    struct tk_error err = {TK_OK, ""};
    double x, y;
    const void *blob = sqlite3_value_blob(geometry);
    if (!tk_geopackage_point(blob, (size_t)sqlite3_value_bytes(geometry), &x, &y))
        return;
    if (!p->crs && open_crs(p, sqlite3_context_db_handle(context), &err)) {
        if (tk_out_of_memory(&err))
            sqlite3_result_error_nomem(context);
        else
            sqlite3_result_error(context, err.message, -1);
        return;
    }
    if (x != p->x || y != p->y) {
        p->x = p->lon = x;
        p->y = p->lat = y;
        tk_crs_points(p->crs, &p->lon, &p->lat, 1);
    }
    if (isfinite(p->lon) && isfinite(p->lat))
        tk_functions_give(context, want_lon ? p->lon : p->lat);
}

static void lon(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    degrees(context, sqlite3_user_data(context), values[0], true);
}

static void lat(sqlite3_context *context, int n, sqlite3_value **values)
{
    (void)n;
    degrees(context, sqlite3_user_data(context), values[0], false);
}

int tk_functions_install_position(sqlite3 *db, struct tk_session *session)
{
    struct position *p = sqlite3_malloc(sizeof *p);
    if (!p)
        return SQLITE_NOMEM;
    *p = (struct position){.session = session, .x = NAN, .y = NAN, .users = 2};
    const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    int rc = sqlite3_create_function_v2(db, "lon", 1, flags, p, lon, NULL, NULL, drop);
    if (rc != SQLITE_OK) {
        sqlite3_free(p); /* the failing call has dropped one of two */
        return rc;
    }
    return sqlite3_create_function_v2(db, "lat", 1, flags, p, lat, NULL, NULL, drop);
}
