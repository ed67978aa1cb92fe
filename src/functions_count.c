#include "functions_parts.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/date.h"
#include "trygghetskarta/memory.h"

#include <string.h>

/* The columns after the keys; the last is the hidden argument. */
static const struct {
    const char *name;
    size_t at; /* in struct tk_count */
    bool is_day;
} measures[] = {
    {"n", offsetof(struct tk_count, n), false},
    {"n_brist", offsetof(struct tk_count, n_brist), false},
    {"n_styrka", offsetof(struct tk_count, n_styrka), false},
    {"n_forslag", offsetof(struct tk_count, n_forslag), false},
    {"n_dubblett", offsetof(struct tk_count, n_dubblett), false},
    {"n_oppna", offsetof(struct tk_count, n_oppna), false},
    {"n_stangda", offsetof(struct tk_count, n_stangda), false},
    {"n_atgardade", offsetof(struct tk_count, n_atgardade), false},
    {"n_forsenade", offsetof(struct tk_count, n_forsenade), false},
    {"n_i_tid", offsetof(struct tk_count, n_i_tid), false},
    {"n_for_sena", offsetof(struct tk_count, n_for_sena), false},
    {"n_skotsel", offsetof(struct tk_count, n_skotsel), false},
    {"n_utformning", offsetof(struct tk_count, n_utformning), false},
    {"n_socialt", offsetof(struct tk_count, n_socialt), false},
    {"n_ovrigt", offsetof(struct tk_count, n_ovrigt), false},
    {"forsta", offsetof(struct tk_count, first), true},
    {"senaste", offsetof(struct tk_count, last), true},
    {"forsta_oppna", offsetof(struct tk_count, first_open), true},
};
#define N_MEASURES (sizeof measures / sizeof *measures)

/* A count once made is kept: SQLite asks for the rows again for each row of an outer table. */
struct kept {
    struct kept *next;
    char *keys;
    struct tk_groups groups;
};

struct counter { /* one a connection */
    const struct tk_facts *facts;
    unsigned long changes; /* of the facts, when the counts were made */
    struct kept *kept;
};

struct count_table {
    sqlite3_vtab base;
    struct counter *counter;
};

struct count_cursor {
    sqlite3_vtab_cursor base;
    const struct kept *kept;
    size_t row;
};

static void drop_kept(struct counter *counter)
{
    while (counter->kept) {
        struct kept *next = counter->kept->next;
        tk_groups_free(&counter->kept->groups);
        tk_free(counter->kept->keys);
        tk_free(counter->kept);
        counter->kept = next;
    }
}

static void drop_counter(void *data)
{
    drop_kept(data);
    tk_free(data);
}

static int connect_table(sqlite3 *db, void *aux, int argc, const char *const *argv,
                         sqlite3_vtab **out, char **message)
{
    (void)argc;
    (void)argv;
    (void)message;
    struct counter *counter = aux;
    struct tk_buffer sql = {0};
    struct tk_error err = {0};
    tk_buffer_text(&sql, "CREATE TABLE x(");
    for (size_t d = 0; d < tk_facts_dimensions(counter->facts); d++) {
        tk_buffer_identifier(&sql, tk_facts_dimension(counter->facts, d));
        tk_buffer_text(&sql, ", ");
    }
    for (size_t m = 0; m < N_MEASURES; m++)
        tk_buffer_format(&sql, "%s, ", measures[m].name);
    tk_buffer_text(&sql, "nycklar HIDDEN)");
    struct count_table *table = tk_alloc(1, sizeof *table);
    int rc = table && !tk_buffer_check(&sql, &err)
                 ? sqlite3_declare_vtab(db, tk_buffer_string(&sql))
                 : SQLITE_NOMEM;
    tk_buffer_free(&sql);
    if (rc != SQLITE_OK) {
        tk_free(table);
        return rc;
    }
    sqlite3_vtab_config(db, SQLITE_VTAB_INNOCUOUS);
    table->counter = counter;
    *out = &table->base;
    return SQLITE_OK;
}

static int disconnect_table(sqlite3_vtab *table)
{
    tk_free(table);
    return SQLITE_OK;
}

/* The keys must be known before the rows are asked for. */
static int best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
    const struct tk_facts *facts = ((struct count_table *)table)->counter->facts;
    int hidden = (int)(tk_facts_dimensions(facts) + N_MEASURES);
    for (int i = 0; i < info->nConstraint; i++) {
        if (info->aConstraint[i].iColumn != hidden ||
            info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ)
            continue;
        if (!info->aConstraint[i].usable)
            return SQLITE_CONSTRAINT;
        info->aConstraintUsage[i].argvIndex = 1;
        info->aConstraintUsage[i].omit = 1;
        info->idxNum = 1;
    }
    info->estimatedRows = 1000;
    info->estimatedCost = 1000;
    return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    (void)table;
    struct count_cursor *cursor = tk_alloc(1, sizeof *cursor);
    if (!cursor)
        return SQLITE_NOMEM;
    *out = &cursor->base;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *cursor)
{
    tk_free(cursor);
    return SQLITE_OK;
}

