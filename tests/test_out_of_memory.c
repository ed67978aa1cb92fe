/* The Makefile links this program with --wrap=calloc and --wrap=realloc: what memory.c asks for
 * comes here first, and the n-th request fails. Leaks are the sanitizer's to find. */
#include "support/support.h"

#include "trygghetskarta/config.h"
#include "trygghetskarta/database.h"
#include "trygghetskarta/date.h"
#include "trygghetskarta/dictionary.h"
#include "trygghetskarta/facts.h"
#include "trygghetskarta/functions.h"
#include "trygghetskarta/layers.h"
#include "trygghetskarta/memory.h"
#include "trygghetskarta/overlay.h"
#include "trygghetskarta/table.h"
#include "trygghetskarta/text.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static size_t until_failure; /* 0: never */

void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *block, size_t size);

static bool fails_now(void)
{
    return until_failure > 0 && --until_failure == 0;
}

void *__wrap_calloc(size_t n, size_t size)
{
    return fails_now() ? NULL : __real_calloc(n, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return fails_now() ? NULL : __real_realloc(block, size);
}

/* GEOS asks for its memory here: operator new, which throws. */
static bool geos_starves;

void *_Znwm(size_t size);
void *_Znwm(size_t size)
{
    static void *(*real)(size_t);
    static void (*throw_bad_alloc)(void);
    if (!real) {
        *(void **)&real = dlsym(RTLD_NEXT, "_Znwm");
        *(void **)&throw_bad_alloc = dlsym(RTLD_DEFAULT, "_ZSt17__throw_bad_allocv");
    }
    if (geos_starves)
        throw_bad_alloc();
    return real(size);
}

static char directory[256];

static enum tk_status read_table(struct tk_error *err)
{
    char path[512];
    struct tk_table table;
    snprintf(path, sizeof path, "%s/t.csv", directory);
    enum tk_status st = tk_table_read(path, &table, err);
    assert_int_equal(st == TK_OK, table.n_rows == 20);
    assert_int_equal(st == TK_OK, table.cells != NULL);
    tk_table_free(&table);
    return st;
}

static enum tk_status fold(struct tk_error *err)
{
    char *name = NULL, *word = NULL;
    enum tk_status st = tk_text_fold_name("Hässelby Gård", &name, err);
    if (!st)
        st = tk_text_fold_word("Hässelby_Gård", &word, err);
    assert_int_equal(st == TK_OK, word != NULL);
    tk_free(name);
    tk_free(word);
    return st;
}

static enum tk_status read_dictionary(struct tk_error *err)
{
    struct tk_dictionary *d = NULL;
    enum tk_status st = tk_dictionary_read(directory, NULL, 0, &d, err);
    size_t field = 0;
    if (!st)
        st = tk_dictionary_match(d, "NUMMER", &field, err);
    tk_dictionary_free(d);
    return st;
}

static enum tk_status read_config(struct tk_error *err)
{
    char path[512];
    struct tk_config *config = NULL;
    snprintf(path, sizeof path, "%s/karta.yaml", directory);
    enum tk_status st = tk_config_read(path, &config, err);
    assert_int_equal(st == TK_OK, config != NULL);
    tk_config_free(config);
    return st;
}

static struct tk_dictionary *words; /* of the two below */

static enum tk_status count_facts(struct tk_error *err)
{
    static const char *const keys[] = {"A", "B"};
    struct tk_facts *facts = NULL;
    struct tk_groups groups = {0};
    const size_t area[] = {0};
    struct tk_fact fact = {0};
    enum tk_status st = tk_facts_new(words, keys, 2, keys, 2, keys, (const unsigned char *)"\1",
                                     1, 0, &facts, err);
    for (size_t i = 0; i < 2 && !st; i++) {
        fact.district = (uint16_t)i;
        st = tk_facts_areas(facts, area, i, &fact.areas, err);
        if (!st)
            st = tk_facts_put(facts, i, &fact, err);
    }
    if (!st)
        st = tk_facts_count(facts, "stadsdel,inne,slag", &groups, err);
    assert_int_equal(groups.n, st ? 0 : 2);
    tk_groups_free(&groups);
    tk_facts_free(facts);
    return st;
}

static enum tk_status read_layers(struct tk_error *err)
{
    struct tk_layers *layers = NULL;
    enum tk_status st = tk_layers_read(words, &layers, err);
    assert_int_equal(st == TK_OK, layers != NULL);
    tk_layers_free(layers);
    return st;
}

/* --- the words of SQL: what they give is right to the last letter, or an error --- */

/* SQLite asks for its memory here, so that it can fail too. */
static sqlite3_mem_methods of_sqlite;
static bool sqlite_starves;

static void *sqlite_malloc(int size)
{
    return sqlite_starves && fails_now() ? NULL : of_sqlite.xMalloc(size);
}

static void *sqlite_realloc(void *block, int size)
{
    return sqlite_starves && fails_now() ? NULL : of_sqlite.xRealloc(block, size);
}

static struct tk_session session;
static struct tk_facts *facts;

static enum tk_status open_words(sqlite3 **db, struct tk_error *err)
{
    assert_int_equal(sqlite3_open(":memory:", db), SQLITE_OK);
    return tk_functions_register(*db, &session, facts, 3011, err);
}

static enum tk_status register_words(struct tk_error *err)
{
    sqlite3 *db = NULL;
    enum tk_status st = open_words(&db, err);
    sqlite3_close(db);
    return st;
}

#define PERIODS                                                                                \
    "WITH t(p, n) AS (VALUES ('2025-T1', 1), ('2025-T3', 2), ('2026-T1', 3)),"                 \
    " u(p, n) AS (SELECT p, n FROM t LIMIT 1)"
#define RATES "(SELECT 3 AS n, 10.0 AS b UNION ALL VALUES (1, 20.0), (9, 15.0), (NULL, 3.0))"
#define LASTING                                                                                \
    "'WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM t LIMIT 40)"                \
    " SELECT i, i * 3.0, i % 7, i % 3, i % 5, i % 5 + 9 FROM t'"
#define SORTED                                                                                 \
    "'WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM t LIMIT 40)"                \
    " SELECT i AS id, i * 3.0 AS x, i % 7 AS y, i % 3 AS sort FROM t'"
#define UNSORTED                                                                               \
    "'WITH RECURSIVE t(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM t LIMIT 40)"                \
    " SELECT i AS id, i * 3.0 AS x, i % 7 + 1 AS y FROM t'"
static const char *const asked[] = {
    PERIODS " SELECT diagram_staplar(p, n, 1) FROM t",
    PERIODS " SELECT diagram_perioder(p, n, 1, '2025-T1', '2026-T1', '') FROM t",
    PERIODS " SELECT diagram_perioder(p, n, 1, '2025-T1', '2026-T1', '') FROM u",
    PERIODS
    " SELECT diagram_perioder(substr(p, 1, 4), n, 1, 2025, 2026, NULL) FROM t GROUP BY p",
    "SELECT km_median(n, 1, 0), km_low(n, 1, 0), km_high(b, n, 1) FROM " RATES,
    "SELECT eb_mean(n, b), eb_variance(n, b), eb_rate(4, 5, 6, 7) FROM " RATES,
    "SELECT n, bh_q(n / 10.0, 3) OVER (ORDER BY n DESC) FROM " RATES " WHERE n NOT NULL",
    "SELECT poisson_low(3), poisson_high(3), rate_ratio(1, 2, 3, 4), wilson_low(1, 9)",
    "SELECT ST_X(ST_Point(1, 2)) || ST_Y(ST_Point('3', '4')), sun_height(0, 59, 18)",
    "SELECT date('now'), strftime('%Y', 'now', '+1 day'), julianday(20261122), datetime()",
    "SELECT stadsdel, slag, n, forsta, ar FROM antal('stadsdel,slag,ar')",
    "SELECT a.slag, b.n FROM antal('slag') a JOIN antal('') b",
    "SELECT kluster, id FROM dbscan(" UNSORTED ", 4, 2)",
    "SELECT id, rang, rang_lag, rang_hog FROM rank_interval(" UNSORTED ", 20, 1)",
    "SELECT forsta, id FROM samla(" LASTING ", 30, 2)",
    "SELECT runda, sort, nr, id, meter FROM rundor(" SORTED ", 30, 5)"};

/* All that a SELECT gives, as text in `out`. */
static enum tk_status ask(sqlite3 *db, const char *sql, char *out, size_t size,
                          struct tk_error *err)
{
    sqlite3_stmt *statement = NULL;
    size_t n = 0;
    int code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
    *out = '\0';
    while (code == SQLITE_OK && (code = sqlite3_step(statement)) == SQLITE_ROW) {
        code = SQLITE_OK;
        for (int c = 0; c < sqlite3_column_count(statement); c++) {
            const char *text = (const char *)sqlite3_column_text(statement, c);
            n += (size_t)snprintf(out + n, size - n, "%s|", text ? text : "");
            assert_true(n < size);
        }
    }
    enum tk_status st =
        code == SQLITE_DONE ? TK_OK : tk_database_fail(db, TK_USAGE, err, "%s", sql);
    sqlite3_finalize(statement);
    return st;
}

/* The words given to SQLite with its n-th allocation failing, or ours: where it does without,
 * they are all there. True once there were fewer. */
static bool register_starved(size_t n)
{
    static char got[20000];
    sqlite3 *db = NULL;
    struct tk_error err = {TK_OK, ""};
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    until_failure = n;
    sqlite_starves = true;
    enum tk_status st = tk_functions_register(db, &session, facts, 3011, &err);
    bool done = until_failure > 0;
    until_failure = 0;
    sqlite_starves = false;
    for (size_t i = 0; !st && i < sizeof asked / sizeof *asked; i++)
        assert_ok(ask(db, asked[i], got, sizeof got, &err), &err);
    assert_string_equal(err.message, st ? "out of memory" : "");
    sqlite3_close(db);
    return done;
}

/* Asks with the n-th allocation failing, ours alone or SQLite's among them; true once there
 * were fewer. SQLite does without some of its own. */
static bool ask_starved(const char *sql, const char *right, size_t n, bool theirs)
{
    static char got[20000];
    sqlite3 *db = NULL;
    struct tk_error err = {TK_OK, ""};
    assert_ok(open_words(&db, &err), &err);
    until_failure = n;
    sqlite_starves = theirs;
    enum tk_status st = ask(db, sql, got, sizeof got, &err);
    bool done = until_failure > 0;
    until_failure = 0;
    sqlite_starves = false;
    sqlite3_close(db);
    if (!theirs)
        assert_int_equal(st == TK_OK, done);
    assert_string_equal(err.message, st ? "out of memory" : "");
    if (!st)
        assert_string_equal(got, right);
    return done;
}

/* A square 100 m wide, its lower left corner at (x, y), far from the map's origin. */
static GEOSGeometry *square(double x, double y)
{
    char wkt[256];
    GEOSGeometry *out;
    struct tk_error err = {TK_OK, ""};
    double w = 150000.3 + x, s = 6580000.7 + y;
    snprintf(wkt, sizeof wkt, "POLYGON ((%f %f, %f %f, %f %f, %f %f, %f %f))", w, s, w + 100, s,
             w + 100, s + 100, w, s + 100, w, s);
    assert_ok(tk_geom_from_wkt(&session, wkt, &out, &err), &err);
    return out;
}

static GEOSGeometry *squares[4]; /* two districts and two areas */

static enum tk_status lay_over(struct tk_error *err)
{
    const GEOSGeometry *const *all = (const GEOSGeometry *const *)squares;
    struct tk_overlay overlay;
    struct tk_union apart = {0};
    enum tk_status st = tk_overlay_new(&session, all, 2, &apart, all + 2, 2, &overlay, err);
    assert_int_equal(overlay.n_pieces, st ? 0 : 6);
    tk_overlay_free(&session, &overlay);
    return st;
}

static enum tk_status cut_in_two(struct tk_error *err)
{
    struct tk_halves halves;
    enum tk_status st = tk_geom_cut(&session, squares[0], squares[2], &halves, err);
    assert_int_equal(st == TK_OK, halves.inside != NULL);
    tk_halves_free(&session, &halves);
    return st;
}

/* Fails the first allocation of `work`, then the second, and so on, until it passes. */
static void each_in_turn(enum tk_status (*work)(struct tk_error *), size_t least)
{
    size_t n = 0;
    for (bool done = false; !done;) {
        struct tk_error err = {TK_OK, ""};
        until_failure = ++n;
        enum tk_status st = work(&err);
        done = until_failure > 0;
        until_failure = 0;
        assert_int_equal(st, done ? TK_OK : TK_INTERNAL);
        assert_string_equal(err.message, done ? "" : "out of memory");
    }
    assert_true(n > least);
}

static void dictionaries(void **state)
{
    (void)state;
    char codes[512];
    snprintf(codes, sizeof codes, "%s/codes", directory);
    assert_int_equal(mkdir(codes, 0700), 0);
    support_write(directory, "codes/slag.csv",
                  "kod,namn,grupp,synonymer\nhus,Hus,,villa|bod\nannat,Annat,,\n");
    support_write(
        directory, "fields.csv",
        "name,type,codes,required,preset,lowest,highest,max_length,free_text,published,"
        "recorded,synonyms\n"
        "id,text,,ja,,,,10,nej,nej,nej,nr|nummer\nslag,code,slag,ja,annat,,,,nej,ja,nej,typ\n");
    support_write(directory, "columns.csv",
                  "name,type,unit,domain,alias,description,public\n"
                  "slag,code,,slag,Slag,Vad det är.,ja\n");
    each_in_turn(read_dictionary, 40);
}

/* After dictionaries(), whose files they are. */
static void facts_and_layers(void **state)
{
    (void)state;
    char folder[512];
    struct tk_error err = {TK_OK, ""};
    snprintf(folder, sizeof folder, "%s/prov", directory);
    assert_int_equal(mkdir(folder, 0700), 0);
    support_write(directory, "groups.csv", "grupp\nTabeller\n");
    support_write(folder, "layer.yaml",
                  "title: Prov\nabstract: Prov.\ngroup: Tabeller\nneeds: [notes]\n"
                  "key: [slag]\ncolumns: [slag]\n");
    support_write(folder, "layer.sql", "SELECT slag FROM antal('slag')");
    support_write(folder, "check.sql", "SELECT 1 WHERE 0");
    assert_ok(tk_dictionary_read(directory, NULL, 0, &words, &err), &err);
    each_in_turn(count_facts, 10);
    each_in_turn(read_layers, 30);
    tk_dictionary_free(words);
}

static void configurations(void **state)
{
    (void)state;
    support_write(directory, "karta.yaml",
                  "edition: {title: T, crs: C, grids: [a]}\n"
                  "sources:\n"
                  "  - {name: d, role: districts, driver: GPKG, file: d.gpkg, only: {A: [b]}}\n"
                  "  - name: n\n"
                  "    role: notes\n"
                  "    driver: CSV\n"
                  "    file: n.csv\n"
                  "    unknown_at: [[0, 0]]\n"
                  "    fields: {datum: D, kalla: {template: vandring}}\n"
                  "    values: {status: {Closed: atgardad}}\n"
                  "codes: {kategori: k.csv}\n");
    each_in_turn(read_config, 100);
}

static void tables(void **state)
{
    (void)state;
    each_in_turn(read_table, 6);
}

/* After dictionaries(), whose files they are. */
static void words_of_sql(void **state)
{
    (void)state;
    static const char *const keys[] = {"A", "B"};
    static char right[20000];
    struct tk_error err = {TK_OK, ""};
    struct tk_fact fact = {.day = 20000, .due = TK_NO_DAY, .done = TK_NO_DAY};
    assert_ok(tk_session_open(&session, NULL, &err), &err);
    assert_ok(tk_dictionary_read(directory, NULL, 0, &words, &err), &err);
    assert_ok(tk_facts_new(words, keys, 2, keys, 2, keys, (const unsigned char *)"\1\0", 2, 0,
                           &facts, &err),
              &err);
    for (uint16_t i = 0; i < 2; i++) {
        fact.district = i;
        fact.code[0] = (uint8_t)i;
        assert_ok(tk_facts_put(facts, i, &fact, &err), &err);
    }
    each_in_turn(register_words, 20);
    for (size_t n = 1; !register_starved(n);)
        n++;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        sqlite3 *db = NULL;
        assert_ok(open_words(&db, &err), &err);
        assert_ok(ask(db, asked[i], right, sizeof right, &err), &err);
        sqlite3_close(db);
        assert_true(strlen(right) > 5);
        for (size_t n = 1; !ask_starved(asked[i], right, n, false);)
            n++;
        for (size_t n = 1; !ask_starved(asked[i], right, n, true);)
            n++;
    }
    tk_facts_free(facts);
    tk_dictionary_free(words);
    tk_session_close(&session);
}

