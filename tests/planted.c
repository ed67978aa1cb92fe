/* planted: the program with a fault of our own planted in it, for tests/laws.sh.
 *
 *   PLANTED=WORD:N planted build …     the N-th call of the function that WORD names lies
 *
 * It is the sanitized program, linked with --wrap for each function below: what other rooms
 * call is the wrapper. PLANTED_FILE is the file that a plant needs. */
#include "trygghetskarta/coverage.h"
#include "trygghetskarta/editions.h"
#include "trygghetskarta/facts.h"
#include "trygghetskarta/geopackage.h"
#include "trygghetskarta/layers.h"
#include "trygghetskarta/ledger.h"
#include "trygghetskarta/overlay.h"
#include "trygghetskarta/rtree.h"
#include "trygghetskarta/source.h"
#include "trygghetskarta/validate.h"

#include "../src/relations_parts.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char planted_word[64], planted_file[4096];
static long planted_at, calls;

/* Before main, which clears the surroundings. */
__attribute__((constructor)) static void learn(void)
{
    const char *plant = getenv("PLANTED"), *file = getenv("PLANTED_FILE");
    const char *colon = plant ? strchr(plant, ':') : NULL;
    if (!colon)
        return;
    snprintf(planted_word, sizeof planted_word, "%.*s", (int)(colon - plant), plant);
    planted_at = strtol(colon + 1, NULL, 10);
    snprintf(planted_file, sizeof planted_file, "%s", file ? file : "");
}

/* Whether this call is the one to lie. */
static bool lies(const char *word)
{
    return strcmp(word, planted_word) == 0 && ++calls == planted_at;
}

#define WRAP(type, name, ...)                                                                  \
    type __real_##name(__VA_ARGS__);                                                           \
    type __wrap_##name(__VA_ARGS__);                                                           \
    type __wrap_##name(__VA_ARGS__)

/* --- what has been published --- */

WRAP(enum tk_status, tk_editions_expired, const struct tk_place *place, int keep,
     struct tk_editions *out, struct tk_log *log, struct tk_error *err)
{
    if (!lies("not-listed"))
        return __real_tk_editions_expired(place, keep, out, log, err);
    *out = (struct tk_editions){0};
    errno = EIO;
    return tk_place_fail(place, "", "cannot be listed", TK_IO, err);
}

/* --- law 2: where a note lies --- */

WRAP(struct tk_location, tk_coverage_locate, const struct tk_coverage *coverage, double x,
     double y)
{
    struct tk_location at = __real_tk_coverage_locate(coverage, x, y);
    if (at.polygon != TK_NOWHERE && lies("wrong-district"))
        at.polygon = at.polygon > 0 ? at.polygon - 1 : 1;
    if (at.polygon != TK_NOWHERE && lies("lost-district"))
        at.polygon = TK_NOWHERE;
    if (at.polygon == TK_NOWHERE && lies("invented-gap"))
        at = (struct tk_location){.polygon = 0, .from_gap = true};
    return at;
}

WRAP(size_t, tk_coverage_holding, const struct tk_coverage *coverage, double x, double y,
     size_t *hits, size_t room)
{
    size_t n = __real_tk_coverage_holding(coverage, x, y, hits, room);
    return n && lies("not-held") ? 0 : n;
}

WRAP(enum tk_status, tk_facts_put, struct tk_facts *facts, size_t i, const struct tk_fact *fact,
     struct tk_error *err)
{
    struct tk_fact wrong = *fact;
    if (lies("fact-dropped"))
        return TK_OK;
    if (lies("fact-of-another-district"))
        wrong.district = fact->district == 0;
    if (lies("fact-of-another-day"))
        wrong.day -= 4000;
    return __real_tk_facts_put(facts, i, &wrong, err);
}

/* --- law 1: what became of a record --- */

WRAP(void, tk_ledger_count, struct tk_ledger *ledger, size_t account, enum tk_verdict fate)
{
    if (lies("not-counted"))
        return;
    if (lies("counted-twice"))
        __real_tk_ledger_count(ledger, account, fate);
    if (fate == TK_REFUSED && lies("refused-as-kept"))
        fate = TK_UNTOUCHED;
    __real_tk_ledger_count(ledger, account, fate);
}

