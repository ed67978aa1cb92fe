/* support: what every test program needs; include it instead of cmocka.h. */
#ifndef TESTS_SUPPORT_H
#define TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "trygghetskarta/session.h"
#include "trygghetskarta/status.h"

/* Fails the test with the message of the error unless the status is TK_OK. */
#define assert_ok(status, err) support_assert_ok((status), (err), __FILE__, __LINE__)
void support_assert_ok(enum tk_status status, const struct tk_error *err, const char *file,
                       int line);

/* |actual - expected| <= tolerance. */
#define assert_near(actual, expected, tolerance)                                               \
    support_assert_near((actual), (expected), (tolerance), __FILE__, __LINE__)
void support_assert_near(double actual, double expected, double tolerance, const char *file,
                         int line);

/* The text holds a part. */
#define assert_contains(text, part) support_assert_contains((text), (part), __FILE__, __LINE__)
void support_assert_contains(const char *text, const char *part, const char *file, int line);

/* The directory of the real data ($TRYGGHETSKARTA_DATA, else ../shared/data), or NULL, said
 * loudly, where it is not there; the test then calls skip(). */
const char *support_data(void);

/* Whether a program that a test leans on is installed; if not that is said, and the test then
 * calls skip(). */
bool support_program(const char *name);

/* A new empty directory under $TMPDIR or /tmp, removed by support_remove(). */
void support_directory(char *out, size_t size);
void support_remove(const char *directory);

/* For tests about permissions, which mean nothing to root: runs the function in a process of
 * its own, as the user nobody where the test runs as root, else as who it is. Its status and
 * error come back; it must not assert (it is not the test's own process), only return. A
 * function that dies gives TK_INTERNAL. */
enum tk_status support_as_nobody(enum tk_status (*function)(void *context,
                                                            struct tk_error *err),
                                 void *context, struct tk_error *err);

/* Gives a file or directory, with all that is in it, to the user that support_as_nobody() runs
 * as. */
void support_give_to_nobody(const char *path);

/* Writes a text file. */
void support_write(const char *directory, const char *name, const char *content);

#endif
