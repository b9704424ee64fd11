#!/usr/bin/env python3
"""How long one suggestion takes in ten dimensions after n trials: suggest_time.py COMMAND TYPE N [REPEATS]

COMMAND is `metta` or whatever speaks the lines of `metta optimizer-stdio`. Prints wall-clock milliseconds: of the first
suggestion, which knows nothing yet, and the median of the others.
"""
import json
import math
import random
import shlex
import statistics
import subprocess
import sys
import time

command, kind, trials = shlex.split(sys.argv[1]), sys.argv[2], int(sys.argv[3])
repeats = int(sys.argv[4]) if len(sys.argv) > 4 else 15
process = subprocess.Popen(
    [*command, "optimizer-stdio", "--type", kind], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
)


def call(**message):
    process.stdin.write(json.dumps(message) + "\n")
    process.stdin.flush()
    answer = json.loads(process.stdout.readline())
    if "error" in answer:
        raise SystemExit(answer["error"])
    return answer


def loss(params):
    return sum((x - 0.3) ** 2 + 0.3 * math.sin(9 * x) for x in params.values())


space = [{"name": f"x{i}", "type": "float", "low": 0, "high": 1} for i in range(10)]
call(op="init", space=space, seed=0, budget=trials + repeats + 1)
draws = random.Random(0)
for _ in range(trials):
    params = {entry["name"]: draws.random() for entry in space}
    call(op="tell", params=params, values=[loss(params)])
times = []
for _ in range(repeats + 1):
    began = time.perf_counter()
    asked = call(op="ask")
    times.append(1000 * (time.perf_counter() - began))
    call(op="tell", id=asked["id"], values=[loss(asked["params"])])
with open(f"/proc/{process.pid}/status") as status:
    memory = next(line.split()[1] for line in status if line.startswith("VmHWM"))
call_end = json.dumps({"op": "close"}) + "\n"
process.stdin.write(call_end)
process.stdin.close()
process.wait()
print(
    json.dumps(
        {
            "type": kind,
            "trials": trials,
            "first_ms": round(times[0], 1),
            "median_ms": round(statistics.median(times[1:]), 1),
            "longest_ms": round(max(times[1:]), 1),
            "peak_mb": int(memory) // 1024,
        }
    )
)
