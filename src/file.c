#include "trygghetskarta/file.h"

#include "trygghetskarta/interrupt.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum tk_status tk_file_open(const char *path, int *fd, struct tk_error *err)
{
    /* O_NONBLOCK: to open a pipe without a writer would wait for one */
    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (*fd < 0) {
        enum tk_status status = errno == EACCES                       ? TK_NOT_PERMITTED
                                : errno == ENOENT || errno == ENOTDIR ? TK_NO_INPUT
                                                                      : TK_IO;
        return tk_fail(err, status, "%s: cannot be opened: %s", path, strerror(errno));
    }
    struct stat about;
    enum tk_status st = TK_OK;
    if (fstat(*fd, &about) != 0)
        st = tk_fail(err, TK_IO, "%s: %s", path, strerror(errno));
    else if (!S_ISREG(about.st_mode))
        st = tk_fail(err, TK_NO_INPUT, "%s: is not a regular file", path);
    if (!st)
        return TK_OK;
    close(*fd);
    *fd = -1;
    return st;
}

bool tk_file_there(const char *path)
{
    return access(path, F_OK) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

bool tk_file_look(const char *path, struct tk_file_state *out)
{
    struct stat about;
    *out = (struct tk_file_state){0};
    if (stat(path, &about) != 0)
        return false;
    *out = (struct tk_file_state){about.st_size, about.st_dev, about.st_ino,
                                  about.st_ctim.tv_sec, about.st_ctim.tv_nsec};
    return true;
}

bool tk_file_same(const struct tk_file_state *a, const struct tk_file_state *b)
{
    return a->size == b->size && a->device == b->device && a->number == b->number &&
           a->changed_s == b->changed_s && a->changed_ns == b->changed_ns;
}

enum tk_status tk_file_read(const char *path, size_t most, struct tk_buffer *out,
                            struct tk_error *err)
{
    int fd;
    enum tk_status st = tk_file_open(path, &fd, err);
    if (st)
        return st;
    char block[16384];
    size_t total = 0;
    ssize_t n;
    while ((n = read(fd, block, sizeof block)) > 0 && total + (size_t)n <= most) {
        tk_buffer_add(out, block, (size_t)n);
        total += (size_t)n;
    }
    if (n < 0)
        st = tk_fail(err, TK_IO, "%s: cannot be read: %s", path, strerror(errno));
    else if (n > 0)
        st = tk_fail(err, TK_INPUT, "%s: is larger than the %zu bytes allowed", path, most);
    close(fd);
    return st ? st : tk_buffer_check(out, err);
}

bool tk_file_write(int fd, const void *bytes, size_t n)
{
    for (const char *at = bytes; n > 0;) {
        ssize_t written = write(fd, at, n);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        at += written;
        n -= (size_t)written;
    }
    return true;
}

enum tk_copied tk_file_copy(int from, int to)
{
    char piece[1 << 16];
    while (!tk_interrupt_caught()) {
        ssize_t n = read(from, piece, sizeof piece);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n < 0 ? TK_NOT_READ : TK_COPIED;
        if (!tk_file_write(to, piece, (size_t)n))
            return TK_NOT_WRITTEN;
    }
    return TK_CUT_SHORT;
}

enum tk_status tk_file_make(const char *path, const struct tk_buffer *bytes,
                            const char *instead, struct tk_error *err)
{
    FILE *file = fopen(path, "wbxe");
    if (!file && errno == EEXIST)
        return tk_fail(err, TK_UNSAFE, "%s: is there already, and is not replaced; %s", path,
                       instead);
    if (!file)
        return tk_fail(err, errno == EACCES ? TK_NOT_PERMITTED : TK_CANNOT_CREATE,
                       "%s: cannot be made: %s", path, strerror(errno));
    bool whole = fwrite(tk_buffer_string(bytes), 1, bytes->length, file) == bytes->length;
    whole = fclose(file) == 0 && whole;
    if (whole)
        return TK_OK;
    enum tk_status st = tk_fail(err, TK_IO, "%s: cannot be written: %s", path, strerror(errno));
    unlink(path);
    return st;
}
