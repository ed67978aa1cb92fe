/* yaml: a YAML file as a tree of nodes that know where they stand. The only room that calls
 * libyaml; config and layers read their files through it.
 *
 * Only the plain part of the language: one document of maps, lists and texts. Anchors, aliases
 * and tags, a key that stands twice, a key that is no text, more than 16 levels and texts that
 * are not valid are refused. What a text means (a number, yes or no) is the reader's to judge.
 */
#ifndef TRYGGHETSKARTA_YAML_H
#define TRYGGHETSKARTA_YAML_H

#include "trygghetskarta/status.h"

#include <stdbool.h>
#include <stddef.h>

enum tk_node_kind { TK_NODE_TEXT, TK_NODE_LIST, TK_NODE_MAP };

struct tk_node {
    enum tk_node_kind kind;
    int line, column;      /* from 1 */
    char *text;            /* of a text: UTF-8; NULL else */
    bool given;            /* of a text: false for `key:` with nothing after it */
    size_t n;              /* entries of a list or map */
    struct tk_node *keys;  /* [n] texts, of a map; NULL else */
    struct tk_node *items; /* [n] */
};

struct tk_yaml {
    char *path;
    struct tk_node root; /* an empty map where the file says nothing */
};

/* Reads a file of at most 1 MiB. TK_NO_INPUT if there is none; TK_USAGE with file:line:column.
 * *out is freed by the caller. */
TK_CHECK enum tk_status tk_yaml_read(const char *path, struct tk_yaml **out,
                                     struct tk_error *err);
void tk_yaml_free(struct tk_yaml *yaml);

/* A map's item by its key; NULL if it has no such key, or is no map. Borrowed. */
const struct tk_node *tk_yaml_get(const struct tk_node *map, const char *key);

/* Tells TK_USAGE with "file:line:column: " of a node before the message. */
enum tk_status tk_yaml_fault(const struct tk_yaml *yaml, const struct tk_node *node,
                             struct tk_error *err, const char *format, ...) TK_PRINTF(4, 5);

/* Says so unless the node is a text with something in it, a list, or a map. `what` is the key,
 * for the message. */
TK_CHECK enum tk_status tk_yaml_need(const struct tk_yaml *yaml, const struct tk_node *node,
                                     enum tk_node_kind kind, const char *what,
                                     struct tk_error *err);

#endif
