/* fuzz: what the fuzzed parsers share. Each tests/fuzz/NAME.c feeds one parser with bytes that
 * libFuzzer invents (`make fuzz`), or, in the tests, with the seeds in tests/fuzz/seeds/NAME
 * (tests/fuzz/replay.c). HOLD() is what must hold of any bytes at all.
 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include "trygghetskarta/session.h"
#include "trygghetskarta/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define HOLD(what) fuzz_hold((what), #what, __FILE__, __LINE__)
void fuzz_hold(bool holds, const char *what, const char *file, int line);

/* A session, opened once for the whole process. */
struct tk_session *fuzz_session(void);

/* Writes the bytes into a file of this process's own and gives its path. Borrowed. */
const char *fuzz_file(const uint8_t *data, size_t size);

/* A copy with a closing NUL, for tk_free(). */
char *fuzz_text(const uint8_t *data, size_t size);

/* Whatever bytes come in, it was read or they were refused: never our own fault; and what is
 * said of it is one line of UTF-8. */
void fuzz_judge(enum tk_status st, const struct tk_error *err);

#endif
