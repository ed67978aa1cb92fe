#include "generate.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/log.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const char usage[] =
    "Usage: trygghetskarta-generate districts --facts FILE.csv -o DIR [--crs CRS]\n"
    "       trygghetskarta-generate notes --districts FILE [--driver D] [--layer L] [--key "
    "COL]\n"
    "                 [--encoding E] [--crs CRS] [--seed N] [--as-of DATE] [--areas]\n"
    "                 [--count N | --plain N [--format CSV|GPKG] [--anywhere] "
    "[--degrees]] -o DIR\n"
    "       trygghetskarta-generate grid --count N [--vertices N] [--plans N] [--seed N] -o "
    "DIR\n"
    "\n"
    "districts  a schematic city of hexagons from a table of names, centres and areas, and "
    "from\n"
    "           fokus.csv, samband.csv, planer.csv and vatten.csv where they lie beside it\n"
    "notes      invented walks, routes, places and notes on any layer of districts, with the\n"
    "           dirt of real ones; or --plain: clean notes only, as many as you like,\n"
    "           --anywhere in the layer's bounds, and in --degrees of WGS 84\n"
    "grid       districts, and plans askew over them, as cells with wiggled borders, for\n"
    "           benchmarks: stadsdelar.gpkg and omraden.gpkg in EPSG:3011\n"
    "\n"
    "  --driver D    GDAL's name: GeoJSON (default), GPKG, ESRI Shapefile\n"
    "  --key COL     column with the districts' names (default: stadsdel, namn, name …)\n"
    "  --crs CRS     what to write into GeoJSON files where the layer does not say\n"
    "  --areas       strategic links and plans too (samband.geojson, planer.geojson)\n"
    "The same arguments give the same bytes. Everything is invented, and says so.\n";

struct options {
    struct tk_city_options city;
    struct tk_survey_options survey;
    struct tk_grid_options grid;
};

/* A whole number above 0, at most 1e9. */
static enum tk_status read_count(const char *name, const char *text, size_t *out,
                                 struct tk_error *err)
{
    char *end;
    errno = 0;
    unsigned long value = strtoul(text, &end, 10);
    if (errno || *end || end == text || text[0] == '-' || value == 0 || value > 1000000000)
        return tk_fail(err, TK_USAGE, "--%s '%s' is no whole number above 0", name, text);
    *out = value;
    return TK_OK;
}

static enum tk_status read_day(const char *text, int32_t *out, struct tk_error *err)
{
    struct tk_date date;
    const char *fault;
    if (!tk_date_parse(text, NULL, &date, &fault) || date.precision != TK_DAY)
        return tk_fail(err, TK_USAGE, "--as-of '%s' is no date (2026-11-15)", text);
    *out = date.day;
    return TK_OK;
}

static enum tk_status take(struct options *o, const char *name, const char *value,
                           struct tk_error *err)
{
    const struct {
        const char *name;
        const char **to;
    } texts[] = {{"facts", &o->city.facts},
                 {"output", &o->city.output},
                 {"crs", &o->city.crs},
                 {"districts", &o->survey.ground.file},
                 {"driver", &o->survey.ground.driver},
                 {"layer", &o->survey.ground.layer},
                 {"key", &o->survey.ground.key},
                 {"encoding", &o->survey.ground.encoding}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(name, texts[i].name) == 0)
            *texts[i].to = value;
    size_t seed;
    enum tk_status st = TK_OK;
    if (strcmp(name, "seed") == 0) {
        st = read_count(name, value, &seed, err);
        o->survey.seed = st ? 0 : seed;
    } else if (strcmp(name, "count") == 0 || strcmp(name, "plain") == 0) {
        o->survey.plain = name[0] == 'p';
        st = read_count(name, value, &o->survey.count, err);
    } else if (strcmp(name, "as-of") == 0) {
        st = read_day(value, &o->survey.as_of, err);
    } else if (strcmp(name, "areas") == 0) {
        o->survey.areas = true;
    } else if (strcmp(name, "anywhere") == 0) {
        o->survey.anywhere = true;
    } else if (strcmp(name, "degrees") == 0) {
        o->survey.degrees = true;
    } else if (strcmp(name, "vertices") == 0) {
        st = read_count(name, value, &o->grid.vertices, err);
    } else if (strcmp(name, "plans") == 0) {
        st = read_count(name, value, &o->grid.n_plans, err);
    } else if (strcmp(name, "format") == 0) {
        o->survey.gpkg = strcmp(value, "GPKG") == 0;
        if (!o->survey.gpkg && strcmp(value, "CSV") != 0)
            st = tk_fail(err, TK_USAGE, "--format is CSV or GPKG, not '%s'", value);
    }
    return st;
}

