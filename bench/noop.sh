#!/bin/sh
# How many trials a second go through the whole path when the program itself costs nothing (/bin/true), beside bare
# loops in the same run: fork and exec of /bin/true, and the very supervisor script that each job runs under.
#
#   bench/noop.sh [TRIALS [ROUNDS]]     default: 1500 trials, 3 rounds; prints a table in Markdown
#
# Bare loops and sweeps take turns, so that they meet the same machine; ratios are of medians. The bare supervisor loop
# gets the attempt's folder and its submission file for nothing: they are made before its time starts. A sweep's time
# runs from its first recorded intent to its last recorded fact; `with start-up` is the whole command. `CPU a job` is that of
# all processes, start-up too; other work on the machine changes it less than the rates. Nothing is deleted
# before the end: ext4 passes over inodes that were deleted within the last minutes, which makes new files slow.
set -eu
cd "$(dirname "$0")/.."
trials=${1:-1500}
rounds=${2:-3}
home=$(pwd -P)
supervisor=$home/src/main/resources/metta/sweep/dispatcher/supervisor.sh
mkdir -p .build
place=$(mktemp -d "$home/.build/noop.XXXXXX")
trap 'rm -rf "$place"' EXIT
trap 'exit 130' INT TERM
namespace=$(readlink /proc/self/ns/pid)
./metta --version >/dev/null

# /bin/true reports nothing, so every trial counts as failed, and the sweep is told not to mind.
mkdir "$place/noop"
recipe() {
    printf 'name: %s\ntrain: {command: [/bin/true], style: none}\n%s\nmetric: {name: score}\n' \
        "$1" "$2" >"$place/noop/$1.yaml"
}
recipe train ''
recipe evaluate 'evaluate: {command: [/bin/true], style: none}'
printf 'parameters: {x: {min: 0.0, max: 1.0}}\noptimizer: random\nbudget: {max_trials: %d}\nexecution: {max_parallel_jobs: 2, max_concurrent_evals: 2}\nfailures: {stop_first: 1000000, stop_after: 1000000}\n' \
    "$trials" >"$place/sweep.yaml"

now() { date +%s.%N; }
# Sets used: seconds of CPU that all ended children have taken, theirs included. A subshell would have none.
use() {
    times >"$place/times"
    used=$(sed -n 2p "$place/times" | tr ms '  ' | awk '{ print $1 * 60 + $2 + $3 * 60 + $4 }')
}
cpu() { # JOBS BEFORE FILE
    use
    awk -v n="$1" -v from="$2" -v to="$used" 'BEGIN { printf "%.2f\n", (to - from) * 1000 / n }' >>"$place/$3"
}
per_second() { awk -v n="$1" -v from="$2" -v to="$3" 'BEGIN { printf "%.1f\n", n / (to - from) }'; }

true_loop() {
    i=0
    while [ $i -lt "$trials" ]; do
        /bin/true
        i=$((i + 1))
    done
}

attempts() { # DIR COUNT: as the dispatcher leaves them to a supervisor
    seq "$2" | sed "s|.*|$1/&|" | xargs mkdir -p
    for each in "$1"/*; do printf 'gpus=\ncpus=0\n' >"$each/submission.1"; done
}

supervisor_loop() { # DIR COUNT
    i=0
    while [ $i -lt "$2" ]; do
        i=$((i + 1))
        (cd "$1/$i" && exec setsid sh "$supervisor" submission.1 "$place" "$namespace" /usr/bin/setsid -- /bin/true \
            </dev/null >>stdout.log 2>>stderr.log)
    done
}

bare_true() {
    use
    before=$used
    from=$(now)
    true_loop & true_loop & wait
    per_second $((2 * trials)) "$from" "$(now)" >>"$place/true"
    cpu $((2 * trials)) "$before" true.cpu
}

bare_supervisor() {
    half=$(((trials + 1) / 2))
    bare=$(mktemp -d "$place/bare.XXXXXX")
    attempts "$bare/a" $half
    attempts "$bare/b" $half
    sync -f "$place"
    use
    before=$used
    from=$(now)
    supervisor_loop "$bare/a" $half & supervisor_loop "$bare/b" $half & wait
    per_second $((2 * half)) "$from" "$(now)" >>"$place/supervisor"
    cpu $((2 * half)) "$before" supervisor.cpu
    for each in "$bare"/?/*; do
        grep -q '^code=0$' "$each/exit" || { echo "noop.sh: $each has no exit code 0" >&2; exit 1; }
    done
}

at() { date -d "$(sed -n 's/^{"at":"\([^"]*\)".*/\1/p' "$1" | sed -n "$2")" +%s.%N; }

sweep() { # KIND
    sync -f "$place"
    sweeps=$(mktemp -d "$place/sweeps.XXXXXX")
    use
    before=$used
    from=$(now)
    ./metta sweep start "$place/noop/$1.yaml" --config "$place/sweep.yaml" --dir "$sweeps" --seed 1 --json \
        >"$place/out" 2>"$place/err" || [ $? = 1 ] || { tail -5 "$place/err" >&2; exit 1; }
    to=$(now)
    cpu "$trials" "$before" "$1.cpu"
    log=$sweeps/$1/log.jsonl
    done=$(grep -c '"event":"Observed"' "$log")
    [ "$done" = "$trials" ] || { echo "noop.sh: $done of $trials trials ended" >&2; exit 1; }
    per_second "$trials" "$(at "$log" 1p)" "$(at "$log" '$p')" >>"$place/$1"
    per_second "$trials" "$from" "$to" >>"$place/$1.whole"
}

round=0
while [ $round -lt "$rounds" ]; do
    round=$((round + 1))
    bare_true
    bare_supervisor
    sweep train
    bare_supervisor
    sweep evaluate
done

median() { sort -n "$1" | awk '{ all[NR] = $1 } END { print (all[int((NR + 1) / 2)] + all[int(NR / 2) + 1]) / 2 }'; }
row() { # NAME FILE JOBS_A_TRIAL
    awk -v name="$1" -v rate="$(median "$place/$2")" -v jobs="$3" -v bare="$(median "$place/supervisor")" \
        -v cpu="$(median "$place/${2%.whole}.cpu")" -v low="$(sort -n "$place/$2" | head -n 1)" -v high="$(sort -n "$place/$2" | tail -n 1)" 'BEGIN {
        printf "| %s | %.1f | %.1f-%.1f | %.1f | %.2f | %.1f ms |\n", name, rate, low, high, rate * jobs, rate * jobs / bare, cpu / jobs }'
}
echo "$trials trials, $rounds rounds, 2 at once:"
echo
echo "| what | trials/s | lowest-highest | jobs/s | of the bare supervisor's | CPU a job |"
echo "| --- | ---: | ---: | ---: | ---: | ---: |"
row "bare loop: fork and exec of /bin/true" true 1
row "bare loop: supervisor and /bin/true" supervisor 1
row "sweep of /bin/true, no evaluation" train 1
row "the same, with start-up" train.whole 1
row "sweep of /bin/true, evaluation /bin/true" evaluate 2
row "the same, with start-up" evaluate.whole 2
