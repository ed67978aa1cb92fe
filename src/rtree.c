#include "trygghetskarta/rtree.h"

#include "trygghetskarta/database.h"
#include "trygghetskarta/memory.h"

#include <math.h>
#include <string.h>

#define MAX_FID ((INT64_C(1) << 30) - 1)
#define CELL 24     /* bytes of a cell in a node: a number and four floats */
#define MAX_DEPTH 8 /* 51 cells a node: more than fids can fill */

static size_t stride(const struct tk_envelopes *e)
{
    return e->points ? 2 : 4;
}

/* Grown without zeroing: room that is never written to costs no memory. */
static enum tk_status make_room(struct tk_envelopes *e, size_t n, struct tk_error *err)
{
    if (n > e->capacity) {
        size_t room = n > e->capacity * 2 ? n : e->capacity * 2;
        room = room < 64 ? 64 : room;
        double *values = tk_realloc(e->values, room * stride(e), sizeof *values);
        if (!values)
            return tk_fail_memory(err);
        e->values = values;
        e->capacity = room;
    }
    for (size_t i = e->n * stride(e); i < n * stride(e); i++)
        e->values[i] = NAN;
    e->n = e->n > n ? e->n : n;
    return TK_OK;
}

enum tk_status tk_envelopes_put(struct tk_envelopes *e, int64_t fid,
                                const struct tk_bounds *bounds, struct tk_error *err)
{
    if (fid < 1 || fid > MAX_FID)
        return tk_fail(err, TK_INTERNAL, "fid %lld is not within 1 to %lld", (long long)fid,
                       (long long)MAX_FID);
    enum tk_status st = make_room(e, (size_t)fid, err);
    if (st)
        return st;
    double *v = e->values + (size_t)(fid - 1) * stride(e);
    bool none = !bounds || !(bounds->min_x <= bounds->max_x);
    v[0] = none ? NAN : bounds->min_x;
    v[1] = none ? NAN : bounds->min_y;
    if (!e->points) {
        v[2] = none ? NAN : bounds->max_x;
        v[3] = none ? NAN : bounds->max_y;
    }
    return TK_OK;
}

struct tk_bounds tk_envelopes_bounds(const struct tk_envelopes *e)
{
    struct tk_bounds b = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    size_t step = stride(e);
    for (const double *v = e->values; v && v < e->values + e->n * step; v += step) {
        b.min_x = fmin(b.min_x, v[0]);
        b.min_y = fmin(b.min_y, v[1]);
        b.max_x = fmax(b.max_x, v[step - 2]);
        b.max_y = fmax(b.max_y, v[step - 1]);
    }
    return b;
}

void tk_envelopes_free(struct tk_envelopes *e)
{
    tk_free(e->values);
    *e = (struct tk_envelopes){.points = e->points};
}

/* An envelope once it has been put in order. It takes the place of the doubles it was made of:
 * words[0] is the Hilbert key, words[1] the fid, with two flags in its low bits for points,
 * words[2…] floats rounded down (and, but for points, up). */
struct items {
    uint32_t *words;
    size_t n, size; /* words in an item: 4 for points, 6 otherwise */
};

