#!/usr/bin/env bash
# Builds abcistream and streams a recorded chain; ./demo.sh --help tells the options.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
# shellcheck source=.ci/setup.sh
. .ci/setup.sh

usage() {
  cat <<'HELP'
usage: ./demo.sh [--jdk DIR]

Builds abcistream, replays a recorded Cosmos SDK chain through the example node and the file service,
and shows what was written. Missing tools are installed when this is run as root on Debian, else
named. Everything that is made lies under build/.

  --jdk DIR  the JDK to use, Java 17 or later (else JAVA_HOME, the PATH, /usr/lib/jvm)
  --help     this text

Exit codes: 0 shown, 1 the build or the replay failed, 2 a wrong command line or missing tools.
HELP
}

readonly TRACE=native/examples/traces/small CONFIG=native/examples/app.toml
readonly HOME_DIR=build/demo LOG=build/demo.log ROUNDS=150

jdk=
case ${1:-} in
'') ;;
--jdk)
  (($# == 2)) || die "--jdk takes a folder"
  jdk=$2
  ;;
--help)
  usage
  exit 0
  ;;
*) die "\"$1\" is no option; see ./demo.sh --help" ;;
esac

title() {
  printf '\n== %s\n' "$*"
}

# Counts the seconds on a terminal, so that a first build, which downloads, is not taken for dead.
show_seconds() {
  while sleep 1; do
    printf '\r%d s' "$SECONDS"
  done
}

build() {
  local ticker=
  if [[ -t 1 ]]; then
    show_seconds &
    ticker=$!
    # shellcheck disable=SC2064 # The id of this very process, also after the function has ended.
    trap "kill $ticker 2>/dev/null || true" EXIT
  fi
  mkdir -p build
  if ! mvn -q -B -DskipTests package >"$LOG" 2>&1 </dev/null; then
    cat "$LOG" >&2
    printf '\ndemo.sh: the build failed; what it said is above and in %s\n' "$LOG" >&2
    exit 1
  fi
  if [[ -n $ticker ]]; then
    kill "$ticker"
    wait "$ticker" 2>/dev/null || true
    printf '\r'
  fi
  printf 'built in %d s\n' "$SECONDS"
}

replay() {
  rm -rf "$HOME_DIR"
  build/stage/bin/replay_node --trace "$TRACE/trace.bin" --stores "$TRACE/stores.txt" \
    --config "$CONFIG" --home "$HOME_DIR" --repeat "$ROUNDS"
}

# The heights of the first round are those of the recording, whose data files the SDK has written.
compare() {
  local file
  for file in "$TRACE"/expected/*; do
    cmp "$file" "$HOME_DIR/streamed/${file##*/}" || return 1
  done
  printf 'Blocks 1 to 20 are, byte for byte, what the Cosmos SDK makes of this chain.\n'
}

show_files() {
  local files=("$HOME_DIR"/streamed/block-*) size
  size=$(du -sh "$HOME_DIR/streamed")
  printf '%d files, %s, in %s\n' "${#files[@]}" "${size%%[[:space:]]*}" "$HOME_DIR/streamed"
  (cd "$HOME_DIR/streamed" && ls -l block-{1,2,3}-{data,meta})
}

show_block() {
  local file=$HOME_DIR/streamed/block-2-data length
  length=$((16#$(od -A n -t x1 -N 8 "$file" | tr -d ' ')))
  printf '$ od -A d -t x1z -N 64 %s\n' "$file"
  od -A d -t x1z -N 64 "$file"
  cat <<TEXT

The first 8 bytes, big-endian, say how many follow: $length; the file has $(stat -c %s "$file").
A file that is shorter is not complete. Then comes pair after pair, each a protobuf StoreKVPair with
its length before it: 0a the store's name, 10 01 where the key was deleted, 1a the key, 22 the value.
The meta files hold the block's requests and responses, as one BlockMetadata.
TEXT
}

setup "$jdk"
SECONDS=0
title "building (the output goes to $LOG)"
build
title "replaying $TRACE $ROUNDS times, with the config $CONFIG"
replay
title "what was written"
compare
show_files
title "how to look at it"
show_block
