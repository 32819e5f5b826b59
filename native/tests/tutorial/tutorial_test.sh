#!/usr/bin/env bash
# tutorial_test.sh CHECKOUT INSTALLATION: the README's tutorial works, word for word, and its files are
# those of the example.
set -euo pipefail
checkout=$1
stage=$2
readonly TITLE='Write a service in ten minutes' BLOCKS=20
readonly EXAMPLE=$checkout/java/examples/store-counter

skip() {
  echo "skipped: $1"
  exit 77
}

fail() {
  printf 'failed: %s\n' "$1" >&2
  cat "$work/output" >&2
  exit 1
}

command -v mvn >/dev/null || skip "there is no mvn"
[[ -x $stage/bin/replay_node ]] || skip "$stage has no bin/replay_node; cmake --install puts it there"
[[ -d $stage/share/abcistream ]] || skip "$stage has no share/abcistream; mvn package fills it"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
: >"$work/output"

# link_others FOLDER NAME TARGET: links everything in FOLDER but NAME into TARGET.
link_others() {
  local entry
  for entry in "$1"/*; do
    [[ ${entry##*/} == "$2" || ! -e $entry ]] || ln -s "$entry" "$3"
  done
}

# What `mvn install` in the checkout has left: the artifacts of this build among those of others.
make_repository() {
  local users=${HOME:-/nonexistent}/.m2/repository version=0.1.0
  local parent=$work/repository/org/abcistream/abcistream-parent/$version
  local api=$work/repository/org/abcistream/abcistream-api/$version
  mkdir -p "$parent" "$api"
  link_others "$users" org "$work/repository"
  link_others "$users/org" abcistream "$work/repository/org"
  cp "$checkout/pom.xml" "$parent/abcistream-parent-$version.pom"
  cp "$checkout/java/api/pom.xml" "$api/abcistream-api-$version.pom"
  cp "$stage/share/abcistream/abcistream-api-$version.jar" "$api"
}

# The installation need not lie where a build puts it by default.
make_checkout() {
  mkdir -p "$work/checkout/build"
  ln -s "$stage" "$work/checkout/build/stage"
  ln -s "$checkout/native" "$work/checkout/native"
}

# Turns the section into a script, and what must come out into a file.
write_script() {
  awk -v title="## $TITLE" -v expected="$work/expected" '
    /^## / && !fenced { inside = $0 == title }
    !inside { next }
    !fenced && /^<!-- file: / { file = $3; next }
    !fenced && /^```/ {
      fenced = 1
      language = substr($0, 4)
      if (file != "") {
        printf "mkdir -p \"$(dirname %s)\"\ncat >%s <<\"END OF FILE\"\n", file, file
      }
      next
    }
    fenced && $0 == "```" {
      if (file != "") print "END OF FILE"
      fenced = 0
      file = ""
      next
    }
    !fenced { next }
    file != "" || language == "sh" { print; next }
    language == "text" { print >expected }
  ' "$checkout/README.md" >"$work/script"
  [[ -s $work/expected ]] || fail "the README says nowhere under \"$TITLE\" what comes out"
}

make_repository
make_checkout
write_script
mkdir "$work/empty"
export ABCISTREAM=$work/checkout MAVEN_OPTS="${MAVEN_OPTS:-} -Dmaven.repo.local=$work/repository"
(cd "$work/empty" && bash -euo pipefail "$work/script") >"$work/output" 2>&1 ||
  fail "what the tutorial says ended with $?"

while IFS= read -r line; do
  grep -qxF -- "$line" "$work/output" || fail "the tutorial does not print \"$line\""
done <"$work/expected"
logged=$(grep -c '^INFO abcistream\.store-counter: height ' "$work/output")
[[ $logged -eq $BLOCKS ]] || fail "$logged blocks were logged, not $BLOCKS"
diff -r --exclude=target --exclude=node --exclude=README.md "$EXAMPLE" "$work/empty/store-counter" ||
  fail "the files of the tutorial are not those of $EXAMPLE"
