/* directory: an empty directory for a group of tests. */
#ifndef TESTS_DIRECTORY_H
#define TESTS_DIRECTORY_H

#include "support/support.h"

static char directory[256];

static int set_up(void **state)
{
    (void)state;
    support_directory(directory, sizeof directory);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support_remove(directory);
    return 0;
}

#endif
