/* generate: the tool beside the house that makes the demo's map and notes, and notes for any
 * other district layer. Everything it writes is invented or schematic, and says so.
 *
 * Same arguments and input, same bytes: the numbers come from tk_random alone, no function of
 * the C library whose last digit differs between machines is used, and nothing looks at the
 * clock or the locale.
 */
#ifndef TRYGGHETSKARTA_GENERATE_H
#define TRYGGHETSKARTA_GENERATE_H

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/session.h"
#include "trygghetskarta/status.h"
#include "trygghetskarta/table.h"

#include <gdal.h>
#include <limits.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- random.c: xoshiro256** (Blackman and Vigna), seeded by splitmix64 ---- */

struct tk_random {
    uint64_t state[4];
};

void tk_random_seed(struct tk_random *r, uint64_t seed);
uint64_t tk_random_next(struct tk_random *r);
/* A whole number from 0 to n - 1, each as likely; 0 if n < 2. */
size_t tk_random_below(struct tk_random *r, size_t n);
/* A whole number from low to high, both included. */
int tk_random_between(struct tk_random *r, int low, int high);
/* From 0 up to, not including, 1. */
double tk_random_unit(struct tk_random *r);
bool tk_random_chance(struct tk_random *r, double share);
/* A position in an array of n weights, as likely as its weight. */
size_t tk_random_weighted(struct tk_random *r, const int *weights, size_t n);
/* A point of the unit circle. */
void tk_random_direction(struct tk_random *r, double *x, double *y);
/* Puts n positions in any order, each as likely. */
void tk_random_shuffle(struct tk_random *r, size_t *positions, size_t n);

/* ---- hexmap.c: a map of hexagons on a lattice of whole metres ---- */

/* Half the width and a quarter of the height of a hexagon, in metres: 200 m wide, pointed at
 * the top, and as regular as whole metres allow. */
#define TK_HEX_A 100
#define TK_HEX_B 58
#define TK_HEX_AREA (6.0 * TK_HEX_A * TK_HEX_B)

struct tk_hexmap {
    int columns, rows; /* odd rows stand half a hexagon to the right */
    double x0, y0;     /* centre of the hexagon in column 0, row 0; whole metres */
    int *owner;        /* [columns * rows]: a district, or -1 */
};

/* A map whose hexagons cover the bounds, all without owner. Freed with tk_hexmap_free(). */
TK_CHECK enum tk_status tk_hexmap_make(double min_x, double min_y, double max_x, double max_y,
                                       struct tk_hexmap *out, struct tk_error *err);
void tk_hexmap_free(struct tk_hexmap *map);
size_t tk_hexmap_size(const struct tk_hexmap *map);
void tk_hexmap_centre(const struct tk_hexmap *map, size_t hex, double *x, double *y);
/* The neighbour over side 0 (east), 1, … counter-clockwise, or -1 beyond the map. */
long tk_hexmap_neighbour(const struct tk_hexmap *map, size_t hex, int side);

/* Labels the connected parts of the hexagons where inside[] is not 0, from 0 on; -1 elsewhere.
 * Returns how many there are, or -1 without memory. */
int tk_hexmap_parts(const struct tk_hexmap *map, const unsigned char *inside, int *label);

/* ---- outline.c: the border of a set of hexagons ---- */

/* Appends the GeoJSON geometry of the hexagons where inside[] is not 0: a Polygon, or a
 * MultiPolygon if they lie apart. Every corner stands in it, as the same whole metres for
 * all sets that meet there, so that neighbours fit without a tolerance. TK_INPUT: none. */
TK_CHECK enum tk_status tk_outline_geojson(const struct tk_hexmap *map,
                                           const unsigned char *inside, struct tk_buffer *out,
                                           struct tk_error *err);

/* ---- partition.c: hexagons dealt out to districts ---- */

struct tk_site {
    double x, y;    /* centre */
    double area_m2; /* what the district should get */
    double weight;  /* of the power diagram, m2: set by tk_partition() */
    int hexes;      /* what it got: set by tk_partition() */
};

