#include "trygghetskarta/analysis.h"

#include "trygghetskarta/answer.h"
#include "trygghetskarta/buffer.h"
#include "trygghetskarta/database.h"
#include "trygghetskarta/memory.h"

#include <math.h>
#include <string.h>

const struct tk_analysis tk_analyses[] = {
    {"dbscan", "kluster, id", "sql, avstand_m, minst", tk_clusters_run, "id, x, y", false},
    {"rank_interval", "id, rang, rang_lag, rang_hog", "sql, draws, seed", tk_ranks_run,
     "id, n, bas", false},
    {"samla", "forsta, id", "sql, avstand_m, minst", tk_gather_run,
     "id, x, y, sort, fran, till", true},
    {"rundor", "runda, sort, nr, id, meter", "sql, avstand_m, hogst", tk_rounds_run,
     "id, x, y, sort", true},
    {0},
};

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

/* What a connection knows of an analysis. */
struct given {
    const struct tk_analysis *analysis;
    struct tk_session *session;
    sqlite3 *db;
};

struct tk_analysis_run {
    const struct given *given;
    sqlite3_value *arguments[TK_ANSWER_ARGUMENTS]; /* copies */
    sqlite3_stmt *statement; /* of the points, on the first of those that are not read yet */
    bool at_end;             /* there are none of those */
    struct tk_point *points;
    size_t n_points, points_capacity;
    struct block *ids; /* the newest */
    const char *sort;  /* of the points at hand, in a block as the ids */
    size_t n_columns;
    struct cell *cells;
    size_t n_rows, cells_capacity;
};

/* --- what an analysis asks for --- */

struct tk_session *tk_analysis_session(const struct tk_analysis_run *run)
{
    return run->given->session;
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
        sqlite3_column_count(*out) == tk_answer_names(select))
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

static const char *sort_of(sqlite3_stmt *row)
{
    const char *sort =
        sqlite3_column_count(row) > 4 ? (const char *)sqlite3_column_text(row, 4) : NULL;
    return sort ? sort : "";
}

static enum tk_status add_point(struct tk_analysis_run *run, sqlite3_stmt *row,
                                struct tk_error *err)
{
    const char *id = (const char *)sqlite3_column_text(row, 0);
    if (!id)
        return tk_fail(err, TK_USAGE, "%s(): a point without id", run->given->analysis->name);
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
    point.sort = run->sort;
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
    enum tk_status st = prepare(run->given->db, run->given->analysis, sql, out, err);
    if (st)
        return st;
    const char *text = sqlite3_sql(*out);
    tk_buffer_format(&sorted,
                     "WITH points(%s) AS (%.*s\n) SELECT CAST(id AS TEXT), * "
                     "FROM points ORDER BY %s1",
                     select_of(run->given->analysis), (int)without_semicolon(text), text,
                     run->given->analysis->by_sort ? "CAST(coalesce(sort, '') AS TEXT), " : "");
    sqlite3_finalize(*out);
    *out = NULL;
    st = tk_buffer_check(&sorted, err);
    if (!st && sqlite3_prepare_v2(run->given->db, sorted.data, -1, out, NULL) != SQLITE_OK)
        st =
            tk_database_fail(run->given->db, TK_USAGE, err, "%s()", run->given->analysis->name);
    tk_buffer_free(&sorted);
    return st;
}

static enum tk_status step(struct tk_analysis_run *run, struct tk_error *err)
{
    int rc = sqlite3_step(run->statement);
    run->at_end = rc != SQLITE_ROW;
    return rc == SQLITE_ROW || rc == SQLITE_DONE
               ? TK_OK
               : tk_database_fail(run->given->db, TK_USAGE, err, "%s()",
                                  run->given->analysis->name);
}

/* Adds the points up to the next sort, or all of an analysis that is not by sort. */
static enum tk_status add_points(struct tk_analysis_run *run, struct tk_error *err)
{
    bool by_sort = run->given->analysis->by_sort;
    run->sort = run->at_end || !by_sort ? "" : keep_id(run, sort_of(run->statement));
    if (!run->sort)
        return tk_fail_memory(err);
    enum tk_status st = TK_OK;
    while (!st && !run->at_end &&
           (!by_sort || strcmp(sort_of(run->statement), run->sort) == 0)) {
        st = add_point(run, run->statement, err);
        if (!st)
            st = step(run, err);
    }
    return st;
}

