#!/usr/bin/env bash
# seconds: 1800
# The editions opened in the QGIS that is installed: demo, and with the real data Stockholm and Boston.
#   tests/large/qgis.sh [demo|langa_ord|boston|malmo|stockholm]...     pictures in $BUILD/qgis/NAME
#   QGIS_ROOT=DIR tests/large/qgis.sh [NAME]...              in the QGIS of the Debian that lies in DIR, as root:
#                                                            docs/qgis.md says how to make one
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${BUILD:-build}
data=${TRYGGHETSKARTA_DATA:-../shared/data}
root=${QGIS_ROOT:-}

# python ARGUMENT...: a Python that knows QGIS. In a Debian of its own this directory is bound at /mnt, in a mount
# namespace that ends with the command; what is written to its /tmp is thrown away.
python() {
  [[ $root ]] || { /usr/bin/python3 "$@"; return; }
  unshare --mount --propagation private bash -c '
    mount --bind /proc "$0/proc" && mount --rbind /dev "$0/dev" && mount -t tmpfs -o mode=1777 tmpfs "$0/tmp" &&
      mount --bind "$PWD" "$0/mnt" || exit 1
    exec chroot "$0" env -i HOME=/tmp PATH=/usr/bin:/bin LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 \
      sh -c "cd /mnt && exec /usr/bin/python3 \"\$@\"" sh "$@"' "$root" "$@"
}
python -c 'import qgis.core' 2>/dev/null || { echo "${root:+$root: }python3-qgis is not installed"; exit 77; }
[[ -x $build/trygghetskarta ]] || { echo "$build/trygghetskarta is not built"; exit 77; }
if [[ $# == 0 ]]; then
  set -- demo langa_ord
  [[ -d $data ]] && set -- demo langa_ord stockholm boston
fi
code=0
for name in "$@"; do
  out=$build/qgis/$name
  mkdir -p "$out" && rm -f "$out"/*
  if [[ $name == demo ]]; then
    scripts/demo -o "$out/lagesbild.gpkg" >"$out/build.log" 2>&1
  elif [[ $name == langa_ord ]]; then
    # The demo as a real municipality would word it.
    sed -f tests/qgis/langa_ord.sed "$build/demo/demo.yaml" >"$build/demo/langa_ord.yaml"
    "$build/trygghetskarta" build "$build/demo/langa_ord.yaml" -q -o "$out/lagesbild.gpkg" >"$out/build.log" 2>&1
  else
    OPTIONS="-q -o $out/lagesbild.gpkg" scripts/real-editions "$name" >"$out/build.log" 2>&1
  fi
  [[ -e $out/lagesbild.gpkg ]] || { tail "$out/build.log"; echo "[  FAILED  ] $name: no edition"; code=1; continue; }
  "$build/trygghetskarta" rename "$out/lagesbild.gpkg" "$out/Annat namn åäö.gpkg" || code=1
  python tests/qgis/edition.py "$out/lagesbild.gpkg" "$out" 3 "$out/Annat namn åäö.gpkg" 2>"$out/qgis.log" |
    sed "s/\] \([a-z_]*\)$/] $name: \1/"
  [[ ${PIPESTATUS[0]} == 0 ]] || code=1
done
exit $code
