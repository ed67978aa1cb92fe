#include "config_parts.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/suggest.h"

#include <string.h>

#define MOST_FIELDS 256 /* that are looked at for "did you mean" */
#define ONLY_OF(role) (1u << (role))

/* Keys that mean something for some roles only. */
static const struct {
    const char *key;
    unsigned roles;
    bool needed;
} role_keys[] = {
    {"kind", ONLY_OF(TK_AREAS) | ONLY_OF(TK_FIGURES), true},
    {"buffer_m", ONLY_OF(TK_AREAS), false},
    {"value", ONLY_OF(TK_TABLE), true},
    {"parent", ONLY_OF(TK_DISTRICTS), false},
    {"parents", ONLY_OF(TK_DISTRICTS), false},
    {"aliases", ONLY_OF(TK_DISTRICTS), false},
    {"multipart", ONLY_OF(TK_DISTRICTS) | ONLY_OF(TK_PARENTS), false},
    {"values", ONLY_OF(TK_NOTES) | ONLY_OF(TK_STATUS_TABLE), false},
    {"unknown_at", ONLY_OF(TK_NOTES), false},
};

/* The place of a key's value, or of the whole where the key is not given. */
static const struct tk_node *place(const struct tk_node *map, const char *key)
{
    const struct tk_node *const node = tk_yaml_get(map, key);
    return node ? node : map;
}

struct tk_mark config_mark(const struct tk_node *map, const char *key)
{
    const struct tk_node *const node = tk_yaml_get(map, key);
    return node ? (struct tk_mark){node->line, node->column} : (struct tk_mark){0, 0};
}

static enum tk_status check_role_keys(const struct config_reader *r, const struct tk_node *map,
                                      const struct tk_source_config *s, struct tk_error *err)
{
    const char *const role = tk_role_name(s->role);
    for (size_t i = 0; i < sizeof role_keys / sizeof role_keys[0]; i++) {
        const struct tk_node *const node = tk_yaml_get(map, role_keys[i].key);
        const bool has_it = (role_keys[i].roles & ONLY_OF(s->role)) != 0;
        if (node && !has_it)
            return tk_yaml_fault(r->yaml, node, err,
                                 "'%s' means nothing for a source with the role %s",
                                 role_keys[i].key, role);
        if (has_it && role_keys[i].needed && (!node || !*node->text))
            return tk_yaml_fault(r->yaml, place(map, role_keys[i].key), err,
                                 "a source with the role %s needs '%s'", role,
                                 role_keys[i].key);
    }
    return TK_OK;
}

/* Passwords belong in a password file or service file, which others cannot read. */
static enum tk_status check_connection(const struct config_reader *r, const struct tk_node *map,
                                       const struct tk_source_config *s, struct tk_error *err)
{
    if (strstr(s->connection, "password") || strstr(s->connection, "://"))
        return tk_yaml_fault(
            r->yaml, place(map, "connection"), err,
            "'connection' has the form service=NAME or dbname=NAME and holds no "
            "password; that belongs in ~/.pgpass or PGPASSFILE");
    return TK_OK;
}

/* Whether a word of a query is one that servers know their customers by, however it is written:
 * api_key, API-KEY and apikey are one. */
static bool is_secret_word(const char *word, size_t n)
{
    static const char *const whole[] = {"key", "pwd",       "pass", "auth",
                                        "sig", "signature", "jwt",  "ticket"};
    static const char *const within[] = {
        "token",   "apikey",     "password",  "passwd",     "secret",
        "authkey", "credential", "accesskey", "licensekey", "subscriptionkey"};
    char folded[64];
    size_t length = 0;
    for (size_t i = 0; i < n && length < sizeof folded - 1; i++)
        if (word[i] != '_' && word[i] != '-')
            folded[length++] =
                (char)(word[i] >= 'A' && word[i] <= 'Z' ? word[i] | 0x20 : word[i]);
    folded[length] = '\0';
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (strcmp(folded, whole[i]) == 0)
            return true;
    for (size_t i = 0; i < sizeof within / sizeof *within; i++)
        if (strstr(folded, within[i]))
            return true;
    return false;
}

