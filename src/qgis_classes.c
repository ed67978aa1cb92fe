#include "qgis_parts.h"

#include "trygghetskarta/database.h"
#include "trygghetskarta/memory.h"
#include "trygghetskarta/template.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_CLASSES = 12 };

/* The renderer of that type, which may lie inside another one (a cluster's). */
static CPLXMLNode *renderer_of(CPLXMLNode *root, const char *type)
{
    CPLXMLNode *node = CPLGetXMLNode(root, "renderer-v2");
    while (node && strcmp(CPLGetXMLValue(node, "type", ""), type) != 0)
        node = CPLGetXMLNode(node, "renderer-v2");
    return node;
}

static void drop(CPLXMLNode *parent, CPLXMLNode *child)
{
    CPLRemoveXMLChild(parent, child);
    CPLDestroyXMLNode(child);
}

/* The positive values of an SQL expression over the layer's rows, in order. */
static enum tk_status values_of(struct tk_geopackage *gp, const char *layer, const char *path,
                                const char *expression, double **out, size_t *n,
                                struct tk_error *err)
{
    struct tk_buffer sql = {0};
    tk_buffer_format(&sql,
                     "SELECT v FROM (SELECT (%s) AS v FROM \"%s\") WHERE v > 0 ORDER BY v",
                     expression, layer);
    sqlite3_stmt *s = NULL;
    enum tk_status st = tk_buffer_check(&sql, err);
    if (!st && sqlite3_prepare_v2(tk_geopackage_db(gp), sql.data, -1, &s, NULL) != SQLITE_OK)
        st = tk_database_fail(tk_geopackage_db(gp), TK_USAGE, err, "%s: classes_from=\"%s\"",
                              path, expression);
    size_t capacity = 0;
    int rc = SQLITE_DONE;
    while (!st && (rc = sqlite3_step(s)) == SQLITE_ROW) {
        st = tk_grow(out, &capacity, *n + 1, sizeof **out, err);
        if (!st)
            (*out)[(*n)++] = sqlite3_column_double(s, 0);
    }
    if (!st && rc != SQLITE_DONE)
        st = tk_geopackage_fail(gp, path, err);
    sqlite3_finalize(s);
    tk_buffer_free(&sql);
    return st;
}

/* Two figures say enough of where a class ends; upwards, so that what ends it is in it. */
static double rounded_up(double value)
{
    double unit = pow(10, floor(log10(value)) - 1);
    return ceil(value / unit - 1e-9) * unit;
}

size_t tk_qgis_breaks(const double *values, size_t n, size_t classes, double *upper)
{
    size_t k = 0;
    if (!n)
        return 0;
    double highest = rounded_up(values[n - 1]);
    for (size_t i = 1; i < classes; i++) {
        size_t within = i * n / classes;
        double at = within ? rounded_up(values[within - 1]) : 0;
        if (at > (k ? upper[k - 1] : 0) && at < values[n - 1])
            upper[k++] = at;
    }
    upper[k++] = highest;
    return k;
}

/* As a Swede writes it: a decimal comma, and thin spaces between thousands. */
static void swedish(double value, struct tk_buffer *out)
{
    char text[40];
    bool whole = value >= 10 || value == floor(value);
    int n = snprintf(text, sizeof text, whole ? "%.0f" : "%.1f", value);
    char *point = strchr(text, '.');
    if (point)
        *point = ',';
    int digits = point ? (int)(point - text) : n;
    for (int i = 0; i < n; i++) {
        if (i && i < digits && (digits - i) % 3 == 0)
            tk_buffer_text(out, "\u202f");
        tk_buffer_add(out, text + i, 1);
    }
}

