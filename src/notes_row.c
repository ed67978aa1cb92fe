#include "notes_parts.h"

#include "trygghetskarta/date.h"
#include "trygghetskarta/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MANY 64 /* areas over one place, before a second look is needed */

/* The columns that this step computes. */
enum computed {
    STADSDEL,
    STADSDELSOMRADE,
    OMRADEN,
    FOKUSOMRADE,
    INNE,
    KATEGORIGRUPP,
    STATUSGRUPP,
    ANSVARIGGRUPP,
    LAGE,
    GRANSFALL,
    I_GLAPP,
    ALDER_DAGAR,
    FORFALLER,
    FORFALLER_KLOCKSLAG,
    FORSENAD,
    KALLA_NAMN,
    RAD,
    AR,
    OTOLKADE_ORD,
    UPPDATERAD_UR,
    N_COMPUTED
};
static const struct {
    const char *name;
    enum tk_note_part part;
} computed[N_COMPUTED] = {
    [STADSDEL] = {"stadsdel", TK_PART_DERIVED},
    [STADSDELSOMRADE] = {"stadsdelsomrade", TK_PART_DERIVED},
    [OMRADEN] = {"omraden", TK_PART_DERIVED},
    [FOKUSOMRADE] = {"fokusomrade", TK_PART_DERIVED},
    [INNE] = {"inne", TK_PART_DERIVED},
    [KATEGORIGRUPP] = {"kategorigrupp", TK_PART_DERIVED},
    [STATUSGRUPP] = {"statusgrupp", TK_PART_DERIVED},
    [ANSVARIGGRUPP] = {"ansvariggrupp", TK_PART_DERIVED},
    [LAGE] = {"lage", TK_PART_RECORD},
    [GRANSFALL] = {"gransfall", TK_PART_DERIVED},
    [I_GLAPP] = {"i_glapp", TK_PART_DERIVED},
    [ALDER_DAGAR] = {"alder_dagar", TK_PART_PASSING},
    [FORFALLER] = {"forfaller", TK_PART_DERIVED},
    [FORFALLER_KLOCKSLAG] = {"forfaller_klockslag", TK_PART_DERIVED},
    [FORSENAD] = {"forsenad", TK_PART_DERIVED},
    [KALLA_NAMN] = {"kalla_namn", TK_PART_DERIVED},
    [RAD] = {"rad", TK_PART_PASSING},
    [AR] = {"ar", TK_PART_DERIVED},
    [OTOLKADE_ORD] = {"otolkade_ord", TK_PART_RECORD},
    [UPPDATERAD_UR] = {"uppdaterad_ur", TK_PART_DERIVED},
};

/* The fields that the computed columns are made of. */
enum used { TYP, KATEGORI, STATUS, ANSVARIG, DATUM, PLANERAD, ATGARDAD, LAGESFEL, N_USED };
static const char *const used_names[N_USED] = {
    "typ",   "kategori",       "status",         "ansvarig",
    "datum", "planerad_datum", "atgardad_datum", "lagesfel_m"};

static size_t find_computed(const char *name)
{
    size_t which = 0;
    while (which < N_COMPUTED && strcmp(computed[which].name, name) != 0)
        which++;
    return which;
}

enum tk_note_part tk_notes_part(const struct tk_dictionary *dictionary, const char *column)
{
    size_t field = tk_dictionary_field(dictionary, column), which = find_computed(column);
    if (field != TK_NO_FIELD && dictionary->fields[field].when)
        return TK_PART_PASSING; /* says only when the others were written up */
    if (field != TK_NO_FIELD)
        return dictionary->fields[field].free_text ? TK_PART_TEXT : TK_PART_RECORD;
    return which < N_COMPUTED ? computed[which].part : TK_PART_RECORD;
}

/* What the rules read of a code. */
struct meaning {
    bool is_fault, is_open; /* of typ, of status */
};

