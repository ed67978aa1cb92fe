#!/usr/bin/env bash
# `build -o FILE` replaces an edition of ours, and no other file: not an input, not what somebody made. And `aktuell` is
# never turned back to an earlier day unasked.
set -u
cd "$(dirname "$0")/.." || exit 1
program=$PWD/${BUILD:-build}/san/trygghetskarta layers=$PWD/layers
scratch=$(mktemp -d) && trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
cp tests/cases/rutnat/*.csv tests/cases/rutnat/karta.yaml "$scratch" && cd "$scratch" || exit 1
failed=0
wrong() { failed=1 && echo "$*"; }

# build FILE: the exit code; what was said lies in `said`.
build() { timeout 120 "$program" build karta.yaml -o "$1" --layers "$layers" >said 2>&1; echo $?; }

# refused FILE WORDS: FILE stands as it was, and the message says why.
refused() {
  local before code
  before=$(sha256sum "$1") code=$(build "$1")
  [[ $code == 69 ]] || wrong "-o $1: exit $code instead of 69: $(tail -n 3 said)"
  [[ $(sha256sum "$1") == "$before" ]] || wrong "-o $1: was replaced"
  grep -qF -- "$2" said || wrong "-o $1: does not say '$2': $(tail -n 3 said)"
}
refused noteringar.csv 'is what the edition is made from (noteringar)'
refused karta.yaml 'is what the edition is made from (the configuration)'
refused medlemskap.csv 'is what the edition is made from (a table of the districts)'
ln stadsdelar.csv annat.gpkg
refused annat.gpkg 'is what the edition is made from (stadsdelar)'
echo 'my notes' >egen.gpkg
refused egen.gpkg 'is there already and is no edition'
: >tom.gpkg
refused tom.gpkg 'is there already and is no edition'

[[ $(build ny.gpkg) == 0 ]] || wrong "a new file is not made: $(tail -n 3 said)"
[[ $(build ny.gpkg) == 0 ]] || wrong "an edition of ours is not replaced: $(tail -n 3 said)"
if [[ $(build saknas/ny.gpkg) != 73 ]] || ! grep -qF 'saknas: there is no such directory to write the file in; make it first' said; then
  wrong "a directory that is missing: $(tail -n 3 said)"
fi
for option in -o --as-of --layers --as-of=; do
  value=('') && [[ $option == *= ]] && value=()
  timeout 120 "$program" build karta.yaml "$option" "${value[@]}" >said 2>&1
  if [[ $? != 2 ]] || ! grep -qF -- "$option: wants a value" said || [[ -e utgavor ]]; then
    wrong "an empty $option: $(tail -n 3 said)"
  fi
done
timeout 120 "$program" build karta.yaml --strict -zq >said 2>&1
if [[ $? != 2 ]] || ! grep -qF -- '-z: no such option' said; then
  wrong "a letter that is no option: $(tail -n 3 said)"
fi
for word in build lists rename; do
  value=('' ny) && [[ $word == build ]] && value=('')
  timeout 120 "$program" "$word" "${value[@]}" >said 2>&1
  if [[ $? != 2 ]] || ! grep -qF 'the name of a file or directory is empty' said || [[ -e ny ]]; then
    wrong "$word of an empty name: $(tail -n 3 said)"
  fi
done
mkdir utgava && cp ny.gpkg utgava/lagesbild.gpkg && : >utgava/korning.json
refused utgava/lagesbild.gpkg 'is a published edition'

# publish DAY CODE [OPTION...]
publish() {
  local day=$1 expected=$2 code
  shift 2
  timeout 120 "$program" build karta.yaml --layers "$layers" --as-of "$day" "$@" >said 2>&1
  code=$?
  [[ $code == "$expected" ]] || wrong "--as-of $day $*: exit $code instead of $expected: $(tail -n 3 said)"
}
shown() { grep -qF "\"as_of\": \"$1\"" utgavor/aktuell/korning.json || wrong "aktuell is not of $1"; }
publish 2026-11-02 0
publish 2026-11-01 2
grep -qF -- "--as-of: 2026-11-01 is before the newest edition's day, 2026-11-02" said || wrong "an earlier day: $(<said)"
shown 2026-11-02
publish 2026-11-01 0 -o forr.gpkg
shown 2026-11-02
publish 2026-11-01 0 --accept-change
shown 2026-11-01

# What stands is what was published: damaged, it is told and made anew; with warnings, it does not stand under --strict.
publish 2026-11-03 0
publish 2026-11-03 0
grep -qF 'nothing has changed' said || wrong "the same day again: $(<said)"
chmod u+w utgavor/aktuell/lagesbild.gpkg && truncate -s 0 utgavor/aktuell/lagesbild.gpkg
timeout 60 "$program" status karta.yaml --layers "$layers" >said 2>&1 && wrong 'status of a damaged edition is 0'
grep -qF 'is damaged' said || wrong "status of a damaged edition: $(<said)"
publish 2026-11-03 0
grep -qF 'is no longer the file that was published' said || wrong "a damaged edition is not told: $(<said)"
[[ -s utgavor/aktuell/lagesbild.gpkg ]] || wrong 'a damaged edition stands'
chmod u+w utgavor/2*/lagesbild.gpkg && truncate -s 0 utgavor/2*/lagesbild.gpkg
publish 2026-11-04 0
grep -qF 'so nothing is compared with it' said || wrong "a damaged edition before: $(<said)"
timeout 60 "$program" status karta.yaml --layers "$layers" >said 2>&1 || wrong "status after it: $(<said)"