static bool query_holds_secret(const char *url)
{
    const char *at = url + strcspn(url, "?");
    while (*at) {
        const char *word = at + 1;
        size_t n = strcspn(word, "=&;#");
        if (word[n] == '=' && is_secret_word(word, n))
            return true;
        at = word + strcspn(word, "&;#");
    }
    return false;
}

/* Credentials in an address would stand in every log on the way, and here in a file that many
 * read. */
static enum tk_status check_url(const struct config_reader *r, const struct tk_node *map,
                                const struct tk_source_config *s, struct tk_error *err)
{
    const char *host = strstr(s->url, "://");
    if (!*s->url)
        return tk_yaml_fault(r->yaml, place(map, "driver"), err, "the driver WFS needs 'url'");
    if (strncmp(s->url, "http://", 7) != 0 && strncmp(s->url, "https://", 8) != 0)
        return tk_yaml_fault(r->yaml, place(map, "url"), err,
                             "'url' begins with https:// or http://");
    const char *const end = host + 3 + strcspn(host + 3, "/?#");
    if (memchr(host, '@', (size_t)(end - host)) || strchr(s->proxy, '@'))
        return tk_yaml_fault(r->yaml, place(map, strchr(s->proxy, '@') ? "proxy" : "url"), err,
                             "an address holds no user and no password here; a server that "
                             "wants them is not read");
    if (query_holds_secret(s->url))
        return tk_yaml_fault(r->yaml, place(map, "url"), err,
                             "an address holds no key and no password here; put it as a line "
                             "NAME=VALUE in a file that others cannot read, and name that file "
                             "with 'secret'");
    if (*s->secret && strncmp(s->url, "https://", 8) != 0)
        return tk_yaml_fault(
            r->yaml, place(map, "secret"), err,
            "'secret' is for an address that begins with https://; on any other "
            "road it can be read by all");
    if (!*s->layer)
        return tk_yaml_fault(r->yaml, place(map, "driver"), err,
                             "the driver WFS needs 'layer', the name of a feature type");
    return TK_OK;
}

static enum tk_status check_place(const struct config_reader *r, const struct tk_node *map,
                                  const struct tk_source_config *s, struct tk_error *err)
{
    const bool database = strcmp(s->driver, "PostgreSQL") == 0;
    const bool service = strcmp(s->driver, "WFS") == 0;
    if (*s->url && (!service || *s->file || *s->connection))
        return tk_yaml_fault(r->yaml, place(map, "url"), err,
                             "'url' is for the driver WFS, without 'file' and 'connection'");
    if (*s->secret && !service)
        return tk_yaml_fault(
            r->yaml, place(map, "secret"), err, "'secret' is for the driver WFS%s",
            database ? "; a password for PostgreSQL belongs in ~/.pgpass or in "
                       "the file that PGPASSFILE names"
                     : "");
    if (service)
        return check_url(r, map, s, err);
    if (*s->file && *s->connection)
        return tk_yaml_fault(
            r->yaml, place(map, "connection"), err,
            "'file' and 'connection' are both given; a source has one of them");
    if (database && !*s->connection)
        return tk_yaml_fault(r->yaml, place(map, "driver"), err,
                             "the driver PostgreSQL needs 'connection'");
    if (!database && !*s->file)
        return tk_yaml_fault(r->yaml, place(map, "driver"), err, "the driver %s needs 'file'",
                             s->driver);
    if (database && !*s->layer)
        return tk_yaml_fault(r->yaml, place(map, "driver"), err,
                             "the driver PostgreSQL needs 'layer', the table's name");
    return check_connection(r, map, s, err);
}

