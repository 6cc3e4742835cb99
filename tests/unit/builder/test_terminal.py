"""What a failing command leaves on the terminal."""

from __future__ import annotations

import sys

import pytest

from builder import places
from builder.processes import BuildError
from builder.terminal import Step


def test_a_failing_command_shows_the_end_of_its_output(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "BUILD", tmp_path)
    with pytest.raises(BuildError, match=r"(?s)Try: .* failed.*line 99$") as error:
        Step("Try").run([sys.executable, "-c", "for i in range(100): print('line', i)\nraise SystemExit(3)"])
    assert "line 60" not in str(error.value)


def test_a_command_that_explains_itself_is_quoted_in_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "BUILD", tmp_path)
    with pytest.raises(BuildError) as error:
        Step("Try").run([sys.executable, "-c", "print('noise'); raise SystemExit('bundler: no such icon')"])
    assert str(error.value) == "no such icon"


def test_a_command_that_is_not_there(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "BUILD", tmp_path)
    with pytest.raises(BuildError, match="no-such-command cannot be started"):
        Step("Try").run(["no-such-command"])
