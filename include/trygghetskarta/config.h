/* config: what is asked for, read from a YAML file by one table of options.
 *
 * The table (tk_config_options) is the single place where a key is declared: its type, preset,
 * limits and place in the structs below. Reading, the message for an unknown key and
 * docs/configuration.md are held to it. An unknown key, a wrong type, a missing value or two
 * that contradict each other is TK_USAGE with file:line:column. Relative paths are resolved
 * against the directory of the file they stand in.
 */
#ifndef TRYGGHETSKARTA_CONFIG_H
#define TRYGGHETSKARTA_CONFIG_H

#include "trygghetskarta/dictionary.h"
#include "trygghetskarta/status.h"
#include "trygghetskarta/wording.h"

#include <stdbool.h>
#include <stddef.h>

enum tk_role {
    TK_DISTRICTS,
    TK_PARENTS, /* polygons of the areas that districts belong to (stadsdelsområden) */
    TK_NOTES,
    TK_STATUS_TABLE, /* what planners have recorded of notes since, by punkt_id */
    TK_AREAS,
    TK_WALKS,
    TK_ROUTES,
    TK_PLACES,
    TK_LAND,
    TK_TABLE,   /* a table by district: inhabitants */
    TK_FIGURES, /* figures that others have added up, or that are aimed at: survey, crime, goals
                 */
    TK_N_ROLES
};

enum tk_audience { TK_INTERNAL_AUDIENCE, TK_PUBLIC_AUDIENCE };
enum tk_pointer { TK_POINTER_EXCHANGE, TK_POINTER_SYMLINK };

/* where something stands in the configuration */
struct tk_mark {
    int line, column;
};

/* column -> allowed values; a record whose column holds none of them is filtered out */
struct tk_only {
    char *column;
    char **values;
    size_t n_values;
};

/* field of the model <- column or template of the source */
struct tk_field_source {
    char *field;
    char *column;    /* "" if a template is given */
    char *format;    /* strptime's, for dates; "" if none */
    char *template_; /* "{YEAR}-{MONTH}-{DAY}"; "" if a column is given. A template without
                        braces is the same text for every record */
    struct tk_mark at;
};

/* words of a source -> code of a list, for one field */
struct tk_value_map {
    char *field;
    char **from, **to;
    struct tk_mark *to_at; /* [n] */
    size_t n;
    struct tk_mark at;
};

struct tk_xy {
    double x, y;
};

struct tk_source_config {
    int line;              /* where it begins in the configuration */
    struct tk_mark crs_at; /* its `crs`; line 0 if it has none */
    char *name;
    char *title; /* "" = the name; tk_source_title */
    enum tk_role role;
    char *file;          /* resolved path; "" for a connection */
    char *connection;    /* PostgreSQL: "service=…" or "dbname=…", never with a password */
    char *url;           /* WFS: the service's address, never with a password; "" if none */
    char *secret;        /* WFS: resolved; file of words that its query gets; "" if none */
    char *output_format; /* WFS: what GeoJSON is called there */
    double timeout_s;    /* WFS: for an answer */
    char *certificates;  /* WFS: resolved; file of those that are trusted; "" = the system's */
    char *proxy;         /* WFS: "" = none */
    char *driver;        /* GDAL's name, or WFS */
    char *layer;         /* "" = the only one */
    char *encoding;      /* "" = the driver's */
    char *crs;           /* "" = the file's own */
    char *x, *y, *wkt;   /* columns that hold the position or geometry; "" if none */
    char *separator;     /* "" = told by the first line */
    char decimal;        /* '.' or ',' */
    struct tk_only *only;
    size_t n_only;
    char *key;     /* column that names a record; "" = the role's default */
    char *label;   /* areas, walks: column with the name to show; "" = the key */
    char *parent;  /* districts: column with the parent's name; "" if none */
    char *parents; /* districts: membership table; "" if none */
    char *aliases; /* name variants; "" if none */
    char *kind; /* areas, figures: what they are (fokus, samband, plan, matning, brott …) */
    double buffer_m; /* areas given as lines: half the width; 0 if none */
    char *value;     /* table: column with the number */
    bool multipart;  /* features with one key are one district */
    struct tk_field_source *fields;
    size_t n_fields;
    struct tk_value_map *values;
    size_t n_values;
    struct tk_xy *unknown_at; /* positions, in the source's CRS, that mean "unknown" */
    size_t n_unknown_at;
    double max_refused;  /* share of the records */
    double max_vertices; /* of one geometry */
    double max_rows;
    double max_record_bytes;   /* of one record of a CSV file */
    double max_unpacked_bytes; /* of a sheet (XLSX, ODS), which is a zip */
};

