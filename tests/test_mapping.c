#include "support/given.h"

#include "trygghetskarta/mapping.h"

#include <string.h>

#define SOURCE(more)                                                                           \
    "  - {name: n, role: notes, file: n.csv, driver: CSV, x: x, y: y, crs: EPSG:3011" more "}" \
    "\n"

static enum tk_status map(struct given *g, const char *header, const char *source,
                          struct tk_mapping **out, struct tk_error *err)
{
    given_file(g, "n.csv", header);
    given_open(g, "", source);
    struct tk_opened *n = given_input(g, "n");
    return tk_mapping_new(g->dictionary, n->config, n->source, &g->log, out, err);
}

static struct tk_mapping *mapped(struct given *g, const char *header, const char *source)
{
    struct tk_mapping *m;
    struct tk_error err = {0};
    assert_ok(map(g, header, source, &m, &err), &err);
    return m;
}

static const struct tk_field_map *field(const struct given *g, const struct tk_mapping *m,
                                        const char *name)
{
    return &m->fields[tk_dictionary_field(g->dictionary, name)];
}

static void columns_match_as_configured_by_name_and_by_synonym(void **state)
{
    struct given *g = *state;
    struct tk_mapping *m = mapped(g, "ID,Datum,kategori,Problemtyp,Åtgärds-typ,x,y,okänd\n",
                                  SOURCE(", fields: {underkategori: okänd}"));
    assert_int_equal(field(g, m, "underkategori")->matched, TK_BY_CONFIGURATION);
    assert_int_equal(field(g, m, "underkategori")->column, 7);
    assert_int_equal(field(g, m, "punkt_id")->matched, TK_BY_SYNONYM);
    /* the name itself wins over Problemtyp, which comes after it */
    assert_int_equal(field(g, m, "kategori")->matched, TK_BY_NAME);
    assert_int_equal(field(g, m, "kategori")->column, 2);
    assert_int_equal(field(g, m, "atgard_typ")->column, 4);
    assert_int_equal(field(g, m, "status")->matched, TK_NOT_MATCHED);
    const char *said = given_logged(g);
    assert_contains(said, "n: field underkategori is 'okänd' (as configured)");
    assert_contains(said, "n: field punkt_id is 'ID' (by a synonym)");
    assert_contains(said, "n: field kategori is 'kategori' (by its name)");
    tk_mapping_free(m);

    m = mapped(g, "Problemtyp,kategori,x,y\n", SOURCE(""));
    assert_int_equal(field(g, m, "kategori")->column, 1);
    tk_mapping_free(m);
    /* a column that is given to one field is no synonym of another */
    m = mapped(g, "problem,x,y\n", SOURCE(", fields: {underkategori: problem}"));
    assert_int_equal(field(g, m, "underkategori")->column, 0);
    assert_int_equal(field(g, m, "kategori")->matched, TK_NOT_MATCHED);
    tk_mapping_free(m);
}

static void the_key_of_notes_is_their_id(void **state)
{
    struct given *g = *state;
    struct tk_error err = {0};
    struct tk_mapping *m = mapped(g, "ID,ärende,x,y\n", SOURCE(", key: ärende"));
    assert_int_equal(field(g, m, "punkt_id")->column, 1);
    assert_string_equal(tk_buffer_string(&m->unused), "ID");
    assert_contains(given_logged(g), "n: field punkt_id is 'ärende' (as configured)");
    struct tk_opened *n = given_input(g, "n");
    struct tk_source_config config = *n->config;
    tk_mapping_free(m);
    config.fields = (struct tk_field_source[]){{.field = (char[]){"punkt_id"},
                                                .column = (char[]){"ID"},
                                                .format = (char[]){""},
                                                .template_ = (char[]){""}}};
    config.n_fields = 1;
    assert_int_equal(tk_mapping_new(g->dictionary, &config, n->source, &g->log, &m, &err),
                     TK_USAGE);
    assert_contains(err.message, "n: `key` and punkt_id under `fields` both say");
}

/* A Shapefile's name for beskrivning, for planerad_datum, and for two at a time. */
static void names_that_a_shapefile_has_cut(void **state)
{
    struct given *g = *state;
    struct tk_error err = {0};
    struct tk_mapping *m =
        mapped(g, "id,beskrivnin,planerad_d,avslag_ska,beskriv,x,y\n", SOURCE(""));
    assert_int_equal(field(g, m, "beskrivning")->matched, TK_NOT_MATCHED); /* of a CSV */
    tk_mapping_free(m);
    struct tk_opened *n = given_input(g, "n");
    struct tk_source_config config = *n->config;
    config.driver = (char[]){"ESRI Shapefile"};
    assert_ok(tk_mapping_new(g->dictionary, &config, n->source, &g->log, &m, &err), &err);
    assert_int_equal(field(g, m, "beskrivning")->column, 1);
    assert_int_equal(field(g, m, "planerad_datum")->column, 2);
    assert_contains(given_logged(g), "'beskrivnin' (by its first ten letters)");
    assert_contains(tk_buffer_string(&m->unused), "beskriv");
    tk_mapping_free(m);
}

