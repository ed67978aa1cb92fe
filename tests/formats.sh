#!/usr/bin/env bash
# seconds: 900
# The same 500 notes make the same layers of a whole edition, whatever format they come in: the demo's, invented with
# all their dirt, written by GDAL's own writers.
#   tests/formats.sh               CSV, GPKG, GeoJSON, ESRI Shapefile, XLSX, ODS
#   tests/formats.sh PostgreSQL    CSV and the database that PGSERVICEFILE calls `karta` (tests/large/formats.sh)
# Compared with those of the CSV are all rows of every layer, and the manifest. Left out is what names the file itself:
#   fid                  numbers that the edition itself gives
#   rad                  how a person finds the record: a line, a row of a sheet, a feature's number
#   kallor.fil, kallor.drivrutin, and in the manifest the file's path, size and SHA-256, the edition's fingerprint,
#                        and when and how fast it was made
set -u
cd "$(dirname "$0")/.." || exit 1
build=$(realpath "${BUILD:-build}")
program=$build/san/trygghetskarta convert=$build/san/tests/convert dump=$build/san/tests/dump layers=$PWD/layers
room=$(mktemp -d) || exit 1
trap 'rm -rf "${room:?}"' EXIT
failed=0

# ---- the notes ----

# Beside the dirt that the generator lays: times of day, money, a text longer than a Shapefile has room for, and one of
# two lines. `bas` has the names of a form, `dbf` such as fit into a Shapefile, with the long text in two parts.
bas="SELECT Id, Vandring, Nummer, Datum, Klockslag, \"Typ av notering\", Problemtyp,
  CASE WHEN Id LIKE '%007' THEN replace(hex(zeroblob(60)), '00', 'Mörkt. ') || 'Slut'
       WHEN Id LIKE '%011' THEN 'Två rader:' || char(10) || 'den andra'
       WHEN Id LIKE '%013' THEN '  Två  mellanslag här, tre på slutet   ' ELSE Synpunkt END AS Synpunkt,
  Upplevelse, Prio, CASE WHEN Id LIKE '%8' AND Plats = '' THEN ' ' ELSE Plats END AS Plats, Ansvarig, Åtgärdsförslag, Status, Skickad, Deadline,
  CASE WHEN Utförd <> '' THEN Utförd || printf(' 23:%02d:00', substr(Id, -2) % 60) END AS Utförd,
  Uppföljning, Resultat, Skäl, Kanal, CASE WHEN Id LIKE '%4' THEN substr(Id, -3) * 12.5 END AS Kostnad,
  replace(x, ',', '.') AS x, replace(y, ',', '.') AS y FROM form"
types=String,String,Integer,String,Time,String,String,String,Integer,Integer,String,String,String,String,Date,String
types+=,DateTime,Date,String,String,String,Real,Real,Real
dbf="SELECT Id AS ID, Vandring AS VANDR, Nummer AS LOPNR, Datum AS DATUM, Klockslag AS TID,
  \"Typ av notering\" AS TYP, Problemtyp AS PROBLEM, substr(Synpunkt, 1, 200) AS SYNP_1, substr(Synpunkt, 201) AS SYNP_2,
  Upplevelse AS UPPLEV, Prio AS PRIO, Plats AS PLATS, Ansvarig AS ANSVAR, Åtgärdsförslag AS FORSLAG, Status AS STATUS,
  Skickad AS SKICKAD, Deadline AS DEADLINE, Utförd AS UTFORD, Uppföljning AS UPPFOLJ, Resultat AS RESULTAT, Skäl AS SKAL,
  Kanal AS KANAL, Kostnad AS KOSTNAD, x, y FROM bas"
dbf_types=${types/Time,String,String,String/String,String,String,String,String}
dbf_types=${dbf_types/DateTime/String}

text() { "$convert" "$1.csv" "$2.csv" -f CSV -dialect SQLite -sql "$3" -lco SEPARATOR=SEMICOLON -lco STRING_QUOTING=IF_NEEDED; }
write() { "$convert" "$1.csv" "$2" -f "$3" -nln noteringar "${@:4}"; }
points=(-a_srs EPSG:3011 -oo X_POSSIBLE_NAMES=x -oo Y_POSSIBLE_NAMES=y -oo KEEP_GEOM_COLUMNS=NO)

