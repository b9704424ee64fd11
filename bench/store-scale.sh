#!/bin/sh
# How costs grow with the number of finished runs in the store. Prints tables in Markdown.
#
#   bench/store-scale.sh [RUNS ...]     default: 1000 10000 100000; KINDS="sqlite file" and REPEATS=5 by default
#
# A run has a configuration of five parameters, a training and an evaluation, and ten metric points of each.
# `tick`: an iteration of a controller when one run has changed since the last one (median and 9th decile of 200; two
# jobs are running; with what it asks the store), after `load`, the first one, which fetches all runs; `heap` is what is
# alive in that controller. `status` and `resume` are whole commands, JVM and all (medians): `metta sweep status`, and
# `metta sweep start` on a sweep whose trials have all ended, which loads it, decides that it is finished, records that and
# prints the best; `again` is the same command once more, which only answers. `CPU` is what the command used in seconds of
# one processor, which other work on the machine hardly changes; `peak` is the largest resident set.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- 1000 10000 100000
repeats=${REPEATS:-5}
. bench/classes.sh
place=$(mktemp -d .build/scale.XXXXXX)
trap 'rm -rf "$place"' EXIT
trap 'exit 130' INT TERM
mkdir "$place/scale"
printf 'train: {command: [/bin/true]}\nevaluate: {command: [/bin/true]}\nmetric: {name: score}\n' >"$place/scale/recipe.yaml"

run() { "$java" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -cp "$classpath" "$@"; }

# Writes seconds, seconds of CPU and peak (MB) of a command, which must succeed.
measure() {
    python3 - "$@" >>"$place/measured" <<'PYTHON'
import os, resource, subprocess, sys, time
start = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
taken = time.perf_counter() - start
if done.returncode:
    sys.exit("failed (%d): %s" % (done.returncode, done.stdout.decode()[-2000:]))
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print("%.2f %.2f %.0f" % (taken, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000))
PYTHON
}

# Cells of a table: the medians of what was measured, and the highest peak.
cells() {
    for column in 1 2; do
        sort -n -k $column "$place/measured" | awk -v c=$column '{ all[NR] = $c } END { printf "%s s | ", all[int((NR + 1) / 2)] }'
    done
    awk '$3 > most { most = $3 } END { printf "%d MB", most }' "$place/measured"
}

# Measures a command so many times, and sets cells.
repeated() {
    : >"$place/measured"
    for _ in $(seq "$repeats"); do measure "$@"; done
    cells=$(cells)
}

for kind in ${KINDS:-sqlite file}; do
    for runs in "$@"; do
        folder=$place/$kind.$runs
        mkdir "$folder"
        {
            echo 'name: scale'
            for each in learning_rate gamma ent_coef clip hidden_size; do
                echo "parameters.trainer.optimizer.$each: {min: 0.0, max: 1.0}"
            done | sed '1i parameters:' | sed 's/^parameters\./  /'
            printf 'optimizer: random\nstore: %s\nbudget: {max_trials: %s}\n' "$kind" "$runs"
        } >"$place/sweep.yaml"
        sed '$a metric: {name: score}' "$place/sweep.yaml" >"$place/metric.yaml"
        run metta.sweep.bench.FilledStore "$kind" "$runs" "$folder" "$place/sweep.yaml" "$place/scale"
        disk=$(du -sm --apparent-size "$folder" | cut -f 1)
        repeated ./metta sweep status --dir "$folder"
        status=$cells
        # Once it has decided, it has ended; so each repeat needs a copy of its own.
        : >"$place/measured"
        for i in $(seq "$repeats"); do
            rm -rf "$place/copy"
            cp -r "$folder" "$place/copy"
            measure ./metta sweep start "$place/scale" --config "$place/sweep.yaml" --dir "$place/copy"
        done
        resume=$(cells)
        repeated ./metta sweep start "$place/scale" --config "$place/sweep.yaml" --dir "$place/copy"
        again=$cells
        rm -rf "$place/copy"
        ticks=$(run metta.sweep.bench.TickCost "$kind" "$runs" "$folder" "$place/metric.yaml")
        echo "| $kind | $runs | $ticks | $disk MB |" >>"$place/ticks"
        echo "| $kind | $runs | $status | $resume | $again |" >>"$place/commands"
        rm -rf "$folder"
    done
done
echo "| store | runs | tick | 9th decile | load | heap | on disk |"
echo "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
cat "$place/ticks"
echo
echo "| store | runs | status | CPU | peak | resume | CPU | peak | again | CPU | peak |"
echo "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
cat "$place/commands"
