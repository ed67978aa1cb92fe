/* session: the libraries' handles, opened once and handed down; there are no globals.
 *
 * Before any library wakes, tk_session_surroundings() rebuilds the environment from an
 * allow-list, so that nobody who starts the program can steer GDAL or PROJ by it.
 */
#ifndef TRYGGHETSKARTA_SESSION_H
#define TRYGGHETSKARTA_SESSION_H

#include "trygghetskarta/log.h"
#include "trygghetskarta/status.h"

#include <geos_c.h>
#include <proj.h>

struct tk_session {
    GEOSContextHandle_t geos;
    PJ_CONTEXT *proj;
    struct tk_log *log;   /* borrowed */
    char said[512];       /* the last thing GEOS or PROJ complained of; "" if nothing */
    char gdal_said[512];  /* … and GDAL, which may be used by another thread than those two */
    char gdal_first[512]; /* the first since whoever wants to know emptied it: what comes after
                             is mostly its consequence */
    unsigned long failures; /* how many errors GDAL has told since the session was opened */
};

/* Clears the environment but for PATH, TZ, PGSERVICEFILE, PGPASSFILE, PGSYSCONFDIR, PGSSL*,
 * SOURCE_DATE_EPOCH, NO_COLOR and JOURNAL_STREAM; sets HOME, PROJ_NETWORK=OFF,
 * GDAL_DRIVER_PATH=disable, LC_ALL=C.UTF-8 and umask 027. Called first of all, by main and by
 * the tests' own mains. */
TK_CHECK enum tk_status tk_session_surroundings(struct tk_error *err);

/* Opens GEOS and PROJ contexts and takes over GDAL's error handler; no driver is registered. */
TK_CHECK enum tk_status tk_session_open(struct tk_session *session, struct tk_log *log,
                                        struct tk_error *err);

/* Closes everything in reverse order. A session that is all zero is fine. */
void tk_session_close(struct tk_session *session);

/* Registers one GDAL driver by its GDAL name ("GPKG", "ESRI Shapefile", "GeoJSON", "CSV",
 * "XLSX", "ODS", "PostgreSQL"); again is fine. TK_USAGE for any other name. */
TK_CHECK enum tk_status tk_session_driver(struct tk_session *session, const char *name,
                                          struct tk_error *err);

/* The whole process's time zone, by its tzdata name ("Europe/Stockholm"); what tk_date_* mean
 * by local time. TK_USAGE if there is no such zone. */
TK_CHECK enum tk_status tk_session_time_zone(const char *name, struct tk_error *err);

/* Lets PROJ find grid files in the directories of these paths, besides its own data. */
TK_CHECK enum tk_status tk_session_grids(struct tk_session *session, const char *const *grids,
                                         size_t n, struct tk_error *err);

/* The directory of PROJ's own database and installed grids; "" where PROJ looks by itself. */
const char *tk_session_proj_files(void);

/* Versions of the program and of its libraries, as "GDAL 3.6.2, GEOS 3.11.1, …" in `out`. */
void tk_session_versions(char *out, size_t size);

#endif
