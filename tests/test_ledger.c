#include "support/support.h"

#include "trygghetskarta/ledger.h"
#include "trygghetskarta/table.h"

#include <math.h>
#include <string.h>

struct told {
    int n;
    char rule[64];
    enum tk_status answer;
};

static enum tk_status sink(void *context, const struct tk_finding *finding,
                           struct tk_error *err)
{
    struct told *told = context;
    told->n++;
    snprintf(told->rule, sizeof told->rule, "%s", finding->rule);
    return told->answer ? tk_fail(err, told->answer, "the sink is full") : TK_OK;
}

static size_t opened(struct tk_ledger *ledger, const char *source, double max_refused)
{
    struct tk_error err = {0};
    size_t account;
    assert_ok(tk_ledger_open(ledger, source, "notes", max_refused, &account, &err), &err);
    return account;
}

/* 10 read: 2 filtered, 5 untouched, 2 amended, 1 refused. */
static size_t ten(struct tk_ledger *ledger, double max_refused)
{
    size_t a = opened(ledger, "vandringar", max_refused);
    for (int i = 0; i < 5; i++)
        tk_ledger_count(ledger, a, TK_UNTOUCHED);
    tk_ledger_count(ledger, a, TK_AMENDED);
    tk_ledger_count(ledger, a, TK_AMENDED);
    tk_ledger_count(ledger, a, TK_REFUSED);
    return a;
}

static void the_sums_agree(void **state)
{
    (void)state;
    struct tk_ledger ledger = {0};
    struct tk_error err = {0};
    size_t a = ten(&ledger, 0.125);
    assert_ok(tk_ledger_close(&ledger, a, 10, 2, &err), &err);
    assert_int_equal(ledger.accounts[a].read, 10);
    assert_int_equal(ledger.accounts[a].filtered, 2);
    tk_ledger_free(&ledger);
}

static void a_lost_record_is_our_own_fault(void **state)
{
    (void)state;
    struct tk_ledger ledger = {0};
    for (int64_t read = 9; read <= 11; read += 2) {
        struct tk_error err = {0};
        size_t a = ten(&ledger, 1);
        assert_int_equal(tk_ledger_close(&ledger, a, read, 2, &err), TK_INTERNAL);
        assert_contains(err.message, "vandringar");
        assert_contains(err.message, "law 1");
    }
    tk_ledger_free(&ledger);
}

static void too_many_refused(void **state)
{
    (void)state;
    struct tk_ledger ledger = {0};
    struct tk_error err = {0};
    /* 1 of the 8 that were judged is 0.125, more than 0.12 */
    size_t a = ten(&ledger, 0.12);
    assert_int_equal(tk_ledger_close(&ledger, a, 10, 2, &err), TK_INPUT);
    assert_contains(err.message, "1 of 8");
    assert_contains(err.message, "max_refused (0.12)");
    tk_ledger_free(&ledger);
}

static void refused(struct tk_ledger *ledger, size_t account, int64_t number, const char *rule,
                    const char *field, const char *value, const char *fits)
{
    struct tk_error err = {0};
    struct tk_finding f = {.number = number,
                           .rule = rule,
                           .field = field,
                           .value = value,
                           .fits = fits,
                           .verdict = TK_REFUSED};
    assert_ok(tk_ledger_tell(ledger, account, &f, &err), &err);
    tk_ledger_count(ledger, account, TK_REFUSED);
}

