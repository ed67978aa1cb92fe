#include "support/support.h"

#include "trygghetskarta/digest.h"
#include "trygghetskarta/publish.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NIGHT "2026-11-22T02:15:00Z"

struct test {
    char directory[256], editions[300];
    struct tk_edition_config config;
    struct tk_publication *p;
    struct tk_log log;
    struct tk_error err;
};

static int set_up(void **state)
{
    struct test *t = calloc(1, sizeof *t);
    support_directory(t->directory, sizeof t->directory);
    assert_int_equal(chmod(t->directory, 0777), 0); /* for those who drop to nobody */
    snprintf(t->editions, sizeof t->editions, "%s/utgavor", t->directory);
    t->config.directory = t->editions;
    t->config.keep = 14;
    t->config.audience = TK_PUBLIC_AUDIENCE;
    *state = t;
    return 0;
}

static int tear_down(void **state)
{
    struct test *t = *state;
    tk_publish_close(t->p);
    support_remove(t->directory);
    free(t);
    return 0;
}

static const char *at(const struct test *t, const char *name)
{
    static char path[4][640];
    static int turn;
    turn = (turn + 1) % 4;
    snprintf(path[turn], sizeof path[turn], "%s/%s", t->directory, name);
    return path[turn];
}

static bool lies(const struct test *t, const char *name)
{
    struct stat status;
    return lstat(at(t, name), &status) == 0;
}

static void assert_mode(const struct test *t, const char *name, unsigned mode)
{
    struct stat status;
    assert_int_equal(stat(at(t, name), &status), 0);
    assert_int_equal(status.st_mode & 07777, mode);
}

static void assert_holds(const struct test *t, const char *name, const char *expected)
{
    char text[256] = "";
    FILE *f = fopen(at(t, name), "rb");
    assert_non_null(f);
    assert_true(fread(text, 1, sizeof text - 1, f) > 0);
    fclose(f);
    assert_string_equal(text, expected);
}

/* One run: what is published is a text, since publishing does not look inside. */
static enum tk_status run(struct test *t, const char *file, const char *content,
                          const char *utc)
{
    const char *path;
    char manifest[256], digest[TK_DIGEST_SIZE];
    tk_digest_bytes(content, strlen(content), digest);
    snprintf(manifest, sizeof manifest, "{\"fingerprint\": \"%s\", \"sha256\": \"%s\"}\n",
             content, digest);
    t->err = (struct tk_error){TK_OK, ""};
    enum tk_status st = tk_publish_open(&t->config, file, &t->p, &t->err);
    if (!st) {
        FILE *f = fopen(tk_publish_build_path(t->p), "wb");
        fputs(content, f);
        fclose(f);
        st = tk_publish_commit(t->p, manifest, utc, &path, &t->log, &t->err);
        if (!st)
            assert_int_equal(access(path, R_OK), 0);
    }
    tk_publish_close(t->p);
    t->p = NULL;
    return st;
}

/* Names in a directory that begin so. */
static int count(const struct test *t, const char *directory, const char *beginning)
{
    int n = 0;
    DIR *d = opendir(at(t, directory));
    assert_non_null(d);
    for (struct dirent *e; (e = readdir(d));)
        n += strncmp(e->d_name, beginning, strlen(beginning)) == 0;
    closedir(d);
    return n;
}

static void an_edition(void **state)
{
    struct test *t = *state;
    assert_ok(tk_publish_open(&t->config, NULL, &t->p, &t->err), &t->err);
    assert_string_equal(tk_publish_last_file(t->p), "");
    assert_string_equal(tk_publish_file_name(t->p), "lagesbild.gpkg");
    assert_contains(tk_publish_build_path(t->p), "/utgavor/.bygge-");
    tk_publish_close(t->p);
    t->p = NULL;
    assert_int_equal(count(t, "utgavor", ".bygge"), 0);

    mode_t before = umask(027); /* as main and the unit have it: a public edition is for all */
    assert_int_equal(rmdir(t->editions) == 0 || unlink(at(t, "utgavor/.lock")) == 0, true);
    (void)rmdir(t->editions);
    assert_ok(run(t, NULL, "one", NIGHT), &t->err);
    (void)umask(before);
    assert_mode(t, "utgavor", 0755);
    assert_holds(t, "utgavor/2026-11-22T021500Z/lagesbild.gpkg", "one");
    assert_holds(t, "utgavor/aktuell/lagesbild.gpkg", "one");
    assert_true(lies(t, "utgavor/aktuell/korning.json"));
    assert_holds(t, "utgavor/.senast_lyckad", NIGHT " one\n");
    assert_mode(t, "utgavor/aktuell", 0555);
    assert_mode(t, "utgavor/2026-11-22T021500Z", 0555);
    assert_mode(t, "utgavor/aktuell/lagesbild.gpkg", 0444);
    assert_mode(t, "utgavor/aktuell/korning.json", 0444);
    assert_mode(t, "utgavor/.lock", 0600);
    struct stat a, b;
    assert_int_equal(stat(at(t, "utgavor/aktuell/lagesbild.gpkg"), &a), 0);
    assert_int_equal(stat(at(t, "utgavor/2026-11-22T021500Z/lagesbild.gpkg"), &b), 0);
    assert_int_equal(a.st_ino, b.st_ino);

    assert_ok(run(t, NULL, "two", NIGHT), &t->err); /* in the same second */
    assert_holds(t, "utgavor/2026-11-22T021500Z-2/lagesbild.gpkg", "two");
    assert_holds(t, "utgavor/aktuell/lagesbild.gpkg", "two");
    assert_holds(t, "utgavor/2026-11-22T021500Z/lagesbild.gpkg", "one");
    assert_holds(t, "utgavor/.foregaende/lagesbild.gpkg",
                 "one"); /* for those on their way in */
    assert_int_equal(count(t, "utgavor", ".bygge"), 0);
    assert_int_equal(count(t, "utgavor", ".aktuell"), 0);
    assert_ok(tk_publish_open(&t->config, "", &t->p, &t->err), &t->err);
    assert_contains(tk_publish_last_file(t->p), "utgavor/2026-11-22T021500Z-2/lagesbild.gpkg");
    assert_contains(tk_publish_last_manifest(t->p), "-2/korning.json");
}

