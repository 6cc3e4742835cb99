"""Sizes of files as they are and as hosts send them."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

import brotli

# Hosts send these as they are, and compressing them again would gain next to nothing.
COMPRESSED = (".jpg", ".png", ".webp", ".whl", ".woff2", ".zip")


class Size(NamedTuple):
    """Bytes of a file as it is, with gzip (level 9) and with brotli (quality 11)."""

    bytes: int
    gzip: int
    brotli: int

    @classmethod
    def total(cls, sizes: Iterable[Size]) -> Size:
        """Add sizes up."""
        columns = zip(*[(0, 0, 0), *sizes], strict=True)
        return cls(*(sum(column) for column in columns))


def measure(files: Mapping[str, bytes], cache: Path) -> dict[str, Size]:
    """Return the sizes of files; compressing 14 MB takes half a minute, so the cache keeps them by sha256."""
    known: dict[str, list[int]] = json.loads(cache.read_text()) if cache.exists() else {}
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items() if not name.endswith(COMPRESSED)}
    # The longest first, so that no core waits for another at the end.
    missing = sorted((name for name in hashes if hashes[name] not in known), key=lambda name: -len(files[name]))
    if missing:
        print(f"compressing {len(missing)} files to know what a visit loads", flush=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = {pool.submit(compressed, files[name]): name for name in missing}
        for count, future in enumerate(as_completed(running), 1):
            known[hashes[running[future]]] = future.result()
            print(f"compressed {count} of {len(missing)} files", flush=True)
    if missing:
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_text(json.dumps(known, sort_keys=True))

    def size(name: str, data: bytes) -> Size:
        return Size(len(data), *known[hashes[name]]) if name in hashes else Size(*[len(data)] * 3)

    return {name: size(name, data) for name, data in files.items()}


def compressed(data: bytes) -> list[int]:
    """Return the sizes with gzip and with brotli."""
    return [len(gzip.compress(data, 9, mtime=0)), len(brotli.compress(data, quality=11))]
