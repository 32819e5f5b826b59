#!/usr/bin/env bash
# Replays a recorded trace through the file service and compares every file with what must come out.
#
# usage: replay_equals_expected.sh NODE SCENARIO FOLDER COUNT
#   NODE      the replay_node to run; it takes the jars from the installation at $ABCISTREAM_HOME
#   SCENARIO  once      the files are those expected, and no others
#             again     a second run on the same home leaves them untouched
#             repeated  three rounds give the same files under heights that go on
#             limited   --blocks gives the first files only
#   FOLDER    trace.bin, stores.txt, and expected/ or expected.sha256
#   COUNT     how many files are expected
set -euo pipefail

node=$1
scenario=$2
folder=$3
count=$4

fail() {
  printf 'failed: %s\n' "$*" >&2
  exit 1
}

skip() {
  printf 'skipped: %s\n' "$*"
  exit 77
}

compgen -G "${ABCISTREAM_HOME:?}/share/abcistream/*.jar" >/dev/null ||
  skip "$ABCISTREAM_HOME has no jars; mvn verify puts them there"

home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
streamed=$home/streamed

cat >"$home/app.toml" <<'CONFIG'
[store]
streamers = ["file"]

[streamers.file]
keys = ["*"]
write_dir = "streamed"
output-metadata = "true"
stop-node-on-error = "true"
CONFIG

replay() {
  "$node" --trace "$folder/trace.bin" --stores "$folder/stores.txt" --config "$home/app.toml" \
    --home "$home" --quiet "$@" >"$home/summary" || fail "replay_node ended with $?"
}

# The service keeps notes of its own under names that begin with a dot; nothing else may be there.
check_count() {
  local expected=$1 found
  found=$(find "$streamed" -name '.*' -prune -o -type f -print | wc -l)
  [[ $found -eq $expected ]] || fail "$streamed has $found files, expected $expected"
}

# check_block HEIGHT AS: the files of a height are those expected of the height AS.
check_block() {
  local part
  for part in data meta; do
    cmp "$streamed/block-$1-$part" "$folder/expected/block-$2-$part" ||
      fail "block-$1-$part is not what was expected"
  done
}

check_all() {
  check_count "$count"
  if [[ -d $folder/expected ]]; then
    local height
    for ((height = 1; height <= count / 2; height++)); do
      check_block "$height" "$height"
    done
  else
    [[ $(wc -l <"$folder/expected.sha256") -eq $count ]] ||
      fail "expected.sha256 does not list $count files"
    (cd "$streamed" && sha256sum --check --strict --quiet "$folder/expected.sha256") ||
      fail "files are not what was expected"
  fi
}

# What a file that is written anew could not keep: its inode and its times.
marks() {
  find "$streamed" -name 'block-*' -printf '%f %i %s %T@ %C@\n' | sort
}

check_summary() {
  grep -qx "$1" "$home/summary" || fail "the summary lacks \"$1\": $(<"$home/summary")"
}

case $scenario in
once)
  replay
  check_all
  check_summary "blocks:   $((count / 2))"
  ;;
again)
  replay
  before=$(marks)
  replay
  check_all
  [[ $(marks) == "$before" ]] || fail "the second run has written files anew"
  check_summary "durable:  to height $((count / 2)) (at the start $((count / 2)))"
  ;;
repeated)
  replay --repeat 3
  check_count $((3 * count))
  for ((height = 1; height <= 3 * count / 2; height++)); do
    check_block "$height" $(((height - 1) % (count / 2) + 1))
  done
  ;;
limited)
  replay --blocks 7 --repeat 2
  check_count 14
  for height in {1..7}; do
    check_block "$height" "$height"
  done
  ;;
*)
  fail "unknown scenario $scenario"
  ;;
esac
