#!/bin/sh
# The two commands of the README on a fresh clone with an empty Maven repository, timed. Needs the network.
# Prints a table in Markdown.
#
#   bench/fresh.sh [--without-test]
set -eu
cd "$(dirname "$0")/.."
place=$(mktemp -d "${TMPDIR:-/tmp}/metta-fresh.XXXXXX")
trap 'rm -rf "$place"' EXIT
trap 'exit 130' INT TERM
git clone -q "$(pwd -P)" "$place/clone"
commit=$(git rev-parse --short HEAD)
# Maven keeps its settings, so that a mirror is still used; only what it has stored is gone.
MAVEN_OPTS="${MAVEN_OPTS:-} -Dmaven.repo.local=$place/repository"
export MAVEN_OPTS
cd "$place/clone"

now() { date +%s.%N; }
since() { awk -v from="$1" -v to="$2" 'BEGIN { printf "%.1f s", to - from }'; }
checked() { # COMMAND...: shows the end of what it wrote if it fails
    "$@" >"$place/out" 2>"$place/err" || {
        code=$?
        tail -n 40 "$place/out" "$place/err" >&2
        exit $code
    }
}

start=$(now)
checked ./metta --version
built=$(now)
checked ./metta sweep start arena --config examples/arena.yaml
swept=$(now)
grep -q '^Best result:' "$place/out"
best=$(sed -n 's/^ *Score: *//p' "$place/out")
echo "Commit $commit, $(nproc) cores:"
echo
echo "| what | time |"
echo "| --- | ---: |"
echo "| build on first use, all dependencies fetched ($(du -sm "$place/repository" | cut -f 1) MB) | $(since "$start" "$built") |"
echo "| \`./metta sweep start arena --config examples/arena.yaml\`, once built (best score $best) | $(since "$built" "$swept") |"
echo "| both, as the first command on a new machine | $(since "$start" "$swept") |"
if [ "${1:-}" != --without-test ]; then
    before=$(now)
    checked ./metta test
    tests=$(sed -n 's/.*Tests run: \([0-9]*\), Failures: 0, Errors: 0, Skipped: \([0-9]*\)$/\1 run, \2 skipped/p' "$place/out" | paste -sd ';')
    echo "| \`./metta test\`, its further dependencies fetched ($tests) | $(since "$before" "$(now)") |"
fi
