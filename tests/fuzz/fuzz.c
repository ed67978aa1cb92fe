#include "fuzz.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void fuzz_hold(bool holds, const char *what, const char *file, int line)
{
    if (holds)
        return;
    fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, what);
    abort();
}

struct tk_session *fuzz_session(void)
{
    static struct tk_session session;
    static bool open;
    struct tk_error err = {0};
    if (!open) {
        HOLD(tk_session_surroundings(&err) == TK_OK);
        HOLD(tk_session_open(&session, NULL, &err) == TK_OK);
        HOLD(tk_session_time_zone("Europe/Stockholm", &err) == TK_OK);
        open = true;
    }
    return &session;
}

static char path[64];

static void take_away(void)
{
    unlink(path);
}

const char *fuzz_file(const uint8_t *data, size_t size)
{
    if (!*path) {
        const char *memory = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
        snprintf(path, sizeof path, "%s/tk-fuzz-%ld", memory, (long)getpid());
        atexit(take_away);
    }
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    HOLD(file >= 0 && write(file, data, size) == (ssize_t)size);
    close(file);
    return path;
}

char *fuzz_text(const uint8_t *data, size_t size)
{
    char *text = tk_alloc(size + 1, 1);
    HOLD(text != NULL);
    if (size)
        memcpy(text, data, size);
    return text;
}

void fuzz_judge(enum tk_status st, const struct tk_error *err)
{
    const char *fault;
    HOLD(st != TK_INTERNAL && st != TK_IO);
    HOLD((st == TK_OK) == (*err->message == '\0'));
    HOLD(tk_text_valid(err->message, strlen(err->message), &fault));
    HOLD(strpbrk(err->message, "\r\n") == NULL);
}
