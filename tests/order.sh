#!/usr/bin/env bash
# seconds: 900
# Law 7: the same inputs give the same bytes, wherever and in whatever surroundings they are read; and inputs whose
# records stand in another order give the same rows in every layer, but for the records' numbers.
set -u
cd "$(dirname "$0")/.." || exit 1
root=$PWD
build=$(realpath "${BUILD:-build}")
program=$(realpath "${PROGRAM:-$build/san/trygghetskarta}")
generate=$(realpath "${GENERATE:-$build/san/trygghetskarta-generate}")
data=${TRYGGHETSKARTA_DATA:-../shared/data}
scratch=$(mktemp -d) || exit 1
scratch=$(realpath "$scratch")
trap 'rm -rf "${scratch:?}"' EXIT
failed=0 wrong=''

begin() { echo "[ RUN      ] $1"; name=$1 wrong=''; }
complain() { wrong+="$*"$'\n'; }
finish() {
  [[ -z $wrong ]] && { echo "[       OK ] $name"; return; }
  failed=1
  printf '%s[  FAILED  ] %s\n' "$wrong" "$name"
}
skip() { printf 'SKIPPED: %s\n[  SKIPPED ] %s\n' "$1" "$name"; }

# edition CONFIGURATION FILE: builds it.
edition() {
  "$program" build "$1" -o "$2" --layers "$root/layers" -q >"$scratch/said" 2>&1 || complain "$1: $(tail -n 3 "$scratch/said")"
}
rows() { "$build/san/tests/dump" "$1" --all fid,rad; }

