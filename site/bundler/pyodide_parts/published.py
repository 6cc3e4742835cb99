"""Python as Pyodide publishes it: the same files for the page as the trimmed ones, with everything in them.

What the page asks for stays the same, so archives are wrapped as bundler.pyodide_parts.container says, but nothing is
chosen, compiled or changed, and nothing is expected of a release.
"""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

from bundler.bundle import read
from bundler.pyodide import INTERPRETER, LIBRARY, part_of
from bundler.pyodide_parts.container import pack, pack_archive


def make(pyodide: Path, wheels: Sequence[Path]) -> dict[str, bytes]:
    """Return the files for the browser by name. Raises ``BundleError`` where Pyodide lacks one of its own."""
    files = {f"{LIBRARY}.wasm": pack_archive(read(pyodide / f"{LIBRARY}.zip"))}
    files |= {f"{part_of(wheel)}.wasm": pack(unpacked(wheel)) for wheel in wheels}
    return files | {name: read(pyodide / name) for name in INTERPRETER}


def unpacked(wheel: Path) -> dict[str, bytes]:
    """Return all files of a wheel by path."""
    with zipfile.ZipFile(wheel) as archive:
        return {member.filename: archive.read(member) for member in archive.infolist() if not member.is_dir()}