static void internal_is_not_for_all(void **state)
{
    struct test *t = *state;
    t->config.audience = TK_INTERNAL_AUDIENCE;
    assert_ok(run(t, NULL, "one", NIGHT), &t->err);
    assert_mode(t, "utgavor", 0750);
    assert_mode(t, "utgavor/aktuell", 0550);
    assert_mode(t, "utgavor/aktuell/lagesbild.gpkg", 0440);
}

static void the_same_again_is_not_published(void **state)
{
    struct test *t = *state;
    bool unchanged;
    assert_ok(run(t, NULL, "one", NIGHT), &t->err);
    assert_ok(tk_publish_open(&t->config, NULL, &t->p, &t->err), &t->err);
    assert_ok(
        tk_publish_unchanged(t->p, "two", "2026-11-23T02:15:00Z", &unchanged, &t->log, &t->err),
        &t->err);
    assert_false(unchanged);
    assert_holds(t, "utgavor/.senast_lyckad", NIGHT " one\n");
    /* somebody took the pointer away: it comes back */
    assert_int_equal(rename(at(t, "utgavor/aktuell"), at(t, "utgavor/borta")), 0);
    assert_ok(
        tk_publish_unchanged(t->p, "one", "2026-11-23T02:15:00Z", &unchanged, &t->log, &t->err),
        &t->err);
    assert_true(unchanged);
    assert_holds(t, "utgavor/.senast_lyckad", "2026-11-23T02:15:00Z one\n");
    assert_holds(t, "utgavor/aktuell/lagesbild.gpkg", "one");
    assert_int_equal(count(t, "utgavor", "2026"), 1);
}

/* Cut off by a disk, or written to by somebody: said by the next run and by `status`. */
static void a_damaged_edition_does_not_stand(void **state)
{
    struct test *t = *state;
    struct tk_standing standing;
    bool unchanged = true;
    assert_ok(run(t, NULL, "one", NIGHT), &t->err);
    assert_ok(tk_publish_standing(&t->config, &standing, &t->err), &t->err);
    assert_false(standing.damaged);
    tk_standing_free(&standing);
    assert_int_equal(chmod(at(t, "utgavor/aktuell/lagesbild.gpkg"), 0644), 0);
    assert_int_equal(truncate(at(t, "utgavor/aktuell/lagesbild.gpkg"), 0), 0);
    assert_ok(tk_publish_standing(&t->config, &standing, &t->err), &t->err);
    assert_true(standing.damaged);
    tk_standing_free(&standing);
    assert_ok(tk_publish_open(&t->config, NULL, &t->p, &t->err), &t->err);
    size_t warnings = t->log.warnings;
    assert_ok(
        tk_publish_unchanged(t->p, "one", "2026-11-23T02:15:00Z", &unchanged, &t->log, &t->err),
        &t->err);
    assert_false(unchanged);
    assert_int_equal(t->log.warnings, warnings + 1);
    assert_holds(t, "utgavor/.senast_lyckad", NIGHT " one\n");
    tk_publish_close(t->p);
    t->p = NULL;
    assert_ok(run(t, NULL, "one", "2026-11-23T02:15:00Z"), &t->err);
    assert_holds(t, "utgavor/aktuell/lagesbild.gpkg", "one");
}

static struct tk_standing standing_of(struct test *t)
{
    struct tk_standing standing;
    assert_ok(tk_publish_standing(&t->config, &standing, &t->err), &t->err);
    tk_standing_free(
        &(struct tk_standing){.file = standing.file, .manifest = standing.manifest});
    return standing;
}

static void assert_warned(struct test *t, size_t times)
{
    size_t before = t->log.warnings;
    assert_ok(tk_publish_open(&t->config, NULL, &t->p, &t->err), &t->err);
    tk_publish_warn(t->p, &t->log);
    tk_publish_close(t->p);
    t->p = NULL;
    assert_int_equal(t->log.warnings, before + times);
}

