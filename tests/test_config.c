/* config: what is written is read into its place, what is wrong is told with its place, and
 * docs/configuration.md says what the table says. */
#include "support/directory.h"

#include "trygghetskarta/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum tk_status read_text(const char *content, struct tk_config **out,
                                struct tk_error *err)
{
    char path[512];
    support_write(directory, "karta.yaml", content);
    (void)snprintf(path, sizeof path, "%s/karta.yaml", directory);
    *err = (struct tk_error){0};
    return tk_config_read(path, out, err);
}

static void refused(const char *content, const char *message)
{
    struct tk_config *config = NULL;
    struct tk_error err = {0};
    const enum tk_status st = read_text(content, &config, &err);
    tk_config_free(config);
    assert_int_equal(st, TK_USAGE);
    assert_contains(err.message, message);
}

#define EDITION "edition: {title: T, crs: EPSG:3011}\n"
#define DISTRICTS "  - {name: d, role: districts, driver: GPKG, file: d.gpkg}\n"
#define SMALLEST EDITION "sources:\n" DISTRICTS

static void in_directory(const char *path, const char *name)
{
    char whole[512];
    (void)snprintf(whole, sizeof whole, "%s/%s", directory, name);
    assert_string_equal(path, whole);
}

static void the_smallest_has_every_preset(void **state)
{
    (void)state;
    struct tk_config *c = NULL;
    struct tk_error err = {0};
    assert_ok(read_text(SMALLEST, &c, &err), &err);
    const struct tk_edition_config *const e = &c->edition;
    assert_string_equal(c->layers, "");
    assert_string_equal(e->title, "T");
    assert_string_equal(e->crs, "EPSG:3011");
    assert_string_equal(e->as_of, "today");
    assert_string_equal(e->time_zone, "Europe/Stockholm");
    assert_string_equal(e->focus, "fokus");
    assert_string_equal(e->terms.district, "stadsdel");
    assert_string_equal(e->terms.parent_plural, "stadsdelsområden");
    in_directory(e->directory, "utgavor");
    assert_int_equal(e->keep, 14);
    assert_int_equal(e->audience, TK_INTERNAL_AUDIENCE);
    assert_int_equal(e->pointer, TK_POINTER_EXCHANGE);
    assert_int_equal(e->same_position, 50);
    assert_near(e->walked_least_m, 1000, 0);
    assert_int_equal(e->cluster_min, 3);
    assert_near(e->gap_tolerance_m, 5, 0);
    assert_near(e->slit_m, 0.5, 0);
    assert_near(e->location_error_m, 10, 0);
    assert_near(e->max_overlap, 0.001, 0);
    assert_near(e->max_repair, 0.001, 0);
    assert_near(e->max_change, 0.30, 0);
    assert_near(e->route_width_m, 30, 0);
    assert_near(e->cluster_m, 50, 0);
    assert_int_equal(e->n_grids, 0);
    assert_int_equal(c->n_codes, 0);
    assert_int_equal(c->n_sources, 1);
    const struct tk_source_config *const s = &c->sources[0];
    assert_int_equal(s->line, 3);
    assert_int_equal(s->role, TK_DISTRICTS);
    assert_string_equal(s->driver, "GPKG");
    assert_string_equal(s->key, "");
    assert_int_equal(s->decimal, '.');
    assert_false(s->multipart);
    assert_near(s->max_refused, 0.05, 0);
    assert_near(s->max_vertices, 1e6, 0);
    assert_near(s->max_rows, 1e7, 0);
    in_directory(s->file, "d.gpkg");
    tk_config_free(c);
}

