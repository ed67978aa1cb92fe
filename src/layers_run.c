#include "layers_parts.h"

#include "trygghetskarta/database.h"
#include "trygghetskarta/memory.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

/* A run over all layers. */
struct running {
    struct tk_layers *layers;
    sqlite3 *db;
    struct tk_guard guard;
    bool *reads;    /* [n * n]: layer i reads layer j */
    size_t *length; /* [n]: of each SELECT, without what follows its semicolon */
    size_t *order;  /* the SELECTs, each after those it reads */
    size_t n_order;
    unsigned char *state; /* of the search: 0 not seen, 1 under way, 2 done */
};

/* Whether nothing but white space and comments is left of a text. */
static bool is_rest_empty(sqlite3 *db, const char *rest)
{
    sqlite3_stmt *more = NULL;
    bool empty = sqlite3_prepare_v2(db, rest, -1, &more, NULL) == SQLITE_OK && !more;
    sqlite3_finalize(more);
    return empty;
}

static bool has_column(const struct tk_layer *layer, const char *name)
{
    if (layer->geometry[0] && strcmp(name, "geom") == 0)
        return true;
    for (size_t i = 0; i < layer->n_declared; i++)
        if (strcmp(layer->columns[i]->name, name) == 0)
            return true;
    return false;
}

static bool gives(sqlite3_stmt *statement, const char *name)
{
    for (int i = 0; i < sqlite3_column_count(statement); i++)
        if (strcmp(sqlite3_column_name(statement, i), name) == 0)
            return true;
    return false;
}

/* The SELECT's columns are those of layer.yaml, in any order. */
static enum tk_status check_columns(const struct tk_layer *layer, sqlite3_stmt *statement,
                                    struct tk_error *err)
{
    for (int i = 0; i < sqlite3_column_count(statement); i++) {
        const char *name = sqlite3_column_name(statement, i);
        if (!has_column(layer, name))
            return tk_fail(err, TK_USAGE,
                           "%s/layer.sql: gives a column '%s' that layer.yaml does not name",
                           layer->directory, name);
        for (int k = 0; k < i; k++)
            if (strcmp(name, sqlite3_column_name(statement, k)) == 0)
                return tk_fail(err, TK_USAGE, "%s/layer.sql: gives the column '%s' twice",
                               layer->directory, name);
    }
    const char *missing = layer->geometry[0] && !gives(statement, "geom") ? "geom" : NULL;
    for (size_t i = 0; i < layer->n_columns && !missing; i++)
        if (!gives(statement, layer->columns[i]->name))
            missing = layer->columns[i]->name;
    return missing ? tk_fail(err, TK_USAGE, "%s/layer.sql: does not give the column '%s'",
                             layer->directory, missing)
                   : TK_OK;
}

/* Looks at one SELECT: what it reads, and whether it is one. */
static enum tk_status look_at(struct running *r, size_t i, struct tk_error *err)
{
    const struct tk_layer *layer = &r->layers->layers[i];
    sqlite3_stmt *statement = NULL;
    const char *rest;
    enum tk_status st = TK_OK;
    r->guard.reads = r->reads + i * r->layers->n;
    tk_guard_set(r->db, &r->guard);
    if (sqlite3_prepare_v2(r->db, layer->sql, -1, &statement, &rest) != SQLITE_OK)
        st =
            tk_guard_fault(r->db, &r->guard, layer->directory, "layer.sql", layer->sql, 0, err);
    else if (!statement)
        st = tk_fail(err, TK_USAGE, "%s/layer.sql: holds no SELECT", layer->directory);
    else if (!is_rest_empty(r->db, rest))
        st = tk_fail(err, TK_USAGE, "%s/layer.sql: holds more than one SELECT",
                     layer->directory);
    else
        st = check_columns(layer, statement, err);
    if (!st)
        r->length[i] = (size_t)(rest - layer->sql);
    sqlite3_finalize(statement);
    tk_guard_lift(r->db);
    r->guard.reads = NULL;
    return st;
}

