#include "trygghetskarta/mapping.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <ctype.h>
#include <string.h>

#define NO_COLUMN ((size_t)-1)

static const char *how_matched(enum tk_matched matched)
{
    static const char *const words[] = {"", "as configured", "by its name", "by a synonym",
                                        "by its first ten letters"};
    return words[matched];
}

/* The column that a template names between { and }. */
static enum tk_status template_column(const struct tk_mapping *m,
                                      const struct tk_source_config *config,
                                      const char *template_, const char *open, size_t *column,
                                      struct tk_error *err)
{
    const char *end = strchr(open, '}');
    if (!end)
        return tk_fail(err, TK_USAGE, "%s: the template '%s' has a { without its }",
                       config->name, template_);
    char *name = tk_strndup(open + 1, (size_t)(end - open) - 1);
    if (!name)
        return tk_fail_memory(err);
    enum tk_status st = TK_OK;
    *column = tk_source_find(m->source, name);
    if (*column == NO_COLUMN)
        st = tk_fail(err, TK_USAGE, "%s: no column '%s', which the template '%s' wants",
                     config->name, name, template_);
    tk_free(name);
    return st;
}

/* Takes a template apart, so that no record has to. */
static enum tk_status read_template(struct tk_mapping *m, const struct tk_source_config *config,
                                    struct tk_field_map *map, struct tk_error *err)
{
    size_t capacity = 0;
    enum tk_status st = TK_OK;
    for (const char *at = map->template_; !st && *at;) {
        size_t n = strcspn(at, "{");
        st = tk_grow(&map->parts, &capacity, map->n_parts + 1, sizeof *map->parts, err);
        if (st)
            break;
        struct tk_template_part *part = &map->parts[map->n_parts++];
        *part = (struct tk_template_part){at, n, NO_COLUMN};
        at += n;
        if (!*at)
            break;
        st = template_column(m, config, map->template_, at, &part->column, err);
        at = st ? "" : strchr(at, '}') + 1;
    }
    return st;
}

/* `key` names a record's column in every role; of a note that is the field punkt_id. */
static enum tk_status map_key(struct tk_mapping *m, const struct tk_source_config *config,
                              struct tk_error *err)
{
    size_t field = tk_dictionary_field(m->dictionary, "punkt_id");
    if (!*config->key || field == TK_NO_FIELD)
        return TK_OK;
    for (size_t i = 0; i < config->n_fields; i++)
        if (strcmp(config->fields[i].field, "punkt_id") == 0)
            return tk_fail(err, TK_USAGE,
                           "%s: `key` and punkt_id under `fields` both say which column names "
                           "a note; give one of them",
                           config->name);
    m->fields[field].matched = TK_BY_CONFIGURATION;
    m->fields[field].column = tk_source_find(m->source, config->key);
    if (m->fields[field].column == NO_COLUMN)
        return tk_fail(err, TK_USAGE, "%s: no column '%s', which `key` names", config->name,
                       config->key);
    return TK_OK;
}

static enum tk_status map_configured(struct tk_mapping *m,
                                     const struct tk_source_config *config,
                                     struct tk_error *err)
{
    enum tk_status st = map_key(m, config, err);
    for (size_t i = 0; !st && i < config->n_fields; i++) {
        const struct tk_field_source *f = &config->fields[i];
        struct tk_field_map *map = &m->fields[tk_dictionary_field(m->dictionary, f->field)];
        map->matched = TK_BY_CONFIGURATION;
        map->format = *f->format ? f->format : NULL;
        map->template_ = *f->template_ ? f->template_ : NULL;
        map->column = NO_COLUMN;
        if (map->template_)
            st = read_template(m, config, map, err);
        else
            map->column = tk_source_find(m->source, f->column);
    }
    return st;
}

/* A status table's columns mean what is recorded there, and nothing else. */
static bool is_read(const struct tk_mapping *m, const struct tk_source_config *config,
                    size_t field)
{
    return config->role != TK_STATUS_TABLE ||
           tk_field_is_recorded(&m->dictionary->fields[field]);
}

static bool holds_position(const struct tk_source_config *config, const char *column)
{
    return strcmp(column, config->x) == 0 || strcmp(column, config->y) == 0 ||
           strcmp(column, config->wkt) == 0;
}

/* Whether the configuration gave the column to a field: then it is no synonym for another. */
static bool is_given(const struct tk_mapping *m, size_t column)
{
    for (size_t f = 0; f < m->dictionary->n_fields; f++)
        if (m->fields[f].matched == TK_BY_CONFIGURATION && m->fields[f].column == column)
            return true;
    return false;
}