static const char full[] = "edition:\n"
                           "  title: 'Lägesbild: Malmö'\n"
                           "  directory: /srv/utgavor\n"
                           "  crs: EPSG:3008\n"
                           "  as_of: 2026-11-22T02:15\n"
                           "  audience: public\n"
                           "  pointer: symlink\n"
                           "  keep: 3\n"
                           "  grids: [a.tif, /b.tif]\n"
                           "  terms: {district: delområde}\n"
                           "sources:\n"
                           "  - name: delomraden\n"
                           "    role: districts\n"
                           "    file: sub/d.gpkg\n"
                           "    driver: GPKG\n"
                           "    multipart: yes\n"
                           "    only: {TYP: [a, b], AR: 2026}\n"
                           "    parents: p.csv\n"
                           "  - name: noteringar\n"
                           "    role: notes\n"
                           "    file: n.csv\n"
                           "    driver: CSV\n"
                           "    separator: \";\"\n"
                           "    decimal: \",\"\n"
                           "    x: E\n"
                           "    y: N\n"
                           "    unknown_at: [[1.5, -2], [0, 0]]\n"
                           "    fields:\n"
                           "      datum: {column: D, format: \"%d.%m.%Y\"}\n"
                           "      kategori: TYP\n"
                           "      kalla: {template: tycktill}\n"
                           "    values:\n"
                           "      kategori: {Lampa: belysning, Skräp: nedskrapning}\n"
                           "  - {name: gis, role: areas, kind: plan, driver: PostgreSQL,\n"
                           "     connection: service=gis, layer: planer, buffer_m: 12.5}\n"
                           "codes:\n"
                           "  kategori: egna.csv\n"
                           "layers: lager\n";

static void all_of_it_is_read(void **state)
{
    (void)state;
    struct tk_config *c = NULL;
    struct tk_error err = {0};
    assert_ok(read_text(full, &c, &err), &err);
    assert_string_equal(c->edition.title, "Lägesbild: Malmö");
    assert_string_equal(c->edition.directory, "/srv/utgavor");
    assert_string_equal(c->edition.terms.district, "delområde");
    assert_string_equal(c->edition.terms.district_plural, "stadsdelar");
    assert_int_equal(c->edition.audience, TK_PUBLIC_AUDIENCE);
    assert_int_equal(c->edition.pointer, TK_POINTER_SYMLINK);
    assert_int_equal(c->edition.keep, 3);
    in_directory(c->edition.grids[0], "a.tif");
    assert_string_equal(c->edition.grids[1], "/b.tif");
    in_directory(c->layers, "lager");
    assert_string_equal(c->codes[0].name, "kategori");
    in_directory(c->codes[0].path, "egna.csv");
    assert_contains(c->codes[0].where, "karta.yaml:37:3");

    const struct tk_source_config *const d = &c->sources[0];
    in_directory(d->file, "sub/d.gpkg");
    in_directory(d->parents, "p.csv");
    assert_true(d->multipart);
    assert_int_equal(d->n_only, 2);
    assert_string_equal(d->only[0].column, "TYP");
    assert_int_equal(d->only[0].n_values, 2);
    assert_string_equal(d->only[0].values[1], "b");
    assert_string_equal(d->only[1].values[0], "2026");

    const struct tk_source_config *const n = &c->sources[1];
    assert_int_equal(n->line, 19);
    assert_string_equal(n->separator, ";");
    assert_int_equal(n->decimal, ',');
    assert_int_equal(n->n_unknown_at, 2);
    assert_near(n->unknown_at[0].x, 1.5, 0);
    assert_near(n->unknown_at[0].y, -2, 0);
    assert_int_equal(n->n_fields, 3);
    assert_string_equal(n->fields[0].field, "datum");
    assert_string_equal(n->fields[0].column, "D");
    assert_string_equal(n->fields[0].format, "%d.%m.%Y");
    assert_string_equal(n->fields[0].template_, "");
    assert_string_equal(n->fields[1].column, "TYP");
    assert_string_equal(n->fields[1].format, "");
    assert_string_equal(n->fields[2].template_, "tycktill");
    assert_int_equal(n->fields[1].at.line, 30);
    assert_int_equal(n->n_values, 1);
    assert_int_equal(n->values[0].n, 2);
    assert_string_equal(n->values[0].from[1], "Skräp");
    assert_string_equal(n->values[0].to[1], "nedskrapning");

    const struct tk_source_config *const a = &c->sources[2];
    assert_string_equal(a->connection, "service=gis");
    assert_string_equal(a->file, "");
    assert_string_equal(a->kind, "plan");
    assert_near(a->buffer_m, 12.5, 0);
    tk_config_free(c);
}