/* Somebody tidied up: said by `status` and by the next run. */
static void what_was_published_is_gone(void **state)
{
    struct test *t = *state;
    assert_warned(t, 0); /* nothing has been published yet */
    assert_ok(run(t, NULL, "one", NIGHT), &t->err);
    assert_true(standing_of(t).shown);
    assert_warned(t, 0);

    assert_int_equal(unlink(at(t, "utgavor/aktuell/lagesbild.gpkg")), 0);
    assert_false(standing_of(t).shown);
    assert_string_equal(standing_of(t).edition, "2026-11-22T021500Z");
    assert_warned(t, 1);

    assert_ok(run(t, NULL, "two", "2026-11-23T02:15:00Z"), &t->err);
    assert_true(standing_of(t).shown);
    assert_int_equal(unlink(at(t, "utgavor/2026-11-22T021500Z/korning.json")), 0);
    assert_true(standing_of(t).shown);
    assert_int_equal(unlink(at(t, "utgavor/2026-11-23T021500Z/lagesbild.gpkg")), 0);
    assert_false(standing_of(t).shown);
    assert_string_equal(standing_of(t).edition, "");
    assert_string_equal(standing_of(t).last_run, "2026-11-23T02:15:00Z");
    assert_warned(t, 1);

    static char long_stamp[100000];
    memset(long_stamp, '2', sizeof long_stamp - 1);
    assert_int_equal(unlink(at(t, "utgavor/.senast_lyckad")), 0);
    support_write(t->editions, ".senast_lyckad", long_stamp);
    assert_string_equal(standing_of(t).last_run, "?");
}

static void only_so_many_are_kept(void **state)
{
    struct test *t = *state;
    char utc[32];
    t->config.keep = 2;
    assert_ok(run(t, NULL, "1", "2026-11-21T00:00:00Z"), &t->err);
    /* a planner with an account too many has it open for editing */
    assert_int_equal(chmod(at(t, "utgavor/2026-11-21T000000Z"), 0755), 0);
    support_write(at(t, "utgavor/2026-11-21T000000Z"), "lagesbild.gpkg-wal", "edits");
    for (int i = 2; i < 6; i++) {
        snprintf(utc, sizeof utc, "2026-11-2%dT00:00:00Z", i);
        assert_ok(run(t, NULL, utc, utc), &t->err);
    }
    assert_int_equal(count(t, "utgavor", "2026"), 3);
    assert_true(lies(t, "utgavor/2026-11-21T000000Z/lagesbild.gpkg-wal"));
    assert_true(lies(t, "utgavor/2026-11-24T000000Z"));
    assert_true(lies(t, "utgavor/2026-11-25T000000Z"));
    assert_true(t->log.warnings > 0);
    /* the clock goes wrong: what was just published stays, and is the newest */
    assert_ok(run(t, NULL, "wrong", "2020-01-01T00:00:00Z"), &t->err);
    assert_holds(t, "utgavor/aktuell/lagesbild.gpkg", "wrong");
    assert_true(lies(t, "utgavor/2020-01-01T000000Z"));
    assert_ok(tk_publish_open(&t->config, NULL, &t->p, &t->err), &t->err);
    assert_contains(tk_publish_last_file(t->p), "2020-01-01T000000Z");
}

/* What somebody put into an edition's directory stays with it; a link is no edition. */
static void what_is_somebodys_own_is_kept(void **state)
{
    struct test *t = *state;
    struct tk_standing standing;
    t->config.keep = 1;
    assert_ok(run(t, NULL, "1", "2026-11-21T00:00:00Z"), &t->err);
    assert_int_equal(chmod(at(t, "utgavor/2026-11-21T000000Z"), 0755), 0);
    support_write(at(t, "utgavor/2026-11-21T000000Z"), "anteckning.txt", "min");
    assert_int_equal(mkdir(at(t, "mitt"), 0755), 0);
    support_write(at(t, "mitt"), "lagesbild.gpkg", "x");
    support_write(at(t, "mitt"), "korning.json", "x");
    assert_int_equal(symlink("../mitt", at(t, "utgavor/2026-01-01T000000Z")), 0);
    assert_ok(run(t, NULL, "2", "2026-11-22T00:00:00Z"), &t->err);
    assert_ok(run(t, NULL, "3", "2026-11-23T00:00:00Z"), &t->err);
    assert_holds(t, "utgavor/2026-11-21T000000Z/anteckning.txt", "min");
    assert_holds(t, "utgavor/2026-11-21T000000Z/lagesbild.gpkg", "1");
    assert_false(lies(t, "utgavor/2026-11-22T000000Z"));
    assert_true(lies(t, "utgavor/2026-01-01T000000Z"));
    assert_int_equal(t->log.warnings, 2); /* each run tells the note */
    assert_ok(tk_publish_standing(&t->config, &standing, &t->err), &t->err);
    assert_string_equal(standing.edition, "2026-11-23T000000Z");
    tk_standing_free(&standing);
}

static void an_edited_current_is_put_aside(void **state)
{
    struct test *t = *state;
    assert_ok(run(t, NULL, "one", NIGHT), &t->err);
    assert_int_equal(chmod(at(t, "utgavor/aktuell"), 0755), 0);
    support_write(at(t, "utgavor/aktuell"), "lagesbild.gpkg-wal", "edits");
    assert_ok(run(t, NULL, "two", NIGHT), &t->err);
    assert_ok(run(t, NULL, "three", NIGHT), &t->err);
    assert_holds(t, "utgavor/aktuell/lagesbild.gpkg", "three");
    assert_false(lies(t, "utgavor/aktuell/lagesbild.gpkg-wal"));
    assert_int_equal(count(t, "utgavor", "kvar"), 1);
    assert_int_equal(t->log.warnings, 1);
}