make_inputs() {
  cp "$layers"/demo/*.csv "$room" && cd "$room" || return
  "$build/san/trygghetskarta-generate" districts --facts stadsdelar.csv --crs EPSG:3011 -o . &&
    "$build/san/trygghetskarta-generate" notes --districts stadsdelar.geojson --seed 5 --count 500 --as-of 2026-11-15 \
      -o . || return
  mv noteringar.csv form.csv && text form bas "$bas" && text bas dbf "$dbf" || return
  echo "$types" >bas.csvt
  echo "$dbf_types" >dbf.csvt
}

# make_notes FORMAT: the notes, and how the configuration names them.
make_notes() {
  local kind=$1 file names='{kategori: Problemtyp, planerad_datum: Deadline, kostnad_kr: Kostnad}' how
  file=$kind/noteringar.${kind,,}
  how="file: $file"
  mkdir "$kind" || return
  case $kind in
    CSV) cp bas.csv "$file" && how+=', separator: ";", x: x, y: y' ;;
    XLSX | ODS) write bas "$file" "$kind" && how+=', x: x, y: y' ;;
    GPKG | GeoJSON) write bas "$file" "$kind" "${points[@]}" ;;
    PostgreSQL) # by itself GDAL makes instants of the times of day
      how='connection: service=karta, layer: noteringar'
      write bas PG:service=karta "$kind" "${points[@]}" -lco LAUNDER=NO -lco COLUMN_TYPES=Utförd=timestamp
      ;;
    *)
      how="file: $kind/noteringar.shp"
      names='{punkt_id: ID, vandring_id: VANDR, lopnr: LOPNR, datum: DATUM, klockslag: TID, typ: TYP, kategori: PROBLEM,
        beskrivning: {template: "{SYNP_1}{SYNP_2}"}, otrygghet: UPPLEV, allvar: PRIO, plats: PLATS, ansvarig: ANSVAR,
        atgard: FORSLAG, status: STATUS, skickad_datum: SKICKAD, planerad_datum: DEADLINE,
        atgardad_datum: UTFORD, uppfoljd_datum: UPPFOLJ,
        uppfoljd_resultat: RESULTAT, avslag_skal: SKAL, kalla: KANAL, kostnad_kr: KOSTNAD}'
      write dbf "$kind/noteringar.shp" "$kind" "${points[@]}" -lco ENCODING=ISO-8859-1
      ;;
  esac || return
  {
    sed '/- name: noteringar$/,/^$/d' "$layers/demo/demo.yaml"
    printf '  - {name: noteringar, role: notes, driver: %s, crs: EPSG:3011, unknown_at: [[149000, 6579000]],\n' "$kind"
    printf '     %s,\n     fields: %s,\n     values: {kategori: {Duvor: nedskrapning}}}\n' "$how" "$names"
  } >"$1.yaml"
}

# ---- the editions ----

# told MANIFEST: what the run itself found.
told() {
  sed '/^  "steps": {/,/^  }/d; /"\(fingerprint\|started\|finished\|path\|sha256\|size\)":/d' "$1"
}
# judge FORMAT: an edition of its own; says how it differs from the CSV's.
judge() {
  make_notes "$1" >made 2>&1 || { echo 'the notes cannot be made:'; cat made; return; }
  "$program" build "$1.yaml" -o "$1/x.gpkg" --layers "$layers" --json >"$1/manifest" 2>said || { cat said; return; }
  "$dump" "$1/x.gpkg" --all fid,rad,fil,drivrutin >"$1/rows" || { echo 'its rows cannot be read'; return; }
  told "$1/manifest" >"$1/told"
  diff -U 0 CSV/rows "$1/rows" >differ || { grep -c '^[-+][^-+]' differ && head -n 30 differ | cut -c 1-600; }
  diff -U 0 CSV/told "$1/told"
}
# Formats could agree on nothing at all: what the CSV's edition has to hold of notes and of their dirt.
judge_dirt() {
  local word
  for word in datum_ogiltigt omkastade id_dubblett lage_okant okand_kod standardlage lage_fran_platsregister 'Mörkt. Slut' \
    '^den andra' 'Två  mellanslag här, tre på slutet",'; do
    grep -q "$word" CSV/rows || echo "no note shows: $word"
  done
  grep -q '"noteringar": {"read": 500,' CSV/told || echo 'not 500 notes were read'
}

formats=(GPKG GeoJSON 'ESRI Shapefile' XLSX ODS)
[[ $# == 0 ]] || formats=("$@")
make_inputs >"$room/made" 2>&1 || { cat "$room/made"; exit 1; }
for format in CSV "${formats[@]}"; do
  echo "[ RUN      ] $format"
  wrong=$(judge "$format" 2>&1)
  [[ $format != CSV ]] || wrong+=$(judge_dirt)
  if [[ $wrong ]]; then
    failed=1
    printf '%s\n[  FAILED  ] %s\n' "$wrong" "$format"
  else
    echo "[       OK ] $format"
  fi
done
exit "$failed"
