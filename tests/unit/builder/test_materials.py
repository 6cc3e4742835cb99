"""What the site is made of."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

from builder import materials, places
from builder.materials import need_wheel


def test_the_same_sources_make_the_same_wheel(tmp_path, monkeypatch):
    monkeypatch.setattr(materials, "in_venv", lambda program: Path(sys.executable))
    packed = []
    for name in ("first", "second"):
        monkeypatch.setattr(places, "BUILD", tmp_path / name)
        packed.append(need_wheel())
    first, second = packed
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as wheel:
        inside = [name for name in wheel.namelist() if ".dist-info/" not in name]
    assert "impasto/painting/stylizer.py" in inside
    assert {Path(name).suffix for name in inside} <= {".py", ".json", ".png", ".typed", ".onnx"}
