"""What the page loads of Python, by the names under which bundler.pyodide_parts leaves it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from bundler.bundle import Bundle, read, short_hash

INTERPRETER = ("pyodide.asm.mjs", "pyodide.asm.wasm")
"""Pyodide's program, and the script that runs it."""
PYODIDE_FILES = ("pyodide.mjs", *INTERPRETER)
"""What Pyodide asks for by its own names."""
LIBRARY = "python_stdlib"
"""The part that is Python's standard library, under the name that Pyodide has for it."""


def part_of(wheel: Path) -> str:
    """Return the name of what a wheel becomes, such as ``numpy``; the file of a part is ``<name>.wasm``."""
    return wheel.name.partition("-")[0]


def add_pyodide(bundle: Bundle, folder: Path, python: Path) -> dict[str, Any]:
    """Add Pyodide's files; it asks for them by their own names, so their folder carries the hash."""
    contents = {name: read((python if name in INTERPRETER else folder) / name) for name in PYODIDE_FILES}
    target = f"pyodide-{short_hash(b''.join(hashlib.sha256(data).digest() for data in contents.values()))}/"
    files = [bundle.add(target + name, data, first_visit=True).record() for name, data in contents.items()]
    library = bundle.add_hashed("python/python_stdlib.wasm", read(python / "python_stdlib.wasm"), first_visit=True)
    lock_info = json.loads(read(folder / "pyodide-lock.json"))["info"]  # Pyodide compares it with itself
    return {
        "folder": target,
        "files": [*files, library.record()],
        "program": files[-1],
        "library": library.record(),
        "lock_info": lock_info,
    }


def add_package(bundle: Bundle, folder: Path, name: str) -> dict[str, Any]:
    """Add what the browser gets of a Python package."""
    asset = bundle.add_hashed(f"python/{name}.wasm", read(folder / f"{name}.wasm"), first_visit=True)
    return {"name": name, **asset.record()}