static void wrong_keys_are_told_with_what_was_meant(void **state)
{
    (void)state;
    refused("edition: {title: T, crs: C, ttle: x}\nsources:\n" DISTRICTS,
            "karta.yaml:1:29: edition has no key 'ttle'; did you mean 'title'?");
    refused(EDITION "surces:\n" DISTRICTS, ":2:1: the file has no key 'surces'; did you mean");
    refused(EDITION "sources:\n  - {name: d, role: districts, driver: GPKG, flie: d}\n",
            "sources has no key 'flie'; did you mean 'file'?");
    refused(EDITION "keep: 3\nsources:\n" DISTRICTS,
            ":2:1: the file has no key 'keep'; it belongs under edition");
    refused("edition: {title: T, crs: C, weather: x}\nsources:\n" DISTRICTS,
            "'weather'; the keys are in docs/configuration.md");
    refused("edition: {title: T, crs: C, title: U}\nsources:\n" DISTRICTS,
            "'title' stands on line 1 already");
    refused("edition: {title: T, crs: C, terms: {distrikt: d}}\nsources:\n" DISTRICTS,
            "terms has no key 'distrikt'; did you mean 'district'?");
}

static void missing_keys_are_told(void **state)
{
    (void)state;
    refused("", "'edition' is missing");
    refused(EDITION, "'sources' is missing");
    refused("edition: {crs: C}\nsources:\n" DISTRICTS, ":1:10: 'title' is missing");
    refused("edition:\nsources:\n" DISTRICTS, "'edition' has no value; a map");
    refused(EDITION "sources:\n  - {role: districts, driver: GPKG, file: d}\n",
            ":3:5: 'name' is missing");
    refused(EDITION "sources:\n  - {name: d, driver: GPKG, file: d}\n", "'role' is missing");
    refused(EDITION "sources:\n  - {name: d, role: districts, file: d}\n",
            "'driver' is missing: The format; it is never guessed.");
}

/* One entry of the edition, wrong in one way. */
static void edition_refused(const char *entry, const char *message)
{
    char content[512];
    (void)snprintf(content, sizeof content,
                   "edition:\n  title: T\n  crs: C\n  %s\nsources:\n%s", entry, DISTRICTS);
    refused(content, message);
}

static void wrong_values_are_told(void **state)
{
    (void)state;
    edition_refused("keep: many", ":4:9: 'keep' has to be a whole number from 1 to 100000");
    edition_refused("keep: 0", "whole number from 1");
    edition_refused("keep: 1.5", "whole number");
    edition_refused("max_change: 0,3",
                    "'max_change' has to be a number from 0 to 1 (30 % is 0.30)");
    edition_refused("max_change: 30", "a number from 0 to 1 (30 % is 0.30), and is '30'");
    edition_refused("max_overlap: -0.1", "number from 0 to 1");
    edition_refused("max_overlap: nan", "number from 0 to 1");
    edition_refused("walked_least_m: 0", "'walked_least_m' has to be a number from 0.1 to");
    edition_refused("audience: everybody", "one of internal/public, and is 'everybody'");
    edition_refused("audience:", "'audience' has no value; a text is wanted");
    edition_refused("keep: [1]", "'keep' has to be a text, and is a list");
    edition_refused("directory: ''", "'directory' has to be a path");
    edition_refused("as_of: yesterday", ":4:10: 'as_of' has to be today");
    edition_refused("as_of: 2025-02-30", "'as_of' has to be today");
    edition_refused("as_of: 2025-02", "'as_of' has to be today");
    edition_refused("terms: stadsdel", "'terms' has to be a map");
    edition_refused("grids: {a: b}", "'grids' has to be a text or a list");
    edition_refused("grids: []", "'grids' has an empty list");
}

/* A second source, wrong in one way. */
static void source_refused(const char *entries, const char *message)
{
    char content[512];
    (void)snprintf(content, sizeof content, SMALLEST "  - {name: s, %s}\n", entries);
    refused(content, message);
}