/* Gives each hexagon to the centre whose power distance |p - c|^2 - weight is the least, if
 * that is below 0, with weights such that each gets its area as nearly as can be; then
 * closes holes, so that the whole has none, and makes each district one piece. TK_INPUT: a
 * district got nothing. */
TK_CHECK enum tk_status tk_partition(struct tk_hexmap *map, struct tk_site *sites, size_t n,
                                     struct tk_error *err);

/* ---- write.c: files ---- */

/* DIRECTORY/NAME. TK_CANNOT_CREATE: too long. */
TK_CHECK enum tk_status tk_write_path(const char *directory, const char *name,
                                      char path[PATH_MAX], struct tk_error *err);
/* Writes a GeoPackage as DIRECTORY/NAME, in place of what is there: `make` makes its layer
 * (NULL: it cannot), `fill` the features. The driver is registered. TK_CANNOT_CREATE. */
struct tk_write_layer {
    OGRLayerH (*make)(GDALDatasetH dataset, void *context);
    bool (*fill)(OGRLayerH layer, void *context);
    void *context;
};
TK_CHECK enum tk_status tk_write_gpkg(struct tk_session *session, const char *directory,
                                      const char *name, const struct tk_write_layer *layer,
                                      struct tk_error *err);
/* Writes a buffer as DIRECTORY/NAME. TK_CANNOT_CREATE, TK_IO. */
TK_CHECK enum tk_status tk_write_file(const char *directory, const char *name,
                                      const struct tk_buffer *content, struct tk_error *err);
/* A GeoJSON feature collection, with the old "crs" member if crs is not "". */
void tk_write_collection(struct tk_buffer *b, const char *name, const char *crs);
void tk_write_collection_end(struct tk_buffer *b);
/* The start of a feature up to its geometry: properties are pairs name, value; a NULL ends. */
void tk_write_feature(struct tk_buffer *b, bool first, const char *const *properties);
void tk_write_feature_end(struct tk_buffer *b);
/* A line's geometry; `decimals` of its coordinates. */
void tk_write_line(struct tk_buffer *b, const double *xy, size_t n, int decimals);
/* A cell of a CSV, quoted if it must be; a separator comes first unless it is the row's
 * first. */
void tk_write_cell(struct tk_buffer *b, char separator, bool first, const char *text);

/* ---- city.c: the schematic city, from tables of facts ---- */

struct tk_city_options {
    const char *facts;  /* stadsdelar.csv; the other tables lie beside it, if at all */
    const char *output; /* a directory */
    const char *crs;    /* what the centres are in, metres: "EPSG:3011"; "" says nothing */
};

/* A city while it is made. */
struct tk_city {
    const struct tk_city_options *options;
    char directory[4096]; /* of the facts */
    struct tk_table facts;
    size_t name, parent, shared; /* columns of the facts; shared may be TK_NO_COLUMN */
    struct tk_site *sites;
    size_t n;
    struct tk_hexmap map;
    unsigned char *set; /* [hexes]: the area being written */
    struct tk_buffer text;
};

/* Makes stadsdelar.geojson and the files that go with it. TK_USAGE: a fault in a table. */
TK_CHECK enum tk_status tk_city_generate(const struct tk_city_options *options,
                                         struct tk_error *err);
/* Writes the hexagons of city->set as a feature; properties as of tk_write_feature(). */
TK_CHECK enum tk_status tk_city_feature(struct tk_city *city, bool first,
                                        const char *const *properties, struct tk_error *err);
const char *tk_city_name(const struct tk_city *city, size_t district);
/* A district by its name; TK_USAGE naming the table's line. */
TK_CHECK enum tk_status tk_city_find(const struct tk_city *city, const char *name,
                                     const struct tk_table *table, size_t row, size_t *out,
                                     struct tk_error *err);

/* ---- city_areas.c: what lies on the city: each from a table beside the facts, none if there
 * is no such table. fokus.geojson, samband.geojson, planer.geojson, land.geojson. ---- */

