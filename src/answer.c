#include "trygghetskarta/answer.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/memory.h"

#include <string.h>

/* What a connection keeps of an answer. */
struct kept {
    struct tk_answer answer;
    char *declaration;
    int n_columns, n_arguments;
};

struct table {
    sqlite3_vtab base;
    const struct kept *kept;
};

struct cursor {
    sqlite3_vtab_cursor base;
    size_t row, n_rows, n_before; /* of the rows at hand; those given before them */
    max_align_t call[];
};

int tk_answer_names(const char *names)
{
    int n = names[0] != '\0';
    for (; *names; names++)
        n += *names == ',';
    return n;
}

int tk_answer_name(const char *names, const char *name)
{
    size_t length = strlen(name);
    for (int i = 0; *(names += strspn(names, ", ")); i++) {
        if (strcspn(names, ", ") == length && strncmp(names, name, length) == 0)
            return i;
        names += strcspn(names, ", ");
    }
    return -1;
}

static const struct tk_answer *answer_of(const sqlite3_vtab *table)
{
    return &((const struct table *)table)->kept->answer;
}

static int connect_table(sqlite3 *db, void *aux, int argc, const char *const *argv,
                         sqlite3_vtab **out, char **message)
{
    (void)argc;
    (void)argv;
    (void)message;
    const struct kept *kept = aux;
    struct table *table = tk_alloc(1, sizeof *table);
    int rc = table ? sqlite3_declare_vtab(db, kept->declaration) : SQLITE_NOMEM;
    if (rc != SQLITE_OK) {
        tk_free(table);
        return rc;
    }
    table->kept = kept;
    *out = &table->base;
    return SQLITE_OK;
}

static int disconnect_table(sqlite3_vtab *table)
{
    tk_free(table);
    return SQLITE_OK;
}

static int say(sqlite3_vtab *table, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    sqlite3_free(table->zErrMsg);
    table->zErrMsg = sqlite3_vmprintf(format, args);
    va_end(args);
    return table->zErrMsg ? SQLITE_ERROR : SQLITE_NOMEM;
}

/* What an answer tells, as SQLite has it. */
static int fail(sqlite3_vtab *table, const struct tk_error *err)
{
    return tk_out_of_memory(err) ? SQLITE_NOMEM : say(table, "%s", err->message);
}

static int look(sqlite3_vtab *table, sqlite3_index_info *info, int constraint, int argument)
{
    const struct tk_answer *answer = answer_of(table);
    sqlite3_value *value;
    struct tk_error err = {0};
    if (!answer->look || sqlite3_vtab_rhs_value(info, constraint, &value) != SQLITE_OK)
        return SQLITE_OK;
    if (answer->look(answer->data, argument, value, &err) != TK_OK)
        return fail(table, &err);
    return SQLITE_OK;
}

/* The arguments must be known before the rows are asked for. They reach filter() in the order
 * of their numbers, which its plan tells as bits. */
static int best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
    const struct kept *kept = ((const struct table *)base)->kept;
    int at[TK_ANSWER_ARGUMENTS], n = 0, rc = SQLITE_OK;
    memset(at, -1, sizeof at);
    for (int i = 0; i < info->nConstraint && rc == SQLITE_OK; i++) {
        int argument = info->aConstraint[i].iColumn - kept->n_columns;
        if (argument < 0 || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ)
            continue;
        if (!info->aConstraint[i].usable)
            return SQLITE_CONSTRAINT;
        at[argument] = i;
        rc = look(base, info, i, argument);
    }
    for (int a = 0; a < kept->n_arguments; a++) {
        if (at[a] < 0)
            continue;
        info->aConstraintUsage[at[a]].argvIndex = ++n;
        info->aConstraintUsage[at[a]].omit = 1;
        info->idxNum |= 1 << a;
    }
    if (rc == SQLITE_OK && kept->answer.all_required && n < kept->n_arguments)
        rc = say(base, "%s(%s): all arguments are to be given", kept->answer.name,
                 kept->answer.arguments);
    info->estimatedRows = 1000;
    info->estimatedCost = kept->answer.cost;
    return rc;
}

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    struct cursor *cursor = tk_alloc(1, sizeof *cursor + answer_of(table)->call_size);
    if (!cursor)
        return SQLITE_NOMEM;
    *out = &cursor->base;
    return SQLITE_OK;
}

