/* features_parts: what the halves of the room features share. Private to it. */
#ifndef TRYGGHETSKARTA_FEATURES_PARTS_H
#define TRYGGHETSKARTA_FEATURES_PARTS_H

#include "trygghetskarta/features.h"

void tk_feature_free(struct tk_session *s, struct tk_feature *f);

/* Walks and places are asked for by their key: of those read last (items[from] and on) that
 * have one key, or that of an earlier source, the lowest in content is kept, so that the order
 * of the file changes nothing; the others are refused and told. Places have one key if their
 * names are the same when folded. Before the source's account is closed. */
TK_CHECK enum tk_status tk_features_single(const struct tk_reading *reading,
                                           const struct tk_opened *input,
                                           struct tk_features *features, size_t from,
                                           struct tk_error *err);

#endif
