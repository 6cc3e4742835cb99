"""The files of the site while they come together."""

from __future__ import annotations

import hashlib
import posixpath
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

HASH_IN_NAME = r"[-/][0-9a-f]{10}[./]"
"""Where a name or folder carries its hash; service-worker.mjs looks for the same."""


class BundleError(Exception):
    """Something in the sources has to be put right; the message says what and where."""


class Asset(NamedTuple):
    """A file of the site: its address relative to index.html, its size and the hash of its content."""

    url: str
    bytes: int
    sha256: str

    def record(self) -> dict[str, str | int]:
        """Return what the page is told of it."""
        return {"url": self.url, "bytes": self.bytes, "sha256": self.sha256}


@dataclass
class Bundle:
    """The files of the site while they come together, by address, and which of them a first visit loads."""

    files: dict[str, bytes] = field(default_factory=dict)
    first_visit: set[str] = field(default_factory=set)

    def add(self, url: str, data: bytes, *, first_visit: bool) -> Asset:
        """Take in a file under just this address."""
        self.files[url] = data
        if first_visit:
            self.first_visit.add(url)
        return Asset(url, len(data), file_hash(data))

    def add_hashed(self, name: str, data: bytes, *, first_visit: bool) -> Asset:
        """Take in a file under a name with the hash of its content, such as `scripts/main-0a1b2c3d4e.mjs`."""
        stem, extension = posixpath.splitext(name)
        return self.add(f"{stem}-{short_hash(data)}{extension}", data, first_visit=first_visit)


def file_hash(data: bytes) -> str:
    """Return the sha256 of a file, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def short_hash(data: bytes) -> str:
    """Return the part of the sha256 that stands in file names."""
    return file_hash(data)[:10]


def read(path: Path) -> bytes:
    """Read a file that must be there."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BundleError(f"{path} cannot be read: {error.strerror}.") from None
