"""The same site from the same sources: what is compared, and what a second build may take from the first."""

from __future__ import annotations

import sys

import pytest

from builder import places, reproducing
from builder.reproducing import copied, differences, reproduce, sums
from builder.stamps import write_file

BUILD = """\
import pathlib
for name, data in {files}.items():
    (pathlib.Path(__file__).parent / "dist" / name).parent.mkdir(parents=True, exist_ok=True)
    (pathlib.Path(__file__).parent / "dist" / name).write_bytes(data)
"""


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A checkout whose build.py writes a site of two files; it has been built."""
    root = tmp_path / "checkout"
    for name in (".git/HEAD", ".build/stamps/site.json", ".build/venv/bin/python", "site/node_modules/a.js"):
        write_file(root / name, b"")
    write_file(root / ".build/cache/wheel.whl", b"downloaded")
    write_file(root / ".build/cache/compressed/0.br", b"made")
    write_file(root / "dist/index.html", b"page")
    write_file(root / "dist/a/b.mjs", b"script")
    monkeypatch.setattr(places, "ROOT", root)
    monkeypatch.setattr(places, "BUILD", root / ".build")
    monkeypatch.setattr(places, "DIST", root / "dist")
    monkeypatch.setattr(reproducing, "build", lambda: None)
    return root


def test_a_copy_has_the_sources_and_the_downloads_and_nothing_that_was_made(root, tmp_path):
    write_file(root / "build.py", b"")
    copy = copied(root, tmp_path / "copy")
    assert set(sums(copy)) == {"build.py", ".build/cache/wheel.whl"}


def test_every_difference_is_told():
    one, other = {"a": "1", "b": "2", "c": "3"}, {"b": "2", "c": "4", "d": "5"}
    assert list(differences(one, other)) == ["a is missing", "c is another", "d is one more"]


@pytest.mark.parametrize(
    ("files", "code", "told"),
    [
        ({"index.html": b"page", "a/b.mjs": b"script"}, 0, "0 of 2 files differ\n"),
        ({"index.html": b"Page", "a/b.mjs": b"script"}, 1, "1 of 2 files differ\n  index.html is another\n"),
    ],
)
def test_a_site_that_comes_out_otherwise_makes_the_command_fail(root, capsys, files, code, told):
    write_file(root / "build.py", BUILD.format(files=files).encode())
    assert reproduce([sys.executable]) == code
    assert capsys.readouterr().out.endswith(f"{sys.executable}: {told}")
