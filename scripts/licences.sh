#!/bin/sh
# Write docs/licences.md: what the command line carries, from its bill of materials. Needs jq, and what
# `mvn -B -Prelease package -DskipTests` has made.
set -eu
cd "$(dirname -- "$0")/.."
{
    echo '# Licences'
    echo
    echo 'What `bestcode` carries, written by `scripts/licences.sh` from its bill of materials; a name stands for its versions'"'"' own'
    echo 'licence files, which are in the jars.'
    echo
    echo '| library | version | licence |'
    echo '|---|---|---|'
    jq -r '.components[] | select(.group != "dev.bestcode")
        | "| \(.group):\(.name) | \(.version) | \([.licenses[]? | .license // . | .id // .name // .expression] | join(", ")) |"' \
        bestcode-cli/target/bestcode-cli-sbom.json | LC_ALL=C sort
} >docs/licences.md
