#!/usr/bin/env bash
# Makes the file system of running sweeps read-only and writable again, with both stores. What is promised: `start` says so and exits 74, a
# new sweep likewise, and once the folder is writable the same command ends the sweep: every trial recorded, none started twice.
# Mounting takes root or user namespaces; where neither is there this fails, it never skips.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd -P)
if [ "${1:-}" != inside ]; then
    if [ "$(id -u)" = 0 ]; then private=(unshare -m); else private=(unshare -rm); fi
    exec "${private[@]}" bash "$here/read-only.sh" inside
fi
work=$(mktemp -d)
mkdir "$work/disk" "$work/recipe"
mount -t tmpfs -o size=48m tmpfs "$work/disk"
trap 'umount "$work/disk" && rm -rf "$work"' EXIT
export LEDGER=$work/ledger
cat >"$work/recipe/recipe.yaml" <<'YAML'
name: shut
train: {command: [sh, -c, 'echo "$METTA_JOB" >>"$LEDGER"; sleep 0.5; echo "{\"score\": 1}" >"$METTA_RESULT_FILE"'], style: none}
metric: {name: score, goal: maximize}
YAML

fail() {
    echo "read-only: $*" >&2
    tail -n 20 "$work/out" >&2
    exit 1
}
start() { # store
    "$here/../metta" sweep start "$work/recipe" --grid x=1,2,3,4 --parallel 1 --dir "$work/disk/sweeps" --store "$1" >"$work/out" 2>&1
}
refused() { # store
    local exit=0
    start "$1" || exit=$?
    [ "$exit" = 74 ] || fail "$1: exit $exit where 74 was expected"
    grep -q 'Read-only file system' "$work/out" || fail "$1: it does not say why"
}
started() { [ "$(cat "$LEDGER" 2>/dev/null | wc -l)" -ge "$1" ]; }

for store in sqlite file; do
    rm -rf "$work/disk"/* "$LEDGER"
    mount -o remount,ro "$work/disk"
    refused "$store"
    mount -o remount,rw "$work/disk"
    start "$store" &
    controller=$!
    until started 2; do sleep 0.1; done
    pkill -9 -P "$controller" || true
    wait "$controller" || true
    # A job that writes holds the file system writable.
    for _ in $(seq 100); do mount -o remount,ro "$work/disk" 2>/dev/null && break; sleep 0.1; done
    before=$(wc -l <"$LEDGER")
    refused "$store"
    [ "$(wc -l <"$LEDGER")" = "$before" ] || fail "$store: a job was started in a folder that cannot be written"
    mount -o remount,rw "$work/disk"
    start "$store" || fail "$store: the same command does not end the sweep"
    [ "$(wc -l <"$LEDGER")" = 4 ] && [ "$(sort -u "$LEDGER" | wc -l)" = 4 ] || fail "$store: started $(cat "$LEDGER")"
    grep -q 'all 4 trials of the budget have ended' "$work/out" || fail "$store: not all trials are recorded"
done
echo "read-only: as promised"