static void wrong_sources_are_told(void **state)
{
    (void)state;
#define NOTES "role: notes, driver: CSV, file: n.csv"
    source_refused("role: note, driver: CSV, file: n", "'role' has to be one of districts/");
    source_refused("role: notes, driver: csv, file: n", "'driver' has to be one of GPKG/");
    source_refused(NOTES ", decimal: ';'", "'decimal' has to be one of ./,");
    source_refused(NOTES ", multipart: maybe", "'multipart' has to be yes or no");
    source_refused(NOTES ", only: TYP", "'only' has to be a map");
    source_refused(NOTES ", only: {TYP: {a: b}}", "'TYP' has to be a text or a list of texts");
    source_refused(NOTES ", only: {TYP: [[a]]}", "'TYP' has to be a text, and is a list");
    source_refused(NOTES ", fields: [a]", "'fields' has to be a map");
    source_refused(NOTES ", fields: {datum: }", "'datum' has no value");
    source_refused(NOTES ", fields: {datum: [a]}", "'fields' has to be a map");
    source_refused(NOTES ", fields: {datum: {format: x}}",
                   "field 'datum' wants a column or a template");
    source_refused(NOTES ", fields: {datum: {column: a, template: b}}", "one of them only");
    source_refused(NOTES ", fields: {datum: {colum: a}}", "did you mean 'column'?");
    source_refused(NOTES ", values: {kategori: a}", "'kategori' has to be a map");
    source_refused(NOTES ", values: {kategori: {a: [b]}}", "'a' has to be a text");
    source_refused(NOTES ", unknown_at: [0, 0]", "list of pairs of numbers");
    source_refused(NOTES ", unknown_at: [[0, 0, 0]]", "list of pairs of numbers");
    source_refused(NOTES ", unknown_at: [[0, a]]", "list of pairs of numbers");
    refused(EDITION "sources: d\n", "'sources' has to be a list");
    refused(SMALLEST "codes: {kategori: [a]}\n", "'kategori' has to be a text");
}

static void values_that_contradict_are_told(void **state)
{
    (void)state;
    source_refused(NOTES ", x: E", "'x' is given without 'y'");
    source_refused(NOTES ", y: N", "'y' is given without 'x'");
    source_refused(NOTES ", x: E, y: N, wkt: W", "'wkt' and 'x' are both given");
    source_refused(NOTES ", connection: service=a", "'file' and 'connection' are both given");
    source_refused("role: notes, driver: CSV", "the driver CSV needs 'file'");
    source_refused(NOTES ", url: http://a", "'url' is for the driver WFS");
    source_refused("role: notes, driver: WFS, layer: a", "the driver WFS needs 'url'");
    source_refused("role: notes, driver: WFS, url: 'http://a'", "the driver WFS needs 'layer'");
    source_refused("role: notes, driver: WFS, layer: a, url: 'file:///a'", "begins with https");
    source_refused("role: notes, driver: WFS, layer: a, url: 'https://u:p@a/'",
                   "no user and no password");
    static const char *const secrets[] = {"?token=a",
                                          "?a=b&ACCESS_TOKEN=c",
                                          "?a=b;api-key=c",
                                          "?map=m&Password=c",
                                          "?key=c&b=d",
                                          "#?sig=c",
                                          "?user=a&x-auth_key=c",
                                          "?Subscription-Key=a",
                                          "?ticket=a",
                                          "?jwt=a"};
    static const char *const plain[] = {"?map=token", "?layerkey=a", "/token/?a=b", "?key", ""};
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++) {
        char yaml[128];
        snprintf(yaml, sizeof yaml, "role: notes, driver: WFS, layer: a, url: 'https://a%s'",
                 secrets[i]);
        source_refused(yaml, "holds no key and no password");
    }
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        char yaml[128];
        snprintf(yaml, sizeof yaml, "role: notes, driver: WFS, layer: '', url: 'https://a%s'",
                 plain[i]);
        source_refused(yaml, "the driver WFS needs 'layer'");
    }
    source_refused("role: notes, driver: WFS, layer: a, url: 'http://a', secret: b",
                   "begins with https://");
    source_refused(NOTES ", secret: b", "'secret' is for the driver WFS");
    source_refused(
        "role: notes, driver: PostgreSQL, layer: a, connection: service=a, secret: b",
        "PGPASSFILE");
    source_refused("role: notes, driver: WFS, layer: a, url: 'https://a', proxy: 'u:p@b'",
                   "no user and no password");
    source_refused("role: notes, driver: WFS, layer: a, url: 'https://a', timeout_s: 0",
                   "'timeout_s' has to be a number from 1");
    source_refused("role: notes, driver: PostgreSQL, file: a", "PostgreSQL needs 'connection'");
    source_refused("role: notes, driver: PostgreSQL, connection: service=a",
                   "PostgreSQL needs 'layer'");
    source_refused(
        "role: notes, driver: PostgreSQL, layer: a, connection: 'dbname=a password=b'",
        "holds no password");
    source_refused("role: notes, driver: PostgreSQL, layer: a, connection: 'pg://me:pw@host/a'",
                   "holds no password");
    source_refused("role: notes, driver: GPKG, file: a, separator: ';'",
                   "'separator' is for the driver CSV, and this is GPKG");
    source_refused("role: notes, driver: CSV, file: a, layer: b", "a CSV file has no layers");
    source_refused(NOTES ", kind: plan",
                   "'kind' means nothing for a source with the role notes");
    source_refused(NOTES ", buffer_m: 5", "'buffer_m' means nothing");
    source_refused(NOTES ", parents: a.csv", "'parents' means nothing");
    source_refused("role: areas, driver: GPKG, file: a", "role areas needs 'kind'");
    source_refused("role: areas, driver: GPKG, file: a, kind: ''", "role areas needs 'kind'");
    source_refused("role: table, driver: CSV, file: a", "role table needs 'value'");
    source_refused("role: status, driver: CSV, file: a, unknown_at: [[0, 0]]",
                   "'unknown_at' means nothing for a source with the role status");
    source_refused("role: walks, driver: CSV, file: a, values: {ljus: {a: b}}",
                   "'values' means nothing");
    refused(SMALLEST DISTRICTS, ":4:12: the source of line 3 is called 'd' too");
    source_refused("role: districts, driver: GPKG, file: a",
                   ":4:21: 'd' (line 3) has the role districts already");
    refused(EDITION "sources:\n  - {name: n, " NOTES "}\n", "no source has the role districts");
    refused(EDITION "sources: []\n", "no source has the role districts");
    refused(EDITION "sources:\n  - {name: '', role: districts, driver: GPKG, file: d}\n",
            "'name' is empty");
    refused(EDITION
            "sources:\n  - {name: d, role: districts, driver: GPKG, file: d, parent: a, "
            "parents: b}\n",
            "'parent' and 'parents' are both given");
}

