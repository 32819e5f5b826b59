#!/usr/bin/env bash
# build_patient.sh JAVAC INSTALLATION SOURCE CLASSES: compiles the service of the doctor's tests.
set -euo pipefail
compgen -G "$2/share/abcistream/abcistream-api-*.jar" >/dev/null || {
  echo "skipped: $2 has no jars; mvn verify puts them there"
  exit 77
}
rm -rf "$4"
"$1" --release 17 -nowarn -classpath "$2/share/abcistream/*" -d "$4" "$3" 2>&1 | grep -v -i unsafe || true
test -e "$4/org/abcistream/doctor/Patient.class"
