#include "support/edition.h"
#include "support/sql.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/functions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void expect(struct edition *e, const char *sql, const char *expected)
{
    struct tk_buffer got = {0};
    edition_csv(e, sql, &got);
    const char *rows = strchr(tk_buffer_string(&got), '\n');
    assert_non_null(rows);
    assert_string_equal(rows + 1, expected);
    tk_buffer_free(&got);
}

static const char places[] =
    "INSERT INTO korning(as_of, fokus) VALUES ('2026-11-22', 'fokus');"
    "INSERT INTO indata_stadsdelar(stadsdel) VALUES ('A'), ('B'), ('C'), ('D');"
    "INSERT INTO indata_stadsdelsomraden(stadsdelsomrade) VALUES ('X'), ('Y');"
    "INSERT INTO indata_omraden(omrade_id, sort) VALUES ('p', 'plan'), ('f', 'fokus');";

/* A number that is the same in every run. */
static unsigned draw(unsigned *seed, unsigned below)
{
    *seed = *seed * 1103515245U + 12345U;
    return *seed / 65536U % below;
}

static const char *draw_code(const struct edition *e, unsigned *seed, const char *list)
{
    const struct tk_codes *codes = tk_dictionary_codes(e->dictionary, list);
    return codes->code[draw(seed, (unsigned)codes->n)];
}

/* Notes with random codes, places and days; some unknown, outside, without a body or a promise.
 */
static void random_notes(struct edition *e, unsigned n)
{
    static const char *const district[] = {"A", "B", "C", "D", "utanför", "okänt läge"};
    static const char *const parent[] = {"'X'", "'X'", "'Y'", "NULL", "NULL", "NULL"};
    static const char *const area[] = {"NULL", "'p'", "'f'", "'p; f'"};
    unsigned seed = 7;
    for (unsigned i = 0; i < n; i++) {
        unsigned d = draw(&seed, 6), a = d == 5 ? 0 : draw(&seed, 4);
        struct tk_buffer sql = {0};
        tk_buffer_format(
            &sql,
            "INSERT INTO noteringar(punkt_id, kategori, status, typ, ansvarig,"
            " stadsdel, stadsdelsomrade, omraden, inne, lage, datum, atgardad_datum,"
            " forfaller) VALUES ('n%u', '%s', '%s', '%s', nullif('%s', 'okand'), '%s', ",
            i, draw_code(e, &seed, "kategori"), draw_code(e, &seed, "status"),
            draw_code(e, &seed, "typ"), draw_code(e, &seed, "ansvarig"), district[d]);
        tk_buffer_format(
            &sql, "%s, %s, %s, '%s', '%u-%02u-%02u', nullif('2026-11-%02u', '2026-11-11'), ",
            parent[d], area[a],
            d == 5   ? "NULL"
            : a >= 2 ? "1"
                     : "0",
            d == 5 ? "okant" : "koordinat", 2020 + draw(&seed, 7), 1 + draw(&seed, 12),
            1 + draw(&seed, 28), 11 + draw(&seed, 19));
        if (draw(&seed, 3) == 0)
            tk_buffer_text(&sql, "NULL)");
        else
            tk_buffer_format(&sql, "'2026-11-%02u')", 12 + draw(&seed, 18));
        edition_sql(e, tk_buffer_string(&sql));
        tk_buffer_free(&sql);
    }
}

/* The measures of antal(), by SQL alone over the rows of noteringar and the code lists. */
#define FAULT                                                                                  \
    "n.typ IN (SELECT kod FROM kod_typ WHERE ar_brist = '1') AND n.status <> 'dubblett'"
#define OPEN FAULT " AND n.statusgrupp = 'oppen'"
#define MENDED                                                                                 \
    FAULT " AND n.status IN (SELECT kod FROM kod_status WHERE atgardad = '1')"                 \
          " AND n.forfaller IS NOT NULL AND n.atgardad_datum IS NOT NULL"
