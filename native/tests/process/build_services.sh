#!/usr/bin/env bash
# Makes the jar of the services in java/, with what an installation has.
#
# usage: build_services.sh INSTALL_DIR OUT_JAR
# Exit code 77: the installation has no jars.
set -euo pipefail

install_dir=$1
jar=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
tools=${JAVA_HOME:+$JAVA_HOME/bin/}

compgen -G "$install_dir/share/abcistream/abcistream-api-*.jar" >/dev/null || {
  printf 'skipped: %s has no jars; mvn verify puts them there\n' "$install_dir"
  exit 77
}

api=$(printf '%s:' "$install_dir"/share/abcistream/{abcistream-api,slf4j-api,jspecify}-*.jar)
mkdir -p "$(dirname "$jar")"
classes=$(mktemp -d "$jar.XXXXXX")
trap 'rm -rf "$classes"' EXIT

# Without --release, which hides sun.misc.Unsafe; the warning of it cannot be switched off.
"${tools}javac" -nowarn -XDignore.symbol.file -source 17 -target 17 -Xlint:-options \
  -cp "$api" -d "$classes" "$here"/java/org/abcistream/process/*.java
mkdir -p "$classes/META-INF/services"
printf 'org.abcistream.process.%sConstructor\n' Recorder Faulty \
  >"$classes/META-INF/services/org.abcistream.api.ServiceConstructor"
"${tools}jar" --create --file "$classes.jar" -C "$classes" META-INF -C "$classes" org
mv "$classes.jar" "$jar"
