#!/usr/bin/env bash
# The seeds of each fuzzed parser, and what fuzzing once found: none crashes, and what must hold of any bytes holds.
cd "$(dirname "$0")/.." || exit 1
failed=0
for parser in tests/fuzz/*.c; do
  name=$(basename "$parser" .c)
  [[ $name == fuzz || $name == replay ]] && continue
  echo "[ RUN      ] $name"
  seeds=("tests/fuzz/seeds/$name"/*)
  [[ $name == config ]] && seeds+=(tests/cases/*/karta.yaml)
  if "${BUILD:-build}/san/tests/fuzz/replay_$name" "${seeds[@]}" >"${TMPDIR:-/tmp}/replay.$$" 2>&1; then
    echo "[       OK ] $name"
  else
    tail -n 30 "${TMPDIR:-/tmp}/replay.$$"
    echo "[  FAILED  ] $name"
    failed=1
  fi
done
rm -f "${TMPDIR:-/tmp}/replay.$$"
exit "$failed"
