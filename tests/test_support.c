/* The helpers that other tests lean on. */
#include "support/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static enum tk_status write_into(void *context, struct tk_error *err)
{
    char path[512];
    snprintf(path, sizeof path, "%s/new", (const char *)context);
    FILE *f = fopen(path, "w");
    if (!f)
        return tk_fail(err, TK_NOT_PERMITTED, "%s: may not be written", path);
    fclose(f);
    return TK_OK;
}

static enum tk_status die(void *context, struct tk_error *err)
{
    (void)context, (void)err;
    _Exit(70);
}

static void nobody_may_write_only_where_it_is_allowed(void **state)
{
    (void)state;
    char directory[256];
    struct tk_error err = {0};
    support_directory(directory, sizeof directory);
    support_give_to_nobody(directory);
    assert_ok(support_as_nobody(write_into, directory, &err), &err);

    support_remove(directory);

    support_directory(directory, sizeof directory);
    support_give_to_nobody(directory);
    assert_int_equal(chmod(directory, 0500), 0);
    assert_int_equal(support_as_nobody(write_into, directory, &err), TK_NOT_PERMITTED);
    assert_contains(err.message, "may not be written");
    support_remove(directory);
}

static void a_process_that_ends_is_an_error(void **state)
{
    (void)state;
    struct tk_error err = {0};
    assert_int_equal(support_as_nobody(die, NULL, &err), TK_INTERNAL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nobody_may_write_only_where_it_is_allowed),
        cmocka_unit_test(a_process_that_ends_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
