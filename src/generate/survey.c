#include "generate.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/memory.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Of the notes, how many came on walks. */
#define WALKED_SHARE 0.82
/* More are for the plain notes, which are not held in memory. */
#define MOST_NOTES 100000

struct survey {
    const struct tk_survey_options *options;
    struct tk_ground ground;
    struct tk_walks walks;
    struct tk_random random;
    struct tk_note *notes;
    size_t n;
    struct tk_buffer text;
};

static enum tk_status make_notes(struct survey *s, struct tk_error *err)
{
    s->notes = tk_alloc(s->n, sizeof *s->notes);
    size_t *order = tk_alloc(s->n, sizeof *order);
    if (!s->notes || !order) {
        tk_free(order);
        return tk_fail_memory(err);
    }
    size_t at = 0;
    for (size_t w = 0; w < s->walks.n; w++)
        for (size_t i = 0; i < s->walks.walks[w].notes; i++, at++) {
            tk_note_make(&s->ground, &s->walks, &s->walks.walks[w], s->walks.walks[w].area,
                         s->options->as_of, &s->random, &s->notes[at]);
            tk_note_set(&s->notes[at], TK_CELL_NUMBER, "%zu", i + 1);
        }
    for (; at < s->n; at++)
        tk_note_make(&s->ground, &s->walks, NULL, tk_random_below(&s->random, s->ground.n),
                     s->options->as_of, &s->random, &s->notes[at]);
    for (size_t i = 0; i < s->n; i++)
        tk_note_set(&s->notes[i], TK_CELL_ID, "N%06zu", i + 1);
    tk_dirt_add(&s->ground, &s->walks, s->options->as_of, &s->random, s->notes, s->n, order);
    tk_free(order);
    return TK_OK;
}

static enum tk_status write_notes(struct survey *s, struct tk_error *err)
{
    tk_buffer_clear(&s->text);
    for (int c = 0; c < TK_CELLS; c++)
        tk_write_cell(&s->text, ';', c == 0, tk_note_headers[c]);
    tk_buffer_text(&s->text, "\n");
    for (size_t i = 0; i < s->n; i++) {
        for (int c = 0; c < TK_CELLS; c++)
            tk_write_cell(&s->text, ';', c == 0, s->notes[i].cell[c]);
        tk_buffer_text(&s->text, "\n");
    }
    return tk_write_file(s->options->output, "noteringar.csv", &s->text, err);
}

static void write_row(struct tk_buffer *b, const char *const *cells)
{
    for (size_t i = 0; cells[i]; i++)
        tk_write_cell(b, ';', i == 0, cells[i]);
    tk_buffer_text(b, "\n");
}

static enum tk_status write_walks(struct survey *s, struct tk_error *err)
{
    tk_buffer_clear(&s->text);
    tk_buffer_text(&s->text, "vandring_id;datum;starttid;sluttid;ledare_org;deltagare_antal;"
                             "malgrupp;ljus;typ;stadsdel;anm\n");
    for (size_t i = 0; i < s->walks.n; i++) {
        const struct tk_walk *w = &s->walks.walks[i];
        char day[16], start[16], end[16], people[16];
        tk_date_print(w->day, day);
        snprintf(start, sizeof start, "%02d:%02d", w->start / 60, w->start % 60);
        snprintf(end, sizeof end, "%02d:%02d", w->end / 60, w->end % 60);
        snprintf(people, sizeof people, "%d", w->people);
        write_row(&s->text,
                  (const char *[]){w->id, day, start, end, w->host, people, w->group, w->light,
                                   w->follow_up ? "uppföljande vandring" : "vandring",
                                   s->ground.areas[w->area].name, "påhittad", NULL});
    }
    return tk_write_file(s->options->output, "vandringar.csv", &s->text, err);
}

static enum tk_status write_routes(struct survey *s, struct tk_error *err)
{
    tk_buffer_clear(&s->text);
    tk_write_collection(&s->text, "rutter", s->ground.crs);
    for (size_t i = 0; i < s->walks.n; i++) {
        const struct tk_walk *w = &s->walks.walks[i];
        const char *properties[] = {"vandring_id", w->id,      "uppskattad", "0",
                                    "anm",         "påhittad", NULL};
        tk_write_feature(&s->text, i == 0, properties);
        tk_write_line(&s->text, &s->walks.xy[2 * w->route], w->route_points,
                      s->ground.geographic ? 6 : 1);
        tk_write_feature_end(&s->text);
    }
    tk_write_collection_end(&s->text);
    return tk_write_file(s->options->output, "rutter.geojson", &s->text, err);
}

static enum tk_status write_squares(struct survey *s, struct tk_error *err)
{
    tk_buffer_clear(&s->text);
    tk_buffer_text(&s->text, "namn;typ;x;y;anm\n");
    for (size_t i = 0; i < s->walks.n_squares; i++) {
        const struct tk_square *q = &s->walks.squares[i];
        char x[32], y[32];
        snprintf(x, sizeof x, "%.*f", s->ground.decimals, q->x);
        snprintf(y, sizeof y, "%.*f", s->ground.decimals, q->y);
        x[strcspn(x, ".")] = y[strcspn(y, ".")] = ',';
        write_row(&s->text, (const char *[]){q->name, q->kind, x, y, "påhittad", NULL});
    }
    return tk_write_file(s->options->output, "platser.csv", &s->text, err);
}

