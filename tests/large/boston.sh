#!/usr/bin/env bash
# seconds: 600
# Boston's own word for what is overdue, and R's for how long it takes to mend: tests/boston.R says how they are held to.
cd "$(dirname "$0")/../.." || exit 1
build=${BUILD:-build}
data=$(realpath "${TRYGGHETSKARTA_DATA:-../shared/data}" 2>/dev/null)/boston311
[[ -e $data/noteringar_2015.csv ]] || { echo "no real data at TRYGGHETSKARTA_DATA"; exit 77; }
command -v Rscript >/dev/null || { echo "r-base-core is not installed"; exit 77; }
command -v sqlite3 >/dev/null || { echo "sqlite3 is not installed"; exit 77; }
scratch=$(mktemp -d) || exit 1
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
sed "s|@DATA@|${data%/boston311}|" tests/kartor/boston.yaml >"$scratch/boston.yaml"
cp tests/kartor/boston_*.csv "$scratch"
"${PROGRAM:-$build/trygghetskarta}" build "$scratch/boston.yaml" -o "$scratch/boston.gpkg" --layers layers -q || exit 1
Rscript tests/boston.R "$scratch/boston.gpkg" "$data/noteringar_2015.csv"