enum tk_status tk_analysis_points(struct tk_analysis_run *run, size_t argument,
                                  const struct tk_point **points, size_t *n,
                                  struct tk_error *err)
{
    enum tk_status st = TK_OK;
    if (!run->statement) {
        st = prepare_sorted(run, run->arguments[argument], &run->statement, err);
        if (!st)
            st = step(run, err);
    }
    if (!st)
        st = add_points(run, err);
    for (size_t i = 1; i < run->n_points && !st; i++)
        if (strcmp(run->points[i - 1].id, run->points[i].id) == 0)
            st = tk_fail(err, TK_USAGE, "%s(): two points have the id %s",
                         run->given->analysis->name, run->points[i].id);
    *points = run->points;
    *n = st ? 0 : run->n_points;
    return st;
}

/* --- what SQLite asks for --- */

/* A SELECT inside is looked at as soon as the outer one is prepared: so that the authorizer
 * sees which tables it reads, and a fault is told with the layer. */
static enum tk_status look(void *data, int argument, sqlite3_value *value, struct tk_error *err)
{
    const struct given *given = data;
    sqlite3_stmt *statement;
    if (argument != tk_answer_name(given->analysis->arguments, "sql"))
        return TK_OK;
    enum tk_status st = prepare(given->db, given->analysis, value, &statement, err);
    sqlite3_finalize(statement);
    return st;
}

/* What was made of one sort goes before the next is read. */
static void clear(struct tk_analysis_run *run)
{
    while (run->ids) {
        struct block *block = run->ids;
        run->ids = block->before;
        tk_free(block);
    }
    tk_free(run->points);
    tk_free(run->cells);
    run->points = NULL;
    run->cells = NULL;
    run->n_points = run->points_capacity = run->n_rows = run->cells_capacity = 0;
}

/* The rows of the next sort that has any. */
static enum tk_status run_on(void *data, void *call, size_t *n_rows, struct tk_error *err)
{
    (void)data;
    struct tk_analysis_run *run = call;
    enum tk_status st = TK_OK;
    clear(run);
    while (!st && run->n_rows == 0 && !run->at_end) {
        clear(run);
        st = run->given->analysis->run(run, err);
        run->at_end = run->at_end || !run->statement;
    }
    *n_rows = run->n_rows;
    return st;
}

static enum tk_status run_it(void *data, void *call, sqlite3_value *const *arguments,
                             size_t *n_rows, struct tk_error *err)
{
    struct tk_analysis_run *run = call;
    run->given = data;
    run->n_columns = (size_t)tk_answer_names(run->given->analysis->columns);
    for (int i = 0; i < TK_ANSWER_ARGUMENTS; i++)
        if (arguments[i] && !(run->arguments[i] = sqlite3_value_dup(arguments[i])))
            return tk_fail_memory(err);
    return run_on(data, call, n_rows, err);
}

static void give(void *data, const void *call, size_t row, size_t column,
                 sqlite3_context *context)
{
    (void)data;
    const struct tk_analysis_run *run = call;
    const struct cell *cell = &run->cells[row * run->n_columns + column];
    if (cell->type == SQLITE_INTEGER)
        sqlite3_result_int64(context, cell->integer);
    else if (cell->type == SQLITE_FLOAT)
        sqlite3_result_double(context, cell->real);
    else if (cell->type == SQLITE_TEXT)
        sqlite3_result_text(context, cell->text, -1, SQLITE_TRANSIENT);
}

static void forget(void *call)
{
    struct tk_analysis_run *run = call;
    clear(run);
    sqlite3_finalize(run->statement);
    for (int i = 0; i < TK_ANSWER_ARGUMENTS; i++)
        sqlite3_value_free(run->arguments[i]);
    *run = (struct tk_analysis_run){0};
}

int tk_analysis_install(sqlite3 *db, struct tk_session *session,
                        const struct tk_analysis *analysis)
{
    struct given *given = tk_alloc(1, sizeof *given);
    if (!given)
        return SQLITE_NOMEM;
    *given = (struct given){.analysis = analysis, .session = session, .db = db};
    const struct tk_answer answer = {.name = analysis->name,
                                     .columns = analysis->columns,
                                     .arguments = analysis->arguments,
                                     .all_required = true,
                                     .cost = 1e6, /* not once for each row of another table */
                                     .call_size = sizeof(struct tk_analysis_run),
                                     .data = given,
                                     .drop = tk_free,
                                     .look = look,
                                     .run = run_it,
                                     .more = run_on,
                                     .give = give,
                                     .forget = forget};
    return tk_answer_install(db, &answer);
}