/* Puts a layer after those it reads, depth first. */
static enum tk_status put_in_order(struct running *r, size_t i, struct tk_error *err)
{
    const struct tk_layers *layers = r->layers;
    enum tk_status st = TK_OK;
    if (r->state[i] == 2 || !layers->layers[i].sql)
        return TK_OK;
    r->state[i] = 1;
    for (size_t j = 0; j < layers->n && !st; j++) {
        if (!r->reads[i * layers->n + j])
            continue;
        if (r->state[j] == 1)
            return tk_fail(
                err, TK_USAGE, "%s/layer.sql: reads %s, which reads it back: a circle",
                layers->layers[i].directory, i == j ? "itself" : layers->layers[j].name);
        st = put_in_order(r, j, err);
    }
    r->state[i] = 2;
    r->order[r->n_order++] = i;
    return st;
}

static void add_names(struct tk_buffer *sql, const struct tk_layer *layer)
{
    tk_buffer_text(sql, layer->geometry[0] ? "geom, " : "");
    for (size_t i = 0; i < layer->n_columns; i++) {
        tk_buffer_text(sql, i ? ", " : "");
        tk_buffer_identifier(sql, layer->columns[i]->name);
    }
}

/* INSERT of what the SELECT gives, in order of the key. The SELECT stands on lines of its own,
 * so that a comment at its end ends there. */
static enum tk_status insert_sql(const struct tk_layer *layer, size_t length,
                                 struct tk_buffer *sql, struct tk_error *err)
{
    while (length > 0 && strchr("; \t\r\n", layer->sql[length - 1]))
        length--;
    tk_buffer_text(sql, "INSERT INTO ");
    tk_buffer_identifier(sql, layer->name);
    tk_buffer_text(sql, " (");
    add_names(sql, layer);
    tk_buffer_text(sql, ") SELECT ");
    add_names(sql, layer);
    tk_buffer_text(sql, " FROM (\n");
    tk_buffer_add(sql, layer->sql, length);
    tk_buffer_text(sql, "\n) ORDER BY ");
    for (size_t i = 0; i < layer->n_key; i++) {
        tk_buffer_text(sql, i ? ", " : "");
        tk_buffer_identifier(sql, layer->columns[layer->key[i]]->name);
    }
    return tk_buffer_check(sql, err);
}

static enum tk_status run_layer(struct running *r, size_t i, struct tk_error *err)
{
    const struct tk_layer *layer = &r->layers->layers[i];
    struct tk_buffer sql = {0};
    sqlite3_stmt *statement = NULL;
    enum tk_status st = insert_sql(layer, r->length[i], &sql, err);
    r->guard.target = layer->name;
    tk_guard_set(r->db, &r->guard);
    int rc = SQLITE_OK;
    if (!st)
        rc = sqlite3_prepare_v2(r->db, tk_buffer_string(&sql), -1, &statement, NULL);
    if (!st && rc == SQLITE_OK)
        rc = sqlite3_step(statement);
    if (!st && (rc & 0xFF) == SQLITE_CONSTRAINT)
        st = tk_fail(err, TK_INTERNAL, "%s/layer.sql: law 6 is broken: %s", layer->directory,
                     sqlite3_errmsg(r->db));
    else if (!st && rc != SQLITE_DONE)
        st = tk_database_fail(r->db, TK_USAGE, err, "%s/layer.sql", layer->directory);
    sqlite3_finalize(statement);
    tk_guard_lift(r->db);
    r->guard.target = NULL;
    tk_buffer_free(&sql);
    return st ? st : tk_layer_check_values(r->db, layer, err);
}

/* Whether one of the needs between bars is given. */
static bool is_given(const char *need, const char *const *given, size_t n_given)
{
    for (const char *at = need; *at; at += strspn(at, "|")) {
        size_t length = strcspn(at, "|");
        for (size_t i = 0; i < n_given; i++)
            if (strlen(given[i]) == length && strncmp(given[i], at, length) == 0)
                return true;
        at += length;
    }
    return false;
}

/* A role's name within a sentence. */
static void add_lower(struct tk_buffer *out, const char *label)
{
    char first = (char)tolower((unsigned char)*label);
    tk_buffer_add(out, &first, *label ? 1 : 0);
    tk_buffer_text(out, *label ? label + 1 : "");
}

/* What is lacking and is no source: all that there is of it may have been refused. */
static const char *lack_of(const char *need)
{
    if (strcmp(need, "earlier") == 0)
        return "det finns ingen tidigare utgåva att jämföra med";
    if (strcmp(need, "focus") == 0)
        return "det finns inget fokusområde att jämföra med";
    return NULL;
}

