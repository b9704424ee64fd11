#!/usr/bin/env bash
# What each ingredient of `gp` is worth: each patch of bench/ablations takes one away from a copy of the source, which then
# runs beside `gp` as it is on the same functions and seeds. Prints tables in Markdown.
#   bench/ablations.sh [SEEDS [NAME...]]    0-4, all of them. An interrupted run goes on
set -euo pipefail
cd "$(dirname "$0")/.."
seeds=${1:-0-4}
shift || true
[ $# -gt 0 ] || set -- $(basename -s .patch bench/ablations/*.patch)
export PEER_VENVS=${PEER_VENVS:-$PWD/.build/peers}
export PEER_LOGS=${PEER_LOGS:-$PEER_VENVS/logs}
[ -d "$PEER_VENVS/core" ] || bash bench/optimizers/setup-peers.sh "$PEER_VENVS" core
python=$PEER_VENVS/core/bin/python
./metta --version >&2
IFS= read -r jdk <.build/current/jdk
results=$PWD/.build/ablations/results

measure() { # NAME CLASSPATH
    local command="'$jdk/bin/java' -XX:+UseSerialGC -cp '$2' metta.sweep.cli.Main optimizer-stdio --type gp"
    for suites in "--suites bbob,large,hpo,failing" "--suites bbob --pending 8"; do
        # shellcheck disable=SC2086
        "$python" bench/optimizers/run.py --opt "$1" --cmd "$command" $suites --seeds "$seeds" --out "$results" >&2
    done
}

measure gp "$PWD/.build/current/metta.jar:$PWD/.build/current/lib/*"
all=gp
for name in "$@"; do
    copy=$PWD/.build/ablations/$name
    rm -rf "$copy"
    mkdir -p "$copy/classes"
    cp -r src "$copy/"
    patch --silent -p1 -d "$copy" <"bench/ablations/$name.patch"
    mapfile -t sources < <(find "$copy/src/main/java" -name '*.java')
    "$jdk/bin/javac" -proc:none -nowarn -d "$copy/classes" -cp "$PWD/.build/current/lib/*" "${sources[@]}"
    cp -r src/main/resources/. "$copy/classes"
    measure "$name" "$copy/classes:$PWD/.build/current/lib/*"
    all=$all,$name
done
for suite in bbob large hpo failing; do
    "$python" bench/optimizers/report.py --opts "$all" --suites "$suite" --budgets 25,50,100 --out "$results"
done
"$python" bench/optimizers/report.py --opts "$all" --suites bbob --budgets 25,50,100 --pending 8 --out "$results"