static enum tk_status fill_range(CPLXMLNode *range, double lower, double upper,
                                 const char *path, struct tk_error *err)
{
    struct tk_buffer words = {0}, label = {0};
    char number[32];
    tk_buffer_text(&words, lower > 0 ? "" : "högst ");
    if (lower > 0) {
        swedish(lower, &words);
        tk_buffer_text(&words, "–");
    }
    swedish(upper, &words);
    const struct tk_slot slot = {"range", tk_buffer_string(&words), true};
    enum tk_status st = tk_buffer_check(&words, err);
    if (!st)
        st = tk_template_fill(path, CPLGetXMLValue(range, "label", "{{range}}"), &slot, 1,
                              &label, err);
    if (!st) {
        snprintf(number, sizeof number, "%.10g", lower);
        CPLSetXMLValue(range, "#lower", number);
        snprintf(number, sizeof number, "%.10g", upper);
        CPLSetXMLValue(range, "#upper", number);
        CPLSetXMLValue(range, "#label", tk_buffer_string(&label));
    }
    tk_buffer_free(&words);
    tk_buffer_free(&label);
    return st;
}

/* The ranges that the data are to fill: those whose `lower` is left empty. */
static size_t open_ranges(CPLXMLNode *ranges, CPLXMLNode **out)
{
    size_t n = 0;
    for (CPLXMLNode *r = ranges ? ranges->psChild : NULL; r && n < MOST_CLASSES; r = r->psNext)
        if (r->eType == CXT_Element && !*CPLGetXMLValue(r, "lower", "0"))
            out[n++] = r;
    return n;
}

/* With fewer classes than ranges, those in between go: the ends keep their colours. */
static enum tk_status fill_ranges(CPLXMLNode *ranges, const double *values, size_t n,
                                  const char *path, struct tk_error *err)
{
    CPLXMLNode *open[MOST_CLASSES];
    double upper[MOST_CLASSES];
    enum tk_status st = TK_OK;
    size_t places = open_ranges(ranges, open);
    size_t k = tk_qgis_breaks(values, n, places, upper);
    for (size_t i = 0, next = 0; !st && i < places; i++) {
        size_t place = k < 2 ? places / 2 : next * (places - 1) / (k - 1);
        if (next < k && i == place) {
            st = fill_range(open[i], next ? upper[next - 1] : 0, upper[next], path, err);
            next++;
        } else {
            drop(ranges, open[i]);
        }
    }
    return st;
}

static enum tk_status classes(struct tk_geopackage *gp, const struct tk_layer *layer,
                              const char *path, CPLXMLNode *root, struct tk_error *err)
{
    CPLXMLNode *renderer = renderer_of(root, "graduatedSymbol");
    CPLXMLNode *from = renderer ? CPLGetXMLNode(renderer, "classes_from") : NULL;
    if (!from)
        return TK_OK;
    double *values = NULL;
    size_t n = 0;
    enum tk_status st = values_of(
        gp, layer->name, path, CPLGetXMLValue(renderer, "classes_from", ""), &values, &n, err);
    if (!st)
        st = fill_ranges(CPLGetXMLNode(renderer, "ranges"), values, n, path, err);
    drop(renderer, from);
    tk_free(values);
    return st;
}

static CPLXMLNode *child_with(CPLXMLNode *parent, const char *attribute, const char *value)
{
    for (CPLXMLNode *c = parent ? parent->psChild : NULL; c; c = c->psNext)
        if (c->eType == CXT_Element && !strcmp(CPLGetXMLValue(c, attribute, "\n"), value))
            return c;
    return NULL;
}

/* A category for a code that the style does not know: as the one for everything else, with a
 * symbol of its own, for QGIS gives a symbol away once. */
static CPLXMLNode *another(CPLXMLNode *renderer, CPLXMLNode *rest, const char *code)
{
    CPLXMLNode *symbols = CPLGetXMLNode(renderer, "symbols");
    CPLXMLNode *symbol = child_with(symbols, "name", CPLGetXMLValue(rest, "symbol", ""));
    if (!symbol)
        return NULL;
    CPLXMLNode *next = symbol->psNext, *after = rest->psNext;
    symbol->psNext = NULL;
    rest->psNext = NULL;
    CPLXMLNode *own = CPLCloneXMLTree(symbol), *category = CPLCloneXMLTree(rest);
    symbol->psNext = next;
    rest->psNext = after;
    CPLSetXMLValue(own, "#name", code);
    CPLSetXMLValue(category, "#symbol", code);
    CPLSetXMLValue(category, "#value", code);
    CPLAddXMLChild(symbols, own);
    return category;
}

