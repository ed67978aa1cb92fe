#include "trygghetskarta/session.h"

#include "trygghetskarta/interrupt.h"
#include "trygghetskarta/memory.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <errno.h>
#include <gdal.h>
#include <ogr_srs_api.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <unistr.h>

#define ZONES "/usr/share/zoneinfo"
#define PROJ_FILES "/usr/share/proj"

/* GDAL declares these for C++ only, though they have C linkage. Weak, because a GDAL that was
 * built with a driver as a plugin lacks its function: that driver is then not there for us. */
#define REGISTERS(driver) extern void driver(void) __attribute__((weak))
REGISTERS(RegisterOGRGeoPackage);
REGISTERS(RegisterOGRShape);
REGISTERS(RegisterOGRGeoJSON);
REGISTERS(RegisterOGRCSV);
REGISTERS(RegisterOGRXLSX);
REGISTERS(RegisterOGRODS);
REGISTERS(RegisterOGRPG);

static const struct {
    const char *name;
    void (*enlist)(void);
} drivers[] = {
    {"GPKG", RegisterOGRGeoPackage}, {"ESRI Shapefile", RegisterOGRShape},
    {"GeoJSON", RegisterOGRGeoJSON}, {"CSV", RegisterOGRCSV},
    {"XLSX", RegisterOGRXLSX},       {"ODS", RegisterOGRODS},
    {"PostgreSQL", RegisterOGRPG},
};

static const char *const kept[] = {
    "PATH=",  "TZ=",       "PGSERVICEFILE=",     "PGPASSFILE=",     "PGSYSCONFDIR=",
    "PGSSL*", "NO_COLOR=", "SOURCE_DATE_EPOCH=", "JOURNAL_STREAM=",
};

/* HOME is never left unset: PROJ would then look for its files in /tmp/proj first, where
 * anybody can lay them. */
static const char *const set[][2] = {
    {"HOME", "/nonexistent"},
    {"LC_ALL", "C.UTF-8"},
    {"PROJ_NETWORK", "OFF"},
    {"GDAL_DRIVER_PATH", "disable"},
};

/* Read by GDAL when its first driver is registered or later, so told before. A gdalrc file
 * could name a directory of plugins or an SQLite extension, whose code would then run. */
