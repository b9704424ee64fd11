"""Extremely randomized trees on scikit-learn's wine, argparse flags, results as key=value on standard output."""
import argparse
import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--trees", type=int, default=20, help="how many trees")
parser.add_argument("--max-depth", type=int, default=4, help="of each tree")
parser.add_argument("--shift", type=float, default=0.0, help="added to every feature; may be negative")
parser.add_argument("--criterion", choices=["gini", "entropy"], default="gini")
parser.add_argument("--bootstrap", action="store_true", help="draw the samples of each tree with replacement")
parser.add_argument("--seed", type=int, default=0)
options = parser.parse_args()

from sklearn.datasets import load_wine
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.model_selection import cross_val_score

features, classes = load_wine(return_X_y=True)
trees = ExtraTreesClassifier(options.trees, max_depth=options.max_depth, criterion=options.criterion,
                             bootstrap=options.bootstrap, random_state=options.seed)
accuracy = cross_val_score(trees, features + options.shift, classes, cv=3).mean()
print(f"finished accuracy={accuracy:.4f} trees={options.trees}")
