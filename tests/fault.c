/* fault: runs a program and kills it, or has one of its system calls fail. For scripts/torture.
 *
 *   fault count PROGRAM…            lists how often each call that can be failed is made
 *   fault boundaries PROGRAM…       how many system calls it makes
 *   fault kill N PROGRAM…           SIGKILL as it begins its N-th system call
 *   fault after MICROSECONDS PROGRAM…   SIGKILL then, wherever it is
 *   fault fail CALL N ERROR PROGRAM…    its N-th CALL is not made and gives that errno
 *
 * kill and fail count from where the program itself begins: its first umask(), which is the
 * first thing its main does. Prints `hit` or `missed`, and how the program ended: its exit code
 * or `signal N`. What the program prints goes to /dev/null and, its messages, to ./said. */
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

/* after the above: they share names */
#include <linux/ptrace.h>

static const struct call {
    const char *name;
    long number;
} calls[] = {
    {"read", SYS_read},
    {"pread64", SYS_pread64},
    {"write", SYS_write},
    {"pwrite64", SYS_pwrite64},
    {"openat", SYS_openat},
    {"close", SYS_close},
    {"fsync", SYS_fsync},
    {"fdatasync", SYS_fdatasync},
    {"ftruncate", SYS_ftruncate},
    {"mmap", SYS_mmap},
    {"brk", SYS_brk},
    {"renameat2", SYS_renameat2},
    {"renameat", SYS_renameat},
    {"linkat", SYS_linkat},
    {"unlinkat", SYS_unlinkat},
    {"mkdirat", SYS_mkdirat},
    {"fchmod", SYS_fchmod},
    {"flock", SYS_flock},
    {"newfstatat", SYS_newfstatat},
    {"fcntl", SYS_fcntl},
    {"getdents64", SYS_getdents64},
    {"lseek", SYS_lseek},
    {"fchmodat", SYS_fchmodat},
    {"symlinkat", SYS_symlinkat},
    {"faccessat", SYS_faccessat},
    {"readlinkat", SYS_readlinkat},
    {"statx", SYS_statx},
    {"getcwd", SYS_getcwd},

#ifdef SYS_rename
    {"access", SYS_access},
    {"stat", SYS_stat},
    {"readlink", SYS_readlink},
    {"rename", SYS_rename},
    {"unlink", SYS_unlink},
    {"mkdir", SYS_mkdir},
    {"rmdir", SYS_rmdir},
    {"link", SYS_link},
    {"open", SYS_open},
    {"chmod", SYS_chmod},
    {"getdents", SYS_getdents},
    {"symlink", SYS_symlink},
#endif
};
enum { CALLS = sizeof calls / sizeof *calls };

static const struct {
    const char *name;
    int value;
} errors[] = {{"EIO", EIO},       {"ENOSPC", ENOSPC}, {"ENOMEM", ENOMEM},
              {"EMFILE", EMFILE}, {"EACCES", EACCES}, {"EROFS", EROFS}};

static void die(const char *what)
{
    perror(what);
    exit(99);
}

static pid_t start(char **program, bool traced)
{
    pid_t child = fork();
    if (child < 0)
        die("fork");
    if (child > 0)
        return child;
    int nothing = open("/dev/null", O_RDWR);
    int said = open("said", O_WRONLY | O_CREAT | O_TRUNC, 0600);
    dup2(nothing, 0);
    dup2(nothing, 1);
    dup2(said, 2);
    if (nothing > 2)
        close(nothing);
    if (said > 2)
        close(said);
    if (traced && ptrace(PTRACE_TRACEME, 0, 0, 0))
        _exit(99);
    execv(program[0], program);
    _exit(99);
}

static int report(bool hit, int status)
{
    if (WIFSIGNALED(status))
        printf("%s signal %d\n", hit ? "hit" : "missed", WTERMSIG(status));
    else
        printf("%s %d\n", hit ? "hit" : "missed", WEXITSTATUS(status));
    return 0;
}

/* The register that holds the call's number, or its result. */
static void set_register(pid_t child, bool result, long value)
{
#if defined __x86_64__
    struct user_regs_struct r;
    struct iovec io = {&r, sizeof r};
    if (ptrace(PTRACE_GETREGSET, child, NT_PRSTATUS, &io))
        die("ptrace");
    if (result)
        r.rax = (unsigned long long)value;
    else
        r.orig_rax = (unsigned long long)value;
    if (ptrace(PTRACE_SETREGSET, child, NT_PRSTATUS, &io))
        die("ptrace");
#elif defined __aarch64__
    struct user_regs_struct r;
    int number = (int)value;
    struct iovec io = {&r, sizeof r}, nr = {&number, sizeof number};
    if (!result && ptrace(PTRACE_SETREGSET, child, NT_ARM_SYSTEM_CALL, &nr))
        die("ptrace");
    if (result && ptrace(PTRACE_GETREGSET, child, NT_PRSTATUS, &io))
        die("ptrace");
    r.regs[0] = (unsigned long long)value;
    if (result && ptrace(PTRACE_SETREGSET, child, NT_PRSTATUS, &io))
        die("ptrace");
#else
#error "fault knows x86-64 and ARM64 only"
#endif
}

