"""The site with what hosts send in place of its files: compressed once, and not for every visitor anew."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

from builder import places
from builder.headers import read_headers
from builder.listing import read_listing
from builder.stamps import fingerprint, is_made, set_made, write_file
from builder.terminal import Step

BEST = 9


def compress(site: Path) -> Path:
    """Write a site once more, with `.br` and `.gz` beside what gets smaller, and return the folder.

    Only what never changes under its name gets copies. Beside a page the copy of an older one could be left behind, and
    hosts would send that.
    """
    folder = places.AHEAD
    key = fingerprint(site / "build.json")
    if not is_made("compressed", key, folder):
        step = Step("Files compressed beforehand")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(site, folder)
        for file in read_listing(site)["files"]:
            kept = read_headers(site, f"/{file['path']}").get("Cache-Control", "")  # `_headers` says nothing of itself
            if file["brotli"] < file["bytes"] and "immutable" in kept:
                step.say(file["path"])
                path = folder / file["path"]
                packed = places.CACHE / places.COMPRESSED / f"{file['sha256']}.br"
                write_file(path.with_name(f"{path.name}.br"), packed.read_bytes())
                write_file(path.with_name(f"{path.name}.gz"), gzip.compress(path.read_bytes(), BEST, mtime=0))
        set_made("compressed", key, folder)
        step.done()
    return folder
