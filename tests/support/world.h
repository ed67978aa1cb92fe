/* world: the generator's city, for tests of what is laid on it. */
#ifndef TESTS_WORLD_H
#define TESTS_WORLD_H

#include "support/support.h"

#include "trygghetskarta/log.h"

struct world {
    struct tk_log log;
    struct tk_session session;
    struct tk_error err;
    char directory[256];
};

/* A group's setup and teardown: the city is made once, in a directory that all tests share. */
int world_setup(void **state);
int world_teardown(void **state);

/* A test's setup: no error yet. */
int world_forget(void **state);

/* The text of a file, to be freed; NULL if there is none. */
char *world_text(const char *directory, const char *name);

#endif
