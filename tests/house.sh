#!/usr/bin/env bash
# The tour in the README names every room there is, and no other.
set -u
cd "$(dirname "$0")/.." || exit 1
rooms=$(ls include/trygghetskarta | sed 's/\.h$//')
told=$(sed -n '/^## The tour/,/^## Licence/p' README.md | grep -o '`[a-z_]*`' | tr -d '`' | sort -u)
missing=$(comm -23 <(sort <<<"$rooms") <(echo "$told"))
[[ -z $missing ]] || { echo "the tour in README.md does not name:" $missing; exit 1; }
for room in $told; do
  grep -q "^$room\b" scripts/rooms.txt || { echo "README.md names $room, which scripts/rooms.txt does not know"; exit 1; }
done