TK_CHECK enum tk_status tk_city_areas(struct tk_city *city, struct tk_error *err);

/* ---- grid.c: districts and plans as many and as wiggled as wanted, for benchmarks ---- */

struct tk_grid_options {
    const char *output; /* a directory */
    uint64_t seed;
    size_t n_districts, n_plans; /* 0 plans: none */
    size_t vertices;             /* of each, about */
};

/* Makes stadsdelar.gpkg (keys D00001 …) and omraden.gpkg (keys P00001 …) in EPSG:3011: cells of
 * a grid whose shared borders wiggle and have the very same vertices; the plans' grid lies
 * askew over the districts' and reaches beyond it. */
TK_CHECK enum tk_status tk_grid_generate(struct tk_session *session,
                                         const struct tk_grid_options *options,
                                         struct tk_error *err);

/* ---- ground.c: a district layer, any city's ---- */

struct tk_area {
    char *name;
    double *xy; /* [2 * n_points], ring after ring */
    size_t n_points;
    size_t *ring_end; /* [n_rings]: positions of points */
    size_t n_rings;
    double min_x, min_y, max_x, max_y;
    double area_m2; /* roughly */
};

struct tk_ground {
    struct tk_area *areas;
    size_t n;
    double *corners; /* [2 * n_corners]: vertices that stand in two areas or more */
    size_t n_corners;
    double min_x, min_y, max_x, max_y;
    double unit_x, unit_y; /* units of the layer in a metre, here */
    bool geographic;
    int decimals; /* of a coordinate, so that it says centimetres */
    char crs[32]; /* "EPSG:3011", or "" if the layer does not say so */
    char *wkt;    /* the CRS, or NULL */
};

struct tk_ground_options {
    const char *file, *driver, *layer, *key, *encoding, *crs; /* "" = as the file has it */
};

TK_CHECK enum tk_status tk_ground_open(struct tk_session *session,
                                       const struct tk_ground_options *options,
                                       struct tk_ground *out, struct tk_error *err);
void tk_ground_free(struct tk_ground *ground);
bool tk_area_holds(const struct tk_area *area, double x, double y); /* even-odd */
/* A point within the area, each as likely. */
void tk_area_point(const struct tk_area *area, struct tk_random *r, double *x, double *y);
/* The change to longitude and latitude, the caller's to destroy; NULL if the layer's CRS is
 * unknown, or has them already. */
OGRCoordinateTransformationH tk_ground_to_degrees(const struct tk_ground *ground);
/* Longitude and latitude of a position; false if there is no such change. */
bool tk_ground_degrees(const struct tk_ground *ground, double *x, double *y);

/* ---- words.c: what forms say, in Swedish ---- */

enum { TK_UPKEEP, TK_DESIGN, TK_SOCIAL }; /* kinds of fault */

struct tk_subject {
    const char *words[4]; /* as people write the category; NULL where there are fewer */
    int weight;
    int kind;
    const char *texts[6];    /* "Trasig lampa %s": %s is a where */
    const char *strength;    /* the same for something good; NULL if that is never noted */
    const char *measures[3]; /* what should be done */
    struct {
        const char *name;
        int weight;
    } bodies[5]; /* who is responsible */
};

const struct tk_subject *tk_words_subjects(size_t *n);
const char *const *tk_words_wheres(size_t *n);
const char *const *tk_words_remarks(size_t *n);
const char *const *tk_words_hosts(size_t *n);

/* ---- walks.c: walks and their routes, and squares ---- */

struct tk_walk {
    char id[32];
    size_t area;
    int32_t day;
    int start, end; /* minutes of the day */
    const char *host, *group, *light;
    int people;
    bool follow_up;
    size_t route, route_points; /* into xy, in points */
    size_t notes;               /* how many it brought */
};

struct tk_square {
    char name[192];
    const char *kind;
    size_t area;
    double x, y;
};

struct tk_walks {
    struct tk_walk *walks;
    size_t n, walks_room;
    double *xy; /* [2 * n_points] */
    size_t n_points, xy_room;
    struct tk_square *squares;
    size_t n_squares, squares_room;
};

