#!/usr/bin/env bash
# Fills the disk under running sweeps, on a small file system of its own, with both stores. What is promised: the controller says so and
# exits 74, the jobs go on, and once there is space the same command ends the sweep: every trial recorded, none started twice.
# Mounting takes root or user namespaces; where neither is there this fails, it never skips.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd -P)
if [ "${1:-}" != inside ]; then
    if [ "$(id -u)" = 0 ]; then private=(unshare -m); else private=(unshare -rm); fi
    exec "${private[@]}" bash "$here/disk-full.sh" inside
fi
metta=$here/../metta
work=$(mktemp -d)
mkdir "$work/disk"
mount -t tmpfs -o size=48m,nr_inodes=2000 tmpfs "$work/disk"
export LEDGER=$work/ledger GO=$work/go
trap 'touch "$GO"; wait; umount "$work/disk" && rm -rf "$work"' EXIT

fail() {
    echo "disk-full: $*" >&2
    tail -n 20 "$work"/out-* >&2
    exit 1
}
await() { # what, command...
    local what=$1 i=0
    shift
    until "$@"; do
        i=$((i + 1))
        [ $i -lt 600 ] || fail "waited too long until $what"
        sleep 0.1
    done
}
full() { dd if=/dev/zero of="$work/disk/ballast" bs=4k 2>/dev/null || true; }
started() { [ "$(sort -u "$LEDGER" 2>/dev/null | wc -l)" -ge "$1" ]; }
fill_inodes() {
    mkdir "$work/disk/inodes"
    seq 3000 | sed "s,^,$work/disk/inodes/," | xargs touch 2>/dev/null || true
}
ended() { [ "$(cat "$GO.ends" 2>/dev/null | wc -l)" -ge "$1" ]; }
# The programs say outside of the full disk that they were started and that they are done.
wait='until [ -e "$GO" ]; do sleep 0.05; done'
recipe() { # name, what it does once it has said that it was started
    mkdir -p "$work/$1"
    cat >"$work/$1/recipe.yaml" <<YAML
name: $1
train: {command: [sh, -c, 'echo "\$METTA_JOB" >>"\$LEDGER"; $2; echo >>"\$GO.ends"'], style: none}
metric: {name: score, goal: maximize}
YAML
}
recipe patient "$wait; "'until echo "{\"score\": 1}" >"$METTA_RESULT_FILE"; do sleep 0.2; done 2>/dev/null'
recipe early 'echo "{\"score\": 1}" >"$METTA_RESULT_FILE"; '"$wait"
recipe hasty "$wait; "'for i in $(seq 300); do echo "{\"score\": 1}"; done >"$METTA_CHECKPOINT_DIR/model" && echo "{\"score\": 1}" >"$METTA_RESULT_FILE" || exit 1'
begin() { # store, recipe, trials, parallel
    printf 'parameters: {x: {min: 0.0, max: 1.0}}\nbudget: {max_trials: %s}\nexecution: {max_parallel_jobs: %s}\nstore: %s\nname: full\n' \
        "$3" "$4" "$1" >"$work/sweep.yaml"
    rm -rf "$work/disk"/* "$LEDGER" "$GO" "$GO.ends" "$work"/out-*
    sweep=("$metta" sweep start "$work/$2" --config "$work/sweep.yaml" --dir "$work/disk/sweeps")
    "${sweep[@]}" >"$work/out-1" 2>&1 &
    controller=$!
}
paused() { # what it must say
    local code=0
    wait $controller || code=$?
    [ $code = 74 ] || fail "expected exit code 74 on a full disk, got $code"
    grep -q "the disk that holds .* is full.*Free some space" "$work/out-1" || fail "it does not say that the disk is full"
}
all_run() { # trials
    await "$1 trials run" started "$1"
    await "their start is recorded" grep -q "trial_$(printf %04d "$1") started" "$work/out-1"
}
fills_up() { # under programs that then end, until the controller has paused
    full
    touch "$GO"
    paused
    rm "$work/disk/ballast"
}
each_started_once() { # trials
    [ "$(wc -l <"$LEDGER")" = "$1" ] || fail "with $1 trials, $(wc -l <"$LEDGER") programs were started"
}
goes_on() { # trials
    "${sweep[@]}" --json >"$work/out-2" 2>"$work/out-2-err" || fail "the same command failed once there was space"
    "$metta" sweep status full --json --dir "$work/disk/sweeps" >"$work/out-status"
    python3 - "$work" "$1" <<'PY' || fail "the story does not add up"
import collections, json, pathlib, sys
work, trials = pathlib.Path(sys.argv[1]), int(sys.argv[2])
runs = json.loads((work / "out-status").read_text())["runs"]
starts = collections.Counter((work / "ledger").read_text().split())
told = {line.split()[1] for line in (work / "out-1").read_text().splitlines() if " completed: " in line}
assert [r["number"] for r in runs] == list(range(1, trials + 1)), runs
assert all(r["status"] == "COMPLETED" for r in runs), runs
assert all(count == 1 for count in starts.values()), starts
assert told <= {r["run"] for r in runs}, told
for log in (work / "disk").rglob("log.jsonl"):
    [json.loads(line) for line in log.read_text().splitlines()]
PY
}

for store in sqlite file; do
    # Full before more can be launched: nothing is started that could not report.
    begin $store patient 6 2
    await "two trials run" started 2
    fills_up
    goes_on 6
    each_started_once 6
    echo "disk-full: $store: full at a launch: ok"

    # Full when all there is left to do is to record how programs ended.
    begin $store early 12 12
    all_run 12
    fills_up
    goes_on 12
    each_started_once 12
    echo "disk-full: $store: full at recording: ok"

    # Full so that supervisors cannot publish exit codes: there is neither a block left nor an inode.
    begin $store early 3 3
    all_run 3
    full
    fill_inodes
    touch "$GO"
    await "the programs have ended" ended 3
    [ -z "$(find "$work/disk/sweeps" -name exit)" ] || fail "an exit code was published; the test tests nothing"
    rm -r "$work/disk/inodes" "$work/disk/ballast"
    wait $controller && code=0 || code=$?
    [ $code = 0 ] || [ $code = 74 ] || fail "expected exit code 0 or 74, got $code"
    goes_on 3
    [ "$(find "$work/disk/sweeps" -name exit | wc -l)" = 3 ] || fail "an exit code was never published"
    each_started_once 3
    echo "disk-full: $store: full at publishing exit codes: ok"

    # Programs that fail for it are not to blame: they are tried again.
    begin $store hasty 2 2
    all_run 2
    fills_up
    goes_on 2
    grep -q "try2" "$LEDGER" || fail "no program was tried again"
    echo "disk-full: $store: programs that fail for it: ok"
done