/* Ten letters, or ten bytes of them, are what a Shapefile has room for. */
static bool may_be_cut(const struct tk_source_config *config, const char *column)
{
    return strcmp(config->driver, "ESRI Shapefile") == 0 &&
           (tk_text_signs(column) == 10 || strlen(column) == 10);
}

/* The field that a column means by its name, and how. */
static enum tk_status match(const struct tk_mapping *m, const struct tk_source_config *config,
                            const char *column, size_t *field, enum tk_matched *how,
                            struct tk_error *err)
{
    enum tk_status st = tk_dictionary_match(m->dictionary, column, field, err);
    *how = TK_BY_SYNONYM;
    if (!st && *field == TK_NO_FIELD && may_be_cut(config, column)) {
        *how = TK_BY_BEGINNING;
        st = tk_dictionary_match_beginning(m->dictionary, column, field, err);
    }
    if (!st && *field != TK_NO_FIELD && strcmp(column, m->dictionary->fields[*field].name) == 0)
        *how = TK_BY_NAME;
    return st;
}

/* A column of exactly a field's name wins over a synonym, and the source's first synonym over
 * later ones. */
static enum tk_status map_by_words(struct tk_mapping *m, const struct tk_source_config *config,
                                   struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t c = 0; !st && c < tk_source_columns(m->source); c++) {
        const char *column = tk_source_column(m->source, c);
        size_t field = TK_NO_FIELD;
        enum tk_matched how;
        if (holds_position(config, column) || is_given(m, c))
            continue;
        st = match(m, config, column, &field, &how, err);
        if (st || field == TK_NO_FIELD || !is_read(m, config, field))
            continue;
        struct tk_field_map *map = &m->fields[field];
        if (map->matched == TK_NOT_MATCHED || how < map->matched) {
            map->matched = how;
            map->column = c;
        }
    }
    return st;
}

static enum tk_status map_values(struct tk_mapping *m, const struct tk_source_config *config,
                                 struct tk_error *err)
{
    for (size_t i = 0; i < config->n_values; i++) {
        const struct tk_value_map *values = &config->values[i];
        struct tk_field_map *map =
            &m->fields[tk_dictionary_field(m->dictionary, values->field)];
        tk_free(map->values_met);
        map->values = values;
        map->values_met = tk_alloc(values->n, sizeof(bool));
        if (!map->values_met)
            return tk_fail_memory(err);
    }
    return TK_OK;
}

static bool is_used(const struct tk_mapping *m, const struct tk_source_config *config, size_t c)
{
    const char *column = tk_source_column(m->source, c);
    for (size_t i = 0; i < config->n_only; i++)
        if (strcmp(config->only[i].column, column) == 0)
            return true;
    for (size_t i = 0; i < m->dictionary->n_fields; i++) {
        const struct tk_field_map *map = &m->fields[i];
        if (map->column == c)
            return true;
        for (size_t k = 0; k < map->n_parts; k++)
            if (map->parts[k].column == c)
                return true;
    }
    return holds_position(config, column);
}

static enum tk_status find_unused(struct tk_mapping *m, const struct tk_source_config *config,
                                  struct tk_error *err)
{
    bool headless = tk_source_headless(m->source);
    for (size_t c = 0; c < tk_source_columns(m->source); c++) {
        const char *column = tk_source_column(m->source, c);
        if (!*column || is_used(m, config, c))
            continue;
        tk_buffer_text(&m->unused, m->unused.length ? ", " : "");
        if (headless) /* as one without a name is called */
            tk_buffer_format(&m->unused, "field_%zu", c + 1);
        else
            tk_buffer_text(&m->unused, column);
    }
    return tk_buffer_check(&m->unused, err);
}

static void tell(const struct tk_mapping *m, const struct tk_source_config *config,
                 struct tk_log *log)
{
    for (size_t i = 0; i < m->dictionary->n_fields; i++) {
        const struct tk_field_map *map = &m->fields[i];
        if (map->matched)
            tk_log_info(
                log, "%s: field %s is '%s' (%s)", config->name, m->dictionary->fields[i].name,
                map->template_ ? map->template_ : tk_source_column(m->source, map->column),
                how_matched(map->matched));
    }
    if (m->unused.length)
        tk_log_info(log, "%s: columns not used: %s; name those that matter under `fields`",
                    config->name, tk_buffer_string(&m->unused));
}