struct tk_row_maker {
    const struct tk_noting *n;
    size_t *field;    /* per column: field of the dictionary, or TK_NO_FIELD */
    size_t *computed; /* per column: enum computed, where field is TK_NO_FIELD */
    size_t used[N_USED];
    struct meaning *means[N_USED]; /* per code; NULL of fields without codes */
    struct tk_promises *promises;
    struct tk_cell *cells;
    struct tk_buffer areas, focus;
    size_t *hits;
    size_t hits_room;
    char due[16], due_time[8];
    /* of the note at hand */
    const struct tk_note *note;
    const char *source;
    struct tk_placing placing;
    size_t n_hits;
    bool near_border;
    struct tk_fact fact;
};

static struct tk_cell text_cell(const char *text)
{
    return (struct tk_cell){.kind = text ? TK_CELL_TEXT : TK_CELL_NONE, .text = text};
}

static struct tk_cell integer_cell(int64_t value)
{
    return (struct tk_cell){.kind = TK_CELL_INTEGER, .integer = value};
}

static const struct tk_value *used(const struct tk_row_maker *m, enum used which)
{
    return &m->note->values[m->used[which]];
}

static const struct tk_codes *codes_of(const struct tk_row_maker *m, enum used which)
{
    return m->n->validation->dictionary->fields[m->used[which]].codes;
}

static const char *group_of(const struct tk_row_maker *m, enum used which)
{
    size_t code = used(m, which)->code;
    const char *group = code == TK_NO_CODE ? "" : codes_of(m, which)->group[code];
    return *group ? group : NULL;
}

static const struct meaning *meaning_of(const struct tk_row_maker *m, enum used which)
{
    size_t code = used(m, which)->code;
    return code == TK_NO_CODE ? NULL : &m->means[which][code];
}

/* As counting has it (facts.h): what has no code is an open fault. */
static bool is_fault(const struct tk_row_maker *m)
{
    const struct meaning *type = meaning_of(m, TYP);
    return !type || type->is_fault;
}

static bool is_open(const struct tk_row_maker *m)
{
    const struct meaning *status = meaning_of(m, STATUS);
    return !status || status->is_open;
}

static int32_t due_day(const struct tk_row_maker *m)
{
    if (!is_fault(m))
        return TK_NO_DAY;
    int32_t planned = used(m, PLANERAD)->day;
    int days = tk_promised_days(m->promises, used(m, KATEGORI)->code, used(m, ANSVARIG)->code);
    if (planned != TK_NO_DAY)
        return planned;
    return days >= 0 ? used(m, DATUM)->day + days : TK_NO_DAY;
}

static struct tk_cell age_cell(const struct tk_row_maker *m)
{
    int32_t until = is_open(m) ? m->n->validation->as_of : used(m, ATGARDAD)->day;
    return until == TK_NO_DAY ? text_cell(NULL) : integer_cell(until - used(m, DATUM)->day);
}

/* The hour of the day it is due, where the body itself has set both. */
static int32_t due_second(const struct tk_row_maker *m)
{
    return m->fact.due != TK_NO_DAY ? used(m, PLANERAD)->second : 0;
}

/* Whether it was mended, or is open yet, after it was due. */
static bool is_late(const struct tk_row_maker *m)
{
    const struct tk_value *done = used(m, ATGARDAD);
    bool open = is_open(m);
    int32_t day = open ? m->n->validation->as_of : done->day;
    int32_t second = open ? m->n->validation->as_of_second : done->second;
    return m->fact.due != TK_NO_DAY && day != TK_NO_DAY &&
           tk_date_after(day, second, m->fact.due, due_second(m));
}

static bool is_overdue(const struct tk_row_maker *m)
{
    return is_fault(m) && is_open(m) && is_late(m);
}

