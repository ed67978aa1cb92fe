#include "relations_parts.h"

#include "trygghetskarta/database.h"
#include "trygghetskarta/date.h"
#include "trygghetskarta/file.h"
#include "trygghetskarta/memory.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The relations but for kod_…, whose columns are their files'. */
static const char schema[] =
    "CREATE TEMP TABLE indata_stadsdelar(stadsdel TEXT, stadsdelsomrade TEXT, geom BLOB,"
    " area_m2 REAL, land_m2 REAL, inne_m2 REAL, invanare INTEGER, vandrad_m REAL,"
    " n_vandringar INTEGER, senast_vandrad TEXT, vandrad INTEGER, inne_land_m2 REAL,"
    " inne_vandrad_m REAL);"
    "CREATE TEMP TABLE indata_stadsdelsomraden(stadsdelsomrade TEXT, geom BLOB, area_m2 REAL,"
    " land_m2 REAL, inne_m2 REAL, invanare INTEGER, vandrad_m REAL, senast_vandrad TEXT,"
    " vandrad INTEGER, n_stadsdelar INTEGER);"
    "CREATE TEMP TABLE indata_omraden(omrade_id TEXT, namn TEXT, sort TEXT, kalla TEXT, geom "
    "BLOB,"
    " area_m2 REAL, langd_m REAL, exempel INTEGER);"
    "CREATE TEMP TABLE indata_overlapp(omrade_id TEXT, stadsdel TEXT, geom BLOB, area_m2 REAL);"
    "CREATE TEMP TABLE indata_sort_yta(sort TEXT, stadsdel TEXT, area_m2 REAL);"
    "CREATE TEMP TABLE indata_vandringar(vandring_id TEXT, datum TEXT, stadsdel TEXT, ljus "
    "TEXT,"
    " typ TEXT, deltagare_antal TEXT, har_rutt INTEGER, langd_m REAL);"
    "CREATE TEMP TABLE indata_rutter(vandring_id TEXT, geom BLOB, langd_m REAL);"
    "CREATE TEMP TABLE indata_platser(namn TEXT, sort TEXT, geom BLOB, stadsdel TEXT);"
    "CREATE TEMP TABLE indata_siffror(sort TEXT, indikator TEXT, omrade TEXT, omradestyp TEXT,"
    " ar INTEGER, varde REAL, lag REAL, hog REAL, bas REAL, riktning TEXT, kalla TEXT);"
    "CREATE TEMP TABLE indata_fynd(kalla TEXT, rad INTEGER, post_id TEXT, falt TEXT, regel "
    "TEXT,"
    " verdikt TEXT, varde TEXT, beskrivning TEXT, x REAL, y REAL, area_m2 REAL);"
    "CREATE TEMP TABLE indata_konton(kalla TEXT, roll TEXT, last INTEGER, bortfiltrerade "
    "INTEGER,"
    " orord INTEGER, rattade INTEGER, avvisade INTEGER, anmarkningar INTEGER, crs TEXT,"
    " crs_operation TEXT, fil TEXT, sha256 TEXT, lager TEXT, drivrutin TEXT, titel TEXT);"
    "CREATE TEMP TABLE korning(as_of TEXT, ar INTEGER, titel TEXT, fokus TEXT,"
    " n_noteringar INTEGER, n_utanfor INTEGER, n_okant INTEGER, vandrad_minst_m REAL, "
    "kluster_m REAL,"
    " kluster_min INTEGER, arende_m REAL, aterkommer_m REAL, aterkommer_dagar INTEGER,"
    " runda_m REAL, runda_hogst INTEGER, stadsdel_ord TEXT, har_vandringar INTEGER, har_rutter "
    "INTEGER,"
    " har_land INTEGER, har_invanare INTEGER, har_fokus INTEGER);"
    "CREATE TEMP TABLE kolumner(kolumn TEXT PRIMARY KEY, alias TEXT);"
    "CREATE TEMP TABLE indata_fore(jamfort_med TEXT, as_of TEXT);"
    "CREATE TEMP TABLE indata_andrade(jamfort_med TEXT, fid INTEGER, fore_fid INTEGER,"
    " samma_post INTEGER, samma_text INTEGER);"
    "CREATE TEMP TABLE fore_noteringar AS SELECT '' AS jamfort_med, * FROM noteringar WHERE 0;";

