#!/usr/bin/env bash
# seconds: 3600
# The properties that unit tests show on thousands, on a million: points located as GEOS locates them, areas conserved on
# shaken nets, the packed index answering as a full scan does.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${BUILD:-build}
tests=("$build"/san/tests/test_{coverage,overlay,rtree})
make -s BUILD="$build" "${tests[@]}" || exit 1
code=0
for test in "${tests[@]}"; do
  TRYGGHETSKARTA_LONG=1 "$test" || code=1
done
exit $code
