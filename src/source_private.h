/* What the files of the room source share. Nobody else includes it. */
#ifndef TRYGGHETSKARTA_SOURCE_PRIVATE_H
#define TRYGGHETSKARTA_SOURCE_PRIVATE_H

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/source.h"

#include <gdal.h>
#include <ogr_api.h>

/* ---- memory of a batch: taken piece by piece, given back all at once ---- */
struct tk_arena_mark {
    void *block;
    size_t used;
};

struct tk_arena *tk_arena_new(void); /* NULL if there is no memory */
void tk_arena_free(struct tk_arena *arena);
void tk_arena_clear(struct tk_arena *arena);
void *tk_arena_take(struct tk_arena *arena, size_t n); /* not zeroed, aligned for any type */
char *tk_arena_text(struct tk_arena *arena, const char *text, size_t n);
struct tk_arena_mark tk_arena_here(const struct tk_arena *arena);
void tk_arena_back(struct tk_arena *arena, struct tk_arena_mark mark);

/* ---- one record on its way into a batch ---- */
struct tk_record {
    struct tk_arena *arena; /* where its texts and bytes are laid */
    int64_t number;
    const char **values; /* [n_columns], NULL at first */
    const unsigned char *wkb;
    size_t wkb_size;
    const char *fault, *fault_value;
    const char *mended; /* as of a batch */
};

/* ---- a driver, and what is known of it ---- */
struct tk_driver {
    const char *name;
    bool is_file;
    bool blank_rows;    /* rows without any value are no records */
    bool number_is_fid; /* else the records are counted from 1 */
    bool is_sheet;      /* a column has one type, and its first row is its names */
    bool point_is_dot;  /* numbers in x and y may have a decimal point whatever is configured */
    bool empty_is_nan;  /* an empty point is how GDAL shows NaN */
    const char *const *options; /* of GDALOpenEx() */
    /* What is looked at before GDAL sees the file; may be NULL. */
    enum tk_status (*check)(struct tk_source *source, struct tk_error *err);
};

struct tk_csv;
struct tk_json;
struct tk_gpkg;
struct tk_recoder;

struct tk_source {
    struct tk_session *session;
    const struct tk_source_config *config;
    const struct tk_driver *driver;
    const char *shown; /* the source's name in messages: its file, or its name */
    char *path;        /* real, absolute; NULL for a connection */
    char *layer;
    char *crs;
    bool overruled;
    struct tk_source_file *files;
    size_t n_files;

    char **columns;
    size_t n_columns;
    size_t x, y, wkt; /* columns, or (size_t)-1 */
    size_t *only;     /* [config->n_only]: columns */
    bool **only_seen; /* [config->n_only]: which of its values have been met */

    struct tk_csv *csv; /* CSV; else the rest */
    GDALDatasetH dataset;
    OGRLayerH ogr;
    OGRFeatureH feature; /* the current record */
    bool names_only;     /* a sheet that holds its first row and nothing else */
    char said[512];      /* what GDAL said in reading this source and is not judged; "" */
    bool has_geometry;
    double arc_error; /* allowed, in units of the layer's CRS */
    struct tk_json *json;
    struct tk_gpkg *gpkg;
    struct tk_recoder *recoder; /* NULL: bytes stay as they are */

    struct tk_source_told told;
    int64_t expected; /* records by the file's own word, -1 if it has none */
    int64_t read, filtered, position;
    int64_t faulty;  /* records whose geometry could not be read */
    int64_t heights; /* … whose geometry had Z or M */
    bool ended;
};

#define TK_NOWHERE ((size_t)-1)

/* ---- source_path.c ---- */

/* Checks config->file against the path rules, sets source->path, and hashes the files. */
enum tk_status tk_source_take_path(struct tk_source *source, struct tk_error *err);
/* Reads at most n bytes at an offset; *got tells how many there were. */
enum tk_status tk_source_peek(const char *path, long long offset, void *out, size_t n,
                              size_t *got, struct tk_error *err);