/* ---- links and plans for a city that has no tables of its own ---- */

static void centre(const struct tk_area *area, double *x, double *y)
{
    *x = floor((area->min_x + area->max_x) / 2 * 1e6 + 0.5) / 1e6;
    *y = floor((area->min_y + area->max_y) / 2 * 1e6 + 0.5) / 1e6;
}

/* The district whose centre is nearest to another's. */
static size_t nearest(const struct tk_ground *g, size_t from)
{
    size_t best = from;
    double least = INFINITY, x, y, to_x, to_y;
    centre(&g->areas[from], &x, &y);
    for (size_t i = 0; i < g->n; i++) {
        centre(&g->areas[i], &to_x, &to_y);
        double dx = (to_x - x) / g->unit_x, dy = (to_y - y) / g->unit_y;
        if (i != from && dx * dx + dy * dy < least) {
            least = dx * dx + dy * dy;
            best = i;
        }
    }
    return best;
}

static enum tk_status write_links(struct survey *s, struct tk_error *err)
{
    tk_buffer_clear(&s->text);
    tk_write_collection(&s->text, "samband", s->ground.crs);
    size_t n = s->ground.n < 2 ? 0 : s->ground.n / 12 + 1;
    for (size_t i = 0; i < n; i++) {
        size_t from = tk_random_below(&s->random, s->ground.n);
        size_t to = nearest(&s->ground, from);
        char name[512], id[32];
        double xy[4];
        centre(&s->ground.areas[from], &xy[0], &xy[1]);
        centre(&s->ground.areas[to], &xy[2], &xy[3]);
        snprintf(id, sizeof id, "S%02zu", i + 1);
        snprintf(name, sizeof name, "Påhittat samband %zu, %.200s–%.200s", i + 1,
                 s->ground.areas[from].name, s->ground.areas[to].name);
        const char *properties[] = {"samband_id", id,  "namn", name,       "typ", "ovrigt",
                                    "exempel",    "1", "anm",  "påhittad", NULL};
        tk_write_feature(&s->text, i == 0, properties);
        tk_write_line(&s->text, xy, 2, s->ground.decimals);
        tk_write_feature_end(&s->text);
    }
    tk_write_collection_end(&s->text);
    return tk_write_file(s->options->output, "samband.geojson", &s->text, err);
}

static enum tk_status write_plans(struct survey *s, struct tk_error *err)
{
    tk_buffer_clear(&s->text);
    tk_write_collection(&s->text, "planer", s->ground.crs);
    size_t n = s->ground.n / 10 + 1;
    for (size_t i = 0; i < n; i++) {
        size_t area = tk_random_below(&s->random, s->ground.n);
        char name[512], id[32];
        double x, y, w = tk_random_between(&s->random, 60, 350) * s->ground.unit_x,
                     h = tk_random_between(&s->random, 60, 350) * s->ground.unit_y;
        tk_area_point(&s->ground.areas[area], &s->random, &x, &y);
        snprintf(id, sizeof id, "P%02zu", i + 1);
        snprintf(name, sizeof name, "Påhittad plan %zu i %.200s", i + 1,
                 s->ground.areas[area].name);
        const char *properties[] = {"plan_id", id, "namn", name, "anm", "påhittad", NULL};
        tk_write_feature(&s->text, i == 0, properties);
        int d = s->ground.decimals;
        tk_buffer_format(&s->text,
                         "{\"type\":\"Polygon\",\"coordinates\":[[[%.*f,%.*f],[%.*f,%.*f],"
                         "[%.*f,%.*f],[%.*f,%.*f],[%.*f,%.*f]]]}",
                         d, x - w, d, y - h, d, x + w, d, y - h, d, x + w, d, y + h, d, x - w,
                         d, y + h, d, x - w, d, y - h);
        tk_write_feature_end(&s->text);
    }
    tk_write_collection_end(&s->text);
    return tk_write_file(s->options->output, "planer.geojson", &s->text, err);
}

static enum tk_status make_and_write(struct survey *s, struct tk_error *err)
{
    s->n = s->options->count;
    if (s->n > MOST_NOTES)
        return tk_fail(err, TK_USAGE, "--count: at most %d; take --plain for more", MOST_NOTES);
    size_t walked = (size_t)((double)s->n * WALKED_SHARE);
    enum tk_status st =
        tk_walks_make(&s->ground, &s->random, s->options->as_of, walked, &s->walks, err);
    if (!st)
        st = make_notes(s, err);
    if (!st)
        st = write_notes(s, err);
    if (!st)
        st = write_walks(s, err);
    if (!st)
        st = write_routes(s, err);
    if (!st)
        st = write_squares(s, err);
    if (!st && s->options->areas)
        st = write_links(s, err);
    if (!st && s->options->areas)
        st = write_plans(s, err);
    return st;
}

enum tk_status tk_survey_generate(struct tk_session *session,
                                  const struct tk_survey_options *options, struct tk_error *err)
{
    struct survey s = {.options = options};
    tk_random_seed(&s.random, options->seed);
    enum tk_status st = tk_ground_open(session, &options->ground, &s.ground, err);
    if (!st)
        st = options->plain ? tk_plain_generate(session, &s.ground, options, err)
                            : make_and_write(&s, err);
    tk_buffer_free(&s.text);
    tk_free(s.notes);
    tk_walks_free(&s.walks);
    tk_ground_free(&s.ground);
    return st;
}
