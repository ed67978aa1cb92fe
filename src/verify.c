#include "trygghetskarta/verify.h"

#include "trygghetskarta/lanes.h"
#include "verify_parts.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

void tk_verify_law(struct tk_verdicts *out, int number, const char *says, long long checked)
{
    for (size_t i = 0; i < out->n; i++)
        if (strcmp(out->laws[i].says, says) == 0) {
            out->laws[i].checked += checked;
            return;
        }
    if (out->n < sizeof out->laws / sizeof *out->laws)
        out->laws[out->n++] = (struct tk_law){number, says, checked};
}

/* Bytes 18 and 19 of the header: 1 and 1 is journal mode DELETE. WAL would keep QGIS from the
 * project in a directory that is read-only. */
static enum tk_status check_header(const char *path, struct tk_error *err)
{
    unsigned char header[20];
    FILE *f = fopen(path, "rb");
    size_t n = f ? fread(header, 1, sizeof header, f) : 0;
    bool unread = !f || ferror(f);
    if (unread)
        tk_fail(err, TK_IO, "%s: cannot be read back: %s", path, strerror(errno));
    if (f)
        fclose(f);
    if (unread)
        return TK_IO;
    if (n != sizeof header || header[18] != 1 || header[19] != 1)
        return tk_fail(err, TK_INTERNAL, "%s: its header does not say journal mode DELETE",
                       path);
    return TK_OK;
}

/* Law 1 in numbers: what is kept is what the accounts of the notes' sources say. */
static enum tk_status check_ledger(const struct tk_expected *e, struct tk_verdicts *out,
                                   struct tk_error *err)
{
    int64_t kept = 0;
    for (size_t i = 0; i < e->ledger->n_accounts; i++) {
        const struct tk_account *a = &e->ledger->accounts[i];
        if (a->read != a->filtered + a->untouched + a->amended + a->refused)
            return tk_fail(
                err, TK_INTERNAL,
                "law 1: %s: %lld records read, but %lld + %lld + %lld + %lld told of",
                a->source, (long long)a->read, (long long)a->filtered, (long long)a->untouched,
                (long long)a->amended, (long long)a->refused);
        if (strcmp(a->role, "notes") == 0)
            kept += a->untouched + a->amended;
    }
    if (kept != e->notes_kept)
        return tk_fail(err, TK_INTERNAL, "law 1: %lld notes kept by the accounts, %lld written",
                       (long long)kept, (long long)e->notes_kept);
    tk_verify_law(out, 1, "read = filtered + kept + refused, in every source",
                  (long long)e->ledger->n_accounts);
    return TK_OK;
}

/* One road through the file, and what it found. */
struct road {
    struct tk_session *session;
    const char *path;
    const struct tk_expected *expected;
    struct tk_verdicts verdicts;
};

static enum tk_status as_database(void *context, struct tk_error *err)
{
    struct road *r = context;
    return tk_verify_database(r->path, &r->verdicts, err);
}

static enum tk_status as_tables(void *context, struct tk_error *err)
{
    struct road *r = context;
    return tk_verify_tables(r->path, r->expected, &r->verdicts, err);
}

static enum tk_status as_geodata(void *context, struct tk_error *err)
{
    struct road *r = context;
    return tk_verify_layers(r->session, r->path, r->expected, &r->verdicts, err);
}

static enum tk_status as_bytes(void *context, struct tk_error *err)
{
    struct road *r = context;
    return tk_digest_file(r->path, r->verdicts.sha256, err);
}

/* The roads have nothing in common but the file, which nobody writes any more; only one of them
 * uses the session. */
enum tk_status tk_verify(struct tk_session *session, const char *path,
                         const struct tk_expected *expected, struct tk_verdicts *out,
                         struct tk_error *err)
{
    enum { ROADS = 4 };
    static enum tk_status (*const ways[ROADS])(void *, struct tk_error *) = {
        as_database, as_tables, as_geodata, as_bytes};
    struct road roads[ROADS];
    struct tk_lane lanes[ROADS];
    *out = (struct tk_verdicts){.n = 0};
    for (int i = 0; i < ROADS; i++) {
        roads[i] = (struct road){session, path, expected, {.n = 0}};
        lanes[i] = (struct tk_lane){.work = ways[i], .context = &roads[i]};
    }
    enum tk_status st = check_header(path, err);
    if (!st)
        st = check_ledger(expected, out, err);
    if (!st)
        st = tk_lanes_run(lanes, ROADS, expected->threads, err);
    for (int i = 0; i < ROADS; i++)
        for (size_t k = 0; k < roads[i].verdicts.n; k++) {
            const struct tk_law *law = &roads[i].verdicts.laws[k];
            tk_verify_law(out, law->number, law->says, law->checked);
        }
    memcpy(out->sha256, roads[ROADS - 1].verdicts.sha256, sizeof out->sha256);
    return st;
}
