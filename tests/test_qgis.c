#include "support/support.h"

#include "trygghetskarta/file.h"
#include "trygghetskarta/qgis.h"
#include "trygghetskarta/wording.h"
#include "trygghetskarta/zip.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define STAMP "2026-11-22T00:00:00.000Z"

/* Three districts in a row and four notes, in the project's own words. */
static const struct {
    const char *name;
    double per_km2;
    int64_t n;
} districts[] = {{"Akalla", 12.5, 2}, {"Björkhagen", 3.25, 1}, {"Långbro & Älvsjö", 0, 0}};

struct test {
    char directory[256], path[512], other[512];
    struct tk_session session;
    struct tk_crs_info crs;
    struct tk_dictionary *dictionary, shown; /* shown: the same, with a project of its own */
    struct tk_layers layers;
    struct tk_layer all[3];
    struct tk_edition_config config;
    struct tk_edition edition;
    struct tk_geopackage *gp;
    struct tk_error err;
};

static const struct tk_column **columns(struct test *t, const char *const *names, size_t n)
{
    const struct tk_column **list = calloc(n, sizeof(struct tk_column *));
    for (size_t i = 0; i < n; i++) {
        list[i] = tk_dictionary_column(t->dictionary, names[i]);
        assert_non_null(list[i]);
    }
    return list;
}

static size_t first_column[] = {0};
static size_t two_columns[] = {0, 1};

static void describe_layers(struct test *t)
{
    static const char *const district[] = {"stadsdel", "n", "per_km2_land", "senaste"};
    static const char *const note[] = {"punkt_id", "stadsdel",  "kategori", "status",
                                       "datum",    "gransfall", "inne",     "kalla_namn"};
    static const char *const count[] = {"stadsdel", "kategori",  "n",
                                        "sort",     "sort_namn", "andel_i_tid"};
    t->all[0] = (struct tk_layer){.name = "noteringar",
                                  .title = "Noteringar",
                                  .abstract = "Alla noteringar.",
                                  .geometry = "POINT",
                                  .group = "Noteringar",
                                  .columns = columns(t, note, 8),
                                  .n_columns = 8,
                                  .key = first_column,
                                  .n_key = 1,
                                  .empty_because = ""};
    t->all[1] = (struct tk_layer){.name = "stadsdelar",
                                  .title = "Stadsdelar",
                                  .abstract = "En rad för varje stadsdel.",
                                  .geometry = "MULTIPOLYGON",
                                  .group = "Områden",
                                  .columns = columns(t, district, 4),
                                  .n_columns = 4,
                                  .key = first_column,
                                  .n_key = 1,
                                  .empty_because = ""};
    t->all[2] = (struct tk_layer){.name = "stadsdel_kategori",
                                  .title = "Kategorier per stadsdel",
                                  .abstract = "Lång tabell.",
                                  .geometry = "",
                                  .group = "Tabeller",
                                  .columns = columns(t, count, 6),
                                  .n_columns = 6,
                                  .key = two_columns,
                                  .n_key = 2,
                                  .empty_because = ""};
    t->layers = (struct tk_layers){.layers = t->all, .n = 3};
}

static const char project_plan[] = "themes:\n"
                                   "  Överblick: [stadsdelar]\n"
                                   "  Uppföljning: [noteringar, stadsdelar]\n"
                                   "relations:\n"
                                   "  - {name: Noteringar i stadsdelen, from: stadsdelar,"
                                   " to: noteringar, column: stadsdel}\n"
                                   "  - {name: Kategorier i stadsdelen, from: stadsdelar,"
                                   " to: stadsdel_kategori, column: stadsdel}\n"
                                   "bookmarks: {layer: stadsdelar, name: stadsdel}\n";

/* The skeleton is the program's own; the plan is for the three layers here. */
static void make_project(struct test *t)
{
    static const char *const names[] = {"project.qgs", "point.qml", "line.qml",
                                        "polygon.qml", "table.qml", "cluster.qml"};
    char directory[512], path[256];
    snprintf(directory, sizeof directory, "%s/project", t->directory);
    assert_int_equal(mkdir(directory, 0700), 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct tk_buffer text = {0};
        snprintf(path, sizeof path, "layers/project/%s", names[i]);
        assert_ok(tk_file_read(path, 1 << 20, &text, &t->err), &t->err);
        support_write(directory, names[i], tk_buffer_string(&text));
        tk_buffer_free(&text);
    }
    support_write(directory, "project.yaml", project_plan);
    t->shown = *t->dictionary;
    t->shown.directory = t->directory;
}

static int set_up(void **state)
{
    struct test *t = calloc(1, sizeof *t);
    support_directory(t->directory, sizeof t->directory);
    snprintf(t->path, sizeof t->path, "%s/lagesbild.gpkg", t->directory);
    snprintf(t->other, sizeof t->other, "%s/Farsta åäö & <2024>.gpkg", t->directory);
    assert_ok(tk_session_open(&t->session, NULL, &t->err), &t->err);
    assert_ok(tk_crs_describe(&t->session, "EPSG:3011", &t->crs, &t->err), &t->err);
    assert_ok(tk_dictionary_read("layers", NULL, 0, &t->dictionary, &t->err), &t->err);
    describe_layers(t);
    make_project(t);
    t->config = (struct tk_edition_config){.title = "Lägesbild trygghet, Påhittad",
                                           .abstract = "",
                                           .notice = "Påhittade uppgifter",
                                           .contact = "Stadsledningskontoret",
                                           .licence = "CC0",
                                           .dnr = "dnr 1/2026"};
    static const char *const sources[] = {"stadsdelar", "vandringar"};
    static const char *const titles[] = {"Stadsdelar", "Vandringar 2026"};
    t->edition = (struct tk_edition){&t->config, "2026-11-22", STAMP,  &t->crs, titles,
                                     2,          &t->shown,    sources};
    *state = t;
    return 0;
}

