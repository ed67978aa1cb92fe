#include "trygghetskarta/analysis.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/database.h"
#include "trygghetskarta/memory.h"

#include <ctype.h>
#include <math.h>
#include <string.h>

const struct tk_analysis tk_analyses[] = {
    {"dbscan", "kluster, id", "sql, avstand_m, minst", tk_clusters_run, "id, x, y"},
    {"rank_interval", "id, rang, rang_lag, rang_hog", "sql, draws, seed", tk_ranks_run,
     "id, n, bas"},
    {"samla", "forsta, id", "sql, avstand_m, minst", tk_gather_run,
     "id, x, y, sort, fran, till"},
    {"rundor", "runda, sort, nr, id, meter", "sql, avstand_m, hogst", tk_rounds_run,
     "id, x, y, sort"},
    {0},
};

#define MOST_ARGUMENTS 8
#define MOST_SORTS 1024

struct cell {
    int type; /* SQLITE_INTEGER …; 0 is NULL */
    union {
        int64_t integer;
        double real;
        const char *text;
    };
};

/* The points' ids lie in blocks, one after the other: on its own each would take twice its
 * size. */
#define BLOCK 65536
struct block {
    struct block *before;
    size_t used, size;
    char text[];
};

struct tk_analysis_run {
    struct tk_session *session;
    const struct tk_analysis *analysis;
    sqlite3 *db;
    int n_arguments;
    sqlite3_value *arguments[MOST_ARGUMENTS]; /* borrowed from SQLite while it runs */
    struct tk_point *points;
    size_t n_points, points_capacity;
    struct block *ids;             /* the newest */
    const char *sorts[MOST_SORTS]; /* those met, in blocks as the ids */
    size_t n_sorts;
    size_t n_columns;
    struct cell *cells;
    size_t n_rows, cells_capacity;
};

/* What a connection knows of an analysis. */
struct word {
    const struct tk_analysis *analysis;
    struct tk_session *session;
    sqlite3 *db;
};

struct table {
    sqlite3_vtab base;
    const struct word *word;
    int n_columns, n_arguments, sql_argument; /* -1: none is called sql */
};

struct cursor {
    sqlite3_vtab_cursor base;
    struct tk_analysis_run run;
    size_t row;
};

/* --- what an analysis asks for --- */

struct tk_session *tk_analysis_session(const struct tk_analysis_run *run)
{
    return run->session;
}

double tk_analysis_number(const struct tk_analysis_run *run, size_t argument)
{
    sqlite3_value *value = run->arguments[argument];
    int type = sqlite3_value_numeric_type(value);
    return type == SQLITE_INTEGER || type == SQLITE_FLOAT ? sqlite3_value_double(value) : NAN;
}

enum tk_status tk_analysis_row(struct tk_analysis_run *run, struct tk_error *err)
{
    enum tk_status st = tk_grow(&run->cells, &run->cells_capacity,
                                (run->n_rows + 1) * run->n_columns, sizeof *run->cells, err);
    if (!st)
        run->n_rows++;
    return st;
}

static struct cell *cell_of(struct tk_analysis_run *run, size_t column)
{
    return &run->cells[(run->n_rows - 1) * run->n_columns + column];
}

void tk_analysis_set_integer(struct tk_analysis_run *run, size_t column, int64_t value)
{
    *cell_of(run, column) = (struct cell){.type = SQLITE_INTEGER, .integer = value};
}

void tk_analysis_set_real(struct tk_analysis_run *run, size_t column, double value)
{
    if (isfinite(value))
        *cell_of(run, column) = (struct cell){.type = SQLITE_FLOAT, .real = value};
}

void tk_analysis_set_text(struct tk_analysis_run *run, size_t column, const char *text)
{
    *cell_of(run, column) = (struct cell){.type = SQLITE_TEXT, .text = text};
}

static int count_names(const char *names)
{
    int n = names[0] != '\0';
    for (; *names; names++)
        n += *names == ',';
    return n;
}

static const char *select_of(const struct tk_analysis *analysis)
{
    return analysis->select ? analysis->select : "id, x, y";
}

