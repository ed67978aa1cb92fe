#include "facts_parts.h"

#include "trygghetskarta/date.h"

#include <stdio.h>
#include <string.h>

static const char *const fixed[N_FIXED] = {
    "stadsdel",    "stadsdelsomrade", "omrade",      "inne",
    "dag",         "manad",           "tertial",     "ar",
    "alder_dagar", "kategorigrupp",   "statusgrupp", "ansvariggrupp"};

/* The code field that a dimension of groups is about. */
static const char *grouped_field(size_t dimension)
{
    return dimension == KATEGORIGRUPP ? "kategori"
           : dimension == STATUSGRUPP ? "status"
                                      : "ansvarig";
}

size_t tk_facts_code_column(const struct tk_facts *facts, size_t dimension)
{
    if (dimension >= N_FIXED)
        return dimension - N_FIXED;
    for (size_t i = 0; i < facts->n_code_fields; i++)
        if (strcmp(facts->dictionary->fields[facts->code_field[i]].name,
                   grouped_field(dimension)) == 0)
            return i;
    return TK_NO_FIELD;
}

const struct tk_codes *tk_facts_codes(const struct tk_facts *facts, size_t column)
{
    return facts->dictionary->fields[facts->code_field[column]].codes;
}

size_t tk_facts_dimensions(const struct tk_facts *facts)
{
    return N_FIXED + facts->n_code_fields;
}

const char *tk_facts_dimension(const struct tk_facts *facts, size_t dimension)
{
    if (dimension < N_FIXED)
        return fixed[dimension];
    return facts->dictionary->fields[facts->code_field[dimension - N_FIXED]].name;
}

bool tk_facts_key_is_number(const struct tk_facts *facts, size_t dimension)
{
    (void)facts;
    return dimension == AR || dimension == INNE || dimension == ALDER_DAGAR;
}

const char *tk_facts_key_text(const struct tk_facts *facts, size_t dimension, int32_t key,
                              char *out, size_t size)
{
    if (key == TK_NO_KEY)
        return NULL;
    switch (dimension) {
    case STADSDEL:
        return key == TK_FACT_OUTSIDE   ? "utanför"
               : key == TK_FACT_UNKNOWN ? "okänt läge"
                                        : facts->district_keys[key];
    case STADSDELSOMRADE:
        return facts->parent_keys[key];
    case OMRADE:
        return facts->area_keys[key];
    case INNE:
    case AR:
    case ALDER_DAGAR:
        snprintf(out, size, "%d", (int)key);
        return out;
    case DAG: {
        char day[16];
        tk_date_print(key, day);
        snprintf(out, size, "%s", day);
        return out;
    }
    case MANAD:
        snprintf(out, size, "%04d-%02d", (int)(key / 12), (int)(key % 12) + 1);
        return out;
    case TERTIAL:
        snprintf(out, size, "%04d-T%d", (int)(key / 3), (int)(key % 3) + 1);
        return out;
    case KATEGORIGRUPP:
    case STATUSGRUPP:
    case ANSVARIGGRUPP:
        return tk_facts_codes(facts, tk_facts_code_column(facts, dimension))->group[key];
    default:
        return tk_facts_codes(facts, dimension - N_FIXED)->code[key];
    }
}

static enum tk_status no_key(const char *keys, const char *key, size_t length,
                             struct tk_error *err)
{
    char known[256] = "";
    for (size_t i = 0, n = 0; i < N_FIXED && n < sizeof known; i++)
        n += (size_t)snprintf(known + n, sizeof known - n, "%s%s", i ? ", " : "", fixed[i]);
    return tk_fail(
        err, TK_USAGE,
        "antal('%s'): '%.*s' is no key; there are %s and each field with a code list", keys,
        (int)length, key, known);
}

enum tk_status tk_facts_parse_keys(const struct tk_facts *facts, const char *keys,
                                   struct tk_groups *groups, struct tk_error *err)
{
    size_t n = tk_facts_dimensions(facts);
    for (const char *at = keys; *(at += strspn(at, ", "));) {
        size_t length = strcspn(at, ", "), d = 0;
        while (d < n && (strncmp(tk_facts_dimension(facts, d), at, length) != 0 ||
                         tk_facts_dimension(facts, d)[length] != '\0'))
            d++;
        if (d == n || (d >= KATEGORIGRUPP && tk_facts_code_column(facts, d) == TK_NO_FIELD))
            return no_key(keys, at, length, err);
        for (size_t k = 0; k < groups->n_keys; k++)
            if (groups->dimension[k] == d)
                return tk_fail(err, TK_USAGE, "antal('%s'): '%.*s' is there twice", keys,
                               (int)length, at);
        if (groups->n_keys == TK_MAX_KEYS)
            return tk_fail(err, TK_USAGE, "antal('%s'): more than %d keys", keys, TK_MAX_KEYS);
        groups->dimension[groups->n_keys++] = d;
        at += length;
    }
    return TK_OK;
}
