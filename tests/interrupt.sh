#!/usr/bin/env bash
# seconds: 900
# A run ended by SIGINT or SIGTERM at any moment leaves nothing behind and the published edition as it was, and ends by
# that signal; one that was done before it came has published. 40 runs (KILLS), ended at seeded random times.
set -u
cd "$(dirname "$0")/.." || exit 1
program=$PWD/${BUILD:-build}/san/trygghetskarta layers=$PWD/layers generate=$PWD/${BUILD:-build}/san/trygghetskarta-generate
scratch=$(mktemp -d) && trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
cd "$scratch" || exit 1
export TMPDIR=$scratch
# A signal to the whole group also reaches the helper process with which leaks are looked for at the very end, and such a
# run has been seen to hang there, all its own work done. Leaks are looked for by every other test.
export ASAN_OPTIONS=detect_leaks=0
"$generate" grid --count 40 --vertices 60 --plans 9 -o . >log 2>&1 &&
  "$generate" notes --districts stadsdelar.gpkg --driver GPKG --plain 3000 --anywhere -o . >>log 2>&1 || { cat log; exit 1; }
cat >karta.yaml <<'YAML'
edition: {title: Avbrott, directory: utgavor, crs: "EPSG:3011", as_of: 2026-11-15, keep: 3}
sources:
  - {name: stadsdelar, role: districts, file: stadsdelar.gpkg, driver: GPKG, key: stadsdel}
  - {name: omraden, role: areas, kind: plan, file: omraden.gpkg, driver: GPKG, key: omrade_id}
  - {name: noteringar, role: notes, file: noteringar.csv, driver: CSV, x: x, y: y, crs: "EPSG:3011"}
YAML
failed=0
wrong() { failed=1; echo "$*: $(tail -n 3 said)"; }

# What lies there: names, and what the published file holds.
state() { (cd utgavor && find . ! -name .senast_lyckad ! -name .lock | sort && sha256sum aktuell/*) 2>&1; }

# Where a check was made by a process that is no more; other tests may be at theirs.
abandoned() {
  local place
  for place in /tmp/trygghetskarta-??????; do
    [[ -d $place && $place -nt karta.yaml && ! -e /proc/$(find "$place" -name '.bygge-*' -printf '%f' | sed 's/.*bygge-//')/exe ]] &&
      sleep 3 && [[ -d $place ]] && echo "$place"
  done
}

begun=$EPOCHREALTIME
"$program" build karta.yaml --layers "$layers" >said 2>&1 || { cat said; echo "no edition to begin with"; exit 1; }
whole=$(awk -v a="$begun" -v b="$EPOCHREALTIME" 'BEGIN { print b - a }')

RANDOM=20261122 ended=0 done=0
for ((i = 1; i <= ${KILLS:-40}; i++)); do
  signal=INT number=130
  ((i % 2)) && signal=TERM number=143
  command=build
  ((i % 8)) || command=check
  after=$(awk -v whole="$whole" -v r="$RANDOM" 'BEGIN { printf "%.3f", 0.01 + whole * r / 32768 }')
  before=$(state)
  begun=$EPOCHREALTIME
  # not in the shell's background, where SIGINT is ignored
  timeout --preserve-status -s "$signal" -k 60 "$after" "$program" $command karta.yaml --layers "$layers" \
    --as-of "$(date -d "2026-11-15 + $i days" +%F)" >said 2>&1
  code=$?
  if [[ $code == "$number" ]]; then
    ended=$((ended + 1))
    [[ $command == build || -z $(abandoned) ]] || wrong "check ended by $signal after $after s leaves its place in /tmp"
    [[ $(state) == "$before" ]] || { wrong "$command ended by $signal after $after s"; diff <(echo "$before") <(state) | head -n 5; }
    # before main has taken over, the signal ends it as it ends any program
    [[ ! -s said ]] || grep -q "trygghetskarta: ended by \(Interrupt\|Terminated\); nothing is published" said ||
      wrong "$command ended by $signal after $after s: does not say so"
  elif [[ $code == 0 ]]; then
    done=$((done + 1))
    # the first run may have met a busier machine: moments are chosen within the shortest one seen
    [[ $command == check ]] || whole=$(awk -v a="$begun" -v b="$EPOCHREALTIME" -v w="$whole" 'BEGIN { print b - a < w ? b - a : w }')
    [[ -z $(cd utgavor && ls -d .bygge-* 2>/dev/null) ]] || wrong "a finished run leaves its building place"
  else
    wrong "$command ended by $signal after $after s: exit $code"
  fi
done
echo "$ended runs ended, $done were done before"
[[ $ended -ge $((${KILLS:-40} / 2)) ]] || wrong "too few runs were ended"

# Whoever started it may have had a signal ignored (nohup).
(trap '' HUP; exec "$program" build karta.yaml --layers "$layers" --as-of 2027-03-01 >said 2>&1) &
sleep 0.3
kill -HUP $!
wait $! || wrong "SIGHUP is heeded though it was ignored: exit $?"
exit "$failed"