static enum tk_status prepare(struct tk_relations *r, const char *table, int columns,
                              sqlite3_stmt **out, struct tk_error *err)
{
    struct tk_buffer sql = {0};
    tk_buffer_text(&sql, "INSERT INTO temp.");
    tk_buffer_identifier(&sql, table);
    tk_buffer_text(&sql, " VALUES(?");
    for (int i = 1; i < columns; i++)
        tk_buffer_text(&sql, ",?");
    tk_buffer_text(&sql, ")");
    enum tk_status st = tk_buffer_check(&sql, err);
    if (!st && sqlite3_prepare_v2(r->db, sql.data, -1, out, NULL) != SQLITE_OK)
        st = tk_database_fail(r->db, TK_INTERNAL, err, "%s", table);
    tk_buffer_free(&sql);
    return st;
}

enum tk_status tk_relation_open(struct tk_relation_row *row, struct tk_relations *r,
                                const char *table, int columns, struct tk_error *err)
{
    *row = (struct tk_relation_row){.r = r};
    return prepare(r, table, columns, &row->insert, err);
}

static void bound(struct tk_relation_row *row, int code)
{
    if (row->code == SQLITE_OK)
        row->code = code;
}

static void put_null(struct tk_relation_row *row)
{
    bound(row, sqlite3_bind_null(row->insert, ++row->at));
}

void tk_relation_text(struct tk_relation_row *row, const char *text)
{
    if (text)
        bound(row, sqlite3_bind_text(row->insert, ++row->at, text, -1, SQLITE_TRANSIENT));
    else
        put_null(row);
}

void tk_relation_real(struct tk_relation_row *row, double value)
{
    if (isfinite(value))
        bound(row, sqlite3_bind_double(row->insert, ++row->at, value));
    else
        put_null(row);
}

void tk_relation_integer(struct tk_relation_row *row, int64_t value)
{
    bound(row, sqlite3_bind_int64(row->insert, ++row->at, value));
}

/* Negative means unknown. */
void tk_relation_known(struct tk_relation_row *row, int64_t value)
{
    if (value >= 0)
        tk_relation_integer(row, value);
    else
        put_null(row);
}

void tk_relation_day(struct tk_relation_row *row, int32_t day)
{
    char text[16];
    if (day != TK_NO_DAY)
        tk_date_print(day, text);
    tk_relation_text(row, day == TK_NO_DAY ? NULL : text);
}

enum tk_status tk_relation_geometry(struct tk_relation_row *row, struct tk_session *s,
                                    const GEOSGeometry *g, struct tk_error *err)
{
    struct tk_relations *r = row->r;
    if (!g) {
        put_null(row);
        return TK_OK;
    }
    tk_buffer_clear(&r->wkb);
    tk_buffer_clear(&r->blob);
    enum tk_status st = tk_geom_to_wkb(s, g, &r->wkb, err);
    if (!st)
        st = tk_geopackage_blob(tk_geopackage_srs_id(r->gp), (const unsigned char *)r->wkb.data,
                                r->wkb.length, &r->blob, err);
    if (!st)
        st = tk_buffer_check(&r->blob, err);
    if (!st)
        bound(row, sqlite3_bind_blob64(row->insert, ++row->at, r->blob.data, r->blob.length,
                                       SQLITE_TRANSIENT));
    return st;
}

