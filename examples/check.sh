#!/usr/bin/env bash
# Does the plan keep its targets, on prices that are not too old? For cron or a hook of git: check.sh [FILE]
# Says nothing and ends with 0 if so; otherwise tells the reasons and ends with 3, for wrong input with 2.
set -euo pipefail

scenario=${1:-plan.yaml}
ordiplan=(npx --yes --package=@ordiplan/planner@0.1.0 -- ordiplan)
most_days=120

code=0
report=$("${ordiplan[@]}" check --scenario "$scenario" --max-price-age "$most_days" --lang en) || code=$?
if ((code != 0)); then
  printf '%s\n' "$report" >&2
fi
exit "$code"
