/* The generator's second half: walks, routes and notes on a layer of districts. */
#include "../src/generate/generate.h"

#include "trygghetskarta/config.h"
#include "trygghetskarta/date.h"
#include "trygghetskarta/text.h"

#include "support/world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct tk_survey_options survey_of(const struct world *w, char *path, size_t size)
{
    snprintf(path, size, "%s/stadsdelar.geojson", w->directory);
    struct tk_survey_options o = {.ground = {path, "GeoJSON", "", "", "", ""},
                                  .output = w->directory,
                                  .seed = 1,
                                  .count = 2000};
    assert_true(tk_date_from_ymd(2026, 11, 15, &o.as_of));
    return o;
}

static void the_same_arguments_give_the_same_bytes(void **state)
{
    static const char *const files[] = {"noteringar.csv", "vandringar.csv",  "rutter.geojson",
                                        "platser.csv",    "samband.geojson", "planer.geojson"};
    struct world *w = *state;
    char path[512];
    char *first[6];
    struct tk_survey_options o = survey_of(w, path, sizeof path);
    o.areas = true;
    assert_ok(tk_survey_generate(&w->session, &o, &w->err), &w->err);
    for (int i = 0; i < 6; i++)
        first[i] = world_text(w->directory, files[i]);
    assert_ok(tk_survey_generate(&w->session, &o, &w->err), &w->err);
    for (int i = 0; i < 6; i++) {
        char *again = world_text(w->directory, files[i]);
        assert_string_equal(first[i], again);
        free(again);
    }
    o.seed = 2;
    assert_ok(tk_survey_generate(&w->session, &o, &w->err), &w->err);
    char *other = world_text(w->directory, "noteringar.csv");
    assert_string_not_equal(first[0], other);
    free(other);
    for (int i = 0; i < 6; i++)
        free(first[i]);
}

static size_t count_text(const char *text, const char *part)
{
    size_t n = 0;
    for (const char *at = strstr(text, part); at; at = strstr(at + 1, part))
        n++;
    return n;
}

static int compare_ids(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The values that a property has in a collection, which they cut; returns how many differ. */
static size_t different_values(char *text, const char *property, size_t *n)
{
    char mark[32];
    const char *values[100];
    size_t differ = 0;
    snprintf(mark, sizeof mark, "\"%s\":\"", property);
    *n = 0;
    for (char *at = strstr(text, mark); at && *n < 100; at = strstr(at + 1, mark)) {
        values[(*n)++] = at += strlen(mark);
        at += strcspn(at, "\"");
        *at = '\0';
    }
    qsort(values, *n, sizeof *values, compare_ids);
    for (size_t i = 0; i < *n; i++)
        differ += i == 0 || strcmp(values[i], values[i - 1]) != 0;
    return differ;
}

/* Some of these seeds draw two links between the same districts. */
static void links_and_plans_have_ids_and_names_of_their_own(void **state)
{
    static const struct {
        const char *file, *property;
    } keys[] = {{"samband.geojson", "samband_id"},
                {"samband.geojson", "namn"},
                {"planer.geojson", "plan_id"},
                {"planer.geojson", "namn"}};
    struct world *w = *state;
    char path[512];
    struct tk_survey_options o = survey_of(w, path, sizeof path);
    o.areas = true;
    for (o.seed = 1; o.seed < 20; o.seed++) {
        assert_ok(tk_survey_generate(&w->session, &o, &w->err), &w->err);
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
            char *text = world_text(w->directory, keys[i].file);
            size_t n, differ = different_values(text, keys[i].property, &n);
            assert_int_equal(differ, n);
            assert_in_range(n, 5, 99);
            free(text);
        }
    }
}

