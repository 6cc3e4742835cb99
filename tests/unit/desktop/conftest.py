from pathlib import Path

import pytest

from tests.unit.fixtures import corners, noise, photo, saved


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Work in a folder with a photo and two styles."""
    monkeypatch.chdir(tmp_path)
    Path("photo.png").write_bytes(saved(photo(90, 70), "PNG"))
    Path("a.png").write_bytes(saved(corners(), "PNG"))
    Path("b.png").write_bytes(saved(noise(64, 64), "PNG"))
    return tmp_path
