/* districts_parts: what the two halves of the room districts share. Private to it. */
#ifndef TRYGGHETSKARTA_DISTRICTS_PARTS_H
#define TRYGGHETSKARTA_DISTRICTS_PARTS_H

#include "trygghetskarta/districts.h"
#include "trygghetskarta/table.h"

/* What the making works on. */
struct tk_district_making {
    const struct tk_reading *reading;
    const struct tk_opened *input;
    struct tk_districts *d;
    struct tk_table members; /* empty without a membership table */
    size_t member_column, parent_column;
    size_t names_capacity;
};

/* Whether two names are the same once folded; false as soon as *st is an error. */
bool tk_districts_same_name(const char *a, const char *b, enum tk_status *st,
                            struct tk_error *err);

/* Reads the membership table, if one is configured. */
TK_CHECK enum tk_status tk_districts_read_members(struct tk_district_making *m,
                                                  struct tk_error *err);

/* Spells each feature's key as the membership table does, and gives it its parent's name. */
TK_CHECK enum tk_status tk_districts_spell(struct tk_district_making *m,
                                           struct tk_features *features, struct tk_error *err);

/* Law 4: every row of the membership table has its district. */
TK_CHECK enum tk_status tk_districts_complete(const struct tk_district_making *m,
                                              const struct tk_features *features,
                                              struct tk_error *err);

/* Collects every spelling by which a district can be asked for. */
TK_CHECK enum tk_status tk_districts_collect_names(struct tk_district_making *m,
                                                   const struct tk_features *features,
                                                   struct tk_error *err);

#endif
