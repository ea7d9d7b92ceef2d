#!/bin/sh
# Build this commit twice, in two fresh clones in folders of other names, and compare every jar byte by byte.
set -eu
home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
commit=$(git -C "$home" rev-parse HEAD)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for clone in one another-name; do
    git clone -q "$home" "$folder/$clone"
    git -C "$folder/$clone" checkout -q "$commit"
    (cd "$folder/$clone" && mvn -B -q package -DskipTests >"$folder/$clone.log" 2>&1) || { cat "$folder/$clone.log"; exit 1; }
    (cd "$folder/$clone" && find bestcode-*/target -name 'bestcode-*.jar' -exec sha256sum {} + | sort -k2) >"$folder/$clone.sums"
done
diff "$folder/one.sums" "$folder/another-name.sums"
echo "$(wc -l <"$folder/one.sums") jars, the same bytes"