static void forget(struct cursor *cursor)
{
    const struct tk_answer *answer = answer_of(cursor->base.pVtab);
    if (answer->forget)
        answer->forget(cursor->call);
    cursor->row = cursor->n_rows = cursor->n_before = 0;
}

static int close_cursor(sqlite3_vtab_cursor *base)
{
    forget((struct cursor *)base);
    tk_free(base);
    return SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *base, int plan, const char *text, int argc,
                  sqlite3_value **argv)
{
    (void)text;
    (void)argc;
    struct cursor *cursor = (struct cursor *)base;
    const struct tk_answer *answer = answer_of(base->pVtab);
    sqlite3_value *arguments[TK_ANSWER_ARGUMENTS] = {NULL};
    struct tk_error err = {0};
    for (int a = 0, i = 0; a < TK_ANSWER_ARGUMENTS; a++)
        if (plan & 1 << a)
            arguments[a] = argv[i++];
    forget(cursor);
    if (answer->run(answer->data, cursor->call, arguments, &cursor->n_rows, &err) == TK_OK)
        return SQLITE_OK;
    cursor->n_rows = 0;
    return fail(base->pVtab, &err);
}

static int next(sqlite3_vtab_cursor *base)
{
    struct cursor *cursor = (struct cursor *)base;
    const struct tk_answer *answer = answer_of(base->pVtab);
    struct tk_error err = {0};
    if (++cursor->row < cursor->n_rows)
        return SQLITE_OK;
    cursor->n_before += cursor->n_rows;
    cursor->row = cursor->n_rows = 0;
    if (answer->more && answer->more(answer->data, cursor->call, &cursor->n_rows, &err)) {
        cursor->n_rows = 0;
        return fail(base->pVtab, &err);
    }
    if (cursor->n_rows == 0)
        forget(cursor);
    return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *base)
{
    const struct cursor *cursor = (const struct cursor *)base;
    return cursor->row >= cursor->n_rows;
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *context, int at)
{
    const struct cursor *cursor = (const struct cursor *)base;
    const struct kept *kept = ((const struct table *)base->pVtab)->kept;
    if (at < kept->n_columns)
        kept->answer.give(kept->answer.data, cursor->call, cursor->row, (size_t)at, context);
    return SQLITE_OK;
}

static int rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    const struct cursor *cursor = (const struct cursor *)base;
    *out = (sqlite3_int64)cursor->n_before + (sqlite3_int64)cursor->row;
    return SQLITE_OK;
}

static const sqlite3_module module = {.xConnect = connect_table,
                                      .xBestIndex = best_index,
                                      .xDisconnect = disconnect_table,
                                      .xOpen = open_cursor,
                                      .xClose = close_cursor,
                                      .xFilter = filter,
                                      .xNext = next,
                                      .xEof = at_end,
                                      .xColumn = column,
                                      .xRowid = rowid};

static void drop(void *data)
{
    struct kept *kept = data;
    if (kept->answer.drop)
        kept->answer.drop(kept->answer.data);
    tk_free(kept->declaration);
    tk_free(kept);
}

static char *declare(const struct tk_answer *answer)
{
    struct tk_buffer sql = {0};
    tk_buffer_format(&sql, "CREATE TABLE x(%s", answer->columns);
    for (const char *at = answer->arguments; *(at += strspn(at, ", ")); at += strcspn(at, ", "))
        tk_buffer_format(&sql, ", %.*s HIDDEN", (int)strcspn(at, ", "), at);
    tk_buffer_text(&sql, ")");
    return tk_buffer_take(&sql);
}

int tk_answer_install(sqlite3 *db, const struct tk_answer *answer)
{
    struct kept *kept = tk_alloc(1, sizeof *kept);
    char *declaration = declare(answer);
    if (!kept || !declaration) {
        if (answer->drop)
            answer->drop(answer->data);
        tk_free(kept);
        tk_free(declaration);
        return SQLITE_NOMEM;
    }
    *kept = (struct kept){.answer = *answer,
                          .declaration = declaration,
                          .n_columns = tk_answer_names(answer->columns),
                          .n_arguments = tk_answer_names(answer->arguments)};
    return sqlite3_create_module_v2(db, answer->name, &module, kept, drop);
}
