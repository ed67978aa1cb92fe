#!/usr/bin/env bash
# The numbers that the unit test of stats reads, by R and its package survival once more.
cd "$(dirname "$0")/../.." || exit 1
command -v Rscript >/dev/null || { echo "r-base-core is not installed"; exit 77; }
Rscript tests/stats.R && exec Rscript tests/stats_sets.R
