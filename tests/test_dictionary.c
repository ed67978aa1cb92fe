/* dictionary: the real layers/ say what the note's model promises; a small one, broken in every
 * way it can be, is refused with file and line. */
#include "support/support.h"

#include "trygghetskarta/dictionary.h"
#include "trygghetskarta/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static struct tk_dictionary *ours;
static char directory[256];

static int set_up(void **state)
{
    (void)state;
    struct tk_error err = {0};
    assert_ok(tk_dictionary_read("layers", NULL, 0, &ours, &err), &err);
    support_directory(directory, sizeof directory);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    tk_dictionary_free(ours);
    support_remove(directory);
    return 0;
}

static const char *field_of(const char *column)
{
    struct tk_error err = {0};
    size_t field = 0;
    assert_ok(tk_dictionary_match(ours, column, &field, &err), &err);
    return field == TK_NO_FIELD ? "" : ours->fields[field].name;
}

static const char *code_of(const char *list, const char *word)
{
    struct tk_error err = {0};
    const struct tk_codes *const codes = tk_dictionary_codes(ours, list);
    size_t code = 0;
    assert_non_null(codes);
    assert_ok(tk_codes_match(codes, word, &code, &err), &err);
    return code == TK_NO_CODE ? "" : codes->code[code];
}

static void columns_of_real_protocols_find_their_field(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"punkt_id", "punkt_id"},
        {"OBJEKTID", "punkt_id"},
        {"Löpnummer", "lopnr"},
        {"Nr", "lopnr"},
        {"Datum", "datum"},
        {"Upprättat", "datum"},
        {"Tid", "klockslag"},
        {"typ", "typ"},
        {"Problemtyp", "kategori"},
        {"Kommentar", "beskrivning"},
        {"Ansvar", "ansvarig"},
        {"Vem", "ansvarig"},
        {"Läge", "plats"},
        {"Adress", "plats"},
        {"neighborhood", "angiven_stadsdel"},
        {"Åtgärd", "atgard"},
        {"Åtgärds-typ", "atgard_typ"},
        {"Åtgärdad", "status"},
        {"Klar", "status"},
        {"klart", "planerad_datum"},
        {"Tidplan", "planerad_datum"},
        {"Klar datum", "atgardad_datum"},
        {"TYCK_TILL", "tycktill_id"},
        {"Diarienr", "dnr"},
        {"trygghet", ""},
        {"fokusområde", ""},
        {"Väder", ""},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        assert_string_equal(field_of(pairs[i][0]), pairs[i][1]);
}

static void words_of_real_protocols_find_their_code(void **state)
{
    (void)state;
    assert_string_equal(code_of("kategori", "Trasig belysningsarmatur"), "belysning");
    assert_string_equal(code_of("kategori", "BUSKAGE"), "vaxtlighet");
    assert_string_equal(code_of("kategori", "Nedskräpning"), "nedskrapning");
    assert_string_equal(code_of("kategori", "gångtunnel"), "passage");
    assert_string_equal(code_of("kategori", "port"), "skalskydd");
    assert_string_equal(code_of("kategori", "Gång- och cykelväg, snö, tillgänglighet"),
                        "framkomlighet");
    assert_string_equal(code_of("kategori", "varg"), "");
    assert_string_equal(code_of("status", "JA"), "atgardad");
    assert_string_equal(code_of("status", "nej"), "ny");
    assert_string_equal(code_of("status", "Pågår"), "pagaende");
    assert_string_equal(code_of("status", "ej aktuellt"), "ej_atgard");
    assert_string_equal(code_of("ansvarig", "Stadsdelsförvaltning"), "stadsdelsforvaltning");
    assert_string_equal(code_of("ansvarig", "SL"), "trafikforvaltningen_sl");
    assert_string_equal(code_of("ansvarig", "Bostadsrättsförening"), "brf");
}

