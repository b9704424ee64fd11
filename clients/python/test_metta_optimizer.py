"""What a Python program may do wrong, and what it is told: python3 -m unittest discover clients/python

Asks the launcher of this checkout.
"""

import ast
import math
import os
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import unittest
from decimal import Decimal
from pathlib import Path
from unittest import mock

HERE = Path(__file__).resolve().parent
METTA = str(HERE.parent.parent / "metta")
sys.path.insert(0, str(HERE))

from metta_optimizer import Optimizer, OptimizerError  # noqa: E402

X = {"name": "x", "type": "float", "low": 0, "high": 1}


def optimizer(space=(X,), **known):
    return Optimizer(list(space), **{"type": "random", "metta": METTA, **known})


class Scalar:
    """A number as NumPy has them."""

    def __init__(self, value):
        self.value = value

    def tolist(self):
        return self.value

    def __float__(self):
        return float(self.value)


class StartTest(unittest.TestCase):
    def refused(self, *parts, **known):
        with self.assertRaises(OptimizerError) as caught:
            optimizer(**known)
        for part in parts:
            self.assertIn(part, str(caught.exception))

    def test_an_optimizer_that_there_is_not(self):
        self.refused("ended with 2", "--type", "'tpx'", type="tpx")

    def test_a_setting_that_there_is_not(self):
        self.refused("ended with 2", "prnue", "did you mean 'prune'?", type="tpe", settings={"prnue": True})

    def test_no_java(self):
        with mock.patch.dict(os.environ, {"METTA_JAVA_HOME": "/nowhere"}):
            self.refused("ended with 69", "METTA_JAVA_HOME=/nowhere is no JDK")

    def test_no_launcher(self):
        self.refused("cannot be started", "/nowhere/metta", metta="/nowhere/metta")

    def test_a_launcher_that_is_another_program(self):
        self.refused("answered with 'optimizer-stdio --type random\\n'", metta="echo")

    def test_a_space_that_is_none(self):
        self.refused("unknown key 'lo' of parameter 1; did you mean 'low'?", space=[{**X, "lo": 0}])

    def test_a_metric_that_there_is_not(self):
        settings = {"scalarization": "linear", "weights": {"value2": 3}}
        self.refused("unknown metric 'value2'", type="mogp", objectives=2, settings=settings)

    def test_what_was_said_on_stderr_is_passed_on_too(self):
        program = "from metta_optimizer import *; Optimizer([], metta=%r, type='tpx')" % METTA
        ended = subprocess.run([sys.executable, "-c", program], cwd=HERE, stderr=subprocess.PIPE, text=True)
        self.assertTrue(ended.stderr.startswith("metta: --type: optimizer.type: unknown optimizer 'tpx'"), ended.stderr)


