/* given: inputs written by a test, opened by a configuration as a run opens them, and read by
 * the rooms one after the other. What is found is told as text.
 */
#ifndef TESTS_GIVEN_H
#define TESTS_GIVEN_H

#include "support/support.h"

#include "trygghetskarta/areas.h"
#include "trygghetskarta/buffer.h"
#include "trygghetskarta/config.h"
#include "trygghetskarta/dictionary.h"
#include "trygghetskarta/districts.h"
#include "trygghetskarta/inputs.h"
#include "trygghetskarta/log.h"

struct given {
    char directory[256]; /* files are written here with given_file() */
    struct tk_session session;
    struct tk_log log;
    FILE *log_file;
    struct tk_dictionary *dictionary;
    struct tk_config *config;
    struct tk_inputs inputs;
    struct tk_ledger ledger;
    struct tk_reading reading;
    /* a line a finding: source record id field rule verdict value (detail), - for none */
    struct tk_buffer told;
};

/* A group's setup and teardown: a session, our dictionary and an empty directory. */
int given_setup(void **state);
int given_teardown(void **state);

void given_file(struct given *g, const char *name, const char *content);

/* Opens sources: lines of YAML below `sources:`, each in braces. The edition is in EPSG:3011,
 * with `edition` as further lines below `edition:` ("  max_repair: 0.1\n"). What was open is
 * closed first. Where no source has the role districts the two squares are added. */
enum tk_status given_try(struct given *g, const char *edition, const char *sources,
                         struct tk_error *err);
void given_open(struct given *g, const char *edition, const char *sources);
void given_close(struct given *g);

struct tk_opened *given_input(struct given *g, const char *name);

/* Reads the source of that name to its end. */
enum tk_status given_read(struct given *g, const char *name, struct tk_features *out,
                          struct tk_error *err);

/* The districts of the source `stadsdelar`, and, if there is one, `omraden` of role parents. */
enum tk_status given_districts_try(struct given *g, struct tk_districts **out,
                                   struct tk_error *err);
struct tk_districts *given_districts(struct given *g);

/* What was told since the last call, or what the log said. Borrowed. */
const char *given_told(struct given *g);
const char *given_logged(struct given *g);

/* Two squares of a kilometre side by side, Alby and Bergby, from 150000, 6580000 on: the file
 * stadsdelar.csv and its source. */
extern const char given_two_squares[];
#define GIVEN_DISTRICTS                                                                        \
    "  - {name: stadsdelar, role: districts, file: stadsdelar.csv, driver: CSV, wkt: wkt, "    \
    "crs: EPSG:3011, key: namn}\n"

#endif