static void what_dead_runs_left_is_swept(void **state)
{
    struct test *t = *state;
    assert_ok(run(t, NULL, "one", NIGHT), &t->err);
    static const char *const dead[] = {"utgavor/.bygge-1", "utgavor/.aktuell-1"};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(mkdir(at(t, dead[i]), 0755), 0);
        support_write(at(t, dead[i]), "lagesbild.gpkg", "half");
    }
    support_write(at(t, dead[0]), "lagesbild.gpkg-journal", "half");
    assert_int_equal(chmod(at(t, dead[0]), 0555), 0);
    assert_int_equal(symlink("x", at(t, "utgavor/.aktuell-2")), 0);
    assert_int_equal(mkdir(at(t, "utgavor/mitt"), 0755), 0);
    assert_ok(tk_publish_open(&t->config, NULL, &t->p, &t->err), &t->err);
    assert_false(lies(t, dead[0]));
    assert_false(lies(t, dead[1]));
    assert_false(lies(t, "utgavor/.aktuell-2"));
    assert_true(lies(t, "utgavor/mitt"));
}

/* Names that begin as ours do, and what another user left, are not ours to remove. */
static void what_is_not_ours_is_left(void **state)
{
    struct test *t = *state;
    static const char *const own[] = {"utgavor/.bygge-karta", "utgavor/.aktuell-1-c",
                                      "utgavor/.bygge-1-a", "utgavor/.aktuell-"};
    static const char dead[] = "utgavor/.bygge-2026-11-22T021500Z-2";
    assert_ok(run(t, NULL, "one", NIGHT), &t->err);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        assert_int_equal(mkdir(at(t, own[i]), 0755), 0);
    support_write(t->editions, ".bygge-7", "a file");
    assert_int_equal(mkdir(at(t, dead), 0755), 0);
    assert_int_equal(mkdir(at(t, "utgavor/.bygge-8"), 0755), 0);
    bool given = chown(at(t, "utgavor/.bygge-8"), 12345, (gid_t)-1) == 0;
    assert_ok(run(t, NULL, "two", NIGHT), &t->err);
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        assert_true(lies(t, own[i]));
    assert_holds(t, "utgavor/.bygge-7", "a file");
    assert_int_equal(lies(t, "utgavor/.bygge-8"), given);
    assert_false(lies(t, dead));
}

