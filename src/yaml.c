#include "trygghetskarta/yaml.h"

#include "trygghetskarta/file.h"
#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <yaml.h>

static const size_t most_bytes = (size_t)1 << 20;
static const int most_levels = 16;

struct reader {
    const struct tk_yaml *yaml;
    yaml_parser_t parser;
    yaml_event_t event; /* the one at hand */
    bool at_hand;
};

static enum tk_status fault_at(const struct reader *r, yaml_mark_t mark, struct tk_error *err,
                               const char *what)
{
    return tk_fail(err, TK_USAGE, "%s:%zu:%zu: %s", r->yaml->path, mark.line + 1,
                   mark.column + 1, what);
}

/* What to do about what libyaml complains of, where its words do not say it. */
static const char *cure(const char *problem)
{
    static const char *const cures[][2] = {
        {"tab character", "; use spaces"},
        {"cannot start any token",
         "; use spaces for tabs, and put a text that begins with %, @ or ` in quotes"},
        {"mapping values are not allowed", "; put a text that holds a colon in quotes"},
    };
    for (size_t i = 0; i < sizeof cures / sizeof *cures; i++)
        if (strstr(problem, cures[i][0]))
            return cures[i][1];
    return "";
}

static enum tk_status next(struct reader *r, struct tk_error *err)
{
    if (r->at_hand)
        yaml_event_delete(&r->event);
    r->at_hand = yaml_parser_parse(&r->parser, &r->event) != 0;
    if (r->at_hand)
        return TK_OK;
    const char *const problem = r->parser.problem ? r->parser.problem : "no YAML";
    if (r->parser.error == YAML_READER_ERROR)
        return tk_fail(err, TK_USAGE, "%s: byte %zu: %s; the file has to be UTF-8",
                       r->yaml->path, r->parser.problem_offset, problem);
    if (r->parser.error == YAML_MEMORY_ERROR)
        return tk_fail_memory(err);
    char told[256];
    snprintf(told, sizeof told, "%.120s%s", problem, cure(problem));
    return fault_at(r, r->parser.problem_mark, err, told);
}

/* What is refused of the event at hand. */
static enum tk_status check_event(const struct reader *r, int level, struct tk_error *err)
{
    const yaml_event_t *const e = &r->event;
    const yaml_char_t *anchor = NULL;
    const yaml_char_t *tag = NULL;
    if (e->type == YAML_ALIAS_EVENT)
        return fault_at(r, e->start_mark, err, "aliases (*) are not read; write it out");
    if (e->type == YAML_SCALAR_EVENT) {
        anchor = e->data.scalar.anchor;
        tag = e->data.scalar.tag;
    } else if (e->type == YAML_SEQUENCE_START_EVENT) {
        anchor = e->data.sequence_start.anchor;
        tag = e->data.sequence_start.tag;
    } else if (e->type == YAML_MAPPING_START_EVENT) {
        anchor = e->data.mapping_start.anchor;
        tag = e->data.mapping_start.tag;
    }
    if (anchor || tag)
        return fault_at(r, e->start_mark, err,
                        anchor ? "anchors (&) are not read" : "tags (!) are not read");
    if (level > most_levels)
        return fault_at(r, e->start_mark, err, "too many levels");
    return TK_OK;
}

static enum tk_status read_text(const struct reader *r, struct tk_node *out,
                                struct tk_error *err)
{
    const yaml_event_t *const e = &r->event;
    const char *const text = (const char *)e->data.scalar.value;
    const char *fault = NULL;
    if (!tk_text_valid(text, e->data.scalar.length, &fault))
        return tk_yaml_fault(r->yaml, out, err, "the text %s", fault);
    out->text = tk_strndup(text, e->data.scalar.length);
    out->given = *text || e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    return out->text ? TK_OK : tk_fail_memory(err);
}

static enum tk_status check_key(const struct reader *r, const struct tk_node *map,
                                const struct tk_node *key, struct tk_error *err)
{
    if (key->kind != TK_NODE_TEXT || !key->given)
        return tk_yaml_fault(r->yaml, key, err, "a key has to be a text");
    for (size_t i = 0; i < map->n; i++)
        if (strcmp(map->keys[i].text, key->text) == 0)
            return tk_yaml_fault(r->yaml, key, err, "'%s' stands on line %d already", key->text,
                                 map->keys[i].line);
    return TK_OK;
}

static void free_node(struct tk_node *node);
static enum tk_status read_node(struct reader *r, int level, struct tk_node *out,
                                struct tk_error *err);

/* The event at hand begins the entry. */
static enum tk_status read_entry(struct reader *r, int level, struct tk_node *out,
                                 size_t *room_keys, size_t *room_items, struct tk_error *err)
{
    struct tk_node key = {0};
    struct tk_node item = {0};
    enum tk_status st = TK_OK;
    if (out->kind == TK_NODE_MAP) {
        st = read_node(r, level, &key, err);
        if (!st)
            st = check_key(r, out, &key, err);
        if (!st)
            st = next(r, err);
        if (!st)
            st = tk_grow(&out->keys, room_keys, out->n + 1, sizeof key, err);
    }
    if (!st)
        st = read_node(r, level, &item, err);
    if (!st)
        st = tk_grow(&out->items, room_items, out->n + 1, sizeof item, err);
    if (st) {
        free_node(&key);
        free_node(&item);
        return st;
    }
    if (out->kind == TK_NODE_MAP)
        out->keys[out->n] = key;
    out->items[out->n++] = item;
    return TK_OK;
}

