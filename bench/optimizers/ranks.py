"""Who comes first over all suites together: ranks.py a,b,c [SEEDS [CSV]]

Reads results.csv (0-4 is a range of SEEDS). For each budget: the mean rank among these optimizers on each suite that all
of them have runs of, over the functions and seeds that all have, and the mean over these suites, each of which counts the
same. With eight trials under way nevergrad is the one that was told so, nevergrad-w8.
"""
import csv
import os
import sys
from statistics import mean

HERE = os.path.dirname(os.path.abspath(__file__))
SUITES = (("bbob", "1"), ("hpo", "1"), ("trio", "1"), ("moo", "1"), ("bbob", "8"), ("bounded", "1"))


def ranks(scores):
    """By optimizer, 1 for the least score; equal ones share."""
    return {
        name: 1 + sum(other < score for other in scores.values()) + (sum(other == score for other in scores.values()) - 1) / 2
        for name, score in scores.items()
    }


def by_suite(runs, optimizers, suite, column):
    scores = {}
    for run in runs:
        name = run["optimizer"].removesuffix("-w8")
        if (run["suite"], run["in_flight"]) == suite and name in optimizers and run[column]:
            scores.setdefault((run["problem"], run["seed"]), {})[name] = float(run[column])
    ranked = [ranks(each) for each in scores.values() if len(each) == len(optimizers)]
    return {name: mean(each[name] for each in ranked) for name in optimizers} if ranked else None


def main():
    optimizers = sys.argv[1].split(",")
    low, _, high = (sys.argv[2] if len(sys.argv) > 2 else "0-99").partition("-")
    with open(sys.argv[3] if len(sys.argv) > 3 else os.path.join(HERE, "results.csv")) as file:
        runs = [run for run in csv.DictReader(file) if int(low) <= int(run["seed"]) <= int(high or low)]
    print("| trials | suite | " + " | ".join(optimizers) + " |\n| --- | --- |" + " --- |" * len(optimizers))
    for budget in (25, 50, 100):
        found = {suite: by_suite(runs, optimizers, suite, f"at_{budget}") for suite in SUITES}
        found = {suite: each for suite, each in found.items() if each}
        if found:
            found["all"] = {name: mean(each[name] for each in found.values()) for name in optimizers}
        for suite, each in found.items():
            title = suite if suite == "all" else suite[0] if suite[1] == "1" else f"{suite[0]}, {suite[1]} at once"
            print(f"| {budget} | {title} | " + " | ".join(f"{each[name]:.2f}" for name in optimizers) + " |")


main()
