#!/usr/bin/env bash
# seconds: 900
# Fuzzing, a short series: each parser FUZZ_SECONDS (15). `make fuzz TIME=3600` is the long one.
cd "$(dirname "$0")/../.." || exit 1
command -v clang++ >/dev/null || { echo "clang is not installed: scripts/install-packages lint"; exit 77; }
BUILD=${BUILD:-build} nice make -s fuzz TIME="${FUZZ_SECONDS:-15}"
