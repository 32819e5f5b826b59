#!/usr/bin/env bash
# Measures what a block costs on the Java side, as bench.sh --java calls it: see there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

quick=false
json=
for option in "$@"; do
  case $option in
  --java) ;;
  --quick) quick=true ;;
  --keep) json=$PWD/native/bench/java.json ;;
  *)
    echo "bench.sh: --java takes --quick and --keep, not $option" >&2
    exit 2
    ;;
  esac
done
cmake --build build/release --target abcistream_bench >/dev/null
caption=$(build/release/native/bench/abcistream_bench --caption)
mvn -B -ntp -q -pl java/bench -am -Pbench -DskipTests \
  -Dbench.arguments="/dev/shm $quick '$caption' $json" integration-test
