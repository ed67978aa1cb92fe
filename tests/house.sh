#!/usr/bin/env bash
# The tour in the README names every room there is, and no other; its commands are all that --help tells.
set -u
cd "$(dirname "$0")/.." || exit 1
rooms=$(ls include/trygghetskarta | sed 's/\.h$//')
told=$(sed -n '/^## The tour/,/^## Licence/p' README.md | grep -o '`[a-z_]*`' | tr -d '`' | sort -u)
missing=$(comm -23 <(sort <<<"$rooms") <(echo "$told"))
[[ -z $missing ]] || { echo "the tour in README.md does not name:" $missing; exit 1; }
for room in $told; do
  grep -q "^$room\b" scripts/rooms.txt || { echo "README.md names $room, which scripts/rooms.txt does not know"; exit 1; }
done
help=$("${BUILD:-build}/san/trygghetskarta" --help) || exit
for command in $(grep -oE 'trygghetskarta [a-z]+' <<<"$help" | cut -d' ' -f2 | sort -u); do
  grep -q "^    trygghetskarta $command" README.md || { echo "README.md does not show trygghetskarta $command"; exit 1; }
done
for option in '-o FILE' --as-of --accept-change --strict; do
  grep -q -- "^      $option" README.md || { echo "README.md does not show $option"; exit 1; }
done