static int child_status(pid_t child)
{
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void one_run_at_a_time(void **state)
{
    struct test *t = *state;
    assert_ok(tk_publish_open(&t->config, NULL, &t->p, &t->err), &t->err);
    pid_t child = fork();
    if (child == 0) {
        struct tk_publication *p;
        struct tk_error err = {TK_OK, ""};
        enum tk_status st = tk_publish_open(&t->config, NULL, &p, &err);
        _exit(strstr(err.message, "utgavor: another run is publishing here") ? (int)st : 99);
    }
    assert_int_equal(child_status(child), TK_BUSY);
    assert_int_equal(count(t, "utgavor", ".bygge-"), 1); /* the living one's is left alone */
}

/* A process that opens the file again and again: 0 as long as it is always there and whole. */
static int hammer(const struct test *t, volatile int *stop)
{
    char path[640], text[16];
    snprintf(path, sizeof path, "%s/aktuell/lagesbild.gpkg", t->editions);
    while (!*stop) {
        int fd = open(path, O_RDONLY);
        if (fd < 0)
            return 1;
        if (read(fd, text, sizeof text) != 5)
            return 2;
        close(fd);
    }
    return 0;
}

static void current_is_always_there(void **state)
{
    struct test *t = *state;
    t->config.keep = 1;
    assert_ok(run(t, NULL, "n   0", NIGHT), &t->err);
    volatile int *stop =
        mmap(NULL, sizeof *stop, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t child = fork();
    if (child == 0)
        _exit(hammer(t, stop));
    char content[16];
    for (int i = 1; i <= 200; i++) {
        snprintf(content, sizeof content, "n%4d", i);
        assert_ok(run(t, NULL, content, NIGHT), &t->err);
    }
    *stop = 1;
    assert_int_equal(child_status(child), 0);
    assert_int_equal(count(t, "utgavor", "2026"), 1);
    munmap((void *)stop, sizeof *stop);
}

static void a_symbolic_link_where_asked_for(void **state)
{
    struct test *t = *state;
    t->config.pointer = TK_POINTER_SYMLINK;
    char target[64] = "";
    assert_ok(run(t, NULL, "one", NIGHT), &t->err);
    assert_ok(run(t, NULL, "two", NIGHT), &t->err);
    assert_true(readlink(at(t, "utgavor/aktuell"), target, sizeof target - 1) > 0);
    assert_string_equal(target, "2026-11-22T021500Z-2");
    /* and back to a directory, but not the other way by itself */
    t->config.pointer = TK_POINTER_EXCHANGE;
    assert_ok(run(t, NULL, "three", NIGHT), &t->err);
    assert_holds(t, "utgavor/aktuell/lagesbild.gpkg", "three");
    assert_int_equal(readlink(at(t, "utgavor/aktuell"), target, sizeof target), -1);
    t->config.pointer = TK_POINTER_SYMLINK;
    assert_int_equal(run(t, NULL, "four", NIGHT), TK_UNSAFE);
    assert_contains(t->err.message, "utgavor/aktuell: is a directory, and `pointer: symlink`");
}

/* A system call fails from now on, as on a disk or file system that is no good. */
static bool forbid(unsigned call, unsigned reason)
{
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, call, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | reason),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    struct sock_fprog program = {sizeof code / sizeof *code, code};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
           prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static void no_exchange_is_told(void **state)
{
    struct test *t = *state;
    pid_t child = fork();
    if (child == 0) {
        if (!forbid(SYS_renameat2, EINVAL))
            _exit(98);
        struct tk_error err = {TK_OK, ""};
        enum tk_status st = tk_publish_open(&t->config, NULL, &t->p, &err);
        bool told = strstr(err.message, "cannot exchange two directories") &&
                    strstr(err.message, "`pointer: symlink`");
        t->config.pointer = TK_POINTER_SYMLINK;
        bool other = tk_publish_open(&t->config, NULL, &t->p, &t->err) == TK_OK;
        tk_publish_close(t->p);
        _exit(told && other ? (int)st : 99);
    }
    int status = child_status(child);
    if (status == 98) {
        fprintf(stderr, "SKIPPED: no system call can be forbidden here (seccomp)\n");
        skip();
    }
    assert_int_equal(status, TK_CANNOT_CREATE);
    assert_int_equal(count(t, "utgavor", ".aktuell"), 0);
    assert_int_equal(count(t, "utgavor", ".bygge"), 0);
}

static void a_failing_call_changes_nothing(void **state)
{
    struct test *t = *state;
    static const struct {
        unsigned call, reason;
        enum tk_status status;
        const char *part;
    } faults[] = {
        {SYS_fsync, EIO, TK_IO, "lagesbild.gpkg: cannot be made durable: Input/output"},
        {SYS_fchmod, EROFS, TK_CANNOT_CREATE, "Read-only file system"},
        {SYS_mkdirat, ENOSPC, TK_IO, "No space left"},
        {SYS_linkat, EPERM, TK_CANNOT_CREATE, "has no hard links"},
        {SYS_renameat, EACCES, TK_NOT_PERMITTED, "Permission denied"}};
    assert_ok(run(t, NULL, "one", NIGHT), &t->err);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        pid_t child = fork();
        if (child == 0) {
            if (!forbid(faults[i].call, faults[i].reason))
                _exit(98);
            enum tk_status st = run(t, NULL, "two", NIGHT);
            if (!strstr(t->err.message, faults[i].part))
                fprintf(stderr, "%s\n", t->err.message);
            _exit(strstr(t->err.message, faults[i].part) ? (int)st : 99);
        }
        int status = child_status(child);
        if (status == 98)
            skip();
        assert_int_equal(status, faults[i].status);
        assert_holds(t, "utgavor/aktuell/lagesbild.gpkg", "one");
        assert_holds(t, "utgavor/.senast_lyckad", NIGHT " one\n");
        assert_int_equal(count(t, "utgavor", "2026"), 1);
    }
    assert_ok(run(t, NULL, "two", NIGHT), &t->err);
    assert_holds(t, "utgavor/aktuell/lagesbild.gpkg", "two");
    assert_int_equal(count(t, "utgavor", ".bygge") + count(t, "utgavor", ".aktuell"), 0);
}

static void killed_at_any_time(void **state)
{
    struct test *t = *state;
    t->config.keep = 3;
    struct timespec begun, done;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    for (int i = 0; i < 4; i++)
        assert_ok(run(t, NULL, "n   0", NIGHT), &t->err);
    clock_gettime(CLOCK_MONOTONIC, &done);
    double one_run = (double)(done.tv_sec - begun.tv_sec) * 250000 +
                     (double)(done.tv_nsec - begun.tv_nsec) / 4000; /* microseconds */
    for (int i = 1; i <= 60; i++) {
        pid_t child = fork();
        if (child == 0)
            for (char content[16];;) {
                snprintf(content, sizeof content, "n%4d", i);
                (void)!run(t, NULL, content, NIGHT);
            }
        usleep((useconds_t)(one_run * (0.1 + i / 30.0))); /* in a first or second run */
        kill(child, SIGKILL);
        assert_int_equal(waitpid(child, NULL, 0), child);
        char text[16] = "";
        FILE *f = fopen(at(t, "utgavor/aktuell/lagesbild.gpkg"), "rb");
        assert_non_null(f);
        assert_int_equal(fread(text, 1, sizeof text, f), 5);
        fclose(f);
        assert_true(lies(t, "utgavor/aktuell/korning.json"));
    }
    assert_ok(run(t, NULL, "last!", NIGHT), &t->err);
    assert_holds(t, "utgavor/aktuell/lagesbild.gpkg", "last!");
    assert_int_equal(count(t, "utgavor", "2026"), 3);
    assert_int_equal(count(t, "utgavor", ".bygge") + count(t, "utgavor", ".aktuell"), 0);
}

struct nobody {
    struct test *t;
    const char *file;
};

static enum tk_status run_it(void *context, struct tk_error *err)
{
    struct nobody *n = context;
    enum tk_status st = run(n->t, n->file, "nobody's", NIGHT);
    *err = n->t->err;
    return st;
}

/* What a run without root's rights ends in. */
static enum tk_status run_as_nobody(struct test *t, const char *file)
{
    t->err = (struct tk_error){TK_OK, ""};
    return support_as_nobody(run_it, &(struct nobody){t, file}, &t->err);
}

static void without_permission(void **state)
{
    struct test *t = *state;
    assert_int_equal(mkdir(at(t, "utgavor"), 0755), 0);
    assert_int_equal(chmod(at(t, "utgavor"), 0555), 0);
    assert_int_equal(run_as_nobody(t, NULL), TK_NOT_PERMITTED);
    assert_contains(t->err.message, "utgavor/.lock: lock cannot be made: Permission denied");
    char file[640];
    snprintf(file, sizeof file, "%s/utgavor/karta.gpkg", t->directory);
    assert_int_equal(run_as_nobody(t, file), TK_NOT_PERMITTED);
    assert_contains(t->err.message, "Permission denied");
    assert_int_equal(rmdir(at(t, "utgavor")), 0);
    /* and with it, everything works without root: sealed directories are renamed and removed */
    t->config.keep = 1;
    assert_ok(run_as_nobody(t, NULL), &t->err);
    assert_ok(run_as_nobody(t, NULL), &t->err);
    assert_ok(run_as_nobody(t, NULL), &t->err);
    assert_int_equal(count(t, "utgavor", "2026"), 1);
    assert_holds(t, "utgavor/2026-11-22T021500Z-3/lagesbild.gpkg", "nobody's");
}

/* Only the directory was given away: what cannot be removed keeps its name, so that each run
 * looks at it again and tells, and what can be removed is. */
static void another_users_edition(void **state)
{
    struct test *t = *state;
    t->config.keep = 1;
    assert_ok(run(t, NULL, "root's", "2026-11-20T00:00:00Z"), &t->err);
    if (chown(t->editions, 65534, (gid_t)-1) != 0) {
        fprintf(stderr, "SKIPPED: only root gives a directory away\n");
        skip();
    }
    assert_int_equal(run_as_nobody(t, NULL), TK_NOT_PERMITTED);
    assert_contains(t->err.message, "utgavor/.lock: belongs to another user");
    assert_int_equal(unlink(at(t, "utgavor/.lock")), 0);
    for (int i = 0; i < 3; i++)
        assert_ok(run_as_nobody(t, NULL), &t->err);
    assert_holds(t, "utgavor/2026-11-20T000000Z/lagesbild.gpkg", "root's");
    assert_int_equal(count(t, "utgavor", "2026"), 2);
    assert_int_equal(count(t, "utgavor", ".bygge"), 0);
    assert_holds(t, "utgavor/aktuell/lagesbild.gpkg", "nobody's");
}

static void targets_that_cannot_be(void **state)
{
    struct test *t = *state;
    char missing[640];
    snprintf(missing, sizeof missing, "%s/nej/utgavor", t->directory);
    t->config.directory = missing;
    assert_int_equal(run(t, NULL, "x", NIGHT), TK_CANNOT_CREATE);
    assert_contains(t->err.message, "nej/utgavor: directory cannot be made: No such file");
    t->config.directory = t->editions;
    assert_int_equal(symlink("/tmp", t->editions), 0);
    assert_int_equal(run(t, NULL, "x", NIGHT), TK_CANNOT_CREATE);
    assert_int_equal(unlink(t->editions), 0);
    support_write(t->directory, "utgavor", "a file");
    assert_int_equal(run(t, NULL, "x", NIGHT), TK_CANNOT_CREATE);
    assert_contains(t->err.message, "utgavor: cannot be opened as a directory");
    assert_int_equal(unlink(t->editions), 0);
    assert_int_equal(mkdir(t->editions, 0755), 0);
    support_write(t->editions, "aktuell", "somebody's");
    assert_int_equal(run(t, NULL, "x", NIGHT), TK_UNSAFE);
    assert_holds(t, "utgavor/aktuell", "somebody's");
    assert_int_equal(unlink(at(t, "utgavor/aktuell")), 0);
    assert_int_equal(mkdir(at(t, "utgavor/aktuell"), 0755), 0);
    support_write(at(t, "utgavor/aktuell"), "viktigt.txt", "somebody's");
    for (t->config.pointer = 0; t->config.pointer <= TK_POINTER_SYMLINK; t->config.pointer++) {
        assert_int_equal(run(t, NULL, "x", NIGHT), TK_UNSAFE);
        assert_holds(t, "utgavor/aktuell/viktigt.txt", "somebody's");
    }
    t->config.pointer = TK_POINTER_EXCHANGE;
    assert_int_equal(run(t, NULL, "x", NIGHT), TK_UNSAFE);
    assert_contains(t->err.message, "aktuell/viktigt.txt: is nothing that this program made");
}

/* Somebody has looked at it over a share. */
static void what_file_managers_strew_stops_nothing(void **state)
{
    struct test *t = *state;
    static const char *const pointers[] = {"utgavor/aktuell", "utgavor/2026-11-22T021500Z"};
    t->config.keep = 1;
    assert_ok(run(t, NULL, "first", NIGHT), &t->err);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(chmod(at(t, pointers[i]), 0755), 0);
        support_write(at(t, pointers[i]), ".DS_Store", "x");
        support_write(at(t, pointers[i]), "._.DS_Store", "x"); /* as a Mac does on a share */
    }
    assert_ok(run(t, NULL, "second", "2026-11-23T02:15:00Z"), &t->err);
    assert_int_equal(count(t, "utgavor", "2026"), 1);
    assert_int_equal(count(t, "utgavor/aktuell", ".DS"), 0);
    /* a directory of that name is somebody's */
    assert_int_equal(chmod(at(t, "utgavor/aktuell"), 0755), 0);
    assert_int_equal(mkdir(at(t, "utgavor/aktuell/.directory"), 0755), 0);
    assert_int_equal(run(t, NULL, "third", "2026-11-24T02:15:00Z"), TK_UNSAFE);
}

