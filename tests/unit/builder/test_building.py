"""What a build makes besides the site."""

from __future__ import annotations

import sys
from pathlib import Path

from builder import building, places
from builder.stamps import write_file


def test_the_configurations_are_written_again_when_they_are_not_what_was_written(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "BUILD", tmp_path)
    monkeypatch.setattr(building, "in_venv", lambda program: Path(sys.executable))
    site = places.UNDER_TEST
    folder = building.need_configurations(site)
    written = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(written) == {"nginx.conf", "apache.conf", "lighttpd.conf", "Caddyfile"}
    write_file(folder / "nginx.conf", written["nginx.conf"][:-1] + b" ")
    write_file(folder / "more.conf", b"")
    assert {path.name: path.read_bytes() for path in building.need_configurations(site).iterdir()} == written
