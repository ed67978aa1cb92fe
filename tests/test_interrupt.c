#include "support/support.h"

#include "trygghetskarta/digest.h"
#include "trygghetskarta/interrupt.h"

#include <signal.h>
#include <stdio.h>

/* One test: what was caught stays caught for as long as the process lives. */
static void a_signal_is_remembered_and_ends_long_work(void **state)
{
    struct tk_error err = {TK_OK, ""};
    char directory[256], path[512], digest[TK_DIGEST_SIZE];
    (void)state;
    support_directory(directory, sizeof directory);
    support_write(directory, "fil", "abc");
    snprintf(path, sizeof path, "%s/fil", directory);
    tk_interrupt_end();
    assert_ok(tk_interrupt_check(&err), &err);
    assert_ok(tk_digest_file(path, digest, &err), &err);

    tk_interrupt_catch();
    assert_int_equal(raise(SIGTERM), 0);
    assert_int_equal(raise(SIGHUP), 0); /* at once: not that somebody lost patience */
    assert_int_equal(tk_interrupt_caught(), SIGHUP);
    assert_int_equal(tk_interrupt_check(&err), TK_INTERRUPTED);
    assert_contains(err.message, "nothing is published, and what was stands as it was");
    err = (struct tk_error){TK_OK, ""};
    assert_int_equal(tk_digest_file(path, digest, &err), TK_INTERRUPTED);
    assert_string_equal(digest, "");
    support_remove(directory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signal_is_remembered_and_ends_long_work),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
