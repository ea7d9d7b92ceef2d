# Sourced by ./bestcode and ./format: find_jdk sets $jdk to a JDK 25 or newer and $jdk_version to its exact version.
# It reads each JDK's `release` file and starts no JVM.

jdk_at() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    major=0 jdk_version=
    while IFS='="' read -r key _ value _; do
        case $key in
            JAVA_VERSION) major=${value%%[.-]*}; jdk_version=${jdk_version:-$value} ;;
            JAVA_RUNTIME_VERSION) jdk_version=$value ;;      # more exact: it names the vendor's build too
        esac
    done <"$1/release"
    [ "$major" -ge 25 ] 2>/dev/null || return 1
    jdk=$1
}

find_jdk() {
    [ -z "${JAVA_HOME-}" ] || ! jdk_at "$JAVA_HOME" || return 0
    java_on_path=$(command -v java || true)
    if [ -n "$java_on_path" ]; then
        java_on_path=$(readlink -f "$java_on_path" || true)
        ! jdk_at "${java_on_path%/bin/java}" || return 0
    fi
    for folder in /usr/lib/jvm/* /opt/java/* /opt/*jdk* "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
                  /Library/Java/JavaVirtualMachines/*/Contents/Home; do
        ! jdk_at "$folder" || return 0
    done
    echo "bestcode needs a JDK 25 or newer: install one (https://adoptium.net) or point JAVA_HOME at it." >&2
    return 3
}
