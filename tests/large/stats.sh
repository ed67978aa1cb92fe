#!/usr/bin/env bash
# The numbers that tests/test_stats.c holds our arithmetic to are R's own.
cd "$(dirname "$0")/../.." || exit 1
command -v Rscript >/dev/null || { echo "R is not installed"; exit 77; }
Rscript --vanilla tests/stats.R