static enum tk_status read_options(int argc, char **argv, struct options *o,
                                   struct tk_error *err)
{
    static const struct option options[] = {{"facts", required_argument, NULL, 1},
                                            {"output", required_argument, NULL, 'o'},
                                            {"crs", required_argument, NULL, 1},
                                            {"districts", required_argument, NULL, 1},
                                            {"driver", required_argument, NULL, 1},
                                            {"layer", required_argument, NULL, 1},
                                            {"key", required_argument, NULL, 1},
                                            {"encoding", required_argument, NULL, 1},
                                            {"seed", required_argument, NULL, 1},
                                            {"count", required_argument, NULL, 1},
                                            {"plain", required_argument, NULL, 1},
                                            {"format", required_argument, NULL, 1},
                                            {"as-of", required_argument, NULL, 1},
                                            {"areas", no_argument, NULL, 1},
                                            {"anywhere", no_argument, NULL, 1},
                                            {"degrees", no_argument, NULL, 1},
                                            {"vertices", required_argument, NULL, 1},
                                            {"plans", required_argument, NULL, 1},
                                            {0}};
    int c, at = 0;
    enum tk_status st = TK_OK;
    while (!st && (c = getopt_long(argc, argv, "o:", options, &at)) != -1) {
        if (c == '?')
            return tk_fail(err, TK_USAGE, "see trygghetskarta-generate --help");
        st = take(o, c == 'o' ? "output" : options[at].name, optarg ? optarg : "", err);
    }
    if (!st && optind < argc)
        st = tk_fail(err, TK_USAGE, "'%s' is too much; see --help", argv[optind]);
    if (!st && !o->city.output[0])
        st = tk_fail(err, TK_USAGE, "-o DIR is missing: where shall the files go?");
    return st;
}

static enum tk_status run(const char *command, struct options *o, struct tk_session *session,
                          struct tk_error *err)
{
    bool notes = strcmp(command, "notes") == 0, grid = strcmp(command, "grid") == 0;
    if (!notes && !grid && strcmp(command, "districts") != 0)
        return tk_fail(err, TK_USAGE, "'%s' is no command; see --help", command);
    const char *input = notes ? o->survey.ground.file : o->city.facts;
    if (!grid && !input[0])
        return tk_fail(err, TK_USAGE, "%s is missing", notes ? "--districts" : "--facts");
    if (mkdir(o->city.output, 0777) != 0 && errno != EEXIST)
        return tk_fail(err, TK_CANNOT_CREATE, "%s: %s", o->city.output, strerror(errno));
    o->survey.output = o->city.output;
    o->survey.ground.crs = o->city.crs;
    o->grid.output = o->city.output;
    o->grid.seed = o->survey.seed;
    o->grid.n_districts = o->survey.count;
    if (grid)
        return tk_grid_generate(session, &o->grid, err);
    return notes ? tk_survey_generate(session, &o->survey, err)
                 : tk_city_generate(&o->city, err);
}

int main(int argc, char **argv)
{
    struct tk_error err = {TK_OK, ""};
    struct tk_log log;
    struct tk_session session = {0};
    struct options o = {
        {"", "", ""},
        {.ground = {"", "GeoJSON", "", "", "", ""}, .output = "", .seed = 1, .count = 2000},
        {.vertices = 100}};
    if (argc < 2 || strcmp(argv[1], "--help") == 0) {
        fputs(usage, argc < 2 ? stderr : stdout);
        return argc < 2 ? TK_USAGE : TK_OK;
    }
    enum tk_status st = tk_session_surroundings(&err);
    tk_log_open(&log, stderr, false);
    if (!st)
        st = read_day("2026-11-15", &o.survey.as_of, &err);
    if (!st)
        st = read_options(argc - 1, argv + 1, &o, &err);
    if (!st)
        st = tk_session_open(&session, &log, &err);
    if (!st)
        st = run(argv[1], &o, &session, &err);
    tk_session_close(&session);
    if (st)
        fprintf(stderr, "trygghetskarta-generate: %s\n", err.message);
    return (int)st;
}
