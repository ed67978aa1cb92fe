#!/usr/bin/env bash
# make install puts a program in place that finds its layers, and make uninstall leaves nothing.
set -u
cd "$(dirname "$0")/../.." || exit 1
scratch=$(mktemp -d) && trap 'rm -rf "$scratch"' EXIT
make -s BUILD="${BUILD:-build}" install DESTDIR="$scratch" PREFIX=/usr || exit 1
cd / || exit 1
"$scratch/usr/bin/trygghetskarta" --version || exit 1
"$scratch/usr/bin/trygghetskarta" layers | grep -q stadsdelar || { echo "the installed program does not find its layers"; exit 1; }
cd - >/dev/null && make -s uninstall DESTDIR="$scratch" PREFIX=/usr || exit 1
[[ -z $(find "$scratch" -type f) ]] || { find "$scratch" -type f; echo "left behind"; exit 1; }
