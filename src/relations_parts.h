/* relations_parts: writing rows into a relation. Private to the room relations. */
#ifndef TRYGGHETSKARTA_RELATIONS_PARTS_H
#define TRYGGHETSKARTA_RELATIONS_PARTS_H

#include "trygghetskarta/relations.h"

struct tk_relations {
    struct tk_geopackage *gp;
    struct tk_ledger *ledger;
    sqlite3 *db;
    sqlite3_stmt *finding;
    struct tk_buffer blob, wkb;
};

/* One insert at work: values are bound in order. */
struct tk_relation_row {
    struct tk_relations *r;
    sqlite3_stmt *insert;
    int at;
    int code; /* of SQLite: the first value that could not be bound */
};

/* Opens for a relation of so many columns, puts values in their order, inserts, and closes:
 * closing gives back the status it is given. A value that cannot be bound is told by the
 * insert. NAN, NULL, TK_NO_DAY and, of tk_relation_known(), what is negative become NULL. */
TK_CHECK enum tk_status tk_relation_open(struct tk_relation_row *row, struct tk_relations *r,
                                         const char *table, int columns, struct tk_error *err);
void tk_relation_text(struct tk_relation_row *row, const char *text);
void tk_relation_real(struct tk_relation_row *row, double value);
void tk_relation_integer(struct tk_relation_row *row, int64_t value);
void tk_relation_known(struct tk_relation_row *row, int64_t value);
void tk_relation_day(struct tk_relation_row *row, int32_t day);
TK_CHECK enum tk_status tk_relation_geometry(struct tk_relation_row *row, struct tk_session *s,
                                             const GEOSGeometry *g, struct tk_error *err);
TK_CHECK enum tk_status tk_relation_insert(struct tk_relation_row *row, struct tk_error *err);
TK_CHECK enum tk_status tk_relation_close(struct tk_relation_row *row, enum tk_status st);

#endif
