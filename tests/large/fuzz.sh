#!/usr/bin/env bash
# seconds: 900
# Fuzzing, a short series, the same for the same tree. `make fuzz TIME=3600` is the long one, new each time.
cd "$(dirname "$0")/../.." || exit 1
command -v clang++ >/dev/null || { echo "clang is not installed: scripts/install-packages lint"; exit 77; }
BUILD=${BUILD:-build} FUZZ_RUNS=${FUZZ_RUNS:-100000} nice make -s fuzz TIME=60
