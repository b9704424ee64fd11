#!/bin/sh
# How long the commands take to start, beside a hello-world jar with an AOT cache of its own on the same JDK with the same
# options. Prints a table in Markdown.
#
#   bench/start-up.sh [ROUNDS [RUNS]]     default: 41 rounds, a store of 1000 runs
#
# The commands take turns in each round, so that they meet the same machine. Goals: `--version` at most twice, `status` at
# most four times as long as hello-world.
set -eu
cd "$(dirname "$0")/.."
rounds=${1:-41}
runs=${2:-1000}
. bench/classes.sh
place=$(mktemp -d .build/start-up.XXXXXX)
trap 'rm -rf "$place"' EXIT
trap 'exit 130' INT TERM

cat >"$place/Hello.java" <<'JAVA'
public final class Hello {
    public static void main(String[] args) {
        System.out.println("hello, world");
    }
}
JAVA
options='-XX:+UseSerialGC -XX:-UsePerfData -Xlog:aot=off -Xlog:cds=off'
"$jdk/bin/javac" -d "$place/classes" "$place/Hello.java"
"$jdk/bin/jar" --create --file "$place/hello.jar" --main-class Hello -C "$place/classes" .
# shellcheck disable=SC2086
"$java" $options "-XX:AOTCacheOutput=$place/hello.aot" -cp "$place/hello.jar" Hello >/dev/null 2>&1
[ -s "$place/hello.aot" ]

mkdir "$place/scale"
printf 'train: {command: [/bin/true]}\nevaluate: {command: [/bin/true]}\nmetric: {name: score}\n' >"$place/scale/recipe.yaml"
for kind in sqlite file; do
    mkdir "$place/$kind"
    {
        printf 'name: scale\noptimizer: random\nstore: %s\nbudget: {max_trials: %s}\nparameters:\n' "$kind" "$runs"
        for each in learning_rate gamma ent_coef clip hidden_size; do
            echo "  trainer.optimizer.$each: {min: 0.0, max: 1.0}"
        done
    } >"$place/sweep.yaml"
    "$java" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -cp "$classpath" metta.sweep.bench.FilledStore \
        "$kind" "$runs" "$place/$kind" "$place/sweep.yaml" "$place/scale"
done

timed() { # NAME COMMAND...
    name=$1
    shift
    from=$(date +%s%N)
    "$@" >/dev/null 2>"$place/err" || { cat "$place/err" >&2; exit 1; }
    echo $((($(date +%s%N) - from) / 1000)) >>"$place/$name.times"
}

round=0
while [ $round -le "$rounds" ]; do
    [ $round = 1 ] && rm "$place"/*.times # the first round only warms up
    # shellcheck disable=SC2086
    timed hello "$java" $options "-XX:AOTCache=$place/hello.aot" -cp "$place/hello.jar" Hello
    timed version ./metta --version
    timed status ./metta sweep status --dir "$place/sqlite"
    timed status-file ./metta sweep status --dir "$place/file"
    timed help ./metta --help
    timed validate ./metta sweep validate "$place/sweep.yaml"
    timed init ./metta sweep init "$place/scale"
    timed best ./metta sweep best --dir "$place/sqlite"
    round=$((round + 1))
done

median() { sort -n "$place/$1.times" | awk '{ all[NR] = $1 } END { print (all[int((NR + 1) / 2)] + all[int(NR / 2) + 1]) / 2 }'; }
row() { # NAME FILE
    sort -n "$place/$2.times" | awk -v name="$1" -v hello="$(median hello)" '{ all[NR] = $1 } END {
        median = (all[int((NR + 1) / 2)] + all[int(NR / 2) + 1]) / 2
        printf "| %s | %.0f ms | %.0f ms | %.0f ms | %.2f |\n", name, median / 1000, all[1] / 1000, all[int((NR * 9 + 9) / 10)] / 1000, median / hello }'
}
echo "$rounds rounds, a store of $runs runs:"
echo
echo "| command | median | lowest | 9th decile | times hello-world |"
echo "| --- | ---: | ---: | ---: | ---: |"
row "hello-world jar with its AOT cache" hello
row '`./metta --version`' version
row '`./metta --help`' help
row '`./metta sweep status`, SQLite' status
row '`./metta sweep status`, file store' status-file
row '`./metta sweep validate`' validate
row '`./metta sweep init`' init
row '`./metta sweep best`, SQLite' best
