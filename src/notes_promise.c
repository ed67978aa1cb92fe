#include "notes_parts.h"

#include "trygghetskarta/memory.h"
#include "trygghetskarta/text.h"

#include <string.h>

enum { NOT_SAID = -2, NOTHING = -1 }; /* instead of days */

struct tk_promises {
    size_t n_categories, n_bodies;
    bool *is_public;            /* [n_bodies]: only public bodies promise */
    int *of_category, *of_body; /* days, or NOTHING */
    int *of_pair;               /* [n_categories * n_bodies]: days, NOTHING or NOT_SAID */
};

static int days_of(const struct tk_codes *codes, size_t code)
{
    long long days = NOTHING;
    if (!tk_text_integer(tk_codes_extra(codes, code, "sla_dagar"), &days))
        days = NOTHING;
    return (int)days;
}

static void learn_pairs(struct tk_promises *p, const struct tk_codes *pairs,
                        const struct tk_codes *categories, const struct tk_codes *bodies)
{
    for (size_t i = 0; i < p->n_categories * p->n_bodies; i++)
        p->of_pair[i] = NOT_SAID;
    for (size_t i = 0; pairs && i < pairs->n; i++) {
        size_t category = tk_codes_find(categories, tk_codes_extra(pairs, i, "kategori"));
        size_t body = tk_codes_find(bodies, tk_codes_extra(pairs, i, "ansvarig"));
        if (category != TK_NO_CODE && body != TK_NO_CODE)
            p->of_pair[category * p->n_bodies + body] = days_of(pairs, i);
    }
}

enum tk_status tk_promises_new(const struct tk_dictionary *dictionary,
                               const struct tk_codes *categories, const struct tk_codes *bodies,
                               struct tk_promises **out, struct tk_error *err)
{
    *out = NULL;
    struct tk_promises *p = tk_alloc(1, sizeof *p);
    if (!p)
        return tk_fail_memory(err);
    p->n_categories = categories->n;
    p->n_bodies = bodies->n;
    p->is_public = tk_alloc(bodies->n, sizeof *p->is_public);
    p->of_category = tk_alloc(categories->n, sizeof *p->of_category);
    p->of_body = tk_alloc(bodies->n, sizeof *p->of_body);
    p->of_pair = tk_alloc(categories->n * bodies->n, sizeof *p->of_pair);
    if (!p->is_public || !p->of_category || !p->of_body || !p->of_pair) {
        tk_promises_free(p);
        return tk_fail_memory(err);
    }
    for (size_t c = 0; c < categories->n; c++)
        p->of_category[c] = days_of(categories, c);
    for (size_t b = 0; b < bodies->n; b++) {
        p->of_body[b] = days_of(bodies, b);
        p->is_public[b] = strcmp(tk_codes_extra(bodies, b, "offentlig"), "1") == 0;
    }
    learn_pairs(p, tk_dictionary_codes(dictionary, "lofte"), categories, bodies);
    *out = p;
    return TK_OK;
}

void tk_promises_free(struct tk_promises *p)
{
    if (!p)
        return;
    tk_free(p->is_public);
    tk_free(p->of_category);
    tk_free(p->of_body);
    tk_free(p->of_pair);
    tk_free(p);
}

int tk_promised_days(const struct tk_promises *p, size_t category, size_t body)
{
    if (body == TK_NO_CODE || !p->is_public[body])
        return NOTHING;
    int pair = category == TK_NO_CODE ? NOT_SAID : p->of_pair[category * p->n_bodies + body];
    if (pair == NOT_SAID && category != TK_NO_CODE)
        pair = p->of_category[category];
    return pair >= 0 ? pair : p->of_body[body];
}
