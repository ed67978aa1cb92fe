#include "support/support.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <float.h>
#include <math.h>
#include <string.h>

static void validity(void **state)
{
    (void)state;
    const char *fault;
    assert_true(tk_text_valid("Hässelby\tgård\r\n", 16, &fault));
    assert_null(fault);
    assert_true(tk_text_valid("", 0, &fault));
    assert_false(tk_text_valid("H\xE5ga", 4, &fault)); /* Latin-1 */
    assert_string_equal(fault, "is not UTF-8");
    assert_false(tk_text_valid("\xC0\xAF", 2, &fault));         /* an overlong slash */
    assert_false(tk_text_valid("\xED\xA0\x80", 3, &fault));     /* half a surrogate pair */
    assert_false(tk_text_valid("\xF4\x90\x80\x80", 4, &fault)); /* above U+10FFFF */
    assert_false(tk_text_valid("\xC3", 1, &fault));
    assert_string_equal(fault, "is not UTF-8");
    assert_false(tk_text_valid("a\0b", 3, &fault));
    assert_string_equal(fault, "holds a control character");
    assert_false(tk_text_valid("\x1B[31m", 5, &fault));
    assert_false(tk_text_valid("\x7F", 1, &fault));
    assert_false(tk_text_valid("\xC2\x85", 2, &fault)); /* C1 */
    assert_string_equal(fault, "holds a control character");
    assert_true(tk_text_valid("\xC2\xA0", 2, &fault)); /* no-break space */
    assert_false(tk_text_valid("\xEF\xBF\xBF", 3, &fault));
    assert_string_equal(fault, "holds a code that is no character");
}

