#!/bin/sh
# An image that needs neither Java nor Maven: bestcode/ with a launcher, its jars and a JVM of only what they use, and the
# same as a zip. Needs what is built (mvn -B package -DskipTests) and a JDK 25:
#   scripts/image.sh [FOLDER]      default: bestcode-cli/target/image
set -eu
home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
. "$home/scripts/jdk.sh"
find_jdk || exit
cli=$home/bestcode-cli/target
image=${1:-$cli/image}
[ -f "$cli/bestcode-cli.jar" ] || { echo "$0: nothing is built; run mvn -B package -DskipTests first" >&2; exit 1; }

rm -rf "$image/bestcode" "$image/bestcode.zip"
mkdir -p "$image/bestcode/bin" "$image/bestcode/lib"
cp "$cli/bestcode-cli.jar" "$image/bestcode/"
cp "$cli"/lib/*.jar "$image/bestcode/lib/"

# From the classes alone: descriptors would have every library be a module.
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
for jar in "$cli/bestcode-cli.jar" "$cli"/lib/*.jar; do
    (cd "$classes" && "$jdk/bin/jar" --extract --file "$jar")
done
find "$classes" \( -name module-info.class -o -path '*/META-INF/versions' \) -prune -exec rm -rf {} +
# Files in archives, curves and character sets are found by name at run time, which jdeps cannot see.
modules=$("$jdk/bin/jdeps" --ignore-missing-deps --print-module-deps "$classes"),jdk.zipfs,jdk.crypto.ec,jdk.charsets

"$jdk/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files \
    --no-man-pages --compress zip-6 --generate-cds-archive --output "$image/bestcode/runtime"

cat >"$image/bestcode/bin/bestcode" <<'EOF'
#!/bin/sh
set -eu
self=$(readlink -f -- "$0")
home=${self%/bin/*}
exec "$home/runtime/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -jar "$home/bestcode-cli.jar" "$@"
EOF
chmod +x "$image/bestcode/bin/bestcode"

# The same bytes from the same parts: names in order, no dates, no owners.
find "$image/bestcode" -exec touch -h -d 2026-01-01T00:00:00Z {} +
(cd "$image" && find bestcode | LC_ALL=C sort | TZ=UTC zip -q -X -9 bestcode.zip -@)
du -sh "$image/bestcode" "$image/bestcode.zip"
