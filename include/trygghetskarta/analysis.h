/* analysis: each file in src/analysis/ is one analysis of a whole set, given to SQL as a
 * table-valued function whose rows do not depend on the order of what it is given.
 *
 * To add one: a file with its run function, that function's line below, and its line in
 * tk_analyses[] (src/analysis/analysis.c). docs/analysis.md shows one from end to end.
 */
#ifndef TRYGGHETSKARTA_ANALYSIS_H
#define TRYGGHETSKARTA_ANALYSIS_H

#include "trygghetskarta/session.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tk_analysis_run; /* opaque: one call of the word in SQL */

struct tk_analysis {
    const char *name;      /* the SQL word */
    const char *columns;   /* of its rows, for SQL: "kluster, id" */
    const char *arguments; /* all are required; one called sql is a SELECT of points */
    enum tk_status (*run)(struct tk_analysis_run *run, struct tk_error *err);
    const char *select; /* what the SELECT of points gives: its id, two numbers, and perhaps a
                           sort and two numbers more. NULL: id, x, y */
    bool by_sort;       /* run once for each sort, with its points alone: memory for one sort */
};

/* All there are; ended by a NULL name. */
extern const struct tk_analysis tk_analyses[];

/* Gives the word to a connection; the session is borrowed for its life. An SQLite result code.
 */
int tk_analysis_install(sqlite3 *db, struct tk_session *session,
                        const struct tk_analysis *analysis);

/* --- for those who write one --- */

struct tk_point {
    char *id;
    double x, y;
    const char *sort;   /* "" for none; one text for all points of a sort */
    double from, until; /* NAN for none */
};

/* The points that the SELECT in an argument gives, in byte order of their ids; those without x
 * or y are left out; of an analysis by sort, those of the sort whose turn it is, in byte order
 * of the sorts. Borrowed until the run ends. TK_USAGE if it is no SELECT, has not the columns
 * that the analysis names, or gives an id none, or twice (in one sort). */
TK_CHECK enum tk_status tk_analysis_points(struct tk_analysis_run *run, size_t argument,
                                           const struct tk_point **points, size_t *n,
                                           struct tk_error *err);

/* An argument as a number; NAN for what is none. */
double tk_analysis_number(const struct tk_analysis_run *run, size_t argument);
struct tk_session *tk_analysis_session(const struct tk_analysis_run *run);

/* Begins a row of the answer, then sets its columns; what is not set is NULL. */
TK_CHECK enum tk_status tk_analysis_row(struct tk_analysis_run *run, struct tk_error *err);
void tk_analysis_set_integer(struct tk_analysis_run *run, size_t column, int64_t value);
void tk_analysis_set_real(struct tk_analysis_run *run, size_t column, double value);
/* The text is borrowed until the run ends: an id of tk_analysis_points() is fine. */
void tk_analysis_set_text(struct tk_analysis_run *run, size_t column, const char *text);

/* --- the analyses --- */

/* dbscan(sql, avstand_m, minst): clusters of points by DBSCAN (Ester et al. 1996). A point
 * with at least `minst` points within avstand_m (itself one of them, the limit included) is a
 * core; cores within reach of one another are one cluster, numbered 1, 2, … in the order of the
 * lowest id of their cores. Any other point within reach of a core belongs to the lowest of the
 * clusters it reaches. Rows: kluster, id; points of no cluster have none. */
TK_CHECK enum tk_status tk_clusters_run(struct tk_analysis_run *run, struct tk_error *err);

/* rank_interval(sql, draws, seed): between which ranks each rate lies, by simulation
 * (tk_stats_ranks): the SELECT gives id, count, base. Rows: id, rang, rang_lag, rang_hog (95
 * %), 1 being the highest rate; what has no base has no row. */
TK_CHECK enum tk_status tk_ranks_run(struct tk_analysis_run *run, struct tk_error *err);

/* samla(sql, avstand_m, minst): points that tell of one thing. The SELECT gives id, x, y, sort,
 * fran, till; fran and till are numbers in whatever unit, till NULL for what goes on. In order
 * of fran and id each point joins the nearest first point of the same sort within avstand_m
 * (the limit included), if that group goes on at its fran, and else is the first of a group
 * of its own: so no group reaches further from its first point than avstand_m. A group goes on
 * until the last till of its points; where fran is NULL time does not matter. Rows: forsta (the
 * first point's id), id; of groups of at least `minst` points. */
TK_CHECK enum tk_status tk_gather_run(struct tk_analysis_run *run, struct tk_error *err);

/* rundor(sql, avstand_m, hogst): what one visit covers, and in which order. The SELECT gives
 * id, x, y, sort. Groups as samla() makes them without time, of at most `hogst` points each; in
 * each the order in which to walk from its western-most point: always to the nearest that is
 * left, then turned round (2-opt) where that is shorter. Rows: runda (1, 2, … within the sort),
 * sort, nr, id, meter (from the one before). */
TK_CHECK enum tk_status tk_rounds_run(struct tk_analysis_run *run, struct tk_error *err);

#endif
