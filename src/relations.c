#include "trygghetskarta/relations.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/memory.h"

#include <math.h>
#include <string.h>

/* The relations but for kod_…, whose columns are their files'. */
static const char schema[] =
    "CREATE TEMP TABLE indata_stadsdelar(stadsdel TEXT, stadsdelsomrade TEXT, geom BLOB,"
    " area_m2 REAL, land_m2 REAL, inne_m2 REAL, invanare INTEGER, vandrad_m REAL,"
    " n_vandringar INTEGER, senast_vandrad TEXT, vandrad INTEGER);"
    "CREATE TEMP TABLE indata_stadsdelsomraden(stadsdelsomrade TEXT, geom BLOB, area_m2 REAL,"
    " land_m2 REAL, inne_m2 REAL);"
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
    "CREATE TEMP TABLE indata_fynd(kalla TEXT, rad INTEGER, post_id TEXT, falt TEXT, regel "
    "TEXT,"
    " verdikt TEXT, varde TEXT, beskrivning TEXT, x REAL, y REAL, area_m2 REAL);"
    "CREATE TEMP TABLE indata_konton(kalla TEXT, roll TEXT, last INTEGER, bortfiltrerade "
    "INTEGER,"
    " orord INTEGER, rattade INTEGER, avvisade INTEGER, anmarkningar INTEGER, crs TEXT,"
    " crs_operation TEXT, fil TEXT, sha256 TEXT, lager TEXT, drivrutin TEXT);"
    "CREATE TEMP TABLE korning(as_of TEXT, ar INTEGER, titel TEXT, fokus TEXT,"
    " n_noteringar INTEGER, n_utanfor INTEGER, n_okant INTEGER, kluster_m REAL,"
    " kluster_min INTEGER, stadsdel_ord TEXT, har_vandringar INTEGER, har_rutter INTEGER,"
    " har_land INTEGER, har_invanare INTEGER, har_fokus INTEGER);";

struct tk_relations {
    struct tk_geopackage *gp;
    sqlite3 *db;
    sqlite3_stmt *finding;
    struct tk_buffer blob, wkb;
};

/* One insert at work: values are bound in order. */
struct row {
    struct tk_relations *r;
    sqlite3_stmt *insert;
    int at;
};

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
        st = tk_fail(err, TK_INTERNAL, "%s: %s", table, sqlite3_errmsg(r->db));
    tk_buffer_free(&sql);
    return st;
}

static enum tk_status row_open(struct row *row, struct tk_relations *r, const char *table,
                               int columns, struct tk_error *err)
{
    *row = (struct row){.r = r};
    return prepare(r, table, columns, &row->insert, err);
}

static void put_text(struct row *row, const char *text)
{
    if (text)
        sqlite3_bind_text(row->insert, ++row->at, text, -1, SQLITE_TRANSIENT);
    else
        sqlite3_bind_null(row->insert, ++row->at);
}

static void put_real(struct row *row, double value)
{
    if (isfinite(value))
        sqlite3_bind_double(row->insert, ++row->at, value);
    else
        sqlite3_bind_null(row->insert, ++row->at);
}

static void put_integer(struct row *row, int64_t value)
{
    sqlite3_bind_int64(row->insert, ++row->at, value);
}

/* Negative means unknown. */
static void put_known(struct row *row, int64_t value)
{
    if (value >= 0)
        put_integer(row, value);
    else
        sqlite3_bind_null(row->insert, ++row->at);
}

static void put_day(struct row *row, int32_t day)
{
    char text[16];
    if (day != TK_NO_DAY)
        tk_date_print(day, text);
    put_text(row, day == TK_NO_DAY ? NULL : text);
}

static enum tk_status put_geometry(struct row *row, struct tk_session *s, const GEOSGeometry *g,
                                   struct tk_error *err)
{
    struct tk_relations *r = row->r;
    if (!g) {
        sqlite3_bind_null(row->insert, ++row->at);
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
        sqlite3_bind_blob64(row->insert, ++row->at, r->blob.data, r->blob.length,
                            SQLITE_TRANSIENT);
    return st;
}

static enum tk_status row_insert(struct row *row, struct tk_error *err)
{
    int code = sqlite3_step(row->insert);
    sqlite3_reset(row->insert);
    sqlite3_clear_bindings(row->insert);
    row->at = 0;
    return code == SQLITE_DONE
               ? TK_OK
               : tk_fail(err, TK_IO, "relations: %s", sqlite3_errmsg(row->r->db));
}

static enum tk_status row_close(struct row *row, enum tk_status st)
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
    struct row row = {0};
    enum tk_status st = tk_buffer_check(&sql, err);
    if (!st)
        st = tk_geopackage_execute(r->gp, sql.data, err);
    if (!st)
        st = row_open(&row, r, name.data, (int)t->n_columns + !own, err);
    for (size_t i = 0; !st && i < t->n_rows; i++) {
        for (size_t c = 0; c < t->n_columns; c++) {
            const char *cell = tk_table_cell(t, i, c);
            put_text(&row, *cell ? cell : NULL);
        }
        if (!own)
            put_integer(&row, (int64_t)i + 1);
        st = row_insert(&row, err);
    }
    tk_buffer_free(&name);
    tk_buffer_free(&sql);
    return row_close(&row, st);
}

