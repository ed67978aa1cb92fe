#include "support/support.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/date.h"
#include "trygghetskarta/facts.h"

#include <string.h>

/* Three stadsdelar in two stadsdelsområden, and three areas of which the second is a focus
 * area. Bergby belongs to no stadsdelsområde. */
static const char *const districts[] = {"Aspudden", "Bergby", "Dalen"};
static const char *const parents[] = {"Norr", "Söder"};
static const char *const areas[] = {"plan-1", "fokus-1", "plan-2"};
static const unsigned char in_focus[] = {0, 1, 0};

static int32_t day(int year, int month, int day_of_month)
{
    int32_t out = TK_NO_DAY;
    assert_true(tk_date_from_ymd(year, month, day_of_month, &out));
    return out;
}

static struct tk_dictionary *dictionary(void)
{
    struct tk_error err = {0};
    struct tk_dictionary *d;
    assert_ok(tk_dictionary_read("layers", NULL, 0, &d, &err), &err);
    return d;
}

static struct tk_facts *no_facts(const struct tk_dictionary *d)
{
    struct tk_error err = {0};
    struct tk_facts *f;
    assert_ok(tk_facts_new(d, districts, 3, parents, 2, areas, in_focus, 3, day(2026, 11, 22),
                           &f, &err),
              &err);
    return f;
}

static void set_code(const struct tk_facts *f, struct tk_fact *fact, const char *field,
                     const char *code)
{
    for (size_t i = 0; i < f->n_code_fields; i++) {
        const struct tk_field *which = &f->dictionary->fields[f->code_field[i]];
        if (strcmp(which->name, field) != 0)
            continue;
        size_t at = tk_codes_find(which->codes, code);
        assert_true(at != TK_NO_CODE);
        fact->code[i] = (uint8_t)at;
        return;
    }
    fail_msg("no code field %s", field);
}

static struct tk_fact a_fact(const struct tk_facts *f, uint16_t district, uint16_t parent,
                             int32_t when, const char *typ, const char *status,
                             const char *kategori)
{
    struct tk_fact fact = {.district = district,
                           .parent = parent,
                           .day = when,
                           .due = TK_NO_DAY,
                           .done = TK_NO_DAY};
    memset(fact.code, TK_FACT_NO_CODE, sizeof fact.code);
    set_code(f, &fact, "typ", typ);
    set_code(f, &fact, "status", status);
    set_code(f, &fact, "kategori", kategori);
    return fact;
}

static void put(struct tk_facts *f, struct tk_fact fact, const size_t *in, size_t n_in)
{
    struct tk_error err = {0};
    assert_ok(tk_facts_areas(f, in, n_in, &fact.areas, &err), &err);
    assert_ok(tk_facts_put(f, f->n, &fact, &err), &err);
}

/* Seven notes, one of each kind that counting tells apart. */
static struct tk_facts *seven(const struct tk_dictionary *d)
{
    struct tk_facts *f = no_facts(d);
    const size_t focus_and_plan[] = {1, 2}, plan[] = {0};
    struct tk_fact overdue = a_fact(f, 0, 0, day(2026, 3, 1), "brist", "skickad", "belysning");
    overdue.due = day(2026, 11, 21);
    struct tk_fact today = a_fact(f, 0, 0, day(2026, 5, 1), "brist", "ny", "tillhall");
    today.due = day(2026, 11, 22);
    put(f, overdue, focus_and_plan, 2);
    put(f, today, plan, 1);
    put(f, a_fact(f, 1, TK_FACT_NONE, day(2025, 12, 31), "brist", "atgardad", "annat"), NULL,
        0);
    put(f, a_fact(f, 2, 1, day(2026, 1, 1), "brist", "ej_atgard", "sikt"), NULL, 0);
    put(f, a_fact(f, 2, 1, day(2026, 9, 30), "styrka", "ny", "belysning"), plan, 1);
    put(f,
        a_fact(f, TK_FACT_OUTSIDE, TK_FACT_OUTSIDE, day(2026, 6, 6), "forslag", "ny",
               "belysning"),
        NULL, 0);
    put(f,
        a_fact(f, TK_FACT_UNKNOWN, TK_FACT_UNKNOWN, day(2026, 6, 7), "brist", "dubblett",
               "klotter"),
        NULL, 0);
    return f;
}