static uint32_t bits_of(float value)
{
    uint32_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

static float float_of(uint32_t bits)
{
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static float float_down(double value)
{
    float f = (float)value;
    return (double)f > value ? nextafterf(f, -HUGE_VALF) : f;
}

static float float_up(double value)
{
    float f = (float)value;
    return (double)f < value ? nextafterf(f, HUGE_VALF) : f;
}

/* Position along the Hilbert curve of a 65536 x 65536 grid (the usual bit by bit descent: which
 * quarter, then turn into it). */
static uint32_t hilbert(uint32_t x, uint32_t y)
{
    uint32_t key = 0;
    for (uint32_t s = 1U << 15; s > 0; s >>= 1) {
        uint32_t right = (x & s) != 0, upper = (y & s) != 0;
        key = key << 2 | ((3 * right) ^ upper);
        if (!upper) {
            if (right) {
                x = 0xFFFF - x;
                y = 0xFFFF - y;
            }
            uint32_t t = x;
            x = y;
            y = t;
        }
    }
    return key;
}

static uint32_t grid(double value, double low, double high)
{
    return high > low ? (uint32_t)((value - low) / (high - low) * 65535.0) : 0;
}

static void make_item(uint32_t *out, const double *v, size_t step, uint32_t fid,
                      const struct tk_bounds *b)
{
    double low_x = v[0], low_y = v[1], high_x = v[step - 2], high_y = v[step - 1];
    float fx = float_down(low_x), fy = float_down(low_y);
    out[0] = hilbert(grid(low_x + (high_x - low_x) / 2, b->min_x, b->max_x),
                     grid(low_y + (high_y - low_y) / 2, b->min_y, b->max_y));
    out[1] = fid << 2;
    out[2] = bits_of(fx);
    out[3] = bits_of(fy);
    if (step == 2) {
        out[1] |= ((double)fx < low_x ? 2U : 0U) | ((double)fy < low_y ? 1U : 0U);
    } else {
        out[4] = bits_of(float_up(high_x));
        out[5] = bits_of(float_up(high_y));
    }
}

/* Makes items of the envelopes in their own room: an item is never longer than what it is made
 * of, and is written once that has been read. */
static struct items items_from(struct tk_envelopes *e)
{
    size_t step = stride(e);
    struct items items = {(uint32_t *)(void *)e->values, 0, e->points ? 4 : 6};
    struct tk_bounds b = tk_envelopes_bounds(e);
    for (size_t i = 0; i < e->n; i++) {
        double v[4];
        uint32_t item[6];
        memcpy(v, e->values + i * step, step * sizeof *v);
        if (isnan(v[0]))
            continue;
        make_item(item, v, step, (uint32_t)i + 1, &b);
        memcpy((char *)e->values + items.n * items.size * sizeof *item, item,
               items.size * sizeof *item);
        items.n++;
    }
    return items;
}

static uint64_t rank(const uint32_t *item)
{
    return (uint64_t)item[0] << 32 | item[1];
}

static void insertion_sort(struct items items)
{
    uint32_t kept[6];
    size_t bytes = items.size * sizeof *kept;
    for (size_t i = 1; i < items.n; i++) {
        uint32_t *item = items.words + i * items.size, *to = item;
        memcpy(kept, item, bytes);
        while (to > items.words && rank(to - items.size) > rank(kept))
            to -= items.size;
        memmove(to + items.size, to, (size_t)(item - to) * sizeof *to);
        memcpy(to, kept, bytes);
    }
}

/* Radix sort in place from the top byte down: qsort() may take as much memory again. */
static void sort(struct items items, int shift)
{
    if (items.n < 32 || shift < 0) {
        insertion_sort(items);
        return;
    }
    size_t count[256] = {0}, next[256], end[256], at = 0;
    for (size_t i = 0; i < items.n; i++)
        count[rank(items.words + i * items.size) >> shift & 255]++;
    for (int d = 0; d < 256; d++) {
        next[d] = at;
        end[d] = at += count[d];
    }
    uint32_t swap[6];
    size_t bytes = items.size * sizeof *swap;
    for (size_t d = 0; d < 256; d++) {
        while (next[d] < end[d]) {
            uint32_t *item = items.words + next[d] * items.size;
            size_t digit = rank(item) >> shift & 255;
            uint32_t *to = items.words + next[digit] * items.size;
            next[digit]++;
            if (digit == d)
                continue;
            memcpy(swap, item, bytes);
            memcpy(item, to, bytes);
            memcpy(to, swap, bytes);
        }
    }
    for (size_t d = 0; d < 256; d++)
        if (count[d] > 1)
            sort((struct items){items.words + (end[d] - count[d]) * items.size, count[d],
                                items.size},
                 shift - 8);
}

struct box {
    float low_x, high_x, low_y, high_y;
};

static struct box item_box(const struct items *items, size_t i)
{
    const uint32_t *w = items->words + i * items->size;
    struct box b = {float_of(w[2]), 0, float_of(w[3]), 0};
    if (items->size == 6) {
        b.high_x = float_of(w[4]);
        b.high_y = float_of(w[5]);
    } else {
        b.high_x = w[1] & 2 ? nextafterf(b.low_x, HUGE_VALF) : b.low_x;
        b.high_y = w[1] & 1 ? nextafterf(b.low_y, HUGE_VALF) : b.low_y;
    }
    return b;
}

/* A node being filled, and the statements its table and those below are written with. */
struct packer {
    sqlite3 *db;
    sqlite3_stmt *node, *parent, *rowid;
    unsigned char *bytes; /* [node_size] */
    size_t node_size, capacity;
    uint32_t *leaf_of; /* [n fids]: the leaf that holds each, 0 if none */
};

static void put_number(unsigned char *to, uint64_t value, int n)
{
    for (int i = n - 1; i >= 0; i--, value >>= 8)
        to[i] = (unsigned char)value;
}

static void put_cell(struct packer *p, size_t position, uint64_t number, const struct box *box)
{
    unsigned char *cell = p->bytes + 4 + position * CELL;
    put_number(cell, number, 8);
    put_number(cell + 8, bits_of(box->low_x), 4);
    put_number(cell + 12, bits_of(box->high_x), 4);
    put_number(cell + 16, bits_of(box->low_y), 4);
    put_number(cell + 20, bits_of(box->high_y), 4);
}

static enum tk_status failed(const struct packer *p, struct tk_error *err)
{
    return tk_database_fail(p->db, TK_INTERNAL, err, "%s: spatial index",
                            sqlite3_db_filename(p->db, "main"));
}

static enum tk_status put_pair(struct packer *p, sqlite3_stmt *statement, size_t a, size_t b,
                               struct tk_error *err)
{
    if (sqlite3_bind_int64(statement, 1, (sqlite3_int64)a) != SQLITE_OK ||
        sqlite3_bind_int64(statement, 2, (sqlite3_int64)b) != SQLITE_OK)
        return failed(p, err);
    sqlite3_step(statement);
    return sqlite3_reset(statement) == SQLITE_OK ? TK_OK : failed(p, err);
}

static enum tk_status put_node(struct packer *p, size_t number, size_t depth, size_t n,
                               struct tk_error *err)
{
    put_number(p->bytes, depth, 2);
    put_number(p->bytes + 2, n, 2);
    memset(p->bytes + 4 + n * CELL, 0, p->node_size - 4 - n * CELL);
    if (sqlite3_bind_int64(p->node, 1, (sqlite3_int64)number) != SQLITE_OK ||
        sqlite3_bind_blob(p->node, 2, p->bytes, (int)p->node_size, SQLITE_STATIC) != SQLITE_OK)
        return failed(p, err);
    sqlite3_step(p->node);
    return sqlite3_reset(p->node) == SQLITE_OK ? TK_OK : failed(p, err);
}

static void widen(struct box *b, const struct box *by)
{
    b->low_x = fminf(b->low_x, by->low_x);
    b->high_x = fmaxf(b->high_x, by->high_x);
    b->low_y = fminf(b->low_y, by->low_y);
    b->high_y = fmaxf(b->high_y, by->high_y);
}

/* One level of the tree: n children (items, or the boxes of the nodes below, whose numbers run
 * from `child`) spread evenly over the fewest nodes that hold them, so that none is nearly
 * empty. The boxes of the nodes made go to `made`; the root, alone at its level, is node 1. */
static enum tk_status put_level(struct packer *p, const struct items *items,
                                const struct box *below, size_t n, size_t child, size_t depth,
                                struct box *made, struct tk_error *err)
{
    size_t n_nodes = (n + p->capacity - 1) / p->capacity, at = 0;
    size_t first = below ? child + n : 2;
    enum tk_status st = TK_OK;
    for (size_t k = 0; !st && k < n_nodes; k++) {
        size_t number = n_nodes == 1 ? 1 : first + k;
        size_t end = (size_t)((uint64_t)n * (k + 1) / n_nodes), start = at;
        struct box all = {HUGE_VALF, -HUGE_VALF, HUGE_VALF, -HUGE_VALF};
        for (; !st && at < end; at++) {
            struct box box = below ? below[at] : item_box(items, at);
            size_t holds =
                below ? child + at : (size_t)(items->words[at * items->size + 1] >> 2);
            widen(&all, &box);
            put_cell(p, at - start, holds, &box);
            if (below)
                st = put_pair(p, p->parent, holds, number, err);
            else
                p->leaf_of[holds - 1] = (uint32_t)number;
        }
        if (!st)
            st = put_node(p, number, n_nodes == 1 ? depth : 0, at - start, err);
        made[k] = all;
    }
    return st;
}

/* All levels, from the leaves to the root. The boxes of a level stand in the room that those of
 * the level below no longer need: a node is made after its children were read. */
static enum tk_status put_levels(struct packer *p, const struct items *items,
                                 struct tk_error *err)
{
    size_t n = (items->n + p->capacity - 1) / p->capacity, child = 2, depth = 0;
    struct box *boxes = tk_alloc(n, sizeof *boxes);
    if (!boxes)
        return tk_fail_memory(err);
    enum tk_status st = put_level(p, items, NULL, items->n, 0, depth, boxes, err);
    while (!st && n > 1) {
        st = put_level(p, items, boxes, n, child, ++depth, boxes, err);
        child += n;
        n = (n + p->capacity - 1) / p->capacity;
    }
    tk_free(boxes);
    return st;
}

/* In the order of the fids: out of order these rows cost five times as much. */
static enum tk_status put_rowids(struct packer *p, size_t n_fids, struct tk_error *err)
{
    enum tk_status st = TK_OK;
    for (size_t i = 0; !st && i < n_fids; i++)
        if (p->leaf_of[i])
            st = put_pair(p, p->rowid, i + 1, p->leaf_of[i], err);
    return st;
}

static enum tk_status prepare(struct packer *p, const char *format, const char *name,
                              sqlite3_stmt **out, struct tk_error *err)
{
    char *sql = sqlite3_mprintf(format, name);
    if (!sql)
        return tk_fail_memory(err);
    int rc = sqlite3_prepare_v2(p->db, sql, -1, out, NULL);
    sqlite3_free(sql);
    return rc == SQLITE_OK ? TK_OK : failed(p, err);
}

/* Makes the table and reads from its first node how large SQLite wants nodes to be. */
static enum tk_status begin(struct packer *p, const char *name, struct tk_error *err)
{
    sqlite3_stmt *s = NULL;
    enum tk_status st =
        prepare(p, "CREATE VIRTUAL TABLE \"%w\" USING rtree(id, minx, maxx, miny, maxy)", name,
                &s, err);
    if (!st && sqlite3_step(s) != SQLITE_DONE)
        st = failed(p, err);
    sqlite3_finalize(s);
    s = NULL;
    if (!st)
        st = prepare(p, "SELECT length(data) FROM \"%w_node\" WHERE nodeno = 1", name, &s, err);
    if (!st && sqlite3_step(s) == SQLITE_ROW)
        p->node_size = (size_t)sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    if (!st && p->node_size < 4 + 4 * CELL)
        st = tk_fail(err, TK_INTERNAL, "%s: a node of %zu bytes", name, p->node_size);
    p->capacity = st ? 0 : (p->node_size - 4) / CELL;
    if (!st)
        st = prepare(p, "REPLACE INTO \"%w_node\" VALUES (?, ?)", name, &p->node, err);
    if (!st)
        st = prepare(p, "INSERT INTO \"%w_parent\" VALUES (?, ?)", name, &p->parent, err);
    if (!st)
        st = prepare(p, "INSERT INTO \"%w_rowid\" VALUES (?, ?)", name, &p->rowid, err);
    return st;
}

enum tk_status tk_rtree_pack(sqlite3 *db, const char *name, struct tk_envelopes *e,
                             struct tk_error *err)
{
    struct packer p = {.db = db};
    enum tk_status st = begin(&p, name, err);
    size_t n_fids = e->n;
    struct items items = {0};
    if (!st)
        items = items_from(e);
    if (!st && items.n > 0) {
        sort(items, 56);
        p.bytes = tk_alloc(p.node_size, 1);
        p.leaf_of = tk_alloc(n_fids, sizeof *p.leaf_of);
        st = p.bytes && p.leaf_of ? put_levels(&p, &items, err) : tk_fail_memory(err);
        if (!st)
            st = put_rowids(&p, n_fids, err);
    }
    sqlite3_finalize(p.node);
    sqlite3_finalize(p.parent);
    sqlite3_finalize(p.rowid);
    tk_free(p.bytes);
    tk_free(p.leaf_of);
    tk_envelopes_free(e);
    return st;
}
