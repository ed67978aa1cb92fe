#!/usr/bin/env bash
# seconds: 300
# Seven nights of an invented place: notes arrive, change, are mended and return; a boundary is moved; one night the
# source is not there. tests/story/nattN holds what is new in the sources (README says what happens) and, for each layer
# LAYER.csv, the rows that night's edition has to have, set down by hand.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$(realpath "${BUILD:-build}")
program=${PROGRAM:-$build/san/trygghetskarta}
dump=$build/san/tests/dump
scratch=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
cp tests/story/karta.yaml "$scratch"
sorted() { head -n 1 "$1" && tail -n +2 "$1" | LC_ALL=C sort; }

# run N: the night's files in place, and the program run on the night's day. Leaves its exit code in `code`.
run() {
  local file
  rm -f "$scratch/noteringar.csv"
  for file in stadsdelar noteringar; do
    [[ -e tests/story/natt$1/$file.csv ]] && cp "tests/story/natt$1/$file.csv" "$scratch"
  done
  "$program" build "$scratch/karta.yaml" --as-of "2026-11-0$((1 + $1))" --layers layers -q \
    >"$scratch/stdout" 2>"$scratch/stderr" </dev/null
  code=$?
}

# judge N: says what differs from what is written down.
judge() {
  local layer file=$scratch/utgavor/aktuell/lagesbild.gpkg
  for layer in nytt forsenade aterkommande lagesbild_text; do
    [[ -e tests/story/natt$1/$layer.csv ]] || continue
    "$dump" "$file" "$layer" "$(head -n 1 "tests/story/natt$1/$layer.csv")" >"$scratch/made" 2>&1
    diff -U 0 --label "expected $layer" --label "made $layer" \
      <(sorted "tests/story/natt$1/$layer.csv") <(sorted "$scratch/made") | grep -v '^@@'
  done
}

failed=0
for night in 1 2 3 4 5 6 7; do
  echo "[ RUN      ] night_$night"
  wanted=0 before=''
  [[ $night == 4 ]] && wanted=66 before=$(sha256sum "$scratch/utgavor/aktuell/lagesbild.gpkg")
  run "$night"
  wrong=$([[ $code == "$wanted" ]] || { echo "exit $code instead of $wanted:" && cat "$scratch/stderr"; }
    [[ $wanted != 0 ]] || judge "$night"
    [[ -z $before || $before == "$(sha256sum "$scratch/utgavor/aktuell/lagesbild.gpkg")" ]] || echo "aktuell has changed")
  if [[ $wrong ]]; then
    failed=1
    printf '%s\n[  FAILED  ] night_%s\n' "$wrong" "$night"
  else
    echo "[       OK ] night_$night"
  fi
done
exit "$failed"