static void the_lists_carry_what_is_counted_by(void **state)
{
    (void)state;
    const struct tk_codes *const kategori = tk_dictionary_codes(ours, "kategori");
    const struct tk_codes *const ansvarig = tk_dictionary_codes(ours, "ansvarig");
    const struct tk_codes *const status = tk_dictionary_codes(ours, "status");
    assert_int_equal(kategori->n, 16);
    assert_string_equal(kategori->code[kategori->other], "annat");
    assert_string_equal(kategori->group[tk_codes_find(kategori, "klotter")], "skotsel");
    assert_string_equal(
        tk_codes_extra(kategori, tk_codes_find(kategori, "klotter"), "sla_dagar"), "1");
    assert_string_equal(
        tk_codes_extra(kategori, tk_codes_find(kategori, "belysning"), "sla_dagar"), "");
    assert_string_equal(ansvarig->code[ansvarig->other], "okand");
    assert_string_equal(
        tk_codes_extra(ansvarig, tk_codes_find(ansvarig, "trafikkontoret"), "sla_dagar"),
        "183");
    assert_string_equal(tk_codes_extra(ansvarig, tk_codes_find(ansvarig, "brf"), "sla_dagar"),
                        "");
    assert_string_equal(tk_codes_extra(ansvarig, 0, "no such column"), "");
    assert_int_equal(status->other, TK_NO_CODE);
    assert_string_equal(status->group[tk_codes_find(status, "fel_mottagare")], "oppen");
    assert_string_equal(status->group[tk_codes_find(status, "kvarstar")], "oppen");
    assert_string_equal(status->group[tk_codes_find(status, "ej_atgard")], "stangd");
    assert_null(tk_dictionary_codes(ours, "none"));
}

static void fields_are_as_they_are_declared(void **state)
{
    (void)state;
    const struct tk_field *const id = &ours->fields[tk_dictionary_field(ours, "punkt_id")];
    const struct tk_field *const unsafe = &ours->fields[tk_dictionary_field(ours, "otrygghet")];
    const struct tk_field *const status = &ours->fields[tk_dictionary_field(ours, "status")];
    const struct tk_field *const text = &ours->fields[tk_dictionary_field(ours, "beskrivning")];
    const struct tk_column *const km2 = tk_dictionary_column(ours, "per_km2_land");
    assert_true(id->required && id->published && !id->preset);
    assert_int_equal(id->max_length, 100);
    assert_true(isinf(id->highest) && isinf(id->lowest));
    assert_near(unsafe->lowest, 0, 0);
    assert_near(unsafe->highest, 3, 0);
    assert_true(unsafe->max_length == SIZE_MAX);
    assert_string_equal(status->preset, "ny");
    assert_ptr_equal(status->codes, tk_dictionary_codes(ours, "status"));
    assert_true(text->free_text);
    assert_int_equal(tk_dictionary_field(ours, "none"), TK_NO_FIELD);
    assert_string_equal(km2->unit, "per km2");
    assert_true(km2->is_public);
    assert_null(tk_dictionary_column(ours, "none"));
}

/* A rule says what it leads to, by the codes of verdikt. */
static void every_rule_leads_to_something(void **state)
{
    (void)state;
    const struct tk_codes *const rules = tk_dictionary_codes(ours, "regel");
    const struct tk_codes *const verdicts = tk_dictionary_codes(ours, "verdikt");
    for (size_t i = 0; i < rules->n; i++) {
        const char *rest = tk_codes_extra(rules, i, "foljd");
        assert_true(*rest);
        assert_true(strlen(tk_codes_extra(rules, i, "beskrivning")) > 40);
        while (*rest) {
            char word[32];
            const size_t length = strcspn(rest, "|");
            (void)snprintf(word, sizeof word, "%.*s", (int)length, rest);
            assert_true(tk_codes_find(verdicts, word) != TK_NO_CODE);
            rest += length + (rest[length] == '|');
        }
    }
}

/* What planners read is one sentence, with its full stop. */
/* {{district}} and {{parent}} stand for words in the indefinite form, en or ett: a sentence
 * holds for them only after a word that asks for that form, or at its beginning, as a heading.
 */
