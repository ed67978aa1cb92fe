#include "support/given.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/validate.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* That every rule is told is in tests/cases/regler; here is what a note is once it is judged.
 */

#define SOURCES(more)                                                                          \
    "  - {name: n, role: notes, file: n.csv, driver: CSV, separator: ';', decimal: ',', "      \
    "x: x, y: y, crs: EPSG:3011, max_refused: 1" more "}\n"                                    \
    "  - {name: vandringar, role: walks, file: vandringar.csv, driver: CSV}\n"
#define PLAIN SOURCES("")

struct judging {
    struct given *g;
    struct tk_districts *districts;
    struct tk_features places, walks;
    struct tk_validation validation;
    struct tk_validator *validator;
    struct tk_batch *batch;
};

static enum tk_status judge_all(struct given *g, const char *edition, const char *sources,
                                const char *notes, struct judging *j, struct tk_error *err)
{
    *j = (struct judging){.g = g};
    given_file(g, "n.csv", notes);
    given_file(g, "vandringar.csv", "vandring_id,datum\nv1,2026-03-10\nv2,\n");
    given_open(g, edition, sources);
    j->districts = given_districts(g);
    if (strstr(sources, "role: walks"))
        assert_ok(given_read(g, "vandringar", &j->walks, err), err);
    tk_features_sort(&j->walks);
    /* 20758 is 2026-11-01 */
    j->validation = (struct tk_validation){&g->reading, g->dictionary, j->districts, &j->places,
                                           &j->walks,   20758,         NULL,         0};
    assert_non_null(j->batch = calloc(1, sizeof *j->batch));
    enum tk_status st =
        tk_validator_new(&j->validation, given_input(g, "n"), &j->validator, err);
    if (!st)
        st = tk_source_next(given_input(g, "n")->source, j->batch, err);
    return st ? st : tk_validator_batch(j->validator, j->batch, err);
}

static void start(struct given *g, const char *edition, const char *sources, const char *notes,
                  struct judging *j)
{
    struct tk_error err = {0};
    assert_ok(judge_all(g, edition, sources, notes, j, &err), &err);
}

static void stop(struct judging *j)
{
    tk_validator_free(j->validator);
    tk_batch_free(j->batch);
    free(j->batch);
    tk_features_free(&j->g->session, &j->walks);
    tk_districts_free(&j->g->session, j->districts);
}

static const struct tk_note *note(struct judging *j, size_t i)
{
    const struct tk_note *n;
    struct tk_error err = {0};
    assert_ok(tk_validator_note(j->validator, i, &n, &err), &err);
    return n;
}

static const struct tk_value *value(const struct judging *j, const struct tk_note *n,
                                    const char *field)
{
    return &n->values[tk_dictionary_field(j->g->dictionary, field)];
}

static void values_are_canonical(void **state)
{
    struct judging j;
    start(
        *state, "", PLAIN,
        "punkt_id;datum;kategori;status;sekretess;kostnad;otrygghet;planerad_datum;plats;x;y\n"
        " n1 ;2026-03-10T18:30:59;KLOTTER; Åtgärdad ;Ja;1250,50;2,0;v. "
        "42;Torget;150300,5;6580500\n",
        &j);
    const struct tk_note *n = note(&j, 0);
    assert_string_equal(value(&j, n, "punkt_id")->text, "n1");
    assert_string_equal(value(&j, n, "datum")->text, "2026-03-10");
    assert_int_equal(value(&j, n, "datum")->day, 20522);
    assert_string_equal(value(&j, n, "klockslag")->text, "18:30");
    assert_string_equal(value(&j, n, "kategori")->text, "klotter");
    assert_string_equal(value(&j, n, "status")->text, "atgardad");
    assert_true(value(&j, n, "sekretess")->number == 1);
    assert_string_equal(value(&j, n, "kostnad_kr")->text, "1250.5");
    assert_true(value(&j, n, "kostnad_kr")->number == 1250.5);
    assert_string_equal(value(&j, n, "otrygghet")->text, "2");
    /* the Sunday of week 42 of the note's year */
    assert_string_equal(value(&j, n, "planerad_datum")->text, "2026-10-18");
    assert_string_equal(value(&j, n, "typ")->text, "brist"); /* the preset */
    assert_null(value(&j, n, "dnr")->text);
    assert_int_equal(value(&j, n, "dnr")->day, TK_NO_DAY);
    assert_true(n->position.x == 150300.5 && n->number == 2);
    stop(&j);
}