static enum tk_status read_node(struct reader *r, int level, struct tk_node *out,
                                struct tk_error *err)
{
    const yaml_event_t *const e = &r->event;
    size_t room_keys = 0;
    size_t room_items = 0;
    out->line = (int)e->start_mark.line + 1;
    out->column = (int)e->start_mark.column + 1;
    enum tk_status st = check_event(r, level, err);
    if (st)
        return st;
    if (e->type == YAML_SCALAR_EVENT)
        return read_text(r, out, err);
    out->kind = e->type == YAML_MAPPING_START_EVENT ? TK_NODE_MAP : TK_NODE_LIST;
    st = next(r, err);
    while (!st && e->type != YAML_MAPPING_END_EVENT && e->type != YAML_SEQUENCE_END_EVENT) {
        st = read_entry(r, level + 1, out, &room_keys, &room_items, err);
        if (!st)
            st = next(r, err);
    }
    return st;
}

/* Stream start, at most one document with a node in it, stream end. */
static enum tk_status read_stream(struct reader *r, struct tk_node *root, struct tk_error *err)
{
    enum tk_status st = next(r, err);
    if (!st)
        st = next(r, err);
    if (!st && r->event.type == YAML_STREAM_END_EVENT) {
        *root = (struct tk_node){.kind = TK_NODE_MAP, .line = 1, .column = 1};
        return TK_OK;
    }
    if (!st)
        st = next(r, err);
    if (!st)
        st = read_node(r, 0, root, err);
    if (!st)
        st = next(r, err); /* the document's end */
    if (!st)
        st = next(r, err);
    if (!st && r->event.type != YAML_STREAM_END_EVENT)
        st = fault_at(r, r->event.start_mark, err, "a second document (---) is not read");
    return st;
}

static enum tk_status read_bytes(struct tk_yaml *yaml, const struct tk_buffer *bytes,
                                 struct tk_error *err)
{
    struct reader r = {.yaml = yaml};
    if (!yaml_parser_initialize(&r.parser))
        return tk_fail_memory(err);
    const unsigned char *text = (const unsigned char *)tk_buffer_string(bytes);
    const size_t mark = bytes->length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, text + mark, bytes->length - mark);
    const enum tk_status st = read_stream(&r, &yaml->root, err);
    if (r.at_hand)
        yaml_event_delete(&r.event);
    yaml_parser_delete(&r.parser);
    return st;
}

enum tk_status tk_yaml_read(const char *path, struct tk_yaml **out, struct tk_error *err)
{
    struct tk_yaml *const yaml = tk_alloc(1, sizeof *yaml);
    struct tk_buffer bytes = {0};
    *out = NULL;
    if (!yaml)
        return tk_fail_memory(err);
    yaml->path = tk_strdup(path);
    enum tk_status st = yaml->path ? TK_OK : tk_fail_memory(err);
    if (!st)
        st = tk_file_read(path, most_bytes, &bytes, err);
    if (!st)
        st = read_bytes(yaml, &bytes, err);
    tk_buffer_free(&bytes);
    if (st)
        tk_yaml_free(yaml);
    else
        *out = yaml;
    return st;
}

static void free_node(struct tk_node *node)
{
    for (size_t i = 0; i < node->n; i++) {
        if (node->keys)
            free_node(&node->keys[i]);
        free_node(&node->items[i]);
    }
    tk_free(node->text);
    tk_free(node->keys);
    tk_free(node->items);
}

void tk_yaml_free(struct tk_yaml *yaml)
{
    if (!yaml)
        return;
    free_node(&yaml->root);
    tk_free(yaml->path);
    tk_free(yaml);
}

const struct tk_node *tk_yaml_get(const struct tk_node *map, const char *key)
{
    for (size_t i = 0; map->kind == TK_NODE_MAP && i < map->n; i++)
        if (strcmp(map->keys[i].text, key) == 0)
            return &map->items[i];
    return NULL;
}

enum tk_status tk_yaml_fault(const struct tk_yaml *yaml, const struct tk_node *node,
                             struct tk_error *err, const char *format, ...)
{
    char message[1024];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return tk_fail(err, TK_USAGE, "%s:%d:%d: %s", yaml->path, node->line, node->column,
                   message);
}

enum tk_status tk_yaml_need(const struct tk_yaml *yaml, const struct tk_node *node,
                            enum tk_node_kind kind, const char *what, struct tk_error *err)
{
    static const char *const names[] = {"a text", "a list", "a map (key: value)"};
    if (node->kind == TK_NODE_TEXT && !node->given)
        return tk_yaml_fault(yaml, node, err, "'%s' has no value; %s is wanted", what,
                             names[kind]);
    if (node->kind != kind)
        return tk_yaml_fault(yaml, node, err, "'%s' has to be %s, and is %s", what, names[kind],
                             names[node->kind]);
    return TK_OK;
}
