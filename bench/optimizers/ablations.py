"""What an optimizer loses without one of its ingredients: ablations.py --opts gp,gp-one-lie [--seeds 0-2]

Reads results/, prints two tables for the first optimizer and the others, which are the same without something: the mean
regret after a quarter, half and all of the trials, and how much larger the mean logarithm of regret is than the first
one's, on the same functions and seeds, with the 95 % interval of 2,000 resamples of the functions (see compare.py). Above
0 the ingredient pays.
"""
import argparse
import os

import numpy as np

import compare
import report
from run import parse_seeds

TITLES = {("bbob", 1): "BBOB", ("bbob", 8): "BBOB, eight at once", ("large", 1): "20 dimensions", ("hpo", 1): "trainings",
          ("failing", 1): "failing", ("moo", 1): "several metrics",
          ("bounded", 1): "bounded"}


def short(number):
    return f"{number:.3f}".replace("0.", ".", 1)


def regrets(runs, optimizer):
    own = [run for key, run in runs.items() if key[0] == optimizer]
    if not own:
        return []
    length = min(len(run["values"]) for run in own)
    return [float(np.mean([compare.regret(run, b) for run in own])) for b in (length // 4, length // 2, length)]


def differences(runs, whole, other, part):
    """By function, after this part of the trials."""
    have = [{key[2:]: len(run["values"]) for key, run in runs.items() if key[0] == opt} for opt in (whole, other)]
    common = have[0].keys() & have[1].keys()
    if not common:
        return []
    budget = min(have[0][each] for each in common) // part
    one, two = (compare.means(runs, opt, None, None, budget, common) for opt in (whole, other))
    return [two[problem] - one[problem] for problem in sorted(one)]


def interval(values):
    if not len(values):
        return ""
    low, high = report.boot(np.array(values))
    said = f"{np.mean(values):+.2f} [{low:+.2f}, {high:+.2f}]"
    return f"**{said}**" if low > 0 or high < 0 else said


def table(head, rows):
    print("\n| " + " | ".join(head) + " |\n|" + " --- |" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--opts", required=True)
    parser.add_argument("--seeds", default="0-99")
    parser.add_argument("--out", default=os.path.join(report.HERE, "results"))
    asked = parser.parse_args()
    whole, *others = asked.opts.split(",")
    wanted = set(parse_seeds(asked.seeds))
    places = {}
    for pending in (1, 8):
        for key, run in report.load(asked.out, pending).items():
            if key[0] in (whole, *others) and key[3] in wanted:
                places.setdefault((key[1], pending), {})[key] = run
    places = {place: places[place] for place in TITLES if place in places}
    titles = [TITLES[place] for place in places]
    rows = [[f"nothing: `{whole}`" if opt == whole else opt.removeprefix(whole + "-")]
            + [" / ".join(map(short, regrets(runs, opt))) for runs in places.values()] for opt in (whole, *others)]
    table(["without", *titles], rows)
    rows = []
    for opt in others:
        by_part = [[differences(runs, whole, opt, part) for runs in places.values()] for part in (4, 2, 1)]
        together = [interval(sum(each, [])) for each in by_part]
        apart = map(interval, by_part[-1]) if len(places) > 1 else []
        rows.append([opt.removeprefix(whole + "-"), *together, *apart])
    table(["without", "together, a quarter", "together, half", "together, all", *(titles if len(places) > 1 else [])], rows)


if __name__ == "__main__":
    main()
