#include "trygghetskarta/config.h"

/* The sections, and what each is read into. */
#define NAME_top ""
#define NAME_edition "edition"
#define NAME_terms "terms"
#define NAME_deliver "deliver"
#define NAME_sources "sources"
#define NAME_fields "fields"
typedef struct tk_config top;
typedef struct tk_edition_config edition;
typedef struct tk_terms terms;
typedef struct tk_deliver_config deliver;
typedef struct tk_source_config sources;
typedef struct tk_field_source fields;

/* A key is called as the member it is read into. */
#define ROW(at, key, type, preset, help, lowest, highest, choices)                             \
    {                                                                                          \
        NAME_##at, #key, type, preset, help, offsetof(at, key), lowest, highest, choices       \
    }
#define PLAIN(at, key, type, preset, help) ROW(at, key, type, preset, help, 0, 0, NULL)
#define TEXT(at, key, preset, help) PLAIN(at, key, TK_OPTION_TEXT, preset, help)
#define PATH(at, key, preset, help) PLAIN(at, key, TK_OPTION_PATH, preset, help)
#define YES_NO(at, key, preset, help) PLAIN(at, key, TK_OPTION_YES_NO, preset, help)
#define LIST(at, key, preset, help) PLAIN(at, key, TK_OPTION_LIST, preset, help)
#define MAP(at, key, preset, help) PLAIN(at, key, TK_OPTION_MAP, preset, help)
#define NUMBER(at, key, preset, lowest, highest, help)                                         \
    ROW(at, key, TK_OPTION_NUMBER, preset, help, lowest, highest, NULL)
#define SHARE(at, key, preset, help) ROW(at, key, TK_OPTION_SHARE, preset, help, 0, 1, NULL)
#define WHOLE(at, key, preset, lowest, highest, help)                                          \
    ROW(at, key, TK_OPTION_WHOLE, preset, help, lowest, highest, NULL)
#define CHOICE(at, key, preset, choices, help)                                                 \
    ROW(at, key, TK_OPTION_CHOICE, preset, help, 0, 0, choices)
#define WORD(at, key, preset, choices, help)                                                   \
    ROW(at, key, TK_OPTION_WORD, preset, help, 0, 0, choices)
#define SIGN(at, key, preset, choices, help)                                                   \
    ROW(at, key, TK_OPTION_SIGN, preset, help, 0, 0, choices)

#define ROLES "districts|parents|notes|status|areas|walks|routes|places|land|table|figures"