struct plan {
    long kill_at;  /* 0: never */
    long call, at; /* at 0: none fails */
    int error;
};

struct trace {
    long total, of[CALLS];
    bool hit;
    int status;
};

static void count(struct trace *t, long number)
{
    t->total++;
    for (size_t i = 0; i < CALLS; i++)
        t->of[i] += calls[i].number == number;
}

static long *counted(struct trace *t, long number)
{
    for (size_t i = 0; i < CALLS; i++)
        if (calls[i].number == number)
            return &t->of[i];
    return NULL;
}

/* Goes from one call's beginning or end to the next, until the program has ended. */
static struct trace follow(pid_t child, const struct plan *plan)
{
    struct trace t = {0};
    bool begun = false, failing = false;
    int signal = 0;
    if (waitpid(child, &t.status, 0) < 0)
        die("waitpid");
    ptrace(PTRACE_SETOPTIONS, child, 0, PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL);
    for (;;) {
        if (ptrace(PTRACE_SYSCALL, child, 0, signal) || waitpid(child, &t.status, 0) < 0)
            die("ptrace");
        if (!WIFSTOPPED(t.status))
            return t;
        signal = WSTOPSIG(t.status) == (SIGTRAP | 0x80) ? 0 : WSTOPSIG(t.status);
        struct __ptrace_syscall_info info;
        if (signal || ptrace(PTRACE_GET_SYSCALL_INFO, child, sizeof info, &info) <= 0)
            continue;
        if (info.op == PTRACE_SYSCALL_INFO_EXIT && failing) {
            set_register(child, true, -plan->error);
            failing = false;
        }
        if (info.op != PTRACE_SYSCALL_INFO_ENTRY)
            continue;
        long number = (long)info.entry.nr;
        begun |= number == SYS_umask;
        if (!begun)
            continue;
        count(&t, number);
        if (plan->kill_at && t.total == plan->kill_at) {
            kill(child, SIGKILL);
            waitpid(child, &t.status, 0);
            t.hit = true;
            return t;
        }
        if (plan->at && number == plan->call && *counted(&t, number) == plan->at) {
            set_register(child, false, -1);
            t.hit = failing = true;
        }
    }
}

static int list(const struct trace *t)
{
    for (size_t i = 0; i < CALLS; i++)
        if (t->of[i])
            printf("%s %ld\n", calls[i].name, t->of[i]);
    return 0;
}

static int kill_after(long microseconds, char **program)
{
    pid_t child = start(program, false);
    int status = 0;
    usleep((useconds_t)microseconds);
    bool hit = kill(child, SIGKILL) == 0 && waitpid(child, &status, 0) > 0;
    return report(hit && WIFSIGNALED(status), status);
}

static struct plan failure(char **words)
{
    struct plan plan = {.call = -1, .at = strtol(words[1], NULL, 10)};
    for (size_t i = 0; i < CALLS; i++)
        if (strcmp(words[0], calls[i].name) == 0)
            plan.call = calls[i].number;
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        if (strcmp(words[2], errors[i].name) == 0)
            plan.error = errors[i].value;
    if (plan.call < 0 || !plan.error || plan.at < 1) {
        fprintf(stderr, "fault: no such call, number or error\n");
        exit(2);
    }
    return plan;
}

int main(int argc, char **argv)
{
    const char *what = argc > 2 ? argv[1] : "";
    struct plan plan = {0};
    if (strcmp(what, "count") == 0 || strcmp(what, "boundaries") == 0) {
        struct trace t = follow(start(argv + 2, true), &plan);
        return what[0] == 'c' ? list(&t) : printf("%ld\n", t.total) < 0;
    }
    if (strcmp(what, "after") == 0 && argc > 3)
        return kill_after(strtol(argv[2], NULL, 10), argv + 3);
    if (strcmp(what, "kill") == 0 && argc > 3) {
        plan.kill_at = strtol(argv[2], NULL, 10);
        struct trace t = follow(start(argv + 3, true), &plan);
        return report(t.hit, t.status);
    }
    if (strcmp(what, "fail") == 0 && argc > 5) {
        plan = failure(argv + 2);
        struct trace t = follow(start(argv + 5, true), &plan);
        return report(t.hit, t.status);
    }
    fprintf(stderr, "fault: count|boundaries|kill N|after US|fail CALL N ERROR PROGRAM…\n");
    return 2;
}
