/* digest: SHA-256, by nettle. */
#ifndef TRYGGHETSKARTA_DIGEST_H
#define TRYGGHETSKARTA_DIGEST_H

#include "trygghetskarta/status.h"

#include <stddef.h>

#define TK_DIGEST_SIZE 65 /* 64 hexadecimal digits and a NUL */

/* The digest of a file's bytes; "" on failure, with the errors of tk_file_open(), TK_IO and
 * TK_INTERRUPTED. */
TK_CHECK enum tk_status tk_digest_file(const char *path, char out[TK_DIGEST_SIZE],
                                       struct tk_error *err);

/* The digest of n bytes; bytes may be NULL if n is 0. */
void tk_digest_bytes(const void *bytes, size_t n, char out[TK_DIGEST_SIZE]);

#endif