static int tear_down(void **state)
{
    struct test *t = *state;
    tk_geopackage_free(t->gp);
    for (size_t i = 0; i < 3; i++)
        free(t->all[i].columns);
    tk_dictionary_free(t->dictionary);
    tk_crs_info_free(&t->crs);
    tk_session_close(&t->session);
    support_remove(t->directory);
    free(t);
    return 0;
}

/* A square of one kilometre as a MULTIPOLYGON's WKB. */
static void square(double x, double y, unsigned char out[sizeof(double) * 10 + 22])
{
    const unsigned char head[] = {1, 6, 0, 0, 0, 1, 0, 0, 0, 1, 3,
                                  0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0};
    const double xy[] = {x, y, x + 1000, y, x + 1000, y + 1000, x, y + 1000, x, y};
    memcpy(out, head, sizeof head);
    memcpy(out + sizeof head, xy, sizeof xy);
}

static void add_tables(struct test *t)
{
    for (size_t i = 0; i < 3; i++) {
        const struct tk_layer *l = &t->all[i];
        struct tk_table_plan plan = {l->name,    l->title,     l->abstract, l->geometry,
                                     l->columns, l->n_columns, l->key,      l->n_key};
        assert_ok(tk_geopackage_add_table(t->gp, &plan, &t->err), &t->err);
    }
}

static void add_rows(struct test *t)
{
    struct tk_writer *w;
    unsigned char wkb[sizeof(double) * 10 + 22];
    assert_ok(tk_writer_open(t->gp, "stadsdelar", &w, &t->err), &t->err);
    for (size_t i = 0; i < 3; i++) {
        tk_writer_text(w, 0, districts[i].name);
        tk_writer_integer(w, 1, districts[i].n);
        tk_writer_real(w, 2, districts[i].per_km2);
        square(150000 + 1000 * (double)i, 6580000, wkb);
        tk_writer_wkb(w, wkb, sizeof wkb);
        assert_ok(tk_writer_insert(w, 0, NULL, &t->err), &t->err);
    }
    tk_writer_close(w);
    static const char *const categories[] = {"belysning", "klotter", "sikt", "annat"};
    assert_ok(tk_writer_open(t->gp, "noteringar", &w, &t->err), &t->err);
    for (int i = 0; i < 4; i++) {
        char id[8];
        snprintf(id, sizeof id, "p%d", i);
        tk_writer_text(w, 0, id);
        tk_writer_text(w, 1, i < 2 ? "Akalla" : i == 2 ? "Björkhagen" : "utanför");
        tk_writer_text(w, 2, categories[i]);
        tk_writer_text(w, 3, i % 2 ? "ny" : "atgardad");
        tk_writer_day(w, 4, 20000 + i);
        tk_writer_integer(w, 5, i == 1);
        tk_writer_point(w, 150100 + 700 * i, 6580300 + 100 * i);
        assert_ok(tk_writer_insert(w, 0, NULL, &t->err), &t->err);
    }
    tk_writer_close(w);
    assert_ok(tk_writer_open(t->gp, "stadsdel_kategori", &w, &t->err), &t->err);
    tk_writer_text(w, 0, "Akalla");
    tk_writer_text(w, 1, "belysning");
    tk_writer_integer(w, 2, 1);
    assert_ok(tk_writer_insert(w, 0, NULL, &t->err), &t->err);
    tk_writer_close(w);
}

static void begin(struct test *t)
{
    assert_ok(tk_geopackage_create(t->path, &t->crs, STAMP, &t->gp, &t->err), &t->err);
    add_tables(t);
    add_rows(t);
}

static void finish(struct test *t)
{
    assert_ok(tk_geopackage_finish(t->gp, &t->err), &t->err);
    tk_geopackage_free(t->gp);
    t->gp = NULL;
}

static void build(struct test *t)
{
    begin(t);
    assert_ok(tk_metadata_write(t->gp, &t->layers, &t->edition, &t->err), &t->err);
    assert_ok(tk_qgis_styles(t->gp, &t->layers, &t->edition, &t->err), &t->err);
    assert_ok(tk_qgis_project(t->gp, &t->layers, &t->edition, "lagesbild.gpkg", &t->err),
              &t->err);
    finish(t);
}

/* The first column of the first row, as text of the caller's. */
static char *ask(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    char *answer = NULL;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    if (sqlite3_step(s) == SQLITE_ROW && sqlite3_column_text(s, 0))
        answer = strdup((const char *)sqlite3_column_text(s, 0));
    sqlite3_finalize(s);
    sqlite3_close(db);
    return answer;
}

