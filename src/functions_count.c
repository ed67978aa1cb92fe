#include "functions_parts.h"

#include "trygghetskarta/answer.h"
#include "trygghetskarta/buffer.h"
#include "trygghetskarta/date.h"
#include "trygghetskarta/memory.h"

#include <string.h>

/* The columns after the keys. */
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

/* A call keeps nothing but which count it reads. */
static enum tk_status run(void *data, void *call, sqlite3_value *const *arguments,
                          size_t *n_rows, struct tk_error *err)
{
    const struct kept *kept = NULL;
    const char *keys = arguments[0] ? (const char *)sqlite3_value_text(arguments[0]) : NULL;
    enum tk_status st = count_kept(data, keys ? keys : "", &kept, err);
    if (st)
        return st;
    *(const struct kept **)call = kept;
    *n_rows = kept->groups.n;
    return TK_OK;
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

static void give(void *data, const void *call, size_t row, size_t column,
                 sqlite3_context *context)
{
    const struct tk_facts *facts = ((const struct counter *)data)->facts;
    const struct tk_groups *groups = &(*(const struct kept *const *)call)->groups;
    size_t n_keys = tk_facts_dimensions(facts);
    if (column < n_keys)
        give_key(context, facts, groups, row, column);
    else
        give_measure(context, &groups->count[row], column - n_keys);
}

static char *columns_of(const struct tk_facts *facts)
{
    struct tk_buffer sql = {0};
    for (size_t d = 0; d < tk_facts_dimensions(facts); d++) {
        tk_buffer_identifier(&sql, tk_facts_dimension(facts, d));
        tk_buffer_text(&sql, ", ");
    }
    for (size_t m = 0; m < N_MEASURES; m++)
        tk_buffer_format(&sql, "%s%s", m ? ", " : "", measures[m].name);
    return tk_buffer_take(&sql);
}

int tk_functions_install_count(sqlite3 *db, const struct tk_facts *facts)
{
    struct counter *counter = tk_alloc(1, sizeof *counter);
    char *columns = columns_of(facts);
    if (!counter || !columns) {
        tk_free(counter);
        tk_free(columns);
        return SQLITE_NOMEM;
    }
    counter->facts = facts;
    const struct tk_answer answer = {.name = "antal",
                                     .columns = columns,
                                     .arguments = "nycklar",
                                     .cost = 1000,
                                     .call_size = sizeof(const struct kept *),
                                     .data = counter,
                                     .drop = drop_counter,
                                     .run = run,
                                     .give = give};
    int rc = tk_answer_install(db, &answer);
    tk_free(columns);
    return rc;
}
