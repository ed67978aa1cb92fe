#!/usr/bin/env bash
# The numbers that the unit test of stats reads, by R once more.
cd "$(dirname "$0")/../.." || exit 1
command -v Rscript >/dev/null || { echo "r-base-core is not installed"; exit 77; }
exec Rscript tests/stats.R