static const struct tk_option options[] = {
    MAP(top, edition, NULL, "What is made, where it is published and by which rules."),
    LIST(top, sources, NULL, "The inputs, one entry each."),
    LIST(top, deliver, "", "Mounted shares that get a copy of each edition."),
    MAP(top, codes, "",
        "Code lists of your own that replace ours: the list's name and a file."),
    PATH(top, layers, "", "A directory to use in place of the program's own layers/."),

    TEXT(edition, title, NULL, "The edition's name, as planners read it."),
    TEXT(edition, abstract, "", "A sentence or two on what the edition is for."),
    PATH(edition, directory, "utgavor", "Where editions are published."),
    TEXT(edition, crs, NULL, "The edition's coordinate reference system, in metres."),
    LIST(edition, grids, "", "Grid files that changes between reference systems need."),
    TEXT(edition, as_of, "today",
         "The day overdue is counted from: today, or a date, which makes the run repeatable."),
    TEXT(edition, time_zone, "Europe/Stockholm", "What today and local time mean."),
    WHOLE(edition, keep, "14", 1, 100000, "How many editions are kept."),
    CHOICE(edition, audience, "internal", "internal|public",
           "Who may read the edition: public holds only columns that are marked public. Give a "
           "public edition a directory of its own."),
    CHOICE(edition, pointer, "exchange", "exchange|symlink",
           "How aktuell is moved to a new edition; symlink where the file system cannot "
           "exchange directories."),
    TEXT(edition, contact, "", "Whom to ask; stands on every layer."),
    TEXT(edition, licence, "",
         "On what terms the edition may be passed on; stands on every layer."),
    TEXT(edition, dnr, "", "The case number; stands on every layer."),
    TEXT(edition, notice, "",
         "A warning that stands first on every layer, such as Påhittade uppgifter."),
    MAP(edition, terms, "", "What the districts are called here."),
    TEXT(edition, focus, "fokus", "The kind of area that inne_ute compares with the rest."),
    NUMBER(edition, gap_tolerance_m, "5", 0, 1000,
           "A note in a gap between districts goes to one within this distance."),
    NUMBER(edition, slit_m, "0.5", 0, 100,
           "A gap between districts that is open to the outside is told where it is narrower "
           "than this."),
    NUMBER(edition, location_error_m, "10", 0, 10000,
           "How far off a position may be where the note does not say."),
    SHARE(edition, max_overlap, "0.001",
          "The share of a district, or of an area above them, that others may overlap; more "
          "is refused."),
    SHARE(edition, max_repair, "0.001",
          "The share of its area that a mended geometry may change by; more is refused."),
    SHARE(edition, max_change, "0.30",
          "The share that totals may move by since the last edition without --accept-change."),
    NUMBER(
        edition, alarm_hours, "26", 0.01, 100000,
        "So many hours after the last successful run `trygghetskarta status` gives the alarm."),
    NUMBER(edition, route_width_m, "30", 0, 1000,
           "A place within this distance of a route counts as walked."),
    NUMBER(edition, walked_least_m, "1000", 0.1, 1000000,
           "A district with so many metres of route is walked, whosever walks they are; with "
           "fewer no rate per kilometre is told."),
    WHOLE(edition, same_position, "50", 2, 1000000000,
          "So many notes on one position are remarked on."),
    NUMBER(edition, cluster_m, "50", 0.1, 10000,
           "Open notes within this distance of each other belong to one cluster."),
    WHOLE(edition, cluster_min, "3", 2, 1000000,
          "So many open notes, the note itself among them, make a cluster."),
    NUMBER(edition, matter_m, "15", 0.1, 1000,
           "Notes of one category within this distance of the first are one matter."),
    NUMBER(edition, recurring_m, "25", 0.1, 1000,
           "Notes of one category within this distance are at the same place, whenever they "
           "came."),
    WHOLE(edition, recurring_days, "365", 1, 3650,
          "A mended fault that is back within so many days did not hold."),
    NUMBER(edition, round_m, "150", 1, 10000,
           "What one visit of a crew covers: open notes within this distance of its first."),
    WHOLE(edition, round_most, "30", 1, 10000, "How many notes one visit covers at most."),

    TEXT(terms, district, "stadsdel", "One district."),
    TEXT(terms, district_plural, "stadsdelar", "Several districts."),
    TEXT(terms, parent, "stadsdelsområde", "One of the areas that districts belong to."),
    TEXT(terms, parent_plural, "stadsdelsområden", "Several of them."),

    PATH(deliver, directory, NULL, "The share, or a directory in it."),
    WHOLE(deliver, keep, "14", 1, 100000, "How many copies are kept there."),
    YES_NO(deliver, mounted, "yes",
           "Whether it has to be on another file system than the editions; no for a directory "
           "that is no share."),
    WHOLE(deliver, attempts, "5", 1, 1000,
          "How often it is tried in one run, where a client holds a file or the share fails."),
    NUMBER(deliver, wait_s, "30", 0, 3600, "How many seconds lie between the attempts."),

    TEXT(sources, name, NULL, "What the source is called in messages and in kallor."),
    TEXT(
        sources, title, "",
        "What planners read instead of the name, on pages and in kallor: what it is, whose, of "
        "which day and on what terms."),
    CHOICE(sources, role, NULL, ROLES, "What the source is used for."),
    PATH(sources, file, "", "The file that is read."),
    TEXT(sources, connection, "",
         "A PostgreSQL connection: service=NAME or dbname=NAME, never with a password."),
    TEXT(sources, url, "",
         "A WFS's address, never with a user, a password or a key; no message shows what "
         "follows its ?."),
    PATH(sources, secret, "",
         "A file with what a WFS wants to know its customers by, a line such as token=… each."),
    TEXT(sources, output_format, "application/json", "What a WFS calls GeoJSON."),
    NUMBER(sources, timeout_s, "60", 1, 86400,
           "How many seconds a WFS may take for an answer."),
    PATH(sources, certificates, "",
         "A file (PEM) with the certificates that are trusted for https."),
    TEXT(sources, proxy, "", "The proxy that a WFS is asked through."),
    WORD(sources, driver, NULL, "GPKG|ESRI Shapefile|GeoJSON|CSV|XLSX|ODS|PostgreSQL|WFS",
         "The format; it is never guessed."),
    TEXT(sources, layer, "",
         "The layer, sheet or table; may be left out where there is only one."),
    TEXT(sources, encoding, "",
         "The texts' encoding, such as ISO-8859-1, where it is not UTF-8 or the file's own "
         "word is wrong."),
    TEXT(sources, crs, "",
         "The coordinates' reference system, where the file does not say or is wrong."),
    TEXT(sources, x, "", "The column with the easting or longitude."),
    TEXT(sources, y, "", "The column with the northing or latitude."),
    TEXT(sources, wkt, "", "The column with the geometry as WKT."),
    TEXT(sources, separator, "",
         "What separates the cells of a CSV file; told by its first line if left out."),
    SIGN(sources, decimal, ".", ".|,", "The decimal sign of numbers written as text."),
    MAP(sources, only, "",
        "Columns and the values to keep; all other records are filtered out."),
    TEXT(sources, key, "", "The column that names a record; each role has its own preset."),
    TEXT(sources, label, "", "The column with the name to show; the key if left out."),
    TEXT(sources, parent, "", "The column with the name of the area a district belongs to."),
    PATH(sources, parents, "", "A CSV table of districts and the areas they belong to."),
    PATH(sources, aliases, "", "A CSV table of other spellings of the districts' names."),
    TEXT(sources, kind, "",
         "What areas (fokus, samband, plan) or figures (matning, brott, mal) they are, or a "
         "word "
         "of your own."),
    NUMBER(sources, buffer_m, "0", 0, 100000,
           "Half the width that lines are given to become areas."),
    TEXT(sources, value, "", "The column with the number of inhabitants."),
    YES_NO(sources, multipart, "no", "Whether features with one key are one district."),
    MAP(sources, fields, "", "Fields of the note's model and the columns they are read from."),
    MAP(sources, values, "", "Words of the source and the codes they stand for, by field."),
    LIST(sources, unknown_at, "",
         "Positions that mean unknown, as [x, y] pairs in the source's reference system."),
    SHARE(sources, max_refused, "0.05",
          "The share of its records that may be refused; more stops the run."),
    NUMBER(sources, max_vertices, "1000000", 1, 1e9,
           "How many vertices one geometry may have."),
    NUMBER(sources, max_rows, "10000000", 1, 1e9, "How many records the source may have."),
    NUMBER(sources, max_record_bytes, "10000000", 1, 1e9,
           "How long one record of a CSV file may be."),
    NUMBER(sources, max_unpacked_bytes, "200000000", 1, 1e12,
           "How much a sheet (XLSX, ODS) may unpack to."),

    TEXT(fields, column, "", "The column the field is read from."),
    {"fields", "template", TK_OPTION_TEXT, "",
     "A text with columns in braces, for a value spread over several; without braces the same "
     "for every record.",
     .offset = offsetof(struct tk_field_source, template_)},
    TEXT(fields, format, "",
         "How dates are written, in strptime's letters; YYYY-MM-DD if left out."),
};

