#!/usr/bin/env bash
# Counts the encoder's instructions, as bench.sh --instructions calls it: see there.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly KEPT=native/bench/instructions.json TRIAL=build/release/native/bench/abcistream_encoder_trial
readonly WAYS=(on_write block_write reserve) SIZES=(100 2000)

keep=false
for option in "$@"; do
  case $option in
  --instructions) ;;
  --keep) keep=true ;;
  *)
    echo "bench.sh: --instructions takes --keep, not $option" >&2
    exit 2
    ;;
  esac
done
if ! command -v valgrind >/dev/null; then
  echo "bench.sh: --instructions needs valgrind: apt-get install -y valgrind" >&2
  exit 2
fi
cmake --build build/release --target abcistream_bench abcistream_encoder_trial >/dev/null
run=$(mktemp -d)
trap 'rm -rf "$run"' EXIT

# count WAY PAIRS: prints the instructions for a pair, and for a KiB of what it becomes.
count() {
  local output blocks bytes instructions
  output=$(valgrind --tool=callgrind --toggle-collect=counted_block \
    --callgrind-out-file="$run/counted" "$TRIAL" "$1" "$2" 2>"$run/errors") || {
    cat "$run/errors" >&2
    return 1
  }
  read -r blocks bytes <<<"$output"
  instructions=$(sed -n 's/^totals: //p' "$run/counted")
  awk -v all="$instructions" -v blocks="$blocks" -v pairs="$2" -v bytes="$bytes" \
    'BEGIN { printf "%.1f %.1f\n", all / blocks / pairs, all / blocks / (bytes / 1024) }'
}

# kept WAY PAIRS: prints the instructions for a pair that were kept; nothing where there are none.
kept() {
  [[ ! -f $KEPT ]] ||
    sed -n "s/.*\"way\": \"$1\", \"pairs\": $2, \"a_pair\": \([0-9.]*\).*/\1/p" "$KEPT"
}

printf '%-12s %6s %12s %12s %12s\n' 'instructions' pairs 'a pair' 'a KiB' 'kept, a pair'
separator=
for pairs in "${SIZES[@]}"; do
  for way in "${WAYS[@]}"; do
    figures=$(count "$way" "$pairs")
    read -r a_pair a_kib <<<"$figures"
    before=$(kept "$way" "$pairs")
    note=
    [[ -z $before || $before == "$a_pair" ]] || note='  CHANGED'
    printf '%-12s %6s %12s %12s %12s%s\n' "$way" "$pairs" "$a_pair" "$a_kib" "${before:--}" "$note"
    printf '%s\n    {"way": "%s", "pairs": %s, "a_pair": %s, "a_kib": %s}' \
      "$separator" "$way" "$pairs" "$a_pair" "$a_kib" >>"$run/json"
    separator=,
  done
done
if $keep; then
  printf '{\n  "measured": "%s, %s",\n  "unit": "instructions",\n  "measurements": [%s\n  ]\n}\n' \
    "$(build/release/native/bench/abcistream_bench --caption)" "$(gcc --version | head -1)" \
    "$(cat "$run/json")" >"$KEPT"
fi
