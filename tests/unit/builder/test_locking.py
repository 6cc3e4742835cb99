"""The pinned Python packages."""

from __future__ import annotations

import re

import pytest

from builder import environments, places
from builder.environments import EXTRAS, locked, mark_of, read_pyproject
from builder.processes import BuildError

REQUIREMENT = re.compile(r"([a-z0-9-]+)==([^\s;]+)( ; [^\\]+)? \\")


def packages(extra: str) -> dict[str, str]:
    """Names and versions of an extra's packages; every one of them has a sha256."""
    lines = locked(extra).read_text().splitlines()
    found: dict[str, str] = {}
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if match := REQUIREMENT.fullmatch(line.rstrip("\\") + "\\"):
            assert following.startswith("    --hash=sha256:"), line
            found[match[1]] = match[2]
        else:
            assert line.startswith(("    --hash=sha256:", "# ")), line
    return found


def test_what_is_pinned_is_what_pyproject_wants():
    project = read_pyproject()
    for extra in EXTRAS:
        assert locked(extra).read_text().splitlines()[0] == mark_of(project), "python build.py lock"
        pins = packages(extra)
        for wish in project["project"]["optional-dependencies"][extra]:
            name, _, version = wish.partition(" ;")[0].partition("==")
            assert name == "impasto[models]" or pins[name.partition("[")[0]] == version, wish


def test_all_extras_have_the_same_versions():
    everything = [packages(extra) for extra in EXTRAS]
    for pins in everything:
        for other in everything:
            assert {name: other[name] for name in pins if name in other} == {
                n: v for n, v in pins.items() if n in other
            }


def test_packages_that_are_not_pinned_are_not_installed(tmp_path, monkeypatch):
    project = read_pyproject()
    project["project"]["optional-dependencies"]["test"].append("left-over==1.0")
    monkeypatch.setattr(places, "BUILD", tmp_path)
    monkeypatch.setattr(environments, "read_pyproject", lambda: project)
    with pytest.raises(BuildError, match=r"python build\.py lock"):
        environments.need_python_packages("test")