enum tk_status tk_mapping_new(const struct tk_dictionary *dictionary,
                              const struct tk_source_config *config,
                              const struct tk_source *source, struct tk_log *log,
                              struct tk_mapping **out, struct tk_error *err)
{
    *out = NULL;
    struct tk_mapping *m = tk_alloc(1, sizeof *m);
    if (!m)
        return tk_fail_memory(err);
    m->dictionary = dictionary;
    m->source = source;
    m->fields = tk_alloc(dictionary->n_fields, sizeof *m->fields);
    if (!m->fields) {
        tk_mapping_free(m);
        return tk_fail_memory(err);
    }
    for (size_t i = 0; i < dictionary->n_fields; i++)
        m->fields[i].column = NO_COLUMN;
    enum tk_status st = map_configured(m, config, err);
    if (!st)
        st = map_by_words(m, config, err);
    if (!st)
        st = map_values(m, config, err);
    if (!st)
        st = find_unused(m, config, err);
    if (st) {
        tk_mapping_free(m);
        return st;
    }
    tell(m, config, log);
    *out = m;
    return TK_OK;
}

void tk_mapping_free(struct tk_mapping *mapping)
{
    if (!mapping)
        return;
    for (size_t i = 0; mapping->fields && i < mapping->dictionary->n_fields; i++) {
        tk_free(mapping->fields[i].values_met);
        tk_free(mapping->fields[i].parts);
    }
    tk_buffer_free(&mapping->scratch);
    tk_buffer_free(&mapping->unused);
    tk_free(mapping->fields);
    tk_free(mapping);
}

/* A column's value in a template. Forms keep days and months as bare numbers, and a date with a
 * midnight behind it: of dates and times the first word is meant, and two digits are wanted. */
static void add_value(struct tk_buffer *b, const char *value, bool of_time)
{
    size_t n;
    value = tk_text_trim(value, &n);
    if (of_time)
        n = strcspn(value, " \t\r\n");
    if (of_time && n == 1 && isdigit((unsigned char)*value))
        tk_buffer_text(b, "0");
    tk_buffer_add(b, value, n);
}

static bool says_nothing(const char *value)
{
    size_t n = 0;
    if (value)
        tk_text_trim(value, &n);
    return !n;
}

static void fill_template(struct tk_buffer *b, const struct tk_field_map *map, bool of_time,
                          const char *const *values)
{
    tk_buffer_clear(b);
    for (size_t i = 0; i < map->n_parts; i++) {
        const struct tk_template_part *part = &map->parts[i];
        const char *value = part->column == NO_COLUMN ? NULL : values[part->column];
        if (part->column != NO_COLUMN && says_nothing(value))
            return;
        tk_buffer_add(b, part->text, part->n);
        if (value)
            add_value(b, value, of_time);
    }
}

enum tk_status tk_mapping_value(struct tk_mapping *mapping, size_t field,
                                const char *const *values, const char **out,
                                struct tk_error *err)
{
    const struct tk_field_map *map = &mapping->fields[field];
    struct tk_buffer *b = &mapping->scratch;
    *out = map->column == NO_COLUMN ? NULL : values[map->column];
    if (!map->template_)
        return TK_OK;
    enum tk_type type = mapping->dictionary->fields[field].type;
    fill_template(b, map, type == TK_DATE || type == TK_DEADLINE || type == TK_TIME, values);
    *out = b->length && !b->failed ? b->data : NULL;
    return tk_buffer_check(b, err);
}

size_t tk_mapping_room(const struct tk_mapping *mapping, size_t field,
                       const char *const *values)
{
    const struct tk_field_map *map = &mapping->fields[field];
    size_t room =
        map->column != NO_COLUMN && values[map->column] ? strlen(values[map->column]) : 0;
    for (size_t i = 0; i < map->n_parts; i++) {
        const struct tk_template_part *part = &map->parts[i];
        room += part->n + 1; /* the 0 before a single digit */
        if (part->column != NO_COLUMN && values[part->column])
            room += strlen(values[part->column]);
    }
    return room;
}

enum tk_status tk_mapping_code(const struct tk_mapping *mapping, size_t field, const char *word,
                               size_t *code, struct tk_error *err)
{
    const struct tk_codes *codes = mapping->dictionary->fields[field].codes;
    const struct tk_value_map *map = mapping->fields[field].values;
    for (size_t i = 0; map && i < map->n; i++)
        if (strcmp(map->from[i], word) == 0) {
            mapping->fields[field].values_met[i] = true;
            *code = tk_codes_find(codes, map->to[i]);
            return TK_OK;
        }
    return tk_codes_match(codes, word, code, err);
}

void tk_mapping_warn(const struct tk_mapping *mapping, const struct tk_source_config *config,
                     struct tk_log *log)
{
    for (size_t i = 0; i < mapping->dictionary->n_fields; i++) {
        const struct tk_field_map *map = &mapping->fields[i];
        for (size_t k = 0; map->values && k < map->values->n; k++)
            if (!map->values_met[k])
                tk_log_warn(log,
                            "%s: values: no record says '%s' of %s; words count as they are "
                            "written, capitals too",
                            config->name, map->values->from[k],
                            mapping->dictionary->fields[i].name);
    }
}
