#!/usr/bin/env bash
# Builds abcistream and runs its tests; ./test.sh --help tells the options.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# shellcheck source=.ci/setup.sh
. .ci/setup.sh

usage() {
  cat <<'HELP'
usage: ./test.sh [--all [--fuzz-seconds N] [--crashes N] [--soak DURATION]] [--jdk DIR]

Builds abcistream and runs the tests of both its sides, native and Java. Missing tools are installed
when this is run as root on Debian, else named.

  --all      everything that CI runs: also the checks of the scripts and of the formatting,
             clang-tidy, the native tests under AddressSanitizer and UndefinedBehaviorSanitizer,
             those of the ring under ThreadSanitizer, fuzzing, the tests that take long or up to
             3 GiB of memory, the Go modules with their nodes, the benchmark in short, and
             everything of Java again on JDK 25
  --fuzz-seconds N
             how long to fuzz the hooks, the same for the reader of block files, and for a tenth of
             that each of two smaller readers (else 30; 300 is the long campaign that a change of a
             reader or of the hooks deserves)
  --crashes N, --soak DURATION
             how often each campaign kills a node in Go, and how long the soak of such nodes takes:
             those of native/go/test_go.sh --help
  --jdk DIR  the JDK to use, Java 17 or later (else JAVA_HOME, the PATH, /usr/lib/jvm)
  --help     this text

What a test lacks, it says.
Exit codes: 0 nothing failed, 1 a step failed, 2 a wrong command line or missing tools.
HELP
}

all=false
fuzz_seconds=30
go_options=()
jdk=
while (($# > 0)); do
  case $1 in
  --all) all=true ;;
  --fuzz-seconds)
    [[ ${2:-} =~ ^[1-9][0-9]{0,5}$ ]] || die "--fuzz-seconds takes a number of seconds"
    fuzz_seconds=$2
    shift
    ;;
  --crashes | --soak)
    (($# > 1)) || die "$1 takes a value; see native/go/test_go.sh --help"
    go_options+=("$1" "$2")
    shift
    ;;
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
notes=()
failures=0
run=$(mktemp -d)
started=$run/started
failed=$run/failed
touch "$failed"
trap 'rm -rf "$run"' EXIT

# run_step TITLE COMMAND...: steps do not depend on each other, so a failure does not end the run. A
# step that cannot be run says why, and returns 77. How a failed step ended is said again at the end
# of the run, which may be all that a CI keeps of it.
run_step() {
  local title=$1 result=passed begun=$SECONDS
  shift
  printf '\n== %s\n' "$title"
  touch "$started"
  local code=0
  "$@" </dev/null > >(tee "$run/output") 2>&1 || code=$?
  wait $!
  if ((code == 77)); then
    result=skipped
  elif ((code != 0)); then
    result=failed
    failures=$((failures + 1))
    { printf '\n== the end of %s\n' "$title" && tail -n 60 "$run/output" | cut -c-300; } >>"$failed"
  fi
  printf '== %s: %s after %d s\n' "$title" "$result" $((SECONDS - begun))
  report+=("$(printf '%-8s %6d s  %s' "$result" $((SECONDS - begun)) "$title")")
  mapfile -t -O ${#notes[@]} notes < <(test_notes)
}

# skip_step TITLE REASON
skip_step() {
  printf '\n== %s\nskipped: %s\n' "$1" "$2"
  report+=("$(printf '%-8s %8s  %s (%s)' skipped '' "$1" "$2")")
}

# The steps after it use the installation, which a test that fails keeps Maven from making.
verify() {
  local code=0
  mvn -B -ntp "$@" verify || code=$?
  ((code == 0)) || mvn -B -ntp -q -DskipTests package
  return "$code"
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
  shellcheck -x .ci/run java/cli/src/main/sh/abcistream "${scripts[@]}"
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

# fuzz TARGET SECONDS: what it finds lies under build/fuzz/findings, and so does what it has learnt.
fuzz() {
  local target=$1 seconds=$2 folder=build/fuzz/findings
  mkdir -p "$folder/$target-corpus"
  UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1 \
    "build/fuzz/native/fuzz/${target}_fuzz" -max_total_time="$seconds" -verbosity=0 \
    -print_final_stats=1 -artifact_prefix="$folder/$target-" "$folder/$target-corpus" \
    "native/fuzz/corpus/$target"
}

fuzz_all() {
  build_preset fuzz && fuzz hooks "$fuzz_seconds" && fuzz settings $((fuzz_seconds / 10 + 1)) &&
    fuzz trace $((fuzz_seconds / 10 + 1)) &&
    mvn -B -ntp -q -pl java/file -am -Pfuzz -DskipTests -Dfuzz.seconds="$fuzz_seconds" integration-test
}

# A test that cannot run prints why, and one that measures what it has seen; ctest only counts them.
test_notes() {
  local log
  [[ -d build ]] || return 0
  while IFS= read -r log; do
    sed -n -E "s/^(skipped|resident|measured): /\1 in ${log%%/*}: /p" "build/$log"
  done < <(find build -name LastTest.log -newer "$started" -printf '%P\n')
}

tools=()
if $all; then
  tools=(shellcheck:shellcheck pkg-config:pkg-config clang-format-19:clang-format-19 clang-tidy-19:clang-tidy-19
    clang-19:clang-19
    /usr/lib/llvm-19/lib/clang/19/include/fuzzer/FuzzedDataProvider.h:libclang-rt-19-dev
    systemd-nspawn:systemd-container dbus-daemon:dbus podman:podman runc:runc zsh:zsh)
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
  run_step "fuzzing" fuzz_all
  run_step "limits and soak" ctest --preset long --no-tests=error
  run_step "Go" native/go/test_go.sh --all "${go_options[@]}" build/stage
  run_step "benchmark, in short" native/bench/bench.sh --quick
  run_step "benchmark of the reader, in short" native/bench/bench.sh --reader --quick
  verify_on_jdk_25
fi

printf '\n'
((${#notes[@]} == 0)) || printf '%s\n' "${notes[@]}"
cat "$failed"
printf '\n'
printf '%s\n' "${report[@]}"
((failures == 0))