#define MEASURES                                                                               \
    "count(*), coalesce(sum(" FAULT "), 0), coalesce(sum(n.status <> 'dubblett' AND n.typ = "  \
    "'styrka'), 0), coalesce(sum(n.status <> 'dubblett' AND n.typ = 'forslag'), 0),"           \
    " coalesce(sum(n.status = 'dubblett'), 0), coalesce(sum(" OPEN "), 0),"                    \
    " coalesce(sum(" FAULT " AND n.statusgrupp = 'stangd'), 0),"                               \
    " coalesce(sum(" FAULT " AND n.status IN (SELECT kod FROM kod_status WHERE atgardad = "    \
    "'1')), 0), coalesce(sum(coalesce(" OPEN " AND n.forfaller < '2026-11-22', 0)), 0),"       \
    " coalesce(sum(" MENDED " AND n.atgardad_datum <= n.forfaller), 0),"                       \
    " coalesce(sum(" MENDED " AND n.atgardad_datum > n.forfaller), 0),"                        \
    " coalesce(sum(" FAULT " AND coalesce(n.kategorigrupp, '') = 'skotsel'), 0),"              \
    " coalesce(sum(" FAULT " AND coalesce(n.kategorigrupp, '') = 'utformning'), 0),"           \
    " coalesce(sum(" FAULT " AND coalesce(n.kategorigrupp, '') = 'socialt'), 0),"              \
    " coalesce(sum(" FAULT " AND coalesce(n.kategorigrupp, '') NOT IN ('skotsel', "            \
    "'utformning', 'socialt')), 0), min(n.datum), max(n.datum),"                               \
    " min(CASE WHEN " OPEN " THEN n.datum END)"

/* The counts by antal() and by GROUP BY, row for row. `exprs` say what the keys are in SQL. */
static void same_counts(struct edition *e, const char *keys, const char *exprs,
                        const char *from)
{
    struct tk_buffer counted = {0}, grouped = {0}, sql = {0};
    tk_buffer_format(&sql,
                     "SELECT %s%s n, n_brist, n_styrka, n_forslag, n_dubblett, n_oppna, "
                     "n_stangda, n_atgardade, n_forsenade, n_i_tid, n_for_sena, n_skotsel, "
                     "n_utformning, n_socialt, "
                     "n_ovrigt, forsta, senaste, forsta_oppna FROM antal('%s') ORDER BY ",
                     keys, *keys ? "," : "", keys);
    tk_buffer_text(&sql, *keys ? keys : "1");
    edition_csv(e, tk_buffer_string(&sql), &counted);
    tk_buffer_clear(&sql);
    tk_buffer_format(&sql, "SELECT %s%s " MEASURES " FROM %s", exprs, *exprs ? "," : "", from);
    if (*exprs)
        tk_buffer_format(&sql, " GROUP BY %s ORDER BY %s", exprs, exprs);
    edition_csv(e, tk_buffer_string(&sql), &grouped);
    assert_true(counted.length > 40);
    assert_string_equal(strchr(tk_buffer_string(&counted), '\n'),
                        strchr(tk_buffer_string(&grouped), '\n'));
    struct tk_buffer *all[] = {&counted, &grouped, &sql};
    for (int i = 0; i < 3; i++)
        tk_buffer_free(all[i]);
}

static void counts_as_group_by(void **state)
{
    (void)state;
    struct edition e;
    edition_open(&e, "layers");
    edition_sql(&e, places);
    random_notes(&e, 3000);
    edition_notes(&e);
    const char *notes = "noteringar n";
    same_counts(&e, "", "", notes);
    same_counts(&e, "stadsdel", "n.stadsdel", notes);
    same_counts(&e, "inne,ar", "n.inne, n.ar", notes);
    same_counts(&e, "stadsdel,kategori,status", "n.stadsdel, n.kategori, n.status", notes);
    same_counts(&e, "manad", "substr(n.datum, 1, 7)", notes);
    same_counts(&e, "tertial",
                "substr(n.datum, 1, 5) || 'T' || ((substr(n.datum, 6, 2) + 3) / 4)", notes);
    same_counts(&e, "dag,stadsdel", "n.datum, n.stadsdel", notes);
    same_counts(&e, "kategorigrupp,statusgrupp", "n.kategorigrupp, n.statusgrupp", notes);
    same_counts(&e, "ansvarig,ansvariggrupp", "n.ansvarig, n.ansvariggrupp", notes);
    same_counts(&e, "omrade", "o.omrade_id",
                "noteringar n JOIN indata_omraden o"
                " ON instr('; ' || n.omraden || ';', '; ' || o.omrade_id || ';')");
    same_counts(&e, "alder_dagar",
                "CAST(julianday(iif(n.statusgrupp = 'oppen', '2026-11-22', n.atgardad_datum))"
                " - julianday(n.datum) AS INTEGER)",
                notes);
    same_counts(&e, "stadsdelsomrade", "n.stadsdelsomrade", notes);
    edition_close(&e);
}