/* Prepares the SELECT of an argument, which the authorizer of the outer one judges as well. */
static enum tk_status prepare(sqlite3 *db, const struct tk_analysis *analysis,
                              sqlite3_value *sql, sqlite3_stmt **out, struct tk_error *err)
{
    const char *name = analysis->name, *select = select_of(analysis);
    const char *text = (const char *)sqlite3_value_text(sql);
    *out = NULL;
    if (!text || sqlite3_prepare_v2(db, text, -1, out, NULL) != SQLITE_OK)
        return text ? tk_database_fail(db, TK_USAGE, err, "%s()", name)
                    : tk_fail(err, TK_USAGE, "%s(): no SELECT is given", name);
    if (*out && sqlite3_stmt_readonly(*out) &&
        sqlite3_column_count(*out) == count_names(select))
        return TK_OK;
    sqlite3_finalize(*out);
    *out = NULL;
    return tk_fail(err, TK_USAGE, "%s(): '%s' is no SELECT of %s", name, text, select);
}

static char *keep_id(struct tk_analysis_run *run, const char *id)
{
    size_t size = strlen(id) + 1;
    struct block *block = run->ids;
    if (!block || size > block->size - block->used) {
        size_t room = size > BLOCK ? size : BLOCK;
        if (!(block = tk_alloc(1, sizeof *block + room)))
            return NULL;
        *block = (struct block){.before = run->ids, .size = room};
        run->ids = block;
    }
    char *kept = memcpy(block->text + block->used, id, size);
    block->used += size;
    return kept;
}

/* Columns that the SELECT has not are none. */
static double number_or_none(sqlite3_stmt *row, int column)
{
    return column < sqlite3_column_count(row) && sqlite3_column_type(row, column) != SQLITE_NULL
               ? sqlite3_column_double(row, column)
               : NAN;
}

static enum tk_status keep_sort(struct tk_analysis_run *run, sqlite3_stmt *row,
                                const char **out, struct tk_error *err)
{
    const char *sort =
        sqlite3_column_count(row) > 4 ? (const char *)sqlite3_column_text(row, 4) : NULL;
    *out = "";
    for (size_t i = 0; sort && i < run->n_sorts; i++)
        if (strcmp(run->sorts[i], sort) == 0) {
            *out = run->sorts[i];
            return TK_OK;
        }
    if (!sort)
        return TK_OK;
    if (run->n_sorts == MOST_SORTS)
        return tk_fail(err, TK_USAGE, "%s(): more than %d sorts", run->analysis->name,
                       MOST_SORTS);
    if (!(*out = keep_id(run, sort)))
        return tk_fail_memory(err);
    run->sorts[run->n_sorts++] = *out;
    return TK_OK;
}

static enum tk_status add_point(struct tk_analysis_run *run, sqlite3_stmt *row,
                                struct tk_error *err)
{
    const char *id = (const char *)sqlite3_column_text(row, 0);
    if (!id)
        return tk_fail(err, TK_USAGE, "%s(): a point without id", run->analysis->name);
    if (sqlite3_column_type(row, 2) == SQLITE_NULL ||
        sqlite3_column_type(row, 3) == SQLITE_NULL)
        return TK_OK;
    struct tk_point point = {.x = sqlite3_column_double(row, 2),
                             .y = sqlite3_column_double(row, 3),
                             .from = number_or_none(row, 5),
                             .until = number_or_none(row, 6)};
    enum tk_status st = tk_grow(&run->points, &run->points_capacity, run->n_points + 1,
                                sizeof *run->points, err);
    if (st)
        return st;
    if (!isfinite(point.x) || !isfinite(point.y))
        return TK_OK;
    st = keep_sort(run, row, &point.sort, err);
    if (st)
        return st;
    if (!(point.id = keep_id(run, id)))
        return tk_fail_memory(err);
    run->points[run->n_points++] = point;
    return TK_OK;
}

static size_t without_semicolon(const char *sql)
{
    size_t n = strlen(sql);
    while (n > 0 && strchr(" \t\r\n;", sql[n - 1]))
        n--;
    return n;
}

/* SQLite sorts the points, which takes no memory of ours; as texts, so that they are compared
 * byte by byte. */
