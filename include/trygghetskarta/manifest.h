/* manifest: korning.json, which tells how an edition was made: inputs with their digests,
 * counts, laws, versions, PROJ operations, times. Also what --json prints. */
#ifndef TRYGGHETSKARTA_MANIFEST_H
#define TRYGGHETSKARTA_MANIFEST_H

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/digest.h"
#include "trygghetskarta/inputs.h"
#include "trygghetskarta/layers.h"
#include "trygghetskarta/ledger.h"
#include "trygghetskarta/verify.h"

#include <stdint.h>

struct tk_step { /* what a step of the run cost */
    const char *name;
    double wall_s, cpu_s; /* seconds by the clock, and of all threads */
    double peak_mb;       /* the most memory the process had held by then, in 10^6 bytes */
};

struct tk_manifest {
    const char *title, *as_of, *crs, *audience, *notice;
    char fingerprint[TK_DIGEST_SIZE]; /* of inputs, configuration, layers, as_of, program and
                                         libraries */
    char started[24], finished[24];   /* UTC */
    char versions[512];
    struct tk_input *inputs;
    size_t n_inputs, inputs_capacity;
    const struct tk_ledger *ledger; /* borrowed, as the rest */
    const struct tk_layers *layers;
    struct tk_verdicts verdicts;
    int64_t notes_kept, notes_outside, notes_unknown;
    struct tk_step steps[32];
    size_t n_steps;
    size_t warnings;
};

/* Frees the inputs; the rest is borrowed. */
void tk_manifest_free(struct tk_manifest *manifest);

/* Frees what an input holds. All zero is fine. */
void tk_input_free(struct tk_input *input);

/* Adds an input, which is empty afterwards: the manifest owns what it held, also on failure. */
TK_CHECK enum tk_status tk_manifest_input_take(struct tk_manifest *manifest,
                                               struct tk_input *input, struct tk_error *err);

/* Remembers what a step cost; beyond the room for them they are passed over. */
void tk_manifest_step(struct tk_manifest *manifest, struct tk_step step);

/* Writes it as JSON with a line per item, keys in a fixed order. Sources, layers and steps are
 * objects by name, so that "layers.noteringar.rows" is a key of tk_manifest_read(). */
TK_CHECK enum tk_status tk_manifest_write(const struct tk_manifest *manifest,
                                          struct tk_buffer *out, struct tk_error *err);

/* Reads one text or number from an older manifest: *out is "" if it is not there. The path is
 * of object keys separated by dots ("notes.kept", "fingerprint"). For law 8 and for
 * tk_publish_unchanged(). TK_NO_INPUT if there is no such file, TK_INPUT if it is not JSON as
 * this program writes it, or the text is longer than `size` has room for. */
TK_CHECK enum tk_status tk_manifest_read(const char *path, const char *key, char *out,
                                         size_t size, struct tk_error *err);

/* Whether a manifest tells this title, by which editions of one configuration are known; also
 * where it cannot be read, or tells none. */
bool tk_manifest_same_title(const char *path, const char *title);

/* Whether an edition's file is no longer the one that its manifest tells the SHA-256 of: cut
 * off, written to or gone; or the manifest is no longer one that tells it. TK_NOT_PERMITTED,
 * TK_INTERRUPTED. */
TK_CHECK enum tk_status tk_manifest_damaged(const char *manifest, const char *file,
                                            bool *damaged, struct tk_error *err);

#endif
