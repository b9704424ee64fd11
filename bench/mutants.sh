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
for name; do
    rm -rf "$work"/*
    patch=bench/mutants/$name.patch
    file=$(sed -n 's,^+++ b/,,p' "$patch")
    mkdir -p "$work/classes" "$work/$(dirname "$file")"
    cp "$file" "$work/$file"
    patch -s -d "$work" -p1 <"$patch"
    # shellcheck disable=SC2154 # simulation.sh sets jdk, java and classpath
    "$jdk/bin/javac" -nowarn -proc:none -d "$work/classes" -cp "$classpath" "$work/$file"
    if told=$("$java" -cp "$work/classes:$classpath" metta.sweep.simulation.SeedHunt 0 "$seeds" 2>&1); then
        printf '%-40s SURVIVED: %s\n' "$name" "$told"
        survived=1
    else
        printf '%-40s %s\n' "$name" "$(head -n 1 <<<"$told" | cut -c 1-140)"
    fi
done
exit $survived