static const struct tk_codes *codes_of(const struct tk_layer *layer, const char *column)
{
    for (size_t i = 0; i < layer->n_columns; i++)
        if (!strcmp(layer->columns[i]->name, column))
            return layer->columns[i]->domain;
    return NULL;
}

static void move(CPLXMLNode *category, CPLXMLNode *from, CPLXMLNode *to)
{
    CPLRemoveXMLChild(from, category);
    CPLAddXMLChild(to, category);
}

static CPLXMLNode *next_apart(CPLXMLNode *c)
{
    while (c && (c->eType != CXT_Element || !CPLGetXMLNode(c, "when")))
        c = c->psNext;
    return c;
}

/* The list's codes in the list's order and words, then the category for the rest, and those
 * that are of no code. */
static void categories(const struct tk_layer *layer, CPLXMLNode *root)
{
    CPLXMLNode *renderer = renderer_of(root, "categorizedSymbol");
    const struct tk_codes *codes =
        renderer ? codes_of(layer, CPLGetXMLValue(renderer, "attr", "")) : NULL;
    CPLXMLNode *list = codes ? CPLGetXMLNode(renderer, "categories") : NULL;
    CPLXMLNode *rest = list ? child_with(list, "value", "") : NULL;
    if (!codes || !rest)
        return;
    CPLXMLNode *ordered = CPLCreateXMLNode(NULL, CXT_Element, "categories");
    for (size_t i = 0; i < codes->n; i++) {
        CPLXMLNode *category = child_with(list, "value", codes->code[i]);
        if (category)
            CPLRemoveXMLChild(list, category);
        else
            category = another(renderer, rest, codes->code[i]);
        if (!category)
            continue;
        CPLSetXMLValue(category, "#label", codes->label[i]);
        CPLAddXMLChild(ordered, category);
    }
    move(rest, list, ordered);
    for (CPLXMLNode *c; (c = next_apart(list->psChild));)
        move(c, list, ordered);
    drop(renderer, list);
    CPLAddXMLChild(renderer, ordered);
}

static void literal(struct tk_buffer *out, const char *text)
{
    tk_buffer_text(out, "'");
    for (const char *c = text; *c; c++) {
        tk_buffer_add(out, c, 1);
        if (*c == '\'' || *c == '\\')
            tk_buffer_add(out, c, 1);
    }
    tk_buffer_text(out, "'");
}

static void value_of(const struct tk_layer *layer, const CPLXMLNode *renderer,
                     struct tk_buffer *out)
{
    const char *attr = CPLGetXMLValue((CPLXMLNode *)renderer, "attr", "");
    bool column = false;
    for (size_t i = 0; i < layer->n_columns; i++)
        column = column || !strcmp(layer->columns[i]->name, attr);
    tk_buffer_format(out, column ? "\"%s\"" : "(%s)", attr);
}

/* Categories with `when` are asked for before the value is looked at. */
static enum tk_status apart(const struct tk_layer *layer, CPLXMLNode *root,
                            struct tk_error *err)
{
    CPLXMLNode *renderer = renderer_of(root, "categorizedSymbol");
    CPLXMLNode *list = renderer ? CPLGetXMLNode(renderer, "categories") : NULL;
    CPLXMLNode *c = list ? next_apart(list->psChild) : NULL;
    if (!c)
        return TK_OK;
    struct tk_buffer attr = {0};
    tk_buffer_text(&attr, "case");
    for (; c; c = next_apart(c)) {
        tk_buffer_format(&attr, " when %s then ", CPLGetXMLValue(c, "when", ""));
        literal(&attr, CPLGetXMLValue(c, "value", ""));
        drop(c, CPLGetXMLNode(c, "when"));
    }
    tk_buffer_text(&attr, " else ");
    value_of(layer, renderer, &attr);
    tk_buffer_text(&attr, " end");
    enum tk_status st = tk_buffer_check(&attr, err);
    if (!st)
        CPLSetXMLValue(renderer, "#attr", tk_buffer_string(&attr));
    tk_buffer_free(&attr);
    return st;
}

