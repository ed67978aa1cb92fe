#!/usr/bin/env bash
# A layer is added by adding a folder: the one of layers/README.md, word for word as it stands there, and one with a
# geometry, a column of its own, a check and a style. No program is built anew.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$(realpath "${BUILD:-build}")
program=${PROGRAM:-$build/san/trygghetskarta}
scratch=$(mktemp -d) && trap 'rm -rf "$scratch"' EXIT
cp -r layers "$scratch/layers" && cp -r tests/cases/rutnat "$scratch/case" || exit 1
cd "$scratch" || exit 1
failed=0
# same WHAT EXPECTED MADE
same() { [[ $2 == "$3" ]] || { failed=1; printf '%s\nexpected:\n%s\nmade:\n%s\n' "$1" "$2" "$3"; }; }
dump() { "$build/san/tests/dump" karta.gpkg "$@"; }

# What the README shows is what is tried: the indented blocks under "A layer in five minutes".
lesson=$(sed -n '/^### A layer in five minutes/,/^### layer.yaml/p' layers/README.md)
mkdir layers/natt
sed -n '/^       title:/,/^$/p' <<<"$lesson" | sed 's/^ *//' >layers/natt/layer.yaml
sed -n 's/^ *\(SELECT .*\)/\1/p' <<<"$lesson" >layers/natt/layer.sql
# n1 and n3 were noted in the dark.
sed -i -e '1s/$/;ljus/' -e '/^n[13];/s/$/;mörker/' -e '/^n[13];/!{2,$s/$/;/}' case/noteringar.csv

mkdir layers/avstand_torget
cat >layers/avstand_torget/layer.yaml <<'YAML'
title: Avstånd till Torget
abstract: Hur långt det är från varje brist till Torget, fågelvägen.
geometry: POINT
group: Noteringar
order: 9
key: [punkt_id]
columns: [punkt_id, stadsdel, torget_m]
YAML
cat >layers/avstand_torget/layer.sql <<'SQL'
SELECT n.geom, n.punkt_id, n.stadsdel,
       sqrt((ST_X(n.geom) - ST_X(p.geom)) * (ST_X(n.geom) - ST_X(p.geom))
            + (ST_Y(n.geom) - ST_Y(p.geom)) * (ST_Y(n.geom) - ST_Y(p.geom))) AS torget_m
FROM noteringar n JOIN indata_platser p ON p.namn = 'Torget'
WHERE n.lage = 'koordinat' AND n.vandring_id = 'v1'
SQL
echo "SELECT 'ett avstånd under noll', punkt_id FROM avstand_torget WHERE torget_m < 0;" >layers/avstand_torget/check.sql
cp layers/kluster/style.qml layers/avstand_torget/style.qml
sed -i 's/214,106,0,110/12,34,56,78/' layers/avstand_torget/style.qml
echo 'torget_m,real,m,,Till Torget (m),"Avståndet till Torget, fågelvägen.",ja,' >>layers/columns.csv

"$program" layers --layers layers >said 2>&1 || "$program" layers case/karta.yaml --layers layers >said 2>&1
grep -q 'natt .*Efter mörkrets inbrott' said || { failed=1; echo "'layers' does not list the new one:"; cat said; }
"$program" build case/karta.yaml -q -o karta.gpkg --layers layers >said 2>&1 || { cat said; exit 1; }
same 'rows of natt' $'stadsdel,n_brist,n_oppna\nAlby,1,1\nBergby,1,1' "$(dump natt stadsdel,n_brist,n_oppna)"
# n1 is 700 m west of Torget and 500 m south; n2 500 m south.
same 'rows of avstand_torget' $'punkt_id,stadsdel,torget_m\nn1,Alby,860.233\nn2,Alby,500' \
  "$(dump avstand_torget punkt_id,stadsdel,torget_m)"
same 'its alias' 'avstand_torget,torget_m,Till Torget (m)' \
  "$(dump gpkg_data_columns table_name,column_name,title | grep '^avstand_torget,torget_m,')"
same 'its style' 1 "$(dump layer_styles f_table_name,styleQML | grep -c '12,34,56,78')"
same 'its title' 'avstand_torget,Avstånd till Torget' \
  "$(dump gpkg_contents table_name,identifier | grep '^avstand_torget,')"
same 'its index' 'avstand_torget,geom,gpkg_rtree_index' \
  "$(dump gpkg_extensions table_name,column_name,extension_name | grep '^avstand_torget,')"

# A check that gives a row stops the run, and no file is left.
echo "SELECT 'långt till Torget', punkt_id FROM avstand_torget WHERE torget_m > 800;" >layers/avstand_torget/check.sql
rm -f karta.gpkg
"$program" build case/karta.yaml -q -o karta.gpkg --layers layers >said 2>&1
same 'exit code of a broken check' 70 $?
grep -q 'långt till Torget.*n1' said || { failed=1; echo "the broken check is not told:"; cat said; }
[[ ! -e karta.gpkg ]] || { failed=1; echo "a file is left after a broken check"; }
exit "$failed"
