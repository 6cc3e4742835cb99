"""How much of `pysrc` the unit tests reach: branches, as coverage.py counts them (pyproject.toml says how).

What is in ``impasto/browser`` runs in Pyodide only, where nothing counts it; the browser tests go through it.
"""

import json
from pathlib import Path
from typing import NamedTuple

FLOOR = 95.0
"""Per cent of branches."""


class Module(NamedTuple):
    """Of one module: how many branches there are, how many were not taken, and which: from line to line, 0 its end."""

    name: str
    branches: int
    missed: tuple[tuple[int, int], ...]


def measured(report: Path) -> list[Module]:
    """Return what the report of ``coverage json`` says of every module, in the order of their names."""
    files = json.loads(report.read_text("utf-8"))["files"]
    return [
        Module(
            name.replace("\\", "/").partition("impasto/")[2],
            about["summary"]["num_branches"],
            tuple((first, max(last, 0)) for first, last in about["missing_branches"]),
        )
        for name, about in sorted(files.items())
    ]
