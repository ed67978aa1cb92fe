#!/usr/bin/env bash
# seconds: 1800
# Every input of tests/inputs.tsv (or the table named), made here, read by `check`: the exit code, how many records were kept, amended and
# refused, and a part of what is said are those of the table; read = left out + kept + refused (law 1) in each.
# The columns of the table, with a tab between them:
#   case, driver, role, keys    the source in the configuration
#   content     the file. \n, \t, \xHH are what they are in C; «N*text» is a text N times. Of GPKG it is SQL (a § ends
#               what comes before the tables of GeoPackage's own), made with the program sqlite3
#   after       what is done to the file: a function below
#   exit, kept, amended, refused, says   what is expected; - for numbers that are not told. Where nothing is to be said
#               nothing is: no remark but on columns that are not there
# CASE=TEXT runs those whose name holds it and shows all that is said of them. May be set: PROGRAM (build/san/trygghetskarta),
# ADDRESS in place of 127.0.0.1:9, LIMIT, a command for the shell to run first ("ulimit -v 1000000").
set -u
cd "$(dirname "$0")/.." || exit 1
build=$(realpath "${BUILD:-build}") table=$(realpath "${1:-tests/inputs.tsv}") layers=$PWD/layers
address=${ADDRESS:-127.0.0.1:9}
program=$(realpath "${PROGRAM:-$build/san/trygghetskarta}") jobs=${JOBS:-$(nproc)}
command -v sqlite3 >/dev/null || { echo "sqlite3 is not installed"; exit 77; }
scratch=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT

# shellcheck disable=SC2016 # perl's own
unfold='binmode STDIN; binmode STDOUT; local $/; $_ = <STDIN>; 1 while s/\xc2\xab(\d+)\*((?:(?!\xc2\xab|\xc2\xbb).)*)\xc2\xbb/$2 x $1/es;
  s/\\(x([0-9a-fA-F]{2})|.)/defined $2 ? chr(hex $2) : $1 eq "n" ? "\n" : $1 eq "t" ? "\t" : $1 eq "r" ? "\r" : $1/ges; print'
