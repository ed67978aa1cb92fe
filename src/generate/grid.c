#include "generate.h"

#include "trygghetskarta/memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A square over Stockholm in EPSG:3011. */
#define WEST_M 140000.0
#define SOUTH_M 6565000.0
#define SIDE_M 25600.0

/* How far a border swings out on each of its scales, as a share of that scale. Four scales give
 * it a slope below 1, so that borders which cross each other at right angles meet only where
 * they are meant to. */
#define SWING 0.07

/* Rows of cells. Where rows differ in how many cells they have, corners of one lie on borders
 * of the next. */
struct grid {
    size_t n, rows, side; /* cells; rows; segments on each side of a cell, about */
    size_t across;        /* segments of a border from west to east */
    double x, y;          /* lower left corner */
    double *level;        /* [(rows + 1) * (across + 1)]: heights of these borders */
    double *meridian;     /* [columns + 1][side + 1] of the row at hand: swing of its borders */
    double *ring_x, *ring_y;
    size_t n_ring;
};

static size_t columns_of(const struct grid *g, size_t row)
{
    return g->n / g->rows + (row < g->n % g->rows);
}

/* A wiggled line of n segments: knots at four scales, straight between them. */
static void swing(struct tk_random *r, double *out, size_t n, size_t side, double segment_m)
{
    memset(out, 0, (n + 1) * sizeof *out);
    for (size_t scale = side / 2; scale; scale = scale > 1 && scale < 4 ? 1 : scale / 4) {
        double reach = SWING * (double)scale * segment_m, from = 0, to = 0;
        for (size_t i = 0; i <= n; i++) {
            if (i % scale == 0) {
                from = i ? to : reach * (2 * tk_random_unit(r) - 1);
                to = reach * (2 * tk_random_unit(r) - 1);
            }
            out[i] += from + (to - from) * (double)(i % scale) / (double)scale;
        }
    }
}

/* Nothing at both ends, so that it can stand between two fixed points. */
static void pin_ends(double *line, size_t n)
{
    double first = line[0], last = line[n];
    for (size_t i = 0; i <= n; i++)
        line[i] -= first + (last - first) * (double)i / (double)n;
}

static double x_at(const struct grid *g, size_t i)
{
    return g->x + SIDE_M * (double)i / (double)g->across;
}

static double y_at(const struct grid *g, size_t row, size_t i)
{
    return g->y + SIDE_M * (double)row / (double)g->rows + g->level[row * (g->across + 1) + i];
}

static size_t corner(const struct grid *g, size_t row, size_t column)
{
    return column * g->across / columns_of(g, row);
}

static double to_millimetres(double metres)
{
    return floor(metres * 1000 + 0.5) / 1000;
}

static void add_point(struct grid *g, double x, double y)
{
    g->ring_x[g->n_ring] = to_millimetres(x);
    g->ring_y[g->n_ring++] = to_millimetres(y);
}

/* The k-th point from the south of the border west of a column, or of the last one's east. */
static void add_meridian(struct grid *g, size_t row, size_t column, size_t k)
{
    size_t at = corner(g, row, column);
    double south = y_at(g, row, at), north = y_at(g, row + 1, at);
    add_point(g, x_at(g, at) + g->meridian[column * (g->side + 1) + k],
              south + (north - south) * (double)k / (double)g->side);
}

static void make_ring(struct grid *g, size_t row, size_t column)
{
    size_t west = corner(g, row, column), east = corner(g, row, column + 1);
    g->n_ring = 0;
    for (size_t i = west; i < east; i++)
        add_point(g, x_at(g, i), y_at(g, row, i));
    for (size_t k = 0; k < g->side; k++)
        add_meridian(g, row, column + 1, k);
    for (size_t i = east; i > west; i--)
        add_point(g, x_at(g, i), y_at(g, row + 1, i));
    for (size_t k = g->side; k > 0; k--)
        add_meridian(g, row, column, k);
    add_point(g, g->ring_x[0], g->ring_y[0]);
}

static void grid_free(struct grid *g)
{
    tk_free(g->level);
    tk_free(g->meridian);
    tk_free(g->ring_x);
    tk_free(g->ring_y);
}

