/* The configuration: YAML, the table of options, and fields and codes against the dictionary.
 */
#include "fuzz.h"

#include "trygghetskarta/config.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct tk_dictionary *dictionary;
    struct tk_error err = {0};
    struct tk_config *config = NULL;
    fuzz_session();
    if (!dictionary)
        HOLD(tk_dictionary_read("layers", NULL, 0, &dictionary, &err) == TK_OK);
    enum tk_status st = tk_config_read(fuzz_file(data, size), &config, &err);
    HOLD((st == TK_OK) == (config != NULL));
    if (!st)
        st = tk_config_check(config, dictionary, &err);
    fuzz_judge(st, &err);
    tk_config_free(config);
    return 0;
}
