"""Whether the same sources give the same site elsewhere: in another folder, by another Python, from empty."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from builder import places
from builder.building import build
from builder.terminal import Step

MADE = (".git", ".build", "dist", "node_modules", "__pycache__")
"""What a copy of the sources does without."""


def reproduce(pythons: Sequence[str]) -> int:
    """Build here, and by each of these Pythons in a folder of its own; print what differs, and return 1 if anything is.

    Only downloads are taken along, which are known by their sha256.
    """
    build()
    expected = sums(places.DIST)
    found: dict[str, list[str]] = {}
    for python in pythons:
        step = Step(f"Site by {python}")
        with tempfile.TemporaryDirectory(prefix="impasto again ") as temporary:
            copy = copied(places.ROOT, Path(temporary) / "sources")
            step.run([python, copy / "build.py"], cwd=copy)
            found[python] = list(differences(expected, sums(copy / "dist")))
        step.done()
    for python, lines in found.items():
        print(f"{python}: {len(lines)} of {len(expected)} files differ", *lines, sep="\n  ")
    return int(any(found.values()))


def copied(root: Path, folder: Path) -> Path:
    """Copy the sources to a folder that is not there yet, with what was downloaded for them, and return it."""
    shutil.copytree(root, folder, ignore=shutil.ignore_patterns(*MADE), symlinks=True)
    downloads, compressed = root / ".build" / "cache", shutil.ignore_patterns(places.COMPRESSED)
    shutil.copytree(downloads, folder / ".build" / "cache", ignore=compressed)
    return folder


def sums(folder: Path) -> dict[str, str]:
    """Return the sha256 of every file of a folder, by its path there."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def differences(one: Mapping[str, str], other: Mapping[str, str]) -> Iterator[str]:
    """Yield a line for each file that is in one folder only, or not the same in both."""
    for path in sorted({*one, *other}):
        if path not in other:
            yield f"{path} is missing"
        elif path not in one:
            yield f"{path} is one more"
        elif one[path] != other[path]:
            yield f"{path} is another"