static void assert_answer(const char *path, const char *sql, const char *expected)
{
    char *answer = ask(path, sql);
    assert_non_null(answer);
    assert_string_equal(answer, expected);
    free(answer);
}

static void assert_answer_holds(const char *path, const char *sql, const char *part)
{
    char *answer = ask(path, sql);
    assert_non_null(answer);
    assert_contains(answer, part);
    free(answer);
}

/* The project's XML in a file; its text is the caller's. */
static char *project_of(struct test *t, const char *path)
{
    char *hex = ask(path, "SELECT content FROM qgis_projects");
    assert_non_null(hex);
    size_t n = strlen(hex) / 2;
    unsigned char *bytes = calloc(n, 1);
    for (size_t i = 0; i < n; i++) {
        char two[] = {hex[2 * i], hex[2 * i + 1], '\0'};
        bytes[i] = (unsigned char)strtoul(two, NULL, 16);
    }
    struct tk_buffer xml = {0};
    assert_ok(tk_zip_unpack(bytes, n, ".qgs", &xml, &t->err), &t->err);
    free(bytes);
    free(hex);
    char *text = strdup(tk_buffer_string(&xml));
    tk_buffer_free(&xml);
    return text;
}

static void columns_say_what_they_are(void **state)
{
    struct test *t = *state;
    build(t);
    assert_answer(t->path,
                  "SELECT name || '|' || constraint_name FROM gpkg_data_columns"
                  " WHERE table_name = 'noteringar' AND column_name = 'kategori'",
                  "Kategori|kategori");
    assert_answer(t->path,
                  "SELECT description FROM gpkg_data_column_constraints"
                  " WHERE constraint_name = 'kategori' AND value = 'belysning'",
                  "Belysning");
    /* The list is used in two layers and written once. */
    assert_answer(t->path,
                  "SELECT count(*) FROM gpkg_data_column_constraints"
                  " WHERE constraint_name = 'kategori' AND value = 'belysning'",
                  "1");
    assert_answer(t->path, "SELECT count(*) FROM gpkg_metadata_reference", "3");
}

/* A theme of a layer that stands empty is an empty map: the layer's name says why. */
static void an_empty_layer_says_why(void **state)
{
    struct test *t = *state;
    t->all[0].empty_because = "Lagret är tomt: därför.";
    build(t);
    char *xml = project_of(t, t->path);
    assert_contains(xml, "name=\"Noteringar – Lagret är tomt: därför.\"");
    assert_contains(xml, "<layername>Noteringar – Lagret är tomt: därför.</layername>");
    assert_contains(xml, "<layername>Stadsdelar</layername>");
    free(xml);
}

/* 0.048 is read as 4,8 %. */
static void a_share_in_a_tip_is_per_cent(void **state)
{
    struct test *t = *state;
    build(t);
    assert_answer_holds(t->path,
                        "SELECT styleQML FROM layer_styles WHERE f_table_name = "
                        "'stadsdel_kategori'",
                        "[% coalesce(replace(format_number(100*&quot;andel_i_tid&quot;,1,'en'),"
                        "'.',',') || ' %','–') %]");
}

/* A row is called by its whole key, in words; a source by its title. */
static void rows_and_sources_stand_in_words(void **state)
{
    struct test *t = *state;
    build(t);
    assert_answer_holds(t->path,
                        "SELECT styleQML FROM layer_styles WHERE f_table_name = "
                        "'stadsdel_kategori'",
                        "<previewExpression>&quot;stadsdel&quot; || ', ' || "
                        "represent_value(&quot;kategori&quot;)</previewExpression>");
    assert_answer_holds(t->path,
                        "SELECT styleQML FROM layer_styles WHERE f_table_name = 'noteringar'",
                        "<Option name=\"Vandringar 2026\" type=\"QString\" "
                        "value=\"vandringar\"/>");
}

static void every_layer_says_that_it_is_invented(void **state)
{
    struct test *t = *state;
    build(t);
    assert_answer(t->path,
                  "SELECT description FROM gpkg_contents WHERE table_name = 'stadsdelar'",
                  "Påhittade uppgifter. En rad för varje stadsdel.");
    assert_answer(t->path,
                  "SELECT count(*) FROM gpkg_metadata WHERE metadata LIKE '%>Påhittade upp%'",
                  "3");
    char *xml = project_of(t, t->path);
    assert_contains(xml, "Påhittade uppgifter");
    free(xml);
}

static void a_public_edition_says_so(void **state)
{
    struct test *t = *state;
    t->config.notice = "";
    t->config.audience = TK_PUBLIC_AUDIENCE;
    build(t);
    assert_answer(t->path,
                  "SELECT description FROM gpkg_contents WHERE table_name = 'noteringar'",
                  "Publik utgåva: bara uppgifter som är märkta som offentliga. Alla "
                  "noteringar.");
    char *xml = project_of(t, t->path);
    assert_contains(xml, "<abstract> Publik utgåva: ");
    free(xml);
}

