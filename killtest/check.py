#!/usr/bin/env python3
"""Exits 1, and says why, where the result of a kill test breaks a promise.

usage: check.py [--recovery SECONDS] RESULT...
With --recovery, the median of those restarts that found a slot free must not take longer."""
import argparse
import json
import statistics
import sys

ZERO = ["lost_results", "unrecorded_starts", "abandoned", "duplicate_completions", "overlapping_reruns", "phantom",
        "double_recorded", "wrong_value", "orphan_RUNNING", "records_without_params"]
options = argparse.ArgumentParser()
options.add_argument("--recovery", type=float)
options.add_argument("results", nargs="+")
options = options.parse_args()
bad = 0
for path in options.results:
    r = json.load(open(path))
    broken = [f"{k} = {r[k]}" for k in ZERO if r[k] != 0]
    if r["recorded_complete"] != r["target"]:
        broken.append(f"recorded {r['recorded_complete']} of {r['target']}")
    if r["mode"] == "node":
        if r["reruns"] != sum(r["inflight_at_crash"]):
            broken.append(f"re-ran {r['reruns']}, but {sum(r['inflight_at_crash'])} were in flight")
    elif r["reruns"] != 0:
        broken.append(f"re-ran {r['reruns']}")
    expected = {"split": [0, 5]}.get(r["mode"], 0)
    got = sorted(r["final_rc"]) if r["mode"] == "split" else r["final_rc"]
    if got != expected:
        broken.append(f"exit codes {r['final_rc']}, not {expected}")
    if r["procs_left_at_end"]:
        broken.append(f"left behind: {r['procs_left_at_end']}")
    if r["resume_errors"]:
        broken.append(f"errors on resuming: {r['resume_errors']}")
    if r["crashes"] != r["kills"]:
        broken.append(f"only {r['crashes']} of {r['kills']} kills happened: more trials are needed")
    if r["mode"] != "split" and r["crashes"] == 0:
        broken.append("nothing was killed: the test tested nothing")
    elif r["mode"] != "split" and sum(r["inflight_at_crash"]) == 0:
        broken.append("nothing was in flight at any kill: the test tested nothing")
    if r["mode"] == "split" and not any("is being run by" in line for line in r["second_said"]):
        broken.append(f"the second controller did not say why it left: {r['second_said']}")
    recovery, free = r["recovery_s"], r["recovery_slot_free_s"]
    shown = f", recovery median {statistics.median(recovery):.2f} s, longest {max(recovery):.2f} s" if recovery else ""
    shown += f"; of {len(free)} with a slot free {statistics.median(free):.2f} s, {max(free):.2f} s" if free else ""
    if options.recovery and recovery and statistics.median(free or recovery) > options.recovery:
        broken.append(f"the median recovery takes longer than {options.recovery} s")
    ended = f", {r['ended_before']} ended before" if r.get("ended_before") else ""
    print(f"{path}: {r['mode']}{ended}, {r['crashes']} kills, {r['recorded_complete']} recorded, {r['reruns']} re-run{shown}: "
          + ("; ".join(broken) if broken else "as promised"))
    bad |= bool(broken)
sys.exit(bad)
