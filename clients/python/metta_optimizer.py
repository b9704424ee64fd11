"""Metta Sweep's optimizers for Python programs: ask what to try next, tell what came of it.

    from metta_optimizer import Optimizer

    space = [
        {"name": "lr", "type": "float", "low": 1e-5, "high": 1e-1, "log": True},
        {"name": "layers", "type": "int", "low": 1, "high": 8},
        {"name": "kind", "type": "categorical", "choices": ["adam", "sgd"]},
        {"name": "momentum", "type": "float", "low": 0, "high": 0.99, "condition": {"param": "kind", "values": ["sgd"]}},
    ]
    with Optimizer(space, type="sobol", seed=1, budget=50) as optimizer:
        for _ in range(50):
            trial = optimizer.ask()
            optimizer.tell(trial.id, train(**trial.params))  # smaller is better

One file without dependencies; copy it beside a program. Needs the launcher `metta` on the PATH, or its path.
"""

import json
import math
import subprocess
from collections import namedtuple

Trial = namedtuple("Trial", "id params reason")


class OptimizerError(RuntimeError):
    """What the optimizer answered instead of an answer."""


class Optimizer:
    """An optimizer in a process of its own, which ends with it.

    space: a list of parameters; one with a condition takes part while the other parameter has one of the values.
    type: which optimizer, as `metta optimizer-stdio --help` lists them.
    objectives: how many values each trial has; all are minimised.
    budget: how many trials there will be, if that is known.
    settings: of the optimizer, by name, as sweep.yaml has them under `optimizer`, such as {"prune": True}.
    cost_budget: what all trials together may cost, if that is known.
    weight: how much earlier studies count, from 0 to 1, see tell_of_earlier.
    metta: the launcher.
    """

    def __init__(
        self,
        space,
        type="auto",
        seed=0,
        objectives=1,
        budget=None,
        settings=None,
        cost_budget=None,
        weight=None,
        metta="metta",
    ):
        chosen = [
            "--set=%s=%s" % (name, value if isinstance(value, str) else json.dumps(value))
            for name, value in (settings or {}).items()
        ]
        self._process = subprocess.Popen(
            [metta, "optimizer-stdio", "--type", type] + chosen,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        init = {"op": "init", "space": space, "seed": seed, "objectives": objectives}
        known = {"budget": budget, "cost_budget": cost_budget, "weight": weight}
        init.update({name: value for name, value in known.items() if value is not None})
        try:
            self.version = self._call(**init)["version"]
        except BaseException:
            self.close()
            raise

    def ask(self):
        """The next trial: its id, its parameters by name, and why these."""
        answer = self._call(op="ask")
        return Trial(answer["id"], answer["params"], answer["reason"])

    def tell(self, id, values, cost=None):
        """Tells what came of a trial: one number, or one for each objective. One that is not finite counts as failed.

        cost: what the trial took, such as seconds.
        """
        values = list(values) if isinstance(values, (list, tuple)) else [values]
        if all(math.isfinite(value) for value in values):
            self._tell(cost, id=id, values=[float(value) for value in values])
        else:
            self.fail(id, "a value is not finite", cost)

    def fail(self, id, why, cost=None):
        """Tells that a trial has no values."""
        self._tell(cost, id=id, failed=str(why))

    def tell_of(self, params, values, cost=None):
        """Tells what came of parameters that were tried elsewhere."""
        values = list(values) if isinstance(values, (list, tuple)) else [values]
        self._tell(cost, params=params, values=[float(value) for value in values])

    def tell_of_earlier(self, source, params, values):
        """Tells what an earlier study of that name found for these parameters, before the first trial is asked for.

        Its values may be on another scale: they are compared with each other alone.
        """
        values = list(values) if isinstance(values, (list, tuple)) else [values]
        self._tell(None, source=source, params=params, values=[float(value) for value in values])

    def close(self):
        """Ends the optimizer's process."""
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _tell(self, cost, **message):
        if cost is not None:
            message["cost"] = cost
        self._call(op="tell", **message)

    def _call(self, **message):
        try:
            self._process.stdin.write(json.dumps(message, allow_nan=False) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise OptimizerError("the optimizer's process ended with %s" % self._process.wait())
        answer = json.loads(line)
        if "error" in answer:
            raise OptimizerError(answer["error"])
        return answer
