/* Texts: what is one, and how names and words are folded for comparison. */
#include "fuzz.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <string.h>

typedef enum tk_status (*folding)(const char *text, char **out, struct tk_error *err);

/* What is folded is a text still, and folding it again changes nothing. */
static void fold(const char *text, folding by)
{
    char *once = NULL, *twice = NULL;
    const char *fault;
    struct tk_error err = {0};
    HOLD(by(text, &once, &err) == TK_OK);
    HOLD(tk_text_valid(once, strlen(once), &fault));
    HOLD(by(once, &twice, &err) == TK_OK);
    HOLD(strcmp(once, twice) == 0);
    tk_free(once);
    tk_free(twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *fault = NULL;
    char *text = fuzz_text(data, size), *capital = NULL;
    struct tk_error err = {0};
    bool valid = tk_text_valid(text, size, &fault);
    HOLD(valid == (fault == NULL));
    tk_text_personal(text);
    tk_text_mojibake(text);
    if (valid) {
        HOLD(strlen(text) == size);
        fold(text, tk_text_fold_name);
        fold(text, tk_text_fold_word);
        HOLD(tk_text_capital(text, &capital, &err) == TK_OK);
        HOLD(tk_text_valid(capital, strlen(capital), &fault));
    }
    tk_free(capital);
    tk_free(text);
    return 0;
}
