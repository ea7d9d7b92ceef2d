#!/bin/sh
# Review what a branch changes, in a pipeline, with a bound on what it costs:
#   review.sh [BASE]        default: origin/main; $BESTCODE is the command
# Prints the findings; ends with 1 when one is severe, else with what bestcode ended with.
set -eu
base=${1:-origin/main}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

answer=$(git diff "$base...HEAD" |
    "${BESTCODE:-bestcode}" run --profile researcher --output json --schema "$here/findings.json" \
        --budget-usd "${BUDGET_USD:-0.50}" --timeout 600 \
        "Review this change. Name what breaks or is missing, with its path and line:" -)

printf '%s\n' "$answer" | jq -r '.text | fromjson | .findings[] | "\(.severity)  \(.path):\(.line)  \(.what)"'
printf '%s\n' "$answer" | jq -e '[.text | fromjson | .findings[] | select(.severity == "severe")] == []' >/dev/null
