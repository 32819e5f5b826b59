#!/usr/bin/env bash
# install_test.sh WAY INSTALLATION TRACE_FOLDER: builds a node from the installation alone, linked in
# the given way, has it stream the trace with an empty environment, and compares the files. The
# installation is moved first, since it must work wherever it lies.
set -euo pipefail
way=$1
installed=$2
traces=$3
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

skip() {
  echo "skipped: $1"
  exit 77
}

[[ -d $installed/share/abcistream ]] || skip "$installed has no share/abcistream; mvn package fills it"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/moved/abcistream
mkdir -p "$prefix" "$work/home"
cp -a "$installed/." "$prefix"
flags=(-Wall -Wextra -Wpedantic -Werror)
environment=()
runner=()

# Makes all but one folder read-only for the command that follows, in a mount namespace of its own.
# shellcheck disable=SC2016 # Expanded by the inner shell.
read_only=(unshare --mount --propagation private bash -c
  'mount --bind "$1" "$1" && mount -o remount,bind,ro / && shift && exec "$@"' --)

case $way in
pkg_config | read_only)
  command -v pkg-config >/dev/null || skip "there is no pkg-config"
  export PKG_CONFIG_PATH=$prefix/lib/pkgconfig
  read -ra found <<<"$(pkg-config --cflags --libs abcistream)"
  cc -std=c11 "${flags[@]}" "$here/stream_small.c" "${found[@]}" -Wl,-rpath,"$prefix/lib" \
    -o "$work/node"
  if [[ $way == read_only ]]; then
    "${read_only[@]}" "$work/home" true 2>/dev/null || skip "no mount namespace can be made here"
    runner=("${read_only[@]}" "$work/home")
  fi
  ;;
find_package)
  cmake -S "$here/find_package" -B "$work/build" -DCMAKE_PREFIX_PATH="$prefix" >"$work/log"
  cmake --build "$work/build" >>"$work/log"
  cp "$work/build/stream_small" "$work/node"
  ;;
dlopen)
  cc -std=gnu11 -DSTREAM_SMALL_DLOPEN -Wall -Wextra -Werror -I"$prefix/include" \
    "$here/stream_small.c" -ldl -o "$work/node"
  environment=(ABCISTREAM_LIBRARY="$prefix/lib/libabcistream.so.0")
  ;;
archive)
  others=$(nm --extern-only --defined-only "$prefix/lib/libabcistream.a" |
    awk 'NF == 3 && $3 !~ /^abcistream_/')
  [[ -z $others ]] || { echo "the archive also defines: $others" >&2; exit 1; }
  cc -std=c11 "${flags[@]}" -I"$prefix/include" "$here/stream_small.c" "$prefix/lib/libabcistream.a" \
    -pthread -ldl -o "$prefix/bin/node"
  ln -s "$prefix/bin/node" "$work/node"
  ;;
rust)
  command -v cargo >/dev/null || skip "there is no cargo"
  ABCISTREAM_LIB=$prefix/lib cargo build --quiet --offline --manifest-path "$here/rust/Cargo.toml" \
    --target-dir "$work/rust"
  cp "$work/rust/debug/stream_small" "$work/node"
  environment=(LD_LIBRARY_PATH="$prefix/lib")
  ;;
*)
  echo "no way to link is called $way" >&2
  exit 2
  ;;
esac

# Nothing but the path on which the JDK is found, which is no setting of abcistream's.
"${runner[@]}" env -i PATH="$PATH" "${environment[@]}" "$work/node" "$traces/trace.bin" "$work/home"
for expected in "$traces"/expected/*; do
  cmp "$expected" "$work/home/streamed/${expected##*/}"
done