static void another_users_directory(void **state)
{
    struct test *t = *state;
    assert_int_equal(mkdir(t->editions, 0777), 0);
    assert_int_equal(chmod(t->editions, 0777), 0);
    if (chown(t->editions, 12345, (gid_t)-1) != 0) {
        fprintf(stderr, "SKIPPED: only root gives a directory away\n");
        skip();
    }
    assert_int_equal(run(t, NULL, "x", NIGHT), TK_UNSAFE);
    assert_contains(t->err.message, "utgavor: belongs to user 12345, and this run is user 0");
    assert_int_equal(run_as_nobody(t, NULL), TK_UNSAFE);
    assert_int_equal(count(t, "utgavor", ""), 2); /* nothing was made there */
    assert_int_equal(chown(t->editions, 0, (gid_t)-1), 0);
    assert_ok(run_as_nobody(t, NULL), &t->err); /* root's, where this user may write */
}

/* What the file system is said to be; 0 for what it is. */
static unsigned long claimed;

int __real_fstatfs(int fd, struct statfs *out);
int __wrap_fstatfs(int fd, struct statfs *out);

int __wrap_fstatfs(int fd, struct statfs *out)
{
    int rc = __real_fstatfs(fd, out);
    if (claimed)
        out->f_type = (__typeof__(out->f_type))claimed;
    return rc;
}