/* Asked for once for each row of another table, and again after a note was put. */
static void counts_are_kept_and_renewed(void **state)
{
    (void)state;
    struct edition e;
    edition_open(&e, "layers");
    edition_sql(&e, places);
    random_notes(&e, 100);
    edition_notes(&e);
    expect(&e,
           "SELECT count(*) FROM noteringar n JOIN antal('stadsdel') a"
           " ON a.stadsdel = n.stadsdel",
           "100\n");
    struct tk_error err = {0};
    struct tk_fact fact = {.district = 0, .parent = 0, .day = 20000, .due = TK_NO_DAY};
    assert_ok(tk_facts_put(e.facts, 100, &fact, &err), &err);
    expect(&e, "SELECT sum(n) FROM antal('stadsdel')", "101\n");
    sql_expect_error(e.db, "SELECT * FROM antal('stadsdl')", "'stadsdl' is no key");
    sql_expect_error(e.db, "SELECT * FROM antal('ar, ar')", "there twice");
    edition_close(&e);
}

static void words_of_numbers(void **state)
{
    (void)state;
    struct edition e;
    edition_open(&e, "layers");
    expect(&e, "SELECT poisson_low(0), round(poisson_high(0), 4), poisson_low(NULL)",
           "0,3.6889,\n");
    expect(&e, "SELECT rate_ratio(12, 3, 10, 8), round(rate_ratio_p(12, 3, 10, 8), 5)",
           "3.2,0.00714\n");
    /* No upper limit, nothing to compare, NULL: all NULL. */
    expect(&e,
           "SELECT rate_ratio_high(1, 1, 0, 1) IS NULL, rate_ratio(0, 1, 0, 1) IS NULL,"
           " rate_ratio_low(1, NULL, 1, 1) IS NULL, rate_ratio_p(1, 0, 1, 1) IS NULL",
           "1,1,1,1\n");
    expect(&e, "SELECT ST_X(ST_Point(3, 4.5)), ST_Y(ST_Point(3, 4.5)), ST_Point(1, NULL)",
           "3,4.5,\n");
    expect(&e, "SELECT ST_X(NULL), ST_X('a text'), ST_X(x'4750')", ",,\n");
    expect(&e, "SELECT hex(ST_Point(1, 2))",
           "47500001C30B00000101000000000000000000F03F0000000000000040\n");
    edition_close(&e);
}

