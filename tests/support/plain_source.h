/* plain_source: a source's configuration with nothing but a driver and a file, as the reader of
 * configurations leaves it. Not in support.h, since the fuzzed parsers know no cmocka.
 */
#ifndef TESTS_PLAIN_SOURCE_H
#define TESTS_PLAIN_SOURCE_H

#include "trygghetskarta/config.h"

#include <stdint.h>

/* Borrows both texts; the limits are those of docs/configuration.md. */
static inline struct tk_source_config plain_source(const char *driver, const char *file)
{
    static char empty[] = "", name[] = "prov";
    return (struct tk_source_config){.name = name,
                                     .role = TK_NOTES,
                                     .driver = (char *)(uintptr_t)driver,
                                     .file = (char *)(uintptr_t)file,
                                     .connection = empty,
                                     .layer = empty,
                                     .encoding = empty,
                                     .crs = empty,
                                     .x = empty,
                                     .y = empty,
                                     .wkt = empty,
                                     .separator = empty,
                                     .decimal = '.',
                                     .key = empty,
                                     .label = empty,
                                     .parent = empty,
                                     .value = empty,
                                     .max_vertices = 1e6,
                                     .max_rows = 1e7,
                                     .max_record_bytes = 1e7,
                                     .max_unpacked_bytes = 2e8};
}

#endif
