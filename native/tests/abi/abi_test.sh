#!/usr/bin/env bash
# abi_test.sh [--update] PROGRAM LIBRARY HEADER RECORD: compares what nodes and jars rely on with the
# record of it. A change of the ABI is made on purpose: look at the difference, raise what must be
# raised (ABCISTREAM_HOST_ABI_VERSION for host.h, the soname for abcistream.h where it breaks), then
# run this with --update.
set -euo pipefail
update=false
if [[ $1 == --update ]]; then
  update=true
  shift
fi
program=$1
library=$2
header=$3
record=$4

print_abi() {
  "$program"
  nm --dynamic --defined-only "$library" | awk '{print "symbol " $3}' | sort
  # The compiler's own view of the prototypes, without the places where they stand.
  local prototypes
  prototypes=$(mktemp)
  gcc -std=c11 -I"$(dirname "$header")/.." -x c -aux-info "$prototypes" -c "$header" -o /dev/null
  sed -n 's|^/\* .*/abcistream.h:[0-9]*:[A-Z]* \*/ extern |prototype |p' "$prototypes" | sort
  rm -f "$prototypes"
}

if $update; then
  print_abi >"$record"
elif ! diff "$record" <(print_abi); then
  echo "the ABI differs from its record (<), $record; if this is on purpose, see the head of $0" >&2
  exit 1
fi
