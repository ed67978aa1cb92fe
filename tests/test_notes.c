#include "support/given.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/notes.h"

#include <stdio.h>
#include <string.h>

#define HEADER "punkt_id,datum,kategori,status,kalla,stadsdel,x,y\n"
#define SOURCE(name)                                                                           \
    "  - {name: " name ", role: notes, file: " name ".csv, driver: CSV, x: x, y: y, "          \
    "crs: EPSG:3011, max_refused: 1}\n"

struct noted {
    struct tk_noted noted;
    struct tk_buffer rows;     /* punkt_id kategori stadsdel source row */
    struct tk_buffer recorded; /* status atgardad_datum uppdaterad uppdaterad_ur, - for none */
};

static const char rows_sql[] =
    "SELECT punkt_id || ' ' || kategori || ' ' || stadsdel || ' ' || kalla_namn || ' ' || rad "
    "FROM noteringar ORDER BY punkt_id";
static const char recorded_sql[] =
    "SELECT status || ' ' || coalesce(atgardad_datum, '-') || ' ' || coalesce(uppdaterad, '-') "
    "|| ' ' || coalesce(uppdaterad_ur, '-') FROM noteringar ORDER BY punkt_id";

static void dump(sqlite3 *db, const char *sql, struct tk_buffer *out)
{
    sqlite3_stmt *row;
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &row, NULL), SQLITE_OK);
    while (sqlite3_step(row) == SQLITE_ROW)
        tk_buffer_format(out, "%s\n", (const char *)sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
}

/* Reads the notes of all sources that are open, into a file of their own. */
static enum tk_status note_all(struct given *g, const char *layers_directory, struct noted *out,
                               struct tk_error *err)
{
    char path[300];
    struct tk_crs_info crs;
    struct tk_dictionary *dictionary;
    struct tk_layers *layers;
    struct tk_geopackage *gp;
    struct tk_facts *facts;
    struct tk_features none = {0};
    struct tk_areas *areas;
    *out = (struct noted){0};
    struct tk_districts *d = given_districts(g);
    snprintf(path, sizeof path, "%s/edition.gpkg", g->directory);
    remove(path);
    assert_ok(tk_dictionary_read(layers_directory, NULL, 0, &dictionary, err), err);
    assert_ok(tk_layers_read(dictionary, &layers, err), err);
    assert_ok(tk_crs_describe(&g->session, "EPSG:3011", &crs, err), err);
    assert_ok(tk_geopackage_create(path, &crs, "2026-11-01T00:00:00.000Z", &gp, err), err);
    assert_ok(tk_layers_create(layers, gp, err), err);
    assert_ok(tk_areas_new(&g->reading, &none, &areas, err), err);
    assert_ok(tk_facts_new(dictionary, (const char *const *)d->key, d->n, NULL, 0, NULL, NULL,
                           0, 20758, &facts, err),
              err);
    struct tk_validation validation = {&g->reading, dictionary, d,    &none,
                                       &none,       20758,      NULL, 0};
    struct tk_noting noting = {&validation, areas, tk_layers_find(layers, "noteringar"),
                               gp,          facts, 2};
    enum tk_status st = tk_recorded_read(&validation, &g->inputs, &validation.recorded, err);
    if (!st)
        st = tk_notes_read(&noting, &g->inputs, &out->noted, err);
    if (!st)
        st = tk_recorded_settle(validation.recorded, &out->noted.recorded, err);
    if (!st) {
        dump(tk_geopackage_db(gp), rows_sql, &out->rows);
        dump(tk_geopackage_db(gp), recorded_sql, &out->recorded);
    }
    tk_recorded_free(validation.recorded);
    tk_facts_free(facts);
    tk_areas_free(areas);
    tk_geopackage_free(gp);
    tk_crs_info_free(&crs);
    tk_layers_free(layers);
    tk_dictionary_free(dictionary);
    tk_districts_free(&g->session, d);
    return st;
}

