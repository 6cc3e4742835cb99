"""Environments: Python packages in a folder of their own, Node.js and its packages."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from builder import places
from builder.processes import BuildError, Command
from builder.stamps import fingerprint, read_stamp, write_stamp
from builder.terminal import Step

EXTRAS = ("build", "fuzz", "node", "test")
"""The extras of pyproject.toml that are installed here."""


def programs(environment: Path, program: str) -> Path:
    """Return the path of a program of a virtual environment."""
    windows = os.name == "nt"
    return environment / ("Scripts" if windows else "bin") / (f"{program}.exe" if windows else program)


def in_venv(program: str) -> Path:
    """Return the path of a program of the virtual environment of the build."""
    return programs(places.VENV, program)


def read_pyproject() -> dict[str, Any]:
    """Return what pyproject.toml says."""
    return tomllib.loads((places.ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def locked(extra: str) -> Path:
    """Return the file that pins what an extra comes to (`builder.locking` writes it)."""
    return Path(__file__).parent / "locked" / f"{extra}.txt"


def mark_of(project: Mapping[str, Any]) -> str:
    """Return the first line of the files that pin what pyproject.toml wants: it tells whether they still do."""
    about = project["project"]
    wishes = [project["build-system"], about["requires-python"], about["dependencies"], about["optional-dependencies"]]
    return f"# Made by `python build.py lock` for {fingerprint(json.dumps(wishes))[:16]}."


def make_environment(step: Step, folder: Path) -> None:
    """Make an empty virtual environment, in place of what is there."""
    shutil.rmtree(folder, ignore_errors=True)
    try:
        # of the interpreter itself: the one that runs this may lie in the environment that has just been removed
        step.run([sys._base_executable, "-m", "venv", folder])  # type: ignore[attr-defined]
    except BuildError as error:
        raise BuildError(f"{error}\nOn Debian and Ubuntu: apt-get install python3-venv") from None


def need_python_packages(*extras: str) -> None:
    """Make the virtual environment, with the project itself and these extras of pyproject.toml in it.

    pip takes the packages that are pinned, and only if their sha256 is right.
    """
    project = read_pyproject()
    for extra in extras:
        if not locked(extra).read_text(encoding="utf-8").startswith(mark_of(project) + "\n"):
            raise BuildError("pyproject.toml wants other packages than are pinned. Pin them: python build.py lock")
    about = json.dumps([project["build-system"], project["project"]])
    key = fingerprint(about, locked("build").parent, sys.version, sys.base_prefix, str(places.ROOT))
    stamp = read_stamp("venv") or {}
    present = set(stamp.get("extras", [])) if stamp.get("key") == key and in_venv("python").exists() else set()
    if present >= set(extras):
        return
    wanted = sorted(present | set(extras))
    step = Step(f"Python packages ({', '.join(wanted)})")
    if not present:
        make_environment(step, places.VENV)
    pip: Command = [in_venv("python"), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--no-deps"]
    for extra in wanted:
        step.run([*pip, "--require-hashes", "--requirement", locked(extra)])
    step.run([*pip, "--no-build-isolation", "--editable", places.ROOT])
    write_stamp("venv", {"key": key, "extras": wanted})
    step.done()


class Node(NamedTuple):
    """The programs of Node.js, and the PATH on which they find each other."""

    node: str
    npm: str
    env: Mapping[str, str]


def need_node() -> Node:
    """Find Node.js 18 or newer with npm, or install the Python package that carries them."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm:
        version = re.match(rb"v(\d+)", subprocess.run([node, "--version"], capture_output=True, check=False).stdout)
        if version and int(version[1]) >= 18:
            return Node(node, npm, {})
    need_python_packages("build", "node")
    path = os.pathsep.join([str(in_venv("node").parent), os.environ.get("PATH", "")])
    return Node(str(in_venv("node")), str(in_venv("npm")), {"PATH": path})


def need_node_packages(folder: Path = places.SITE, *, development: bool) -> None:
    """Install what the package-lock.json of a folder pins; npm checks the hashes in it."""
    key = fingerprint(folder / "package.json", folder / "package-lock.json")
    stamp = read_stamp(f"npm-{folder.name}") or {}
    installed = (folder / "node_modules" / ".package-lock.json").exists()  # npm writes it last
    if installed and stamp.get("key") == key and (stamp["development"] or not development):
        return
    node = need_node()
    step = Step(f"Node.js packages ({folder.name})")
    options = ["--ignore-scripts", "--no-audit", "--no-fund"] + ([] if development else ["--omit=dev"])
    step.run([node.npm, "ci", *options], cwd=folder, env=node.env)
    write_stamp(f"npm-{folder.name}", {"key": key, "development": development})
    step.done()
