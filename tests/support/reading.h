/* reading: a source read whole, as text, for tests. */
#ifndef TESTS_READING_H
#define TESTS_READING_H

#include "support/plain_source.h"
#include "support/support.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/source.h"

/* A group's setup and teardown: a session and an empty directory, handed to each test. */
struct reading {
    struct tk_session session;
    char directory[256];
};
int reading_setup(void **state);
int reading_teardown(void **state);

/* A file's path in the test's directory. Borrowed until the sixteenth call after this one. */
const char *reading_path(const struct reading *r, const char *name);

/* Reads all there is: a line for the columns, and one a record: NUMBER|value|…|geometry, where
 * a value that is none is -, a point is (x y), other geometry KIND[bytes], a fault !rule or
 * !rule=value. Freed by the caller with tk_buffer_free(). */
enum tk_status reading_all(struct reading *r, const struct tk_source_config *config,
                           struct tk_buffer *out, struct tk_error *err);

/* The status, and a part of the message (of the text, if it is TK_OK). */
#define assert_reads(r, config, status, part)                                                  \
    reading_assert((r), (config), (status), (part), __FILE__, __LINE__)
void reading_assert(struct reading *r, const struct tk_source_config *config,
                    enum tk_status status, const char *part, const char *file, int line);

/* Writes tjugo.csv: 20 records with points in EPSG:3006, Swedish letters, quotes, line breaks,
 * codes that begin with 0, and gaps. */
void reading_twenty(struct reading *r);

/* ogr2ogr -f DRIVER TO FROM for a CSV file, with types, and points from its columns x and y;
 * both files in the test's directory, or `to` anything that GDAL can make. */
void reading_convert(struct reading *r, const char *from, const char *driver, const char *to);
void reading_convert_to(struct reading *r, const char *from, const char *driver,
                        const char *to);

#endif
