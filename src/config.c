#include "config_parts.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/suggest.h"
#include "trygghetskarta/text.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#define MOST_KEYS 64 /* of one section */

void *config_block(struct tk_config *config, size_t n, size_t size, struct tk_error *err)
{
    if (tk_grow(&config->blocks, &config->room_blocks, config->n_blocks + 1, sizeof(void *),
                err))
        return NULL;
    void *const block = tk_alloc(n, size);
    if (!block) {
        (void)tk_fail_memory(err);
        return NULL;
    }
    config->blocks[config->n_blocks++] = block;
    return block;
}

char *config_text(struct tk_config *config, const char *text, struct tk_error *err)
{
    const size_t size = strlen(text) + 1;
    char *const copy = config_block(config, size, 1, err);
    if (copy)
        memcpy(copy, text, size);
    return copy;
}

char *config_path(struct tk_config *config, const char *path, struct tk_error *err)
{
    const char *const slash = strrchr(config->path, '/');
    if (path[0] == '/' || path[0] == '\0' || !slash)
        return config_text(config, path, err);
    const size_t directory = (size_t)(slash - config->path) + 1;
    const size_t size = strlen(path) + 1;
    char *const whole = config_block(config, directory + size, 1, err);
    if (whole) {
        memcpy(whole, config->path, directory);
        memcpy(whole + directory, path, size);
    }
    return whole;
}

/* A value on its way into a struct. */
struct setting {
    struct config_reader *r;
    const struct tk_option *option;
    const struct tk_node *node; /* for messages; NULL of a preset, which is always right */
    const char *text;
    void *into; /* the member */
};

static enum tk_status wrong(const struct setting *s, const char *wanted, struct tk_error *err)
{
    if (!s->node)
        return tk_fail(err, TK_INTERNAL, "the preset '%s' of '%s' is not %s", s->text,
                       s->option->key, wanted);
    return tk_yaml_fault(s->r->yaml, s->node, err, "'%s' has to be %s, and is '%s'",
                         s->option->key, wanted, s->text);
}

static enum tk_status set_number(const struct setting *s, struct tk_error *err)
{
    const struct tk_option *const o = s->option;
    double value = 0;
    long long whole = 0;
    char wanted[96];
    const bool good = o->type == TK_OPTION_WHOLE ? tk_text_integer(s->text, &whole)
                                                 : tk_text_number(s->text, '.', &value);
    if (o->type == TK_OPTION_WHOLE)
        value = (double)whole;
    if (!good || value < o->lowest || value > o->highest) {
        (void)snprintf(wanted, sizeof wanted, "a %snumber from %g to %g%s",
                       o->type == TK_OPTION_WHOLE ? "whole " : "", o->lowest, o->highest,
                       o->type == TK_OPTION_SHARE ? " (30 % is 0.30)" : "");
        return wrong(s, wanted, err);
    }
    if (o->type == TK_OPTION_WHOLE)
        *(int *)s->into = (int)whole;
    else
        *(double *)s->into = value;
    return TK_OK;
}

static enum tk_status set_yes_no(const struct setting *s, struct tk_error *err)
{
    const bool yes = strcmp(s->text, "yes") == 0 || strcmp(s->text, "true") == 0;
    if (!yes && strcmp(s->text, "no") != 0 && strcmp(s->text, "false") != 0)
        return wrong(s, "yes or no", err);
    *(bool *)s->into = yes;
    return TK_OK;
}

/* The position of a text among the words of "a|b|c", or -1. */
static int choice_of(const char *choices, const char *text)
{
    const size_t length = strlen(text);
    int at = 0;
    for (const char *c = choices; *c; at++) {
        const size_t n = strcspn(c, "|");
        if (n == length && strncmp(c, text, n) == 0)
            return at;
        c += n + (c[n] == '|');
    }
    return -1;
}

static enum tk_status set_choice(const struct setting *s, struct tk_error *err)
{
    const int choice = choice_of(s->option->choices, s->text);
    if (choice < 0) {
        char wanted[160];
        (void)snprintf(wanted, sizeof wanted, "one of %s", s->option->choices);
        for (char *bar = wanted; (bar = strchr(bar, '|')) != NULL;)
            *bar = '/';
        return wrong(s, wanted, err);
    }
    if (s->option->type == TK_OPTION_SIGN)
        *(char *)s->into = s->text[0];
    else
        *(int *)s->into = choice;
    return TK_OK;
}

static enum tk_status set_text(const struct setting *s, struct tk_error *err)
{
    const bool path = s->option->type == TK_OPTION_PATH;
    if (path && s->node && s->text[0] == '\0')
        return wrong(s, "a path", err);
    char *const kept = path ? config_path(s->r->config, s->text, err)
                            : config_text(s->r->config, s->text, err);
    *(char **)s->into = kept;
    return kept ? TK_OK : err->status;
}