class StudyTest(unittest.TestCase):
    def setUp(self):
        self.optimizer = optimizer()
        self.addCleanup(self.optimizer.close)

    def refused(self, part, call, *arguments, error=OptimizerError, **known):
        with self.assertRaises(error) as caught:
            call(*arguments, **known)
        self.assertIn(part, str(caught.exception))

    def goes_on(self, trial):
        """After whatever was refused the trial can be told of, and the next is the next."""
        self.optimizer.tell(trial.id, 0.5)
        self.assertEqual(self.optimizer.ask().id, trial.id + 1)

    def test_values_that_are_none(self):
        trial = self.optimizer.ask()
        for nothing in (None, "0.5", b"0.5", [None], ["0.5"], {"loss": 1}, 1j, object(), 10**400):
            self.refused("a value must be a number", self.optimizer.tell, trial.id, nothing, error=ValueError)
            self.refused("call fail()", self.optimizer.tell_of, {"x": 0.5}, nothing, error=ValueError)
        self.refused("list of one number, got [1.0, 2.0]", self.optimizer.tell, trial.id, [1, 2])
        self.refused("list of one number, got []", self.optimizer.tell, trial.id, [])
        self.goes_on(trial)

    def test_trials_that_there_are_not(self):
        trial = self.optimizer.ask()
        self.refused("no trial 7 has been asked for", self.optimizer.tell, 7, 0.5)
        self.refused("no trial 7 has been asked for", self.optimizer.fail, 7, "lost")
        self.refused("'id' of tell must be a whole number, got '1'", self.optimizer.tell, "1", 0.5)
        self.refused("neither 'id' nor 'params'", self.optimizer.tell, None, 0.5)
        self.goes_on(trial)
        self.refused("trial 1 has been told of already", self.optimizer.tell, trial.id, 0.5)
        self.refused("trial 1 has been told of already", self.optimizer.tell, trial.id, math.nan)

    def test_costs_that_are_none(self):
        trial = self.optimizer.ask()
        self.refused("cost must be a finite number of at least 0, got NaN", self.optimizer.tell, trial.id, 1, cost=math.nan)
        self.refused("at least 0, got Infinity", self.optimizer.tell, trial.id, 1, cost=math.inf)
        self.refused("at least 0, got -1.0", self.optimizer.fail, trial.id, "lost", cost=-1)
        self.refused("'cost' of tell must be a number, got '3'", self.optimizer.tell, trial.id, 1, cost="3")
        self.goes_on(trial)

    def test_a_value_that_is_not_finite_is_a_failure(self):
        self.refused("values[0] must be a finite number, got NaN", self.optimizer.tell_of_earlier, "a", {"x": 0}, math.nan)
        for value in (math.nan, math.inf, -math.inf, [math.nan], Scalar(math.nan)):
            self.optimizer.tell(self.optimizer.ask().id, value)
            self.optimizer.tell_of({"x": 0.5}, value, cost=3)

    def test_constraints(self):
        with optimizer(constraints=2) as one:
            trial = one.ask()
            self.refused("tell has no 'constraints'", one.tell, trial.id, 0.5)
            self.refused("list of 2 numbers, one for each constraint, got [1.0]", one.tell, trial.id, 0.5, constraints=1)
            self.refused("or constraint, got ['a', 1]", one.tell, trial.id, 0.5, constraints=["a", 1], error=ValueError)
            one.tell(trial.id, 0.5, constraints=[0.1, -3])
            one.tell(one.ask().id, 0.5, constraints=[0.1, math.nan])
            one.tell_of({"x": 0.5}, 1, constraints=(-1, Scalar(-2)))
        self.refused("init said nothing of constraints", self.optimizer.tell, self.optimizer.ask().id, 1, constraints=[1])

    def test_parameters_that_there_are_not(self):
        trial = self.optimizer.ask()
        self.refused("unknown key 'xx' of 'params' of tell; did you mean 'x'?", self.optimizer.tell_of, {"xx": 1}, 1)
        self.refused("x: must be a number between 0 and 1, got 2", self.optimizer.tell_of, {"x": 2}, 1)
        self.refused("x: a number must be finite, got NaN", self.optimizer.tell_of, {"x": math.nan}, 1)
        self.refused("nothing that an optimizer could be told", self.optimizer.tell_of, {"x": 1j}, 1, error=TypeError)
        self.refused("before the first trial", self.optimizer.tell_of_earlier, "a", {"x": 0}, 1)
        self.goes_on(trial)

    def test_numbers_of_all_kinds(self):
        trial = self.optimizer.ask()
        self.optimizer.tell(Scalar(trial.id), Scalar(0.5), cost=Scalar(3))
        for value in (1, True, Decimal("0.5"), (0.5,), iter([0.5]), Scalar(2)):
            self.optimizer.tell_of({"x": Scalar(0.5)}, value)

    def test_threads_share_it(self):
        ids = []

        def work():
            for _ in range(20):
                trial = self.optimizer.ask()
                self.optimizer.tell(trial.id, trial.params["x"])
                ids.append(trial.id)

        threads = [threading.Thread(target=work) for _ in range(4)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        self.assertEqual(sorted(ids), list(range(1, 81)))


class EndTest(unittest.TestCase):
    def ended(self, part, one):
        for _ in range(2):
            with self.assertRaises(OptimizerError) as caught:
                one.ask()
            self.assertIn(part, str(caught.exception))
        one.close()

    def test_nothing_is_asked_after_the_end(self):
        with optimizer() as one:
            one.ask()
        one.close()
        self.ended("the optimizer is closed", one)

    def test_an_error_in_between_comes_through(self):
        with self.assertRaises(ZeroDivisionError):
            with optimizer() as one:
                one.tell(one.ask().id, 1 / 0)
        self.ended("the optimizer is closed", one)

    def test_a_process_that_died(self):
        one = optimizer()
        one._process.kill()
        self.ended("its process ended with -9", one)

    def test_a_question_that_was_interrupted_is_the_last(self):
        usual = signal.signal(signal.SIGINT, signal.default_int_handler)
        self.addCleanup(signal.signal, signal.SIGINT, usual)
        with tempfile.TemporaryDirectory() as folder:
            launcher = Path(folder, "metta")
            launcher.write_text('#!/bin/sh\nread init; echo \'{"version": "1"}\'; read ask; kill -INT $PPID; read end')
            launcher.chmod(launcher.stat().st_mode | stat.S_IXUSR)
            one = optimizer(metta=str(launcher))
            with self.assertRaises(KeyboardInterrupt):
                one.ask()
            self.ended("had been interrupted", one)


class FileTest(unittest.TestCase):
    def test_an_old_python_reads_it(self):
        ast.parse((HERE / "metta_optimizer.py").read_text(encoding="utf-8"), feature_version=(3, 9))


if __name__ == "__main__":
    unittest.main()