static enum tk_status prepare_sorted(struct tk_analysis_run *run, sqlite3_value *sql,
                                     sqlite3_stmt **out, struct tk_error *err)
{
    struct tk_buffer sorted = {0};
    enum tk_status st = prepare(run->db, run->analysis, sql, out, err);
    if (st)
        return st;
    const char *text = sqlite3_sql(*out);
    tk_buffer_format(&sorted,
                     "WITH points(%s) AS (%.*s\n) SELECT CAST(id AS TEXT), * "
                     "FROM points ORDER BY 1",
                     select_of(run->analysis), (int)without_semicolon(text), text);
    sqlite3_finalize(*out);
    *out = NULL;
    st = tk_buffer_check(&sorted, err);
    if (!st && sqlite3_prepare_v2(run->db, sorted.data, -1, out, NULL) != SQLITE_OK)
        st = tk_database_fail(run->db, TK_USAGE, err, "%s()", run->analysis->name);
    tk_buffer_free(&sorted);
    return st;
}

enum tk_status tk_analysis_points(struct tk_analysis_run *run, size_t argument,
                                  const struct tk_point **points, size_t *n,
                                  struct tk_error *err)
{
    sqlite3_stmt *statement;
    enum tk_status st = prepare_sorted(run, run->arguments[argument], &statement, err);
    int rc = SQLITE_DONE;
    while (!st && (rc = sqlite3_step(statement)) == SQLITE_ROW)
        st = add_point(run, statement, err);
    if (!st && rc != SQLITE_DONE)
        st = tk_database_fail(run->db, TK_USAGE, err, "%s()", run->analysis->name);
    sqlite3_finalize(statement);
    for (size_t i = 1; i < run->n_points && !st; i++)
        if (strcmp(run->points[i - 1].id, run->points[i].id) == 0)
            st = tk_fail(err, TK_USAGE, "%s(): two points have the id %s", run->analysis->name,
                         run->points[i].id);
    *points = run->points;
    *n = st ? 0 : run->n_points;
    return st;
}

/* --- what SQLite asks for --- */

/* The position of a name in a list; -1 if it is not there. */
static int find_name(const char *names, const char *name)
{
    size_t length = strlen(name);
    for (int i = 0; *(names += strspn(names, ", ")); i++) {
        if (strcspn(names, ", ") == length && strncmp(names, name, length) == 0)
            return i;
        names += strcspn(names, ", ");
    }
    return -1;
}

static int connect_table(sqlite3 *db, void *aux, int argc, const char *const *argv,
                         sqlite3_vtab **out, char **message)
{
    (void)argc;
    (void)argv;
    (void)message;
    const struct word *word = aux;
    struct tk_buffer sql = {0};
    struct tk_error err = {0};
    tk_buffer_format(&sql, "CREATE TABLE x(%s", word->analysis->columns);
    for (const char *at = word->analysis->arguments; *(at += strspn(at, ", "));
         at += strcspn(at, ", "))
        tk_buffer_format(&sql, ", %.*s HIDDEN", (int)strcspn(at, ", "), at);
    tk_buffer_text(&sql, ")");
    struct table *table = tk_alloc(1, sizeof *table);
    int rc = table && !tk_buffer_check(&sql, &err)
                 ? sqlite3_declare_vtab(db, tk_buffer_string(&sql))
                 : SQLITE_NOMEM;
    tk_buffer_free(&sql);
    if (rc != SQLITE_OK) {
        tk_free(table);
        return rc;
    }
    table->word = word;
    table->n_columns = count_names(word->analysis->columns);
    table->n_arguments = count_names(word->analysis->arguments);
    table->sql_argument = find_name(word->analysis->arguments, "sql");
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
    return SQLITE_ERROR;
}

/* A SELECT inside is looked at as soon as the outer one is prepared: so that the authorizer
 * sees which tables it reads, and a fault is told with the layer. */
static int look_inside(struct table *table, sqlite3_index_info *info, int constraint)
{
    sqlite3_value *sql;
    sqlite3_stmt *statement;
    struct tk_error err = {0};
    if (sqlite3_vtab_rhs_value(info, constraint, &sql) != SQLITE_OK)
        return SQLITE_OK;
    if (prepare(table->word->db, table->word->analysis, sql, &statement, &err) != TK_OK)
        return say(&table->base, "%s", err.message);
    sqlite3_finalize(statement);
    return SQLITE_OK;
}