static const char *district_text(const struct tk_row_maker *m)
{
    if (m->note->position.located == TK_LOCATED_UNKNOWN)
        return "okänt läge";
    size_t district = m->placing.location.polygon;
    return district == TK_NOWHERE ? "utanför" : m->n->validation->districts->key[district];
}

static struct tk_cell computed_cell(struct tk_row_maker *m, size_t which)
{
    const struct tk_districts *d = m->n->validation->districts;
    bool known = m->note->position.located != TK_LOCATED_UNKNOWN;
    int year, month, day;
    switch (which) {
    case STADSDEL:
        return text_cell(district_text(m));
    case STADSDELSOMRADE:
        return text_cell(m->placing.parent == TK_NOWHERE ? NULL
                                                         : d->parent_key[m->placing.parent]);
    case OMRADEN:
        return text_cell(m->areas.length ? m->areas.data : NULL);
    case FOKUSOMRADE:
        return text_cell(m->focus.length ? m->focus.data : NULL);
    case INNE:
        return known && m->n->areas->any_focus ? integer_cell(m->focus.length > 0)
                                               : text_cell(NULL);
    case KATEGORIGRUPP:
        return text_cell(group_of(m, KATEGORI));
    case STATUSGRUPP:
        return text_cell(group_of(m, STATUS));
    case ANSVARIGGRUPP:
        return text_cell(group_of(m, ANSVARIG));
    case LAGE:
        return text_cell(tk_located_code(m->note->position.located));
    case GRANSFALL:
        return known ? integer_cell(m->near_border) : text_cell(NULL);
    case I_GLAPP:
        return known ? integer_cell(m->placing.location.from_gap) : text_cell(NULL);
    case ALDER_DAGAR:
        return age_cell(m);
    case FORFALLER:
        return text_cell(m->fact.due == TK_NO_DAY ? NULL : m->due);
    case FORFALLER_KLOCKSLAG:
        return text_cell(due_second(m) > 0 ? m->due_time : NULL);
    case FORSENAD:
        return integer_cell(is_overdue(m));
    case KALLA_NAMN:
        return text_cell(m->source);
    case RAD:
        return integer_cell(m->note->number);
    case AR:
        tk_date_to_ymd(used(m, DATUM)->day, &year, &month, &day);
        return integer_cell(year);
    case UPPDATERAD_UR:
        return text_cell(m->note->recorded_in);
    default:
        return text_cell(m->note->words);
    }
}

static struct tk_cell field_cell(const struct tk_row_maker *m, size_t field)
{
    const struct tk_value *value = &m->note->values[field];
    if (!value->text)
        return text_cell(NULL);
    switch (m->n->validation->dictionary->fields[field].type) {
    case TK_INTEGER:
    case TK_BOOLEAN:
        return integer_cell((int64_t)value->number);
    case TK_REAL:
        return (struct tk_cell){.kind = TK_CELL_REAL, .real = value->number};
    default:
        return text_cell(value->text);
    }
}

/* The areas over the note, as text and as a set for counting. */
static enum tk_status find_areas(struct tk_row_maker *m, struct tk_error *err)
{
    const struct tk_areas *a = m->n->areas;
    const struct tk_note_position *p = &m->note->position;
    tk_buffer_clear(&m->areas);
    tk_buffer_clear(&m->focus);
    m->n_hits = 0;
    if (a->n && p->located != TK_LOCATED_UNKNOWN)
        m->n_hits = tk_coverage_holding(a->coverage, p->x, p->y, m->hits, m->hits_room);
    if (m->n_hits > m->hits_room) {
        enum tk_status st = tk_grow(&m->hits, &m->hits_room, m->n_hits, sizeof *m->hits, err);
        if (st)
            return st;
        tk_coverage_holding(a->coverage, p->x, p->y, m->hits, m->hits_room);
    }
    for (size_t i = 0; i < m->n_hits; i++) {
        struct tk_buffer *lists[] = {&m->areas, a->in_focus[m->hits[i]] ? &m->focus : NULL};
        for (int k = 0; k < 2 && lists[k]; k++) {
            tk_buffer_text(lists[k], lists[k]->length ? "; " : "");
            tk_buffer_text(lists[k], a->key[m->hits[i]]);
        }
    }
    enum tk_status st = tk_buffer_check(&m->areas, err);
    if (!st)
        st = tk_buffer_check(&m->focus, err);
    if (!st)
        st = tk_facts_areas(m->n->facts, m->hits, m->n_hits, &m->fact.areas, err);
    return st;
}