static void a_style_is_found_by_qgis(void **state)
{
    struct test *t = *state;
    build(t);
    assert_answer(t->path,
                  "SELECT count(*) FROM layer_styles WHERE f_table_schema = ''"
                  " AND useAsDefault = 1 AND length(styleName) <= 30",
                  "3");
    assert_answer(t->path, "SELECT group_concat(f_geometry_column, '|') FROM layer_styles",
                  "geom|geom|");
    assert_answer(t->path,
                  "SELECT data_type FROM gpkg_contents WHERE table_name = 'layer_styles'",
                  "attributes");
    assert_answer_holds(t->path,
                        "SELECT styleQML FROM layer_styles WHERE f_table_name = 'noteringar'",
                        "<Option name=\"Belysning\" type=\"QString\" value=\"belysning\"/>");
}

/* Gives a layer a style of its own, as its folder would. */
static struct tk_layer *give_style(struct test *t, size_t i, char *style)
{
    t->all[i].style = style;
    t->all[i].directory = i ? "layers/stadsdelar" : "layers/noteringar";
    return &t->all[i];
}

/* What becomes of that style in the file; its text is the caller's. */
static char *styled(struct test *t, size_t i, char *style)
{
    char sql[200];
    snprintf(sql, sizeof sql,
             "SELECT styleQML FROM layer_styles WHERE f_table_name = '%s' AND useAsDefault",
             give_style(t, i, style)->name);
    build(t);
    char *qml = ask(t->path, sql);
    assert_non_null(qml);
    return qml;
}

/* A style as somebody saved it from QGIS: what columns.csv says wins, the rest stays. */
static void a_saved_style_keeps_its_looks_only(void **state)
{
    struct test *t = *state;
    char *qml =
        styled(t, 1,
               "<qgis version=\"3.40\" readOnly=\"0\" labelsEnabled=\"1\">"
               "<renderer-v2 type=\"nullSymbol\"/><aliases><alias name=\"Fel\"/></aliases>"
               "<mapTip>&lt;b>[% \"n\" %]&lt;/b></mapTip></qgis>");
    assert_contains(qml, "nullSymbol");
    assert_contains(qml, "labelsEnabled=\"1\"");
    assert_contains(qml, "readOnly=\"1\"");
    assert_contains(qml, "&lt;b&gt;[% \"n\" %]");
    assert_null(strstr(qml, "Fel"));
    assert_null(strstr(qml, "3.40"));
    free(qml);
}

/* 20, 10 and 0: nothing is in no class of its own, and each of two classes holds one. */
static void classes_are_filled_from_the_data(void **state)
{
    struct test *t = *state;
    char *qml =
        styled(t, 1,
               "<qgis><renderer-v2 type=\"graduatedSymbol\" attr=\"n\" classes_from=\"n "
               "* 10\"><ranges>"
               "<range lower=\"0\" upper=\"0\" symbol=\"a\" label=\"inga\"/>"
               "<range lower=\"\" upper=\"\" symbol=\"b\" label=\"{{range}} st\"/>"
               "<range lower=\"\" upper=\"\" symbol=\"c\" label=\"{{range}} st\"/>"
               "</ranges></renderer-v2></qgis>");
    assert_contains(qml, "lower=\"0\" upper=\"0\" symbol=\"a\" label=\"inga\"");
    assert_contains(qml, "lower=\"0\" upper=\"10\" symbol=\"b\" label=\"högst 10 st\"");
    assert_contains(qml, "lower=\"10\" upper=\"20\" symbol=\"c\" label=\"10–20 st\"");
    assert_null(strstr(qml, "classes_from"));
    free(qml);
}

/* One value only: the classes that nothing would be in are left out, and so is their comma
 * written as a Swede writes it. */
static void classes_without_data_are_left_out(void **state)
{
    struct test *t = *state;
    char *qml = styled(t, 1,
                       "<qgis><renderer-v2 type=\"graduatedSymbol\" attr=\"n\" "
                       "classes_from=\"CASE WHEN n = 1 THEN per_km2_land END\"><ranges>"
                       "<range lower=\"\" upper=\"\" symbol=\"b\" label=\"{{range}} st\"/>"
                       "<range lower=\"\" upper=\"\" symbol=\"c\" label=\"{{range}} st\"/>"
                       "</ranges></renderer-v2></qgis>");
    assert_contains(qml, "upper=\"3.3\" symbol=\"c\" label=\"högst 3,3 st\"");
    assert_null(strstr(qml, "symbol=\"b\""));
    free(qml);
}

static void classes_from_nonsense_are_told(void **state)
{
    struct test *t = *state;
    give_style(t, 1,
               "<qgis><renderer-v2 type=\"graduatedSymbol\" classes_from=\"finns_inte\">"
               "<ranges/></renderer-v2></qgis>");
    begin(t);
    assert_int_equal(tk_qgis_styles(t->gp, &t->layers, &t->edition, &t->err), TK_USAGE);
    assert_contains(t->err.message, "layers/stadsdelar/style.qml: classes_from=");
    assert_contains(t->err.message, "finns_inte");
}

