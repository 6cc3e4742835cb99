"""Other versions of dist/, as the build would make them: with a file changed, and every hash of it."""

import hashlib
import re
import shutil
from pathlib import Path

from builder import places
from bundler.page import integrity

IMPORT_MAP = re.compile(r'<script type="importmap">(.*?)</script>', re.DOTALL)
ONE_CORE = b'Object.defineProperty(WorkerNavigator.prototype, "hardwareConcurrency", {get: () => 1});\n'
"""Put before the worker of the networks, it makes the site run on one thread and leaves all else as it is."""
SEAL = re.compile(r"<!-- sealed: [0-9a-f]{64} -->\n\Z")


def hexadecimal(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def change(dist: Path, name: str, content: bytes, *, rename: bool = True) -> str:
    """Put another file in the place of one, and return the address that it got.

    It is another version of the site then: its pages, its list of files and its service worker speak of the new file.
    Scripts do not: one that others import keeps its name.
    """
    listing = next(path.relative_to(dist).as_posix() for path in (dist / "offline").iterdir())
    swaps, new = _swapped(dist, name, content, rename)
    text = _replaced((dist / listing).read_text("utf-8"), swaps)
    more, _ = _swapped(dist, listing, text.encode(), True)
    pages = {path: SEAL.sub("", path.read_text("utf-8")) for path in dist.glob("*.html")}
    maps = [
        IMPORT_MAP.search(each) for each in (pages[dist / "index.html"], _replaced(pages[dist / "index.html"], swaps))
    ]
    assert maps[0] and maps[1]
    policy = {integrity(maps[0][1].encode()): integrity(maps[1][1].encode())}
    worker = (dist / "service-worker.mjs").read_bytes()
    own, _ = _swapped(dist, "service-worker.mjs", _replaced(worker.decode(), policy).encode(), False)
    _write(dist / "_headers", _replaced((dist / "_headers").read_text("utf-8"), policy).encode())
    for path, page in pages.items():
        page = _replaced(page, swaps | more | policy | own)
        _write(path, f"{page}<!-- sealed: {hexadecimal(page.encode())} -->\n".encode())
    return new


def on_one_core(folder: Path) -> Path:
    """Copy the site to a folder that is not there yet, have its networks run on one thread, and return the folder."""
    shutil.copytree(places.UNDER_TEST, folder)
    (worker,) = (folder / "scripts" / "inference").glob("worker-*.mjs")
    change(folder, worker.relative_to(folder).as_posix(), ONE_CORE + worker.read_bytes(), rename=False)
    return folder


def _swapped(dist: Path, name: str, content: bytes, rename: bool) -> tuple[dict[str, str], str]:
    """Write a file anew; return what stands for it now in place of what stood for it."""
    old = (dist / name).read_bytes()
    new = re.sub(r"-[0-9a-f]{10}\.", f"-{hexadecimal(content)[:10]}.", name) if rename else name
    (dist / name).unlink()
    _write(dist / new, content)
    return {name: new, hexadecimal(old): hexadecimal(content), integrity(old): integrity(content)}, new


def _write(path: Path, content: bytes) -> None:
    """Write a file in the place of what may be a link to one of the real dist/."""
    path.unlink(missing_ok=True)
    path.write_bytes(content)


def _replaced(text: str, swaps: dict[str, str]) -> str:
    for old, new in swaps.items():
        text = text.replace(old, new)
    return text