/* ---- source_check.c: what a driver's file must be before GDAL sees it ---- */
enum tk_status tk_check_text(struct tk_source *source, struct tk_error *err);
enum tk_status tk_check_geojson(struct tk_source *source, struct tk_error *err);
enum tk_status tk_check_shapefile(struct tk_source *source, struct tk_error *err);
enum tk_status tk_check_sheet(struct tk_source *source, struct tk_error *err);

/* ---- source_gpkg.c: the GeoPackage as SQLite sees it ---- */
enum tk_status tk_check_gpkg(struct tk_source *source, struct tk_error *err);
void tk_gpkg_close(struct tk_gpkg *gpkg);
/* What stands in a column of a row, as SQLite shows it as text; NULL if nothing does. Borrowed
 * until the next call. */
const char *tk_gpkg_text(struct tk_gpkg *gpkg, int64_t fid, const char *column);
bool tk_gpkg_has_value(struct tk_gpkg *gpkg, int64_t fid, const char *column);
/* Whether a text of a row holds a NUL, at which GDAL cuts it in silence. */
bool tk_gpkg_has_nul(struct tk_gpkg *gpkg, int64_t fid);

/* ---- source_postgres.c ---- */
enum tk_status tk_postgres_open(struct tk_source *source, struct tk_error *err);

/* ---- source_csv.c ---- */
enum tk_status tk_csv_open(struct tk_source *source, struct tk_error *err);
void tk_csv_close(struct tk_csv *csv);
/* How much of the file has been read, 0 to 1. */
double tk_csv_share(const struct tk_source *source);
/* The next record; *more is false at the end. */
enum tk_status tk_csv_next(struct tk_source *source, struct tk_record *record, bool *more,
                           struct tk_error *err);

/* ---- source_json.c: a GeoJSON file as plain JSON, feature by feature ---- */
struct tk_json_feature {
    bool has_geometry;  /* something else than null */
    bool is_empty;      /* … an object with nothing in its arrays */
    char no_number[16]; /* … the start of something there that is none; "" */
    bool is_spoilt;     /* a \u0000, at which GDAL cuts a text in silence, or half a pair of
                           surrogates, for which it puts another character */
};

/* Reads the whole file: that it is whole, refers to nothing elsewhere, and how many features it
 * has, and says that there are. */
enum tk_status tk_json_check(const char *path, struct tk_source_told *told,
                             struct tk_error *err);
enum tk_status tk_json_open(const char *path, struct tk_json **out, struct tk_error *err);
void tk_json_close(struct tk_json *json);
enum tk_status tk_json_next(struct tk_json *json, struct tk_json_feature *feature, bool *more,
                            struct tk_error *err);

/* ---- source_encoding.c ---- */

/* From a named encoding to UTF-8; *out is NULL if the name means UTF-8. False if nobody knows
 * the encoding or it does not hold ASCII as it is, or (told) if there is no memory. */
bool tk_recoder_open(const char *encoding, struct tk_recoder **out, struct tk_error *err);
void tk_recoder_close(struct tk_recoder *recoder);
/* n bytes as UTF-8 in the arena; as they are if there is no recoder or they cannot be recoded.
 * NULL if there is no memory. */
const char *tk_recode(struct tk_recoder *recoder, struct tk_arena *arena, const char *bytes,
                      size_t n);

/* ---- source_ogr.c: records by OGR ---- */
enum tk_status tk_ogr_open(struct tk_source *source, struct tk_error *err);
/* The next record's values; *more is false at the end. */
enum tk_status tk_ogr_next(struct tk_source *source, struct tk_record *record, bool *more,
                           struct tk_error *err);
/* The geometry of the record that tk_ogr_next() gave. */
enum tk_status tk_ogr_geometry(struct tk_source *source, struct tk_record *record,
                               struct tk_error *err);

/* ---- source_geometry.c ---- */

/* Lays an OGR geometry (may be NULL) into the record as WKB, or tells its fault. Takes it. */
enum tk_status tk_record_geometry_take(struct tk_source *source, struct tk_record *record,
                                       OGRGeometryH geometry, struct tk_error *err);
/* The record's geometry from the configured columns x and y, or wkt. */
enum tk_status tk_record_position(struct tk_source *source, struct tk_record *record,
                                  struct tk_error *err);

#endif
