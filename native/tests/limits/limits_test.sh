#!/usr/bin/env bash
# Runs one scenario on a folder of its own: in memory where there is enough of it, else on the disk.
#
# usage: limits_test.sh PROGRAM SCENARIO MEMORY FILES
#   MEMORY  what the process takes at the most, in MiB
#   FILES   what it has in files at the most, in MiB
set -euo pipefail

program=$1
scenario=$2
memory=$3
files=$4

skip() {
  printf 'skipped: %s\n' "$*"
  exit 77
}

# free_space FOLDER: in MiB; fails where nothing can be written.
free_space() {
  [[ -w $1 ]] && df --output=avail --block-size=M "$1" | tail -n 1 | tr -dc 0-9
}

compgen -G "${ABCISTREAM_HOME:?}/share/abcistream/*.jar" >/dev/null ||
  skip "$ABCISTREAM_HOME has no jars; mvn verify puts them there"

available=$(awk '/^MemAvailable:/ { print int($2 / 1024) }' /proc/meminfo)
((available >= memory)) ||
  skip "$scenario takes up to $memory MiB of memory; $available MiB are available"
parent=/dev/shm
if ((available < memory + files)) || ! space=$(free_space $parent) || ((space < files)); then
  parent=${TMPDIR:-/tmp}
  space=$(free_space "$parent") || skip "nothing can be written to $parent"
  ((space >= files)) || skip "$scenario writes up to $files MiB; $parent has $space MiB free"
fi

home=$(mktemp -d "$parent/abcistream-limits-XXXXXX")
trap 'rm -rf "$home"' EXIT
"$program" "$scenario" "$home"
