#!/usr/bin/env bash
# seconds: 120
# The empty protocol that `template` writes, filled in with one note by Python, is read back with no field configured.
cd "$(dirname "$0")/../.." || exit 1
program=$(realpath "${PROGRAM:-${BUILD:-build}/trygghetskarta}")
for needed in python3 sqlite3; do
  command -v "$needed" >/dev/null || { echo "$needed is not installed"; exit 77; }
done
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
"$program" template -o "$scratch/tom.xlsx" --layers layers -q || exit 1
python3 - "$scratch" <<'PYTHON' || exit 1
import sys, zipfile, re
room = sys.argv[1]
values = {'x': '150500', 'y': '6580500', 'punkt_id': 'p1', 'datum': '2026-05-01', 'klockslag': '21:30', 'kategori': 'Belysning',
          'status': 'Skickad', 'ansvarig': 'Trafikkontoret', 'typ': 'Brist', 'processteg': '4. Genomförande',
          'beskrivning': '=1+1', 'planerad_datum': '2026-06-01', 'metod': 'Belysningsåtgärd'}
with zipfile.ZipFile(room + '/tom.xlsx') as old, zipfile.ZipFile(room + '/ifylld.xlsx', 'w') as new:
    for name in old.namelist():
        text = old.read(name).decode()
        if name == 'xl/worksheets/sheet1.xml':
            heads = re.findall(r'<c r="([A-Z]+)1"[^>]*><is><t[^>]*>([^<]*)</t>', text)
            cells = ''.join('<c r="%s2" t="inlineStr"><is><t>%s</t></is></c>' % (at, values[head])
                            for at, head in heads if head in values)
            text = text.replace('</sheetData>', '<row r="2">' + cells + '</row></sheetData>')
        new.writestr(name, text)
PYTHON
cat >"$scratch/karta.yaml" <<'YAML'
edition: {title: Mall, directory: utgavor, crs: EPSG:3011, as_of: 2026-11-22}
sources:
  - {name: stadsdelar, role: districts, file: stadsdelar.csv, driver: CSV, wkt: wkt, crs: EPSG:3011, key: namn}
  - {name: noteringar, role: notes, file: ifylld.xlsx, driver: XLSX, layer: noteringar, x: x, y: y, crs: EPSG:3011}
YAML
printf '%s\n' namn,wkt 'Aspen,"POLYGON((150000 6580000,151000 6580000,151000 6581000,150000 6581000,150000 6580000))"' \
  >"$scratch/stadsdelar.csv"
"$program" build "$scratch/karta.yaml" -o "$scratch/mall.gpkg" --layers layers -q || exit 1
got=$(sqlite3 -readonly "$scratch/mall.gpkg" "SELECT punkt_id, datum, klockslag, kategori, status, ansvarig, typ, processteg,
  beskrivning, planerad_datum, metod, stadsdel, otolkade_ord IS NULL FROM noteringar")
expected='p1|2026-05-01|21:30|belysning|skickad|trafikkontoret|brist|4|=1+1|2026-06-01|belysningsatgard|Aspen|1'
[[ $got == "$expected" ]] || { printf 'expected %s\ngot      %s\n' "$expected" "$got"; exit 1; }
