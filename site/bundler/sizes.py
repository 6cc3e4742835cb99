"""Sizes of files as they are and as hosts send them."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterable, Mapping, Set
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import NamedTuple

import brotli

# Hosts send these as they are, and compressing them again would gain next to nothing.
COMPRESSED = (".jpg", ".png", ".webp", ".woff2")
# Brotli's best is thirty times slower than its middle for a sixth less: worth it for what every visitor waits for.
BEST, MIDDLE = 11, 5


class Size(NamedTuple):
    """Bytes of a file as it is, with gzip (level 9) and with brotli."""

    bytes: int
    gzip: int
    brotli: int

    @classmethod
    def total(cls, sizes: Iterable[Size]) -> Size:
        """Add sizes up."""
        columns = zip(*[(0, 0, 0), *sizes], strict=True)
        return cls(*(sum(column) for column in columns))


def measure(files: Mapping[str, bytes], waited_for: Set[str], cache: Path) -> dict[str, Size]:
    """Return the sizes of files; those that visitors wait for with the best that brotli can do.

    That takes a while, so `cache` is a folder that remembers them by sha256. The best that brotli made is kept there as
    `<sha256>.br`, for build.py's own server.
    """
    table = cache / "sizes.json"
    known: dict[str, list[int]] = json.loads(table.read_text()) if table.exists() else {}
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in files.items() if not name.endswith(COMPRESSED)}
    quality = {name: BEST if name in waited_for else MIDDLE for name in hashes}
    keys = {name: f"{sha256} {quality[name]}" for name, sha256 in hashes.items()}
    missing = [name for name in keys if keys[name] not in known or not brotli_file(cache, hashes[name]).exists()]
    missing.sort(key=lambda name: -len(files[name]))  # the longest first, so that no core waits for another at the end
    if missing:
        print(f"compressing {len(missing)} files to know what a visit loads", flush=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = {pool.submit(compressed, files[name], quality[name]): name for name in missing}
        for count, future in enumerate(as_completed(running), 1):
            with_gzip, with_brotli = future.result()
            name = running[future]
            known[keys[name]] = [with_gzip, len(with_brotli)]
            cache.mkdir(parents=True, exist_ok=True)
            kept = brotli_file(cache, hashes[name])
            if not kept.exists() or kept.stat().st_size > len(with_brotli):  # another site may wait for it
                kept.write_bytes(with_brotli)
            table.write_text(json.dumps(known, sort_keys=True))
            print(f"compressed {count} of {len(missing)} files", flush=True)

    def size(name: str, data: bytes) -> Size:
        return Size(len(data), *known[keys[name]]) if name in keys else Size(*[len(data)] * 3)

    return {name: size(name, data) for name, data in files.items()}


def brotli_file(cache: Path, sha256: str) -> Path:
    """Return where the compressed form of a file is kept."""
    return cache / f"{sha256}.br"


def compressed(data: bytes, quality: int) -> tuple[int, bytes]:
    """Return the size with gzip, and what brotli makes of it at a quality from 0 to 11."""
    return len(gzip.compress(data, 9, mtime=0)), brotli.compress(data, quality=quality)
