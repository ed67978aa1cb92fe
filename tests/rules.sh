#!/usr/bin/env bash
# Every rule of layers/codes/regel.csv has a golden case in which it is broken, and no other word is used as a rule.
cd "$(dirname "$0")/.." || exit 1
rules=$(tail -n +2 layers/codes/regel.csv | cut -d, -f1 | sort)
shown=$(cat tests/cases/*/expected/kvalitet.csv | grep -v '^#' | tr , '\n' | sort -u)
used=$(grep -rhoE '"[a-z]+(_[a-z0-9]+)+"' src/*.c | tr -d '"' | sort -u)
failed=0
# What a case cannot hold: a file that is damaged lies in the zoo, and a workbook is made by the test.
declare -A elsewhere=([geometri_olaslig]=tests/test_source_data.c [dagnummer]=tests/inputs.tsv)
for rule in $rules; do
  [[ ${elsewhere[$rule]:-} ]] && grep -q "$rule" "${elsewhere[$rule]}" && continue
  grep -qx -- "$rule" <<<"$shown" || { echo "$rule: no case in tests/cases expects it in kvalitet"; failed=1; }
  grep -qx -- "$rule" <<<"$used" || [[ $rule =~ ^[a-z]+$ ]] || { echo "$rule: nothing in src/ tells it"; failed=1; }
done
exit "$failed"