enum tk_status tk_relation_insert(struct tk_relation_row *row, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    if (row->code != SQLITE_OK)
        st = tk_fail(err, TK_INTERNAL, "relations: value %d of a row: %s", row->at,
                     sqlite3_errstr(row->code));
    else if (sqlite3_step(row->insert) != SQLITE_DONE)
        st = tk_database_fail(row->r->db, TK_INTERNAL, err, "relations");
    sqlite3_reset(row->insert);
    sqlite3_clear_bindings(row->insert);
    row->at = 0;
    row->code = SQLITE_OK;
    return st;
}

enum tk_status tk_relation_close(struct tk_relation_row *row, enum tk_status st)
{
    sqlite3_finalize(row->insert);
    return st;
}

/* kod_<list>: every column of the file, and the position in it as `ordning` where the file has
 * no such column of its own. */
static enum tk_status add_codes(struct tk_relations *r, const struct tk_codes *codes,
                                struct tk_error *err)
{
    struct tk_buffer name = {0}, sql = {0};
    const struct tk_table *t = &codes->table;
    bool own = tk_table_column(t, "ordning") != TK_NO_COLUMN;
    tk_buffer_format(&name, "kod_%s", codes->name);
    tk_buffer_format(&sql, "CREATE TEMP TABLE \"%s\"(", tk_buffer_string(&name));
    for (size_t c = 0; c < t->n_columns; c++) {
        tk_buffer_text(&sql, c ? ", " : "");
        tk_buffer_identifier(&sql, t->columns[c]);
        tk_buffer_text(&sql, strcmp(t->columns[c], "ordning") == 0 ? " INTEGER" : " TEXT");
    }
    tk_buffer_text(&sql, own ? ")" : ", ordning INTEGER)");
    struct tk_relation_row row = {0};
    enum tk_status st = tk_buffer_check(&name, err);
    if (!st)
        st = tk_buffer_check(&sql, err);
    if (!st)
        st = tk_geopackage_execute(r->gp, sql.data, err);
    if (!st)
        st = tk_relation_open(&row, r, name.data, (int)t->n_columns + !own, err);
    for (size_t i = 0; !st && i < t->n_rows; i++) {
        for (size_t c = 0; c < t->n_columns; c++) {
            const char *cell = tk_table_cell(t, i, c);
            tk_relation_text(&row, *cell ? cell : NULL);
        }
        if (!own)
            tk_relation_integer(&row, (int64_t)i + 1);
        st = tk_relation_insert(&row, err);
    }
    tk_buffer_free(&name);
    tk_buffer_free(&sql);
    return tk_relation_close(&row, st);
}

/* What planners read instead of a column's name. */
static enum tk_status add_columns(struct tk_relations *r, const struct tk_dictionary *d,
                                  struct tk_error *err)
{
    struct tk_relation_row row = {0};
    enum tk_status st = tk_relation_open(&row, r, "kolumner", 2, err);
    for (size_t i = 0; !st && i < d->n_columns; i++) {
        tk_relation_text(&row, d->columns[i].name);
        tk_relation_text(&row, d->columns[i].alias);
        st = tk_relation_insert(&row, err);
    }
    return tk_relation_close(&row, st);
}

/* The ledger's sink. */
static enum tk_status put_finding(void *relations, const struct tk_finding *f,
                                  struct tk_error *err)
{
    struct tk_relations *r = relations;
    struct tk_relation_row row = {.r = r, .insert = r->finding};
    tk_relation_text(&row, f->source);
    tk_relation_known(&row, f->number > 0 ? f->number : -1);
    tk_relation_text(&row, f->id);
    tk_relation_text(&row, f->field);
    tk_relation_text(&row, f->rule);
    tk_relation_text(&row, tk_verdict_name(f->verdict));
    tk_relation_text(&row, f->value);
    tk_relation_text(&row, f->detail);
    tk_relation_real(&row, f->has_position ? f->x : NAN);
    tk_relation_real(&row, f->has_position ? f->y : NAN);
    tk_relation_real(&row, f->area_m2);
    return tk_relation_insert(&row, err);
}

