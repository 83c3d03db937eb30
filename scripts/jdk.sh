# shellcheck shell=bash
# Sourced by ./mediakeep and ./check: finds a JDK that can build and run Mediakeep.
# Sets JAVA_HOME (exported) and jdk_version, its whole version; says what to install and exits 3 otherwise.
# Reads the `release` file that each JDK carries instead of starting a JVM for the question.

oldest_jdk=21
jdk_version=

# Sets jdk_version from the release file of the JDK in $1; fails unless that is a JDK that is new enough.
jdk_fits() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  jdk_version=
  local line
  while IFS= read -r line; do
    case $line in
      JAVA_RUNTIME_VERSION=*) jdk_version=${line#*=} ;;
      JAVA_VERSION=*) [ -n "$jdk_version" ] || jdk_version=${line#*=} ;;
    esac
  done <"$1/release"
  jdk_version=${jdk_version//\"/}
  local major=${jdk_version%%[!0-9]*}
  [ -n "$major" ] && [ "$major" -ge "$oldest_jdk" ]
}

# Prints the folder of the JDK that PATH leads to, through all links.
jdk_on_path() {
  local found
  found=$(command -v javac) || return 1
  while [ -L "$found" ]; do
    local target
    target=$(readlink "$found")
    case $target in /*) found=$target ;; *) found=$(dirname "$found")/$target ;; esac
  done
  (cd "$(dirname "$found")/.." && pwd -P)
}

find_jdk() {
  local candidate newest='' newest_version=''
  if [ -n "${JAVA_HOME:-}" ] && jdk_fits "$JAVA_HOME"; then
    export JAVA_HOME
    return
  fi
  if candidate=$(jdk_on_path) && jdk_fits "$candidate"; then
    export JAVA_HOME=$candidate
    return
  fi
  for candidate in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /usr/local/openjdk* \
    "${HOME:-/nonexistent}"/.sdkman/candidates/java/* "${HOME:-/nonexistent}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME:-/nonexistent}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    jdk_fits "$candidate" || continue
    if [ -z "$newest" ] || [ "${jdk_version%%[!0-9]*}" -gt "${newest_version%%[!0-9]*}" ]; then
      newest=$candidate newest_version=$jdk_version
    fi
  done
  if [ -z "$newest" ]; then
    echo "mediakeep: no JDK $oldest_jdk or newer found: install one (such as Temurin 25, adoptium.net) or set JAVA_HOME to it" >&2
    exit 3
  fi
  export JAVA_HOME=$newest
  jdk_version=$newest_version
}
