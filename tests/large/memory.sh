#!/usr/bin/env bash
# seconds: 1800
# Memory grows by at most 80 bytes a note: the peak of a run on 100 000 invented notes and on 1 000 000.
#   tests/large/memory.sh [FEW MANY]     other numbers of notes
# Prints what was measured, and the time of each step with the many. `make memory` runs it.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${BUILD:-build}
few=${1:-100000} many=${2:-1000000} limit=80
scratch=$(mktemp -d) || exit 1
trap 'rm -rf "${scratch:?}"' EXIT
make -s BUILD="$build" all || exit 1

cp layers/demo/*.csv "$scratch" || exit 1
"$build/trygghetskarta-generate" districts --facts "$scratch/stadsdelar.csv" --crs EPSG:3011 -o "$scratch" >/dev/null || exit 1
cat >"$scratch/karta.yaml" <<'KARTA'
edition: {title: Minne, directory: utgavor, crs: EPSG:3011, as_of: 2026-11-15, notice: Påhittade noteringar}
sources:
  - {name: stadsdelar, role: districts, file: stadsdelar.geojson, driver: GeoJSON, key: stadsdel}
  - {name: noteringar, role: notes, file: noteringar.gpkg, driver: GPKG}
KARTA

# peak N: the most memory, in bytes, that a run on N notes had held, as its manifest tells.
peak() {
  rm -f "$scratch/noteringar.gpkg" "$scratch/x.gpkg"
  "$build/trygghetskarta-generate" notes --districts "$scratch/stadsdelar.geojson" --as-of 2026-11-15 \
    --plain "$1" --format GPKG -o "$scratch" >/dev/null || return
  "$build/trygghetskarta" build "$scratch/karta.yaml" -o "$scratch/x.gpkg" --json >"$scratch/manifest" 2>"$scratch/said" ||
    { cat "$scratch/said" >&2; return 1; }
  grep -q "\"kept\": $1," "$scratch/manifest" || { echo "not all $1 notes were kept" >&2; return 1; }
  sed -n 's/.*"peak_mb": \([0-9]*\)\.\([0-9]\).*/\1\200000/p' "$scratch/manifest" | tail -n 1
}

less=$(peak "$few") && more=$(peak "$many") || exit 1
note=$(((more - less) / (many - few)))
echo "$few notes: $less bytes; $many notes: $more bytes; $note bytes a note (at most $limit)"
echo "with $many notes:"
sed -n '/"steps"/,/}$/s/^ *"\([a-z]*\)": {\(.*\)},\{0,1\}$/  \1 \2/p' "$scratch/manifest" | tr -d '"'
[[ $note -le $limit ]]