static void terms_stand_where_their_form_holds(void **state)
{
    (void)state;
    static const char *const before[] = {"varje ",   "samma ",   "närmaste ",   "utan ",
                                         "källans ", "Källans ", "per ",        "eller ",
                                         "namn på ", "Fyll i ",  "Uppgift om ", "uppgift om "};
    static const char *const terms[] = {"{{district}}", "{{parent}}"};
    struct tk_table rules = {0};
    struct tk_error err = {0};
    assert_ok(tk_table_read("layers/codes/regel.csv", &rules, &err), &err);
    for (size_t i = 0; i < rules.n_rows * 2; i++) {
        const char *cell = tk_table_cell(
            &rules, i / 2, tk_table_column(&rules, i % 2 ? "namn" : "beskrivning"));
        for (size_t k = 0; k < 2; k++)
            for (const char *at = cell; (at = strstr(at, terms[k])); at++) {
                bool fits = at == cell;
                for (size_t b = 0; b < sizeof before / sizeof *before; b++) {
                    size_t n = strlen(before[b]);
                    fits |= (size_t)(at - cell) >= n && memcmp(at - n, before[b], n) == 0;
                }
                if (!fits)
                    fail_msg("%s, line %d: ...%s", rules.path, rules.lines[i / 2],
                             at > cell + 20 ? at - 20 : cell);
            }
    }
    tk_table_free(&rules);
}

static void every_column_is_described(void **state)
{
    (void)state;
    for (size_t i = 0; i < ours->n_columns; i++) {
        const struct tk_column *const c = &ours->columns[i];
        assert_true(c->description[strlen(c->description) - 1] == '.');
        assert_false(tk_text_mojibake(c->description));
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(c->alias, ours->columns[j].alias);
    }
}

/* A small dictionary; what a case gives stands in the place of one file. */
static const char *const small_files[][2] = {
    {"fields.csv", "name,type,codes,required,preset,lowest,highest,max_length,free_text,"
                   "published,recorded,synonyms\n"
                   "id,text,,ja,,,,10,nej,nej,nej,nr|nummer\n"
                   "slag,code,slag,ja,annat,,,,nej,ja,nej,typ\n"
                   "betyg,integer,,nej,2,0,3,,nej,nej,nej,\n"},
    {"columns.csv", "name,type,unit,domain,alias,description,public\n"
                    "slag,code,,slag,Slag,Vad det är.,ja\n"},
    {"codes/slag.csv", "kod,namn,grupp,sla_dagar,synonymer\n"
                       "hus,Hus,stort,7,byggnad|villa\n"
                       "annat,Annat,,,\n"},
    {"codes/slaggrupp.csv", "kod,namn,grupp,synonymer\nstort,Stort,,\n"},
    {"codes/regel.csv", "kod,namn,grupp,synonymer\nr,R,,\n"},
};

static enum tk_status read_small(const char *file, const char *content,
                                 const struct tk_codes_file *replaced, size_t n,
                                 struct tk_dictionary **out, struct tk_error *err)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/codes", directory);
    (void)mkdir(path, 0700);
    for (size_t i = 0; i < sizeof small_files / sizeof small_files[0]; i++)
        support_write(directory, small_files[i][0],
                      strcmp(file, small_files[i][0]) == 0 ? content : small_files[i][1]);
    return tk_dictionary_read(directory, replaced, n, out, err);
}

static void refused(const char *file, const char *content, const char *message)
{
    struct tk_dictionary *d = NULL;
    struct tk_error err = {0};
    assert_int_equal(read_small(file, content, NULL, 0, &d, &err), TK_USAGE);
    assert_contains(err.message, message);
    assert_null(d);
}

#define FIELDS                                                                                 \
    "name,type,codes,required,preset,lowest,highest,max_length,free_text,published,recorded,"  \
    "synonyms\n"

static void a_small_dictionary_is_read(void **state)
{
    (void)state;
    struct tk_dictionary *d = NULL;
    struct tk_error err = {0};
    assert_ok(read_small("", "", NULL, 0, &d, &err), &err);
    assert_int_equal(d->n_fields, 3);
    assert_int_equal(d->n_codes, 3);
    tk_dictionary_free(d);
}

