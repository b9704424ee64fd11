#!/usr/bin/env bash
# A sweep of very many runs on simulated workers, on virtual time, with the product's controller and a store in memory.
#   bench/scale.sh [RUNS [WORKERS]]    1000000 and 10000; memory is limited to 2 GB
# Columns: runs so far, iterations since the row above, milliseconds of each, heap in use, virtual time.
set -euo pipefail
cd "$(dirname "$0")/.."
. bench/classes.sh
# shellcheck disable=SC2154 # classes.sh sets java and classpath
"$java" -Xmx2g -Xmn256m -XX:+UseParallelGC -cp "$classpath" metta.sweep.bench.ScaleRun "${1:-1000000}" "${2:-10000}"
