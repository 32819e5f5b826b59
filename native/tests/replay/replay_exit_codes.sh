#!/usr/bin/env bash
# How the example node ends, and what it says, when it cannot begin. None of this needs a JVM.
#
# usage: replay_exit_codes.sh NODE TRACES
set -euo pipefail

node=$1
traces=$2
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
printf '[store]\nstreamers = ["file"]\n' >"$home/app.toml"
: >"$home/empty"
head -c 1000 "$traces/small/trace.bin" >"$home/cut.bin"

# check CODE SENTENCE ARGUMENT...: it ends with that code and says that on the stream for it.
check() {
  local code=$1 sentence=$2 found=0
  shift 2
  "$node" "$@" >"$home/said" 2>&1 || found=$?
  if [[ $found -ne $code ]] || ! grep -qF -- "$sentence" "$home/said"; then
    printf 'failed: replay_node %s\nended with %s instead of %s, or did not say "%s":\n' \
      "$*" "$found" "$code" "$sentence" >&2
    cat "$home/said" >&2
    exit 1
  fi
}

good=(--trace "$traces/small/trace.bin" --config "$home/app.toml" --home "$home")

check 0 "usage: replay_node" --help
check 2 "--trace is missing"
check 2 "--config is missing" --trace x --home x
check 2 "--repeat takes a number from 1 to 1000000, not \"0\"" "${good[@]}" --repeat 0
check 2 "$home/none: cannot be opened: No such file or directory" "${good[@]}" --trace "$home/none"
check 2 "$home/none: cannot be opened: No such file or directory" "${good[@]}" --config "$home/none"
check 2 "$home/cut.bin: byte " "${good[@]}" --trace "$home/cut.bin"
check 2 "$home/empty: names no store" "${good[@]}" --stores "$home/empty"
check 2 "$home/empty: the trace is empty" "${good[@]}" --trace "$home/empty"
check 2 "not in the list of stores" "${good[@]}" --stores "$traces/v053-small/stores.txt"
check 2 "$home/no/home: cannot be made: No such file or directory" "${good[@]}" --home "$home/no/home"
check 1 "the stream could not be opened: JVM_NOT_FOUND" "${good[@]}" --java-home "$home/no-jdk"