static void faulty_fields_are_refused(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Id,text,,ja,,,,,nej,nej,nej,\n", "fields.csv:2: name 'Id'"},
        {"1d,text,,ja,,,,,nej,nej,nej,\n", "name '1d'"},
        {",text,,ja,,,,,nej,nej,nej,\n", "name ''"},
        {"a,text,,ja,,,,,nej,nej,nej,\na,text,,ja,,,,,nej,nej,nej,\n",
         "fields.csv:3: 'a' stands on line 2 already"},
        {"a,string,,ja,,,,,nej,nej,nej,\n", "type 'string'"},
        {"a,code,,ja,,,,,nej,nej,nej,\n", "no code list"},
        {"a,code,farg,ja,,,,,nej,nej,nej,\n", "there is no codes/farg.csv"},
        {"a,text,slag,ja,,,,,nej,nej,nej,\n", "for the type code, and the type is text"},
        {"a,text,,yes,,,,,nej,nej,nej,\n", "required 'yes' is neither ja nor nej"},
        {"a,text,,ja,,,,,1,nej,nej,\n", "free_text '1'"},
        {"a,text,,ja,,,,,nej,,nej,\n", "published ''"},
        {"a,date,,nej,,,,,nej,nej,ibland,\n", "recorded 'ibland' is neither ja nor nej"},
        {"a,text,,nej,,,,,nej,nej,dag,\n",
         "recorded 'dag' is for a date, and the type is text"},
        {"a,date,,nej,,,,,nej,nej,dag,\nb,date,,nej,,,,,nej,nej,dag,\n",
         "fields.csv:3: recorded 'dag' stands on line 2 already"},
        {"a,text,,ja,,1,,,nej,nej,nej,\n", "lowest is for numbers"},
        {"a,real,,ja,,,x,,nej,nej,nej,\n", "highest 'x' is no number"},
        {"a,source,,ja,,,,,nej,nej,nej,\n", "is for columns"},
        {"a,real,,ja,,2,1,,nej,nej,nej,\n", "lowest is above highest"},
        {"a,text,,ja,,,,0,nej,nej,nej,\n", "max_length '0'"},
        {"a,date,,ja,,,,5,nej,nej,nej,\n", "max_length is for texts"},
        {"a,text,,ja,lång,,,4,nej,nej,nej,\n", "preset 'lång' is no value of a"},
        {"a,integer,,ja,4,0,3,,nej,nej,nej,\n", "preset '4'"},
        {"a,integer,,ja,1.5,,,,nej,nej,nej,\n", "preset '1.5'"},
        {"a,code,slag,ja,Hus,,,,nej,nej,nej,\n", "preset 'Hus'"},
        {"a,boolean,,ja,1,,,,nej,nej,nej,\n", "preset '1'"},
        {"a,date,,ja,2026-01-01,,,,nej,nej,nej,\n", "preset '2026-01-01'"},
        {"a,date,,ja,,,,,ja,nej,nej,\n", "only a text can be free_text"},
        {"a,text,,ja,,,,,nej,nej,nej,x|y\nb,text,,ja,,,,,nej,nej,nej,Y\n",
         "fields.csv:3: 'y' is a word of 'a' (line 2) too"},
        {"a,text,,ja,,,,,nej,nej,nej,b\nb,text,,ja,,,,,nej,nej,nej,\n", "'b' is a word of 'a'"},
        {"a,text,,ja,,,,,nej,nej,nej,x|-\n", "'-' has neither letter nor digit"},
        {"a,text,,ja,,,,,nej,nej,nej,x|\n", "end in '|'"},
        {"b,text,,ja,,,,,nej,ja,nej,\n", "b is published, and"},
        {"slag,text,,ja,,,,,nej,ja,nej,\n", "columns.csv:2: slag is of another type"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char content[512];
        (void)snprintf(content, sizeof content, FIELDS "%s", cases[i][0]);
        refused("fields.csv", content, cases[i][1]);
    }
    refused("fields.csv", "name,type\na,text\n", "'codes'");
}

static void faulty_columns_are_refused(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"slag,code,,farg,Slag,Text.,ja\n", "columns.csv:2: domain 'farg'"},
        {"slag,deadline,,,Slag,Text.,ja\n", "published as a date"},
        {"slag,code,,slag,,Text.,ja\n", "slag has no alias"},
        {"slag,code,,slag,Slag,,ja\n", "slag has no description"},
        {"slag,code,,slag,Slag,Text.,kanske\n", "public 'kanske'"},
        {"slag,code,,slag,Slag,Text.,ja\nslag,text,,,Slag,Text.,ja\n", "columns.csv:3: 'slag'"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char content[512];
        (void)snprintf(content, sizeof content,
                       "name,type,unit,domain,alias,description,public\n%s", cases[i][0]);
        refused("columns.csv", content, cases[i][1]);
    }
}

