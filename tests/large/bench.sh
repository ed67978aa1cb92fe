#!/usr/bin/env bash
# seconds: 900
# scripts/bench in the small: every job is measured, its answers compared, and an answer that differs is told.
set -u
cd "$(dirname "$0")/../.." || exit 1
make -s BUILD="${BUILD:-build}" all || exit 1
scratch=$(mktemp -d) && trap 'rm -rf "$scratch"' EXIT
small=(--notes 10000 --districts 300 --vertices 200 --runs 1 --dir "$scratch/bench")

scripts/bench "${small[@]}" >"$scratch/table" 2>"$scratch/log"
code=$?
[[ $code != 77 ]] || { tail -n 1 "$scratch/table"; exit 77; }
[[ $code == 0 ]] || { cat "$scratch/log"; echo "scripts/bench: exit $code"; exit 1; }
for job in '10 k notes, GeoPackage' '10 k notes, CSV EPSG:4326' '100 notes, GeoPackage' '10 k notes, 300 districts' 'overlay 300 x 300'; do
  [[ $job == overlay* ]] && grep -q 'no PostGIS' "$scratch/log" && continue
  grep -Eq "^\| $job \| [0-9.]+ \| [0-9.]+ \| [0-9]+ \| [^|]+ \| [0-9.]+ \| [0-9.]+ \| [0-9]+ \| [0-9.]+ \| [0-9.]+ \|" "$scratch/table" ||
    { cat "$scratch/table"; echo "no line for: $job"; exit 1; }
done
[[ $(grep -c 'the same answer' "$scratch/log") -ge 3 ]] || { cat "$scratch/log"; echo "answers were not compared"; exit 1; }

# A program that counts the notes of one category only.
cat >"$scratch/partial" <<SH
#!/bin/sh
sed -i 's/role: notes,/role: notes, only: {kategori: [klotter]},/' "\$2"
exec "$(realpath "${BUILD:-build}/trygghetskarta")" "\$@"
SH
chmod +x "$scratch/partial"
PROGRAM=$scratch/partial scripts/bench "${small[@]}" gpkg >"$scratch/table" 2>"$scratch/log" && { echo "a wrong answer is not told"; exit 1; }
grep -q 'the answers differ' "$scratch/log" || { cat "$scratch/log"; echo "a wrong answer is not told as one"; exit 1; }
