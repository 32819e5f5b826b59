#!/usr/bin/env bash
# deployment_test.sh SCENARIO STAGE TRACE_FOLDER UNIT: the example node where operators run theirs:
# under a systemd that is process 1, and in a container. The root file system of either is that of
# this machine below an overlay, so that nothing is fetched, and nothing of it is changed. The JDK is
# that of $JAVA_HOME, or of the PATH. 77 tells ctest that a scenario was skipped, and why is said.
# shellcheck disable=SC2016 # What stands in single quotes is for another shell.
set -euo pipefail
scenario=$1
stage=$2
traces=$3
unit=$4
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

fail() {
  printf 'failed: %s\n' "$*" >&2
  cat "$work"/out/* >&2 2>/dev/null || true
  exit 1
}

skip() {
  printf 'skipped: %s\n' "$*"
  exit 77
}

# expect REGEX FILE
expect() {
  grep --quiet --extended-regexp -- "$1" "$work/out/$2" || fail "there is no \"$1\" in $2"
}

compgen -G "$stage/share/abcistream/*.jar" >/dev/null ||
  skip "$stage has no jars; mvn verify puts them there"
java=$(command -v "${JAVA_HOME:+$JAVA_HOME/bin/}java") || skip "there is no JDK"
jdk=$(realpath "$(dirname "$(readlink --canonicalize "$java")")/..")
((EUID == 0)) || skip "it needs root"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/{home/config,elsewhere,out,dropin,root}

printf '%s\n' '[Service]' 'Environment=JAVA_HOME=/opt/jdk' >"$work/dropin/jdk.conf"

# Writes the config of a node whose blocks go to the folder.
write_config() {
  printf '%s\n' '[store]' 'streamers = ["file"]' '[streamers.file]' 'keys = ["*"]' \
    'stop-node-on-error = true' "write_dir = \"$1\"" >"$work/home/config/app.toml"
}

expect_blocks() {
  local block
  for block in {1..20}; do
    cmp "$traces/expected/block-$block-data" "$work/home/$1/block-$block-data" ||
      fail "block $block is not what the chain made"
  done
}

# ---- systemd ----

# Boots a systemd in namespaces of its own, which runs the unit as it stands, with $work/dropin
# beside it, and writes what came of it to $work/out.
run_unit() {
  command -v systemd-nspawn >/dev/null || skip "there is no systemd-nspawn (Debian: systemd-container)"
  # nspawn takes no overlay of / itself, so it gets / by another name, that ends with the namespace.
  unshare --mount --propagation private bash -c 'mount --bind / "$1" && shift && exec "$@"' -- \
    "$work/root" timeout 170 systemd-nspawn --quiet --boot --directory="$work/root" \
    --volatile=overlay --register=no \
    --keep-unit --private-network --console=passive \
    --bind-ro="$stage:/opt/abcistream" --bind-ro="$jdk:/opt/jdk" \
    --bind-ro="$here/node.sh:/usr/local/bin/node" --bind-ro="$traces:/usr/local/share/node" \
    --bind-ro="$unit:/etc/systemd/system/abcistream-node.service" \
    --bind-ro="$work/dropin:/etc/systemd/system/abcistream-node.service.d" \
    --bind-ro="$here/observer.service:/etc/systemd/system/observer.service" \
    --bind-ro="$here/observer.sh:/usr/local/bin/observer" \
    --bind="$work/home:/var/lib/node" --bind="$work/elsewhere:/srv/node" --bind="$work/out:/var/lib/observer" \
    systemd.unit=observer.service </dev/null >"$work/console" 2>&1 || true
  [[ -e $work/out/booted ]] || skip "no systemd boots here: $(tail -n 1 "$work/console")"
}

the_unit_runs_a_node_under_systemd() {
  write_config streamed
  run_unit
  expect '^This machine can run the streams of this node\.$' journal
  expect '^Result=success$' result
  expect '^ExecMainStatus=0$' result
  expect '^MemoryMax=4294967296$' result
  expect_blocks streamed
}

the_unit_with_write_execute_memory_denied_is_stopped_by_the_doctor() {
  write_config streamed
  printf '%s\n' '[Service]' 'MemoryDenyWriteExecute=yes' >"$work/dropin/deny.conf"
  run_unit
  expect '^FAIL executable memory: ' journal
  expect '^Result=exit-code$' result
  [[ ! -e $work/home/streamed ]] || fail "the node has run"
}

a_folder_outside_the_units_writable_paths_is_named_by_the_doctor() {
  write_config /srv/node/streamed
  run_unit
  expect '^FAIL streamers.file.write_dir: /srv/node .*Read-only file system' journal
  expect '^Result=exit-code$' result
}

# ---- A container ----

a_node_runs_in_a_container_as_the_note_says() {
  command -v podman >/dev/null || skip "there is no podman"
  write_config streamed
  chown -R 1000:1000 "$work/home"
  local podman=(podman)
  # A crun does not run beside control groups of both versions, and a runc does.
  ! command -v runc >/dev/null || podman=(podman --runtime runc --cgroup-manager cgroupfs)
  local run=("${podman[@]}" run --rm --read-only --read-only-tmpfs=false --cap-drop ALL
    --security-opt no-new-privileges --user 1000 --memory 256m --stop-timeout 60
    --ulimit nofile=4096:4096 --ulimit nproc=4096:4096 --network none
    --env ABCISTREAM_HOME=/opt/abcistream --volume "$stage:/opt/abcistream:ro"
    --env JAVA_HOME=/opt/jdk --volume "$jdk:/opt/jdk:ro"
    --volume "$here/node.sh:/usr/local/bin/node:ro" --volume "$traces:/usr/local/share/node:ro"
    --volume "$work/home:/var/lib/node" --rootfs /:O)
  "${run[@]}" true >"$work/out/console" 2>&1 ||
    skip "no container runs here: $(tail -n 1 "$work/out/console")"
  "${run[@]}" /opt/abcistream/bin/abcistream-doctor --home /var/lib/node --env-prefix NODE \
    >"$work/out/doctor" 2>&1 || fail "the doctor says no"
  expect '^warn memory: .* the control group allows 256 MiB' doctor
  "${run[@]}" /usr/local/bin/node start --home /var/lib/node >"$work/out/node" 2>&1 ||
    fail "the node has ended with $?"
  expect 'WARN abcistream: the control group allows this process 256 MiB' node
  expect_blocks streamed
}

"$scenario"