static void a_missing_file_is_no_input(void **state)
{
    (void)state;
    struct tk_config *c = NULL;
    struct tk_error err = {0};
    assert_int_equal(tk_config_read("/nowhere/karta.yaml", &c, &err), TK_NO_INPUT);
    assert_null(c);
}

static void checked_as(const struct tk_dictionary *d, const char *role, const char *entries,
                       const char *message)
{
    char content[512];
    struct tk_config *c = NULL;
    struct tk_error err = {0};
    (void)snprintf(content, sizeof content,
                   SMALLEST "  - {name: s, role: %s, driver: CSV, file: n.csv, %s}\n", role,
                   entries);
    assert_ok(read_text(content, &c, &err), &err);
    const enum tk_status st = tk_config_check(c, d, &err);
    tk_config_free(c);
    assert_int_equal(st, message ? TK_USAGE : TK_OK);
    assert_contains(err.message, message ? message : "");
}

static void checked(const struct tk_dictionary *d, const char *entries, const char *message)
{
    checked_as(d, "notes", entries, message);
}

static void fields_and_codes_are_held_to_the_dictionary(void **state)
{
    (void)state;
    struct tk_dictionary *d = NULL;
    struct tk_error err = {0};
    assert_ok(tk_dictionary_read("layers", NULL, 0, &d, &err), &err);
    checked(d,
            "fields: {datum: {column: D, format: '%Y'}}, values: {status: {Closed: atgardad}}",
            NULL);
    checked(d, "fields: {kategorie: TYP}",
            "karta.yaml:4:63: there is no field 'kategorie'; did you mean 'kategori'?");
    checked(d, "fields: {weather: W}", "there is no field 'weather'; see layers/fields.csv");
    checked(d, "fields: {kategori: {column: T, format: '%Y'}}",
            "a format is for dates and times");
    checked(d, "values: {plats: {a: b}}",
            "values are for fields with a code list, and 'plats'");
    checked(d, "values: {sttus: {a: b}}", "there is no field 'sttus'; did you mean 'status'?");
    checked(d, "values: {status: {Closed: atgadrad}}",
            "there is no code 'atgadrad'; did you mean 'atgardad'?");
    checked(d, "values: {status: {Closed: x}}",
            "karta.yaml:4:80: there is no code 'x'; see layers/codes/status.csv");
    checked_as(d, "status", "fields: {punkt_id: Nr, status: Läge}", NULL);
    checked_as(d, "status", "fields: {kategori: Typ}",
               "karta.yaml:4:64: 'kategori' is a note's own, and no status table changes it");
    tk_dictionary_free(d);
}

