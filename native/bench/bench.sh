#!/usr/bin/env bash
# Measures what a block costs a node's thread, or by --start what a start costs; --help tells the options.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

usage() {
  cat <<'HELP'
usage: native/bench/bench.sh [--growth] [--keep] [OPTION]...
       native/bench/bench.sh --start [--keep] [--quick]
       native/bench/bench.sh --java [--keep] [--quick]
       native/bench/bench.sh --instructions [--keep]
       native/bench/bench.sh --reader [--keep] [--quick]

Builds the benchmark, and the peers where there is a Go, and measures on /dev/shm and on the disk
that build/ lies on (12 minutes); with --quick on /dev/shm alone. It needs the installation in
build/stage: run ./demo.sh or mvn package first.

  --growth   measures instead how cost grows with the size of blocks and the number of services, on
             /dev/shm alone: below 5 minutes and 6 GiB, with --quick below one minute
  --start    measures instead how long a stream takes to open, and the memory that an idle JVM
             adds, on each JDK of /usr/lib/jvm, with a class archive and without (13 starts each;
             5 with --quick)
  --java     measures instead, by JMH, what a block costs on the Java side alone: walking its pairs,
             reading its metadata, writing its files, and the garbage of that (4 minutes; with
             --quick one, and Maven's own time)
  --instructions
             counts instead, by valgrind, the instructions that the encoder takes for a pair: through
             the hook, in itself, and of a caller that encodes by itself. No noise moves them, and
             what differs from the figures that were kept is told (10 seconds)
  --reader   measures instead how fast the command line goes through 10,000 blocks of 1 GB in
             /dev/shm: stat, verify, and convert to Parquet (2 minutes); with --quick through 1000,
             which tells only that it runs
  --keep     writes the figures to results.json and results.svg in native/bench, those of --growth
             to growth.json and growth.svg, those of --start, --java, --instructions and --reader to
             start.json, java.json, instructions.json and reader.json

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

# Makes the class archives, as an operator would, and has the starts take turns.
measure_starts() {
  local rounds=13 json='' jdks=() option jdk home
  for option in "$@"; do
    case $option in
    --start) ;;
    --quick) rounds=5 ;;
    --keep) json=native/bench/start.json ;;
    *)
      echo "bench.sh: --start takes --quick and --keep, not $option" >&2
      return 2
      ;;
    esac
  done
  mapfile -t jdks < <(realpath /usr/lib/jvm/*/lib/server/libjvm.so 2>/dev/null | sort -u |
    sed 's,/lib/server/libjvm.so$,,')
  cmake --build build/release --target abcistream_start_bench abcistream-doctor >/dev/null
  home=$(mktemp -d)
  trap 'rm -rf "$home"' RETURN
  printf '[store]\nstreamers = ["file"]\n[streamers.file]\nkeys = ["acc", "bank", "staking"]
write_dir = "streamed"\noutput-metadata = true\nstop-node-on-error = true\n' >"$home/app.toml"
  for jdk in "${jdks[@]}"; do
    JAVA_HOME=$jdk build/release/native/doctor/abcistream-doctor --home "$home" --config "$home/app.toml" \
      --install-dir "$PWD/build/stage" --archive >"$home/doctor" || {
      cat "$home/doctor" >&2
      return 1
    }
  done
  ABCISTREAM_HOME=$PWD/build/stage build/release/native/bench/abcistream_start_bench "$home" \
    "$rounds" "$json" "${jdks[@]}"
}

if [[ ! -d build/stage/share/abcistream ]]; then
  echo "bench.sh: build/stage holds no installation; run mvn -DskipTests package first" >&2
  exit 2
fi
if [[ " $* " == *" --java "* ]]; then
  exec native/bench/measure_java.sh "$@"
fi
if [[ " $* " == *" --instructions "* ]]; then
  exec native/bench/measure_instructions.sh "$@"
fi
if [[ " $* " == *" --reader "* ]]; then
  exec native/bench/measure_reader.sh "$@"
fi
if [[ " $* " == *" --start "* ]]; then
  measure_starts "$@"
  exit
fi
cmake --build build/release --target abcistream_bench abcistream_start_bench >/dev/null
places=(--tmpfs /dev/shm --disk "$DISK")
options=()
keep=false
kept=results
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
  --growth)
    places=(--tmpfs /dev/shm)
    options+=(--growth)
    kept=growth
    ;;
  --keep) keep=true ;;
  *) options+=("$option") ;;
  esac
done
if $keep; then
  options+=(--json "native/bench/$kept.json" --svg "native/bench/$kept.svg")
fi
[[ $kept == growth ]] || build_peers
mkdir -p "$DISK"
ABCISTREAM_HOME=$PWD/build/stage ABCISTREAM_BENCH_PEERS=$PEERS COSMOS_SDK_ABCI=$PEERS/noop \
  build/release/native/bench/abcistream_bench "${places[@]}" "${options[@]}"
