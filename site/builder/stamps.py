"""Stamps: which steps are done, and from what. What is up to date is not made again."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path
from typing import Any

from builder import places


def files_below(folder: Path) -> list[Path]:
    """Return all files of a folder in a fixed order, without compiled Python and installed packages."""
    hidden = {"__pycache__", "node_modules"}
    paths = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path for path in paths if not hidden & set(path.relative_to(folder).parts))


def fingerprint(*inputs: Path | str) -> str:
    """Return one hash over texts and over names and contents of files and folders; a missing file counts too."""
    digest = hashlib.sha256()
    for item in inputs:
        paths = [] if isinstance(item, str) else files_below(item) if item.is_dir() else [item]
        digest.update(f"{item}\0".encode() if isinstance(item, str) else b"")
        for path in paths:
            content = path.read_bytes() if path.exists() else b"missing"
            name = os.path.relpath(path, places.ROOT).replace(os.sep, "/")
            digest.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\0".encode())
    return digest.hexdigest()


def read_stamp(name: str) -> Any:
    """Return what the step of this name left when it last succeeded, or None."""
    with contextlib.suppress(OSError, ValueError):
        return json.loads((places.BUILD / "stamps" / f"{name}.json").read_text())
    return None


def write_stamp(name: str, value: Any) -> None:
    """Remember that a step succeeded, and from what."""
    write_file(places.BUILD / "stamps" / f"{name}.json", json.dumps(value).encode())


def is_made(name: str, key: str, folder: Path) -> bool:
    """Return whether a step has made its folder of these inputs, and the folder holds just what the step left there."""
    return folder.is_dir() and read_stamp(name) == [key, _contents(folder)]


def set_made(name: str, key: str, folder: Path) -> None:
    """Remember that a step has made its folder."""
    write_stamp(name, [key, _contents(folder)])


def _contents(folder: Path) -> str:
    """Return one hash over names and contents of all that a folder holds."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        digest.update(f"{path.relative_to(folder).as_posix()}\0{content}\0".encode())
    return digest.hexdigest()


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(data)
    part.replace(path)