# shuffle SEED DIRECTORY: the records of each file in it in another order, the same for the same seed. A list of
# codes stays: its order is the order in which people shall see them.
shuffle() {
  local file
  for file in "$2"/*.csv; do
    [[ $file != *_ansvarig.csv ]] || continue
    { head -n 1 "$file" && tail -n +2 "$file" | mixed "$1"; } >"$file-" && mv "$file-" "$file"
  done
  for file in "$2"/*.geojson; do
    [[ -e $file ]] || continue
    {
      grep -v '^{"type":"Feature",\|^\]' "$file"
      grep '^{"type":"Feature",' "$file" | sed 's/,$//' | mixed "$1" | sed '$!s/$/,/'
      grep '^\]' "$file"
    } >"$file-" && mv "$file-" "$file"
  done
}
mixed() { shuf --random-source=<(bytes "$1"); }
# Bytes enough to shuffle by, from a number.
bytes() { awk -v seed="$1" 'BEGIN { srand(seed); for (i = 0; i < 3e5; i++) printf "%c", 33 + int(rand() * 90) }'; }

# room NAME: the inputs of a case in $scratch/NAME, with NAME.yaml that reads nothing from elsewhere but boundaries.
room() {
  mkdir -p "$scratch/$1"
  case $1 in
    rutnat | statustabell)
      cp "tests/cases/$1"/* "$scratch/$1" 2>/dev/null
      mv "$scratch/$1/karta.yaml" "$scratch/$1/$1.yaml"
      ;;
    demo)
      "$generate" districts --facts layers/demo/stadsdelar.csv --crs EPSG:3011 -o "$scratch/demo" &&
        "$generate" notes --districts "$scratch/demo/stadsdelar.geojson" --seed 1 --count 2000 --as-of 2026-11-15 \
          -o "$scratch/demo"
      cp layers/demo/demo.yaml "$scratch/demo"
      ;;
    *)
      BUILD=$scratch/$1 PROGRAM=true GENERATE=$generate scripts/real-editions "$1"
      mv "$scratch/$1/editions/$1"/* "$scratch/$1"
      ;;
  esac >/dev/null
  [[ $1 != boston ]] || {
    cp "$data/boston311/noteringar_2015.csv" "$scratch/boston"
    sed -i 's|file: .*noteringar_2015.csv.*|file: noteringar_2015.csv|' "$scratch/boston/boston.yaml"
  }
  chmod -R u+w "$scratch/$1"
}

# --- the same bytes ---

begin 'the same bytes in other surroundings'
room rutnat
mkdir -p "$scratch/a" "$scratch/b" "$scratch/tmp"
edition "$scratch/rutnat/rutnat.yaml" "$scratch/a/x.gpkg"
(
  cd "$scratch/rutnat" || exit
  umask 077
  env -i ZZZ=last TZ=Asia/Tokyo LC_ALL=sv_SE.ISO8859-1 TMPDIR="$scratch/tmp" MALLOC_PERTURB_=165 OGR_ENABLE_PARTIAL_REPROJECTION=YES \
    HOME=/nonexistent AAA=first PATH="$PATH" "$program" build rutnat.yaml -o ../b/x.gpkg --layers "$root/layers" -q
) >"$scratch/said" 2>&1
cmp "$scratch/a/x.gpkg" "$scratch/b/x.gpkg" >"$scratch/cmp" 2>&1 || complain "$(cat "$scratch/cmp" "$scratch/said")"
finish

begin 'the same bytes a second later, in a directory of editions'
for place in ett tva; do
  sed "s|directory: utgavor|directory: $scratch/$place|" "$scratch/rutnat/rutnat.yaml" >"$scratch/rutnat/$place.yaml"
  "$program" build "$scratch/rutnat/$place.yaml" --layers "$root/layers" -q >"$scratch/said" 2>&1 || complain "$(<"$scratch/said")"
  sleep 1.1
done
cmp "$scratch/ett/aktuell/lagesbild.gpkg" "$scratch/tva/aktuell/lagesbild.gpkg" >"$scratch/cmp" 2>&1 || complain "$(<"$scratch/cmp")"
finish

begin 'the same bytes from a program without sanitizers'
if [[ -x $build/trygghetskarta ]]; then
  mkdir -p "$scratch/c"
  program=$build/trygghetskarta edition "$scratch/rutnat/rutnat.yaml" "$scratch/c/x.gpkg"
  cmp "$scratch/a/x.gpkg" "$scratch/c/x.gpkg" >"$scratch/cmp" 2>&1 || complain "$(<"$scratch/cmp")"
  finish
else
  skip 'only the sanitized program is built'
fi

# Notes enough for several batches and loads; every seventh has the id of one nearby, every hundredth that of one far
# away, so that rows are read back and replaced while others are on their way.
begin 'the same bytes with any number of threads'
rm -rf "$scratch/t" && cp -r "$scratch/rutnat" "$scratch/t"
sed -i 's/max_refused: 0.3/max_refused: 0.9/' "$scratch/t/rutnat.yaml"
awk -F ';' -v OFS=';' 'NR == 1 { print; next } NR > 1 { row[n++] = $0 } END {
  for (i = 0; i < 6000; i++) {
    $0 = row[i % n]
    $1 = "t" (i % 7 == 6 ? i - 3 : i % 100 == 99 ? int(i / 2) : i)
    print
  }
}' "$scratch/rutnat/noteringar.csv" >"$scratch/t/noteringar.csv"
for threads in 1 2 3; do
  mkdir -p "$scratch/t/$threads"
  "$program" build "$scratch/t/rutnat.yaml" -o "$scratch/t/$threads/x.gpkg" --layers "$root/layers" --threads "$threads" -q \
    >"$scratch/said" 2>&1 || complain "$threads: $(tail -n 3 "$scratch/said")"
  cmp "$scratch/t/1/x.gpkg" "$scratch/t/$threads/x.gpkg" >"$scratch/cmp" 2>&1 || complain "$(<"$scratch/cmp")"
done
finish

# --- another order ---

# Of records with one id the lowest is kept: one is whole, one amended for its words, one gets its place from a name.
begin 'records with one id in every order'
edit='s/max_refused: 0.3/max_refused: 0.9/'
records=('d;2026-03-10;v1;Belysning;ny;;;150300,0;6580500,0;;;' 'd;2026-03-10;v1;Rymdskepp;ny;;;150400,0;6580500,0;;;070-1740605'
  'd;2026-03-10;v1;klotter;ny;;;;;;Torget;' 'd;2025-02-30;v1;klotter;ny;;;150300,0;6580500,0;;;')
first=''
for order in '0 1 2 3' '0 2 1 3' '1 0 2 3' '1 2 0 3' '2 0 1 3' '2 1 0 3' '3 2 1 0' '1 3 0 2'; do
  rm -rf "$scratch/d" && cp -r "$scratch/rutnat" "$scratch/d" && sed -i "$edit" "$scratch/d/rutnat.yaml"
  {
    head -n 1 "$scratch/rutnat/noteringar.csv"
    for i in $order; do echo "${records[i]}"; done
  } >"$scratch/d/noteringar.csv"
  edition "$scratch/d/rutnat.yaml" "$scratch/d/x.gpkg"
  rows "$scratch/d/x.gpkg" >"$scratch/d/rows" || complain 'its rows cannot be read'
  [[ $first ]] || { first=$scratch/rows-first && cp "$scratch/d/rows" "$first"; }
  diff "$first" "$scratch/d/rows" >"$scratch/diff" || complain "order $order: $(head -n 12 "$scratch/diff" | cut -c 1-300)"
done
grep -q id_dubblett "$first" || complain 'no record was refused for its id'
finish

for case in rutnat statustabell demo malmo stockholm boston; do
  begin "the records of $case in another order"
  if [[ $case != rutnat && $case != statustabell && $case != demo && ! -d $data ]]; then
    skip "no real data at $data (TRYGGHETSKARTA_DATA)"
    continue
  fi
  [[ $case == rutnat ]] || room "$case"
  mkdir -p "$scratch/in-order"
  edition "$scratch/$case/$case.yaml" "$scratch/in-order/x.gpkg"
  rows "$scratch/in-order/x.gpkg" >"$scratch/in-order/rows" || complain 'its rows cannot be read'
  seeds=1
  [[ $case != rutnat && $case != statustabell ]] || seeds='1 2 3 4'
  for seed in $seeds; do
    rm -rf "$scratch/mixed" && cp -r "$scratch/$case" "$scratch/mixed"
    shuffle "$seed" "$scratch/mixed"
    cmp -s "$scratch/$case/noteringar.csv" "$scratch/mixed/noteringar.csv" && complain 'the order was not changed'
    edition "$scratch/mixed/$case.yaml" "$scratch/mixed/x.gpkg"
    rows "$scratch/mixed/x.gpkg" >"$scratch/mixed/rows" || complain 'its rows cannot be read'
    diff "$scratch/in-order/rows" "$scratch/mixed/rows" >"$scratch/diff" ||
      complain "seed $seed: $(grep -c '^[<>]' "$scratch/diff") lines differ:"$'\n'"$(head -n 12 "$scratch/diff" | cut -c 1-400)"
  done
  rm -rf "${scratch:?}/$case" "$scratch/in-order" "$scratch/mixed"
  finish
done
exit "$failed"