static void a_free_text_cannot_be_public(void **state)
{
    (void)state;
    struct tk_dictionary *d = NULL;
    struct tk_error err = {0};
    assert_ok(read_small("", "", NULL, 0, &d, &err), &err);
    tk_dictionary_free(d);
    support_write(directory, "fields.csv", FIELDS "fri,text,,nej,,,,,ja,ja,nej,\n");
    support_write(directory, "columns.csv",
                  "name,type,unit,domain,alias,description,public\nfri,text,,,Fri,Text.,ja\n");
    assert_int_equal(tk_dictionary_read(directory, NULL, 0, &d, &err), TK_USAGE);
    assert_contains(err.message, "columns.csv:2: fri is a free text and cannot be public");
}

static void faulty_code_lists_are_refused(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"kod,namn,synonymer\nannat,Annat,\n", "'grupp'"},
        {"kod,namn,grupp,synonymer\n", "slag.csv:1: the list has no codes"},
        {"kod,namn,grupp,synonymer\nen sak,En,,\n", "slag.csv:2: kod 'en sak'"},
        {"kod,namn,grupp,synonymer\n,En,,\n", "kod ''"},
        {"kod,namn,grupp,synonymer\nannat,,,\n", "'annat' has no namn"},
        {"kod,namn,grupp,synonymer\nannat,A,,\nannat,B,,\n",
         "slag.csv:3: kod 'annat' stands on line 2 already"},
        {"kod,namn,grupp,synonymer\nannat,Annat,litet,\n",
         "slag.csv:2: grupp 'litet' is no code of"},
        {"kod,namn,grupp,synonymer\nannat,Annat,litet,\n", "(there are: stort)"},
        {"kod,namn,grupp,synonymer,sla_dagar\nannat,Annat,,,snart\n",
         "sla_dagar 'snart' is no whole number"},
        {"kod,namn,grupp,synonymer,sla_dagar\nannat,Annat,,,-1\n", "sla_dagar '-1'"},
        {"kod,namn,grupp,synonymer,ar_brist\nannat,Annat,,,2\n", "ar_brist '2'"},
        {"kod,namn,grupp,synonymer,kraver\nannat,Annat,,,x\n", "kraver 'x' is no field of"},
        {"kod,namn,grupp,synonymer\nhus,Hus,,\nannat,Annat,,hus\n",
         "slag.csv:3: 'hus' is a word of 'hus' (line 2) too"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        refused("codes/slag.csv", cases[i][0], cases[i][1]);
}

static enum tk_status replaced_by(const char *list, const char *content,
                                  struct tk_dictionary **d, struct tk_error *err)
{
    char path[512];
    (void)snprintf(path, sizeof path, "%s/egen.csv", directory);
    support_write(directory, "egen.csv", content);
    const struct tk_codes_file file = {list, path, "karta.yaml:9:3"};
    *err = (struct tk_error){0};
    return read_small("", "", &file, 1, d, err);
}

static void a_list_of_ones_own_replaces_ours(void **state)
{
    (void)state;
    struct tk_dictionary *d = NULL;
    struct tk_error err = {0};
    assert_ok(replaced_by("slag",
                          "kod;namn;grupp;sla_dagar;synonymer\nB-1;Bod;stort;;skjul\n"
                          "annat;Annat;;;\n",
                          &d, &err),
              &err);
    const struct tk_codes *const codes = tk_dictionary_codes(d, "slag");
    size_t code = 0;
    assert_int_equal(codes->n, 2);
    assert_ok(tk_codes_match(codes, "SKJUL", &code, &err), &err);
    assert_string_equal(codes->code[code], "B-1");
    assert_ptr_equal(d->fields[1].codes, codes);
    tk_dictionary_free(d);
}

