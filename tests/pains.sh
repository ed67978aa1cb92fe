#!/usr/bin/env bash
# The table of pains in docs/qgis.md: each of the 26 has an answer, and the tests it names are there.
set -u
cd "$(dirname "$0")/.." || exit 1
failed=0
wrong() { failed=1 && echo "docs/qgis.md: $*"; }

# there TEST: a test of the table, as it is written: a file of tests/, with the name of one in it or not.
there() {
  local file=${1%%:*} name=''
  [[ $1 == *:* ]] && name=${1##*:}
  case $file in
    edition.py) file=tests/qgis/edition.py ;;
    test_*) file=tests/$file.c ;;
  esac
  [[ -e $file ]] || { wrong "pain $n: there is no $file"; return; }
  [[ ! $name ]] || grep -qE "(def|void) $name\(" "$file" || wrong "pain $n: $file has no $name"
}

rows=$(grep -E '^\| [0-9]+ \|' docs/qgis.md)
[[ $(cut -d '|' -f 2 <<<"$rows" | tr -d ' \n') == "$(seq 26 | tr -d '\n')" ]] || wrong 'the pains are not 1 to 26'
while IFS='|' read -r _ n pain answer tests _; do
  n=${n// /}
  [[ ${pain// /} && ${answer// /} && ${tests// /} ]] || wrong "pain $n: an empty cell"
  # `file`: `name` is one test, `file` alone another.
  named=$(sed 's/`: `/:/g' <<<"$tests" | grep -o '`[^`]*`' | tr -d '`')
  [[ $named || $tests == *'a file cannot do more'* ]] || wrong "pain $n: names no test"
  while read -r test; do [[ $test ]] && there "$test"; done <<<"$named"
done <<<"$rows"
exit $failed
