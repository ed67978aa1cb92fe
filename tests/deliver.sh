#!/usr/bin/env bash
# Copies to where planners are: whole, read back, replaced last; what cannot be done tonight is done by the next run, and
# never touches what is published. tests/large/deliver.sh does it over SMB.
set -u
cd "$(dirname "$0")/.." || exit 1
program=$PWD/${BUILD:-build}/san/trygghetskarta planted=$PWD/${BUILD:-build}/san/tests/planted layers=$PWD/layers
scratch=$(mktemp -d)
trap 'chattr -R -i "$scratch" 2>/dev/null; chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
cp tests/cases/rutnat/*.csv tests/cases/rutnat/karta.yaml "$scratch" && cd "$scratch" || exit 1
mkdir share
printf 'layers: %s\ndeliver:\n  - {directory: share, keep: 2, mounted: no, attempts: 2, wait_s: 0.1}\n' "$layers" >>karta.yaml
failed=0
wrong() { failed=1 && echo "$*:" && sed 's/^/  /' said; }

day=0
# build: one more edition, of one more day; always exit 0.
build() {
  day=$((day + 1))
  timeout 120 "$program" build karta.yaml --as-of "2026-11-$((10 + day))" >said 2>&1 || wrong "exit $?"
  newest=$(cd utgavor && ls -d 2* | tail -n 1)
}
again() { timeout 120 "$program" build karta.yaml --as-of "2026-11-$((10 + day))" >said 2>&1 || wrong "exit $?"; }
shows() { grep -qF "\"edition\": \"$1\"" share/senaste.json || wrong "the share does not show $1: $(<share/senaste.json)"; }
says() { grep -qF -- "$1" said || wrong "does not say '$1'"; }
# whole WHEN: the share holds the newest edition byte for byte, and its project opens it.
whole() {
  cmp -s "share/$newest/lagesbild.gpkg" utgavor/aktuell/lagesbild.gpkg || wrong "$1: the copy differs"
  cmp -s "share/$newest/korning.json" utgavor/aktuell/korning.json || wrong "$1: the copy of the manifest differs"
  grep -qF "<datasource>./$newest/lagesbild.gpkg|" share/lagesbild.qgs || wrong "$1: the project does not open the copy"
}
clean() { [[ -z $(find share -name '*.ny' -o -name '*.bort') ]] || wrong "left behind: $(ls share)"; }

build
says "share: delivered $newest"
shows "$newest"
whole 'the first'
grep -qF '"./lagesbild.gpkg|' share/lagesbild.qgs && wrong 'the project opens something else, too'
clean
first=$newest
again
grep -q delivered said && wrong 'delivered again'

# a run that died on the way, and what is none of ours; what a file manager strews is nobody's
chmod u+w "share/$first" && touch "share/$first/"{.DS_Store,._lagesbild.gpkg,thumbs.db,Desktop.ini,.directory}
mkdir share/2020-01-01T000000Z.ny share/2020-01-02T000000Z.bort share/egna.ny
sleep 1
build
[[ -d share/egna.ny ]] && rmdir share/egna.ny || wrong "somebody's own directory is gone"
[[ ! -e share/2020-01-01T000000Z.ny && ! -e share/2020-01-02T000000Z.bort ]] || wrong 'what a dead run left is there'
sleep 1
build
[[ ! -e share/$first && $(ls -d share/2* | wc -l) == 2 ]] || wrong "keep: 2: $(ls share)"
grep -q 'nothing that this program made' said && wrong 'warns of what a file manager strewed'
clean

# what lies there cannot be told: nothing is removed, and what was delivered is
PLANTED=not-listed:1 "$planted" build karta.yaml --as-of "2026-11-$((10 + day))" >said 2>&1 || wrong "exit $?"
says 'warning: share: cannot be listed: Input/output error; old copies stay there, and the next run tries again'

# a copy that is no longer whole is made anew, as long as the share does not show it
sleep 1
rm -rf "share/$newest" share/senaste.json && mkdir "share/$newest" && echo x >"share/$newest/lagesbild.gpkg"
again
shows "$newest"
cmp -s "share/$newest/lagesbild.gpkg" utgavor/aktuell/lagesbild.gpkg || wrong 'a damaged copy was kept'

# hurt WORDS COMMAND...: what was delivered is hurt; `status` says so, and the next run delivers again, as does a new day's.
hurt() {
  local words=$1
  shift
  eval "$*"
  "$program" status --json karta.yaml >said 2>&1
  says '"newest": false'
  says "$words"
  again
  says "$words"
  says 'it is delivered again'
  whole "$*"
  again
  grep -q delivered said && wrong "$*: delivered twice"
  clean
}
chmod -R u+w share
hurt 'No such file' rm -rf "share/$newest"
hurt 'No such file' rm -f "share/$newest/lagesbild.gpkg"
hurt 'lagesbild.gpkg: is not what was delivered' truncate -s 4096 "share/$newest/lagesbild.gpkg"
hurt 'korning.json: is not what was delivered' truncate -s 0 "share/$newest/korning.json"
hurt 'lagesbild.qgs' rm share/lagesbild.qgs
hurt 'lagesbild.qgs: is not what was delivered' truncate -s 100 share/lagesbild.qgs
hurt 'lagesbild.gpkg: what was read back differs' printf x '|' dd of="share/$newest/lagesbild.gpkg" conv=notrunc bs=1 seek=5000 status=none
echo min >"share/$newest/anteckning.txt"
hurt 'is not what was delivered' truncate -s 0 "share/$newest/korning.json"
[[ $(cat share/*.kvar-*/anteckning.txt) == min ]] || wrong "somebody's own file is gone"
rm -rf share/*.kvar-*

# nor to where the editions stand, nor to another configuration's
for place in utgavor utgavor/aktuell share/../utgavor/; do
  sed "s|directory: share, |directory: $place, |" karta.yaml >egen.yaml
  "$program" build egen.yaml >said 2>&1
  [[ $? == 2 ]] || wrong "deliver to $place is not refused"
  says 'is where the editions are published'
done
[[ ! -e utgavor/senaste.json ]] || wrong 'delivered among the editions'
sed 's/^  title: .*/  title: En annan karta/' karta.yaml >annan.yaml
grep -qF 'En annan karta' annan.yaml || sed 's/title: [^,}]*/title: En annan karta/' karta.yaml >annan.yaml
"$program" build annan.yaml >said 2>&1
[[ $? == 69 ]] || wrong 'two configurations publish to one directory'
says "holds editions with another title than 'En annan karta'"
sed -i 's|directory: utgavor|directory: andra|' annan.yaml
"$program" build annan.yaml >said 2>&1 || wrong 'the other configuration'
says "not delivered: share: holds copies with another title than 'En annan karta'"
shows "$newest"
"$program" status karta.yaml >said 2>&1 || wrong 'status'
says 'delivered to 1 of 1'
"$program" build annan.yaml --accept-change >said 2>&1 || wrong 'the other configuration, accepted'
says 'share: delivered'
again
says 'not delivered: share: holds copies with another title'
"$program" build karta.yaml --accept-change --as-of "2026-11-$((10 + day))" >said 2>&1 || wrong 'accepted again'
shows "$newest"

