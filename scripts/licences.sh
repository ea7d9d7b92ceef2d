#!/bin/sh
# Write docs/licences.md: what the command line carries, and what the Spring Boot starter adds to it, from their bills of
# materials. Needs jq, and what `mvn -B -Prelease package -DskipTests` has made.
set -eu
cd "$(dirname -- "$0")/.."
rows() {
    echo
    echo '| library | version | licence |'
    echo '|---|---|---|'
    jq -r '.components[] | select(.group != "dev.bestcode")
        | "| \(.group):\(.name) | \(.version) | \([.licenses[]? | .license // . | .id // .name // .expression] | join(", ")) |"' \
        "$1/target/$1-sbom.json" | LC_ALL=C sort
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
rows bestcode-cli >"$work/cli"
rows bestcode-spring-boot-starter >"$work/starter"
{
    echo '# Licences'
    echo
    echo 'What `bestcode` carries, written by `scripts/licences.sh` from its bill of materials; a name stands for its versions'"'"' own'
    echo 'licence files, which are in the jars.'
    cat "$work/cli"
    echo
    echo 'What an application with `bestcode-spring-boot-starter` has besides, in the versions that the starter names:'
    echo
    echo '| library | version | licence |'
    echo '|---|---|---|'
    grep -vxFf "$work/cli" "$work/starter"
} >docs/licences.md
