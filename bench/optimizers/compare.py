"""Which optimizer is worse than which: compare.py [--opts auto,optuna-tpe] [--csv FILE]

Reads results/. For each suite and budget the difference between the first optimizer and each other one: the mean over
functions of the mean logarithm of regret over seeds, with the 95 % interval of 2,000 resamples of the functions. Above 0
the first is worse. --csv writes a line for each run.
"""
import argparse
import csv
import os

import numpy as np

import report

BUDGETS = {"trio": (25, 50), "moo": (50, 100, 200)}


def regret(run, budget):
    return max(report.score(run, budget), 1e-6)


def means(runs, optimizer, suite, pending, budget, common):
    by_problem = {}
    for (opt, _, problem, seed), run in runs.items():
        if opt == optimizer and (problem, seed) in common:
            by_problem.setdefault(problem, []).append(np.log(regret(run, budget)))
    return {problem: float(np.mean(values)) for problem, values in by_problem.items()}


def compare(runs, first, other, suite, pending, budget):
    have = [
        {(p, s) for (o, su, p, s), run in runs.items() if o == opt and su == suite and len(run["values"]) >= budget}
        for opt in (first, other)
    ]
    common = have[0] & have[1]
    if not common:
        return None
    one = means(runs, first, suite, pending, budget, common)
    two = means(runs, other, suite, pending, budget, common)
    differences = np.array([one[p] - two[p] for p in sorted(one)])
    low, high = report.boot(differences)
    return len(common), differences.mean(), low, high


def table(out, optimizers):
    print("| suite | budget | in flight | against | runs | difference of log regret [95 %] | |\n| --- | --- | --- | --- | --- | --- | --- |")
    for pending in (1, 8):
        runs = report.load(out, pending)
        for suite in ("bbob", "hpo", "trio", "moo", "bounded"):
            for budget in BUDGETS.get(suite, (25, 50, 100)):
                for other in optimizers[1:]:
                    found = compare(runs, optimizers[0], other, suite, pending, budget)
                    if found:
                        n, mean, low, high = found
                        word = "worse" if low > 0 else "better" if high < 0 else ""
                        print(f"| {suite} | {budget} | {pending} | {other} | {n} | {mean:+.2f} [{low:+.2f}, {high:+.2f}] | {word} |")


def write(out, path):
    with open(path, "w", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(["optimizer", "version", "suite", "problem", "seed", "in_flight", "at_25", "at_50", "at_100", "at_200", "cpu_s"])
        for pending in (1, 8):
            for (opt, suite, problem, seed), run in sorted(report.load(out, pending).items()):
                marks = [f"{regret(run, b):.6g}" if len(run["values"]) >= b else "" for b in (25, 50, 100, 200)]
                lines.writerow([opt, run.get("version"), suite, problem, seed, pending, *marks, run.get("cpu_s")])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--opts", default="")
    parser.add_argument("--out", default=os.path.join(report.HERE, "results"))
    parser.add_argument("--csv")
    asked = parser.parse_args()
    if asked.opts:
        table(asked.out, asked.opts.split(","))
    if asked.csv:
        write(asked.out, asked.csv)


if __name__ == "__main__":
    main()
