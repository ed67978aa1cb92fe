/* edition: a small edition made by hand: the relations that SQL sees, filled by a test, and the
 * layers run over them. Facts are read back from the rows of noteringar, so that what a layer
 * counts can be set down as rows.
 */
#ifndef TESTS_EDITION_H
#define TESTS_EDITION_H

#include "support/support.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/facts.h"
#include "trygghetskarta/layers.h"
#include "trygghetskarta/relations.h"

struct edition {
    char directory[64]; /* of the file */
    struct tk_session session;
    struct tk_dictionary *dictionary;
    struct tk_layers *layers;
    struct tk_geopackage *gp;
    struct tk_relations *relations;
    struct tk_ledger ledger;
    struct tk_facts *facts;
    sqlite3 *db;               /* borrowed from gp */
    struct tk_buffer texts[3]; /* the keys of districts, parents, areas, each ended by NUL */
    char **keys[3];
    size_t n_keys[3];
    unsigned char *in_focus;
};

/* Makes the tables and relations of the layers in a directory, empty but for the code lists. */
void edition_open(struct edition *e, const char *layers);
void edition_close(struct edition *e);

/* Runs SQL; fails the test with SQLite's message. ST_Point(x, y) is there. */
void edition_sql(struct edition *e, const char *sql);

/* What steps before would have filled in where the test says nothing of it: groups of codes,
 * the year, the run's settings, an account of one source with all notes; then the facts, and
 * the words of SQL over them. */
void edition_notes(struct edition *e);

/* edition_notes() and all layers; `given` are words between spaces, NULL for all there are. */
enum tk_status edition_run(struct edition *e, const char *given, struct tk_error *err);

/* The rows of a query as CSV, the first line the columns; numbers to ten digits. */
void edition_csv(struct edition *e, const char *sql, struct tk_buffer *out);

#endif