static const char *value(const struct given *g, struct tk_mapping *m, const char *name,
                         const char *const *values)
{
    const char *text;
    struct tk_error err = {0};
    assert_ok(
        tk_mapping_value(m, tk_dictionary_field(g->dictionary, name), values, &text, &err),
        &err);
    return text;
}

static void templates_end_where_their_values_end(void **state)
{
    struct given *g = *state;
    struct tk_mapping *m =
        mapped(g, "AR,MAN,DAG,x,y\n",
               SOURCE(", fields: {datum: {template: '{AR}-{MAN}-{DAG}'}, kalla: {template: "
                      "tycktill}}"));
    const char *const whole[] = {"2025", " 3 ", "07", "1", "2"},
                      *const month[] = {"2025", "3", NULL, "1", "2"},
                      *const blank[] = {"2025", "3", "  ", "1", "2"},
                      *const none[] = {NULL, "3", "7", "1", "2"};
    assert_string_equal(value(g, m, "datum", whole), "2025-03-07");
    assert_string_equal(value(g, m, "datum", month), "2025-03");
    assert_string_equal(value(g, m, "datum", blank), "2025-03");
    assert_null(value(g, m, "datum", none));
    assert_string_equal(value(g, m, "kalla", none), "tycktill");
    assert_null(value(g, m, "status", whole));
    tk_mapping_free(m);
}

static void words_are_codes_as_configured_else_by_the_list(void **state)
{
    struct given *g = *state;
    struct tk_error err = {0};
    struct tk_mapping *m =
        mapped(g, "kategori,x,y\n",
               SOURCE(", values: {kategori: {Duvor: nedskrapning, Graffiti: belysning}}"));
    size_t kategori = tk_dictionary_field(g->dictionary, "kategori"), code;
    const struct tk_codes *codes = g->dictionary->fields[kategori].codes;
    static const char *const cases[][2] = {
        {"Duvor", "nedskrapning"}, {"Graffiti", "belysning"}, /* the configuration wins */
        {"graffiti", "klotter"}, /* which is meant letter for letter */
        {"KLOTTER", "klotter"},    {"Rymdskepp", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_ok(tk_mapping_code(m, kategori, cases[i][0], &code, &err), &err);
        if (cases[i][1])
            assert_string_equal(codes->code[code], cases[i][1]);
        else
            assert_int_equal(code, TK_NO_CODE);
    }
    tk_mapping_free(m);
}

static void what_is_not_there_is_a_wrong_configuration(void **state)
{
    struct given *g = *state;
    static const struct {
        const char *source, *part;
    } cases[] = {
        {SOURCE(", fields: {dag: x}"), "there is no field 'dag'"},
        {SOURCE(", fields: {datum: {template: '{x'}}"), "has a { without its }"},
        {SOURCE(", values: {datum: {a: b}}"),
         "values are for fields with a code list, and 'datum'"},
        {SOURCE(", values: {kategori: {a: b}}"), "there is no code 'b'"},
        /* told when the source is opened */
        {SOURCE(", fields: {datum: DATUM}"), "has no column 'DATUM'"},
        {SOURCE(", fields: {datum: {template: '{x}-{MAN}'}}"), "no column 'MAN'"},
    };
    given_file(g, "n.csv", "x,y\n");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tk_mapping *m = NULL;
        struct tk_error err = {0};
        enum tk_status st = given_try(g, "", cases[i].source, &err);
        struct tk_opened *n = given_input(g, "n");
        if (!st)
            st = tk_mapping_new(g->dictionary, n->config, n->source, &g->log, &m, &err);
        assert_true(st == TK_USAGE || st == TK_INPUT);
        assert_contains(err.message, cases[i].part);
        assert_null(m);
    }
}

int main(void)
{
#define GIVEN(test) cmocka_unit_test_setup_teardown(test, given_setup, given_teardown)
    const struct CMUnitTest tests[] = {
        GIVEN(columns_match_as_configured_by_name_and_by_synonym),
        GIVEN(the_key_of_notes_is_their_id),
        GIVEN(names_that_a_shapefile_has_cut),
        GIVEN(templates_end_where_their_values_end),
        GIVEN(words_are_codes_as_configured_else_by_the_list),
        GIVEN(what_is_not_there_is_a_wrong_configuration),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
