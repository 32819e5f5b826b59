#!/usr/bin/env bash
# Builds abcistream and runs its tests; ./test.sh --help tells the options.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# shellcheck source=.ci/setup.sh
. .ci/setup.sh

usage() {
  cat <<'HELP'
usage: ./test.sh [--all] [--jdk DIR]

Builds abcistream and runs the tests of both its sides, native and Java. Missing tools are installed
when this is run as root on Debian, else named.

  --all      everything that CI runs: also the checks of the scripts and of the formatting,
             clang-tidy, the native tests under AddressSanitizer and UndefinedBehaviorSanitizer,
             those of the ring under ThreadSanitizer, and everything again on JDK 25
  --jdk DIR  the JDK to use, Java 17 or later (else JAVA_HOME, the PATH, /usr/lib/jvm)
  --help     this text

ABCISTREAM_TRACES names a folder of more recorded traces; what a test lacks, it says.
Exit codes: 0 nothing failed, 1 a step failed, 2 a wrong command line or missing tools.
HELP
}

all=false
jdk=
while (($# > 0)); do
  case $1 in
  --all) all=true ;;
  --jdk)
    (($# > 1)) || die "--jdk takes a folder"
    jdk=$2
    shift
    ;;
  --help)
    usage
    exit 0
    ;;
  *) die "\"$1\" is no option; see ./test.sh --help" ;;
  esac
  shift
done

report=()
failures=0
started=$(mktemp)
trap 'rm -f "$started"' EXIT

# run_step TITLE COMMAND...: steps do not depend on each other, so a failure does not end the run.
run_step() {
  local title=$1 result=passed begun=$SECONDS
  shift
  printf '\n== %s\n' "$title"
  if ! "$@" </dev/null; then
    result=failed
    failures=$((failures + 1))
  fi
  printf '== %s: %s after %d s\n' "$title" "$result" $((SECONDS - begun))
  report+=("$(printf '%-8s %6d s  %s' "$result" $((SECONDS - begun)) "$title")")
}

# skip_step TITLE REASON
skip_step() {
  printf '\n== %s\nskipped: %s\n' "$1" "$2"
  report+=("$(printf '%-8s %8s  %s (%s)' skipped '' "$1" "$2")")
}

verify() {
  mvn -B -ntp "$@" verify
}

# verify_on JDK: from nothing, so that this JDK's compiler has a say too.
verify_on() {
  JAVA_HOME=$1 PATH=$1/bin:$PATH verify clean
}

build_preset() {
  cmake --preset "$1" && cmake --build --preset "$1"
}

test_preset() {
  local preset=$1
  shift
  build_preset "$preset" && ctest --preset "$preset" --no-tests=error "$@"
}

check_scripts() {
  local scripts
  mapfile -t scripts < <(find . \( -name .git -o -name build -o -name target \) -prune -o \
    -name '*.sh' -print)
  shellcheck -x .ci/run "${scripts[@]}"
}

check_format() {
  cmake --preset tidy && cmake --build --preset tidy --target format-check
}

verify_on_jdk_25() {
  local title="Maven verify on JDK 25" home
  if (($(jdk_major "$JAVA_HOME") == 25)); then
    skip_step "$title" "the run before was on JDK 25"
    return
  fi
  for home in /usr/lib/jvm/*; do
    if [[ $(jdk_major "$home") == 25 ]]; then
      run_step "$title" verify_on "$home"
      return
    fi
  done
  skip_step "$title" "there is no JDK 25 under /usr/lib/jvm"
}

# A test that cannot run prints why; ctest itself only counts it.
print_skipped_tests() {
  local log
  [[ -d build ]] || return 0
  while IFS= read -r log; do
    sed -n "s|^skipped: |skipped in ${log%%/Testing/*}: |p" "$log"
  done < <(find build -name LastTest.log -newer "$started")
}

tools=()
if $all; then
  tools=(shellcheck:shellcheck clang-format-19:clang-format-19 clang-tidy-19:clang-tidy-19)
fi
setup "$jdk" "${tools[@]}"

if $all; then
  run_step "shellcheck" check_scripts
  run_step "format" check_format
fi
run_step "Maven verify on JDK $(jdk_major "$JAVA_HOME")" verify
if $all; then
  run_step "clang-tidy" build_preset tidy
  run_step "native tests, AddressSanitizer" test_preset asan
  run_step "tests of the ring, ThreadSanitizer" test_preset tsan -L ring
  verify_on_jdk_25
fi

printf '\n'
print_skipped_tests
printf '%s\n' "${report[@]}"
((failures == 0))