static void a_refusal_says_by_which_rules_and_where(void **state)
{
    (void)state;
    struct tk_ledger ledger = {0};
    struct tk_error err = {0};
    size_t a = opened(&ledger, "noteringar", 0.05);
    refused(&ledger, a, 6, "datum_ogiltigt", "datum", "15/9 2026", NULL);
    refused(&ledger, a, 9, "annat_crs", "geometri", "1 2", "EPSG:3008");
    refused(&ledger, a, 12, "annat_crs", "geometri", "3 4", "EPSG:3008");
    refused(&ledger, a, 13, "sekretess", NULL, NULL, "");
    assert_int_equal(tk_ledger_close(&ledger, a, 4, 0, &err), TK_INPUT);
    assert_contains(err.message,
                    "noteringar: 4 of 4 records were refused, more than max_refused (0.05) "
                    "allows: 2 annat_crs, 1 datum_ogiltigt, 1 sekretess; the first is row 6: "
                    "datum '15/9 2026' (datum_ogiltigt).");
    assert_null(strstr(err.message, "EPSG"));
    assert_int_equal(ledger.accounts[a].n_first, 3);

    err = (struct tk_error){0};
    refused(&ledger, a, 14, "annat_crs", "geometri", "5 6", "EPSG:3008");
    assert_int_equal(tk_ledger_close(&ledger, a, 5, 0, &err), TK_INPUT);
    assert_contains(err.message, "; 3 would fit EPSG:3008, so look at `crs`");

    err = (struct tk_error){0};
    a = opened(&ledger, "omkastade", 0.05);
    refused(&ledger, a, 2, "axlar_omkastade", "geometri", "1 2", "EPSG:3011" TK_SWAPPED);
    assert_int_equal(tk_ledger_close(&ledger, a, 1, 0, &err), TK_INPUT);
    assert_contains(err.message, "EPSG:3011 with x and y swapped, so look at `x` and `y`");
    tk_ledger_free(&ledger);
}

/* 46 letters and å: the second byte of å would be the 48th. */
static void a_long_value_is_cut_between_characters(void **state)
{
    (void)state;
    struct tk_ledger ledger = {0};
    struct tk_buffer text = {0};
    size_t a = opened(&ledger, "noteringar", 1);
    refused(&ledger, a, 6, "okand_kod", NULL,
            "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrst\xC3\xA5x", NULL);
    tk_ledger_example(&ledger.accounts[a].first[0], &text);
    assert_string_equal(text.data, "row 6: 'abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrst' "
                                   "(okand_kod)");
    tk_buffer_free(&text);
    tk_ledger_free(&ledger);
}

static void a_later_duplicate_moves_the_first(void **state)
{
    (void)state;
    struct tk_ledger ledger = {0};
    struct tk_error err = {0};
    size_t a = ten(&ledger, 1);
    tk_ledger_recount(&ledger, a, TK_UNTOUCHED);
    tk_ledger_recount(&ledger, a, TK_AMENDED);
    assert_int_equal(ledger.accounts[a].untouched, 4);
    assert_int_equal(ledger.accounts[a].amended, 1);
    assert_int_equal(ledger.accounts[a].refused, 3);
    assert_ok(tk_ledger_close(&ledger, a, 10, 2, &err), &err);
    tk_ledger_free(&ledger);
}

static void accounts_are_kept_apart(void **state)
{
    (void)state;
    struct tk_ledger ledger = {0};
    struct tk_error err = {0};
    for (int i = 0; i < 20; i++)
        assert_int_equal(opened(&ledger, i == 19 ? "last" : "other", 0), i);
    tk_ledger_count(&ledger, 19, TK_UNTOUCHED);
    for (size_t i = 0; i < 20; i++)
        assert_ok(tk_ledger_close(&ledger, i, i == 19, 0, &err), &err);
    assert_string_equal(ledger.accounts[19].source, "last");
    assert_string_equal(ledger.accounts[19].role, "notes");
    tk_ledger_free(&ledger);
}