/* 2 000 notes: the shares in dirt.c give these counts to the note. */
static void the_dirt_is_there_in_its_shares(void **state)
{
    struct world *w = *state;
    char path[512];
    struct tk_table notes;
    struct tk_survey_options o = survey_of(w, path, sizeof path);
    assert_ok(tk_survey_generate(&w->session, &o, &w->err), &w->err);
    snprintf(path, sizeof path, "%s/noteringar.csv", w->directory);
    assert_ok(tk_table_read(path, &notes, &w->err), &w->err);
    assert_int_equal(notes.n_rows, 2000);
    assert_int_equal(notes.n_columns, TK_CELLS);
    const char *ids[2000];
    size_t without_id = 0, without_x = 0, marked = 0, doubled = 0, n_ids = 0;
    for (size_t i = 0; i < 2000; i++) {
        const char *id = tk_table_cell(&notes, i, TK_CELL_ID);
        without_id += !id[0];
        if (id[0])
            ids[n_ids++] = id;
        without_x += !tk_table_cell(&notes, i, TK_CELL_X)[0];
        marked += strcmp(tk_table_cell(&notes, i, TK_CELL_REMARK), "påhittad") == 0;
    }
    qsort(ids, n_ids, sizeof *ids, compare_ids);
    for (size_t i = 1; i < n_ids; i++)
        doubled += strcmp(ids[i], ids[i - 1]) == 0;
    assert_int_equal(without_id, 20);
    assert_int_equal(without_x, 50);
    assert_int_equal(marked, 2000);
    assert_int_equal(doubled, 12);
    tk_table_free(&notes);
    char *text = world_text(w->directory, "noteringar.csv");
    assert_int_equal(count_text(text, "2025-02-30"), 1);
    assert_true(count_text(text, "121212-1212") >= 1);
    assert_true(count_text(text, "070-1740605") >= 1);
    assert_true(count_text(text, ";v. ") >= 5);
    assert_true(count_text(text, ";ht 20") >= 5);
    free(text);
}

static void a_third_of_the_districts_is_never_walked(void **state)
{
    struct world *w = *state;
    char path[512];
    struct tk_table walks;
    struct tk_survey_options o = survey_of(w, path, sizeof path);
    assert_ok(tk_survey_generate(&w->session, &o, &w->err), &w->err);
    snprintf(path, sizeof path, "%s/vandringar.csv", w->directory);
    assert_ok(tk_table_read(path, &walks, &w->err), &w->err);
    const char *names[1000];
    size_t column = tk_table_column(&walks, "stadsdel"), different = 1;
    assert_true(walks.n_rows < 1000);
    for (size_t i = 0; i < walks.n_rows; i++)
        names[i] = tk_table_cell(&walks, i, column);
    qsort(names, walks.n_rows, sizeof *names, compare_ids);
    for (size_t i = 1; i < walks.n_rows; i++)
        different += strcmp(names[i], names[i - 1]) != 0;
    assert_int_equal(different, 117 - 117 / 3);
    tk_table_free(&walks);
}

/* Routes stay within their district but for the last leg home, and come back. */
static void routes_are_loops_of_two_kilometres(void **state)
{
    struct world *w = *state;
    char path[512];
    struct tk_ground ground;
    struct tk_walks walks;
    struct tk_random r;
    struct tk_survey_options o = survey_of(w, path, sizeof path);
    assert_ok(tk_ground_open(&w->session, &o.ground, &ground, &w->err), &w->err);
    assert_string_equal(ground.crs, "EPSG:3011");
    tk_random_seed(&r, 3);
    assert_ok(tk_walks_make(&ground, &r, o.as_of, 1000, &walks, &w->err), &w->err);
    size_t notes = 0;
    for (size_t i = 0; i < walks.n; i++) {
        const struct tk_walk *walk = &walks.walks[i];
        const double *xy = &walks.xy[2 * walk->route];
        size_t last = 2 * (walk->route_points - 1);
        assert_true(walk->route_points > 8);
        assert_true(xy[0] == xy[last] && xy[1] == xy[last + 1]);
        for (size_t p = 0; p < walk->route_points; p++)
            assert_true(tk_area_holds(&ground.areas[walk->area], xy[2 * p], xy[2 * p + 1]));
        assert_true(walk->day < o.as_of && walk->day > o.as_of - 3 * 366);
        notes += walk->notes;
    }
    assert_int_equal(notes, 1000);
    tk_walks_free(&walks);
    tk_ground_free(&ground);
}