static int best_index(sqlite3_vtab *base, sqlite3_index_info *info)
{
    struct table *table = (struct table *)base;
    int given = 0, rc = SQLITE_OK;
    for (int i = 0; i < info->nConstraint && rc == SQLITE_OK; i++) {
        int argument = info->aConstraint[i].iColumn - table->n_columns;
        if (argument < 0 || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ)
            continue;
        if (!info->aConstraint[i].usable)
            return SQLITE_CONSTRAINT;
        info->aConstraintUsage[i].argvIndex = argument + 1;
        info->aConstraintUsage[i].omit = 1;
        given |= 1 << argument;
        if (argument == table->sql_argument)
            rc = look_inside(table, info, i);
    }
    if (rc == SQLITE_OK && given != (1 << table->n_arguments) - 1)
        rc = say(base, "%s(%s): all arguments are to be given", table->word->analysis->name,
                 table->word->analysis->arguments);
    info->estimatedRows = 1000;
    info->estimatedCost = 1e6; /* not to be run once for each row of another table */
    return rc;
}

static int open_cursor(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
    const struct table *table = (const struct table *)base;
    struct cursor *cursor = tk_alloc(1, sizeof *cursor);
    if (!cursor)
        return SQLITE_NOMEM;
    cursor->run.session = table->word->session;
    cursor->run.analysis = table->word->analysis;
    cursor->run.db = table->word->db;
    cursor->run.n_columns = (size_t)table->n_columns;
    *out = &cursor->base;
    return SQLITE_OK;
}

static void forget(struct tk_analysis_run *run)
{
    while (run->ids) {
        struct block *block = run->ids;
        run->ids = block->before;
        tk_free(block);
    }
    tk_free(run->points);
    tk_free(run->cells);
    run->points = NULL;
    run->n_sorts = 0;
    run->cells = NULL;
    run->n_points = run->points_capacity = run->n_rows = run->cells_capacity = 0;
}

static int close_cursor(sqlite3_vtab_cursor *base)
{
    forget(&((struct cursor *)base)->run);
    tk_free(base);
    return SQLITE_OK;
}

static int filter(sqlite3_vtab_cursor *base, int plan, const char *text, int argc,
                  sqlite3_value **argv)
{
    (void)plan;
    (void)text;
    struct cursor *cursor = (struct cursor *)base;
    struct tk_error err = {0};
    forget(&cursor->run);
    cursor->row = 0;
    for (int i = 0; i < argc && i < MOST_ARGUMENTS; i++)
        cursor->run.arguments[i] = argv[i];
    if (cursor->run.analysis->run(&cursor->run, &err) == TK_OK)
        return SQLITE_OK;
    cursor->run.n_rows = 0;
    return say(base->pVtab, "%s", err.message);
}

/* What is read to its end is forgotten at once: SQLite closes the cursor only when the whole
 * SELECT is done. */
static int next(sqlite3_vtab_cursor *base)
{
    struct cursor *cursor = (struct cursor *)base;
    cursor->row++;
    if (cursor->row >= cursor->run.n_rows)
        forget(&cursor->run);
    return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *base)
{
    const struct cursor *cursor = (const struct cursor *)base;
    return cursor->row >= cursor->run.n_rows;
}

static int column(sqlite3_vtab_cursor *base, sqlite3_context *context, int at)
{
    const struct cursor *cursor = (const struct cursor *)base;
    if ((size_t)at >= cursor->run.n_columns)
        return SQLITE_OK;
    const struct cell *cell =
        &cursor->run.cells[cursor->row * cursor->run.n_columns + (size_t)at];
    if (cell->type == SQLITE_INTEGER)
        sqlite3_result_int64(context, cell->integer);
    else if (cell->type == SQLITE_FLOAT)
        sqlite3_result_double(context, cell->real);
    else if (cell->type == SQLITE_TEXT)
        sqlite3_result_text(context, cell->text, -1, SQLITE_TRANSIENT);
    return SQLITE_OK;
}

static int rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    *out = (sqlite3_int64)((const struct cursor *)base)->row;
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

int tk_analysis_install(sqlite3 *db, struct tk_session *session,
                        const struct tk_analysis *analysis)
{
    struct word *word = tk_alloc(1, sizeof *word);
    if (!word)
        return SQLITE_NOMEM;
    *word = (struct word){.analysis = analysis, .session = session, .db = db};
    return sqlite3_create_module_v2(db, analysis->name, &module, word, tk_free);
}