static void mojibake(void **state)
{
    (void)state;
    const char *broken[] = {"HÃ¤sselby", "Ã…rsta", "Ã–stermalm", "FarstanÃ¤set",       "gÃ¥rd",
                            "Ã„lvsjÃ¶",  "5Â°",    "â€“",        "H\xC3\x83\xC2\xA5ga"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        assert_true(tk_text_mojibake(broken[i]));
    const char *whole[] = {"Hässelby", "ÅRSTA ÄLVSJÖ", "São João", "Âge", "château – fort", ""};
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        assert_false(tk_text_mojibake(whole[i]));
}

static void folds_to(enum tk_status (*fold)(const char *, char **, struct tk_error *),
                     const char *text, const char *expected)
{
    struct tk_error err = {TK_OK, ""};
    char *folded;
    assert_ok(fold(text, &folded, &err), &err);
    assert_string_equal(folded, expected);
    tk_free(folded);
}

static void names(void **state)
{
    (void)state;
    const char *one = "hässelby-vällingby";
    folds_to(tk_text_fold_name, "Hässelby - Vällingby", one);
    folds_to(tk_text_fold_name, "HÄSSELBY-VÄLLINGBY", one);
    folds_to(tk_text_fold_name, "  Hässelby\t–\u00A0Vällingby\r\n", one);
    folds_to(tk_text_fold_name, "Ha\u0308sselby-Va\u0308llingby", one); /* decomposed */
    folds_to(tk_text_fold_name, "Hässelby-\u00ADVäl\u200Blingby", one);
    folds_to(tk_text_fold_name, "Hässelby   Gård", "hässelby gård");
    folds_to(tk_text_fold_name, "S:t Eriks_plan", "s:t eriks_plan");
    folds_to(tk_text_fold_name, "", "");
    folds_to(tk_text_fold_name, " \t ", "");
    folds_to(tk_text_fold_name, "- a -", "-a-");
}

static void words(void **state)
{
    (void)state;
    folds_to(tk_text_fold_word, "Åtgärds_typ", "atgards typ");
    folds_to(tk_text_fold_word, " ÅTGÄRDS - / typ. ", "atgards typ");
    folds_to(tk_text_fold_word, "A\u030Atga\u0308rds–typ", "atgards typ");
    folds_to(tk_text_fold_word, "crème brûlée", "creme brulee");
    folds_to(tk_text_fold_word, "___", "");
}

/* Numbers of persons are the tax agency's own examples or made up round a valid check digit;
 * telephone numbers are from the series kept free for fiction. */
static void personal(void **state)
{
    (void)state;
    const struct {
        const char *text, *kind;
    } cases[] = {
        {"ring 19121212-1212 nu", "personnummer"},
        {"121212+1212", "personnummer"},
        {"191212121212", "personnummer"},
        {"(640823-3234)", "personnummer"},
        {"6408233234.", "personnummer"},
        {"640823 3234", "personnummer"},
        {"640823–3234", "personnummer"}, /* en dash */
        {"640823 - 3234", "personnummer"},
        {"19640823 \xE2\x80\x93 3234", "personnummer"},
        {"640823-\n3234", "personnummer"}, /* a broken line */
        {"640823 -\r\n 3235", "personnummer"},
        {"samordning 701063-2391", "personnummer"},
        {"000229-0005", "personnummer"}, /* 29 February 2000 */
        {"640823-3235", "personnummer"}, /* from here on the check digit is wrong */
        {"640823+3235", "personnummer"},
        {"640823 3235", "personnummer"},
        {"6408233235", "personnummer"},
        {"196408233235", "personnummer"},
        {"19640823-3235", "personnummer"},
        {"19640823 3235", "personnummer"},
        {"121212-1213", "personnummer"},
        {"20121212-9813", "personnummer"},
        {"701063-2392", "personnummer"},
        {"20251012-1434", NULL}, /* a day and a time, */
        {"202510121434", NULL},
        {"20251012-1015", NULL}, /* a span of days, */
        {"2510120142", NULL},    /* case numbers that begin with their day, */
        {"202510120142", NULL},
        {"7010632392", NULL},  /* what a telephone number without a gap may look like */
        {"640832-3235", NULL}, /* and days that are none */
        {"556036-0794", NULL}, /* an organisation */
        {"641323-3235", NULL},
        {"850230-9803", NULL}, /* 30 February */
        {"900229-0006", NULL}, /* no leap year */
        {"19900229-0006", NULL},
        {"16408233234", NULL},
        {"101212121212", NULL}, /* the year 1012 */
        {"121212-1212-7", NULL},
        {"18.6408233234", NULL}, /* a decimal fraction */
        {"20251012 1433", NULL}, /* a date and a time */
        {"20251012 - 1433", NULL},
        {"251012 - 1630", NULL},
        {"640823 --3234", NULL},
        {"640823\n\n3234", NULL}, /* two lines */
        {"101001241058", NULL},   /* a case number of Boston's */
        {"70-1740605", NULL},
        {"070-1740605", "telefonnummer"},
        {"070-174 06 05", "telefonnummer"},
        {"0701-74 06 05", "telefonnummer"},
        {"070 - 174 06 05", "telefonnummer"},
        {"070\u00A0174\u00A006\u00A005", "telefonnummer"},
        {"070/174 06 05", "telefonnummer"},
        {"tel:0701740605,", "telefonnummer"},
        {"+46701740605", "telefonnummer"},
        {"+46 70 174 06 05", "telefonnummer"},
        {"+46 (0)70-174 06 05", "telefonnummer"},
        {"0046701740605", "telefonnummer"},
        {"+46 8 465 004 00", "telefonnummer"},
        {"+46846500400", "telefonnummer"},
        {"+46 (0)8-465 004 00", "telefonnummer"},
        {"08-465 004 00", "telefonnummer"},
        {"08-46500400", "telefonnummer"},
        {"08 465 004 00", "telefonnummer"},
        {"(08) 465 004 00", "telefonnummer"},
        {"08/465 004 00 efter 17", "telefonnummer"},
        {"070-174060", NULL},
        {"070-17406055", NULL},
        {"dnr 2025-0142", NULL},
        {"dnr KS 2025/070-1740605", NULL},
        {"SBK 2024-08-465004", NULL},
        {"2025-10-12 08:30", NULL},
        {"den 08-12-2025", NULL},
        {"08 12 2025", NULL},
        {"018-2025 12", NULL},
        {"kl 08-16, 0800-1630", NULL},
        {"08.00-16.30", NULL},
        {"59.3293, 18.0686", NULL},
        {"59.0701740605", NULL},
        {"6580822.5 153456.25", NULL},
        {"6580822 153456", NULL},
        {"N 6580822, E 153456", NULL},
        {"Storgatan 12-14, 0180", NULL},
        {"0180-123456", NULL}, /* a municipality's code; the area code would be 018 */
        {"lampa 0701740", NULL},
        {"123 45 Farsta", NULL},
        {"sedan 2019", NULL},
        {"a.b-c@exempel.se", "e-post"},
        {"skriv till åsa@exempel.example.org!", "e-post"},
        {"@exempel.se", NULL},
        {"kl 8 @ torget", NULL},
        {"a@b", NULL},
        {"a@bcd", NULL},
        {"a@.se", NULL},
        {"a@b.5", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *kind = tk_text_personal(cases[i].text);
        if ((kind == NULL) != (cases[i].kind == NULL) ||
            (kind && strcmp(kind, cases[i].kind) != 0))
            fail_msg("'%s': %s", cases[i].text, kind ? kind : "nothing");
    }
}

static void numbers(void **state)
{
    (void)state;
    double value;
    assert_true(tk_text_number(" 12.5\t", '.', &value) && value == 12.5);
    assert_true(tk_text_number("-12,5", ',', &value) && value == -12.5);
    assert_true(tk_text_number("\u2212"
                               "0,5",
                               ',', &value) &&
                value == -0.5);
    assert_true(tk_text_number("+.5", '.', &value) && value == 0.5);
    assert_true(tk_text_number("1e3", '.', &value) && value == 1000);
    assert_true(tk_text_number("1,5E-1", ',', &value) && value == 0.15);
    assert_true(tk_text_number("007", '.', &value) && value == 7);
    assert_true(tk_text_number("3 200", ',', &value) && value == 3200);
    assert_true(tk_text_number("-12 500,50", ',', &value) && value == -12500.5);
    assert_true(tk_text_number("6\u00a0164\u00a0201,5", ',', &value) && value == 6164201.5);
    assert_true(tk_text_number("150\u202f300.25", '.', &value) && value == 150300.25);
    assert_true(tk_text_number(" 1 000 ", '.', &value) && value == 1000);
    assert_true(tk_text_number("1 000e3", '.', &value) && value == 1000000);
    const char *bad[] = {"",
                         " ",
                         "12,5",
                         "1.",
                         ".",
                         "-",
                         "1 2",
                         "1.2.3",
                         "0x10",
                         "inf",
                         "nan",
                         "1e",
                         "1e+",
                         "e5",
                         "12a",
                         "1e999",
                         "--1",
                         "1'000",
                         "\xC2",
                         "1 0000",
                         "1000 000",
                         "1  000",
                         "1 000 00",
                         "0.5 000",
                         "1 00",
                         "1\t000",
                         "1 000\u00a0000",
                         "1 000 000 00",
                         "\u00a0500",
                         "- 500"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (tk_text_number(bad[i], '.', &value))
            fail_msg("'%s' was read as %g", bad[i], value);
    assert_false(tk_text_number("12.5", ',', &value));
    char longest[1024];
    memset(longest, '1', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    assert_false(tk_text_number(longest, '.', &value));
}

static void integers(void **state)
{
    (void)state;
    long long value;
    assert_true(tk_text_integer(" -42 ", &value) && value == -42);
    assert_true(tk_text_integer("9223372036854775807", &value) && value == INT64_MAX);
    assert_true(tk_text_integer("-9223372036854775808", &value) && value == INT64_MIN);
    assert_false(tk_text_integer("9223372036854775808", &value));
    assert_false(tk_text_integer("-9223372036854775809", &value));
    assert_false(tk_text_integer("1.0", &value));
    assert_false(tk_text_integer("1e3", &value));
    assert_false(tk_text_integer("", &value));
    assert_false(tk_text_integer("+", &value));
}

/* A character is copied whole or not at all; what lies beyond is never looked at. */
static void copying(void **state)
{
    (void)state;
    static const struct {
        size_t size;
        const char *from, *to;
    } cases[] = {{1, "a", ""},     {2, "abc", "a"},     {3, "aå", "a"}, {4, "aå", "aå"},
                 {4, "aåb", "aå"}, {3, "€", ""},        {4, "€", "€"},  {4, "😀", ""},
                 {5, "😀x", "😀"},   {8, "kort", "kort"}, {8, NULL, ""},  {1, "å", ""}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[16];
        memset(out, '#', sizeof out);
        tk_text_copy(out, cases[i].size, cases[i].from);
        assert_string_equal(out, cases[i].to);
        assert_int_equal(out[cases[i].size], '#');
    }
}

static void printing(void **state)
{
    (void)state;
    const struct {
        double value;
        const char *text;
    } cases[] = {{0.1, "0.1"},
                 {-0.0, "0"},
                 {1.0 / 3, "0.3333333333333333"},
                 {0.1 + 0.2, "0.30000000000000004"},
                 {6580822.25, "6580822.25"},
                 {1e21, "1e+21"},
                 {-17, "-17"}};
    char out[32];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        tk_text_from_number(cases[i].value, out);
        assert_string_equal(out, cases[i].text);
    }
    const double edges[] = {DBL_MAX, DBL_MIN, DBL_EPSILON, -DBL_MAX, 4.9e-324, 5e15 + 0.5};
    for (size_t i = 0; i < sizeof edges / sizeof *edges; i++) {
        double back;
        tk_text_from_number(edges[i], out);
        assert_true(tk_text_number(out, '.', &back) && back == edges[i]);
    }
}

/* A hundred thousand numbers of all sizes, by a generator written out so that the test is the
 * same everywhere: each is read back as it was. */
static void print_and_read(void **state)
{
    (void)state;
    uint64_t x = 1;
    for (int i = 0; i < 100000; i++) {
        x = x * 6364136223846793005u + 1442695040888963407u;
        double value, back;
        memcpy(&value, &x, sizeof value);
        if (!isfinite(value))
            continue;
        char out[32];
        tk_text_from_number(value, out);
        assert_true(tk_text_number(out, '.', &back) && back == value);
    }
}

static void trimming(void **state)
{
    (void)state;
    static const struct {
        const char *text, *trimmed;
    } cases[] = {{"", ""},
                 {" \t\r\n", ""},
                 {"a", "a"},
                 {" a b\n", "a b"},
                 {"\ta\xC2\xA0 ", "a\xC2\xA0"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n;
        const char *begin = tk_text_trim(cases[i].text, &n);
        assert_int_equal(n, strlen(cases[i].trimmed));
        assert_memory_equal(begin, cases[i].trimmed, n);
    }
}

static void failed_cells(void **state)
{
    (void)state;
    static const char *const failed[] = {"#REF!",      " #N/A ",  "#SAKNAS!",
                                         "#VÄRDEFEL!", "Err:502", "Fel:508\n"};
    static const char *const written[] = {"",         "#REF",     "REF!",    "#REF! här",
                                          "Err:50",   "Err:5021", "Err:5x2", "Fel: 508",
                                          "Felet:50", "err:502"};
    for (size_t i = 0; i < sizeof failed / sizeof *failed; i++)
        if (!tk_text_failed_cell(failed[i]))
            fail_msg("'%s'", failed[i]);
    for (size_t i = 0; i < sizeof written / sizeof *written; i++)
        if (tk_text_failed_cell(written[i]))
            fail_msg("'%s'", written[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(validity), cmocka_unit_test(mojibake),
        cmocka_unit_test(names),    cmocka_unit_test(words),
        cmocka_unit_test(personal), cmocka_unit_test(numbers),
        cmocka_unit_test(integers), cmocka_unit_test(copying),
        cmocka_unit_test(printing), cmocka_unit_test(print_and_read),
        cmocka_unit_test(trimming), cmocka_unit_test(failed_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
