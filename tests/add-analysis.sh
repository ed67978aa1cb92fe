#!/usr/bin/env bash
# seconds: 600
# An analysis is added by one file and one line (docs/analysis.md), in a scratch copy of the sources: the points that
# have no other within a distance, as a word in SQL, and a layer that asks for it.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$(realpath "${BUILD:-build}")
scratch=$(mktemp -d) && trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch/build/san" && cp -r Makefile layers tests/cases/rutnat "$scratch" || exit 1
cp -a src include "$scratch" && cp -a "$build/san/src" "$scratch/build/san" # as old as they are: little is built anew
cd "$scratch" || exit 1

cat >src/analysis/alone.c <<'C'
#include "trygghetskarta/analysis.h"

#include <math.h>

enum tk_status tk_alone_run(struct tk_analysis_run *run, struct tk_error *err)
{
    const struct tk_point *points;
    size_t n;
    double reach = tk_analysis_number(run, 1);
    enum tk_status st = reach > 0 ? tk_analysis_points(run, 0, &points, &n, err)
                                  : tk_fail(err, TK_USAGE, "ensam(): avstand_m has to be more than 0");
    for (size_t i = 0; !st && i < n; i++) {
        double nearest = HUGE_VAL;
        for (size_t k = 0; k < n; k++)
            if (k != i)
                nearest = fmin(nearest, hypot(points[k].x - points[i].x, points[k].y - points[i].y));
        if (nearest <= reach)
            continue;
        st = tk_analysis_row(run, err);
        if (!st) {
            tk_analysis_set_text(run, 0, points[i].id);
            tk_analysis_set_real(run, 1, nearest);
        }
    }
    return st;
}
C
sed -i 's/^    {"dbscan",/    {"ensam", "id, narmast_m", "sql, avstand_m", tk_alone_run, "id, x, y"},\n&/' src/analysis/analysis.c
sed -i 's/^#endif$/TK_CHECK enum tk_status tk_alone_run(struct tk_analysis_run *run, struct tk_error *err);\n\n&/' \
  include/trygghetskarta/analysis.h
mkdir layers/ensamma
cat >layers/ensamma/layer.yaml <<'YAML'
title: Ensamma noteringar
abstract: Noteringar som ingen annan ligger nära.
group: Noteringar
key: [punkt_id]
columns: [punkt_id, narmast_m]
YAML
cat >layers/ensamma/layer.sql <<'SQL'
SELECT id AS punkt_id, narmast_m
FROM ensam('SELECT punkt_id, ST_X(geom), ST_Y(geom) FROM noteringar WHERE lage = ''koordinat''', 500)
SQL
echo 'narmast_m,real,m,,Närmaste annan (m),"Avståndet till den närmaste andra noteringen.",ja,' >>layers/columns.csv

make -s build/san/trygghetskarta >said 2>&1 || { tail -n 20 said; exit 1; }
build/san/trygghetskarta build rutnat/karta.yaml -q -o karta.gpkg --layers layers >said 2>&1 || { cat said; exit 1; }
# n1 to n2 is 700 m, n2 to n3 500, n3 to n10 1800; n6 and n14 are 100 m apart, n7 and n6 200, n4 and n5 200.
expected=$'punkt_id,narmast_m\nn1,700\nn10,1800'
made=$("$build/san/tests/dump" karta.gpkg ensamma punkt_id,narmast_m)
[[ $made == "$expected" ]] || { printf 'expected:\n%s\nmade:\n%s\n' "$expected" "$made"; exit 1; }
