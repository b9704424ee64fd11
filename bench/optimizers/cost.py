"""What it is worth to heed what trials cost: cost.py --cmd "./metta optimizer-stdio" [--types gp,tpe] [--seeds 0-2]

Each way of cost_aware is run until as much was spent as 100 random trials cost, or 250 trials were made; the tables
show the regret when a quarter, half and all of it was spent. Runs already in results/ are skipped. `priced`: functions
of COCO where a trial costs exp(2 z), z from -1 to 1 with the first parameter, wherever the optimum is; `hpo`: trainings,
which cost their seconds. Difference: the mean logarithm of regret by that of `never`, over the seeds of each function,
with the 95 % interval of 2,000 resamples of the functions; below 0 it pays.
"""
import argparse
import json
import os

import numpy as np

import problems
import report
import space as sp
from client import connect
from run import HERE, parse_seeds

WAYS = ("never", "per_unit", "cooled", "budget")
SHARES = (0.25, 0.5, 1)
TRIALS, MOST = 100, 250


def purse(prob):
    rng = np.random.default_rng(12345)
    return TRIALS * float(np.mean([prob.evaluate(sp.sample(prob.space, rng))[1] for _ in range(1000)]))


def one(client, prob, seed, most):
    client.call(op="init", space=prob.space, seed=seed, objectives=1, budget=TRIALS, cost_budget=most)
    cpu, values, costs = client.cpu(), [], []
    while sum(costs) < most and len(values) < MOST:
        asked = client.call(op="ask")
        v, cost = prob.evaluate(asked["params"])
        values.append(v[0])
        costs.append(cost)
        client.call(op="tell", id=asked["id"], params=asked["params"], values=v, cost=cost)
    return dict(values=values, costs=costs, most=most, cpu_s=round(client.cpu() - cpu, 2))


def regret(run, prob, share):
    spent = np.cumsum(run["costs"]) <= share * run["most"] * (1 + 1e-9)
    found = [v for v, within in zip(run["values"], spent) if within]
    best = min(found) if found else prob.f_ref  # nothing ended in time
    return max((best - prob.f_opt) / (prob.f_ref - prob.f_opt), 1e-6)


def runs(path, name, cmd, suites, seeds):
    done, client = {}, None
    if os.path.exists(path):
        done = {(r["suite"], r["problem"], r["seed"]): r for r in map(json.loads, open(path))}
    for seed in seeds:
        for suite in suites:
            for problem in problems.names(suite):
                if (suite, problem, seed) in done:
                    continue
                client = client or connect(name, cmd, external=True)
                prob = problems.get(suite, problem)
                run = dict(suite=suite, problem=problem, seed=seed, **one(client, prob, seed, purse(prob)))
                done[suite, problem, seed] = run
                with open(path, "a") as file:
                    file.write(json.dumps(run) + "\n")
                print(name, problem, seed, len(run["values"]), "trials", run["cpu_s"], "s", flush=True)
    if client:
        client.close()
    return done


def table(suite, found):
    common = sorted(set.intersection(*({k for k in each if k[0] == suite} for each in found.values())))
    names = sorted({k[1] for k in common})
    print(f"\n## {suite}: {len(common)} runs each\n")
    print("| | regret at a quarter, half, all | trials | CPU s | difference at a quarter [95 %] | at all [95 %] |")
    print("| --- | --- | --- | --- | --- | --- |")
    logs = {}
    for name, each in found.items():
        got = {k: [regret(each[k], problems.get(suite, k[1]), share) for share in SHARES] for k in common}
        logs[name] = np.array([np.mean([np.log(got[k]) for k in common if k[1] == problem], 0) for problem in names])
        against = logs[name] - logs[f"{name.split()[0]} never"]
        words = [f"{x.mean():+.2f} [{low:+.2f}, {high:+.2f}]" for x in against.T[[0, -1]] for low, high in [report.boot(x)]]
        regrets = " / ".join(f"{x:.3f}" for x in np.mean(list(got.values()), 0))
        trials = np.mean([len(each[k]["values"]) for k in common])
        cpu = np.mean([each[k]["cpu_s"] for k in common])
        print(f"| {name} | {regrets} | {trials:.0f} | {cpu:.1f} | {' | '.join(words)} |")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--cmd", required=True, help="the command line up to --type")
    ap.add_argument("--types", default="gp,tpe")
    ap.add_argument("--suites", default="priced,hpo")
    ap.add_argument("--seeds", default="0-2")
    ap.add_argument("--out", default=os.path.join(HERE, "results"))
    a = ap.parse_args()
    os.makedirs(a.out, exist_ok=True)
    suites, found = a.suites.split(","), {}
    for kind in a.types.split(","):
        for way in WAYS:
            cmd = f"{a.cmd} --type {kind} --set cost_aware={way}"
            path = f"{a.out}/cost-{kind}-{way}.jsonl"
            found[f"{kind} {way}"] = runs(path, f"{kind}-{way}", cmd, suites, parse_seeds(a.seeds))
    for suite in suites:
        table(suite, found)


if __name__ == "__main__":
    main()