static enum tk_status check_columns(const struct config_reader *r, const struct tk_node *map,
                                    const struct tk_source_config *s, struct tk_error *err)
{
    if (!*s->x != !*s->y)
        return tk_yaml_fault(r->yaml, place(map, *s->x ? "x" : "y"), err,
                             "'%s' is given without '%s'; a position needs both",
                             *s->x ? "x" : "y", *s->x ? "y" : "x");
    if (*s->wkt && *s->x)
        return tk_yaml_fault(r->yaml, place(map, "wkt"), err,
                             "'wkt' and 'x' are both given; a position is told in one way");
    if (*s->separator && strcmp(s->driver, "CSV") != 0)
        return tk_yaml_fault(r->yaml, place(map, "separator"), err,
                             "'separator' is for the driver CSV, and this is %s", s->driver);
    if (*s->layer && strcmp(s->driver, "CSV") == 0)
        return tk_yaml_fault(r->yaml, place(map, "layer"), err,
                             "a CSV file has no layers; remove 'layer'");
    if (*s->parent && *s->parents)
        return tk_yaml_fault(r->yaml, place(map, "parents"), err,
                             "'parent' and 'parents' are both given; membership is told in one "
                             "way");
    return TK_OK;
}

enum tk_status config_check_source(const struct config_reader *r, const struct tk_node *map,
                                   const struct tk_source_config *source, struct tk_error *err)
{
    const struct tk_config *const config = r->config;
    if (!*source->name)
        return tk_yaml_fault(r->yaml, place(map, "name"), err, "'name' is empty");
    for (const struct tk_source_config *s = config->sources; s < source; s++)
        if (strcmp(s->name, source->name) == 0)
            return tk_yaml_fault(r->yaml, place(map, "name"), err,
                                 "the source of line %d is called '%s' too", s->line, s->name);
    enum tk_status st = check_role_keys(r, map, source, err);
    if (!st)
        st = check_place(r, map, source, err);
    if (!st)
        st = check_columns(r, map, source, err);
    return st;
}

static enum tk_status check_roles(const struct config_reader *r, struct tk_error *err)
{
    static const enum tk_role single[] = {TK_DISTRICTS, TK_PARENTS, TK_LAND};
    const struct tk_config *const config = r->config;
    const struct tk_node *const sources = place(&r->yaml->root, "sources");
    for (size_t k = 0; k < sizeof single / sizeof single[0]; k++) {
        const struct tk_source_config *first = NULL;
        for (size_t i = 0; i < config->n_sources; i++) {
            const struct tk_source_config *const s = &config->sources[i];
            if (s->role == single[k] && first)
                return tk_yaml_fault(r->yaml, place(&sources->items[i], "role"), err,
                                     "'%s' (line %d) has the role %s already; there is one at "
                                     "most",
                                     first->name, first->line, tk_role_name(single[k]));
            if (s->role == single[k])
                first = s;
        }
        if (!first && single[k] == TK_DISTRICTS)
            return tk_yaml_fault(r->yaml, sources, err,
                                 "no source has the role districts; the map needs them");
    }
    return TK_OK;
}

enum tk_status config_check_whole(const struct config_reader *r, struct tk_error *err)
{
    const char *const as_of = r->config->edition.as_of;
    const char *fault = NULL;
    struct tk_date date;
    if (strcmp(as_of, "today") != 0 &&
        (!tk_date_parse(as_of, NULL, &date, &fault) || date.precision != TK_DAY))
        return tk_yaml_fault(r->yaml, place(place(&r->yaml->root, "edition"), "as_of"), err,
                             "'as_of' has to be today, YYYY-MM-DD or YYYY-MM-DDTHH:MM, and is "
                             "'%s'",
                             as_of);
    r->config->edition.as_of_at = config_mark(place(&r->yaml->root, "edition"), "as_of");
    r->config->edition.crs_at = config_mark(place(&r->yaml->root, "edition"), "crs");
    r->config->edition.time_zone_at =
        config_mark(place(&r->yaml->root, "edition"), "time_zone");
    return check_roles(r, err);
}

/* Against the dictionary: the configuration's own file is no longer at hand, only marks. */