static void findings_go_to_the_sink_at_once(void **state)
{
    (void)state;
    struct told told = {0};
    struct tk_ledger ledger = {.sink = sink, .sink_context = &told};
    struct tk_error err = {0};
    size_t a = opened(&ledger, "vandringar", 0);
    struct tk_finding f = {
        .source = "vandringar", .rule = "datum_ogiltigt", .verdict = TK_REFUSED};
    f.area_m2 = NAN;
    assert_ok(tk_ledger_tell(&ledger, a, &f, &err), &err);
    assert_int_equal(ledger.accounts[a].remarks, 0);
    f.verdict = TK_REMARK;
    assert_ok(tk_ledger_tell(&ledger, a, &f, &err), &err);
    assert_int_equal(ledger.accounts[a].remarks, 1);
    assert_int_equal(told.n, 2);
    assert_string_equal(told.rule, "datum_ogiltigt");
    /* telling counts no record's fate */
    assert_ok(tk_ledger_close(&ledger, a, 0, 0, &err), &err);

    told.answer = TK_IO;
    assert_int_equal(tk_ledger_tell(&ledger, a, &f, &err), TK_IO);
    assert_contains(err.message, "the sink is full");
    tk_ledger_free(&ledger);
}

struct shown {
    char id[40], value[80], detail[80];
};

static enum tk_status show(void *context, const struct tk_finding *f, struct tk_error *err)
{
    (void)err;
    struct shown *s = context;
    snprintf(s->id, sizeof s->id, "%s", f->id ? f->id : "-");
    snprintf(s->value, sizeof s->value, "%s", f->value ? f->value : "-");
    snprintf(s->detail, sizeof s->detail, "%s", f->detail ? f->detail : "-");
    return TK_OK;
}