/* Walks in two districts of three over three years before as_of, that bring `notes` notes. */
TK_CHECK enum tk_status tk_walks_make(const struct tk_ground *ground, struct tk_random *r,
                                      int32_t as_of, size_t notes, struct tk_walks *out,
                                      struct tk_error *err);
void tk_walks_free(struct tk_walks *walks);
/* The square of a district, or NULL. */
const struct tk_square *tk_walks_square(const struct tk_walks *walks, size_t area);

/* ---- note.c, life.c: one note as a form's row ---- */

enum tk_cell {
    TK_CELL_ID,
    TK_CELL_WALK,
    TK_CELL_NUMBER,
    TK_CELL_DAY,
    TK_CELL_TIME,
    TK_CELL_TYPE,
    TK_CELL_SUBJECT,
    TK_CELL_TEXT,
    TK_CELL_FEELING,
    TK_CELL_PRIORITY,
    TK_CELL_PLACE,
    TK_CELL_BODY,
    TK_CELL_MEASURE,
    TK_CELL_STATE,
    TK_CELL_SENT,
    TK_CELL_DEADLINE,
    TK_CELL_DONE,
    TK_CELL_CHECKED,
    TK_CELL_RESULT,
    TK_CELL_REASON,
    TK_CELL_ORIGIN,
    TK_CELL_X,
    TK_CELL_Y,
    TK_CELL_REMARK,
    TK_CELLS
};

struct tk_note {
    char cell[TK_CELLS][240];
    int32_t day;
    double x, y;
    int kind;
};

extern const char *const tk_note_headers[TK_CELLS];

/* A note of a walk, or with walk NULL one that came by another way, from `area`. */
void tk_note_make(const struct tk_ground *ground, const struct tk_walks *walks,
                  const struct tk_walk *walk, size_t area, int32_t as_of, struct tk_random *r,
                  struct tk_note *out);
void tk_note_set(struct tk_note *note, enum tk_cell cell, const char *format, ...)
    TK_PRINTF(3, 4);
/* A number as the form would have it, with a decimal comma. */
void tk_note_set_number(struct tk_note *note, enum tk_cell cell, double value);
void tk_note_set_day(struct tk_note *note, enum tk_cell cell, int32_t day);
/* Writes the position into its cells, to a centimetre. */
void tk_note_set_position(const struct tk_ground *ground, struct tk_note *note, double x,
                          double y);
/* What became of it: state, days and reasons, consistent and none after as_of but deadlines. */
void tk_note_live(struct tk_note *note, int32_t as_of, struct tk_random *r);

/* ---- dirt.c: what is wrong with real ones ---- */

/* Spoils some of the notes, each in one way, in fixed shares of n; the last of them become
 * copies of others. Fewer than 5 in 100 get a fault for which a record is refused. */
void tk_dirt_add(const struct tk_ground *ground, const struct tk_walks *walks, int32_t as_of,
                 struct tk_random *r, struct tk_note *notes, size_t n, size_t *order);

/* ---- survey.c, plain.c: the notes command ---- */

struct tk_survey_options {
    struct tk_ground_options ground;
    const char *output; /* a directory */
    uint64_t seed;
    size_t count;
    int32_t as_of;
    bool areas;    /* samband.geojson and planer.geojson too, for a city that has no others */
    bool plain;    /* only clean notes, many: noteringar.csv or noteringar.gpkg */
    bool gpkg;     /* plain ones as a GeoPackage */
    bool degrees;  /* plain ones in EPSG:4326, longitude first */
    bool anywhere; /* plain ones all over the layer's bounds, also in no district */
};

TK_CHECK enum tk_status tk_survey_generate(struct tk_session *session,
                                           const struct tk_survey_options *options,
                                           struct tk_error *err);
TK_CHECK enum tk_status tk_plain_generate(struct tk_session *session,
                                          const struct tk_ground *ground,
                                          const struct tk_survey_options *options,
                                          struct tk_error *err);

#endif
