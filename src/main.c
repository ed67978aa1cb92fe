#include "trygghetskarta/interrupt.h"
#include "trygghetskarta/lists.h"
#include "trygghetskarta/log.h"
#include "trygghetskarta/qgis.h"
#include "trygghetskarta/run.h"
#include "trygghetskarta/session.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "Usage: trygghetskarta build KARTA.yaml [-o FILE.gpkg] [--as-of DATE] [--layers DIR]\n"
    "                            [--accept-change] [--strict] [-q] [--json]\n"
    "       trygghetskarta check KARTA.yaml          read and judge the inputs, publish "
    "nothing\n"
    "       trygghetskarta status KARTA.yaml         when a run last went well; 1 if too long "
    "ago\n"
    "       trygghetskarta layers [KARTA.yaml]       what an edition holds\n"
    "       trygghetskarta template -o FILE.xlsx     an empty protocol to fill in\n"
    "       trygghetskarta lists EDITION.gpkg DIR    each body's work lists, as CSV and XLSX\n"
    "       trygghetskarta rename OLD.gpkg NEW.gpkg  a copy under another name, its project "
    "too\n"
    "       trygghetskarta --version | --help | --formats\n"
    "\n"
    "  -o, --output FILE.gpkg  one file instead of the directory of editions\n"
    "      --as-of DATE        the day that \"overdue\" is counted from, YYYY-MM-DD\n"
    "      --layers DIR        another layers/ than the program's own\n"
    "      --accept-change     publish although totals have moved more than max_change, an\n"
    "                          edition of a later day is published, or the title is another\n"
    "      --strict            warnings end in exit code 65\n"
    "      --threads N         how many may work at a time; the edition is the same\n"
    "  -q, --quiet             errors and warnings only\n"
    "      --json              one JSON object on standard output: the manifest, how things\n"
    "                          stand, or the error\n"
    "\n"
    "Exit codes: 0 done, 1 late (status only), 2 wrong call or configuration, 65 input\n"
    "refused, 66 input missing, 69 target not safe to replace, 70 our own fault, 73 target\n"
    "cannot be made, 74 writing failed, 75 another run holds the lock, 77 not permitted.\n";

static const char formats[] =
    "GPKG            GeoPackage\nESRI Shapefile  .shp with .dbf and .shx\nGeoJSON         "
    ".geojson\n"
    "CSV             x and y columns, or WKT\nXLSX            Excel sheet\n"
    "ODS             OpenDocument sheet\nPostgreSQL      PostGIS table\nWFS             a "
    "layer of a web feature service, as GeoJSON\n";

enum long_only {
    AS_OF = 256,
    LAYERS,
    ACCEPT_CHANGE,
    STRICT,
    THREADS,
    JSON,
    VERSION,
    HELP,
    FORMATS
};

static const struct option options[] = {{"output", required_argument, NULL, 'o'},
                                        {"as-of", required_argument, NULL, AS_OF},
                                        {"layers", required_argument, NULL, LAYERS},
                                        {"accept-change", no_argument, NULL, ACCEPT_CHANGE},
                                        {"strict", no_argument, NULL, STRICT},
                                        {"threads", required_argument, NULL, THREADS},
                                        {"quiet", no_argument, NULL, 'q'},
                                        {"json", no_argument, NULL, JSON},
                                        {"version", no_argument, NULL, VERSION},
                                        {"help", no_argument, NULL, HELP},
                                        {"formats", no_argument, NULL, FORMATS},
                                        {NULL, 0, NULL, 0}};

/* What was asked for besides a run: the text to print, or NULL. */
struct call {
    struct tk_request request;
    bool quiet;
    const char *print;
    bool version;
};

static bool read_threads(const char *text, size_t *out)
{
    *out = strlen(text) < 3 && strspn(text, "0123456789") == strlen(text)
               ? strtoul(text, NULL, 10)
               : 0;
    return *out >= 1 && *out <= 64;
}

/* The option that is none. Of letters in one word (-zq) getopt tells which; it is not past the
 * word yet. */
static const char *no_option(char **argv, char letter[3])
{
    bool is_letter = optopt > ' ' && optopt <= '~' && optopt != 'q'; /* --quiet=x */
    if (!is_letter)
        return argv[optind - 1];
    snprintf(letter, 3, "-%c", optopt);
    return letter;
}

