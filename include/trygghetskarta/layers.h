/* layers: every folder in layers/ that holds a layer.yaml, each one SELECT over what the
 * edition holds. What a folder holds stands in layers/README.md.
 */
#ifndef TRYGGHETSKARTA_LAYERS_H
#define TRYGGHETSKARTA_LAYERS_H

#include "trygghetskarta/dictionary.h"
#include "trygghetskarta/geopackage.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tk_layer {
    char *name;                       /* of the folder and the table */
    char *title;                      /* Swedish */
    char *abstract;                   /* Swedish */
    char *geometry;                   /* "POINT" …, "" for a table */
    char *group;                      /* where it stands in the project tree */
    int order;                        /* within the group, lowest first */
    const struct tk_column **columns; /* borrowed from the dictionary */
    size_t n_columns;
    size_t n_declared; /* columns[n_columns] and on: declared, but withheld from this edition */
    size_t *key;       /* positions in columns */
    size_t n_key;
    char **needs; /* roles of sources, kinds of areas as "areas:plan", "focus" for any focus
                     area; "walks|routes" where one of them is enough */
    size_t n_needs;
    char *made_by; /* the step that makes it: "notes"; "" for a SELECT */
    char *sql;     /* layer.sql; NULL if made_by a step */
    char *check;   /* check.sql; NULL if there is none */
    char *style;   /* style.qml; NULL if there is none */
    char *directory;
    char *empty_because; /* "" or why it stands empty in this edition; Swedish */
    int64_t n_rows;      /* once run */
};

struct tk_layers {
    struct tk_layer
        *layers; /* sorted by group as first met in layers/groups.csv, order, name */
    size_t n;
    const struct tk_codes *roles; /* the words for what a layer needs; NULL if there are none */
};

/* Reads all folders. TK_USAGE with file:line:column for a column that columns.csv lacks, a key
 * that is no column, an unknown word, a folder with neither layer.sql nor made_by, or with
 * both. */
TK_CHECK enum tk_status tk_layers_read(const struct tk_dictionary *dictionary,
                                       struct tk_layers **out, struct tk_error *err);
/* Makes them the layers of a public edition: every column that columns.csv does not mark public
 * is gone from the tables to be made. TK_USAGE if a key holds one. */
TK_CHECK enum tk_status tk_layers_public(struct tk_layers *layers, struct tk_error *err);

void tk_layers_free(struct tk_layers *layers);

const struct tk_layer *tk_layers_find(const struct tk_layers *layers, const char *name);

/* Makes all tables, empty. */
TK_CHECK enum tk_status tk_layers_create(const struct tk_layers *layers,
                                         struct tk_geopackage *gp, struct tk_error *err);

/* Fills the layers that are SELECTs: orders them by what the authorizer saw each read (TK_USAGE
 * for a cycle), and inserts ORDER BY key. `given` are the roles and kinds there are input for;
 * a layer that needs another stands empty and says why. While a SELECT runs, writes, ATTACH,
 * PRAGMA, random() and the computer's clock are refused. TK_USAGE names layer.sql:line:column
 * for what SQLite does not understand, and for columns that are not those of layer.yaml.
 * TK_INTERNAL (law 6) for rows with a duplicate or NULL key, or a value that is not of its
 * column's type or code list. Afterwards n_rows of all layers is known. */
TK_CHECK enum tk_status tk_layers_run(struct tk_layers *layers, struct tk_geopackage *gp,
                                      const char *const *given, size_t n_given,
                                      struct tk_error *err);

/* Runs every check.sql on a connection to the finished file, where there is nothing but the
 * layers: TK_INTERNAL with the layer and its first violation (law 6), TK_USAGE with
 * check.sql:line:column. */
TK_CHECK enum tk_status tk_layers_check(const struct tk_layers *layers, sqlite3 *db,
                                        struct tk_error *err);

#endif