static void all_in_one_group(void **state)
{
    (void)state;
    struct tk_error err = {0};
    struct tk_dictionary *d = dictionary();
    struct tk_facts *f = seven(d);
    struct tk_groups g;
    assert_ok(tk_facts_count(f, "", &g, &err), &err);
    assert_int_equal(g.n, 1);
    const struct tk_count *c = g.count;
    assert_int_equal(c->n, 7);
    assert_int_equal(c->n_brist, 4);
    assert_int_equal(c->n_styrka, 1);
    assert_int_equal(c->n_forslag, 1);
    assert_int_equal(c->n_dubblett, 1);
    assert_int_equal(c->n_oppna, 2);
    assert_int_equal(c->n_stangda, 2);
    assert_int_equal(c->n_atgardade, 1);
    assert_int_equal(c->n_forsenade, 1); /* due on the day itself is not late */
    assert_int_equal(c->n_i_tid, 0);     /* the mended one had no day to be mended by */
    assert_int_equal(c->n_for_sena, 0);
    assert_int_equal(c->n_skotsel, 1);
    assert_int_equal(c->n_utformning, 1);
    assert_int_equal(c->n_socialt, 1);
    assert_int_equal(c->n_ovrigt, 1);
    assert_int_equal(c->first, day(2025, 12, 31));
    assert_int_equal(c->last, day(2026, 9, 30));
    assert_int_equal(c->first_open, day(2026, 3, 1));
    tk_groups_free(&g);
    tk_facts_free(f);
    tk_dictionary_free(d);
}

/* The groups as "key key: n; …". */
static void expect_groups(const struct tk_facts *f, const char *keys, const char *expected)
{
    struct tk_error err = {0};
    struct tk_buffer b = {0};
    struct tk_groups g;
    assert_ok(tk_facts_count(f, keys, &g, &err), &err);
    for (size_t i = 0; i < g.n; i++) {
        for (size_t k = 0; k < g.n_keys; k++) {
            char room[32];
            const char *text = tk_facts_key_text(f, g.dimension[k], g.key[i * g.n_keys + k],
                                                 room, sizeof room);
            tk_buffer_format(&b, "%s%s", k ? " " : "", text ? text : "-");
        }
        tk_buffer_format(&b, ": %d; ", (int)g.count[i].n);
    }
    assert_string_equal(tk_buffer_string(&b), expected);
    tk_buffer_free(&b);
    tk_groups_free(&g);
}

static void by_every_key(void **state)
{
    (void)state;
    struct tk_dictionary *d = dictionary();
    struct tk_facts *f = seven(d);
    expect_groups(f, "stadsdel",
                  "Aspudden: 2; Bergby: 1; Dalen: 2; utanför: 1; okänt läge: 1; ");
    expect_groups(f, "stadsdelsomrade", "-: 3; Norr: 2; Söder: 2; ");
    expect_groups(f, "omrade", "plan-1: 2; fokus-1: 1; plan-2: 1; ");
    expect_groups(f, "inne", "-: 1; 0: 5; 1: 1; ");
    expect_groups(f, "ar", "2025: 1; 2026: 6; ");
    expect_groups(f, "tertial", "2025-T3: 1; 2026-T1: 2; 2026-T2: 3; 2026-T3: 1; ");
    expect_groups(f, "manad",
                  "2025-12: 1; 2026-01: 1; 2026-03: 1; 2026-05: 1; 2026-06: 2; "
                  "2026-09: 1; ");
    expect_groups(f, "kategorigrupp", "-: 1; skotsel: 4; utformning: 1; socialt: 1; ");
    expect_groups(f, "statusgrupp, typ",
                  "oppen brist: 2; oppen styrka: 1; oppen forslag: 1; stangd brist: 2; "
                  "dubblett brist: 1; ");
    expect_groups(f, "ansvariggrupp", "-: 7; ");
    expect_groups(f, "alder_dagar", "-: 3; 53: 1; 169: 1; 205: 1; 266: 1; ");
    expect_groups(f, "dag,inne",
                  "2025-12-31 0: 1; 2026-01-01 0: 1; 2026-03-01 1: 1; "
                  "2026-05-01 0: 1; 2026-06-06 0: 1; 2026-06-07 -: 1; "
                  "2026-09-30 0: 1; ");
    tk_facts_free(f);
    tk_dictionary_free(d);
}

