/* file: whole files read, and nothing but regular files: a pipe or a device in an input's place
 * would hang or never end; and whole files made.
 */
#ifndef TRYGGHETSKARTA_FILE_H
#define TRYGGHETSKARTA_FILE_H

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Opens a regular file for reading; *fd is the caller's to close(), -1 on failure.
 * TK_NO_INPUT if there is no such file, TK_NOT_PERMITTED if it may not be read, TK_IO if that
 * fails otherwise. */
TK_CHECK enum tk_status tk_file_open(const char *path, int *fd, struct tk_error *err);

/* Whether something is there, or nobody can tell: opening it then says why. */
bool tk_file_there(const char *path);

/* Which file it is and when it was last written to, by the clock that nobody sets back
 * (ctime): one that was written anew with the same bytes, or replaced, is another. */
struct tk_file_state {
    off_t size;
    dev_t device;
    ino_t number;
    long long changed_s, changed_ns;
};

/* Looks at a file; false as errno says. */
bool tk_file_look(const char *path, struct tk_file_state *out);
bool tk_file_same(const struct tk_file_state *a, const struct tk_file_state *b);

/* Adds a file's bytes to a buffer. Also TK_INPUT if it holds more than `most` bytes, TK_IO if
 * reading fails. What had been read before a failure stays in the buffer. */
TK_CHECK enum tk_status tk_file_read(const char *path, size_t most, struct tk_buffer *out,
                                     struct tk_error *err);

/* Writes all of the bytes; false as errno says. */
bool tk_file_write(int fd, const void *bytes, size_t n);

/* Copies what is left to be read of one file into another; which of them failed, as errno says,
 * or that somebody ended the run meanwhile (interrupt.h). */
enum tk_copied { TK_COPIED, TK_NOT_READ, TK_NOT_WRITTEN, TK_CUT_SHORT };
TK_CHECK enum tk_copied tk_file_copy(int from, int to);

/* Makes a file that is not there yet. TK_UNSAFE if it is: `instead` says what to do then;
 * TK_NOT_PERMITTED, TK_CANNOT_CREATE, TK_IO. What cannot be written to its end is removed. */
TK_CHECK enum tk_status tk_file_make(const char *path, const struct tk_buffer *bytes,
                                     const char *instead, struct tk_error *err);

#endif