enum tk_status tk_relations_new(struct tk_geopackage *gp,
                                const struct tk_dictionary *dictionary,
                                struct tk_relations **out, struct tk_error *err)
{
    *out = NULL;
    struct tk_relations *r = tk_alloc(1, sizeof *r);
    if (!r)
        return tk_fail_memory(err);
    r->gp = gp;
    r->db = tk_geopackage_db(gp);
    enum tk_status st = tk_geopackage_execute(gp, schema, err);
    for (size_t i = 0; !st && i < dictionary->n_codes; i++)
        st = add_codes(r, dictionary->codes[i], err);
    if (!st)
        st = prepare(r, "indata_fynd", 11, &r->finding, err);
    if (st)
        tk_relations_free(r);
    else
        *out = r;
    return st;
}

void tk_relations_free(struct tk_relations *r)
{
    if (!r)
        return;
    sqlite3_finalize(r->finding);
    tk_buffer_free(&r->blob);
    tk_buffer_free(&r->wkb);
    tk_free(r);
}

enum tk_status tk_relations_finding(void *relations, const struct tk_finding *f,
                                    struct tk_error *err)
{
    struct tk_relations *r = relations;
    struct row row = {.r = r, .insert = r->finding};
    put_text(&row, f->source);
    put_known(&row, f->number > 0 ? f->number : -1);
    put_text(&row, f->id);
    put_text(&row, f->field);
    put_text(&row, f->rule);
    put_text(&row, tk_verdict_name(f->verdict));
    put_text(&row, f->value);
    put_text(&row, f->detail);
    put_real(&row, f->has_position ? f->x : NAN);
    put_real(&row, f->has_position ? f->y : NAN);
    put_real(&row, f->area_m2);
    return row_insert(&row, err);
}

static enum tk_status fill_districts(struct tk_relations *r, const struct tk_told *t,
                                     struct tk_error *err)
{
    const struct tk_districts *d = t->districts;
    const struct tk_measures *m = t->measures;
    struct row row;
    enum tk_status st = row_open(&row, r, "indata_stadsdelar", 11, err);
    for (size_t i = 0; !st && i < d->n; i++) {
        put_text(&row, d->key[i]);
        put_text(&row, d->parent[i] == TK_NOWHERE ? NULL : d->parent_key[d->parent[i]]);
        st = put_geometry(&row, t->session, d->geometry[i], err);
        put_real(&row, d->area_m2[i]);
        put_real(&row, m->land_m2[i]);
        put_real(&row, m->focus_m2[i]);
        put_known(&row, isnan(m->inhabitants[i]) ? -1 : (int64_t)m->inhabitants[i]);
        put_real(&row, m->walked_m[i]);
        put_known(&row, m->walks[i]);
        put_day(&row, m->last_walk[i]);
        put_known(&row, m->walked[i]);
        if (!st)
            st = row_insert(&row, err);
    }
    return row_close(&row, st);
}

static enum tk_status fill_parents(struct tk_relations *r, const struct tk_told *t,
                                   struct tk_error *err)
{
    const struct tk_districts *d = t->districts;
    struct row row;
    enum tk_status st = row_open(&row, r, "indata_stadsdelsomraden", 5, err);
    for (size_t p = 0; !st && p < d->n_parents; p++) {
        double area = NAN, land = NAN, focus = NAN;
        if (d->parent_geometry[p])
            st = tk_geom_area(t->session, d->parent_geometry[p], &area, err);
        for (size_t i = 0; i < d->n; i++) {
            if (d->parent[i] != p)
                continue;
            land = (isnan(land) ? 0 : land) + t->measures->land_m2[i];
            focus = (isnan(focus) ? 0 : focus) + t->measures->focus_m2[i];
        }
        put_text(&row, d->parent_key[p]);
        if (!st)
            st = put_geometry(&row, t->session, d->parent_geometry[p], err);
        put_real(&row, area);
        put_real(&row, land);
        put_real(&row, focus);
        if (!st)
            st = row_insert(&row, err);
    }
    return row_close(&row, st);
}