/* The roles between bars; their words stand in codes/roll.csv. */
static void add_roles(const char *need, const struct tk_codes *roles, struct tk_buffer *out)
{
    for (const char *at = need; *at; at += strspn(at, "|")) {
        char word[80];
        size_t length = strcspn(at, "|"), code = TK_NO_CODE;
        snprintf(word, sizeof word, "%.*s", (int)length, at);
        char *kind = strchr(word, ':');
        if (kind)
            *kind++ = '\0';
        if (roles)
            code = tk_codes_find(roles, word);
        tk_buffer_text(out, at == need ? "" : " eller ");
        add_lower(out, code == TK_NO_CODE ? word : roles->label[code]);
        if (kind)
            tk_buffer_format(out, " av sorten %s", kind);
        at += length;
    }
}

/* Says in Swedish what a layer lacks. */
static enum tk_status say_why_empty(struct tk_layer *layer, const char *need,
                                    const struct tk_codes *roles, struct tk_error *err)
{
    struct tk_buffer why = {0};
    const char *lack = lack_of(need);
    tk_buffer_text(&why, "Lagret är tomt: ");
    tk_buffer_text(&why, lack ? lack : "ingen källa med ");
    if (!lack)
        add_roles(need, roles, &why);
    tk_buffer_text(&why, lack ? "." : " är given.");
    enum tk_status st = tk_buffer_check(&why, err);
    if (!st) {
        tk_free(layer->empty_because);
        layer->empty_because = tk_buffer_take(&why);
    }
    tk_buffer_free(&why);
    return st;
}

static enum tk_status run_or_explain(struct running *r, size_t i, const char *const *given,
                                     size_t n_given, struct tk_error *err)
{
    struct tk_layer *layer = &r->layers->layers[i];
    for (size_t k = 0; k < layer->n_needs; k++)
        if (!is_given(layer->needs[k], given, n_given))
            return say_why_empty(layer, layer->needs[k], r->layers->roles, err);
    return run_layer(r, i, err);
}

static enum tk_status count_rows(struct running *r, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; i < r->layers->n && !st; i++) {
        struct tk_layer *layer = &r->layers->layers[i];
        sqlite3_stmt *statement = NULL;
        char *sql = sqlite3_mprintf("SELECT count(*) FROM \"%w\"", layer->name);
        if (!sql)
            return tk_fail_memory(err);
        if (sqlite3_prepare_v2(r->db, sql, -1, &statement, NULL) != SQLITE_OK ||
            sqlite3_step(statement) != SQLITE_ROW)
            st = tk_database_fail(r->db, TK_INTERNAL, err, "%s", layer->name);
        else
            layer->n_rows = sqlite3_column_int64(statement, 0);
        sqlite3_finalize(statement);
        sqlite3_free(sql);
    }
    return st;
}

enum tk_status tk_layers_run(struct tk_layers *layers, struct tk_geopackage *gp,
                             const char *const *given, size_t n_given, struct tk_error *err)
{
    struct running r = {.layers = layers,
                        .db = tk_geopackage_db(gp),
                        .guard = {.layers = layers},
                        .reads = tk_alloc(layers->n * layers->n, sizeof *r.reads),
                        .length = tk_alloc(layers->n, sizeof *r.length),
                        .order = tk_alloc(layers->n, sizeof *r.order),
                        .state = tk_alloc(layers->n, 1)};
    enum tk_status st = r.reads && r.length && r.order && r.state ? TK_OK : tk_fail_memory(err);
    /* A misspelt "column" must be told, and not become a text. */
    sqlite3_db_config(r.db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    for (size_t i = 0; i < layers->n && !st; i++)
        if (layers->layers[i].sql)
            st = look_at(&r, i, err);
    for (size_t i = 0; i < layers->n && !st; i++)
        st = put_in_order(&r, i, err);
    for (size_t i = 0; i < r.n_order && !st; i++)
        st = run_or_explain(&r, r.order[i], given, n_given, err);
    if (!st)
        st = count_rows(&r, err);
    tk_free(r.reads);
    tk_free(r.length);
    tk_free(r.order);
    tk_free(r.state);
    return st;
}