/* Sunrise and sunset in Stockholm by the almanac: 03:31 and 22:08 on 21 June, 08:43 and 14:48
 * on 21 December; civil twilight lasts 73 and 49 minutes. */
static void a_note_with_a_time_of_day_tells_how_light_it_was(void **state)
{
    struct judging j;
    const char *const expected[] = {"dagsljus", "skymning", "skymning", "morker",
                                    "dagsljus", "skymning", "morker",   "morker",
                                    NULL,       "dagsljus", NULL,       "morker"};
    setenv("TZ", "Europe/Stockholm", 1);
    tzset();
    start(*state, "", PLAIN,
          "punkt_id;datum;klockslag;ljus;kategori;status;x;y\n"
          "a;2026-06-21;22:00;;klotter;ny;150300;6580500\n"
          "b;2026-06-21;22:20;;klotter;ny;150300;6580500\n"
          "c;2026-06-21;23:10;;klotter;ny;150300;6580500\n"
          "d;2026-06-22;00:30;;klotter;ny;150300;6580500\n"
          "e;2025-12-21;14:40;;klotter;ny;150300;6580500\n"
          "f;2025-12-21;15:00;;klotter;ny;150300;6580500\n"
          "g;2025-12-21;16:00;;klotter;ny;;\n"
          "h;2026-06-21;12:00;mörkt;klotter;ny;150300;6580500\n"
          "i;2026-06-21;;;klotter;ny;150300;6580500\n"
          "j;2026-06-21T12:00;;;klotter;ny;150300;6580500\n"
          /* a database's day without a time, and somebody's own midnight */
          "k;2026-06-21 00:00:00;;;klotter;ny;150300;6580500\n"
          "l;2026-06-21 00:00:00;00:00;;klotter;ny;150300;6580500\n",
          &j);
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        const struct tk_value *light = value(&j, note(&j, i), "ljus");
        if (expected[i])
            assert_string_equal(light->text, expected[i]);
        else
            assert_null(light->text);
    }
    assert_null(value(&j, note(&j, 10), "klockslag")->text);
    stop(&j);
}

static void a_note_has_its_walk_s_date_or_none_is_kept(void **state)
{
    struct judging j;
    start(*state, "", PLAIN,
          "punkt_id;vandring_id;kategori;status;kalla;x;y\na;v1;klotter;ny;vandring;150300;"
          "6580500\n"
          "b;v2;klotter;ny;vandring;150300;6580500\nc;;klotter;ny;vandring;150300;6580500\n",
          &j);
    assert_contains(given_told(j.g), "n 0 - datum kolumn_saknas");
    const struct tk_note *n = note(&j, 0);
    assert_string_equal(value(&j, n, "datum")->text, "2026-03-10");
    assert_int_equal(value(&j, n, "datum")->day, 20522);
    assert_int_equal(n->fate, TK_AMENDED);
    assert_contains(given_told(j.g), "n 2 a datum datum_fran_vandring rattad 2026-03-10");
    for (size_t i = 1; i < 3; i++) { /* v2 has no date either */
        assert_int_equal(note(&j, i)->fate, TK_REFUSED);
        assert_contains(given_told(j.g), "datum obligatoriskt_saknas avvisad");
    }
    stop(&j);
}

static void no_column_of_dates_and_no_walks_stops_the_run(void **state)
{
    struct given *g = *state;
    struct judging j;
    struct tk_error err = {0};
    assert_int_equal(
        judge_all(g, "",
                  "  - {name: n, role: notes, file: n.csv, driver: CSV, x: x, y: y, "
                  "crs: EPSG:3011}\n",
                  "punkt_id,x,y\na,1,2\n", &j, &err),
        TK_INPUT);
    assert_contains(err.message, "n: no column for the field 'datum'; name it under `fields`");
    stop(&j);
}

/* A free text's content stands nowhere: not in what is told, not among the words that were not
 * understood. */
