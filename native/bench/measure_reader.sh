#!/usr/bin/env bash
# Measures how fast the installed abcistream goes through blocks; bench.sh --reader runs it.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

blocks=10000
json=
judged=true
for option in "$@"; do
  case $option in
  --reader) ;;
  --quick)
    blocks=1000
    judged=false # The start of Java would weigh too much.
    ;;
  --keep) json=native/bench/reader.json ;;
  *)
    echo "bench.sh: --reader takes --quick and --keep, not $option" >&2
    exit 2
    ;;
  esac
done

readonly JAR=build/stage/share/abcistream-cli/abcistream-cli.jar ROUNDS=3
work=$(mktemp -d /dev/shm/abcistream-reader.XXXXXX)
trap 'rm -rf "$work"' EXIT
pairs=$(java -cp "$JAR" java/cli/src/test/java/org/abcistream/cli/MadeBlocks.java \
  "$work/blocks" "$blocks")
bytes=$(find "$work/blocks" -type f -printf '%s\n' | awk '{ sum += $1 } END { print sum }')

# best VERB...: the shortest wall-clock time and the least processor time of the rounds, in seconds.
best() {
  local round times='' TIMEFORMAT='%R %U %S'
  for ((round = 0; round < ROUNDS; round++)); do
    times+=$({ time ABCISTREAM_CLI_JVM_OPTIONS=-Xmx128m build/stage/bin/abcistream "$@" \
      --dir "$work/blocks" >"$work/out"; } 2>&1)$'\n'
  done
  awk 'NF == 3 { cpu = $2 + $3
         if (wall == 0 || $1 < wall) wall = $1
         if (least == 0 || cpu < least) least = cpu }
       NF != 3 { print >"/dev/stderr" }
       END { print wall, least }' <<<"${times%$'\n'}"
}

# row NAME AMOUNT UNIT BAR VERB...: one line of the table, and one of the JSON.
row() {
  local name=$1 amount=$2 unit=$3 bar=$4
  shift 4
  best "$@" | awk -v name="$name" -v amount="$amount" -v unit="$unit" -v bar="$bar" \
    -v judged="$judged" -v rows="$work/rows" '{
      wall = amount / $1; cpu = amount / $2
      printf "%-20s %14d %14d %14d  %-8s %s\n", name, wall, cpu, bar, unit,
        (judged == "false" ? "" : cpu >= bar ? "reached" : "missed")
      printf "{\"name\": \"%s\", \"unit\": \"%s\", \"wall\": %d, \"cpu\": %d, \"bar\": %d}\n",
        name, unit, wall, cpu, bar >>rows
    }'
}

printf '%d blocks, %d MB, %d pairs in /dev/shm; -Xmx128m, the best of %d runs, the start of Java included\n\n' \
  "$blocks" "$((bytes / 1000000))" "$pairs" "$ROUNDS"
printf '%-20s %14s %14s %14s\n' '' 'by the clock' 'of one core' 'to reach'
row stat "$((bytes / 1000000))" MB/s 500 stat
row verify "$((bytes / 1000000))" MB/s 500 verify
row 'convert to parquet' "$pairs" pairs/s 300000 convert --to parquet --out "$work/pairs.parquet" --force
cat <<'NOTE'

Of one core: by all processor time that the run took, also that of the compiler and the collector on
other cores. It is what holds where others use the machine as well.
NOTE
if [[ -n $json ]]; then
  cmake --build build/release --target abcistream_bench >/dev/null
  {
    printf '{\n  "measured": "%s, Java %s",\n' "$(build/release/native/bench/abcistream_bench --caption)" \
      "$(java -version 2>&1 | sed -n -E '1s/.*"(.*)".*/\1/p')"
    printf '  "blocks": %d, "bytes": %d, "pairs": %d,\n  "rows": [\n' "$blocks" "$bytes" "$pairs"
    sed 's/^/    /; $!s/$/,/' "$work/rows"
    printf '  ]\n}\n'
  } >"$json"
fi