static void not_on_another_machine(void **state)
{
    struct test *t = *state;
    static const struct {
        unsigned long magic;
        const char *name;
    } kinds[] = {{0x6969, "(NFS)"}, {0xFF534D42, "(CIFS)"}, {0xFE534D42, "(SMB2)"}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        claimed = kinds[i].magic;
        assert_int_equal(run(t, NULL, "x", NIGHT), TK_CANNOT_CREATE);
        assert_contains(t->err.message, "utgavor: lies on another machine");
        assert_contains(t->err.message, kinds[i].name);
        assert_contains(t->err.message, "`deliver`");
    }
    claimed = 0;
    assert_ok(run(t, NULL, "x", NIGHT), &t->err);
}

static void a_directory_that_cannot_be_made_durable(void **state)
{
    struct test *t = *state;
    pid_t child = fork();
    if (child == 0) {
        if (!forbid(SYS_fsync, EINVAL))
            _exit(98);
        enum tk_status st = run(t, NULL, "x", NIGHT);
        _exit(strstr(t->err.message, "cannot make a directory durable") ? (int)st : 99);
    }
    int status = child_status(child);
    if (status == 98)
        skip();
    assert_int_equal(status, TK_CANNOT_CREATE);
    assert_int_equal(count(t, "utgavor", ""), 2);
}

static void an_unclosed_file_is_not_published(void **state)
{
    struct test *t = *state;
    const char *path;
    assert_ok(run(t, NULL, "one", NIGHT), &t->err);
    assert_ok(tk_publish_open(&t->config, NULL, &t->p, &t->err), &t->err);
    char side[640];
    snprintf(side, sizeof side, "%s-journal", tk_publish_build_path(t->p));
    for (int i = 0; i < 2; i++) {
        FILE *f = fopen(i ? tk_publish_build_path(t->p) : side, "wb");
        fputs("x", f);
        fclose(f);
    }
    assert_int_equal(tk_publish_commit(t->p, "{}", NIGHT, &path, &t->log, &t->err),
                     TK_INTERNAL);
    assert_contains(t->err.message, "lagesbild.gpkg-journal: the file was not closed");
    assert_string_equal(path, "");
    assert_holds(t, "utgavor/aktuell/lagesbild.gpkg", "one");
    assert_int_equal(count(t, "utgavor", "2026"), 1);
}

static void a_room_too_small(void **state)
{
    struct test *t = *state;
    assert_ok(run(t, NULL, "one", NIGHT), &t->err);
    /* a last edition of a petabyte that holds nothing */
    int fd = open(at(t, "utgavor/aktuell/lagesbild.gpkg"), O_RDONLY);
    assert_true(fd >= 0);
    assert_int_equal(fchmod(fd, 0644), 0);
    close(fd);
    fd = open(at(t, "utgavor/aktuell/lagesbild.gpkg"), O_WRONLY);
    if (fd < 0 || ftruncate(fd, (off_t)1 << 43) != 0) {
        fprintf(stderr, "SKIPPED: the file system has no files of 8 TB\n");
        skip();
    }
    close(fd);
    assert_int_equal(run(t, NULL, "two", NIGHT), TK_IO);
    assert_contains(t->err.message, "MB are free, but");
}

