"""What the page loads of Python, by the names under which bundler.pyodide_parts leaves it."""

from __future__ import annotations

from pathlib import Path

INTERPRETER = ("pyodide.asm.mjs", "pyodide.asm.wasm")
"""Pyodide's program, and the script that runs it."""
LIBRARY = "python_stdlib"
"""The part that is Python's standard library, under the name that Pyodide has for it."""


def part_of(wheel: Path) -> str:
    """Return the name of what a wheel becomes, such as ``numpy``; the file of a part is ``<name>.wasm``."""
    return wheel.name.partition("-")[0]