/* A municipality's own code list: the style knows one of its codes, and one that is gone. */
static void each_code_has_its_category(void **state)
{
    struct test *t = *state;
    char *qml = styled(
        t, 0,
        "<qgis><renderer-v2 type=\"pointCluster\"><renderer-v2 type=\"categorizedSymbol\" "
        "attr=\"kategori\"><categories><category value=\"borttagen\" symbol=\"0\" label=\"?\"/>"
        "<category value=\"belysning\" symbol=\"1\" label=\"?\"/>"
        "<category value=\"\" symbol=\"2\" label=\"Annat\"/></categories><symbols>"
        "<symbol name=\"0\"/><symbol name=\"1\"/><symbol name=\"2\"/></symbols>"
        "</renderer-v2></renderer-v2></qgis>");
    assert_contains(qml, "<category value=\"belysning\" symbol=\"1\" label=\"Belysning\"");
    assert_contains(qml, "<category value=\"klotter\" symbol=\"klotter\" label=\"Klotter\"");
    assert_contains(qml, "<symbol name=\"klotter\"");
    assert_contains(qml, "<category value=\"\" symbol=\"2\" label=\"Annat\"");
    assert_contains(qml, "<symbol type=\"marker\" name=\"centerSymbol\""); /* cluster.qml's */
    assert_null(strstr(qml, "borttagen"));
    free(qml);
}

/* What is of a kind of its own, whatever its code, is asked for before the code is. */
static void a_category_may_be_of_no_code(void **state)
{
    struct test *t = *state;
    char *qml = styled(
        t, 0,
        "<qgis><renderer-v2 type=\"categorizedSymbol\" attr=\"kategori\"><categories>"
        "<category value=\"\" symbol=\"0\" label=\"Annat\"/>"
        "<category value=\"typ styrka\" when=\"inne = 1\" symbol=\"1\" label=\"Styrka\"/>"
        "</categories><symbols><symbol name=\"0\"/><symbol name=\"1\"/></symbols>"
        "</renderer-v2></qgis>");
    assert_contains(qml, "attr=\"case when inne = 1 then 'typ styrka' else "
                         "&quot;kategori&quot; end\"");
    assert_contains(qml, "<category value=\"typ styrka\" symbol=\"1\" label=\"Styrka\"");
    assert_contains(qml, "<symbol name=\"klotter\"");
    assert_null(strstr(qml, "when="));
    free(qml);
}

/* On a page circles are of fewer notes than on a screen. */
static void a_style_has_its_own_reach_of_circles(void **state)
{
    struct test *t = *state;
    char directory[512], text[1024];
    snprintf(directory, sizeof directory, "%s/project", t->directory);
    support_write(t->directory, "notes.qml",
                  "<qgis><renderer-v2 type=\"pointCluster\" tolerance=\"7\" "
                  "toleranceUnit=\"MM\"/></qgis>");
    t->all[0].directory = t->directory;
    snprintf(text, sizeof text,
             "styles:\n  noteringar: {Sida: {file: notes.qml, cluster_mm: 4}}\n%s",
             project_plan);
    support_write(directory, "project.yaml", text);
    build(t);
    assert_answer_holds(t->path, "SELECT styleQML FROM layer_styles WHERE styleName = 'Sida'",
                        "tolerance=\"4\" toleranceUnit=\"MM\"");
}

/* A template as QGIS 3.22 saves it, with the author's own path in it. */
static void a_layout_loses_its_authors_paths(void **state)
{
    struct test *t = *state;
    char directory[512];
    snprintf(directory, sizeof directory, "%s/project", t->directory);
    support_write(directory, "sida.qpt",
                  "<Layout name=\"Sida\"><LayoutItem type=\"65639\" size=\"100,50,mm\">"
                  "<Extent xmin=\"0\" ymin=\"0\" xmax=\"1\" ymax=\"1\"/></LayoutItem>"
                  "<layer-tree-layer id=\"trygghetskarta_noteringar\" source=\"/home/eva/x\"/>"
                  "<Atlas coverageLayer=\"trygghetskarta_stadsdelar\" "
                  "coverageLayerSource=\"/home/eva/lagesbild.gpkg|layername=stadsdelar\"/>"
                  "</Layout>");
    char more[1024];
    snprintf(more, sizeof more, "%slayouts: [sida.qpt]\n", project_plan);
    support_write(directory, "project.yaml", more);
    build(t);
    char *xml = project_of(t, t->path);
    assert_null(strstr(xml, "/home/eva"));
    assert_contains(xml, "source=\"./lagesbild.gpkg|layername=noteringar\"");
    /* Three squares of one kilometre in a row, with 1 % of 4 km and 100 m of air: 3 280 m wide,
     * and so 1 640 m high round their middle, 6 580 500. */
    assert_contains(xml, "xmin=\"149860.000\" ymin=\"6579680.000\" xmax=\"153140.000\" "
                         "ymax=\"6581320.000\"");
    free(xml);
}

/* What lies outside the layer that is named does not make the maps smaller. */
static void maps_show_the_layer_that_is_named(void **state)
{
    struct test *t = *state;
    char directory[512], more[1024];
    snprintf(directory, sizeof directory, "%s/project", t->directory);
    support_write(directory, "sida.qpt",
                  "<Layout name=\"Sida\"><LayoutItem type=\"65639\" size=\"100,50,mm\"/>"
                  "</Layout>");
    snprintf(more, sizeof more, "%slayouts: [sida.qpt]\nextent: noteringar\n", project_plan);
    support_write(directory, "project.yaml", more);
    build(t);
    char *xml = project_of(t, t->path);
    /* 2 100 m by 300 m of points, with 1 % of 2.4 km and 100 m of air: 2 348 m wide, and so
     * 1 174 m high round their middle, 6 580 450. */
    assert_contains(xml, "xmin=\"149976.000\" ymin=\"6579863.000\" xmax=\"152324.000\" "
                         "ymax=\"6581037.000\"");
    free(xml);
}