/* shift: how far it is moved to the north and east, in cells. */
static enum tk_status grid_make(size_t n, size_t vertices, double shift, struct tk_random *r,
                                struct grid *out, struct tk_error *err)
{
    struct grid g = {.n = n, .rows = (size_t)floor(sqrt((double)n) + 0.5)};
    size_t most = n / g.rows + (n % g.rows != 0);
    g.side = vertices / 4 > 1 ? vertices / 4 : 1;
    g.across = g.side * most;
    g.x = WEST_M + shift * SIDE_M / (double)most;
    g.y = SOUTH_M + shift * SIDE_M / (double)g.rows;
    g.level = tk_alloc((g.rows + 1) * (g.across + 1), sizeof *g.level);
    g.meridian = tk_alloc((most + 1) * (g.side + 1), sizeof *g.meridian);
    size_t room = 2 * (g.across + 2 * g.side) + 1;
    g.ring_x = tk_alloc(room, sizeof *g.ring_x);
    g.ring_y = tk_alloc(room, sizeof *g.ring_y);
    *out = g;
    if (!g.level || !g.meridian || !g.ring_x || !g.ring_y)
        return tk_fail_memory(err);
    for (size_t row = 0; row <= g.rows; row++)
        swing(r, g.level + row * (g.across + 1), g.across, g.side, SIDE_M / (double)g.across);
    return TK_OK;
}

static void make_row(struct grid *g, size_t row, struct tk_random *r)
{
    for (size_t column = 0; column <= columns_of(g, row); column++) {
        double *line = g->meridian + column * (g->side + 1);
        swing(r, line, g->side, g->side, SIDE_M / (double)(g->rows * g->side));
        pin_ends(line, g->side);
    }
}

/* ---- the files ---- */

struct sheet {
    const char *file, *layer, *key, *letter;
    struct grid *grid;
    struct tk_random *random;
};

static bool write_cell(OGRLayerH layer, const struct grid *g, const char *key)
{
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    OGRGeometryH ring = OGR_G_CreateGeometry(wkbLinearRing);
    OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
    OGR_G_SetPoints(ring, (int)g->n_ring, g->ring_x, sizeof *g->ring_x, g->ring_y,
                    sizeof *g->ring_y, NULL, 0);
    OGR_G_AddGeometryDirectly(polygon, ring);
    OGR_F_SetFieldString(feature, 0, key);
    OGR_F_SetGeometryDirectly(feature, polygon);
    bool done = OGR_L_CreateFeature(layer, feature) == OGRERR_NONE;
    OGR_F_Destroy(feature);
    return done;
}

static bool write_cells(OGRLayerH layer, void *context)
{
    const struct sheet *sheet = context;
    struct grid *g = sheet->grid;
    size_t number = 0;
    char key[32];
    bool ok = true;
    for (size_t row = 0; ok && row < g->rows; row++) {
        make_row(g, row, sheet->random);
        for (size_t column = 0; ok && column < columns_of(g, row); column++) {
            snprintf(key, sizeof key, "%s%05zu", sheet->letter, ++number);
            make_ring(g, row, column);
            ok = write_cell(layer, g, key);
        }
    }
    return ok;
}

static OGRLayerH make_layer(GDALDatasetH dataset, void *context)
{
    const struct sheet *sheet = context;
    OGRSpatialReferenceH crs = OSRNewSpatialReference(NULL);
    OGRLayerH layer = NULL;
    if (OSRImportFromEPSG(crs, 3011) == OGRERR_NONE)
        layer = GDALDatasetCreateLayer(dataset, sheet->layer, crs, wkbPolygon,
                                       (char *[]){"SPATIAL_INDEX=NO", NULL});
    OSRDestroySpatialReference(crs);
    OGRFieldDefnH column = OGR_Fld_Create(sheet->key, OFTString);
    if (layer && OGR_L_CreateField(layer, column, 1) != OGRERR_NONE)
        layer = NULL;
    OGR_Fld_Destroy(column);
    return layer;
}

enum tk_status tk_grid_generate(struct tk_session *session,
                                const struct tk_grid_options *options, struct tk_error *err)
{
    struct tk_random r;
    struct sheet sheets[] = {{"stadsdelar.gpkg", "stadsdelar", "stadsdel", "D", NULL, &r},
                             {"omraden.gpkg", "omraden", "omrade_id", "P", NULL, &r}};
    tk_random_seed(&r, options->seed);
    enum tk_status st = tk_session_driver(session, "GPKG", err);
    for (int i = 0; !st && i < 2; i++) {
        size_t n = i ? options->n_plans : options->n_districts;
        struct grid g = {0};
        if (!n)
            continue;
        st = grid_make(n, options->vertices, i ? 0.43 : 0, &r, &g, err);
        sheets[i].grid = &g;
        const struct tk_write_layer layer = {make_layer, write_cells, &sheets[i]};
        if (!st)
            st = tk_write_gpkg(session, options->output, sheets[i].file, &layer, err);
        grid_free(&g);
    }
    return st;
}
