#!/usr/bin/env bash
# What a municipality wants otherwise it changes in its own copy of layers/: colours, words, logo and where things stand
# on a page. No program is built anew, and the figures stay as they are. And a copy under another name is followed by its
# project.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$(realpath "${BUILD:-build}")
program=${PROGRAM:-$build/san/trygghetskarta}
scratch=$(mktemp -d) && trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
cp -r layers "$scratch/layers" && cp -r layers "$scratch/egna" && cp -r tests/cases/rutnat "$scratch/case" || exit 1
cd "$scratch" || exit 1
failed=0
wrong() { failed=1 && echo "$*"; }
dump() { "$build/san/tests/dump" "$@"; }

# project FILE: the project inside: hexadecimal of an archive whose first file begins after 43 bytes (30, and the
# 13 letters of its name); gzip reads what lies there.
project() {
  dump "$1" qgis_projects content | tail -n 1 | perl -ne 's/\s//g; print pack "H*", $_' | tail -c +44 |
    { printf '\037\213\010\0\0\0\0\0\0\0' && cat; } | gzip -dc 2>/dev/null
}
# has WORDS / lacks WORDS: the project or a style of egen.gpkg.
has() { grep -qF -- "$1" all || wrong "not in the edition: $1"; }
lacks() { grep -qF -- "$1" all && wrong "still in the edition: $1"; }

# change FILE FROM TO: FROM has to be there.
change() {
  grep -qF -- "$2" "egna/$1" || wrong "$1 has no '$2' to change"
  FROM=$2 TO=$3 perl -pi -e 's/\Q$ENV{FROM}\E/$ENV{TO}/g' "egna/$1"
}
change stadsdelar/style.qml '80,52,116,255' '1,2,3,255'
change project/stadsdelssida_a4.qpt 'labelText="Nyckeltal"' 'labelText="Våra tal"'
change project/stadsdelssida_a4.qpt 'position="10,165.5,mm"' 'position="12.5,150,mm"'
change stadsdelar/layer.sql 'diagram_staplar(c.namn, a.n_brist, a.n_oppna)' "replace(diagram_staplar(c.namn, a.n_brist, a.n_oppna), '#1f4e79', '#00843d')"
change kvalitet/layer.yaml 'title: Kvalitet' 'title: Att reda ut'
change codes/kategori.csv 'belysning,Belysning' 'belysning,Ljus'
change project/project.yaml 'Uppföljning:' 'Läget nu:'
echo '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>' >egna/project/logo.svg
logo=$(base64 -w 0 egna/project/logo.svg)

"$program" build case/karta.yaml -q -o vanlig.gpkg --layers layers >said 2>&1 || { cat said; exit 1; }
"$program" build case/karta.yaml -q -o egen.gpkg --layers egna >said 2>&1 || { cat said; exit 1; }
{ project egen.gpkg && dump egen.gpkg layer_styles styleQML && dump egen.gpkg gpkg_contents identifier; } >all
[[ $(wc -c <all) -gt 100000 ]] || wrong 'the project is not read'
has 'value="1,2,3,255"'
lacks '80,52,116,255'
has 'labelText="Våra tal"'
has 'position="12.5,150,mm"'
lacks 'position="10,165.5,mm"'
has '>Att reda ut<'
has 'label="Ljus"'
lacks 'label="Belysning"'
has 'name="Läget nu"'
has "file=\"base64:$logo\""
[[ $(dump egen.gpkg stadsdelar diagram_kategori) == *'#00843d'* ]] || wrong 'the diagrams have their old colour'
for table in stadsdelar noteringar stadsdel_kategori; do
  [[ $(dump vanlig.gpkg "$table" stadsdel,n 2>&1) == "$(dump egen.gpkg "$table" stadsdel,n 2>&1)" ]] ||
    wrong "$table: other figures with another look"
done

rm egna/project/logo.svg
"$program" build case/karta.yaml -q -o utan.gpkg --layers egna >said 2>&1
code=$?
[[ $code == 2 ]] || wrong "without the logo: exit $code"
grep -q "stadsdelssida_a4.qpt: the picture 'Logotyp': .*logo.svg" said || wrong "without the logo: $(cat said)"

"$program" rename egen.gpkg 'Farsta åäö 2026.gpkg' >said 2>&1 || wrong "rename: $(cat said)"
project 'Farsta åäö 2026.gpkg' >renamed
grep -qF './Farsta åäö 2026.gpkg|layername=stadsdelar' renamed || wrong 'rename: the project does not name its file'
grep -qF './egen.gpkg|' renamed && wrong 'rename: the project still names the old file'
project egen.gpkg | grep -qF './egen.gpkg|layername=stadsdelar' || wrong 'rename: the old file is not as it was'
before=$(sha256sum <vanlig.gpkg)
"$program" rename egen.gpkg vanlig.gpkg >said 2>&1
code=$?
[[ $code == 73 && $(sha256sum <vanlig.gpkg) == "$before" ]] || wrong "rename over another: exit $code: $(cat said)"
exit $failed