/* Whether a parent's own polygon holds the point. A note on the corner of several is where the
 * table has its district, and no disagreement. */
static bool parent_holds(const struct tk_districts *d, size_t parent, double x, double y)
{
    size_t hits[MANY];
    size_t n = tk_coverage_holding(d->parent_coverage, x, y, hits, MANY);
    for (size_t i = 0; i < n && i < MANY; i++)
        if (hits[i] == parent)
            return true;
    return false;
}

static void find_district(struct tk_row_maker *m)
{
    const struct tk_districts *d = m->n->validation->districts;
    const struct tk_note_position *p = &m->note->position;
    const struct tk_value *error = used(m, LAGESFEL);
    double error_m =
        error->text ? error->number : m->n->validation->reading->edition->location_error_m;
    m->placing = (struct tk_placing){{TK_NOWHERE, 0, false}, TK_NOWHERE, TK_NOWHERE};
    m->near_border = false;
    if (p->located == TK_LOCATED_UNKNOWN)
        return;
    m->placing.location = tk_coverage_locate(d->coverage, p->x, p->y);
    m->near_border = tk_coverage_near_border(d->coverage, p->x, p->y, error_m);
    if (m->placing.location.polygon != TK_NOWHERE)
        m->placing.table_parent = d->parent[m->placing.location.polygon];
    m->placing.parent = m->placing.table_parent;
    if (d->parents_given && !parent_holds(d, m->placing.table_parent, p->x, p->y))
        m->placing.parent = tk_coverage_locate(d->parent_coverage, p->x, p->y).polygon;
}

static uint16_t fact_position(const struct tk_row_maker *m, size_t position)
{
    if (m->note->position.located == TK_LOCATED_UNKNOWN)
        return TK_FACT_UNKNOWN;
    return position == TK_NOWHERE ? TK_FACT_OUTSIDE : (uint16_t)position;
}

static void fill_fact(struct tk_row_maker *m)
{
    const struct tk_facts *facts = m->n->facts;
    struct tk_fact *f = &m->fact;
    f->district = fact_position(m, m->placing.location.polygon);
    f->parent = fact_position(m, m->placing.parent);
    f->day = used(m, DATUM)->day;
    f->due = due_day(m);
    f->done = used(m, ATGARDAD)->day;
    f->hours_late = is_late(m) && f->due == (is_open(m) ? m->n->validation->as_of : f->done);
    tk_date_print_time(due_second(m), m->due_time);
    for (size_t i = 0; i < facts->n_code_fields; i++) {
        size_t code = m->note->values[facts->code_field[i]].code;
        f->code[i] = code == TK_NO_CODE ? TK_FACT_NO_CODE : (uint8_t)code;
    }
    if (f->due != TK_NO_DAY)
        tk_date_print(f->due, m->due);
}

enum tk_status tk_row_maker_make(struct tk_row_maker *m, const struct tk_note *note,
                                 const char *source, const struct tk_cell **cells,
                                 struct tk_fact *fact, struct tk_placing *placing,
                                 struct tk_error *err)
{
    m->note = note;
    m->source = source;
    find_district(m);
    enum tk_status st = find_areas(m, err);
    if (st)
        return st;
    fill_fact(m);
    for (size_t c = 0; c < m->n->layer->n_columns; c++)
        m->cells[c] = m->field[c] != TK_NO_FIELD ? field_cell(m, m->field[c])
                                                 : computed_cell(m, m->computed[c]);
    *cells = m->cells;
    *fact = m->fact;
    *placing = m->placing;
    return TK_OK;
}