static enum tk_status set(const struct setting *s, struct tk_error *err)
{
    switch (s->option->type) {
    case TK_OPTION_NUMBER:
    case TK_OPTION_SHARE:
    case TK_OPTION_WHOLE:
        return set_number(s, err);
    case TK_OPTION_YES_NO:
        return set_yes_no(s, err);
    case TK_OPTION_CHOICE:
    case TK_OPTION_SIGN:
        return set_choice(s, err);
    case TK_OPTION_WORD:
        if (choice_of(s->option->choices, s->text) < 0)
            return set_choice(s, err);
        return set_text(s, err);
    case TK_OPTION_TEXT:
    case TK_OPTION_PATH:
    case TK_OPTION_LIST:
    case TK_OPTION_MAP:
        break;
    }
    return set_text(s, err);
}

static enum tk_status read_option(struct config_reader *r, const struct tk_option *option,
                                  const struct tk_node *map, void *into, struct tk_error *err)
{
    const struct tk_node *const node = map ? tk_yaml_get(map, option->key) : NULL;
    if (!node && !option->preset)
        return tk_yaml_fault(r->yaml, map, err, "'%s' is missing: %s", option->key,
                             option->help);
    if (option->type == TK_OPTION_LIST || option->type == TK_OPTION_MAP)
        return config_compound(r, option, node, into, err);
    if (node) {
        const enum tk_status st = tk_yaml_need(r->yaml, node, TK_NODE_TEXT, option->key, err);
        if (st)
            return st;
    }
    const struct setting s = {.r = r,
                              .option = option,
                              .node = node,
                              .text = node ? node->text : option->preset,
                              .into = (char *)into + option->offset};
    return set(&s, err);
}

/* A key that is none here may be one elsewhere, or a slip of the finger. */
static enum tk_status unknown_key(const struct config_reader *r, const char *section,
                                  const struct tk_node *key, struct tk_error *err)
{
    size_t n = 0;
    size_t n_names = 0;
    const struct tk_option *const options = tk_config_options(&n);
    const char *names[MOST_KEYS];
    const char *elsewhere = NULL;
    for (size_t i = 0; i < n; i++) {
        const bool here = strcmp(options[i].section, section) == 0;
        if (here && n_names < MOST_KEYS)
            names[n_names++] = options[i].key;
        if (!here && !elsewhere && strcmp(options[i].key, key->text) == 0)
            elsewhere = options[i].section;
    }
    const char *meant = tk_suggest(key->text, names, n_names);
    for (size_t i = 0; i < n_names && !meant; i++) /* decimaltecken, crs_epsg */
        if (strncmp(key->text, names[i], strlen(names[i])) == 0)
            meant = names[i];
    const char *const place = *section ? section : "the file";
    if (elsewhere)
        return tk_yaml_fault(r->yaml, key, err, "%s has no key '%s'; it belongs under %s",
                             place, key->text,
                             *elsewhere ? elsewhere : "the file, furthest left");
    if (meant)
        return tk_yaml_fault(r->yaml, key, err, "%s has no key '%s'; did you mean '%s'?", place,
                             key->text, meant);
    return tk_yaml_fault(r->yaml, key, err,
                         "%s has no key '%s'; the keys are in docs/configuration.md", place,
                         key->text);
}

static bool is_key(const char *section, const char *key)
{
    size_t n = 0;
    const struct tk_option *const options = tk_config_options(&n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(options[i].section, section) == 0 && strcmp(options[i].key, key) == 0)
            return true;
    return false;
}

enum tk_status config_section(struct config_reader *r, const char *section,
                              const struct tk_node *map, void *into, struct tk_error *err)
{
    size_t n = 0;
    const struct tk_option *const options = tk_config_options(&n);
    enum tk_status st = TK_OK;
    if (map)
        st = tk_yaml_need(r->yaml, map, TK_NODE_MAP, *section ? section : "the file", err);
    for (size_t i = 0; map && i < map->n && !st; i++)
        if (!is_key(section, map->keys[i].text))
            st = unknown_key(r, section, &map->keys[i], err);
    for (size_t i = 0; i < n && !st; i++)
        if (strcmp(options[i].section, section) == 0)
            st = read_option(r, &options[i], map, into, err);
    return st;
}

enum tk_status tk_config_read(const char *path, struct tk_config **out, struct tk_error *err)
{
    struct tk_config *const config = tk_alloc(1, sizeof *config);
    struct tk_yaml *yaml = NULL;
    *out = NULL;
    if (!config)
        return tk_fail_memory(err);
    enum tk_status st = tk_yaml_read(path, &yaml, err);
    struct config_reader r = {yaml, config};
    if (!st) {
        config->path = config_text(config, path, err);
        st = config->path ? TK_OK : err->status;
    }
    if (!st)
        st = config_section(&r, "", &yaml->root, config, err);
    if (!st)
        st = config_check_whole(&r, err);
    tk_yaml_free(yaml);
    if (st)
        tk_config_free(config);
    else
        *out = config;
    return st;
}

void tk_config_free(struct tk_config *config)
{
    if (!config)
        return;
    for (size_t i = 0; i < config->n_blocks; i++)
        tk_free(config->blocks[i]);
    tk_free(config->blocks);
    tk_free(config);
}
