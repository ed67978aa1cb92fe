#include "support/edition.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/functions.h"
#include "trygghetskarta/memory.h"

#include <stdio.h>
#include <string.h>

#define SRS_ID 3011

static const char *const everything[] = {"districts", "parents", "notes",  "areas",
                                         "walks",     "routes",  "places", "land",
                                         "table",     "focus",   "earlier"};

void edition_open(struct edition *e, const char *layers)
{
    struct tk_error err = {0};
    char name[] = "SWEREF99 18 00", organisation[] = "EPSG", wkt[] = "PROJCS[]";
    struct tk_crs_info crs = {
        .name = name, .organisation = organisation, .code = SRS_ID, .wkt1 = wkt};
    char path[128];
    *e = (struct edition){0};
    support_directory(e->directory, sizeof e->directory);
    snprintf(path, sizeof path, "%s/edition.gpkg", e->directory);
    assert_ok(tk_session_open(&e->session, NULL, &err), &err);
    assert_ok(tk_dictionary_read(layers, NULL, 0, &e->dictionary, &err), &err);
    assert_ok(tk_layers_read(e->dictionary, &e->layers, &err), &err);
    assert_ok(tk_geopackage_create(path, &crs, "2026-11-22T00:00:00.000Z", &e->gp, &err), &err);
    assert_ok(tk_layers_create(e->layers, e->gp, &err), &err);
    assert_ok(tk_relations_new(e->gp, e->dictionary, &e->ledger, &e->relations, &err), &err);
    e->db = tk_geopackage_db(e->gp);
    assert_ok(tk_functions_register(e->db, &e->session, NULL, SRS_ID, &err), &err);
}

void edition_close(struct edition *e)
{
    tk_relations_free(e->relations);
    tk_ledger_free(&e->ledger);
    tk_geopackage_free(e->gp);
    tk_facts_free(e->facts);
    tk_layers_free(e->layers);
    tk_dictionary_free(e->dictionary);
    tk_session_close(&e->session);
    for (int i = 0; i < 3; i++) {
        tk_buffer_free(&e->texts[i]);
        tk_free(e->keys[i]);
    }
    tk_free(e->in_focus);
    support_remove(e->directory);
}

