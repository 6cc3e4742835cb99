import pytest


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """An empty folder, which commands are given in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
