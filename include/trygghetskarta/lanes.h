/* lanes: pieces of work done side by side, where each has its own data and its own libraries'
 * handles. What comes out does not depend on how many threads there are.
 */
#ifndef TRYGGHETSKARTA_LANES_H
#define TRYGGHETSKARTA_LANES_H

#include "trygghetskarta/status.h"

#include <stddef.h>

struct tk_lane {
    enum tk_status (*work)(void *context, struct tk_error *err);
    void *context;
    struct tk_error err; /* all zero at first */
};

/* Does all of them, begun in their order, as many at a time as there are threads (at least one,
 * and the caller's is one of them). After a failure no further one is begun; the failure of the
 * first in the array that failed is returned, which is the same for any number of threads. */
TK_CHECK enum tk_status tk_lanes_run(struct tk_lane *lanes, size_t n, size_t threads,
                                     struct tk_error *err);

/* How many processors this process may use; at least one. */
size_t tk_lanes_processors(void);

#endif