static enum tk_status fill_areas(struct tk_relations *r, const struct tk_told *t,
                                 struct tk_error *err)
{
    const struct tk_areas *a = t->around->areas;
    struct row row;
    enum tk_status st = row_open(&row, r, "indata_omraden", 8, err);
    for (size_t i = 0; !st && i < a->n; i++) {
        const char *sample = a->items[i].attribute[TK_ATTR_SAMPLE];
        put_text(&row, a->key[i]);
        put_text(&row, a->items[i].label);
        put_text(&row, a->items[i].kind);
        put_text(&row, a->items[i].source);
        st = put_geometry(&row, t->session, a->geometry[i], err);
        put_real(&row, t->measures->overlay.whole_m2[i]);
        put_real(&row, a->items[i].length_m);
        put_integer(&row, sample && *sample && strcmp(sample, "0") != 0);
        if (!st)
            st = row_insert(&row, err);
    }
    return row_close(&row, st);
}

static enum tk_status fill_overlay(struct tk_relations *r, const struct tk_told *t,
                                   struct tk_error *err)
{
    const struct tk_overlay *o = &t->measures->overlay;
    struct row row;
    enum tk_status st = row_open(&row, r, "indata_overlapp", 4, err);
    for (size_t i = 0; !st && i < o->n_pieces; i++) {
        const struct tk_piece *p = &o->pieces[i];
        put_text(&row, t->around->areas->key[p->area]);
        put_text(&row, p->district == TK_NOWHERE ? "utanför" : t->districts->key[p->district]);
        st = put_geometry(&row, t->session, p->geometry, err);
        put_real(&row, p->area_m2);
        if (!st)
            st = row_insert(&row, err);
    }
    st = row_close(&row, st);
    if (!st)
        st = row_open(&row, r, "indata_sort_yta", 3, err);
    else
        return st;
    for (size_t i = 0; !st && i < t->measures->n_kinds; i++) {
        const struct tk_kind_area *k = &t->measures->kinds[i];
        put_text(&row, k->kind);
        put_text(&row, t->districts->key[k->district]);
        put_real(&row, k->area_m2);
        st = row_insert(&row, err);
    }
    return row_close(&row, st);
}

/* Metres of route of one walk; -1 where it has none. */
static enum tk_status route_length(const struct tk_told *t, const char *walk, double *out,
                                   struct tk_error *err)
{
    const struct tk_features *routes = &t->around->routes;
    enum tk_status st = TK_OK;
    *out = -1;
    for (size_t i = 0; !st && i < routes->n; i++) {
        double length;
        if (strcmp(routes->items[i].key, walk) != 0)
            continue;
        st = tk_geom_length(t->session, routes->items[i].geometry, &length, err);
        *out = (*out < 0 ? 0 : *out) + length;
    }
    return st;
}

static enum tk_status fill_walks(struct tk_relations *r, const struct tk_told *t,
                                 struct tk_error *err)
{
    const struct tk_features *walks = &t->around->walks;
    struct row row;
    enum tk_status st = row_open(&row, r, "indata_vandringar", 8, err);
    for (size_t i = 0; !st && i < walks->n; i++) {
        const struct tk_feature *f = &walks->items[i];
        size_t district = TK_NOWHERE;
        double length;
        if (f->attribute[TK_ATTR_DISTRICT])
            st =
                tk_districts_find(t->districts, f->attribute[TK_ATTR_DISTRICT], &district, err);
        if (!st)
            st = route_length(t, f->key, &length, err);
        if (st)
            break;
        put_text(&row, f->key);
        put_text(&row, f->attribute[TK_ATTR_DATE]);
        put_text(&row, district == TK_NOWHERE ? f->attribute[TK_ATTR_DISTRICT]
                                              : t->districts->key[district]);
        put_text(&row, f->attribute[TK_ATTR_LIGHT]);
        put_text(&row, f->attribute[TK_ATTR_TYPE]);
        put_text(&row, f->attribute[TK_ATTR_PEOPLE]);
        put_integer(&row, length >= 0);
        put_real(&row, length < 0 ? NAN : length);
        st = row_insert(&row, err);
    }
    return row_close(&row, st);
}

