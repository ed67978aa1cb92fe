#include "analysis_parts.h"

enum tk_status tk_gather_run(struct tk_analysis_run *run, struct tk_error *err)
{
    const struct tk_point *points;
    struct tk_point_groups groups = {0};
    size_t n;
    double least = tk_analysis_number(run, 2);
    enum tk_status st = tk_analysis_points(run, 0, &points, &n, err);
    if (!st)
        st = tk_groups_make("samla", points, n, tk_analysis_number(run, 1), SIZE_MAX, &groups,
                            err);
    for (size_t i = 0; i < n && !st; i++) {
        if (!(groups.members[groups.first[i]] >= least))
            continue;
        st = tk_analysis_row(run, err);
        if (st)
            break;
        tk_analysis_set_text(run, 0, points[groups.first[i]].id);
        tk_analysis_set_text(run, 1, points[i].id);
    }
    tk_groups_drop(&groups);
    return st;
}
