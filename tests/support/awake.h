/* awake: a session for each test of a room that asks GEOS or PROJ, and where its errors go. */
#ifndef TESTS_AWAKE_H
#define TESTS_AWAKE_H

#include "support/support.h"

static struct tk_session session;
static struct tk_error err;

static int open_session(void **state)
{
    (void)state;
    err = (struct tk_error){0};
    return (int)tk_session_open(&session, NULL, &err);
}

static int close_session(void **state)
{
    (void)state;
    tk_session_close(&session);
    return 0;
}

#endif
