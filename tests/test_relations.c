#include "support/edition.h"
#include "support/given.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int columns_of(struct edition *e, const char *relation, struct tk_buffer *out)
{
    sqlite3_stmt *row;
    int n = 0;
    tk_buffer_clear(out);
    assert_int_equal(
        sqlite3_prepare_v2(e->db, "SELECT name FROM pragma_table_info(?)", -1, &row, NULL), 0);
    sqlite3_bind_text(row, 1, relation, -1, SQLITE_STATIC);
    for (; sqlite3_step(row) == SQLITE_ROW; n++)
        tk_buffer_format(out, "%s%s", n ? ", " : "", (const char *)sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
    return n;
}

/* The text between the n-th pair of backquotes, which begins it. */
static void quoted(const char *text, int n, char *out, size_t size)
{
    for (int i = 0; i < 2 * n && text; i++)
        text = strchr(text, '`') ? strchr(text, '`') + 1 : NULL;
    assert_non_null(text);
    text = strchr(text, '`') + 1;
    snprintf(out, size, "%.*s", (int)strcspn(text, "`"), text);
}

/* layers/README.md says what a planner's SELECT sees; it says it of each relation and column.
 */
static void the_page_tells_every_relation(void **state)
{
    (void)state;
    struct edition e;
    struct tk_buffer columns = {0};
    char line[1024], name[64], said[512];
    int told = 0;
    FILE *page = fopen("layers/README.md", "r");
    assert_non_null(page);
    edition_open(&e, "layers");
    while (fgets(line, sizeof line, page)) {
        bool relation = strncmp(line, "| `indata_", 10) == 0;
        if (!relation && strncmp(line, "| `korning`", 11) != 0)
            continue;
        /* two share a line: names first, then the columns of each */
        char *cell = strchr(line + 2, '|');
        int n = 0;
        for (const char *c = line; c < cell; c++)
            n += *c == '`';
        for (int i = 0; i < n / 2; i++) {
            quoted(line, i, name, sizeof name);
            quoted(cell, i, said, sizeof said);
            assert_true(columns_of(&e, name, &columns) > 0);
            assert_string_equal(tk_buffer_string(&columns), said);
            told++;
        }
    }
    fclose(page);
    tk_buffer_clear(&columns);
    edition_csv(&e,
                "SELECT count(*) AS n FROM temp.sqlite_schema WHERE name LIKE 'indata_%' "
                "OR name = 'korning'",
                &columns);
    assert_int_equal(atoi(strchr(tk_buffer_string(&columns), '\n') + 1), told);
    tk_buffer_free(&columns);
    edition_close(&e);
}

static void expect(struct edition *e, const char *sql, const char *rows)
{
    struct tk_buffer out = {0};
    edition_csv(e, sql, &out);
    assert_string_equal(strchr(tk_buffer_string(&out), '\n') + 1, rows);
    tk_buffer_free(&out);
}

static void code_lists_have_all_their_columns(void **state)
{
    (void)state;
    struct edition e;
    edition_open(&e, "layers");
    expect(&e, "SELECT namn, grupp, sla_dagar FROM kod_kategori WHERE kod = 'klotter'",
           "Klotter,skotsel,1\n");
    expect(&e, "SELECT kod FROM kod_typ ORDER BY ordning", "brist\nstyrka\nforslag\n");
    expect(&e, "SELECT count(*) FROM kod_regel WHERE foljd IS NULL OR beskrivning IS NULL",
           "0\n");
    edition_close(&e);
}

static void findings_become_rows(void **state)
{
    (void)state;
    struct edition e;
    struct tk_error err = {0};
    edition_open(&e, "layers");
    struct tk_finding whole = {.source = "prov",
                               .number = 7,
                               .id = "n1",
                               .field = "datum",
                               .rule = "datum_ogiltigt",
                               .verdict = TK_REFUSED,
                               .value = "i går",
                               .detail = "…",
                               .has_position = true,
                               .x = 1,
                               .y = 2,
                               .area_m2 = 3},
                      bare = {.source = "prov",
                              .rule = "kolumn_saknas",
                              .verdict = TK_REMARK,
                              .x = 1,
                              .y = 2,
                              .area_m2 = strtod("nan", NULL)};
    assert_ok(tk_relations_finding(e.relations, &whole, &err), &err);
    assert_ok(tk_relations_finding(e.relations, &bare, &err), &err);
    expect(&e, "SELECT * FROM indata_fynd ORDER BY rad DESC",
           "prov,7,n1,datum,datum_ogiltigt,avvisad,i går,…,1,2,3\n"
           "prov,,,,kolumn_saknas,anmarkning,,,,,\n");
    edition_close(&e);
}

/* One district of the two is walked, and nothing is known of land: a 0 and a NULL. */
static void what_the_run_found_becomes_rows(void **state)
{
    struct given *g = *state;
    struct edition e;
    struct tk_error err = {0};
    given_file(g, "fokus.csv",
               "id,namn,wkt\nF1,Lyftet,\"POLYGON((150500 6580000,150600 6580000,"
               "150600 6580100,150500 6580100,150500 6580000))\"\n");
    given_file(g, "vandringar.csv", "vandring_id,datum,stadsdel\nv1,2026-03-10,Alby\n");
    given_open(g, "",
               "  - {name: fokus, role: areas, kind: fokus, file: fokus.csv, driver: CSV, wkt: "
               "wkt, crs: EPSG:3011, key: id, label: namn}\n"
               "  - {name: vandringar, role: walks, file: vandringar.csv, driver: CSV}\n");
    struct tk_districts *d = given_districts(g);
    struct tk_surroundings around = {.has_walks = true};
    struct tk_features area_features = {0};
    struct tk_areas *areas;
    struct tk_measures *m;
    assert_ok(given_read(g, "vandringar", &around.walks, &err), &err);
    assert_ok(given_read(g, "fokus", &area_features, &err), &err);
    assert_ok(tk_areas_new(&g->reading, &area_features, &areas, &err), &err);
    around.areas = areas;
    assert_ok(tk_measures_new(&g->reading, d, &around, &g->inputs, &m, &err), &err);
    struct tk_noted noted = {.kept = 5, .outside = 2, .unknown = 1};
    struct tk_told told = {&g->session, &g->config->edition, "2026-11-01", d,     &around,
                           m,           &g->inputs,          &g->ledger,   &noted};
    edition_open(&e, "layers");
    assert_ok(tk_relations_fill(e.relations, &told, &err), &err);
    expect(&e,
           "SELECT stadsdel, stadsdelsomrade, area_m2, land_m2, inne_m2, invanare, vandrad_m, "
           "n_vandringar, senast_vandrad, vandrad FROM indata_stadsdelar",
           "Alby,,1000000,,10000,,,1,2026-03-10,1\nBergby,,1000000,,0,,,0,,0\n");
    expect(&e, "SELECT omrade_id, namn, sort, kalla, area_m2, langd_m FROM indata_omraden",
           "F1,Lyftet,fokus,fokus,10000,\n");
    expect(&e, "SELECT omrade_id, stadsdel, area_m2 FROM indata_overlapp", "F1,Alby,10000\n");
    expect(&e, "SELECT vandring_id, datum, stadsdel, har_rutt FROM indata_vandringar",
           "v1,2026-03-10,Alby,0\n");
    expect(
        &e,
        "SELECT kalla, roll, last, orord, drivrutin FROM indata_konton WHERE kalla = 'fokus'",
        "fokus,areas,1,1,CSV\n");
    expect(&e,
           "SELECT as_of, ar, titel, n_noteringar, n_utanfor, n_okant, har_vandringar, "
           "har_rutter, har_land, har_fokus FROM korning",
           "2026-11-01,2026,Prov,5,2,1,1,0,0,1\n");
    edition_close(&e);
    tk_measures_free(&g->session, m);
    tk_areas_free(areas);
    tk_features_free(&g->session, &area_features);
    tk_features_free(&g->session, &around.walks);
    tk_districts_free(&g->session, d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_tells_every_relation),
        cmocka_unit_test(code_lists_have_all_their_columns),
        cmocka_unit_test(findings_become_rows),
        cmocka_unit_test_setup_teardown(what_the_run_found_becomes_rows, given_setup,
                                        given_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
