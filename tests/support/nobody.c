#include "support/support.h"

#include <ftw.h>
#include <grp.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const uid_t NOBODY = 65534; /* Debian's nobody and nogroup */

static bool become_nobody(void)
{
    return geteuid() != 0 ||
           (setgroups(0, NULL) == 0 && setgid(NOBODY) == 0 && setuid(NOBODY) == 0);
}

enum tk_status support_as_nobody(enum tk_status (*function)(void *context,
                                                            struct tk_error *err),
                                 void *context, struct tk_error *err)
{
    struct tk_error *told =
        mmap(NULL, sizeof *told, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    assert_true(told != MAP_FAILED);
    fflush(NULL); /* or the child writes it once more */
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        enum tk_status st = become_nobody()
                                ? function(context, told)
                                : tk_fail(told, TK_INTERNAL, "cannot become nobody");
        _exit((int)st);
    }
    int ended;
    assert_int_equal(waitpid(child, &ended, 0), child);
    *err = *told;
    munmap(told, sizeof *told);
    if (!WIFEXITED(ended))
        return tk_fail(err, TK_INTERNAL, "ended by signal %d", WTERMSIG(ended));
    return (enum tk_status)WEXITSTATUS(ended);
}

static int give_one(const char *path, const struct stat *status, int flag, struct FTW *walk)
{
    (void)status, (void)flag, (void)walk;
    return lchown(path, NOBODY, NOBODY);
}

void support_give_to_nobody(const char *path)
{
    if (geteuid() == 0)
        assert_int_equal(nftw(path, give_one, 16, FTW_PHYS), 0);
}
