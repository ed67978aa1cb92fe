#include "support/support.h"

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/dictionary.h"
#include "trygghetskarta/file.h"

#include <stdio.h>
#include <string.h>

/* docs/meningar.md shows every sentence that lagesbild_text can say, for each number that picks
 * another template. Made here from layers/codes/mening.csv, so that the page cannot lag behind.
 */

static const struct {
    const char *column, *heading, *number, *word;
} forms[] = {{"okant", "okänt", "", ""},
             {"noll", "0", "0", "0"},
             {"en", "1", "1", "1"},
             {"flera", "2", "2", "Två"},
             {"flera", "många", "25", "25"}};

/* What else stands in a sentence is the same in all of them; of a count the limits are whole.
 */
static const char *const samples[][3] = {{"{av}", "40", "40"},
                                         {"{lag}", "1,2", "1"},
                                         {"{hog}", "9,8", "10"},
                                         {"{tal}", "5,0", "5"},
                                         {"{jamfor}", "7,0", "7"},
                                         {"{text}", "…", "…"},
                                         {"{dag}", "2026-05-01", "2026-05-01"}};

static const char *sample_of(const char *at, size_t form, bool whole, size_t *length)
{
    if (strncmp(at, "{N}", 3) == 0 || strncmp(at, "{n}", 3) == 0) {
        *length = 3;
        return at[1] == 'N' ? forms[form].word : forms[form].number;
    }
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        if (strncmp(at, samples[i][0], strlen(samples[i][0])) == 0) {
            *length = strlen(samples[i][0]);
            return samples[i][whole ? 2 : 1];
        }
    return NULL;
}

static void add_filled(struct tk_buffer *out, const char *mould, size_t form, bool whole)
{
    for (const char *at = mould; *at;) {
        size_t length = 1;
        const char *sample = *at == '{' ? sample_of(at, form, whole, &length) : NULL;
        if (*at == '{' && !sample)
            fail_msg("%s: a place that nothing fills", mould);
        if (sample)
            tk_buffer_text(out, sample);
        else
            tk_buffer_add(out, at, 1);
        at += length;
    }
}

static void add_page(const struct tk_codes *parts, const struct tk_codes *codes,
                     struct tk_buffer *out)
{
    for (size_t i = 0; i < codes->n; i++) {
        size_t part = tk_codes_find(parts, codes->group[i]);
        tk_buffer_format(out, "\n## %s\n%s: `%s`\n\n| n | mening |\n|---|---|\n",
                         codes->label[i], parts->label[part], codes->code[i]);
        for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
            const char *mould = tk_codes_extra(codes, i, forms[f].column);
            tk_buffer_format(out, "| %s | ", forms[f].heading);
            add_filled(out, *mould ? mould : "*(ingen mening)*", f,
                       strcmp(codes->code[i], "brister") == 0);
            tk_buffer_text(out, " |\n");
        }
    }
}

static void the_page_shows_them_all(void **state)
{
    (void)state;
    struct tk_error err = {0};
    struct tk_dictionary *d;
    struct tk_buffer page = {0}, made = {0};
    assert_ok(tk_dictionary_read("layers", NULL, 0, &d, &err), &err);
    assert_ok(tk_file_read("docs/meningar.md", 1 << 20, &page, &err), &err);
    add_page(tk_dictionary_codes(d, "lagesbildsdel"), tk_dictionary_codes(d, "mening"), &made);
    const char *first = strstr(page.data, "\n## ");
    if (!first || strcmp(first, made.data) != 0) {
        fprintf(stderr, "%s", made.data);
        fail_msg("docs/meningar.md: does not show what stands above");
    }
    tk_buffer_free(&page);
    tk_buffer_free(&made);
    tk_dictionary_free(d);
}

static bool claims_too_much(const char *sentence)
{
    static const char *const words[] = {"ledde till", "orsaka",       "brottslighet", "bäst",
                                        "tryggast",   "beror på att", "på grund av"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcasestr(sentence, words[i]))
            return true;
    return false;
}

/* A number, but for the ones that only say what is not known, stands with what it is a part of,
 * its interval, or what it is compared with. */
static void no_sentence_claims_too_much(void **state)
{
    (void)state;
    struct tk_error err = {0};
    struct tk_dictionary *d;
    assert_ok(tk_dictionary_read("layers", NULL, 0, &d, &err), &err);
    const struct tk_codes *codes = tk_dictionary_codes(d, "mening");
    for (size_t i = 0; i < codes->n; i++)
        for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
            const char *mould = tk_codes_extra(codes, i, forms[f].column);
            if (claims_too_much(mould))
                fail_msg("%s, %s: claims too much: %s", codes->code[i], forms[f].column, mould);
            if (strstr(mould, "{tal}"))
                assert_true(strstr(mould, "{lag}") && strstr(mould, "{hog}") &&
                            strstr(mould, "{jamfor}"));
        }
    assert_true(claims_too_much("Åtgärderna ledde till färre noteringar."));
    assert_true(claims_too_much("Stadsdelen är tryggast i staden."));
    tk_dictionary_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_shows_them_all),
        cmocka_unit_test(no_sentence_claims_too_much),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
