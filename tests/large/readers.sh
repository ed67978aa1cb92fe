#!/usr/bin/env bash
# seconds: 1200
# Editions are published while four readers (SQLite, OGR, QGIS, and one who would edit in WAL mode and holds what he has)
# look whether what they read is of one edition. READERS_PUBLISHES editions: 30; `make readers` takes 200. The readers are
# nobody, where we are root: as published, nothing can be written. READERS_RIGHTS=1 gives them the right to, which shows
# what for that is: see docs/reliability.md.
set -u
cd "$(dirname "$0")/../.." || exit 1
publishes=${READERS_PUBLISHES:-30}
program=$PWD/${BUILD:-build}/trygghetskarta layers=$PWD/layers reader=$PWD/tests/large/readers.py cases=$PWD/tests/cases/rutnat
[[ -x $program ]] || { echo "$program is not built"; exit 77; }
/usr/bin/python3 -c 'import osgeo, qgis.core' 2>/dev/null || { echo "python3-gdal and python3-qgis are not installed"; exit 77; }
scratch=$(mktemp -d /tmp/readers.XXXXXX)
trap 'touch "$scratch/stop"; wait; chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
cd "$scratch" && cp "$cases"/*.csv . || exit 1
sed 's/^  title/  keep: 3\n  audience: public\n  title/' "$cases/karta.yaml" >karta.yaml
failed=0
wrong() { failed=1 && echo "$*"; }

# publish N: an edition of N notes, all of them in a district.
publish() {
  { echo 'punkt_id;datum;kategori;status;x;y'
    for ((i = 0; i < $1; i++)); do echo "m$i;2026-05-01;belysning;ny;$((150010 + i)),0;6580010,0"; done; } >noteringar.csv
  "$program" build -q karta.yaml --layers "$layers" >said 2>&1 || { wrong "edition of $1 notes: exit $?: $(tail -n 1 said)"; return 1; }
}
publish 20 || exit 1
pids=() as=()
[[ $EUID == 0 && ${READERS_RIGHTS:-} != 1 ]] && as=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
chmod 755 "$scratch"
for kind in sqlite ogr qgis wal; do
  HOME=$scratch "${as[@]}" /usr/bin/python3 "$reader" $kind "$scratch/utgavor/aktuell/lagesbild.gpkg" "$scratch/stop" >"$kind.log" 2>&1 &
  pids+=($!)
done
sleep 2
started=$SECONDS
for ((n = 1; n <= publishes; n++)); do
  publish $((20 + n % 40)) || break
done
took=$((SECONDS - started))
sleep 1
touch stop
wait "${pids[@]}"

for kind in sqlite ogr qgis wal; do
  read -r reads mixed across seen troubles < <(tail -n 1 "$kind.log")
  [[ ${troubles:-x} =~ ^[0-9]+$ ]] || { wrong "$kind: $(tail -n 3 "$kind.log")"; continue; }
  echo "$kind: $reads reads of $seen different editions, $mixed mixed, $across across an exchange, $troubles that failed"
  [[ $mixed == 0 ]] || { wrong "$kind: two editions read as one"; grep -m 3 '(' "$kind.log"; }
  [[ $reads -gt 3 && $seen -gt 1 ]] || wrong "$kind: saw too little to judge by"
  [[ $kind == wal || $troubles == 0 ]] || { wrong "$kind: $(grep -m 3 "$kind:" "$kind.log")"; }
  grep -q 'aktuell is not there' "$kind.log" && wrong "$kind: there was a moment without aktuell"
done
# what stands in the end is sound, whatever the one in WAL mode did
for file in utgavor/aktuell/lagesbild.gpkg utgavor/2*/lagesbild.gpkg; do
  [[ $(sqlite3 "$file" 'PRAGMA integrity_check') == ok ]] || wrong "$file is damaged"
done
echo "$publishes editions published in $took s"
exit "$failed"
