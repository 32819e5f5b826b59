#!/usr/bin/env bash
# Measures what a block costs a node's thread; native/bench/bench.sh --help tells the options.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

usage() {
  cat <<'HELP'
usage: native/bench/bench.sh [--keep] [OPTION]...

Builds the benchmark, and the peers where there is a Go, and measures on /dev/shm and on the disk
that build/ lies on; with --quick on /dev/shm alone. It needs the installation in build/stage: run ./demo.sh or mvn package first.

  --keep     writes the figures to native/bench/results.json and native/bench/results.svg, which
             the README shows

Other options go to abcistream_bench, whose own help follows.

HELP
  build/release/native/bench/abcistream_bench --help
}

readonly PEERS=$PWD/build/bench/peers DISK=$PWD/build/bench/disk

build_peers() {
  local peer
  mkdir -p "$PEERS"
  if ! command -v go >/dev/null; then
    echo "there is no Go: the peers are left out" >&2
    return
  fi
  for peer in sdk047 sdk053 sdk053/noop; do
    (cd "native/bench/peers/${peer%%/*}" &&
      go build -buildvcs=false -o "$PEERS/${peer##*/}" "./${peer#"${peer%%/*}"}") || return 1
  done
}

if [[ ! -d build/stage/share/abcistream ]]; then
  echo "bench.sh: build/stage holds no installation; run mvn -DskipTests package first" >&2
  exit 2
fi
cmake --build build/release --target abcistream_bench >/dev/null
places=(--tmpfs /dev/shm --disk "$DISK")
options=()
for option in "$@"; do
  case $option in
  --quick)
    places=(--tmpfs /dev/shm)
    options+=(--quick)
    ;;
  --help)
    usage
    exit 0
    ;;
  --keep) options+=(--json native/bench/results.json --svg native/bench/results.svg) ;;
  *) options+=("$option") ;;
  esac
done
build_peers
mkdir -p "$DISK"
ABCISTREAM_HOME=$PWD/build/stage ABCISTREAM_BENCH_PEERS=$PEERS COSMOS_SDK_ABCI=$PEERS/noop \
  build/release/native/bench/abcistream_bench "${places[@]}" "${options[@]}"