static void no_two_keys_go_to_one_place(void **state)
{
    (void)state;
    size_t n = 0;
    const struct tk_option *const o = tk_config_options(&n);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(o[i].section, o[j].section) == 0 && o[i].offset == o[j].offset)
                fail_msg("%s and %s", o[i].key, o[j].key);
}

/* docs/configuration.md against the table. */

static char *slurp(const char *path)
{
    FILE *const f = fopen(path, "rb");
    assert_non_null(f);
    char *const text = calloc(1, 100000);
    assert_non_null(text);
    assert_true(fread(text, 1, 99999, f) > 0);
    (void)fclose(f);
    return text;
}

/* The section that a heading opens, or NULL for one without keys. */
static const char *section_of(const char *heading)
{
    static const char *const headings[][2] = {
        {"## The file", ""},       {"## edition", "edition"}, {"### terms", "terms"},
        {"## deliver", "deliver"}, {"## sources", "sources"}, {"### fields", "fields"}};
    for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++)
        if (strcmp(heading, headings[i][0]) == 0)
            return headings[i][1];
    return NULL;
}

static void row_agrees(const char *row, const struct tk_option *o)
{
    char expected[1024];
    char preset[64] = "–";
    if (!o->preset)
        (void)snprintf(preset, sizeof preset, "required");
    else if (*o->preset)
        (void)snprintf(preset, sizeof preset, "`%s`", o->preset);
    (void)snprintf(expected, sizeof expected, "| `%s` | %s | %s | %s ", o->key,
                   tk_option_type_name(o->type), preset, o->help);
    if (strncmp(row, expected, strlen(expected)) != 0)
        fail_msg("docs/configuration.md has\n  %s\nand the table\n  %s", row, expected);
    for (const char *c = o->choices ? o->choices : ""; *c;) {
        const size_t n = strcspn(c, "|");
        (void)snprintf(expected, sizeof expected, "`%.*s`", (int)n, c);
        assert_contains(row, expected);
        c += n + (c[n] == '|');
    }
}

static void the_page_says_what_the_table_says(void **state)
{
    (void)state;
    size_t n = 0;
    size_t seen = 0;
    const struct tk_option *const options = tk_config_options(&n);
    const char *section = NULL;
    char *const text = slurp("docs/configuration.md");
    char *rest = text;
    for (char *line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        if (line[0] == '#')
            section = section_of(line);
        if (!section || strncmp(line, "| `", 3) != 0)
            continue;
        assert_true(seen < n); /* more rows than options */
        assert_string_equal(options[seen].section, section);
        row_agrees(line, &options[seen++]);
    }
    assert_int_equal(seen, n);
    free(text);
}

/* The whole example of the page, its lines without their four spaces. */
static void the_example_of_the_page_is_read(void **state)
{
    (void)state;
    struct tk_config *c = NULL;
    struct tk_dictionary *d = NULL;
    struct tk_error err = {0};
    char *const text = slurp("docs/configuration.md");
    char *at = strstr(text, "## A whole one");
    assert_non_null(at);
    at = strstr(at, "    edition:");
    assert_non_null(at);
    char content[4096] = "";
    for (char *line = strtok_r(at, "\n", &at); line && strncmp(line, "    ", 4) == 0;
         line = strtok_r(NULL, "\n", &at)) {
        const size_t used = strlen(content);
        (void)snprintf(content + used, sizeof content - used, "%s\n", line + 4);
    }
    free(text);
    assert_ok(read_text(content, &c, &err), &err);
    assert_int_equal(c->n_sources, 4);
    assert_ok(tk_dictionary_read("layers", NULL, 0, &d, &err), &err);
    assert_ok(tk_config_check(c, d, &err), &err);
    tk_dictionary_free(d);
    tk_config_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_smallest_has_every_preset),
        cmocka_unit_test(all_of_it_is_read),
        cmocka_unit_test(wrong_keys_are_told_with_what_was_meant),
        cmocka_unit_test(missing_keys_are_told),
        cmocka_unit_test(wrong_values_are_told),
        cmocka_unit_test(wrong_sources_are_told),
        cmocka_unit_test(values_that_contradict_are_told),
        cmocka_unit_test(a_missing_file_is_no_input),
        cmocka_unit_test(fields_and_codes_are_held_to_the_dictionary),
        cmocka_unit_test(no_two_keys_go_to_one_place),
        cmocka_unit_test(the_page_says_what_the_table_says),
        cmocka_unit_test(the_example_of_the_page_is_read),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
