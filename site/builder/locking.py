"""Pins the Python packages of the build and the tests, as `python build.py lock` does.

pyproject.toml says what is wanted; ``locked/<extra>.txt`` says what that comes to on any system and any Python from
3.11, with all that those packages need in turn, by version and sha256, in the form that pip checks.
"""

from __future__ import annotations

import shutil

from builder import places
from builder.environments import EXTRAS, locked, make_environment, mark_of, programs, read_pyproject
from builder.processes import Command
from builder.stamps import write_file
from builder.terminal import Step

RESOLVER = "uv==0.13.9"
"""What finds the versions; pip does so for the system and the Python that it runs on only."""


def lock() -> None:
    """Find the newest packages that pyproject.toml allows, the same ones for all extras, and pin them."""
    project = read_pyproject()
    step = Step("Python packages pinned")
    folder = places.BUILD / "lock"
    make_environment(step, folder)
    step.run([programs(folder, "python"), "-m", "pip", "install", "--disable-pip-version-check", RESOLVER])
    (folder / "requires.txt").write_text("\n".join(project["build-system"]["requires"]), encoding="utf-8")
    resolve: Command = [programs(folder, "uv"), "pip", "compile", "--no-cache", "--universal", "--python-version=3.11"]
    form: Command = ["--generate-hashes", "--no-emit-index-url", "--no-annotate", "--no-header"]
    wishes: Command = [places.ROOT / "pyproject.toml", folder / "requires.txt"]
    together = folder / "together.txt"
    step.run([*resolve, *wishes, *(f"--extra={extra}" for extra in EXTRAS), "--output-file", together])
    for extra in EXTRAS:
        part = folder / f"{extra}.txt"
        step.run([*resolve, *form, *wishes, f"--extra={extra}", "--constraints", together, "--output-file", part])
        write_file(locked(extra), f"{mark_of(project)}\n".encode() + part.read_bytes())
    shutil.rmtree(folder)
    step.done()
