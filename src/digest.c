#include "trygghetskarta/digest.h"

#include "trygghetskarta/file.h"
#include "trygghetskarta/interrupt.h"

#include <errno.h>
#include <nettle/sha2.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

static void finish(struct sha256_ctx *context, char out[TK_DIGEST_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t sum[SHA256_DIGEST_SIZE];
    sha256_digest(context, sizeof sum, sum);
    for (size_t i = 0; i < sizeof sum; i++) {
        out[2 * i] = digits[sum[i] >> 4];
        out[2 * i + 1] = digits[sum[i] & 15];
    }
    out[TK_DIGEST_SIZE - 1] = '\0';
}

enum tk_status tk_digest_file(const char *path, char out[TK_DIGEST_SIZE], struct tk_error *err)
{
    out[0] = '\0';
    int fd;
    enum tk_status st = tk_file_open(path, &fd, err);
    if (st)
        return st;
    struct sha256_ctx context;
    sha256_init(&context);
    uint8_t block[65536];
    ssize_t n = 0;
    while (!(st = tk_interrupt_check(err)) && (n = read(fd, block, sizeof block)) > 0)
        sha256_update(&context, (size_t)n, block);
    if (!st && n < 0)
        st = tk_fail(err, TK_IO, "%s: cannot be read: %s", path, strerror(errno));
    if (!st)
        finish(&context, out);
    close(fd);
    return st;
}

void tk_digest_bytes(const void *bytes, size_t n, char out[TK_DIGEST_SIZE])
{
    struct sha256_ctx context;
    sha256_init(&context);
    if (n)
        sha256_update(&context, n, bytes);
    finish(&context, out);
}
