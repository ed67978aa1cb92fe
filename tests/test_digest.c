#include "support/support.h"

#include "trygghetskarta/digest.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* The expected digests are those of FIPS 180-2, appendix B, and of nothing at all. */
static const char of_abc[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
static const char of_nothing[] =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
static const char of_two_blocks[] =
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";

static void bytes(void **state)
{
    (void)state;
    char out[TK_DIGEST_SIZE];
    tk_digest_bytes("abc", 3, out);
    assert_string_equal(out, of_abc);
    tk_digest_bytes(NULL, 0, out);
    assert_string_equal(out, of_nothing);
    const char *long_text = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    tk_digest_bytes(long_text, strlen(long_text), out);
    assert_string_equal(out, of_two_blocks);
}

static void files(void **state)
{
    (void)state;
    char directory[256], path[512], out[TK_DIGEST_SIZE];
    struct tk_error err = {TK_OK, ""};
    support_directory(directory, sizeof directory);
    support_write(directory, "abc", "abc");
    snprintf(path, sizeof path, "%s/abc", directory);
    assert_ok(tk_digest_file(path, out, &err), &err);
    assert_string_equal(out, of_abc);
    support_write(directory, "abc", "");
    assert_ok(tk_digest_file(path, out, &err), &err);
    assert_string_equal(out, of_nothing);
    snprintf(path, sizeof path, "%s/pipe", directory);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(tk_digest_file(path, out, &err), TK_NO_INPUT);
    assert_contains(err.message, "pipe: is not a regular file");
    assert_string_equal(out, "");
    err = (struct tk_error){TK_OK, ""};
    snprintf(path, sizeof path, "%s/none", directory);
    assert_int_equal(tk_digest_file(path, out, &err), TK_NO_INPUT);
    assert_contains(err.message, "none: cannot be opened: No such file");
    support_remove(directory);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(bytes), cmocka_unit_test(files)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
