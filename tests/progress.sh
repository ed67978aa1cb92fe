#!/usr/bin/env bash
# Progress in GDAL's manner on a terminal; none in a pipe, none when quiet.
set -u
cd "$(dirname "$0")/.." || exit 1
command -v script >/dev/null || { echo "script(1) is not installed"; exit 77; }
script -q -c true /dev/null >/dev/null 2>&1 </dev/null || { echo "no pseudo-terminal can be had here"; exit 77; }
program=$PWD/${BUILD:-build}/san/trygghetskarta layers=$PWD/layers
scratch=$(mktemp -d) && trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
cp tests/cases/rutnat/*.csv tests/cases/rutnat/karta.yaml "$scratch" && cd "$scratch" || exit 1
failed=0
wrong() { failed=1; echo "$1"; tr '\r' '\n' <said | tail -n 8; }
bar='0...10...20...30...40...50...60...70...80...90...100 - done.'

# on_terminal OPTION...: what a terminal shows stands in `said`.
on_terminal() {
  script -q -e -c "'$program' build karta.yaml -o ny.gpkg --layers '$layers' $*" /dev/null >said 2>&1 </dev/null || wrong "exit $?"
}
on_terminal
tr '\r' '\n' <said | grep -qxF "$bar" || wrong "no whole line of progress on a terminal"
grep -qF -- '- done.' <(tr '\r' '\n' <said | grep 'read\|kept') && wrong "progress and messages share a line"
on_terminal -q
grep -q '10\.\.\.' said && wrong "progress although --quiet"
on_terminal --json
grep -q '10\.\.\.' said && wrong "progress in the manifest of --json"
"$program" build karta.yaml -o ny.gpkg --layers "$layers" >said 2>&1 || wrong "exit $?"
grep -q '10\.\.\.' said && wrong "progress where there is no terminal"
# A run that fails takes its line away, and nothing says it was done.
sed -i 's/stadsdelar\.csv/saknas.csv/' karta.yaml
script -q -e -c "'$program' build karta.yaml -o ny.gpkg --layers '$layers'" /dev/null >said 2>&1 </dev/null && wrong "a missing input is no error"
grep -q 'done\.' said && wrong "a run that failed says it was done"
exit "$failed"