static const char *const options[][2] = {
    {"GDAL_DRIVER_PATH", "disable"},    {"GDAL_CONFIG_FILE", ""},
    {"OGR_SQLITE_LOAD_EXTENSIONS", ""}, {"OGR_SQLITE_PRAGMA", "trusted_schema=OFF"},
    {"GDAL_VRT_ENABLE_PYTHON", "NO"},   {"CPL_VSIL_CURL_ALLOWED_EXTENSIONS", "{none}"},
    {"SHAPE_RESTORE_SHX", "NO"}, /* it would write into the input */
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

const char *tk_session_proj_files(void)
{
    return access(PROJ_FILES "/proj.db", R_OK) == 0 ? PROJ_FILES : "";
}

static bool is_kept(const char *variable)
{
    for (size_t i = 0; i < COUNT(kept); i++) {
        size_t n = strlen(kept[i]);
        bool prefix = kept[i][n - 1] == '*';
        if (strncmp(variable, kept[i], prefix ? n - 1 : n) == 0)
            return true;
    }
    return false;
}

/* The entries to keep, each copied: clearenv() may free what environ points to. */
static enum tk_status copy_kept(char ***out, size_t *n_out, struct tk_error *err)
{
    size_t capacity = 0;
    enum tk_status st = TK_OK;
    for (char **e = environ; !st && e && *e; e++) {
        if (!is_kept(*e))
            continue;
        st = tk_grow(out, &capacity, *n_out + 1, sizeof **out, err);
        if (!st && !((*out)[*n_out] = tk_strdup(*e)))
            st = tk_fail_memory(err);
        if (!st)
            ++*n_out;
    }
    return st;
}

static enum tk_status put(const char *name, const char *value, struct tk_error *err)
{
    return setenv(name, value, 1) == 0 ? TK_OK : tk_fail_memory(err);
}

static enum tk_status put_entry(char *entry, struct tk_error *err)
{
    char *value = strchr(entry, '=');
    if (!value)
        return TK_OK;
    *value++ = '\0';
    return put(entry, value, err);
}

enum tk_status tk_session_surroundings(struct tk_error *err)
{
    umask(027);
    char **entries = NULL;
    size_t n = 0;
    enum tk_status st = copy_kept(&entries, &n, err);
    if (!st && clearenv() != 0)
        st = tk_fail(err, TK_INTERNAL, "the environment cannot be cleared");
    for (size_t i = 0; !st && i < n; i++)
        st = put_entry(entries[i], err);
    for (size_t i = 0; !st && i < COUNT(set); i++)
        st = put(set[i][0], set[i][1], err);
    if (!st && *tk_session_proj_files())
        st = put("PROJ_DATA", tk_session_proj_files(), err);
    for (size_t i = 0; i < n; i++)
        tk_free(entries[i]);
    tk_free(entries);
    return st;
}

/* The libraries quote what they read, which may be neither UTF-8 nor printable. */
static void keep_said(char said[512], const char *text)
{
    size_t n = strlen(text), at = 0, used = 0;
    while (at < n) {
        ucs4_t c;
        int length = u8_mbtoucr(&c, (const uint8_t *)text + at, n - at);
        const char *part = text + at;
        if (length < 1 || c < 0x20 || (c >= 0x7f && c < 0xa0)) {
            part = length < 1 ? "?" : " ";
            at += length < 1 ? 1 : (size_t)length;
            length = 1;
        } else {
            at += (size_t)length;
        }
        if (used + (size_t)length >= 512)
            break;
        memcpy(said + used, part, (size_t)length);
        used += (size_t)length;
    }
    while (used && said[used - 1] == ' ')
        used--;
    said[used] = '\0';
}

static void CPL_STDCALL gdal_says(CPLErr level, CPLErrorNum number, const char *text)
{
    (void)number;
    struct tk_session *session = CPLGetErrorHandlerUserData();
    if (!session || level < CE_Failure)
        return;
    session->failures++;
    keep_said(session->gdal_said, text);
    if (!*session->gdal_first)
        keep_said(session->gdal_first, text);
}

static void geos_says(const char *text, void *session)
{
    keep_said(((struct tk_session *)session)->said, text);
}

static void geos_notes(const char *text, void *session)
{
    (void)text, (void)session;
}

/* GEOS asks this before it looks whether it shall stop. */
static void heed_interrupt(void)
{
    if (tk_interrupt_caught())
        GEOS_interruptRequest();
}

static void proj_says(void *session, int level, const char *text)
{
    if (level == PJ_LOG_ERROR)
        keep_said(((struct tk_session *)session)->said, text);
}

enum tk_status tk_session_open(struct tk_session *session, struct tk_log *log,
                               struct tk_error *err)
{
    *session = (struct tk_session){.log = log};
    for (size_t i = 0; i < COUNT(options); i++)
        CPLSetConfigOption(options[i][0], options[i][1]);
    CPLSetErrorHandlerEx(gdal_says, session);
    OSRSetPROJEnableNetwork(0);

    session->geos = GEOS_init_r();
    session->proj = proj_context_create();
    if (!session->geos || !session->proj) {
        tk_session_close(session);
        return tk_fail_memory(err);
    }
    (void)GEOS_interruptRegisterCallback(heed_interrupt);
    GEOSContext_setErrorMessageHandler_r(session->geos, geos_says, session);
    GEOSContext_setNoticeMessageHandler_r(session->geos, geos_notes, session);
    proj_log_func(session->proj, session, proj_says);
    proj_context_set_enable_network(session->proj, 0);
    return TK_OK;
}

void tk_session_close(struct tk_session *session)
{
    if (session->proj)
        proj_context_destroy(session->proj);
    if (session->geos)
        GEOS_finish_r(session->geos);
    CPLSetErrorHandlerEx(CPLDefaultErrorHandler, NULL);
    *session = (struct tk_session){0};
}

enum tk_status tk_session_driver(struct tk_session *session, const char *name,
                                 struct tk_error *err)
{
    (void)session; /* a driver is registered under its options and its error handler */
    for (size_t i = 0; i < COUNT(drivers); i++) {
        if (strcmp(drivers[i].name, name) != 0)
            continue;
        if (drivers[i].enlist)
            drivers[i].enlist();
        if (GDALGetDriverByName(name))
            return TK_OK;
        return tk_fail(err, TK_USAGE,
                       "driver '%s': the GDAL of this machine was built without it", name);
    }
    return tk_fail(err, TK_USAGE,
                   "driver '%s' is none of GPKG, ESRI Shapefile, GeoJSON, CSV, XLSX, ODS, "
                   "PostgreSQL",
                   name);
}

enum tk_status tk_session_time_zone(const char *name, struct tk_error *err)
{
    char path[256];
    struct stat found;
    int n = snprintf(path, sizeof path, ZONES "/%s", name);
    bool named = !strstr(name, "..") && n >= 0 && (size_t)n < sizeof path;
    bool there = named && stat(path, &found) == 0;
    if (named && !there && errno != ENOENT && errno != ENOTDIR)
        return tk_fail(err, TK_IO, "%s: %s", path, strerror(errno));
    if (!there || !S_ISREG(found.st_mode))
        return tk_fail(
            err, TK_USAGE,
            "time zone '%s' is not known here (one is 'Europe/Stockholm'; they are the "
            "files under " ZONES ")",
            name);
    enum tk_status st = put("TZ", name, err);
    tzset();
    return st;
}

enum tk_status tk_session_grids(struct tk_session *session, const char *const *grids, size_t n,
                                struct tk_error *err)
{
    enum tk_status st = TK_OK;
    size_t n_paths = 0;
    char **paths = tk_alloc(n + 1, sizeof *paths);
    if (!paths)
        return tk_fail_memory(err);
    for (size_t i = 0; !st && i < n; i++) {
        const char *slash = strrchr(grids[i], '/');
        if (access(grids[i], R_OK) != 0)
            st = tk_fail(err, TK_NO_INPUT, "%s: no such grid file can be read", grids[i]);
        else if (!(paths[n_paths++] = slash ? tk_strndup(grids[i], (size_t)(slash - grids[i]))
                                            : tk_strdup(".")))
            st = tk_fail_memory(err);
    }
    if (!st && n) {
        const char **searched = tk_alloc(n + 1, sizeof *searched);
        for (size_t i = 0; searched && i < n; i++)
            searched[i] = paths[i];
        if (searched)
            searched[n] = PROJ_FILES;
        else
            st = tk_fail_memory(err);
        if (!st)
            proj_context_set_search_paths(session->proj, (int)n + 1, searched);
        tk_free(searched);
    }
    for (size_t i = 0; i < n_paths; i++)
        tk_free(paths[i]);
    tk_free(paths);
    return st;
}

void tk_session_versions(char *out, size_t size)
{
    snprintf(out, size, "trygghetskarta %s, GDAL %s, GEOS %s, PROJ %s, SQLite %s", TK_VERSION,
             GDALVersionInfo("RELEASE_NAME"), GEOSversion(), proj_info().version,
             sqlite3_libversion());
}