# somebody holds the project: tomorrow's work
if chattr +i share/lagesbild.qgs 2>/dev/null; then
  was=$newest
  sleep 1
  build
  says 'trying again in 0.1 s'
  says 'warning: not delivered: share/lagesbild.qgs'
  [[ $(grep -c 'trying again' said) == 1 ]] || wrong 'not two attempts'
  shows "$was"
  grep -qF "./$was/" share/lagesbild.qgs || wrong 'the project was touched'
  [[ -d share/$was && $(ls -d utgavor/2* | wc -l) == 4 ]] || wrong 'the edition does not stand'
  "$program" status karta.yaml >said 2>&1 || wrong "status: exit $?"
  says 'delivered to 0 of 1'
  # by when the shares were whole, not by the edition: that is a new one each night
  chmod u+w utgavor && date -u -d '-27 hours' +%FT%TZ >utgavor/.senast_levererad
  sleep 1
  build
  later=$(cd share && for copy in 2*; do [[ $copy > $was ]] && echo "$copy"; done)
  [[ $later == "$newest" ]] || wrong "copies that nobody ever saw lie in the way of the next: $later"
  "$program" status karta.yaml >said 2>&1
  [[ $? == 1 ]] || wrong 'a share that stays behind gives no alarm'
  says 'share: shows the edition '
  says ', 27.0 hours ago, no run has left every share with the newest edition'
  date -u -d '+27 hours' +%FT%TZ >utgavor/.senast_levererad # of a clock that was wrong
  again
  [[ $(<utgavor/.senast_levererad) < $(date -u -d '+1 hour' +%FT%TZ) ]] || wrong 'a stamp that lies ahead stays'
  date -u -d '-27 hours' +%FT%TZ >utgavor/.senast_levererad
  chattr -i share/lagesbild.qgs
  again
  "$program" status karta.yaml >said 2>&1 || wrong "status once it is delivered: exit $?"
  "$program" status --json karta.yaml | grep -qF "\"last_delivered\": \"$(date -u +%F)" || wrong 'last_delivered'
fi

# and a share that is not mounted
sed -i 's/, mounted: no//' karta.yaml
sleep 1
build
says 'share: is on the same disk as the editions: nothing is mounted there'
mv share borta
sleep 1
build
says 'share: cannot be opened; is the share mounted?: No such file'
"$program" check karta.yaml --layers "$layers" >said 2>&1
grep -q delivered said && wrong 'a check delivers'
exit "$failed"