static enum tk_status count_kept(struct counter *counter, const char *keys,
                                 const struct kept **out, struct tk_error *err)
{
    if (counter->changes != counter->facts->changes)
        drop_kept(counter);
    counter->changes = counter->facts->changes;
    for (const struct kept *k = counter->kept; k; k = k->next)
        if (strcmp(k->keys, keys) == 0) {
            *out = k;
            return TK_OK;
        }
    struct kept *made = tk_alloc(1, sizeof *made);
    if (!made)
        return tk_fail_memory(err);
    enum tk_status st = tk_facts_count(counter->facts, keys, &made->groups, err);
    if (!st && !(made->keys = tk_strdup(keys)))
        st = tk_fail_memory(err);
    if (st) {
        tk_groups_free(&made->groups);
        tk_free(made);
        return st;
    }
    made->next = counter->kept;
    counter->kept = made;
    *out = made;
    return TK_OK;
}

static int filter(sqlite3_vtab_cursor *base, int plan, const char *text, int argc,
                  sqlite3_value **argv)
{
    (void)text;
    (void)argc;
    struct count_cursor *cursor = (struct count_cursor *)base;
    struct count_table *table = (struct count_table *)base->pVtab;
    struct tk_error err = {0};
    const char *keys = plan ? (const char *)sqlite3_value_text(argv[0]) : "";
    cursor->row = 0;
    if (count_kept(table->counter, keys ? keys : "", &cursor->kept, &err) == TK_OK)
        return SQLITE_OK;
    cursor->kept = NULL;
    sqlite3_free(base->pVtab->zErrMsg);
    base->pVtab->zErrMsg = sqlite3_mprintf("%s", err.message);
    return SQLITE_ERROR;
}

static int next(sqlite3_vtab_cursor *cursor)
{
    ((struct count_cursor *)cursor)->row++;
    return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *base)
{
    const struct count_cursor *cursor = (struct count_cursor *)base;
    return !cursor->kept || cursor->row >= cursor->kept->groups.n;
}

static void give_key(sqlite3_context *context, const struct tk_facts *facts,
                     const struct tk_groups *groups, size_t row, size_t dimension)
{
    char room[32];
    for (size_t k = 0; k < groups->n_keys; k++) {
        if (groups->dimension[k] != dimension)
            continue;
        int32_t key = groups->key[row * groups->n_keys + k];
        if (key != TK_NO_KEY && tk_facts_key_is_number(facts, dimension))
            sqlite3_result_int(context, key);
        else
            sqlite3_result_text(context,
                                tk_facts_key_text(facts, dimension, key, room, sizeof room), -1,
                                SQLITE_TRANSIENT);
    }
}

static void give_measure(sqlite3_context *context, const struct tk_count *count, size_t measure)
{
    const char *at = (const char *)count + measures[measure].at;
    char text[16];
    int64_t number;
    int32_t day;
    if (!measures[measure].is_day) {
        memcpy(&number, at, sizeof number);
        sqlite3_result_int64(context, number);
        return;
    }
    memcpy(&day, at, sizeof day);
    if (day == TK_NO_DAY)
        return;
    tk_date_print(day, text);
    sqlite3_result_text(context, text, -1, SQLITE_TRANSIENT);
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *context, int at)
{
    const struct count_cursor *cursor = (struct count_cursor *)base;
    const struct tk_facts *facts = ((struct count_table *)base->pVtab)->counter->facts;
    const struct tk_groups *groups = &cursor->kept->groups;
    size_t i = (size_t)at, n_keys = tk_facts_dimensions(facts);
    if (i < n_keys)
        give_key(context, facts, groups, cursor->row, i);
    else if (i < n_keys + N_MEASURES)
        give_measure(context, &groups->count[cursor->row], i - n_keys);
    else
        sqlite3_result_text(context, cursor->kept->keys, -1, SQLITE_TRANSIENT);
    return SQLITE_OK;
}

static int rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *out)
{
    *out = (sqlite3_int64)((struct count_cursor *)cursor)->row;
    return SQLITE_OK;
}

static const sqlite3_module count_module = {.xConnect = connect_table,
                                            .xBestIndex = best_index,
                                            .xDisconnect = disconnect_table,
                                            .xOpen = open_cursor,
                                            .xClose = close_cursor,
                                            .xFilter = filter,
                                            .xNext = next,
                                            .xEof = at_end,
                                            .xColumn = column,
                                            .xRowid = rowid};

int tk_functions_install_count(sqlite3 *db, const struct tk_facts *facts)
{
    struct counter *counter = tk_alloc(1, sizeof *counter);
    if (!counter)
        return SQLITE_NOMEM;
    counter->facts = facts;
    return sqlite3_create_module_v2(db, "antal", &count_module, counter, drop_counter);
}