WRAP(enum tk_status, tk_ledger_tell, struct tk_ledger *ledger, size_t account,
     const struct tk_finding *finding, struct tk_error *err)
{
    if (finding->verdict == TK_REFUSED && lies("refused-in-silence"))
        return TK_OK;
    if (finding->verdict == TK_AMENDED && lies("amended-in-silence"))
        return TK_OK;
    return __real_tk_ledger_tell(ledger, account, finding, err);
}

WRAP(enum tk_status, tk_source_next, struct tk_source *source, struct tk_batch *batch,
     struct tk_error *err)
{
    enum tk_status st = __real_tk_source_next(source, batch, err);
    if (!st && batch->n > 0 && lies("record-lost"))
        batch->n--;
    return st;
}

/* What a status table changed is written, and the table's row taken for one of no note. */
WRAP(enum tk_status, tk_validator_kept, struct tk_validator *validator, struct tk_error *err)
{
    return lies("recorded-forgotten") ? TK_OK : __real_tk_validator_kept(validator, err);
}

/* --- law 3 and 5: areas and districts --- */

WRAP(enum tk_status, tk_overlay_new, struct tk_session *s, const GEOSGeometry *const *districts,
     size_t n_districts, const struct tk_union *together, const GEOSGeometry *const *areas,
     size_t n_areas, struct tk_overlay *out, struct tk_error *err)
{
    enum tk_status st =
        __real_tk_overlay_new(s, districts, n_districts, together, areas, n_areas, out, err);
    if (!st && out->n_pieces > 1 && lies("piece-lost"))
        tk_geom_free(s, out->pieces[--out->n_pieces].geometry);
    if (!st && out->n_pieces > 1 && lies("area-moved")) {
        out->pieces[0].area_m2 += 1;
        out->pieces[1].area_m2 -= 1;
    }
    return st;
}

WRAP(enum tk_status, tk_relation_insert, struct tk_relation_row *row, struct tk_error *err)
{
    if (!lies("row-lost"))
        return __real_tk_relation_insert(row, err);
    sqlite3_clear_bindings(row->insert);
    row->at = 0;
    return TK_OK;
}

/* --- law 6: what stands in the file --- */

WRAP(enum tk_status, tk_writer_insert, struct tk_writer *w, int64_t fid, int64_t *given,
     struct tk_error *err)
{
    if (lies("note-not-written")) {
        if (given)
            *given = planted_at;
        return TK_OK;
    }
    return __real_tk_writer_insert(w, fid, given, err);
}

WRAP(enum tk_status, tk_envelopes_put, struct tk_envelopes *e, int64_t fid,
     const struct tk_bounds *bounds, struct tk_error *err)
{
    struct tk_bounds wrong = {1, 1, 2, 2};
    if (lies("index-elsewhere"))
        return __real_tk_envelopes_put(e, fid, &wrong, err);
    if (lies("not-in-index"))
        return __real_tk_envelopes_put(e, fid, NULL, err);
    return __real_tk_envelopes_put(e, fid, bounds, err);
}

/* --- the world around --- */

WRAP(enum tk_status, tk_layers_run, struct tk_layers *layers, struct tk_geopackage *gp,
     const char *const *given, size_t n_given, struct tk_error *err)
{
    if (lies("killed"))
        raise(SIGKILL);
    if (lies("input-changes")) {
        FILE *input = fopen(planted_file, "a");
        if (input && fputs("\n", input) >= 0)
            fclose(input);
    }
    if (lies("waits")) { /* says that it works, and goes on when the word is taken away */
        FILE *word = fopen(planted_file, "w");
        if (word)
            fclose(word);
        while (access(planted_file, F_OK) == 0)
            usleep(20000);
    }
    return __real_tk_layers_run(layers, gp, given, n_given, err);
}

WRAP(int, renameat2, int from, const char *old, int to, const char *name, unsigned flags)
{
    if (lies("no-exchange")) {
        errno = EINVAL;
        return -1;
    }
    if (lies("killed-before-exchange"))
        raise(SIGKILL);
    return __real_renameat2(from, old, to, name, flags);
}

WRAP(int, fsync, int file)
{
    if (!lies("fsync-fails"))
        return __real_fsync(file);
    errno = EIO;
    return -1;
}