bool tk_row_maker_is_content(const struct tk_row_maker *maker, size_t column)
{
    return maker->field[column] != TK_NO_FIELD || maker->computed[column] == KALLA_NAMN ||
           maker->computed[column] == OTOLKADE_ORD;
}

static enum tk_status plan_columns(struct tk_row_maker *m, struct tk_error *err)
{
    const struct tk_dictionary *dictionary = m->n->validation->dictionary;
    for (size_t c = 0; c < m->n->layer->n_columns; c++) {
        const char *name = m->n->layer->columns[c]->name;
        size_t which = find_computed(name);
        m->field[c] = tk_dictionary_field(dictionary, name);
        m->computed[c] = which;
        if (m->field[c] == TK_NO_FIELD && which == N_COMPUTED)
            return tk_fail(
                err, TK_USAGE,
                "%s/layer.yaml: column '%s' is neither a field of fields.csv nor one "
                "that the step notes makes",
                m->n->layer->directory, name);
    }
    for (int i = 0; i < N_USED; i++) {
        m->used[i] = tk_dictionary_field(dictionary, used_names[i]);
        if (m->used[i] == TK_NO_FIELD)
            return tk_fail(err, TK_USAGE,
                           "%s: lacks the field '%s', which noteringar is made of",
                           dictionary->fields_csv.path, used_names[i]);
    }
    return TK_OK;
}

static struct meaning meaning_in(const struct tk_codes *codes, size_t code)
{
    return (struct meaning){.is_fault = tk_facts_is_fault(codes, code),
                            .is_open = tk_facts_is_open(codes, code)};
}

static enum tk_status learn_codes(struct tk_row_maker *m, struct tk_error *err)
{
    for (int i = 0; i < N_USED; i++) {
        const struct tk_codes *codes = m->n->validation->dictionary->fields[m->used[i]].codes;
        if (!codes)
            continue;
        m->means[i] = tk_alloc(codes->n, sizeof *m->means[i]);
        if (!m->means[i])
            return tk_fail_memory(err);
        for (size_t c = 0; c < codes->n; c++)
            m->means[i][c] = meaning_in(codes, c);
    }
    return tk_promises_new(m->n->validation->dictionary, codes_of(m, KATEGORI),
                           codes_of(m, ANSVARIG), &m->promises, err);
}

enum tk_status tk_row_maker_new(const struct tk_noting *noting, struct tk_row_maker **out,
                                struct tk_error *err)
{
    *out = NULL;
    struct tk_row_maker *m = tk_alloc(1, sizeof *m);
    if (!m)
        return tk_fail_memory(err);
    size_t n = noting->layer->n_columns;
    m->n = noting;
    m->field = tk_alloc(n, sizeof *m->field);
    m->computed = tk_alloc(n, sizeof *m->computed);
    m->cells = tk_alloc(n, sizeof *m->cells);
    m->hits = tk_alloc(MANY, sizeof *m->hits);
    m->hits_room = MANY;
    enum tk_status st = m->field && m->computed && m->cells && m->hits ? plan_columns(m, err)
                                                                       : tk_fail_memory(err);
    if (!st)
        st = learn_codes(m, err);
    if (st)
        tk_row_maker_free(m);
    else
        *out = m;
    return st;
}

void tk_row_maker_free(struct tk_row_maker *maker)
{
    if (!maker)
        return;
    for (int i = 0; i < N_USED; i++)
        tk_free(maker->means[i]);
    tk_promises_free(maker->promises);
    tk_free(maker->field);
    tk_free(maker->computed);
    tk_free(maker->cells);
    tk_free(maker->hits);
    tk_buffer_free(&maker->areas);
    tk_buffer_free(&maker->focus);
    tk_free(maker);
}