static void words_of_statistics(void **state)
{
    (void)state;
    struct edition e;
    edition_open(&e, "layers");
    expect(&e,
           "SELECT round(wilson_low(5, 10), 4), round(wilson_high(5, 10), 4), "
           "wilson_low(NULL, 1), wilson_high(0, 0)",
           "0.2366,0.7634,,1\n");
    /* Of four that took 1, 2, 3 and 4 days half are left from the second to the third. */
    expect(&e,
           "SELECT km_median(column1, 1, 0), km_low(column1, 1, 0), km_high(column1, 1, 0)"
           " FROM (VALUES (3), (1), (4), (2))",
           "2.5,1,\n");
    expect(&e, "SELECT km_median(1, 0, 5), km_median(NULL, 1, 1)", ",\n");
    expect(&e, "SELECT km_median(1, 1, 0) WHERE 0", "\n");
    expect(&e,
           "SELECT group_concat(round(bh_q, 4), ' ') FROM (SELECT p, bh_q(p, 11)"
           " OVER (ORDER BY p DESC) AS bh_q FROM (SELECT value AS p FROM json_each("
           "'[0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222]')) "
           "ORDER BY p)",
           "0.011 0.044 0.0924 0.0924 0.0924 0.11 0.1163 0.222 0.222 0.222 0.222\n");
    sql_expect_error(e.db,
                     "SELECT bh_q(column1, 1) OVER (ORDER BY column1) FROM (VALUES (1), (2))",
                     "more p than n");
    expect(&e,
           "WITH t(n, bas) AS (VALUES (1, 10), (5, 200), (50, 1000), (2, 300)),"
           " p AS (SELECT eb_mean(n, bas) AS m, eb_variance(n, bas) AS v FROM t)"
           " SELECT round(eb_rate(n, bas, m, v), 4) FROM t, p",
           "0.042\n0.031\n0.0484\n0.0178\n");
    expect(&e, "SELECT round(sun_height(1782038940, 59.33, 18.07), 1)", "54.1\n");
    edition_sql(&e, "INSERT INTO indata_stadsdelar(stadsdel, area_m2, invanare)"
                    " VALUES ('A', 1, 0), ('B', 1, 60), ('C', 0, 5)");
    expect(&e,
           "SELECT id, rang, rang_lag, rang_hog FROM rank_interval("
           "'SELECT stadsdel, invanare, area_m2 FROM indata_stadsdelar', 1000, 1)",
           "A,2,2,2\nB,1,1,1\n");
    sql_expect_error(e.db, "SELECT * FROM rank_interval('SELECT 1, 2, 3', 0, 1)",
                     "draws has to be");
    edition_close(&e);
}

/* The clock stands at midnight of as_of, 2026-11-22; all else is SQLite's own. */
static void the_clock_stands(void **state)
{
    (void)state;
    struct edition e;
    edition_open(&e, "layers");
    sql_expect_error(e.db, "SELECT date('now')", "there is no clock here");
    edition_sql(&e, places);
    edition_notes(&e);
    expect(&e,
           "SELECT date(), date('now', '+1 month', '-1 day'), datetime('NOW'), time('now'),"
           " julianday('now') - julianday('2026-11-01'), strftime('%Y-%j'),"
           " strftime('%d', 'now'), unixepoch('now'), date('n' || 'ow')",
           "2026-11-22,2026-12-21,2026-11-22 00:00:00,00:00:00,21,2026-326,22,1795305600,"
           "2026-11-22\n");
    expect(&e,
           "SELECT date('2024-01-31', '+1 month'), date('no date'), date(NULL),"
           " strftime('%w', '2026-11-22'), time('12:30', '+1 hour')",
           "2024-03-02,,,0,13:30:00\n");
    edition_close(&e);
}

/* As in a Swedish index of places: capitals are no matter, é is an e, and å ä ö stand last. */
static void the_swedish_alphabet(void **state)
{
    (void)state;
    struct edition e;
    edition_open(&e, "layers");
    expect(&e,
           "SELECT group_concat(column1, ' ') AS x FROM (SELECT * FROM (VALUES ('Öja'), "
           "('Ängby'), ('Årsta'), ('Zink'), ('Akalla'), ('ängar'), ('Älvsjö'), ('Vé'), ('Vd'), "
           "('Vf'), ('Ab'), ('A')) ORDER BY column1 COLLATE svensk)",
           "A Ab Akalla Vd Vé Vf Zink Årsta Älvsjö ängar Ängby Öja\n");
    expect(&e, "SELECT 'Ås' = 'ås' COLLATE svensk AS a, 'Ås' < 'ås' COLLATE svensk AS b",
           "0,1\n");
    edition_close(&e);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_as_group_by), cmocka_unit_test(counts_are_kept_and_renewed),
        cmocka_unit_test(words_of_numbers),   cmocka_unit_test(words_of_statistics),
        cmocka_unit_test(the_clock_stands),   cmocka_unit_test(the_swedish_alphabet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