static enum tk_status fill_routes(struct tk_relations *r, const struct tk_told *t,
                                  struct tk_error *err)
{
    const struct tk_features *routes = &t->around->routes;
    struct row row;
    enum tk_status st = row_open(&row, r, "indata_rutter", 3, err);
    for (size_t i = 0; !st && i < routes->n; i++) {
        double length;
        st = tk_geom_length(t->session, routes->items[i].geometry, &length, err);
        put_text(&row, routes->items[i].key);
        if (!st)
            st = put_geometry(&row, t->session, routes->items[i].geometry, err);
        put_real(&row, length);
        if (!st)
            st = row_insert(&row, err);
    }
    return row_close(&row, st);
}

static enum tk_status fill_places(struct tk_relations *r, const struct tk_told *t,
                                  struct tk_error *err)
{
    const struct tk_features *places = &t->around->places;
    struct row row;
    enum tk_status st = row_open(&row, r, "indata_platser", 4, err);
    for (size_t i = 0; !st && i < places->n; i++) {
        const GEOSGeometry *g = places->items[i].geometry;
        struct tk_bounds at = tk_geom_bounds(t->session, g);
        struct tk_location where =
            tk_coverage_locate(t->districts->coverage, at.min_x, at.min_y);
        put_text(&row, places->items[i].key);
        put_text(&row, places->items[i].attribute[TK_ATTR_TYPE]);
        st = put_geometry(&row, t->session, g, err);
        put_text(&row,
                 where.polygon == TK_NOWHERE ? "utanför" : t->districts->key[where.polygon]);
        if (!st)
            st = row_insert(&row, err);
    }
    return row_close(&row, st);
}

static enum tk_status fill_accounts(struct tk_relations *r, const struct tk_told *t,
                                    struct tk_error *err)
{
    struct row row;
    enum tk_status st = row_open(&row, r, "indata_konton", 14, err);
    for (size_t i = 0; !st && i < t->inputs->n; i++) {
        const struct tk_opened *input = &t->inputs->items[i];
        const struct tk_account *a = &t->ledger->accounts[input->account];
        const struct tk_input *told = &input->told;
        put_text(&row, a->source);
        put_text(&row, a->role);
        put_integer(&row, a->read);
        put_integer(&row, a->filtered);
        put_integer(&row, a->untouched);
        put_integer(&row, a->amended);
        put_integer(&row, a->refused);
        put_integer(&row, a->remarks);
        put_text(&row, told->crs_name);
        put_text(&row, told->operation);
        put_text(&row, told->n_files ? told->files[0].name : NULL);
        put_text(&row, told->n_files ? told->files[0].sha256 : NULL);
        put_text(&row, told->layer);
        put_text(&row, input->config->driver);
        st = row_insert(&row, err);
    }
    return row_close(&row, st);
}

static enum tk_status fill_run(struct tk_relations *r, const struct tk_told *t,
                               struct tk_error *err)
{
    struct row row;
    int year = 0, month, day;
    struct tk_date as_of;
    const char *fault;
    if (tk_date_parse(t->as_of, NULL, &as_of, &fault))
        tk_date_to_ymd(as_of.day, &year, &month, &day);
    enum tk_status st = row_open(&row, r, "korning", 15, err);
    if (st)
        return st;
    put_text(&row, t->as_of);
    put_integer(&row, year);
    put_text(&row, t->edition->title);
    put_text(&row, t->edition->focus);
    put_integer(&row, t->noted->kept);
    put_integer(&row, t->noted->outside);
    put_integer(&row, t->noted->unknown);
    put_real(&row, t->edition->cluster_m);
    put_integer(&row, t->edition->cluster_min);
    put_text(&row, t->edition->terms.district);
    put_integer(&row, t->around->has_walks);
    put_integer(&row, t->around->has_routes);
    put_integer(&row, t->around->has_land);
    put_integer(&row, t->around->has_table);
    put_integer(&row, t->around->areas->any_focus);
    return row_close(&row, row_insert(&row, err));
}

enum tk_status tk_relations_fill(struct tk_relations *r, const struct tk_told *told,
                                 struct tk_error *err)
{
    enum tk_status st = fill_districts(r, told, err);
    if (!st)
        st = fill_parents(r, told, err);
    if (!st)
        st = fill_areas(r, told, err);
    if (!st)
        st = fill_overlay(r, told, err);
    if (!st)
        st = fill_walks(r, told, err);
    if (!st)
        st = fill_routes(r, told, err);
    if (!st)
        st = fill_places(r, told, err);
    if (!st)
        st = fill_accounts(r, told, err);
    return st ? st : fill_run(r, told, err);
}
