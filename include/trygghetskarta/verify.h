/* verify: the finished file read again by another road (GDAL, and GEOS's own predicates), and
 * the laws checked. Nothing is published that fails here.
 */
#ifndef TRYGGHETSKARTA_VERIFY_H
#define TRYGGHETSKARTA_VERIFY_H

#include "trygghetskarta/digest.h"
#include "trygghetskarta/layers.h"
#include "trygghetskarta/ledger.h"
#include "trygghetskarta/session.h"

/* What the run knows and the file has to agree with. Borrowed. */
struct tk_expected {
    const struct tk_layers *layers; /* with n_rows */
    const struct tk_ledger *ledger;
    size_t n_districts;
    int64_t notes_kept, notes_outside, notes_unknown, notes_recorded;
    double gap_tolerance_m;
    bool parents_given; /* by polygons of their own */
    const char *focus;  /* the kind of area that is one */
    size_t threads;     /* how many may work at a time */
};

/* A law that was checked, for the manifest. */
struct tk_law {
    int number;        /* 1 to 8 */
    const char *says;  /* one English sentence */
    long long checked; /* how many cases */
};

struct tk_verdicts {
    struct tk_law laws[16];
    size_t n;
    char sha256[TK_DIGEST_SIZE]; /* of the file that was verified */
};

/* Opens the file read-only, with SQLite (integrity, header bytes 18 and 19 = 1, no journal mode
 * but DELETE, foreign keys, R-trees by rtreecheck, check.sql of every layer) and with GDAL
 * (every layer opens, every feature is read: counts as expected, geometries valid and in the
 * CRS; the districts and areas of notes asked again of GEOS). TK_INTERNAL naming the law that
 * is broken, with an example; the same one however many threads there are. */
TK_CHECK enum tk_status tk_verify(struct tk_session *session, const char *path,
                                  const struct tk_expected *expected, struct tk_verdicts *out,
                                  struct tk_error *err);

#endif
