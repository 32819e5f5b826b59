#!/usr/bin/env bash
# doctor_test.sh SCENARIO DOCTOR NODE DENIER PATIENT_CLASSES TRACE_FOLDER UNIT: one scenario of the
# doctor, or of the example node under what a service manager sets. $ABCISTREAM_HOME is the
# installation. 77 tells ctest that a scenario was skipped, and why is said.
# shellcheck disable=SC2016 # What stands in single quotes is for another shell.
set -euo pipefail
scenario=$1
doctor=$2
node=$3
denier=$4
patient=$5
traces=$6
unit=$7

fail() {
  printf 'failed: %s\n' "$*" >&2
  cat "$work/out" "$work/log" >&2 2>/dev/null || true
  exit 1
}

skip() {
  printf 'skipped: %s\n' "$*"
  exit 77
}

compgen -G "${ABCISTREAM_HOME:?}/share/abcistream/*.jar" >/dev/null ||
  skip "$ABCISTREAM_HOME has no jars; mvn verify puts them there"
work=$(mktemp -d)
home=$work/home
running=
clean_up() {
  [[ -z $running ]] || stop_node
  rm -rf "$work"
}
trap clean_up EXIT
mkdir -p "$home/config"

# Writes the config of a file service, and what follows on stdin.
write_config() {
  cat - >"$home/config/app.toml" <<<"[store]
streamers = [${1:-\"file\"}]
[streamers.file]
keys = [\"bank\"]
write_dir = \"streamed\"
stop-node-on-error = true"
  cat >>"$home/config/app.toml"
}

# A plug-in whose service ails from something.
install_patient() {
  mkdir -p "$home/plugins/patient/classes/META-INF/services"
  cp -r "$patient/org" "$home/plugins/patient/classes/"
  echo org.abcistream.doctor.Patient \
    >"$home/plugins/patient/classes/META-INF/services/org.abcistream.api.ServiceConstructor"
  write_config '"patient"' <<<"[streamers.patient]
keys = [\"bank\"]
ails = \"$1\"
[abcistream.jvm]
plugin-path = \"plugins\"
options = [${2:-}]"
}

# Runs the doctor and expects its exit code.
examine() {
  local expected=$1 code=0
  shift
  "${runner[@]}" "$doctor" --home "$home" "$@" >"$work/out" 2>"$work/log" || code=$?
  [[ $code != 77 ]] || skip "$(cat "$work/out")"
  [[ $code == "$expected" ]] || fail "the doctor ended with $code, expected $expected"
}

expect() {
  grep --quiet --extended-regexp -- "$1" "$work/out" || fail "the output lacks: $1"
}

replay() {
  "${runner[@]}" "$node" --trace "$traces/trace.bin" --stores "$traces/stores.txt" --home "$home" \
    --config "$home/config/app.toml" "$@" >"$work/out" 2>"$work/log"
}

# Starts a node that streams for long, and returns when its first block is on the way.
start_node() {
  local line
  write_config </dev/null
  mkfifo "$work/log.pipe"
  "$node" --trace "$traces/trace.bin" --stores "$traces/stores.txt" --home "$home" --quiet \
    --config "$home/config/app.toml" --repeat 1000000 >/dev/null 2>"$work/log.pipe" &
  running=$!
  exec {log}<"$work/log.pipe"
  while read -r line <&"$log"; do
    printf '%s\n' "$line" >>"$work/log"
    [[ $line != *"it begins at height"* ]] || break
  done
  cat <&"$log" >>"$work/log" &
  kill -0 "$running" || fail "the node has ended before its first block"
}

stop_node() {
  kill "$running" 2>/dev/null || true
  wait "$running" || true
  running=
}

runner=()

# ---- The doctor ----

a_good_machine_passes_and_nothing_is_left() {
  write_config </dev/null
  local before
  before=$(find "$home" | sort)
  examine 0
  expect '^ok   JDK: Java [0-9.]+ of .+ in /'
  expect '^ok   service file: took a dummy block$'
  expect '^ok   close: the services have finished$'
  ! grep -E '^(warn|FAIL)' "$work/out" || fail "there is a warning"
  [[ $(find "$home" | sort) == "$before" ]] || fail "the home has changed: $(find "$home")"
}

json_says_the_same() {
  write_config </dev/null
  examine 0 --output json
  expect '^\{"good":true,"checks":\[\{"outcome":"ok","name":"config","found":'
  expect '\{"outcome":"ok","name":"service file","found":"took a dummy block","remedy":null\}'
}

a_running_node_and_its_files_are_left_alone() {
  start_node
  examine 0
  kill -0 "$running" || fail "the node has ended"
  stop_node
  [[ -z $(find "$home" -name '.abcistream-trial*') ]] || fail "the trial has left a folder"
  mv "$home/streamed" "$work/beside"
  replay --blocks 1
  cmp "$work/beside/block-1-data" "$home/streamed/block-1-data" || fail "block 1 has changed"
}

a_variable_overrides_the_config() {
  write_config </dev/null
  SIMD_STREAMERS_FILE_WRITE_DIR=/dev/null/x examine 1 --env-prefix SIMD
  expect '^FAIL streamers.file.write_dir: /dev/null is no folder$'
}

a_syntax_error_is_named_with_its_line() {
  write_config <<<'fsync = '
  examine 1
  expect '^FAIL config: .*app.toml:7:'
}

a_missing_config_is_named() {
  examine 1
  expect "^FAIL config: $home/config/app.toml cannot be read: No such file or directory$"
  expect '^     what to do: name the node.s app.toml by --config'
}

a_wrong_command_line_is_refused() {
  local code=0
  "$doctor" 2>"$work/log" || code=$?
  [[ $code == 2 ]] || fail "without --home it ended with $code"
  grep --quiet 'doctor: --home is missing' "$work/log" || fail "--home is not named"
  examine 2 --timeout never
  examine 2 --output xml
  "$doctor" --help | grep --quiet '^usage: abcistream-doctor' || fail "there is no help"
}

a_missing_jdk_is_named() {
  write_config </dev/null
  JAVA_HOME=/no/jdk examine 1
  expect '^FAIL JDK: the environment variable JAVA_HOME is "/no/jdk"'
}

an_incomplete_installation_is_named() {
  write_config </dev/null
  examine 1 --install-dir /no/installation
  expect '^FAIL installation: the class path entry "/no/installation/share/abcistream"'
}

an_option_that_the_jvm_refuses_is_named() {
  write_config <<<$'[abcistream.jvm]\noptions = ["-XX:+NoSuchFlag"]'
  examine 1
  expect "^FAIL JVM: the JVM of .* did not start: Unrecognized VM option 'NoSuchFlag'"
}

a_service_that_fails_is_named() {
  install_patient failure
  examine 1
  expect '^FAIL service patient: service patient failed at height 1: a pain at height 1$'
  expect '^FAIL block: service patient failed at height 1'
}

a_service_that_supports_no_trial_is_not_tried() {
  install_patient failure '"-Dpatient.refuses=true"'
  examine 0
  expect '^warn service patient: not tried, since org.abcistream.doctor.Patient does not support'
}

a_service_without_stores_is_off() {
  write_config '"file", "audit"' <<<$'[streamers.audit]\ntype = "file"'
  examine 0
  expect '^ok   service audit: off, since streamers.audit.keys names no store$'
}

a_crash_of_the_jvm_is_a_finding() {
  install_patient crash
  examine 1
  expect '^FAIL trial: the process that tried the streams was ended by signal 6 \(Aborted\)'
  compgen -G "$home/hs_err_pid*.log" >/dev/null || fail "there is no hs_err file in the home"
}

a_jvm_that_hangs_is_a_finding() {
  install_patient hang
  sed -i 's/^ails/timeout = "1h"\n&/' "$home/config/app.toml"
  examine 1 --timeout 5
  expect '^FAIL trial: the process that tried the streams was not done within 5 s'
}

a_read_only_folder_is_named() {
  write_config </dev/null
  mkdir "$home/streamed"
  local mounted='mount -t tmpfs -o ro none "$1" && shift && exec "$@"'
  runner=(unshare --mount --propagation private bash -c "$mounted" -- "$home/streamed")
  "${runner[@]}" true 2>/dev/null || skip "no mount namespace can be made here"
  examine 1
  expect "^FAIL streamers.file.write_dir: $home/streamed cannot be written: Read-only file system$"
  expect '^     what to do: mount it for writing; in a systemd unit, name it in ReadWritePaths$'
}

a_full_disk_is_named() {
  write_config </dev/null
  mkdir "$home/streamed"
  local filled='mount -t tmpfs -o size=64k none "$1"; dd if=/dev/zero of="$1/x" 2>/dev/null; shift; exec "$@"'
  runner=(unshare --mount --propagation private bash -c "$filled" -- "$home/streamed")
  "${runner[@]}" true 2>/dev/null || skip "no mount namespace can be made here"
  examine 1
  expect '^warn streamers.file.write_dir: .* 0 MiB are free$'
  expect '^FAIL .*No space left on device'
}

denied_write_execute_is_named_when_the_kernel_denies_it() {
  write_config </dev/null
  runner=("$denier" prctl)
  examine 1
  expect '^FAIL executable memory: .* the process runs under MemoryDenyWriteExecute$'
  expect '^     what to do: take MemoryDenyWriteExecute=yes out of the node.s systemd unit'
}

denied_write_execute_is_named_when_a_filter_denies_it() {
  write_config </dev/null
  runner=("$denier" seccomp)
  examine 1
  expect '^FAIL executable memory: .*\(Operation not permitted\).*as under MemoryDenyWriteExecute$'
}

# ---- The class archive ----

# An installation of the scenario's own, with an archive.
install_archive() {
  write_config </dev/null
  mkdir "$work/installation"
  cp -r "$ABCISTREAM_HOME/share" "$ABCISTREAM_HOME/lib" "$work/installation"
  export ABCISTREAM_HOME=$work/installation
  rm -f "$ABCISTREAM_HOME"/share/abcistream/*.jsa
  examine 0 --archive
  expect "^ok   class archive: $ABCISTREAM_HOME/share/abcistream/classes-[0-9]+-[0-9a-f]{16}.jsa, "
  archive=$(compgen -G "$ABCISTREAM_HOME/share/abcistream/*") || true
  archive=$(grep '\.jsa' <<<"$archive") || fail "there is no archive"
}

# Whether the node of one block has its classes from an archive: "shared" or "jars".
classes_from() {
  ABCISTREAM_JVM_OPTIONS=-Xlog:class+load replay --blocks 1 || fail "the node has failed"
  local host
  host=$(grep -E 'org.abcistream.host.StreamHost source: ' "$work/log") || fail "no class is logged"
  [[ $1 == shared ]] && expected='source: shared objects file' || expected='source: file:'
  [[ $host == *"$expected"* ]] || fail "not from $1: $host"
}

# The node starts with what has become of the archive, and says nothing of it.
start_silently() {
  replay --blocks 1 || fail "the node has failed"
  ! grep -E ' jvm: |[Aa]rchive|\.jsa' "$work/log" "$work/out" || fail "the archive is spoken of"
  [[ -e $home/streamed/block-1-data ]] || fail "nothing was streamed"
  rm -rf "$home/streamed"
}

a_node_takes_its_classes_from_the_archive() {
  install_archive
  classes_from shared
  start_silently
  ABCISTREAM_JVM_OPTIONS=-Xshare:off start_silently
}

archives_of_other_jars_are_spoken_of() {
  install_archive
  touch -d 2001-01-01 "$ABCISTREAM_HOME"/share/abcistream/tomlj-*.jar
  examine 0 --archive
  expect '^ok   class archive: .*; beside it lie 1 of other JDKs or jars: delete those that no node needs any more$'
  [[ -e $archive ]] || fail "what another node may need was deleted"
}

an_archive_is_made_by_way_of_tmpdir() {
  write_config </dev/null
  TMPDIR=$work/no-such-folder examine 1 --archive
  expect "^FAIL class archive: no folder can be made in $work/no-such-folder: No such file or directory$"
  TMPDIR="$work/a folder" examine 1 --archive
  expect "^FAIL class archive: no folder can be made in $work/a folder: it has a blank in its name$"
}

# A JDK whose own program, which makes archives, is not done before the doctor is tired of it.
a_jdk_that_hangs_is_a_finding() {
  write_config </dev/null
  local java
  java=$(examine 0 && sed -n 's/^ok   JDK: .* in //p' "$work/out")
  mkdir -p "$work/jdk/bin"
  find "$java" -mindepth 1 -maxdepth 1 ! -name bin -exec ln -s {} "$work/jdk" \;
  printf '#!/bin/sh\nexec sleep infinity\n' >"$work/jdk/bin/java"
  chmod +x "$work/jdk/bin/java"
  examine 1 --archive --java-home "$work/jdk" --timeout 20
  expect "^FAIL class archive: $work/jdk/bin/java was not done with .*\.jsa\.[0-9]+ within 20 s$"
}

an_archive_of_other_jars_is_not_used() {
  install_archive
  touch -d 2001-01-01 "$ABCISTREAM_HOME"/share/abcistream/tomlj-*.jar
  classes_from jars
  start_silently
}

an_archive_of_a_moved_installation_is_not_used() {
  install_archive
  mv "$ABCISTREAM_HOME" "$work/elsewhere"
  export ABCISTREAM_HOME=$work/elsewhere
  classes_from jars
  start_silently
}

an_archive_of_another_jdk_does_no_harm() {
  install_archive
  chmod u+w "$archive"
  LC_ALL=C sed -i 's/64-Bit Server VM (/64-Bit Server VX (/' "$archive"
  start_silently
  classes_from jars
}

a_truncated_archive_does_no_harm() {
  install_archive
  chmod u+w "$archive"
  truncate -s 5M "$archive"
  start_silently
  truncate -s 100 "$archive"
  start_silently
  truncate -s 0 "$archive"
  start_silently
  printf 'no archive at all' >"$archive"
  start_silently
  classes_from jars
}

# Of the right size, and with a hole somewhere, as a bad disk leaves it.
a_damaged_archive_does_no_harm() {
  install_archive
  chmod u+w "$archive"
  cp "$archive" "$work/whole"
  local mebibyte
  for mebibyte in 2 5 8 11; do
    dd if=/dev/zero of="$archive" bs=1M seek="$mebibyte" count=1 conv=notrunc status=none
    start_silently
    cp "$work/whole" "$archive"
  done
}

a_folder_in_the_place_of_the_archive_does_no_harm() {
  install_archive
  rm -f "$archive"
  mkdir "$archive"
  start_silently
}

an_archive_serves_on_a_read_only_disk() {
  install_archive
  runner=(unshare --mount --propagation private bash -c
    'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && shift && exec "$@"' -- "$ABCISTREAM_HOME")
  "${runner[@]}" true 2>/dev/null || skip "no mount namespace can be made here"
  classes_from shared
  start_silently
  rm -f "$archive"
  examine 1 --archive
  expect '^FAIL class archive: .*/bin/java could not write '
  expect '^     what to do: run the doctor as one who may write to share/abcistream'
  start_silently
}

doctors_may_make_archives_side_by_side() {
  install_archive
  "$doctor" --home "$home" --archive >"$work/other" 2>&1 &
  local other=$!
  examine 0 --archive
  wait "$other" || fail "the other doctor has failed: $(cat "$work/other")"
  [[ $(compgen -G "$ABCISTREAM_HOME/share/abcistream/*jsa*") == "$archive" ]] || fail "more is there"
  classes_from shared
}

# ---- The node ----

threads_have_names() {
  start_node
  # A thread may end while its name is read.
  cat "/proc/$running/task/"*/comm >"$work/out" 2>/dev/null || true
  for name in abcistream-jvm abcistream-log abcistream-file; do
    expect "^$name\$"
  done
}

what_java_prints_is_logged() {
  install_patient nothing '"-Dpatient.refuses=true"'
  replay --blocks 1
  grep --quiet 'INFO java.stdout: the patient speaks at height 1' "$work/log" || fail "no stdout"
  grep --quiet 'WARN java.stderr: the patient cries at height 1' "$work/log" || fail "no stderr"
  ! grep 'the patient' "$work/out" || fail "it stands on the node's own standard output"
}

# Where no JVM could live, none is started, since it would take the node along.
a_node_that_may_not_make_code_is_refused() {
  write_config </dev/null
  runner=("$denier" seccomp)
  local code=0
  replay --blocks 1 || code=$?
  [[ $code != 77 ]] || skip "$(cat "$work/out")"
  [[ $code == 1 ]] || fail "the node ended with $code, expected 1"
  local denied='memory that is written cannot be executed (Operation not permitted), so no JVM can compile code: '
  local remedy='as under MemoryDenyWriteExecute: take MemoryDenyWriteExecute=yes out of the node'
  grep --quiet --fixed-strings "$denied$remedy" "$work/log" || fail "the node does not say what to do"
}

heights_that_are_passed_over_are_recorded() {
  write_config </dev/null
  sed -i '/^stop-node/d' "$home/config/app.toml"
  mkdir -p "$home/streamed/block-3-data/in-the-way" "$home/streamed/block-4-data/in-the-way"
  replay --blocks 6
  grep --quiet -E '^3-4 [^ ]+Z it failed$' "$home/streamed/.block.holes" || fail "no such hole"
  [[ $(wc -l <"$home/streamed/.block.holes") == 1 ]] || fail "there are other holes"
  [[ -f $home/streamed/block-6-data ]] || fail "the service did not go on"
}

the_memory_ceiling_is_logged() {
  write_config </dev/null
  replay --blocks 1
  grep --quiet -E "INFO abcistream: memory beside the node's own comes to [0-9]+ MiB at the most: \
heap 256, classes 128, compiled code 64, direct buffers 64, stacks of 18 threads 18, the JVM itself \
64, blocks that wait for services 256 \(file 256\)" "$work/log" || fail "no such record"
}

# Makes a control group with a limit of 512 MiB.
make_group() {
  local root=/sys/fs/cgroup
  group=$(mktemp -d -p "$root/memory" abcistream-test-XXXXXX 2>/dev/null) &&
    echo $((512 << 20)) >"$group/memory.limit_in_bytes" && return
  [[ -e $root/cgroup.controllers ]] &&
    group=$(mktemp -d -p "$root" abcistream-test-XXXXXX 2>/dev/null) &&
    echo $((512 << 20)) >"$group/memory.max"
}

a_limit_below_the_ceiling_is_warned_of() {
  group=
  make_group 2>/dev/null || { rmdir "$group" 2>/dev/null || true; skip "no control group can be made here"; }
  trap 'clean_up; rmdir "$group"' EXIT
  write_config </dev/null
  runner=(bash -c 'echo $$ >"$1/cgroup.procs" && shift && exec "$@"' -- "$group")
  replay --blocks 1
  grep --quiet "WARN abcistream: the control group allows this process 512 MiB ($group" \
    "$work/log" || fail "there is no warning"
  examine 0
  expect "^warn memory: .* the control group allows 512 MiB \\($group"
}

# ---- The example unit ----

the_example_unit_is_valid() {
  command -v systemd-analyze >/dev/null || skip "there is no systemd-analyze"
  sed -e "s,^ExecStart=[^ ]*,ExecStart=$node," -e "s,^ExecStartPre=[^ ]*,ExecStartPre=$doctor," \
    "$unit" >"$work/node.service"
  systemd-analyze verify --man=no "$work/node.service" >"$work/out" 2>&1 || fail "it is not valid"
  [[ ! -s $work/out ]] || fail "it has warnings"
}

# What ProtectSystem=strict, PrivateTmp, ReadWritePaths and NoNewPrivileges make of the file system.
a_node_runs_under_the_units_restrictions() {
  write_config </dev/null
  # shellcheck disable=SC2016 # Expanded by the inner shell.
  runner=(unshare --mount --ipc --propagation private bash -c 'mount --bind "$1" "$1" &&
    mount -o remount,bind,ro / && mount -t tmpfs -o ro none /dev/shm && shift &&
    exec setpriv --no-new-privs --bounding-set=-all "$@"' -- "$work")
  "${runner[@]}" true 2>/dev/null || skip "no mount namespace can be made here"
  examine 0
  replay
  [[ -e $home/streamed/block-20-data ]] || fail "block 20 is not there"
}

"$scenario"