/* noteringar_alla: noteringar, and the fields that this edition's has no column of as NULL. */
static enum tk_status add_view(struct tk_relations *r, const struct tk_dictionary *dictionary,
                               struct tk_error *err)
{
    struct tk_buffer sql = {0};
    tk_buffer_text(&sql, "CREATE TEMP VIEW noteringar_alla AS SELECT *");
    for (size_t i = 0; i < dictionary->n_fields; i++) {
        const char *name = dictionary->fields[i].name;
        if (sqlite3_table_column_metadata(r->db, "main", "noteringar", name, NULL, NULL, NULL,
                                          NULL, NULL) == SQLITE_OK)
            continue;
        tk_buffer_text(&sql, ", NULL AS ");
        tk_buffer_identifier(&sql, name);
    }
    tk_buffer_text(&sql, " FROM main.noteringar");
    enum tk_status st = tk_buffer_check(&sql, err);
    if (!st)
        st = tk_geopackage_execute(r->gp, sql.data, err);
    tk_buffer_free(&sql);
    return st;
}

/* brister: the SELECT of layers/brister.sql, if there is one. */
static enum tk_status add_faults(struct tk_relations *r, const struct tk_dictionary *dictionary,
                                 struct tk_error *err)
{
    char path[4096];
    struct tk_buffer sql = {0}, select = {0};
    snprintf(path, sizeof path, "%s/brister.sql", dictionary->directory);
    if (access(path, F_OK) != 0 && errno == ENOENT)
        return TK_OK;
    enum tk_status st = tk_file_read(path, 1 << 20, &select, err);
    if (!st && strchr(tk_buffer_string(&select), ';'))
        st = tk_fail(err, TK_USAGE, "%s: holds one SELECT, without a semicolon", path);
    if (!st) {
        struct tk_error why = {TK_OK, ""};
        tk_buffer_format(&sql, "CREATE TEMP VIEW brister AS\n%s", tk_buffer_string(&select));
        st = tk_buffer_check(&sql, &why);
        if (!st)
            st = tk_geopackage_execute(r->gp, sql.data, &why);
        if (st)
            tk_fail(err, st, "%s: %.900s", path, why.message);
    }
    tk_buffer_free(&sql);
    tk_buffer_free(&select);
    return st;
}

enum tk_status tk_relations_new(struct tk_geopackage *gp,
                                const struct tk_dictionary *dictionary,
                                struct tk_ledger *ledger, struct tk_relations **out,
                                struct tk_error *err)
{
    *out = NULL;
    struct tk_relations *r = tk_alloc(1, sizeof *r);
    if (!r)
        return tk_fail_memory(err);
    r->gp = gp;
    r->ledger = ledger;
    r->db = tk_geopackage_db(gp);
    enum tk_status st = tk_geopackage_execute(gp, schema, err);
    if (!st)
        st = add_columns(r, dictionary, err);
    if (!st)
        st = add_view(r, dictionary, err);
    for (size_t i = 0; !st && i < dictionary->n_codes; i++)
        st = add_codes(r, dictionary->codes[i], err);
    if (!st)
        st = add_faults(r, dictionary, err);
    if (!st)
        st = prepare(r, "indata_fynd", 11, &r->finding, err);
    if (st) {
        tk_relations_free(r);
        return st;
    }
    ledger->sink = put_finding;
    ledger->sink_context = r;
    *out = r;
    return TK_OK;
}

void tk_relations_free(struct tk_relations *r)
{
    if (!r)
        return;
    if (r->ledger->sink_context == r) {
        r->ledger->sink = NULL;
        r->ledger->sink_context = NULL;
    }
    sqlite3_finalize(r->finding);
    tk_buffer_free(&r->blob);
    tk_buffer_free(&r->wkb);
    tk_free(r);
}