gpkg="PRAGMA application_id=0x47504B47; PRAGMA user_version=10300;
CREATE TABLE gpkg_spatial_ref_sys(srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES('SWEREF99 18 00',3011,'EPSG',3011,'PROJCS[\"SWEREF99 18 00\",GEOGCS[\"SWEREF99\",DATUM[\"SWEREF99\",SPHEROID[\"GRS 1980\",6378137,298.257222101]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433],AUTHORITY[\"EPSG\",\"4619\"]],PROJECTION[\"Transverse_Mercator\"],PARAMETER[\"latitude_of_origin\",0],PARAMETER[\"central_meridian\",18],PARAMETER[\"scale_factor\",1],PARAMETER[\"false_easting\",150000],PARAMETER[\"false_northing\",0],UNIT[\"metre\",1],AUTHORITY[\"EPSG\",\"3011\"]]','');
CREATE TABLE gpkg_contents(table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT, description TEXT, last_change TEXT DEFAULT '2026-01-01T00:00:00.000Z', min_x, min_y, max_x, max_y, srs_id INTEGER);
CREATE TABLE gpkg_geometry_columns(table_name TEXT PRIMARY KEY, column_name TEXT, geometry_type_name TEXT, srs_id INTEGER, z INTEGER, m INTEGER);"

# --- what is done to a file: $1, and a number ---
remove() { rm "$1"; }
directory() { rm "$1" && mkdir "$1"; }
pipe() { rm "$1" && mkfifo "$1"; }
link_out() { mv "$1" "$1.far" && mkdir -p away && mv "$1.far" away/far && ln -s away/../../"$(basename "$PWD")"/../outside.csv "$1" && cp away/far ../outside.csv; }
link_near() { mv "$1" near && ln -s near "$1"; }
link_loop() { rm "$1" && ln -s "$1" "$1"; }
empty() { : >"$1"; }
truncate() { command truncate -s "$2" "$1"; }
garbage() { head -c 4096 /dev/zero | tr '\0' '\252' | dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null; }
wal() { printf '7\177\006\202' >"$1-wal" && head -c 5000 /dev/zero >>"$1-wal"; }
journal() { printf '\331\325\005\371\040\241\143\327' >"$1-journal" && head -c 5000 /dev/zero >>"$1-journal"; }
nowal() { rm -f "$1-wal" "$1-shm"; }
plain_sqlite() { rm "$1" && sqlite3 "$1" 'CREATE TABLE t(a); INSERT INTO t VALUES(1);'; }
# A zip, or a sheet, of members told as SQL values: ('name', 'content'), …
zipped() { rm -f "$1" && sqlite3 :memory: "SELECT writefile('$1', (SELECT zipfile(column1, CAST(column2 AS BLOB)) FROM (VALUES $2)))" >/dev/null; }
zip_empty() { zipped "$1" "('a.txt','a')"; }
zip_bomb() { zipped "$1" "('[Content_Types].xml','<Types/>'),('xl/workbook.xml','<a/>'),('xl/worksheets/sheet1.xml',zeroblob(50000000))"; }
ods_entities() {
  zipped "$1" "('mimetype','application/vnd.oasis.opendocument.spreadsheet'),('content.xml','<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d SYSTEM \"file:///etc/passwd\">]><office:document-content><office:body><office:spreadsheet><table:table table:name=\"t\"><table:table-row><table:table-cell office:value-type=\"string\"><text:p>&c;&d;</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>')"
}
# A whole workbook of one note, in which whatever a sheet may lead to is more: other members, relations, a formula.
workbook() {
  local types='application/vnd.openxmlformats-officedocument.spreadsheetml' base='http://schemas.openxmlformats.org/officeDocument/2006' letters=ABCDE
  local heads=(punkt_id datum kategori x y) cells=(a "${day:-2026-01-02}" belysning) one='' two='' i
  for i in 0 1 2 3 4; do one+="<c r=\"${letters:i:1}1\" t=\"str\"><v>${heads[i]}</v></c>"; done
  for i in 0 1 2; do two+="<c r=\"${letters:i:1}2\" t=\"str\"><v>${cells[i]}</v></c>"; done
  zipped "$1" "('[Content_Types].xml','<Types><Override PartName=\"/xl/workbook.xml\" ContentType=\"$types.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"$types.worksheet+xml\"/></Types>'),
    ('xl/_rels/workbook.xml.rels','<Relationships><Relationship Id=\"rId1\" Type=\"$base/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>$3</Relationships>'),
    ('xl/workbook.xml','<workbook xmlns:r=\"$base/relationships\"><sheets><sheet name=\"t\" sheetId=\"1\" r:id=\"rId1\"/></sheets>$4</workbook>'),
    ('xl/worksheets/sheet1.xml','<worksheet><sheetData><row r=\"1\">$one</row><row r=\"2\">$two<c r=\"D2\">$5<v>150100</v></c><c r=\"E2\"><v>6580100</v></c></row></sheetData></worksheet>')$2"
}
xlsx_day() { day=46085 workbook "$1" '' '' '' ''; }
xlsx_1904() { workbook "$1" '' '' '<workbookPr date1904="1"/>' ''; }
zip_slip() { workbook "$1" ",('../../fara.txt','x')" '' '' ''; }
xlsx_links() {
  workbook "$1" '' '<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink" TargetMode="External" Target="http://'"$address"'/a.xlsx"/>' \
    '<externalReferences><externalReference r:id="rId2"/></externalReferences>' '<f>[1]Blad1!A1</f>'
}

# make DRIVER CONTENT THEN: the file; $file is its name.
make() {
  case $1 in
    GPKG) file=in.gpkg ;; GeoJSON) file=in.geojson ;; 'ESRI Shapefile') file=in.shp ;;
    XLSX) file=in.xlsx ;; ODS) file=in.ods ;; *) file=in.csv ;;
  esac
  if [[ $1 == GPKG && $2 != '{'* ]]; then
    [[ $2 != *§* ]] || sqlite3 "$file" "${2%%§*} CREATE TABLE utf(a);"
    sqlite3 "$file" "BEGIN; $gpkg COMMIT; ${2#*§}" >/dev/null || echo "the SQL of the test itself fails"
  else
    printf '%s' "$2" | perl -e "$unfold" >"$file"
  fi
  case $3 in
    address) file=http://$address/in.geojson ;;
    vsi) file=/vsicurl/http://$address/in.geojson ;;
    '') ;;
    *) "${3%% *}" "$file" "${3##* }" ;;
  esac
}

