#!/usr/bin/env bash
# seconds: 900
# The editions opened in the QGIS that is installed: demo, and with the real data Stockholm and Boston.
#   tests/large/qgis.sh [demo|boston|malmo|stockholm]...     pictures in $BUILD/qgis/NAME
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${BUILD:-build}
data=${TRYGGHETSKARTA_DATA:-../shared/data}
/usr/bin/python3 -c 'import qgis.core' 2>/dev/null || { echo "python3-qgis is not installed"; exit 77; }
[[ -x $build/trygghetskarta ]] || { echo "$build/trygghetskarta is not built"; exit 77; }
if [[ $# == 0 ]]; then
  set -- demo
  [[ -d $data ]] && set -- demo stockholm boston
fi
code=0
for name in "$@"; do
  out=$build/qgis/$name
  mkdir -p "$out" && rm -f "$out"/*
  if [[ $name == demo ]]; then
    scripts/demo >"$out/build.log" 2>&1 && cp build/demo/utgavor/aktuell/lagesbild.gpkg "$out/"
  else
    OPTIONS="-q -o $out/lagesbild.gpkg" scripts/real-editions "$name" >"$out/build.log" 2>&1
  fi
  [[ -e $out/lagesbild.gpkg ]] || { tail "$out/build.log"; echo "[  FAILED  ] $name: no edition"; code=1; continue; }
  /usr/bin/python3 tests/qgis/edition.py "$out/lagesbild.gpkg" "$out" 2>"$out/qgis.log" | sed "s/\] \([a-z_]*\)$/] $name: \1/" || code=1
  [[ ${PIPESTATUS[0]} == 0 ]] || code=1
done
exit $code
