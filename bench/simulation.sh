#!/usr/bin/env bash
# Lives through simulated worlds, and says how many a second; or, sourced, makes the classes for that and sets java, jdk and classpath.
#   bench/simulation.sh [FROM [TO]]    the worlds of seeds FROM (0) to TO (1000000); exits with 1 at the first broken promise
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. bench/classes.sh
mvn -q -B dependency:build-classpath -Dmdep.outputFile="$classes/libraries"
classpath=$classpath:$(cat "$classes/libraries")
"$jdk/bin/javac" -nowarn -proc:none -d "$classes" -cp "$classpath" src/test/java/metta/sweep/simulation/*.java

[ "$0" != "${BASH_SOURCE[0]}" ] || "$java" -XX:+UseParallelGC -cp "$classpath" metta.sweep.simulation.SeedHunt "${1:-0}" "${2:-1000000}"