# one NUMBER LINE: in a directory of its own; the line of the table as it was found.
one() {
  local name driver role keys content after code kept amended refused says file read got amends refs left law=''
  IFS=$'\x1f' read -r name driver role keys content after code kept amended refused says <<<"${2//$'\t'/$'\x1f'}"
  mkdir "$scratch/$1" && cd "$scratch/$1" || return
  make "$driver" "$content" "$after"
  {
    echo "edition: {title: T, crs: EPSG:3011, as_of: 2026-02-01, time_zone: Europe/Stockholm}"
    echo "sources:"
    echo "  - {name: prov, role: $role, driver: $driver, file: \"$file\"${keys:+, $keys}}"
    if [[ $role != districts ]]; then
      printf 'namn,wkt\nAlby,"POLYGON((150000 6580000,151000 6580000,151000 6581000,150000 6581000,150000 6580000))"\nBergby,"POLYGON((151000 6580000,152000 6580000,152000 6581000,151000 6581000,151000 6580000))"\n' >d.csv
      echo "  - {name: delar, role: districts, driver: CSV, file: d.csv, wkt: wkt, crs: EPSG:3011, key: namn}"
    fi
  } >k.yaml
  (eval "${LIMIT:-:}" && exec timeout -k 2 60 "$program" check k.yaml --layers "$layers") >said 2>&1 </dev/null
  local ended=$?
  # shellcheck disable=SC2016 # the log's own
  read -r read got amends refs left < <(sed -n 's/^prov: read \([0-9]*\), kept \([0-9]*\) (amended \([0-9]*\)), refused \([0-9]*\), left out by `only` \([0-9]*\)$/\1 \2 \3 \4 \5/p' said)
  [[ -z $read || $read == $((got + refs + left)) ]] || law="law 1 does not hold: $(grep '^prov: read' said)"
  local found="${got:--}	${amends:--}	${refs:--}" line
  line=$(grep '^prov: refused: ' said || grep '^prov: amended: ' said || grep '^trygghetskarta: ' said | grep -v ' no column for the field' | tail -n 1)
  [[ $says ]] || ! grep '^prov: remarks: ' said | grep -q ' [0-9]* [^k]' || law+="there are remarks: $(grep '^prov: remarks' said)"
  [[ $says || $code == 0 ]] || law+="the table does not say why"
  if [[ $law || $ended != "$code" || $found != "$kept	$amended	$refused" ]] || ! grep -qF -- "$says" said; then
    printf '%s: exit %s (%s), kept, amended, refused %s (%s) %s: %s\n' "$name" "$ended" "$code" "${found//$'\t'/ }" \
      "$kept $amended $refused" "$law" "${line:-nothing said}, expected: $says" >"$scratch/$1.wrong"
  fi
  [[ ! ${CASE:-} ]] || { echo "--- $name: exit $ended" && cat said; } >"$scratch/$1.said"
  cd .. && rm -rf "${scratch:?}/$1"
}

n=0
while IFS= read -r line; do
  [[ $line == case$'\t'* || $line == '#'* || ${line%%$'\t'*} != *"${CASE:-}"* ]] && continue
  n=$((n + 1))
  while [[ $(jobs -rp | wc -l) -ge $jobs ]]; do wait -n; done
  one "$(printf %04d $n)" "$line" &
done <"$table"
wait
[[ ! ${CASE:-} ]] || cat "$scratch"/*.said
[[ $n -ge 150 || (${CASE:-} && $n -ge 1) ]] || { echo "only $n inputs in $table"; exit 1; }
cat "$scratch"/*.wrong 2>/dev/null && exit 1
echo "$n inputs, all as expected"
