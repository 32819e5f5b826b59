#!/usr/bin/env bash
# The example in the README compiles against the installation, runs, and writes what it says.
set -euo pipefail
readme=$1
stage=$2
if [[ ! -d $stage/share/abcistream ]]; then
  echo "skipped: $stage has no share/abcistream; mvn package fills it"
  exit 77
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
awk '/^```c$/ { inside = 1; next } /^```$/ { inside = 0 } inside' "$readme" >"$folder/node.c"
cc -std=c11 -Wall -Wextra -Wpedantic -Werror -I"$stage/include" "$folder/node.c" \
  -L"$stage/lib" -labcistream -Wl,-rpath,"$stage/lib" -o "$folder/node"
cd "$folder"
./node
expected='0000000000000012110a0462616e6b1a05616c69636522023432'
actual=$(od -A n -v -t x1 streamed/block-1-data | tr -d ' \n')
if [[ $actual != "$expected" ]]; then
  echo "block-1-data holds $actual, expected $expected" >&2
  exit 1
fi
