# shellcheck shell=bash
# Sourced by ./mediakeep: starts the program in $dist with the JDK in $JAVA_HOME and the ahead-of-time cache $cache.

: "${dist:?}" "${cache:?}" "${jdk_version:?}"

common=(
  -XX:+UseSerialGC
  --enable-native-access=ALL-UNNAMED
  -Djava.awt.headless=true
)
main=dev.mediakeep.app.Main

class_path() {
  local jars=("$dist"/lib/*.jar) IFS=:
  printf '%s' "${jars[*]}"
}

# Whether this JDK makes a cache in one step (JEP 514, since 25).
makes_cache() { [ "${jdk_version%%[!0-9]*}" -ge 25 ]; }

# Runs the service on a home of its own and asks it what people ask; when it ends the JVM writes the cache.
train() {
  has_cache && return
  [ -e "$cache.failed" ] && return
  echo "mediakeep: making the ahead-of-time cache for JDK $jdk_version, once" >&2
  local home log
  home=$(mktemp -d "${TMPDIR:-/tmp}/mediakeep-train.XXXXXX")
  log=$home/log
  if "$JAVA_HOME/bin/java" "${common[@]}" -XX:AOTCacheOutput="$cache.new" -cp "$(class_path)" \
    dev.mediakeep.app.Warmup "$home/backend" >"$log" 2>&1 && [ -s "$cache.new" ]; then
    mv -f "$cache.new" "$cache"
  else
    rm -f "$cache.new"
    echo "mediakeep: no ahead-of-time cache could be made, starts take longer; the log is $dist/train.log" >&2
    cp "$log" "$dist/train.log"
    : >"$cache.failed"
  fi
  rm -rf "$home"
}

# A cache that is older than a program file is of another program; the JVM does not always notice.
has_cache() { [ -e "$cache" ] && [ -z "$(find "$dist/lib" -newer "$cache" -print -quit)" ]; }

launch() {
  local flags=("${common[@]}")
  case ${1:-} in
    serve) flags+=(-Djdk.virtualThreadScheduler.parallelism=8) ;;
    *) flags+=(-XX:TieredStopAtLevel=1) ;;
  esac
  # Progress bars and tables want the width of the terminal, where there is one.
  if [ "${1:-}" != serve ] && [ -t 1 ] && [ -t 2 ]; then
    local size
    size=$(stty size </dev/tty 2>/dev/null) && flags+=("-Dmediakeep.columns=${size#* }")
  fi
  if makes_cache && [ -z "${MEDIAKEEP_NO_AOT:-}" ]; then
    has_cache || [ -e "$cache.failed" ] || exclusively train
    has_cache && flags+=(-XX:AOTCache="$cache" '-Xlog:aot*=off' '-Xlog:cds*=off')
  fi
  # shellcheck disable=SC2086 # several options are meant to be split
  exec "$JAVA_HOME/bin/java" "${flags[@]}" ${MEDIAKEEP_JAVA_OPTS:-} -cp "$(class_path)" "$main" "$@"
}
