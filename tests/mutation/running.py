"""Runs tests on mutants, each in a fork of a pytest that has collected all tests and imported all modules."""

from __future__ import annotations

import contextlib
import importlib
import os
import resource
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path
from typing import Literal, NamedTuple

import pytest

from mutation.contexts import SOURCES, Reach
from mutation.mutants import Mutant, drawn, functions_below

Verdict = Literal["killed", "out of time", "survived", "not reached"]

MOST_SECONDS = 10.0
"""Of tests that are run on a mutant, as long as they take without it: the nearest and the quickest of them."""

PATIENCE = 5.0, 10.0
"""How many times as long they may take, and seconds more, before the mutant counts as killed."""

MOST_MEMORY = 8 << 30
CONTROL_EVERY = 25


class Outcome(NamedTuple):
    """What became of a mutant, and how many tests came to it."""

    mutant: Mutant
    verdict: Verdict
    tests: int


class Trial:
    """A plugin of pytest that runs the tests it has collected on mutants, in place of running them all once."""

    def __init__(
        self, reach: Reach, paths: Sequence[Path], count: int, seed: int, told: Callable[[Outcome], None]
    ) -> None:
        self._reach = reach
        self._told = told
        self._paths = paths
        self._count = count
        self._seed = seed
        self.outcomes: list[Outcome] = []
        self.unsound: list[str] = []
        """Where tests fail on code that nothing was changed in, every so often a mutant."""

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        for path in self._paths:
            _imported(path)
        self._functions = functions_below(SOURCES)
        for mutant in islice(drawn(self._paths, self._seed, self._functions), self._count):
            reached = self._reach.tests(mutant.path, mutant.first, mutant.last)
            # Nothing is told of the lines of some expressions, such as texts over several of them.
            reached = reached or self._reach.tests(mutant.path, *mutant.within)
            chosen = [items[id_] for id_ in self._nearest(mutant, [id_ for id_ in reached if id_ in items])]
            verdict = self._verdict(session, mutant, chosen) if chosen else "not reached"
            self.outcomes.append(Outcome(mutant, verdict, len(chosen)))
            self._told(self.outcomes[-1])
            if chosen and len(self.outcomes) % CONTROL_EVERY == 0:
                unchanged = self._verdict(session, None, chosen)
                self.unsound += [mutant.name] if unchanged != "survived" else []
            if len(self.outcomes) % 20 == 0:
                print(f"{len(self.outcomes)} mutants, {killed(self.outcomes):.1f} % killed", flush=True)
        return True

    def _nearest(self, mutant: Mutant, ids: Sequence[str]) -> list[str]:
        wing, name = mutant.path.parent.name, mutant.path.stem

        def order(id_: str) -> tuple[bool, bool, float]:
            return f"test_{name}.py" not in id_, f"/{wing}/" not in id_, self._reach.seconds[id_]

        chosen, left = [], MOST_SECONDS
        for id_ in sorted(ids, key=order):
            left -= self._reach.seconds[id_] + 0.01
            if left < 0 and chosen:
                break
            chosen.append(id_)
        return chosen

    def _verdict(self, session: pytest.Session, mutant: Mutant | None, items: Sequence[pytest.Item]) -> Verdict:
        times, more = PATIENCE
        until = time.monotonic() + more + times * sum(self._reach.seconds[item.nodeid] for item in items)
        folder = tempfile.mkdtemp(prefix="impasto-mutant-")
        child = os.fork()
        if not child:
            self._run(session, mutant, items, folder)
        try:
            while time.monotonic() < until:
                ended, status = os.waitpid(child, os.WNOHANG)
                if ended:
                    return "survived" if os.waitstatus_to_exitcode(status) == 0 else "killed"
                time.sleep(0.005)
            return "out of time"
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(child, 0)
            shutil.rmtree(folder, ignore_errors=True)

    def _run(self, session: pytest.Session, mutant: Mutant | None, items: Sequence[pytest.Item], folder: str) -> None:
        """Run tests on a mutant up to the first that fails, and end this process: with 0 if none did."""
        code = 1
        try:
            os.setsid()
            nowhere = os.open(os.devnull, os.O_RDWR)
            for stream in (0, 1, 2):
                os.dup2(nowhere, stream)
            os.environ |= {"PYTEST_DEBUG_TEMPROOT": folder, "HYPOTHESIS_STORAGE_DIRECTORY": folder, "TMPDIR": folder}
            tempfile.tempdir = None
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
            if mutant is not None:
                mutant.put_in(self._functions)
            for item, following in zip(items, [*items[1:], None], strict=True):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                if session.testsfailed:
                    break
            code = int(bool(session.testsfailed))
        finally:
            os._exit(code)


def killed(outcomes: Sequence[Outcome]) -> float:
    """Return how many per cent of mutants some test noticed, one that came to no end among them."""
    noticed = sum(outcome.verdict in ("killed", "out of time") for outcome in outcomes)
    return 100 * noticed / len(outcomes) if outcomes else 100.0


def _imported(path: Path) -> None:
    """Import a module that no test imports before it runs, so that its functions are there."""
    module = ".".join(path.relative_to(SOURCES.parent).with_suffix("").parts).removesuffix(".__init__")
    importlib.import_module(module)