static void plain_notes_lie_in_districts(void **state)
{
    struct world *w = *state;
    char path[512];
    struct tk_ground ground;
    struct tk_table notes;
    struct tk_survey_options o = survey_of(w, path, sizeof path);
    o.plain = true;
    o.count = 500;
    assert_ok(tk_survey_generate(&w->session, &o, &w->err), &w->err);
    assert_ok(tk_ground_open(&w->session, &o.ground, &ground, &w->err), &w->err);
    snprintf(path, sizeof path, "%s/noteringar.csv", w->directory);
    assert_ok(tk_table_read(path, &notes, &w->err), &w->err);
    assert_int_equal(notes.n_rows, 500);
    for (size_t i = 0; i < notes.n_rows; i++) {
        double x = atof(tk_table_cell(&notes, i, tk_table_column(&notes, "x")));
        double y = atof(tk_table_cell(&notes, i, tk_table_column(&notes, "y")));
        bool inside = false;
        for (size_t a = 0; !inside && a < ground.n; a++)
            inside = tk_area_holds(&ground.areas[a], x, y);
        assert_true(inside);
    }
    tk_table_free(&notes);
    tk_ground_free(&ground);
}

/* In degrees the same notes lie where they lay, to a millimetre or so; some in no district. */
static void plain_notes_anywhere_in_degrees(void **state)
{
    struct world *w = *state;
    char path[512];
    struct tk_ground ground;
    struct tk_table metres, degrees;
    struct tk_survey_options o = survey_of(w, path, sizeof path);
    o.plain = o.anywhere = true;
    o.count = 500;
    assert_ok(tk_ground_open(&w->session, &o.ground, &ground, &w->err), &w->err);
    snprintf(path, sizeof path, "%s/noteringar.csv", w->directory);
    assert_ok(tk_plain_generate(&w->session, &ground, &o, &w->err), &w->err);
    assert_ok(tk_table_read(path, &metres, &w->err), &w->err);
    o.degrees = true;
    assert_ok(tk_plain_generate(&w->session, &ground, &o, &w->err), &w->err);
    assert_ok(tk_table_read(path, &degrees, &w->err), &w->err);
    size_t outside = 0;
    for (size_t i = 0; i < 500; i++) {
        double at[2][2];
        for (int k = 0; k < 2; k++) {
            const struct tk_table *t = k ? &degrees : &metres;
            at[k][0] = atof(tk_table_cell(t, i, tk_table_column(t, "x")));
            at[k][1] = atof(tk_table_cell(t, i, tk_table_column(t, "y")));
        }
        bool inside = false;
        for (size_t a = 0; !inside && a < ground.n; a++)
            inside = tk_area_holds(&ground.areas[a], at[0][0], at[0][1]);
        outside += !inside;
        assert_true(tk_ground_degrees(&ground, &at[0][0], &at[0][1]));
        assert_near(at[0][0], at[1][0], 1e-6);
        assert_near(at[0][1], at[1][1], 1e-6);
    }
    assert_in_range(outside, 1, 400);
    tk_table_free(&metres);
    tk_table_free(&degrees);
    tk_ground_free(&ground);
}

/* Two districts of three are walked, and their names are right UTF-8 whatever the layer's. */
static void check_city(struct world *w, const struct tk_survey_options *o, size_t districts)
{
    assert_ok(tk_survey_generate(&w->session, o, &w->err), &w->err);
    char *walks = world_text(w->directory, "vandringar.csv");
    const char *fault;
    assert_true(tk_text_valid(walks, strlen(walks), &fault));
    assert_true(count_text(walks, "\n") > districts * 2 / 3);
    assert_contains(walks, "Ä");
    free(walks);
}