/* The municipality's own words stand in layouts and in the names of the plan, whatever signs
 * there are in them; ours stand in our own templates and plan nowhere. */
static void layouts_and_plans_are_worded(void **state)
{
    struct test *t = *state;
    struct tk_terms terms = {
        "delområde", "delområden", "område för vård & \"omsorg\"", "vårdområden", 0, 0, 0};
    struct tk_dictionary *worded = NULL;
    char directory[512];
    assert_ok(tk_dictionary_read_worded("layers", &terms, NULL, 0, &worded, &t->err), &t->err);
    t->shown.wording = worded->wording;
    snprintf(directory, sizeof directory, "%s/project", t->directory);
    support_write(directory, "sida.qpt",
                  "<Layout name=\"{{District}}, sida\"><LayoutItem type=\"65641\" "
                  "labelText=\"{{Parent}} {{range}}\"/></Layout>");
    support_write(directory, "project.yaml",
                  "themes:\n  \"{{Districts}} nu\": [stadsdelar]\n"
                  "relations:\n  - {name: \"Noteringar per {{parent}}\", from: stadsdelar,"
                  " to: noteringar, column: stadsdel}\nlayouts: [sida.qpt]\n");
    build(t);
    char *xml = project_of(t, t->path);
    assert_contains(xml, "name=\"Delområde, sida\"");
    assert_contains(xml, "labelText=\"Område för vård &amp; &quot;omsorg&quot; {{range}}\"");
    assert_contains(xml, "name=\"Delområden nu\"");
    assert_contains(xml, "name=\"Noteringar per område för vård &amp; &quot;omsorg&quot;\"");
    free(xml);
    t->shown.wording = t->dictionary->wording;
    const struct tk_table *rules = &tk_dictionary_codes(worded, "regel")->table;
    for (size_t i = 0; i < rules->n_rows; i++) {
        static const char *const shown[] = {"namn", "beskrivning"};
        for (size_t k = 0; k < 2; k++) {
            const char *cell = tk_table_cell(rules, i, tk_table_column(rules, shown[k]));
            assert_null(strstr(cell, "tadsdel"));
            assert_null(strstr(cell, "{{"));
        }
    }
    tk_dictionary_free(worded);
    static const char *const ours[] = {"hela_staden_a3.qpt", "stadsdelssida_a4.qpt",
                                       "project.yaml"};
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++) {
        struct tk_buffer text = {0};
        snprintf(directory, sizeof directory, "layers/project/%s", ours[i]);
        assert_ok(tk_file_read(directory, 1 << 20, &text, &t->err), &t->err);
        assert_null(strstr(tk_buffer_string(&text), "Stadsdel"));
        assert_null(strstr(tk_buffer_string(&text), "stadsdelen"));
        tk_buffer_free(&text);
    }
}

/* A style for the page of the atlas: what is no page's falls into no category, not even into
 * the one for the rest. */
static void a_style_draws_only_what_it_is_told_to(void **state)
{
    struct test *t = *state;
    char directory[512], text[1024];
    support_write(t->directory, "notes.qml",
                  "<qgis><renderer-v2 type=\"categorizedSymbol\" attr=\"kategori\"><categories>"
                  "<category value=\"belysning\" symbol=\"0\" label=\"?\"/>"
                  "<category value=\"\" symbol=\"1\" label=\"Annat\"/></categories><symbols>"
                  "<symbol name=\"0\"/><symbol name=\"1\"/></symbols></renderer-v2></qgis>");
    t->all[0].directory = t->directory;
    snprintf(directory, sizeof directory, "%s/project", t->directory);
    snprintf(text, sizeof text,
             "styles:\n  noteringar: {Sida: {file: notes.qml, only: inne = 1}}\n%s",
             project_plan);
    support_write(directory, "project.yaml", text);
    build(t);
    static const char page[] = "SELECT styleQML FROM layer_styles WHERE styleName = 'Sida'";
    assert_answer_holds(t->path, page, "attr=\"if(inne = 1, if(&quot;kategori&quot; in (");
    assert_answer_holds(t->path, page, "'belysning'");
    assert_answer_holds(t->path, page, "), &quot;kategori&quot;, '*'), '-')\"");
    assert_answer_holds(t->path, page, "<category value=\"*\" symbol=\"1\" label=\"Annat\"");
    assert_answer(t->path, "SELECT count(*) FROM layer_styles WHERE styleName = 'Sida'", "1");
    char *xml = project_of(t, t->path);
    assert_contains(xml, "<map-layer-style name=\"Sida\">");
    free(xml);
}

/* A logo lies beside the template, whatever path its maker had it at, and in the file as text.
 */
