#!/bin/sh
# How costs grow with the number of finished runs in the store. Prints a table in Markdown.
#
#   bench/store-scale.sh [RUNS ...]     default: 1000 10000 100000; KINDS="sqlite file" and REPEATS=5 by default
#
# A run has a configuration of five parameters, a training and an evaluation, and ten metric points of each.
# `tick`: an iteration of a controller when one run has changed since the last one (median and 9th decile of 200; two
# jobs are running; with what it asks the store), after `load`, the first one, which fetches all runs; `heap` is what is
# alive in that controller. `status` and `resume` are whole commands, JVM and all (medians): `metta sweep status`, and
# `metta sweep start` on a sweep whose trials have all ended, which loads it, decides that it is finished, records that and
# prints the best; `again` is the same command once more, which only answers. `peak` is the largest resident set.
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

# Sets seconds and peak (MB) of a command, which must succeed.
measure() {
    python3 - "$@" >"$place/measured" <<'PYTHON'
import os, resource, subprocess, sys, time
start = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
taken = time.perf_counter() - start
if done.returncode:
    sys.exit("failed (%d): %s" % (done.returncode, done.stdout.decode()[-2000:]))
print("%.3f %.0f" % (taken, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000))
PYTHON
    read -r seconds peak <"$place/measured"
}

# Sets median (seconds) and highest (MB) over the repeats.
repeated() {
    : >"$place/times"
    i=0
    while [ $i -lt "$repeats" ]; do
        measure "$@"
        echo "$seconds $peak" >>"$place/times"
        i=$((i + 1))
    done
    median=$(sort -n "$place/times" | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }')
    highest=$(awk '$2 > most { most = $2 } END { print most }' "$place/times")
}

echo "| store | runs | tick | 9th decile | load | heap | status | peak | resume | peak | again | peak | on disk |"
echo "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
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
        row="$median s | $highest MB"
        # Once it has decided, it has ended; so each repeat needs a copy of its own.
        : >"$place/resumes"
        i=0
        while [ $i -lt "$repeats" ]; do
            cp -r "$folder" "$place/copy"
            measure ./metta sweep start "$place/scale" --config "$place/sweep.yaml" --dir "$place/copy"
            echo "$seconds $peak" >>"$place/resumes"
            i=$((i + 1))
            [ $i = "$repeats" ] || rm -rf "$place/copy"
        done
        row="$row | $(sort -n "$place/resumes" | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }') s"
        row="$row | $(awk '$2 > most { most = $2 } END { print most }' "$place/resumes") MB"
        repeated ./metta sweep start "$place/scale" --config "$place/sweep.yaml" --dir "$place/copy"
        row="$row | $median s | $highest MB | $disk MB"
        rm -rf "$place/copy"
        ticks=$(run metta.sweep.bench.TickCost "$kind" "$runs" "$folder" "$place/metric.yaml")
        echo "| $kind | $runs | $ticks | $row |"
        rm -rf "$folder"
    done
done
