"""The site as a host of one's own takes it."""

from __future__ import annotations

import gzip
import hashlib
import json

import pytest

from builder import places
from builder.compressing import compress
from builder.stamps import write_file

SCRIPT, PICTURE = "scripts/main-0123456789.mjs", "icons/icon-0123456789.png"
HEADERS = "/*\n  A: b\n/\n  Cache-Control: no-cache\n/index.html\n  Cache-Control: no-cache\n" + "".join(
    f"/{folder}/*\n  Cache-Control: public, max-age=31536000, immutable\n" for folder in ("scripts", "icons")
)


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A site with a page, a script and a picture, all of which the build has tried to make smaller."""
    for name in ("BUILD", "CACHE", "AHEAD"):
        monkeypatch.setattr(places, name, tmp_path / name.lower())
    headers = HEADERS.encode()
    files = {"_headers": headers, "index.html": 90 * b"page ", SCRIPT: 90 * b"script ", PICTURE: b"png"}
    listing = []
    for name, data in files.items():
        sha256 = hashlib.sha256(data).hexdigest()
        write_file(tmp_path / "site" / name, data)
        write_file(tmp_path / "cache" / places.COMPRESSED / f"{sha256}.br", b"br of " + data[:3])
        listing.append({"path": name, "bytes": len(data), "brotli": min(9, len(data)), "sha256": sha256})
    write_file(tmp_path / "site" / "build.json", json.dumps({"files": listing}).encode())
    return tmp_path / "site"


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_beside_what_never_changes_and_gets_smaller_stand_its_copies(site):
    made = contents(compress(site))
    copies = {f"{SCRIPT}.br", f"{SCRIPT}.gz"}
    assert {name: data for name, data in made.items() if name not in copies} == contents(site)
    assert made[f"{SCRIPT}.br"] == b"br of scr"
    assert gzip.decompress(made[f"{SCRIPT}.gz"]) == made[SCRIPT]


def test_it_is_written_anew_when_it_is_not_what_was_written(site):
    made = contents(compress(site))
    write_file(places.AHEAD / "index.html.br", b"of another version")
    assert contents(compress(site)) == made
    write_file(site / "build.json", (site / "build.json").read_bytes() + b" ")
    assert contents(compress(site)) == made | {"build.json": (site / "build.json").read_bytes()}