struct tk_edition_config {
    char *title;
    char *abstract;
    char *directory; /* resolved; where editions are published */
    char **grids;    /* resolved; grid files for PROJ */
    size_t n_grids;
    char *crs;
    struct tk_mark crs_at, time_zone_at, as_of_at; /* line 0 where the key is not given */
    char *as_of; /* "today", "YYYY-MM-DD" or "YYYY-MM-DDTHH:MM" */
    char *time_zone;
    int keep;
    enum tk_audience audience;
    enum tk_pointer pointer;
    char *contact, *licence, *dnr,
        *notice; /* notice: printed on every layer ("Påhittade uppgifter") */
    struct tk_terms terms;
    char *focus; /* the kind of area that inne_ute compares with the rest */
    double gap_tolerance_m, slit_m, location_error_m, max_overlap, max_repair, max_change;
    double alarm_hours;    /* so long after the last successful run `status` gives the alarm */
    double route_width_m;  /* within this of a route a place counts as walked */
    double walked_least_m; /* so much route is a district walked, and bears a rate per km */
    int same_position;     /* that many notes on one position are told */
    double cluster_m;      /* clusters of open notes: neighbours within this distance */
    int cluster_min;       /* … and this many at least */
    double matter_m;       /* notes of a category within this of the first are one matter */
    double recurring_m;    /* … are at the same place, whenever they were made */
    int recurring_days;    /* a mended fault that is back within so many days did not hold */
    double round_m;        /* what one visit covers, from its first note */
    int round_most;        /* … and this many notes at most */
};

struct tk_deliver_config { /* a share that gets a copy of each edition */
    char *directory;       /* resolved */
    int keep;
    bool mounted; /* it has to be on another file system than the editions */
    int attempts;
    double wait_s; /* between them */
};

struct tk_config {
    char *path;
    char *layers; /* resolved directory; "" = the program's own */
    struct tk_edition_config edition;
    struct tk_source_config *sources;
    size_t n_sources;
    struct tk_deliver_config *deliver;
    size_t n_deliver;
    struct tk_codes_file *codes; /* code lists that replace ours */
    size_t n_codes;
    void **blocks; /* all memory of the texts and arrays above */
    size_t n_blocks, room_blocks;
};

enum tk_option_type {
    TK_OPTION_TEXT,
    TK_OPTION_PATH,
    TK_OPTION_NUMBER,
    TK_OPTION_SHARE, /* a number from 0 to 1, which people write as per cent by mistake */
    TK_OPTION_WHOLE,
    TK_OPTION_YES_NO,
    TK_OPTION_CHOICE, /* one of the words in `choices`, kept as its position (an enum) */
    TK_OPTION_WORD,   /* the same, kept as text */
    TK_OPTION_SIGN,   /* the same, kept as one char */
    TK_OPTION_LIST,
    TK_OPTION_MAP /* lists and maps have a reader each, found by their key */
};

/* One key of the configuration. */
struct tk_option {
    const char *section; /* "" for the top, "edition", "terms", "deliver", "sources" */
    const char *key;
    enum tk_option_type type;
    const char *preset; /* as it would be written; "" if none, NULL if the key is required */
    const char *help;   /* one English sentence */
    size_t offset;      /* of the value in the section's struct */
    double lowest, highest; /* of numbers */
    const char *choices;    /* "internal|public"; NULL unless a word of a few */
};

/* All options, in the order of docs/configuration.md. */
const struct tk_option *tk_config_options(size_t *n);
const char *tk_option_type_name(enum tk_option_type type); /* "text", "yes/no" … */

/* Reads a configuration. TK_NO_INPUT if there is no such file. *out is freed by the caller. */
TK_CHECK enum tk_status tk_config_read(const char *path, struct tk_config **out,
                                       struct tk_error *err);
void tk_config_free(struct tk_config *config);

/* Holds the fields and codes that sources name to the dictionary. TK_USAGE with
 * file:line:column. */
TK_CHECK enum tk_status tk_config_check(const struct tk_config *config,
                                        const struct tk_dictionary *dictionary,
                                        struct tk_error *err);

const char *tk_role_name(enum tk_role role);

/* What planners read for a source: its title, or its name where it has none. */
const char *tk_source_title(const struct tk_source_config *source);

#endif