static void a_picture_is_laid_into_the_project(void **state)
{
    struct test *t = *state;
    char directory[512], more[1024];
    snprintf(directory, sizeof directory, "%s/project", t->directory);
    support_write(directory, "logo.svg", "<svg/>");
    support_write(directory, "vapen.png", "PNG");
    support_write(directory, "sida.qpt",
                  "<Layout name=\"Sida\">"
                  "<LayoutItem type=\"65640\" mode=\"0\" file=\"C:\\Eva\\logo.svg\"/>"
                  "<LayoutItem type=\"65640\" mode=\"0\" file=\"../vapen.png\"/>"
                  "<LayoutItem type=\"65640\" file=\"\" id=\"Diagram\"/></Layout>");
    snprintf(more, sizeof more, "%slayouts: [sida.qpt]\n", project_plan);
    support_write(directory, "project.yaml", more);
    build(t);
    char *xml = project_of(t, t->path);
    assert_contains(xml, "mode=\"0\" file=\"base64:PHN2Zy8+\"");
    assert_contains(xml, "mode=\"1\" file=\"base64:UE5H\"");
    assert_contains(xml, "file=\"\" id=\"Diagram\"");
    free(xml);
}

/* A code that another column says in words is shown nowhere; the words are. */
static void a_code_beside_its_words_is_hidden(void **state)
{
    struct test *t = *state;
    static const char qml[] =
        "SELECT styleQML FROM layer_styles WHERE f_table_name = 'stadsdel_kategori'";
    build(t);
    assert_answer_holds(t->path, qml, "name=\"sort\" width=\"-1\" hidden=\"1\"");
    assert_answer_holds(t->path, qml, "name=\"sort_namn\" width=\"-1\" hidden=\"0\"");
    assert_answer_holds(t->path, qml, "name=\"sort\"><editWidget type=\"Hidden\">");
}

/* Letters are counted and not bytes: the title has 28, the notice 19, the foot 21 + 3 + 10. */
static void a_text_that_its_place_cannot_hold_is_told(void **state)
{
    struct test *t = *state;
    struct tk_crowded found[TK_QGIS_ROOMS];
    size_t n;
    char directory[512];
    snprintf(directory, sizeof directory, "%s/project", t->directory);
    support_write(directory, "project.yaml", "room: {title: 28, notice: 18, foot: 33}\n");
    assert_ok(tk_qgis_crowded(&t->edition, found, &n, &t->err), &t->err);
    assert_int_equal(n, 2);
    assert_string_equal(found[0].name, "notice");
    assert_true(found[0].length == 19 && found[0].room == 18);
    assert_string_equal(found[1].name, "foot");
    assert_true(found[1].length == 34 && found[1].room == 33);
    support_write(directory, "project.yaml", project_plan);
    assert_ok(tk_qgis_crowded(&t->edition, found, &n, &t->err), &t->err);
    assert_int_equal(n, 0);
    support_write(directory, "project.yaml", "room: {title: många}\n");
    assert_int_equal(tk_qgis_crowded(&t->edition, found, &n, &t->err), TK_USAGE);
    assert_contains(t->err.message, "project.yaml:1:15: title: characters");
    support_write(directory, "project.yaml", "room: {title: -1}\n");
    t->err = (struct tk_error){TK_OK, ""};
    assert_int_equal(tk_qgis_crowded(&t->edition, found, &n, &t->err), TK_USAGE);
}

static void a_plan_that_names_nothing_is_told(void **state)
{
    static const struct {
        const char *text, *part;
    } plans[] = {
        {"themes:\n  Ett: [stadsdelarna]\n",
         "project.yaml:2:9: stadsdelarna: there is no such layer"},
        {"themes:\n  Ett: [{stadsdelar: Blå}]\n", "stadsdelar has no such style"},
        {"relations:\n  - {name: R, from: stadsdelar, to: noteringar, column: kategori}\n",
         "kategori: the layer stadsdelar has no such column"},
        {"bookmarks: {layer: stadsdelar, name: namn}\n",
         "namn: the layer stadsdelar has no such"},
        {"styles: {stadsdelar: {Sida: {file: sida.qml}}}\n",
         "project.yaml:1:29: a style is a file, or has file and only or cluster_mm"},
        {"styles: {stadsdelar: {Sida: {file: sida.qml, cluster_mm: 0}}}\n",
         "cluster_mm: millimetres, more than 0"},
        {"extent: stan\n", "project.yaml:1:9: stan: there is no such layer"},
        {"layouts: [finns_inte.qpt]\n", "finns_inte.qpt"},
        {"layouts: [sida.qpt]\n", "sida.qpt: the picture 'Vapen': "},
        {"layouts: [sida.qpt]\n", "borta.svg"}};
    struct test *t = *state;
    char directory[512];
    snprintf(directory, sizeof directory, "%s/project", t->directory);
    support_write(directory, "sida.qpt",
                  "<Layout><LayoutItem type=\"65640\" id=\"Vapen\" file=\"borta.svg\"/>"
                  "</Layout>");
    begin(t);
    for (size_t i = 0; i < sizeof plans / sizeof *plans; i++) {
        support_write(directory, "project.yaml", plans[i].text);
        t->err = (struct tk_error){TK_OK, ""};
        assert_int_not_equal(
            tk_qgis_project(t->gp, &t->layers, &t->edition, "lagesbild.gpkg", &t->err), TK_OK);
        assert_contains(t->err.message, plans[i].part);
    }
}

