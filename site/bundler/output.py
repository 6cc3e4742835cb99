"""The finished site: the page that names its own size, the listing, and the folder that holds them."""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path

from bundler.contents import INDEX, Materials, assemble
from bundler.sizes import Size, measure


def bundle_site(materials: Materials, output: Path, cache: Path, *, quick: bool = False) -> None:
    """Put the site together and write it to a folder; `cache` is the folder that remembers compressed files.

    A `quick` one is compressed as nobody would have it whose visitors wait for it, in a tenth of the time.
    """
    bundle, make_pages = assemble(materials)
    print(f"{len(bundle.files)} files", flush=True)
    first_visit = bundle.first_visit | {INDEX}
    waited_for = frozenset() if quick else first_visit
    pages = {url: text.encode() for url, text in make_pages(parts_of({})).items()}
    sizes = measure({**bundle.files, **pages}, waited_for, cache)
    for url, text in make_pages(parts_of({url: sizes[url].brotli for url in first_visit})).items():
        pages[url] = text.encode()
        bundle.add(url, pages[url], first_visit=url in first_visit)
    sizes |= measure(pages, waited_for, cache)
    listing = {
        "version": materials.version,
        "total": Size.total(sizes.values())._asdict(),
        "first_visit": Size.total(sizes[url] for url in bundle.first_visit)._asdict(),
        "files": [
            {"path": url, **sizes[url]._asdict(), "sha256": hashlib.sha256(data).hexdigest()}
            | {"first_visit": url in bundle.first_visit}
            for url, data in sorted(bundle.files.items())
        ],
    }
    write_folder(output, {**bundle.files, "build.json": (json.dumps(listing, indent=1) + "\n").encode()})


PARTS = {
    r"pyodide-|python/python_stdlib": "python",
    r"python/": "packages",
    r"onnxruntime/": "onnxruntime",
    r"models/": "networks",
    r"": "page",
}
"""What a file is part of, by what its address begins with."""


def parts_of(visit: Mapping[str, int]) -> dict[str, int]:
    """Return how many bytes each part of a visit has, given those of its files by their addresses."""
    parts = dict.fromkeys(PARTS.values(), 0)
    for url, size in visit.items():
        parts[next(part for beginning, part in PARTS.items() if re.match(beginning, url))] += size
    return parts


def write_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder hold exactly these files; the pages after their parts, so that it can be served meanwhile."""
    for url in sorted(files, key=lambda url: (url.endswith(".html") or url == "build.json", url)):
        path = folder / url
        if not path.is_file() or path.read_bytes() != files[url]:
            path.parent.mkdir(parents=True, exist_ok=True)
            part = path.with_name(f"{path.name}.part")
            part.write_bytes(files[url])
            part.replace(path)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            with contextlib.suppress(OSError):  # not empty
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in files:
            path.unlink()
