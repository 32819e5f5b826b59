#!/usr/bin/env bash
# Checks and tests the Go modules of this folder; --help tells the options.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

readonly STATICCHECK=honnef.co/go/tools/cmd/staticcheck@v0.8.2
# Those that have goroutines of their own. The nodes under processes are built with -race by a test.
readonly RACED=(abcistream sdk047 sdk053)
# Those whose tests kill nodes again and again.
readonly CRASHED=(sdk047/node sdk053/node)
# What of these runs under the race detector: where threads meet, and no more, since each takes several times as long.
readonly RACED_NODES=(-run 'EveryFile|Stop|Halts|AnyCrash' -crashes=2)

usage() {
  cat <<'HELP'
usage: test_go.sh [--quick|--all] [--crashes N] [--soak DURATION] INSTALLATION

Checks the formatting of every Go module of this folder, then vets and tests it with the library of
the installation, which `mvn package` fills. Nothing is fetched that the module cache has.

  --quick          no more than that (the default)
  --all            also staticcheck, the tests under the race detector and with older SDKs, and a
                   soak of whole processes
  --crashes N      how often a campaign kills its node, one campaign for each SDK and pruning mode
                   (else 10, and with --all one at each point); 1000 take hours
  --soak DURATION  how long the soak takes for each collector of garbage, as Go writes it, such as
                   90s or 2h (else 60s with --all, and none without)

Exit codes: 0 nothing failed, 1 something failed, 2 a wrong command line, 77 nothing can be run.
HELP
}

die() {
  printf 'test_go.sh: %s\n' "$*" >&2
  exit 2
}

skip() {
  printf 'skipped: %s\n' "$*"
  exit 77
}

all=false
crashes=
soak=
# A test that hangs is one that has taken this long.
patience=60m
installation=
while (($# > 0)); do
  case $1 in
  --quick) all=false ;;
  --all) all=true ;;
  --crashes)
    [[ ${2:-} =~ ^[1-9][0-9]{0,5}$ ]] || die "--crashes takes a number"
    crashes=$2 patience=48h
    shift
    ;;
  --soak)
    [[ ${2:-} =~ ^([0-9]+(h|m|s))+$ ]] || die "--soak takes a duration, such as 90s"
    soak=$2 patience=48h
    shift
    ;;
  --help)
    usage
    exit 0
    ;;
  -*) die "\"$1\" is no option; see test_go.sh --help" ;;
  *) installation=$1 ;;
  esac
  shift
done
if $all; then
  crashes=${crashes:-0} soak=${soak:-60s}
fi
[[ -n $installation ]] || die "name the installation to test with, such as build/stage"
command -v go >/dev/null || skip "there is no go"
command -v pkg-config >/dev/null || skip "there is no pkg-config"
[[ -f $installation/lib/pkgconfig/abcistream.pc ]] ||
  skip "$installation has no lib/pkgconfig/abcistream.pc; mvn package puts it there"
installation=$(realpath "$installation")

export ABCISTREAM_HOME=$installation
export PKG_CONFIG_PATH=$installation/lib/pkgconfig${PKG_CONFIG_PATH:+:$PKG_CONFIG_PATH}
export LD_LIBRARY_PATH=$installation/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
export GOTOOLCHAIN=local
# Go's build cache knows neither the path that pkg-config tells nor the headers there: a flag that
# changes with them keeps it from taking what was built with others.
headers=$({ echo "$installation" && cat "$installation"/include/abcistream/*.h; } | cksum)
export CGO_CPPFLAGS="${CGO_CPPFLAGS:-} -DABCISTREAM_INSTALLATION=${headers%% *}"

report=()
failures=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# check TITLE COMMAND...: what a check prints is shown only where it fails.
check() {
  local title=$1 result=passed
  shift
  if ! "$@" >"$log" 2>&1; then
    result=failed
    failures=$((failures + 1))
    cat "$log"
  fi
  report+=("$(printf '%-8s %s' "$result" "$title")")
  printf '%s: %s\n' "$title" "$result"
}

formatted() {
  [[ -z $(gofmt -l . | tee /dev/stderr) ]]
}

# The tests that passed, failed and were skipped, these with their reasons, of a log of go test -v.
summarize() {
  awk '
    /^ *--- PASS/ { passed++ }
    /^ *--- FAIL/ { failed++ }
    /^ *--- SKIP/ { skipped++; print "skipped: " $3 ": " reason }
    /^ *[a-z0-9_]+_test\.go:[0-9]+: / { reason = $0; sub(/^ *[^ ]+ /, "", reason) }
    END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }' "$log"
}

# go_test MODULE FLAGS...: the tests of the module in the current folder.
go_test() {
  local module=$1 result=passed begun=$SECONDS summary
  shift
  if ! go test -count=1 -timeout "$patience" -v "$@" ./... >"$log" 2>&1; then
    result=failed
    failures=$((failures + 1))
    grep -vE '^ *(=== |--- PASS)' "$log" || true
  fi
  summary=$(summarize)
  grep '^skipped: ' <<<"$summary" || true
  report+=("$(printf '%-8s go test%s %s: %s, %d s' "$result" "${*:+ $*}" "$module" \
    "${summary##*$'\n'}" $((SECONDS - begun)))")
  printf '%s\n' "${report[-1]}"
}

test_module() {
  local module=$1 flags=() versions
  cd "$here/$module"
  check "gofmt $module" formatted
  check "go vet $module" go vet ./...
  if $all; then
    check "staticcheck $module" go run "$STATICCHECK" ./...
  fi
  [[ $module != processes || -z $soak ]] || flags=(-soak="$soak")
  [[ " ${CRASHED[*]} " != *" $module "* ]] || flags=(-crashes="${crashes:-10}")
  compgen -G '*_test.go' >/dev/null || return 0
  go_test "$module" "${flags[@]}"
  $all || return 0
  if [[ " ${RACED[*]} " == *" $module "* ]]; then
    go_test "$module" -race
  fi
  if [[ " ${CRASHED[*]} " == *" $module "* ]]; then
    go_test "$module" -race "${RACED_NODES[@]}"
  fi
  # A file beside go.mod has the versions of an older SDK, which the module is for too.
  for versions in sdk*.mod; do
    [[ -f $versions ]] || continue
    check "go vet $module, $versions" go vet -modfile="$versions" .
    go_test "$module" -modfile="$versions"
  done
}

mapfile -t modules < <(cd "$here" && find . -name go.mod -printf '%h\n' | sed 's|^\./||' | sort)
for module in "${modules[@]}"; do
  printf '\n== %s\n' "$module"
  test_module "$module"
done

printf '\n'
printf '%s\n' "${report[@]}"
((failures == 0))