static void a_list_that_cannot_replace_is_refused(void **state)
{
    (void)state;
    static const char *const good = "kod,namn,grupp,synonymer,sla_dagar\nannat,Annat,,,\n";
    struct tk_dictionary *d = NULL;
    struct tk_error err = {0};
    assert_int_equal(replaced_by("farg", good, &d, &err), TK_USAGE);
    assert_contains(err.message, "karta.yaml:9:3: there is no code list 'farg'");
    assert_int_equal(replaced_by("regel", good, &d, &err), TK_USAGE);
    assert_contains(err.message, "karta.yaml:9:3: the code list 'regel' is the program's own");
    assert_int_equal(replaced_by("slaggrupp", good, &d, &err), TK_USAGE);
    assert_int_equal(replaced_by("slag", "kod,namn,grupp,synonymer\nannat,A,,\n", &d, &err),
                     TK_USAGE);
    assert_contains(err.message, "there is no column 'sla_dagar'");
    assert_int_equal(
        replaced_by("slag", "kod,namn,grupp,synonymer,sla_dagar\nb,B,,,\n", &d, &err),
        TK_USAGE);
    assert_contains(err.message, "egen.csv:1: lacks the code 'annat'");
    assert_contains(err.message, "add a row for it");
}

/* What a body has promised for a category names both, and says it once. */
static void promises_name_a_category_and_a_body(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"", NULL},
        {"1,Ett,,,klotter,sisab,30,\n2,Två,,,klotter,polisen,,\n", NULL},
        {"1,Ett,,,klottret,sisab,30,\n", "loften.csv:2: kategori 'klottret' is no code of"},
        {"1,Ett,,,klotter,,30,\n", "loften.csv:2: ansvarig '' is no code of"},
        {"1,Ett,,,klotter,sisab,snart,\n", "loften.csv:2: sla_dagar 'snart'"},
        {"1,Ett,,,klotter,sisab,30,\n2,Två,,,klotter,sisab,3,\n",
         "loften.csv:3: kategori and ansvarig stand on line 2 already"},
    };
    char path[320], text[400];
    struct tk_error err = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tk_dictionary *d = NULL;
        err = (struct tk_error){0};
        snprintf(text, sizeof text,
                 "kod,namn,grupp,synonymer,kategori,ansvarig,sla_dagar,riktvarde\n%s",
                 cases[i][0]);
        support_write(directory, "loften.csv", text);
        snprintf(path, sizeof path, "%s/loften.csv", directory);
        const struct tk_codes_file file = {"lofte", path, "karta.yaml:9:3"};
        enum tk_status st = tk_dictionary_read("layers", &file, 1, &d, &err);
        assert_int_equal(st, cases[i][1] ? TK_USAGE : TK_OK);
        if (cases[i][1])
            assert_contains(err.message, cases[i][1]);
        tk_dictionary_free(d);
    }
}

static void missing_files_are_no_input(void **state)
{
    (void)state;
    struct tk_dictionary *d = NULL;
    struct tk_error err = {0};
    assert_int_equal(tk_dictionary_read("/nowhere", NULL, 0, &d, &err), TK_NO_INPUT);
    assert_contains(err.message, "/nowhere/codes");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_of_real_protocols_find_their_field),
        cmocka_unit_test(words_of_real_protocols_find_their_code),
        cmocka_unit_test(the_lists_carry_what_is_counted_by),
        cmocka_unit_test(fields_are_as_they_are_declared),
        cmocka_unit_test(every_rule_leads_to_something),
        cmocka_unit_test(terms_stand_where_their_form_holds),
        cmocka_unit_test(every_column_is_described),
        cmocka_unit_test(a_small_dictionary_is_read),
        cmocka_unit_test(faulty_fields_are_refused),
        cmocka_unit_test(faulty_columns_are_refused),
        cmocka_unit_test(a_free_text_cannot_be_public),
        cmocka_unit_test(faulty_code_lists_are_refused),
        cmocka_unit_test(a_list_of_ones_own_replaces_ours),
        cmocka_unit_test(a_list_that_cannot_replace_is_refused),
        cmocka_unit_test(promises_name_a_category_and_a_body),
        cmocka_unit_test(missing_files_are_no_input),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
