#!/usr/bin/env python3
"""Exits 1, and says why, where the result of a kill test breaks a promise."""
import json
import sys

ZERO = ["lost_results", "unrecorded_starts", "abandoned", "duplicate_completions", "overlapping_reruns", "phantom",
        "double_recorded", "wrong_value", "orphan_RUNNING", "records_without_params"]
bad = 0
for path in sys.argv[1:]:
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
    recovery = sorted(r["recovery_s"])
    shown = f", recovery median {recovery[len(recovery) // 2]} s, longest {recovery[-1]} s" if recovery else ""
    print(f"{path}: {r['mode']}, {r['crashes']} kills, {r['recorded_complete']} recorded, {r['reruns']} re-run{shown}: "
          + ("; ".join(broken) if broken else "as promised"))
    bad |= bool(broken)
sys.exit(bad)
