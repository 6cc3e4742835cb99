from pathlib import Path

import pytest

from tests.unit.fixtures import corners, photo, saved


@pytest.fixture
def album(tmp_path, monkeypatch):
    """Work in a folder with a style and a folder of four photos, one of them further down."""
    monkeypatch.chdir(tmp_path)
    Path("wave.png").write_bytes(saved(corners(), "PNG"))
    Path("photos/trip").mkdir(parents=True)
    for number, name in enumerate(("a", "b", "c", "trip/d")):
        Path(f"photos/{name}.jpg").write_bytes(saved(photo(90, 70, number), "JPEG"))
    return tmp_path
