/* Feeds a fuzzed parser with the files named, as libFuzzer's own main does: the seeds, and what
 * fuzzing once found, are run by every compiler and in every test. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    enum { MOST = 1 << 20 };
    for (int i = 1; i < argc; i++) {
        uint8_t *data = malloc(MOST);
        FILE *file = fopen(argv[i], "rb");
        if (!file || !data) {
            fprintf(stderr, "%s cannot be read\n", argv[i]);
            return 1;
        }
        size_t n = fread(data, 1, MOST, file);
        fclose(file);
        data = realloc(data, n ? n : 1); /* so that reading past its end is seen */
        fprintf(stderr, "%s\n", argv[i]);
        LLVMFuzzerTestOneInput(data, n);
        free(data);
    }
    return argc > 1 ? 0 : 1;
}