# gone ANSWER PART COMMAND...: COMMAND takes something away; `status` says ANSWER, and the next build PART.
gone() {
  local answer=$1 part=$2
  "${@:3}"
  timeout 60 "$program" status karta.yaml --layers "$layers" >said 2>&1
  [[ $? == 1 ]] && grep -qF "$answer" said || wrong "status after ${*:3}: $(<said)"
  timeout 60 "$program" status --json karta.yaml --layers "$layers" 2>/dev/null | grep -qF "$answer" ||
    wrong "status --json after ${*:3} does not say why"
  publish 2026-11-04 0
  grep -qF "$part" said || wrong "build after ${*:3}: $(<said)"
  timeout 60 "$program" status karta.yaml --layers "$layers" >said 2>&1 || wrong "status after that: $(<said)"
}
gone 'aktuell: shows none of the editions' 'this run puts it right' rm -f utgavor/aktuell/lagesbild.gpkg
gone 'aktuell: shows none of the editions' 'this run puts it right' rm -rf utgavor/aktuell
spoil() { chmod u+w utgavor/aktuell/korning.json && printf '%s' "$1" >utgavor/aktuell/korning.json; }
gone 'is damaged' 'is no manifest that this program wrote: the edition is damaged' spoil ''
gone 'is damaged' 'is no manifest that this program wrote: the edition is damaged' spoil '{"title": '
gone 'is damaged' 'is no manifest that this program wrote: the edition is damaged' spoil '{}'
gone 'holds no whole edition' 'and none is left whole' sh -c 'rm -rf utgavor/2* utgavor/aktuell'
sed -i 's/kind: fokus/kind: fokuss/' karta.yaml
publish 2026-11-04 0
grep -qF 'warning: ' said || wrong "no warning to test with: $(<said)"
publish 2026-11-04 0
grep -qF 'nothing has changed' said || wrong "with warnings, again: $(<said)"
publish 2026-11-04 65 --strict
grep -qF 'and --strict wants none' said || wrong "--strict where nothing has changed: $(<said)"

# The clock was ahead when the newest was made: that is no fault of the configuration, and one run by hand makes it good.
sed '/as_of:/d' karta.yaml >idag.yaml
grep -q 'as_of' idag.yaml && wrong 'the day is given'
now() { timeout 120 "$program" build idag.yaml --layers "$layers" "${@:2}" >said 2>&1; [[ $? == "$1" ]] || wrong "today ${*:2}: $(<said)"; }
now 0 --accept-change
now 0 --as-of "$(date -d '+400 days' +%F)"
now 69
grep -qF "by this machine's clock" said || wrong "a clock that was ahead: $(<said)"
now 0 --accept-change
now 0
exit "$failed"
