#!/bin/sh
# node start --home DIR, as the example unit starts one: the example node with a recorded chain.
exec /opt/abcistream/bin/replay_node --trace /usr/local/share/node/trace.bin --quiet --home "$3" \
  --config "$3/config/app.toml"