const struct tk_option *tk_config_options(size_t *n)
{
    *n = sizeof options / sizeof options[0];
    return options;
}

const char *tk_option_type_name(enum tk_option_type type)
{
    static const char *const names[] = {
        [TK_OPTION_TEXT] = "text",
        [TK_OPTION_PATH] = "path",
        [TK_OPTION_NUMBER] = "number",
        [TK_OPTION_SHARE] = "number",
        [TK_OPTION_WHOLE] = "whole number",
        [TK_OPTION_YES_NO] = "yes/no",
        [TK_OPTION_CHOICE] = "choice",
        [TK_OPTION_WORD] = "choice",
        [TK_OPTION_SIGN] = "choice",
        [TK_OPTION_LIST] = "list",
        [TK_OPTION_MAP] = "map",
    };
    return names[type];
}

const char *tk_source_title(const struct tk_source_config *source)
{
    return source->title && *source->title ? source->title : source->name;
}

const char *tk_role_name(enum tk_role role)
{
    static const char *const names[TK_N_ROLES] = {
        [TK_DISTRICTS] = "districts", [TK_PARENTS] = "parents", [TK_NOTES] = "notes",
        [TK_STATUS_TABLE] = "status", [TK_AREAS] = "areas",     [TK_WALKS] = "walks",
        [TK_ROUTES] = "routes",       [TK_PLACES] = "places",   [TK_LAND] = "land",
        [TK_TABLE] = "table",         [TK_FIGURES] = "figures",
    };
    return names[role];
}
