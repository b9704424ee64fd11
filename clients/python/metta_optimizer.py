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

One file without dependencies, for Python 3.9 and later; copy it beside a program. Needs the launcher `metta` on the
PATH, or its path.

An OptimizerError says what the optimizer refused; the study goes on as if it had not been asked. Only after one that
says that the optimizer has ended there is nothing to go on with. Threads may share an Optimizer.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import threading
from typing import Any, Iterable, Mapping, NamedTuple, Optional, Sequence, Union

Numbers = Union[float, Iterable[float]]


class Trial(NamedTuple):
    """What to try: tell what came of it by its id.

    params: by name, without those whose condition does not hold.
    reason: why these, in a sentence.
    """

    id: int
    params: dict[str, Any]
    reason: str


class OptimizerError(RuntimeError):
    """What the optimizer said instead of an answer, or why it has ended, with the last that it wrote to stderr."""


class Optimizer:
    """An optimizer in a process of its own, which ends with it."""

    def __init__(
        self,
        space: Sequence[Mapping[str, Any]],
        type: str = "auto",
        seed: int = 0,
        objectives: int = 1,
        budget: Optional[int] = None,
        settings: Optional[Mapping[str, Any]] = None,
        cost_budget: Optional[float] = None,
        weight: Optional[float] = None,
        metta: str = "metta",
        constraints: int = 0,
    ) -> None:
        """Starts the process.

        space: a list of parameters; one with a condition takes part while the other parameter has one of the values.
        type: which optimizer, as `metta optimizer-stdio --help` lists them.
        seed: whole; the same seed and the same values give the same trials.
        objectives: how many values each trial has, from 1 to 100; all are minimised.
        budget: how many trials there will be, if that is known.
        settings: of the optimizer, by name, as sweep.yaml has them under `optimizer`, such as {"prune": True}.
        cost_budget: what all trials together may cost, if that is known.
        weight: how much earlier studies count, from 0 to 1, see tell_of_earlier.
        metta: the launcher.
        constraints: how many numbers say whether a trial is of use, from 0 to 100: it is where none is above 0.

        OptimizerError: there is no such launcher, optimizer or setting, or the space is none; it says which and why.
        """
        chosen = [
            "--set=%s=%s" % (name, value if isinstance(value, str) else json.dumps(value, default=_plain))
            for name, value in (settings or {}).items()
        ]
        self._lock = threading.RLock()
        self._ended: Optional[str] = None
        self._start([metta, "optimizer-stdio", "--type", type] + chosen)
        init = {"op": "init", "space": space, "seed": seed, "objectives": objectives}
        known = {"constraints": constraints or None, "budget": budget, "cost_budget": cost_budget, "weight": weight}
        init.update({name: value for name, value in known.items() if value is not None})
        try:
            self.version: str = self._call(**init)["version"]
        except BaseException:
            self.close()
            raise

    def ask(self) -> Trial:
        """The next trial. Any number of them may be asked for before the first is told of.

        OptimizerError: all of the space has been asked for.
        """
        answer = self._call(op="ask")
        return Trial(answer["id"], answer["params"], answer["reason"])

    def tell(
        self, id: int, values: Numbers, cost: Optional[float] = None, constraints: Optional[Numbers] = None
    ) -> None:
        """Tells what came of a trial, in any order.

        values: one number, or one for each objective. Where one is not finite the trial counts as failed.
        cost: what the trial took, such as seconds; finite, at least 0.
        constraints: one number, or one for each constraint, such as latency - 50 where 50 is the most; likewise.

        ValueError: the values are no numbers. OptimizerError: no such trial has been asked for, it has been told of
        already, there are too few values or too many, or the cost is none.
        """
        self._tell(cost, id=id, **_result(values, constraints))

    def fail(self, id: int, why: object, cost: Optional[float] = None) -> None:
        """Tells that a trial has no values, such as one that ran out of memory.

        OptimizerError: no such trial has been asked for, or it has been told of already.
        """
        self._tell(cost, id=id, failed=str(why))

    def tell_of(
        self,
        params: Mapping[str, Any],
        values: Numbers,
        cost: Optional[float] = None,
        constraints: Optional[Numbers] = None,
    ) -> None:
        """Tells what came of parameters that were tried elsewhere: as tell does, without an id.

        params: by name, without those whose condition does not hold.

        OptimizerError: these parameters are not in the space, or as in tell.
        """
        self._tell(cost, params=params, **_result(values, constraints))

    def tell_of_earlier(
        self, source: str, params: Mapping[str, Any], values: Numbers, constraints: Optional[Numbers] = None
    ) -> None:
        """Tells what an earlier study of that name found for these parameters, before the first trial is asked for.

        values: finite. They may be on another scale: they are compared with each other alone.

        OptimizerError: a value is not finite, a trial has been asked for already, or as in tell_of.
        """
        self._tell(None, source=source, params=params, **_told(values, constraints))

    def close(self) -> None:
        """Ends the optimizer's process, if it has not ended."""
        self._end("the optimizer is closed")

    def __enter__(self) -> Optimizer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _start(self, command: list[str]) -> None:
        complaints, writing = os.pipe()
        try:
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=writing, encoding="utf-8", errors="replace"
            )
        except (OSError, ValueError) as e:
            os.close(complaints)
            raise OptimizerError("the launcher cannot be started: %s; name it by metta=" % e) from e
        finally:
            os.close(writing)
        self._complaints = _Complaints(complaints)

    def _tell(self, cost: Optional[float], **message: Any) -> None:
        if cost is not None:
            message["cost"] = cost
        self._call(op="tell", **message)

    def _call(self, **message: Any) -> dict[str, Any]:
        line = json.dumps(message, default=_plain)  # What is no JSON at all is an error here: nothing has been sent yet.
        with self._lock:
            if self._ended:
                raise OptimizerError(self._ended)
            answer = self._answer(line)
        if "error" in answer:
            raise OptimizerError(answer["error"])
        return answer

    def _answer(self, question: str) -> dict[str, Any]:
        try:
            line = self._exchange(question)
        except BaseException:
            self._process.kill()  # Its answer would be taken for that to the next question.
            self._end("the optimizer was ended: it had been interrupted while it answered")
            raise
        try:
            answer = json.loads(line)
        except ValueError:
            answer = None
        if isinstance(answer, dict):
            return answer
        if line:
            self._process.kill()
        code = self._end("the optimizer has ended")
        why = "its process answered with %r" % line[:200] if line else "its process ended with %d" % code
        self._ended = "the optimizer has ended: " + "\n".join([why] + self._complaints.last())
        raise OptimizerError(self._ended)

    def _exchange(self, question: str) -> str:
        try:
            self._process.stdin.write(question + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            pass  # It has ended, and its stderr says why.
        return self._process.stdout.readline()

    def _end(self, why: str) -> int:
        """Returns the exit code."""
        with self._lock:
            self._ended = self._ended or why
            try:
                self._process.stdin.close()
            except BrokenPipeError:
                pass  # It takes no more, and had nothing left to say.
            self._process.stdout.close()
            return self._process.wait()


class _Complaints:
    """What a process writes to stderr: passed on as it comes, and the end of it kept."""

    _MOST = 4000

    def __init__(self, source: int) -> None:
        self._kept = b""
        self._thread = threading.Thread(target=self._pass_on, args=(source,), daemon=True)
        self._thread.start()

    def last(self) -> list[str]:
        """Its last lines, once the process has ended."""
        self._thread.join(10)  # A process that it left behind may keep stderr open.
        return self._kept.decode("utf-8", "replace").splitlines()

    def _pass_on(self, source: int) -> None:
        piece = os.read(source, 4096)
        while piece:
            self._kept = (self._kept + piece)[-self._MOST :]
            try:
                os.write(2, piece)
            except OSError:
                pass  # This program has no stderr; the exception will have it.
            piece = os.read(source, 4096)
        os.close(source)


def _result(values: Numbers, constraints: Optional[Numbers]) -> dict[str, Any]:
    told = _told(values, constraints)
    return told if all(map(math.isfinite, sum(told.values(), []))) else {"failed": "a value is not finite"}


def _told(values: Numbers, constraints: Optional[Numbers]) -> dict[str, list[float]]:
    told = {"values": _numbers(values)}
    if constraints is not None:
        told["constraints"] = _numbers(constraints)
    return told


def _numbers(values: Numbers) -> list[float]:
    try:
        given = [values] if isinstance(values, (str, bytes)) else list(values)  # type: ignore[arg-type]
    except TypeError:
        given = [values]
    try:
        if any(isinstance(each, (str, bytes)) for each in given):
            raise TypeError("a text is no number")
        return [float(each) for each in given]
    except (TypeError, ValueError, OverflowError) as e:
        wanted = "a value must be a number, or a list with one for each objective or constraint, got %r (%s)" % (values, e)
        raise ValueError(wanted + "; of a trial without one call fail()") from e


def _plain(value: Any) -> Any:
    """What NumPy and the like have for numbers and lists, as JSON has them."""
    if isinstance(value, Mapping):
        return dict(value)
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError("%r is nothing that an optimizer could be told: it takes texts, numbers and truth values" % (value,))