static void a_style_that_is_none_is_told(void **state)
{
    struct test *t = *state;
    give_style(t, 1, "<qgis><renderer-v2></qgis>");
    begin(t);
    assert_int_equal(tk_qgis_styles(t->gp, &t->layers, &t->edition, &t->err), TK_USAGE);
    assert_contains(t->err.message, "layers/stadsdelar/style.qml: is no XML");
}

static void the_projects_name_is_one_that_qgis_finds(void **state)
{
    struct test *t = *state;
    t->config.title = "Lägesbild: trygghet, Å & Ö (2026)";
    build(t);
    assert_answer(t->path, "SELECT name FROM qgis_projects", "Lägesbild trygghet Å Ö 2026");
}

static void the_project_names_its_own_file(void **state)
{
    struct test *t = *state;
    build(t);
    char *xml = project_of(t, t->path);
    assert_contains(xml, "<datasource>./lagesbild.gpkg|layername=noteringar</datasource>");
    assert_contains(xml, "<ProjectionsEnabled type=\"int\">1</ProjectionsEnabled>");
    assert_contains(xml, "Bookmark id=\"Långbro &amp; Älvsjö\"");
    assert_null(strstr(xml, "{{"));
    assert_null(strstr(xml, "/tmp"));
    free(xml);
}

static void a_renamed_copy_is_followed_by_its_project(void **state)
{
    struct test *t = *state;
    build(t);
    assert_int_equal(chmod(t->path, 0444), 0);
    assert_ok(tk_qgis_rename(t->path, t->other, &t->err), &t->err);
    char *xml = project_of(t, t->other);
    assert_contains(xml,
                    "<datasource>./Farsta åäö &amp; &lt;2024&gt;.gpkg|layername=stadsdelar<");
    assert_null(strstr(xml, "lagesbild.gpkg"));
    free(xml);
    struct stat st;
    assert_int_equal(stat(t->other, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0444);
    assert_answer(t->other, "PRAGMA journal_mode", "delete");
}

static void a_rename_harms_nothing(void **state)
{
    struct test *t = *state;
    build(t);
    support_write(t->directory, "annan.gpkg", "no edition");
    char taken[512];
    snprintf(taken, sizeof taken, "%s/annan.gpkg", t->directory);
    assert_int_equal(tk_qgis_rename(t->path, taken, &t->err), TK_CANNOT_CREATE);
    t->err = (struct tk_error){TK_OK, ""};
    assert_int_equal(tk_qgis_rename(taken, t->other, &t->err), TK_INPUT);
    assert_int_not_equal(access(t->other, F_OK), 0);
    t->err = (struct tk_error){TK_OK, ""};
    snprintf(taken, sizeof taken, "%s/vad?.gpkg", t->directory);
    assert_int_equal(tk_qgis_rename(t->path, taken, &t->err), TK_USAGE);
}

static void an_edition_is_known_until_somebody_saves_in_it(void **state)
{
    struct test *t = *state;
    char path[512];
    snprintf(path, sizeof path, "%s/annan.gpkg", t->directory);
    assert_false(tk_qgis_is_edition(path));
    support_write(t->directory, "annan.gpkg", "no edition");
    assert_false(tk_qgis_is_edition(path));
    build(t);
    assert_true(tk_qgis_is_edition(t->path));
    sqlite3 *db;
    assert_int_equal(sqlite3_open(t->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db,
                                  "UPDATE qgis_projects SET metadata = "
                                  "replace(metadata, 'trygghetskarta', 'anna')",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(db);
    assert_false(tk_qgis_is_edition(t->path));
}

/* For a look in QGIS: TK_KEEP=FILE.gpkg build/san/tests/test_qgis */
static void the_file_can_be_kept(void **state)
{
    struct test *t = *state;
    const char *keep = getenv("TK_KEEP");
    if (!keep)
        return;
    build(t);
    assert_int_equal(rename(t->path, keep), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(columns_say_what_they_are, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_empty_layer_says_why, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_share_in_a_tip_is_per_cent, set_up, tear_down),
        cmocka_unit_test_setup_teardown(rows_and_sources_stand_in_words, set_up, tear_down),
        cmocka_unit_test_setup_teardown(every_layer_says_that_it_is_invented, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_public_edition_says_so, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_style_is_found_by_qgis, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_saved_style_keeps_its_looks_only, set_up, tear_down),
        cmocka_unit_test_setup_teardown(classes_are_filled_from_the_data, set_up, tear_down),
        cmocka_unit_test_setup_teardown(classes_without_data_are_left_out, set_up, tear_down),
        cmocka_unit_test_setup_teardown(classes_from_nonsense_are_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(each_code_has_its_category, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_category_may_be_of_no_code, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_style_has_its_own_reach_of_circles, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(layouts_and_plans_are_worded, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_layout_loses_its_authors_paths, set_up, tear_down),
        cmocka_unit_test_setup_teardown(maps_show_the_layer_that_is_named, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_style_draws_only_what_it_is_told_to, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_picture_is_laid_into_the_project, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_code_beside_its_words_is_hidden, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_text_that_its_place_cannot_hold_is_told, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_plan_that_names_nothing_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_style_that_is_none_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_projects_name_is_one_that_qgis_finds, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_project_names_its_own_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_renamed_copy_is_followed_by_its_project, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_rename_harms_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_edition_is_known_until_somebody_saves_in_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(the_file_can_be_kept, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
