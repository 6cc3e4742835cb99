"""Tests of the tests: inputs that they did not think of, and code that is wrong on purpose."""

from __future__ import annotations

from collections.abc import Sequence

from builder import places
from builder.environments import in_venv, need_python_packages
from builder.processes import start


def fuzz(arguments: Sequence[str]) -> int:
    """Look for inputs that break readers (tests/fuzz); the arguments are those of that package."""
    need_python_packages("build", "fuzz", "test")
    return _run("fuzz", arguments)


def mutate(arguments: Sequence[str]) -> int:
    """Break the code on purpose (tests/mutation); the arguments are those of that package."""
    need_python_packages("build", "test")
    return _run("mutation", arguments)


def _run(package: str, arguments: Sequence[str]) -> int:
    env = {"HYPOTHESIS_STORAGE_DIRECTORY": str(places.BUILD / "hypothesis")}
    return start([in_venv("python"), "-m", package, *arguments], cwd=places.ROOT / "tests", env=env).wait()