static struct noted noted(struct given *g, const char *edition, const char *sources)
{
    struct noted out;
    struct tk_error err = {0};
    given_open(g, edition, sources);
    assert_ok(note_all(g, "layers", &out, &err), &err);
    return out;
}

/* Law 1: of records with one id the lowest in byte order of its content is kept, in whatever
 * order they come. */
static void the_lowest_of_one_id_is_kept_in_any_order(void **state)
{
    struct given *g = *state;
    static const char *const records[] = {
        "n1,2026-03-10,klotter,ny,vandring,,150100,6580100\n",
        "n1,2026-03-10,belysning,ny,vandring,,150200,6580100\n",
        "n1,2026-03-10,trafik,ny,vandring,,151500,6580100\n"};
    static const int orders[][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                    {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    for (size_t i = 0; i < 6; i++) {
        char file[512], kept[64];
        int row = 0;
        strcpy(file, HEADER);
        for (int k = 0; k < 3; k++) {
            strcat(file, records[orders[i][k]]);
            row = orders[i][k] == 1 ? k + 2 : row;
        }
        given_file(g, "n.csv", file);
        struct noted n = noted(g, "", SOURCE("n"));
        snprintf(kept, sizeof kept, "n1 belysning Alby n %d\n", row);
        assert_string_equal(tk_buffer_string(&n.rows), kept);
        assert_int_equal(n.noted.kept, 1);
        const struct tk_account *a = &g->ledger.accounts[0];
        assert_true(a->read == 3 && a->untouched == 1 && a->refused == 2);
        const char *told = given_told(g);
        assert_contains(told, "id_dubblett avvisad n1");
        tk_buffer_free(&n.rows);
        tk_buffer_free(&n.recorded);
    }
}

/* Between sources too; the account of the one that gives way is put right. */
static void two_sources_may_hold_the_same_note(void **state)
{
    struct given *g = *state;
    given_file(g, "a.csv",
               HEADER "n1,2026-03-10,klotter,ny,vandring,,150100,6580100\n"
                      "n2,2026-03-10,klotter,ny,vandring,,150100,6580100\n");
    given_file(g, "b.csv", HEADER "n1,2026-03-10,belysning,ny,vandring,,150100,6580100\n");
    struct noted n = noted(g, "", SOURCE("a") SOURCE("b"));
    assert_string_equal(tk_buffer_string(&n.rows),
                        "n1 belysning Alby b 2\nn2 klotter Alby a 3\n");
    assert_string_equal(given_told(g), "a 2 n1 punkt_id id_dubblett avvisad n1\n");
    assert_true(g->ledger.accounts[0].untouched == 1 && g->ledger.accounts[0].refused == 1);
    tk_buffer_free(&n.rows);
    tk_buffer_free(&n.recorded);
}

/* Law 2: one district, or outside, or of unknown position; and what is counted is all. */
static void each_note_has_one_place(void **state)
{
    struct given *g = *state;
    given_file(g, "n.csv",
               HEADER "a,2026-03-10,klotter,ny,vandring,,150500,6580500\n"
                      "b,2026-03-10,klotter,ny,vandring,,151000,6580500\n"
                      "c,2026-03-10,klotter,ny,vandring,,152100,6580500\n"
                      "d,2026-03-10,klotter,ny,vandring,,,\n"
                      "e,2026-03-10,klotter,ny,vandring,bergby,150500,6580500\n"
                      "f,2026-03-10,klotter,ny,vandring,Cedby,150500,6580500\n"
                      "g,2026-03-10,klotter,ny,vandring,Cedby,150500,6580500\n");
    struct noted n = noted(g, "  same_position: 4\n", SOURCE("n"));
    assert_string_equal(tk_buffer_string(&n.rows),
                        "a klotter Alby n 2\nb klotter Alby n 3\nc klotter utanför n 4\n"
                        "d klotter okänt läge n 5\ne klotter Alby n 6\nf klotter Alby n 7\n"
                        "g klotter Alby n 8\n");
    assert_true(n.noted.kept == 7 && n.noted.outside == 1 && n.noted.unknown == 1);
    const char *told = given_told(g);
    assert_contains(told, "n 3 b geometri flera_stadsdelar anmarkning Alby\n");
    assert_contains(told, "n 6 e angiven_stadsdel angiven_stadsdel_oense anmarkning bergby\n");
    assert_contains(told, "n 0 - geometri samma_lage anmarkning 4\n");
    /* told once, not once a note */
    const char *first = strstr(told, "okand_stadsdel anmarkning Cedby");
    assert_non_null(first);
    assert_null(strstr(first + 1, "okand_stadsdel anmarkning Cedby"));
    tk_buffer_free(&n.rows);
    tk_buffer_free(&n.recorded);
}

static void too_much_refused_stops_the_run(void **state)
{
    struct given *g = *state;
    struct noted n;
    struct tk_error err = {0};
    given_file(g, "n.csv",
               HEADER "a,2026-02-30,klotter,ny,vandring,,150500,6580500\n"
                      "b,2026-03-10,klotter,ny,vandring,,150500,6580500\n");
    given_open(
        g, "",
        "  - {name: n, role: notes, file: n.csv, driver: CSV, x: x, y: y, crs: EPSG:3011, "
        "max_refused: 0.4}\n");
    assert_int_equal(note_all(g, "layers", &n, &err), TK_INPUT);
    assert_contains(err.message, "n: 1 of 2 records were refused");
    tk_buffer_free(&n.rows);
    tk_buffer_free(&n.recorded);
}

#define TABLE(name)                                                                            \
    "  - {name: " name ", role: status, file: " name ".csv, driver: CSV, max_refused: 1}\n"

/* A file of a heading and three records, in the order of the digits. */
static void shuffled(struct given *g, const char *name, const char *heading,
                     const char *const records[3], const char *order)
{
    char file[512];
    strcpy(file, heading);
    for (; *order; order++)
        strcat(file, records[*order - '0']);
    given_file(g, name, file);
}

/* n1 is told of by three records, of which the lowest in content is of June, and by three rows
 * of two tables, of which the newest says that it was mended in May: after the other two. */
static void what_is_recorded_depends_on_no_order(void **state)
{
    struct given *g = *state;
    static const char *const records[] = {
        "n1,2026-06-10,belysning,ny,vandring,,150100,6580100\n",
        "n1,2026-08-10,klotter,ny,vandring,,150200,6580100\n",
        "n1,2026-08-10,trafik,ny,vandring,,151500,6580100\n"};
    static const char *const rows[] = {"n1,atgardad,2026-05-01,2026-07-02\n",
                                       "n1,skickad,,2026-07-01\n", "n1,skickad,,\n"};
    static const char *const orders[] = {"012", "021", "102", "120", "201", "210"};
    for (size_t i = 0; i < 6; i++)
        for (size_t k = 0; k < 6; k++) {
            shuffled(g, "n.csv", HEADER, records, orders[i]);
            shuffled(g, "s.csv", "punkt_id,status,atgardad_datum,uppdaterad\n", rows,
                     orders[k]);
            given_file(g, "t.csv", "punkt_id,status,uppdaterad\nn1,planerad,2026-07-02\n");
            struct noted n = noted(g, "", SOURCE("n") TABLE("s") TABLE("t"));
            assert_string_equal(tk_buffer_string(&n.recorded), "atgardad - 2026-07-02 s\n");
            assert_int_equal(n.noted.recorded, 1);
            const struct tk_account *a = g->ledger.accounts;
            assert_true(a[1].read == 3 && a[1].untouched == 2 && a[1].amended == 1);
            assert_true(a[2].read == 1 && a[2].refused == 1);
            const char *told = given_told(g);
            assert_contains(told, "n1 atgardad_datum datumfoljd rattad 2026-05-01");
            assert_contains(told, "n1 - ersatt_av_nyare anmarkning -");
            assert_contains(told, "t 2 n1 punkt_id id_dubblett avvisad n1");
            tk_buffer_free(&n.rows);
            tk_buffer_free(&n.recorded);
        }
}

/* A table tells of notes by their ids; and the id of a note that is refused is none. */
static void a_status_table_is_told_of_notes_that_are_kept(void **state)
{
    struct given *g = *state;
    struct noted n;
    struct tk_error err = {0};
    given_file(g, "n.csv", HEADER "n1,2026-02-30,klotter,ny,vandring,,150100,6580100\n");
    given_file(g, "s.csv", "punkt_id,status\nn1,skickad\n");
    n = noted(g, "", SOURCE("n") TABLE("s"));
    assert_contains(given_told(g), "s 2 n1 punkt_id notering_saknas avvisad n1");
    assert_int_equal(n.noted.recorded, 0);
    tk_buffer_free(&n.rows);
    tk_buffer_free(&n.recorded);
    given_file(g, "s.csv", "nummer,status\nn1,skickad\n");
    given_open(g, "", SOURCE("n") TABLE("s"));
    assert_int_equal(note_all(g, "layers", &n, &err), TK_INPUT);
    assert_contains(err.message, "s: no column for the field 'punkt_id'");
}

/* What an edition is compared by with those before: our own layers/. */
static void columns_tell_the_record_or_what_comes_of_it(void **state)
{
    (void)state;
    struct tk_error err = {TK_OK, ""};
    struct tk_dictionary *d = NULL;
    struct tk_layers *layers = NULL;
    struct tk_buffer parts[4] = {0};
    assert_ok(tk_dictionary_read("layers", NULL, 0, &d, &err), &err);
    assert_ok(tk_layers_read(d, &layers, &err), &err);
    const struct tk_layer *layer = tk_layers_find(layers, "noteringar");
    for (size_t i = 0; i < layer->n_columns; i++)
        tk_buffer_format(&parts[tk_notes_part(d, layer->columns[i]->name)], "%s ",
                         layer->columns[i]->name);
    assert_string_equal(tk_buffer_string(&parts[TK_PART_TEXT]),
                        "beskrivning plats ansvarig_namn atgard ");
    assert_string_equal(
        tk_buffer_string(&parts[TK_PART_DERIVED]),
        "uppdaterad_ur stadsdel stadsdelsomrade omraden fokusomrade inne kategorigrupp "
        "statusgrupp ansvariggrupp gransfall i_glapp forfaller forfaller_klockslag forsenad "
        "kalla_namn ar ");
    assert_string_equal(tk_buffer_string(&parts[TK_PART_PASSING]),
                        "uppdaterad alder_dagar rad ");
    assert_contains(tk_buffer_string(&parts[TK_PART_RECORD]), "otolkade_ord lage ");
    assert_int_equal(tk_notes_part(d, "geom"), TK_PART_RECORD);
    /* which day says only when the others were written is fields.csv's word */
    size_t when = tk_dictionary_when_recorded(d);
    assert_string_equal(d->fields[when].name, "uppdaterad");
    d->fields[when].when = false;
    d->fields[tk_dictionary_field(d, "atgardad_datum")].when = true;
    assert_int_equal(tk_notes_part(d, "uppdaterad"), TK_PART_RECORD);
    assert_int_equal(tk_notes_part(d, "atgardad_datum"), TK_PART_PASSING);
    for (int i = 0; i < 4; i++)
        tk_buffer_free(&parts[i]);
    tk_layers_free(layers);
    tk_dictionary_free(d);
}

int main(void)
{
#define GIVEN(test) cmocka_unit_test_setup_teardown(test, given_setup, given_teardown)
    const struct CMUnitTest tests[] = {
        GIVEN(the_lowest_of_one_id_is_kept_in_any_order),
        GIVEN(two_sources_may_hold_the_same_note),
        GIVEN(each_note_has_one_place),
        GIVEN(too_much_refused_stops_the_run),
        GIVEN(what_is_recorded_depends_on_no_order),
        GIVEN(a_status_table_is_told_of_notes_that_are_kept),
        cmocka_unit_test(columns_tell_the_record_or_what_comes_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
