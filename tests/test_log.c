#include "support/support.h"

#include "trygghetskarta/log.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* What was written to a temporary file since it was opened. */
static void written(FILE *f, char *out, size_t size)
{
    fflush(f);
    rewind(f);
    out[fread(out, 1, size - 1, f)] = '\0';
}

static void says(void **state)
{
    (void)state;
    char text[1024];
    FILE *f = tmpfile();
    struct tk_log log;
    struct tk_error err = {TK_INPUT, "a.csv: row 3: no"};
    struct tk_error none = {TK_OK, ""};
    unsetenv("JOURNAL_STREAM");
    tk_log_open(&log, f, false);
    assert_false(log.terminal || log.journal);
    tk_log_info(&log, "%d rows", 3);
    tk_log_warn(&log, "half a\nforged \x1B[31m\xC2\x9Bline\tå");
    tk_log_progress(&log, 0.5);
    tk_log_error(&log, &none);
    tk_log_error(&log, &err);
    written(f, text, sizeof text);
    assert_string_equal(text, "3 rows\n"
                              "trygghetskarta: warning: half a?forged ?[31m??line?å\n"
                              "trygghetskarta: a.csv: row 3: no\n");
    assert_int_equal(log.warnings, 1);
    fclose(f);
}

static void quiet_and_silent(void **state)
{
    (void)state;
    char text[1024];
    FILE *f = tmpfile();
    struct tk_log log;
    tk_log_open(&log, f, true);
    tk_log_info(&log, "not this");
    tk_log_warn(&log, "this");
    written(f, text, sizeof text);
    assert_string_equal(text, "trygghetskarta: warning: this\n");
    fclose(f);
    tk_log_open(&log, NULL, false);
    tk_log_info(&log, "nowhere");
    tk_log_warn(&log, "counted");
    assert_int_equal(log.warnings, 1);
}

static void journal_levels(void **state)
{
    (void)state;
    char text[1024], stream[64];
    FILE *f = tmpfile();
    struct stat about;
    struct tk_log log;
    struct tk_error err = {TK_IO, "c"};
    assert_int_equal(fstat(fileno(f), &about), 0);
    snprintf(stream, sizeof stream, "%ju:%ju", (uintmax_t)about.st_dev,
             (uintmax_t)about.st_ino);
    setenv("JOURNAL_STREAM", stream, 1);
    tk_log_open(&log, f, false);
    tk_log_info(&log, "a");
    tk_log_warn(&log, "b");
    tk_log_error(&log, &err);
    written(f, text, sizeof text);
    assert_string_equal(text, "<6>a\n<4>trygghetskarta: warning: b\n<3>trygghetskarta: c\n");
    setenv("JOURNAL_STREAM", "1:2", 1); /* somebody else's */
    tk_log_open(&log, f, false);
    assert_false(log.journal);
    unsetenv("JOURNAL_STREAM");
    fclose(f);
}

static void progress(void **state)
{
    (void)state;
    char text[1024];
    FILE *f = tmpfile();
    struct tk_log log;
    tk_log_open(&log, f, false);
    log.terminal = true;
    tk_log_step(&log, 0, 0.5);
    tk_log_progress(&log, 0.52);
    tk_log_info(&log, "meanwhile");
    tk_log_progress(&log, 0.2);
    tk_log_step(&log, 0.5, 1);
    tk_log_progress(&log, 2);
    tk_log_info(&log, "afterwards");
    tk_log_step(&log, 0, 1);
    tk_log_progress_stop(&log);
    tk_log_progress_stop(&log);
    written(f, text, sizeof text);
#define TEN "          "
#define WIPED "\r" TEN TEN TEN TEN TEN " \r"
    assert_string_equal(text, "0...10...20.." WIPED "meanwhile\n"
                              "0...10...20...30...40...50...60...70...80...90...100 - done.\n"
                              "afterwards\n0" WIPED);
    fclose(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(says),
        cmocka_unit_test(quiet_and_silent),
        cmocka_unit_test(journal_levels),
        cmocka_unit_test(progress),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