static void a_text_with_control_characters_is_kept_without_them(void **state)
{
    struct judging j;
    start(*state, "", PLAIN,
          "punkt_id;datum;kategori;status;kalla;beskrivning;x;y\n"
          "a;2026-03-10;klotter;ny;vandring;Trasig\x0b lampa\x1b;150300;6580500\n"
          "b\x1b;2026-03-10;klotter;ny;vandring;Hej;150300;6580500\n"
          "c;2026-03-10;klotter;ny;vandring;r\xe4tt;150300;6580500\n"
          "d;2026-03-10;klotter;ny;vandring;ring 070-174\x0b"
          "0605;150300;6580500\n",
          &j);
    const struct tk_note *n = note(&j, 0);
    assert_string_equal(value(&j, n, "beskrivning")->text, "Trasig lampa");
    assert_int_equal(n->fate, TK_AMENDED);
    assert_contains(given_told(j.g), "n 2 a beskrivning styrtecken rattad -\n");
    assert_int_equal(note(&j, 1)->fate, TK_REFUSED);
    assert_contains(given_told(j.g), "n 3 - punkt_id styrtecken avvisad -\n");
    assert_null(value(&j, note(&j, 2), "beskrivning")->text);
    assert_contains(given_told(j.g), "n 4 c beskrivning text_ogiltig rattad -\n");
    assert_null(value(&j, note(&j, 3), "beskrivning")->text);
    stop(&j);
}

static void what_is_personal_is_never_shown(void **state)
{
    struct judging j;
    start(*state, "", PLAIN,
          "punkt_id;datum;kategori;status;kalla;beskrivning;x;y\n"
          "a;2026-03-10;Rymdskepp;ny;vandring;ring 070-1740605;150300;6580500\n"
          "b;2026-03-10;klotter;ny;vandring;Hej TrÃ¤d;150300;6580500\n",
          &j);
    const struct tk_note *n = note(&j, 0);
    assert_null(value(&j, n, "beskrivning")->text);
    assert_string_equal(n->words, "Kategori: Rymdskepp");
    const char *told = given_told(j.g);
    assert_contains(told, "n 2 a beskrivning personuppgift rattad - (telefonnummer)");
    assert_contains(told, "n 2 a kategori okand_kod rattad Rymdskepp");
    assert_null(strstr(told, "1740605"));
    n = note(&j, 1);
    assert_string_equal(value(&j, n, "beskrivning")->text, "Hej TrÃ¤d");
    assert_null(n->words);
    assert_int_equal(n->fate, TK_UNTOUCHED);
    assert_contains(given_told(j.g), "n 3 b beskrivning mojibake anmarkning -\n");
    stop(&j);
}

static void the_secret_is_refused_in_public_only(void **state)
{
    static const char *const editions[] = {"", "  audience: public\n"};
    for (size_t i = 0; i < 2; i++) {
        struct judging j;
        start(*state, editions[i], PLAIN,
              "punkt_id;datum;kategori;status;kalla;sekretess;x;y\n"
              "a;2026-03-10;klotter;ny;vandring;ja;150300;6580500\n",
              &j);
        const struct tk_note *n = note(&j, 0);
        assert_int_equal(n->fate, i ? TK_REFUSED : TK_UNTOUCHED);
        if (i)
            assert_contains(given_told(j.g), "sekretess avvisad");
        stop(&j);
    }
}

/* The same note gets the same id in every run, and another where it lies elsewhere. */
static void an_id_is_made_of_what_the_note_is(void **state)
{
    struct judging j;
    start(*state, "", PLAIN,
          "punkt_id;datum;kategori;status;kalla;x;y\n;2026-03-10;klotter;ny;vandring;150300;"
          "6580500\n"
          ";2026-03-10;klotter;ny;vandring;150300,4;6580500\n"
          ";2026-03-10;klotter;ny;vandring;150301;6580500\n",
          &j);
    char ids[3][64];
    for (size_t i = 0; i < 3; i++)
        strcpy(ids[i], value(&j, note(&j, i), "punkt_id")->text);
    /* printf '||150300|6580500|klotter|2026-03-10|' | sha256sum */
    assert_string_equal(ids[0], "ers-c88077404c7e9544");
    assert_string_equal(ids[0], ids[1]); /* to the metre */
    assert_string_not_equal(ids[0], ids[2]);
    stop(&j);
}

int main(void)
{
#define GIVEN(test) cmocka_unit_test_setup_teardown(test, given_setup, given_teardown)
    const struct CMUnitTest tests[] = {
        GIVEN(values_are_canonical),
        GIVEN(a_note_with_a_time_of_day_tells_how_light_it_was),
        GIVEN(a_note_has_its_walk_s_date_or_none_is_kept),
        GIVEN(no_column_of_dates_and_no_walks_stops_the_run),
        GIVEN(a_text_with_control_characters_is_kept_without_them),
        GIVEN(what_is_personal_is_never_shown),
        GIVEN(the_secret_is_refused_in_public_only),
        GIVEN(an_id_is_made_of_what_the_note_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
