#!/usr/bin/env bash
# A job that the kernel kills for want of memory has failed by that, and not by its exit code alone. Needs a control group
# that may be made: root, as a rule. Says so and passes over it where it may not.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$(pwd -P)
work=$(mktemp -d)

if [ -d /sys/fs/cgroup/memory ]; then
    group=/sys/fs/cgroup/memory/metta-$$ limit=memory.limit_in_bytes
else
    group=/sys/fs/cgroup/metta-$$ limit=memory.max
fi
if ! mkdir "$group" 2>/dev/null || ! echo 600M >"$group/$limit" 2>/dev/null; then
    echo "out of memory: passed over, no control group can be limited here" >&2
    rmdir "$group" 2>/dev/null || true
    exit 0
fi
# Jobs are gone when the sweep has ended; what is left of the group is its own folder.
trap 'sleep 0.2; rmdir "$group" || true; rm -rf "$work"' EXIT

mkdir "$work/hog"
cat >"$work/hog/recipe.yaml" <<'END'
train: {command: [python3, hog.py], style: none}
metric: {name: score, goal: maximize}
END
cat >"$work/hog/hog.py" <<'END'
import json, os, signal, time
if json.load(open(os.environ["METTA_PARAMS_FILE"]))["how"] == "killed":
    time.sleep(16)  # the other is long gone then
    os.kill(os.getpid(), signal.SIGKILL)
held = [bytearray(64 << 20) for _ in range(64)]
END
cd "$work"
# At the same time, in one group: the kernel counts its kills by group.
(
    echo "$BASHPID" >"$group/cgroup.procs"
    exec "$root/metta" sweep start hog --grid how=killed,hungry --parallel 2 --name hog
) >out 2>err && { echo "out of memory: a sweep without a good run passed" >&2; exit 1; }
"$root/metta" sweep status hog --json >status.json
python3 - status.json <<'END' || { cat err; exit 1; }
import json, sys
runs = {run["configuration"]["how"]: run for run in json.load(open(sys.argv[1]))["runs"]}
assert runs["hungry"]["problem"].startswith("out_of_memory exit 137"), runs["hungry"]
assert runs["killed"]["problem"].startswith("lost: its program was ended by somebody's signal KILL"), runs["killed"]
END
echo "out of memory: told from a plain kill"
