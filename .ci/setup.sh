# shellcheck shell=bash
# What demo.sh and test.sh share: the tools of the build are found, or installed. Sourced, not run.

readonly MIN_CMAKE=3.25 MIN_MAVEN=3.8.7 MIN_JDK=17
readonly BUILD_TOOLS=(cmake:cmake ninja:ninja-build gcc:gcc g++:g++ mvn:maven)

# die MESSAGE: a wrong command line, or a machine that cannot build.
die() {
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 2
}

# have COMMAND or the whole path of a FILE
have() {
  [[ $1 == /* && -e $1 ]] || command -v "$1" >/dev/null 2>&1
}

# at_least WANTED VERSION
at_least() {
  printf '%s\n%s\n' "$1" "$2" | sort -V -C
}

# jdk_major HOME: prints 17 for a JDK 17; fails where there is no JDK.
jdk_major() {
  local version
  version=$("$1/bin/javac" -version 2>/dev/null) && version=${version#javac } || return 1
  printf '%s\n' "${version%%[!0-9]*}"
}

is_usable_jdk() {
  local major
  major=$(jdk_major "$1") && [[ -n $major ]] && ((major >= MIN_JDK))
}

# Prints the JDK to build with: JAVA_HOME, javac on the PATH, else one of Debian's usual folder.
find_jdk() {
  local home javac
  javac=$(command -v javac) && javac=$(readlink -f "$javac")
  for home in "${JAVA_HOME:-}" "${javac%/bin/javac}" /usr/lib/jvm/*; do
    if [[ -n $home ]] && is_usable_jdk "$home"; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  return 1
}

# missing_packages TOOL:PACKAGE...: prints the packages whose command, or file, is not there.
missing_packages() {
  local tool
  for tool in "$@"; do
    have "${tool%%:*}" || printf '%s\n' "${tool#*:}"
  done
  gcc -E -x c - <<<'#include <zlib.h>' >/dev/null 2>&1 || echo zlib1g-dev
  find_jdk >/dev/null || echo openjdk-17-jdk-headless
}

install_packages() {
  if ((EUID != 0)) || ! have apt-get; then
    die "tools are missing; install them as root: apt-get install -y $*"
  fi
  printf 'installing %s\n' "$*"
  local log
  log=$(mktemp)
  if ! { apt-get update && apt-get install -y --no-install-recommends "$@"; } \
    >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    rm -f "$log"
    die "apt-get could not install $*"
  fi
  rm -f "$log"
}

check_versions() {
  local cmake maven
  [[ $(cmake --version) =~ version\ ([0-9.]+) ]] || die "cmake --version does not tell its version"
  cmake=${BASH_REMATCH[1]}
  at_least "$MIN_CMAKE" "$cmake" || die "CMake $cmake is too old; $MIN_CMAKE or later is needed"
  [[ $(mvn --version) =~ Maven\ ([0-9.]+) ]] || die "mvn --version does not tell its version"
  maven=${BASH_REMATCH[1]}
  at_least "$MIN_MAVEN" "$maven" || die "Maven $maven is too old; $MIN_MAVEN or later is needed"
  printf 'JDK %s in %s, CMake %s, Maven %s\n' "$(jdk_major "$JAVA_HOME")" "$JAVA_HOME" "$cmake" \
    "$maven"
}

# setup JDK [TOOL:PACKAGE]...: makes the tools of the build, and those given, ready for use. JDK
# is the folder of the one to use; empty: one is looked for.
setup() {
  local jdk=$1 missing
  shift
  export DEBIAN_FRONTEND=noninteractive
  if [[ -n $jdk ]]; then
    is_usable_jdk "$jdk" || die "$jdk is no JDK of Java $MIN_JDK or later (bin/javac tells)"
    JAVA_HOME=$(realpath "$jdk")
  fi
  mapfile -t missing < <(missing_packages "${BUILD_TOOLS[@]}" "$@")
  ((${#missing[@]} == 0)) || install_packages "${missing[@]}"
  JAVA_HOME=$(find_jdk) || die "no JDK of Java $MIN_JDK or later was found; name one by --jdk DIR"
  export JAVA_HOME PATH=$JAVA_HOME/bin:$PATH
  check_versions
}
