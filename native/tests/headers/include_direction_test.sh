#!/usr/bin/env bash
# Folders stand in the order of the data, and what stands below includes nothing from above.
set -euo pipefail
cd "$1"
declare -A allowed=(
  [base]="base"
  [ring]="base ring"
  [block]="base ring block"
  [jvm]="base ring jvm"
  [node]="base ring block jvm node"
)
status=0
for folder in "${!allowed[@]}"; do
  while IFS=: read -r file include; do
    target=${include%%/*}
    if [[ " ${allowed[$folder]} " != *" $target "* ]]; then
      echo "$file includes $include, but $folder may include only: ${allowed[$folder]}" >&2
      status=1
    fi
  done < <(grep --recursive --only-matching --perl-regexp '^#include "\K[^"]+' "$folder")
done
exit $status
