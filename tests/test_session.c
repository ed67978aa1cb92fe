#include "support/support.h"

#include "trygghetskarta/memory.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <gdal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* What changes the whole process is tried in a child. Its own finding is its exit code. */
static int in_child(int (*work)(void))
{
    int status;
    fflush(NULL);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0)
        _exit(work());
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool is(const char *name, const char *value)
{
    const char *found = getenv(name);
    return found && value ? strcmp(found, value) == 0 : found == value;
}

static int rebuild_environment(void)
{
    struct tk_error err = {0};
    setenv("PATH", "/usr/bin", 1);
    setenv("PGSSLMODE", "verify-full", 1);
    setenv("PGPASSWORD", "hemligt", 1);
    setenv("OGR_SQLITE_LOAD_EXTENSIONS", "/tmp/evil.so", 1);
    setenv("PROJ_NETWORK", "ON", 1);
    setenv("HOME", "/tmp", 1);
    setenv("PATHOLOGY", "x", 1);
    if (tk_session_surroundings(&err) != TK_OK)
        return 1;
    if (!is("PATH", "/usr/bin") || !is("PGSSLMODE", "verify-full"))
        return 2;
    if (!is("PGPASSWORD", NULL) || !is("OGR_SQLITE_LOAD_EXTENSIONS", NULL) ||
        !is("PATHOLOGY", NULL))
        return 3;
    if (!is("PROJ_NETWORK", "OFF") || !is("HOME", "/nonexistent") || !is("LC_ALL", "C.UTF-8") ||
        !is("GDAL_DRIVER_PATH", "disable"))
        return 4;
    return umask(0) == 027 ? 0 : 5;
}

static void the_environment_is_rebuilt(void **state)
{
    (void)state;
    assert_int_equal(in_child(rebuild_environment), 0);
}

static char home[256];

static int steer_by_gdalrc(void)
{
    struct tk_error err = {0};
    struct tk_session session;
    setenv("HOME", home, 1);
    if (tk_session_open(&session, NULL, &err) || tk_session_driver(&session, "CSV", &err))
        return 1;
    bool steered = CPLGetConfigOption("TK_STEERED", NULL) != NULL;
    tk_session_close(&session);
    return steered ? 2 : 0;
}

static int naive_gdalrc(void)
{
    setenv("HOME", home, 1);
    GDALGetDriverCount();
    return CPLGetConfigOption("TK_STEERED", NULL) ? 2 : 0;
}

static void a_gdalrc_steers_nothing(void **state)
{
    (void)state;
    char directory[300];
    support_directory(home, sizeof home);
    snprintf(directory, sizeof directory, "%s/.gdal", home);
    assert_int_equal(mkdir(directory, 0700), 0);
    support_write(home, ".gdal/gdalrc", "[configoptions]\nTK_STEERED=YES\n");
    int naive = in_child(naive_gdalrc), ours = in_child(steer_by_gdalrc);
    support_remove(home);
    assert_int_equal(naive, 2); /* the danger is real */
    assert_int_equal(ours, 0);
}

static void drivers_come_one_by_one(void **state)
{
    (void)state;
    static const char *const names[] = {"GPKG", "ESRI Shapefile", "GeoJSON", "CSV", "XLSX",
                                        "ODS",  "PostgreSQL"};
    struct tk_error err = {0};
    struct tk_session session;
    assert_ok(tk_session_open(&session, NULL, &err), &err);
    assert_int_equal(GDALGetDriverCount(), 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_ok(tk_session_driver(&session, names[i], &err), &err);
        assert_ok(tk_session_driver(&session, names[i], &err), &err);
        assert_int_equal(GDALGetDriverCount(), i + 1);
    }
    assert_int_equal(tk_session_driver(&session, "VRT", &err), TK_USAGE);
    assert_contains(err.message, "'VRT' is none of GPKG");
    assert_int_equal(GDALGetDriverCount(), sizeof names / sizeof *names);
    tk_session_close(&session);
}

static void failures_are_counted_and_quoted_as_text(void **state)
{
    (void)state;
    struct tk_error err = {0};
    struct tk_session session;
    assert_ok(tk_session_open(&session, NULL, &err), &err);
    CPLError(CE_Warning, CPLE_AppDefined, "only a warning");
    assert_int_equal(session.failures, 0);
    assert_string_equal(session.gdal_said, "");
    CPLError(CE_Failure, CPLE_AppDefined, "f\xe4lt \xc3\xa4r\nslut\n");
    assert_int_equal(session.failures, 1);
    assert_string_equal(session.gdal_said, "f?lt \xc3\xa4r slut");

    char
        text[1200]; /* two bytes a letter, one letter before: the cut must not halve a letter */
    memset(text, 0, sizeof text);
    strcat(text, "x");
    for (int i = 0; i < 500; i++)
        strcat(text, "\xc3\xa5");
    CPLError(CE_Failure, CPLE_AppDefined, "%s", text);
    assert_int_equal(session.failures, 2);
    assert_string_equal(session.gdal_first, "f?lt \xc3\xa4r slut");
    assert_int_equal(strlen(session.gdal_said), 511);
    assert_int_equal((unsigned char)session.gdal_said[510], 0xa5);

    tk_session_close(&session);
    assert_null(session.geos);
    tk_session_close(&session);
}

static int two_zones(void)
{
    struct tk_error err = {0};
    struct tm local;
    time_t noon = 1771502400; /* 2026-02-19T12:00:00Z */
    if (tk_session_time_zone("Europe/Stockholm", &err))
        return 1;
    localtime_r(&noon, &local);
    if (local.tm_hour != 13)
        return 2;
    if (tk_session_time_zone("UTC", &err))
        return 3;
    localtime_r(&noon, &local);
    return local.tm_hour == 12 ? 0 : 4;
}

static void the_time_zone_is_a_name_of_tzdata(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "", "Europe/Stockhlm", "Europe", "/usr/share/zoneinfo/UTC", "../zoneinfo/UTC", ":UTC"};
    assert_int_equal(in_child(two_zones), 0);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct tk_error err = {0};
        assert_int_equal(tk_session_time_zone(wrong[i], &err), TK_USAGE);
        assert_contains(err.message, "Europe/Stockholm");
    }
}

static void versions_name_every_library(void **state)
{
    (void)state;
    char text[256];
    tk_session_versions(text, sizeof text);
    assert_contains(text, "trygghetskarta " TK_VERSION ", GDAL 3.");
    assert_contains(text, "GEOS 3.");
    assert_contains(text, "PROJ 9.");
    assert_contains(text, "SQLite 3.");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_environment_is_rebuilt),
        cmocka_unit_test(a_gdalrc_steers_nothing),
        cmocka_unit_test(drivers_come_one_by_one),
        cmocka_unit_test(failures_are_counted_and_quoted_as_text),
        cmocka_unit_test(the_time_zone_is_a_name_of_tzdata),
        cmocka_unit_test(versions_name_every_library),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
