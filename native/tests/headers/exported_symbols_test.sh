#!/usr/bin/env bash
# The library exports just the functions that its public header declares.
set -euo pipefail
library=$1
header=$2
exported=$(nm --dynamic --defined-only "$library" | awk '{print $3}' | sort)
declared=$(grep --only-matching --perl-regexp '\babcistream_\w+(?=\()' <(grep --after-context=1 '^ABCISTREAM_EXPORT' "$header") | sort)
if [[ "$exported" != "$declared" ]]; then
  echo "exported (<) and declared (>) differ:" >&2
  diff <(echo "$exported") <(echo "$declared") >&2
fi