/* if(expression, the value, one that no category has). A category for the rest ("") would take
 * that one too, so that it gets a name of its own, and the value is that if it is in none. An
 * unticked category would not do: a theme ticks them all. */
static void only_value(CPLXMLNode *list, const char *value, const char *expression,
                       struct tk_buffer *out)
{
    CPLXMLNode *rest = child_with(list, "value", "");
    tk_buffer_format(out, "if(%s, ", expression);
    if (rest)
        tk_buffer_format(out, "if(%s in (", value);
    const char *between = "";
    for (CPLXMLNode *c = list->psChild; rest && c; c = c->psNext) {
        if (c->eType != CXT_Element || c == rest)
            continue;
        tk_buffer_text(out, between);
        literal(out, CPLGetXMLValue(c, "value", ""));
        between = ", ";
    }
    tk_buffer_format(out, rest ? "), %s, '*')" : "%s", value);
    tk_buffer_text(out, ", '-')");
    if (rest)
        CPLSetXMLValue(rest, "#value", "*");
}

enum tk_status tk_qgis_only(const struct tk_layer *layer, const char *path,
                            const char *expression, CPLXMLNode *root, struct tk_error *err)
{
    CPLXMLNode *renderer = renderer_of(root, "categorizedSymbol");
    CPLXMLNode *list = renderer ? CPLGetXMLNode(renderer, "categories") : NULL;
    if (!list)
        return tk_fail(err, TK_USAGE,
                       "%s: has no categories, which 'only' in project.yaml chooses among",
                       path);
    struct tk_buffer value = {0}, text = {0};
    value_of(layer, renderer, &value);
    only_value(list, tk_buffer_string(&value), expression, &text);
    enum tk_status st = tk_buffer_check(&value, err);
    if (!st)
        st = tk_buffer_check(&text, err);
    if (!st)
        CPLSetXMLValue(renderer, "#attr", tk_buffer_string(&text));
    tk_buffer_free(&value);
    tk_buffer_free(&text);
    return st;
}

enum tk_status tk_qgis_symbols(struct tk_geopackage *gp, const struct tk_layer *layer,
                               const char *path, CPLXMLNode *root, struct tk_error *err)
{
    categories(layer, root);
    enum tk_status st = apart(layer, root, err);
    return st ? st : classes(gp, layer, path, root, err);
}

enum tk_status tk_qgis_circle(const struct tk_edition *edition, CPLXMLNode *root,
                              struct tk_error *err)
{
    CPLXMLNode *renderer = renderer_of(root, "pointCluster");
    if (!renderer || CPLGetXMLNode(renderer, "symbol"))
        return TK_OK;
    char path[4200];
    struct tk_buffer text = {0};
    CPLXMLNode *tree = NULL, *style = NULL, *symbol = NULL;
    enum tk_status st = tk_qgis_piece(edition, "cluster.qml", path, sizeof path, &text, err);
    if (!st)
        st = tk_qgis_parse(path, tk_buffer_string(&text), "qgis", &tree, &style, err);
    if (!st && !(symbol = CPLGetXMLNode(style, "symbol")))
        st = tk_fail(err, TK_USAGE, "%s: has no <symbol>, which is what circles look like",
                     path);
    if (!st)
        move(symbol, style, renderer);
    CPLDestroyXMLNode(tree);
    tk_buffer_free(&text);
    return st;
}

enum tk_status tk_qgis_within(const char *path, double mm, CPLXMLNode *root,
                              struct tk_error *err)
{
    CPLXMLNode *renderer = renderer_of(root, "pointCluster");
    if (!renderer)
        return tk_fail(err, TK_USAGE,
                       "%s: has no clusters, whose reach 'cluster_mm' in project.yaml is",
                       path);
    char text[32];
    snprintf(text, sizeof text, "%.10g", mm);
    CPLSetXMLValue(renderer, "#tolerance", text);
    CPLSetXMLValue(renderer, "#toleranceUnit", "MM");
    return TK_OK;
}
