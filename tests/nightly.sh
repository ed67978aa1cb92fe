#!/usr/bin/env bash
# scripts/nightly and `trygghetskarta status`, as cron runs them: exit codes, what is said, who gets mail, and when.
set -u
cd "$(dirname "$0")/.." || exit 1
nightly=$PWD/scripts/nightly layers=$PWD/layers
export TRYGGHETSKARTA=$PWD/${BUILD:-build}/san/trygghetskarta
scratch=$(mktemp -d) && trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
cp tests/cases/rutnat/*.csv tests/cases/rutnat/karta.yaml "$scratch" && cd "$scratch" || exit 1
echo "layers: $layers" >>karta.yaml
unset MAILTO JOURNAL_STREAM
failed=0
wrong() { failed=1 && echo "$*:" && sed 's/^/  /' said && [[ -e post ]] && sed 's/^/  post: /' post; }

# A mailer that keeps what it is given.
mkdir bin && printf '#!/bin/sh\ncat >%s/post\n' "$scratch" >bin/sendmail && chmod +x bin/sendmail
export PATH=$scratch/bin:$PATH

# run CODE ARGUMENT...
run() {
  local expected=$1 code
  shift
  rm -f post
  timeout 120 "$nightly" "$@" >said 2>&1
  code=$?
  [[ $code == "$expected" ]] || wrong "nightly $*: exit $code instead of $expected"
}
says() { grep -qE -- "$1" said || wrong "does not say $1"; }
mailed() { grep -qE -- "$1" post 2>/dev/null || wrong "no mail with $1"; }
unmailed() { [[ ! -e post ]] || wrong 'sends a mail'; }

run 2
run 2 --nonsense karta.yaml
run 1 --check karta.yaml
says 'no run has been successful here yet'
run 1 --check --mail vakt@example.org karta.yaml
mailed '^To: vakt@example.org$'
mailed 'no run has been successful here yet'

run 0 --mail vakt@example.org karta.yaml
says '^utgavor: last successful run .*; newest edition 2[-0-9T]*Z: 11 notes, 2 warnings$'
unmailed
first=$(ls -d utgavor/2*)
stamp=$(<utgavor/.senast_lyckad)
sleep 1
run 0 karta.yaml
[[ $(ls -d utgavor/2*) == "$first" ]] || wrong 'the same again was published'
[[ $(<utgavor/.senast_lyckad) != "$stamp" ]] || wrong 'a run without changes is not told as a successful one'
[[ $(wc -l <said) == 1 ]] || wrong 'not one line'
run 0 --check --mail vakt@example.org karta.yaml
unmailed

# the work lists, as long as their edition is kept
edition=$(basename "$first")
mkdir -p listor/karta/2020-01-01T000000Z{,-2,-min-egen}
touch listor/karta/2020-01-01T000000Z{,-2,-min-egen}/arbetslistor_x.csv listor/karta/2020-01-01T000000Z-2/viktigt.txt
run 73 --lists listor --mail vakt@example.org karta.yaml
mailed '2020-01-01T000000Z-2.*not empty'
for ending in csv xlsx; do
  [[ -s listor/karta/$edition/arbetslistor_trafikkontoret.$ending ]] || wrong "no list: $(echo listor/*/*/*)"
done
[[ $(ls listor/karta) == "$(printf '2020-01-01T000000Z-2\n2020-01-01T000000Z-min-egen\n%s' "$edition")" ]] ||
  wrong "kept: $(ls listor/karta)"
rm listor/karta/2020-01-01T000000Z-2/viktigt.txt
touch listor/karta/2020-01-01T000000Z-2/{.DS_Store,._.DS_Store,._arbetslistor_x.csv,Thumbs.db,desktop.ini,.directory}
touch -d 2020-01-01 listor/karta/*/arbetslistor_trafikkontoret.csv
late=5 run 0 --lists listor karta.yaml
[[ ! -e listor/karta/2020-01-01T000000Z-2 ]] || wrong "what a file manager strewed keeps lists: $(ls -A listor/karta/*-2)"
[[ $(date -r "listor/karta/$edition/arbetslistor_trafikkontoret.csv" +%Y) == 2020 ]] || wrong 'the same lists are written again'
cp karta.yaml 'grann"kart\a.yaml'
run 0 --lists listor 'grann"kart\a.yaml'
[[ -d listor/karta/$edition && -d listor/'grann"kart\a'/$edition ]] || wrong "two maps: $(echo listor/*/*)"
touch fil
run 73 --lists fil/listor --mail vakt@example.org karta.yaml
mailed 'fil/listor'
TMPDIR=/finns/inte run 73 --lists fil/listor --mail vakt@example.org karta.yaml
mailed 'fil/listor'
run 73 --lists omonterad/listor karta.yaml
says 'omonterad/listor: there is no such directory; make it, or is the share not mounted'
[[ ! -e omonterad ]] || wrong 'lists are written where no share is mounted'

# late: by the stamp, not by the edition
chmod u+w utgavor
echo "$(date -u -d '-27 hours' +%FT%TZ) x" >utgavor/.senast_lyckad
run 1 --check --mail vakt@example.org karta.yaml
mailed 'the last successful run was .* 27.0 hours ago, and `alarm_hours` is 26'
"$TRYGGHETSKARTA" status --json karta.yaml >said 2>/dev/null
python3 - said <<'PY' || wrong 'status --json'
import json, sys
s = json.load(open(sys.argv[1]))
sys.exit(not (s["late"] is True and 26.9 < s["hours"] < 27.2 and s["notes"] == 11 and s["edition"]))
PY
echo "$(date -u -d '+3 hours' +%FT%TZ) x" >utgavor/.senast_lyckad
run 1 --check karta.yaml
says 'lies ahead: a clock is or was wrong'
run 0 karta.yaml
run 0 --alarm --mail vakt@example.org karta.yaml
mailed 'alarm for karta.yaml'

# a night that goes wrong
mv noteringar.csv borta.csv
if [[ -w /dev/full ]]; then # nor is a disk without room a reason to mail nothing
  printf '#!/bin/sh\nln -sf /dev/full %s/full && echo %s/full\n' "$scratch" "$scratch" >bin/mktemp && chmod +x bin/mktemp
  run 66 --mail vakt@example.org karta.yaml
  mailed 'noteringar.csv'
  rm bin/mktemp
fi
run 66 --mail vakt@example.org karta.yaml
mailed '^Subject: trygghetskarta: karta on .*: exit 66$'
mailed 'noteringar.csv'
MAILTO=vakt@example.org run 66 karta.yaml
mailed '^To: vakt@example.org$'
run 66 karta.yaml
unmailed
"$TRYGGHETSKARTA" build --json karta.yaml >said 2>/dev/null
python3 -c 'import json; e = json.load(open("said"))["error"]; assert e["code"] == 66 and "noteringar.csv" in e["message"]' ||
  wrong 'build --json'
mv borta.csv noteringar.csv
"$TRYGGHETSKARTA" build --json karta.yaml 2>/dev/null >said && python3 -c 'import json; assert json.load(open("said"))["notes"]["kept"] == 11' ||
  wrong 'build --json where nothing has changed'

# another run is at work: told, but nobody is woken
exec 9<>utgavor/.lock && flock -n 9
run 75 --mail vakt@example.org karta.yaml
says 'another run is publishing here'
unmailed
exit "$failed"