static void a_free_text_is_quoted_nowhere(void **state)
{
    (void)state;
    static const struct {
        const char *id, *rule, *value, *shown_id, *shown;
    } cases[] = {
        {"V12-7", "koordinat_ej_tal", "15O100 m", "V12-7", "15O100 m"},
        {"a", "koordinat_ej_tal", "Ring Anna 070-123 45 67", "a", "-"},
        {"a", "koordinat_ej_tal", "Annas port", "a", "-"},
        {"a", "koordinat_ej_tal", "070-123 45 67", "a", "-"},
        {"a", "wkt_ogiltig", "POINT (1 2", "a", "POINT (1 2"},
        {"a", "wkt_ogiltig", "hos Anna (1 tr)", "a", "-"},
        {"a", "datum_ogiltigt", "den 30 februari 2026", "a", "den 30 februari 2026"},
        {"a", "datum_ogiltigt", "Anna såg det", "a", "-"},
        {"a", "okand_kod", "trasig belysning", "a", "trasig belysning"},
        {"a", "okand_kod", "Anna som bor på bottenvåningen ser det", "a", "-"},
        {"Anna Andersson", "id_dubblett", "Anna Andersson", "-", "-"},
        {"anna@exempel.se", "id_dubblett", "anna@exempel.se", "-", "-"},
        {"Farsta 12", "id_dubblett", "Farsta 12", "Farsta 12", "Farsta 12"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct shown s;
        struct tk_ledger ledger = {.sink = show, .sink_context = &s};
        struct tk_error err = {0};
        struct tk_buffer told = {0};
        size_t a = 0;
        assert_ok(tk_ledger_open(&ledger, "v", "notes", 1, &a, &err), &err);
        struct tk_finding f = {.number = 6,
                               .field = "x",
                               .id = cases[i].id,
                               .rule = cases[i].rule,
                               .value = cases[i].value,
                               .verdict = TK_REFUSED};
        assert_ok(tk_ledger_tell(&ledger, a, &f, &err), &err);
        assert_string_equal(s.id, cases[i].shown_id);
        assert_string_equal(s.value, cases[i].shown);
        tk_ledger_example(&ledger.accounts[a].first[0], &told);
        bool withheld = strcmp(cases[i].shown, "-") == 0;
        assert_int_equal(strstr(tk_buffer_string(&told), cases[i].value) == NULL, withheld);
        if (i == 1) {
            assert_string_equal(s.detail, "En text på 23 tecken, som inte visas.");
            assert_string_equal(tk_buffer_string(&told),
                                "row 6: x holds a text of 23 characters (koordinat_ej_tal)");
        }
        tk_buffer_free(&told);
        tk_ledger_free(&ledger);
    }
}

/* Those whose value the program words itself, whatever stands in the input. */
static bool is_ours(const char *rule)
{
    static const char *const ours[] = {"obligatoriskt_saknas",
                                       "kolumn_saknas",
                                       "kolumn_oanvand",
                                       "id_saknas",
                                       "nyckel_saknas",
                                       "datum_framtid",
                                       "datum_for_gammalt",
                                       "datum_fran_vandring",
                                       "dagnummer",
                                       "datumfoljd",
                                       "status_datum",
                                       "status_kvarstar",
                                       "avslag_utan_skal",
                                       "antal_celler",
                                       "cellfel",
                                       "text_ogiltig",
                                       "styrtecken",
                                       "text_for_lang",
                                       "personuppgift",
                                       "geometri_saknas",
                                       "geometri_olaslig",
                                       "geometri_typ",
                                       "geometri_tom",
                                       "geometri_reparerad",
                                       "geometri_forandras_for_mycket",
                                       "geometri_flisa",
                                       "geometri_trasslig",
                                       "geometri_for_stor",
                                       "hojd_utelamnad",
                                       "axlar_omkastade",
                                       "annat_crs",
                                       "grader_i_meterlager",
                                       "utanfor_fonstret",
                                       "lage_okant",
                                       "plats_okand",
                                       "lage_fran_platsregister",
                                       "samma_lage",
                                       "standardlage",
                                       "vandring_utan_stadsdel",
                                       "foralder_oense",
                                       "overlapp",
                                       "glapp",
                                       "i_glapp",
                                       "flera_stadsdelar",
                                       "rutt_utan_vandring",
                                       "vandring_planerad",
                                       "sekretess"};
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        if (strcmp(ours[i], rule) == 0)
            return true;
    return false;
}

/* A new rule that quotes an input would quote a free text, too: it stands above, or ledger.c
 * knows what should have stood there. */
static void each_rule_is_known_to_quote_or_not(void **state)
{
    (void)state;
    struct tk_table rules;
    struct tk_error err = {0};
    assert_ok(tk_table_read("layers/codes/regel.csv", &rules, &err), &err);
    size_t code = tk_table_column(&rules, "kod"), a = 0;
    assert_true(rules.n_rows > 50);
    for (size_t row = 0; row < rules.n_rows; row++) {
        struct shown s;
        struct tk_ledger ledger = {.sink = show, .sink_context = &s};
        const char *rule = tk_table_cell(&rules, row, code);
        struct tk_finding f = {.rule = rule,
                               .value = "Anna som bor här på bottenvåningen ser det",
                               .verdict = TK_REMARK};
        assert_ok(tk_ledger_open(&ledger, "v", "notes", 1, &a, &err), &err);
        assert_ok(tk_ledger_tell(&ledger, a, &f, &err), &err);
        if (is_ours(rule) == (strcmp(s.value, "-") == 0))
            fail_msg("%s: does its value quote the input?", rule);
        tk_ledger_free(&ledger);
    }
    tk_table_free(&rules);
}

static void verdicts_have_swedish_names(void **state)
{
    (void)state;
    assert_string_equal(tk_verdict_name(TK_UNTOUCHED), "orord");
    assert_string_equal(tk_verdict_name(TK_AMENDED), "rattad");
    assert_string_equal(tk_verdict_name(TK_REFUSED), "avvisad");
    assert_string_equal(tk_verdict_name(TK_REMARK), "anmarkning");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sums_agree),
        cmocka_unit_test(a_lost_record_is_our_own_fault),
        cmocka_unit_test(too_many_refused),
        cmocka_unit_test(a_refusal_says_by_which_rules_and_where),
        cmocka_unit_test(a_long_value_is_cut_between_characters),
        cmocka_unit_test(a_later_duplicate_moves_the_first),
        cmocka_unit_test(accounts_are_kept_apart),
        cmocka_unit_test(findings_go_to_the_sink_at_once),
        cmocka_unit_test(each_rule_is_known_to_quote_or_not),
        cmocka_unit_test(a_free_text_is_quoted_nowhere),
        cmocka_unit_test(verdicts_have_swedish_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
