#!/usr/bin/env bash
# Plants each mistake of bench/mutants in a copy of the source, and says how many simulated worlds it takes to be caught.
#   bench/mutants.sh [SEEDS [NAME...]]    exits with 1 if a mistake survives SEEDS worlds (2000)
set -euo pipefail
cd "$(dirname "$0")/.."
seeds=${1:-2000}
shift || true
[ $# -gt 0 ] || set -- $(basename -s .patch bench/mutants/*.patch)

. bench/simulation.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
survived=0
# Sets told; says whether a promise was broken. Anything else that goes wrong ends this script.
hunt() {
    # Most hunts are over after a few worlds: the quick compiler, and no shorter history looked for.
    if told=$("$java" -XX:TieredStopAtLevel=1 -DshrinkingSteps=0 -cp "$1$classpath" metta.sweep.simulation.SeedHunt 0 "$2" 2>&1); then return 1; fi
    case $told in seed\ *) ;; *) echo "the simulation itself failed: $told" >&2; exit 1 ;; esac
}
last=0 # the last world that was needed
for name; do
    rm -rf "$work"/*
    patch=bench/mutants/$name.patch
    file=$(sed -n 's,^+++ b/,,p' "$patch")
    mkdir -p "$work/classes" "$work/$(dirname "$file")"
    cp "$file" "$work/$file"
    patch -s -d "$work" -p1 <"$patch"
    # shellcheck disable=SC2154 # simulation.sh sets jdk, java and classpath
    "$jdk/bin/javac" -nowarn -proc:none -d "$work/classes" -cp "$classpath" "$work/$file"
    if hunt "$work/classes:" "$seeds"; then
        printf '%-40s %s\n' "$name" "$(head -n 1 <<<"$told" | cut -c 1-140)"
        seed=${told#seed }
        seed=${seed%%:*}
        last=$((seed > last ? seed : last))
    else
        printf '%-40s SURVIVED: %s\n' "$name" "$told"
        survived=1
    fi
done
# What was caught was caught for its mistake: without any, these worlds are sound.
if hunt '' $((last + 1)); then echo "without any mistake: $told" >&2; exit 1; fi
exit $survived
