#!/bin/sh
# How long very many metric points of one run take into a store, and through a controller. Prints a table in Markdown.
#
#   bench/metrics.sh [POINTS]     default: 1000000; KINDS="sqlite postgresql file" by default
#
# `append`: the points are handed to the store, 5,000 a report. `controller`: an ended job has left a file with one line a
# point, which the product's controller reads and records until the run is complete; `iterations` it took, and the
# longest of them. `curve`: the shape of the metric in 1,000 points, from the store. `peak` is the largest resident set of the process that did both, with 256 MB of heap at most.
set -eu
cd "$(dirname "$0")/.."
points=${1:-1000000}
. bench/classes.sh
place=$(mktemp -d .build/metrics.XXXXXX)
trap 'rm -rf "$place"' EXIT
trap 'exit 130' INT TERM
echo "| store | append | points/s | controller | points/s | iterations | longest | curve | peak |"
echo "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
for kind in ${KINDS:-sqlite postgresql file}; do
    mkdir "$place/$kind"
    set -- python3 -c '
import os, resource, subprocess, sys
store = sys.argv[-1] if sys.argv[-1] != "postgresql" else os.environ["KT_STORE"]
done = subprocess.run(sys.argv[1:-1] + [store], stdout=subprocess.PIPE, text=True)
if done.returncode: sys.exit(done.returncode)
print("| %s | %s | %.0f MB |" % (sys.argv[-1], done.stdout.strip(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000))
' "$java" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Xmx256m -cp "$classpath" metta.sweep.bench.MetricIntake \
        "$points" "$place/$kind" "$kind"
    if [ "$kind" = postgresql ]; then killtest/with-postgres.sh "$@"; else "$@"; fi
done
