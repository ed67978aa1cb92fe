/* wording: what this municipality calls its districts and the areas above them, in the texts of
 * layers/ that planners read. There they are written {{district}}, {{districts}}, {{parent}}
 * and
 * {{parents}}, and {{District}} … where a sentence or a title begins; {{cluster_m}} and
 * {{cluster_min}} are the edition's numbers of those names. Names of tables and columns are
 * never changed by it.
 */
#ifndef TRYGGHETSKARTA_WORDING_H
#define TRYGGHETSKARTA_WORDING_H

#include "trygghetskarta/buffer.h"
#include "trygghetskarta/table.h"

struct tk_terms {
    char *district, *district_plural, *parent, *parent_plural; /* stadsdel, stadsdelar, … */
    double cluster_m;      /* what makes a cluster, for texts to say; 0: 50 metres … */
    int cluster_min;       /* … and 3 notes */
    double walked_least_m; /* so much route makes a district walked; 0: 1000 metres */
};

struct tk_wording; /* opaque */

enum tk_wording_form {
    TK_WORDING_TEXT,
    TK_WORDING_XML, /* the words are escaped; {{range}}, a class's own word, is left standing */
    TK_WORDING_SQL  /* the words stand in texts between single quotes */
};

/* With terms NULL: stadsdel, stadsdelar, stadsdelsområde, stadsdelsområden. */
TK_CHECK enum tk_status tk_wording_new(const struct tk_terms *terms, struct tk_wording **out,
                                       struct tk_error *err);
void tk_wording_free(struct tk_wording *wording);

/* Adds a text with the words filled in. `path` is for messages: TK_USAGE as
 * tk_template_fill(). */
TK_CHECK enum tk_status tk_wording_fill(const struct tk_wording *wording,
                                        enum tk_wording_form form, const char *path,
                                        const char *text, struct tk_buffer *out,
                                        struct tk_error *err);

/* Fills in every cell of a table, in its place. Once only for a table. */
TK_CHECK enum tk_status tk_wording_table(const struct tk_wording *wording,
                                         struct tk_table *table, struct tk_error *err);

#endif
