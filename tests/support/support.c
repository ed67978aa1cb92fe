#include "support/support.h"

#include <ftw.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void support_assert_ok(enum tk_status status, const struct tk_error *err, const char *file,
                       int line)
{
    if (status != TK_OK) {
        print_error("status %d: %s\n", (int)status, err->message);
        _fail(file, line);
    }
}

void support_assert_near(double actual, double expected, double tolerance, const char *file,
                         int line)
{
    if (!(fabs(actual - expected) <= tolerance)) {
        print_error("%.17g is not within %g of %.17g\n", actual, tolerance, expected);
        _fail(file, line);
    }
}

void support_assert_contains(const char *text, const char *part, const char *file, int line)
{
    if (!strstr(text, part)) {
        print_error("'%s' does not hold '%s'\n", text, part);
        _fail(file, line);
    }
}

const char *support_data(void)
{
    const char *directory = getenv("TRYGGHETSKARTA_DATA");
    if (!directory)
        directory = "../shared/data";
    if (access(directory, R_OK) == 0)
        return directory;
    fprintf(stderr, "SKIPPED: the real data is not at %s (set TRYGGHETSKARTA_DATA)\n",
            directory);
    return NULL;
}

bool support_program(const char *name)
{
    char command[256];
    snprintf(command, sizeof command, "command -v %s >/dev/null", name);
    if (system(command) == 0)
        return true;
    fprintf(stderr, "SKIPPED: %s is not installed\n", name);
    return false;
}

void support_directory(char *out, size_t size)
{
    const char *base = getenv("TMPDIR");
    snprintf(out, size, "%s/trygghetskarta-test-XXXXXX", base ? base : "/tmp");
    assert_non_null(mkdtemp(out));
}

static int remove_one(const char *path, const struct stat *status, int flag, struct FTW *walk)
{
    (void)status, (void)flag, (void)walk;
    return remove(path);
}

static int make_writable(const char *path, const struct stat *status, int flag,
                         struct FTW *walk)
{
    (void)status, (void)walk;
    return flag == FTW_D ? chmod(path, 0700) : 0;
}

void support_remove(const char *directory)
{
    nftw(directory, make_writable, 16, FTW_PHYS);
    nftw(directory, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

void support_write(const char *directory, const char *name, const char *content)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", directory, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(content, 1, strlen(content), f), strlen(content));
    assert_int_equal(fclose(f), 0);
}
