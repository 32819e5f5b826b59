#!/bin/sh
# Runs as root in the test's systemd: what it writes is all that the test sees of the unit.
set -u
out=/var/lib/observer
touch "$out/booted"
useradd --system --home-dir /var/lib/node --shell /usr/sbin/nologin node >"$out/useradd" 2>&1
chown -R node:node /var/lib/node /srv/node
systemctl start --wait abcistream-node.service >"$out/start" 2>&1
systemctl show abcistream-node.service --property Result,ExecMainStatus,MemoryMax >"$out/result"
journalctl --sync
journalctl --boot --no-pager --unit abcistream-node.service --output cat >"$out/journal"