/* What GEOS cannot cut is cut again another way: want of memory is not that. */
static void overlays(void **state)
{
    (void)state;
    static const double at[4][2] = {{0, 0}, {99.9, 0}, {50, 50}, {20, -20}};
    struct tk_error err = {TK_OK, ""};
    assert_ok(tk_session_open(&session, NULL, &err), &err);
    for (size_t i = 0; i < 4; i++)
        squares[i] = square(at[i][0], at[i][1]);
    each_in_turn(cut_in_two, 0);
    each_in_turn(lay_over, 10);
    geos_starves = true; /* from the first on: later GEOS loses what it has */
    assert_int_equal(cut_in_two(&err), TK_INTERNAL);
    geos_starves = false;
    assert_string_equal(err.message, "out of memory");
    for (size_t i = 0; i < 4; i++)
        tk_geom_free(&session, squares[i]);
    tk_session_close(&session);
}

static void folding(void **state)
{
    (void)state;
    each_in_turn(fold, 1);
}

static int set_up(void **state)
{
    (void)state;
    char text[512] = "a,b\n";
    for (int i = 0; i < 20; i++)
        strcat(text, "1,\"2\n3\"\n");
    support_directory(directory, sizeof directory);
    support_write(directory, "t.csv", text);
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &of_sqlite), SQLITE_OK);
    sqlite3_mem_methods starving = of_sqlite;
    starving.xMalloc = sqlite_malloc;
    starving.xRealloc = sqlite_realloc;
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &starving), SQLITE_OK);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    support_remove(directory);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables),           cmocka_unit_test(dictionaries),
        cmocka_unit_test(facts_and_layers), cmocka_unit_test(configurations),
        cmocka_unit_test(folding),          cmocka_unit_test(words_of_sql),
        cmocka_unit_test(overlays)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