static void other_cities_work(void **state)
{
    struct world *w = *state;
    char malmo[512], stockholm[512], path[512];
    if (!support_data())
        skip();
    struct tk_survey_options o = survey_of(w, path, sizeof path);
    snprintf(malmo, sizeof malmo, "%s/malmo_delomraden.gpkg", support_data());
    snprintf(stockholm, sizeof stockholm, "%s/stockholm/stadsdelar_2021/stadsdelar.shp",
             support_data());
    o.areas = true;
    o.ground = (struct tk_ground_options){malmo, "GPKG", "", "", "", "EPSG:3008"};
    check_city(w, &o, 136);
    o.ground =
        (struct tk_ground_options){stockholm, "ESRI Shapefile", "", "", "ISO-8859-1", ""};
    check_city(w, &o, 117);
    o.ground.encoding = "CP850"; /* as wrong as can be: what is told is what is done */
    assert_ok(tk_survey_generate(&w->session, &o, &w->err), &w->err);
    char *walks = world_text(w->directory, "vandringar.csv");
    assert_null(strstr(walks, "Ä"));
    free(walks);
}

/* The position that the configuration calls unknown is where 60 notes lie. */
static void check_default_position(const struct world *w, const struct tk_source_config *source)
{
    char position[64];
    assert_int_equal(source->n_unknown_at, 1);
    snprintf(position, sizeof position, ";%.0f;%.0f;", source->unknown_at[0].x,
             source->unknown_at[0].y);
    char *notes = world_text(w->directory, "noteringar.csv");
    assert_int_equal(count_text(notes, position), 60);
    free(notes);
}

/* The configuration reads, and whatever it names has been generated. */
static void the_configuration_fits_the_files(void **state)
{
    struct world *w = *state;
    struct tk_config *config;
    char path[512];
    struct tk_survey_options o = survey_of(w, path, sizeof path);
    assert_ok(tk_survey_generate(&w->session, &o, &w->err), &w->err);
    char *text = world_text("layers/demo", "demo.yaml");
    assert_non_null(text);
    support_write(w->directory, "demo.yaml", text);
    free(text);
    snprintf(path, sizeof path, "%s/demo.yaml", w->directory);
    assert_ok(tk_config_read(path, &config, &w->err), &w->err);
    assert_int_equal(config->n_sources, 10);
    assert_string_equal(config->edition.notice, "Schematisk karta och påhittade uppgifter");
    for (size_t i = 0; i < config->n_sources; i++) {
        assert_int_equal(access(config->sources[i].file, R_OK), 0);
        if (config->sources[i].parents[0])
            assert_int_equal(access(config->sources[i].parents, R_OK), 0);
        if (config->sources[i].role == TK_NOTES)
            check_default_position(w, &config->sources[i]);
    }
    tk_config_free(config);
}

static void faults_of_a_layer_are_told(void **state)
{
    struct world *w = *state;
    char path[512];
    struct tk_survey_options o = survey_of(w, path, sizeof path);
    o.ground.file = "nowhere.geojson";
    assert_int_equal(tk_survey_generate(&w->session, &o, &w->err), TK_NO_INPUT);
    assert_contains(w->err.message, "nowhere.geojson");
    o.ground.file = path;
    w->err = (struct tk_error){TK_OK, ""};
    o.ground.key = "NAMN2";
    assert_int_equal(tk_survey_generate(&w->session, &o, &w->err), TK_USAGE);
    assert_contains(w->err.message, "NAMN2");
    w->err = (struct tk_error){TK_OK, ""};
    o.ground.key = "";
    o.output = "/nonexistent";
    assert_int_equal(tk_survey_generate(&w->session, &o, &w->err), TK_CANNOT_CREATE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(the_same_arguments_give_the_same_bytes, world_forget),
        cmocka_unit_test_setup(the_dirt_is_there_in_its_shares, world_forget),
        cmocka_unit_test_setup(a_third_of_the_districts_is_never_walked, world_forget),
        cmocka_unit_test_setup(routes_are_loops_of_two_kilometres, world_forget),
        cmocka_unit_test_setup(links_and_plans_have_ids_and_names_of_their_own, world_forget),
        cmocka_unit_test_setup(plain_notes_lie_in_districts, world_forget),
        cmocka_unit_test_setup(plain_notes_anywhere_in_degrees, world_forget),
        cmocka_unit_test_setup(other_cities_work, world_forget),
        cmocka_unit_test_setup(the_configuration_fits_the_files, world_forget),
        cmocka_unit_test_setup(faults_of_a_layer_are_told, world_forget),
    };
    return cmocka_run_group_tests_name("generate_notes", tests, world_setup, world_teardown);
}