/* An own list's group that is neither closed nor a duplicate is open: for the counts, and so
 * for a note's own row. */
static void what_is_open_and_what_is_a_fault(void **state)
{
    (void)state;
    const char *code[] = {"ny", "klar", "dubblett", "vilande"};
    const char *group[] = {"oppen", "stangd", "dubblett", "vilar"};
    const struct tk_codes own = {.n = 4, .code = code, .group = group};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(tk_facts_is_open(&own, i), i == 0 || i == 3);
    struct tk_dictionary *d = dictionary();
    const struct tk_codes *types = tk_dictionary_codes(d, "typ");
    for (size_t i = 0; i < types->n; i++)
        assert_int_equal(tk_facts_is_fault(types, i), strcmp(types->code[i], "brist") == 0);
    tk_dictionary_free(d);
}

static void nothing_at_all(void **state)
{
    (void)state;
    struct tk_dictionary *d = dictionary();
    struct tk_facts *f = no_facts(d);
    expect_groups(f, "", ": 0; ");
    expect_groups(f, "stadsdel", "");
    tk_facts_free(f);
    tk_dictionary_free(d);
}

static void wrong_keys(void **state)
{
    (void)state;
    struct tk_error err = {0};
    struct tk_dictionary *d = dictionary();
    struct tk_facts *f = no_facts(d);
    struct tk_groups g;
    assert_int_equal(tk_facts_count(f, "stadsdel,stad", &g, &err), TK_USAGE);
    assert_contains(err.message, "'stad' is no key; there are stadsdel,");
    assert_contains(err.message, "statusgrupp, ansvariggrupp and each field with a code list");
    err = (struct tk_error){0};
    assert_int_equal(tk_facts_count(f, "ar,ar", &g, &err), TK_USAGE);
    assert_contains(err.message, "'ar' is there twice");
    err = (struct tk_error){0};
    struct tk_fact late = {0};
    assert_int_equal(tk_facts_put(f, 1, &late, &err), TK_INTERNAL);
    tk_facts_free(f);
    tk_dictionary_free(d);
}

/* Sets of areas keep their numbers while the table of them grows, and a note can be replaced.
 */
static void many_sets(void **state)
{
    (void)state;
    struct tk_error err = {0};
    struct tk_dictionary *d = dictionary();
    struct tk_facts *f = no_facts(d);
    uint32_t set, again;
    for (size_t i = 0; i < 500; i++) {
        const size_t in[] = {i, i + 7};
        assert_ok(tk_facts_areas(f, in, i % 2 + 1, &set, &err), &err);
        assert_int_equal(set, i + 1);
    }
    for (size_t i = 0; i < 500; i++) {
        const size_t in[] = {i, i + 7};
        size_t n;
        assert_ok(tk_facts_areas(f, in, i % 2 + 1, &again, &err), &err);
        assert_int_equal(again, i + 1);
        const size_t *held = tk_facts_areas_of(f, again, &n);
        assert_int_equal(n, i % 2 + 1);
        assert_int_equal(held[n - 1], in[n - 1]);
    }
    tk_facts_free(f);
    f = no_facts(d);
    struct tk_fact first = a_fact(f, 0, 0, day(2026, 1, 1), "brist", "ny", "klotter");
    struct tk_fact other = a_fact(f, 2, 1, day(2026, 1, 1), "brist", "ny", "klotter");
    put(f, first, NULL, 0);
    assert_ok(tk_facts_put(f, 0, &other, &err), &err);
    expect_groups(f, "stadsdel", "Dalen: 1; ");
    tk_facts_free(f);
    tk_dictionary_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_in_one_group), cmocka_unit_test(by_every_key),
        cmocka_unit_test(nothing_at_all),   cmocka_unit_test(wrong_keys),
        cmocka_unit_test(many_sets),        cmocka_unit_test(what_is_open_and_what_is_a_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