void edition_sql(struct edition *e, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(e->db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s", message);
}

static sqlite3_stmt *prepare(struct edition *e, const char *sql)
{
    sqlite3_stmt *statement;
    if (sqlite3_prepare_v2(e->db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(e->db));
    return statement;
}

/* The first column of a query as a list of keys. */
static void read_keys(struct edition *e, int which, const char *sql)
{
    sqlite3_stmt *row = prepare(e, sql);
    struct tk_buffer *texts = &e->texts[which];
    size_t n = 0;
    for (; sqlite3_step(row) == SQLITE_ROW; n++) {
        tk_buffer_text(texts, (const char *)sqlite3_column_text(row, 0));
        tk_buffer_add(texts, "", 1);
    }
    sqlite3_finalize(row);
    e->keys[which] = tk_alloc(n, sizeof *e->keys[which]);
    e->n_keys[which] = n;
    char *at = texts->data;
    for (size_t i = 0; i < n; i++, at += strlen(at) + 1)
        e->keys[which][i] = at;
}

static size_t key_position(const struct edition *e, int which, const char *key, size_t length)
{
    for (size_t i = 0; i < e->n_keys[which]; i++)
        if (strlen(e->keys[which][i]) == length && strncmp(e->keys[which][i], key, length) == 0)
            return i;
    fail_msg("no key %.*s", (int)length, key);
    return 0;
}

static uint16_t place_of(const struct edition *e, int which, const char *text)
{
    if (!text)
        return TK_FACT_NONE;
    if (strcmp(text, "utanför") == 0)
        return TK_FACT_OUTSIDE;
    if (strcmp(text, "okänt läge") == 0)
        return TK_FACT_UNKNOWN;
    return (uint16_t)key_position(e, which, text, strlen(text));
}

static int32_t day_of(const char *text)
{
    struct tk_date date;
    const char *fault;
    if (!text)
        return TK_NO_DAY;
    assert_true(tk_date_parse(text, NULL, &date, &fault));
    return date.day;
}

static uint32_t areas_of(struct edition *e, const char *text)
{
    struct tk_error err = {0};
    size_t areas[16], n = 0;
    uint32_t set;
    for (const char *at = text ? text : ""; *at; at += strspn(at, "; ")) {
        size_t length = strcspn(at, ";");
        areas[n++] = key_position(e, 2, at, length);
        at += length;
    }
    assert_ok(tk_facts_areas(e->facts, areas, n, &set, &err), &err);
    return set;
}

static void put_note(struct edition *e, sqlite3_stmt *row)
{
    struct tk_error err = {0};
    struct tk_facts *f = e->facts;
    const char *text[6];
    for (int i = 0; i < 6; i++)
        text[i] = (const char *)sqlite3_column_text(row, i);
    struct tk_fact fact = {.district = place_of(e, 0, text[0]),
                           .parent = place_of(e, 1, text[1]),
                           .areas = areas_of(e, text[2]),
                           .day = day_of(text[3]),
                           .due = day_of(text[4]),
                           .done = day_of(text[5])};
    for (size_t c = 0; c < f->n_code_fields; c++) {
        const char *code = (const char *)sqlite3_column_text(row, 6 + (int)c);
        size_t at = code ? tk_codes_find(f->dictionary->fields[f->code_field[c]].codes, code)
                         : TK_FACT_NO_CODE;
        fact.code[c] = (uint8_t)at;
    }
    assert_ok(tk_facts_put(f, f->n, &fact, &err), &err);
}

static void read_notes(struct edition *e)
{
    struct tk_buffer sql = {0};
    tk_buffer_text(
        &sql, "SELECT stadsdel, stadsdelsomrade, omraden, datum, forfaller, atgardad_datum");
    for (size_t c = 0; c < e->facts->n_code_fields; c++)
        tk_buffer_format(&sql, ", %s", e->dictionary->fields[e->facts->code_field[c]].name);
    tk_buffer_text(&sql, " FROM noteringar ORDER BY fid");
    sqlite3_stmt *row = prepare(e, tk_buffer_string(&sql));
    while (sqlite3_step(row) == SQLITE_ROW)
        put_note(e, row);
    sqlite3_finalize(row);
    tk_buffer_free(&sql);
}

void edition_notes(struct edition *e)
{
    struct tk_error err = {0};
    edition_sql(e,
                "UPDATE korning SET kluster_m = coalesce(kluster_m, 100),"
                " kluster_min = coalesce(kluster_min, 3), arende_m = coalesce(arende_m, 15),"
                " aterkommer_m = coalesce(aterkommer_m, 25),"
                " aterkommer_dagar = coalesce(aterkommer_dagar, 365),"
                " runda_m = coalesce(runda_m, 150), runda_hogst = coalesce(runda_hogst, 30)");
    edition_sql(e,
                "INSERT INTO indata_konton(kalla, roll, last, bortfiltrerade, orord, rattade,"
                " avvisade, anmarkningar) SELECT 'prov', 'notes', n, 0, n, 0, 0, 0"
                " FROM (SELECT count(*) AS n FROM noteringar)"
                " WHERE NOT EXISTS (SELECT 1 FROM indata_konton)");
    edition_sql(e, "UPDATE noteringar SET ar = CAST(substr(datum, 1, 4) AS INTEGER),"
                   " kategorigrupp = (SELECT grupp FROM kod_kategori WHERE kod = kategori),"
                   " statusgrupp = (SELECT grupp FROM kod_status WHERE kod = status),"
                   " ansvariggrupp = (SELECT grupp FROM kod_ansvarig WHERE kod = ansvarig),"
                   " forsenad = coalesce(forsenad, 0)");
    read_keys(e, 0, "SELECT stadsdel FROM indata_stadsdelar ORDER BY 1");
    read_keys(e, 1, "SELECT stadsdelsomrade FROM indata_stadsdelsomraden ORDER BY 1");
    read_keys(e, 2, "SELECT omrade_id FROM indata_omraden ORDER BY 1");
    e->in_focus = tk_alloc(e->n_keys[2], 1);
    sqlite3_stmt *row = prepare(e, "SELECT sort IS (SELECT fokus FROM korning)"
                                   " FROM indata_omraden ORDER BY omrade_id");
    for (size_t i = 0; sqlite3_step(row) == SQLITE_ROW; i++)
        e->in_focus[i] = sqlite3_column_int(row, 0) != 0;
    sqlite3_finalize(row);
    row = prepare(e, "SELECT as_of FROM korning");
    int32_t as_of = sqlite3_step(row) == SQLITE_ROW
                        ? day_of((const char *)sqlite3_column_text(row, 0))
                        : TK_NO_DAY;
    sqlite3_finalize(row);
    assert_ok(tk_facts_new(e->dictionary, (const char *const *)e->keys[0], e->n_keys[0],
                           (const char *const *)e->keys[1], e->n_keys[1],
                           (const char *const *)e->keys[2], e->in_focus, e->n_keys[2], as_of,
                           &e->facts, &err),
              &err);
    read_notes(e);
    assert_ok(tk_functions_register(e->db, &e->session, e->facts, SRS_ID, &err), &err);
}

enum tk_status edition_run(struct edition *e, const char *given, struct tk_error *err)
{
    char words[16][32];
    const char *list[16];
    size_t n = 0;
    edition_notes(e);
    if (!given)
        return tk_layers_run(e->layers, e->gp, everything,
                             sizeof everything / sizeof *everything, err);
    for (const char *at = given; *(at += strspn(at, " ")); at += strcspn(at, " ")) {
        snprintf(words[n], sizeof words[n], "%.*s", (int)strcspn(at, " "), at);
        list[n] = words[n];
        n++;
    }
    return tk_layers_run(e->layers, e->gp, list, n, err);
}

static void add_cell(struct tk_buffer *out, sqlite3_stmt *row, int column)
{
    if (sqlite3_column_type(row, column) == SQLITE_FLOAT) {
        tk_buffer_format(out, "%.10g", sqlite3_column_double(row, column));
        return;
    }
    const char *text = (const char *)sqlite3_column_text(row, column);
    bool quoted = text && strpbrk(text, ",\"\n");
    tk_buffer_text(out, quoted ? "\"" : "");
    for (; text && *text; text++)
        tk_buffer_format(out, *text == '"' ? "\"%c" : "%c", *text);
    tk_buffer_text(out, quoted ? "\"" : "");
}

void edition_csv(struct edition *e, const char *sql, struct tk_buffer *out)
{
    sqlite3_stmt *row = prepare(e, sql);
    int n = sqlite3_column_count(row), rc;
    for (int i = 0; i < n; i++)
        tk_buffer_format(out, "%s%s", sqlite3_column_name(row, i), i < n - 1 ? "," : "\n");
    while ((rc = sqlite3_step(row)) == SQLITE_ROW)
        for (int i = 0; i < n; i++) {
            add_cell(out, row, i);
            tk_buffer_text(out, i < n - 1 ? "," : "\n");
        }
    if (rc != SQLITE_DONE)
        fail_msg("%s: %s", sql, sqlite3_errmsg(e->db));
    sqlite3_finalize(row);
}
