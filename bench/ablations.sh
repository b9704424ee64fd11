#!/usr/bin/env bash
# What each ingredient of an optimizer is worth: each patch of bench/ablations/TYPE takes one away from a copy of the source,
# which then runs beside TYPE as it is on the same functions and seeds. Prints tables in Markdown.
#   bench/ablations.sh [SEEDS [TYPE...]]    0-2, all of them; `cmaes-long` is cmaes over 1,000 trials. An interrupted run goes on
#
# Where a patch changes nothing elsewhere, its first line says where to measure it. Only the files that it changes are
# compiled again, so it may not change a constant that other files read.
# Results are kept by name in .build/ablations/results: after a change of source or patch, remove them.
set -euo pipefail
shopt -s inherit_errexit
cd "$(dirname "$0")/.."
seeds=${1:-0-2}
shift || true
[ $# -gt 0 ] || set -- gp cmaes cmaes-long tpe mogp
export PEER_VENVS=${PEER_VENVS:-$PWD/.build/peers}
export PEER_LOGS=${PEER_LOGS:-$PEER_VENVS/logs}
[ -d "$PEER_VENVS/core" ] || bash bench/optimizers/setup-peers.sh "$PEER_VENVS" core
python=$PEER_VENVS/core/bin/python
./metta --version >&2
IFS= read -r jdk <.build/current/jdk
whole="$PWD/.build/current/metta.jar:$PWD/.build/current/lib/*"
results=$PWD/.build/ablations/results

suites() { # TYPE: where its ingredients are measured; within 100 trials cmaes hardly begins anew
    case $1 in
    *-long) echo "--suites bbob --budget 1000" ;;
    mogp) echo "--suites moo --budget 200" ;;
    *) echo "--suites bbob,large,hpo" ;;
    esac
}

measure() { # TYPE NAME CLASSPATH SUITES...
    local command="'$jdk/bin/java' -XX:+UseSerialGC -cp '$3' metta.sweep.cli.Main optimizer-stdio --type ${1%-long}" each
    for each in "${@:4}"; do
        # shellcheck disable=SC2086
        "$python" bench/optimizers/run.py --opt "$2" --cmd "$command" $each --seeds "$seeds" --out "$results" >&2
    done
}

without() { # PATCH FOLDER: the classes that differ
    local changed
    [ "$2/compiled" -nt "$1" ] && [ "$2/compiled" -nt .build/current/metta.jar ] && return
    mapfile -t changed < <(sed -n 's|^+++ b/||p' "$1")
    rm -rf "$2"
    mkdir -p "$2/classes"
    cp --parents "${changed[@]}" "$2"
    patch --silent -p1 -d "$2" <"$1"
    "$jdk/bin/javac" -proc:none -nowarn -d "$2/classes" -cp "$whole" "${changed[@]/#/$2/}"
    touch "$2/compiled"
}

for type in "$@"; do
    mapfile -t some < <(suites "$type"; grep -h "^--suites" bench/ablations/"$type"/*.patch)
    measure "$type" "$type" "$whole" "${some[@]}"
    all=$type
    for patch in bench/ablations/"$type"/*.patch; do
        name=$type-$(basename -s .patch "$patch")
        copy=$PWD/.build/ablations/$name
        without "$patch" "$copy"
        mapfile -t some < <(grep "^--suites" "$patch" || suites "$type")
        measure "$type" "$name" "$copy/classes:$whole" "${some[@]}"
        all=$all,$name
    done
    "$python" bench/optimizers/ablations.py --opts "$all" --seeds "$seeds" --out "$results"
done
