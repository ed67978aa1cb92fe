/* What a reader of status.h knows and an analyzer cannot: an error that is told is never TK_OK.
 * Given to clang-tidy alone (scripts/lint), before each file. */
#include "trygghetskarta/status.h"

#define tk_fail(...) ((void)tk_fail(__VA_ARGS__), TK_INTERNAL)
#define tk_fail_memory(err) ((void)tk_fail_memory(err), TK_INTERNAL)
