"""Which tests come to which line, and how long they take: by coverage.py's contexts, in one run of the unit tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from coverage import CoverageData

from builder import places
from builder.stamps import fingerprint

SOURCES = places.ROOT / "pysrc" / "impasto"
TESTS = places.ROOT / "tests"


class Reach:
    """What was recorded: the tests that come to a line, and the seconds that each of them takes.

    A test that failed is none: it would count every mutant as killed.
    """

    def __init__(self, data: Path, seconds: dict[str, float]) -> None:
        self.seconds = seconds
        self._data = CoverageData(str(data))
        self._data.read()
        self._lines: dict[Path, dict[int, list[str]]] = {}

    def tests(self, path: Path, first: int, last: int) -> list[str]:
        """Return the tests that come to one of some lines of a file, by their ids of pytest."""
        if path not in self._lines:
            self._lines[path] = self._data.contexts_by_lineno(str(path))
        contexts = (context for line in range(first, last + 1) for context in self._lines[path].get(line, ()))
        ids = dict.fromkeys(context.rpartition("|")[0] for context in contexts)
        return [id_ for id_ in ids if id_ in self.seconds]


def recorded(folder: Path, tests: Sequence[str]) -> Reach:
    """Return what is known of these files and folders of tests; they are run where anything has changed since."""
    data, results, stamp = folder / "contexts", folder / "results.xml", folder / "stamp.json"
    key = [fingerprint(SOURCES, TESTS / "unit", TESTS / "fuzz"), *tests]
    if not (stamp.exists() and json.loads(stamp.read_text("utf-8")) == key):
        folder.mkdir(parents=True, exist_ok=True)
        data.unlink(missing_ok=True)
        options = [
            "--cov",
            "--cov-context=test",
            "--cov-report=",
            f"--junit-xml={results}",
            "-o",
            "junit_family=xunit1",
        ]
        several = ["--numprocesses", "auto", "--maxprocesses", "8"] if len(tests) > 1 else []
        subprocess.run(
            [sys.executable, "-m", "pytest", "-q", *several, *options, *tests],
            cwd=places.ROOT,
            env={**os.environ, "COVERAGE_FILE": str(data)},
            check=False,
        )
        stamp.write_text(json.dumps(key), "utf-8")
    return Reach(data, seconds(results))


def seconds(results: Path) -> dict[str, float]:
    """Return how long each test took that passed, from what pytest wrote for Jenkins."""
    taken = {}
    for case in ElementTree.parse(results).iter("testcase"):
        if not {"failure", "error", "skipped"} & {child.tag for child in case}:
            taken[f"{case.get('file')}::{case.get('name')}"] = float(case.get("time", 0))
    return taken
