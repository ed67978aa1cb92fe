#!/usr/bin/env bash
# scripts/run-tests counts what it is there to count: the whole suite leans on its last line.
cd "$(dirname "$0")/.." || exit 1
scratch=$(mktemp -d) && trap 'rm -rf "$scratch"' EXIT
program() { printf '#!/bin/bash\n%s\n' "$2" >"$scratch/$1" && chmod +x "$scratch/$1"; }
program passes 'echo "[ RUN      ] one"; echo "[       OK ] one"'
program speaks 'echo "[ RUN      ] one"; echo -n "0...10"; echo "[       OK ] one"'
program fails 'echo "[ RUN      ] one"; echo "[  FAILED  ] one"; echo "[  FAILED  ] one"; exit 1'
program skips 'echo "[ RUN      ] one"; echo "SKIPPED: no data"; echo "[  SKIPPED ] one"; echo "[  SKIPPED ] one"'
program dies 'echo "[ RUN      ] one"; echo "[       OK ] one"; echo "[ RUN      ] two"; kill -KILL $$'
program hangs $'# seconds: 1\necho "[ RUN      ] one"; sleep 60'
program leaks 'echo "[ RUN      ] one"; echo "[       OK ] one"; exit 1'
program script_passes 'exit 0'
program script_skips 'echo no QGIS; exit 77'
program script_fails 'exit 3'

failed=0
# expect NAMES EXIT LAST-LINE [A-LINE]
expect() {
  local said code
  # shellcheck disable=SC2086
  said=$(cd "$scratch" && BUILD=$scratch/build "$OLDPWD/scripts/run-tests" $1 2>&1)
  code=$?
  [[ $code == "$2" && ${said##*$'\n'} == "$3" && $said == *"${4:-}"* ]] && return
  failed=1
  printf 'run-tests %s: exit %s\n%s\n' "$1" "$code" "$said"
}
expect ./passes 0 '1 passed, 0 failed, 0 skipped'
expect ./speaks 0 '1 passed, 0 failed, 0 skipped'
expect './passes ./skips' 0 '1 passed, 0 failed, 1 skipped' 'skipped ./skips: one: no data'
expect ./fails 1 '0 passed, 1 failed, 0 skipped' 'failed ./fails: one'
expect ./dies 1 '1 passed, 1 failed, 0 skipped' 'failed ./dies: two'
expect ./hangs 1 '0 passed, 1 failed, 0 skipped' 'not done after 1 s'
expect ./leaks 1 '1 passed, 1 failed, 0 skipped'
expect './script_passes ./script_skips ./script_fails' 1 '1 passed, 1 failed, 1 skipped' 'no QGIS'
expect ./nowhere 1 '0 passed, 1 failed, 0 skipped'
expect ./script_skips 1 '0 passed, 0 failed, 1 skipped'
exit "$failed"