/* An empty value, as of a shell's variable that is not set, is none: a trial run meant for a
 * file of its own would else be published. */
static bool is_empty(int option, const char *value)
{
    return option == ':' || (option != '?' && value && !*value);
}

static enum tk_status read_options(int argc, char **argv, struct call *call,
                                   struct tk_error *err)
{
    int option;
    char letter[3];
    opterr = 0;
    while ((option = getopt_long(argc, argv, ":o:q", options, NULL)) != -1) {
        if (is_empty(option, optarg))
            return tk_fail(err, TK_USAGE, "%s: wants a value; see --help",
                           *argv[optind - 1] ? argv[optind - 1] : argv[optind - 2]);
        switch (option) {
        case 'o':
            call->request.output = optarg;
            break;
        case 'q':
            call->quiet = true;
            break;
        case AS_OF:
            call->request.as_of = optarg;
            break;
        case LAYERS:
            call->request.layers = optarg;
            break;
        case ACCEPT_CHANGE:
            call->request.accept_change = true;
            break;
        case STRICT:
            call->request.strict = true;
            break;
        case THREADS:
            if (!read_threads(optarg, &call->request.threads))
                return tk_fail(err, TK_USAGE, "--threads: '%s' is no number from 1 to 64",
                               optarg);
            break;
        case JSON:
            call->request.json = true;
            break;
        case VERSION:
            call->version = true;
            break;
        case HELP:
            call->print = usage;
            break;
        case FORMATS:
            call->print = formats;
            break;
        default:
            return tk_fail(err, TK_USAGE, "%s: no such option; see --help",
                           no_option(argv, letter));
        }
    }
    return TK_OK;
}

static enum tk_status run_command(struct call *call, int n, char **words, struct tk_log *log,
                                  struct tk_error *err)
{
    struct tk_request *r = &call->request;
    for (int i = 0; i < n; i++)
        if (!*words[i])
            return tk_fail(err, TK_USAGE,
                           "the name of a file or directory is empty (a variable that is not "
                           "set?); see --help");
    if (n == 3 && strcmp(words[0], "rename") == 0)
        return tk_qgis_rename(words[1], words[2], err);
    if (n == 3 && strcmp(words[0], "lists") == 0)
        return tk_lists_write(words[1], words[2], call->quiet ? NULL : stdout, err);
    if (n == 2 && strcmp(words[0], "build") == 0)
        r->command = TK_BUILD;
    else if (n == 2 && strcmp(words[0], "check") == 0)
        r->command = TK_CHECK_INPUTS;
    else if (n == 2 && strcmp(words[0], "status") == 0)
        r->command = TK_STATUS;
    else if (n == 1 && strcmp(words[0], "template") == 0)
        r->command = TK_TEMPLATE;
    else if ((n == 1 || n == 2) && strcmp(words[0], "layers") == 0)
        r->command = TK_LIST_LAYERS;
    else
        return tk_fail(
            err, TK_USAGE,
            "build, check, status, layers, template, lists or rename, and what to work on; "
            "see --help");
    r->configuration = n == 2 ? words[1] : NULL;
    return tk_run(r, log, stdout, err);
}

int main(int argc, char **argv)
{
    struct tk_error err = {TK_OK, ""};
    struct tk_log log;
    struct call call = {0};
    signal(SIGXFSZ,
           SIG_IGN); /* a limit on file size is a full disk: writing fails, and is told */
    tk_interrupt_catch();
    enum tk_status st = tk_session_surroundings(&err);
    if (!st)
        st = read_options(argc, argv, &call, &err);
    tk_log_open(&log, stderr, call.quiet || call.request.json);
    if (!st && call.version) {
        char versions[512];
        tk_session_versions(versions, sizeof versions);
        printf("%s\n", versions);
    } else if (!st && call.print) {
        fputs(call.print, stdout);
    } else if (!st) {
        st = run_command(&call, argc - optind, argv + optind, &log, &err);
    }
    if (!st && fflush(stdout) != 0)
        st = tk_fail(&err, TK_IO, "standard output cannot be written");
    if (st)
        tk_log_error(&log, &err);
    if (st == TK_INTERRUPTED)
        tk_interrupt_end();
    return (int)st;
}
