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
# Most hunts are over after a few worlds: the quick compiler, and no shorter history looked for.
# shellcheck disable=SC2154 # simulation.sh sets java and classpath
"$java" -XX:TieredStopAtLevel=1 -DshrinkingSteps=0 -cp "$classpath" \
    metta.sweep.simulation.Mutants bench/mutants "$seeds" "$work" "$@"
