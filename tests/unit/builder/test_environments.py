"""The virtual environment of the build."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from builder import environments, places
from builder.stamps import write_file


@pytest.fixture
def commands(tmp_path: Path, monkeypatch) -> list[list[str]]:
    """The commands that make an environment in a folder of its own; each that can be started only is noted."""
    noted: list[list[str]] = []

    class Step(environments.Step):
        def run(self, command, **_):
            assert Path(command[0]).exists() or noted, f"{command[0]} cannot be started"
            noted.append([str(part) for part in command])

    monkeypatch.setattr(places, "BUILD", tmp_path)
    monkeypatch.setattr(places, "VENV", tmp_path / "venv")
    monkeypatch.setattr(environments, "Step", Step)
    return noted


def test_an_environment_is_made_anew_by_the_interpreter_inside_it(commands, monkeypatch):
    inside = places.VENV / "bin/python"
    write_file(inside, b"")
    monkeypatch.setattr(sys, "executable", str(inside))
    environments.need_python_packages("build")
    assert not inside.exists(), "it was of other packages"
    assert commands[0][1:] == ["-m", "venv", str(places.VENV)]
