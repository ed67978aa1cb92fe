/* inputs: all sources of a configuration, opened together so that their digests are known
 * before anything is read, and closed together so that none has changed meanwhile.
 */
#ifndef TRYGGHETSKARTA_INPUTS_H
#define TRYGGHETSKARTA_INPUTS_H

#include "trygghetskarta/config.h"
#include "trygghetskarta/crs.h"
#include "trygghetskarta/digest.h"
#include "trygghetskarta/ledger.h"
#include "trygghetskarta/source.h"
#include "trygghetskarta/wfs.h"

struct tk_input { /* one source as it was read */
    char *source, *role, *layer;
    char *crs_name, *operation; /* of the CRS change */
    bool crs_overruled;
    struct tk_input_file {
        char *name; /* without directory */
        char sha256[TK_DIGEST_SIZE];
        long long size;
    } * files;
    size_t n_files;
};

struct tk_opened {                         /* one source */
    const struct tk_source_config *config; /* borrowed */
    struct tk_source_config fetched;       /* a WFS's: the configuration of the file it is in */
    struct tk_wfs wfs;
    struct tk_source *source;
    size_t account;       /* in the ledger */
    bool read;            /* its account has been closed */
    struct tk_input told; /* for the manifest */
};

struct tk_inputs {
    struct tk_opened *items; /* in the configuration's order */
    size_t n;
};

/* Opens every source and its account; what is fetched is kept in `directory`, which is there.
 * TK_INPUT where a server says that it has more, or fewer, features than it gave; a warning
 * where it does not say, and where a GeoJSON file says so of itself. */
TK_CHECK enum tk_status tk_inputs_open(struct tk_session *session,
                                       const struct tk_config *config, const char *directory,
                                       struct tk_ledger *ledger, struct tk_inputs *out,
                                       struct tk_error *err);

/* Removes what was fetched, once nothing of it is to be read any more. */
void tk_inputs_forget_fetched(struct tk_inputs *inputs);

/* The source of a name, or the first of a role; NULL if there is none. */
struct tk_opened *tk_inputs_named(const struct tk_inputs *inputs, const char *name);
struct tk_opened *tk_inputs_of_role(const struct tk_inputs *inputs, enum tk_role role);

/* Opens the change from a source's CRS (tk_crs_open(), with its window) to the edition's, and
 * tells of it for the manifest. *in_metres: the source's CRS is projected, in metres. Errors
 * begin with the source's name. The source has a CRS. */
TK_CHECK enum tk_status tk_inputs_crs(struct tk_session *session, struct tk_opened *input,
                                      const struct tk_edition_config *edition,
                                      const struct tk_bounds *window, struct tk_crs **out,
                                      bool *in_metres, struct tk_error *err);

/* Closes whatever is open. All zero is fine. */
void tk_inputs_close(struct tk_inputs *inputs);

/* Closes one source's account once it is read to the end: law 1. */
TK_CHECK enum tk_status tk_inputs_settle(struct tk_opened *input, struct tk_ledger *ledger,
                                         struct tk_error *err);

/* Hashes all files again: TK_INPUT if one changed while it was read. */
TK_CHECK enum tk_status tk_inputs_unchanged(const struct tk_inputs *inputs,
                                            struct tk_error *err);

/* The fingerprint of what an edition is made from: the configuration file and the tables it
 * names, every file in layers/ (links followed), every input, the grids named and installed,
 * as_of, the program's and the libraries' versions.
 * *known is false where an input has no file to hash (a database): then nothing can be said
 * beforehand. */
TK_CHECK enum tk_status tk_inputs_fingerprint(const struct tk_inputs *inputs,
                                              const struct tk_config *config,
                                              const char *layers, const char *as_of,
                                              char out[TK_DIGEST_SIZE], bool *known,
                                              struct tk_error *err);

#endif