static enum tk_status unknown(const struct tk_config *config, struct tk_mark at,
                              const char *what, const char *word, const char *meant,
                              const char *path, struct tk_error *err)
{
    if (meant)
        return tk_fail(err, TK_USAGE, "%s:%d:%d: there is no %s '%s'; did you mean '%s'?",
                       config->path, at.line, at.column, what, word, meant);
    return tk_fail(err, TK_USAGE, "%s:%d:%d: there is no %s '%s'; see %s", config->path,
                   at.line, at.column, what, word, path);
}

static enum tk_status find_field(const struct tk_config *config, const struct tk_dictionary *d,
                                 const char *name, struct tk_mark at,
                                 const struct tk_field **out, struct tk_error *err)
{
    const size_t field = tk_dictionary_field(d, name);
    const char *names[MOST_FIELDS];
    size_t n = 0;
    *out = NULL;
    if (field != TK_NO_FIELD) {
        *out = &d->fields[field];
        return TK_OK;
    }
    for (; n < d->n_fields && n < MOST_FIELDS; n++)
        names[n] = d->fields[n].name;
    return unknown(config, at, "field", name, tk_suggest(name, names, n), d->fields_csv.path,
                   err);
}

static enum tk_status check_field(const struct tk_config *config, const struct tk_dictionary *d,
                                  enum tk_role role, const struct tk_field_source *f,
                                  struct tk_error *err)
{
    const struct tk_field *field = NULL;
    const enum tk_status st = find_field(config, d, f->field, f->at, &field, err);
    if (st)
        return st;
    if (role == TK_STATUS_TABLE && !tk_field_is_recorded(field))
        return tk_fail(
            err, TK_USAGE,
            "%s:%d:%d: '%s' is a note's own, and no status table changes it; see the "
            "column recorded of %s",
            config->path, f->at.line, f->at.column, f->field, d->fields_csv.path);
    if (!*f->format)
        return TK_OK;
    const char *fault = NULL;
    if (field->type == TK_TIME)
        return TK_OK;
    if (field->type == TK_DATE || field->type == TK_DEADLINE)
        return tk_date_format_valid(f->format, &fault)
                   ? TK_OK
                   : tk_fail(err, TK_USAGE, "%s:%d:%d: the format '%s' %s", config->path,
                             f->at.line, f->at.column, f->format, fault);
    return tk_fail(err, TK_USAGE, "%s:%d:%d: a format is for dates and times, and '%s' is none",
                   config->path, f->at.line, f->at.column, f->field);
}

static enum tk_status check_values(const struct tk_config *config,
                                   const struct tk_dictionary *d,
                                   const struct tk_value_map *map, struct tk_error *err)
{
    const struct tk_field *field = NULL;
    enum tk_status st = find_field(config, d, map->field, map->at, &field, err);
    if (!st && !field->codes)
        st = tk_fail(err, TK_USAGE,
                     "%s:%d:%d: values are for fields with a code list, and '%s' "
                     "has none",
                     config->path, map->at.line, map->at.column, map->field);
    for (size_t i = 0; i < map->n && !st; i++)
        if (tk_codes_find(field->codes, map->to[i]) == TK_NO_CODE)
            st = unknown(config, map->to_at[i], "code", map->to[i],
                         tk_suggest(map->to[i], field->codes->code, field->codes->n),
                         field->codes->table.path, err);
    return st;
}

enum tk_status tk_config_check(const struct tk_config *config,
                               const struct tk_dictionary *dictionary, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; i < config->n_sources && !st; i++) {
        const struct tk_source_config *const s = &config->sources[i];
        const bool of_notes = s->role == TK_NOTES || s->role == TK_STATUS_TABLE;
        for (size_t k = 0; k < s->n_fields && of_notes && !st; k++)
            st = check_field(config, dictionary, s->role, &s->fields[k], err);
        for (size_t k = 0; k < s->n_values && !st; k++)
            st = check_values(config, dictionary, &s->values[k], err);
    }
    return st;
}