static void one_file(void **state)
{
    struct test *t = *state;
    char file[640];
    snprintf(file, sizeof file, "%s/min karta.gpkg", t->directory);
    assert_ok(run(t, file, "one", NIGHT), &t->err);
    assert_holds(t, "min karta.gpkg", "one");
    assert_mode(t, "min karta.gpkg", 0444);
    assert_ok(run(t, file, "two", NIGHT), &t->err);
    assert_holds(t, "min karta.gpkg", "two");
    assert_int_equal(count(t, ".", "."), 2); /* nothing else was left: . and .. */
    assert_false(lies(t, "utgavor"));
    bool unchanged = true;
    assert_ok(tk_publish_open(&t->config, file, &t->p, &t->err), &t->err);
    assert_string_equal(tk_publish_file_name(t->p), "min karta.gpkg");
    assert_ok(tk_publish_unchanged(t->p, "two", NIGHT, &unchanged, &t->log, &t->err), &t->err);
    assert_false(unchanged);
}

static void one_file_beside_another(void **state)
{
    struct test *t = *state;
    char file[640], other[640];
    snprintf(file, sizeof file, "%s/a.gpkg", t->directory);
    snprintf(other, sizeof other, "%s/b.gpkg", t->directory);
    assert_ok(tk_publish_open(&t->config, file, &t->p, &t->err), &t->err);
    FILE *f = fopen(tk_publish_build_path(t->p), "wb");
    fclose(f);
    pid_t child = fork();
    if (child == 0) {
        t->p = NULL;
        _exit((int)run(t, other, "b", NIGHT));
    }
    assert_int_equal(child_status(child), TK_OK);
    assert_int_equal(access(tk_publish_build_path(t->p), F_OK), 0);
    assert_holds(t, "b.gpkg", "b");
}

static void one_file_that_is_not_safe_to_replace(void **state)
{
    struct test *t = *state;
    char file[640];
    snprintf(file, sizeof file, "%s/k.gpkg", t->directory);
    support_write(t->directory, "k.gpkg", "old");
    static const char *const sides[] = {"k.gpkg-wal", "k.gpkg-shm", "k.gpkg-journal"};
    for (int i = 0; i < 3; i++) {
        support_write(t->directory, sides[i], "x");
        assert_int_equal(run(t, file, "new", NIGHT), TK_UNSAFE);
        assert_contains(t->err.message, sides[i]);
        assert_int_equal(unlink(at(t, sides[i])), 0);
    }
    /* it is opened for editing while the new one is built */
    const char *path;
    assert_ok(tk_publish_open(&t->config, file, &t->p, &t->err), &t->err);
    FILE *f = fopen(tk_publish_build_path(t->p), "wb");
    fclose(f);
    support_write(t->directory, "k.gpkg-wal", "x");
    assert_int_equal(tk_publish_commit(t->p, "", NIGHT, &path, &t->log, &t->err), TK_UNSAFE);
    assert_holds(t, "k.gpkg", "old");
    tk_publish_close(t->p);
    t->p = NULL;
    assert_int_equal(unlink(at(t, "k.gpkg-wal")), 0);
    assert_int_equal(unlink(file), 0);
    assert_int_equal(symlink("/etc/passwd", file), 0);
    assert_int_equal(run(t, file, "new", NIGHT), TK_UNSAFE);
    assert_contains(t->err.message, "k.gpkg: is no file to replace, but a symbolic link");
    snprintf(file, sizeof file, "%s/vad?.gpkg", t->directory);
    assert_int_equal(run(t, file, "new", NIGHT), TK_USAGE);
    snprintf(file, sizeof file, "%s/nej/k.gpkg", t->directory);
    assert_int_equal(run(t, file, "new", NIGHT), TK_CANNOT_CREATE);
}

static void a_directory_open_to_all_is_told(void **state)
{
    struct test *t = *state;
    assert_int_equal(mkdir(t->editions, 0755), 0);
    assert_int_equal(chmod(t->editions, 0777), 0);
    assert_ok(run(t, NULL, "one", NIGHT), &t->err);
    assert_int_equal(t->log.warnings, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_edition),
        TEST(internal_is_not_for_all),
        TEST(the_same_again_is_not_published),
        TEST(a_damaged_edition_does_not_stand),
        TEST(what_was_published_is_gone),
        TEST(only_so_many_are_kept),
        TEST(what_is_somebodys_own_is_kept),
        TEST(an_edited_current_is_put_aside),
        TEST(what_dead_runs_left_is_swept),
        TEST(what_is_not_ours_is_left),
        TEST(one_run_at_a_time),
        TEST(current_is_always_there),
        TEST(a_symbolic_link_where_asked_for),
        TEST(no_exchange_is_told),
        TEST(a_failing_call_changes_nothing),
        TEST(killed_at_any_time),
        TEST(without_permission),
        TEST(targets_that_cannot_be),
        TEST(what_file_managers_strew_stops_nothing),
        TEST(another_users_edition),
        TEST(another_users_directory),
        TEST(not_on_another_machine),
        TEST(a_directory_that_cannot_be_made_durable),
        TEST(an_unclosed_file_is_not_published),
        TEST(a_room_too_small),
        TEST(one_file),
        TEST(one_file_beside_another),
        TEST(one_file_that_is_not_safe_to_replace),
        TEST(a_directory_open_to_all_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
