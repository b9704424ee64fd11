#!/bin/sh
# What snapshots, their restoration and moves between stores take. Prints a table in Markdown.
#
#   bench/snapshots.sh [RUNS ...]     default: 1000 100000
#
# A run has a configuration of five parameters, a training and an evaluation, and twenty metric points. Whole commands, JVM
# and all, once each; METTA_STORE_PG may name a PostgreSQL database, to which the sweep is then moved too.
set -eu
cd "$(dirname "$0")/.."
[ $# -gt 0 ] || set -- 1000 100000
. bench/classes.sh
place=$(mktemp -d .build/snapshots.XXXXXX)
trap 'rm -rf "$place"' EXIT
trap 'exit 130' INT TERM
mkdir "$place/scale"
printf 'train: {command: [/bin/true]}\nevaluate: {command: [/bin/true]}\nmetric: {name: score}\n' >"$place/scale/recipe.yaml"

# Seconds that a command takes, which must succeed.
seconds() {
    before=$(date +%s%N)
    "$@" >"$place/out" 2>&1 || { cat "$place/out" >&2; exit 1; }
    after=$(date +%s%N)
    echo "$(((after - before) / 100000000))" | sed 's/.$/.&/; s/^\./0./'
}

echo '| runs | snapshot of SQLite | file | restore into SQLite | SQLite to files | snapshot of files | files to SQLite | to PostgreSQL |'
echo '| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |'
for runs in "$@"; do
    folder=$place/$runs
    mkdir "$folder"
    {
        echo 'parameters:'
        for each in learning_rate gamma ent_coef clip hidden_size; do
            echo "  trainer.optimizer.$each: {min: 0.0, max: 1.0}"
        done
        printf 'metric: {name: score}\noptimizer: random\nbudget: {max_trials: %s}\n' "$runs"
    } >"$place/sweep.yaml"
    "$java" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -cp "$classpath" metta.sweep.bench.FilledStore \
        sqlite "$runs" "$folder" "$place/sweep.yaml" "$place/scale"
    file=$folder/scale.snapshot
    taken=$(seconds ./metta sweep snapshot scale --dir "$folder" --to "$file")
    size=$(du -m --apparent-size "$file" | cut -f 1)
    restored=$(seconds ./metta sweep restore "$file" --dir "$folder/restored")
    tofile=$(seconds ./metta sweep migrate scale --dir "$folder" --from sqlite --to file)
    filetaken=$(seconds ./metta sweep snapshot scale --store file --dir "$folder" --to "$file")
    tosqlite=$(seconds ./metta sweep migrate scale --dir "$folder" --from file --to sqlite)
    postgres=-
    if [ -n "${METTA_STORE_PG-}" ]; then
        postgres="$(seconds ./metta sweep migrate scale --dir "$folder" --from sqlite --to "$METTA_STORE_PG") s"
    fi
    echo "| $runs | $taken s | $size MB | $restored s | $tofile s | $filetaken s | $tosqlite s | $postgres |"
    rm -rf "$folder"
done
